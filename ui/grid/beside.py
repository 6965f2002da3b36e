"""What stands below the grid: the cell one is at, and the texts that were not taken."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from govmedia_desktop.usecases.grid.filling import Fault, Sheet
from govmedia_desktop.usecases.grid.rows import AccountRow, Cell, Mark
from ui import theme
from ui.forms.reason import Reason
from ui.forms.told import origin, sign_of, told
from ui.grid.model import row_words, words_of
from ui.parts.buttons import quiet_button
from ui.parts.page import column
from ui.parts.states import StatePill, row_of
from ui.parts.words import escaped, faint_label, plain_label
from ui.theme import State

SHOWN_FAULTS = 4
LISTED_FAULTS = 200
"""So many can be gone to; those after them come up as these are mended."""
WHOLE, BRIEF = 76, 46
_SEVERAL = {"select_multiple": "，可选几个，用、隔开", "rank": "，从前到后排好，用、隔开"}
_FAULT = Qt.ItemDataRole.UserRole


class Detail(QWidget):
    """The question in full, what may be typed, where the value comes from; the row's verdict."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = plain_label(name="asked")
        self.how = faint_label(wrap=True)
        self.reason = Reason()
        self.verdict = StatePill(State.UNCHECKED)
        first = row_of(self.asked, self.verdict)
        first.setStretch(0, 1)
        layout = column(4)
        layout.addLayout(first)
        layout.addWidget(self.how)
        layout.addWidget(self.reason)
        layout.addStretch(1)
        self.setLayout(layout)
        self._question, self._pressed = "", ""
        self.be_brief(brief=False)
        self.asked.setMinimumWidth(1)  # long words do not widen the page

    def be_brief(self, *, brief: bool) -> None:
        """Leave out what may be typed, where the screen is low, but not how to confirm."""
        self._brief = brief
        self._ask(self._question, self._pressed)
        self.how.setVisible(not brief)
        theme.fix(self, height=BRIEF if brief else WHOLE)

    def show_cell(self, sheet: Sheet, row: AccountRow, cell: Cell | None) -> None:
        """Show the cell one is at, or the verdict of its row."""
        self.verdict.show_state(*row_words(row, words_of(sheet.work)))
        name = row.account.account.name
        if cell is None:
            problems = "、".join(finding.problem for finding in row.verdict.findings)
            self._ask(f"{name} · 结论{'：' + problems if problems else ''}")
            self._tell("", State.HINT, "")
            return
        self._ask(f"{name} · {cell.item.label}", "按 = 确认" if cell.item.unconfirmed else "")
        title = row.origin(cell.item.path)
        come = origin(cell.item, title, str(sheet.desk.today())).replace("回车确认", "按 = 确认")
        state, reason = _reason(cell)
        said = [come if cell.mark is not Mark.REFUSED else ""]
        said += ["这个账号本期已查完"] if row.finished else [ways(cell)]
        said += [] if reason else [cell.item.hint]
        self._tell("　".join(filter(None, said)), state, reason)

    def _ask(self, question: str, pressed: str = "") -> None:
        self._question, self._pressed = question, pressed
        self.asked.setText(f"{question} · {pressed}" if pressed and self._brief else question)

    def _tell(self, how: str, state: State, reason: str) -> None:
        self.how.setText(how)
        self.reason.setVisible(bool(reason))
        self.reason.tell(state, reason)


def _reason(cell: Cell) -> tuple[State, str]:
    if cell.mark is Mark.REFUSED:
        stands = f"；原来的“{cell.item.shown}”还在" if cell.item.value else ""
        return State.FAILED, f"没有接受：{cell.reason}{stands}"
    if cell.reason:
        return State.FAILED, cell.reason
    finding = cell.item.finding
    return (sign_of(finding), told(finding)) if finding else (State.HINT, "")


def ways(cell: Cell) -> str:
    """Return what may be typed into a cell, in one line."""
    item = cell.item
    if cell.mark is Mark.ASIDE:
        return "按前面的回答，这个账号不用填这一项"
    if item.readonly:
        return "填 = 确认，不能改" if item.unconfirmed else "由程序给出"
    if item.choices:
        several = _SEVERAL.get(item.kind, "")
        named = "  ".join(f"{n} {c.label}" for n, c in enumerate(item.choices, start=1))
        return f"可填：{named}{several}"
    if item.kind == "date":
        return "可写 11-06、1106、今天、昨天"
    return {"integer": "填整数", "decimal": "填数字"}.get(item.kind, "")


class Faults(QWidget):
    """The texts that were not taken, cell by cell; Enter or a click goes there."""

    wanted = Signal(int, str)

    def __init__(self, clearing: QAction) -> None:
        super().__init__()
        self.head = plain_label(name="fault")
        self.list = QListWidget()
        self.list.setObjectName("openItems")
        self.list.setAccessibleName("没有接受的填写，回车到那一格")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self._shown: Sequence[Fault] = []
        self.count = 0
        """How many there are."""
        above = row_of(self.head, quiet_button(clearing))
        above.setStretch(0, 1)
        layout = column(0)
        layout.addLayout(above)
        layout.addWidget(self.list)
        self.setLayout(layout)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Show these, as many at once as there is room for."""
        self.count = len(faults)
        words = f"{self.count} 格没有接受，改好或清除后才能完成（F8 逐格看）"
        self.head.setText(State.FAILED.text(words))
        if faults[:LISTED_FAULTS] != self._shown:
            self._shown = faults[:LISTED_FAULTS]
            self.list.clear()
            for fault in self._shown:
                self._add(fault)
        rows = min(len(faults), SHOWN_FAULTS)
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * rows + 2 if rows else 0)

    def be_brief(self, *, brief: bool) -> None:
        """Leave out the list, where the screen is low; F8 still goes from one to the next."""
        self.list.setVisible(not brief)

    def go_on(self) -> None:
        """Go to the next text that was not taken, after the last to the first."""
        if self._shown:
            self.list.setCurrentRow((self.list.currentRow() + 1) % len(self._shown))
            self._go(self.list.currentItem())

    def _add(self, fault: Fault) -> None:
        words = f"{fault.account} · {fault.question}“{fault.text}”：{fault.reason}"
        entry = QListWidgetItem(" ".join(words.split()), self.list)
        entry.setData(_FAULT, (fault.row, fault.path))
        entry.setData(Qt.ItemDataRole.ToolTipRole, escaped(words))

    def _go(self, entry: QListWidgetItem) -> None:
        self.wanted.emit(*entry.data(_FAULT))
