"""比较两版: what came, went and changed between two versions of a form, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from govmedia_desktop.domain.verdicts import Severity
from govmedia_desktop.forms.comparison import ASPECTS, Difference, What
from govmedia_desktop.usecases.forms.known import ListedForm
from ui.parts.buttons import make_action
from ui.parts.page import Page
from ui.parts.states import Notice, row_of
from ui.parts.words import buddy_label
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

_STATES = {
    What.ADDED: State.PASSED,
    What.REMOVED: State.FAILED,
    What.CHANGED: State.HINT,
    What.RENAMED: State.STARTED,
    What.MOVED: State.STARTED,
}
_WORDS = {
    ASPECTS["severity"]: {severity.value: severity.label for severity in Severity},
    **{ASPECTS[aspect]: {"yes": "是", "no": "否"} for aspect in ("judgement", "carry", "required")},
}


def _shown(difference: Difference, text: str) -> str:
    return _WORDS.get(difference.aspect, {}).get(text, text) or "（空）"


DIFFERENCES: list[Column[Difference]] = [
    Column("变化", lambda d: d.what.value, state=lambda d: _STATES[d.what], width=104),
    Column("题目", lambda d: d.label, width=200, least=90, wraps=True),
    Column("项目", lambda d: d.aspect, align=Align.CENTRE, width=96),
    Column("旧版", lambda d: _shown(d, d.before), width=220, least=110, wraps=True),
    Column("新版", lambda d: _shown(d, d.after), width=220, least=110, wraps=True),
]


class ComparePage(Page):
    """Two versions of one form; `chosen(older, newer)` when others are to be compared."""

    left = Signal()
    chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__("比较两版")
        self.back = make_action(self, "返回列表", "undo", "Esc", self.left.emit)
        self.offer(self.back)
        self._versions: Sequence[ListedForm] = ()
        self.older, self.newer = QComboBox(), QComboBox()
        row = row_of(
            buddy_label("旧版", self.older), self.older, buddy_label("新版", self.newer), self.newer
        )
        row.addStretch(1)
        self.notice = Notice(State.PASSED)
        self.panel = TablePanel(RowsTable(RowsModel(DIFFERENCES), "form-differences"))
        self.panel.add_filter("变化", list(What), lambda d, word: d.what == word)
        self.body.addLayout(row)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.panel, 1)
        for box in (self.older, self.newer):
            box.activated.connect(self._choose)

    def offer_versions(self, versions: Sequence[ListedForm], older: str, newer: str) -> None:
        """Offer the versions of a form, oldest first, two of them chosen by record id."""
        self._versions = versions
        self.title.setText(f"比较两版 · {versions[-1].title}")
        for box, record in ((self.older, older), (self.newer, newer)):
            box.clear()
            box.addItems([f"第{version.version}版" for version in versions])
            box.setCurrentIndex([version.id for version in versions].index(record))

    def _choose(self) -> None:
        older, newer = (self._versions[b.currentIndex()] for b in (self.older, self.newer))
        self.chosen.emit(older, newer)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show what differs."""
        self.panel.model.set_rows(found)
        self.panel.setVisible(bool(found))
        self.notice.tell(State.HINT if found else State.PASSED, _counted(found))
        self.panel.table.setFocus()


def _counted(found: Sequence[Difference]) -> str:
    if not found:
        return "两版的题目完全相同。"
    changed = {d.name for d in found if d.what not in (What.ADDED, What.REMOVED)}
    counts = [(w.value, sum(d.what is w for d in found)) for w in (What.ADDED, What.REMOVED)]
    counts.append(("有改动", len(changed)))
    return "，".join(f"{word} {count} 题" for word, count in counts if count) + "。"
