"""台账核对: findings with their reasons, days left with the words to paste, advice decided."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from govmedia_desktop.usecases.oversight.advice import account_advice
from govmedia_desktop.usecases.oversight.register_checks import register_findings
from govmedia_desktop.usecases.register.accounts import add_account
from ui.pages.register import RegisterPage


@pytest.fixture
def page(qtbot, session_at):
    session = session_at(accounts=6, quarters=1)
    for name, platform in (("示例司法", "wechat"), ("示例普法", "weibo")):
        add_account(session.desk, {"name": name, "platform": platform, "owner": "示例县司法局"})
    made = RegisterPage(session)
    qtbot.addWidget(made)
    made.show()
    made.list.review.trigger()
    return made


@pytest.fixture
def review(page):
    return page.review


@pytest.fixture
def desk(page):
    return page._session.desk


def choose(panel, text):
    """Choose the first row that shows this text."""
    model = panel.panel.model
    for row in range(model.rowCount()):
        told = [model.index(row, n).data() for n in range(model.columnCount())]
        if any(text in (cell or "") for cell in told):
            panel.panel.table.selectRow(row)
            return
    raise AssertionError(text)


def test_the_tabs_count_what_waits(review, desk):
    waiting = sum(t.dismissed is None for t in register_findings(desk))
    assert review.tabs.tabText(0) == f"发现的问题 {waiting}"
    assert review.tabs.tabText(1).startswith("更新倒计时")
    assert review.tabs.tabText(2) == "处置建议"


def test_a_key_turns_to_each_tab_and_escape_goes_back(qtbot, page):
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert page.review.countdown.isVisible()
    assert "只请核实，不算超期" in page.review.about.text()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.currentWidget() is page.list


def test_a_finding_says_why_and_on_which_clause(review):
    choose(review.findings, "示例司法")
    assert "示例县司法局的账号名称不一致" in review.findings.text.text()
    assert review.findings.basis.text() == "依据：国办发〔2018〕123号"


def test_no_problem_needs_a_reason_and_is_kept_until_taken_back(review, desk):
    panel = review.findings
    choose(panel, "示例司法")
    panel.no_problem.trigger()
    assert "请写明为什么不是问题" in panel.reason.refusal.text()
    panel.reason.line.setText("两号分工不同")
    panel.no_problem.trigger()
    told = [t for t in register_findings(desk) if t.dismissed]
    assert [t.dismissed for t in told] == ["两号分工不同"]
    choose(panel, "示例司法")
    assert panel.reason.text == "两号分工不同"
    assert not panel.no_problem.isVisible()
    panel.again.trigger()
    assert [t for t in register_findings(desk) if t.dismissed] == []


def test_the_account_of_a_finding_is_one_key_away(page):
    choose(page.review.findings, "示例司法")
    page.review.findings.look.trigger()
    assert page.currentWidget() is page.list
    assert page.list.panel.current().name in ("示例司法", "示例普法")


def test_the_words_for_a_unit_are_ready_to_paste(review):
    review.tabs.setCurrentIndex(1)
    panel = review.countdown
    choose(panel, "示例司法")
    panel.copy_one.trigger()
    words = QGuiApplication.clipboard().text()
    assert words.startswith("示例县司法局：截至11月21日")
    assert "最近更新日期不详，请核实后告知" in words
    panel.copy_all.trigger()
    assert words in QGuiApplication.clipboard().text()


def test_an_account_nobody_looked_up_is_never_called_overdue(review):
    review.tabs.setCurrentIndex(1)
    model = review.countdown.panel.model
    shown = {model.index(r, 1).data(): model.index(r, 0).data() for r in range(model.rowCount())}
    assert shown["示例司法"] == "○ 待核实"


def test_a_decision_is_recorded_with_its_reason_only(review, desk):
    review.tabs.setCurrentIndex(2)
    panel = review.advice
    choose(panel, "示例司法")
    panel.deeds["关停"].trigger()
    assert "理由或依据" in panel.reason.refusal.text()
    panel.reason.line.setText("单位撤并")
    panel.deeds["关停"].trigger()
    (decided,) = [a for a in account_advice(desk) if a.decision]
    assert (decided.listed.account.name, decided.decision.reason) == ("示例司法", "单位撤并")
    choose(panel, "示例司法")
    assert panel.decided.text() == "2026-11-21 已决定关停：单位撤并"


def test_an_empty_register_teaches_what_stands_here(qtbot, session_at):
    made = RegisterPage(session_at(accounts=0, quarters=0))
    qtbot.addWidget(made)
    made.show()
    made.setCurrentWidget(made.review)
    for panel in made.review.panels:
        assert panel._stack.currentIndex() == 0


def test_what_changes_elsewhere_is_read_again_when_the_page_is_shown(page, desk):
    page.review.left.emit()
    with page._session.writing("accounts"):
        add_account(desk, {"name": "示例★号", "platform": "douyin", "owner": "示例县档案馆"})
    page.list.review.trigger()
    choose(page.review.findings, "名称不规范")
    assert "★" in page.review.findings.text.text()


def test_details_that_have_no_room_are_one_key_away(qtbot, page):
    details = page.review.findings.panel.details
    page.resize(700, 600)
    assert details.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert details.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert details.isHidden()
