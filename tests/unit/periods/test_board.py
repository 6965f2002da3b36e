"""Reporting, entering for others, accepting and sending back, with their locks."""

import pytest

from govmedia_desktop.domain.board import Way
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.errors import CannotWriteError, RefusedError
from govmedia_desktop.store.intakes import ledger
from govmedia_desktop.store.withdrawals import withdraw
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.exchange import reviews
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.reporting import Declared, report_up
from govmedia_desktop.usecases.exchange.reviews import Noted
from govmedia_desktop.usecases.inspections.inspections import Nature
from govmedia_desktop.usecases.periods.board import (
    board,
    in_hand,
    own_standing,
    pending_of,
    reminder,
    reports_in_hand,
    where_from,
)
from govmedia_desktop.usecases.periods.periods import current_period
from govmedia_desktop.usecases.periods.reports import problem_report
from tests.unit.desks import COUNTY, TOWN, add, desk_of, inspect

NAME = TOWN.name
PASSED = {"last_update": "2026-11-20"}


@pytest.fixture
def town(tmp_path):
    with desk_of(tmp_path / "镇", TOWN) as desk:
        add(desk, "示例镇发布", owner=NAME)
        inspect(desk, "示例镇发布", Nature.SELF, **PASSED)
        yield desk


@pytest.fixture
def county(tmp_path):
    with desk_of(tmp_path / "县", COUNTY) as desk:
        yield desk


@pytest.fixture
def period(county):
    return current_period(county)


def reported(town, county, period, folder, **how):
    path = folder / f"{len(list(folder.iterdir()))}.gmpack"
    made = report_up(town, Order(period=period), path, None, Declared(**how))
    take_in(county, [made.exported.path])
    return only(county, period)


def only(county, period):
    (row,) = [row for row in board(county, period) if row.office.name == NAME]
    return row


def accept(county, period):
    reviews.accept(county, period, [only(county, period).standing.newest.id])


def test_the_file_that_goes_up_is_a_report(town, county, period, tmp_path):
    row = reported(town, county, period, tmp_path)
    newest = row.standing.newest
    assert (row.standing.state, newest.way, newest.sequence) == ("已报送", Way.FILE, 1)
    assert newest.covers.own.checked == 1
    assert own_standing(town, period).state == "已报送"


def test_with_nothing_changed_the_report_says_so(town, county, period, tmp_path):
    assert reported(town, county, period, tmp_path, zero=True).standing.newest.way is Way.ZERO


def test_a_file_for_an_office_below_reports_nothing(town, county, period, tmp_path):
    reported(town, county, period, tmp_path)
    report_up(county, Order(NAME, period=period), tmp_path / "下发.gmpack")
    assert own_standing(county, period).state == "未报送"


def test_where_the_file_cannot_be_written_nothing_counts_as_reported(town, period, tmp_path):
    (tmp_path / "挡").write_text("")
    with pytest.raises(CannotWriteError):
        report_up(town, Order(period=period), tmp_path / "挡" / "上报.gmpack")
    assert own_standing(town, period).state == "未报送"
    report_up(town, Order(period=period), tmp_path / "上报.gmpack")
    assert own_standing(town, period).newest.sequence == 1


def test_what_is_accepted_can_neither_be_accepted_again_nor_sent_back(
    town, county, period, tmp_path
):
    row = reported(town, county, period, tmp_path)
    accept(county, period)
    report = row.standing.newest.id
    for act in (
        lambda: reviews.accept(county, period, [report]),
        lambda: reviews.send_back(county, period, report, "再看看"),
    ):
        with pytest.raises(RefusedError, match="已经接收"):
            act()
    assert only(county, period).standing.state == "已接收"


def test_only_the_newest_report_can_be_decided_on(town, county, period, tmp_path):
    first = reported(town, county, period, tmp_path).standing.newest.id
    reported(town, county, period, tmp_path)
    with pytest.raises(RefusedError, match="后来又报送了一次"):
        reviews.accept(county, period, [first])
    assert only(county, period).standing.newest.sequence == 2


def test_sending_back_needs_a_reason_and_may_turn_into_accepting(town, county, period, tmp_path):
    report = reported(town, county, period, tmp_path).standing.newest.id
    with pytest.raises(RefusedError, match="写明原因"):
        reviews.send_back(county, period, report, " ")
    reviews.send_back(county, period, report, "漏报一个账号")
    assert only(county, period).standing.words == "退回修改：漏报一个账号"
    reviews.accept(county, period, [report])
    assert only(county, period).standing.words == "已接收"


def test_a_decision_is_taken_back_until_a_file_carries_it(town, county, period, tmp_path):
    report = reported(town, county, period, tmp_path).standing.newest.id
    reviews.accept(county, period, [report])
    reviews.take_back(county, report)
    assert only(county, period).standing.state == "已报送"
    reviews.accept(county, period, [report])
    export(county, tmp_path / "下发.gmpack", Order(NAME))
    with pytest.raises(RefusedError, match="不能撤销"):
        reviews.take_back(county, report)
    assert only(county, period).standing.state == "已接收"


def test_one_refused_report_keeps_all_of_them_from_being_accepted(town, county, period, tmp_path):
    report = reported(town, county, period, tmp_path).standing.newest.id
    with pytest.raises(RefusedError, match="没有这次报送"):
        reviews.accept(county, period, [report, "没有"])
    assert only(county, period).standing.state == "已报送"


def test_a_township_does_not_decide_on_its_own_report(town, period):
    report = reviews.submit(town, period)
    with pytest.raises(RefusedError, match="不直接向本单位报送"):
        reviews.accept(town, period, [report])


def test_taking_in_a_file_cannot_be_undone_once_its_report_is_accepted(
    town, county, period, tmp_path
):
    reported(town, county, period, tmp_path)
    accept(county, period)
    with pytest.raises(RefusedError, match="不能撤回"):
        withdraw(county.db, ledger(county.db)[0].id)
    assert only(county, period).standing.state == "已接收"


def test_paper_is_entered_with_or_without_its_numbers(town, county, period, tmp_path):
    take_in(county, [export(town, tmp_path / "1.gmpack").path])
    reviews.note_report(county, period, NAME, Noted(Way.PAPER, 5, 1))
    assert only(county, period).standing.newest.covers.own.unqualified == 1
    reviews.note_report(county, period, NAME, Noted(Way.SHEET))
    newest = only(county, period).standing.newest
    assert (newest.way, newest.sequence) == (Way.SHEET, 2)
    assert newest.covers.own.checked == 1, "its inspections that came by file"


@pytest.mark.parametrize(
    "wrong",
    [
        (Noted(Way.FILE), "不用登记"),
        (Noted(Way.PAPER, 1, 2), "不能多于"),
        (Noted(Way.PAPER, 1, -1), "不能多于"),
    ],
)
def test_what_cannot_be_is_not_entered(town, county, period, tmp_path, wrong):
    noted, why = wrong
    take_in(county, [export(town, tmp_path / "1.gmpack").path])
    with pytest.raises(RefusedError, match=why):
        reviews.note_report(county, period, NAME, noted)
    assert only(county, period).standing.state == "未报送"


def test_paper_that_corrects_what_is_accepted_needs_its_reason(town, county, period, tmp_path):
    take_in(county, [export(town, tmp_path / "1.gmpack").path])
    reviews.note_report(county, period, NAME, Noted(Way.PAPER, 5, 1))
    accept(county, period)
    with pytest.raises(RefusedError, match="更正原因"):
        reviews.note_report(county, period, NAME, Noted(Way.PAPER, 5, 0))
    reviews.note_report(county, period, NAME, Noted(Way.PAPER, 5, 0, "复查无问题"))
    assert only(county, period).standing.state == "更正"
    assert where_from(county, period).figures.unqualified == 1


def test_later_inspections_are_listed_and_counted_once_the_correction_is_accepted(
    town, county, period, tmp_path
):
    reported(town, county, period, tmp_path)
    accept(county, period)
    take_in(town, [export(county, tmp_path / "下发.gmpack", Order(NAME)).path])
    inspect(town, "示例镇发布", Nature.SELF, interaction="no", **PASSED)
    take_in(county, [export(town, tmp_path / "又.gmpack").path])
    row = only(county, period)
    (later,) = pending_of(county, period, row.id)
    assert (later.account, later.now, later.counted) == ("示例镇发布", "发现问题", "")
    assert where_from(county, period).figures.unqualified == 0
    reported(town, county, period, tmp_path, note="复查")
    accept(county, period)
    assert pending_of(county, period, row.id) == []
    assert where_from(county, period).figures.unqualified == 1


def test_the_problem_list_of_an_accepted_quarter_keeps_what_was_accepted(tmp_path):
    city = NewOffice("示例市人民政府办公室", Level.CITY, Category.GOVERNMENT)
    below = NewOffice(COUNTY.name, Level.COUNTY, Category.GOVERNMENT, parent=city.name)
    with desk_of(tmp_path / "市", city) as above, desk_of(tmp_path / "县", below) as desk:
        period = current_period(desk)
        add(desk, "示例发布")
        inspect(desk, "示例发布", interaction="no", **PASSED)
        made = report_up(desk, Order(period=period), tmp_path / "上报.gmpack")
        take_in(above, [made.exported.path])
        (row,) = board(above, period)
        reviews.accept(above, period, [row.standing.newest.id])
        take_in(desk, [export(above, tmp_path / "下发.gmpack", Order(below.name)).path])
        inspect(desk, "示例发布", **PASSED)
        assert [p.account for p in problem_report(desk, period).problems] == ["示例发布"]
        report_up(
            desk, Order(period=period), tmp_path / "更正.gmpack", None, Declared(note="已改好")
        )
        take_in(above, [tmp_path / "更正.gmpack"])
        (row,) = board(above, period)
        reviews.accept(above, period, [row.standing.newest.id])
        take_in(desk, [export(above, tmp_path / "再下发.gmpack", Order(below.name)).path])
        assert problem_report(desk, period).problems == []


def test_what_has_to_be_acted_on_is_told_to_the_one_who_has_to(town, county, period, tmp_path):
    reported(town, county, period, tmp_path)
    assert in_hand(county, period).waiting == (NAME,)
    assert [found.period.code for found in reports_in_hand(county)] == ["2026Q3", "2026Q4"]
    reviews.send_back(county, period, only(county, period).standing.newest.id, "漏报")
    assert in_hand(county, period).waiting == ()
    take_in(town, [export(county, tmp_path / "下发.gmpack", Order(NAME)).path])
    assert in_hand(town, period).sent_back.reason == "漏报"


def test_a_reminder_names_sender_and_day_and_is_refused_where_nobody_is_late(
    town, county, period, tmp_path
):
    take_in(county, [export(town, tmp_path / "1.gmpack").path])
    text = reminder(county, period, NAME)
    assert text.startswith(f"{NAME}：")
    assert text.endswith(f"{COUNTY.name}\n2026-11-21")
    reviews.note_report(county, period, NAME, Noted(Way.PAPER))
    with pytest.raises(RefusedError, match="没有需要催报"):
        reminder(county, period)
