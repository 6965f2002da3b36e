"""Long lists of choices: typed into until few are left, then chosen by Enter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from govmedia_desktop.forms.items import Choice, Item
from ui import theme
from ui.forms.field import Field, fit, is_plain
from ui.parts.page import column
from ui.parts.words import faint_label

MOST_ROWS = 7
_WIDTH = 360
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NAME = Qt.ItemDataRole.UserRole


class SearchField(Field):
    """A line that searches, and the choices that hold what is typed.

    With `folded` the list is there only while one searches (minimal). Enter takes the marked
    choice; where several may be chosen it marks it or takes the mark off.
    """

    writes = stretches = True

    def __init__(
        self, item: Item, around: QWidget, *, folded: bool, choices: tuple[Choice, ...] = ()
    ) -> None:
        super().__init__(column(4), around)
        self._several = item.kind == "select_multiple"
        self._folded, self._own = folded, choices
        self._choices: tuple[Choice, ...] = ()
        self._chosen: list[str] = []
        self.line = QLineEdit(around)
        self.list = QListWidget(around)
        self.told = faint_label(wrap=True)
        self._lay_out()
        self.line.textEdited.connect(lambda _text: self._search())
        self.line.editingFinished.connect(self.commit)
        self.list.itemClicked.connect(self._click)

    def _lay_out(self) -> None:
        self.line.setPlaceholderText("输入几个字查找；回车选定，Alt+↓ 列出全部")
        self.list.setObjectName("choices")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (self.line, self.list, self.told):
            self.room.addWidget(widget)
            widget.setMaximumWidth(theme.length(_WIDTH))
        self.told.setVisible(False)

    @property
    def inputs(self) -> list[QWidget]:
        """What takes the keyboard."""
        return [self.line]

    @property
    def offered(self) -> list[str]:
        """The names of the choices that are listed now."""
        return [self.list.item(n).data(_NAME) for n in range(self.list.count())]

    # showing

    def show_item(self, item: Item) -> None:
        """Show the choices and the chosen one; what is being searched stays."""
        searching = self._is_searching()
        self._choices = self._own or item.choices
        self._chosen = (item.answer.value if item.answer else "").split()
        if not searching:
            self._settle()

    def _is_searching(self) -> bool:
        return self.line.text().strip() != self._settled_text()

    def _settled_text(self) -> str:
        return "" if self._several else "、".join(self._labels())

    def _labels(self) -> list[str]:
        labels = {choice.name: choice.label for choice in self._choices}
        return [labels.get(name, name) for name in self._chosen]

    def _settle(self) -> None:
        """Show what is chosen and end the search."""
        self.line.setText(self._settled_text())
        self.told.setText(f"已选：{'、'.join(self._labels())}")
        self.told.setVisible(self._several and bool(self._chosen))
        self._list("")
        self.list.setVisible(not self._folded)

    def _search(self) -> None:
        self._list(self.line.text())
        self.list.setVisible(True)

    def _list(self, text: str) -> None:
        wanted = text.strip().casefold()
        self.list.clear()
        for choice in self._choices:
            if wanted in choice.label.casefold() or wanted in choice.name.casefold():
                mark = ("☑ " if choice.name in self._chosen else "☐ ") if self._several else ""
                entry = QListWidgetItem(f"{mark}{choice.label}", self.list)
                entry.setData(_NAME, choice.name)
        if not self.list.count():
            nothing = QListWidgetItem("没有这样的选项", self.list)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        fit(self.list, MOST_ROWS)
        self.list.setCurrentRow(self._first(wanted))

    def _first(self, wanted: str) -> int:
        names = self.offered
        chosen = next((names.index(name) for name in self._chosen if name in names), -1)
        return 0 if wanted else chosen

    # choosing

    def pressed(self, event: QKeyEvent) -> bool:
        """Go through the list by ↑ and ↓, choose by Enter."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._list("")
            self.list.setVisible(True)
            return True
        if not is_plain(event):
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._step(1 if key == Qt.Key.Key_Down else -1)
        return key in _ENTER and self._enter()

    def _step(self, by: int) -> bool:
        """Mark the next choice; at either end, or where nothing is listed, leave the list."""
        row = self.list.currentRow() + by
        if self.list.isHidden() or not 0 <= row < len(self._choices):
            return False
        if row >= self.list.count() or self.list.item(row).data(_NAME) is None:
            return False
        self.list.setCurrentRow(row)
        return True

    def _enter(self) -> bool:
        """Take the marked choice; whether Enter is used up by that."""
        marked = self.list.currentItem()
        name = marked.data(_NAME) if marked is not None and not self.list.isHidden() else None
        if not self.line.text().strip() and not self._several and self._chosen:
            self._take([])
            return False
        if name is None or (name in self._chosen and not self._several):
            return False
        self._toggle(name)
        return self._several

    def _click(self, entry: QListWidgetItem) -> None:
        name = entry.data(_NAME)
        if name is not None:
            self.line.setFocus()
            self._toggle(name)

    def _toggle(self, name: str) -> None:
        if not self._several:
            self._take([name])
        elif name in self._chosen:
            self._take([known for known in self._chosen if known != name])
        else:
            self._take([*self._chosen, name])

    def _take(self, names: list[str]) -> None:
        row = self.list.currentRow()
        self._chosen = names
        self._settle()
        if self._several and not self.list.isHidden():
            self.list.setCurrentRow(row)
        self.typed.emit(" ".join(names))

    def commit(self) -> None:
        """Take what was typed where it names one choice; else hand it on to be refused."""
        text = self.line.text().strip()
        if not self._is_searching():
            return
        found = [c.name for c in self._choices if text in (c.label, c.name)] or self.offered
        if not text:
            self._settle() if self._several else self._take([])
        elif len(found) == 1 and found[0] is not None:
            self._toggle(found[0])
        else:
            self.typed.emit(text)

    def show_wrong(self, *, wrong: bool) -> None:
        """Mark the line where its text names no choice."""
        if bool(self.line.property("wrong")) != wrong:
            self.line.setProperty("wrong", wrong)
            self.line.style().polish(self.line)
