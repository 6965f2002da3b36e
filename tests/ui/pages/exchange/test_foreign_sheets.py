"""收别的表格: an office's own table, its columns corrected by hand, taken in only when told to."""

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QAbstractButton

from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.register.accounts import list_accounts
from ui.pages.exchange import ExchangePage
from ui.pages.exchange.foreign import NOT_USED
from ui.parts import dialogs
from ui.theme import State


@pytest.fixture
def session(session_at):
    made = session_at()
    take_up_shipped_forms(made.desk)
    return made


@pytest.fixture
def tab(qtbot, session):
    page = ExchangePage(session)
    qtbot.addWidget(page)
    page.show()
    page.show_tab(page.foreign)
    return page.foreign


@pytest.fixture
def table(session, tab, tmp_path, monkeypatch):
    """The sender's table, that is chosen in every dialog."""
    owner = tab.office.currentText()
    names = [a.account for a in list_accounts(session.desk) if a.owner_name == owner]
    book = Workbook()
    book.active.append(["账号名称", "平台", "看了几篇", "互动", "备注"])
    for account in names:
        book.active.append([account.name, account.platform.label, 8, "有", ""])
    path = tmp_path / "检查情况.xlsx"
    book.save(path)
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: path)
    return path


def choose(tab, title, label):
    """Choose an item for a column as a person does, by its words."""
    column = next(c for c, t in tab.found.titles.items() if t == title)
    box = tab.boxes[column]
    box.setCurrentIndex(box.findText(label))
    box.activated.emit(box.currentIndex())
    return box


def kept(session):
    return drafts.drafts(session.desk.db)


def test_before_a_file_is_chosen_there_is_nothing_to_take_in(tab):
    assert tab.about.isVisible()
    assert not tab.accept.isVisible()
    assert not tab.rows.isVisible()
    assert standing_out(tab) == ["选择文件"]


def standing_out(tab):
    buttons = tab.findChildren(QAbstractButton)
    return [b.text() for b in buttons if b.property("primary") and b.isVisible()]


def test_once_a_file_is_read_taking_it_in_stands_out_and_another_may_be_chosen(tab, table):
    tab.choose.trigger()
    assert standing_out(tab) == ["接收"]
    assert tab.other.isVisible()
    assert not tab.choose.isVisible()


def test_a_file_is_shown_with_its_columns_and_nothing_is_written(session, tab, table):
    tab.choose.trigger()
    chosen = {tab.found.titles[c]: box.currentText() for c, box in tab.boxes.items()}
    assert chosen["账号名称"] == "账号名称"
    assert chosen["备注"] == NOT_USED
    assert "按名字猜的，请核对" in tab.told.words.text()
    assert kept(session) == []


def test_a_corrected_column_counts_at_once_and_is_taken_in_when_told(session, tab, table, heard):
    tab.choose.trigger()
    rows = tab.rows.rows.rowCount()
    choose(tab, "互动", "有没有一种能用的互动方式？")
    said = heard(session)
    tab.accept.trigger()
    assert len(kept(session)) == rows > 0
    assert "“检查情况.xlsx”已接收" in said[-1].text
    assert said[-1].button == "去登记"
    wanted = []
    session.wanted.connect(lambda title, errand: wanted.append((title, errand)))
    said[-1].pressed()
    ((title, errand),) = wanted
    errand(page := tab.window())
    assert title == "上报与接收"
    assert page.board.isVisible()
    assert said[-1].state is State.HINT
    answers = [drafts.answers(session.desk.db, draft.id) for draft in kept(session)]
    given = {a.value for found in answers for p, a in found.items() if p.endswith("/interaction")}
    assert given == {"yes"}


def test_the_same_table_is_read_as_it_was_corrected_the_last_time(tab, table):
    tab.choose.trigger()
    choose(tab, "互动", "有没有一种能用的互动方式？")
    tab.accept.trigger()
    tab.choose.trigger()
    assert "照这个单位上次的列对应" in tab.told.words.text()
    assert not tab.accept.isEnabled()  # it was taken in already


def test_an_item_moves_from_one_column_to_another(tab, table):
    tab.choose.trigger()
    choose(tab, "互动", "有没有一种能用的互动方式？")
    choose(tab, "备注", "有没有一种能用的互动方式？")
    chosen = {tab.found.titles[c]: box.currentText() for c, box in tab.boxes.items()}
    assert chosen["互动"] == NOT_USED


def test_without_a_column_for_the_name_nothing_can_be_taken_in(tab, table):
    tab.choose.trigger()
    choose(tab, "账号名称", NOT_USED)
    assert not tab.accept.isEnabled()
    assert "哪一列是账号名称" in tab.told.words.text()
    choose(tab, "账号名称", "账号名称")
    assert tab.accept.isEnabled()


def test_another_sender_reads_the_file_anew(tab, table):
    tab.choose.trigger()
    before = tab.found.sending.office.id
    tab.office.setCurrentIndex(1)
    tab.office.activated.emit(1)
    assert tab.found.sending.office.id != before
    assert not tab.accept.isEnabled()  # none of these accounts is its own
