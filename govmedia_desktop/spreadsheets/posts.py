"""Reading lists of posts: what WeChat's and other platforms' back ends write out, and own lists."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.posted import PostList, PostRow, kind_of, origin_of
from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.dates import read_date
from govmedia_desktop.spreadsheets.files import read_sheets
from govmedia_desktop.spreadsheets.reading import tidied
from govmedia_desktop.spreadsheets.sheets import Value, address, shown
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
_REQUIRED = ("day", "title")


def read_posts(path: Path, as_of: date) -> PostList:
    """Return the posts that the file lists; days without a year count back from `as_of`.

    Every table of the file that has day and title is read: platforms give each month a sheet.
    Raises CannotReadError where the file cannot be used or no table in it has day and title.
    """
    tables = find_tables(read_sheets(path), _WORDS, _REQUIRED)
    if not tables:
        raise CannotReadError(
            f"文件“{path.name}”里没有认出发布记录：没有找到同时写有“发布日期”和“标题”的表头；"
            "没有读入任何内容，请补上表头后再导入。"
        )
    rows: list[PostRow] = []
    problems: list[Problem] = []
    rejected = 0
    for table in tables:
        for number, cells in table.rows():
            read = _read_row(table, number, cells, as_of)
            if isinstance(read, PostRow):
                rows.append(read)
            elif read is not None:
                rejected += 1
                problems.append(read)
    return PostList(tuple(rows), rejected, tuple(problems))


def _read_row(
    table: Table, number: int, cells: Mapping[int, Value], as_of: date
) -> PostRow | Problem | None:
    """Return the row's post, or why it is none; None for a total."""
    texts = {name: _text(cells.get(column)) for name, column in table.columns.items()}
    if TOTALS.fullmatch(clean_name(_text(cells[min(cells)]))):
        return None
    sheet = table.sheet.name
    places = {name: address(number, column) for name, column in table.columns.items()}
    if not texts["title"]:
        return Problem(sheet, places["title"], f"没有标题，第{number}行未读入")
    day = read_date(cells.get(table.columns["day"], ""), as_of)
    if day.value is None or day.doubt:
        doubt = day.doubt or "没有填发布日期"
        return Problem(sheet, places["day"], f"{doubt}；第{number}行未读入", texts["day"])
    return PostRow(
        sheet,
        places["title"],
        str(day.value),
        texts["title"],
        texts.get("link", ""),
        origin_of(texts.get("origin", "")),
        texts.get("source", ""),
        kind_of(texts.get("kind", "")),
        texts.get("account", ""),
        texts.get("platform", ""),
    )


def _text(value: Value | None) -> str:
    return "" if value is None else tidied(shown(value))[0].strip()
