"""Reading a register: where the table is, what each column means, what is fixed and doubted."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.registers import ExistingAccount, Result, match
from govmedia_desktop.spreadsheets.register import read_register
from govmedia_desktop.spreadsheets.tables import meanings, ranked
from govmedia_desktop.spreadsheets.textfile import decode
from govmedia_desktop.spreadsheets.words import HEADERS
from tests.unit.workbooks import parts_of, rows_of, write_parts

DATA = Path(__file__).parents[2] / "data"
AS_OF = date(2024, 5, 6)
HEAD = ("账号名称", "注册平台", "主办单位", "状态")


def register_of(tmp_path, table, after=""):
    return read_register(write_parts(tmp_path / "表.xlsx", parts_of(rows_of(table), after)), AS_OF)


def saved(tmp_path, book):
    book.save(tmp_path / "表.xlsx")
    return read_register(tmp_path / "表.xlsx", AS_OF)


def cells(remarks):
    return [remark.cell for remark in remarks]


class TestThePublishedRegister:
    @pytest.fixture
    def register(self):
        return read_register(DATA / "register_published.xlsx", AS_OF)

    def test_has_thirty_rows_of_twenty_nine_accounts(self, register):
        plan = match(register, [])
        counts = {result.value: plan.count(result) for result in Result}
        assert counts == {
            "added": 29, "updated": 0, "unchanged": 0, "rejected": 0, "duplicate": 1,
        }  # fmt: skip
        assert cells(plan.problems) == ["B33"]

    def test_names_every_fix_by_its_cell(self, register):
        assert " ".join(cells(register.fixes)) == (
            "G5 C6 C7 B8 C12 C28 C30 D30 E30 F30 C31 F31 D32 B33 D33 D34 C35 D35"
        )
        assert {fix.sheet for fix in register.fixes} == {"统计表"}
        fixes = {fix.cell: (fix.was, fix.now) for fix in register.fixes}
        assert fixes["E30"] == ("１.２万", "12000")
        assert fixes["C30"] == ("公众号（订阅号）", "微信公众号")
        assert fixes["B8"] == ("杜集公安 ", "杜集公安")
        assert fixes["G5"] == ("", "淮北市公安局")

    def test_names_every_doubt_by_its_cell_and_the_assumed_status_once(self, register):
        assert " ".join(cells(register.problems)) == "G14 G20 E31 E34 G35 B3"

    def test_taken_in_again_changes_nothing(self, register):
        plan = match(register, [])
        known = [
            ExistingAccount(str(i), {name: new for name, (_, new) in outcome.changes.items()})
            for i, outcome in enumerate(plan.outcomes)
            if outcome.result is Result.ADDED
        ]
        again = match(register, known)
        assert (again.count(Result.UNCHANGED), again.count(Result.DUPLICATE)) == (29, 1)


def test_the_gbk_register_has_four_accounts_and_their_four_dates():
    register = read_register(DATA / "register_gbk.csv", AS_OF)
    told = [(row.values["name"], row.values["last_update"]) for row in register.rows]
    assert told == [
        ("示例县发布", "2024-04-28"),
        ("示例普法", "2024-04-30"),
        ("示例警方", "2024-05-01"),
        ("示例镇之声", "2024-03-18"),
    ]
    assert {fix.sheet for fix in register.fixes} == {""}
    assert [row.values["comments"] for row in register.rows] == ["开放", "开放", "开放", "未开放"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_of_any_encoding_and_delimiter_is_read(tmp_path, encoding, delimiter):
    lines = [["台账"], ["账号名称", "平台", "单位"], ["示例,发布；一", "微信", "㐀局"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    path = tmp_path / "表.csv"
    path.write_text(text, encoding=encoding)
    (row,) = read_register(path, AS_OF).rows
    assert row.values == {"name": "示例,发布；一", "platform": "wechat", "owner_name": "㐀局"}
    assert row.cells["owner_name"] == "C3"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_utf8_text_is_never_mistaken(text):
    assert decode(text.encode("utf-8-sig")) == text


@pytest.mark.parametrize("field", HEADERS)
def test_every_header_word_means_its_field(field):
    words = ranked(HEADERS)
    for word in HEADERS[field].split():
        for spelled in (word, f"*{word}：", f" {word}\n(必填)", word.upper()):
            assert field in [meant for _, meant in meanings(spelled, words)]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("粉丝量(万)", "followers"),
        ("粉丝数/万人", "followers"),
        ("粉丝数（单位：万）", "followers"),
        ("账号链接(没链接的填无)", "url"),
        ("政务新媒体主办单位", "owner_name"),
        ("帐号名称", "name"),
        ("账号 ID", "platform_id"),
    ],
)
def test_headers_with_units_asides_and_prefixes_are_known(header, field):
    assert field in [meant for _, meant in meanings(header, ranked(HEADERS))]


def test_prose_is_no_header():
    assert meanings("填报单位：            填报人：", ranked(HEADERS)) == ()
    assert meanings("名称" * 100, ranked(HEADERS)) == ()


def test_the_header_is_found_under_titles_and_filling_in_rows(tmp_path):
    table = [
        ("台账",),
        ("联系人", "张三", "联系电话", "1"),
        HEAD,
        ("示例发布", "微信", "示例局", "正常"),
    ]
    (row,) = register_of(tmp_path, table).rows
    assert (row.row, row.values["owner_name"]) == (4, "示例局")


def test_a_word_that_may_mean_two_fields_takes_the_one_that_is_left(tmp_path):
    table = [("账号名称", "账号", "平台", "账号类型"), ("示例发布", "gh_1", "微信", "服务类")]
    (row,) = register_of(tmp_path, table).rows
    assert row.values["platform_id"] == "gh_1"
    assert row.values["kind"] == "服务类"
    (row,) = register_of(tmp_path, [("账号", "类型"), ("示例发布", "微信")]).rows
    assert row.values == {"name": "示例发布", "platform": "wechat"}


def test_an_unknown_column_is_doubted_at_its_header(tmp_path):
    table = [(*HEAD, "信用代码"), ("示例发布", "微信", "示例局", "正常", "123")]
    assert cells(register_of(tmp_path, table).problems) == ["E1"]


def test_blank_numbered_total_repeated_and_merged_heading_rows_are_no_accounts(tmp_path):
    head = ("序号", *HEAD)
    table = [
        head,
        ("1", "示例发布", "微信公众号", "示例局", "正常运行"),
        ("一、县直部门",),
        ("2", None, " "),
        ("小 计", "1个"),
        head,
        ("3", "示例普法", "新浪微博", "示例局", "正常运行"),
        (None, "合计：2个", "2", "2"),
    ]
    merge = '<mergeCells><mergeCell ref="A3:E3"/></mergeCells>'
    register = register_of(tmp_path, table, merge)
    assert [row.row for row in register.rows] == [2, 7]
    assert (register.rejected, register.problems) == (0, ())


def test_rows_without_name_or_platform_are_rejected_at_the_cell(tmp_path):
    table = [HEAD, (None, "微信", "示例局", "正常"), ("示例发布", "/", "示例局", "正常")]
    register = register_of(tmp_path, table)
    assert (register.rows, register.rejected) == ((), 2)
    assert cells(register.problems) == ["A2", "B3"]


def test_merged_cells_lend_their_value_downwards_only(tmp_path):
    table = [
        HEAD,
        ("甲发布", "微信公众号", "示例局", "正常运行"),
        ("乙发布", "微信公众号", None, None),
        ("丙发布", "微信公众号", None, "正常运行"),
    ]
    merge = '<mergeCells><mergeCell ref="C2:D3"/></mergeCells>'
    register = register_of(tmp_path, table, merge)
    assert [row.values.get("owner_name") for row in register.rows] == ["示例局", "示例局", None]
    assert cells(register.fixes) == ["C3"]
    assert "C4" in cells(register.problems)


def test_hidden_rows_columns_and_sheets_are_read_and_doubted(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEAD)
    sheet.append(("甲发布", "微信公众号", "示例局", "正常运行"))
    sheet.append(("乙发布", "微信公众号", "示例局", "正常运行"))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    copy = book.create_sheet("上季度")
    copy.append(HEAD)
    register = saved(tmp_path, book)
    assert len(register.rows) == 2
    remarks = [(p.sheet, p.cell) for p in register.problems]
    assert remarks == [("上季度", "A1"), ("Sheet", "C1"), ("Sheet", "A3")]


def test_dates_and_numbers_of_cells_are_read_and_formulas_without_result_doubted(tmp_path):
    book = openpyxl.Workbook()
    book.active.append((*HEAD, "更新时间", "粉丝数", "开设日期"))
    book.active.append(
        ("甲发布", "微信公众号", "示例局", "正常运行", datetime(2024, 4, 28, 8), 1200, "=1+1")
    )
    register = saved(tmp_path, book)
    assert register.rows[0].values["last_update"] == "2024-04-28"
    assert register.rows[0].values["followers"] == 1200
    assert cells(register.problems) == ["G2"]
    assert register.fixes == ()


def test_personal_data_are_apart_and_never_shown_in_fixes(tmp_path):
    table = [
        (*HEAD, "联系人", "联系电话", "管理员", "分管负责人"),
        ("甲发布", "微信公众号", "示例局", "正常运行", "张 三", "１３８", "李四", "王五"),
    ]
    register = register_of(tmp_path, table)
    assert register.rows[0].personal == {
        "contact": "张三",
        "phone": "138",
        "administrator": "李四",
        "leader": "王五",
    }
    assert not register.rows[0].personal.keys() & register.rows[0].values.keys()
    assert cells(register.fixes) == ["E2", "F2"]
    assert not any("张" in fix.was + fix.now or "1" in fix.was for fix in register.fixes)


def test_a_register_without_owners_is_doubted_once(tmp_path):
    table = [("账号名称", "平台", "状态"), ("甲", "微信公众号", "正常"), ("乙", "抖音", "正常")]
    assert cells(register_of(tmp_path, table).problems) == ["A1"]


def test_progress_is_told_from_none_to_all(tmp_path):
    table = [HEAD, *((f"示例{i}", "抖音", "示例局", "正常运行") for i in range(1200))]
    path = write_parts(tmp_path / "表.xlsx", parts_of(rows_of(table)))
    told = []
    read_register(path, AS_OF, lambda done, total: told.append((done, total)))
    assert told == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]


VALUES = st.one_of(
    st.none(), st.text("示例县 发布１２,.万√—-/年月日0123\u3000\u200b", max_size=8),
    st.sampled_from(["微信", "合计", "1.2万", "=1", "2024/4/28"]), st.integers(0, 10**9),
    st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(VALUES, min_size=8, max_size=8), max_size=6))
def test_any_rows_are_read_and_every_row_has_one_result(tmp_path_factory, table):
    book = openpyxl.Workbook()
    headers = ("序号", *HEAD, "粉丝量(万)", "最近更新日期", "备注")
    book.active.append(headers)
    for row in table:
        book.active.append(row)
    register = saved(tmp_path_factory.mktemp("t"), book)
    plan = match(register, [])
    assert plan.rows == len(register.rows) + register.rejected <= len(table)
    for remark in (*register.fixes, *register.problems, *plan.problems):
        assert remark.cell[0] in "ABCDEFGH"
    for fix in register.fixes:
        assert fix.was != fix.now


def test_a_header_merged_over_two_rows_is_known_with_what_stands_below_it(tmp_path):
    table = [
        ("账号名称", "注册平台", "主办单位", "联系方式"),
        (None, None, None, "联系人", "联系电话"),
        ("甲发布", "抖音", "示例局", "张三", "1380"),
    ]
    merges = "".join(f'<mergeCell ref="{c}1:{c}2"/>' for c in "ABC")
    register = register_of(
        tmp_path, table, f'<mergeCells>{merges}<mergeCell ref="D1:E1"/></mergeCells>'
    )
    (row,) = register.rows
    assert row.personal == {"contact": "张三", "phone": "1380"}
    assert row.row == 3
