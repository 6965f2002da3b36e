"""Reading a list of offices (单位名册) from a workbook or csv."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.office_register import OfficeRow
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.files import read_sheets
from govmedia_desktop.spreadsheets.reading import BLANK_WORDS, tidied
from govmedia_desktop.spreadsheets.sheets import Value, address, shown
from govmedia_desktop.spreadsheets.tables import Table, find_tables, ranked
from govmedia_desktop.spreadsheets.words import TOTALS

_WORDS = ranked(
    {
        "serial": "序号 编号",
        "name": "单位名称 单位 名称 单位全称 机构名称 主办单位 部门名称",
        "category": "类别 单位类别 单位性质 性质 单位类型",
        "level": "层级 级别 行政层级 单位层级",
        "parent": "主管单位 上级单位 上级主管单位 归口单位",
        "code": "统一社会信用代码 单位代码 机构代码 代码",
        "former": "曾用名 曾用名称 单位曾用名 原名称 原单位名称 原名 旧名称 更名前名称",
    }
)
_REQUIRED = ("name",)
_LEVELS = {
    Level.PROVINCE: "省 省级 自治区 直辖市",
    Level.CITY: "市 市级 地级 地级市 州 设区市",
    Level.COUNTY: "县 县级 区 区县 区级 县区 县市区",
    Level.TOWNSHIP: "乡镇 乡 镇 街道 乡镇级 镇街 乡级 镇级 乡镇(街道)",
}
_CATEGORIES = {
    Category.GOVERNMENT: "政府 人民政府 政府机关",
    Category.DEPARTMENT: "部门 县直 市直 县直部门 市直部门 政府部门 工作部门 局 委办局",
    Category.TOWNSHIP: "乡镇街道 乡镇 街道 镇街 乡镇(街道)",
    Category.VERTICAL: "垂管 垂直管理 垂管单位 垂直管理单位",
    Category.INSTITUTION: "事业单位 事业 直属事业单位",
}
_CHOICES: dict[str, dict[str, str]] = {
    name: {clean_name(word): str(value) for value, words in known.items() for word in words.split()}
    for name, known in (("level", _LEVELS), ("category", _CATEGORIES))
}
_PIECES = re.compile(r"[(（][^()（）]*[)）]?|[、;；,，/／\n]|[^(（、;；,，/／\n]+")
"""What a cell of former names consists of: brackets whole, marks between names, and the rest."""
_BETWEEN = "、;；,，/／\n"
_UNTIL = ("用到", "用至", "到", "至")


@dataclass
class OfficeList:
    """What was read: rows that name an office, those that do not, and all doubts."""

    rows: list[OfficeRow] = field(default_factory=list)
    rejected: int = 0
    problems: list[Problem] = field(default_factory=list)


def read_offices(path: Path, today: date) -> OfficeList:
    """Return the offices that the file lists; a former name's last day is not after `today`.

    Raises CannotReadError where the file cannot be used or no table in it has a column of names.
    """
    tables = find_tables(read_sheets(path), _WORDS, _REQUIRED)
    if not tables:
        raise CannotReadError(
            f"文件“{path.name}”里没有认出单位名册：没有找到写有“单位名称”的表头；"
            "没有读入任何内容，请补上表头后再导入。"
        )
    read = OfficeList()
    for row, cells in tables[0].rows():
        _read_row(read, tables[0], row, cells, today)
    return read


def _read_row(
    read: OfficeList, table: Table, row: int, cells: Mapping[int, Value], today: date
) -> None:
    places = {name: address(row, column) for name, column in table.columns.items()}
    told = table.values(row)
    texts = {name: _text(told.get(name)) for name in table.columns}
    first = _text(cells[min(cells)])
    if any(TOTALS.fullmatch(clean_name(text)) for text in (first, texts["name"])):
        return
    made = OfficeRow(table.sheet.name, places, {})
    if not texts["name"]:
        read.rejected += 1
        read.problems.append(made.doubt("name", f"没有填单位名称，第{row}行未读入"))
        return
    values = {}
    for name, text in texts.items():
        if text and name not in ("serial", "former"):
            if (value := _value(name, text)) is None:
                read.problems.append(made.doubt(name, f"不认识“{text}”，这一格未读入"))
            else:
                values[name] = value
    former, doubts = _former(told.get("former"), texts["name"], today)
    read.problems += [made.doubt("former", doubt) for doubt in doubts]
    read.rows.append(OfficeRow(table.sheet.name, places, values, former))


def _former(value: Value | None, name: str, today: date) -> tuple[dict[str, str], list[str]]:
    """Return the former names in a cell with their last days, and what is doubtful of them.

    Each may say `（到2026-06-30）`; a day that cannot be read is left out, the name is not.
    """
    found, doubts = dict[str, str](), list[str]()
    for words, until in _parted("" if value is None else shown(value)):
        day = ""
        if until:
            told = read_date(until, today, today, "今天")
            day = "" if isinstance(told, str) else str(told)
            if isinstance(told, str):
                doubts.append(f"曾用名“{_text(words)}”用到哪一天没有记：{told}")
        if (former := _text(words)) and clean_name(former) == clean_name(name):
            doubts.append(f"曾用名“{former}”就是现在的名称，没有采用")
        elif former:
            found[former] = day
    return found, doubts


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name with the words for its last day, empty where there are none."""
    names = [""]
    for piece in _PIECES.findall(text):
        if piece in _BETWEEN:
            names.append("")
        else:
            names[-1] += piece
    for name in names:
        before, bracket, inner = name.strip().replace("（", "(").rpartition("(")
        told = inner.rstrip(")）").strip()
        dated = bool(bracket) and inner.endswith((")", "）"))
        mark = next((mark for mark in _UNTIL if dated and told.startswith(mark)), "")
        yield (before, told.removeprefix(mark).strip()) if mark else (name, "")


def _value(name: str, text: str) -> str | None:
    return _CHOICES[name].get(clean_name(text)) if name in _CHOICES else text


def _text(value: Value | None) -> str:
    text = "" if value is None else tidied(shown(value))[0].strip()
    return "" if clean_name(text) in BLANK_WORDS else text
