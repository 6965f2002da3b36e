"""What 报送情况 asks to set a quarter's 检查计划: form, days, which accounts."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.plans import Plan
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.forms.known import ListedForm
from govmedia_desktop.usecases.periods.plans import NewPlan
from ui import theme
from ui.forms.flow import Flow
from ui.parts.buttons import make_action, secondary_button
from ui.parts.days import DayField
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, fault_label, plain_label, set_tip, show_fault

ALL, SHARE, NAMED = "全部账号", "抽查一部分", "指定账号"
_ASKED = {ALL: "", SHARE: "百分之几，如 30%", NAMED: "账号名称，用、隔开"}
ABOUT = (
    "对本单位和下级单位都算数，随下发文件下发。没有要求的可以空着。"
    "抽查由程序抽，同一个周期再抽还是那些账号。"
)


class PlanForm(QWidget):
    """Sets or withdraws the own office's plan of a quarter; what is wrong is said under it."""

    def __init__(self, put: Callable[[NewPlan], object], drop: Callable[[], object]) -> None:
        super().__init__()
        self._put = put
        self._period: Period | None = None
        self.title = plain_label(wrap=True)
        self.first = QComboBox()
        self.day, self.due = DayField("监测时间点"), DayField("报送期限")
        self.scope = QComboBox()
        self.scope.addItems([*_ASKED])
        self.which, self.remark = QLineEdit(), QLineEdit()
        self.which.setAccessibleName("哪些账号")
        self.fault = fault_label()
        self.save = make_action(self, "定下计划", "ok", "", self._save)
        self.withdraw = make_action(self, "撤掉计划", "undo", "", drop)
        self.cancel = make_action(self, "取消", "close", "", lambda: None)
        self._lay_out()
        self.scope.currentTextChanged.connect(self._ask_which)

    def _lay_out(self) -> None:
        set_tip(self.day, "全县查的是同一天的情况；空着就由各单位自己定")
        self.which.setMinimumWidth(theme.length(220))
        self.remark.setMinimumWidth(theme.length(160))
        self.first.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.first.setMinimumContentsLength(20)
        fields = Flow(12)
        pairs: tuple[tuple[str, QWidget], ...] = (
            ("检查表", self.first),
            ("监测时间点", self.day),
            ("报送期限", self.due),
            ("检查范围", self.scope),
            ("说明", self.remark),
        )
        for title, field in pairs:
            pair = QWidget()
            after = [self.which] if field is self.scope else []
            pair.setLayout(row_of(buddy_label(title, field), field, *after, spacing=8))
            fields.addWidget(pair)
        for action in (self.save, self.withdraw, self.cancel):
            fields.addWidget(secondary_button(action))
        layout = column(8)
        layout.addWidget(self.title)
        layout.addLayout(fields)
        layout.addWidget(self.fault)
        layout.addWidget(faint_label(ABOUT, wrap=True))
        self.setLayout(layout)

    def prepare(
        self,
        period: Period,
        forms: list[ListedForm],
        plan: Plan | None,
        named: list[str],
    ) -> None:
        """Show what stands for the quarter; `named`: the accounts that the plan names."""
        self._period = period
        self.first.clear()
        self.first.addItem("不指定", None)
        for form in forms:
            self.first.addItem(form.title, form.form_id)
        stands = plan or Plan("", "", period)
        self.first.setCurrentIndex(max(self.first.findData(stands.form_id), 0))
        self.day.setText(str(stands.reference_date or ""))
        self.due.setText(str(stands.deadline or ""))
        self.remark.setText(stands.note)
        by_name = NAMED if stands.accounts is not None else ALL
        self.scope.setCurrentText(SHARE if stands.share else by_name)
        self._ask_which()
        self.which.setText(f"{stands.share}%" if stands.share else "、".join(named))
        self.withdraw.setEnabled(plan is not None)
        show_fault(self.fault, "")

    def begin(self, about: str, *, correction: bool) -> None:
        """Ask about a quarter."""
        self.title.setText(f"{about}的检查计划")

    def _ask_which(self) -> None:
        asked = _ASKED[self.scope.currentText()]
        self.which.clear()
        self.which.setPlaceholderText(asked)
        self.which.setVisible(bool(asked))

    def _save(self) -> None:
        try:
            if self._period is not None:
                self._put(self._typed(self._period))
        except RefusedError as refusal:
            show_fault(self.fault, str(refusal))

    def _typed(self, period: Period) -> NewPlan:
        if self.day.wrong or self.due.wrong:
            raise RefusedError("日期请写成 2026-12-15；计划没有保存。")
        scope, which = self.scope.currentText(), self.which.text().strip()
        if scope == SHARE and not which.rstrip("%％").isdecimal():
            raise RefusedError("请填抽查百分之几，如 30%；计划没有保存。")
        names = tuple(filter(None, which.replace(",", "、").replace("，", "、").split("、")))
        if scope == NAMED and not names:
            raise RefusedError("请填要检查的账号名称；计划没有保存。")
        return NewPlan(
            period,
            self.first.currentData(),
            self.day.day,
            self.due.day,
            int(which.rstrip("%％")) if scope == SHARE else None,
            tuple(name.strip() for name in names) if scope == NAMED else (),
            self.remark.text(),
        )
