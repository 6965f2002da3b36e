"""What the window shows of a form under way: sections of items, as values of one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from govmedia_desktop.domain.inspections import Absence, Answer, Source
from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.forms.compiled import NOT_ASKED
from govmedia_desktop.forms.world import Choice

__all__ = ["Choice", "Item", "Row", "Section"]


@dataclass(frozen=True)
class Item:
    """One question or note.

    `kind` is that of `compiled.Node`, groups and repeats aside. `path` names the row of each
    repeat around it.
    `severity`, `problem_type`, `basis` are what a finding here would carry; `severity` is None
    where the item cannot be a finding. `open`: it still has to be answered (未答).
    """

    path: str
    name: str
    kind: str
    label: str
    hint: str
    guidance: str
    appearance: str
    choices: tuple[Choice, ...]
    judgement: bool
    required: bool
    relevant: bool
    readonly: bool
    answer: Answer | None
    value: str
    """The value that counts: empty where the item is not relevant, computed where it is."""
    shown: str
    """The value as people read it: labels instead of names."""
    problem: str | None
    """Why the answer cannot stand (constraint), None where it can."""
    finding: Finding | None
    open: bool
    severity: Severity | None
    problem_type: str
    basis: str
    bounds: Mapping[str, str] = field(default_factory=dict)
    """A range's `start`, `end` and `step`."""
    local_rules: str = ""
    """The local rules in force that it is judged by, with their basis and the national ones."""
    warning: str = ""
    """What is odd about the answer, which may stand if a note explains it; empty if nothing."""

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it."""
        return self.kind not in NOT_ASKED

    @property
    def is_table_head(self) -> bool:
        """Whether it only names the choices of a table of questions (XLSForm, table-list)."""
        return self.kind.startswith("select") and "label" in self.appearance.split()

    @property
    def takes_an_answer(self) -> bool:
        """Whether a person can answer it now, or confirm what was brought in read-only.

        Where all choices are filtered out, nobody can.
        """
        if not (self.relevant and self.is_asked) or self.is_table_head:
            return False
        if self.readonly:
            return self.is_brought_in
        return bool(self.choices) or not (self.kind.startswith("select") or self.kind == "rank")

    @property
    def note(self) -> str:
        """What was written beside the answer."""
        return self.answer.note if self.answer else ""

    @property
    def absent(self) -> Absence | None:
        """Why it has no value, where somebody said so."""
        return self.answer.absent if self.answer else None

    @property
    def unexplained(self) -> bool:
        """Whether a warning stands that no note explains."""
        return bool(self.warning) and not self.note

    @property
    def unconfirmed(self) -> bool:
        """Whether it was prefilled and nobody has confirmed it yet (待核实)."""
        return self.answer is not None and self.answer.awaits_a_person(readonly=self.readonly)

    @property
    def is_brought_in(self) -> bool:
        """Whether it shows what the register or the previous inspection says."""
        brought = (Source.REGISTER, Source.PREVIOUS)
        return self.answer is not None and bool(self.answer.value) and self.answer.source in brought

    @property
    def is_given_by_form(self) -> bool:
        """Whether nobody may answer it and the form itself says what stands there."""
        return self.readonly and self.answer is not None and self.answer.source is Source.DEFAULT


@dataclass(frozen=True)
class Row:
    """The row of a repeat that a section shows.

    `series` is the path of the repeat; `id`, `number` (from 1) and `count` are empty and 0 where
    it has no rows. `may_change`: people add and take out rows; else their number is counted.
    """

    series: str
    id: str
    number: int
    count: int
    may_change: bool

    @property
    def path(self) -> str:
        """Path of the row."""
        return f"{self.series}[#{self.id}]"


@dataclass(frozen=True)
class Section:
    """A group of the form with the items directly in it; `label` names the groups around too.

    `row`: the innermost row of a repeat that it is in, or the repeat that has none yet.
    """

    path: str
    label: str
    relevant: bool
    items: tuple[Item, ...]
    row: Row | None = None

    @cached_property
    def asked(self) -> tuple[Item, ...]:
        """The questions in it that a person can answer now."""
        return tuple(i for i in self.items if i.takes_an_answer) if self.relevant else ()

    @cached_property
    def shows_something(self) -> bool:
        """Whether there is anything in it now; a repeat without rows shows how to add one."""
        empty = self.row is not None and not self.row.id
        return self.relevant and (empty or any(item.relevant for item in self.items))
