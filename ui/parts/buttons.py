"""Actions and their buttons: an icon with a word, the key in the tooltip."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui import theme
from ui.parts.words import set_tip


def make_action(
    owner: QWidget, text: str, icon: str, key: str, triggered: Callable[[], object]
) -> QAction:
    """Return an action whose key works while `owner` is on the screen.

    `icon` names a file of `resources/icons`, `key` is written as Qt writes it (`Ctrl+N`) or empty.
    """
    action = QAction(theme.icon(icon), text, owner)
    action.setData(icon)
    action.setShortcut(QKeySequence(key))
    set_tip(action, f"{text}（{key}）" if key else text)
    # the lambda keeps Qt's `checked` away from a slot that has another first parameter
    action.triggered.connect(lambda: triggered())  # noqa: PLW0108
    owner.addAction(action)
    return action


def rename(action: QAction, text: str) -> None:
    """Call an action otherwise, on its button and in its tooltip."""
    action.setText(text)
    set_tip(action, f"{text}（{action.shortcut().toString()}）")


class ActionButton(QToolButton):
    """A button of an action, there while the action is; Enter presses it as the space bar does."""

    def __init__(self, action: QAction, kind: str = "") -> None:
        super().__init__()
        self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if kind:
            self.setProperty(kind, True)
        self._offered = action.isVisible()
        self._shows_key = False
        action.changed.connect(self._follow)

    def show_key(self, *, shown: bool) -> None:
        """Write the key behind the word, or the word alone."""
        self._shows_key = shown
        self._write()

    def _write(self) -> None:
        action = self.defaultAction()
        key = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        arrows = key.replace("Up", "↑").replace("Down", "↓")
        self.setText(f"{action.text()}  {arrows}" if self._shows_key else action.text())

    def _follow(self) -> None:
        """Come and go with the action, which Qt leaves to us, and keep its key in sight."""
        if self._shows_key:
            self._write()
        offered = self.defaultAction().isVisible()
        if offered != self._offered:
            self._offered = offered
            self.setVisible(offered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a press; leave the rest to Qt."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class MoreButton(QToolButton):
    """更多: what is done now and then, in one list; the keys work without opening it."""

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setText("更多")
        self.setObjectName("more")
        self.setIcon(theme.icon("down"))
        self.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addActions(actions)
        self.setMenu(menu)
        set_tip(self, "、".join(action.text() for action in actions))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open at Enter and at the down key as well; leave the rest to Qt."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.showMenu()
        else:
            super().keyPressEvent(event)


def primary_button(action: QAction) -> ActionButton:
    """Return the one button of a page that stands out."""
    action.setIcon(theme.icon(action.data(), theme.palette().paper))
    return ActionButton(action, "primary")


def secondary_button(action: QAction) -> ActionButton:
    """Return an ordinary button."""
    return ActionButton(action)


def quiet_button(action: QAction) -> ActionButton:
    """Return a button without an outline, for what stands inside a bar or a row."""
    action.setIcon(theme.icon(action.data(), theme.palette().accent))
    return ActionButton(action, "quiet")
