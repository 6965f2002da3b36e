"""How an office stands with a period, who is expected to report, what a figure is made of."""

from datetime import date

import pytest

from govmedia_desktop.domain.board import (
    Covers,
    Decision,
    Figures,
    OfficeReport,
    Origin,
    ReportState,
    Standing,
    Way,
    answering,
    covers_as_value,
    covers_from_value,
    expected,
    rate_source,
    reminder_all,
    reminder_one,
    standing,
)
from govmedia_desktop.domain.offices import Level, Office
from govmedia_desktop.domain.periods import quarter_of

Q4 = quarter_of(date(2026, 11, 21))


def report(sequence=1, decision=None, *, own=None, way=Way.FILE, reason="", note=""):
    covers = Covers({}, own)
    number = f"第{sequence}"
    return OfficeReport(number, "镇", way, sequence, "", note, covers, decision, reason)


def accepted(checked=2, unqualified=0, sequence=1):
    return report(sequence, Decision.ACCEPTED, own=Figures(checked, unqualified))


@pytest.mark.parametrize(
    ("reports", "pending", "state"),
    [
        ([], 0, "未报送"),
        ([report()], 3, "已报送"),
        ([accepted()], 0, "已接收"),
        ([accepted()], 2, "待更正"),
        ([report(decision=Decision.RETURNED)], 0, "退回修改"),
        ([report(decision=Decision.RETURNED), report(2)], 0, "已报送"),
        ([accepted(), report(2)], 1, "更正"),
        ([accepted(), report(2, Decision.RETURNED)], 1, "退回修改"),
        ([accepted(), accepted(sequence=2)], 0, "已接收"),
    ],
)
def test_the_newest_report_decides_how_an_office_stands(reports, pending, state):
    for order in (reports, reports[::-1]):
        assert standing(order, pending).state == state


def test_an_earlier_accepted_report_stays_in_force_while_a_correction_waits():
    found = standing([report(3, Decision.RETURNED), accepted(sequence=2), report(1)], 0)
    assert found.accepted.sequence == 2
    assert found.newest.sequence == 3


def test_a_state_is_told_with_what_explains_it():
    assert standing([report(way=Way.PAPER)], 0).words == "已报送（纸质）"
    returned = report(decision=Decision.RETURNED, reason="漏报")
    assert standing([returned], 0).words == "退回修改：漏报"
    assert standing([accepted()], 2).words == "待更正 2 条"


def office(name, **fields):
    return Office(name, name, Level.TOWNSHIP, parent="县", **fields)


def test_offices_that_existed_in_the_period_are_expected():
    there = [
        office("乙"),
        office("甲", valid_to="2026-10-01"),
        office("早撤", valid_to="2026-09-30"),
        office("后设", valid_from="2027-01-01"),
        Office("别县的", "别县的", parent="别县"),
    ]
    assert [o.name for o in expected("县", there, Q4)] == ["乙", "甲"]


def test_a_successor_answers_for_an_office_that_is_gone():
    offices = {
        "旧": office("旧", valid_to="2026-06-30", successor="中"),
        "中": office("中", valid_to="2026-09-30", successor="新"),
        "新": office("新"),
        "转": office("转", valid_to="2026-01-01", successor="圈"),
        "圈": office("圈", valid_to="2026-01-01", successor="转"),
    }
    assert answering("旧", offices, Q4) == "新"
    assert answering("新", offices, Q4) == "新"
    assert answering("转", offices, Q4) in ("转", "圈")
    assert answering("不认识", offices, Q4) == "不认识"


def test_a_figure_is_told_with_all_that_it_is_made_of():
    standings = [
        standing([accepted(20, 1)], 0),
        standing([accepted(10, 1), report(2)], 0),
        standing([accepted(10, 0)], 3),
        standing([report()], 0),
        Standing(),
        Standing(),
    ]
    told = Origin(Level.COUNTY, standings, [Level.TOWNSHIP] * 6).sentence
    assert told == (
        "全县自查无问题 95.0%（38/40 个账号）= 已接收的 3 个乡镇，其中 1 个更正待接收"
        "（按原报送计），其中 1 个待更正（按接收时计）；1 个待接收，2 个未报送，未计入。"
    )


def test_a_figure_says_how_many_reports_are_corrections():
    corrected = standing([accepted(10, 0), accepted(10, 2, sequence=2)], 0)
    told = Origin(Level.COUNTY, [corrected, standing([accepted(10, 0)], 0)], [None] * 2).sentence
    assert told == ("全县自查无问题 90.0%（18/20 个账号）= 已接收的 2 个单位，其中 1 个按更正计。")


def test_without_numbers_a_figure_says_so():
    paper = standing([report(decision=Decision.ACCEPTED, way=Way.PAPER)], 0)
    told = Origin(Level.COUNTY, [paper], [None]).sentence
    assert told == "全县自查无问题 暂无数字 = 已接收的 1 个单位，其中 1 个没有报数字。"


def test_what_nobody_confirmed_and_the_own_checks_are_told():
    one = standing([report(decision=Decision.ACCEPTED, own=Figures(2, 0, 1))], 0)
    told = Origin(Level.CITY, [one], [Level.COUNTY], Figures(2, 1)).sentence
    assert told.startswith("全市自查无问题 75.0%（3/4 个账号）= 已接收的 1 个县，本单位 2 个账号，")
    assert "另有 1 个账号待核实" in told


def test_what_is_covered_is_read_back_and_nonsense_is_not_believed():
    covers = Covers({"a" * 16: 7}, Figures(3, 1), None, ("r",))
    assert covers_from_value(covers_as_value(covers)) == covers
    assert covers_from_value(None) == Covers({})
    broken = {
        "revisions": {"a": "7", "b": 3},
        "own": {"checked": 1, "unqualified": 2, "left_out": 0},
        "rate": {"checked": -1, "unqualified": 0, "left_out": 0},
        "reports": "r",
    }
    assert covers_from_value(broken) == Covers({"b": 3})


def test_the_pass_rate_names_the_report_it_rests_on():
    assert rate_source("2026年第四季度", Standing()) == ""
    assert rate_source("2026年第四季度", standing([accepted(sequence=2)], 4)) == (
        "2026年第四季度的合格率按已接收的第2次报送计，待更正的 4 条报送更正并被接收以后才计入。"
    )


def test_reminders_ask_of_each_what_is_wanted_of_it():
    returned = standing([report(decision=Decision.RETURNED, reason="漏报")], 0)
    assert "尚未报送" in reminder_one("甲镇", "2026年第四季度", Standing())
    assert "因“漏报”退回修改" in reminder_one("甲镇", "2026年第四季度", returned)
    pending = standing([accepted()], 2)
    assert "又有 2 条变化，请报送更正" in reminder_one("甲镇", "2026年第四季度", pending)
    text = reminder_all(
        "2026年第四季度", [("甲镇", Standing()), ("乙镇", returned), ("丙镇", Standing())]
    )
    assert "甲镇、丙镇：尚未报送" in text
    assert "乙镇（漏报）：已退回修改" in text


@pytest.mark.parametrize("state", list(ReportState))
def test_somebody_has_to_act_unless_a_report_is_accepted(state):
    assert (state.waits_above or state.waits_below) == (state is not ReportState.ACCEPTED)
    assert not (state.waits_above and state.waits_below)
