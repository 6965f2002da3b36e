"""Questions that are answered with a file: which are, and which judged item a photo shows."""

from collections.abc import Collection, Mapping

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.forms.compiled import FILE_KINDS, CompiledForm
from govmedia_desktop.forms.rows import plan_of


def with_files(form: CompiledForm, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return the questions that are answered with a file: the file's name by path."""
    given = {path: answer.value for path, answer in answers.items() if answer.value}
    return {p: name for p, name in given.items() if form.node(plan_of(p)).kind in FILE_KINDS}


def kinds_of_files(form: CompiledForm, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return image, audio, video or file by the name of each file that answers a question."""
    named = with_files(form, answers).items()
    return {name: form.node(plan_of(path)).kind for path, name in named}


def item_shown(form: CompiledForm, path: str, failing: Collection[str]) -> str:
    """Return the path of the failing item that a photo shows, of the photo's own question else.

    A photo shows the item that it is asked for: the one judged item that its relevance reads, or
    that of the nearest group around it that has one. One in a repeat shows no other.
    """
    place = path
    while place in form.by_path:
        relevant = form.node(place).expressions.get("relevant")
        if relevant is not None:
            judged = [p for p in relevant.questions if "fails" in form.node(p).expressions]

            return judged[0] if len(judged) == 1 and judged[0] in failing else path
        place = form.node(place).parent
    return path
