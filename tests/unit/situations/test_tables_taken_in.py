"""Tables that other programs' import tests take in or refuse, told of a county's register."""

import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from govmedia_desktop.domain.registers import Result, Wanted
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.usecases.register.accounts import find_account, list_accounts
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from tests.unit.desks import add, desk_of
from tests.unit.workbooks import parts_of, rows_of, write_parts

HEAD = ("账号名称", "注册平台", "主办单位", "粉丝量")


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        add(opened, "示例发布", owner="示例局", followers="100", remark="老号")
        add(opened, "示例普法", owner="示例局", followers="200")
        yield opened


def book(path, *rows, merges=()):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for area in merges:
        made.active.merge_cells(area)
    made.save(path)
    return path


def read(desk, tmp_path, *rows, merges=(), wanted=Wanted()):  # noqa: B008
    return read_register(desk, book(tmp_path / "表.xlsx", *rows, merges=merges), wanted=wanted)


def results(found):
    return [outcome.result for outcome in found.plan.outcomes]


def problems(found):
    return {problem.cell: problem.text for problem in found.problems}


def taken(desk, found):
    take_in_register(desk, found)
    return {a.account.name: a for a in list_accounts(desk)}


# Open Foris Collect: importing tables of data, the ten


def test_rows_of_known_records_change_just_what_they_say_each_in_its_own_unit(desk, tmp_path):
    found = read(
        desk,
        tmp_path,
        HEAD,
        ("示例发布", "微信", "示例局", "0.3万"),
        ("示例普法", "微信", "示例局", 50),
    )
    assert results(found) == [Result.UPDATED] * 2
    now = taken(desk, found)
    assert [now[name].account.followers for name in ("示例发布", "示例普法")] == [3000, 50]
    assert now["示例发布"].account.remark == "老号"


def test_a_header_that_nobody_knows_is_named_and_the_rest_is_read(desk, tmp_path):
    found = read(desk, tmp_path, (*HEAD, "土地用途"), ("示例发布", "微信", "示例局", 5, "丙"))
    assert problems(found) == {
        "E1": "不认识“土地用途”这一列，未读入",
        "A1": problems(found)["A1"],
    }
    assert results(found) == [Result.UPDATED]


@pytest.mark.parametrize("missing", [0, 1])
def test_a_table_without_a_column_that_must_be_there_is_refused_in_one_sentence(
    desk, tmp_path, missing
):
    rows = (HEAD, ("示例发布", "微信", "示例局", 5))
    rows = [[cell for place, cell in enumerate(row) if place != missing] for row in rows]
    with pytest.raises(CannotReadError, match="没有认出台账表格") as refusal:
        read(desk, tmp_path, *rows)
    assert str(refusal.value).count("。") == 1


def test_values_that_cannot_be_are_told_by_row_and_column_and_change_nothing(desk, tmp_path):
    found = read(
        desk,
        tmp_path,
        (*HEAD, "最近更新日期"),
        ("示例发布", "微信", "示例局", "XXX", "2026-11-01"),
        ("示例普法", "微信", "示例局", 300, "哪天"),
    )
    told = problems(found)
    assert ("“XXX”不是数量" in told["D2"], "“哪天”看不出是哪一天" in told["E3"]) == (True, True)
    now = taken(desk, found)
    assert (now["示例发布"].account.followers, now["示例发布"].account.last_update) == (
        100,
        "2026-11-01",
    )
    assert (now["示例普法"].account.followers, now["示例普法"].account.last_update) == (300, None)


def test_a_record_that_is_not_there_is_a_new_one_and_takes_nothing_from_the_others(desk, tmp_path):
    before = list_accounts(desk)
    found = read(desk, tmp_path, HEAD, ("示例新号", "微信", "示例局", 10))
    assert results(found) == [Result.ADDED]
    now = taken(desk, found)
    assert [now[a.account.name] for a in before] == before


def test_a_unit_that_is_not_there_comes_with_its_accounts(desk, tmp_path):
    found = read(desk, tmp_path, HEAD, ("甲", "微信", "示例新局", 1), ("乙", "抖音", "示例新局", 2))
    now = taken(desk, found)
    assert {now[name].owner_name for name in "甲乙"} == {"示例新局"}
    assert now["甲"].account.owner == now["乙"].account.owner


def test_a_record_is_found_by_all_its_keys_not_by_its_name_alone(desk, tmp_path):
    add(desk, "示例发布", owner="示例镇", followers="7")
    add(desk, "示例发布", platform="douyin", owner="示例局", followers="8")
    found = read(
        desk, tmp_path, HEAD, ("示例发布", "微信", "示例镇", 70), ("示例发布", "抖音", "示例局", 80)
    )
    take_in_register(desk, found)
    told = {
        (a.account.platform.value, a.owner_name): a.account.followers for a in list_accounts(desk)
    }
    assert told["wechat", "示例局"] in (100, 200)
    assert (told["wechat", "示例镇"], told["douyin", "示例局"]) == (70, 80)


def test_keys_that_stand_once_over_several_rows_hold_for_all_of_them(desk, tmp_path):
    found = read(
        desk,
        tmp_path,
        ("主办单位", "注册平台", "账号名称", "粉丝量"),
        ("示例局", "微信", "示例发布", 1),
        (None, None, "示例普法", 2),
        ("示例镇", "微博", "示例镇发布", 3),
        merges=("A2:A3", "B2:B3"),
    )
    assert results(found) == [Result.UPDATED, Result.UPDATED, Result.ADDED]
    now = taken(desk, found)
    assert (now["示例普法"].owner_name, now["示例普法"].account.followers) == ("示例局", 2)


def test_a_table_of_keys_and_one_value_changes_that_value_alone(desk, tmp_path):
    found = read(
        desk,
        tmp_path,
        ("账号名称", "平台", "最近更新日期"),
        ("示例发布", "微信", date(2026, 11, 18)),
        ("示例普法", "微信", "2026.11.5"),
    )
    assert [set(o.changes) for o in found.plan.outcomes] == [{"last_update"}] * 2
    now = taken(desk, found)
    assert now["示例发布"].account.followers == 100
    assert now["示例普法"].account.last_update == "2026-11-05"


def test_one_record_in_several_rows_is_one_and_where_they_differ_is_told(desk, tmp_path):
    found = read(
        desk,
        tmp_path,
        (*HEAD, "备注"),
        ("示例发布", "微信", "示例局", 5, None),
        ("示例发布", "微信", "示例局", 6, "又一行"),
    )
    assert results(found) == [Result.UPDATED, Result.DUPLICATE]
    assert problems(found)["A3"] == (
        "与第2行（A2）是同一个账号，合并为一个；D3与该行不一致，以该行为准，请核对"
    )
    account = taken(desk, found)["示例发布"].account
    assert (account.followers, account.remark) == (5, "又一行")


# pyxform: workbooks that broke it once


def test_cells_far_out_make_a_table_neither_slower_nor_larger(desk, tmp_path):
    path = tmp_path / "远.xlsx"
    made = openpyxl.Workbook()
    for row in (HEAD, ("示例新号", "微信", "示例局", 5)):
        made.active.append(row)
    made.active["IV1"], made.active["A19999"] = "说明", " "
    made.save(path)
    found = read_register(desk, path)
    assert (len(found.register.rows), found.register.rejected) == (1, 0)


def test_a_table_that_claims_a_million_rows_is_as_large_as_its_cells(desk, tmp_path):
    parts = parts_of(rows_of([HEAD, ("示例新号", "微信", "示例局", "5")]))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        "<sheetData>", '<dimension ref="A1:AMJ1048576"/><sheetData>'
    )
    found = read_register(desk, write_parts(tmp_path / "大.xlsx", parts))
    assert results(found) == [Result.ADDED]


def test_blanks_in_headers_and_around_values_are_none_of_them(desk, tmp_path):
    head = (" 账号 名称", "注册平台 ", "　主办单位", "粉 丝 量", "  ")
    found = read(desk, tmp_path, head, ("  示例发布 ", " 微信", "示例局　", " 5 ", None))
    assert results(found) == [Result.UPDATED]
    assert found.plan.outcomes[0].changes == {"followers": (100, 5)}


def test_an_empty_row_under_the_header_ends_no_table(desk, tmp_path):
    found = read(desk, tmp_path, HEAD, (None, None, None, None), ("示例新号", "微信", "示例局", 5))
    assert results(found) == [Result.ADDED]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (datetime(2026, 11, 18, 23, 59, 59), "2026-11-18"),
        (date(1900, 1, 1), None),
        (1, None),
        (60, None),
        (-1, None),
        (2_958_466, None),
        (time(10, 30), None),
        (46344.75, "2026-11-18"),
    ],
)
def test_days_that_a_workbook_cannot_mean_are_doubted_and_others_are_read(
    desk, tmp_path, value, day
):
    found = read(
        desk, tmp_path, (*HEAD, "最近更新日期"), ("示例发布", "微信", "示例局", 100, value)
    )
    (row,) = found.register.rows
    assert row.values.get("last_update") == day
    assert ("E2" in problems(found)) == (day is None)


def test_a_workbook_with_macros_is_read_and_they_are_left_where_they_are(desk, tmp_path):
    path = book(tmp_path / "表.xlsx", HEAD, ("示例新号", "微信", "示例局", 5))
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(64))
    before = path.rename(tmp_path / "带宏.xlsm").read_bytes()
    assert results(read_register(desk, tmp_path / "带宏.xlsm")) == [Result.ADDED]
    assert (tmp_path / "带宏.xlsm").read_bytes() == before


def test_a_header_that_comes_twice_is_read_once_and_the_other_is_told(desk, tmp_path):
    found = read(desk, tmp_path, (*HEAD, "粉丝量"), ("示例发布", "微信", "示例局", 5, 6))
    assert found.plan.outcomes[0].changes == {"followers": (100, 5)}
    assert "E1" in problems(found)


def test_a_column_without_a_header_is_no_column(desk, tmp_path):
    found = read(desk, tmp_path, (*HEAD, None), ("示例发布", "微信", "示例局", 100, "手写的"))
    assert results(found) == [Result.UNCHANGED]


def test_a_formula_that_was_never_calculated_is_no_value(desk, tmp_path):
    found = read(desk, tmp_path, HEAD, ("示例发布", "微信", "示例局", "=50+50"))
    assert "公式没有计算结果" in problems(found)["D2"]
    assert find_account(desk, "示例发布").account.followers == 100


def test_a_row_without_a_name_is_refused_with_its_cell(desk, tmp_path):
    found = read(
        desk, tmp_path, HEAD, (None, "微信", "示例局", 5), ("示例新号", "微信", "示例局", 5)
    )
    assert problems(found)["A2"] == "没有填账号名称，第2行未读入"
    assert (found.register.rejected, results(found)) == (1, [Result.ADDED])


def test_a_picture_that_is_missing_is_no_matter_of_the_table(desk, tmp_path):
    parts = parts_of(rows_of([HEAD, ("示例新号", "微信", "示例局", "5")]), '<drawing r:id="rId9"/>')
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        "<worksheet ",
        '<worksheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ',
    )
    assert results(read_register(desk, write_parts(tmp_path / "图.xlsx", parts))) == [Result.ADDED]
