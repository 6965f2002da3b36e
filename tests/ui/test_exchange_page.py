"""上报与接收: the quarter's steps and the files that go up; files that come in, and doubts."""

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from govmedia_desktop.forms.run import resolve
from govmedia_desktop.packages.errors import PackageError
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases import twins
from govmedia_desktop.usecases.accounts import list_accounts
from govmedia_desktop.usecases.evidence import Offered, attach, keep
from govmedia_desktop.usecases.forms import take_up_shipped_forms
from govmedia_desktop.usecases.incoming import received_files
from govmedia_desktop.usecases.inspections import Occasion, answer_all, begin
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


def test_an_incoming_file_is_told_in_one_line_and_stands_in_the_ledger(receiving, tmp_path):
    receiving.take_in([township_file(tmp_path / "镇")])
    (line,) = receiving.results.lines
    assert line.words.text().startswith("柳溪镇人民政府：新增 ")
    (entry,) = received_files(receiving._session.desk)
    assert receiving.ledger.row_at(0) == entry
    assert receiving.count.text() == "共 1 个文件"


def test_the_same_file_again_changes_nothing_and_says_so(receiving, tmp_path):
    path = township_file(tmp_path / "镇")
    receiving.take_in([path])
    before = list_accounts(receiving._session.desk)
    receiving.take_in([path])
    (line,) = receiving.results.lines
    assert line.words.text() == "柳溪镇人民政府：这个文件接收过了，没有变化"
    assert list_accounts(receiving._session.desk) == before


def test_a_broken_file_is_refused_and_the_page_is_ready_again(qtbot, receiving, tmp_path):
    whole = township_file(tmp_path / "镇")
    broken = tmp_path / "坏.gmpack"
    broken.write_bytes(whole.read_bytes()[:-40])
    with qtbot.captureExceptions() as caught:
        receiving.take_in([whole, broken])
    assert issubclass(caught[0][0], PackageError)
    assert received_files(receiving._session.desk) == []
    assert not receiving.drop.rest.isHidden()
    assert receiving.results.lines == []


@pytest.fixture
def doubt(receiving, tmp_path):
    receiving.take_in([township_file(tmp_path / "镇", other_name=True)])
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
    assert len(receiving.results.lines) == 2


def test_other_files_are_not_welcome(receiving, tmp_path):
    _data, event = dropped(receiving, tmp_path / "台账.xlsx", kind=QDragEnterEvent)
    event.ignore()
    receiving.drop.dragEnterEvent(event)
    assert not event.isAccepted()


def test_files_can_be_chosen_by_key(receiving, tmp_path, file_at):
    file_at(township_file(tmp_path / "镇"))
    receiving.choose.trigger()
    assert receiving.choose.shortcut().toString() == "Ctrl+I"
    assert len(receiving.results.lines) == 1


def test_the_window_may_hand_files_to_the_page(page, tmp_path):
    page.take_in([township_file(tmp_path / "镇")])
    assert len(page.receiving.results.lines) == 1


@pytest.fixture
def threaded(qtbot, tmp_path):
    with county(tmp_path / "data", accounts=6, quarters=1) as desk:
        pool = one_thread()
        page = ExchangePage(Session(desk, Tasks(pool), office="示例县"))
        qtbot.addWidget(page)
        page.show()
        yield page
        pool.waitForDone()


def test_files_are_taken_in_beside_the_window_which_then_shows_them(qtbot, threaded, tmp_path):
    receiving = threaded.receiving
    path = township_file(tmp_path / "镇")
    threaded.take_in([path])
    assert receiving.drop.rest.isHidden()
    assert receiving.drop.job.text() == "正在接收 1 个文件"
    qtbot.waitUntil(lambda: not receiving.drop.rest.isHidden(), timeout=20_000)
    assert receiving.ledger.total == 1


def test_a_second_batch_waits_for_the_first(qtbot, threaded, tmp_path, heard):
    receiving = threaded.receiving
    said = heard(receiving._session)
    path = township_file(tmp_path / "镇")
    receiving.take_in([path])
    receiving.take_in([path])
    assert "正在接收" in said[-1].text
    qtbot.waitUntil(lambda: not receiving.drop.rest.isHidden(), timeout=20_000)


def test_cancelling_takes_nothing_in(qtbot, threaded, tmp_path):
    receiving = threaded.receiving
    path = township_file(tmp_path / "镇")
    with qtbot.captureExceptions():
        receiving.take_in([path])
        receiving.cancel.trigger()
        qtbot.waitUntil(lambda: not receiving.drop.rest.isHidden(), timeout=20_000)
    assert received_files(receiving._session.desk) == []
