"""What an account's posts say of a quarter, in words; of what nobody put down nothing is said."""

from datetime import date
from fractions import Fraction

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.posts import PostFigures
from govmedia_desktop.usecases.activity.posts import AccountFigures, PostsSeen

NOTHING = (
    "还没有登记这个账号的发布记录。把平台后台导出的表导入，或复制几行“日期 标题”粘贴进来，"
    "就能算出更新间隔和原创比例，检查时不用再数。"
)


def figures_in_words(span: Period, seen: PostsSeen, today: date) -> tuple[list[str], str]:
    """Return the figures line by line, and on what they rest."""
    if seen.last is None:
        return [], NOTHING
    if seen.figures is None:
        return [], f"{span.label}没有登记发布记录，不作判断；登记到{seen.last}。"
    return lines_of(seen.figures, today), f"按已登记的发布记录，算到{seen.figures.until}。"


def lines_of(found: AccountFigures, today: date) -> list[str]:
    """Return the figures line by line; what is not known is not told."""
    told = found.figures
    lines = [
        _count(told),
        _last(told.last, today),
        _gap(told, found.limit_days),
        _share("原创", told.originals, told.origins_told),
        _share("政策、办事、民生类", told.useful, told.kinds_told),
    ]
    return [line for line in lines if line]


def _count(told: PostFigures) -> str:
    weekly = "" if told.per_week is None else f"，平均每周 {float(told.per_week):.1f} 条"
    return f"发布 {told.count} 条{weekly}"


def _last(day: str | None, today: date) -> str:
    if day is None:
        return ""
    idle = (today - date.fromisoformat(day)).days
    return f"最近一条 {day}，距今 {idle} 天" if idle else f"最近一条 {day}，就是今天"


def _gap(told: PostFigures, limit: int) -> str:
    if told.longest_gap is None:
        return ""
    since = f"从{told.since}起（之前没有登记）" if told.since else ""
    if not told.longest_gap:
        return f"{since}每天都有发布"
    over = f"超过 {limit} 天的部分 {told.days_over} 天" if told.days_over else f"在 {limit} 天以内"
    return f"{since}最长 {told.longest_gap} 天没有发布，{over}"


def _share(what: str, share: Fraction | None, told: int) -> str:
    if share is None:
        return ""
    return f"{what}占 {float(share):.0%}（{told} 条中 {int(share * told)} 条）"
