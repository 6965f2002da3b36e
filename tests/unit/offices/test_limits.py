"""Local parameters: who may set what, for whom and from when, and what then holds where."""

from datetime import date

import pytest

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.verdicts import Severity
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import NewOffice, create
from govmedia_desktop.usecases.offices.known import (
    change_own_office,
    find_office,
    list_offices,
    offices_below,
    own_office,
    with_all_below,
)
from govmedia_desktop.usecases.offices.parameters import (
    NewParameter,
    list_parameters,
    parameters_by_owner,
    set_parameter,
    update_limits,
)
from tests.unit.desks import COUNTY, TOWN, add
from tests.unit.situations.conftest import account

DAY = date(2026, 11, 21)


def limit(days="10", **more):
    return NewParameter("max_idle_days", days, "县规定", Severity.DEDUCT, **more)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (NewParameter("没有的", "1", "县规定"), "没有名为“没有的”的参数；可以设置："),
        (limit("15"), "比国家规定的14天宽，没有保存"),
        (limit(valid_from=date(2026, 12, 1), valid_to=date(2026, 11, 30)), "起始日期晚于截止日期"),
        (limit(office="没有的局"), "没有名为“没有的局”的单位"),
    ],
)
def test_what_cannot_hold_is_refused_and_nothing_is_set(desks, shared, new, why):
    county, _town = desks
    with pytest.raises(RefusedError, match=why):
        set_parameter(county, new)
    assert list_parameters(county) == []


def test_the_national_limit_itself_and_one_day_are_taken(desks, shared):
    county, _town = desks
    day = date(2026, 12, 1)
    set_parameter(county, limit("14", valid_from=day, valid_to=day))
    assert [(p.value, p.valid_from, p.valid_to) for p in list_parameters(county)] == [
        (14, "2026-12-01", "2026-12-01")
    ]


def test_a_township_sets_nothing_for_the_county(desks, shared):
    _county, town = desks
    with pytest.raises(RefusedError, match=f"“{COUNTY.name}”是上级单位，它的参数只能由它下发"):
        set_parameter(town, limit(office=COUNTY.name))
    assert list_parameters(town) == []


def test_the_nearest_office_upward_decides_and_each_day_has_its_own(desks, post, shared):
    county, town = desks
    set_parameter(county, limit("10"))
    set_parameter(county, limit("7", office=TOWN.name, valid_from=date(2026, 12, 1)))
    post.down(county, town)
    owner = account(town, shared).owner
    for desk in desks:
        assert update_limits(desk, DAY)(owner) == 10
        assert update_limits(desk, date(2026, 12, 1))(owner) == 7
    assert update_limits(county, date(2026, 12, 1))(county.office) == 10


def test_where_nobody_set_one_the_national_limit_holds_for_everybody(desks, shared):
    county, _town = desks
    of = update_limits(county, DAY)
    assert {of(None), of(county.office), of(new_id())} == {14}


def test_an_account_without_owner_goes_by_the_own_office(desks, shared):
    county, _town = desks
    set_parameter(county, limit("10"))
    assert [p.value for p in parameters_by_owner(county, DAY)(None)] == [10]


def test_the_same_office_and_days_change_other_days_are_a_parameter_of_their_own(desks, shared):
    county, _town = desks
    first = set_parameter(county, limit("10"))
    assert set_parameter(county, limit("9")) == first
    other = set_parameter(county, limit("8", valid_from=date(2027, 1, 1)))
    assert other != first
    assert sorted(p.value for p in list_parameters(county)) == [8, 9]


class TestTheTree:
    """Who stands above and below whom."""

    def test_all_below_are_found_through_others_and_joined_ones_count(self, desks, shared):
        county, _town = desks
        town = find_office(county, TOWN.name).id
        village, twin = new_id(), new_id()
        county.record(
            [
                Edit(village, "office", {"name": "示例村", "parent": town}),
                Edit(twin, "office", {"name": "示例村村委会", "parent": town}),
            ]
        )
        county.record([Edit(max(village, twin), "office", {"same_as": min(village, twin)})])
        names = [office.name for office in offices_below(county)]
        assert names == sorted(names)
        assert len(names) == 2, "the joined pair is one"
        assert set(with_all_below(county, town)) == {town, village, twin}
        assert county.office not in with_all_below(county, town)

    def test_neither_the_own_office_nor_one_below_becomes_the_one_above(self, desks, shared):
        county, _town = desks
        before = own_office(county)
        for name in (COUNTY.name, TOWN.name):
            with pytest.raises(RefusedError, match="是本单位或下级单位，不能作主管单位"):
                change_own_office(county, before.level, name)
        assert own_office(county) == before

    def test_a_new_owner_becomes_one_office_however_often_it_is_named(self, desks, shared):
        county, _town = desks
        count = len(list_offices(county))
        add(county, "甲号", owner="示例县教育局")
        add(county, "乙号", owner=" 示例县教育局 ")
        assert len(list_offices(county)) == count + 1
        assert find_office(county, "示例县教育局").parent == county.office

    def test_two_offices_of_one_name_are_told_apart_by_nobody_but_a_person(self, desks, shared):
        county, _town = desks
        ids = [new_id(), new_id()]
        for number, id_ in enumerate(ids):
            values = {"name": "示例县乙局", "code": f"1234567890123456{number}X"}
            county.record([Edit(id_, "office", values)])
        with pytest.raises(RefusedError, match="有2个名为“示例县乙局”的单位"):
            find_office(county, "示例县乙局")
        assert find_office(county, ids[1]).id == ids[1]


def test_a_folder_without_an_offices_name_is_not_made(tmp_path):
    office = NewOffice(" ", COUNTY.level)
    with (
        pytest.raises(RefusedError, match="请填写单位名称；还没有建立任何数据"),
        create(tmp_path / "县", office, "张三"),
    ):
        pass
    assert not (tmp_path / "县" / "data.db").exists()
