"""The order in which a form's expressions are evaluated: each after all it depends on."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from govmedia_desktop.forms.compiled import Node, Vertex


class RoundError(Exception):
    """Calculations or conditions depend on each other in a ring; `ring` names its vertices."""

    def __init__(self, ring: Sequence[Vertex]) -> None:
        super().__init__()
        self.ring = tuple(ring)


def predecessors(nodes: Sequence[Node]) -> Mapping[Vertex, tuple[Vertex, ...]]:
    """Return for every vertex those that must be evaluated before it.

    A value waits for its node's relevance, a relevance for that of the group around it.
    """
    known = {node.path for node in nodes}
    return {
        (node.path, slot): tuple(_before(node, slot, known))
        for node in nodes
        for slot in _slots(node)
    }


def _slots(node: Node) -> list[str]:
    always = ["relevant"] if node.kind == "group" else ["relevant", "value"]
    return always + [slot for slot in node.expressions if slot not in ("default", *always)]


def _before(node: Node, slot: str, known: set[str]) -> Iterator[Vertex]:
    if slot == "relevant":
        if node.parent in known:
            yield (node.parent, "relevant")
    else:
        yield (node.path, "relevant")
    expression = node.expressions.get(slot)
    for path in expression.reads if expression else ():
        yield (path, "value")


def evaluation_order(nodes: Sequence[Node]) -> tuple[Vertex, ...]:
    """Return all vertices, each after what it depends on; raises RoundError on a ring."""
    try:
        return tuple(TopologicalSorter(predecessors(nodes)).static_order())
    except CycleError as error:
        raise RoundError(error.args[1]) from error
