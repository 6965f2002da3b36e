"""`govmedia accounts …`."""

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import click

from govmedia_desktop.cli.account_entries import main_, matrix_, merge_, part_, show_
from govmedia_desktop.cli.frame import DAY, FILE, Frame, columns_told, json_option, pairs, show
from govmedia_desktop.cli.register_findings import (
    advise,
    checks,
    countdown_,
    decide_,
    dismiss_,
    file_,
    filings_,
    history,
    step,
)
from govmedia_desktop.domain.accounts import FIELD_LABELS
from govmedia_desktop.domain.layouts import Layout
from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.register.accounts import (
    PERSONAL_FIELDS,
    ListedAccount,
    accounts_as_listed,
    add_account,
    change_account,
    find_account,
    list_accounts,
)
from govmedia_desktop.usecases.register.exported import (
    Export,
    export_by_owner,
    export_register,
    fill_in_template,
    read_layout,
    shipped_layouts,
)
from govmedia_desktop.usecases.register.imported import (
    RegisterImport,
    read_register,
    take_in_register,
)
from govmedia_desktop.usecases.register.marking import mark_register

_FIELDS = {
    **{("owner_name" if field == "owner" else field): word for field, word in FIELD_LABELS.items()},
    **PERSONAL_FIELDS,
}
"""What a column of a register may be read as."""


@click.group(help="台账")
def accounts() -> None:
    """Commands about the register."""


_FINDINGS = (checks, dismiss_, advise, decide_, countdown_, step, history, filings_, file_)
for _command in (*_FINDINGS, show_, merge_, part_, main_, matrix_):
    accounts.add_command(_command)


@accounts.command("import", help="导入台账（xlsx、xls、et、csv）")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@click.option("--as-of", type=DAY, help="没有年份的日期以此日为准，默认今天")
@click.option("--marked", type=FILE, help="另写一份标出疑问的表，好退给填报单位")
@click.option("--sheet", help="读哪张工作表，默认最像台账的一张")
@click.option("--sender", help="谁交来的，默认表上的填报单位；列照这个单位上次的读法")
@click.option("--column", "columns", multiple=True, help="认错的列是什么：E=主办单位，E= 即不读")
@click.option("--without-hidden", is_flag=True, help="不读隐藏的行和列")
@json_option
@click.pass_obj
def import_(
    frame: Frame,
    file: Path,
    dry_run: bool,
    as_of: date | None,
    marked: Path | None,
    sheet: str | None,
    sender: str | None,
    columns: tuple[str, ...],
    without_hidden: bool,
    as_json: bool,
) -> None:
    """Read a register and, unless it is a dry run, take it in."""
    with frame.desk(writing=not dry_run) as desk:
        wanted = Wanted(sheet, not without_hidden, sender=sender)
        read = read_register(desk, file, as_of, wanted=wanted)
        if columns and read.register.source:
            told = columns_told(read.register.source, columns, _FIELDS)
            wanted = replace(read.wanted, columns=told)
            read = read_register(desk, file, as_of, wanted=wanted)
        if marked is not None:
            marked = mark_register(desk, read, marked)
        if not dry_run:
            take_in_register(desk, read)
    value = _value(read) | ({"marked": str(marked)} if marked else {})
    text = _told(read, dry_run)
    show(value, as_json, f"{text}\n已写出{marked}" if marked else text)


def _value(read: RegisterImport) -> dict[str, object]:
    outcomes = [
        {
            "sheet": o.row.sheet,
            "row": o.row.row,
            "name": o.row.values["name"],
            "result": o.result.value,
            "account": o.account,
            "changes": {field: list(values) for field, values in o.changes.items()},
        }
        for o in read.plan.outcomes
    ]
    return {
        **read.counts,
        "sender": read.wanted.sender,
        "outcomes": outcomes,
        "fixes": [asdict(fix) for fix in read.fixes],
        "problems": [{"sheet": p.sheet, "cell": p.cell, "text": p.text} for p in read.problems],
    }


@accounts.command("export", help="导出台账（xlsx）：按版式、按单位分开，或填进自己的表")
@click.option("--layout", default="台账", help="版式的名称，或描述版式的文件（.json）")
@click.option("--template", type=FILE, help="填进这张空表的副本")
@click.option("--by-owner", is_flag=True, help="一个单位一张表，-o 是文件夹")
@click.option("--personal", is_flag=True, help="带上联系人和电话")
@click.option("-o", "--output", type=FILE, required=True, help="写到哪个文件")
@json_option
@click.pass_obj
def export_(
    frame: Frame,
    layout: str,
    template: Path | None,
    by_owner: bool,
    personal: bool,
    output: Path,
    as_json: bool,
) -> None:
    """Write the register."""
    wanted = Export(_layout(layout), personal=personal)
    with frame.desk(writing=False) as desk:
        if template is not None:
            files = [fill_in_template(desk, wanted, template, output)]
        elif by_owner:
            files = export_by_owner(desk, wanted, output)
        else:
            files = [export_register(desk, wanted, output)]
    told = "\n".join(f"已写出{file}" for file in files)
    show([str(file) for file in files], as_json, told)


def _layout(named: str) -> Layout:
    """Return a layout by its name or its file. Raises `RefusedError` for neither."""
    shipped = shipped_layouts()
    if named not in shipped and not Path(named).exists():
        raise RefusedError(
            f"没有名为“{named}”的版式，也没有这个版式文件；有{'、'.join(shipped)}。没有写出任何内容。"
        )
    return shipped.get(named) or read_layout(Path(named))


@accounts.command("list", help="列出台账")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List every account."""
    with frame.desk(writing=False) as desk:
        listed = list_accounts(desk)
    show(accounts_as_listed(listed), as_json, "\n".join(map(_line, listed)) or "台账还是空的。")


@accounts.command("add", help="新增账号：name=… platform=… owner=…")
@click.argument("fields", nargs=-1, required=True)
@json_option
@click.pass_obj
def add(frame: Frame, fields: tuple[str, ...], as_json: bool) -> None:
    """Enter an account."""
    with frame.desk(writing=True) as desk:
        record = add_account(desk, pairs(fields))
        listed = find_account(desk, record)
    show(accounts_as_listed([listed])[0], as_json, f"已新增：{_line(listed)}")


@accounts.command("set", help="修改账号：编号 栏目=值…（值为空即清空）")
@click.argument("account")
@click.argument("fields", nargs=-1, required=True)
@click.option("--reason", default="", help="修改原因")
@json_option
@click.pass_obj
def set_(frame: Frame, account: str, fields: tuple[str, ...], reason: str, as_json: bool) -> None:
    """Change an account."""
    with frame.desk(writing=True) as desk:
        changed = change_account(desk, account, pairs(fields), reason)
        listed = find_account(desk, account)
    text = "已修改：" if changed else "没有变化："
    value = {"changed": changed, **accounts_as_listed([listed])[0]}
    show(value, as_json, text + _line(listed))


def _line(listed: ListedAccount) -> str:
    account = listed.account
    updated = account.last_update or "更新日期未知"
    return (
        f"{account.id}  {account.name}（{account.platform.label}）"
        f"  {listed.owner_name or '主办单位未填'}  {account.status}  {updated}"
    )


def _told(read: RegisterImport, dry_run: bool) -> str:
    counts = read.counts
    head = "试读（未写入）：" if dry_run else "已导入："
    lines = [
        f"{head}共{counts['rows']}行，新增{counts['added']}，更新{counts['updated']}，"
        f"无变化{counts['unchanged']}，重复{counts['duplicates']}，未读入{counts['rejected']}。"
    ]
    lines += [f"  改正 {f.sheet} {f.cell}：{f.was} → {f.now}（{f.why}）" for f in read.fixes]
    lines += [f"  存疑 {p.sheet} {p.cell}：{p.text}" for p in read.problems]
    return "\n".join(lines)
