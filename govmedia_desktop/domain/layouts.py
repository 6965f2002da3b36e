"""How a register is laid out for another office: columns described as data, never as code."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from govmedia_desktop.domain.accounts import CHOICES, DATES, FIELD_LABELS, Account, as_shown

PERSONAL = ("contact", "phone", "administrator", "leader")
_MAPS = {
    "empty": "empty要是栏目到文字的对应",
    "constants": "constants要是表头到文字的对应",
    "words": "words要是栏目到（本程序的写法到对方的写法）的对应",
}
"""What is wrong where one of these is told otherwise."""
_OWN = ("serial", "followers_wan")
FIELDS = frozenset((*FIELD_LABELS, *PERSONAL, *_OWN))
"""What a column may show."""
Cell = str | int | None
_MANY = 1_000
"""From so many 万 on the unit stands in the cell too: a plain 1000 is read as persons."""


@dataclass(frozen=True)
class LayoutColumn:
    """One column: its header, the field it shows, its width in characters."""

    header: str
    field: str
    width: int


@dataclass(frozen=True)
class Layout:
    """A table as an office wants it; without a title or a line under it the header moves up.

    `filled_in` stands under the title, with `{office}`, `{count}` and `{day}` in it.
    `empty`: what stands in a field's cell where nothing is known. `words`: by field, how another
    system writes what we write otherwise. `dates`: how it writes days. `constants`: what stands in
    every row under a header.
    """

    name: str
    title: str
    sheet: str
    columns: Sequence[LayoutColumn]
    filled_in: str = "单位：{office}　　共{count}个账号　　{day}"
    empty: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: str = "YYYY-MM-DD"
    constants: Mapping[str, str] = field(default_factory=dict)

    def choices(self, name: str) -> Sequence[str]:
        """Return what may stand in a field's cells as the layout writes it; empty: any text."""
        return [self.words.get(name, {}).get(word, word) for word in CHOICES.get(name, ())]


def layout_from(content: object) -> Layout | str:
    """Return the layout that a description gives, or in one phrase what is wrong with it."""
    if not isinstance(content, dict) or not isinstance(content.get("columns"), list):
        return "缺少columns"
    columns = [_column(number, told) for number, told in enumerate(content["columns"], 1)]
    if not columns:
        return "columns不能是空的"
    if wrong := next((column for column in columns if isinstance(column, str)), None):
        return wrong
    if wrong_map := next((told for key, told in _MAPS.items() if not _is_map(content, key)), ""):
        return wrong_map
    empty, constants, words = (content.get(key, {}) for key in _MAPS)
    layout = Layout(
        name=str(content.get("name", "")),
        title=str(content.get("title", "")),
        sheet=str(content.get("sheet", "")),
        columns=[column for column in columns if isinstance(column, LayoutColumn)],
        empty=_texts(empty),
        constants=_texts(constants),
        words={name: _texts(told) for name, told in words.items()},
    )
    told = {key: str(content[key]) for key in ("filled_in", "dates") if key in content}
    return replace(
        layout,
        filled_in=told.get("filled_in", layout.filled_in),
        dates=told.get("dates", layout.dates),
    )


def _is_map(content: Mapping[str, object], key: str) -> bool:
    """Whether what is told under a key is a mapping; that of words one of mappings."""
    given = content.get(key, {})
    if not isinstance(given, dict):
        return False
    return key != "words" or all(isinstance(inner, dict) for inner in given.values())


def _texts(given: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in given.items()}


def _column(number: int, told: object) -> LayoutColumn | str:
    if not (isinstance(told, list) and len(told) == 3 and isinstance(told[2], int)):
        return f"第{number}列要写成[表头, 栏目, 宽度]"
    header, name, width = told
    if name and name not in FIELDS:
        return f"第{number}列的栏目“{name}”不认识"
    return LayoutColumn(str(header), str(name), width)


def row_of(
    layout: Layout, number: int, account: Account, owner: str, personal: Mapping[str, str]
) -> list[Cell]:
    """Return an account's row; a column without a field stays empty for the person to fill."""
    cells: list[Cell] = []
    for column in layout.columns:
        cell = _cell(column.field, number, account, owner, personal)
        if cell in (None, ""):
            cell = layout.empty.get(column.field) or layout.constants.get(column.header)
        cells.append(_worded(layout, column.field, cell))
    return cells


def _worded(layout: Layout, name: str, cell: Cell) -> Cell:
    """Return a cell as the layout writes it."""
    if not isinstance(cell, str):
        return cell
    if name in DATES and (day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", cell)):
        for sign, part in zip(("YYYY", "MM", "DD"), day.groups(), strict=True):
            cell = (layout.dates if sign == "YYYY" else cell).replace(sign, part)
    return layout.words.get(name, {}).get(cell, cell)


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
    """Write it so that nobody takes ten million for a thousand persons."""
    number = (Decimal(persons) / 10_000).normalize()
    return f"{number:f}万" if number >= _MANY else f"{number:f}"
