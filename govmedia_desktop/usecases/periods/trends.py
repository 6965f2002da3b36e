"""Trends: the pass rate and its like over periods, own figures beside published ones."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.accounts import Platform
from govmedia_desktop.domain.history import Published
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.periods import Period, parse_quarter
from govmedia_desktop.domain.trends import Group, Point, Tally, own_points, published_points
from govmedia_desktop.store import trends as store
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices, own_office
from govmedia_desktop.usecases.periods.history import list_published
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts

_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True)
class Question:
    """What a trend is asked for: split by what, of which place, over all quarters or one span."""

    group: Group | None = None
    place: str | None = None
    """A place as notices name it; None is the own office."""
    span: Period | None = None


def trend(desk: Desk, question: Question = Question()) -> list[Point]:
    """Return the points of the series, by period; own and published figures are never summed."""
    own = own_office(desk)
    place = question.place or own.name
    points = [] if clean_name(place) != clean_name(own.name) else own_trend(desk, question)
    rows = [
        row
        for row in list_published(desk)
        if clean_name(row.place) == clean_name(place) and _within(row, question.span)
    ]
    points += published_points(rows, question.group)
    return sorted(points, key=lambda p: (p.period_code, p.taken_over, p.group))


def own_trend(desk: Desk, question: Question) -> list[Point]:
    """Return the own figures only."""
    span = question.span
    start, end = (span.start, span.end) if span else (_FIRST, _LAST)
    counts = store.counts(
        desk.db, (str(start), str(end)), question.group, span.code if span else None
    )
    offices = {o.id: o for o in list_offices(desk)} if question.group is Group.OFFICE else {}
    tallies = []
    for count in counts:
        period = span or parse_quarter(count.period)
        if period is not None:
            # in a period that is not over the office is called what it is called today
            office, day = offices.get(count.group), str(min(period.end, desk.today()))
            group = office.name_on(day) if office else _label(count.group, question.group)
            record = office.id if office else ""
            counted = (count.checked, count.unqualified, count.left_out)
            tallies.append(Tally(period, group, *counted, record))
    return own_points(tallies)


def left_out(desk: Desk, span: Period) -> list[ListedAccount]:
    """Return the accounts that fail only by what nobody confirmed (待核实): listed, not counted."""
    listed = {a.account.id: a for a in list_accounts(desk)}
    return [
        listed[account]
        for account, _, _, unconfirmed in store.decided(desk.db, str(span.start), str(span.end))
        if unconfirmed and account in listed
    ]


def _within(row: Published, span: Period | None) -> bool:
    quarter = parse_quarter(row.period)
    start = row.period_start or (str(quarter.start) if quarter else None)
    return span is None or (start is not None and str(span.start) <= start <= str(span.end))


def _label(group: str, by: Group | None) -> str:
    if by is Group.PLATFORM and group in set(Platform):
        return Platform(group).label
    if by is Group.LEVEL:
        return group or "层级未填"
    return "主办单位未填" if by is Group.OFFICE else group


def places(desk: Desk) -> list[str]:
    """Return the places of the published results, the own office left out, by name."""
    own = clean_name(own_office(desk).name)
    named = {row.place for row in list_published(desk)}
    return sorted(place for place in named if clean_name(place) != own)


def totals_by_platform(desk: Desk, place: str | None = None) -> list[Point]:
    """Return how many accounts there are by platform.

    Of the own office those of the register that are supervised, today; of a place what its notices
    print, by period.
    """
    if place is not None:
        return trend(desk, Question(Group.PLATFORM, place))
    supervised = (a.account for a in list_accounts(desk) if a.account.status.counts)
    counted = Counter(account.platform.label for account in supervised)
    day = str(desk.today())
    return [
        Point(day, day, name, None, None, None, "", False, total=count)
        for name, count in counted.most_common()
    ]
