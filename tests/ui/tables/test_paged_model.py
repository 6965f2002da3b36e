"""A list that stays in the database, in a real table: thousands of accounts, read by windows."""

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.domain.listing import Asked
from govmedia_desktop.store import register_found
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.register.listing import Listing, accounts_in_all
from tests.unit.desks import desk_of
from ui.pages.register.listing import COLUMNS
from ui.tables.paged import WINDOW, PagedModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable

ACCOUNTS = 3_000
PLATFORMS = ("wechat", "weibo", "douyin")
DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    with desk_of(tmp_path_factory.mktemp("长台账") / "县") as desk:
        desk.record([Edit(f"o-{n}", "office", {"name": f"示例{n}镇"}) for n in range(40)])
        desk.record([Edit(f"a-{n:04}", "account", values(n)) for n in range(ACCOUNTS)])
        yield desk


def values(number):
    platform, owner = PLATFORMS[number % 3], f"o-{number % 40}"
    return {"name": f"示例{number:04}", "platform": platform, "owner": owner, "status": "正常运行"}


class Reading:
    """Makes the lists of a model, and tells what was read of them."""

    def __init__(self, desk):
        self._desk, self.windows = desk, []

    def __call__(self, asked):
        listing = Listing(self._desk, asked)
        page = listing.page

        def told(start, size):
            self.windows.append((start, size))
            return page(start, size)

        listing.page = told
        return listing


@pytest.fixture
def reading(county):
    return Reading(county)


@pytest.fixture
def model(county, reading):
    made = PagedModel(COLUMNS, reading, lambda: accounts_in_all(county))
    made.reload()
    return made


@pytest.fixture
def panel(qtbot, model):
    made = TablePanel(RowsTable(model, "paged"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def names(model):
    return [model.row_at(n).name for n in range(model.rowCount())]


def test_the_view_reads_only_the_windows_that_are_seen(panel, model, reading):
    assert reading.windows == [(0, WINDOW)]
    assert model.rowCount() == ACCOUNTS
    panel.table.scrollToBottom()
    panel.table.viewport().grab()
    assert {start for start, _ in reading.windows} == {0, ACCOUNTS - WINDOW}


def test_every_row_is_there_once_and_in_order(model, county):
    shown = [model.row_at(n) for n in range(model.rowCount())]
    assert len({row.id for row in shown}) == ACCOUNTS
    assert [(r.owner, r.name) for r in shown] == sorted((r.owner, r.name) for r in shown)


def test_a_long_way_down_keeps_few_windows_in_memory(model):
    for place in range(0, ACCOUNTS, 50):
        model.row_at(place)
    assert len(model._windows) <= 20
    assert model.row_at(0).name == names(model)[0]


def test_a_column_sorts_both_ways_and_the_third_press_as_at_first(panel, model):
    first = names(model)
    model.sort(0, UP)
    assert names(model) == sorted(first)
    model.sort(0, DOWN)
    assert names(model) == sorted(first, reverse=True)
    model.sort(-1)
    assert names(model) == first


def test_what_is_typed_narrows_and_the_count_says_so(panel, model):
    for character in "示例012":
        panel.search.insert(character)
    assert names(model) == sorted(names(model), key=lambda n: (f"示例{int(n[2:]) % 40}镇", n))
    assert {name[:5] for name in names(model)} == {"示例012"}
    assert panel.count.text() == f"共 {ACCOUNTS} 条，已筛选 10 条"
    panel.search.clear()
    assert panel.count.text() == f"共 {ACCOUNTS} 条"


def test_a_list_longer_than_is_listed_says_that_it_was_cut(panel, model, monkeypatch):
    monkeypatch.setattr(register_found, "MOST", 50)
    panel.search.setText("示例")
    assert model.rowCount() == 50
    assert panel.count.text() == f"共 {ACCOUNTS} 条，已筛选 50 条以上，只列出前 50 条"


def test_what_was_chosen_stays_chosen_through_sorting_and_searching(panel, model):
    panel.table.selectRow(1_234)
    chosen = panel.current()
    model.sort(0, DOWN)
    assert panel.current() == chosen
    panel.search.setText(chosen.name)
    assert panel.current() == chosen
    panel.search.clear()
    assert panel.current() == chosen
    panel.search.setText("没有这个")
    assert panel.current() is None


def test_filters_hold_together_and_are_lifted(panel, model):
    model.ask_for(Asked(platform="抖音"))
    assert model.rowCount() == ACCOUNTS // 3
    assert model.narrowed
    model.search("示例1镇")
    assert {(r.platform, r.owner) for r in map(model.row_at, range(model.rowCount()))} == {
        ("抖音", "示例1镇")
    }
    model.ask_for(Asked())
    assert not model.narrowed


def test_the_end_key_reaches_the_last_row(qtbot, panel, model):
    panel.table.setFocus()
    panel.table.selectRow(0)
    qtbot.keyClick(panel.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert panel.current() == model.row_at(ACCOUNTS - 1)


def test_an_empty_list_has_no_row(model):
    model.search("没有这个")
    assert model.rowCount() == 0
    with pytest.raises(IndexError):
        model.row_at(0)
