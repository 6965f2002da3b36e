"""Check forms under way: one change to the settled state, a repeat of 500 rows, a form opened."""

import time
from collections.abc import Sequence
from datetime import date

from lxml import etree

from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.graph import Graph
from govmedia_desktop.forms.model import Model
from govmedia_desktop.forms.world import World, evaluator
from tests.bench.measuring import Claim, Measure, Measured, measured
from tests.unit.forms.workbooks import compiled, row

DAY = date(2026, 11, 21)
ROWS = 500


def forms_under_way() -> list[Measured]:
    """Measure the engine alone: no database, no window."""
    large = _large()
    return [
        *_changes(large),
        measured(Claim("a stored form opened (10 ms)", 1, lambda: _opened(large), lambda: 0.010)),
        measured(
            Claim("a change among 500 rows (50 ms)", 1, _changed_row(), lambda: 0.050, rounds=100)
        ),
    ]


def _large() -> CompiledForm:
    """200 questions with 100 expressions: conditions, constraints and a chain of sums."""
    rows = [row("integer", f"q{n}") for n in range(100)]
    for n in range(100):
        columns = [
            {"relevant": f"${{q{n}}} > 3"},
            {"constraint": f". < ${{q{n}}} + 100"},
            {"calculation": f"${{q{n}}} + ${{c{n - 3}}}" if n > 2 else f"${{q{n}}} + 1"},
        ][n % 3]
        rows.append(row("calculate" if n % 3 == 2 else "integer", f"c{n}", **columns))
    return compiled(*rows)


def _changes(form: CompiledForm) -> list[Measured]:
    """A question in the middle of the chain: what it moves is evaluated, once, in order."""
    model = Model(Graph(form), World(DAY))
    asked = (node.path for node in form.nodes if node.is_asked)
    model.give(dict.fromkeys(asked, "5"))  # so that every sum in the chain moves
    path = next(node.path for node in form.nodes if node.name == "q50")
    values, times = ["1"], []

    def ours() -> float:
        values[0] = str(int(values[0]) % 9 + 1)
        begun = time.perf_counter()
        model.give({path: values[0]})
        times.append(time.perf_counter() - begun)
        return times[-1]

    claim = Claim("a change in 200 questions / bare lxml", 2, ours, _bare(form, path), rounds=500)
    ratio = measured(claim)
    slowest = sorted(times)[round(len(times) * 0.99) - 1]
    p99 = Claim("the same, 99th percentile (16 ms)", 1, lambda: slowest, lambda: 0.016, rounds=1)
    return [ratio, measured(p99)]


def _bare(form: CompiledForm, path: str) -> Measure:
    """Evaluate the same translated expressions of all that depends on the question."""
    document = etree.fromstring(form.document)
    wanted = []
    for node, xpath in _dependents(form, path):
        element = document.find(node.lstrip("/"))
        wanted.append((evaluator(xpath), element))

    def reference() -> float:
        begun = time.perf_counter()
        for evaluate, element in wanted:
            evaluate(element)
        return time.perf_counter() - begun

    return reference


def _dependents(form: CompiledForm, path: str) -> Sequence[tuple[str, str]]:
    moved, found = {path}, []
    for plan, slot in form.order:
        expression = form.node(plan).expressions.get(slot)
        if expression is not None and moved.intersection(expression.questions):
            found.append((plan, expression.xpath))
            moved.add(plan)
    return found


def _opened(form: CompiledForm) -> float:
    text = form.to_text()
    begun = time.perf_counter()
    CompiledForm.from_text(text)
    return time.perf_counter() - begun


def _changed_row() -> Measure:
    form = compiled(
        row("begin repeat", "r"),
        row("text", "a"),
        row("integer", "n"),
        row("calculate", "p", calculation="position(..)"),
        row("integer", "m", relevant="${n} > 3"),
        row("calculate", "twice", calculation="${n} * 2"),
        row("end repeat", ""),
        row("calculate", "all", calculation="sum(${twice})"),
    )
    series = form.repeats[0]
    rows = {series: tuple(str(n + 1) for n in range(ROWS))}
    model = Model(Graph(form), World(DAY, rows=rows))
    count = [0]

    def ours() -> float:
        count[0] += 1
        begun = time.perf_counter()
        model.give({f"{series}[#{count[0] % ROWS + 1}]/n": str(count[0])})
        return time.perf_counter() - begun

    return ours
