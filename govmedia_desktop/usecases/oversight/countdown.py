"""倒计时: days left to the update limit, and the words that remind a unit of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.reminders import Reminder
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.oversight.today import Update, updates


def countdown(desk: Desk, day: date | None = None) -> list[Update]:
    """Return the supervised accounts by the days left on that day, those over their limit first.

    Of which nobody knows when they were updated come last, those that need not post are left out.
    """
    found = [u for u in updates(desk, day) if u.freshness is not Freshness.EXEMPT]
    return sorted(
        found, key=lambda u: (u.days_left is None, u.days_left or 0, u.listed.account.name)
    )


def reminders(desk: Desk, day: date | None = None) -> list[Reminder]:
    """Return for each unit the words about its accounts that are due, the most urgent unit first.

    What nobody looked up lately is asked for, never called overdue (domain.md §8).
    """
    today = day or desk.today()
    due: dict[str, list[Update]] = defaultdict(list)
    for update in countdown(desk, today):
        if update.freshness is not Freshness.CURRENT:
            due[update.listed.owner_name or ""].append(update)
    return [Reminder(owner, _text(owner, found, today)) for owner, found in due.items()]


def _text(owner: str, found: Sequence[Update], day: date) -> str:
    lines = [f"{n}. {_line(update, day)}" for n, update in enumerate(found, 1)]
    head = f"{owner or '各有关单位'}：截至{day.month}月{day.day}日，以下政务新媒体账号请及时处理："
    return "\n".join([head, *lines])


def _line(update: Update, day: date) -> str:
    account = update.listed.account
    name = f"{account.platform.label}“{account.name}”"
    if update.idle_days is None:
        return f"{name}：最近更新日期不详，请核实后告知。"
    last = f"最近更新{account.last_update}"
    if update.freshness is Freshness.UNKNOWN:
        return f"{name}：台账登记的{last}已过{update.limit_days}天，请核实是否另有更新。"
    if update.freshness is Freshness.OVERDUE:
        return (
            f"{name}：{last}，已{update.idle_days}天未更新，超过{update.limit_days}天，请立即更新。"
        )
    limit = day + timedelta(days=update.days_left or 0)
    return f"{name}：{last}，还剩{update.days_left}天，请在{limit.month}月{limit.day}日前更新。"
