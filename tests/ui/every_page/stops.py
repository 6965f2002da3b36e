"""Every page of the window by the keys that lead to it, and what a keyboard can do there."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QWidget

from ui.window import Window

STOPS = {
    "工作台": ("Alt+1",),
    "核对更新日期": ("Alt+1", "Ctrl+D"),
    "粘贴名单": ("Alt+1", "Ctrl+D", "Ctrl+Shift+V"),
    "台账": ("Alt+2", "概况"),
    "账号的检查": ("Alt+2", "检查"),
    "账号的发布": ("Alt+2", "发布"),
    "账号的沿革": ("Alt+2", "沿革"),
    "新增账号": ("Alt+2", "概况", "Ctrl+N"),
    **{f"台账核对 {n}": ("Alt+2", "Ctrl+K", f"Ctrl+{n}") for n in range(1, 8)},
    "导出台账": ("Alt+2", "Ctrl+Shift+E"),
    "互动": ("Alt+2", "Ctrl+M"),
    "互动统计": ("Alt+2", "Ctrl+M", "Ctrl+2"),
    "检查": ("Alt+3",),
    "逐项检查": ("Alt+3", "Ctrl+Return"),
    "表格填": ("Alt+3", "Ctrl+T"),
    "照单录入": ("Alt+3", "Ctrl+L"),
    "缺照片": ("Alt+3", "Ctrl+Shift+I"),
    "两次核对": ("Alt+3", "Ctrl+Shift+R"),
    "趋势": ("Alt+4",),
    "报告": ("Alt+5",),
    **{f"上报与接收 {n}": ("Alt+6", f"Ctrl+{n}") for n in range(1, 7)},
    "设置": ("Alt+7",),
    "管理检查表": ("Alt+7", "Ctrl+M"),
    "管理单位": ("Alt+7", "Ctrl+U"),
}
NEEDS_ACCOUNTS = {
    *(name for name in STOPS if name.startswith(("账号的", "台账核对"))),
    *("核对更新日期", "粘贴名单", "新增账号", "导出台账", "逐项检查", "表格填"),
}
"""Pages that an empty folder does not lead to, or not by these steps."""


def press(window: Window, keys: str) -> None:
    """Press keys where the keyboard is."""
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(keys))
    QApplication.processEvents()


def go(window: Window, name: str) -> QWidget:
    """Leave what is open by Esc and go to a page by its keys; return it."""
    bring_to_front(window)
    for _ in range(3):
        press(window, "Esc")
    window.navigation.setFocus()
    for step in STOPS[name]:
        if step.isascii():
            press(window, step)
        else:
            _turn(window, step)
    return page_of(window)


def bring_to_front(window: Window) -> None:
    """Give a window the keyboard."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


def _turn(window: Window, title: str) -> None:
    """Turn the tab bar that has this title to it, if there is one to be seen."""
    for bar in window.findChildren(QTabBar):
        titles = [bar.tabText(n) for n in range(bar.count())]
        if bar.isVisible() and title in titles:
            bar.setCurrentIndex(titles.index(title))
    QApplication.processEvents()


def page_of(window: Window) -> QWidget:
    """Return the page that is seen, of a place with several the inner one."""
    page = window.stack.currentWidget()
    return page.currentWidget() if isinstance(page, QStackedWidget) else page


def named(widget: QWidget | None) -> str:
    """Name a widget for a message."""
    text = getattr(widget, "text", None) or getattr(widget, "currentText", None)
    word = text() if text else ""
    return f"{type(widget).__name__} {word or (widget.accessibleName() if widget else '')}"


def takes_keys(window: Window) -> list[QWidget]:
    """Return every control that is seen, can be used, and waits for the keyboard."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.window() is window
    ]


def round_trip(key: Qt.Key = Qt.Key.Key_Tab) -> Iterator[QWidget | None]:
    """Press Tab and yield who has the keyboard, until somebody has it again."""
    seen: list[QWidget] = []
    for _ in range(200):
        here = QApplication.focusWidget()
        if here in seen:
            return
        yield here
        if here is None:
            return
        seen.append(here)
        QTest.keyClick(here, key)


def keyed_actions(window: Window) -> list[QAction]:
    """Return the actions that have a key and can be used now."""
    seen = [widget for widget in (window, *window.findChildren(QWidget)) if widget.isVisible()]
    actions = dict.fromkeys(action for widget in seen for action in widget.actions())
    return [
        action
        for action in actions
        if action.isVisible() and action.isEnabled() and not action.shortcut().isEmpty()
    ]


def settle() -> None:
    """Let what was put away go."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


class Heard(QObject):
    """Catches the keys of actions, which then do nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.actions: list[QAction | None] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Shortcut:
            return False
        clear = isinstance(watched, QAction) and not event.isAmbiguous()
        self.actions.append(watched if clear else None)
        return True
