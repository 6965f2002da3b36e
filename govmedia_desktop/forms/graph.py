"""What in a form depends on what: its vertices in the order of evaluation, and what comes after."""

from dataclasses import dataclass

from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.order import predecessors

OF_SERIES = ("available", "rows")
"""Slots of a repeat as a whole; its other slots are those of each row."""


@dataclass(frozen=True)
class Later:
    """A vertex that depends on another, in the rows of `within` (empty: in all)."""

    rank: int
    plan: str
    within: str
    of_series: bool


class Graph:
    """A form's vertices by rank: each depends on lower ranks only."""

    def __init__(self, form: CompiledForm) -> None:
        self.form = form
        self.ranks = {vertex: rank for rank, vertex in enumerate(form.order)}
        self.slots: dict[str, list[str]] = {}
        """Path of the plan → what is evaluated there."""
        self.later: list[list[Later]] = [[] for _ in form.order]
        """Rank → the vertices that depend on it."""
        for vertex, before in predecessors(form.nodes).items():
            plan, slot = vertex
            self.slots.setdefault(plan, []).append(slot)
            for earlier, within in before:
                if earlier in self.ranks:
                    later = Later(self.ranks[vertex], plan, within, slot in OF_SERIES)
                    self.later[self.ranks[earlier]].append(later)
        self.after = [[(later.rank, later.plan) for later in laters] for laters in self.later]
        """The same as ranks and paths, for a form without repeats: there a plan is a place."""
