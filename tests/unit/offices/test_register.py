"""单位名册: read as counties keep it, taken in once, doubts by cell."""

import time

import openpyxl
import pytest

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.usecases.offices.known import find_office, list_offices, own_office
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


FORMER = ("单位名称", "统一社会信用代码", "曾用名")


def named(desk, path, *rows):
    read = read_office_list(desk, book(path, *rows, header=FORMER))
    take_in_offices(desk, read)
    return read


@pytest.mark.parametrize("mark", ["、", ";", "；", ",", "，", "/", "\n", "、\n "])
def test_several_former_names_stand_in_one_cell_and_taking_them_in_again_changes_nothing(
    desk, tmp_path, mark
):
    cell = mark.join(("示例县广播局", "示例县广电局（到2026年6月30日）", "甲局（乙、丙）"))
    rows = [("示例县文广局", None, cell)]
    assert named(desk, tmp_path / "名册.xlsx", *rows).problems == ()
    former = {"示例县广播局": "", "示例县广电局": "2026-06-30", "甲局（乙、丙）": ""}
    office = find_office(desk, "示例县文广局")
    assert office.former_names == former
    assert office.former_told == ["甲局（乙、丙）", "示例县广播局", "示例县广电局（到 2026-06-30）"]
    assert office.name_on("2026-06-30") == "示例县广电局"
    assert office.name_on("2026-07-01") == "示例县文广局"
    again = read_office_list(desk, book(tmp_path / "名册.xlsx", *rows, header=FORMER))
    assert counts(again, "rows", "unchanged") == (1, 1)
    as_shown = [("示例县文广局", None, "\n".join(office.former_told))]
    assert counts(named(desk, tmp_path / "名册.xlsx", *as_shown), "unchanged") == (1,)
    assert take_in_offices(desk, again) == 0


@pytest.mark.parametrize("text", ["a、", "(", "a(到 ", "（、）", "局（到", " "])
def test_a_cell_as_long_as_a_cell_can_be_is_read_at_once(desk, tmp_path, text):
    path = book(tmp_path / "名册.xlsx", ("示例县文广局", None, text * 8_000), header=FORMER)
    before = time.process_time()
    read = read_office_list(desk, path)
    assert time.process_time() - before < 1
    assert counts(read, "added") == (1,)


def test_former_names_are_added_and_never_taken_away(desk, tmp_path):
    path = tmp_path / "名册.xlsx"
    named(desk, path, ("示例县文广局", None, "甲局（到2025-01-31）、乙局"))
    assert counts(named(desk, path, ("示例县文广局", None, None)), "unchanged") == (1,)
    assert counts(named(desk, path, ("示例县文广局", None, "甲局")), "unchanged") == (1,)
    for told in ("乙 局（至2026-3-1）丙", "乙 局（至2026-3-1）"):
        assert counts(named(desk, path, ("示例县文广局", None, told)), "updated") == (1,)
    assert find_office(desk, "示例县文广局").former_names == {
        "甲局": "2025-01-31",
        "乙局": "2026-03-01",
        "乙局（至2026-3-1）丙": "",
    }


def test_an_office_that_stands_under_its_former_name_is_renamed_and_not_doubled(desk, tmp_path):
    add(desk, owner="示例县广电局")
    before = find_office(desk, "示例县广电局").id
    read = named(desk, tmp_path / "名册.xlsx", ("示例县文广局", None, "示例县广电局"))
    assert counts(read, "added", "updated") == (0, 1)
    renamed = find_office(desk, "示例县文广局")
    assert (renamed.id, renamed.former_names) == (before, {"示例县广电局": ""})
    assert len(list_offices(desk)) == 2


@pytest.mark.parametrize(
    "rows",
    [
        [("新局", None, "旧局"), ("另一局", None, "旧局")],
        [("新局", None, "旧局"), ("旧局", None, None)],
        [("新局", None, "旧局、又一旧局")],
    ],
)
def test_whom_a_former_name_does_not_tell_alone_is_left_as_it_is(desk, tmp_path, rows):
    add(desk, owner="旧局")
    add(desk, "另一个", owner="又一旧局")
    named(desk, tmp_path / "名册.xlsx", *rows)
    assert find_office(desk, "旧局").former_names == {}
    assert find_office(desk, "新局").id != find_office(desk, "旧局").id


def test_a_former_name_that_says_nothing_or_no_day_is_doubted_at_its_cell(desk, tmp_path):
    rows = [("示例县文广局", None, "示例县文广局、旧局（到2026-02-30）、新局（到2027-01-01）")]
    read = named(desk, tmp_path / "名册.xlsx", *rows)
    assert [(p.cell, p.text) for p in read.problems] == [
        ("C3", "曾用名“示例县文广局”就是现在的名称，没有采用"),
        ("C3", "曾用名“旧局”用到哪一天没有记：没有“2026-02-30”这一天，请再看一下"),
        ("C3", "曾用名“新局”用到哪一天没有记：晚于今天，不能算"),
    ]
    assert find_office(desk, "示例县文广局").former_names == {"旧局": "", "新局": ""}
    assert find_office(desk, "示例县文广局").name_on("2020-01-01") == "示例县文广局"


def test_a_file_without_names_is_refused(desk, tmp_path):
    path = book(tmp_path / "名册.xlsx", (1, "x"), header=("序号", "联系电话"), title="通讯录")
    with pytest.raises(CannotReadError, match="没有认出单位名册"):
        read_office_list(desk, path)
