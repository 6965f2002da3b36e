"""The workbench (工作台): four figures and what is to be done today."""

from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.accounts import AccountKind
from govmedia_desktop.domain.freshness import Freshness as Freshness  # noqa: PLC0414 (stands in `Update`)
from govmedia_desktop.domain.freshness import freshness
from govmedia_desktop.domain.parameters import RULES
from govmedia_desktop.domain.trends import Point
from govmedia_desktop.store import drafts, sent
from govmedia_desktop.store.drafts import Draft
from govmedia_desktop.usecases.accounts import ListedAccount, list_accounts, suspended
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.parameters import parameters_for
from govmedia_desktop.usecases.trends import Question, own_trend

EIGHT = 8


@dataclass(frozen=True)
class Update:
    """When an account was last updated and what follows; a date nobody looked at judges nobody."""

    listed: ListedAccount
    limit_days: int
    idle_days: int | None
    freshness: Freshness


@dataclass(frozen=True)
class UnfinishedDraft:
    """A draft with the account it is about."""

    draft: Draft
    listed: ListedAccount | None


@dataclass(frozen=True)
class Today:
    """What the workbench shows."""

    accounts: int
    """All accounts in the register."""
    running: int
    """正常运行 and 拟关停: those supervised."""
    updates: tuple[Update, ...]
    """The supervised accounts, the most urgent first."""
    drafts: tuple[UnfinishedDraft, ...]
    unsent: int
    """Own revisions that stand in no file written so far."""
    rates: tuple[Point, ...]
    """The pass rate of the last eight quarters with results."""

    def count(self, freshness: Freshness) -> int:
        """Return how many supervised accounts stand that way."""
        return sum(update.freshness is freshness for update in self.updates)


def today(desk: Desk) -> Today:
    """Return what the workbench shows."""
    accounts = list_accounts(desk)
    listed = {a.account.id: a for a in accounts}
    found = _updates(desk, accounts)
    return Today(
        len(accounts),
        len(found),
        tuple(found),
        tuple(UnfinishedDraft(d, listed.get(d.account)) for d in drafts.drafts(desk.db)),
        sent.unsent(desk.db, desk.store.replica),
        tuple(own_trend(desk, Question())[-EIGHT:]),
    )


def updates(desk: Desk) -> list[Update]:
    """Return for every supervised account how it stands against its limit, most urgent first."""
    return _updates(desk, list_accounts(desk))


def _updates(desk: Desk, accounts: list[ListedAccount]) -> list[Update]:
    day = desk.today()
    paused = suspended(desk, day)
    limits = _Limits(desk, day)
    found = [
        _update(a, limits.of(a.account.owner), day, exempt=a.account.id in paused)
        for a in accounts
        if a.account.status.counts
    ]
    order = (Freshness.UNKNOWN, Freshness.OVERDUE, Freshness.SOON)
    rank = {freshness: place for place, freshness in enumerate(order)}
    return sorted(
        found,
        key=lambda u: (rank.get(u.freshness, len(order)), -(u.idle_days or 0), u.listed.account.id),
    )


class _Limits:
    """The update limit by owner, looked up once each."""

    def __init__(self, desk: Desk, day: date) -> None:
        self._desk, self._day = desk, day
        self._known: dict[str | None, int] = {}

    def of(self, owner: str | None) -> int:
        """Return the limit in days for an owner's accounts."""
        if owner not in self._known:
            local = parameters_for(self._desk, owner, self._day)
            national = RULES["max_idle_days"].national
            value = next((p.value for p in local if p.name == "max_idle_days"), national)
            self._known[owner] = int(value or 0)
        return self._known[owner]


def _update(listed: ListedAccount, limit: int, day: date, *, exempt: bool) -> Update:
    account = listed.account
    if exempt or account.kind is AccountKind.SERVICE:
        return Update(listed, limit, None, Freshness.EXEMPT)
    last = _day(account.last_update)
    idle = None if last is None else (day - last).days
    standing = freshness(last, _day(account.last_update_verified), limit, day)
    return Update(listed, limit, idle, standing)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
