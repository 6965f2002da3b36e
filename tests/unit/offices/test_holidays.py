"""放假安排: a year that the kept calendar lacks is entered from its notice, and terms follow."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.holiday_notice import read_notice
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.domain.working_days import Arrangement, arrangement_of, as_text
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.activity.messages import add_message, list_messages
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.offices.holidays import (
    calendar,
    enter_holidays,
    entered_years,
    remove_holidays,
)
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.register.filings import unfiled
from govmedia_desktop.usecases.register.life import NewStep, add_step
from tests.unit.desks import TOWN, add, desk_of

OF_2027 = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（腊月二十九、周五）至11日（正月初六、周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
三、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""
OF_2026 = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县", day="2027-02-16") as opened:
        yield opened


def test_the_notice_of_a_year_that_is_kept_reads_as_it_is_kept():
    read = read_notice(OF_2026, 2026)
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(365))
    wrong = [
        day
        for day in days
        if chinese_calendar.is_workday(day)
        != (day in read.worked or (day not in read.off and day.weekday() < 5))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "没有读出2027年的放假日期"),
        ("1月1日至3日放假，共4天。", "写明4天，读出3天"),
        ("2月30日放假。", "日期读不出来"),
        ("1月3日至1日放假。", "日期读不出来"),
        ("1月1日放假，1月4日上班。", "既有放假又有上班"),
        ("1月1日放假。1月1日上班。", "既写放假又写上班"),
        ("2025年1月1日放假。", "没有读出2027年"),
    ],
)
def test_an_unclear_notice_is_refused_and_nothing_is_entered(desk, text, sentence):
    with pytest.raises(RefusedError, match=sentence):
        enter_holidays(desk, 2027, text)
    assert calendar(desk).years == {}


def test_days_of_the_year_before_in_a_notice_are_not_of_this_one():
    read = read_notice("2026年12月31日至2027年1月2日放假，共3天。", 2027)
    assert sorted(read.off) == [date(2027, 1, 1), date(2027, 1, 2)]


def test_a_year_that_is_kept_or_far_off_is_refused(desk):
    with pytest.raises(RefusedError, match="已收录"):
        enter_holidays(desk, 2026, OF_2026)
    with pytest.raises(RefusedError, match="离今年太远"):
        enter_holidays(desk, 2077, OF_2027)


def test_terms_follow_the_year_that_was_entered_and_go_back_with_it(desk):
    set_parameter(desk, NewParameter("filing_days", "5", "本省办法"))
    set_parameter(desk, NewParameter("reply_days", "5", "县规定"))
    record = add(desk)
    add_step(desk, record, NewStep(StepKind.CLOSED, date(2027, 2, 4)))
    given = {"nature": "互动测试", "asked": "2027-02-04", "content": "怎么办？"}
    add_message(desk, record, given)

    def due():
        (waiting,), (message,) = unfiled(desk), list_messages(desk)
        return str(waiting.due.due.day), str(message.due), bool(waiting.due.due.remark)

    assert due() == ("2027-02-11", "2027-02-11", True)
    enter_holidays(desk, 2027, OF_2027)
    assert due() == ("2027-02-17", "2027-02-17", False)
    remove_holidays(desk, 2027)
    assert due() == ("2027-02-11", "2027-02-11", True)
    with pytest.raises(RefusedError, match="没有登记过"):
        remove_holidays(desk, 2027)


def test_a_year_that_the_county_enters_goes_down_and_counts_there(desk, tmp_path):
    enter_holidays(desk, 2027, OF_2027)
    with desk_of(tmp_path / "镇", TOWN, day="2027-02-16") as town:
        take_in(town, [export(desk, tmp_path / "下发.gmpack", Order(full=True)).path])
        assert calendar(town).years == calendar(desk).years
        assert not entered_years(town)[2027].own
        with pytest.raises(RefusedError, match="上级下发的，只能由上级撤销"):
            remove_holidays(town, 2027)
        remove_holidays(desk, 2027)
        take_in(town, [export(desk, tmp_path / "再下发.gmpack", Order(full=True)).path])
        assert calendar(town).years == {}


def test_what_the_own_office_entered_stands_over_what_came_down_and_goes_no_further_up(
    desk, tmp_path
):
    enter_holidays(desk, 2027, OF_2027)
    with desk_of(tmp_path / "镇", TOWN, day="2027-02-16") as town:
        enter_holidays(town, 2027, "1月1日放假，共1天。")
        take_in(town, [export(desk, tmp_path / "下发.gmpack", Order(full=True)).path])
        assert (entered_years(town)[2027].own, len(calendar(town).years[2027].off)) == (True, 1)
        take_in(desk, [export(town, tmp_path / "上报.gmpack", Order(full=True)).path])
        assert len(calendar(desk).years[2027].off) == 17
        remove_holidays(town, 2027)
        assert calendar(town).years == calendar(desk).years


@pytest.mark.parametrize(
    "values",
    [
        {"name": "holidays:2027", "value": "放假 2026-01-01；上班"},
        {"name": "holidays:2027", "value": "放假 2027-13-01；上班"},
        {"name": "holidays:2027", "value": "放假 2027-01-01；上班 2027-01-01"},
        {"name": "holidays:2027", "value": None},
        {"name": "holidays:2026", "value": "放假 2026-03-03；上班"},
        {"name": "holidays:x", "value": "放假；上班"},
    ],
)
def test_what_no_notice_says_holds_nowhere(desk, values):
    edit = Edit(new_id(), "parameter", {**values, "office": desk.office, "basis": "x"})
    desk.record([edit])
    assert calendar(desk).years == {}


DAYS = st.frozensets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=20)


@given(DAYS, DAYS)
def test_an_arrangement_is_read_as_it_was_written(off, worked):
    arrangement = Arrangement(off, worked - off)
    assert arrangement_of(as_text(arrangement), 2027) == arrangement
