"""报送情况: what may be decided, what is said of it, and what nobody may decide unseen."""

from datetime import date

import pytest

from govmedia_desktop.domain.board import Way
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.exchange import reviews
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.ledger import withdraw_intake
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.reporting import (
    Declared,
    report_up,
)
from govmedia_desktop.usecases.exchange.reviews import Noted
from govmedia_desktop.usecases.periods.board import (
    after_acceptance,
    board,
    in_hand,
    own_standing,
    pending_of,
    reminder,
    reports_in_hand,
    where_from,
    where_rate_is_from,
)
from govmedia_desktop.usecases.periods.plans import (
    NewPlan,
    cancel_plan,
    list_plans,
    plan_in_force,
    plan_told,
    set_plan,
)
from tests.unit.desks import COUNTY, TOWN, add, inspect
from tests.unit.exchanges import Q3, Q4
from tests.unit.periods.test_figures import on

FRESH = {"last_update": "2026-11-20"}


@pytest.fixture
def sent(desks, post, shared):
    """The town's report of this quarter, taken in by the county; its id."""
    county, town = desks
    inspect(town, shared, Nature.SELF, **FRESH)
    reported(desks, post)
    return only(county).standing.newest.id


def reported(desks, post, **declared):
    county, town = desks
    path = post.folder / f"报{len(list(post.folder.glob('报*')))}.gmpack"
    made = report_up(town, Order(period=Q4), path, None, Declared(**declared))
    take_in(county, made.exported.paths)


def only(desk, period=Q4):
    (row,) = [row for row in board(desk, period) if row.office.name == TOWN.name]
    return row


class TestDeciding:
    """Accepting, sending back, and taking either back."""

    def test_what_has_not_come_whole_is_not_accepted(self, desks, post, shared, tmp_path):
        county, town = desks
        inspect(town, shared, Nature.SELF, **FRESH)
        first = post.write(town)
        taken = post.take(county, first)
        post.acknowledge(county, town)
        reported(desks, post)
        withdraw_intake(county, taken.intake)
        report = only(county).standing.newest.id
        with pytest.raises(RefusedError, match=r"还有 \d+ 条修改记录没有收到，不能接收"):
            reviews.accept(county, Q4, [report])
        assert only(county).standing.state == "已报送"
        post.take(county, first)
        reviews.accept(county, Q4, [report])
        assert only(county).standing.state == "已接收"

    def test_an_accepted_quarter_without_anything_new_is_not_reported_again(
        self, desks, post, sent
    ):
        county, town = desks
        reviews.accept(county, Q4, [sent])
        post.down(county, town)
        with pytest.raises(RefusedError, match="此后没有变化，不用再报"):
            report_up(town, Order(period=Q4, full=True), post.folder / "又.gmpack")
        assert own_standing(town, Q4).state == "已接收"
        assert not (post.folder / "又.gmpack").exists()

    def test_a_later_check_is_reported_as_a_correction_with_its_reason(
        self, desks, post, shared, sent
    ):
        county, town = desks
        reviews.accept(county, Q4, [sent])
        post.down(county, town)
        assert after_acceptance(town, date(2026, 11, 21)) == (
            "2026年第四季度的报送已经接收，这次检查列为待更正，报送更正并被接收后才计入。"
        )
        assert after_acceptance(town, date(2026, 9, 30)) == ""
        inspect(town, shared, Nature.SELF, interaction="no", **FRESH)
        assert own_standing(town, Q4).state == "待更正"
        with pytest.raises(RefusedError, match="再报就是更正，请写明更正原因"):
            report_up(town, Order(period=Q4), post.folder / "又.gmpack")
        reported(desks, post, note="补查")
        newest = only(county).standing.newest
        assert (newest.note, newest.covers.own.unqualified) == ("补查", 1)
        assert only(county).standing.state == "更正"

    def test_a_report_that_no_file_carried_yet_can_be_dropped_afterwards_not(
        self, desks, post, sent
    ):
        town = desks[1]
        made = reviews.submit(town, Q3)
        reviews.drop(town, made)
        assert own_standing(town, Q3).state == "未报送"
        with pytest.raises(RefusedError, match="已经写进发出的文件，不能撤销；再报一次即可"):
            reviews.drop(town, sent)
        assert own_standing(town, Q4).state == "已报送"

    @pytest.mark.parametrize("decision", ["accept", "send_back"])
    def test_a_report_somebody_decided_on_is_dropped_only_after_the_decision(
        self, desks, shared, decision
    ):
        county = desks[0]
        report = reviews.note_report(county, Q4, TOWN.name, Noted(Way.PAPER, 12, 3))
        if decision == "accept":
            reviews.accept(county, Q4, [report])
        else:
            reviews.send_back(county, Q4, report, "再看看")
        state = only(county).standing.state
        with pytest.raises(RefusedError, match="已经接收或退回，没有撤销；请先撤销那个决定"):
            reviews.drop(county, report)
        assert only(county).standing.state == state
        reviews.take_back(county, report)
        reviews.drop(county, report)
        assert only(county).standing.state == "未报送"

    def test_the_newest_report_of_an_office_is_found_by_its_name(self, desks, sent):
        county, _town = desks
        assert reviews.newest_report(county, Q4, TOWN.name) == sent
        with pytest.raises(RefusedError, match="还没有报送2026年第三季度的情况"):
            reviews.newest_report(county, Q3, TOWN.name)

    def test_sent_back_it_says_why_below_and_is_owed_again(self, desks, post, sent):
        county, town = desks
        reviews.send_back(county, Q4, sent, " 漏报一个账号 ")
        post.down(county, town)
        (told,) = [found for found in reports_in_hand(town) if found.period == Q4]
        assert told.sent_back.reason == "漏报一个账号"
        assert own_standing(town, Q4).state.is_owed
        assert "漏报一个账号" in reminder(county, Q4, TOWN.name)

    def test_paper_with_its_numbers_counts_in_the_figure_of_the_place(self, desks, post, shared):
        county = desks[0]
        reviews.note_report(county, Q4, TOWN.name, Noted(Way.PAPER, 12, 3, " 盖章件 "))
        newest = only(county).standing.newest
        assert (newest.way, newest.note) == (Way.PAPER, "盖章件")
        assert where_from(county, Q4).figures.checked == 0, "nothing is accepted yet"
        reviews.accept(county, Q4, [newest.id])
        figures = where_from(county, Q4).figures
        assert (figures.checked, figures.unqualified) == (12, 3)
        assert where_from(county, Q3).figures.checked == 0

    def test_all_problems_and_none_are_both_possible_on_paper(self, desks, post, shared):
        county, _town = desks
        for unqualified in (0, 12):
            reviews.note_report(county, Q4, TOWN.name, Noted(Way.PAPER, 12, unqualified))
            assert only(county).standing.newest.covers.own.unqualified == unqualified


class TestPending:
    """待更正: each inspection that the accepted figures do not read as it stands."""

    def test_what_was_deleted_since_is_told_with_what_was_counted(self, desks, post, shared, sent):
        county, town = desks
        reviews.accept(county, Q4, [sent])
        (inspection,) = [row["id"] for row in town.db.query("SELECT id FROM inspection")]
        town.delete([inspection], "误录")
        post.carry(town, county)
        (told,) = pending_of(county, Q4, only(county).id)
        assert (told.account, told.reference_date) == ("示例镇发布", "2026-11-21")
        assert (told.now, told.counted) == ("", "未发现问题")
        assert pending_of(county, Q3, only(county).id) == []

    def test_several_stand_by_day_and_name(self, desks, post, shared, sent):
        county, town = desks
        reviews.accept(county, Q4, [sent])
        other = add(town, "示例镇之声", owner=TOWN.name)
        for day, account, answer in (
            ("2026-11-25", shared, "no"),
            ("2026-11-23", other, "yes"),
            ("2026-11-23", shared, "yes"),
        ):
            on(town, day)
            inspect(town, account, Nature.SELF, interaction=answer, last_update="2026-11-20")
        post.carry(town, county)
        told = pending_of(county, Q4, only(county).id)
        assert [(p.reference_date, p.account, p.now, p.counted) for p in told] == [
            ("2026-11-23", "示例镇之声", "未发现问题", ""),
            ("2026-11-23", "示例镇发布", "未发现问题", ""),
            ("2026-11-25", "示例镇发布", "发现问题", ""),
        ]
        assert only(county).standing.pending == 3

    def test_the_rate_of_an_accepted_quarter_says_what_it_is_made_of(self, desks, post, sent):
        county, town = desks
        assert where_rate_is_from(town, Q4) == ""
        reviews.accept(county, Q4, [sent])
        post.down(county, town)
        assert "2026年第四季度" in where_rate_is_from(town, Q4)


class TestDeadlines:
    """The last day to report, as the 检查计划 tells it."""

    @pytest.fixture
    def due(self, desks, post, shared):
        county, town = desks
        set_plan(county, NewPlan(Q4, deadline=date(2026, 11, 21)))
        post.down(county, town)
        return county, town

    def test_on_the_last_day_itself_nobody_is_late(self, due):
        county, town = due
        assert (only(county).due, only(county).late) == (date(2026, 11, 21), False)
        assert reminder(county, Q4).count("报送期限：2026-11-21。") == 1
        assert in_hand(town, Q4).due == date(2026, 11, 21)

    def test_the_day_after_whoever_owes_is_late_and_told_so(self, due):
        county, _town = due
        on(county, "2026-11-22")
        assert only(county).late
        assert "报送期限：2026-11-21，已过期限。" in reminder(county, Q4, TOWN.name)

    def test_who_has_reported_is_not_late_and_has_no_day_left(self, due, desks, post, shared):
        county, town = due
        inspect(town, shared, Nature.SELF, **FRESH)
        reported(desks, post)
        on(county, "2026-11-22")
        assert not only(county).late
        assert in_hand(town, Q4).due is None
        with pytest.raises(RefusedError, match="没有需要催报的单位"):
            reminder(county, Q4, TOWN.name)


class TestPlans:
    """What cannot be a plan is refused; several stand in the order people look for them."""

    @pytest.mark.parametrize(
        ("new", "why"),
        [
            (NewPlan(Q4, reference_date=date(2026, 9, 30)), "不在2026年第四季度以内"),
            (NewPlan(Q4, reference_date=date(2027, 1, 1)), "不在2026年第四季度以内"),
            (NewPlan(Q4, deadline=date(2026, 9, 30)), "早于周期开始"),
            (
                NewPlan(Q4, reference_date=date(2026, 12, 1), deadline=date(2026, 11, 30)),
                "早于监测时间点",
            ),
            (NewPlan(Q4, share=0), "抽查比例要在1到100之间"),
            (NewPlan(Q4, share=101), "抽查比例要在1到100之间"),
            (NewPlan(Q4, share=50, accounts=("示例镇发布",)), "抽查比例和指定账号只能选一样"),
            (NewPlan(Q4, accounts=("没有的号",)), "没有"),
            (NewPlan(Q4, "没有的表"), "没有"),
        ],
    )
    def test_it_is_refused_and_the_one_before_stays(self, desks, shared, new, why):
        county, _town = desks
        before = set_plan(county, NewPlan(Q4, note="原来的"))
        with pytest.raises(RefusedError, match=why):
            set_plan(county, new)
        assert plan_in_force(county, Q4) == before

    def test_first_and_last_day_of_the_period_and_the_ends_of_the_share_are_taken(
        self, desks, shared
    ):
        county, _town = desks
        for day in (Q4.start, Q4.end):
            assert set_plan(county, NewPlan(Q4, reference_date=day, deadline=day))
        assert set_plan(county, NewPlan(Q4, share=100)).accounts == {shared}
        assert set_plan(county, NewPlan(Q4, share=1)).accounts == {shared}, "one at least"

    def test_the_latest_period_comes_first_and_a_cancelled_plan_is_gone(self, desks, shared):
        county = desks[0]
        for period in (Q4, Q3):
            set_plan(county, NewPlan(period, note=" 用心查 "))
        assert [plan.period for plan in list_plans(county)] == [Q4, Q3]
        assert plan_told(county, list_plans(county)[0]).endswith("用心查")
        cancel_plan(county, Q4)
        assert [plan.period for plan in list_plans(county)] == [Q3]
        with pytest.raises(RefusedError, match="本单位没有2026年第四季度的检查计划"):
            cancel_plan(county, Q4)

    def test_a_form_that_is_not_here_is_told_by_its_number(self, desks, post, shared):
        county, town = desks
        set_plan(county, NewPlan(Q4, "basic"))
        post.down(county, town)
        plan = plan_in_force(town, Q4)
        assert "编号" not in plan_told(town, plan)
        (form,) = [r["id"] for r in town.db.query("SELECT id FROM form WHERE form_id = 'basic'")]
        town.delete([form], "试")
        assert f"编号{plan.form_id}的检查表" in plan_told(town, plan)

    def test_a_plan_of_above_is_not_the_own_offices_to_cancel(self, desks, post, shared):
        county, town = desks
        set_plan(county, NewPlan(Q4, note="县里定的"))
        post.down(county, town)
        with pytest.raises(RefusedError, match="上级的计划由上级取消"):
            cancel_plan(town, Q4)
        assert plan_in_force(town, Q4).note == "县里定的"
        assert plan_told(town, plan_in_force(town, Q4)).startswith(f"检查计划（{COUNTY.name}）")
