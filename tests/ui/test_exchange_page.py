"""上报与接收: the quarter's steps and the files that go up; files that come in, and doubts."""

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases import desk as desks
from govmedia_desktop.usecases import incoming, twins
from govmedia_desktop.usecases.accounts import change_account, delete_account, list_accounts
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.evidence import Offered, attach, keep
from govmedia_desktop.usecases.forms import take_up_shipped_forms
from govmedia_desktop.usecases.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.ledger import received_files
from govmedia_desktop.usecases.orders import Order
from govmedia_desktop.usecases.outgoing import export
from tests.data.county import county, township_file
from tests.data.pictures import png
from tests.unit.desks import NONE
from ui.pages.exchange import ExchangePage
from ui.remembered import remembered
from ui.session import Session
from ui.tasks import Tasks, one_thread
from ui.theme import State


@pytest.fixture
def page(qtbot, session_at):
    made = ExchangePage(session_at())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sending(page):
    return page.sending


@pytest.fixture
def receiving(page):
    page.show_tab(page.receiving)
    return page.receiving


def test_a_key_turns_to_each_tab(qtbot, page):
    assert page.sending.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert page.receiving.isVisible()
    assert not page.sending.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert page.sending.isVisible()


def test_a_file_that_comes_in_brings_its_tab_to_the_front(page, tmp_path):
    page.take_in([township_file(tmp_path / "镇")])
    assert page.receiving.isVisible()


def test_each_step_says_its_state_and_its_count(sending):
    told = [label.text() for label in sending.steps.counts]
    words = [pill.word.text() for pill in sending.steps.states]
    assert told[0] == "12 个账号，更新日期都已核实"
    assert told[1].startswith("已查 ")
    assert told[1].endswith("/12")
    assert told[2].endswith("条修改，还没有生成过文件")
    assert words == ["已核对", "未查完", "未生成"]


def test_another_quarter_has_its_own_count(sending):
    sending.quarter.setCurrentText("2026年第三季度")
    assert sending.steps.counts[1].text() == "已查 12/12"


def test_the_recipient_is_the_office_above(sending):
    assert sending.recipient.currentText() == "示例市人民政府办公室"


def test_generating_writes_the_file_and_its_paper_and_tells_both(
    sending, tmp_path, file_at, shown_files
):
    offered = file_at(tmp_path / "上报.gmpack")
    sending.write.trigger()
    assert offered[0].endswith("示例县人民政府办公室_2026年第四季度_上报_第1次.gmpack")
    with open_package(tmp_path / "上报.gmpack") as package:
        assert package.manifest.recipient.name == "示例市人民政府办公室"
        sheet = openpyxl.load_workbook(tmp_path / "上报_盖章表.xlsx").active
        texts = " ".join(str(cell.value) for row in sheet for cell in row)
        assert "上报.gmpack" in texts
        assert package.sha256[:16] in texts
    assert "上报.gmpack\n上报_盖章表.xlsx" in sending.done.told.words.text()
    assert sending.steps.states[2].word.text() == "已生成"
    sending.done.show_files.trigger()
    assert shown_files == [tmp_path / "上报.gmpack"]


def test_lost_pictures_of_evidence_are_told_beside_the_files(sending, tmp_path, file_at):
    desk = sending._session.desk
    take_up_shipped_forms(desk)
    inspection = begin(desk, Occasion(list_accounts(desk)[0].account.id, "national-2019"))
    answer_all(inspection, {**NONE, "interaction": "no", "last_update": "2026-11-20"})
    piece = keep(desk, Offered(png(), "截图.png", desk.stamp()))
    attach(inspection, resolve(inspection.compiled, "interaction"), piece)
    inspection.finish()
    evidence_path(desk.store.evidence, piece.sha256).unlink()
    file_at(tmp_path / "上报.gmpack")
    sending.write.trigger()
    assert "有 1 张证据图片缺失或被改动，没有带上" in sending.done.told.words.text()
    evidence_path(desk.store.evidence, piece.sha256).write_bytes(png())
    sending.options.full.setChecked(True)
    sending.write.trigger()
    assert "证据" not in sending.done.told.words.text()
    with open_package(tmp_path / "上报.gmpack") as package:
        assert [sha256 for sha256, _size, _content in package.evidence()] == [piece.sha256]


def test_nothing_is_told_before_a_file_is_written(sending, file_at):
    file_at()
    sending.write.trigger()
    assert sending.done.isHidden()


def test_the_words_of_the_mail_are_ready_to_paste(sending, tmp_path, file_at):
    file_at(tmp_path / "上报.gmpack")
    sending.write.trigger()
    sending.done.copy_subject.trigger()
    subject = QGuiApplication.clipboard().text()
    assert subject == "【练习】示例县人民政府办公室2026年第四季度政务新媒体检查情况"
    sending.done.copy_body.trigger()
    body = QGuiApplication.clipboard().text()
    assert "示例市人民政府办公室" in body
    assert "上报.gmpack" in body
    assert "上报_盖章表.xlsx" in body


def test_the_recipients_mail_is_asked_for_once_and_remembered(sending, tmp_path, file_at, heard):
    said = heard(sending._session)
    file_at(tmp_path / "上报.gmpack")
    sending.write.trigger()
    sending.done.copy_mail.trigger()
    assert said[-1].state is State.HINT
    sending.done.mail.setText("123@qq.com")
    sending.done.mail.editingFinished.emit()
    sending.done.copy_mail.trigger()
    assert QGuiApplication.clipboard().text() == "123@qq.com"
    assert remembered().value("mail/示例市人民政府办公室") == "123@qq.com"


def take_in(receiving, *paths):
    """Drop files, look at the preview and press 接收."""
    receiving.take_in(paths)
    assert receiving.currentIndex() == 1
    receiving.previewing.confirm.trigger()
    assert receiving.currentIndex() == 0


def test_an_incoming_file_is_told_in_one_line_and_stands_in_the_ledger(receiving, tmp_path):
    take_in(receiving, township_file(tmp_path / "镇"))
    (line,) = receiving.results.lines
    assert line.words.text().startswith("柳溪镇人民政府：新增 ")
    (entry,) = received_files(receiving._session.desk)
    assert receiving.ledger.rows.row_at(0) == entry
    assert receiving.ledger.count.text() == "共 1 个文件"


def test_nothing_is_written_before_it_is_pressed_and_leaving_lets_the_copies_go(
    receiving, tmp_path
):
    desk = receiving._session.desk
    before = list_accounts(desk)
    receiving.take_in([township_file(tmp_path / "镇")])
    assert list_accounts(desk) == before
    assert len(list(desk.store.tmp.iterdir())) == 1
    receiving.previewing.leave.trigger()
    assert receiving.currentIndex() == 0
    assert list(desk.store.tmp.iterdir()) == []
    assert received_files(desk) == []


def test_a_preview_counts_exactly_what_then_comes_in(receiving, tmp_path):
    receiving.take_in([township_file(tmp_path / "镇", other_name=True)])
    counts = receiving.previewing.counts.words.text()
    receiving.previewing.confirm.trigger()
    (line,) = receiving.results.lines
    told = line.words.text().split("：")[1]
    assert counts.startswith(told.split(" · 1 组")[0])
    assert "待核对的账号 1 组" in counts


def test_a_record_of_the_preview_opens_down_to_its_fields(receiving, tmp_path):
    receiving.take_in([township_file(tmp_path / "镇")])
    records = receiving.previewing.records
    assert receiving.previewing.tabs.currentIndex() == 1
    names = [records.row_at(n).change.title for n in range(records.model.rowCount())]
    records.table.setCurrentIndex(
        records.model.index(names.index("示例柳溪镇卫生健康（微信公众号）"), 0)
    )
    details = receiving.previewing.details
    assert details.title.text() == "示例柳溪镇卫生健康（微信公众号）"
    texts = [label.text() for line in details.lines for label in line.findChildren(QLabel)]
    assert texts[:4] == ["账号名称", "示例柳溪镇卫生健康", "注册平台", "微信公众号"]


def test_the_same_file_again_changes_nothing_and_says_so(receiving, tmp_path):
    path = township_file(tmp_path / "镇")
    take_in(receiving, path)
    before = list_accounts(receiving._session.desk)
    receiving.take_in([path])
    told = "柳溪镇人民政府的这个文件接收过了，没有要接收的内容。"
    assert receiving.previewing.counts.words.text() == told
    assert not receiving.previewing.confirm.isVisible()
    receiving.previewing.leave.trigger()
    assert list_accounts(receiving._session.desk) == before


def test_a_broken_file_among_others_is_told_and_does_not_stop_them(receiving, tmp_path):
    whole = township_file(tmp_path / "镇")
    broken = tmp_path / "坏.gmpack"
    broken.write_bytes(whole.read_bytes()[:-40])
    receiving.take_in([whole, broken])
    assert receiving.previewing.tabs.currentIndex() == 0
    assert "有 1 个文件不能接收，不影响其他文件" in receiving.previewing.counts.words.text()
    words = [receiving.previewing.files.row_at(n).word for n in range(2)]
    assert words == ["可以接收", "不能接收"]
    receiving.previewing.confirm.trigger()
    good, bad = (line.words.text() for line in receiving.results.lines)
    assert good.startswith("柳溪镇人民政府：新增")
    assert bad.startswith("坏.gmpack：")
    assert len(received_files(receiving._session.desk)) == 1


def test_of_a_broken_file_alone_nothing_can_be_taken_in(receiving, tmp_path):
    broken = tmp_path / "坏.gmpack"
    broken.write_bytes(b"PK" + bytes(80))
    receiving.take_in([broken])
    assert "未接收任何内容" in receiving.previewing.counts.words.text()
    assert not receiving.previewing.confirm.isVisible()


def test_what_was_taken_in_is_taken_back_from_the_ledger(receiving, tmp_path, heard):
    said = heard(receiving._session)
    before = list_accounts(receiving._session.desk)
    take_in(receiving, township_file(tmp_path / "镇"))
    ledger = receiving.ledger
    assert not ledger.withdraw.isEnabled()
    ledger.table.setCurrentIndex(ledger.rows.index(0, 0))
    ledger.withdraw.trigger()
    assert list_accounts(receiving._session.desk) == before
    assert "已撤回" in said[-1].text
    assert ledger.rows.row_at(0).withdrawn
    ledger.table.setCurrentIndex(ledger.rows.index(0, 0))
    assert not ledger.withdraw.isEnabled()


def test_a_file_that_hides_much_waits_for_a_tick(receiving, tmp_path):
    desk = receiving._session.desk
    path = down_again(desk, tmp_path)
    receiving.take_in([path])
    previewing = receiving.previewing
    assert "删除或改掉别的单位填的 12 条记录" in previewing.yes.text()
    assert not previewing.confirm.isEnabled()
    previewing.yes.setChecked(True)
    assert previewing.confirm.isEnabled()
    previewing.confirm.trigger()
    assert list_accounts(desk) == []


PHRASE = "柳溪镇 2026 第四季度"


def sealed_file(folder):
    """The file of a township, encrypted."""
    township_file(folder)
    with desks.open_desk(folder, "李四") as town:
        order = Order(full=True, passphrase=PHRASE)
        return export(town, folder.parent / "加密.gmpack", order).path


def test_an_encrypted_file_asks_for_its_passphrase_and_a_wrong_one_is_told(receiving, tmp_path):
    path = sealed_file(tmp_path / "镇")
    receiving.take_in([path])
    previewing = receiving.previewing
    assert previewing.passphrase.isVisible()
    assert not previewing.confirm.isVisible()
    for typed in ("另一个很长的口令", PHRASE):
        previewing.passphrase.setText(typed)
        previewing.unlock.trigger()
        if typed.startswith("另"):
            assert "口令不对" in previewing.counts.words.text()
    assert not previewing.passphrase.isVisible()
    previewing.confirm.trigger()
    assert len(received_files(receiving._session.desk)) == 1
    assert list(receiving._session.desk.store.tmp.iterdir()) == []


def down_again(desk, tmp_path):
    """The file of another office that has all our accounts and deletes them."""
    export(desk, tmp_path / "下发.gmpack", Order(full=True))
    office = NewOffice("示例市人民政府办公室", Level.CITY, Category.GOVERNMENT)
    with desks.create(tmp_path / "市", office, "王五", practice=True):
        pass
    with desks.open_desk(tmp_path / "市", "王五") as city:
        incoming.take_in(city, [tmp_path / "下发.gmpack"])
        for listed in list_accounts(city):
            delete_account(city, listed.account.id, "整合")
        return export(city, tmp_path / "市里.gmpack", Order(full=True)).path


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


def test_what_may_be_one_account_stands_side_by_side_until_decided(receiving, doubt):
    assert receiving.doubts.title.text() == "待核对的账号 1 组"
    assert "1 组账号待核对" in receiving.results.lines[0].words.text()
    before = count(receiving)
    doubt.same.trigger()
    assert count(receiving) == before - 1
    assert receiving.doubts.isHidden()


def test_a_decision_can_be_turned_round_at_once(receiving, doubt, heard):
    said = heard(receiving._session)
    before = count(receiving)
    doubt.other.trigger()
    assert (count(receiving), twins.list_twins(receiving._session.desk)) == (before, [])
    said[-1].pressed()
    assert count(receiving) == before - 1


def dropped(page, *names, kind=QDropEvent):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(name)) for name in names])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(5, 5) if kind is QDropEvent else QPointF(5, 5).toPoint()
    return data, kind(place, Qt.DropAction.CopyAction, data, buttons, keys)


def test_several_files_can_be_dropped_at_once(receiving, tmp_path):
    files = [township_file(tmp_path / name / "镇", name) for name in ("柳溪镇", "石桥镇")]
    _data, entering = dropped(receiving, *files, kind=QDragEnterEvent)
    receiving.drop.dragEnterEvent(entering)
    assert entering.isAccepted()
    _data, event = dropped(receiving, *files)
    receiving.drop.dropEvent(event)
    assert receiving.previewing.files.model.total == 2


def test_other_files_are_not_welcome(receiving, tmp_path):
    _data, event = dropped(receiving, tmp_path / "台账.xlsx", kind=QDragEnterEvent)
    event.ignore()
    receiving.drop.dragEnterEvent(event)
    assert not event.isAccepted()


def test_files_can_be_chosen_by_key(receiving, tmp_path, file_at):
    file_at(township_file(tmp_path / "镇"))
    receiving.choose.trigger()
    assert receiving.choose.shortcut().toString() == "Ctrl+I"
    assert receiving.currentIndex() == 1


def test_the_window_may_hand_files_to_the_page(page, tmp_path):
    page.take_in([township_file(tmp_path / "镇")])
    assert page.receiving.currentIndex() == 1


@pytest.fixture
def threaded(qtbot, tmp_path):
    with county(tmp_path / "data", accounts=6, quarters=1) as desk:
        pool = one_thread()
        page = ExchangePage(Session(desk, Tasks(pool), office="示例县"))
        qtbot.addWidget(page)
        page.show()
        yield page
        pool.waitForDone()


def idle(receiving):
    return not receiving.drop.rest.isHidden()


def test_files_are_looked_at_and_taken_in_beside_the_window(qtbot, threaded, tmp_path):
    receiving = threaded.receiving
    path = township_file(tmp_path / "镇")
    threaded.take_in([path])
    assert receiving.drop.rest.isHidden()
    assert receiving.drop.job.text() == "正在核对和预览 1 个文件"
    qtbot.waitUntil(lambda: idle(receiving), timeout=20_000)
    receiving.previewing.confirm.trigger()
    assert receiving.drop.job.text() == "正在接收文件"
    qtbot.waitUntil(lambda: idle(receiving), timeout=20_000)
    assert receiving.ledger.rows.total == 1


def test_a_second_batch_waits_for_the_first(qtbot, threaded, tmp_path, heard):
    receiving = threaded.receiving
    said = heard(receiving._session)
    path = township_file(tmp_path / "镇")
    receiving.take_in([path])
    receiving.take_in([path])
    assert "正在处理文件" in said[-1].text
    qtbot.waitUntil(lambda: idle(receiving), timeout=20_000)
    receiving.take_in([path])
    assert "请先接收或放弃" in said[-1].text


def test_cancelling_takes_nothing_in_and_leaves_no_copy(qtbot, threaded, tmp_path):
    receiving = threaded.receiving
    path = township_file(tmp_path / "镇")
    with qtbot.captureExceptions():
        receiving.take_in([path])
        receiving.cancel.trigger()
        qtbot.waitUntil(lambda: idle(receiving), timeout=20_000)
    desk = receiving._session.desk
    assert received_files(desk) == []
    assert list(desk.store.tmp.iterdir()) == []
