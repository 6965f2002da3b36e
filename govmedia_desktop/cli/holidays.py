"""`govmedia holidays …`."""

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.domain.working_days import kept_years
from govmedia_desktop.usecases.holidays import calendar, enter_holidays, remove_holidays


@click.group(help="放假安排：工作日期限按它计算")
def holidays() -> None:
    """Commands about working days."""


@holidays.command("list", help="哪些年的放假安排已经有了")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List the years that are known."""
    with frame.desk(writing=False) as desk:
        entered = calendar(desk).years
    value = {
        "kept": sorted(kept_years()),
        "entered": {
            str(year): {"off": sorted(map(str, a.off)), "worked": sorted(map(str, a.worked))}
            for year, a in entered.items()
        },
    }
    own = "、".join(f"{year}年" for year in sorted(entered)) or "没有"
    show(value, as_json, f"程序收录到{max(kept_years())}年；另外登记的：{own}。")


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
