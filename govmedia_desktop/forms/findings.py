"""What a form under way has found, explained (domain.md §1.1, §8).

`gm:explains` and `gm:passes` are sentences in which `{name}` stands for what the question of that
name shows. A finding that arises only under a local parameter takes severity and basis from it;
one that the national limit makes too is told with the national values.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.parameters import RULES, Parameter, in_words
from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.forms.compiled import GIVING, PLACEHOLDER, CompiledForm, Node
from govmedia_desktop.forms.model import Model

UNCHECKED = "unchecked"
"""The choice that counts as not answered (未检查)."""
_STRICTNESS = (Severity.HINT, Severity.BONUS, Severity.DEDUCT, Severity.VETO)


class Findings:
    """Reads findings off two settled models: one under national, one under local parameters."""

    def __init__(
        self,
        form: CompiledForm,
        national: Model,
        local: Model,
        parameters: Sequence[Parameter],
        answers: Mapping[str, Answer],
    ) -> None:
        self._form, self._national, self._local = form, national, local
        self._answers = answers
        self._parameters = {parameter.name: parameter for parameter in parameters}
        self._names = {node.name: node.path for node in form.nodes if not node.holds_others}

    def fails(self, path: str, node: Node) -> bool:
        """Whether the node is a relevant item whose `gm:fails` holds.

        What rests on a question that has no value (不适用, 查不到) judges nobody.
        """
        holds = "fails" in node.expressions and self._local.holds(path, "fails")
        if not (holds and self._local.relevant(path)):
            return False
        return not self._is_excused(self.rests_on(path))

    def is_absent(self, path: str) -> bool:
        """Whether somebody said why a question that is asked now has no value."""
        answer = self._answers.get(path)
        return answer is not None and answer.absent is not None and self._local.relevant(path)

    def _is_excused(self, rests: Iterable[str]) -> bool:
        return any(map(self.is_absent, rests))

    def is_open(self, path: str, node: Node) -> bool:
        """Whether the item itself or a question that it rests on is empty or unchecked.

        What is not relevant cannot be answered and does not count. A question counts through
        calculations too: what they make of an empty one is no finding.
        """
        read = self._local.reached(path, node.expressions["fails"].reads)
        rests = self.rests_on(path)
        asked = [rest for rest in rests if self._local.node(rest).is_asked]
        # what is calculated from a question without a value has none either
        wanted = {*asked} if self._is_excused(rests) else {*asked, *read}
        counted = (p for p in wanted if self._local.relevant(p) and not self.is_absent(p))
        values = (self._local.text(p) for p in counted)
        return any(UNCHECKED in value.split() or not value for value in values)

    def finding(self, path: str, label: str) -> Finding:
        """Return the finding of a node that fails."""
        node = self._local.node(path)
        nationally = self._national.has(path) and self._national.holds(path, "fails")
        model = self._national if nationally else self._local
        rests = self.rests_on(path)
        parameter = None if nationally else self._parameter_of(rests)
        points = model.number(path, "points")
        explains = self.filled(node.rules.get("explains", ""), path, model)
        return Finding(
            code=node.name,
            path=path,
            severity=parameter.severity if parameter else Severity(node.rules["severity"]),
            problem=node.rules["problem"],
            basis=parameter.basis if parameter else node.rules.get("basis", ""),
            explanation=explains or f"{label}：{self.shown(path)}".strip("："),
            remedy=node.rules.get("remedy", ""),
            unconfirmed=any(map(self._unconfirmed, self._sources(path))),
            points=None if points is None else Decimal(str(round(points, 6))).normalize(),
            values=tuple(self._values(rests, model)),
            passes_if=self.filled(node.rules.get("passes", ""), path, model),
        )

    def _parameter_of(self, rests: Iterable[str]) -> Parameter | None:
        """Return the strictest of the local parameters in force that a finding rests on."""
        names = (self._local.node(path).rules.get("parameter") for path in rests)
        found = [self._parameters[name] for name in names if name in self._parameters]
        return max(found, key=lambda p: _STRICTNESS.index(p.severity), default=None)

    def rests_on(self, path: str) -> tuple[str, ...]:
        """Return the leaves that a finding rests on, through calculations, itself first."""
        return self._spread(path, lambda rest: ("value",))

    def _sources(self, path: str) -> tuple[str, ...]:
        """Return the same with what the form has taken its defaults from."""
        return self._spread(path, self._gave)

    def _spread(self, path: str, gave: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
        """Return a judged leaf and all that its value comes from, by the slots that `gave` it."""
        found: dict[str, None] = {}
        waiting = self._local.reached(path, self._local.node(path).expressions["fails"].reads)
        waiting.insert(0, path)
        while waiting:
            rest = waiting.pop(0)
            if rest not in found:
                found[rest] = None
                expressions = self._local.node(rest).expressions
                for giving in filter(None, map(expressions.get, gave(rest))):
                    waiting.extend(self._local.reached(rest, giving.reads))
        return tuple(found)

    def _gave(self, path: str) -> tuple[str, ...]:
        answer = self._answers.get(path)
        by_form = answer is not None and answer.source is Source.DEFAULT and not answer.confirmed
        return GIVING if by_form else ("value",)

    def local_rules(self, path: str) -> str:
        """Return the local rules in force that an item rests on, empty where there are none."""
        if not self._parameters or "fails" not in self._local.node(path).expressions:
            return ""
        names = (self._local.node(rest).rules.get("parameter") for rest in self.rests_on(path))
        return "；".join(in_words(self._parameters[n]) for n in names if n in self._parameters)

    def _unconfirmed(self, path: str) -> bool:
        answer = self._answers.get(path)
        if answer is None or not (self._local.node(path).is_asked and self._local.relevant(path)):
            return False
        return answer.awaits_a_person(readonly=self._local.readonly(path))

    def _values(self, paths: Iterable[str], model: Model) -> Iterable[tuple[str, str]]:
        for path in paths:
            node, shown = self._local.node(path), self.shown(path, model)
            rule = RULES.get(node.rules.get("parameter", ""))
            if rule and shown:
                yield rule.label, f"{shown}{rule.unit}"
            elif node.is_asked and shown:
                yield node.label, shown

    def filled(self, sentence: str, path: str, model: Model | None = None) -> str:
        """Return a sentence of the form with what the questions it names show."""
        seen = model or self._local
        return PLACEHOLDER.sub(lambda match: self._named(match[1], path, seen), sentence)

    def _named(self, name: str, path: str, model: Model) -> str:
        plan = self._names.get(name)
        found = model.nearest(plan, path) if plan and model.has(path) else []
        return "、".join(filter(None, (self.shown(place, model) for place in found)))

    def shown(self, path: str, model: Model | None = None) -> str:
        """Return a leaf's value as people read it: the labels of choices, joined by 、; of a
        question without a value, why it has none."""
        model = model or self._local
        if not model.has(path):
            return ""
        if self.is_absent(path):
            return self._answers[path].absence
        text = model.text(path)
        labels = {choice.name: choice.label for choice in model.choices(path)}
        if not labels:
            return text
        return "、".join(labels.get(name, name) for name in text.split())
