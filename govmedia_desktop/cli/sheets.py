"""`govmedia sheets …`: check sheets as workbooks, out to offices without the program and back."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, FILE, QUARTER, Frame, json_option, pairs, show
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.mailed.foreign_sheets import (
    ForeignSheet,
    Outcome,
    map_again,
    read_foreign_sheet,
    take_in_foreign,
)
from govmedia_desktop.usecases.mailed.intake import Returned, State, take_in_sheets
from govmedia_desktop.usecases.mailed.marking import mark
from govmedia_desktop.usecases.mailed.reported import note_sheets, whole_sheets
from govmedia_desktop.usecases.mailed.sheets import send_out, sending_to

_SAID = "已登记{}为已报送（电子表格）"
_WORDS = {State.TAKEN_IN: "已接收", State.ALREADY: "以前已接收", State.REFUSED: "没有接收"}


@click.group(help="检查表格（Excel）：发给没装本程序的单位，填好收回")
def sheets() -> None:
    """Commands about check sheets that are mailed."""


@sheets.command("export", help="写出一个单位的检查表格")
@click.option("--office", required=True, help="单位全称或编号")
@click.option("--period", type=QUARTER, required=True, help="检查周期，如 2026Q4")
@click.option("--form", required=True, help="检查表编号，如 national-2019")
@click.option("--as-of", type=DAY, help="监测时间点，默认用本周期的")
@click.option("-o", "--output", type=FILE, required=True, help="写到哪个文件（.xlsx）")
@json_option
@click.pass_obj
def export(
    frame: Frame,
    office: str,
    period: Period,
    form: str,
    as_of: date | None,
    output: Path,
    as_json: bool,
) -> None:
    """Write one workbook."""
    with frame.desk(writing=True) as desk:
        sent = send_out(desk, sending_to(desk, office, form, period, as_of), output)
    value = {**vars(sent), "path": str(sent.path)}
    text = f"已写出“{sent.path.name}”：{sent.office}，{sent.accounts} 个账号，{sent.questions} 题。"
    if sent.elsewhere:
        text += f"另有 {sent.elsewhere} 题（照片、附件或要填多条的）表格里填不了。"
    show(value, as_json, text)


@sheets.command("import", help="收回填好的检查表格，可以一次收几十个")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--marked", type=FILE, metavar="DIRECTORY", help="把要退回修改的表格写到这个文件夹")
@click.option("--nature", type=click.Choice([x.value for x in Nature]), help="检查性质，默认自查")
@click.option("--report", is_flag=True, help="表格全部查完的单位，同时登记为已报送（电子表格）")
@json_option
@click.pass_obj
def import_(
    frame: Frame,
    files: tuple[Path, ...],
    marked: Path | None,
    nature: str | None,
    report: bool,
    as_json: bool,
) -> None:
    """Take filled sheets in, and write what goes back; exit 1 where no file could be read."""
    with frame.desk(writing=True) as desk:
        found = take_in_sheets(desk, files, Nature(nature) if nature else Nature.SELF)
        if marked is not None:
            found = [_marked(desk, returned, marked) for returned in found]
        own_checks = nature in (None, Nature.SELF.value)
        reporting = whole_sheets(desk, found) if report and own_checks else []
        note_sheets(desk, reporting)
    lines = [
        *map(_told, found),
        *(f"{one.name}：{_SAID.format(one.period.label)}" for one in reporting),
    ]
    noted = {one.name for one in reporting}
    show([_value(one, noted) for one in found], as_json, "\n".join(lines))
    if all(one.state is State.REFUSED for one in found):
        raise click.exceptions.Exit(1)


@sheets.command("read", help="读一个单位寄来的任意格式的检查结果表，列对好后接收")
@click.argument("file", type=FILE)
@click.option("--office", required=True, help="寄来的单位，全称或编号")
@click.option("--period", type=QUARTER, required=True, help="检查周期，如 2026Q4")
@click.option("--form", required=True, help="检查表编号，如 national-2019")
@click.option("--as-of", type=DAY, help="监测时间点，默认用本周期的")
@click.option("--map", "pairs_", multiple=True, help="列名=项目（题名、name、platform；空为不用）")
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@json_option
@click.pass_obj
def read(
    frame: Frame,
    file: Path,
    office: str,
    period: Period,
    form: str,
    as_of: date | None,
    pairs_: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read a table in any layout and, unless it is a dry run, take it in."""
    with frame.desk(writing=not dry_run) as desk:
        found = read_foreign_sheet(desk, file, sending_to(desk, office, form, period, as_of))
        if pairs_:
            found = map_again(desk, found, _mapping(found, pairs(pairs_)))
        if not dry_run:
            found = take_in_foreign(desk, found)
    show(_foreign(found), as_json, _told_of(found))


def _mapping(found: ForeignSheet, given: Mapping[str, str]) -> dict[int, str]:
    columns = {title: column for column, title in found.titles.items()}
    keys = {key: t.key for t in found.targets for key in (t.key, t.key.rpartition("/")[2], t.label)}
    mapping = dict(found.mapping)
    for title, name in given.items():
        if title not in columns or (name and name not in keys):
            what = f"表里没有“{title}”一列" if title not in columns else f"没有“{name}”这一项"
            raise RefusedError(f"{what}，没有接收；请核对 --map 的写法。")
        mapping[columns[title]] = keys.get(name, "")
    return mapping


def _foreign(found: ForeignSheet) -> dict[str, Any]:
    labels = {target.key: target.label for target in found.targets}
    return {
        "file": found.path.name,
        "office": found.sending.office.name,
        "remembered": found.remembered,
        "columns": [
            {"title": title, "item": key, "label": labels.get(key, "")}
            for column, title in found.titles.items()
            for key in [found.mapping.get(column, "")]
        ],
        **{outcome.value: found.count(outcome) for outcome in Outcome},
        "rows": [
            {"name": r.name.text, "cell": r.name.cell, "outcome": r.outcome.value, "text": r.why}
            for r in found.rows
        ],
        "faults": [vars(fault) for row in found.rows for fault in row.faults],
    }


def _told_of(found: ForeignSheet) -> str:
    counts = [found.count(outcome) for outcome in Outcome]
    words = "检查完成 {} 个，存为草稿 {} 个，以前已接收 {} 个，没有接收 {} 个".format(*counts)
    lines = [f"{found.path.name}：{found.sending.office.name}，{words}。"]
    lines += [f"  {r.name.cell} {r.name.text}：{r.why}" for r in found.rows if r.why]
    lines += [f"  {fault.cell}：{fault.text}" for row in found.rows for fault in row.faults]
    return "\n".join(lines)


def _marked(desk: Desk, returned: Returned, folder: Path) -> Returned:
    return replace(returned, marked=mark(desk, returned, folder)) if returned.open else returned


def _value(one: Returned, noted: Collection[str]) -> dict[str, Any]:
    return {
        "file": one.file,
        "state": one.state.value,
        "office": one.office,
        "inspections": one.inspections,
        "open": one.open,
        "faults": [vars(fault) for fault in one.faults],
        "marked": None if one.marked is None else str(one.marked),
        "reported": one.office in noted,
        "text": one.text,
    }


def _told(one: Returned) -> str:
    if one.state is State.REFUSED:
        return f"{one.file}：{_WORDS[one.state]}。{one.text}"
    lines = [
        f"{one.file}：{_WORDS[one.state]}，{one.office}，检查完成 {one.inspections} 个，"
        f"未检查完 {one.open} 个。"
    ]
    lines += [f"  {fault.sheet} {fault.cell}：{fault.text}" for fault in one.faults]
    if one.marked is not None:
        lines.append(f"  退回修改的表格：{one.marked}")
    return "\n".join(lines)
