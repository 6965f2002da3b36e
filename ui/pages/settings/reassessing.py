"""按新标准重算: what the inspections of a quarter would have come to under today's parameters."""

from functools import partial

from govmedia_desktop.domain.periods import quarter_of, quarters_back
from govmedia_desktop.usecases.inspections.reassessment import Reassessment, reassess
from govmedia_desktop.usecases.periods.periods import quarters_with_results
from ui import theme
from ui.parts.buttons import make_action, secondary_button
from ui.parts.days import SpanChooser
from ui.parts.fresh import Fresh
from ui.parts.page import Panel
from ui.parts.states import Notice, row_of
from ui.parts.words import faint_label
from ui.session import Session
from ui.tables import reassessed_rows
from ui.tables.model import RowsModel
from ui.tables.view import RowsTable
from ui.theme import State

ABOUT = (
    "以前的检查，如果按今天有效的地方参数来判，结论会有哪些不同。"
    "只是算一算给您看，原来的检查记录不会改动。"
)
MOST_ROWS = 6


class Reassessing(Panel):
    """A span, the button, and the differences once they are found."""

    def __init__(self, session: Session) -> None:
        super().__init__("按新标准重算")
        self._session = session
        self.spans = SpanChooser("哪一期的检查")
        self.start = make_action(self, "按新标准重算", "trend", "", self._start)
        self.summary = Notice(State.PASSED)
        self.model = RowsModel(reassessed_rows.COLUMNS)
        self.table = RowsTable(self.model, "reassessed")
        self.table.setAccessibleName("结论会不同的检查")
        row = row_of(self.spans, secondary_button(self.start))
        row.addStretch(1)
        self.body.addWidget(faint_label(ABOUT, wrap=True))
        self.body.addLayout(row)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.table)
        self.spans.changed.connect(self._forget)
        Fresh(self, session.changed, self.load)
        self.load()

    def load(self) -> None:
        """Offer the quarters with results, the last one before this first; forget what was told."""
        current = quarter_of(self._session.desk.today())
        found = quarters_with_results(self._session.desk)
        last = quarters_back(current.start, 1)
        offered = sorted(found, key=lambda span: (span != last, -span.start.toordinal()))
        self.spans.offer([(span.label, span) for span in offered or [current]])
        self.start.setEnabled(bool(found))
        self._forget()

    def _forget(self) -> None:
        self.summary.hide()
        self.table.hide()

    def _start(self) -> None:
        span = self.spans.span
        if not self.spans.complete or span is None:
            self.spans.start.setFocus()
            return
        self.start.setEnabled(False)
        self._forget()
        rest = partial(self.start.setEnabled, True)
        self._session.beside(
            "正在按新标准重算",
            lambda desk, progress: reassess(desk, span, progress=progress),
            self.tell,
            rest,
        )

    def tell(self, found: Reassessment) -> None:
        """Show what would differ."""
        changed = len(found.differences)
        self.summary.tell(State.HINT if changed else State.PASSED, found.summary)
        self.summary.show()
        self.model.set_rows(list(found.differences))
        self.table.setVisible(bool(changed))
        self.table.setFixedHeight(theme.length(36 + 52 * min(changed, MOST_ROWS)) + 8)
