"""Lists of what tables refer to, as another program's import tests have them, told of offices."""

import openpyxl
import pytest

from govmedia_desktop.domain.registers import Result
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.usecases.offices.known import find_office, list_offices, own_office
from govmedia_desktop.usecases.offices.register import read_office_list, take_in_offices
from govmedia_desktop.usecases.register.accounts import list_accounts
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from tests.unit.desks import add, desk_of

HEAD = ("单位名称", "层级", "主管单位")


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def read(desk, tmp_path, *rows, header=HEAD):
    made = openpyxl.Workbook()
    for row in (header, *rows):
        made.active.append(row)
    made.save(tmp_path / "名册.xlsx")
    return read_office_list(desk, tmp_path / "名册.xlsx")


def told(found):
    return {problem.cell: problem.text for problem in found.problems}


def test_offices_and_those_below_them_come_in_one_list_a_level_without_any_below_too(
    desk, tmp_path
):
    rows = [("甲局", "县", None), ("甲一站", "县", "甲局"), ("甲二站", "县", "甲局")]
    rows += [("乙局", "县", None), ("乙站", "县", "乙局"), ("丙局", "县", None)]
    found = read(desk, tmp_path, *rows)
    assert (found.counts["rows"], found.counts["added"], told(found)) == (6, 6, {})
    take_in_offices(desk, found)
    parents = {name: find_office(desk, name).parent for name, _, _ in rows}
    ids = {name: find_office(desk, name).id for name, _, _ in rows}
    own = own_office(desk).id
    assert parents == {name: ids[above] if above else own for name, _, above in rows}


def test_one_office_told_twice_is_one_and_where_the_rows_differ_is_told_at_the_second(
    desk, tmp_path
):
    rows = (("甲局", "县", None), ("乙局", "县", None), ("甲局", "县", "乙局"))
    found = read(desk, tmp_path, *rows)
    assert found.counts["duplicates"] == 1
    assert list(told(found)) == ["A4"]
    take_in_offices(desk, found)
    assert [o.name for o in list_offices(desk)].count("甲局") == 1
    assert find_office(desk, "甲局").parent == own_office(desk).id


def test_a_level_between_that_no_row_tells_comes_with_those_below_it_and_is_told_once(
    desk, tmp_path
):
    rows = (("甲站", "县", "没有列出的局"), ("乙站", "县", "没有列出的局"))
    found = read(desk, tmp_path, *rows)
    text = "名册里和已有的单位里都没有“没有列出的局”，将新增这个单位，请核对名称"
    assert told(found) == {"C2": text}
    take_in_offices(desk, found)
    between = find_office(desk, "没有列出的局").id
    assert {find_office(desk, name).parent for name in ("甲站", "乙站")} == {between}
    assert told(read(desk, tmp_path, *rows)) == {}


def test_columns_of_ones_own_are_left_out_and_the_rest_is_read(desk, tmp_path):
    rows = (("甲局", "县", None, "TEST 1"), ("乙局", "县", "甲局", None))
    found = read(desk, tmp_path, *rows, header=(*HEAD, "自己的一列"))
    assert (found.counts["added"], told(found)) == (2, {})


def test_a_list_whose_columns_are_called_otherwise_is_refused_in_one_sentence(desk, tmp_path):
    with pytest.raises(CannotReadError, match="没有认出单位名册") as refusal:
        read(desk, tmp_path, ("甲局", "县", None), header=("名册甲", "级", "上面"))
    assert str(refusal.value).count("。") == 1


def test_rows_at_fault_are_told_each_by_its_cell_and_those_between_them_are_taken_in(
    desk, tmp_path
):
    rows = (
        ("甲局", "县", None),
        (None, "县", "甲局"),
        ("乙局", "不知哪级", None),
        ("甲局", "县", None),
        ("丙局", "县", "甲局"),
    )
    found = read(desk, tmp_path, *rows)
    assert {"A3", "B4", "A5"} <= set(told(found))
    take_in_offices(desk, found)
    names = {o.name for o in list_offices(desk)}
    assert {"甲局", "丙局"} <= names
    assert find_office(desk, "丙局").parent == find_office(desk, "甲局").id


def test_a_list_that_names_fewer_takes_none_of_the_others_away(desk, tmp_path):
    """Elsewhere one may have all that a table does not name deleted: here nothing goes so."""
    take_in_offices(desk, read(desk, tmp_path, ("甲局", "县", None), ("乙局", "县", None)))
    accounts = [add(desk, name, owner="甲局") for name in ("示例甲", "示例乙", "示例丙")]
    before = {o.id for o in list_offices(desk)}
    take_in_offices(desk, read(desk, tmp_path, ("乙局", "县", "甲局")))
    assert {o.id for o in list_offices(desk)} == before
    path = tmp_path / "台账.csv"
    path.write_text("账号名称,平台,主办单位,粉丝数\n示例甲,微信,甲局,9\n", "utf-8")
    found = read_register(desk, path)
    assert [outcome.result for outcome in found.plan.outcomes] == [Result.UPDATED]
    take_in_register(desk, found)
    assert {a.account.id for a in list_accounts(desk)} == set(accounts)


def test_a_value_that_cannot_be_keeps_nothing_else_of_its_row_back(desk, tmp_path):
    add(desk, "示例甲", owner="甲局", followers="100")
    path = tmp_path / "台账.csv"
    header = "账号名称,平台,主办单位,粉丝数,最近更新日期,账号状态\n"
    path.write_text(f"{header}示例甲,微信,甲局,50,INVALID,拟关停\n", "utf-8")
    found = read_register(desk, path)
    assert [p.cell for p in found.problems] == ["E2"]
    take_in_register(desk, found)
    (now,) = list_accounts(desk)
    assert (now.account.followers, now.account.status) == (50, "拟关停")
    assert now.account.last_update is None
