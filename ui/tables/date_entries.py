"""The accounts of the grid 核对更新日期: what is known of each, and how what is typed stands."""

from dataclasses import dataclass, replace
from datetime import date

from govmedia_desktop.domain.freshness import Freshness, freshness
from govmedia_desktop.domain.typed_dates import read_date
from ui.tables.columns import Align, Column
from ui.theme import State

AS_REGISTERED = "="
DATE_COLUMN = 3
NATIONAL_LIMIT = 14


@dataclass(frozen=True)
class DateEntry:
    """One account of the grid: what the register says and what was typed in this sitting.

    `known` and `verified` are ISO dates or empty; `limit` in days is None where nothing is
    required; `day` is what was saved, `typed` and `reason` stand only while the last text was
    refused.
    """

    id: str
    account: str
    platform: str
    owner: str
    known: str = ""
    verified: str = ""
    limit: int | None = NATIONAL_LIMIT
    day: date | None = None
    typed: str = ""
    reason: str = ""

    @property
    def last(self) -> date | None:
        """The last update as far as anybody knows."""
        return self.day or (date.fromisoformat(self.known) if self.known else None)

    def freshness(self, today: date) -> Freshness:
        """Return how the account stands today; what was typed here was looked up today."""
        if self.limit is None:
            return Freshness.EXEMPT
        verified = date.fromisoformat(self.verified) if self.verified else None
        return freshness(self.last, today if self.day else verified, self.limit, today)


STATES = {
    Freshness.UNKNOWN: State.UNCHECKED,
    Freshness.SOON: State.HINT,
    Freshness.OVERDUE: State.FAILED,
    Freshness.CURRENT: State.PASSED,
    Freshness.EXEMPT: None,
}


@dataclass(frozen=True)
class Today:
    """The day that the grid reckons with."""

    day: date

    def read(self, entry: DateEntry, text: str) -> DateEntry:
        """Return the entry with the date that was typed, or with the reason against it."""
        words = entry.known if text.strip() == AS_REGISTERED else text
        if not words.strip():
            return replace(entry, typed="", reason="")
        found = read_date(words, self.day, self.day, "今天")
        if isinstance(found, str):
            return replace(entry, typed=text, reason=found)
        return replace(entry, day=found, typed="", reason="")

    def idle(self, entry: DateEntry) -> int:
        """Return the days since the last update, -1 where nobody knows it."""
        return (self.day - entry.last).days if entry.last else -1

    def outcome(self, entry: DateEntry) -> str:
        """Return what the grid says beside the date."""
        return entry.reason or entry.freshness(self.day).value

    def state(self, entry: DateEntry) -> State | None:
        """Return the sign of what the grid says."""
        return State.FAILED if entry.reason else STATES[entry.freshness(self.day)]


def _registered(entry: DateEntry) -> str:
    if not entry.known:
        return "未填"
    return f"{entry.known}（{entry.verified[5:] + '核实' if entry.verified else '未核实'}）"


def _days(count: int | None) -> str:
    return "" if count is None or count < 0 else f"{count} 天"


def columns(today: Today) -> list[Column[DateEntry]]:
    """Return the columns of the grid; the one to type into is number `DATE_COLUMN`."""
    return [
        Column("账号名称", lambda e: e.account, width=176, least=120),
        Column("平台", lambda e: e.platform, width=104, spare=1),
        Column("台账所记", _registered, width=206, spare=1),
        Column(
            "最近更新日期",
            lambda e: e.typed or (e.day.isoformat() if e.day else ""),
            align=Align.CENTRE,
            width=116,
            editable=True,
        ),
        Column("距今", lambda e: _days(today.idle(e)), today.idle, Align.RIGHT, width=64),
        Column(
            "上限",
            lambda e: _days(e.limit),
            lambda e: e.limit or 0,
            Align.RIGHT,
            width=64,
            spare=3,
        ),
        Column("情况", today.outcome, state=today.state, width=174, least=150, wraps=True),
        Column("主办单位", lambda e: e.owner, width=150, least=112, spare=4),
    ]
