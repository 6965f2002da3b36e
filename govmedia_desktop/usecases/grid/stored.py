"""What stands on the disk already of the rows of a grid: what is under way and what is finished."""

from dataclasses import dataclass

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.store import drafts
from govmedia_desktop.store.inspections import latest_under
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.periods.periods import counted_with

Key = tuple[str, str, str, str]
"""Account, form, nature and 监测时间点."""


@dataclass(frozen=True)
class Stored:
    """The inspections of the rows, kept up while they are filled in.

    `begun` are those drafts that hold an answer or will; `done` names by account its finished one.
    """

    drafts: dict[Key, Draft]
    begun: set[Key]
    done: dict[str, str]


def stored(desk: Desk, form_id: str, period: Period, nature: Nature) -> Stored:
    """Return what the office has under this form in the period, of natures that count together."""
    joined = roots(desk.db)
    under_way = {
        (joined.get(d.account, d.account), d.form, d.nature, d.reference_date): d
        for d in reversed(drafts.drafts(desk.db))
    }
    natures = [each.value for each in counted_with(nature)]
    span = (str(period.start), str(period.end))
    done = latest_under(desk.db, form_id, span, natures, desk.office)
    return Stored(under_way, set(under_way), done)
