"""导出台账: which accounts, in which layout, as one table, one a unit, or in an office's own."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout

from govmedia_desktop.domain.layouts import Layout
from govmedia_desktop.domain.listing import Asked
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.files import free_place
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.exported import (
    Export,
    export_by_owner,
    export_register,
    fill_in_template,
    read_layout,
    shipped_layouts,
)
from ui import theme
from ui.parts import desktop, dialogs
from ui.parts.bars import kept_file
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import Page, Panel
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, fault_label, show_fault
from ui.session import Session

WORKBOOK = "Excel 工作簿 (*.xlsx)"
ONE, EACH, OWN = "一张表", "一个单位一张表", "填进自己的表"
_ABOUT = {
    ONE: "按选定的版式写成一个工作簿，带下拉选项；改好以后还能再导入。",
    EACH: "在选定的文件夹里新建一个文件夹，每个主办单位一个工作簿，可以分发下去核对。",
    OWN: "选一张空表（如上级发的模板），按它的表头逐列填好，另存为新文件，原表不改动。",
}


class ExportPage(Page):
    """What goes out and how. `left`: back to the list."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("导出台账")
        self._session = session
        self._shown: Asked | None = None
        self._layouts: dict[str, Layout] = shipped_layouts()
        self.range = QComboBox()
        self.way = QComboBox()
        self.way.addItems([ONE, EACH, OWN])
        self.layout_box = QComboBox()
        self.layout_box.addItems(list(self._layouts))
        self.personal = QCheckBox("带上联系人、电话、管理员、分管负责人（个人信息）")
        self.about = faint_label(wrap=True)
        self.refusal = fault_label()
        self.choose = make_action(self, "选择版式文件", "folder", "Ctrl+L", self._choose)
        self.leave = make_action(self, "返回台账", "undo", "Esc", self.left.emit)
        self.write = make_action(self, "导出", "export", "Ctrl+Return", self._write)
        self.offer(self.leave, primary=self.write)
        self._lay_out()
        self.way.currentTextChanged.connect(self._suit)
        self._suit(ONE)

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(12)
        ways = ((self.range,), (self.way,), (self.layout_box, secondary_button(self.choose)))
        for title, parts in zip(("范围", "写成", "版式"), ways, strict=True):
            line = row_of(*parts)
            line.addStretch(1)
            rows.addRow(buddy_label(title, parts[0]), line)
        for box in (self.range, self.way, self.layout_box):
            box.setMinimumWidth(theme.length(260))
        sheet = Panel()
        sheet.body.addLayout(rows)
        sheet.body.addWidget(self.personal)
        for words in (self.about, self.refusal):
            sheet.body.addWidget(words)
        self.body.addWidget(sheet)
        self.body.addStretch(1)

    def begin(self, shown: Asked | None, count: str, total: int) -> None:
        """Offer all accounts, and those that the list was narrowed down to, `count` in words.

        Contact data are never ticked beforehand.
        """
        self._shown = shown
        self.range.clear()
        self.range.addItem(f"全部（{total} 个账号）")
        if shown is not None:
            self.range.addItem(f"当前筛选（{count}）")
            self.range.setCurrentIndex(1)
        self.personal.setChecked(False)
        show_fault(self.refusal, "")

    def _suit(self, way: str) -> None:
        self.about.setText(_ABOUT[way])
        for part in (self.layout_box, self.choose):
            part.setEnabled(way != OWN)

    def _choose(self) -> None:
        path = dialogs.file_to_read(self, "选择版式文件", "版式文件 (*.json)")
        if path is None:
            return
        try:
            layout = read_layout(path)
        except RefusedError as refusal:
            show_fault(self.refusal, str(refusal))
            return
        show_fault(self.refusal, "")
        name = layout.name or path.stem
        self._layouts[name] = layout
        if self.layout_box.findText(name) < 0:
            self.layout_box.addItem(name)
        self.layout_box.setCurrentText(name)

    def _write(self) -> None:
        chosen = self._shown if self.range.currentIndex() == 1 else None
        layout = self._layouts[self.layout_box.currentText()]
        export = Export(layout, chosen, personal=self.personal.isChecked())
        way = self.way.currentText()
        work = {ONE: self._as_one, EACH: self._by_owner, OWN: self._in_template}[way](export)
        if work is None:
            return
        self.write.setEnabled(False)
        self._session.beside("正在导出台账", lambda desk, _: work(desk), self._tell, self._rest)

    def _as_one(self, export: Export) -> Callable[[Desk], list[Path]] | None:
        path = self._file("台账")
        return None if path is None else lambda desk: [export_register(desk, export, path)]

    def _by_owner(self, export: Export) -> Callable[[Desk], list[Path]] | None:
        folder = dialogs.folder_to_write(self, "选择放在哪个文件夹里")
        if folder is None:
            return None
        own = free_place(folder / f"台账 一个单位一张表 {self._session.desk.today()}")
        desktop.remember_place(own)
        return lambda desk: export_by_owner(desk, export, own)

    def _in_template(self, export: Export) -> Callable[[Desk], list[Path]] | None:
        template = dialogs.file_to_read(self, "选择要填的空表", WORKBOOK)
        path = None if template is None else self._file(f"{template.stem}（已填）")
        if template is None or path is None:
            return None
        return lambda desk: [fill_in_template(desk, export, template, path)]

    def _file(self, stem: str) -> Path | None:
        name = f"{stem} {self._session.desk.today()}.xlsx"
        path = dialogs.file_to_write(self, "导出台账", desktop.suggested_place(name), WORKBOOK)
        if path is None:
            return None
        desktop.remember_place(path)
        return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

    def _tell(self, written: Sequence[Path]) -> None:
        if not written:
            show_fault(self.refusal, "没有可以导出的账号，没有写出文件。")
            return
        first = written[0]
        text = f"已写出“{first.name}”。"
        if self.way.currentText() == EACH:
            text = f"已在“{first.parent.name}”里写出 {len(written)} 个单位的工作簿。"
        self._session.say(kept_file(text, first))

    def _rest(self) -> None:
        self.write.setEnabled(True)
