"""The shell: navigation by key, pages made late, messages, drops, practice marks."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from govmedia_desktop.errors import RefusedError
from ui import window as window_module
from ui.errors import Troubles
from ui.main import open_window
from ui.parts.bars import Message, PracticeBanner
from ui.parts.buttons import make_action
from ui.parts.dialogs import ErrorDialog, KeySheet
from ui.session import Session
from ui.tasks import InlinePool, Tasks
from ui.theme import State
from ui.window import Place, Window

TITLES = ("工作台", "台账", "检查", "趋势", "报告", "上报与接收", "设置")
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def made():
    return []


@pytest.fixture
def places(made):
    def loader(title: str):
        def make(session: Session) -> QWidget:
            made.append(title)
            page = QWidget()
            make_action(page, f"新增{title}", "add", "Ctrl+N", list)
            return page

        return lambda: make

    return [Place(title, "check", loader(title)) for title in TITLES]


@pytest.fixture
def troubles(qapp):
    return Troubles()


def opened(qtbot, places, troubles, *, practice: bool = False) -> Window:
    session = Session(None, Tasks(InlinePool()), office="示例县", practice=practice)
    window = open_window(session, places, troubles)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@pytest.fixture
def window(qtbot, places, troubles):
    return opened(qtbot, places, troubles)


@pytest.fixture
def answered(monkeypatch):
    shown = []
    monkeypatch.setattr(window_module, "ask", lambda dialog: shown.append(dialog) or True)
    return shown


def title(window: Window) -> str:
    return window.navigation.currentItem().text()


def test_a_page_is_made_when_first_opened_and_once(window, made):
    assert made == ["工作台"]
    first = window.open("趋势")
    window.open("台账")
    assert window.open("趋势") is first
    assert made == ["工作台", "趋势", "台账"]
    assert window.stack.currentWidget() is first


@pytest.mark.parametrize("number", range(1, 8))
def test_each_page_has_its_alt_digit(qtbot, window, number):
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), ALT)
    assert title(window) == TITLES[number - 1]


def test_ctrl_page_keys_go_round(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_PageUp, CONTROL)
    assert title(window) == "设置"
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CONTROL)
    assert title(window) == "台账"


def test_the_arrow_keys_walk_the_navigation(qtbot, window):
    assert window.navigation.hasFocus()
    qtbot.keyClick(window.navigation, Qt.Key.Key_Down)
    assert title(window) == "台账"


def test_a_message_of_a_page_stands_above_it_until_the_page_is_left(window):
    window.session.say(Message(State.PASSED, "已导入 29 个账号。"))
    assert window.messages.isVisible()
    window.open("检查")
    assert not window.messages.isVisible()


def test_a_refusal_nobody_caught_becomes_a_bar(qtbot, window, troubles):
    error = RefusedError("没有写成：文件正被打开。")
    troubles.take(RefusedError, error, None)
    qtbot.waitUntil(window.messages.isVisible)
    assert window.messages.words.text() == "没有写成：文件正被打开。"
    assert window.messages.property("tone") == "failed"


def test_a_bug_opens_one_box_and_the_window_goes_on(qtbot, window, troubles, answered):
    for _ in range(2):
        troubles.take(KeyError, KeyError("x"), None)
    qtbot.waitUntil(lambda: bool(answered))
    qtbot.wait(20)
    assert [type(dialog) for dialog in answered] == [ErrorDialog]
    window.open("报告")
    assert title(window) == "报告"


def test_f1_lists_the_keys_of_the_page_and_of_the_window(qtbot, window, answered):
    window.open("检查")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert isinstance(answered[0], KeySheet)
    words = [label.text() for label in answered[0].findChildren(QLabel)]
    assert {"本页", "到处可用", "Ctrl+N", "新增检查", "Alt+7", "设置", "F1"} <= set(words)
    assert "新增工作台" not in words


def test_a_running_task_shows_in_the_status_line_and_leaves_it(qtbot, window):
    seen = []

    def work(progress):
        progress(3, 10)
        seen.append((window.status.progress.isVisible(), window.status.progress.value()))

    window.session.tasks.run("正在导出", work, seen.append)
    assert seen == [(True, 3), None]
    assert window.status.job.text() == "正在导出"
    assert not window.status.progress.isVisible()


def test_cancel_in_the_status_line_stops_the_task(window):
    returned = []

    def work(progress):
        window.status.cancel.trigger()
        progress(1, 2)

    window.session.tasks.run("正在导出", work, returned.append)
    assert returned == []
    assert not window.session.tasks.busy


@pytest.mark.parametrize("practice", [True, False])
def test_practice_is_marked_on_the_window_and_in_its_title(qtbot, places, troubles, practice):
    window = opened(qtbot, places, troubles, practice=practice)
    banners = window.findChildren(PracticeBanner)
    assert bool(banners) is practice
    assert all(banner.isVisible() for banner in banners)
    assert ("练习" in window.windowTitle()) is practice


def dropped(window: Window, *paths: str) -> list:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    heard = []
    window.dropped.connect(heard.append)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    window.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), action, data, buttons, keys))
    window.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, keys))
    return [path.name for paths in heard for path in paths]


@pytest.mark.parametrize(
    "name", ["上报.gmpack", "上报(1).GMPACK", "上报.zip", "台账.xlsx", "台账.csv", "检查.xml"]
)
def test_a_file_we_read_dropped_on_the_window_is_handed_on(window, name):
    assert dropped(window, f"/某处/{name}") == [name]


@pytest.mark.parametrize("names", [("台账.docx",), ("甲.gmpack", "台账.xlsx"), ()])
def test_anything_else_dropped_is_left_alone(window, names):
    assert dropped(window, *names) == []


def test_several_exchange_files_dropped_on_the_window_are_handed_on_together(window):
    assert dropped(window, "/某处/甲.gmpack", "/某处/乙.zip") == ["甲.gmpack", "乙.zip"]


def test_the_window_comes_back_where_it_was(qtbot, places, troubles):
    first = opened(qtbot, places, troubles)
    first.resize(770, 666)
    first.close()
    assert opened(qtbot, places, troubles).size().width() == 770


def test_the_window_fits_a_small_scaled_screen_at_the_largest_type(qtbot, places, troubles, look):
    window_module.theme.apply("特大")
    window = opened(qtbot, places, troubles)
    assert window.minimumSizeHint().width() <= 1093
    assert window.minimumSizeHint().height() <= 570
