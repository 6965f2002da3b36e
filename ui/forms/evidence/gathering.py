"""Pictures on their way to an item: pasted, dragged in, chosen, captured; looked at, then kept."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.inspections.evidence import refuse_evidence
from ui.forms.evidence.capture import Capture
from ui.forms.evidence.editor import EvidenceEditor
from ui.forms.evidence.offers import (
    CAPTURED,
    FILES,
    Offer,
    Taken,
    clipboard,
    from_file,
    from_image,
    holds_picture,
    offers_in,
)
from ui.forms.evidence.view import EvidenceView
from ui.forms.filling import Filling
from ui.forms.filling_page import FillingPage
from ui.forms.question import Question
from ui.parts import dialogs
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.session import Session
from ui.theme import State

NO_PICTURE = (
    "剪贴板里没有图片，没有添加证据；请先截屏（PrintScreen 键，或微信、QQ 的截图），"
    "再回到这一题按 Ctrl+V。"
)
GONE = "已经离开那次检查，刚才的图片没有保存，检查内容没有变化；需要时请再贴一次。"
READING = "上一张图片还在读取，这一张没有添加；请等它打开后再贴。"
NOT_KEPT = "这张图片没有保存，检查内容没有变化；按错了可以撤销。"
_KEYS = (
    ("粘贴证据", "paste", "Ctrl+V", "paste"),
    ("选证据文件", "image", "Ctrl+O", "choose"),
    ("截屏作证据", "capture", "F8", "capture"),
)


class Gathering(QObject):
    """Works beside the page of an inspection; `wanted(page)` is to be on the screen now."""

    wanted = Signal(object)

    def __init__(self, session: Session, page: FillingPage) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._target: tuple[Filling, str] | None = None
        self._waiting: list[Offer] = []
        self._reading = self._editing = False
        self._place, self._count = 0, 0
        self._refused: list[str] = []
        self.editor = EvidenceEditor(session)
        self.view = EvidenceView(session)
        self.capture = Capture()
        self._add_keys()
        self._wire()

    def _add_keys(self) -> None:
        for text, icon, key, way in _KEYS:
            make_action(self._page, text, icon, key, partial(self.ask, "", way))

    def _wire(self) -> None:
        self._page.begun.connect(self._follow)
        self._page.setAcceptDrops(True)
        self._page.installEventFilter(self)
        self.editor.kept.connect(self._attach)
        self.editor.left.connect(self._let_go)
        self.view.left.connect(self._close_view)
        self.capture.taken.connect(self._take_capture)
        self.capture.failed.connect(lambda text: self._say(State.HINT, text))

    def _follow(self, filling: Filling) -> None:
        if self._editing:  # another inspection was opened from another page
            self._editing, self._waiting = False, []
            self._say(State.HINT, GONE)
        filling.evidence_wanted.connect(self.ask)
        filling.evidence_chosen.connect(self._show)

    # taking in

    def ask(self, path: str, way: str) -> None:
        """Add a picture to an item, the one in focus where `path` is empty, in one of the WAYS."""
        if not self._may_add(path):
            return
        if way == "capture":
            self.capture.begin(self._page.window())
        elif way == "choose":
            paths = dialogs.files_to_read(self._page, "选择证据图片", FILES)
            self._take([from_file(file) for file in paths])
        else:
            offers = offers_in(clipboard())
            if not offers:
                self._say(State.HINT, NO_PICTURE)
            self._take(offers)

    def _may_add(self, path: str) -> bool:
        """Remember the item, or say why it takes no evidence.

        What is typed and not yet taken may be what makes the item fail.
        """
        sheet = self._page.sheet
        if sheet is None:
            return False
        if self._reading:
            self._say(State.HINT, READING)
            return False
        sheet.commit()
        try:
            refuse_evidence(sheet.filling.inspection, path or sheet.path)
        except RefusedError as refusal:
            self._say(State.HINT, str(refusal))
            return False
        self._target = (sheet.filling, path or sheet.path)
        return True

    def _take(self, offers: Sequence[Offer]) -> None:
        self._waiting, self._refused = list(offers), []
        self._place, self._count = 0, len(offers)
        if offers:
            self._next()

    def _take_capture(self, image: QImage) -> None:
        self._take([from_image(image, CAPTURED)])

    def _next(self) -> None:
        """Look at the next picture beside the window, or go back where there is none."""
        if not self._waiting:
            self._go_back()
            return
        offer, desk = self._waiting.pop(0), self._session.desk
        self._place += 1
        self._reading = True

        def work(_progress: object) -> Taken | RefusedError:
            try:
                return offer(desk)
            except RefusedError as refusal:
                return refusal

        task = self._session.tasks.run("正在读取图片", work, self._edit)
        for otherwise in (task.stopped, task.failed):
            otherwise.connect(self._rest)

    def _rest(self) -> None:
        """Be ready again where a person stopped the reading: the pictures behind it go too."""
        self._reading, self._waiting = False, []

    def _edit(self, found: Taken | RefusedError) -> None:
        self._reading = False
        if self._here() is None:
            self._say(State.HINT, GONE)
        elif isinstance(found, RefusedError):
            self._refused.append(str(found))
            self._say(State.FAILED, "\n".join(self._refused))
            self._next()
        else:
            self._editing = True
            self.editor.show_picture(found, self._title())
            self.wanted.emit(self.editor)

    def _here(self) -> tuple[Filling, str] | None:
        """Return the item that the picture is for, None where its inspection was left."""
        sheet, target = self._page.sheet, self._target
        there = sheet is not None and target is not None and sheet.filling is target[0]
        return target if there else None

    def _title(self) -> str:
        label = _label_of(*self._target) if self._target else ""
        which = f"（第 {self._place} 张，共 {self._count} 张）" if self._count > 1 else ""
        return f"证据 · {label}{which}"

    # keeping

    def _attach(self, piece: Evidence, image: QImage) -> None:
        self._editing = False
        target = self._here()
        if target is None:
            self._say(State.HINT, GONE)
        else:
            filling, path = target
            filling.thumbnails.put(piece.sha256, image)
            try:
                filling.attach(path, piece)
            except RefusedError as refusal:
                self._say(State.HINT, str(refusal))
        self._next()

    def _let_go(self) -> None:
        self._editing = False
        if not self._waiting:
            self._session.say(Message(State.HINT, NOT_KEPT, "撤销", self._edit_again))
        self._next()

    def _edit_again(self) -> None:
        self._editing = True
        self.wanted.emit(self.editor)

    def _go_back(self) -> None:
        self.wanted.emit(self._page)

    # showing

    def _show(self, path: str, piece: Evidence) -> None:
        sheet = self._page.sheet
        if sheet is not None:
            pieces, title = sheet.filling.evidence[path], _label_of(sheet.filling, path)
            self.view.show_evidence(pieces, piece, f"证据 · {title}")
            self.wanted.emit(self.view)

    def _close_view(self) -> None:
        """Go back to the thumbnail of what was seen last."""
        self._go_back()
        if self._page.sheet is not None:
            self._page.sheet.focus_evidence(self.view.shown)

    # dragging

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Welcome pictures that are dragged over the page."""
        if isinstance(event, QDropEvent) and holds_picture(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._drop(event)
            return True
        return super().eventFilter(watched, event)

    def _drop(self, event: QDropEvent) -> None:
        """Take files for the question they were dropped on: its answer, or evidence if it fails;
        else for the one in focus."""
        question, content = self._question_at(event.position().toPoint()), event.mimeData()
        if question is not None and question.take_file(content):
            return
        if self._may_add(question.item.path if question and question.item.finding else ""):
            self._take(offers_in(content))

    def _question_at(self, at: QPoint) -> Question | None:
        widget: QWidget | None = self._page.childAt(at)
        while widget is not None and not isinstance(widget, Question):
            widget = widget.parentWidget()
        return widget

    def _say(self, state: State, text: str) -> None:
        self._session.say(Message(state, text))


def _label_of(filling: Filling, path: str) -> str:
    return next((i.label for s in filling.sections for i in s.items if i.path == path), "")
