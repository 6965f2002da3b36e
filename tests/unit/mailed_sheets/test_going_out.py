"""检查表格 that go out to an office without the program."""

from datetime import date, datetime

import pytest

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.mailed.sheets import (
    offices_with_accounts,
    send_out_all,
    sending_to,
)
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.periods import (
    current_period,
    reference_date,
)
from govmedia_desktop.usecases.register.accounts import (
    change_account,
    find_account,
)
from tests.data.mailed import JUDGED, Clerk
from tests.unit.desks import add
from tests.unit.mailed_sheets.conftest import NAMES, TOWN, sent

# out


def test_a_sheet_has_the_offices_accounts_and_nobody_elses(desk, tmp_path):
    add(desk, "示例教育", owner="示例县教育局")
    add(desk, "示例镇旧号", owner=TOWN, status="已注销")
    assert set(Clerk(sent(desk, tmp_path / "a.xlsx")).rows) == set(NAMES)


def test_an_office_answers_for_the_offices_below_it_but_the_own_one_only_for_itself(desk, tmp_path):
    school = find_office(desk, TOWN)
    add(desk, "示例站", owner="示例镇文化站")
    add(desk, "示例县发布", owner="示例县人民政府办公室")
    station = find_office(desk, "示例镇文化站")
    desk.record([Edit(station.id, "office", {"parent": school.id})])
    assert set(Clerk(sent(desk, tmp_path / "a.xlsx")).rows) == {*NAMES, "示例站"}
    own = sent(desk, tmp_path / "b.xlsx", office="示例县人民政府办公室")
    assert set(Clerk(own).rows) == {"示例县发布"}
    counts = {office.name: n for office, n in offices_with_accounts(desk, current_period(desk))}
    assert counts == {TOWN: 4, "示例镇文化站": 1, "示例县人民政府办公室": 1}


def test_an_office_without_accounts_to_be_checked_gets_no_sheet(desk, tmp_path):
    for name in NAMES:
        change_account(desk, find_account(desk, name).account.id, {"status": "已关停"})
    with pytest.raises(RefusedError, match="没有要检查的账号"):
        sent(desk, tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_what_the_register_knows_is_filled_in_and_judgement_never_is(desk, tmp_path):
    clerk = Clerk(sent(desk, tmp_path / "a.xlsx"))
    assert clerk.cell("示例镇发布", "last_update").value.date() == date(2026, 11, 1)
    assert all(clerk.cell(name, item).value is None for name in NAMES for item in JUDGED)


def test_what_is_asked_of_one_account_only_is_closed_for_the_others(desk, tmp_path):
    add(desk, "示例镇办事", platform="app", owner=TOWN)
    clerk = Clerk(sent(desk, tmp_path / "a.xlsx"))
    closed = {n for n in clerk.rows if clerk.cell(n, "app_unusable").protection.locked}
    assert closed == set(NAMES)


def test_sending_out_fixes_the_reference_date_of_the_period(desk, tmp_path):
    sent(desk, tmp_path / "a.xlsx")
    desk.clock = lambda: datetime.fromisoformat("2026-12-05T10:00:00+08:00")
    assert reference_date(desk, current_period(desk)) == date(2026, 11, 21)


def test_a_day_outside_of_the_period_is_refused(desk, tmp_path):
    with pytest.raises(RefusedError, match="不在2026年第四季度以内"):
        sent(desk, tmp_path / "a.xlsx", day=date(2026, 9, 30))


def test_one_workbook_an_office_is_written_over_nothing_that_is_there(desk, tmp_path):
    add(desk, "示例教育", owner="示例县教育局")
    period = current_period(desk)
    offices = [office.id for office, _ in offices_with_accounts(desk, period)]
    sendings = [sending_to(desk, office, "basic", period) for office in offices]
    first = send_out_all(desk, sendings, tmp_path)
    again = send_out_all(desk, sendings, tmp_path)
    assert sorted(s.path.name for s in first) == [
        "示例县教育局_2026年第四季度_检查表格.xlsx",
        "示例镇人民政府_2026年第四季度_检查表格.xlsx",
    ]
    assert {s.path for s in first}.isdisjoint(s.path for s in again)
    assert all(s.path.exists() for s in (*first, *again))
