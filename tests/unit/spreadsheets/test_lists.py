"""Lists of clues, posts and offices as firms, platforms and people write them."""

from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.domain.posts import Origin, PostKind
from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.clues import read_clues
from govmedia_desktop.spreadsheets.foreign import read_foreign
from govmedia_desktop.spreadsheets.history import read_published
from govmedia_desktop.spreadsheets.offices import read_offices
from govmedia_desktop.spreadsheets.posts import read_pasted, read_posts
from govmedia_desktop.spreadsheets.senders import told_sender
from govmedia_desktop.spreadsheets.sheets import Sheet
from govmedia_desktop.spreadsheets.tables import Table

TODAY = date(2026, 11, 21)
CLUES = {"账号名称": "named", "平台": "platform", "问题类型": "problem", "详情": "description"}
POSTS = {"发布日期": "day", "标题": "title", "链接": "link", "是否原创": "origin", "来源": "source"}


def saved(path, *sheets):
    """Write sheets: each is rows, and the areas that are merged in them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, (rows, merged) in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


def listed(tmp_path, *rows, merged=()):
    return saved(tmp_path / "表.xlsx", (rows, merged))


def told(found):
    return [(problem.cell, problem.text) for problem in found.problems]


# what merges lend


def test_a_name_merged_over_its_problems_is_that_of_each(tmp_path):
    found = read_clues(
        listed(
            tmp_path,
            ("账号名称", "平台", "问题类型", "时间"),
            ("示例发布", "微信", "错别字", "2026-11-02"),
            (None, None, "错链断链", "2026-11-03"),
            ("示例普法", "微博", "商业广告", None),
            merged=["A2:A3", "B2:B3"],
        ),
        TODAY,
    )
    assert [(row.named, row.platform, row.problem, row.found_on) for row in found.rows] == [
        ("示例发布", "微信公众号", "错别字", "2026-11-02"),
        ("示例发布", "微信公众号", "错链断链", "2026-11-03"),
        ("示例普法", "新浪微博", "商业广告", ""),
    ]
    assert (found.rejected, told(found)) == (0, [])


def test_a_day_merged_over_its_posts_is_that_of_each(tmp_path):
    found = read_posts(
        listed(
            tmp_path,
            ("发布日期", "标题"),
            ("2026-11-02", "甲"),
            (None, "乙"),
            (None, "丙"),
            merged=["A2:A3"],
        ),
        TODAY,
    )
    assert [(row.day, row.title) for row in found.rows] == [
        ("2026-11-02", "甲"),
        ("2026-11-02", "乙"),
    ]
    assert told(found) == [("A4", "没有填发布日期；第4行未读入")]


def test_an_office_above_merged_over_its_offices_is_above_each(tmp_path):
    found = read_offices(
        listed(
            tmp_path,
            ("主管单位", "单位名称", "类别"),
            ("示例县人民政府办公室", "示例县教育局", "部门"),
            (None, "示例县司法局", None),
            merged=["A2:A3", "C2:C3"],
        ),
        TODAY,
    )
    assert [row.values["parent"] for row in found.rows] == ["示例县人民政府办公室"] * 2
    assert [row.values["category"] for row in found.rows] == ["部门"] * 2
    assert found.problems == []


def test_a_place_merged_over_its_quarters_is_that_of_each(tmp_path):
    path = listed(
        tmp_path,
        ("地区", "周期", "总数", "不合格数"),
        ("示例县", "2026年第一季度", 40, 2),
        (None, "2026年第二季度", 41, 0),
        merged=["A2:A3"],
    )
    assert [(p.place, p.total, p.unqualified) for p in read_published(path)] == [
        ("示例县", 40, 2),
        ("示例县", 41, 0),
    ]


def test_nothing_is_lent_sideways_or_without_a_merge(tmp_path):
    found = read_clues(
        listed(
            tmp_path,
            ("账号名称", "问题类型", "详情"),
            ("示例发布", "错别字", "甲"),
            (None, "错链断链", "乙"),
            ("示例普法", "商业广告", None),
            merged=["B4:C4"],
        ),
        TODAY,
    )
    assert [(row.named, row.problem, row.description) for row in found.rows] == [
        ("示例发布", "错别字", "甲"),
        ("示例普法", "商业广告", ""),
    ]
    assert told(found) == [("A3", "没有写账号名称，第3行未读入")]


# clues


def test_a_clue_that_is_not_taken_is_told_at_the_cell_that_is_empty(tmp_path):
    found = read_clues(
        listed(
            tmp_path, ("平台", "账号名称", "问题"), ("微信", "甲", None), ("微信", None, "广告")
        ),
        TODAY,
    )
    assert told(found) == [
        ("C2", "没有写问题，第2行未读入"),
        ("B3", "没有写账号名称，第3行未读入"),
    ]
    assert (found.rows, found.rejected) == ((), 2)


@pytest.mark.parametrize(
    ("day", "doubt"),
    [
        ("2026-12-01", "2026-12-01晚于2026-11-21，未读入，请核对"),
        ("上周", "“上周”看不出是哪一天，未读入，请补填"),
        ("2月30日", "“2月30日”没有这一天，未读入，请核对"),
    ],
)
def test_a_clue_without_a_day_that_can_be_meant_is_looked_at_all_the_same(tmp_path, day, doubt):
    found = read_clues(
        listed(tmp_path, ("账号名称", "问题", "发现日期"), ("甲", "广告", day)), TODAY
    )
    ((row,), (problem,)) = found.rows, found.problems
    assert (row.named, row.found_on) == ("甲", "")
    assert (problem.cell, problem.text) == ("C2", doubt)


def test_totals_of_a_list_of_clues_are_no_clues(tmp_path):
    rows = [("账号名称", "问题"), ("甲", "广告"), ("合计", 1), ("乙", "错链")]
    found = read_clues(listed(tmp_path, *rows), TODAY)
    assert [row.named for row in found.rows] == ["甲", "乙"]
    assert found.rejected == 0


SETS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETS
@given(st.permutations(list(CLUES)), st.integers(0, 3), st.integers(0, 2))
def test_clues_are_the_same_in_any_order_of_columns_under_any_titles(tmp_path, order, above, left):
    cells = {"账号名称": "示例发布", "平台": "微信", "问题类型": "错别字", "详情": "“得地”"}
    indent = [None] * left
    rows = [[*indent, "某公司监测周报"]] * above
    rows += [[*indent, *order], [*indent, *(cells[title] for title in order)]]
    (row,) = read_clues(listed(tmp_path, *rows), TODAY).rows
    assert (row.named, row.platform) == ("示例发布", "微信公众号")
    assert (row.problem, row.description) == ("错别字", "“得地”")
    column = "ABCDEFG"[left + order.index("账号名称")]
    assert row.cell == f"{column}{above + 2}"


@SETS
@given(st.permutations(list(POSTS)), st.integers(0, 3))
def test_posts_are_the_same_in_any_order_of_columns_under_any_titles(tmp_path, order, above):
    cells = ("2026-11-02", "甲标题", "https://a.cn/1", "转载", "新华社")
    filled = dict(zip(POSTS, cells, strict=True))
    rows = [["发布情况"]] * above + [order, [filled[title] for title in order]]
    (row,) = read_posts(listed(tmp_path, *rows), TODAY).rows
    assert (row.day, row.title, row.link) == ("2026-11-02", "甲标题", "https://a.cn/1")
    assert (row.origin, row.source) == (Origin.REPRINT, "新华社")


def test_columns_that_a_person_tells_are_those_of_every_sheet_with_the_same_header(tmp_path):
    header = ("公众号", "甲", "乙")
    path = saved(
        tmp_path / "表.xlsx",
        ([header, ("一", "x", "广告")], []),
        ([header, ("二", "y", "错链")], []),
        ([("账号名称", "问题"), ("三", "僵尸")], []),
    )
    asked = read_clues(path, TODAY)
    assert [row.named for row in asked.rows] == ["三"]
    alone = saved(tmp_path / "甲.xlsx", ([header, ("一", "x", "广告")], []))
    question = read_clues(alone, TODAY)
    assert (question.rows, question.rejected) == ((), 0)
    assert "没有认出哪一列是问题" in question.problems[0].text
    found = read_clues(alone, TODAY, Wanted(columns={1: "named", 2: "", 3: "problem"}))
    assert [(row.named, row.problem) for row in found.rows] == [("一", "广告")]


# posts


@pytest.mark.parametrize(
    ("row", "cell", "text"),
    [
        (("2026-11-22", "甲"), "A2", "2026-11-22晚于2026-11-21，未读入，请核对；第2行未读入"),
        (("前天", "甲"), "A2", "“前天”看不出是哪一天，未读入，请补填；第2行未读入"),
        ((None, "甲"), "A2", "没有填发布日期；第2行未读入"),
        (("2026-11-01", None), "B2", "没有标题，第2行未读入"),
    ],
)
def test_a_post_that_is_not_taken_is_told_at_its_cell_and_never_said_to_be(
    tmp_path, row, cell, text
):
    found = read_posts(listed(tmp_path, ("日期", "标题"), row), TODAY)
    assert (told(found), found.rejected, found.rows) == ([(cell, text)], 1, ())
    assert "已照录" not in text


def test_pasted_cells_without_headers_are_told_apart_by_what_they_are():
    text = "甲标题\t1,234\t11月2日\t原创\thttps://a.cn/1\n2026-11-03\t乙标题\t转载\t政策解读"
    first, second = read_pasted(text, TODAY).rows
    assert (first.day, first.title, first.link) == ("2026-11-02", "甲标题", "https://a.cn/1")
    assert first.origin is Origin.ORIGINAL
    assert (second.day, second.title, second.origin) == ("2026-11-03", "乙标题", Origin.REPRINT)
    assert (first.kind, second.kind) == (None, PostKind.POLICY)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("2026-12-01\t甲标题", "2026-12-01晚于2026-11-21，未读入，请核对"),
        ("2026-11-01\t原创\t88", "没有标题，未读入"),
    ],
)
def test_pasted_cells_that_are_no_post_are_told_by_their_line(line, text):
    found = read_pasted(f"2026-11-01\t好标题\n\n{line}", TODAY)
    assert told(found) == [("第3行", text)]
    assert [row.title for row in found.rows] == ["好标题"]


def test_pasted_cells_with_headers_name_their_line_not_a_cell():
    found = read_pasted("标题\t日期\n甲\t2026-11-01\n乙\t\n", TODAY)
    assert [row.cell for row in found.rows] == ["第2行"]
    assert told(found) == [("第3行", "没有填发布日期；第3行未读入")]


# offices


@pytest.mark.parametrize(
    ("cell", "former"),
    [
        ("旧局", {"旧局": ""}),
        ("旧局、老局；古局", {"旧局": "", "老局": "", "古局": ""}),
        ("旧局（到2026-06-30）", {"旧局": "2026-06-30"}),
        ("旧局(用至2026年6月30日)、老局", {"旧局": "2026-06-30", "老局": ""}),
        ("旧局（办公室、信息中心）", {"旧局（办公室、信息中心）": ""}),
        ("无", {}),
        ("新局", {}),
        ("旧局（到2027-01-01）", {"旧局": ""}),
    ],
)
def test_former_names_are_parted_outside_brackets_and_keep_their_last_day(tmp_path, cell, former):
    found = read_offices(listed(tmp_path, ("单位名称", "曾用名"), ("新局", cell)), TODAY)
    assert found.rows[0].former == former
    doubted = [text for place, text in told(found) if place == "B2"]
    assert bool(doubted) == (cell in ("新局", "旧局（到2027-01-01）"))


@pytest.mark.parametrize(
    ("column", "word", "value"),
    [
        ("层级", "区县", Level.COUNTY),
        ("层级", "街道", Level.TOWNSHIP),
        ("类别", "委办局", Category.DEPARTMENT),
        ("类别", "垂直管理", Category.VERTICAL),
        ("层级", "星球", None),
    ],
)
def test_what_an_office_is_may_be_said_in_many_words_and_others_are_doubted(
    tmp_path, column, word, value
):
    found = read_offices(listed(tmp_path, ("单位名称", column), ("某单位", word)), TODAY)
    (row,) = found.rows
    name = "level" if column == "层级" else "category"
    if value is None:
        assert name not in row.values
        assert told(found) == [("B2", "不认识“星球”，这一格未读入")]
    else:
        assert (row.values[name], told(found)) == (value, [])


def test_a_total_below_the_offices_is_no_office_and_a_nameless_row_is_told(tmp_path):
    rows = [("序号", "单位名称", "代码"), (1, "某局", "X1"), (2, None, "X2"), ("合计", 1, None)]
    found = read_offices(listed(tmp_path, *rows), TODAY)
    assert [row.values["name"] for row in found.rows] == ["某局"]
    assert (found.rejected, told(found)) == (1, [("B3", "没有填单位名称，第3行未读入")])


# tables in a layout of their own


def test_a_table_whose_header_names_no_account_is_known_by_its_accounts(tmp_path):
    path = listed(
        tmp_path,
        ("检查情况",),
        ("序号", "对象", "渠道", "内容更新"),
        (1, "示例发布", "微信", "及时"),
        (2, "示例 普法", "微博", "超期"),
        ("", "合计", "", "2"),
    )
    found = read_foreign(path, ["示例发布", "示例普法"])
    assert found.titles == {2: "对象", 3: "渠道", 4: "内容更新"}
    assert found.fields == {"name": 2, "platform": 3}
    assert [row[4].text for row in found.rows] == ["及时", "超期"]
    assert [row[4].cell for row in found.rows] == ["D3", "D4"]
    with pytest.raises(CannotReadError, match="没有认出检查结果的表格"):
        read_foreign(path, ["别处的号"])


# who sent it


@pytest.mark.parametrize(
    ("rows", "office"),
    [
        ({1: {1: "填报单位：示例镇人民政府"}}, "示例镇人民政府"),
        ({1: {1: "填报单位（盖章）：示例镇人民政府 填报人：张三"}}, "示例镇人民政府"),
        ({1: {1: "报送单位:", 2: "示例镇人民政府"}}, "示例镇人民政府"),
        ({1: {1: "台账"}, 9: {1: "填表单位：示例镇，审核：李四"}}, "示例镇"),
        ({1: {1: "填报单位："}}, ""),
        ({1: {1: "各填报单位注意"}}, ""),
    ],
)
def test_the_sender_is_who_stands_above_the_table_or_at_its_foot(rows, office):
    table = {4: {1: "账号名称"}, 5: {1: "甲"}}
    sheet = Sheet("表", dict(sorted({**rows, **table}.items())))
    assert told_sender(Table(sheet, 4, {"name": 1}, ())) == office


def test_an_office_named_in_the_middle_of_the_table_is_not_its_sender():
    body = {row: {1: f"号{row}"} for row in range(5, 20)}
    sheet = Sheet("表", {4: {1: "账号名称"}, **body, 6: {1: "填报单位：别的镇"}})
    rows = dict(sorted(sheet.rows.items()))
    assert told_sender(Table(Sheet("表", rows), 4, {"name": 1}, ())) == ""
