"""结论: how the verdict stands now, why, and what is still to be answered."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from govmedia_desktop.domain.verdicts import Conclusion, Finding, OpenItem, Severity, Verdict
from govmedia_desktop.domain.wordings import Words
from ui import theme
from ui.forms.reason import Reason
from ui.forms.score import ScoreBlock
from ui.forms.told import sign_of, told
from ui.parts.page import Panel, Scrolled, column
from ui.parts.states import StatePill
from ui.parts.words import faint_label, plain_label, section_title, unbroken_end
from ui.theme import State

NARROWEST, WIDEST = 224, 360
ROW = 32
MOST = 60
"""More findings or open items than anybody reads at once; the rest is counted."""
SIDES = 20
CONFIRMED = "带入的还没有人核实，到这一题回车确认。"
_PATH = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def standing(verdict: Verdict, words: Words) -> tuple[State, str]:
    """Return how the verdict stands, also while it is open: a veto already found shows."""
    if verdict.vetoes or verdict.conclusion is Conclusion.FAILED:
        doubtful = verdict.rests_on_unconfirmed
        return State.FAILED, words.of(Conclusion.FAILED, unconfirmed=doubtful)
    if verdict.conclusion is Conclusion.OPEN:
        return State.STARTED, State.STARTED.word
    return State.PASSED, words.passed


def counted(verdict: Verdict) -> str:
    """Return the findings counted by their word, and how many questions still wait."""
    kinds = [(s, sum(f.severity is s for f in verdict.findings)) for s in Severity]
    counts = [f"{severity.label} {count} 项" for severity, count in kinds if count]
    if counts and verdict.open_items:
        counts.append(f"未答 {len(verdict.open_items)} 题")
    return " · ".join(counts) or ("" if verdict.open_items else "没有发现问题")


class FindingBlock(QFrame):
    """One finding with its reasons."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finding")
        self._shown: Finding | None = None
        self.head = Reason(strong=True)
        self.explanation = plain_label(wrap=True)
        self.basis = faint_label(wrap=True)
        self.passes = faint_label(wrap=True)
        layout = column(4)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.head)
        for words in (self.explanation, self.passes, self.basis):
            layout.addWidget(words)
        self.setLayout(layout)
        self.hide()

    def show_finding(self, finding: Finding | None) -> None:
        """Show a finding, or nothing."""
        self.setVisible(finding is not None)
        if finding is None or finding is self._shown:
            return
        self._shown = finding
        self.head.tell(sign_of(finding), finding.problem)
        self.explanation.setText(told(finding))
        ways = (CONFIRMED if finding.unconfirmed else "", finding.passes_if)
        self.passes.setText("\n".join(filter(None, ways)))
        self.passes.setVisible(any(ways))
        self.basis.setText(f"依据：{finding.basis}")
        self.basis.setVisible(bool(finding.basis))


class OpenItems(QListWidget):
    """What is not answered yet; Enter or a click jumps there."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("openItems")
        self.setAccessibleName("未答的题，回车跳到那一题")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Entry(self))
        self._shown: tuple[OpenItem, ...] = ()
        self._heights: dict[tuple[str, int], int] = {}

    def show_items(self, items: tuple[OpenItem, ...]) -> None:
        """Show these items."""
        self.setVisible(bool(items))
        if items == self._shown:
            return
        self._shown = items
        self.clear()
        for open_item in items[:MOST]:
            entry = QListWidgetItem(open_item.label, self)
            entry.setData(_PATH, open_item.path)
        if len(items) > MOST:
            entry = QListWidgetItem(f"还有 {len(items) - MOST} 题……", self)
            entry.setData(_PATH, items[MOST].path)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the questions need at this width."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another type size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._heights.clear()
            self._make_room()

    def _make_room(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(
            sum(self.height_of(self.item(n).text()) for n in range(self.count())) + 2
        )

    def height_of(self, question: str) -> int:
        """Return the height that a question needs at the present width."""
        width = max(self.viewport().width() - SIDES, 1)
        if (question, width) not in self._heights:
            wrapped = int(Qt.TextFlag.TextWordWrap)
            needed = self.fontMetrics().boundingRect(
                QRect(0, 0, width, 10_000), wrapped, unbroken_end(question)
            )
            self._heights[question, width] = max(theme.length(ROW), needed.height() + 12)
        return self._heights[question, width]


class _Entry(QStyledItemDelegate):
    """A question on as many lines as it needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the question needs."""
        view = cast(OpenItems, self.parent())
        return QSize(max(view.viewport().width() - SIDES, 1), view.height_of(index.data()))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Let Qt break the lines."""
        super().initStyleOption(option, index)
        option.text = unbroken_end(option.text)  # type: ignore[attr-defined]
        wraps = QStyleOptionViewItem.ViewItemFeature.WrapText
        option.features |= wraps  # type: ignore[attr-defined]


class ConclusionPanel(Panel):
    """The panel at the right, always as of the last answer; `wanted(path)` is to be gone to."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = Words()
        self.pill = StatePill(State.UNCHECKED)
        self.counts = faint_label(wrap=True)
        self.score = ScoreBlock()
        self._pool: list[FindingBlock] = []
        self.blocks: dict[str, FindingBlock] = {}
        self.more = faint_label(wrap=True)
        self.provenance = faint_label(wrap=True)
        self.unanswered = StatePill(State.UNCHECKED)
        self.open_items = OpenItems()
        self._lay_out()
        self.setMinimumWidth(theme.length(NARROWEST))
        self.setMaximumWidth(theme.length(WIDEST))
        self.open_items.itemActivated.connect(self._jump)
        self.open_items.itemClicked.connect(self._jump)

    def _lay_out(self) -> None:
        content = QWidget()
        self.body.setContentsMargins(1, 1, 1, 1)
        self._scroll = Scrolled(content)
        self.body.addWidget(self._scroll)
        layout = column(6)
        layout.setContentsMargins(15, 12, 15, 12)
        content.setLayout(layout)
        self._found = column(6)
        told = (self.pill, self.counts, self.provenance, self.score)
        for widget in (section_title("结论"), *told):
            layout.addWidget(widget)
        layout.addLayout(self._found)
        layout.addWidget(self.more)
        layout.addSpacing(4)
        layout.addWidget(self.unanswered)
        layout.addWidget(self.open_items)
        layout.addStretch(1)

    def begin(self, words: Words) -> None:
        """Be at the top again, for another inspection, whose conclusion is said so."""
        self._words = words
        self._scroll.verticalScrollBar().setValue(0)

    def _jump(self, entry: QListWidgetItem) -> None:
        self.wanted.emit(entry.data(_PATH))

    def show_verdict(self, verdict: Verdict, provenance: str = "") -> None:
        """Show the verdict as it stands, and where the answers came from."""
        state, word = standing(verdict, self._words)
        self.pill.show_state(state, word)
        self.counts.setText(counted(verdict))
        self.counts.setVisible(bool(self.counts.text()))
        self.score.show_verdict(verdict)
        self.provenance.setText(f"作答：{provenance}")
        self.provenance.setVisible(bool(provenance))
        self._show_findings(verdict.findings)
        count = len(verdict.open_items)
        self.unanswered.show_state(State.UNCHECKED, f"未答 {count}")
        self.unanswered.setVisible(bool(count))
        self.open_items.show_items(verdict.open_items)

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        """Fill one block after another; blocks are made when first needed and kept."""
        shown = findings[:MOST]
        while len(self._pool) < len(shown):
            self._pool.append(FindingBlock())
            self._found.addWidget(self._pool[-1])
        for block, finding in zip_longest(self._pool, shown):
            block.show_finding(finding)
        self.blocks = {f.path: b for f, b in zip(shown, self._pool, strict=False)}
        self.more.setText(f"另有 {len(findings) - MOST} 项，在各节里看")
        self.more.setVisible(len(findings) > MOST)
