"""报送情况: offices by quarter, decided on with a key, entered from paper, reminded by a paste."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from govmedia_desktop.domain.board import Way, covers_as_value
from govmedia_desktop.domain.identifiers import review_id
from govmedia_desktop.store import chains
from govmedia_desktop.store.acknowledged import Held, Sender, acknowledge
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange import reviews
from govmedia_desktop.usecases.exchange.orders import Order, to_send
from govmedia_desktop.usecases.exchange.reviews import Noted
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.oversight.today import today
from govmedia_desktop.usecases.periods.board import board, in_hand, own_standing
from govmedia_desktop.usecases.periods.periods import current_period, period_list
from tests.data.county import owner_name, reported_file
from ui.pages.exchange import ExchangePage
from ui.pages.workbench import WorkbenchPage
from ui.pages.workbench.duties import Deed, duties
from ui.theme import State

TOWN = owner_name("柳溪镇")


@pytest.fixture
def session(session_at):
    return session_at()


@pytest.fixture
def page(qtbot, session):
    made = ExchangePage(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.show_tab(made.board)
    return made


@pytest.fixture
def panel(page):
    return page.board


@pytest.fixture
def period(session):
    return current_period(session.desk)


def note(session, period, town="柳溪镇", noted=None):
    return reviews.note_report(
        session.desk, period, owner_name(town), noted or Noted(Way.PAPER, 4, 1)
    )


def choose(panel, name=TOWN):
    rows = panel.table.rows
    names = [rows.row_at(place).office.name for place in range(rows.rowCount())]
    panel.table.selectRow(names.index(name))


def state(session, period, name=TOWN):
    return next(r.standing for r in board(session.desk, period) if r.office.name == name).words


def cells(panel, name=TOWN):
    choose(panel, name)
    row = panel._chosen()
    return [column.text(row) for column in panel.table.rows.columns]


def test_offices_are_listed_with_state_way_and_numbers(panel, session, period):
    assert cells(panel)[:2] == [TOWN, "未报送"]
    note(session, period)
    panel.load()
    told = cells(panel)
    assert told[:4] == [TOWN, "已报送，待接收", "纸质", "第 1 次"]
    assert told[5] == "3/4"
    assert panel.count.text() == "共 8 个单位，未报送 7 个，已报送 1 个"
    assert panel.source.text().endswith("1 个待接收，7 个未报送，未计入。")


@pytest.fixture
def _waiting(session, period):
    """A report of 青山街道 that is there before the page opens."""
    note(session, period, "青山街道")


@pytest.mark.usefixtures("_waiting")
def test_what_waits_is_chosen_first_and_accepted_with_one_key(qtbot, panel, session, heard):
    period, said = current_period(session.desk), heard(session)
    with qtbot.waitActive(panel.window()):
        panel.window().activateWindow()
    assert panel._chosen().office.name == owner_name("青山街道")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert state(session, period, owner_name("青山街道")) == "已接收"
    assert not panel.accept.isEnabled()
    assert not panel.send_back.isEnabled()
    assert "自查无问题 75.0%（3/4 个账号）" in panel.source.text()
    assert said[-1].button == "撤销"
    said[-1].pressed()
    assert state(session, period, owner_name("青山街道")) == "已报送（纸质）"
    assert panel.accept.isEnabled()


def test_sending_back_asks_for_the_reason_in_place(qtbot, panel, session, period):
    note(session, period)
    panel.load()
    choose(panel)
    panel.send_back.trigger()
    assert panel.asked.isVisible()
    assert panel.reason.title.text() == TOWN
    panel.reason.first.setText("漏报一个账号")
    qtbot.keyClick(panel.reason.first, Qt.Key.Key_Return)
    assert state(session, period) == "退回修改：漏报一个账号"
    assert not panel.asked.isVisible()
    assert cells(panel)[-1] == "漏报一个账号"


def test_leaving_the_question_changes_nothing(panel, session, period):
    note(session, period)
    panel.load()
    choose(panel)
    panel.send_back.trigger()
    panel.reason.cancel.trigger()
    assert not panel.asked.isVisible()
    assert state(session, period) == "已报送（纸质）"


def test_paper_is_entered_with_its_numbers_and_can_be_taken_back(panel, session, period, heard):
    said = heard(session)
    choose(panel)
    panel.note.trigger()
    panel.noted.checked.setText("5")
    panel.noted.problems.setText("2")
    panel.noted.save.trigger()
    assert state(session, period) == "已报送（纸质）"
    assert cells(panel)[5] == "3/5"
    said[-1].pressed()
    assert state(session, period) == "未报送"


def test_excel_without_numbers_counts_as_reported(panel, session, period):
    choose(panel)
    panel.note.trigger()
    panel.noted.first.setCurrentText("电子表格")
    panel.noted.save.trigger()
    assert state(session, period) == "已报送（电子表格）"
    assert cells(panel)[5] == ""


def test_entering_again_after_acceptance_asks_why(panel, session, period):
    reviews.accept(session.desk, period, [note(session, period)])
    panel.load()
    choose(panel)
    panel.note.trigger()
    assert panel.noted.remark_label.text() == "更正原因"
    panel.noted.remark.setText("复查后改正")
    panel.noted.save.trigger()
    assert state(session, period) == "更正"
    assert panel.accept.isEnabled()


def test_reminders_are_copied_for_one_and_for_all(panel, session, period):
    note(session, period)
    panel.load()
    choose(panel)
    assert not panel.remind.isEnabled()
    choose(panel, owner_name("石桥镇"))
    panel.remind.trigger()
    assert QGuiApplication.clipboard().text().startswith(f"【练习】{owner_name('石桥镇')}：")
    panel.remind_all.trigger()
    text = QGuiApplication.clipboard().text()
    assert owner_name("南湖镇") in text
    assert TOWN not in text


def take_in_file(page, path):
    page.take_in([path])
    page.receiving.previewing.confirm.trigger()


def test_what_came_after_acceptance_is_named_below_the_table(
    page, panel, session, period, tmp_path
):
    files = reported_file(tmp_path / "镇")
    take_in_file(page, next(files))
    newest = next(r for r in board(session.desk, period) if r.office.name == TOWN).standing.newest
    reviews.accept(session.desk, period, [newest.id])
    take_in_file(page, next(files))
    page.show_tab(panel)
    panel.load()
    assert cells(panel)[1] == "待更正 1 条"
    assert panel.later.text().startswith(
        "接收以后又有变化，还没有计入：示例柳溪镇文旅（2026-11-21）"
    )
    choose(panel, owner_name("石桥镇"))
    assert panel.later.isHidden()


def test_another_quarter_has_its_own_board(panel, session, period):
    note(session, period)
    panel.load()
    panel.choose("2026Q3")
    assert cells(panel)[1] == "未报送"
    panel.choose("2026Q4")
    assert cells(panel)[1] == "已报送，待接收"


def test_without_offices_below_the_page_says_what_it_is_for(qtbot, session_at):
    made = ExchangePage(session_at(accounts=0))
    qtbot.addWidget(made)
    made.show()
    made.show_tab(made.board)
    assert made.board.empty.isVisible()
    assert not made.board.sheet.isVisible()
    sent = []
    made.board._session.wanted.connect(lambda title, errand: sent.append((title, errand)))
    made.board.fetch.trigger()
    title, errand = sent[0]
    errand(made)
    assert (title, made.tabs.currentIndex()) == ("上报与接收", 1)


# 上报


def test_a_zero_report_goes_up_as_one(page, session, period, tmp_path, file_at):
    file_at(tmp_path / "上报.gmpack")
    page.sending.zero.setChecked(True)
    page.sending.write.trigger()
    assert in_hand(session.desk, period).own.newest.way is Way.ZERO


def test_a_quarter_can_be_reported_though_the_office_above_has_everything(page, session):
    desk, sending = session.desk, page.sending
    held = {replica: Held(end) for replica, end in chains.reach(desk.db).items()}
    acknowledge(desk.db, Sender("0" * 16, own_office(desk).parent, 1), held)
    sending.load()
    assert "没有新的内容，只报送这个季度的情况" in sending.contents.text()
    assert sending.write.isEnabled()
    sending.recipient.setCurrentIndex(1)
    order = Order(sending.recipient.currentData())
    assert sending.write.isEnabled() == bool(to_send(desk, order).revisions)
    assert not sending.zero.isEnabled()


def test_after_acceptance_going_up_again_asks_for_the_reason(
    page, session, period, tmp_path, file_at
):
    report = reviews.submit(session.desk, period)
    assert page.sending.why.isHidden()
    decided_above(session.desk, report, "已接收")
    page.sending.load()
    assert not page.sending.why.isHidden()
    assert page.sending.decided.words.text().startswith("第1次报送已接收")


def test_what_was_sent_back_stands_above_the_button(page, session, period):
    report = reviews.submit(session.desk, period)
    decided_above(session.desk, report, "退回修改", "漏报一个账号")
    page.sending.load()
    text = page.sending.decided.words.text()
    assert text == "第1次报送退回修改：漏报一个账号。改好后重新生成上报文件，就是再报一次。"


def decided_above(desk, report, decision, reason=""):
    """Write what the office above decided, as its file would bring it."""
    covers = own_standing(desk, current_period(desk)).newest.covers
    values = {"report": report, "decision": decision, "reason": reason}
    values["covers"] = covers_as_value(covers)
    desk.record([Edit(review_id(report), "review", values)])


# 工作台


def test_the_workbench_leads_to_reports_that_wait(qtbot, session, period):
    note(session, period)
    (first, *_) = duties(today(session.desk), period_list(session.desk, period))
    assert (first.deed, first.about) == (Deed.ACCEPT, "2026Q4")
    assert first.text == "1 个单位2026年第四季度的报送等您接收"
    made = WorkbenchPage(session)
    qtbot.addWidget(made)
    made.show()
    sent = []
    session.wanted.connect(lambda title, errand: sent.append((title, errand)))
    made.board.list.buttons[0].click()
    title, errand = sent[0]
    page = ExchangePage(session)
    qtbot.addWidget(page)
    page.show()
    errand(page)
    assert (title, page.tabs.currentIndex()) == ("上报与接收", 2)
    assert page.board._chosen().office.name == TOWN


def test_the_workbench_says_what_was_sent_back_to_us_and_why(session, period):
    report = reviews.submit(session.desk, period)
    decided_above(session.desk, report, "退回修改", "漏报一个账号")
    (first, *_) = duties(today(session.desk), period_list(session.desk, period))
    assert (first.state, first.deed) == (State.FAILED, Deed.REPORT)
    assert first.why == "原因：漏报一个账号"
