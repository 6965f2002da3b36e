"""Scenes of what every page is made of."""

from datetime import date

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from govmedia_desktop.errors import RefusedError
from tests.screens import invented, scene
from ui.charts.sparkline import Sparkline
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.parts.dialogs import ErrorDialog, KeySheet
from ui.parts.page import EmptyState, Page, Panel
from ui.parts.states import StatePill
from ui.parts.words import faint_label, section_title
from ui.session import Session
from ui.tables.date_grid import DateGrid
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.tasks import InlinePool, Tasks
from ui.theme import State
from ui.window import Place, Window

TITLES = (
    ("工作台", "workbench"),
    ("台账", "register"),
    ("检查", "check"),
    ("趋势", "trend"),
    ("报告", "report"),
    ("上报与接收", "exchange"),
    ("设置", "settings"),
)


def window_with(page: QWidget, title: str = "台账", *, practice: bool = True) -> Window:
    session = Session(None, Tasks(InlinePool()), office="示例县人民政府办公室", practice=practice)
    places = [
        Place(t, icon, lambda t=t: lambda _s: page if t == title else QWidget())
        for t, icon in TITLES
    ]
    window = Window(session, places)
    window.open(title)
    window.navigation.show_waiting({"工作台": 3, "检查": 41})
    window.status.words.setText("已保存 10:42:07 · 未上报 12 条 · 最近备份 今天 08:30")
    return window


def nothing() -> None:
    """What a pictured button does."""


def table_page(count: int, details: QWidget | None = None) -> tuple[Page, TablePanel]:
    page = Page("台账")
    panel = TablePanel(RowsTable(RowsModel(invented.COLUMNS), "pictured"), details)
    panel.add_filter("平台", invented.PLATFORMS, lambda a, platform: a.platform == platform)
    panel.add_filter("状态", ["正常运行", "拟关停"], lambda a, status: a.status == status)
    panel.model.set_rows(invented.accounts(count))
    page.offer(
        make_action(page, "导出", "export", "Ctrl+E", nothing),
        make_action(page, "导入台账", "import", "Ctrl+I", nothing),
        primary=make_action(page, "新增账号", "add", "Ctrl+N", nothing),
    )
    page.body.addWidget(panel)
    return page, panel


@scene("foundation-window-empty")
def empty() -> QWidget:
    page = Page("台账")
    first = make_action(page, "导入台账", "import", "Ctrl+I", nothing)
    text = (
        "台账是本单位和下级单位政务新媒体账号的名册，检查、趋势和报告都从它出。"
        "先把现有的 Excel 台账导入进来，原表不会被改动。"
    )
    page.body.addWidget(EmptyState("register", "台账里还没有账号", text, first))
    return window_with(page, practice=False)


@scene("foundation-table")
def table() -> QWidget:
    page, panel = table_page(60)
    panel.table.selectRow(3)
    panel.table.setFocus()
    return window_with(page)


def details() -> Panel:
    panel = Panel("示例县融媒003")
    for state in State:
        panel.body.addWidget(StatePill(state))
    panel.body.addWidget(faint_label("微信公众号 · 示例县人民政府办公室", wrap=True))
    panel.body.addWidget(section_title("合格率走势"))
    line = Sparkline()
    line.show_rates([(p.period_label, p.pass_rate) for p in invented.trend()])
    panel.body.addWidget(line)
    panel.body.addStretch(1)
    return panel


@scene("foundation-table-details")
def table_details() -> QWidget:
    page, panel = table_page(60, details())
    panel.search.setText("融媒")
    panel.table.sortByColumn(4, panel.table.horizontalHeader().sortIndicatorOrder())
    return window_with(page)


@scene("foundation-table-large", font_size="特大")
def table_large() -> QWidget:
    page, _panel = table_page(60, details())
    return window_with(page)


@scene("foundation-table-contrast", high_contrast=True)
def table_contrast() -> QWidget:
    page, panel = table_page(60, details())
    panel.table.selectRow(2)
    return window_with(page)


@scene("foundation-table-nothing-found")
def table_nothing() -> QWidget:
    page, panel = table_page(60)
    panel.search.setText("没有的账号")
    return window_with(page)


@scene("foundation-message-bars")
def message() -> QWidget:
    page, _ = table_page(9)
    window = window_with(page)
    window.session.say(
        Message(
            State.PASSED,
            "已导入 29 个账号，另有 1 行与别行是同一账号，没有重复登记。",
            "撤销导入",
            nothing,
        )
    )
    window.status.begin("正在写问题清单", nothing)
    window.status.advance(42, 100)
    return window


@scene("foundation-refusal")
def refusal() -> QWidget:
    page, _ = table_page(9)
    window = window_with(page)
    window.refuse(
        "问题清单没有写成：“问题清单.xlsx”正被别的程序打开（多半是 WPS）。台账没有变化；"
        "请关掉那个文件再点一次“生成”，或换一个文件名。"
    )
    return window


@scene("foundation-date-grid")
def date_grid() -> QWidget:
    page = Page("核对更新日期")
    grid = DateGrid(invented.REFERENCE, save_unless_third())
    grid.show_entries(invented.entries(23))
    for row, text in enumerate(["11-06", "1119", "今天", "2026/11/30", "=", "13-45"]):
        grid.model.setData(grid.model.index(row, 3), text)
    grid.table.setCurrentIndex(grid.model.index(6, 3))
    grid.table.edit(grid.model.index(6, 3))
    page.body.addWidget(grid)
    return window_with(page, "工作台")


def save_unless_third():
    def save(account: str, _day: date):
        if account == "2":
            raise RefusedError("没有存下：数据文件夹正被另一台电脑使用，请稍后再输。")
        return nothing

    return save


@scene("foundation-error-dialog", whole=False)
def error_dialog() -> QWidget:
    details = "Python 3.11.7 · Qt 6.9.3 · win32\nKeyError\n  ui/pages/register.py:88 show_account"
    return ErrorDialog(details)


@scene("foundation-keys", whole=False)
def keys() -> QWidget:
    def key(text: str) -> str:
        return QKeySequence(text).toString()

    here = [("Ctrl+N", "新增账号"), ("Ctrl+I", "导入台账"), ("Ctrl+F", "查找"), ("Ctrl+E", "导出")]
    places = [(f"Alt+{n}", title) for n, (title, _) in enumerate(TITLES, start=1)]
    everywhere = [
        *places,
        (key("Ctrl+PgUp"), "上一页"),
        (key("Ctrl+PgDown"), "下一页"),
        ("F1", "快捷键"),
    ]
    return KeySheet([("本页", here), ("到处可用", everywhere)])


@scene("window-opening")
def opening() -> QWidget:
    window = window_with(QWidget())
    window.stack.setCurrentWidget(window.opening)
    return window
