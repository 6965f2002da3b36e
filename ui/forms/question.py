"""One question: what is asked, its input, where the value came from, what is wrong or found."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QWidget

from govmedia_desktop.domain.evidence import takes_evidence
from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.forms.items import Item
from ui.forms.evidence.offers import clipboard_is_for_pictures, holds_picture
from ui.forms.evidence.strip import EvidenceStrip
from ui.forms.fields import ChoiceField, field_for
from ui.forms.filling import Filling
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
SIGN = {
    Severity.VETO: State.FAILED,
    Severity.DEDUCT: State.HINT,
    Severity.HINT: State.HINT,
    Severity.BONUS: State.PASSED,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


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
    if not words:
        return ""
    return f"{words}，回车确认" if item.unconfirmed else f"{words}，已确认"


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
        self.origin = plain_label(name="origin")
        self.fault = fault_label()
        self.found = Reason()
        self.evidence = EvidenceStrip(filling.thumbnails) if item.severity else None
        if item.basis:
            set_tip(self.label, f"依据：{item.local_rules or item.basis}")
        self._lay_out()
        self.field.renewed.connect(self._listen)
        self.field.typed.connect(self._take)
        self._listen()
        if self.evidence is not None:
            self._offer_evidence(self.evidence)

    def _lay_out(self) -> None:
        layout = column(6)
        layout.setContentsMargins(12, 8, 12, 8)
        for widget in (self.label, self.hint):
            layout.addWidget(widget)
        answered = row_of(self.field, self.origin)
        answered.addStretch(1)
        layout.addLayout(answered)
        layout.addWidget(self.fault)
        layout.addWidget(self.found)
        if self.evidence is not None:
            layout.addWidget(self.evidence)
        self.setLayout(layout)

    def _listen(self) -> None:
        for widget in self.field.inputs:
            widget.installEventFilter(self)

    def show_item(self, item: Item) -> None:
        """Show the question as it stands now; nothing is built anew."""
        self.item = item
        self.setVisible(item.relevant)
        self.label.setText(item.label)
        self.hint.setText(item.hint)
        self.hint.setVisible(bool(item.hint))
        if not self.refused:
            self.field.show_item(item)
        self._say()

    def _say(self) -> None:
        wrong = self.refused or self.item.problem or ""
        inspection = self._filling.inspection
        title = inspection.origins.get(self.item.path, "")
        mark = "" if self.refused else origin(self.item, title, str(inspection.desk.today()))
        self.origin.setText(mark)
        self.origin.setVisible(bool(mark))
        show_fault(self.fault, wrong)
        self.field.show_wrong(wrong=bool(wrong))
        finding = None if wrong else self.item.finding
        self.found.setVisible(finding is not None)
        if finding is not None:
            self.found.tell(SIGN[finding.severity], told(finding))
        self._show_evidence(failing=takes_evidence(self.item.finding))
        said = (self.item.hint, mark, wrong, told(finding) if finding else "")
        self.field.describe(self.item.label, "；".join(filter(None, said)))

    def _take(self, text: str) -> None:
        take = self._filling.take_date if self.item.kind == "date" else self._filling.take
        refusal = take(self.item.path, text)
        self._refuse(refusal)

    def _show_evidence(self, *, failing: bool) -> None:
        """Ask for evidence where the item fails."""
        if self.evidence is not None:
            pieces = self._filling.evidence.get(self.item.path, ())
            closed = bool(self._filling.warning)
            self.evidence.show_evidence(pieces, failing=failing, closed=closed)

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

    def go_on(self) -> None:
        """Take what is typed, or confirm what stands there, and go on unless it was refused."""
        self.commit()
        if not self.refused and self.item.unconfirmed:
            self._refuse(self._filling.confirm(self.item.path))
        if not self.refused:
            self.stepped.emit(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that choose and go on before the input sees them."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        if _is_picture(event):
            event.ignore()  # leave it to the page, which takes pictures in
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.modifiers() in _PLAIN and self._took(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _took(self, key: Qt.Key) -> bool:
        if key in _ENTER:
            self.go_on()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif isinstance(self.field, ChoiceField):
            return self._chose(self.field, key)
        else:
            return False
        return True

    def _chose(self, field: ChoiceField, key: Qt.Key) -> bool:
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            field.choose(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take("")
        else:
            return False
        return True


def _is_picture(event: QEvent) -> bool:
    """Whether a picture is pasted or dragged where a line of text has the keyboard."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
        return event.matches(QKeySequence.StandardKey.Paste) and clipboard_is_for_pictures()
    return isinstance(event, QDropEvent) and holds_picture(event.mimeData())


def note(item: Item) -> QWidget:
    """Return a note of the form: words to read, nothing to answer."""
    sheet = QWidget()
    layout = column(4)
    layout.setContentsMargins(12, 8, 12, 8)
    layout.addWidget(plain_label(item.label, wrap=True))
    if item.hint:
        layout.addWidget(faint_label(item.hint, wrap=True))
    sheet.setLayout(layout)
    return sheet
