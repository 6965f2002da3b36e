"""The frame of a page: title, actions at the right, body; and what an empty page teaches."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ui import theme
from ui.parts.buttons import ActionButton, MoreButton, primary_button, secondary_button
from ui.parts.states import row_of
from ui.parts.words import centred_paragraph, page_title, plain_label, section_title

MARGIN = 24
BETWEEN = 24
INSIDE = 12


def column(spacing: int = INSIDE, margin: int = 0) -> QVBoxLayout:
    """Return an empty layout from top to bottom."""
    layout = QVBoxLayout()
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout


class Page(QWidget):
    """A page of the window: one title, one primary action at most, the rest in `body`."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = page_title(title)
        self._offered: list[QToolButton] = []
        self._head = row_of(self.title)
        self._head.addStretch(1)
        self.body = column()
        whole = column(INSIDE + 4, MARGIN)
        whole.setContentsMargins(MARGIN, 16, MARGIN, 16)
        whole.addLayout(self._head)
        whole.addLayout(self.body, 1)
        self.setLayout(whole)

    def offer(
        self, *actions: QAction, primary: QAction | None = None, more: Sequence[QAction] = ()
    ) -> None:
        """Put buttons at the right of the title: `more` in one list, the primary one last."""
        buttons: list[QToolButton] = [MoreButton(more)] if more else []
        buttons += map(secondary_button, actions)
        if primary is not None:
            buttons.append(primary_button(primary))
        for button in buttons:
            self._head.addWidget(button)
        self._offered += buttons

    def show_offers(self, *, shown: bool) -> None:
        """Show the buttons at the title, or leave them out where the page has another first step.

        Their keys work all the same.
        """
        for button in self._offered:
            button.setVisible(shown)

    def lead_to(self, widget: QWidget | None = None) -> None:
        """Give the keyboard to `widget`, or to the page's first step while that is not shown."""
        if widget is None or not widget.isVisibleTo(self):
            steps = [b for b in self.findChildren(ActionButton) if b.isVisibleTo(self)]
            widget = min(steps, key=lambda b: not b.property("primary"), default=self)
        widget.setFocus()


class Panel(QFrame):
    """A sheet of paper on the page's ground; fill its `body`."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setObjectName("panel")
        self.body = column(INSIDE, 16)
        if title:
            self.body.addWidget(section_title(title))
        self.setLayout(self.body)


class Scrolled(QScrollArea):
    """A widget that can be scrolled up and down where the screen is too low for it."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        content.setObjectName(content.objectName() or "scrolled")
        self.setAccessibleName("内容")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._take_part)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(content)

    def _take_part(self, _top: int, bottom: int) -> None:
        """Stop the keyboard here only while its arrows have something to move."""
        policy = Qt.FocusPolicy.StrongFocus if bottom else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show at the bar that the arrows move this."""
        super().focusInEvent(event)
        self._show_held(held=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not."""
        super().focusOutEvent(event)
        self._show_held(held=False)

    def _show_held(self, *, held: bool) -> None:
        bar = self.verticalScrollBar()
        bar.setProperty("held", held)
        bar.style().polish(bar)


class EmptyState(QWidget):
    """What a page is for while it is empty, the one thing to do first, perhaps another way.

    Without a `first`, where the page has its primary button elsewhere, there are only the others.
    `width` is the most that the text takes, in pixels of the 标准 size.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        first: QAction | None = None,
        *others: QAction,
        width: int = 460,
    ) -> None:
        super().__init__()
        picture = plain_label()
        picture.setPixmap(theme.picture(icon, theme.palette().edge, size=40))
        words = centred_paragraph(text, theme.length(width), name="faint")
        layout = column()
        layout.addStretch(1)
        for widget in (picture, section_title(title), words):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        buttons = [] if first is None else [primary_button(first)]
        buttons += map(secondary_button, others)
        if buttons:
            ways = row_of(*buttons)
            ways.insertStretch(0, 1)
            ways.addStretch(1)
            layout.addLayout(ways)
        layout.addStretch(2)
        self.setLayout(layout)
