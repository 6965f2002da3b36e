"""The score beside the questions and in lists; 按新标准重算 beside the local parameters."""

from datetime import date

import pytest

from govmedia_desktop.domain.findings import Severity
from govmedia_desktop.domain.parameters import RULES
from govmedia_desktop.domain.wordings import Words
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.offices.parameters import (
    NewParameter,
    list_parameters,
    set_parameter,
)
from govmedia_desktop.usecases.periods.periods import current_period, period_list
from tests.unit.desks import NONE, add, desk_of
from tests.unit.forms.test_further_shipped_forms import COUNTY, filled, local
from ui.forms.conclusion import ConclusionPanel, standing
from ui.forms.filling_page import told
from ui.forms.sheet import clause
from ui.pages.register.checks import Checks
from ui.pages.settings import SettingsPage
from ui.session import Session
from ui.tables import reassessed_rows
from ui.tables.period_rows import Row
from ui.tasks import InlinePool, Tasks
from ui.theme import State


@pytest.fixture
def session(tmp_path, qapp):
    with desk_of(tmp_path / "县") as desk:
        yield Session(desk, Tasks(InlinePool()), office="示例县人民政府办公室")


@pytest.fixture
def settings(qtbot, session, tmp_path):
    pages = []

    def opened():
        pages.append(SettingsPage(session, tmp_path / "settings.json"))
        qtbot.addWidget(pages[-1])
        pages[-1].show()
        return pages[-1]

    return opened


def inspected(desk, name="示例发布", form="national-2019", day=None, **answers):
    inspection = begin(desk, Occasion(add(desk, name), form, reference_date=day))
    given = COUNTY if form == "county-score" else {**NONE, "interaction": "yes"}
    answer_all(inspection, {**given, **answers})
    return inspection.finish()


def panel(qtbot, run):
    made = ConclusionPanel()
    qtbot.addWidget(made)
    made.show()
    made.show_verdict(run.verdict())
    return made


def test_the_score_and_its_steps_stand_in_the_conclusion(qtbot):
    shown = panel(qtbot, filled("county-score", advertising="found"))
    assert shown.score.isVisible()
    assert shown.score.points.text() == "得分 95 分"
    assert "存在商业广告：扣5分" in shown.score.lines.text().splitlines()


def test_while_questions_are_open_the_score_is_one_so_far(qtbot):
    shown = panel(qtbot, filled("county-score", advertising="unchecked"))
    assert shown.score.points.text() == "目前 100 分"


def test_a_form_without_points_shows_no_score(qtbot):
    assert not panel(qtbot, filled("opening")).score.isVisible()


def test_a_veto_shows_no_score(qtbot):
    assert not panel(qtbot, filled("county-score", interaction="no")).score.isVisible()


def test_a_score_below_the_mark_shows_as_failed_and_bonus_is_told_as_no_problem():
    bad = {"typos": "40", "broken_links": "40", "advertising": "found", "within_duties": "no"}
    bad |= {"reprints_sourced": "no", "comments_open": "no", "reply_quality": "found"}
    bad |= {"name_regular": "no", "owner_marked": "no", "filed": "no", "reviewed": "no"}
    verdict = filled("county-score", **bad, bonus_joint="yes").verdict()
    assert standing(verdict, Words()) == (State.FAILED, "不合格")
    said = told("某账号", verdict, Words())
    assert said.startswith("“某账号”检查完成：不合格 · 得分 58 分")
    assert "联动答复" not in said


def test_the_line_below_a_question_names_the_local_rule_first():
    ten = [local("max_idle_days", 10)]
    item = next(i for i in filled("county-score", ten).items() if i.name == "last_update")
    said = clause(item)
    assert said.startswith("按地方规定执行：某县管理办法：最长不更新天数10天（国家规定14天）。")
    assert "待核对原文" in said


def test_lists_show_the_score_behind_the_verdict(qtbot, session):
    desk = session.desk
    inspected(desk, form="county-score", last_update="2026-11-20", advertising="found")
    (checked,) = period_list(desk, current_period(desk)).rows
    assert Row("x", checked).word == "合格 95分"
    checks = Checks(session)
    qtbot.addWidget(checks)
    checks.show_account(checked.listed)
    assert "扣5分 · 存在商业广告" in checks.findings.text()
    assert checks.findings.text().splitlines()[1] == "得分95分，不低于合格线60分"


def test_last_quarter_is_offered_first_and_reassessed(session, settings):
    inspected(session.desk, "甲", day=date(2026, 9, 30), last_update="2026-09-18")
    inspected(session.desk, "乙", last_update="2026-11-20")
    set_parameter(session.desk, NewParameter("max_idle_days", "10", "新办法", Severity.VETO))
    page = settings().reassessing
    assert page.spans.span.code == "2026Q3"
    page.start.trigger()
    assert page.summary.isVisibleTo(page)
    assert "合格变不合格1次" in page.summary.words.text()
    assert "原来的检查记录没有改动" in page.summary.words.text()
    row = page.model.row_at(0)
    assert [c.text(row) for c in reassessed_rows.COLUMNS][:5] == [
        "甲",
        "微信公众号",
        "2026-09-30",
        "合格",
        "不合格",
    ]
    assert reassessed_rows.changes(row) == "多出：单项否决 内容不更新（新办法）"


def test_where_nothing_differs_it_says_so_without_a_table(session, settings):
    inspected(session.desk, day=date(2026, 9, 30), last_update="2026-09-25")
    page = settings().reassessing
    page.start.trigger()
    assert "结果都不变" in page.summary.words.text()
    assert not page.table.isVisibleTo(page)


def test_reassessing_writes_nothing_and_can_be_done_again(session, settings):
    inspected(session.desk, day=date(2026, 9, 30), last_update="2026-09-25")
    before = list(session.desk.db.query("SELECT * FROM revision"))
    page = settings().reassessing
    page.start.trigger()
    assert page.start.isEnabled()
    assert list(session.desk.db.query("SELECT * FROM revision")) == before


def test_without_results_there_is_nothing_to_reassess(settings):
    assert not settings().reassessing.start.isEnabled()


def test_each_local_rule_tells_the_national_one_and_what_places_do(settings):
    page = settings().parameters
    told = {}
    for place in range(page.name.count()):
        page.name.setCurrentIndex(place)
        told[page.name.currentData()] = page.about.text()
    assert told.keys() == RULES.keys()
    assert told["max_idle_days"].startswith("国家规定14天。")
    assert told["posts_per_week"].startswith("没有国家统一规定。")


def test_a_limit_may_be_set_for_one_office_below(session, settings):
    add(session.desk, "示例镇之声", owner="示例镇人民政府")
    page = settings().parameters
    page.office.setCurrentIndex(page.office.findText("示例镇人民政府"))
    page.value.setText("7")
    page.basis.setText("示例县办法")
    page.put.trigger()
    (parameter,) = list_parameters(session.desk)
    assert page._names[parameter.office] == "示例镇人民政府"
