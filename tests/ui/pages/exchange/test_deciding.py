"""Two values and two entries, decided side by side."""

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.usecases import desk as desks
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.exchange import incoming
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.register import twins
from govmedia_desktop.usecases.register.accounts import change_account, list_accounts
from tests.data.county import township_file
from tests.ui.pages.exchange.conftest import take_in
from ui.pages.register import RegisterPage
from ui.pages.workbench.board import Board


@pytest.fixture
def disputed(receiving, tmp_path):
    """Both offices changed the remark of one account."""
    desk = receiving._session.desk
    account = list_accounts(desk)[0].account
    export(desk, tmp_path / "下发.gmpack", Order(full=True))
    office = NewOffice("示例市人民政府办公室", Level.CITY, Category.GOVERNMENT)
    with desks.create(tmp_path / "市", office, "王五", practice=True):
        pass
    with desks.open_desk(tmp_path / "市", "王五") as city:
        incoming.take_in(city, [tmp_path / "下发.gmpack"])
        change_account(city, account.id, {"remark": "市里写的"})
        path = export(city, tmp_path / "市里.gmpack", Order(full=True)).path
    change_account(desk, account.id, {"remark": "县里写的"})
    receiving.take_in([path])
    receiving.previewing.confirm.trigger()
    return account.id


def remark(receiving, account):
    listed = list_accounts(receiving._session.desk)
    return next(a.account.remark for a in listed if a.account.id == account)


def test_a_dispute_shows_both_sides_and_chooses_nothing_by_itself(receiving, disputed):
    assert "两处填写不一致，请核定 1 处" in receiving.queues.disputes.words.text()
    receiving.queues.decide.trigger()
    assert receiving.currentIndex() == 2
    choice = receiving.disputes.choice
    assert [side.words.text() for side in choice.sides] == ["县里写的", "市里写的"]
    assert "王五" in choice.sides[1].who.text()
    assert choice.base.text() == "原来是：（空）"
    assert remark(receiving, disputed) == "县里写的"


def test_in_a_narrow_window_the_sides_stay_and_a_record_opens_at_enter(page, receiving, disputed):
    page.resize(640, 600)
    receiving.queues.decide.trigger()
    assert receiving.disputes.choice.isVisible()
    receiving.disputes.leave.trigger()
    records = receiving.previewing.records
    records.details.hide()
    records.opened.emit(records.row_at(0))
    assert not records.details.isHidden()


def test_pressing_a_side_decides_and_says_what_follows(receiving, disputed, heard):
    said = heard(receiving._session)
    receiving.queues.decide.trigger()
    receiving.disputes.choice.sides[1].take.trigger()
    assert remark(receiving, disputed) == "市里写的"
    assert "已核定为“市里写的”" in said[-1].text
    assert receiving.disputes.panel.model.total == 0
    receiving.disputes.leave.trigger()
    assert receiving.queues.isHidden()


def test_a_third_value_may_be_written(receiving, disputed):
    receiving.queues.decide.trigger()
    choice = receiving.disputes.choice
    choice.other.setText("两边商定的")
    choice.take_other.trigger()
    assert remark(receiving, disputed) == "两边商定的"


def test_the_workbench_leads_to_the_disputes(page, disputed):
    page.show_tab(page.sending)
    page.decide()
    assert page.receiving.isVisible()
    assert page.receiving.currentIndex() == 2


@pytest.fixture
def doubt(receiving, tmp_path):
    take_in(receiving, township_file(tmp_path / "镇", other_name=True))
    (card,) = receiving.doubts.cards
    return card


def count(receiving):
    return len(list_accounts(receiving._session.desk))


@pytest.fixture
def register(qtbot, receiving):
    """台账, where what differs is chosen; and the titles of the pages that were gone to."""
    page = RegisterPage(receiving._session)
    qtbot.addWidget(page)
    gone = []

    def go(title, errand):
        gone.append(title)
        if errand is not None:
            errand(page)

    receiving._session.wanted.connect(go)
    return page, gone


def test_what_may_be_one_account_stands_side_by_side_until_decided(receiving, doubt, register):
    assert receiving.doubts.title.text() == "待核对的账号 1 组"
    assert "1 组账号待核对" in receiving.results.lines[0].words.text()
    before = count(receiving)
    doubt.same.trigger()
    page, gone = register
    assert (count(receiving), gone) == (before, ["台账"])
    page.merging.panel.table.selectAll()
    page.merging.one.trigger()
    page.merging.confirm.trigger()
    assert (count(receiving), gone) == (before - 1, ["台账", "上报与接收"])
    assert page.currentWidget() is page.list
    assert receiving.doubts.isHidden()


def test_leaving_the_choice_decides_nothing_and_goes_back(receiving, doubt, register):
    doubt.same.trigger()
    page, gone = register
    page.merging.leave.trigger()
    assert gone == ["台账", "上报与接收"]
    assert receiving.doubts.title.text() == "待核对的账号 1 组"


def test_a_decision_can_be_turned_round_at_once(receiving, doubt, heard, register):
    said = heard(receiving._session)
    before = count(receiving)
    doubt.other.trigger()
    assert (count(receiving), twins.list_twins(receiving._session.desk)) == (before, [])
    said[-1].pressed()
    assert register[1] == ["台账"]


def test_the_first_pair_is_decided_by_a_key(qtbot, receiving, doubt):
    receiving.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(receiving, Qt.Key.Key_K, both)
    assert twins.list_twins(receiving._session.desk) == []
    assert receiving.doubts.isHidden()


def test_the_workbench_says_that_two_sides_differ_and_leads_to_the_decision(qtbot, page, disputed):
    session = page._session
    board = Board(session)
    qtbot.addWidget(board)
    board.show()
    went = []
    session.wanted.connect(lambda title, errand: went.append((title, errand)))
    (place,) = [n for n, b in enumerate(board.list.buttons) if b.text() == "去核定"]
    assert "两处填写不一致，请核定：1 处" in board.list.buttons[place].accessibleName()
    board.list.buttons[place].click()
    ((title, errand),) = went
    assert title == "上报与接收"
    errand(page)
    assert page.receiving.disputes.choice.isVisible()


def test_once_decided_the_workbench_asks_no_more(qtbot, page, receiving, disputed):
    board = Board(page._session)
    qtbot.addWidget(board)
    board.show()
    receiving.queues.decide.trigger()
    receiving.disputes.choice.sides[0].take.trigger()
    assert "去核定" not in [button.text() for button in board.list.buttons]
