"""Runs a check form: takes answers, keeps everything that follows from them, yields the verdict."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.domain.verdicts import Finding, OpenItem, Severity, Verdict, reach
from govmedia_desktop.forms.compiled import CompiledForm, Node, Text
from govmedia_desktop.forms.findings import Findings
from govmedia_desktop.forms.items import Item, Section
from govmedia_desktop.forms.model import Model
from govmedia_desktop.forms.values import WRONG, normalised

_BY_A_PERSON = (Source.TYPED, Source.FILE, Source.TODAY)
VERIFIED_IN_REGISTER = "台账核实"
"""Stands in `confirmed_by` of a register value whose 核实日期 stood for it: no person did here."""


@dataclass(frozen=True)
class Context:
    """What a form needs of the world around it.

    `reference_date` (监测时间点) is what today() and now() give. `register`: fields of the account
    as text, for gm:register (field names of `domain.accounts.Account`, and owner_name, level).
    `register_confirmed`: those of them that somebody has verified (核实日期): no 待核实 rests on
    them. `previous`: answers of the account's previous inspection by path, for gm:carry.
    `parameters`: those in force (`domain.parameters.in_force`). `staff` and `now` (ISO time with
    offset) stamp confirmations.
    """

    reference_date: date
    staff: str
    now: Callable[[], str]
    register: Mapping[str, str] = field(default_factory=dict)
    register_confirmed: frozenset[str] = frozenset()
    previous: Mapping[str, Answer] = field(default_factory=dict)
    parameters: Sequence[Parameter] = ()


def resolve(form: CompiledForm, key: str) -> str | None:
    """Return the path of the question with that path or name, None where none or several have."""
    found = [n.path for n in form.nodes if n.is_asked and key in (n.path, n.name)]
    return found[0] if len(found) == 1 else None


class FormRun:
    """One form being filled in.

    `answers` are those of a draft or a record: what stands there is taken as it is (an empty value
    means that a person cleared it), everything else is prefilled from register, previous inspection
    and defaults. To evaluate a record again, give a context without register and previous.
    """

    def __init__(
        self, form: CompiledForm, context: Context, answers: Mapping[str, Answer] | None = None
    ) -> None:
        self._form, self._context = form, context
        local = {
            node.path: format(p.value.normalize(), "f")
            for node in form.nodes
            for p in context.parameters
            if node.rules.get("parameter") == p.name
        }
        self._model = Model(form, context.reference_date, local)
        self._models = [self._model]
        if local:
            self._models.append(Model(form, context.reference_date))
        self._answers: dict[str, Answer] = {}
        self._keep(
            {
                path: replace(answer, value=clean_text(answer.value))
                for path, answer in (answers or {}).items()
                if self._may_keep(path, answer)
            }
        )
        self._prefill()
        self._findings = Findings(form, self._models[-1], self._model, context.parameters)

    # answering

    def answer(self, path: str, value: str, source: Source = Source.TYPED) -> str | None:
        """Take an answer; return None, or why it is refused (then nothing has changed).

        An empty value clears. A question that is not relevant takes answers too: they are kept
        aside until it is. Raises KeyError for a path that the form does not have.
        """
        node = self._form.node(path)
        if not node.is_asked or self._model.readonly(path):
            return "这一项由程序给出，不能填写"
        if node.is_judgement and source not in _BY_A_PERSON:
            return "这一项必须有人看过后再答，不能代填"
        if not clean_text(value).strip():
            self.clear(path)
            return None
        text, refusal = self._checked(node, value)
        if refusal is None:
            self._keep({path: self._stamped(Answer(text, source))})
        return refusal

    def clear(self, path: str) -> None:
        """Take an answer away: an empty one stays, so that it is not prefilled again."""
        if self._form.node(path).is_asked:
            self._keep({path: self._stamped(Answer("", Source.TYPED))})

    def confirm(self, path: str) -> None:
        """Stand by a prefilled answer; without one nothing changes."""
        answer = self._answers.get(path)
        if answer is not None and answer.value and not answer.confirmed:
            self._answers[path] = self._stamped(answer)

    def _stamped(self, answer: Answer) -> Answer:
        return replace(answer, confirmed_by=self._context.staff, confirmed_at=self._context.now())

    def _checked(self, node: Node, value: str) -> tuple[str, str | None]:
        """Return the value as it is kept and why it is refused, None where it is not."""
        text = normalised(node.kind, value)
        if text is None:
            return "", WRONG[node.kind]
        constrained = "constraint" in node.expressions
        refused = constrained and not self._model.would_hold(node.path, "constraint", text)
        return text, self._wrong_choice(node, text) or (self._refusal(node) if refused else None)

    def _wrong_choice(self, node: Node, text: str) -> str | None:
        if "choices" not in node.expressions:
            return None
        names = {choice.name for choice in self._model.choices(node.path)}
        chosen = text.split() if node.kind == "select_multiple" else [text]
        unknown = "、".join(name for name in chosen if name not in names)
        return f"没有“{unknown}”这个选项，请从列出的选项中选择" if unknown else None

    def _refusal(self, node: Node) -> str:
        return self._text(node, "constraint_message") or "填写的内容不符合这道题的要求"

    def _keep(self, answers: Mapping[str, Answer]) -> None:
        self._answers.update(answers)
        values = {path: answer.value for path, answer in answers.items()}
        for model in self._models:
            model.give(values)

    # prefilling

    def _may_keep(self, path: str, answer: Answer) -> bool:
        node = self._form.by_path.get(path)
        if node is None or node.calculated or node.kind in ("group", "note"):
            return False
        return not node.is_judgement or answer.source in _BY_A_PERSON

    def _prefill(self) -> None:
        for node in self._form.nodes:
            fillable = node.kind == "hidden" or node.is_asked
            if fillable and not node.is_judgement and node.path not in self._answers:
                answer = self._prefilled(node)
                if answer is not None:
                    self._keep({node.path: answer})

    def _prefilled(self, node: Node) -> Answer | None:
        """Return the first of register, previous inspection and default that may stand here.

        A default that gives nothing now is an empty answer: it is not asked again later, when
        other answers might make it give something (ODK: `odk-instance-first-load`).
        """
        for source, value in self._candidates(node):
            text, refusal = self._checked(node, value) if value else ("", "")
            if refusal is None:
                return self._verified(Answer(text, source), node.rules.get("register", ""))
        return Answer("", Source.DEFAULT) if self._has_default(node.path) else None

    def _verified(self, answer: Answer, register: str) -> Answer:
        """Return the answer as confirmed where the register's field was verified (核实日期)."""
        known = self._context.register_confirmed
        if answer.source is not Source.REGISTER or register not in known:
            return answer
        day = self._context.register.get(f"{register}_verified")
        return replace(answer, confirmed_by=VERIFIED_IN_REGISTER, confirmed_at=day)

    def _candidates(self, node: Node) -> list[tuple[Source, str]]:
        previous = self._context.previous.get(node.path)
        carried = previous.value if previous and node.rules.get("carry") == "yes" else ""
        default = node.default
        if "default" in node.expressions:
            default = str(self._model.evaluate(node.expressions["default"], node.path))
        return [
            (Source.REGISTER, self._context.register.get(node.rules.get("register", ""), "")),
            (Source.PREVIOUS, "" if carried == "unchecked" else carried),
            (Source.DEFAULT, default),
        ]

    # what follows

    @property
    def sections(self) -> tuple[Section, ...]:
        """The form's groups in order, each with its items (hidden and computed ones left out)."""
        findings = {finding.path: finding for finding in self.findings()}
        by_parent: dict[str, list[Item]] = {}
        for node in self._form.nodes:
            if node.kind not in ("group", "calculate", "hidden"):
                by_parent.setdefault(node.parent, []).append(self._item(node, findings))
        return tuple(self._section(path, items) for path, items in by_parent.items())

    def _section(self, path: str, items: list[Item]) -> Section:
        labels: list[str] = []
        group = self._form.by_path.get(path)
        relevant = group is None or self._model.relevant(path)
        while group is not None:
            labels.insert(0, self._text(group, "label"))
            group = self._form.by_path.get(group.parent)
        label = " · ".join(filter(None, labels)) or self._form.title
        return Section(path, label, relevant, tuple(items))

    def items(self) -> tuple[Item, ...]:
        """Return all questions and notes, and what is computed or hidden, in order."""
        findings = {finding.path: finding for finding in self.findings()}
        return tuple(self._item(n, findings) for n in self._form.nodes if n.kind != "group")

    def _item(self, node: Node, findings: Mapping[str, Finding]) -> Item:
        path, rules = node.path, node.rules
        problem = self._problem(node)
        fails = "fails" in node.expressions
        return Item(
            path=path,
            name=node.name,
            kind=node.kind,
            label=self._text(node, "label"),
            hint=self._text(node, "hint"),
            guidance=self._text(node, "guidance"),
            appearance=node.appearance,
            choices=self._model.choices(path),
            judgement=node.is_judgement,
            required=self._model.holds(path, "required"),
            relevant=self._model.relevant(path),
            readonly=node.calculated or self._model.readonly(path),
            answer=self._answers.get(path),
            value=self._model.text(path),
            shown=self._findings.shown(path),
            problem=problem,
            finding=findings.get(path),
            open=self._is_open(node),
            severity=Severity(rules["severity"]) if fails else None,
            problem_type=rules.get("problem", ""),
            basis=rules.get("basis", ""),
        )

    def _text(self, node: Node, name: str) -> str:
        text: Text = node.texts.get(name, ())
        return "".join(
            piece if isinstance(piece, str) else str(self._model.evaluate(piece, node.path))
            for piece in text
        ).strip()

    def _problem(self, node: Node) -> str | None:
        """Return why a given answer cannot stand, as things are now."""
        text = self._model.text(node.path)
        if not text or not node.is_asked:
            return None
        constrained = "constraint" in node.expressions
        broken = constrained and not self._model.holds(node.path, "constraint")
        return self._wrong_choice(node, text) or (self._refusal(node) if broken else None)

    def _is_open(self, node: Node) -> bool:
        path = node.path
        if not self._model.relevant(path):
            return False
        if "fails" in node.expressions and self._findings.is_open(node):
            return True
        if not node.is_asked:
            return False
        missing = self._model.holds(path, "required") and not self._model.text(path)
        return missing or self._problem(node) is not None

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found so far, in the form's order; open items yield none."""
        return tuple(
            self._findings.finding(node, self._text(node, "label"), self._answers)
            for node in self._form.nodes
            if self._findings.fails(node) and not self._is_open(node)
        )

    def open_items(self) -> tuple[OpenItem, ...]:
        """Return what still has to be answered before there is a verdict, in the form's order."""
        return tuple(
            OpenItem(node.name, node.path, self._text(node, "label") or node.name)
            for node in self._form.nodes
            if node.kind != "group" and self._is_open(node)
        )

    def verdict(self) -> Verdict:
        """Return the verdict as things stand; 未检查完 while any item is open."""
        return reach(self.findings(), self.open_items())

    # what is kept

    def answers(self) -> dict[str, Answer]:
        """Return all answers by path, also those not relevant now and those cleared (a draft)."""
        return dict(self._answers)

    def record(self) -> dict[str, Answer]:
        """Return the answers of a finished inspection: those of relevant items.

        An empty one is among them only where a default was cleared or gave nothing: evaluated
        again, the record gives the same.
        """
        return {
            path: answer
            for path, answer in self._answers.items()
            if self._model.relevant(path) and (answer.value or self._has_default(path))
        }

    def _has_default(self, path: str) -> bool:
        node = self._form.node(path)
        return bool(node.default) or "default" in node.expressions

    def prefilled_unconfirmed(self) -> tuple[str, ...]:
        """Return the paths of relevant questions whose prefilled value nobody has confirmed."""
        return tuple(
            path
            for path, answer in self.record().items()
            if answer.value and not answer.confirmed and self._form.node(path).is_asked
        )
