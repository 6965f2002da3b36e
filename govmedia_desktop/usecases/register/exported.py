"""The register out: in a shipped or own layout, one table a unit, or filled into a template."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.layouts import Layout, LayoutColumn, layout_from, row_of
from govmedia_desktop.domain.listing import Asked
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.files import free_place
from govmedia_desktop.paths import LAYOUTS
from govmedia_desktop.reports.register import fill_template, write_register
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts, personal_data
from govmedia_desktop.usecases.register.listing import accounts_asked_for

_LARGEST_LAYOUT = 100_000
_UNNAMED = "主办单位未填"


@dataclass(frozen=True)
class Export:
    """What goes out: the layout, which accounts (None: all), and contact data only if ticked."""

    layout: Layout
    accounts: Sequence[str] | Asked | None = None
    personal: bool = False


def shipped_layouts() -> dict[str, Layout]:
    """Return the shipped layouts by name."""
    read = (read_layout(path) for path in sorted(LAYOUTS.glob("*.json")))
    return {layout.name: layout for layout in read}


def read_layout(path: Path) -> Layout:
    """Return the layout that a file describes. Raises `CannotReadError`."""
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(_LARGEST_LAYOUT).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise CannotReadError(
            f"版式文件“{path.name}”读不出来或写法不对，没有写出任何内容。"
        ) from error
    layout = layout_from(content)
    if isinstance(layout, str):
        raise CannotReadError(f"版式文件“{path.name}”不对：{layout}；没有写出任何内容。")
    return layout


def export_register(desk: Desk, export: Export, path: Path) -> Path:
    """Write the register as one workbook; return where it stands. Raises `CannotWriteError`."""
    return _write(desk, export, _chosen(desk, export), path, own_office(desk).name)


def export_by_owner(desk: Desk, export: Export, folder: Path) -> list[Path]:
    """Write one workbook for each owner (一个单位一张表) into the folder; return their places.

    Nothing that stands there already is written over.

    Raises `CannotWriteError`.
    """
    owners: dict[str, list[ListedAccount]] = defaultdict(list)
    for listed in _chosen(desk, export):
        owners[listed.owner_name or _UNNAMED].append(listed)
    desk.outside(folder).mkdir(parents=True, exist_ok=True)
    return [
        _write(desk, export, found, free_place(folder / f"{_file_name(owner)}.xlsx"), owner)
        for owner, found in sorted(owners.items())
    ]


def fill_in_template(desk: Desk, export: Export, template: Path, path: Path) -> Path:
    """Write a copy of an office's own empty workbook with the accounts in it.

    `export.layout` is not used. Raises `CannotReadError` for a template that cannot be filled,
    `CannotWriteError`, and `RefusedError` where the copy would replace the template or a note below
    its table.
    """
    from govmedia_desktop.spreadsheets.template import read_template  # noqa: PLC0415  (openpyxl)

    if path.resolve() == template.resolve():
        raise RefusedError("不能写在原表上，没有写出任何内容；请换一个文件名。")
    found = read_template(template)
    columns = [LayoutColumn("", name, 0) for name in found.columns]
    layout = Layout("", "", "", columns)
    rows = _rows(desk, layout, _chosen(desk, export), export.personal)
    if found.room is not None and len(rows) > found.room:
        raise RefusedError(
            f"原表的表头下面只有{found.room}个空行，放不下{len(rows)}个账号；"
            "没有写出任何内容，请在原表里多留几个空行再来。"
        )
    cells = {
        (found.sheet, found.first_row + place, column): value
        for place, row in enumerate(rows)
        for value, column in zip(row, found.columns.values(), strict=True)
    }
    return fill_template(template, desk.outside(path), cells)


def _write(
    desk: Desk, export: Export, accounts: Sequence[ListedAccount], path: Path, office: str
) -> Path:
    layout = export.layout
    filled_in = layout.filled_in
    told = {"office": office, "count": str(len(accounts)), "day": str(desk.today())}
    for name, text in told.items():
        filled_in = filled_in.replace(f"{{{name}}}", text)
    rows = _rows(desk, layout, accounts, export.personal)
    return write_register(desk.outside(path), layout, rows, filled_in, practice=desk.practice)


def _rows(
    desk: Desk, layout: Layout, accounts: Sequence[ListedAccount], personal: bool
) -> list[list[str | int | None]]:
    def contacts(listed: ListedAccount) -> Mapping[str, str]:
        return personal_data(desk, listed.account.id) if personal else {}

    return [
        row_of(layout, number, listed.account, listed.owner_name or "", contacts(listed))
        for number, listed in enumerate(accounts, 1)
    ]


def _chosen(desk: Desk, export: Export) -> list[ListedAccount]:
    listed = {a.account.id: a for a in list_accounts(desk)}
    wanted = export.accounts
    if isinstance(wanted, Asked):
        wanted = accounts_asked_for(desk, wanted)
    if wanted is not None:
        return [listed[id_] for id_ in wanted if id_ in listed]
    return sorted(listed.values(), key=lambda a: (a.owner_name or "", a.account.name, a.account.id))


def _file_name(owner: str) -> str:
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "", owner).strip(". ")[:80] or _UNNAMED
