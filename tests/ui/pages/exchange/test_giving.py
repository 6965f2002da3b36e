"""How files get to the page, and that they are read beside the window."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from govmedia_desktop.usecases.exchange.ledger import received_files
from tests.data.county import county, township_file
from ui.pages.exchange import ExchangePage
from ui.session import Session
from ui.tasks import Tasks, one_thread


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
        tasks = Tasks(one_thread())
        page = ExchangePage(Session(desk, tasks, office="示例县"))
        qtbot.addWidget(page)
        page.show()
        yield page
        tasks.close()


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


def test_cancelling_when_all_was_looked_at_just_now_still_shows_no_preview(
    qtbot, threaded, tmp_path
):
    receiving = threaded.receiving
    receiving.take_in([township_file(tmp_path / "镇")])
    receiving._session.tasks._pool.waitForDone()  # looked at, but not yet shown
    receiving.cancel.trigger()
    qtbot.waitUntil(lambda: idle(receiving), timeout=20_000)
    assert receiving.currentIndex() == 0
    assert list(receiving._session.desk.store.tmp.iterdir()) == []
