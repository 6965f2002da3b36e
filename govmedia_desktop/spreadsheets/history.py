"""Reading results that places published in their notices (历史通报补录) from a workbook or csv."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from govmedia_desktop.domain.history import Published
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.dates import read_date
from govmedia_desktop.spreadsheets.files import read_sheets
from govmedia_desktop.spreadsheets.reading import plain, tidied
from govmedia_desktop.spreadsheets.sheets import Value, address, shown
from govmedia_desktop.spreadsheets.tables import Table, find_tables, ranked

_WORDS = ranked(
    {
        "place": "place 地区 地方 单位 区域",
        "level": "level 层级 级别",
        "period": "period 周期 检查周期 期次 时期",
        "period_start": "period_start 开始日期 周期开始 起始日期",
        "period_end": "period_end 结束日期 周期结束 截止日期",
        "total": "total 账号总数 总数 政务新媒体总数",
        "checked": "checked 检查数 抽查数 检查账号数 抽查账号数",
        "unqualified": "unqualified 不合格数 不合格 不合格账号数",
        "pass_rate_printed": "pass_rate_printed 合格率 印出的合格率",
        "by_platform": "by_platform 按平台 按平台分列",
        "by_owner": "by_owner 按主体 按主办单位 按开设主体 按主体分列",
        "remark": "remark 备注 说明",
        "source": "source 来源 出处",
    }
)
_REQUIRED = ("place", "period")
_COUNTS = ("total", "checked", "unqualified")
_DATES = ("period_start", "period_end")
_SPLITS = ("by_platform", "by_owner")
_EARLIEST = "2000"
"""A day without a year, which is no period's end, reads as one of the first years."""
_SPLIT = re.compile(r"(?P<label>[^:：]+)[:：]\s*(?P<count>\d{1,9})")


def read_published(path: Path) -> tuple[Published, ...]:
    """Return the rows in order, labels of splits as printed.

    Raises CannotReadError where the file cannot be used, no table in it has place and period, or a
    cell is no number, date or split: half a row would falsify a series, so nothing is taken over.
    """
    tables = find_tables(read_sheets(path), _WORDS, _REQUIRED)
    if not tables:
        raise CannotReadError(
            f"文件“{path.name}”里没有认出历史通报表格：没有找到同时写有place（地区）和period（周期）的"
            "表头；没有读入任何内容，请按样表补上表头后再导入。"
        )
    table = tables[0]
    return tuple(_published(_Row(path, table, row)) for row, _ in table.rows())


class _Row:
    """One row's cells by field; refuses a cell that cannot be what its field needs."""

    def __init__(self, path: Path, table: Table, row: int) -> None:
        self._path, self._table, self._row = path, table, row
        self._values = table.values(row)

    def value(self, field: str) -> Value | None:
        return self._values.get(field)

    def text(self, field: str) -> str:
        value = self.value(field)
        return "" if value is None else tidied(shown(value))[0]

    def refused(self, field: str, wanted: str) -> CannotReadError:
        cell = address(self._row, self._table.columns.get(field, 1))
        return CannotReadError(
            f"文件“{self._path.name}”的{cell}单元格“{self.text(field)}”不是{wanted}；"
            "没有读入任何内容，请改正后再导入。"
        )


def _published(row: _Row) -> Published:
    for field in _REQUIRED:
        if not row.text(field):
            raise row.refused(field, "地区名称或周期")
    start, end = (_date(row, field) for field in _DATES)
    total, checked, unqualified = (_count(row, field) for field in _COUNTS)
    by_platform, by_owner = (_split(row, field) for field in _SPLITS)
    return Published(
        row.text("place"),
        row.text("level") or None,
        row.text("period"),
        start,
        end,
        total,
        checked,
        unqualified,
        _rate(row),
        by_platform,
        by_owner,
        row.text("remark") or None,
        row.text("source") or None,
    )


def _count(row: _Row, field: str) -> int | None:
    text = plain(row.text(field))
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise row.refused(field, "整数")
    return int(text)


def _date(row: _Row, field: str) -> str | None:
    value = row.value(field)
    if value is None or not row.text(field):
        return None
    day = read_date(value, date.min).value
    if day is None or str(day) < _EARLIEST:
        raise row.refused(field, "日期")
    return str(day)


def _rate(row: _Row) -> str | None:
    """Return the rate as printed; a number of a workbook's cell is a fraction shown in percent."""
    value = row.value("pass_rate_printed")
    if isinstance(value, int | float) and 0 <= value <= 1:
        percent = (Decimal(repr(value)) * 100).normalize()
        return f"{percent:f}%"
    return plain(row.text("pass_rate_printed")) or None


def _split(row: _Row, field: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in re.split("[;；]", row.text(field)):
        match = _SPLIT.fullmatch(part.strip())
        if match:
            label = match["label"].strip()
            counts[label] = counts.get(label, 0) + int(match["count"])
        elif part.strip():
            raise row.refused(field, "“名称:数量;名称:数量”这样的分列")
    return counts
