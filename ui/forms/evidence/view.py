"""One picture of evidence as large as the page, with all that is kept of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage

from govmedia_desktop.domain.attachments import named_as_it_is
from govmedia_desktop.domain.evidence import Evidence, host_of
from govmedia_desktop.usecases.inspections.evidence import picture_bytes, save_elsewhere
from ui.forms.evidence.canvas import Easel
from ui.forms.evidence.decoding import decoded
from ui.forms.evidence.words import told_of, word_of_kind
from ui.parts import dialogs
from ui.parts.bars import Message, kept_file
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import Page
from ui.parts.states import row_of
from ui.parts.words import faint_label, plain_label
from ui.session import Session
from ui.theme import State

UNSEEN = (
    "这是{}，已原样存入，会随检查一起上报和核对。\n"
    "程序不打开它；要看要听，请按“另存为”（Ctrl+Shift+S）存到别处，确认来源可靠再打开。"
)


class EvidenceView(Page):
    """Shows evidence one picture at a time; `left` when it has been seen."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("证据")
        self._session = session
        self._pieces: tuple[Evidence, ...] = ()
        self._place = 0
        self.easel = Easel()
        self.canvas = self.easel.canvas
        self.about = plain_label(wrap=True)
        self.source = plain_label(wrap=True)
        self.check = faint_label(wrap=True)
        self.back = make_action(self, "返回", "undo", "Esc", self.left.emit)
        self.before = make_action(self, "上一张", "previous", "Left", lambda: self._step(-1))
        self.after = make_action(self, "下一张", "next", "Right", lambda: self._step(1))
        self.full = make_action(self, "看原大", "search", "F5", self._show_full)
        self.full.setCheckable(True)
        self.save = make_action(self, "另存为", "export", "Ctrl+Shift+S", self._save)
        self.unseen = plain_label(wrap=True)
        self.unseen.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.copy = make_action(self, "复制来源链接", "copy", "Ctrl+C", self._copy)
        self._lay_out()

    def _lay_out(self) -> None:
        source = row_of(self.source, secondary_button(self.copy))
        source.setStretch(0, 1)
        ways = (self.back, self.before, self.after, self.full, self.save)
        foot = row_of(*(secondary_button(action) for action in ways))
        foot.addStretch(1)
        self.body.addWidget(self.easel, 1)
        self.body.addWidget(self.unseen, 1)
        self.body.addWidget(self.about)
        self.body.addLayout(source)
        self.body.addWidget(self.check)
        self.body.addLayout(foot)

    def show_evidence(self, pieces: Sequence[Evidence], first: Evidence, title: str) -> None:
        """Show one of these pieces; the others are a key away."""
        self._pieces, self._place = tuple(pieces), list(pieces).index(first)
        self.title.setText(title)
        self._show()

    @property
    def shown(self) -> Evidence:
        """The piece on the screen."""
        return self._pieces[self._place]

    def _show_full(self) -> None:
        self.canvas.show_whole(whole=not self.full.isChecked())
        self.canvas.setFocus()

    def _step(self, by: int) -> None:
        self._place = min(max(self._place + by, 0), len(self._pieces) - 1)
        self._show()

    def _show(self) -> None:
        piece, count = self.shown, len(self._pieces)
        self.canvas.show_image(QImage())
        self.about.setText(told_of(piece))
        host = host_of(piece.source)
        self.source.setText(f"来源（{host}）：{piece.source}" if host else "没有填来源链接")
        self.copy.setVisible(bool(host))
        self.check.setText(f"SHA-256 校验值：{piece.sha256}")
        for action, useful in ((self.before, self._place), (self.after, count - 1 - self._place)):
            action.setVisible(count > 1)
            action.setEnabled(bool(useful))
        self.canvas.setFocus()
        for widget in (self.easel, self.full):
            widget.setVisible(piece.is_picture)
        self.unseen.setVisible(not piece.is_picture)
        self.unseen.setText(UNSEEN.format(word_of_kind(piece)))
        if piece.is_picture:
            self._fetch(piece)
        else:
            self.setFocus()

    def _fetch(self, piece: Evidence) -> None:
        desk = self._session.desk
        self._session.tasks.run(
            "正在打开证据",
            lambda _progress: decoded(picture_bytes(desk, piece)),
            lambda image: self._arrive(piece, image),
        )

    def _arrive(self, piece: Evidence, image: QImage) -> None:
        if piece == self.shown:  # not one that was left behind by the arrow keys
            self.canvas.show_image(image)

    def _save(self) -> None:
        """Write the piece to a place the person chooses; nothing is opened (R27)."""
        piece, desk = self.shown, self._session.desk
        name = named_as_it_is(piece.name, piece.media_type)
        path = dialogs.file_to_write(self, "另存证据", name, "所有文件 (*)")
        if path is not None:
            self._session.tasks.run(
                "正在另存证据",
                lambda _progress: save_elsewhere(desk, piece, path),
                lambda at: self._session.say(kept_file(f"已另存为“{at.name}”。", at)),
            )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.shown.source)
        self._session.say(Message(State.PASSED, "来源链接已复制。"))
