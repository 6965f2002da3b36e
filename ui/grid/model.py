"""The grid's model: a sheet of the use cases, its questions as columns, the verdict last."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.domain.wordings import Words, words_for
from govmedia_desktop.usecases.grid.filling import Sheet, Work
from govmedia_desktop.usecases.grid.rows import AccountRow, Cell, Mark
from ui.forms.conclusion import standing
from ui.forms.told import sign_of
from ui.tables.columns import Align
from ui.tables.model import STATE_ROLE
from ui.theme import State

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
MARK_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `Mark` of a cell, None for the verdict; what is finished is closed as what is computed."""
NAME_ROLE = Qt.ItemDataRole.UserRole + 2
PLATFORM_ROLE = Qt.ItemDataRole.UserRole + 3
TEXT_ROLE = Qt.ItemDataRole.UserRole + 4
"""What stands in a cell without a word of ours behind it: what an editor begins with."""
VERDICT = "结论"
_NOWHERE = QModelIndex()


class GridModel(QAbstractTableModel):
    """Shows a sheet; `typed(row, column, text)` when something is typed into a cell."""

    typed = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show another sheet, or the same read again."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def renew(self, rows: Iterable[int]) -> None:
        """Show rows as they stand now."""
        last = self.columnCount() - 1
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    def is_question(self, index: Index) -> bool:
        """Whether the cell is one of a question, not the verdict."""
        return index.isValid() and index.column() < self.columnCount() - 1

    def cell_at(self, index: Index) -> Cell | None:
        """Return the cell at an index, None where there is no question."""
        if self.sheet is None or not self.is_question(index):
            return None
        return self.sheet.cell(index.row(), index.column())

    def row_at(self, index: Index) -> AccountRow | None:
        """Return the account of an index."""
        return self.sheet.row(index.row()) if self.sheet and index.isValid() else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of accounts."""
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.accounts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of questions and one for the verdict."""
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.questions) + 1

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Return text, sign and mark of a cell; None for the other roles."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == _ROLE.TextAlignmentRole:
            return Align.LEFT.value
        cell = self.cell_at(index)
        if cell is None:
            return _of_verdict(row, words_of(self.sheet.work) if self.sheet else Words(), role)
        return _of_cell(row, cell, role)

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Hand on what was typed; false where the cell takes none."""
        if role != _ROLE.EditRole or self.cell_at(index) is None:
            return False
        self.typed.emit(index.row(), index.column(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell: every question may be typed into."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if self.is_question(index) else found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return the question of a column, or name and platform of a row's account."""
        if self.sheet is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return _of_account(self.sheet, section, role)
        if role != _ROLE.DisplayRole or not 0 <= section < self.columnCount():
            return None
        questions = self.sheet.questions
        return questions[section].label if section < len(questions) else VERDICT


def shown(cell: Cell) -> str:
    """Return what stands in a cell, 待确认 behind what nobody confirmed."""
    return f"{cell.text} 待确认" if cell.mark is Mark.WAITING else cell.text


def sign(cell: Cell) -> State | None:
    """Return the sign of a cell: refused, found, waiting for somebody, or none."""
    if cell.mark is Mark.REFUSED or cell.reason:
        return State.FAILED
    if cell.mark is Mark.WAITING or (cell.mark is Mark.OPEN and cell.text):
        return State.UNCHECKED
    finding = cell.item.finding
    return sign_of(finding) if finding is not None else None


def words_of(work: Work) -> Words:
    """Return how conclusions are said in the grid that is opened for that."""
    return words_for(work.form.form_id, work.nature)


def row_words(row: AccountRow, words: Words) -> tuple[State, str]:
    """Return how an account stands under a form, and whether it is finished."""
    state, word = verdict_words(row.verdict, words)
    return state, f"{word} · 已完成" if row.finished else word


def verdict_words(verdict: Verdict, words: Words) -> tuple[State, str]:
    """Return how an account stands under a form, with the number of items still open."""
    state, word = standing(verdict, words)
    count = len(verdict.open_items)
    if not count:
        return state, word
    if verdict.vetoes:
        return state, f"{word} · 未答 {count} 项"
    return State.UNCHECKED, f"未检查完 {count} 项"


def _of_cell(row: AccountRow, cell: Cell, role: int) -> Any:
    state = sign(cell)
    if role == _ROLE.DisplayRole:
        return state.text(shown(cell)) if state else shown(cell)
    if role == _ROLE.EditRole:
        return shown(cell)
    if role == TEXT_ROLE:
        return cell.text
    if role == MARK_ROLE:
        closed = row.finished and cell.mark is not Mark.REFUSED
        return Mark.COMPUTED if closed else cell.mark
    return state if role == STATE_ROLE else None


def _of_verdict(row: AccountRow, words: Words, role: int) -> Any:
    state, word = row_words(row, words)
    if role == _ROLE.DisplayRole:
        return state.text(word)
    if role == _ROLE.EditRole:
        return word
    return state if role == STATE_ROLE else None


def _of_account(sheet: Sheet, section: int, role: int) -> Any:
    if not 0 <= section < len(sheet.accounts):
        return None
    account = sheet.accounts[section].account
    platform = account.platform.label
    if role == _ROLE.DisplayRole:
        return f"{account.name} · {platform}"
    return platform if role == PLATFORM_ROLE else (account.name if role == NAME_ROLE else None)
