"""Inspections: their nature and the answers they rest on."""

from collections.abc import Iterable
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


BY_SPREADSHEET = "电子表格报送"
BY_REKEYING = "代录"


@dataclass(frozen=True)
class Origin:
    """What an inspection was taken over from, where its office sent no data: `way` is one of the
    two above, `file` the name under which the source came, `sha256` that of its bytes."""

    way: str
    file: str
    sha256: str

    @property
    def told(self) -> str:
        """`电子表格报送（检查表格.xlsx）`."""
        return f"{self.way}（{self.file}）" if self.file else self.way


class Absence(StrEnum):
    """Why a question that somebody looked at has no value."""

    NOT_APPLICABLE = "not_applicable"
    NOT_FOUND = "not_found"

    @property
    def label(self) -> str:
        """The word of the trade."""
        return {"not_applicable": "不适用", "not_found": "查不到"}[self]


@dataclass(frozen=True)
class Answer:
    """One answer of a form, keyed elsewhere by its XForm path.

    `value` is text in XForms spelling (dates ISO, choices by name, several by blanks).
    `confirmed_by`/`confirmed_at` are None while nobody has confirmed a prefilled value;
    a typed answer is confirmed by whoever typed it.
    `note`: what was written beside the answer. `absent`: somebody looked and there is no value;
    `value` is then empty and `note` says why.
    """

    value: str
    source: Source
    confirmed_by: str | None = None
    confirmed_at: str | None = None
    note: str = ""
    absent: Absence | None = None

    @property
    def confirmed(self) -> bool:
        """Whether a person stands behind the value."""
        return self.confirmed_by is not None

    def awaits_a_person(self, *, readonly: bool) -> bool:
        """Whether the value was brought in and nobody has confirmed it yet (待核实).

        What a form gives to a question that nobody may answer (`readonly`) is part of the form: no
        value of the register or of an earlier inspection, which alone are to be confirmed
        (design.md, `gm:register` and `gm:carry`).
        """
        by_the_form = readonly and self.source is Source.DEFAULT
        return bool(self.value) and not self.confirmed and not by_the_form

    @property
    def given(self) -> bool:
        """Whether the question is answered, be it by there being no value."""
        return bool(self.value) or self.absent is not None

    @property
    def absence(self) -> str:
        """`不适用（原因）`; empty where there is a value or nothing yet."""
        return f"{self.absent.label}（{self.note}）" if self.absent else ""


_ORIGINS = {
    Source.TYPED: "手填",
    Source.REGISTER: "台账带入",
    Source.PREVIOUS: "上次带入",
    Source.DEFAULT: "预先填好",
    Source.FILE: "文件带入",
    Source.TODAY: "今日已答",
}


def provenance(answers: Iterable[Answer]) -> str:
    """Return where answers came from and who stands behind them, in one line; empty for none."""
    given = [answer for answer in answers if answer.given]
    counts = [(_ORIGINS[s], sum(a.source is s for a in given)) for s in Source]
    told = " · ".join(f"{word} {count}" for word, count in counts if count)
    carried = [answer for answer in given if answer.source not in (Source.TYPED, Source.FILE)]
    unconfirmed = sum(not answer.confirmed for answer in carried)
    stood_by = (("已确认", len(carried) - unconfirmed), ("未确认", unconfirmed))
    words = "，".join(f"{word} {count}" for word, count in stood_by if count)
    return f"{told}（{words}）" if carried else told
