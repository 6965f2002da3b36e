"""Buttons, bars, pages and dialogs as a keyboard and a reader meet them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton, QWidget

from ui import theme
from ui.parts import dialogs
from ui.parts.bars import Message, MessageBar, PracticeBanner, StatusLine, kept_file
from ui.parts.buttons import make_action, primary_button, quiet_button, secondary_button
from ui.parts.dialogs import ErrorDialog, KeySheet
from ui.parts.navigation import Navigation
from ui.parts.page import EmptyState, Page
from ui.parts.states import Notice, StatePill
from ui.theme import State


@pytest.fixture
def pressed():
    return []


@pytest.fixture
def owner(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def action(owner, pressed):
    return make_action(owner, "导入台账", "import", "Ctrl+I", lambda: pressed.append(1))


def test_a_button_shows_icon_and_word_and_its_key_in_the_tooltip(qtbot, action):
    button = secondary_button(action)
    qtbot.addWidget(button)
    assert button.text() == "导入台账"
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert not button.icon().isNull()
    assert button.toolTip() == "导入台账（Ctrl+I）"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("make", [primary_button, secondary_button, quiet_button])
def test_each_kind_of_button_can_be_pressed_by_key(qtbot, action, pressed, make, key):
    button = make(action)
    qtbot.addWidget(button)
    button.show()
    qtbot.keyClick(button, key)
    assert pressed == [1]


def test_a_button_follows_its_action(qtbot, action):
    button = primary_button(action)
    qtbot.addWidget(button)
    action.setEnabled(False)
    assert not button.isEnabled()


def test_an_actions_key_works_while_its_owner_is_on_the_screen(qtbot, owner, action, pressed):
    owner.show()
    with qtbot.waitActive(owner):
        owner.activateWindow()
    qtbot.keyClick(owner, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1]


def test_a_message_stands_until_dismissed(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_message(Message(State.FAILED, "没有写成，<b>文件</b>正被打开。"))
    assert not bar.isHidden()
    assert bar.words.text() == "没有写成，<b>文件</b>正被打开。"
    assert bar.property("tone") == "failed"
    bar.dismiss.trigger()
    assert bar.isHidden()


def test_the_way_out_of_a_message_is_taken_once(qtbot, pressed):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(Message(State.PASSED, "已导入 29 个账号。", "撤销", lambda: pressed.append(1)))
    assert bar.act.text() == "撤销"
    bar.act.trigger()
    bar.act.trigger()
    assert pressed == [1]
    assert bar.isHidden()


def test_a_message_shown_by_the_way_out_of_another_stays(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    then = Message(State.PASSED, "已撤销。")
    bar.show_message(Message(State.PASSED, "已导入。", "撤销", lambda: bar.show_message(then)))
    bar.act.trigger()
    assert (bar.words.text(), bar.isHidden()) == ("已撤销。", False)


def test_progress_is_shown_while_a_job_runs_and_cancelled_once(qtbot, pressed):
    line = StatusLine()
    qtbot.addWidget(line)
    assert line.progress.isHidden()
    line.begin("正在导出", lambda: pressed.append(1))
    line.advance(3, 10)
    assert (line.progress.value(), line.progress.maximum()) == (3, 10)
    assert not line.progress.isHidden()
    line.cancel.trigger()
    line.cancel.trigger()
    assert pressed == [1]
    line.end()
    assert line.progress.isHidden()


def test_the_practice_banner_says_so(qtbot):
    banner = PracticeBanner()
    qtbot.addWidget(banner)
    assert banner.words.text().startswith("练习")


def test_a_state_is_heard_as_its_word(qtbot):
    pill = StatePill(State.FAILED)
    qtbot.addWidget(pill)
    assert pill.accessibleName() == "不合格"
    pill.show_state(State.UNCHECKED, "待核实")
    assert pill.accessibleName() == pill.word.text() == "待核实"


def test_a_notice_changes_its_tone(qtbot):
    notice = Notice(State.HINT, "一")
    qtbot.addWidget(notice)
    notice.tell(State.FAILED, "二")
    assert (notice.property("tone"), notice.words.text()) == ("failed", "二")


def test_a_page_puts_its_primary_button_last(qtbot, action):
    page = Page("台账")
    qtbot.addWidget(page)
    other = make_action(page, "导出", "export", "", list)
    page.offer(other, primary=action)
    texts = [b.text() for b in page.findChildren(type(secondary_button(other)))]
    assert texts == ["导出", "导入台账"]
    assert page.title.text() == "台账"


def test_an_empty_page_offers_the_first_step(qtbot, action, pressed):
    empty = EmptyState("register", "台账里还没有账号", "先导入。", action)
    qtbot.addWidget(empty)
    empty.show()
    button = empty.findChild(type(primary_button(action)))
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [1]


def test_waiting_things_are_numbered_and_read_aloud(qtbot):
    navigation = Navigation([("工作台", "workbench"), ("检查", "check")])
    qtbot.addWidget(navigation)
    navigation.show_waiting({"检查": 41})
    heard = [navigation.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]
    assert heard == ["工作台", "检查，41 项待办"]
    navigation.show_waiting({})
    assert navigation.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "检查"


def test_navigation_draws_a_number_only_where_something_waits(qtbot):
    navigation = Navigation([("工作台", "workbench"), ("检查", "check")])
    qtbot.addWidget(navigation)
    navigation.resize(176, 300)
    navigation.show()
    quiet = navigation.grab().toImage()
    navigation.show_waiting({"检查": 3})
    counted = navigation.grab().toImage()
    changed = {
        y
        for y in range(quiet.height())
        for x in range(quiet.width())
        if quiet.pixel(x, y) != counted.pixel(x, y)
    }
    assert changed
    assert min(changed) >= theme.length(40)


def test_the_error_dialog_copies_exactly_what_it_shows(qtbot):
    dialog = ErrorDialog("KeyError\n  ui/x.py:1 f")
    qtbot.addWidget(dialog)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "KeyError\n  ui/x.py:1 f"
    assert dialog.details.isReadOnly()
    assert dialog.details.accessibleName()


def test_enter_in_the_error_dialog_goes_on(qtbot):
    dialog = ErrorDialog("x")
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.go_on, Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_sheet_of_keys_closes_by_key(qtbot, key):
    sheet = KeySheet([("本页", [("Ctrl+N", "新增账号")])])
    qtbot.addWidget(sheet)
    sheet.show()
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    with qtbot.waitSignal(sheet.finished):
        qtbot.keyClick(sheet.findChild(QPushButton), key)


def test_a_dialog_is_asked_until_answered(qtbot, monkeypatch):
    dialog = ErrorDialog("x")
    qtbot.addWidget(dialog)
    monkeypatch.setattr(dialog, "exec", lambda: dialog.DialogCode.Rejected)
    assert dialogs.ask(dialog) is False


def test_choosing_a_file_to_write_suggests_its_name(qtbot, asked, tmp_path):
    suggested = str(tmp_path / "合格率.png")
    chosen = dialogs.file_to_write(None, "图存到哪里", suggested, "图片 (*.png)")
    assert isinstance(asked[0], QFileDialog)
    assert chosen == tmp_path / "合格率.png"


def test_thinking_better_of_it_chooses_no_file(qtbot, monkeypatch):
    monkeypatch.setattr(dialogs, "ask", lambda _dialog: False)
    assert dialogs.file_to_write(None, "图存到哪里", "图.png", "图片 (*.png)") is None


def test_a_page_without_anything_yet_leaves_its_buttons_out_but_not_their_keys(qtbot, pressed):
    page = Page("报告")
    qtbot.addWidget(page)
    act = make_action(page, "写出", "export", "Ctrl+S", lambda: pressed.append(1))
    page.offer(primary=act)
    page.show_offers(shown=False)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    assert not any(b.isVisible() for b in page.findChildren(QToolButton))
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1]
    page.show_offers(shown=True)
    assert [b.isVisible() for b in page.findChildren(QToolButton)] == [True]


def test_the_way_to_a_file_is_drawn_as_a_folder_and_taking_back_as_an_arrow(qtbot, tmp_path):
    bar = MessageBar()
    qtbot.addWidget(bar)
    drawn = []
    for message in (
        kept_file("已写出“一.xlsx”。", tmp_path / "一.xlsx"),
        Message(State.HINT, "已删除。", "撤销", lambda: None),
    ):
        bar.show_message(message)
        drawn.append(bar.act.icon().pixmap(20).toImage())
    accent = theme.palette().accent
    assert drawn == [theme.icon(name, accent).pixmap(20).toImage() for name in ("folder", "undo")]
