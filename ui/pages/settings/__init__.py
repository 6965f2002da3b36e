"""设置: this PC, the own office, local parameters, the data, and what the program is."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from govmedia_desktop import __version__
from govmedia_desktop import settings as stored
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.settings import FONT_SIZES, Settings
from govmedia_desktop.usecases.forms.known import offered_forms
from govmedia_desktop.usecases.offices.known import change_own_office, list_offices, own_office
from ui import theme
from ui.pages.settings.default_form import DefaultForm
from ui.pages.settings.forms import FormsPage
from ui.pages.settings.holidays import Holidays
from ui.pages.settings.offices import OfficesPage
from ui.pages.settings.parameters import Parameters
from ui.pages.settings.reassessing import Reassessing
from ui.pages.settings.safekeeping import Safekeeping
from ui.parts.buttons import make_action, secondary_button
from ui.parts.fresh import Fresh
from ui.parts.page import Page, Panel, Scrolled, column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, fault_label, plain_label, show_fault
from ui.session import Session

NOT_FOR_SECRETS = "本程序为非涉密软件，不得在涉密计算机上使用，不得录入涉密信息。"
UNKNOWN = "未填"
NO_FORM = "没有使用中的检查表，不能开始新的检查；请导入一张，或者恢复停用的。"
ABOUT_NAME = "单位名称写在所有记录和上报文件里，要改请用“管理单位”里的更名。"
ABOUT_OFFICES = "全部单位的名册；导入名册，办理更名、合并、撤销、划转。"


class SettingsPlace(QStackedWidget):
    """The place 设置 of the navigation: the settings; behind them check forms and offices."""

    def __init__(self, session: Session, place: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.settings = SettingsPage(session, place)
        self.addWidget(self.settings)
        self._forms: FormsPage | None = None
        self._offices: OfficesPage | None = None
        self.settings.forms.wanted.connect(self.show_forms)
        self.settings.office.offices_wanted.connect(self.show_offices)

    @property
    def forms(self) -> FormsPage:
        """The page of check forms, made when it is first wanted."""
        if self._forms is None:
            self._forms = FormsPage(self._session)
            self.addWidget(self._forms)
            self._forms.left.connect(lambda: self.setCurrentWidget(self.settings))
        return self._forms

    @property
    def offices(self) -> OfficesPage:
        """The page of offices, made when it is first wanted."""
        if self._offices is None:
            self._offices = OfficesPage(self._session)
            self.addWidget(self._offices)
            self._offices.left.connect(lambda: self.setCurrentWidget(self.settings))
        return self._offices

    def show_offices(self) -> None:
        """Go to the offices."""
        self.setCurrentWidget(self.offices)

    def show_forms(self) -> None:
        """Go to the check forms."""
        self.setCurrentWidget(self.forms)

    def read_form(self, path: Path) -> None:
        """Read a check form's workbook that was dropped on the window."""
        self.show_forms()
        self.forms.read(path)


class SettingsPage(Page):
    """Everything is saved as it is set; `place` is the file of this PC's settings."""

    def __init__(self, session: Session, place: Path | None = None) -> None:
        super().__init__("设置")
        self.look = Look(place or stored.usual_place())
        self.office = Office(session, place or stored.usual_place())
        self.forms = CheckForms(session)
        self.parameters = Parameters(session)
        self.holidays = Holidays(session)
        self.form = DefaultForm(session)
        self.reassessing = Reassessing(session)
        self.data = Safekeeping(session)
        sheet = QWidget()
        layout = column(16)
        limits = (self.forms, self.form, self.parameters, self.holidays, self.reassessing)
        for panel in (self.look, self.office, *limits, self.data, _about()):
            layout.addWidget(panel)
        layout.addStretch(1)
        sheet.setLayout(layout)
        self.body.addWidget(Scrolled(sheet))


class Look(Panel):
    """字号 and 高对比度, at once in the whole window."""

    def __init__(self, place: Path) -> None:
        super().__init__("显示")
        self._place = place
        settings = stored.load(place)
        self.font_size = QComboBox()
        self.font_size.addItems(FONT_SIZES)
        self.font_size.setCurrentText(settings.font_size)
        self.contrast = QCheckBox("高对比度（黑字白底，线条更粗重）")
        self.contrast.setChecked(settings.high_contrast)
        self.body.addLayout(fields([("字号", self.font_size, "")]))
        self.body.addWidget(self.contrast)
        self.body.addWidget(faint_label("改了马上生效。"))
        self.font_size.currentTextChanged.connect(self._apply)
        self.contrast.toggled.connect(self._apply)

    def _apply(self) -> None:
        change(self._place, font_size=self.font_size.currentText())
        change(self._place, high_contrast=self.contrast.isChecked())
        theme.change(self.font_size.currentText(), high_contrast=self.contrast.isChecked())


class Office(Panel):
    """The own office, and who works here; `offices_wanted` when all are to be seen."""

    offices_wanted = Signal()

    def __init__(self, session: Session, place: Path) -> None:
        super().__init__("本单位")
        self._session = session
        self._place = place
        self.name = plain_label()
        self.level = QComboBox()
        self.level.addItems([UNKNOWN, *(level.value for level in Level)])
        self.parent_office = QLineEdit()
        self.parent_office.setPlaceholderText("向谁上报；没有就空着")
        self.staff = QLineEdit(session.desk.staff)
        self.fault = fault_label()
        self._asked = ("", "")
        self.body.addLayout(
            fields(
                [
                    ("单位名称", self.name, ABOUT_NAME),
                    ("层级", self.level, ""),
                    ("主管单位", self.parent_office, ""),
                    ("填报人", self.staff, "以后的记录和报表都写这个姓名；以前的不变。"),
                ]
            )
        )
        self.body.addWidget(self.fault)
        self.manage = make_action(self, "管理单位", "register", "Ctrl+U", self.offices_wanted.emit)
        about = faint_label(ABOUT_OFFICES, wrap=True)
        row = row_of(secondary_button(self.manage), about)
        row.setStretch(1, 1)
        self.body.addLayout(row)
        self.refresh()
        self._fresh = Fresh(self, session.changed, self.refresh)
        self.level.currentTextChanged.connect(self._change_office)
        self.parent_office.editingFinished.connect(self._change_office)
        self.staff.editingFinished.connect(self._change_staff)

    def refresh(self) -> None:
        """Show the office as other pages left it: renamed, or under another one."""
        office = own_office(self._session.desk)
        above = {other.id: other.name for other in list_offices(self._session.desk)}
        self.name.setText(office.name)
        # taken up before it is shown: what is shown is nothing to be changed
        self._asked = (
            office.level.value if office.level else UNKNOWN,
            above.get(office.parent or "", ""),
        )
        self.level.setCurrentText(self._asked[0])
        self.parent_office.setText(self._asked[1])

    def _change_office(self) -> None:
        text = self.level.currentText()
        level = None if text == UNKNOWN else Level(text)
        asked = (text, self.parent_office.text().strip())
        if asked == self._asked:
            return
        self._asked = asked
        try:
            with self._session.writing("offices") as desk:
                change_own_office(desk, level, self.parent_office.text())
        except RefusedError as refusal:
            show_fault(self.fault, str(refusal))
        else:
            show_fault(self.fault, "")

    def _change_staff(self) -> None:
        name = self.staff.text().strip()
        show_fault(self.fault, "" if name else "请写填报人的姓名；还是用原来的姓名。")
        if not name:
            return
        self._session.desk.staff = name
        if not self._session.practice:
            change(self._place, staff=name)


class CheckForms(Panel):
    """What check forms there are; `wanted` when they are to be managed."""

    wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("检查表")
        self._session = session
        self.counts = faint_label(wrap=True)
        self.manage = make_action(self, "管理检查表", "check", "Ctrl+M", self.wanted.emit)
        button = secondary_button(self.manage)
        row = row_of(button, self.counts)
        row.setStretch(1, 1)
        row.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        Fresh(self, session.changed, self.load)
        self.load()

    def load(self) -> None:
        """Show which forms are offered now."""
        titles = [f"{f.title}（第{f.version}版）" for f in offered_forms(self._session.desk)]
        self.counts.setText(
            "\n".join([f"使用中 {len(titles)} 张：", *titles]) if titles else NO_FORM
        )


def change(place: Path, **values: str | bool) -> Settings:
    """Change some of this PC's settings and return them all."""
    settings = replace(stored.load(place), **values)  # type: ignore[arg-type]
    stored.save(place, settings)
    return settings


def fields(rows: list[tuple[str, QWidget, str]]) -> QGridLayout:
    """Return (title, field, explanation) rows, one below the other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(2, 1)
    for row, (title, field, explanation) in enumerate(rows):
        label = buddy_label(title, field)
        theme.fix(label, width=72)
        grid.addWidget(label, row, 0)
        theme.fix(field, width=300)
        grid.addWidget(field, row, 1)
        grid.addWidget(faint_label(explanation, wrap=True), row, 2)
    return grid


def _about() -> Panel:
    panel = Panel("关于")
    panel.body.addWidget(plain_label(f"政务新媒体监管 {__version__}"))
    panel.body.addWidget(plain_label(NOT_FOR_SECRETS, wrap=True))
    panel.body.addWidget(
        faint_label("数据只存在本机的数据文件夹里，程序不联网。按 F1 看全部快捷键。", wrap=True)
    )
    return panel
