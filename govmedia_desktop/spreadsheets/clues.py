"""Reading lists of a monitoring firm: any workbook with an account's name and a problem."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from govmedia_desktop.domain.accounts import PLATFORM_LABELS
from govmedia_desktop.domain.clues import FIELDS, REQUIRED, ClueList, ClueRow
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.registers import Problem, Wanted
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.dates import read_past_date
from govmedia_desktop.spreadsheets.lists import source_of, tables_told, text_of, unread
from govmedia_desktop.spreadsheets.sheets import Value, address
from govmedia_desktop.spreadsheets.tables import Table, ranked
from govmedia_desktop.spreadsheets.words import TOTALS, platform_of

_WORDS = ranked(
    {
        "serial": "序号 编号",
        "named": "账号名称 账号 新媒体名称 公众号名称 公众号 媒体名称 名称",
        "platform": "平台 注册平台 平台类型 新媒体类型 账号类型 渠道",
        "problem": "问题 问题类型 问题类别 存在问题 错误类型 疑似问题 风险类型",
        "description": "问题描述 描述 详情 说明 错误内容 问题内容 具体问题 原文 备注",
        "found_on": "时间 日期 发现时间 发现日期 监测时间 监测日期 检测时间 发布时间 发布日期",
        "link": "链接 文章链接 网址 url 地址 原文链接 问题链接",
    }
)
_KEPT = ("named", "problem", "platform", "description", "link")
_AS_FOUND = Wanted()


def read_clues(path: Path, as_of: date, wanted: Wanted = _AS_FOUND) -> ClueList:
    """Return the clues that the file lists; days without a year count back from `as_of`.

    A day that cannot be read is told and left empty: the clue is looked at all the same. Where no
    header says which column is the problem nothing is read until `wanted` tells the columns. Raises
    CannotReadError where the file cannot be used or no table in it names accounts.
    """
    tables = tables_told(path, _WORDS, REQUIRED, wanted)
    if not tables:
        raise CannotReadError(
            f"文件“{path.name}”里没有认出监测线索：没有找到写有“账号名称”的表头；"
            "没有读入任何内容，请补上表头后再导入。"
        )
    source = source_of(tables)
    if question := unread(tables, REQUIRED, FIELDS):
        return ClueList((), 0, (question,), source)
    rows: list[ClueRow] = []
    problems: list[Problem] = []
    rejected = 0
    for table in tables:
        for number, cells in table.rows():
            row = _read_row(table, number, cells, as_of, problems)
            if row is None:
                continue
            if row.named and row.problem:
                rows.append(row)
            else:
                rejected += 1
                field, word = ("problem", "问题") if row.named else ("named", "账号名称")
                cell = address(number, table.columns[field])
                problems.append(Problem(row.sheet, cell, f"没有写{word}，第{number}行未读入"))
    return ClueList(tuple(rows), rejected, tuple(problems), source)


def _read_row(
    table: Table,
    number: int,
    cells: Mapping[int, Value],
    as_of: date,
    problems: list[Problem],
) -> ClueRow | None:
    """Return what a row says, None for a total."""
    if TOTALS.fullmatch(clean_name(text_of(cells[min(cells)]))):
        return None
    sheet, columns = table.sheet.name, table.columns
    values = table.values(number)
    texts = {name: text_of(values.get(name)) for name in _KEPT if name in columns}
    platform = platform_of(texts.get("platform", ""))
    if platform is not None:
        texts["platform"] = PLATFORM_LABELS[platform]
    found_on = ""
    if "found_on" in values:
        day = read_past_date(values["found_on"], as_of)
        found_on = str(day.value or "")
        if day.doubt:
            problems.append(Problem(sheet, address(number, columns["found_on"]), day.doubt))
    return ClueRow(sheet, address(number, columns["named"]), found_on=found_on, **texts)
