"""The strip under an item that fails: ways to add a picture, and what was added."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from govmedia_desktop.domain.evidence import Evidence
from ui import theme
from ui.forms.evidence.thumbnails import SIZE, Thumbnails
from ui.forms.evidence.words import sign_of_kind, size_of, time_of, told_of, word_of_kind
from ui.forms.flow import Flow
from ui.parts.buttons import ActionButton, make_action, quiet_button
from ui.parts.page import column
from ui.parts.words import faint_label, set_tip

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTH = 152
WAYS = (
    ("粘贴 Ctrl+V", "paste", "paste"),
    ("选文件", "image", "choose"),
    ("截屏", "capture", "capture"),
)


class Thumbnail(QToolButton):
    """One picture with name, size and time; Enter or a click shows it, Delete takes it away."""

    deleted = Signal()

    def __init__(self, evidence: Evidence, thumbnails: Thumbnails, *, fixed: bool) -> None:
        super().__init__()
        self.evidence = evidence
        self._fixed = fixed
        self._thumbnails = thumbnails
        self.setObjectName("thumbnail")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(SIZE)
        self.setFixedWidth(theme.length(_WIDTH))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        thumbnails.arrived.connect(self.show_picture)
        self.show_picture()

    def show_picture(self) -> None:
        """Show the small picture, or that it is missing."""
        sign = sign_of_kind(self.evidence)
        found, lost = self._thumbnails.of(self.evidence), self._thumbnails.is_lost(self.evidence)
        blank = theme.picture("fail" if lost else sign, theme.palette().edge, size=40)
        self.setIcon(QIcon(_centred(found or blank)))
        second = (
            f"{word_of_kind(self.evidence)}缺失或被改动"
            if lost
            else f"{size_of(self.evidence)} · {self._time}"
        )
        room = self.width() - 16
        metrics, middle = self.fontMetrics(), Qt.TextElideMode.ElideMiddle
        name = metrics.elidedText(self.evidence.name, middle, room)
        self.setText(f"{name}\n{metrics.elidedText(second, middle, room)}".replace("&", "&&"))
        set_tip(self, told_of(self.evidence))
        seen = "回车看大图" if self.evidence.is_picture else "回车看详情，可以另存"
        ways = seen if self._fixed else f"{seen}，Delete 去掉"
        self.setAccessibleName(f"证据 {told_of(self.evidence)}，{second if lost else ways}")

    @property
    def _time(self) -> str:
        return time_of(self.evidence)[5:]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a press, Delete for taking it away."""
        if event.key() in _ENTER:
            self.click()
        elif event.key() == Qt.Key.Key_Delete and not self._fixed:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


class Pictures(QWidget):
    """Thumbnails side by side; `chosen(Evidence)` to be seen, `deleted(Evidence)` taken away."""

    chosen = Signal(object)
    deleted = Signal(object)
    entered = Signal()

    def __init__(self, thumbnails: Thumbnails, *, fixed: bool) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._fixed = fixed
        self._pieces: tuple[Evidence, ...] = ()
        self.buttons: list[Thumbnail] = []
        self._flow = Flow(8)
        self.setLayout(self._flow)
        self.hide()

    def show_pieces(self, pieces: Sequence[Evidence]) -> None:
        """Show these, in this order."""
        self.setVisible(bool(pieces))
        if tuple(pieces) == self._pieces:
            return
        self._pieces = tuple(pieces)
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._made(piece) for piece in pieces]
        self._thumbnails.want(pieces)

    def _made(self, piece: Evidence) -> Thumbnail:
        button = Thumbnail(piece, self._thumbnails, fixed=self._fixed)
        button.clicked.connect(lambda: self.chosen.emit(piece))
        button.deleted.connect(lambda: self.deleted.emit(piece))
        button.installEventFilter(self)
        self._flow.addWidget(button)
        button.show()  # a layout would show it a moment later, too late for the keyboard
        return button

    def focus_on(self, place: int) -> bool:
        """Give the keyboard to the picture at a place, the last one behind it; false if none."""
        if self.buttons:
            self.buttons[min(place, len(self.buttons) - 1)].setFocus()
        return bool(self.buttons)

    def focus_on_piece(self, piece: Evidence) -> None:
        """Give the keyboard to a piece, if it still stands here."""
        if piece in self._pieces:
            self.focus_on(self._pieces.index(piece))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the keyboard comes here."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)


class EvidenceStrip(QWidget):
    """What is under an item: `wanted(way)` with way paste, choose or capture.

    `chosen(Evidence)` is to be seen, `deleted(Evidence)` taken away; `entered` by the keyboard.
    """

    wanted = Signal(str)
    chosen = Signal(object)
    deleted = Signal(object)
    entered = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.pictures = Pictures(thumbnails, fixed=False)
        self.aside = faint_label(wrap=True)
        self.buttons = [self._button(*way) for way in WAYS]
        self._ways = QWidget()
        ways = Flow(0)
        title = faint_label("证据（选填）")
        title.setMinimumHeight(self.buttons[0].sizeHint().height())
        for widget in (title, *self.buttons):
            ways.addWidget(widget)
        self._ways.setLayout(ways)
        layout = column(4)
        for widget in (self._ways, self.pictures, self.aside):
            layout.addWidget(widget)
        self.setLayout(layout)
        self.pictures.entered.connect(self.entered)
        self.pictures.chosen.connect(self.chosen)
        self.pictures.deleted.connect(self._delete)

    def _button(self, title: str, icon: str, way: str) -> ActionButton:
        action = make_action(self, title, icon, "", lambda: self.wanted.emit(way))
        button = quiet_button(action)
        button.setProperty("slim", True)
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(f"添加证据：{title}")
        button.installEventFilter(self)
        return button

    def show_evidence(self, pieces: Sequence[Evidence], *, failing: bool, closed: bool) -> None:
        """Show the evidence of an item; of one that passes now, only that it is put aside.

        `closed`: nothing may be added, since a leak was found.
        """
        self.setVisible(failing or bool(pieces))
        self._ways.setVisible(failing and not closed)
        self.pictures.show_pieces(pieces if failing else ())
        self.aside.setText("" if failing else put_aside(len(pieces)))
        self.aside.setVisible(not failing)

    def _delete(self, piece: Evidence) -> None:
        place = [button.evidence for button in self.pictures.buttons].index(piece)
        self.deleted.emit(piece)
        if not self.pictures.focus_on(place):
            self.buttons[0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the keyboard comes here."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)


def put_aside(count: int) -> str:
    """Return what is said of evidence of an item that passes now."""
    return (
        f"这一题现在没有问题：先前贴的 {count} 张证据留在草稿里，不写进检查记录；改回有问题时还在。"
    )


def _centred(pixmap: QPixmap) -> QPixmap:
    """Return the picture in the middle of a thumbnail's room, so that all names align."""
    size = QSize(SIZE)
    room = QPixmap(size * 2)
    room.setDevicePixelRatio(2)
    room.fill(Qt.GlobalColor.transparent)
    painter = QPainter(room)
    drawn = pixmap.deviceIndependentSize()
    left, top = (size.width() - drawn.width()) / 2, (size.height() - drawn.height()) / 2
    painter.drawPixmap(int(left), int(top), pixmap)
    painter.end()
    return room
