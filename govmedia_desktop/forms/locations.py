"""Where location paths lead within a form, and what an expression reads there.

A place is a path of the form's plan (repeats without row ids). Around a place one row of each
repeat may be known: the very row that the expression stands in. What is read beneath it touches
that row alone; everything else touches all rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from govmedia_desktop.forms.functions import Kind
from govmedia_desktop.forms.parser import Path, Step
from govmedia_desktop.forms.raw_text import RawText

SEED = "/run/@seed"
"""Where chance is drawn from."""
PREVIOUS = "__last-saved"
"""Id of the instance that holds the record last saved under this form (`${last-saved#…}`)."""


class Read(NamedTuple):
    """One thing that an expression depends on.

    `slot`: `value` of a question, `relevant` of a node that is only counted, `rows` of a repeat.
    `within`: the innermost repeat of whose rows only the expression's own is read, else empty.
    """

    path: str
    slot: str = "value"
    within: str = ""


@dataclass(frozen=True)
class Scope:
    """What a translation must know of the form around it.

    `kinds`: path of every leaf → kind of its value. `lists`: path of a select → id of its choice
    list. `instances`: ids of the secondary instances. `repeats`: paths of the repeats. `texts`: id
    → text, for jr:itext().
    """

    kinds: Mapping[str, Kind]
    lists: Mapping[str, str] = field(default_factory=dict)
    instances: frozenset[str] = frozenset()
    repeats: frozenset[str] = frozenset()
    texts: Mapping[str, RawText] = field(default_factory=dict)

    def leaves(self, path: str) -> tuple[str, ...]:
        """Return the leaves at and beneath the path; empty if the form has no such node."""
        if path in self.kinds:
            return (path,)
        return tuple(leaf for leaf in self.kinds if leaf.startswith(f"{path}/"))

    def knows(self, path: str) -> bool:
        """Whether the form has a node at the path."""
        return path in ("", "/") or path in self.repeats or bool(self.leaves(path))

    def row_around(self, path: str) -> str:
        """Return the innermost repeat at or around a path, empty where there is none."""
        return max((r for r in self.repeats if is_at_or_under(path, r)), key=len, default="")


def is_at_or_under(path: str, around: str) -> bool:
    """Whether a path is that of `around` or of something in it."""
    return path == around or path.startswith(f"{around}/")


@dataclass(frozen=True)
class Place:
    """Where an expression or a step of it stands; `path` ends in `*` where only that is known.

    `previous`: it is a node of the record last saved, not of this one.
    """

    path: str
    within: str = ""
    previous: bool = False

    def after(self, step: Step, scope: Scope) -> "Place | None":
        """Return where a step leads, None where that is none of the form's nodes."""
        if step.axis == "attribute":
            return None
        if self.path.endswith("*") or step.axis == "self":
            return self
        if step.axis == "parent":
            path = self.path.rpartition("/")[0]
            rows = scope.row_around(path)
            return replace(self, path=path, within=min(rows, self.within, key=len))
        if step.axis == "child" and not step.test.endswith(("*", "()")):
            return replace(self, path=f"{self.path}/{step.test}")
        if step.axis in ("child", "descendant", "descendant-or-self"):
            return replace(self, path=f"{self.path}/*")
        return replace(self, path="/*", within="")

    @property
    def known(self) -> str:
        """The path as far as it is known."""
        return self.path.rstrip("*").rstrip("/")

    def reads(self, scope: Scope, *, counted: bool) -> Iterator[Read]:
        """Yield what is read at this place; of nodes that are only counted not their values."""
        if self.previous:
            return
        leaves = scope.leaves(self.known) or tuple(scope.kinds)
        if counted or self.path.endswith("*"):
            nodes = leaves if self.path.endswith("*") else (self.known,)
            yield from (Read(path, "relevant", self.within) for path in nodes)
        if counted and self.known == self.within:  # which of the rows its own one is
            around = scope.row_around(self.known.rpartition("/")[0])
            yield Read(self.known, "rows", around)
        if not counted:
            yield from (Read(path, "value", self.within) for path in leaves)
        for repeat in sorted(scope.repeats):
            inside = is_at_or_under(self.known, repeat) or (
                not counted and any(is_at_or_under(leaf, repeat) for leaf in leaves)
            )
            if inside and repeat != self.within and is_at_or_under(repeat, self.within):
                yield Read(repeat, "rows", self.within)


def own_row(path: Path, context: Place, scope: Scope) -> str:
    """Return the repeat around the context that an absolute path leads into, empty if none.

    Such a path means the context's own row (JavaRosa, `TreeReference.contextualize`), unless it
    names the repeat itself, which means all rows.
    """
    plain = 0
    while plain < len(path.steps) and _is_plain(path.steps[plain]):
        plain += 1
    names = [step.test for step in path.steps[:plain]]
    if plain == len(path.steps):
        names.pop()
    lead = "".join(f"/{name}" for name in names)
    around = (r for r in scope.repeats if is_at_or_under(lead, r))
    return max((r for r in around if is_at_or_under(context.within, r)), key=len, default="")


def _is_plain(step: Step) -> bool:
    return step.axis == "child" and not step.predicates and not step.test.endswith(("*", "()"))
