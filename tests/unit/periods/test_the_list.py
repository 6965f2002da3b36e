"""The period's list, by which people work: who is checked, under way, paused or not asked for."""

from datetime import date

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.periods import (
    counted_with,
    period_list,
    set_reference_date,
)
from govmedia_desktop.usecases.periods.reports import (
    stamped_accounts,
)
from tests.unit.desks import add, desk_of, inspect
from tests.unit.exchanges import Q4
from tests.unit.periods.test_figures import FRESH, OWNERS, doubtful, on, pause


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def row_of(desk, name, period=Q4, natures=None):
    rows = {r.listed.account.name: r for r in period_list(desk, period, natures).everyone}
    return rows[name]


def test_a_row_tells_what_was_concluded_how_and_what_before(desk):
    add(desk, "示例发布")
    on(desk, "2026-09-20")
    inspect(desk, "示例发布", Nature.SAMPLE, interaction="no", last_update="2026-09-19")
    on(desk, "2026-11-21")
    fresh = row_of(desk, "示例发布")
    assert (fresh.conclusion, fresh.inspection, fresh.nature) == (None, None, "")
    assert (fresh.last_conclusion, fresh.last_nature) == ("不合格", "抽查")
    inspect(desk, "示例发布", **FRESH)
    done = row_of(desk, "示例发布")
    assert (done.conclusion, done.nature) == (Conclusion.PASSED, "季度检查")
    assert (done.reference_date, done.unconfirmed) == ("2026-11-21", False)
    assert (done.last_conclusion, done.last_nature) == ("不合格", "抽查")
    assert period_list(desk, Q4).done == 1


def test_a_paused_account_is_listed_apart_and_nobody_else_is(desk):
    add(desk, "示例发布")
    add(desk, "示例停更")
    pause(desk, "示例停更")
    add(desk, "示例关停", status="已关停")
    found = period_list(desk, Q4)
    assert [r.listed.account.name for r in found.rows] == ["示例发布"]
    assert [a.account.name for a in found.suspended] == ["示例停更"]


def test_a_self_check_stands_in_a_list_of_its_own(desk):
    add(desk, "示例发布")
    inspect(desk, "示例发布", Nature.SELF, interaction="no", **FRESH)
    assert row_of(desk, "示例发布").conclusion is None
    own = row_of(desk, "示例发布", natures=counted_with(Nature.SELF))
    assert own.conclusion is Conclusion.FAILED
    both = counted_with(Nature.SAMPLE)
    assert both == counted_with(Nature.QUARTERLY)
    assert set(both) == {Nature.QUARTERLY, Nature.SAMPLE}


def test_a_check_begun_under_another_nature_or_quarter_is_not_under_way_here(desk):
    add(desk, "示例发布")
    for nature, day in ((Nature.SELF, None), (Nature.QUARTERLY, date(2026, 9, 20))):
        answer_all(
            begin(desk, Occasion("示例发布", "national-2019", nature, day)), {"leak": "none"}
        )
    assert row_of(desk, "示例发布").conclusion is None
    begun = begin(desk, Occasion("示例发布", "national-2019"))
    answer_all(begun, {"leak": "none"})
    row = row_of(desk, "示例发布")
    assert (row.conclusion, row.draft) == (Conclusion.OPEN, begun.draft.id)
    assert row.inspection is None


def test_only_the_own_offices_checks_decide_its_list(desk):
    add(desk, "示例发布")
    inspect(desk, "示例发布", interaction="no", **FRESH)
    (row,) = desk.db.query("SELECT id FROM inspection")
    add(desk, "另一个", owner=OWNERS[0])
    other = find_office(desk, OWNERS[0]).id
    desk.record([Edit(row["id"], "inspection", {"office": other})])
    assert row_of(desk, "示例发布").conclusion is None


def test_what_goes_on_paper_says_of_each_account_how_it_stands(desk):
    doubtful(desk, "示例待核", owner=OWNERS[0])
    add(desk, "示例未查", owner=OWNERS[0])
    add(desk, "示例发布", owner=OWNERS[0])
    inspect(desk, "示例发布", **FRESH)
    rows = period_list(desk, Q4).rows
    told = {a.name: a for a in stamped_accounts(desk, Q4, rows)}
    assert {name: a.conclusion for name, a in told.items()} == {
        "示例待核": "不合格·待核实",
        "示例未查": "未检查",
        "示例发布": "合格",
    }
    assert {a.owner for a in told.values()} == {OWNERS[0]}
    assert told["示例待核"].problems == "内容不更新"
    assert told["示例发布"].last_update == "2026-11-20"


def test_moving_the_day_moves_the_checks_under_way_with_it(desk):
    add(desk, "示例发布")
    set_reference_date(desk, Q4, date(2026, 11, 20))
    begun = begin(desk, Occasion("示例发布", "national-2019", reference_date=date(2026, 11, 20)))
    answer_all(begun, {"leak": "none"})
    set_reference_date(desk, Q4, date(2026, 11, 19))
    assert period_list(desk, Q4).reference_date == date(2026, 11, 19)
    (draft,) = desk.db.query("SELECT reference_date FROM draft")
    assert draft["reference_date"] == "2026-11-19"
