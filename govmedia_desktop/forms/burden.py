"""What a check form costs those who fill it in, and what in it offends a rule (domain.md §3)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product

from govmedia_desktop.domain.burden import EVIDENCE, BurdenRule, demands_evidence, offended_rule
from govmedia_desktop.forms.compiled import CompiledForm, Expression, Node
from govmedia_desktop.forms.items import Item
from govmedia_desktop.forms.rows import plan_of
from govmedia_desktop.forms.run import Context, FormRun

_NUMERIC = ("integer", "decimal", "range")
_RECORDED = ("image", "audio", "video", "file", "geopoint", "geotrace", "geoshape")
_DAY = date(2026, 1, 31)
_MOST_TRIALS, _MOST_REGISTERS = 64, 32
_LITERAL = re.compile(r"['\"]([^'\"]*)['\"]")


@dataclass(frozen=True)
class Offence:
    """One question that offends a rule: why, in a sentence, and the rule as printed."""

    path: str
    name: str
    label: str
    text: str
    rule: str


@dataclass(frozen=True)
class Burden:
    """How many questions a person answers, and how many come prefilled to be confirmed."""

    typed: int
    prefilled: int
    evidence: tuple[Offence, ...]
    """Evidence demanded where nothing fails."""
    indicators: tuple[Offence, ...]
    """Likes, reposts, followers, log-ins or online time as an indicator."""

    @property
    def offences(self) -> tuple[Offence, ...]:
        """All that offends a rule."""
        return (*self.evidence, *self.indicators)

    @property
    def summary(self) -> str:
        """The counts in one sentence."""
        total = self.typed + self.prefilled
        if not total:
            return "没有要填写的题"
        return f"共{total}题要答：{self.typed}题由人填写，{self.prefilled}题先带入、由人确认"


def weigh(form: CompiledForm) -> Burden:
    """Return the burden of a form (domain.md §3); a question in a repeat counts once."""
    asked = [node for node in form.nodes if node.is_asked]
    prefilled = sum(_is_prefilled(node) for node in asked)
    return Burden(
        typed=len(asked) - prefilled,
        prefilled=prefilled,
        evidence=tuple(_demanded_evidence(form, asked)),
        indicators=tuple(_indicators(form)),
    )


def _is_prefilled(node: Node) -> bool:
    brought_in = bool(node.rules.get("register")) or node.rules.get("carry") == "yes"
    return not node.is_judgement and (brought_in or node.has_default)


def _indicators(form: CompiledForm) -> Iterator[Offence]:
    for node in form.nodes:
        scored = bool({"fails", "points"} & node.expressions.keys())
        if node.is_asked or scored:
            text = f"{node.label} {node.rules.get('problem', '')}".strip()
            numeric = node.kind in _NUMERIC
            rule = offended_rule(text, node.name, numeric=numeric, scored=scored)
            if rule is not None:
                told = f"“{node.label}”把{rule.subject}作为指标"
                yield _offence(node, told, rule)


def _offence(node: Node, text: str, rule: BurdenRule) -> Offence:
    return Offence(node.path, node.name, node.label, text, rule.rule)


def _demanded_evidence(form: CompiledForm, asked: list[Node]) -> Iterator[Offence]:
    for node in asked:
        recorded = node.kind in _RECORDED
        worded = node.kind == "text" and demands_evidence(node.label, node.name)
        wanted = "required" in node.expressions and (recorded or worded)
        if wanted and _is_demanded_where_nothing_fails(form, node):
            told = f"没有发现问题时也必须交“{node.label}”"
            yield _offence(node, told, EVIDENCE)


def _is_demanded_where_nothing_fails(form: CompiledForm, node: Node) -> bool:
    """Try the answers on which it depends whether the question is shown, without a finding.

    Fields of the register on which it depends are tried with the values that conditions name.
    """
    conditions = list(_conditions(form, node))
    sources = _sources(form, [path for condition in conditions for path in condition.questions])
    fields = sorted({field for n in sources if (field := n.rules.get("register"))})
    named = ["", *dict.fromkeys(text for c in conditions for text in _LITERAL.findall(c.xpath))]
    registers = product(*(named for _ in fields))
    inputs = [source.path for source in sources if source.is_asked]
    resting = _resting_on(form, set(inputs))
    for register in islice(registers, _MOST_REGISTERS):
        trial = _Trial(form, dict(zip(fields, register, strict=True)))
        if trial.demands(node.path, inputs, resting):
            return True
    return False


class _Trial:
    """A form filled in by way of trial, each repeat with one row; all paths are the plan's."""

    def __init__(self, form: CompiledForm, register: Mapping[str, str]) -> None:
        now = f"{_DAY}T00:00:00+08:00"
        self._run = FormRun(form, Context(_DAY, "", lambda: now, register=register))
        for _ in form.repeats:
            for section in self._run.sections:
                if section.row and not section.row.count and section.row.may_change:
                    self._run.add_row(section.row.series)

    def demands(self, path: str, inputs: list[str], resting: list[str]) -> bool:
        """Whether some answers to the inputs demand a question while what rests on them passes."""
        samples = [self._samples(self._items()[plan]) for plan in inputs]
        for values in islice(product(*samples), _MOST_TRIALS):
            items = self._items_after(dict(zip(inputs, values, strict=True)))
            asked = items[path].relevant and items[path].required
            if asked and not any(items[plan].open or items[plan].finding for plan in resting):
                return True
        return False

    def _items_after(self, answers: Mapping[str, str]) -> dict[str, Item]:
        there = {plan: item.path for plan, item in self._items().items()}
        for plan, value in answers.items():
            self._run.answer(there[plan], value)
        return self._items()

    def _items(self) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for item in self._run.items():
            found.setdefault(plan_of(item.path), item)
        return found

    def _samples(self, item: Item) -> list[str]:
        """Return answers to try for a question, the empty one first."""
        if item.choices:
            return ["", *(choice.name for choice in item.choices)]
        if item.kind == "date":
            return ["", str(_DAY), str(_DAY - timedelta(days=1000))]
        return ["", "0", "1000000"] if item.kind in _NUMERIC else ["", "有"]


def _resting_on(form: CompiledForm, questions: set[str]) -> list[str]:
    """Return the check items that rest on some of these questions."""
    return [
        item.path
        for item in form.nodes
        if "fails" in item.expressions
        for rests in (_sources(form, [item.path, *item.expressions["fails"].questions]),)
        if questions & {source.path for source in rests}
    ]


def _conditions(form: CompiledForm, node: Node) -> Iterator[Expression]:
    """Yield what decides whether a question is shown and required, groups around it included."""
    around: Node | None = node
    while around is not None:
        for slot in ("relevant", "required"):
            if slot in around.expressions:
                yield around.expressions[slot]
        around = form.by_path.get(around.parent)


def _sources(form: CompiledForm, waiting: list[str]) -> list[Node]:
    """Return what these values come down to, through calculations."""
    seen: dict[str, None] = {}
    while waiting:
        path = waiting.pop()
        if path in seen or path not in form.by_path:
            continue
        seen[path] = None
        calculation = form.node(path).expressions.get("value")
        waiting.extend(calculation.questions if calculation else ())
    return [form.node(path) for path in seen if not form.node(path).calculated]
