"""Further situations of registers that come in: all or nothing, no owner, other sheets, pictures.

Those that other programs' imports are tested in stand in `tests/unit/situations`.
"""

import zipfile

import openpyxl
import pytest

from govmedia_desktop.store import personal
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.register.accounts import find_account, list_accounts
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
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


def test_a_row_without_owner_is_doubted_at_its_cell_and_no_owner_is_invented(desk, tmp_path):
    offices = len(list_offices(desk))
    rows = (("示例甲", "微信", None, 1, None), ("示例乙", "微信", "示例局", 1, None))
    found = read(desk, tmp_path, HEAD, *rows)
    assert "C2" in cells(found)
    take_in_register(desk, found)
    assert find_account(desk, "示例甲").owner_name is None
    assert len(list_offices(desk)) == offices + 1


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
