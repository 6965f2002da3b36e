"""`govmedia trends`."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, FILE, Frame, json_option, show, span_of
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.trends import Group, Point
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.periods.trends import Question, trend


@click.command(help="合格率随时间的变化")
@click.option(
    "--group", type=click.Choice([x.value for x in Group]), help="按平台、层级、单位、问题类型分"
)
@click.option("--place", help="通报中的地方名，默认本单位")
@click.option("--from", "start", type=DAY, help="起始日期（默认按季度）")
@click.option("--to", "end", type=DAY, help="截止日期")
@click.option("--chart", type=FILE, help="另画成图（.png 或 .svg）")
@json_option
@click.pass_obj
def trends(
    frame: Frame,
    group: str | None,
    place: str | None,
    start: date | None,
    end: date | None,
    chart: Path | None,
    as_json: bool,
) -> None:
    """Show a series, and draw it where asked to."""
    question = Question(Group(group) if group else None, place, _span(start, end))
    with frame.desk(writing=False) as desk:
        points = trend(desk, question)
        place_of_chart = chart and desk.outside(chart)
    if place_of_chart is not None:
        if "chart" not in frame.renderers:
            raise RefusedError("这个命令行不能画图；请在窗口程序的“趋势”页保存图片。")
        frame.renderers["chart"](points, place_of_chart)
    show([as_value(p) for p in points], as_json, "\n".join(map(_line, points)) or "还没有结果。")


def _span(start: date | None, end: date | None) -> Period | None:
    if start and end:
        return span_of(start, end)
    if start or end:
        raise RefusedError("起止日期要一起填；没有统计，也没有写出任何文件。")
    return None


def as_value(point: Point) -> dict[str, Any]:
    """Return a point as `--json` tells it."""
    return {
        "period": point.period_code,
        "group": point.group,
        "checked": point.checked,
        "unqualified": point.unqualified,
        "pass_rate": None if point.pass_rate is None else float(point.pass_rate),
        "pass_rate_printed": point.pass_rate_printed,
        "taken_over": point.taken_over,
        "total": point.total,
        "left_out": point.left_out,
    }


def _line(point: Point) -> str:
    counts = f"{point.checked if point.checked is not None else '—'}个"
    rate = point.pass_rate_printed or "—"
    taken_over = "（历史通报）" if point.taken_over else ""
    told = (point.period_label, point.group, f"检查{counts}", f"合格率{rate}{taken_over}")
    return "  ".join(filter(None, told))
