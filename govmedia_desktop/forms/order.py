"""The order in which a form's expressions are evaluated: each after all it depends on."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

from govmedia_desktop.forms.compiled import Node, Vertex
from govmedia_desktop.forms.locations import is_at_or_under

Before: TypeAlias = "tuple[Vertex, str]"
"""What is evaluated before, and within which repeat's own row (empty: in all rows)."""


class RoundError(Exception):
    """Calculations or conditions depend on each other in a ring; `ring` names its vertices."""

    def __init__(self, ring: Sequence[Vertex]) -> None:
        super().__init__()
        self.ring = tuple(ring)


def predecessors(nodes: Sequence[Node]) -> Mapping[Vertex, tuple[Before, ...]]:
    """Return for every vertex those that must be evaluated before it.

    A value waits for its node's relevance, a relevance for that of the group around it and for
    the rows of the repeat that it belongs to.
    """
    repeats = {node.path for node in nodes if node.kind == "repeat"}
    known = {node.path for node in nodes}
    return {
        (node.path, slot): tuple(_before(node, slot, known, repeats))
        for node in nodes
        for slot in _slots(node)
    }


def _slots(node: Node) -> list[str]:
    always = {"group": ["relevant"], "repeat": ["available", "rows", "relevant"]}
    slots = always.get(node.kind, ["relevant", "value"])
    left_out = {"default", "triggered", "count", *slots}
    return slots + [slot for slot in node.expressions if slot not in left_out]


def _before(node: Node, slot: str, known: set[str], repeats: set[str]) -> Iterator[Before]:
    own = _row_around(node.path, repeats)
    around = _row_around(node.parent, repeats)
    if slot in ("available", "rows", "relevant"):
        if node.parent in known:
            yield (node.parent, "relevant"), around
        if slot == "relevant" and node.kind == "repeat":
            yield (node.path, "rows"), around
    else:
        yield (node.path, "relevant"), own
    expression = node.expressions.get({"available": "relevant", "rows": "count"}.get(slot, slot))
    for read in expression.reads if expression else ():
        yield (read.path, read.slot), read.within


def _row_around(path: str, repeats: set[str]) -> str:
    return max((r for r in repeats if is_at_or_under(path, r)), key=len, default="")


def evaluation_order(nodes: Sequence[Node]) -> tuple[Vertex, ...]:
    """Return all vertices, each after what it depends on; raises RoundError on a ring."""
    graph = {vertex: [b for b, _ in before] for vertex, before in predecessors(nodes).items()}
    try:
        return tuple(
            vertex for vertex in TopologicalSorter(graph).static_order() if vertex in graph
        )
    except CycleError as error:
        raise RoundError(error.args[1]) from error
