"""单位: all offices under their 主管单位, what is known of the chosen one beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.register.office_tree import OfficeNode, office_tree
from ui.parts.buttons import make_action
from ui.parts.page import Page, Panel
from ui.parts.words import faint_label, plain_label, section_title
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

NOT_FILLED = "未填"
_STEP = "　　"
ABOUT = "更名、合并、撤销、划转：选中单位，点“变更这个单位”。先看会移动什么，确认后才写入。"


def _validity(node: OfficeNode) -> str:
    return f"到 {node.office.valid_to}" if node.office.valid_to else "现有单位"


def _state(node: OfficeNode) -> State | None:
    return State.UNCHECKED if node.office.valid_to else State.PASSED


COLUMNS: list[Column[OfficeNode]] = [
    Column("单位", lambda n: f"{_STEP * n.depth}{n.office.name}", width=300, least=220),
    Column("层级", lambda n: n.office.level or NOT_FILLED, align=Align.CENTRE, width=72, spare=2),
    Column("类别", lambda n: n.office.category or NOT_FILLED, width=92, spare=3),
    Column("主管单位", lambda n: n.parent or "", width=180, least=120, spare=4),
    Column("账号", lambda n: f"{n.accounts} 个", lambda n: n.accounts, Align.RIGHT, width=72),
    Column("情况", _validity, state=_state, width=140),
]


class OfficeList(Page):
    """The tree; `change_wanted(id)` for the chosen office, `import_wanted` asks for a list."""

    import_wanted = Signal()
    change_wanted = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("单位")
        self._session = session
        self._reading = Reading(session, "正在读取单位")
        self.name = section_title("")
        self.name.setWordWrap(True)
        self.facts = plain_label(wrap=True)
        self.back = make_action(self, "返回设置", "undo", "Esc", self.left.emit)
        self.fetch = make_action(self, "导入名册", "import", "Ctrl+I", self.import_wanted.emit)
        self.change = make_action(self, "变更这个单位", "edit", "Ctrl+E", self._change)
        self.offer(self.back, self.fetch, primary=self.change)
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "offices"), self._details())
        self.panel.add_filter("层级", list(Level), lambda n, level: n.office.level == level)
        self.panel.add_filter("类别", list(Category), lambda n, kind: n.office.category == kind)
        self.panel.chosen.connect(self._show)
        self.panel.opened.connect(lambda _node: self._change())
        self.body.addWidget(faint_label(ABOUT, wrap=True))
        self.body.addWidget(self.panel, 1)
        session.changed.connect(self._refresh_if_seen)
        self._show(None)

    def _details(self) -> QWidget:
        sheet = Panel()
        sheet.body.addWidget(self.name)
        sheet.body.addWidget(self.facts)
        sheet.body.addStretch(1)
        return sheet

    def showEvent(self, event: QShowEvent) -> None:
        """Show the offices as they are now."""
        super().showEvent(event)
        self.refresh()
        self.panel.table.setFocus()

    def _refresh_if_seen(self, _subject: str) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the offices again; what was chosen stays chosen."""
        self._reading.ask(office_tree, self._show_tree)

    def _show_tree(self, nodes: Sequence[OfficeNode]) -> None:
        self.panel.model.set_rows(nodes)
        if self.panel.current() is None:
            self.choose(own_office(self._session.desk).id)

    def choose(self, office: str) -> None:
        """Choose an office."""
        for position in range(self.panel.model.rowCount()):
            if self.panel.row_at(position).id == office:
                self.panel.table.selectRow(position)

    def _show(self, node: OfficeNode | None) -> None:
        self.change.setEnabled(node is not None and not node.office.valid_to)
        self.name.setText(node.office.name if node else "没有选中单位")
        self.facts.setText("\n".join(_facts(node)) if node else "在左边的表里选一个单位。")

    def _change(self) -> None:
        node = self.panel.current()
        if node is not None and self.change.isEnabled():
            self.change_wanted.emit(node.id)


def _facts(node: OfficeNode) -> list[str]:
    office = node.office
    lines = [
        f"层级：{office.level or NOT_FILLED}",
        f"类别：{office.category or NOT_FILLED}",
        f"主管单位：{node.parent or '无'}",
        f"统一社会信用代码：{office.code or NOT_FILLED}",
        f"账号：{node.accounts} 个",
    ]
    lines += [f"曾用名：{told}" for told in office.former_told]
    if office.valid_to:
        lines.append(f"作为独立的单位到 {office.valid_to} 为止")
        lines.append(f"承接单位：{node.successor or '无'}")
    return lines
