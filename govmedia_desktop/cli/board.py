"""`govmedia board …`."""

from collections.abc import Callable
from typing import Any

import click

from govmedia_desktop.cli.frame import QUARTER, Frame, json_option, show
from govmedia_desktop.domain.board import NOTED_WAYS, Way
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.usecases.exchange.reviews import (
    Noted,
    newest_report,
    note_report,
    send_back,
)
from govmedia_desktop.usecases.exchange.reviews import (
    accept as accept_reports,
)
from govmedia_desktop.usecases.exchange.reviews import (
    submit as submit_period,
)
from govmedia_desktop.usecases.periods.board import (
    BoardRow,
    own_standing,
    where_from,
    where_rate_is_from,
)
from govmedia_desktop.usecases.periods.board import (
    board as board_rows,
)
from govmedia_desktop.usecases.periods.board import (
    reminder as reminder_text,
)
from govmedia_desktop.usecases.periods.periods import current_period


def _period_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--period`, required: what is decided is decided on one quarter."""
    return click.option("--period", type=QUARTER, required=True, help="季度，如 2026Q4")(command)


@click.group(help="报送情况", invoke_without_command=True)
@click.option("--period", type=QUARTER, help="季度，如 2026Q4，默认本季度")
@json_option
@click.pass_context
def board(context: click.Context, period: Period | None, as_json: bool) -> None:
    """List how the offices below stand with a period."""
    if context.invoked_subcommand is not None:
        return
    frame: Frame = context.obj
    with frame.desk(writing=False) as desk:
        asked = period or current_period(desk)
        rows = board_rows(desk, asked)
        told = [where_from(desk, asked).sentence] if rows else []
        told.append(where_rate_is_from(desk, asked))
        own = own_standing(desk, asked)
        due = next((f"报送期限 {row.due}" for row in rows if row.due), "")
    late = {True: "（已过期限）", False: ""}
    lines = [f"{row.office.name}  {row.standing.words}{late[row.late]}" for row in rows]
    text = "\n".join(filter(None, [f"{asked.label}  本单位{own.words}", due, *lines, *told]))
    show([_value(row) for row in rows], as_json, text)


def _value(row: BoardRow) -> dict[str, Any]:
    newest, standing = row.standing.newest, row.standing
    return {
        "office": row.office.name,
        "state": standing.state.value,
        "way": newest.way.value if newest else None,
        "sequence": newest.sequence if newest else None,
        "reported_at": newest.at if newest else None,
        "reason": newest.reason if newest else "",
        "pending": standing.pending,
        "due": str(row.due) if row.due else None,
        "late": row.late,
    }


@board.command(help="报送本单位一个季度的情况（文件另用 package export 写出）")
@_period_option
@click.option("--zero", is_flag=True, help="零报告：与上季度无变化")
@click.option("--note", default="", help="更正原因，已接收以后再报时要写")
@json_option
@click.pass_obj
def submit(frame: Frame, period: Period, zero: bool, note: str, as_json: bool) -> None:
    """Report a period of the own office."""
    with frame.desk(writing=True) as desk:
        report = submit_period(desk, period, zero=zero, note=note)
        made = own_standing(desk, period)
    number = made.newest.sequence if made.newest else 0
    value = {"report": report, "sequence": number, "state": made.state.value}
    show(value, as_json, f"{period.label}第{number}次报送已记下；请写出上报文件交给主管单位。")


@board.command(help="登记用电子表格或纸质报来的（代录）")
@click.argument("office")
@_period_option
@click.option(
    "--way", type=click.Choice([way.value for way in NOTED_WAYS]), required=True, help="报送方式"
)
@click.option("--checked", type=click.IntRange(0), help="自查的账号数，报来的材料里有才填")
@click.option("--problems", type=click.IntRange(0), default=0, help="其中发现问题的账号数")
@click.option("--note", default="", help="说明；更正时写原因")
@json_option
@click.pass_obj
def note(
    frame: Frame,
    office: str,
    period: Period,
    way: str,
    checked: int | None,
    problems: int,
    note: str,
    as_json: bool,
) -> None:
    """Enter a report that came without the program."""
    with frame.desk(writing=True) as desk:
        report = note_report(desk, period, office, Noted(Way(way), checked, problems, note))
    show({"report": report}, as_json, f"已登记{office}{period.label}的{way}报送。")


@board.command(help="接收下级单位最近一次报送")
@click.argument("office")
@_period_option
@json_option
@click.pass_obj
def accept(frame: Frame, office: str, period: Period, as_json: bool) -> None:
    """Accept the newest report of an office."""
    with frame.desk(writing=True) as desk:
        report = newest_report(desk, period, office)
        accept_reports(desk, period, [report])
    show({"report": report}, as_json, f"已接收{office}{period.label}的报送。")


@board.command("return", help="退回修改")
@click.argument("office")
@_period_option
@click.option("--reason", required=True, help="原因")
@json_option
@click.pass_obj
def return_(frame: Frame, office: str, period: Period, reason: str, as_json: bool) -> None:
    """Send the newest report of an office back."""
    with frame.desk(writing=True) as desk:
        report = newest_report(desk, period, office)
        send_back(desk, period, report, reason)
    show({"report": report}, as_json, f"已退回{office}{period.label}的报送：{reason}")


@board.command(help="催报的文字，可以直接粘贴")
@click.argument("office", required=False)
@_period_option
@json_option
@click.pass_obj
def reminder(frame: Frame, office: str | None, period: Period, as_json: bool) -> None:
    """Tell the words that remind."""
    with frame.desk(writing=False) as desk:
        text = reminder_text(desk, period, office)
    show({"text": text}, as_json, text)
