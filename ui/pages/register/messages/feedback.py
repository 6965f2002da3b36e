"""答复情况: by unit, theme or account, quarter by quarter; no ranking, figures only."""

from PySide6.QtWidgets import QComboBox, QWidget

from govmedia_desktop.usecases.activity.messages import FeedbackOf, feedback_by_quarter
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable

GROUPS = {"按单位": "unit", "按主题": "theme", "按账号": "account"}
ABOUT = "用时按工作日算，只算已答复的；按期指在规定期限内答复，没有期限的答复了就算。"


def _days(found: FeedbackOf) -> str:
    days = found.feedback.days
    return "" if days is None else f"{float(days):.1f} 个工作日"


COLUMNS: list[Column[FeedbackOf]] = [
    Column("季度", lambda f: f.span.label, lambda f: str(f.span.start), width=140, least=120),
    Column("分组", lambda f: f.feedback.group, width=200, least=110),
    Column(
        "提问",
        lambda f: f"{f.feedback.asked} 条",
        lambda f: f.feedback.asked,
        Align.RIGHT,
        width=72,
    ),
    Column(
        "已答复",
        lambda f: f"{f.feedback.answered} 条",
        lambda f: f.feedback.answered,
        Align.RIGHT,
        width=72,
    ),
    Column(
        "按期",
        lambda f: f"{f.feedback.in_time} 条",
        lambda f: f.feedback.in_time,
        Align.RIGHT,
        width=72,
        spare=2,
    ),
    Column(
        "答复有问题",
        lambda f: f"{f.feedback.faults} 条",
        lambda f: f.feedback.faults,
        Align.RIGHT,
        width=104,
        spare=1,
    ),
    Column(
        "平均用时", _days, lambda f: float(f.feedback.days or 0), Align.RIGHT, width=120, spare=3
    ),
]


class FeedbackPanel(QWidget):
    """The figures under the choice of the groups."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._reading = Reading(session, "正在统计互动")
        self.group = QComboBox()
        self.group.addItems(list(GROUPS))
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "message-feedback"))
        self.panel.nothing.setText("最近四个季度还没有互动记录")
        layout = column()
        row = row_of(buddy_label("怎样分组", self.group), self.group)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(faint_label(ABOUT, wrap=True))
        layout.addWidget(self.panel, 1)
        self.setLayout(layout)
        self.group.currentIndexChanged.connect(lambda _number: self.refresh())

    def refresh(self) -> None:
        """Read the figures again."""
        group = GROUPS[self.group.currentText()]
        self._reading.ask(lambda desk: feedback_by_quarter(desk, group), self.panel.model.set_rows)
