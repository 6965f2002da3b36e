"""Which judged items have to be read again when something else has changed.

What is shown of an item with `gm:fails` or `gm:warns` follows from the questions that it reads,
through calculations too, and from those that its sentences name.
"""

from collections.abc import Iterator
from typing import TypeAlias

from govmedia_desktop.forms.compiled import GIVING, NAMING, PLACEHOLDER, CompiledForm, Node
from govmedia_desktop.forms.locations import is_at_or_under

Judged: TypeAlias = tuple[str, str]
"""A judged item, and the repeat whose own row only it reads (empty: all rows)."""
_JUDGING = ("fails", "points", "warns")


class Resting:
    """The judged items of a form by what they rest on."""

    def __init__(self, form: CompiledForm) -> None:
        self._form = form
        self._names = {n.name: n.path for n in form.nodes if not n.holds_others}
        self._on: dict[str, dict[Judged, None]] = {}
        for node in form.nodes:
            for path, within in (*self._read(node), *self._named(node)):
                self._on.setdefault(path, {})[node.path, within] = None

    def on(self, plan: str) -> Iterator[Judged]:
        """Yield what rests on a leaf of the form's plan."""
        yield from self._on.get(plan, ())

    def on_rows_of(self, repeat: str) -> Iterator[Judged]:
        """Yield what rests on questions in more rows of a repeat than its own."""
        for plan, judged in self._on.items():
            if is_at_or_under(plan, repeat):
                yield from (one for one in judged if len(one[1]) < len(repeat))

    def _read(self, node: Node) -> Iterator[tuple[str, str]]:
        expressions = (node.expressions.get(slot) for slot in _JUDGING)
        judging = [read for e in expressions if e for read in e.reads]
        own = node.expressions.get("value") if judging else None
        waiting = [(r.path, r.within) for r in (*judging, *(own.reads if own else ()))]
        seen: set[tuple[str, str]] = set()
        while waiting:
            path, within = waiting.pop()
            if (path, within) not in seen:
                seen.add((path, within))
                yield path, within
                held = self._form.by_path[path].expressions
                reads = [read for slot in GIVING if slot in held for read in held[slot].reads]
                waiting.extend((r.path, min(within, r.within, key=len)) for r in reads)

    def _named(self, node: Node) -> Iterator[tuple[str, str]]:
        for slot in NAMING:
            for name in PLACEHOLDER.findall(node.rules.get(slot, "")):
                path = self._names.get(name)
                if path is not None:
                    around = [r for r in self._form.repeats if is_at_or_under(path, r)]
                    shared = (r for r in around if is_at_or_under(node.path, r))
                    yield path, max(shared, key=len, default="")
