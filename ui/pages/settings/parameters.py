"""地方参数: limits that are stricter than national, with their basis."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from govmedia_desktop.domain.parameters import RULES, Parameter
from govmedia_desktop.domain.verdicts import Severity
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.offices.known import list_offices, offices_below
from govmedia_desktop.usecases.offices.parameters import (
    NewParameter,
    list_parameters,
    set_parameter,
)
from ui import theme
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.days import DayField
from ui.parts.fresh import Fresh
from ui.parts.page import Panel
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, fault_label, show_fault
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.view import RowsTable
from ui.theme import State

SEVERITIES = (Severity.HINT, Severity.DEDUCT, Severity.VETO)
ABOUT = "地方规定只能比国家规定更严，由主管单位设置并下发。没有地方规定就空着，按国家规定执行。"


class Parameters(Panel):
    """What is set, and the fields to set one."""

    def __init__(self, session: Session) -> None:
        super().__init__("地方参数")
        self._session = session
        self._names: dict[str, str] = {}
        self.model = RowsModel(self._columns())
        self.table = RowsTable(self.model, "parameters")
        self.name = QComboBox()
        for rule in RULES.values():
            self.name.addItem(f"{rule.label}（{rule.unit}）", rule.name)
        self.about = faint_label(wrap=True)
        self.office = QComboBox()
        self.value = QLineEdit()
        self.basis = QLineEdit()
        self.severity = QComboBox()
        for severity in SEVERITIES:
            self.severity.addItem(severity.label, severity)
        self.start, self.end = DayField("起始日期"), DayField("截止日期")
        self.fault = fault_label()
        self.put = make_action(self, "设置这一项", "ok", "", self._put)
        self._lay_out()
        self.name.currentIndexChanged.connect(self._tell_rule)
        self._tell_rule()
        Fresh(self, session.changed, self.load)
        self.load()

    def _columns(self) -> list[Column[Parameter]]:
        return [
            Column("参数", lambda p: RULES[p.name].label, width=130, least=80),
            Column("值", lambda p: f"{p.value} {RULES[p.name].unit}", align=Align.RIGHT, width=64),
            Column("性质", lambda p: p.severity.label, align=Align.CENTRE, width=84),
            Column("起止", _span, align=Align.CENTRE),
            Column(
                "适用单位", lambda p: self._names.get(p.office, ""), width=150, least=104, spare=1
            ),
            Column("依据", lambda p: p.basis, width=120, least=84),
        ]

    def _lay_out(self) -> None:
        self.table.setAccessibleName("地方参数")
        self.basis.setPlaceholderText("文件名或文号")
        theme.fix(self.value, width=72)
        self.value.setPlaceholderText("如 10")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(3, 1)
        for box in (self.name, self.office):  # not as wide as the longest name
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(26)
        rows: tuple[tuple[str, QWidget, str, QWidget], ...] = (
            ("参数", self.name, "值", self.value),
            ("性质", self.severity, "依据", self.basis),
            ("从", self.start, "到", self.end),
            ("适用单位", self.office, "", self.about),
        )
        for row, (left, first, right, second) in enumerate(rows):
            for place, (title, field) in enumerate(((left, first), (right, second))):
                if title:
                    grid.addWidget(buddy_label(title, field), 2 * row, 2 * place)
                grid.addWidget(field, 2 * row, 2 * place + 1)
        grid.addWidget(self.fault, 1, 1, 1, 3)
        button = row_of(secondary_button(self.put), faint_label("日期空着就是一直有效"))
        button.addStretch(1)
        self.body.addWidget(faint_label(ABOUT, wrap=True))
        self.body.addWidget(self.table)
        self.body.addLayout(grid)
        self.body.addLayout(button)

    def load(self) -> None:
        """Show what is set now."""
        self._names = {office.id: office.name for office in list_offices(self._session.desk)}
        self._offer_offices()
        found = list_parameters(self._session.desk)
        self.model.set_rows(found)
        self.table.setVisible(bool(found))
        theme.fix(self.table, height=36 + 34 * min(max(len(found), 1), 5))

    def _offer_offices(self) -> None:
        chosen = self.office.currentText()
        self.office.clear()
        self.office.addItem("本单位及下级单位", None)
        for office in offices_below(self._session.desk):
            self.office.addItem(office.name, office.id)
        self.office.setCurrentIndex(max(self.office.findText(chosen), 0))

    def _tell_rule(self) -> None:
        rule = RULES[self.name.currentData()]
        national = "没有国家统一规定。"
        if rule.national is not None:
            national = f"国家规定{rule.national}{rule.unit}。"
        self.about.setText(f"{national}各地做法：{rule.seen}。" if rule.seen else national)

    def _put(self) -> None:
        if self.start.wrong or self.end.wrong:
            show_fault(self.fault, "日期请写成 2026-10-01；没有保存。")
            return
        try:
            with self._session.writing("parameters") as desk:
                set_parameter(desk, self._typed())
        except RefusedError as refusal:
            show_fault(self.fault, str(refusal))
            self.value.setFocus()
            return
        show_fault(self.fault, "")
        self._session.say(Message(State.PASSED, "地方参数已设置，以后的检查按它判断。"))

    def _typed(self) -> NewParameter:
        start: date | None = self.start.day
        return NewParameter(
            self.name.currentData(),
            self.value.text().strip(),
            self.basis.text(),
            Severity(self.severity.currentData()),
            self.office.currentData(),
            start,
            self.end.day,
        )


def _span(parameter: Parameter) -> str:
    if not parameter.valid_from and not parameter.valid_to:
        return "一直有效"
    return f"{parameter.valid_from or '以前'} 至 {parameter.valid_to or '以后'}"
