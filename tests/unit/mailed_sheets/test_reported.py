"""Whose sheets came back whole is noted as having reported by 电子表格, all in one go."""

import pytest

from govmedia_desktop.domain.board import Figures, ReportState, Way
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.reviews import accept, likely_way, newest_report, send_back
from govmedia_desktop.usecases.mailed.reported import note_sheets, take_back_notes, whole_sheets
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.board import Reports
from govmedia_desktop.usecases.periods.periods import current_period
from tests.data.mailed import fill_in
from tests.unit.desks import add
from tests.unit.mailed_sheets.conftest import TOWN, clerk_at, sent, take_in

OTHER = "示例乡人民政府"


@pytest.fixture
def filled(desk, tmp_path):
    def made(office=TOWN):
        return fill_in(sent(desk, tmp_path / f"{office}.xlsx", office=office))

    return made


def names(desk, returned):
    return [one.name for one in whole_sheets(desk, returned)]


def stands(desk, office=TOWN):
    return Reports(desk, current_period(desk)).standing(find_office(desk, office).id)


def test_offices_with_whole_sheets_are_noted_together_and_their_checks_are_counted(desk, filled):
    add(desk, "示例乡发布", owner=OTHER, last_update="2026-11-01")
    returned = take_in(desk, filled(OTHER), filled())
    assert names(desk, returned) == [OTHER, TOWN]
    note_sheets(desk, whole_sheets(desk, returned))
    for office, checked in ((TOWN, 3), (OTHER, 1)):
        newest = stands(desk, office).newest
        assert (newest.way, newest.covers.own) == (Way.SHEET, Figures(checked, 0))
        assert stands(desk, office).state is ReportState.SENT
    assert names(desk, returned) == []  # nobody is noted twice
    assert names(desk, take_in(desk, filled(OTHER))) == []


def test_what_is_open_is_no_report_until_it_came_mended(desk, filled):
    path = filled()
    with clerk_at(path) as clerk:
        clerk.fill("示例镇普法", leak=None)
    assert names(desk, take_in(desk, path)) == []
    with clerk_at(path) as clerk:
        clerk.fill("示例镇普法", leak="未发现")
    assert names(desk, take_in(desk, path)) == [TOWN]


def test_of_two_sheets_of_an_office_both_must_be_whole(desk, tmp_path, filled):
    other = sent(desk, tmp_path / "另一张.xlsx", form="basic")
    assert names(desk, take_in(desk, filled(), other)) == []


def test_whoever_was_sent_back_may_report_again_and_who_is_accepted_not(desk, filled):
    returned, period = take_in(desk, filled()), current_period(desk)
    note_sheets(desk, whole_sheets(desk, returned))
    send_back(desk, period, newest_report(desk, period, TOWN), "少一个账号")
    assert names(desk, returned) == [TOWN]
    note_sheets(desk, whole_sheets(desk, returned))
    accept(desk, period, [newest_report(desk, period, TOWN)])
    assert names(desk, returned) == []


def test_notes_are_taken_back_together_unless_a_file_tells_of_them(desk, tmp_path, filled):
    returned = take_in(desk, filled())
    take_back_notes(desk, note_sheets(desk, whole_sheets(desk, returned)))
    assert stands(desk).state is ReportState.MISSING
    made = note_sheets(desk, whole_sheets(desk, returned))
    export(desk, tmp_path / "下发.gmpack", Order(TOWN))
    with pytest.raises(RefusedError, match="已经写进发出的文件"):
        take_back_notes(desk, made)
    assert stands(desk).state is ReportState.SENT


def test_an_office_that_does_not_report_to_this_one_and_a_broken_file_are_passed_over(
    desk, tmp_path, filled
):
    (broken := tmp_path / "坏的.xlsx").write_bytes(b"PK" + bytes(60))
    village = "示例村民委员会"
    add(desk, "示例村发布", owner=village, last_update="2026-11-01")
    above = find_office(desk, TOWN).id
    desk.record([Edit(find_office(desk, village).id, "office", {"parent": above})])
    assert names(desk, take_in(desk, broken, filled(village))) == []


def test_the_way_that_is_offered_is_how_the_offices_checks_came(desk, filled):
    add(desk, "示例乡发布", owner=OTHER, last_update="2026-11-01")
    town, other = (find_office(desk, name).id for name in (TOWN, OTHER))
    period = current_period(desk)
    assert likely_way(desk, period, town) is Way.PAPER
    take_in(desk, filled())
    assert likely_way(desk, period, town) is Way.SHEET
    assert likely_way(desk, period, other) is Way.PAPER
