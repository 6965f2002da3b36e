"""Inspections: their nature and the answers they rest on."""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """检查性质."""

    SELF = "自查"
    MONITORING = "日常监测"
    QUARTERLY = "季度检查"
    SAMPLE = "抽查"
    RECHECK = "复查"

    @property
    def enters_rate(self) -> bool:
        """Whether the conclusion of such an inspection enters the 合格率."""
        return self in (Nature.QUARTERLY, Nature.SAMPLE)


class Source(StrEnum):
    """Where an answer came from."""

    TYPED = "typed"
    REGISTER = "register"
    PREVIOUS = "previous"
    DEFAULT = "default"
    FILE = "file"
    TODAY = "today"
    """Given by a person the same day for the same item of another form; keeps who and when."""


@dataclass(frozen=True)
class Answer:
    """One answer of a form, keyed elsewhere by its XForm path.

    `value` is text in XForms spelling (dates ISO, choices by name, several by blanks).
    `confirmed_by`/`confirmed_at` are None while nobody has confirmed a prefilled value;
    a typed answer is confirmed by whoever typed it.
    """

    value: str
    source: Source
    confirmed_by: str | None = None
    confirmed_at: str | None = None

    @property
    def confirmed(self) -> bool:
        """Whether a person stands behind the value."""
        return self.confirmed_by is not None
