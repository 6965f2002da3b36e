"""Situations that other programs' imports are tested in, told anew with registers of accounts.

The first eleven are those of openforis/collect's import of data, the rest those of the workbooks
that pyxform keeps because they once broke it.
"""

import time
import zipfile

import openpyxl
import pytest

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.store import personal
from govmedia_desktop.usecases.accounts import find_account, list_accounts
from govmedia_desktop.usecases.offices import list_offices
from govmedia_desktop.usecases.registers import read_register, take_in_register
from tests.unit.desks import add, desk_of

HEAD = ("账号名称", "注册平台", "主办单位", "粉丝量（万）", "最近更新日期")


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.fixture
def known(desk):
    """Two accounts that are in the register."""
    return [
        add(
            desk,
            name,
            owner="示例县司法局",
            followers="100",
            remark="老号",
            url="https://a.example",
        )
        for name in ("示例普法", "示例司法")
    ]


def book(path, *rows):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def read(desk, tmp_path, *rows):
    return read_register(desk, book(tmp_path / "台账.xlsx", *rows))


def cells(found):
    """The doubtful cells; that no column tells the status is said once, at the header."""
    told = (p for p in found.problems if "没有填账号状态" not in p.text)
    return {problem.cell for problem in told}


def test_known_accounts_are_changed_as_told_and_an_empty_cell_changes_nothing(
    desk, known, tmp_path
):
    rows = (
        ("示例普法", "微信", "示例县司法局", 1.2, "2026-11-02"),
        ("示例司法", "微信", "示例县司法局", None, "2026.11.3"),
    )
    found = read(desk, tmp_path, HEAD, *rows)
    take_in_register(desk, found)
    assert (found.counts["updated"], found.counts["rejected"], cells(found)) == (2, 0, set())
    first, second = (find_account(desk, id_).account for id_ in known)
    assert (first.followers, first.last_update, first.remark) == (12000, "2026-11-02", "老号")
    assert (second.followers, second.last_update) == (100, "2026-11-03")


def test_an_account_told_in_several_places_is_taken_in_once_and_that_is_said(desk, known, tmp_path):
    row = ("示例普法", "微信", "示例县司法局", 1, "2026-11-02")
    found = read(desk, tmp_path, HEAD, row, ("示例新号", *row[1:]), (*row[:3], 2, "2026-11-03"))
    assert (found.counts["updated"], found.counts["added"], found.counts["duplicates"]) == (1, 1, 1)
    assert any(cell.endswith("4") for cell in cells(found))
    take_in_register(desk, found)
    assert find_account(desk, known[0]).account.followers == 10000


def test_columns_under_a_group_are_those_of_the_group(desk, known, tmp_path):
    top = ("账号信息", None, "开设单位", None)
    head = ("名称", "平台", "单位名称", "联系人")
    path = book(tmp_path / "台账.xlsx", top, head, ("示例新号", "微信", "示例县水利局", "示例人"))
    workbook = openpyxl.load_workbook(path)
    for area in ("A1:B1", "C1:D1"):
        workbook.active.merge_cells(area)
    workbook.save(path)
    found = read_register(desk, path)
    take_in_register(desk, found)
    assert find_account(desk, "示例新号").owner_name == "示例县水利局"


def test_a_table_of_a_few_columns_changes_those_only(desk, known, tmp_path):
    before = find_account(desk, known[0]).account
    take_in_register(
        desk, read(desk, tmp_path, HEAD[:2] + HEAD[4:], ("示例普法", "微信", "2026-11-09"))
    )
    after = find_account(desk, known[0]).account
    assert after.last_update == "2026-11-09"
    assert (after.followers, after.remark, after.url, after.owner) == (
        before.followers,
        before.remark,
        before.url,
        before.owner,
    )


def test_where_one_row_cannot_be_written_none_is(desk, known, tmp_path, monkeypatch):
    before = list_accounts(desk)
    found = read(
        desk, tmp_path, (*HEAD, "联系人"), ("示例普法", "微信", "示例局", 2, None, "示例人")
    )

    def fail(*_given):
        raise OSError("disk")

    monkeypatch.setattr(personal, "put", fail)
    with pytest.raises(OSError, match="disk"):
        take_in_register(desk, found)
    assert list_accounts(desk) == before
    assert [o.name for o in list_offices(desk) if o.name == "示例局"] == []


def test_an_account_that_nobody_knows_is_shown_as_new_before_it_is_one(desk, known, tmp_path):
    found = read(desk, tmp_path, HEAD, ("示例新号", "微信", "示例县司法局", 1, "2026-11-02"))
    assert found.counts["added"] == 1
    assert len(list_accounts(desk)) == 2


def test_into_an_empty_register_every_row_comes_new(desk, tmp_path):
    rows = [(f"示例{n}号", "微信", "示例县司法局", n, "2026-11-02") for n in range(1, 4)]
    found = read(desk, tmp_path, HEAD, *rows)
    take_in_register(desk, found)
    assert (found.counts["added"], len(list_accounts(desk))) == (3, 3)


def test_an_owner_that_nobody_knows_becomes_one_office_for_all_its_rows(desk, tmp_path):
    rows = [(f"示例{n}号", "微信", "示例新局", n, "2026-11-02") for n in range(1, 4)]
    take_in_register(desk, read(desk, tmp_path, HEAD, *rows))
    assert [o.name for o in list_offices(desk) if o.name == "示例新局"] == ["示例新局"]


def test_a_row_without_owner_is_doubted_at_its_cell_and_no_owner_is_invented(desk, tmp_path):
    offices = len(list_offices(desk))
    rows = (("示例甲", "微信", None, 1, None), ("示例乙", "微信", "示例局", 1, None))
    found = read(desk, tmp_path, HEAD, *rows)
    assert "C2" in cells(found)
    take_in_register(desk, found)
    assert find_account(desk, "示例甲").owner_name is None
    assert len(list_offices(desk)) == offices + 1


def test_a_column_that_nobody_knows_is_named_and_the_others_are_read(desk, tmp_path):
    found = read(
        desk, tmp_path, (*HEAD, "满意度"), ("示例甲", "微信", "示例局", 1, "2026-11-02", "高")
    )
    assert any("满意度" in problem.text for problem in found.problems)
    assert found.register.rows[0].values["followers"] == 10000


@pytest.mark.parametrize("head", [("账号名称", "主办单位"), ("注册平台", "主办单位"), ("甲", "乙")])
def test_without_a_column_that_is_needed_nothing_is_read_and_it_is_named(desk, tmp_path, head):
    with pytest.raises(CannotReadError, match=r"账号名称.*注册平台.*没有读入任何内容"):
        read(desk, tmp_path, head, ("示例", "示例局"))


def test_values_that_cannot_be_are_doubted_each_at_its_cell_and_left_out(desk, tmp_path):
    rows = (
        ("示例甲", "某平台", "示例局", "很多", "2026-11-02"),
        ("示例乙", "微信", "示例局", -1, "2026-02-30"),
        ("示例丙", "微信", "示例局", 1, "2026-11-02"),
    )
    found = read(desk, tmp_path, HEAD, *rows)
    assert cells(found) == {"B2", "D2", "D3", "E3"}
    assert [set(row.values) & {"followers", "last_update"} for row in found.register.rows] == [
        {"last_update"},
        set(),
        {"followers", "last_update"},
    ]


def test_hundreds_of_columns_of_which_nobody_filled_any_cost_nothing(desk, tmp_path):
    path = book(tmp_path / "台账.xlsx", HEAD, ("示例甲", "微信", "示例局", 1, "2026-11-02"))
    workbook = openpyxl.load_workbook(path)
    for row in range(1, 40):
        for column in range(6, 260):
            workbook.active.cell(row, column).number_format = "@"
    workbook.save(path)
    start = time.process_time()
    found = read_register(desk, path)
    assert time.process_time() - start < 2
    assert (found.counts["rows"], cells(found)) == (1, set())


def test_a_header_that_stands_twice_is_read_once_and_the_other_is_named(desk, tmp_path):
    found = read(
        desk, tmp_path, ("账号名称", "平台", "备注", "备注"), ("示例甲", "微信", "一", "二")
    )
    assert found.register.rows[0].values["remark"] == "一"
    assert "D1" in cells(found)


def test_headers_and_values_with_blanks_and_line_breaks_are_the_same_words(desk, tmp_path):
    head = (" 账号\n名称 ", "注册　平台", "主办 单位", "粉丝量\n（万）", "最近更新日期 ")
    found = read(desk, tmp_path, head, (" 示例甲 ", "微信\n", "示例局　", " 1 ", "2026-11-02 "))
    (row,) = found.register.rows
    assert row.values == {
        "name": "示例甲",
        "platform": "wechat",
        "owner_name": "示例局",
        "followers": 10000,
        "last_update": "2026-11-02",
    }


def test_sheets_of_other_things_before_and_after_do_not_hide_the_register(desk, tmp_path):
    path = book(tmp_path / "台账.xlsx", ("填表说明",), ("一、每单位一张表",))
    workbook = openpyxl.load_workbook(path)
    for title, rows in (
        ("选项", [("微信",)]),
        ("表", [HEAD, ("示例甲", "微信", "示例局", 1, None)]),
    ):
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.create_sheet("空")
    workbook.save(path)
    assert read_register(desk, path).register.source.sheet == "表"


def test_a_group_that_no_column_stands_under_is_no_column(desk, tmp_path):
    head = (("账号信息", None, None), ("名称", "平台", None), ("示例甲", "微信", None))
    path = book(tmp_path / "台账.xlsx", *head)
    workbook = openpyxl.load_workbook(path)
    workbook.active.merge_cells("A1:C1")
    workbook.save(path)
    (row,) = read_register(desk, path).register.rows
    assert (row.values["name"], row.values["platform"]) == ("示例甲", "wechat")


def with_picture(path):
    """The workbook with a picture over its sheet, as WPS puts one in."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId9" Type="{kind}/drawing" Target="../drawings/drawing1.xml"/>'
    around = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{around}">{link}</Relationships>'.encode()
    )
    drawn = f'<drawing xmlns:r="{kind}" r:id="rId9"/></worksheet>'.encode()
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</worksheet>", drawn)
    space = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    parts["xl/drawings/drawing1.xml"] = f'<wsDr xmlns="{space}"/>'.encode()
    parts["xl/media/image1.png"] = b"\x89PNG\r\n"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def test_pictures_in_the_sheet_are_no_cells(desk, tmp_path):
    path = book(tmp_path / "台账.xlsx", HEAD, ("示例甲", "微信", "示例局", 1, "2026-11-02"))
    found = read_register(desk, with_picture(path))
    assert (found.counts["rows"], cells(found)) == (1, set())


def test_an_old_workbook_under_a_new_name_is_named_for_what_it_is(desk, tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    with pytest.raises(CannotReadError, match=r"\.xls|另存为"):
        read_register(desk, path)
