"""The elements of a form under way: one per node, and per row of every repeat.

A row has an id that stays: `/data/r[#2]/q` is the question q in row 2 of the repeat r, whatever
rows are taken out around it. `/data/r` itself stands for the repeat as a whole, its *series*; in
the document a mark stands at its end. Nodes that are not relevant carry another tag, so that no
path finds them (JavaRosa leaves them out of node sets likewise).
"""

import re
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import Any

from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.extensions.nodesets import OFF
from govmedia_desktop.forms.locations import is_at_or_under

_ROW = re.compile(r"\[#\d+\]")
_MARK = f"{OFF}series"
_LAST_ROW = re.compile(r"(.*)\[#(\d+)\]")


def plan_of(path: str) -> str:
    """Return a path without its row ids, as the form's plan knows it."""
    return _ROW.sub("", path) if "[" in path else path


def resolve(form: CompiledForm, key: str) -> str | None:
    """Return the path of the question with that path or name, None where none or several have.

    A question in a repeat is named by its path with the row: `/data/r[#1]/q`.
    """
    plan = plan_of(key)
    found = [n.path for n in form.nodes if n.is_asked and plan in (n.path, n.name)]
    return (key if plan != key else found[0]) if len(found) == 1 else None


def row_path(series: str, row: str) -> str:
    """Return the path of a row of a series."""
    return f"{series}[#{row}]"


def series_and_row(path: str) -> tuple[str, str]:
    """Return the series and the id of the path of a row; raises ValueError for another path."""
    match = _LAST_ROW.fullmatch(path)
    if match is None:
        raise ValueError(path)
    return match[1], match[2]


@dataclass(frozen=True)
class _Plan:
    """What a row of a repeat is made of."""

    pattern: Any
    nodes: tuple[Node, ...]
    """The nodes of each row, nested repeats without theirs."""


class Rows:
    """All elements by path, and the rows of every series in their order."""

    def __init__(self, form: CompiledForm, document: Any) -> None:
        self.elements: dict[str, Any] = {}
        self._form, self._document = form, document
        self._rows: dict[str, list[str]] = {}
        self._around: dict[str, tuple[str, ...]] = {}
        root = document[0]
        plans = {repeat: _cut_out(root, repeat) for repeat in reversed(form.repeats)}
        self._plans = {
            repeat: _Plan(pattern, tuple(self._nodes_in(repeat)))
            for repeat, pattern in plans.items()
        }
        self._outside = tuple(self._nodes_in(""))
        """The nodes that are in no repeat, outermost repeats without theirs."""
        self._register(root, f"/{root.tag}", self._outside)

    def copied(self) -> "Rows":
        """Return the same rows and elements in a document of their own."""
        made = copy(self)
        at = {element: path for path, element in self.elements.items()}
        old = self._document.iter()
        made._document = deepcopy(self._document)
        pairs = zip(old, made._document.iter(), strict=True)
        made.elements = {at[known]: own for known, own in pairs if known in at}
        made._rows = {series: list(rows) for series, rows in self._rows.items()}
        return made

    def _nodes_in(self, repeat: str) -> Iterator[Node]:
        for node in self._form.nodes:
            around = self.repeats_around(node.path)
            own = node.kind == "repeat" and node.path != repeat
            if (around[:-1] if own else around)[-1:] == ((repeat,) if repeat else ()):
                yield node

    def repeats_around(self, plan: str) -> tuple[str, ...]:
        """Return the repeats at and around a path of the plan, outer ones first."""
        found = self._around.get(plan)
        if found is None:
            found = tuple(r for r in self._form.repeats if is_at_or_under(plan, r))
            self._around[plan] = found
        return found

    def _register(self, element: Any, path: str, nodes: tuple[Node, ...]) -> None:
        """Take in the elements of the nodes beneath one, which stands at `path`."""
        base = plan_of(path)
        marks = {mark.get("of"): mark for mark in element.iter(_MARK)}
        for node in nodes:
            own = path + node.path[len(base) :]
            if node.kind == "repeat" and node.path != base:
                self.elements[own] = marks[node.path]
                self._rows[own] = []
            elif node.path == base:
                self.elements[own] = element
            else:
                self.elements[own] = element.find(node.path[len(base) + 1 :])

    def add(self, series: str, row: str, place: int | None = None) -> None:
        """Add an empty row, as the last or at a place."""
        plan = self._plans[plan_of(series)]
        rows, path = self._rows[series], row_path(series, row)
        place = len(rows) if place is None else place
        element = deepcopy(plan.pattern)
        element.set("row", row)
        after = self.elements[row_path(series, rows[place])] if place < len(rows) else None
        (self.elements[series] if after is None else after).addprevious(element)
        rows.insert(place, row)
        self._register(element, path, plan.nodes)

    def remove(self, series: str, row: str) -> list[str]:
        """Take a row out; return the paths that were in it, its own first."""
        path = row_path(series, row)
        gone = list(self.beneath(path))
        element = self.elements[path]
        element.getparent().remove(element)
        for own in gone:
            self.elements.pop(own)
            self._rows.pop(own, None)
        self._rows[series].remove(row)
        return gone

    def beneath(self, path: str) -> Iterator[str]:
        """Yield the paths in a row, its own first, and in the rows of the repeats in it."""
        base = plan_of(path)
        for node in self._plans[base].nodes:
            own = path + node.path[len(base) :]
            yield own
            for row in self._rows.get(own, ()):
                yield from self.beneath(row_path(own, row))

    def rows(self, series: str) -> tuple[str, ...]:
        """Return the ids of a series' rows in order; KeyError where there is no such series."""
        return tuple(self._rows[series])

    def series(self) -> tuple[str, ...]:
        """Return the paths of all series, outer ones first."""
        return tuple(self._rows)

    def instances(self, plan: str, within: str, path: str) -> list[str]:
        """Return where a node of the plan stands, in the row of `within` that `path` is in.

        `within` empty: everywhere. A repeat stands in each of its rows; see `series_in` for it as
        a whole.
        """
        repeats = self.repeats_around(plan)
        return (
            self._spread([self.row_of(path, within)], within, plan, repeats) if repeats else [plan]
        )

    def series_in(self, plan: str, within: str, path: str) -> list[str]:
        """Return where a repeat as a whole stands, in the row of `within` that `path` is in."""
        start = self.row_of(path, within)
        return self._spread([start], within, plan, self.repeats_around(plan)[:-1])

    def _spread(
        self, starts: list[str], done: str, plan: str, repeats: tuple[str, ...]
    ) -> list[str]:
        for repeat in repeats:
            if len(repeat) > len(done):
                series = [start + repeat[len(done) :] for start in starts]
                starts = [row_path(s, row) for s in series for row in self._rows.get(s, ())]
                done = repeat
        return [start + plan[len(done) :] for start in starts]

    def row_of(self, path: str, repeat: str) -> str:
        """Return the path of the row of a repeat that a path is in; empty for no repeat."""
        if not repeat:
            return ""
        depth = repeat.count("/") + 1
        return "/".join(path.split("/")[:depth])

    def walk(self, path: str = "") -> Iterator[tuple[str, Node]]:
        """Yield every path with its node in the form's order: a series, then each of its rows."""
        plan = self._plans[plan_of(path)].nodes if path else self._outside
        base = plan_of(path)
        for node in plan:
            own = path + node.path[len(base) :]
            if node.path != base or not path:
                yield own, node
            if node.kind == "repeat" and node.path != base:
                for row in self._rows[own]:
                    yield row_path(own, row), node
                    yield from self.walk(row_path(own, row))


def _cut_out(root: Any, repeat: str) -> Any:
    """Take a repeat out of the document, leaving its mark; return an empty row of it."""
    from lxml import etree  # noqa: PLC0415 (not at program start)

    element = root.find("/".join(repeat.split("/")[2:]))
    element.addprevious(etree.Element(_MARK, of=repeat))
    element.getparent().remove(element)
    return element


def set_relevant(element: Any, name: str, *, relevant: bool) -> None:
    """Let paths find an element, or not."""
    element.tag = name if relevant else OFF + name
