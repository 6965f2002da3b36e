"""Offices over time: their names on a day, and what may change of them."""

from datetime import date

import pytest

from govmedia_desktop.domain.office_changes import (
    OfficeChange,
    OfficeChangeKind,
    below,
    refusal,
)
from govmedia_desktop.domain.offices import Office

OWN = Office("own", "示例县人民政府办公室")
BUREAU = Office("b", "示例县广电局", parent="own")
CULTURE = Office("c", "示例县文旅局", parent="own")
GONE = Office("g", "示例县旧局", parent="own", valid_to="2026-01-31", successor="c")
KNOWN = [OWN, BUREAU, CULTURE, GONE]


def told(kind, office="b", to="c", accounts=1, day="2026-11-01"):
    change = OfficeChange(OfficeChangeKind(kind), office, date.fromisoformat(day), "文", to)
    return refusal(change, KNOWN, "own", accounts)


def test_an_office_has_the_name_it_had_on_a_day():
    office = Office("x", "丙局", former_names={"乙局": "2025-06-30", "甲局": "2024-12-31"})
    days = ("2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01")
    assert [office.name_on(day) for day in days] == ["甲局", "乙局", "乙局", "丙局"]


def test_an_office_is_valid_between_its_days_both_included():
    office = Office("x", "局", valid_from="2025-01-01", valid_to="2025-12-31")
    days = ("2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01")
    assert [office.is_valid_on(day) for day in days] == [False, True, True, False]
    assert OWN.is_valid_on("1999-01-01")


def test_the_last_day_of_the_old_state_is_the_day_before():
    change = OfficeChange(OfficeChangeKind.MERGED, "b", date(2026, 3, 1), "文", "c")
    assert change.last_day == "2026-02-28"


@pytest.mark.parametrize("kind", ["合并", "撤销", "划转"])
def test_what_ends_or_moves_needs_an_office_that_takes_over(kind):
    assert told(kind) == ""
    assert "请写明由哪个单位承接" in told(kind, to=None)
    assert "没有这个承接单位" in told(kind, to="x")
    assert "没有这个承接单位" in told(kind, to="b")
    assert "已不是独立的单位" in told(kind, to="g")
    assert "由主管单位办理" in told(kind, office="own")


def test_an_office_without_accounts_may_be_abolished_without_successor():
    assert told("撤销", to=None, accounts=0) == ""
    assert told("合并", to=None, accounts=0) != ""


def test_a_new_name_must_be_another_one():
    assert told("更名", to="示例县文化局") == ""
    assert "新的名称" in told("更名", to="示例县广电局")
    assert "新的名称" in told("更名", to=None)


def test_an_office_that_is_gone_or_unknown_changes_no_more():
    assert "已于2026-01-31撤销" in told("更名", office="g", to="新")
    assert "没有这个单位" in told("更名", office="x", to="新")


def test_the_offices_directly_below_are_told():
    assert [o.id for o in below("own", KNOWN)] == ["b", "c", "g"]
