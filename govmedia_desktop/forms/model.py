"""A form under way: the values given and, always settled, everything that follows from them.

Each expression is a vertex of a graph. One change evaluates what depends on it, once, in order.
Nodes that are not relevant read as empty; what was given for them is kept aside.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import heapify, heappop, heappush
from math import isfinite
from typing import TYPE_CHECKING, Any

from govmedia_desktop.forms.compiled import CompiledForm, Expression, Vertex
from govmedia_desktop.forms.extensions import EXTENSIONS, NAMESPACE
from govmedia_desktop.forms.order import predecessors

if TYPE_CHECKING:
    from lxml import etree

_CALLED = re.compile(r"gm:([\w-]+)\(")


@dataclass(frozen=True)
class Choice:
    """One choice of a select: the name that is stored, the label that is shown."""

    name: str
    label: str


@lru_cache(maxsize=4096)
def _evaluator(xpath: str) -> "etree.XPath":
    from lxml import etree  # noqa: PLC0415 (not at program start)

    called = {name for name in _CALLED.findall(xpath) if name in EXTENSIONS}
    extensions = {(NAMESPACE, name): EXTENSIONS[name] for name in called}
    return etree.XPath(
        xpath, namespaces={"gm": NAMESPACE}, extensions=extensions, smart_strings=False
    )


def _document(form: CompiledForm, today: date, seed: str) -> "etree._Element":
    from lxml import etree  # noqa: PLC0415 (not at program start)

    document = etree.fromstring(form.document)
    document.set("today", today.isoformat())
    document.set("now", f"{today.isoformat()}T00:00:00")
    document.set("seed", seed)
    return document


class Model:
    """Values and what follows from them; `fixed` values stand in place of calculations."""

    def __init__(
        self,
        form: CompiledForm,
        today: date,
        fixed: Mapping[str, str] | None = None,
        seed: str = "",
    ) -> None:
        self._form = form
        self._fixed = fixed or {}
        self._given: dict[str, str] = {}
        document = _document(form, today, seed)
        self._elements: dict[str, Any] = {
            node.path: document.find(node.path.lstrip("/")) for node in form.nodes
        }
        for node in form.nodes:
            if node.kind != "group":
                self._elements[node.path].text = None
        self._ranks = {vertex: rank for rank, vertex in enumerate(form.order)}
        self._dependents: dict[Vertex, list[Vertex]] = {vertex: [] for vertex in form.order}
        for vertex, before in predecessors(form.nodes).items():
            for earlier in before:
                self._dependents[earlier].append(vertex)
        self._results: dict[Vertex, Any] = {}
        self._settle(form.order)

    def give(self, values: Mapping[str, str]) -> None:
        """Take in values by path (empty ones clear) and settle."""
        self._given.update(values)
        self._settle([(path, "value") for path in values])

    def text(self, path: str) -> str:
        """Return a leaf's value as it stands: empty where it is not relevant or not given."""
        return self._elements[path].text or ""

    def relevant(self, path: str) -> bool:
        """Whether a node and all groups around it are relevant."""
        return bool(self._results[path, "relevant"])

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

    def would_hold(self, path: str, slot: str, value: str) -> bool:
        """Whether the truth value in a slot would hold with another value in its node."""
        element, before = self._elements[path], self._elements[path].text
        element.text = value
        try:
            return bool(self.evaluate(self._form.node(path).expressions[slot], path))
        finally:
            element.text = before

    def evaluate(self, expression: Expression, path: str) -> Any:
        """Return what an expression gives, seen from a node, as lxml returns it."""
        element = self._elements[path]
        evaluator = _evaluator(expression.xpath)
        if "$current" in expression.xpath:
            return evaluator(element, current=element)
        return evaluator(element)

    def _settle(self, changed: Iterable[Vertex]) -> None:
        waiting = [self._ranks[vertex] for vertex in changed]
        heapify(waiting)
        queued = set(waiting)
        while waiting:
            vertex = self._form.order[heappop(waiting)]
            found = self._found(*vertex)
            if vertex in self._results and self._results[vertex] == found:
                continue
            self._results[vertex] = found
            for dependent in self._dependents[vertex]:
                rank = self._ranks[dependent]
                if rank not in queued:
                    queued.add(rank)
                    heappush(waiting, rank)

    def _found(self, path: str, slot: str) -> Any:
        if slot == "relevant":
            return self._relevance(path)
        if slot == "value":
            text = self._value(path) if self._results[path, "relevant"] else ""
            self._elements[path].text = text or None
            return text
        found = self.evaluate(self._form.node(path).expressions[slot], path)
        if slot != "choices":
            return found
        return tuple(
            Choice(item.findtext("name", ""), item.findtext("label") or item.findtext("name", ""))
            for item in found
        )

    def _relevance(self, path: str) -> bool:
        node = self._form.node(path)
        if not self._results.get((node.parent, "relevant"), True):
            return False
        own = node.expressions.get("relevant")
        return own is None or bool(self.evaluate(own, path))

    def _value(self, path: str) -> str:
        if path in self._fixed:
            return self._fixed[path]
        calculation = self._form.node(path).expressions.get("value")
        if calculation is None:
            return self._given.get(path, "")
        self._elements[path].text = None  # what once() would keep is no answer and is not stored
        return str(self.evaluate(calculation, path))
