"""A form under way: the values given and, always settled, everything that follows from them.

Each expression is a vertex of a graph. One change evaluates what depends on it, once, in order;
in a repeat, only in the rows that it touches. Nodes that are not relevant read as empty; what was
given for them is kept aside.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from heapq import heapify, heappop, heappush
from math import isfinite
from typing import Any

from govmedia_desktop.forms.compiled import SEARCHED, Expression, Node, Vertex
from govmedia_desktop.forms.extensions.conversions import text_of
from govmedia_desktop.forms.graph import OF_SERIES, Graph
from govmedia_desktop.forms.locations import Read
from govmedia_desktop.forms.rows import Rows, plan_of, row_path, series_and_row, set_relevant
from govmedia_desktop.forms.world import Choice, World, document_of, evaluator

_NOTHING = object()
MOST_ROWS = 2_000
"""More rows than anybody fills in; a count beyond is a mistake in the form or in an answer."""


class Model:
    """Values and what follows from them; `fixed` values stand in place of calculations.

    A path is that of a node in its row: `/data/r[#1]/q`.
    """

    def __init__(self, graph: Graph, world: World, fixed: Mapping[str, str] | None = None) -> None:
        self._graph = graph
        self._form = form = graph.form
        self._fixed = fixed or {}
        self._given: dict[str, str] = {}
        document = document_of(form, world)
        for leaf in document[0].iter():
            if len(leaf) == 0 and isinstance(leaf.tag, str):
                leaf.text = None
        self._tree = Rows(form, document)
        self._settled_rows = dict(world.rows)
        self._nodes: dict[str, Node] = {}
        self._results: dict[Vertex, Any] = {}
        self._remembered: dict[str, None] = {}
        self._new_rows: list[str] = []
        self._touched: set[str] = set()
        self._leaves: tuple[tuple[str, Node], ...] | None = None
        self._settle(self._vertices(self._tree.elements))

    def _vertices(self, paths: Iterable[str]) -> Iterator[Vertex]:
        """Yield what is evaluated at paths: of a repeat as a whole and of its rows, each theirs."""
        for path in paths:
            node = self.node(path)
            series = node.kind == "repeat" and not path.endswith("]")
            for slot in self._graph.slots.get(node.path, ()):
                if node.kind != "repeat" or series == (slot in OF_SERIES):
                    yield path, slot

    def copied(self) -> "Model":
        """Return another one that stands as this one does, to go on from there."""
        made = copy(self)
        made._tree = self._tree.copied()
        made._given, made._settled_rows = dict(self._given), dict(self._settled_rows)
        made._results, made._remembered = dict(self._results), dict(self._remembered)
        made._new_rows, made._touched = list(self._new_rows), set(self._touched)
        return made

    # what is asked of it

    def node(self, path: str) -> Node:
        """Return the node of the form's plan at a path; KeyError where there is none."""
        node = self._nodes.get(path)
        if node is None:
            node = self._nodes[path] = self._form.by_path[plan_of(path)]
        return node

    def has(self, path: str) -> bool:
        """Whether there is something at a path now."""
        return path in self._tree.elements

    def walk(self) -> Iterator[tuple[str, Node]]:
        """Yield every path with its node in order: a repeat as a whole, then each of its rows."""
        return self._tree.walk()

    @property
    def leaves(self) -> tuple[tuple[str, Node], ...]:
        """Every path of something that is no group and no repeat, with its node, in order."""
        if self._leaves is None:
            walked = self._tree.walk()
            self._leaves = tuple((path, node) for path, node in walked if not node.holds_others)
        return self._leaves

    def beneath(self, row: str) -> Iterator[str]:
        """Yield the paths in a row and in the rows within it."""
        return self._tree.beneath(row)

    def take_begun(self) -> list[str]:
        """Return the rows that were made since this was last asked."""
        found, self._new_rows = self._new_rows, []
        return found

    def take_remembered(self) -> list[str]:
        """Return the calculations whose once() has come to a value since this was last asked."""
        found, self._remembered = self._remembered, {}
        return [path for path in found if self.has(path) and self.text(path)]

    def take_touched(self) -> set[str]:
        """Return the paths of which anything has changed since this was last asked."""
        found, self._touched = self._touched, set()
        return found

    def rows(self, series: str) -> tuple[str, ...]:
        """Return the ids of a repeat's rows in order."""
        return self._tree.rows(series)

    def text(self, path: str) -> str:
        """Return a leaf's value as it stands: empty where it is not relevant or not given."""
        return self._tree.elements[path].text or ""

    def relevant(self, path: str) -> bool:
        """Whether a node and all groups around it are relevant."""
        return bool(self._results[path, "available" if self._is_series(path) else "relevant"])

    def _is_series(self, path: str) -> bool:
        return not path.endswith("]") and self.node(path).kind == "repeat"

    def readonly(self, path: str) -> bool:
        """Whether a node or a group around it is read-only (inherited: XForms 1.1 §6.1.2)."""
        around = path.rpartition("/")[0]
        return self.holds(path, "readonly") or (bool(around) and self.readonly(around))

    def holds(self, path: str, slot: str) -> bool:
        """Whether the truth value in a slot holds; False where there is no such expression."""
        return bool(self._results.get((path, slot), False))

    def number(self, path: str, slot: str) -> float | None:
        """Return the number in a slot, None where there is no expression or it gives no number."""
        found = self._results.get((path, slot))
        return None if found is None or not isfinite(found) else float(found)

    def choices(self, path: str) -> tuple[Choice, ...]:
        """Return a select's choices as filtered now, in order."""
        found: tuple[Choice, ...] = self._results.get((path, "choices"), ())
        return found

    def wrong_choice(self, path: str, text: str) -> str | None:
        """Return why a text names no choices of a select, None where it does or it is none."""
        node = self.node(path)
        if "choices" not in node.expressions:
            return None
        names = {choice.name for choice in self.choices(path)}
        chosen = text.split() if node.kind in ("select_multiple", "rank") else [text]
        unknown = "、".join(name for name in chosen if name not in names)
        if unknown:
            return f"没有“{unknown}”这个选项，请从列出的选项中选择"
        if node.kind == "rank" and len(chosen) < len(names):
            return "要给所有选项排出先后，一个也不能少"
        return None

    def worded(self, path: str, name: str) -> str:
        """Return a node's label, hint or message as it reads now."""
        node = self.node(path)
        if name in node.plain_texts or name not in node.texts:
            return node.plain_texts.get(name, "")
        return "".join(
            piece if isinstance(piece, str) else text_of(self.evaluate(piece, path))
            for piece in node.texts[name]
        ).strip()

    def refusal(self, path: str) -> str:
        """Return what to say where a constraint does not hold."""
        return self.worded(path, "constraint_message") or "填写的内容不符合这道题的要求"

    def reached(self, path: str, reads: Iterable[Read]) -> list[str]:
        """Return the leaves whose values an expression at `path` reads, in the rows it reads."""
        found: dict[str, None] = {}
        for read in reads:
            if read.slot == "value":
                found.update(dict.fromkeys(self._tree.instances(read.path, read.within, path)))
        return [place for place in found if place in self._tree.elements]

    def instances(self, plan: str, within: str, path: str) -> list[str]:
        """Return where a node stands in the row of `within` that a path is in; empty: anywhere."""
        return self._tree.instances(plan, within, path)

    def nearest(self, plan: str, path: str) -> list[str]:
        """Return where a node stands, seen from a path: in the same rows as far as they go."""
        around = self._tree.repeats_around(plan)
        shared = [r for r in around if r in self._tree.repeats_around(plan_of(path))]
        return self._tree.instances(plan, shared[-1] if shared else "", path)

    def would_hold(self, path: str, slot: str, value: str) -> bool:
        """Whether the truth value in a slot would hold with another value in its node."""
        element, before = self._tree.elements[path], self._tree.elements[path].text
        element.text = value
        try:
            return bool(self.evaluate(self.node(path).expressions[slot], path))
        finally:
            element.text = before

    def evaluate(self, expression: Expression, path: str) -> Any:
        """Return what an expression gives, seen from a node, as lxml returns it."""
        element = self._tree.elements[path]
        found = evaluator(expression.xpath)
        if expression.looks_at_itself:
            return found(element, current=element)
        return found(element)

    # what is done to it

    def give(self, values: Mapping[str, str]) -> None:
        """Take in values by path (empty ones clear) and settle."""
        self._given.update(values)
        leaves = (path for path in values if self.has(path))
        self._settle([(path, "value") for path in leaves if not self.node(path).holds_others])

    def add_row(self, series: str, row: str, place: int | None = None) -> None:
        """Add a row to a repeat, as the last or at a place, with whatever was given for it."""
        self._tree.add(series, row, place)
        self._settle_rows(series)

    def remove_row(self, path: str) -> None:
        """Take a row out of its repeat; what was given for it is kept aside."""
        series, row = series_and_row(path)
        self._drop(series, row)
        self._settle_rows(series)

    def _settle_rows(self, series: str) -> None:
        self._settled_rows[series] = self._tree.rows(series)
        self._settle([(series, "rows")])

    def _drop(self, series: str, row: str) -> None:
        for gone in self._tree.remove(series, row):
            for slot in self._graph.slots[self.node(gone).path]:
                self._results.pop((gone, slot), None)

    def _rank(self, path: str, slot: str) -> tuple[int, str]:
        return self._graph.ranks[self.node(path).path, slot], path

    def _settle(self, changed: Iterable[Vertex]) -> None:
        waiting = [self._rank(*vertex) for vertex in changed]
        heapify(waiting)
        queued = set(waiting)
        while waiting:
            rank, path = heappop(waiting)
            for later in self._moved(rank, path) if path in self._tree.elements else ():
                if later not in queued:
                    queued.add(later)
                    heappush(waiting, later)

    def _moved(self, rank: int, path: str) -> Iterable[tuple[int, str]]:
        """Evaluate a vertex; return what is to be evaluated again where it has changed."""
        slot = self._form.order[rank][1]
        found = self._found(path, slot)
        known = self._results.get((path, slot), _NOTHING)
        if known is not _NOTHING and known == found:
            return ()
        self._results[path, slot] = found
        self._touched.add(path)
        if not self._form.repeats:
            return self._graph.after[rank]
        if slot == "rows":
            self._leaves = None
            begun = self._begun(path, () if known is _NOTHING else known, found)
            return [*self._spread(rank, path), *begun]
        return self._spread(rank, path)

    def _spread(self, rank: int, path: str) -> Iterator[tuple[int, str]]:
        for later in self._graph.later[rank]:
            places = self._tree.series_in if later.of_series else self._tree.instances
            for place in places(later.plan, later.within, path):
                yield later.rank, place

    def _begun(
        self, series: str, known: tuple[str, ...], rows: tuple[str, ...]
    ) -> Iterator[tuple[int, str]]:
        """Yield what is to be evaluated in rows that were not there before."""
        for row in rows:
            if row not in known:
                self._new_rows.append(row_path(series, row))
                beneath = self._tree.beneath(row_path(series, row))
                yield from (self._rank(*vertex) for vertex in self._vertices(beneath))

    def _found(self, path: str, slot: str) -> Any:
        node = self.node(path)
        if slot == "value":
            text = self._value(path, node) if self._results[path, "relevant"] else ""
            self._tree.elements[path].text = text or None
            return text
        if slot in ("relevant", "available"):
            return self._relevance(path, node, slot)
        if slot == "rows":
            return self._rows_now(path, node)
        found = self.evaluate(node.expressions[slot], path)
        return found if slot != "choices" else self._choices(found, path, node)

    def _choices(self, items: Iterable[Any], path: str, node: Node) -> tuple[Choice, ...]:
        name, label = node.choice_parts
        found = []
        for item in items:
            stored = item.findtext(name, "")
            dynamic = self._form.choice_texts.get(item.findtext("itextId", ""), ())
            shown = "".join(
                piece if isinstance(piece, str) else text_of(self.evaluate(piece, path))
                for piece in dynamic
            )
            if stored:
                found.append(Choice(stored, shown or item.findtext(label) or stored))
        # rows of a file that is searched may come to the same choice
        return tuple(dict.fromkeys(found) if node.choice_parts == SEARCHED else found)

    def _relevance(self, path: str, node: Node, slot: str) -> bool:
        own = node.expressions.get("relevant")
        around = self._results.get((path.rpartition("/")[0], "relevant"), True)
        relevant = bool(around) and (own is None or bool(self.evaluate(own, path)))
        if slot == "relevant":
            set_relevant(self._tree.elements[path], node.name, relevant=relevant)
        return relevant

    def _rows_now(self, series: str, node: Node) -> tuple[str, ...]:
        """Make a repeat's rows what they are to be, and return them."""
        rows = self._tree.rows(series)
        if "count" in node.expressions:
            number = self.evaluate(node.expressions["count"], series)
            wanted = min(max(int(number), 0), MOST_ROWS) if isfinite(number) else 0
            for row in reversed(rows[wanted:]):
                self._drop(series, row)
            for count in range(len(rows), wanted):
                self._tree.add(series, str(count + 1))
        elif (series, "rows") not in self._results:
            for row in self._settled_rows.get(series, ("1",)):
                self._tree.add(series, row)
        return self._tree.rows(series)

    def _value(self, path: str, node: Node) -> str:
        if self._fixed and node.path in self._fixed:
            return self._fixed[node.path]
        calculation = node.expressions.get("value")
        if calculation is None:
            return self._given.get(path, "")
        if not node.remembers:
            return str(self.evaluate(calculation, path))
        # what once() keeps is an answer of its own; anything else follows from the others alone
        self._tree.elements[path].text = self._given.get(path)
        found = text_of(self.evaluate(calculation, path))
        if found and self._given.get(path) != found:
            self._remembered[path] = None
        return found
