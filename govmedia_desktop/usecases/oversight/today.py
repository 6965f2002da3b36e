"""The workbench (工作台): four figures and what is to be done today."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from govmedia_desktop.domain.accounts import AccountKind
from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.freshness import Freshness, freshness
from govmedia_desktop.domain.records import day_of
from govmedia_desktop.domain.trends import Point
from govmedia_desktop.store import disagreements, drafts, sent
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import list_forms
from govmedia_desktop.usecases.offices.parameters import update_limits
from govmedia_desktop.usecases.periods.board import InHand, reports_in_hand
from govmedia_desktop.usecases.periods.trends import Question, own_trend
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts, suspended
from govmedia_desktop.usecases.register.filings import Unfiled, unfiled

EIGHT = 8


@dataclass(frozen=True)
class Update:
    """When an account was last updated and what follows; a date nobody looked at judges nobody."""

    listed: ListedAccount
    limit_days: int
    idle_days: int | None
    freshness: Freshness

    @property
    def id(self) -> str:
        """The account's."""
        return self.listed.account.id

    @property
    def days_left(self) -> int | None:
        """Days until the limit (自然日), negative once it is over; None where nobody can say."""
        return None if self.idle_days is None else self.limit_days - self.idle_days

    @property
    def left(self) -> str:
        """The same in words; of a date that nobody looked at lately no days are told."""
        days = self.days_left
        if days is None or self.freshness is Freshness.UNKNOWN:
            return Freshness.UNKNOWN.value
        return f"超期 {-days} 天" if days < 0 else f"还剩 {days} 天"


@dataclass(frozen=True)
class UnfinishedDraft:
    """A draft with the account it is about and the title of its form."""

    draft: Draft
    listed: ListedAccount | None
    form: str


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
    day: date
    reports: tuple[InHand, ...] = ()
    """Of this quarter and the one before, which reports somebody has to act on."""
    disputes: int = 0
    """Fields in which two people entered different values, to be decided."""
    unfiled: tuple[Unfiled, ...] = ()
    """What is to be filed under the local rule, the most urgent first."""

    def count(self, freshness: Freshness) -> int:
        """Return how many supervised accounts stand that way."""
        return sum(update.freshness is freshness for update in self.updates)


def today(desk: Desk) -> Today:
    """Return what the workbench shows."""
    accounts = list_accounts(desk)
    listed = {a.account.id: a for a in accounts}
    titles = {form.id: form.title for form in list_forms(desk)}
    joined = roots(desk.db)
    found = _updates(desk, accounts, desk.today())
    return Today(
        len(accounts),
        len(found),
        tuple(found),
        tuple(
            UnfinishedDraft(d, listed.get(joined.get(d.account, d.account)), titles.get(d.form, ""))
            for d in drafts.drafts(desk.db)
        ),
        sent.unsent(desk.db, desk.store.replica),
        tuple(own_trend(desk, Question())[-EIGHT:]),
        desk.today(),
        tuple(reports_in_hand(desk)),
        disagreements.count(desk.db),
        tuple(unfiled(desk)),
    )


def updates(desk: Desk, day: date | None = None) -> list[Update]:
    """Return for every supervised account how it stands against its limit, most urgent first.

    `day` is today where it is left out.
    """
    return _updates(desk, list_accounts(desk), day or desk.today())


def _updates(desk: Desk, accounts: list[ListedAccount], day: date) -> list[Update]:
    paused = suspended(desk, day)
    limit = cache(update_limits(desk, day))
    found = [
        _update(a, limit(a.account.owner), day, exempt=a.account.id in paused)
        for a in accounts
        if a.account.status.counts
    ]
    order = (Freshness.UNKNOWN, Freshness.OVERDUE, Freshness.SOON)
    rank = {freshness: place for place, freshness in enumerate(order)}
    return sorted(
        found,
        key=lambda u: (rank.get(u.freshness, len(order)), -(u.idle_days or 0), u.listed.account.id),
    )


def _update(listed: ListedAccount, limit: int, day: date, *, exempt: bool) -> Update:
    account = listed.account
    if exempt or account.kind is AccountKind.SERVICE:
        return Update(listed, limit, None, Freshness.EXEMPT)
    last = day_of(account.last_update)
    idle = None if last is None or last > day else (day - last).days
    standing = freshness(last, day_of(account.last_update_verified), limit, day)
    return Update(listed, limit, idle, standing)
