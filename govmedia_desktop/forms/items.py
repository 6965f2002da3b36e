"""What the window shows of a form under way: sections of items, as values of one moment."""

from dataclasses import dataclass

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.forms.model import Choice

__all__ = ["Choice", "Item", "Section"]


@dataclass(frozen=True)
class Item:
    """One question or note.

    `kind`: text, integer, decimal, date, select_one, select_multiple, note, calculate or hidden.
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

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it."""
        return self.kind not in ("note", "calculate", "hidden")

    @property
    def unconfirmed(self) -> bool:
        """Whether it was prefilled and nobody has confirmed it yet (待核实)."""
        return self.answer is not None and bool(self.answer.value) and not self.answer.confirmed


@dataclass(frozen=True)
class Section:
    """A group of the form with the items directly in it; `label` names the groups around too."""

    path: str
    label: str
    relevant: bool
    items: tuple[Item, ...]
