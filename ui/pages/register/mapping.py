"""哪一列是什么: the sheet, what is hidden, and what each column is read as; corrected by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from govmedia_desktop.domain.accounts import FIELD_LABELS
from govmedia_desktop.domain.registers import Source, Wanted
from govmedia_desktop.usecases.register.accounts import PERSONAL_FIELDS
from govmedia_desktop.usecases.register.imported import RegisterImport
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, plain_label

ABOUT = (
    "认错的列在这里改，改了马上重新读取，不会写入台账。"
    "导入以后，同一单位、同样表头的表照这次的改法读。"
)
NOT_READ = "不读入"
NOBODY = "没有指定"
_LONGEST_SAMPLE = 16
_SERIAL = "serial"
_TWO = 2
FIELDS = {
    **{("owner_name" if f == "owner" else f): label for f, label in FIELD_LABELS.items()},
    **PERSONAL_FIELDS,
}
"""What a column may be read as; accounts above others are no column of a register."""
del FIELDS["main_account"]


class MappingPanel(QWidget):
    """How a file is read: columns may be any of `fields`, and the `required` ones must be there.

    `corrected(Wanted)`: what a person chose, to be read again. `incomplete(str)`: which columns
    are still missing, as a sentence goes on after 还没有指定.
    """

    corrected = Signal(object)
    incomplete = Signal(str)

    def __init__(
        self,
        fields: Mapping[str, str] = FIELDS,
        required: Sequence[str] = ("name", "platform"),
        about: str = ABOUT,
    ) -> None:
        super().__init__()
        self._fields, self._required, self._about = fields, required, about
        self.sheet = QComboBox()
        self.office = QComboBox()
        self.memory = faint_label()
        self.hidden = QCheckBox("一并读入隐藏的行和列")
        self.boxes: dict[int, QComboBox] = {}
        self._source: Source | None = None
        self._wanted = Wanted()
        self._of_sheet, self._of_sender = QWidget(), QWidget()
        self._grid = QGridLayout()
        self._lay_out()
        self.sheet.activated.connect(self._choose_sheet)
        self.office.activated.connect(self._choose_sender)
        self.hidden.clicked.connect(self._choose_hidden)

    def _lay_out(self) -> None:
        line = row_of(buddy_label("工作表", self.sheet), self.sheet)
        self._of_sheet.setLayout(line)
        top = row_of(self._of_sheet, self.hidden)
        top.addStretch(1)
        sent = row_of(buddy_label("谁交来的", self.office), self.office, self.memory)
        sent.addStretch(1)
        self._of_sender.setLayout(sent)
        self._of_sender.hide()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        whole = column()
        if self._about:
            whole.addWidget(faint_label(self._about, wrap=True))
        whole.addWidget(self._of_sender)
        whole.addLayout(top)
        whole.addLayout(self._grid)
        whole.addStretch(1)
        self.setLayout(whole)

    def show_sender(self, read: RegisterImport) -> None:
        """Show who sent the file, and whose earlier one told the columns."""
        sender = read.wanted.sender or ""
        self._of_sender.show()
        self.office.clear()
        self.office.addItem(NOBODY, "")
        for name in dict.fromkeys((*filter(None, [sender]), *read.senders)):
            self.office.addItem(name, name)
        self.office.setCurrentIndex(self.office.findData(sender))
        memory = f"各列照{read.memory.value}上一次的读法" if read.memory else ""
        self.memory.setText(memory)

    def show_source(self, source: Source, wanted: Wanted) -> None:
        """Show how a file was read; the boxes stay where its columns are the same."""
        if self._source is None or source.titles != self._source.titles:
            self._fill(source)
        self._source, self._wanted = source, wanted
        self.sheet.clear()
        self.sheet.addItems(list(source.sheets))
        self.sheet.setCurrentText(source.sheet)
        self._of_sheet.setVisible(len(source.sheets) > 1)
        self.hidden.setVisible(source.hidden > 0)
        self.hidden.setChecked(wanted.hidden)
        for place, box in self.boxes.items():
            box.setCurrentIndex(max(box.findData(source.columns.get(place, "")), 0))

    def _fill(self, source: Source) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = {}
        for place, word in enumerate(("表头和第一格", "这一列是")):
            self._grid.addWidget(faint_label(word), 0, place)
        for row, (place, title) in enumerate(source.titles.items(), 1):
            if source.columns.get(place) != _SERIAL:
                self._grid.addWidget(_headed(title, source.samples.get(place, "")), row, 0)
                self.boxes[place] = self._box(place, title)
                self._grid.addWidget(self.boxes[place], row, 1)

    def _box(self, place: int, title: str) -> QComboBox:
        box = QComboBox()
        box.addItem(NOT_READ, "")
        for field, label in self._fields.items():
            box.addItem(label, field)
        box.setAccessibleName(f"“{title}”这一列是")
        box.activated.connect(partial(self._correct, place))
        return box

    def _correct(self, changed: int, _index: int) -> None:
        """Read again; what another column was moves here, unless tables stand side by side."""
        before = dict(self._source.columns) if self._source else {}
        field = self.boxes[changed].currentData()
        if field and list(before.values()).count(field) < _TWO:
            for place, box in self.boxes.items():
                if place != changed and box.currentData() == field:
                    box.setCurrentIndex(0)
        columns = {place: name for place, name in before.items() if name == _SERIAL}
        columns |= {place: str(box.currentData()) for place, box in self.boxes.items()}
        lacking = [
            f"哪一列是{self._fields[f]}" for f in self._required if f not in columns.values()
        ]
        if lacking:
            self.incomplete.emit("、".join(lacking))
        else:
            self.corrected.emit(replace(self._wanted, columns=columns))

    def _choose_sheet(self, _index: int) -> None:
        sheet = self.sheet.currentText()
        self.corrected.emit(replace(self._wanted, sheet=sheet, columns=None))

    def _choose_hidden(self, wanted: bool) -> None:
        self.corrected.emit(replace(self._wanted, hidden=wanted))

    def _choose_sender(self, _index: int) -> None:
        """Read the columns as those of another sender were read."""
        sender = str(self.office.currentData())
        self.corrected.emit(replace(self._wanted, sender=sender, columns=None))


def _headed(title: str, sample: str) -> QWidget:
    """Return a column's header over what stands first in it."""
    told = QVBoxLayout()
    told.setContentsMargins(0, 0, 0, 0)
    told.setSpacing(0)
    told.addWidget(plain_label(title, wrap=True))
    if sample:
        told.addWidget(faint_label(f"例：{sample[:_LONGEST_SAMPLE]}", wrap=True))
    headed = QWidget()
    headed.setLayout(told)
    return headed
