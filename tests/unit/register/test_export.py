"""The register out: in layouts that are data, one table a unit, or in an office's own table."""

import json
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.layouts import FIELDS, Layout, layout_from
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.register.accounts import (
    list_accounts,
    personal_data,
    set_personal_data,
)
from govmedia_desktop.usecases.register.exported import (
    Export,
    export_by_owner,
    export_register,
    fill_in_template,
    read_layout,
    shipped_layouts,
)
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from govmedia_desktop.usecases.upkeep.practice import STAFF, set_up_practice
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


def shipped_and_own():
    """The shipped layouts, and one of ones own as a national batch table may ask for it."""
    own = {
        "name": "批量报送",
        "title": "全国政务新媒体报送表",
        "sheet": "报送",
        "columns": [
            ["序号", "serial", 6],
            ["新媒体名称", "name", 20],
            ["新媒体类型", "platform", 14],
            ["开设主体", "owner", 20],
            ["备用", "", 8],
            ["账号状态", "status", 10],
            ["功能类型", "kind", 10],
            ["粉丝数", "followers", 10],
            ["最近更新日期", "last_update", 12],
        ],
    }
    return {**shipped_layouts(), "批量报送": layout_from(own)}


@pytest.mark.parametrize("name", ["台账", "基础信息统计表", "批量报送"])
def test_what_any_layout_writes_comes_in_again_without_any_change(desk, out, name):
    assert set(shipped_and_own()) == {"台账", "基础信息统计表", "批量报送"}
    take_in_register(desk, read_register(desk, DATA / "register_published.xlsx"))
    for number, followers in enumerate(("1", "12345", "99999999")):
        add(desk, f"示例{number}号", owner="示例县文旅局", followers=followers)
    before = list_accounts(desk)
    export_register(desk, Export(shipped_and_own()[name]), out)
    again = read_register(desk, out)
    assert again.counts["unchanged"] == again.counts["rows"] == len(before)
    take_in_register(desk, again)
    assert list_accounts(desk) == before


def test_one_table_a_unit_comes_in_again_without_any_change(desk, tmp_path):
    take_in_register(desk, read_register(desk, DATA / "register_published.xlsx"))
    for path in export_by_owner(desk, Export(shipped_layouts()["台账"]), tmp_path / "各单位"):
        again = read_register(desk, path)
        assert again.counts["unchanged"] == again.counts["rows"] > 0


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


@pytest.mark.parametrize("merged", [None, "A6:D6", "A6:D7", "A5:A6"])
def test_a_note_below_the_table_is_neither_written_over_nor_in_the_way(desk, tmp_path, out, merged):
    head = ["序号", "账号名称", "平台", "主办单位"]
    own = template(tmp_path / "模版.xlsx", ["表"], head, [1], [2], [], [])
    book = openpyxl.load_workbook(own)
    note = "A5" if merged == "A5:A6" else "A6"
    book.active[note] = "注：本表一式两份，须加盖公章后报送。"
    if merged:
        book.active.merge_cells(merged)
    book.save(own)
    room = int(note[1]) - 3
    for number in range(room):
        add(desk, f"示例{number}号")
    fill_in_template(desk, Export(shipped_layouts()["台账"]), own, out)
    sheet = openpyxl.load_workbook(out).active
    assert [sheet.cell(row, 2).value for row in range(3, 3 + room)] == [
        f"示例{number}号" for number in range(room)
    ]
    assert sheet[note].value.startswith("注：")
    add(desk, "多一个")
    with pytest.raises(RefusedError, match=f"只有{room}个空行，放不下{room + 1}个账号"):
        fill_in_template(desk, Export(shipped_layouts()["台账"]), own, tmp_path / "另.xlsx")
    assert not (tmp_path / "另.xlsx").exists()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ([], "缺少columns"),
        ({"columns": []}, "不能是空的"),
        ({"columns": [["a", "name"]]}, "第1列要写成"),
        ({"columns": [["a", "likes", 8]]}, "“likes”不认识"),
        ({"columns": [["a", "name", 8]], "empty": []}, "empty要是"),
        ({"columns": [["a", "name", 8]], "constants": []}, "constants要是表头"),
        ({"columns": [["a", "name", 8]], "words": {"platform": "微信"}}, "words要是"),
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
    with pytest.raises(CannotReadError, match="读不出来或写法不对"):
        read_layout(path)


NATIONAL = {
    "name": "批量导入",
    "title": "",
    "filled_in": "",
    "sheet": "Sheet1",
    "columns": [
        ["单位名称*", "owner", 20],
        ["账号名称*", "name", 20],
        ["平台*", "platform", 12],
        ["是否认证", "verified", 8],
        ["开设时间", "opened", 12],
        ["所属地区*", "", 12],
        ["网址", "url", 20],
    ],
    "words": {"platform": {"微信公众号": "微信"}, "verified": {"是": "1", "否": "0"}},
    "dates": "YYYY/MM/DD",
    "constants": {"所属地区*": "示例省示例县"},
    "empty": {"url": "无"},
}


def test_another_systems_template_is_met_to_the_cell(desk, out):
    add(desk, owner="示例镇", opened="2019-05-01", verified="是")
    add(desk, "示例微博", platform="weibo", url="https://a.example")
    layout = layout_from(NATIONAL)
    export_register(desk, Export(layout), out)
    assert values(out, "Sheet1") == [
        [column[0] for column in NATIONAL["columns"]],
        [None, "示例微博", "新浪微博", None, None, "示例省示例县", "https://a.example"],
        ["示例镇", "示例发布", "微信", "1", "2019/05/01", "示例省示例县", "无"],
    ]
    sheet = openpyxl.load_workbook(out)["Sheet1"]
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists["D2:D5000"] == '"1,0"'
    assert lists["C2:C5000"].startswith('"微信,')
    assert not sheet.merged_cells.ranges


def test_practice_data_say_so_in_a_layout_without_a_title_too(tmp_path, out):
    set_up_practice(tmp_path / "练习")
    with open_desk(tmp_path / "练习", STAFF, writing=False) as desk:
        export_register(desk, Export(layout_from(NATIONAL)), out)
        assert values(out, "Sheet1")[0][0] == "【练习】"


def test_braces_that_mean_nothing_stay_in_the_line_under_the_title(desk, out):
    content = {"columns": [["a", "name", 8]], "title": "甲", "filled_in": "{office}{x}{ {0}"}
    export_register(desk, Export(layout_from(content)), out)
    assert values(out)[1] == ["示例县人民政府办公室{x}{ {0}"]


def test_nobody_follows_is_a_number_too(desk, out):
    add(desk, followers="0")
    for layout, header in (("台账", "粉丝量"), ("基础信息统计表", "粉丝量（万）")):
        export_register(desk, Export(shipped_layouts()[layout]), out)
        table = dict(zip(*values(out)[2:4], strict=True))
        assert str(table[header]) == "0"


ACCOUNTS = st.lists(
    st.fixed_dictionaries(
        {"name": st.text("示例=+-@'１.0 ", min_size=1, max_size=6).map(lambda t: f"号{t}号")},
        optional={
            "owner": st.sampled_from(["示例镇", "示例局"]),
            "followers": st.integers(0, 10**10 - 1).map(str),
            "verified": st.sampled_from(["是", "否"]),
            "url": st.sampled_from(["https://a.example/?a=1", "无"]),
            "address": st.sampled_from(["示例路1号", "=1+1", "示例　路 １号"]),
            "field": st.sampled_from(["民政", "1.0", "00123"]),
            "platform_id": st.sampled_from(["gh_1", "00123", "1.0", "123456789012345678"]),
            "filing_number": st.sampled_from(["县备〔2026〕7号", "20260001"]),
            "opened": st.dates(date(2015, 1, 1), date(2026, 11, 20)).map(str),
            "last_update": st.dates(date(2026, 1, 1), date(2026, 11, 20)).map(str),
            "comments": st.sampled_from(["开放", "未开放"]),
            "status": st.sampled_from(["正常运行", "拟关停", "已注销"]),
            "remark": st.sampled_from(["无", "—", "一\n二", "'引"]),
        },
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda given: clean_name(given["name"]),
)


@settings(max_examples=40, deadline=None)
@given(ACCOUNTS, st.sampled_from(sorted(shipped_layouts())), st.booleans())
def test_our_own_export_in_any_layout_comes_in_again_without_any_change(
    tmp_path_factory, given_, layout, personal
):
    folder = tmp_path_factory.mktemp("回")
    with desk_of(folder / "县") as desk:
        ids = [add(desk, **fields) for fields in given_]
        set_personal_data(desk, ids[0], {"contact": "示例人", "phone": "00000000000"})
        before = list_accounts(desk)
        export = Export(shipped_layouts()[layout], personal=personal)
        files = [export_register(desk, export, folder / "全.xlsx")]
        files += export_by_owner(desk, export, folder / "分")
        for path in files:
            read = read_register(desk, path)
            assert read.counts["unchanged"] == read.counts["rows"], [
                o.changes for o in read.plan.outcomes
            ]
            take_in_register(desk, read)
        assert list_accounts(desk) == before
        assert personal_data(desk, ids[0]) == {"contact": "示例人", "phone": "00000000000"}


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
