"""`govmedia holidays …`."""

from typing import Any

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.domain.working_days import kept_years
from govmedia_desktop.usecases.offices.holidays import (
    EnteredYear,
    enter_holidays,
    entered_years,
    remove_holidays,
)


@click.group(help="放假安排：工作日期限按它计算")
def holidays() -> None:
    """Commands about working days."""


@holidays.command("list", help="哪些年的放假安排已经有了")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List the years that are known."""
    with frame.desk(writing=False) as desk:
        entered = entered_years(desk)
    value = {
        "kept": sorted(kept_years()),
        "entered": {str(y): _told(e) for y, e in entered.items()},
    }
    also = "、".join(f"{y}年{'' if e.own else '（上级下发）'}" for y, e in entered.items())
    show(value, as_json, f"程序收录到{max(kept_years())}年；另外登记的：{also or '没有'}。")


def _told(entered: EnteredYear) -> dict[str, Any]:
    days = entered.arrangement
    told = {name: sorted(map(str, getattr(days, name))) for name in ("off", "worked")}
    return {**told, "own": entered.own}


@holidays.command("set", help="登记一年的放假安排：年份 通知里写明放假、上班的文字")
@click.argument("year", type=int)
@click.argument("notice")
@json_option
@click.pass_obj
def set_(frame: Frame, year: int, notice: str, as_json: bool) -> None:
    """Enter a year's arrangement."""
    with frame.desk(writing=True) as desk:
        found = enter_holidays(desk, year, notice)
    value = {"year": year, "off": len(found.off), "worked": len(found.worked)}
    text = f"已登记{year}年：放假{len(found.off)}天，调休上班{len(found.worked)}天。"
    show(value, as_json, text)


@holidays.command("remove", help="撤销登记的一年")
@click.argument("year", type=int)
@json_option
@click.pass_obj
def remove(frame: Frame, year: int, as_json: bool) -> None:
    """Take an entered year back."""
    with frame.desk(writing=True) as desk:
        remove_holidays(desk, year)
    show({"year": year}, as_json, f"已撤销{year}年的登记。")
