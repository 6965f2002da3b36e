"""检查计划 in the window: set in 报送情况, told in 检查, called for on 工作台."""

from datetime import timedelta

import pytest

from govmedia_desktop.domain.identifiers import plan_id
from govmedia_desktop.domain.plans import Plan, plan_as_values
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.default_form import form_in_use
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.oversight.today import today
from govmedia_desktop.usecases.periods.board import own_standing
from govmedia_desktop.usecases.periods.periods import current_period, period_list
from govmedia_desktop.usecases.periods.plans import NewPlan, own_plan, set_plan
from govmedia_desktop.usecases.register.accounts import list_accounts
from ui.pages.check import CheckPage
from ui.pages.exchange import ExchangePage
from ui.pages.exchange.planning import ALL, NAMED, SHARE
from ui.pages.workbench.duties import Deed, duties
from ui.theme import State


@pytest.fixture
def session(session_at):
    made = session_at(quarters=0)
    take_up_shipped_forms(made.desk)
    return made


@pytest.fixture
def panel(qtbot, session):
    page = ExchangePage(session)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.show_tab(page.board)
    return page.board


@pytest.fixture
def period(session):
    return current_period(session.desk)


@pytest.fixture
def listing(qtbot, session):
    page = CheckPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page.list


def from_above(session, **said):
    """Write a plan of the 主管单位, as its file would bring it."""
    desk, period = session.desk, current_period(session.desk)
    city = "01a20000-0000-7000-8000-000000000001"
    plan = Plan(plan_id(city, period.code), city, period, **said)
    own = own_office(desk).id
    desk.record([Edit(city, "office", {"name": "示例市人民政府办公室"})])
    desk.record([Edit(own, "office", {"parent": city})])
    desk.record([Edit(plan.id, "plan", plan_as_values(plan))])


def test_a_plan_is_set_by_keyboard_in_the_board(panel, session, period, heard):
    said = heard(session)
    panel.plan.trigger()
    form = panel.planning
    assert form.isVisible()
    assert not form.withdraw.isEnabled()
    form.first.setCurrentIndex(form.first.findData("basic"))
    form.day.setText(str(period.end))
    form.due.setText(str(period.end + timedelta(days=5)))
    form.scope.setCurrentText(SHARE)
    form.which.setText("25%")
    form.save.trigger()
    plan = own_plan(session.desk, period)
    assert (plan.form_id, plan.reference_date, plan.share) == ("basic", period.end, 25)
    assert not form.isVisible()
    assert "生成下发文件" in said[-1].text
    assert "检查计划（本单位）：用“政务新媒体日常检查”" in panel.source.text()
    assert f"{plan.deadline}前报送" in panel.source.text()


def test_what_stands_is_shown_to_be_changed_or_withdrawn(panel, session, period):
    name = list_accounts(session.desk)[0].account.name
    set_plan(session.desk, NewPlan(period, "basic", accounts=(name,), note="年底"))
    panel.plan.trigger()
    form = panel.planning
    shown = (form.first.currentData(), form.scope.currentText(), form.which.text())
    assert shown == ("basic", NAMED, name)
    assert form.remark.text() == "年底"
    form.scope.setCurrentText(ALL)
    assert not form.which.isVisible()
    form.save.trigger()
    assert own_plan(session.desk, period).accounts is None
    panel.plan.trigger()
    form.withdraw.trigger()
    assert own_plan(session.desk, period) is None


def test_the_share_that_stands_is_shown_with_its_unit_and_kept_as_it_is(panel, session, period):
    set_plan(session.desk, NewPlan(period, "basic", share=30))
    panel.plan.trigger()
    assert panel.planning.which.text() == "30%"
    panel.planning.save.trigger()
    assert own_plan(session.desk, period).share == 30


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        (lambda form: form.day.setText("下周"), "日期请写成"),
        (lambda form: (form.scope.setCurrentText(SHARE), form.which.setText("一些")), "百分之几"),
        (lambda form: form.scope.setCurrentText(NAMED), "账号名称"),
        (lambda form: (form.scope.setCurrentText(NAMED), form.which.setText("没有")), "没有名为"),
        (lambda form: form.day.setText("2001-01-01"), "以内"),
    ],
)
def test_what_is_wrong_is_said_under_the_fields_and_nothing_is_set(
    panel, session, period, fill, said
):
    panel.plan.trigger()
    fill(panel.planning)
    panel.planning.save.trigger()
    assert said in panel.planning.fault.text()
    assert panel.planning.isVisible()
    assert own_plan(session.desk, period) is None


def test_after_the_last_day_the_board_marks_who_is_late(panel, session, period):
    set_plan(session.desk, NewPlan(period, deadline=period.start))
    panel.load()
    row = panel.table.rows.row_at(0)
    state = next(c for c in panel.table.rows.columns if c.title == "状态")
    assert state.text(row) == "未报送，已过期限"
    assert state.state(row) is State.FAILED


def test_the_list_of_the_period_tells_the_plan_and_parts_the_accounts(listing, session, period):
    assert not listing.plan.isVisible()
    ids = [row.listed.account.id for row in period_list(session.desk, period).rows]
    with session.writing("plans"):
        from_above(session, accounts=frozenset(ids[:2]), form_id="basic", deadline=period.end)
    told = listing.plan.text()
    assert "检查计划（示例市人民政府办公室）" in told
    assert f"{period.end}前报送" in told
    assert f"另有{len(ids) - 2}个账号不在计划里，也可以查" in told
    rows = [listing.panel.model.row_at(n) for n in range(listing.panel.model.rowCount())]
    assert {row.id for row in rows[:2]} == set(ids[:2])
    assert {row.word for row in rows if not row.checked.planned} == {"计划外"}
    assert listing.done.text().endswith("/2")
    assert listing.form.currentData() == form_in_use(session.desk).id
    assert form_in_use(session.desk).form_id == "basic"


def test_the_next_account_is_one_that_the_plan_asks_for(listing, session, period):
    found = [row.listed.account.id for row in period_list(session.desk, period).rows]
    with session.writing("plans"):
        from_above(session, accounts=frozenset(found[-1:]))
    listing.panel.table.selectRow(3)
    assert listing.choose_following()
    assert listing.panel.current().id == found[-1]
    assert not listing.panel.model.row_at(3).waits


@pytest.mark.parametrize(
    ("days", "state"), [(15, None), (14, State.HINT), (0, State.HINT), (-1, State.FAILED)]
)
def test_the_workbench_calls_for_the_report_before_its_last_day(session, period, days, state):
    desk = session.desk
    from_above(session, deadline=desk.today() + timedelta(days=days))
    found = [d for d in duties(today(desk), period_list(desk, period)) if "前报送" in d.text]
    assert [d.state for d in found] == [state] * bool(state)
    assert all(d.deed is Deed.REPORT for d in found)
    assert all(("已过期限" in d.text) is (days < 0) for d in found)
    assert own_standing(desk, period).newest is None
