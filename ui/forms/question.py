"""One question: what is asked, its input, where the value came from, what is wrong or found."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from govmedia_desktop.domain.evidence import answering, takes_evidence
from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.forms.compiled import FILE_KINDS
from govmedia_desktop.forms.items import Item
from ui import theme
from ui.forms.choosing import TABLE_GAP
from ui.forms.evidence.offers import clipboard_is_for_pictures, holds_picture
from ui.forms.evidence.strip import EvidenceStrip, Pictures
from ui.forms.field import PLAIN, looks
from ui.forms.fields import field_for, shape
from ui.forms.filling import Filling
from ui.forms.lines import FIELD, FIRST
from ui.forms.note_line import NoteLine, Purpose
from ui.forms.reason import Reason
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import faint_label, fault_label, plain_label, set_tip, show_fault
from ui.theme import State

_ORIGIN = {
    Source.REGISTER: "台账带入",
    Source.PREVIOUS: "上次检查带入",
    Source.DEFAULT: "预先填好",
    Source.FILE: "文件带入",
}
_SIGNS = {
    Severity.VETO: State.FAILED,
    Severity.DEDUCT: State.HINT,
    Severity.HINT: State.HINT,
    Severity.BONUS: State.PASSED,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHARES = (1, 3)
_BAR, _SIDE = 3, 12
EDGE = _BAR + _SIDE
"""Where all words of a section begin, in pixels from its left."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def origin(item: Item, title: str = "", today: str = "") -> str:
    """Return what is said of a value that nobody typed here; empty for the others.

    `title` is that of the form under which it was answered, `today` the ISO date.
    """
    answer = item.answer
    if answer is None or not answer.value:
        return ""
    if answer.source is Source.TODAY:
        day = (answer.confirmed_at or "")[:10]
        about = (title.partition("（")[0] or "另一张检查表", answer.confirmed_by or "")
        return f"{'今日' if day == today else day}已答（{'，'.join(filter(None, about))}）"
    words = _ORIGIN.get(answer.source, "")
    if not words or item.readonly:
        return words
    return f"{words}，回车确认" if item.unconfirmed else f"{words}，已确认"


def sign_of(finding: Finding) -> State:
    """Return the sign of a finding; what rests on a value nobody looked at judges nobody yet."""
    return State.UNCHECKED if finding.unconfirmed else _SIGNS[finding.severity]


def told(finding: Finding) -> str:
    """Return what a question's answer amounts to, in one line."""
    doubt = "（待核实）" if finding.unconfirmed else ""
    return f"{finding.effect}{doubt}：{finding.explanation}"


class Question(QFrame):
    """A question in its section; `stepped(by)` to another one, `entered` when it has the focus."""

    stepped = Signal(int)
    entered = Signal()

    def __init__(self, filling: Filling, item: Item) -> None:
        super().__init__()
        self.setObjectName("question")
        self.item = item
        self.refused = ""
        self._filling = filling
        self.label = plain_label(item.label, name="asked", wrap=True)
        self.hint = faint_label(item.hint, wrap=True)
        self.field = field_for(item)
        self._shape = shape(item)
        self.note = NoteLine()
        self.warning = Reason()
        self.origin = plain_label(name="origin")
        self.absence = plain_label(name="origin", wrap=True)
        self.fault = fault_label()
        self.found = Reason()
        self.evidence = EvidenceStrip(filling.thumbnails) if item.severity else None
        with_file = item.kind in FILE_KINDS
        self.attached = Pictures(filling.thumbnails, fixed=True) if with_file else None
        if item.basis:
            set_tip(self.label, f"依据：{item.local_rules or item.basis}")
        self._lay_out()
        self.note.written.connect(self._write)
        self.note.line.installEventFilter(self)
        self._wire()
        if self.attached is not None:
            self._show_attached(self.attached)
        if self.evidence is not None:
            self._offer_evidence(self.evidence)

    def _lay_out(self) -> None:
        layout = column(6)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        if looks(self.item, "list-nolabel"):
            layout.setContentsMargins(_SIDE, 2, _SIDE, 2)
            self._answered = self._in_table()
        else:
            layout.addWidget(self.label)
            layout.addWidget(self.hint)
            self._answered = self._in_line()
        self._below = row_of()
        layout.addLayout(self._answered)
        layout.addLayout(self._below)
        self._put_origin()
        for widget in (self.absence, self.fault, self.warning, self.note, self.found):
            layout.addWidget(widget)
        if self.attached is not None:
            layout.addWidget(self.attached)
        if self.evidence is not None:
            layout.addWidget(self.evidence)
        self.setLayout(layout)

    def _in_line(self) -> QHBoxLayout:
        """Give the input what width it takes."""
        row = row_of(self.field)
        row.addStretch(1)
        row.setStretch(0, FIRST if self.field.stretches else 0)
        return row

    def _in_table(self) -> QHBoxLayout:
        """Put the label at the left and the choices under those of the table's head."""
        row = row_of(self.label, self.field)
        _share(row)
        self.hint.hide()
        return row

    def _put_origin(self) -> None:
        """Say beside the input where its value came from, below where there is no place."""
        self.origin.setMinimumHeight(theme.length(FIELD))
        if not self.field.put_beside(self.origin):
            self.origin.setMinimumHeight(0)
            self._below.addWidget(self.origin)

    def _wire(self) -> None:
        self.field.renewed.connect(self._listen)
        self.field.typed.connect(self._take)
        self._listen()

    def _listen(self) -> None:
        for widget in self.field.inputs:
            widget.installEventFilter(self)

    def _reshape(self) -> None:
        """Take another input where the choices have become many, or few."""
        self._shape, old = shape(self.item), self.field
        self.field = field_for(self.item)
        self._answered.replaceWidget(old, self.field)
        self._put_origin()  # before the old input goes and takes along what is in it
        old.deleteLater()
        self._wire()
        self.field.show()

    def show_item(self, item: Item) -> None:
        """Show the question as it stands now; nothing is built anew."""
        self.item = item
        self.setVisible(item.relevant)
        self.label.setText(item.label)
        self.hint.setText(item.hint)
        self.hint.setVisible(bool(item.hint) and not looks(item, "list-nolabel"))
        if shape(item) != self._shape:
            self._reshape()
        self.field.setEnabled(not item.readonly)
        if not self.refused:
            self.field.show_item(item)
        self.note.show_item(item)
        self._say()

    def _say(self) -> None:
        wrong = self.refused or self.item.problem or ""
        inspection = self._filling.inspection
        title = inspection.origins.get(self.item.path, "")
        mark = "" if self.refused else origin(self.item, title, str(inspection.desk.today()))
        self.origin.setText(mark)
        self.origin.setVisible(bool(mark))
        absence = gone_without(self.item)
        self.absence.setText(absence)
        self.absence.setVisible(bool(absence))
        show_fault(self.fault, wrong)
        self.field.show_wrong(wrong=bool(wrong))
        warning = "" if wrong else warned(self.item)
        self.warning.setVisible(bool(warning))
        self.warning.tell(State.HINT, warning)
        finding = None if wrong else self.item.finding
        self.found.setVisible(finding is not None)
        if finding is not None:
            self.found.tell(sign_of(finding), told(finding))
        self._show_evidence(failing=takes_evidence(self.item.finding))
        said = (self.item.hint, mark, absence, wrong, warning, told(finding) if finding else "")
        self.field.describe(self.item.label, "；".join(filter(None, said)))
        self.note.describe(self.item.label)

    def _take(self, text: str) -> None:
        known = {"date": self._filling.take_date, "datetime": self._filling.take_moment}
        refusal = known.get(self.item.kind, self._filling.take)(self.item.path, text)
        self._refuse(refusal)
        quick = self.item.kind == "select_one" and looks(self.item, "quick")
        if refusal is None and text and quick and not self.item.unexplained:
            self.stepped.emit(1)

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

    def _show_evidence(self, *, failing: bool) -> None:
        """Show the picture that is the answer, and ask for evidence where the item fails."""
        if self.attached is not None:
            kept = self._filling.evidence.get(self.item.path, ())
            self.attached.show_pieces(answering(kept, self.item.value))
        if self.evidence is not None:
            pieces = self._filling.evidence.get(self.item.path, ())
            closed = bool(self._filling.warning)
            self.evidence.show_evidence(pieces, failing=failing, closed=closed)

    def _show_attached(self, pictures: Pictures) -> None:
        path, filling = self.item.path, self._filling
        pictures.chosen.connect(lambda piece: filling.evidence_chosen.emit(path, piece))
        pictures.entered.connect(self.entered)

    def _offer_evidence(self, strip: EvidenceStrip) -> None:
        path, filling = self.item.path, self._filling
        strip.wanted.connect(lambda way: filling.evidence_wanted.emit(path, way))
        strip.chosen.connect(lambda piece: filling.evidence_chosen.emit(path, piece))
        strip.deleted.connect(lambda piece: filling.detach(path, piece))
        strip.entered.connect(self.entered)

    def _refuse(self, refusal: str | None) -> None:
        self.refused = refusal or ""
        if refusal is None:
            self.field.show_item(self.item)
        self._say()

    def commit(self) -> None:
        """Hand on what is typed but not yet taken."""
        self.field.commit()
        self.note.commit()

    def go_on(self) -> None:
        """Take what is typed, or confirm what stands there, and go on unless it was refused."""
        self.commit()
        if not self.refused and self.item.unconfirmed:
            self._refuse(self._filling.confirm(self.item.path))
        if not self.refused and self.item.unexplained and not self.note.line.hasFocus():
            self.note.open(Purpose.EXPLANATION)
        elif not self.refused:
            self.stepped.emit(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that choose and go on before the input sees them."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        if _is_picture(event):
            event.ignore()  # leave it to the page, which takes pictures in
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            own = watched is not self.note.line and self.field.pressed(event)
            return own or self._took(event, noting=watched is self.note.line)
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent, *, noting: bool) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() not in PLAIN:
            return False
        if key in _ENTER:
            self.go_on()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Slash and not (noting or self.field.writes):
            self.open_note(Purpose.NOTE)
        else:
            return False
        return True


def _is_picture(event: QEvent) -> bool:
    """Whether a picture is pasted or dragged where a line of text has the keyboard."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
        return event.matches(QKeySequence.StandardKey.Paste) and clipboard_is_for_pictures()
    return isinstance(event, QDropEvent) and holds_picture(event.mimeData())


def gone_without(item: Item) -> str:
    """Return why a question has no value, and how to give it one; empty where it has."""
    return f"{item.answer.absence}。直接作答就改回来。" if item.answer and item.absent else ""


def warned(item: Item) -> str:
    """Return what is said of an odd answer, and what can be done about it."""
    if not item.warning:
        return ""
    return f"提醒：{item.warning}。" + ("" if item.note else "填错了请改；属实就在下面说明情况。")


def _share(row: QHBoxLayout) -> None:
    """Divide the width of a table of questions between what is asked and the choices."""
    for place, share in enumerate(_SHARES):
        row.setStretch(place, share)


class Note(QWidget):
    """A note of the form: words to read, nothing to answer."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.words = plain_label(wrap=True)
        self.hint = faint_label(wrap=True)
        layout = column(4)
        layout.setContentsMargins(EDGE, 8, _SIDE, 8)
        layout.addWidget(self.words)
        layout.addWidget(self.hint)
        self.setLayout(layout)

    def show_item(self, item: Item) -> None:
        """Show the words as they are now."""
        self.setVisible(item.relevant)
        self.words.setText(item.label)
        self.hint.setText(item.hint)
        self.hint.setVisible(bool(item.hint))


class TableHead(QWidget):
    """The choices over a table of questions that share them."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        choices = QWidget()
        columns = row_of(spacing=TABLE_GAP)
        for number, choice in enumerate(item.choices, start=1):
            words = faint_label(f"{number} {choice.label}", wrap=True)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            columns.addWidget(words, 1)
        choices.setLayout(columns)
        row = row_of(faint_label(item.label, wrap=True), choices)
        row.setContentsMargins(EDGE, 6, _SIDE, 6)
        _share(row)
        self.setLayout(row)

    def show_item(self, item: Item) -> None:
        """Come and go with the table."""
        self.setVisible(item.relevant)
