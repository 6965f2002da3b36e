"""Every list of every page is sorted by a click, searched by a word, and says what it shows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.every_page.stops import STOPS, go, press, settle
from ui.tables.paged import PagedModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable

NO_SUCH = "没有这样的一行"


def rows(table: RowsTable) -> list[tuple[str, ...]]:
    model = table.model()
    columns = [n for n in range(model.columnCount()) if not table.isColumnHidden(n)]
    return [
        tuple(str(model.index(row, n).data() or "") for n in columns)
        for row in range(model.rowCount())
    ]


@pytest.fixture(scope="module", params=STOPS)
def page(request, window):
    return go(window, request.param)


@pytest.fixture
def tables(page):
    return [table for table in page.findChildren(RowsTable) if table.isVisible()]


@pytest.fixture
def panels(page):
    found = [panel for panel in page.findChildren(TablePanel) if panel.isVisible()]
    return [panel for panel in found if panel.search.isVisible() and panel.model.rowCount()]


def test_a_click_on_a_title_sorts_another_turns_round_a_third_puts_back(tables):
    for table in tables:
        header, before = table.horizontalHeader(), rows(table)
        for column in range(table.model().columnCount()):
            if table.isColumnHidden(column):
                continue
            place = header.sectionViewportPosition(column) + 12
            point = QPoint(place, 10)
            seen = [click(header, point, table) for _ in range(3)]
            assert [sorted(order) for order in seen] == [sorted(before)] * 3
            assert seen[2] == before
            if len({row[shown_at(table, column)] for row in before}) > 1:
                assert seen[0] != seen[1]
    settle()


def shown_at(table: RowsTable, column: int) -> int:
    return sum(not table.isColumnHidden(n) for n in range(column))


def click(header, point, table):
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)
    return rows(table)


def test_a_word_that_is_nowhere_leaves_nothing_and_says_so(window, panels):
    for panel in panels:
        before, told = rows(panel.table), panel.count.text()
        panel.search.setText(NO_SUCH)
        assert rows(panel.table) == []
        assert panel.nothing.isVisible()
        assert "0" in panel.count.text()
        panel.search.clear()
        assert (rows(panel.table), panel.count.text()) == (before, told)
        assert panel.table.isVisible()


def test_a_word_of_a_row_finds_that_row(panels):
    for panel in panels:
        wanted = rows(panel.table)[-1]
        word = max(wanted, key=len)
        panel.search.setText(word)
        found = rows(panel.table)
        assert wanted in found
        assert len(found) <= panel.model.total
        panel.search.clear()


def test_ctrl_f_leads_to_the_search_and_down_to_the_first_row(window, panels):
    for panel in panels[:1]:
        press(window, "Ctrl+F")
        assert panel.search.hasFocus()
        QTest.keyClick(panel.search, Qt.Key.Key_Down)
        assert panel.table.hasFocus()
        assert panel.table.currentIndex().row() == 0


def test_what_is_chosen_stays_chosen_when_the_list_is_sorted(panels):
    for panel in panels:
        if isinstance(panel.model, PagedModel) or panel.current() is None:
            continue
        chosen = panel.current()
        panel.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        assert panel.current() == chosen
        panel.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
