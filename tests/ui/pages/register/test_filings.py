"""备案期限 in 台账核对: what is to be filed, its day, the words for the unit; one line of today."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.oversight.today import today
from govmedia_desktop.usecases.periods.periods import current_period, period_list
from govmedia_desktop.usecases.register.accounts import add_account
from govmedia_desktop.usecases.register.filings import unfiled
from govmedia_desktop.usecases.register.life import NewStep, add_step
from ui.pages.register import RegisterPage
from ui.pages.workbench.board import Board
from ui.pages.workbench.duties import Deed, duties

FILINGS = 6


def prepared(session):
    desk = session.desk
    record = add_account(desk, {"name": "示例发布", "platform": "wechat", "owner": "示例县应急局"})
    add_step(desk, record, NewStep(StepKind.CLOSED, date(2026, 11, 9)))
    add_step(desk, record, NewStep(StepKind.CHANGED, date(2026, 11, 20), changes={"name": "旧号"}))
    set_parameter(desk, NewParameter("filing_days", "5", "本省办法"))


@pytest.fixture
def page(qtbot, session):
    prepared(session)
    made = RegisterPage(session)
    qtbot.addWidget(made)
    made.show()
    made.show_filings()
    return made


@pytest.fixture
def panel(page):
    return page.review.filings


def cells(panel, *columns):
    model = panel.panel.model
    return [[model.index(r, c).data() for c in columns] for r in range(model.rowCount())]


def test_the_steps_are_listed_by_the_day_they_are_due(page, panel):
    assert page.review.tabs.currentIndex() == FILINGS
    assert page.review.tabs.tabText(FILINGS) == "备案期限 2"
    assert cells(panel, 0, 1, 4, 6) == [
        ["✗ 超期 5 天", "旧号", "关停", "2026-11-16"],
        ["○ 还剩 5 个工作日", "旧号", "变更账号名称（示例发布 → 旧号）", "2026-11-27"],
    ]


def test_a_filing_without_a_day_was_today_and_can_be_taken_back(qtbot, page, panel, heard):
    said = heard(page._session)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said[-1].text == "已登记：旧号的关停于2026-11-21备案。"
    assert page.review.tabs.tabText(FILINGS) == "备案期限 1"
    said[-1].pressed()
    assert page.review.tabs.tabText(FILINGS) == "备案期限 2"


@pytest.mark.parametrize(
    ("typed", "sentence"), [("11-40", "日期请写成"), ("2026-11-01", "备案日期2026-11-01要在")]
)
def test_a_wrong_day_is_refused_beside_the_field_and_stays(page, panel, typed, sentence):
    panel.day.setText(typed)
    panel.file.trigger()
    assert sentence in panel.fault.text()
    assert (panel.day.text(), len(unfiled(page._session.desk))) == (typed, 2)


def test_the_words_for_the_unit_are_copied(panel):
    panel.copy.trigger()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("示例县应急局：以下事项还没有备案")
    assert len(text.splitlines()) == 3


def test_where_nothing_waits_the_tab_says_what_to_do_first(qtbot, session):
    made = RegisterPage(session)
    qtbot.addWidget(made)
    made.show()
    made.show_filings()
    assert made.review.filings._stack.currentIndex() == 0
    assert not made.review.filings.file.isEnabled()


def test_today_says_in_one_line_what_is_to_be_filed_and_opens_the_tab(qtbot, session):
    prepared(session)
    desk = session.desk
    found = duties(today(desk), period_list(desk, current_period(desk)))
    (duty,) = [d for d in found if d.deed is Deed.FILE]
    assert duty.text == "2 个事项还没有备案，其中超期 1 个"
    assert duty.why == "旧号 关停、旧号 变更"
    gone = []
    session.go = lambda title, then: gone.append((title, then))
    board = Board(session)
    qtbot.addWidget(board)
    board._do(duty)
    page = RegisterPage(session)
    qtbot.addWidget(page)
    page.show()
    ((title, then),) = gone
    then(page)
    assert title == "台账"
    assert page.review.tabs.currentIndex() == FILINGS


def test_a_day_without_anything_to_file_says_nothing_of_it(session):
    desk = session.desk
    found = duties(today(desk), period_list(desk, current_period(desk)))
    assert not [d for d in found if d.deed is Deed.FILE]


def test_with_nothing_chosen_no_filing_is_noted(page, panel):
    panel.panel.table.clearSelection()
    panel.file.trigger()
    assert len(unfiled(page._session.desk)) == 2


def test_the_words_for_a_unit_are_of_what_is_chosen(panel):
    panel.panel.table.selectRow(1)
    assert "2026-11-27" in panel.until.text()
    panel.panel.table.selectRow(0)
    assert "2026-11-16" in panel.until.text()
