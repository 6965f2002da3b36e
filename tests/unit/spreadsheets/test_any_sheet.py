"""Registers as offices lay them out: groups of columns, tables side by side, notes, footers."""

from datetime import date

import openpyxl
import pytest

from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.register import read_register

AS_OF = date(2024, 5, 6)
HEAD = ("账号名称", "注册平台", "主办单位", "账号状态")
ONE = ("示例发布", "微信公众号", "示例局", "正常运行")
TWO = ("示例普法", "新浪微博", "示例办", "正常运行")


def sheet_of(*rows, merges=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merges:
        book.active.merge_cells(area)
    return book


def read(tmp_path, book, wanted=Wanted()):  # noqa: B008
    book.save(tmp_path / "表.xlsx")
    return read_register(tmp_path / "表.xlsx", AS_OF, wanted=wanted)


def names(register):
    return [row.values["name"] for row in register.rows]


def test_a_group_title_over_two_columns_tells_what_its_sub_titles_mean(tmp_path):
    book = sheet_of(
        ("政务新媒体台账", None, None, None, None, None),
        ("序号", "账号", None, "主办单位", None, "账号状态"),
        (None, "名称", "平台", "名称", "地址", None),
        (1, "示例发布", "微信公众号", "示例局", "示例路1号", "正常运行"),
        merges=("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3"),
    )
    register = read(tmp_path, book)
    assert [row.values for row in register.rows] == [
        {
            "name": "示例发布",
            "platform": "wechat",
            "owner_name": "示例局",
            "address": "示例路1号",
            "status": "正常运行",
        }
    ]
    assert register.rejected == 0
    assert register.problems == ()


def test_a_column_without_a_sub_title_is_what_the_row_above_says(tmp_path):
    book = sheet_of(
        ("账号名称", "注册平台", "联系人", None),
        (None, None, "姓名", "电话"),
        ("示例发布", "微信公众号", "示例人", "0000000"),
        merges=("C1:D1",),
    )
    (row,) = read(tmp_path, book).rows
    assert row.values["name"] == "示例发布"
    assert row.personal["phone"] == "0000000"


def test_a_title_over_the_whole_table_is_no_group(tmp_path):
    book = sheet_of(("账号", None, None, None), HEAD, ONE, merges=("A1:D1",))
    register = read(tmp_path, book)
    assert names(register) == ["示例发布"]
    assert register.source.titles[2] == "注册平台"


def test_tables_beside_each_other_are_both_read_each_with_its_own_cells(tmp_path):
    book = sheet_of(
        ("序号", *HEAD, None, "序号", *HEAD),
        (1, *ONE, None, 2, *TWO),
        (3, "示例警方", "抖音", "示例局", "正常运行"),
        ("合计", None, None, None, None, None, "合计", 1),
    )
    register = read(tmp_path, book)
    assert names(register) == ["示例发布", "示例警方", "示例普法"]
    assert [row.cells["name"] for row in register.rows] == ["B2", "B3", "H2"]
    assert (register.rejected, register.problems, register.fixes) == (0, (), ())
    assert register.source.columns[2] == register.source.columns[8] == "name"


def test_a_header_that_comes_twice_in_one_table_makes_no_second_table(tmp_path):
    book = sheet_of((*HEAD, "备注", "备注"), (*ONE, "甲", "乙"))
    register = read(tmp_path, book)
    assert [row.values["remark"] for row in register.rows] == ["甲"]
    assert [problem.cell for problem in register.problems] == ["F1"]


def test_notes_signatures_totals_and_headers_that_come_again_are_no_accounts(tmp_path):
    book = sheet_of(
        HEAD,
        ONE,
        HEAD,
        TWO,
        ("合计：2个",),
        ("注：1.平台按实际填写。",),
        ("填表说明：一个账号一行",),
        ("填报人：示例人", "审核人：示例人", "填报日期：2024年5月"),
        ("单位负责人（签字）：",),
    )
    register = read(tmp_path, book)
    assert names(register) == ["示例发布", "示例普法"]
    assert (register.rejected, register.problems) == (0, ())


def test_an_account_without_a_platform_is_no_note(tmp_path):
    register = read(tmp_path, sheet_of(HEAD, ("日期提醒", None, "示例局", "正常运行")))
    assert register.rejected == 1
    assert [problem.cell for problem in register.problems] == ["B2"]


def test_a_two_row_header_that_comes_again_on_the_next_page_is_left_out(tmp_path):
    head = [("账号", None, "主办单位", "账号状态"), ("名称", "平台", None, None)]
    merges = ("A1:B1", "C1:C2", "D1:D2", "A4:B4", "C4:C5", "D4:D5")
    register = read(tmp_path, sheet_of(*head, ONE, *head, TWO, merges=merges))
    assert names(register) == ["示例发布", "示例普法"]
    assert register.rejected == 0


@pytest.fixture
def hidden():
    book = sheet_of((*HEAD, "备注"), (*ONE, "甲"), (*TWO, "乙"))
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["E"].hidden = True
    return book


def test_what_is_hidden_is_read_and_doubted_unless_somebody_says_otherwise(tmp_path, hidden):
    register = read(tmp_path, hidden)
    assert names(register) == ["示例发布", "示例普法"]
    assert [problem.cell for problem in register.problems] == ["E1", "A3"]
    assert register.source.hidden == 2


def test_what_is_hidden_can_be_left_out_and_that_is_said(tmp_path, hidden):
    register = read(tmp_path, hidden, Wanted(hidden=False))
    assert names(register) == ["示例发布"]
    assert "remark" not in register.rows[0].values
    assert [problem.cell for problem in register.problems] == ["E1", "A1"]
    assert all("隐藏" in p.text and "没有读入" in p.text for p in register.problems)


def test_any_sheet_with_a_register_can_be_chosen(tmp_path):
    book = sheet_of((*HEAD, "备注"), (*ONE, "甲"))
    other = book.create_sheet("上季度")
    other.append(HEAD)
    other.append(TWO)
    best = read(tmp_path, book)
    assert best.source.sheets == ("Sheet", "上季度")
    assert names(best) == ["示例发布"]
    chosen = read(tmp_path, book, Wanted("上季度"))
    assert (names(chosen), chosen.source.sheet) == (["示例普法"], "上季度")
    assert chosen.problems == ()


class TestColumnsThatAPersonTells:
    BOOK = (
        ("账号名称", "注册平台", "单位", "管理机构"),
        ("示例发布", "微信公众号", "示例甲局", "示例乙局"),
    )

    def test_are_read_as_told(self, tmp_path):
        columns = {1: "name", 2: "platform", 3: "", 4: "owner_name"}
        register = read(tmp_path, sheet_of(*self.BOOK), Wanted(columns=columns))
        assert register.rows[0].values["owner_name"] == "示例乙局"
        assert register.rows[0].cells["owner_name"] == "D2"

    def test_that_are_told_to_be_left_out_are_no_doubt(self, tmp_path):
        found = read(tmp_path, sheet_of(*self.BOOK))
        assert "D1" in [problem.cell for problem in found.problems]
        columns = {1: "name", 2: "platform", 3: "owner_name", 4: ""}
        register = read(tmp_path, sheet_of(*self.BOOK), Wanted(columns=columns))
        assert "D1" not in [problem.cell for problem in register.problems]
        assert sorted(register.source.columns.values()) == ["name", "owner_name", "platform"]
        assert register.source.titles == found.source.titles

    def test_without_a_name_or_a_platform_are_refused_in_one_sentence(self, tmp_path):
        with pytest.raises(CannotReadError, match="账号名称") as refused:
            read(tmp_path, sheet_of(*self.BOOK), Wanted(columns={1: "name"}))
        assert str(refused.value).count("。") == 1


def test_samples_help_to_tell_columns_but_show_no_person(tmp_path):
    book = sheet_of(("账号名称", "注册平台", "联系人"), ("示例发布", "微信公众号", "示例人"))
    source = read(tmp_path, book).source
    assert source.samples == {1: "示例发布", 2: "微信公众号"}


def test_a_person_whom_a_merge_lends_is_taken_for_each_row_and_shown_in_no_fix(tmp_path):
    book = sheet_of(
        (*HEAD, "联系人", "联系电话"),
        (*ONE, "赵某某", "13800000001"),
        (*TWO, None, None),
        merges=["E2:E3", "F2:F3", "C2:C3"],
    )
    register = read(tmp_path, book)
    assert [row.personal for row in register.rows] == [
        {"contact": "赵某某", "phone": "13800000001"}
    ] * 2
    lent = {fix.cell: (fix.now, fix.why) for fix in register.fixes}
    assert lent["C3"] == ("示例局", "合并单元格，取自C2")
    assert {cell: why for cell, (_, why) in lent.items() if cell in ("E3", "F3")} == {
        "E3": "合并单元格，取自E2",
        "F3": "合并单元格，取自F2",
    }
    assert not any(secret in str(register.fixes) for secret in ("赵某某", "13800000001"))
