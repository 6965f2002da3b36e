"""The register out: in layouts that are data, one table a unit, or in an office's own table."""

import json

import openpyxl
import pytest

from govmedia_desktop.domain.layouts import FIELDS, Layout, layout_from
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.usecases.accounts import list_accounts, set_personal_data
from govmedia_desktop.usecases.register_export import (
    Export,
    export_by_owner,
    export_register,
    fill_in_template,
    read_layout,
    shipped_layouts,
)
from govmedia_desktop.usecases.registers import read_register, take_in_register
from tests.e2e.conftest import DATA
from tests.unit.desks import add, desk_of


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.fixture
def out(tmp_path):
    return tmp_path / "台账.xlsx"


def values(path, sheet=None):
    book = openpyxl.load_workbook(path)
    rows = (book[sheet] if sheet else book.active).iter_rows(values_only=True)
    return [list(row) for row in rows]


def test_what_is_exported_comes_in_again_without_any_change(desk, out):
    take_in_register(desk, read_register(desk, DATA / "register_published.xlsx"))
    add(
        desk,
        "示例★=1+1",
        status="已注销",
        kind="服务类",
        comments="未开放",
        service="重大民生",
        operation="委托",
        followers="12000",
        opened="2019-05-01",
    )
    export_register(desk, Export(shipped_layouts()["台账"]), out)
    again = read_register(desk, out)
    assert again.counts["unchanged"] == again.counts["rows"] == 30
    assert [f for f in again.fixes if f.cell[1:].isdecimal() and int(f.cell[1:]) > 3] == []


def test_the_statistics_table_has_its_eleven_columns_and_says_none_where_there_is_no_link(
    desk, out
):
    add(desk, owner="示例镇", followers="12345")
    export_register(desk, Export(shipped_layouts()["基础信息统计表"]), out)
    title, filled_in, header, row = values(out)[:4]
    assert title[0] == "政务新媒体账号基础信息统计表"
    assert filled_in[0].startswith("填报单位：示例县人民政府办公室　　填报人：")
    assert len(header) == 11
    assert row[:7] == [1, "示例发布", "微信公众号", "无", "1.2345", None, "示例镇"]


def test_contact_data_go_out_only_when_ticked(desk, out):
    record = add(desk)
    set_personal_data(desk, record, {"contact": "示例人", "phone": "13800000000"})
    layout = shipped_layouts()["基础信息统计表"]
    export_register(desk, Export(layout), out)
    assert "13800000000" not in str(values(out))
    export_register(desk, Export(layout, personal=True), out)
    assert values(out)[3][8:10] == ["示例人", "13800000000"]


def test_cells_with_few_values_have_a_list_to_choose_from(desk, out):
    export_register(desk, Export(shipped_layouts()["台账"]), out)
    sheet = openpyxl.load_workbook(out).active
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert '"开放,未开放"' in lists.values()
    assert all(len(formula) <= 255 for formula in lists.values())


def test_only_the_chosen_accounts_go_out_in_their_order(desk, out):
    one, _, three = (add(desk, name) for name in ("甲号", "乙号", "丙号"))
    export_register(desk, Export(shipped_layouts()["台账"], [three, one, "x"]), out)
    assert [row[1] for row in values(out)[3:]] == ["丙号", "甲号"]


def test_one_table_a_unit_under_names_that_any_disk_takes(desk, tmp_path):
    add(desk, "甲号", owner="示例镇")
    add(desk, "乙号", owner="示例/局:一")
    add(desk, "丙号")
    paths = export_by_owner(desk, Export(shipped_layouts()["台账"]), tmp_path / "各单位")
    assert sorted(path.name for path in paths) == [
        "主办单位未填.xlsx",
        "示例局一.xlsx",
        "示例镇.xlsx",
    ]
    assert values(tmp_path / "各单位" / "示例镇.xlsx")[1][0].startswith("单位：示例镇　　共1个账号")


def template(path, *rows):
    book = openpyxl.Workbook()
    book.active.title = "报送表"
    for row in rows:
        book.active.append(row)
    book.active.column_dimensions["B"].width = 33
    book.active.merge_cells("A1:D1")
    book.save(path)
    return path


def test_an_offices_own_empty_table_is_filled_in_a_copy(desk, tmp_path, out):
    add(desk, "=1+1号", owner="示例镇", followers="12000")
    own = template(
        tmp_path / "模版.xlsx", ["某市报送表"], ["序号", "新媒体名称", "粉丝数（万）", "责任单位"]
    )
    before = own.read_bytes()
    fill_in_template(desk, Export(shipped_layouts()["台账"]), own, out)
    assert own.read_bytes() == before
    sheet = openpyxl.load_workbook(out)["报送表"]
    assert [cell.value for cell in sheet[3]] == [1, "=1+1号", "1.2", "示例镇"]
    assert sheet["B3"].data_type == "s"
    assert sheet.column_dimensions["B"].width == 33
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:D1"]


def test_a_table_that_cannot_be_filled_is_refused(desk, tmp_path, out):
    export = Export(shipped_layouts()["台账"])
    full = template(tmp_path / "满.xlsx", ["表"], ["账号名称", "平台"], ["甲", "微信"])
    with pytest.raises(CannotReadError, match="表头下面已有内容"):
        fill_in_template(desk, export, full, out)
    other = template(tmp_path / "无.xlsx", ["表"], ["姓名", "电话"])
    with pytest.raises(CannotReadError, match="没有认出要填的表格"):
        fill_in_template(desk, export, other, out)
    empty = template(tmp_path / "空.xlsx", ["表"], ["账号名称", "平台"])
    with pytest.raises(RefusedError, match="不能写在原表上"):
        fill_in_template(desk, export, empty, empty)
    assert not out.exists()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ([], "缺少columns"),
        ({"columns": []}, "不能是空的"),
        ({"columns": [["a", "name"]]}, "第1列要写成"),
        ({"columns": [["a", "likes", 8]]}, "“likes”不认识"),
        ({"columns": [["a", "name", 8]], "empty": []}, "empty要是"),
    ],
)
def test_a_layout_that_is_wrong_says_what(content, fault, tmp_path):
    told = layout_from(content)
    assert isinstance(told, str)
    assert fault in told
    path = tmp_path / "版式.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(CannotReadError, match="没有写出任何内容"):
        read_layout(path)


def test_a_layout_of_ones_own_fills_exactly_its_columns(desk, tmp_path, out):
    add(desk, owner="示例镇")
    path = tmp_path / "国家系统批量.json"
    columns = [["单位", "owner", 20], ["账号", "name", 20], ["由人填", "", 12]]
    path.write_text(json.dumps({"title": "批量导入", "sheet": "数据", "columns": columns}), "utf-8")
    export_register(desk, Export(read_layout(path)), out)
    assert values(out, "数据")[2:] == [["单位", "账号", "由人填"], ["示例镇", "示例发布", None]]
    path.write_text("{", "utf-8")
    with pytest.raises(CannotReadError, match="不是有效的JSON"):
        read_layout(path)


def test_every_shipped_layout_knows_its_fields(desk):
    for layout in shipped_layouts().values():
        assert isinstance(layout, Layout)
        assert {column.field for column in layout.columns} <= FIELDS
    assert list_accounts(desk) == []


def test_units_whose_names_a_disk_takes_for_one_each_get_a_file(desk, tmp_path):
    for number, owner in enumerate(("示例局A", "示例局/A")):
        add(desk, f"示例{number}", owner=owner)
    written = export_by_owner(desk, Export(shipped_layouts()["台账"]), tmp_path / "出")
    assert len(set(written)) == 2
    assert all(path.exists() for path in written)
