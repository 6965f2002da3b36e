"""单位名册: read as counties keep it, taken in once, doubts by cell."""

import openpyxl
import pytest

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.usecases.offices.known import find_office, own_office
from govmedia_desktop.usecases.offices.register import read_office_list, take_in_offices
from tests.unit.desks import add, desk_of

HEADER = ("序号", "单位名称", "单位类别", "层级", "主管单位", "统一社会信用代码")


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def book(path, *rows, header=HEADER, title="示例县政府系统单位名册"):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "名册"
    for row in ((title,), header, *rows):
        sheet.append(row)
    workbook.save(path)
    return path


def counts(read, *names):
    return tuple(read.counts[name] for name in names)


def test_a_list_is_taken_in_once_and_again_changes_nothing(desk, tmp_path):
    path = book(
        tmp_path / "名册.xlsx",
        (1, "示例县司法局", "县直部门", "县级", "示例县人民政府办公室", "11A"),
        (2, "示例镇人民政府", "乡镇(街道)", "镇", None, None),
        ("合计", 2, None, None, None, None),
    )
    read = read_office_list(desk, path)
    assert counts(read, "rows", "added", "unchanged") == (2, 2, 0)
    assert take_in_offices(desk, read) == 2
    bureau, town = find_office(desk, "示例县司法局"), find_office(desk, "示例镇人民政府")
    assert (bureau.category, bureau.level, bureau.code) == ("部门", "县", "11A")
    assert bureau.parent == town.parent == own_office(desk).id
    again = read_office_list(desk, path)
    assert counts(again, "rows", "unchanged") == (2, 2)
    assert take_in_offices(desk, again) == 0


def test_an_office_that_a_register_named_gets_its_level_and_empty_cells_erase_nothing(
    desk, tmp_path
):
    add(desk, owner="示例县司法局")
    path = book(tmp_path / "名册.xlsx", (1, "示例县司法局", "部门", "县", None, "11A"))
    take_in_offices(desk, read_office_list(desk, path))
    path = book(tmp_path / "名册.xlsx", (1, "示例县司法局", "—", "", None, None))
    read = read_office_list(desk, path)
    assert counts(read, "unchanged") == (1,)
    assert find_office(desk, "示例县司法局").level == "县"


def test_the_code_knows_an_office_under_a_new_name(desk, tmp_path):
    path = book(tmp_path / "名册.xlsx", (1, "示例县司法局", None, None, None, "11A"))
    take_in_offices(desk, read_office_list(desk, path))
    before = find_office(desk, "示例县司法局").id
    path = book(tmp_path / "名册.xlsx", (1, "示例县司法行政局", None, None, None, "11A"))
    take_in_offices(desk, read_office_list(desk, path))
    assert find_office(desk, "示例县司法行政局").id == before


def test_offices_above_each_other_in_the_list_stand_so_whatever_their_order(desk, tmp_path):
    path = book(
        tmp_path / "名册.xlsx",
        (1, "示例村", "事业单位", None, "示例镇人民政府", None),
        (2, "示例镇人民政府", None, None, "示例市某局", None),
    )
    take_in_offices(desk, read_office_list(desk, path))
    assert find_office(desk, "示例村").parent == find_office(desk, "示例镇人民政府").id
    assert find_office(desk, "示例镇人民政府").parent == find_office(desk, "示例市某局").id


def test_doubts_name_their_cell(desk, tmp_path):
    path = book(
        tmp_path / "名册.xlsx",
        (1, "示例县司法局", "奇怪", "县", "示例县司法局", None),
        (2, None, "部门", "县", None, None),
        (3, "示例县 司法局", "部门", "县", None, None),
    )
    read = read_office_list(desk, path)
    assert counts(read, "rows", "added", "rejected", "duplicates") == (3, 1, 1, 1)
    told = {(p.sheet, p.cell, p.text) for p in read.problems}
    assert told == {
        ("名册", "C3", "不认识“奇怪”，这一格未读入"),
        ("名册", "E3", "主管单位就是本单位或它的下级，没有采用"),
        ("名册", "B4", "没有填单位名称，第4行未读入"),
        ("名册", "B5", "名册里已有同名单位，这一行未读入"),
    }
    take_in_offices(desk, read)
    assert find_office(desk, "示例县司法局").parent == own_office(desk).id


def test_a_ring_through_known_offices_is_not_taken_over(desk, tmp_path):
    path = book(tmp_path / "名册.xlsx", (1, "示例镇", None, None, "示例县人民政府办公室", None))
    take_in_offices(desk, read_office_list(desk, path))
    path = book(tmp_path / "名册.xlsx", (1, "示例县人民政府办公室", None, None, "示例镇", None))
    read = read_office_list(desk, path)
    assert [p.cell for p in read.problems] == ["E3"]
    take_in_offices(desk, read)
    assert own_office(desk).parent is None


def test_a_file_without_names_is_refused(desk, tmp_path):
    path = book(tmp_path / "名册.xlsx", (1, "x"), header=("序号", "联系电话"), title="通讯录")
    with pytest.raises(CannotReadError, match="没有认出单位名册"):
        read_office_list(desk, path)
