"""How a register is laid out for another office: columns described as data, never as code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from govmedia_desktop.domain.accounts import FIELD_LABELS, Account, as_shown

PERSONAL = ("contact", "phone", "administrator", "leader")
_OWN = ("serial", "followers_wan")
FIELDS = frozenset((*FIELD_LABELS, *PERSONAL, *_OWN))
"""What a column may show."""
Cell = str | int | None


@dataclass(frozen=True)
class LayoutColumn:
    """One column: its header, the field it shows, its width in characters."""

    header: str
    field: str
    width: int


@dataclass(frozen=True)
class Layout:
    """A table as an office wants it; `filled_in` stands under the title, `{office}` in it.

    `empty`: what stands in a field's cell where nothing is known.
    """

    name: str
    title: str
    sheet: str
    columns: Sequence[LayoutColumn]
    filled_in: str = ""
    empty: Mapping[str, str] = field(default_factory=dict)


def layout_from(content: object) -> Layout | str:
    """Return the layout that a description gives, or in one phrase what is wrong with it."""
    if not isinstance(content, dict) or not isinstance(content.get("columns"), list):
        return "缺少columns"
    columns = []
    for number, column in enumerate(content["columns"], 1):
        if not (isinstance(column, list) and len(column) == 3 and isinstance(column[2], int)):
            return f"第{number}列要写成[表头, 栏目, 宽度]"
        header, name, width = column
        if name and name not in FIELDS:
            return f"第{number}列的栏目“{name}”不认识"
        columns.append(LayoutColumn(str(header), str(name), width))
    texts = {key: str(content.get(key, "")) for key in ("name", "title", "sheet", "filled_in")}
    empty = content.get("empty", {})
    if not isinstance(empty, dict) or not columns:
        return "columns不能是空的" if not columns else "empty要是栏目到文字的对应"
    return Layout(columns=columns, empty={k: str(v) for k, v in empty.items()}, **texts)


def row_of(
    layout: Layout, number: int, account: Account, owner: str, personal: Mapping[str, str]
) -> list[Cell]:
    """Return an account's row; a column without a field stays empty for the person to fill."""
    return [
        _cell(column.field, number, account, owner, personal) or layout.empty.get(column.field)
        for column in layout.columns
    ]


def _cell(
    name: str, number: int, account: Account, owner: str, personal: Mapping[str, str]
) -> Cell:
    if name == "serial":
        return number
    if name == "owner":
        return owner
    if name == "followers":
        return account.followers
    if name == "followers_wan":
        # more than two places would say more than anybody counted
        return None if account.followers is None else _in_ten_thousands(account.followers)
    if name in PERSONAL:
        return personal.get(name)
    return as_shown(name, getattr(account, name)) if name else None


def _in_ten_thousands(persons: int) -> str:
    number = (Decimal(persons) / 10_000).normalize()
    return f"{number:f}"
