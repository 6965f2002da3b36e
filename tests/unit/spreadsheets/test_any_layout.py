"""One register in every layout that an office may give it: read, it is always the same register."""

from datetime import date

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.spreadsheets.register import read_register
from govmedia_desktop.spreadsheets.sheets import Sheet, address
from govmedia_desktop.spreadsheets.tables import find_by_content, find_tables, ranked
from govmedia_desktop.spreadsheets.words import HEADERS

AS_OF = date(2026, 11, 21)
FIELDS = {
    "name": ("账号名称", "新媒体名称", "公众号名称"),
    "platform": ("注册平台", "平台类型", "新媒体类型"),
    "owner_name": ("主办单位", "单位名称", "责任单位"),
    "status": ("账号状态", "运行状态"),
    "last_update": ("最近更新日期", "最后更新时间", "更新日期"),
    "followers": ("粉丝数", "粉丝量(人)"),
}
REGISTER = (
    ("示例发布", "微信公众号", "示例县人民政府办公室", "正常运行", "2026-11-02", "1200"),
    ("示例普法", "新浪微博", "示例县司法局", "拟关停", "2026-10-20", "35"),
    ("示例教育", "抖音", "示例县教育局", "已注销", "2025-03-01", "8"),
)
READ = [
    ("示例发布", "wechat", "示例县人民政府办公室", "正常运行", "2026-11-02", 1200),
    ("示例普法", "weibo", "示例县司法局", "拟关停", "2026-10-20", 35),
    ("示例教育", "douyin", "示例县教育局", "已注销", "2025-03-01", 8),
]


@st.composite
def layouts(draw):
    """Return the rows of a sheet, where the body stands, and which columns hold which fields."""
    order = draw(st.permutations(list(FIELDS)))
    left = draw(st.integers(0, 2))
    numbered = draw(st.booleans())
    header = [draw(st.sampled_from(FIELDS[field])) for field in order]
    above = draw(st.lists(st.sampled_from(["政务新媒体台账", "", "截至2026年11月"]), max_size=3))
    indent = [None] * left
    rows = [[*indent, line or None] for line in above]
    head = [*indent, *(["序号"] if numbered else []), *header]
    rows.append(head)
    body = []
    for number, account in enumerate(REGISTER, 1):
        cells = [account[list(FIELDS).index(field)] for field in order]
        if draw(st.booleans()):
            rows.append([])
        if draw(st.booleans()) and number > 1:
            rows.append(head)
        rows.append([*indent, *([number] if numbered else []), *cells])
        body.append(len(rows))
    if draw(st.booleans()):
        rows.append([*indent, "合计", *[None] * (len(order) - 1)])
    if draw(st.booleans()):
        rows.append([*indent, "填报人：张三　　审核人：李四"])
    column = left + numbered + order.index("name") + 1
    return rows, body, column


def saved(path, rows):
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                book.active.cell(number, column, value)
    book.save(path)
    return path


QUIET = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUIET
@given(layouts())
def test_a_register_is_the_same_in_any_order_under_any_titles_with_pages_and_totals(
    tmp_path, layout
):
    rows, body, column = layout
    register = read_register(saved(tmp_path / "表.xlsx", rows), AS_OF)
    assert [tuple(row.values[field] for field in FIELDS) for row in register.rows] == READ
    assert [row.row for row in register.rows] == body
    assert [row.cells["name"] for row in register.rows] == [address(r, column) for r in body]
    assert (register.rejected, register.problems) == (0, ())


@QUIET
@given(layouts(), st.integers(0, 2), st.sampled_from(["name", "platform"]))
def test_an_account_that_lacks_what_makes_it_one_is_told_at_its_cell_and_no_other_is_lost(
    tmp_path, layout, which, lacking
):
    rows, body, _ = layout
    register = read_register(saved(tmp_path / "表.xlsx", rows), AS_OF)
    cell = register.rows[which].cells[lacking]
    place = openpyxl.utils.cell.coordinate_to_tuple(cell)
    rows = [list(row) for row in rows]
    rows[place[0] - 1][place[1] - 1] = None
    again = read_register(saved(tmp_path / "表.xlsx", rows), AS_OF)
    kept = [row for number, row in enumerate(READ) if number != which]
    assert [tuple(row.values[field] for field in FIELDS) for row in again.rows] == kept
    assert again.rejected == 1
    assert [p.cell for p in again.refused] == [cell]
    assert f"第{body[which]}行未读入" in again.refused[0].text


@given(layouts())
def test_the_table_is_found_by_its_accounts_where_no_header_names_them(layout):
    rows, body, column = layout
    odd = [["对象" if cell in FIELDS["name"] else cell for cell in row] for row in rows]
    sheet = sheet_of(odd)
    words = ranked({field: HEADERS[field] for field in ("serial", "platform", "owner_name")})
    known = {account[0] for account in REGISTER}
    table = find_by_content([Sheet("说明", {1: {1: "示例发布"}}), sheet], words, "name", known)
    assert table.columns["name"] == column
    assert table.header < body[0]
    assert {table.cell(row, column) for row in body} == known
    assert find_by_content([sheet], words, "name", {"别处的号"}) is None


@given(layouts(), st.booleans())
def test_of_several_sheets_the_best_recognised_that_is_shown_comes_first(layout, hidden):
    sheet = sheet_of(layout[0])
    small = Sheet("小表", {1: {1: "账号名称", 2: "平台"}, 2: {1: "甲", 2: "微信"}})
    large = Sheet("大表", sheet.rows, hidden=hidden)
    found = find_tables([small, large], ranked(HEADERS), ("name", "platform"))
    assert [t.sheet.name for t in found] == (["小表", "大表"] if hidden else ["大表", "小表"])


def sheet_of(rows):
    cells = {
        number: {column: value for column, value in enumerate(row, 1) if value is not None}
        for number, row in enumerate(rows, 1)
    }
    return Sheet("表", {number: row for number, row in cells.items() if row})
