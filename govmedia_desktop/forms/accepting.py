"""What may stand as an answer: typed by a person, found in a record, or prefilled by nobody."""

from dataclasses import replace

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.forms.compiled import Node
from govmedia_desktop.forms.context import Context
from govmedia_desktop.forms.extensions.conversions import text_of
from govmedia_desktop.forms.model import Model
from govmedia_desktop.forms.values import WRONG, normalised, outside

BY_A_PERSON = (Source.TYPED, Source.FILE, Source.TODAY)


def may_keep(node: Node | None, path: str, answer: Answer) -> bool:
    """Whether an answer of a draft or a record is one of the form's: `node` stands at its path.

    What follows from other answers is no answer, nor what nobody gave where somebody must look.
    """
    if node is None or node.kind in ("group", "note"):
        return False
    if node.kind == "repeat":
        return not path.endswith("]")
    if node.calculated and not node.remembers:
        return False
    return not node.is_judgement or answer.source in BY_A_PERSON


def checked(model: Model, path: str, node: Node, value: str) -> tuple[str, str | None]:
    """Return the value as it is kept and why it is refused, None where it is not."""
    text = normalised(node.kind, value)
    if text is None:
        return "", WRONG[node.kind]
    beyond = outside(node.bounds, text) if node.kind == "range" else None
    constrained = "constraint" in node.expressions
    refused = constrained and not model.would_hold(path, "constraint", text)
    wrong = beyond or model.wrong_choice(path, text)
    return text, wrong or (model.refusal(path) if refused else None)


def prefilled(context: Context, model: Model, path: str, node: Node) -> Answer | None:
    """Return the first of register, previous inspection and default that may stand here.

    A default that gives nothing now is an empty answer: it is not asked again later, when other
    answers might make it give something (ODK: `odk-instance-first-load`).
    """
    if node.kind == "metadata":
        value = context.metadata(node.preload)
        return Answer(value, Source.DEFAULT) if value else None
    if node.is_judgement or not (node.kind == "hidden" or node.is_asked):
        return None
    for answer in context.candidates(path, node, _default(model, path, node)):
        text, refusal = checked(model, path, node, answer.value) if answer.value else ("", "")
        if refusal is None:
            return replace(answer, value=text)
    return Answer("", Source.DEFAULT) if node.has_default else None


def _default(model: Model, path: str, node: Node) -> str:
    default = node.expressions.get("default")
    return text_of(model.evaluate(default, path)) if default else node.default
