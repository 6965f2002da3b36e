"""The period's list: which accounts are to be checked, how each stands, other ways to check."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from govmedia_desktop.domain.accounts import PLATFORM_LABELS
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms import known as forms
from govmedia_desktop.usecases.grid.filling import Work
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.inspections.check_sheets import FoundSheet, ToPrint
from govmedia_desktop.usecases.inspections.default_form import form_in_use
from govmedia_desktop.usecases.inspections.filling import begin_in_period
from govmedia_desktop.usecases.inspections.inspections import Occasion
from govmedia_desktop.usecases.inspections.rekeying import OnPaper, rekey
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.periods import periods
from govmedia_desktop.usecases.periods.periods import PeriodList
from govmedia_desktop.usecases.periods.plans import plan_told
from govmedia_desktop.usecases.phones.held import count_waiting
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui import theme
from ui.forms.flow import side_by_side
from ui.pages.check.fixed_nature import FixedNature
from ui.pages.check.looking_again import TIP, LookingAgain
from ui.pages.check.paper import print_blank
from ui.parts.buttons import make_action, quiet_button
from ui.parts.page import EmptyState, Page, column
from ui.parts.states import row_of
from ui.parts.words import (
    faint_label,
    fault_label,
    mark_wrong,
    plain_label,
    set_tip,
    show_fault,
)
from ui.reading import Reading
from ui.session import Session
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.period_rows import COLUMNS, STATES, Row
from ui.tables.view import RowsTable

REGISTER = "台账"


class PeriodPage(Page):
    """The period's list; `opened(Inspection)` when one is begun, `grid_wanted(Work, accounts)`."""

    opened = Signal(object)
    grid_wanted = Signal(object, list)
    import_wanted = Signal()
    waiting_wanted = Signal()
    photos_wanted = Signal()
    rekeying_wanted = Signal()
    comparison_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("检查")
        self._session = session
        self._reading = Reading(session, "正在读取本期名单")
        self._printing = Reading(session, "正在读取本期名单")
        self._period = periods.current_period(session.desk)
        self.day = QLineEdit()
        self.day_fault = fault_label()
        self.nature = _box("检查性质", [nature.value for nature in Nature])
        self.nature.setCurrentText(periods.usual_nature(session.desk).value)
        self.form = _box("检查表", [])
        self.fixed = FixedNature(session)
        self.done = plain_label(name="sectionTitle")
        self.plan = plain_label(wrap=True)
        self.paused = faint_label(wrap=True)
        self.begin = make_action(self, "开始检查", "check", "Ctrl+B", self.open_current)
        self.following = make_action(self, "下一个", "next", "Ctrl+Return", self.open_following)
        self.together = make_action(self, "表格填", "register", "Ctrl+T", self.open_grid)
        self.fetch = make_action(self, "去台账导入", "import", "", lambda: session.go(REGISTER))
        self.take_up = make_action(self, "启用自带的检查表", "check", "", self._take_up_forms)
        self.blank = make_action(self, "打印空白表", "print", "Ctrl+P", self._print_current)
        self.blanks = make_action(self, "打印本期全部", "print", "Ctrl+Shift+P", self._print_all)
        self.rekey = make_action(self, "照单录入", "edit", "Ctrl+L", self.rekeying_wanted.emit)
        self.collect = make_action(
            self, "导入手机检查", "import", "Ctrl+I", self.import_wanted.emit
        )
        self.photos = make_action(self, "缺照片", "image", "Ctrl+Shift+I", self.photos_wanted.emit)
        self.decide = make_action(self, "", "hint", "", self.waiting_wanted.emit)
        self.again = LookingAgain(self, session)
        self.compare = make_action(
            self, "两次核对", "details", "Ctrl+Shift+R", self.comparison_wanted.emit
        )
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "check"))
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.title.setText(f"检查 · {self._period.label}")
        more = self._other_ways()
        self.offer(self.together, self.following, primary=self.begin, more=more)
        theme.fix(self.day, width=112)
        set_tip(self.day, "本期所有检查共用的一天，只算这一天和以前的更新；可写 11-21、今天")
        self.form.setMaximumWidth(theme.length(400))
        row = row_of(self._choosers(), self.done)
        row.setStretch(0, 1)
        theme.fix(self.done, height=34)
        row.setAlignment(self.done, Qt.AlignmentFlag.AlignTop)
        words = [state.word for state in STATES]
        self.panel.add_filter("状态", words, lambda r, word: r.state.word == word)
        set_tip(self.decide, "手机检查里账号、版本或日期要由人来定的")
        self.panel.put_beside_count(quiet_button(self.decide))
        platforms = list(PLATFORM_LABELS.values())
        self.panel.add_filter(
            "平台", platforms, lambda r, p: r.checked.listed.account.platform.label == p
        )
        listed = QWidget()
        layout = column()
        layout.addLayout(row)
        layout.addWidget(self.plan)
        layout.addWidget(self.day_fault)
        layout.addWidget(self.fixed)
        layout.addWidget(self.again)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.paused)
        listed.setLayout(layout)
        self.stack = QStackedWidget()
        for widget in (listed, self._no_account(), self._no_form()):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)

    def _other_ways(self) -> list[QAction]:
        """Return the other ways to check: on paper, with phones, by a second person."""
        tips = {
            self.blank: "给选中的账号写出一张空白检查表，A4，带二维码（Ctrl+P）",
            self.blanks: "给本期要检查的每个账号各写出一张，合成一个文件（Ctrl+Shift+P）",
            self.rekey: "把填好的纸质检查表照题号快速录入（Ctrl+L）",
            self.collect: "导入用 KoboCollect 或 ODK Collect 做的检查（Ctrl+I）",
            self.photos: "手机检查里还没有到的照片和录音，到了以后在这里补入（Ctrl+Shift+I）",
            self.again.action: TIP,
            self.compare: "两个人各看一遍的账号，哪些题答得不一样（Ctrl+Shift+R）",
        }
        for action, tip in tips.items():
            set_tip(action, tip)
        return list(tips)

    def _choosers(self) -> QWidget:
        return side_by_side({"监测时间点": self.day, "检查性质": self.nature, "检查表": self.form})

    def _no_account(self) -> EmptyState:
        text = (
            "这里列出本季度要检查的账号，一个一个查，查完就有结论和理由。\n"
            "先在台账里导入 Excel 台账，或者新增账号。"
        )
        return EmptyState("check", "还没有要检查的账号", text, self.fetch)

    def _no_form(self) -> EmptyState:
        text = (
            "检查按检查表一题一题进行。\n程序自带国办单项否决检查表和日常检查表等，启用后就能开始。"
        )
        return EmptyState("check", "还没有检查表", text, self.take_up)

    def _wire(self) -> None:
        self.day.editingFinished.connect(self._set_day)
        self.nature.currentIndexChanged.connect(lambda _at: self.refresh())
        for box in (self.nature, self.form):
            box.currentIndexChanged.connect(lambda _at: self._tell_nature())
        self.panel.opened.connect(self.open_row)
        self.panel.chosen.connect(self._name_action)
        self._session.changed.connect(self._refresh_if_seen)

    # showing

    def showEvent(self, event: QShowEvent) -> None:
        """Show the list as it is now."""
        super().showEvent(event)
        self.refresh()
        self.panel.table.setFocus()

    def _refresh_if_seen(self, _subject: str) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the period's list again beside the window; what was chosen stays chosen."""
        wanted = periods.counted_with(self.chosen_nature)
        self._show_forms()
        self._reading.ask(
            lambda desk: periods.period_list(desk, self._period, wanted), self.show_list
        )

    def show_list(self, found: PeriodList) -> None:
        """Show a period's list."""
        self.panel.model.set_rows([Row(c.listed.account.id, c) for c in found.everyone])
        if self.panel.current() is None and self.panel.model.rowCount():
            self.panel.table.selectRow(0)
        if not self.day.hasFocus():
            self.day.setText(str(found.reference_date))
        self.done.setText(f"已查 {found.done}/{len(found.rows)}")
        self.plan.setText(_planned(self._session.desk, found))
        self.plan.setVisible(found.plan is not None)
        names = [f"{a.account.name}（{a.account.platform.label}）" for a in found.suspended]
        self.paused.setText(
            f"暂停更新（经批准）的 {len(names)} 个账号本期不查：{'、'.join(names)}" if names else ""
        )
        self.paused.setVisible(bool(names))
        anything = bool(found.everyone or found.suspended)
        self.stack.setCurrentIndex((0 if self.form.count() else 2) if anything else 1)
        ready = self.stack.currentIndex() == 0
        self.show_offers(shown=ready)
        for action in (self.begin, self.following, self.together, self.blank, self.blanks):
            action.setEnabled(ready and bool(found.everyone))
        for action in (self.rekey, self.collect):
            action.setEnabled(ready)
        waiting = count_waiting(self._session.desk)
        self.decide.setText(f"手机检查待决定 {waiting} 份")
        self.decide.setVisible(waiting > 0)

    def _show_forms(self) -> None:
        offered = forms.offered_forms(self._session.desk)
        usual = form_in_use(self._session.desk)
        listed = sorted(offered, key=lambda f: (f != usual, f.title))
        if [form.id for form in listed] == [
            self.form.itemData(n) for n in range(self.form.count())
        ]:
            return
        self.form.clear()
        for form in listed:
            self.form.addItem(self._shortened(form.title), form.id)
        set_tip(self.form, "用哪张检查表：" + "、".join(form.title for form in listed))

    def _shortened(self, title: str) -> str:
        room, right = theme.length(350), Qt.TextElideMode.ElideRight
        return self.form.fontMetrics().elidedText(title, right, room)

    def _name_action(self, row: Row | None) -> None:
        self.begin.setText(row.action if row else "开始检查")
        self.again.choose(row)

    def _tell_nature(self) -> None:
        self.fixed.show_choice(self.form.currentData() or "", self.chosen_nature)

    # doing

    @property
    def chosen_nature(self) -> Nature:
        """The 检查性质 of what is begun here."""
        return Nature(self.nature.currentText())

    def _set_day(self) -> None:
        desk, period = self._session.desk, self._period
        if self.day.text() == str(periods.reference_date(desk, period)):
            self._tell_fault("")
            return
        found = read_date(self.day.text(), period.end, desk.today())
        try:
            if isinstance(found, str):
                raise RefusedError(
                    f"请填{period.label}以内的日期，如 {period.end:%m-%d}；没有改动。"
                )
            with self._session.writing("inspections"):
                periods.set_reference_date(desk, period, found)
        except RefusedError as refusal:
            self._tell_fault(str(refusal))
        else:
            self._tell_fault("")
            self.day.setText(str(found))

    def _tell_fault(self, text: str) -> None:
        show_fault(self.day_fault, text)
        mark_wrong(self.day, wrong=bool(text))

    def open_current(self) -> None:
        """Begin or go on with the chosen account."""
        row = self.panel.current()
        if row is not None:
            self.open_row(row)

    def open_row(self, row: Row) -> None:
        """Begin or go on with an account: what is unfinished first, whatever form is chosen."""
        with self._session.writing("drafts") as desk:
            if row.checked.draft is not None:
                inspection = inspections.resume(desk, row.checked.draft)
            else:
                inspection = self._begun(desk, row.id)
        self.opened.emit(inspection)

    def open_account(self, account: str) -> None:
        """Begin or go on with an account under the chosen form."""
        with self._session.writing("drafts") as desk:
            inspection = self._begun(desk, account)
        self.opened.emit(inspection)

    def _begun(self, desk: Desk, account: str) -> Inspection:
        occasion = Occasion(account, self.form.currentData(), self.chosen_nature)
        return begin_in_period(desk, self._period, occasion)

    def open_grid(self) -> None:
        """Open the accounts as they are listed now, all at once."""
        model, desk = self.panel.model, self._session.desk
        shown = [model.row_at(n).checked.listed for n in range(model.rowCount())]
        if shown:
            form = forms.find_form(desk, self.form.currentData())
            self.grid_wanted.emit(Work(self._period, form, self.chosen_nature), shown)

    def open_following(self) -> None:
        """Open the next account that waits."""
        if self.choose_following():
            self.open_current()

    def choose_following(self, account: str = "") -> bool:
        """Choose the next account that waits, after `account` or the chosen one; false if none."""
        model = self.panel.model
        rows = [model.row_at(n) for n in range(model.rowCount())]
        ids = [row.id for row in rows]
        here = self.panel.current()
        start = ids.index(account) if account in ids else (ids.index(here.id) if here else -1)
        order = [*range(start + 1, len(rows)), *range(start + 1)]
        if account not in ids and here is not None and here.waits:
            order.insert(0, start)
        place = next((n for n in order if rows[n].waits), None)
        if place is not None:
            self.panel.table.selectRow(place)
        return place is not None

    def _print_current(self) -> None:
        row = self.panel.current()
        if row is not None:
            self._print((row.checked.listed,))

    def _print_all(self) -> None:
        self._printing.ask(
            lambda desk: periods.period_list(desk, self._period),
            lambda found: self._print(tuple(checked.listed for checked in found.rows)),
        )

    def _print(self, accounts: tuple[ListedAccount, ...]) -> None:
        desk = self._session.desk
        form = forms.find_form(desk, self.form.currentData())
        day = periods.reference_date(desk, self._period)
        print_blank(self._session, self, ToPrint(form, accounts, day))

    def begin_sheet(self, found: FoundSheet, paper: OnPaper | None = None) -> Inspection:
        """Begin or go on with the inspection of a sheet of paper, another office's where told."""
        with self._session.writing("drafts") as desk:
            if paper is not None:
                return rekey(desk, self._period, found, paper)
            occasion = Occasion(found.account.account.id, found.form.id, self.chosen_nature)
            return begin_in_period(desk, self._period, occasion)

    def _take_up_forms(self) -> None:
        with self._session.writing("forms") as desk:
            forms.take_up_shipped_forms(desk)


def _planned(desk: Desk, found: PeriodList) -> str:
    """Return whose plan holds and what it asks for, empty where there is none."""
    if found.plan is None:
        return ""
    rest = f"；另有{len(found.others)}个账号不在计划里，也可以查" if found.others else ""
    return f"{plan_told(desk, found.plan)}{rest}。"


def _box(name: str, choices: list[str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(choices)
    return box
