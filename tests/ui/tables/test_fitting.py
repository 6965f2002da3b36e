"""A table in a narrow window: columns, details and rows as far as there is room."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.screens import invented
from ui import theme
from ui.parts.page import Scrolled
from ui.tables.cells import wrapped_height
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import ROW_HEIGHT, RowsTable
from ui.theme import State

LONG = "没有存下：数据文件夹正被另一台电脑使用，请稍后再输一次。"


def shown_at(qtbot, widget, width: int, height: int = 420) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()


def table_of(columns, rows) -> RowsTable:
    model = RowsModel(columns)
    model.set_rows(rows)
    return RowsTable(model, "fitted")


def titles(table: RowsTable) -> list[str]:
    columns = table.rows.columns
    return [c.title for n, c in enumerate(columns) if not table.isColumnHidden(n)]


@pytest.fixture
def accounts(qtbot):
    table = table_of(invented.COLUMNS, invented.accounts(60))
    shown_at(qtbot, table, 1400)
    return table


def test_a_wide_table_shows_every_column_and_fills_its_width(accounts):
    assert titles(accounts) == [column.title for column in invented.COLUMNS]
    assert accounts.horizontalHeader().length() == accounts.viewport().width()
    assert accounts.missing == ""


@pytest.mark.parametrize("width", [320, 480, 640, 820, 1000])
@pytest.mark.parametrize("font_size", list(theme.BODY_POINTS))
def test_no_width_and_no_type_size_makes_it_scroll_sideways(qtbot, width, font_size):
    theme.apply(font_size)
    table = table_of(invented.COLUMNS, invented.accounts(60))
    shown_at(qtbot, table, width)
    assert table.horizontalScrollBar().maximum() == 0
    assert titles(table)[0] == "账号名称"


def test_what_is_left_out_is_named_and_comes_back_with_the_room(accounts):
    accounts.resize(620, 420)
    assert "主办单位" in accounts.left_out
    assert "状态" in titles(accounts)
    assert accounts.missing.startswith("窗口窄，未显示：主办单位")
    accounts.resize(1400, 420)
    assert accounts.left_out == ()


def test_a_column_the_page_drops_is_not_named_as_missing(accounts):
    accounts.drop([1, 4])
    assert titles(accounts) == ["账号名称", "主办单位", "状态", "最近更新", "上次结论"]
    assert accounts.left_out == ()
    accounts.drop([])
    assert len(titles(accounts)) == len(invented.COLUMNS)


def test_narrowing_the_window_is_not_taken_for_the_persons_wish(qtbot, accounts):
    accounts.resize(620, 420)
    again = table_of(invented.COLUMNS, invented.accounts(60))
    shown_at(qtbot, again, 1400)
    accounts.resize(1400, 420)
    widths = [[t.columnWidth(n) for n in range(7)] for t in (accounts, again)]
    assert widths[0] == widths[1]


def test_a_sorted_column_keeps_its_whole_title(accounts):
    plain = accounts.columnWidth(4)
    accounts.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert accounts.columnWidth(4) > plain


# rows


WRAPPED = [
    Column("账号", lambda row: row[0], width=120),
    Column("情况", lambda row: row[1], state=lambda _row: State.FAILED, width=150, wraps=True),
    Column("天数", lambda _row: "14 天", align=Align.RIGHT, width=80),
]


def grown(table: RowsTable) -> list[bool]:
    usual = theme.length(ROW_HEIGHT)
    return [table.rowHeight(row) > usual for row in range(table.rows.rowCount())]


def test_a_long_text_is_whole_on_more_lines_and_its_row_higher(qtbot):
    table = table_of(WRAPPED, [("甲", "超期"), ("乙", LONG)])
    shown_at(qtbot, table, 360)
    assert grown(table) == [False, True]
    lines = (table.rowHeight(1) - theme.length(14)) / table.fontMetrics().height()
    assert lines >= 3


def test_a_row_is_high_only_while_its_text_is_long(qtbot):
    table = table_of(WRAPPED, [("甲", "超期"), ("乙", LONG)])
    shown_at(qtbot, table, 360)
    table.rows.set_rows([("乙", LONG), ("甲", "超期")])
    assert grown(table) == [True, False]
    table.resize(900, 420)
    QApplication.processEvents()
    assert grown(table) == [False, False]


def test_rows_far_down_grow_when_they_come_into_sight(qtbot):
    rows = [(f"账号{n}", LONG if n % 2 else "超期") for n in range(400)]
    table = table_of(WRAPPED, rows)
    shown_at(qtbot, table, 360)
    table.scrollToBottom()
    QApplication.processEvents()
    top = table.rowAt(0)
    assert top > 300
    assert grown(table)[top + 1 : top + 5] == [bool(n % 2) for n in range(top + 1, top + 5)]
    assert sum(grown(table)) < 40


def test_rows_follow_a_live_change_of_the_type_size(qtbot):
    table = table_of(WRAPPED, [("甲", "超期"), ("乙", LONG)])
    shown_at(qtbot, table, 360)
    small = [table.rowHeight(row) for row in range(2)]
    theme.apply("特大")
    QApplication.processEvents()
    assert table.rowHeight(0) == theme.length(ROW_HEIGHT) > small[0]
    assert table.rowHeight(1) > small[1]
    theme.apply()
    QApplication.processEvents()
    assert [table.rowHeight(row) for row in range(2)] == small


def ink_below(table: RowsTable, top: int) -> bool:
    image = table.viewport().grab().toImage()
    paper = image.pixelColor(QPoint(2, image.height() - 1))
    return any(
        image.pixelColor(QPoint(x, y)) != paper
        for x in range(0, image.width(), 2)
        for y in range(round(top * image.devicePixelRatio()), image.height())
    )


@pytest.mark.parametrize("height", range(300, 340, 7))
def test_no_row_is_cut_in_two_by_the_lower_edge(qtbot, height):
    table = table_of(invented.COLUMNS, invented.accounts(60))
    shown_at(qtbot, table, 1200, height)
    whole = table.viewport().height() // table.rowHeight(0) * table.rowHeight(0)
    assert not ink_below(table, whole)
    table.verticalScrollBar().setValue(5)
    assert table.rowViewportPosition(5) == 0
    assert not ink_below(table, whole)


def test_the_last_row_can_be_scrolled_into_sight_whole(qtbot):
    table = table_of(invented.COLUMNS, invented.accounts(60))
    shown_at(qtbot, table, 1200, 315)
    table.scrollToBottom()
    bottom = table.rowViewportPosition(59) + table.rowHeight(59)
    assert bottom <= table.viewport().height()


# details


@pytest.fixture
def panel(qtbot):
    made = TablePanel(RowsTable(RowsModel(invented.COLUMNS), "beside"), QLabel("详情"))
    made.model.set_rows(invented.accounts(60))
    shown_at(qtbot, made, 1142)
    return made


def narrow(panel: TablePanel) -> None:
    panel.resize(600, 420)
    QApplication.processEvents()


def test_details_stand_beside_the_table_while_there_is_room(panel):
    assert panel.details.isVisible()


def test_details_fold_by_themselves_in_a_narrow_window_and_come_back(panel):
    told = []
    panel.unfolded.connect(told.append)
    narrow(panel)
    assert not panel.details.isVisible()
    panel.resize(1142, 420)
    assert panel.details.isVisible()
    assert told == [False, True]


def test_who_wants_the_details_has_them_in_a_narrow_window_too(panel):
    narrow(panel)
    panel.want_details(shown=True)
    assert panel.details.isVisible()
    assert panel.table.horizontalScrollBar().maximum() == 0


def test_who_folds_the_details_keeps_them_folded_however_wide_it_is(panel):
    panel.want_details(shown=False)
    narrow(panel)
    panel.resize(1300, 420)
    assert not panel.details.isVisible()


def test_what_is_being_entered_keeps_the_details_open_and_gives_them_back(panel):
    narrow(panel)
    panel.hold_details(held=True)
    assert panel.details.isVisible()
    panel.hold_details(held=False)
    assert not panel.details.isVisible()


def test_the_missing_columns_are_named_under_the_table(panel):
    narrow(panel)
    assert panel.missing.text() == panel.table.missing != ""
    panel.search.setText("没有这样的")
    assert not panel.missing.isVisible()
    panel.search.clear()
    assert panel.missing.isVisible()


def test_the_current_row_stays_in_sight_when_the_table_loses_height(qtbot):
    table = table_of(invented.COLUMNS, invented.accounts(60))
    shown_at(qtbot, table, 1200, 420)
    table.selectRow(9)
    for height in (300, 200, 150):
        table.resize(1200, height)
        QApplication.processEvents()
        shown = table.visualRect(table.currentIndex())
        assert shown.top() >= 0
        assert shown.bottom() <= table.viewport().height()


def test_a_table_that_was_scrolled_on_stays_there_when_its_height_changes(qtbot):
    table = table_of(invented.COLUMNS, invented.accounts(60))
    shown_at(qtbot, table, 1200, 420)
    table.selectRow(1)
    table.verticalScrollBar().setValue(30)
    table.resize(1200, 300)
    QApplication.processEvents()
    assert table.verticalScrollBar().value() == 30


@pytest.mark.parametrize(("signed", "beside"), [(False, 22), (True, 44)])
def test_a_row_is_as_high_as_the_lines_that_are_drawn_in_it(qtbot, signed, beside):
    words = "晚于今天的日期不能算"
    metrics = table_of([], []).fontMetrics()
    room = metrics.horizontalAdvance(words) + beside
    tight, enough = (
        wrapped_height(metrics, words, width, signed=signed) for width in (room - 1, room)
    )
    assert tight == 2 * enough


def test_a_cell_keeps_its_text_in_its_place_when_it_has_the_cursor(qtbot):
    table = table_of([Column("账号名称", lambda text: text, width=200)], ["示例发布", "示例发布"])
    shown_at(qtbot, table, 300)
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 0))
    shots = []
    for row in (0, 1):
        cell = table.visualRect(table.rows.index(row, 0)).adjusted(4, 4, -4, -4)
        image = table.viewport().grab(cell).toImage()
        ground = image.pixelColor(0, 0)
        inked = [
            (x, y)
            for y in range(image.height())
            for x in range(image.width())
            if image.pixelColor(x, y).lightness() < ground.lightness() - 90
        ]
        shots.append((min(x for x, _ in inked), min(y for _, y in inked)))
    assert shots[0] == shots[1]


def test_the_current_row_stays_in_sight_in_a_lower_window_and_no_other_is_sought(qtbot):
    table = table_of([Column("账号名称", lambda text: text, width=200)], ["示例"] * 40)
    shown_at(qtbot, table, 300, 640)
    table.setCurrentIndex(table.rows.index(15, 0))
    table.resize(300, 200)
    QApplication.processEvents()
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
    table.scrollToTop()
    table.resize(300, 240)
    QApplication.processEvents()
    assert table.verticalScrollBar().value() == 0


def test_a_table_that_may_be_low_lets_its_page_scroll_only_where_even_that_is_too_much(qtbot):
    table, other = (table_of(invented.COLUMNS, invented.accounts(60)) for _ in range(2))
    table.allow_low(150)
    assert table.sizeHint().height() == table.minimumHeight() == theme.length(150)
    assert other.sizeHint().height() > theme.length(150)
    scrolled = Scrolled(table)
    shown_at(qtbot, scrolled, 900, theme.length(160))
    assert not scrolled.verticalScrollBar().isVisible()
    scrolled.resize(900, theme.length(140))
    QApplication.processEvents()
    assert scrolled.verticalScrollBar().isVisible()
