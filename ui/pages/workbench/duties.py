"""What is to be done today, as sentences: the most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.usecases.oversight.today import Today, UnfinishedDraft
from govmedia_desktop.usecases.periods.board import InHand
from govmedia_desktop.usecases.periods.periods import PeriodList
from ui.theme import State

MOST_DRAFTS = 3
MOST_NAMES = 3
SOON = timedelta(days=14)
"""So long before the last day a report is called for."""


class Deed(Enum):
    """What the button of a duty does."""

    LOOK_UP = "核对"
    RESUME = "继续"
    CHECK = "检查"
    REPORT = "上报"
    ACCEPT = "接收"
    DECIDE = "核定"
    FILE = "备案"


@dataclass(frozen=True)
class Duty:
    """One line of the list.

    `about` is a standing for `LOOK_UP`, a draft for `RESUME`, a quarter for `DECIDE`.
    """

    state: State
    text: str
    why: str
    button: str
    deed: Deed
    about: str = ""


def duties(board: Today, period: PeriodList) -> list[Duty]:
    """Return what is to be done today."""
    reports = [duty for found in board.reports for duty in _reports(found, board.day)]
    return [
        *reports,
        *_dates(board),
        *_disputes(board),
        *_filings(board),
        *_drafts(board),
        *_period(period),
        *_unsent(board),
    ]


def _reports(found: InHand, today: date) -> Iterator[Duty]:
    label = found.period.label
    if found.due and not found.sent_back and found.due - today <= SOON:
        over = "，已过期限" if today > found.due else ""
        text = f"{label}的检查情况要在{found.due}前报送{over}"
        why = "主管单位检查计划的报送期限；没有变化的，可作零报告"
        yield Duty(State.FAILED if over else State.HINT, text, why, "去上报", Deed.REPORT)
    if found.sent_back:
        text = f"{label}的报送被退回修改"
        why = f"原因：{found.sent_back.reason}"
        yield Duty(State.FAILED, text, why, "去修改", Deed.REPORT)
    if found.waiting:
        text = f"{len(found.waiting)} 个单位{label}的报送等您接收"
        named = "、".join(found.waiting[:MOST_NAMES])
        rest = " 等" if len(found.waiting) > MOST_NAMES else ""
        yield Duty(State.STARTED, text, named + rest, "去接收", Deed.ACCEPT, found.period.code)


def _disputes(board: Today) -> Iterator[Duty]:
    if board.disputes:
        text = f"两处填写不一致，请核定：{board.disputes} 处"
        why = "两个单位把同一栏填得不一样，没有覆盖任何一边；看一下，选定一个"
        yield Duty(State.HINT, text, why, "去核定", Deed.DECIDE)


def _filings(board: Today) -> Iterator[Duty]:
    waiting = board.unfiled
    if not waiting:
        return
    late = sum(one.due.overdue for one in waiting)
    text = f"{len(waiting)} 个事项还没有备案" + (f"，其中超期 {late} 个" if late else "")
    named = "、".join(
        f"{one.listed.account.name} {one.due.step.kind}" for one in waiting[:MOST_NAMES]
    )
    rest = f" 等 {len(waiting)} 个" if len(waiting) > MOST_NAMES else ""
    yield Duty(State.FAILED if late else State.HINT, text, named + rest, "去登记", Deed.FILE)


def _dates(board: Today) -> Iterator[Duty]:
    unknown, overdue, soon = (
        board.count(f) for f in (Freshness.UNKNOWN, Freshness.OVERDUE, Freshness.SOON)
    )
    if unknown:
        why = "没有人核对过的日期不能说明超期；到平台上看一下最新一条，把日期填上"
        text = f"核对更新日期：{unknown} 个账号待核实"
        yield _look_up(State.UNCHECKED, (text, why, "开始核对"), Freshness.UNKNOWN)
    if overdue:
        text = f"{overdue} 个账号已超期未更新"
        yield _look_up(
            State.FAILED, (text, _names(board, Freshness.OVERDUE), "查看"), Freshness.OVERDUE
        )
    if soon:
        text = f"{soon} 个账号临近超期"
        yield _look_up(State.HINT, (text, _names(board, Freshness.SOON), "查看"), Freshness.SOON)


def _look_up(state: State, words: tuple[str, str, str], standing: Freshness) -> Duty:
    return Duty(state, *words, Deed.LOOK_UP, standing.value)


def _names(board: Today, standing: Freshness) -> str:
    found = [u for u in board.updates if u.freshness is standing]
    named = [f"{u.listed.account.name} {u.idle_days} 天" for u in found[:MOST_NAMES]]
    rest = f" 等 {len(found)} 个" if len(found) > MOST_NAMES else ""
    return "、".join(named) + rest


def _drafts(board: Today) -> Iterator[Duty]:
    for unfinished in board.drafts[:MOST_DRAFTS]:
        yield _draft(unfinished, board.day)
    rest = len(board.drafts) - MOST_DRAFTS
    if rest > 0:
        text = f"另有 {rest} 个账号没检查完"
        yield Duty(State.STARTED, text, "在“检查”里逐个继续", "去检查", Deed.CHECK)


def _draft(unfinished: UnfinishedDraft, today: date) -> Duty:
    draft, listed = unfinished.draft, unfinished.listed
    name = f"“{listed.account.name}”" if listed else "一个账号"
    where = f"{listed.account.platform.label} · " if listed else ""
    form = f"{unfinished.form} · " if unfinished.form else ""
    why = f"{where}{form}{draft.nature} · 上次做到 {_moment(draft.changed_at, today)}"
    return Duty(State.STARTED, f"{name}没检查完", why, "继续", Deed.RESUME, draft.id)


def _moment(at: str, today: date) -> str:
    """Return an ISO moment as it is said, its day and time never parted by the end of a line."""
    day, time = date.fromisoformat(at[:10]), at[11:16]
    said = f"{day.month}月{day.day}日" if day.year == today.year else str(day)
    return f"{'今天' if day == today else said}\N{NO-BREAK SPACE}{time}"


def _period(period: PeriodList) -> Iterator[Duty]:
    left = sum(row.conclusion is None for row in period.rows)
    if left:
        why = f"{period.period.label}已查 {period.done}/{len(period.rows)}"
        text = f"本季度还有 {left} 个账号没有检查"
        yield Duty(State.UNCHECKED, text, why, "去检查", Deed.CHECK)


def _unsent(board: Today) -> Iterator[Duty]:
    if board.unsent:
        text = f"{board.unsent} 条改动还没有上报"
        yield Duty(
            State.HINT, text, "写出上报文件，用邮件或 U 盘交给主管单位", "去上报", Deed.REPORT
        )
