"""Old periods keep old names: trends and reports of a past quarter, one series an office."""

from datetime import date

import pytest

from govmedia_desktop.domain.office_changes import OfficeChange, OfficeChangeKind
from govmedia_desktop.domain.periods import parse_quarter
from govmedia_desktop.domain.trends import Group
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.reports import problem_report
from govmedia_desktop.usecases.periods.trends import Question, trend
from govmedia_desktop.usecases.register.office_changes import change_office
from tests.unit.desks import NONE, add, desk_of
from ui.charts.series import lines_of

OLD, NEW = "示例县广电局", "示例县文广局"
LAST, NOW = date(2026, 9, 30), date(2026, 11, 21)


def check(desk, account, day):
    inspection = begin(desk, Occasion(account, "national-2019", reference_date=day))
    given = {**NONE, "interaction": "yes", "last_update": f"{day:%Y-%m}-01"}
    answer_all(inspection, given)
    inspection.finish()


def change(desk, kind, to, day=date(2026, 10, 8)):
    office = find_office(desk, OLD).id
    change_office(desk, OfficeChange(OfficeChangeKind(kind), office, day, "文", to))


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        take_up_shipped_forms(opened)
        account = add(opened, owner=OLD)
        add(opened, "文旅", owner="示例县文旅局")
        check(opened, account, LAST)
        opened.account = account
        yield opened


def test_a_renamed_office_is_one_line_that_ends_under_its_new_name(desk):
    change(desk, "更名", NEW)
    check(desk, desk.account, NOW)
    points = trend(desk, Question(Group.OFFICE))
    assert [(p.period_code, p.group) for p in points] == [("2026Q3", OLD), ("2026Q4", NEW)]
    (line,) = lines_of(points)
    assert (line.group, len(line.points)) == (NEW, 2)


def test_two_offices_of_one_name_are_two_lines(desk):
    renamed = Edit(find_office(desk, OLD).id, "office", {"name": "示例县文旅局"})
    desk.record([renamed])  # as another office's file may bring it
    check(desk, "文旅", NOW)
    check(desk, desk.account, NOW)
    assert len(lines_of(trend(desk, Question(Group.OFFICE)))) == 2


def test_the_problem_list_of_a_past_quarter_names_the_office_as_it_was_called(desk):
    change(desk, "更名", NEW)
    past, now = (problem_report(desk, parse_quarter(code)) for code in ("2026Q3", "2026Q4"))
    assert {problem.owner for problem in past.problems} == {OLD}
    assert OLD in [s.name for s in past.by_owner]
    assert NEW in [s.name for s in now.by_owner]


def test_after_a_merger_a_checked_account_stays_with_its_old_office_in_the_old_quarter(desk):
    change(desk, "合并", find_office(desk, "示例县文旅局").id)
    past, now = (problem_report(desk, parse_quarter(code)) for code in ("2026Q3", "2026Q4"))
    assert [(s.name, s.accounts) for s in past.by_owner] == [(OLD, 1), ("示例县文旅局", 1)]
    assert [(s.name, s.accounts) for s in now.by_owner] == [("示例县文旅局", 2)]


def test_a_name_that_changes_within_the_running_quarter_is_todays(desk):
    change(desk, "更名", NEW, day=date(2026, 11, 1))
    check(desk, desk.account, NOW)
    latest = trend(desk, Question(Group.OFFICE))[-1]
    assert (latest.period_code, latest.group) == ("2026Q4", NEW)
