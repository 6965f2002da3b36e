"""The table beside a trend's chart, and which of its columns a view needs."""

from govmedia_desktop.domain.trends import Point
from ui.tables.columns import Align, Column

SPAN, GROUP, TOTAL, RATE, UNQUALIFIED, CHECKED, SOURCE = range(7)


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:,} 个"


COLUMNS = [
    Column[Point]("周期", lambda p: p.period_label, lambda p: p.period_code, least=130, wraps=True),
    Column[Point]("分组", lambda p: p.group, width=116, least=80, wraps=True),
    Column[Point]("账号", lambda p: _count(p.total), lambda p: p.total or 0, Align.RIGHT, spare=3),
    Column[Point](
        "合格率", lambda p: p.pass_rate_printed, lambda p: float(p.pass_rate or -1), Align.RIGHT
    ),
    Column[Point](
        "不合格",
        lambda p: _count(p.unqualified),
        lambda p: p.unqualified or 0,
        Align.RIGHT,
        spare=1,
    ),
    Column[Point](
        "检查", lambda p: _count(p.checked), lambda p: p.checked or 0, Align.RIGHT, spare=2
    ),
    Column[Point](
        "来源",
        lambda p: "历史通报补录" if p.taken_over else "本程序检查",
        align=Align.CENTRE,
        spare=4,
    ),
]
