"""Reading lists of posts: what WeChat's and other platforms' back ends write out, and own lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import ascii_uppercase

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.posted import (
    FIELDS,
    REQUIRED,
    PostList,
    PostRow,
    kind_of,
    origin_of,
    read_line,
)
from govmedia_desktop.domain.registers import Problem, Wanted
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.dates import read_date, read_past_date
from govmedia_desktop.spreadsheets.lists import source_of, tables_told, text_of, unread
from govmedia_desktop.spreadsheets.pasted import cells_of
from govmedia_desktop.spreadsheets.reading import Reading
from govmedia_desktop.spreadsheets.sheets import Sheet, Value, address
from govmedia_desktop.spreadsheets.tables import Table, find_tables, ranked
from govmedia_desktop.spreadsheets.words import TOTALS

_WORDS = ranked(
    {
        "serial": "序号 编号",
        "day": "发布日期 发表日期 日期 发布时间 发表时间 推送时间 推送日期 时间",
        "title": "标题 内容标题 文章标题 作品标题 题目 视频标题 作品名称 内容 微博内容",
        "link": "链接 内容url 文章链接 作品链接 网址 url 地址",
        "origin": "原创 是否原创 原创或转载 原创/转载 来源类型",
        "source": "来源 稿源 稿源单位 转载来源 出处",
        "kind": "类型 内容类型 类别 栏目 信息类别",
        "account": "账号名称 账号 公众号 公众号名称 新媒体名称",
        "platform": "平台 注册平台 平台类型 新媒体类型",
    }
)
_AS_FOUND = Wanted()
_WITHOUT_DAY = Reading(doubt="没有填发布日期")


def read_posts(path: Path, as_of: date, wanted: Wanted = _AS_FOUND) -> PostList:
    """Return the posts that the file lists; days without a year count back from `as_of`.

    Every table of the file that has day and title is read: platforms give each month a sheet.
    Where headers name only one of the two nothing is read until `wanted` tells the columns. Raises
    CannotReadError where the file cannot be used or no table in it has day or title.
    """
    tables = tables_told(path, _WORDS, REQUIRED, wanted)
    if not tables:
        raise CannotReadError(
            f"文件“{path.name}”里没有认出发布记录：没有找到写有“发布日期”或“标题”的表头；"
            "没有读入任何内容，请补上表头后再导入。"
        )
    source = source_of(tables)
    if question := unread(tables, REQUIRED, FIELDS):
        return PostList((), 0, (question,), source)
    read = _collected(
        _read_row(table, number, cells, as_of) for table in tables for number, cells in table.rows()
    )
    return replace(read, source=source)


def read_pasted(text: str, today: date) -> PostList:
    """Return the posts of pasted text: lines `日期 标题 链接`, or cells with or without headers.

    Lines that are no posts are told by their number.
    """
    rows = cells_of(text)
    filled = {
        number: {c: cell.strip() for c, cell in enumerate(row, 1) if cell.strip()}
        for number, row in enumerate(rows, 1)
    }
    sheet = Sheet("", {number: {**row} for number, row in filled.items() if row})
    tables = find_tables([sheet], _WORDS, REQUIRED)
    if tables:
        read = (_read_row(tables[0], n, cells, today) for n, cells in tables[0].rows())
        return _collected(replace(one, cell=_line_of(one.cell)) for one in read if one)
    return _collected(_read_cells(n, list(row.values()), today) for n, row in filled.items())


def _line_of(cell: str) -> str:
    return f"第{cell.lstrip(ascii_uppercase)}行"


def _read_cells(number: int, cells: Sequence[str], today: date) -> PostRow | Problem | None:
    """Read a row without headers: the first cell that is a day, the first other that is words."""
    place = f"第{number}行"
    found = next((c for c in cells if read_date(c, today).value), None)
    if len(cells) < 2 or found is None:
        return read_line(" ".join(cells), place, today)
    day = read_past_date(found, today)
    others = [c for c in cells if c is not found]
    links = [c for c in others if c.startswith(("http://", "https://"))]
    words = [c for c in others if c not in links and not _is_aside(c)]
    if day.doubt or not words:
        return Problem("", place, day.doubt or "没有标题，未读入")
    origin = next(filter(None, map(origin_of, others)), None)
    kind = next(filter(None, map(kind_of, others)), None)
    link = links[0] if links else ""
    return PostRow("", place, str(day.value), words[0], link, origin, kind=kind)


def _is_aside(cell: str) -> bool:
    """Whether a cell is no title: a kind, an origin, or a number such as reads."""
    return bool(origin_of(cell) or kind_of(cell)) or cell.replace(",", "").isdecimal()


def _collected(read: Iterable[PostRow | Problem | None]) -> PostList:
    told = [one for one in read if one is not None]
    rows = tuple(one for one in told if isinstance(one, PostRow))
    problems = tuple(one for one in told if isinstance(one, Problem))
    return PostList(rows, len(problems), problems)


def _read_row(
    table: Table, number: int, cells: Mapping[int, Value], as_of: date
) -> PostRow | Problem | None:
    """Return the row's post, or why it is none; None for a total."""
    values = table.values(number)
    texts = {name: text_of(values.get(name)) for name in table.columns}
    if TOTALS.fullmatch(clean_name(text_of(cells[min(cells)]))):
        return None
    sheet = table.sheet.name
    places = {name: address(number, column) for name, column in table.columns.items()}
    if not texts["title"]:
        return Problem(sheet, places["title"], f"没有标题，第{number}行未读入")
    told = read_past_date(values["day"], as_of) if texts["day"] else _WITHOUT_DAY
    if told.value is None:
        return Problem(sheet, places["day"], f"{told.doubt}；第{number}行未读入", texts["day"])
    return PostRow(
        sheet,
        places["title"],
        str(told.value),
        texts["title"],
        texts.get("link", ""),
        origin_of(texts.get("origin", "")),
        texts.get("source", ""),
        kind_of(texts.get("kind", "")),
        texts.get("account", ""),
        texts.get("platform", ""),
    )
