"""First start: who works here. Nothing else is asked before one can begin."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import NewOffice
from ui import theme
from ui.parts.buttons import make_action, primary_button, quiet_button
from ui.parts.page import Panel, Scrolled, column
from ui.parts.states import Notice, row_of
from ui.parts.words import (
    buddy_label,
    faint_label,
    fault_label,
    page_title,
    paragraph,
    show_fault,
)
from ui.theme import State

NOT_FOR_SECRETS = "本程序为非涉密软件，不得在涉密计算机上使用，不得录入涉密信息。"
ABOUT_PRACTICE = "练习用另一个文件夹里的示例数据，处处标着“练习”，不会混进正式台账。"
ABOUT_OFFICE = "会写在报表和上报文件上。名称、类别请写准，其余可在“设置”里改。"
PREPARING = "正在准备练习数据，一般几秒钟就好。"
_CHOOSE = "请选择"


class FirstStart(QWidget):
    """Asks for the office and the clerk; `create` makes their folder, `practise` another one.

    A `RefusedError` stands under the fields, and nothing typed is lost. Practising is prepared
    beside this page: `practise` gets what is to be called with a refusal.
    """

    def __init__(
        self,
        create: Callable[[NewOffice, str], object],
        practise: Callable[[Callable[[str], object]], object],
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._create = create
        self._practise = practise
        self.name = QLineEdit()
        self.category = _choice([category.value for category in Category])
        self.level = _choice([level.value for level in Level])
        self.parent_office = QLineEdit()
        self.staff = QLineEdit()
        self.faults: dict[QWidget, QLabel] = {}
        self.refusal = fault_label()
        self.waiting = faint_label(PREPARING)
        self.waiting.hide()
        self.begin = make_action(self, "开始使用", "ok", "Ctrl+Return", self._begin)
        self.practice = make_action(self, "先练习一下", "practice", "", self._go_practise)
        self._lay_out()
        self.name.setFocus()

    def _lay_out(self) -> None:
        panel = Panel()
        panel.body.setContentsMargins(32, 16, 32, 16)
        panel.body.setSpacing(8)
        panel.body.addWidget(page_title("先说一下您的单位"))
        panel.body.addWidget(faint_label(ABOUT_OFFICE))
        panel.body.addSpacing(4)
        panel.body.addLayout(self._fields())
        panel.body.addWidget(self.refusal)
        panel.body.addWidget(self.waiting)
        buttons = row_of(quiet_button(self.practice))
        buttons.addStretch(1)
        buttons.addWidget(primary_button(self.begin))
        panel.body.addLayout(buttons)
        theme.fix(panel, width=560)
        secrets = Notice(State.HINT, NOT_FOR_SECRETS)
        theme.fix(secrets, width=560)
        about = paragraph(ABOUT_PRACTICE, theme.length(560), name="faint")
        sheet = QWidget()
        layout = column(12, margin=8)
        layout.addStretch(1)
        for widget in (secrets, panel, about):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        sheet.setLayout(layout)
        whole = column()
        whole.addWidget(Scrolled(sheet))
        self.setLayout(whole)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.name.setPlaceholderText("全称，如 示例县人民政府办公室")
        self.parent_office.setPlaceholderText("向谁上报；没有就空着")
        self.staff.setPlaceholderText("您的姓名，作为填报人")
        asked = (
            ("单位名称", self.name),
            ("类别", self.category),
            ("层级", self.level),
            ("主管单位", self.parent_office),
            ("填报人", self.staff),
        )
        for row, (title, field) in enumerate(asked):
            self.faults[field] = fault_label()
            grid.addWidget(buddy_label(title, field), row * 2, 0)
            grid.addWidget(field, row * 2, 1)
            grid.addWidget(self.faults[field], row * 2 + 1, 1)
            grid.setRowMinimumHeight(row * 2 + 1, 8)
        return grid

    def missing(self) -> dict[QWidget, str]:
        """Return, by field, what still has to be said before one can begin."""
        wanted: tuple[tuple[QWidget, bool, str], ...] = (
            (self.name, bool(self.name.text().strip()), "请写单位全称"),
            (self.category, self.category.currentIndex() > 0, "请选择单位类别"),
            (self.level, self.level.currentIndex() > 0, "请选择单位层级"),
            (self.staff, bool(self.staff.text().strip()), "请写您的姓名"),
        )
        return {field: text for field, given, text in wanted if not given}

    def _begin(self) -> None:
        missing = self.missing()
        for field, fault in self.faults.items():
            show_fault(fault, missing.get(field, ""))
        if missing:
            next(iter(missing)).setFocus()
            return
        office = NewOffice(
            name=self.name.text().strip(),
            category=Category(self.category.currentText()),
            level=Level(self.level.currentText()),
            parent=self.parent_office.text().strip() or None,
        )
        self._try(lambda: self._create(office, self.staff.text().strip()))

    def _go_practise(self) -> None:
        show_fault(self.refusal, "")
        self._wait(waiting=True)
        self._practise(self._refuse)

    def _refuse(self, text: str) -> None:
        self._wait(waiting=False)
        show_fault(self.refusal, text)

    def _wait(self, *, waiting: bool) -> None:
        self.waiting.setVisible(waiting)
        self.setEnabled(not waiting)

    def _try(self, step: Callable[[], object]) -> None:
        try:
            step()
        except RefusedError as refusal:
            show_fault(self.refusal, str(refusal))
        else:
            show_fault(self.refusal, "")


def _choice(values: list[str]) -> QComboBox:
    box = QComboBox()
    box.addItem(_CHOOSE)
    box.addItems(values)
    return box
