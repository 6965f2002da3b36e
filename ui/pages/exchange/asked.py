"""What 报送情况 asks before it writes: a reason, or what a report on paper says."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget

from govmedia_desktop.domain.board import NOTED_WAYS, Way
from govmedia_desktop.usecases.exchange.reviews import Noted
from ui import theme
from ui.forms.flow import Flow
from ui.pages.exchange.planning import PlanForm
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, plain_label

WITHOUT_NUMBERS = (
    "材料里没有数字就空着：这个单位的检查已经代录或收回的，照那些计；"
    "一个也没有的，计为已报送，不计入自查的数字。"
)
_MOST_ACCOUNTS = 99_999


class Asked(QFrame):
    """One of the forms at a time, above the table; hidden while nothing is asked."""

    def __init__(self, *forms: "Reason | NotedReport | PlanForm") -> None:
        super().__init__()
        self.setObjectName("panel")
        self._forms = forms
        layout = column(0, 12)
        for form in forms:
            layout.addWidget(form)
            form.cancel.triggered.connect(self.close)
        self.setLayout(layout)
        leave = QShortcut(QKeySequence("Esc"), self, self.close)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def open(
        self, form: "Reason | NotedReport | PlanForm", about: str, *, correction: bool = False
    ) -> None:
        """Ask about an office or a quarter, the first field ready to be typed into."""
        form.begin(about, correction=correction)
        for other in self._forms:
            other.setVisible(other is form)
        self.show()
        form.first.setFocus()


class Reason(QWidget):
    """Why a report is sent back."""

    def __init__(self, given: Callable[[str], object]) -> None:
        super().__init__()
        self.title = plain_label()
        self.first = QLineEdit()
        self.first.setPlaceholderText("写明改什么，如：漏报一个账号")
        self.send = make_action(self, "退回", "undo", "", lambda: given(self.first.text()))
        self.cancel = make_action(self, "取消", "close", "", lambda: None)
        self.first.returnPressed.connect(self.send.trigger)
        buttons = (secondary_button(self.send), secondary_button(self.cancel))
        label = buddy_label("退回原因", self.first)
        layout = row_of(self.title, label, self.first, *buttons)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def begin(self, office: str, *, correction: bool) -> None:
        """Ask anew."""
        self.title.setText(office)
        self.first.clear()


class NotedReport(QWidget):
    """What an office reported by Excel or on paper (代录); its numbers where it gives some."""

    def __init__(self, given: Callable[[Noted], object]) -> None:
        super().__init__()
        self._given = given
        self.title = plain_label(wrap=True)
        self.first = QComboBox()
        for way in NOTED_WAYS:
            self.first.addItem(way.value)
        self.checked, self.problems = _number(), _number()
        self.remark = QLineEdit()
        self.remark.setMinimumWidth(theme.length(160))
        self.remark_label = buddy_label("说明", self.remark)
        self.save = make_action(self, "登记", "ok", "", self._save)
        self.cancel = make_action(self, "取消", "close", "", lambda: None)
        fields = Flow(12)
        for label, field in (
            (buddy_label("报送方式", self.first), self.first),
            (buddy_label("自查账号（个）", self.checked), self.checked),
            (buddy_label("其中有问题（个）", self.problems), self.problems),
            (self.remark_label, self.remark),
        ):
            pair = QWidget()
            pair.setLayout(row_of(label, field, spacing=8))
            fields.addWidget(pair)
        for action in (self.save, self.cancel):
            fields.addWidget(secondary_button(action))
        layout = column(8)
        layout.addWidget(self.title)
        layout.addLayout(fields)
        layout.addWidget(faint_label(WITHOUT_NUMBERS, wrap=True))
        self.setLayout(layout)

    def begin(self, office: str, *, correction: bool) -> None:
        """Ask anew; of a correction the reason too."""
        self.title.setText(f"登记{office}用电子表格或纸质报来的情况")
        self.remark_label.setText("更正原因" if correction else "说明")
        for field in (self.checked, self.problems, self.remark):
            field.clear()

    def prefer(self, way: Way) -> None:
        """Offer the way in which the office most likely reported; another may be chosen."""
        self.first.setCurrentText(way.value)

    def _save(self) -> None:
        checked = self.checked.text()
        self._given(
            Noted(
                Way(self.first.currentText()),
                int(checked) if checked else None,
                int(self.problems.text() or 0),
                self.remark.text(),
            )
        )


def _number() -> QLineEdit:
    field = QLineEdit()
    field.setValidator(QIntValidator(0, _MOST_ACCOUNTS))
    theme.fix(field, width=72)
    return field
