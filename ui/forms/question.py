"""One question: what is asked, its input, where the value came from, what is wrong or found."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.evidence import answering, takes_evidence
from govmedia_desktop.domain.verdicts import Finding
from govmedia_desktop.forms.compiled import FILE_KINDS
from govmedia_desktop.forms.items import Item
from ui.forms.evidence.offers import brings_picture
from ui.forms.field import PLAIN, looks
from ui.forms.fields import field_for, shape
from ui.forms.files import FileField
from ui.forms.filling import Filling
from ui.forms.note_line import NoteLine, Purpose
from ui.forms.question_parts import QuestionParts
from ui.forms.told import gone_without, name_alone, origin, sign_of, told, warned
from ui.parts.words import (
    show_fault,
    show_words,
)
from ui.theme import State

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HEARD = frozenset(
    (
        QEvent.Type.FocusIn,
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
    )
)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Question(QuestionParts):
    """A question in its section.

    `step(path, by)` goes to another one from here, `enter(self)` tells that it has the keyboard.
    """

    def __init__(
        self,
        filling: Filling,
        item: Item,
        step: Callable[[str, int], object],
        enter: Callable[["Question"], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(filling, item, lambda: enter(self), parent)
        self._step = step
        self._shown: Item | None = None
        self.refused = ""
        self._listens = False
        self._shape = shape(item)
        self._wire()

    @cached_property
    def note(self) -> NoteLine:
        """A note, a reason or an explanation."""
        note = self._put("note", NoteLine())
        note.written.connect(self._write)
        note.line.installEventFilter(self)
        note.show_item(self.item)
        return note

    def _wire(self) -> None:
        self.field.renewed.connect(self._listen)
        self.field.typed.connect(self._take)
        if isinstance(self.field, FileField):
            self.field.given.connect(lambda file: self._filling.give_file(self.item.path, file))
        self._listen()

    def listen(self) -> None:
        """Hear the keys of the inputs from now on: not of each step while Qt makes them ready."""
        if not self._listens:
            self._listens = True
            self._listen()

    def _listen(self) -> None:
        for widget in self.field.inputs if self._listens else ():
            widget.installEventFilter(self)

    def _reshape(self) -> None:
        """Take another input where the choices have become many, or few."""
        self._shape, old = shape(self.item), self.field
        self.field = field_for(self.item, self)
        around = self._row or self._column
        place = around.indexOf(old.room)
        share = around.stretch(place)
        around.removeItem(old.room)
        label = vars(self).pop("origin", None)
        if label is not None:
            label.hide()
            label.deleteLater()
        old.go()
        around.insertLayout(place, self.field.room, share)
        self._wire()

    def show_item(self, item: Item) -> None:
        """Show the question as it stands now; of one that has not changed, only its evidence."""
        if item is self._shown:
            self._show_evidence()
            return
        self.item = self._shown = item
        if self.isHidden() == item.relevant:
            self.setVisible(item.relevant)
        self.label.setText(item.label)
        self._say_hint(item.hint)
        if shape(item) != self._shape:
            self._reshape()
        if not self.refused:
            self.field.show_item(item)
        self.field.enable(enabled=not item.readonly)
        if item.readonly and item.is_brought_in:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if item.note or item.unexplained or self.is_made("note"):
            self.note.show_item(item)
        self._say()

    def _say_hint(self, hint: str) -> None:
        shown = "" if looks(self.item, "list-nolabel") else hint
        if shown or self.is_made("hint"):
            show_words(self.hint, shown)

    def _say(self) -> None:
        wrong = self.refused or self.item.problem or ""
        inspection = self._filling.inspection
        title = inspection.origins.get(self.item.path, "")
        mark = "" if self.refused else origin(self.item, title, str(inspection.desk.today()))
        mark = mark or name_alone(self.item, self._filling.evidence.get(self.item.path, ()))
        absence = gone_without(self.item)
        warning = "" if wrong else warned(self.item)
        finding = None if wrong else self.item.finding
        if mark or self.is_made("origin"):
            show_words(self.origin, mark)
        if absence or self.is_made("absence"):
            show_words(self.absence, absence)
        if wrong or self.is_made("fault"):
            show_fault(self.fault, wrong)
        if warning or self.is_made("warning"):
            self.warning.tell(State.HINT, warning)
            self.warning.setVisible(bool(warning))
        self.field.show_wrong(wrong=bool(wrong))
        self._say_finding(finding)
        said = (self.item.hint, mark, absence, wrong, warning, told(finding) if finding else "")
        message = "；".join(filter(None, said))
        self.field.describe(self.item.label, message)
        if self.item.readonly:
            self.setAccessibleName(f"{self.item.label}：{self.item.shown}")
            self.setAccessibleDescription(message)
        if self.is_made("note"):
            self.note.describe(self.item.label)

    def _say_finding(self, finding: Finding | None) -> None:
        """Say what was found, and ask for evidence where the item fails."""
        if finding is not None:
            self.found.tell(sign_of(finding), told(finding))
        if self.is_made("found"):
            self.found.setVisible(finding is not None)
        self._show_evidence()

    def _show_evidence(self) -> None:
        """Show the picture that is the answer, and ask for evidence where the item fails."""
        pieces = self._filling.evidence.get(self.item.path, ())
        if self.item.kind in FILE_KINDS and (pieces or self.is_made("attached")):
            self.attached.show_pieces(answering(pieces, self.item.value))
        failing = takes_evidence(self.item.finding)
        if self.item.severity and (failing or pieces or self.is_made("evidence")):
            closed = bool(self._filling.warning)
            self.evidence.show_evidence(pieces, failing=failing, closed=closed)

    def _take(self, text: str) -> None:
        known = {"date": self._filling.take_date, "datetime": self._filling.take_moment}
        refusal = known.get(self.item.kind, self._filling.take)(self.item.path, text)
        self._refuse(refusal)
        quick = self.item.kind == "select_one" and looks(self.item, "quick")
        if refusal is None and text and quick and not self.item.unexplained:
            self._step(self.item.path, 1)

    def _write(self, purpose: Purpose, text: str) -> None:
        path, absent = self.item.path, purpose.absence
        if absent is not None and text:
            refusal = self._filling.mark_absent(path, absent, text)
        else:
            refusal = self._filling.note(path, text)
        if refusal is None:
            self.note.settle()
        self._refuse(refusal)

    def open_note(self, purpose: Purpose) -> None:
        """Offer the line for a note or a reason."""
        self.field.commit()
        self.note.open(purpose)
        self.note.describe(self.item.label)

    def _refuse(self, refusal: str | None) -> None:
        self.refused = refusal or ""
        if refusal is None:
            self.field.show_item(self.item)
        self._say()

    def commit(self) -> None:
        """Hand on what is typed but not yet taken."""
        self.field.commit()
        if self.is_made("note"):
            self.note.commit()

    def go_on(self) -> None:
        """Take what is typed, or confirm what stands there, and go on unless it was refused."""
        self.commit()
        if not self.refused and self.item.unconfirmed:
            self._refuse(self._filling.confirm(self.item.path))
        if not self.refused and self.item.unexplained and not self._is_noting():
            self.note.open(Purpose.EXPLANATION)
        elif not self.refused:
            self._step(self.item.path, 1)

    def take_file(self, content: QMimeData) -> bool:
        """Take what was dragged here for the answer, where that is a file."""
        return isinstance(self.field, FileField) and self.field.take(content)

    def take_focus(self) -> None:
        """Get the keyboard; what is read-only has it as a whole, to be confirmed."""
        self.listen()
        if self.item.readonly:
            self.setFocus()
        else:
            self.field.take_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that it has the keyboard."""
        super().focusInEvent(event)
        self._entered()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Confirm and go on by Enter, where the whole has the keyboard."""
        if not (self.hasFocus() and self._took(event, noting=False)):
            super().keyPressEvent(event)

    def _is_noting(self) -> bool:
        return self.is_made("note") and self.note.line.hasFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that choose and go on before the input sees them."""
        if event.type() not in _HEARD:
            return False
        if event.type() == QEvent.Type.FocusIn:
            self._entered()
        if isinstance(self.field, FileField):
            if self.field.claims(event):
                event.accept()  # before the page's keys for evidence do
                return True
        elif brings_picture(event):
            event.ignore()  # leave it to the page, which takes pictures in
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            noting = self.is_made("note") and watched is self.note.line
            own = not noting and self.field.pressed(event)
            return own or self._took(event, noting=noting)
        return False

    def _took(self, event: QKeyEvent, *, noting: bool) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() not in PLAIN:
            return False
        if key in _ENTER:
            self.go_on()
        elif key in _STEPS:
            self._step(self.item.path, _STEPS[key])
        elif key == Qt.Key.Key_Slash and not (noting or self.field.writes):
            self.open_note(Purpose.NOTE)
        else:
            return False
        return True
