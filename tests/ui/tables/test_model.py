"""The one table model: search, filters, order, states, editing; checked by Qt's own tester."""

import time
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.screens import invented
from ui.tables.columns import Align, Column
from ui.tables.model import STATE_ROLE, RowsModel
from ui.theme import State

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Thing:
    id: int
    name: str
    size: int = 0
    state: State | None = None


COLUMNS = [
    Column("名称", lambda t: t.name),
    Column("大小", lambda t: f"{t.size:,}", lambda t: t.size, Align.RIGHT),
    Column("结论", lambda t: t.state.word if t.state else "", state=lambda t: t.state),
]
THINGS = [
    Thing(1, "示例发布", 1200, State.PASSED),
    Thing(2, "Shili 普法", 80, State.FAILED),
    Thing(3, "示例普法", 9, None),
]


@pytest.fixture
def model(qapp):
    made = RowsModel(COLUMNS)
    made.set_rows(THINGS)
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    return made


def shown(model) -> list[int]:
    return [model.row_at(n).id for n in range(model.rowCount())]


def test_cells_show_text_alignment_and_state(model):
    assert model.index(0, 1).data() == "1,200"
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) == Align.RIGHT.value
    assert model.index(1, 2).data() == "✗ 不合格"
    assert model.index(1, 2).data(STATE_ROLE) is State.FAILED
    assert model.index(2, 2).data(STATE_ROLE) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "名称"


def test_numbers_sort_as_numbers_not_as_their_text(model):
    model.sort(1, ASCENDING)
    assert shown(model) == [3, 2, 1]
    model.sort(1, DESCENDING)
    assert shown(model) == [1, 2, 3]


def test_taking_the_sort_away_restores_the_order_rows_came_in(model):
    model.sort(1, ASCENDING)
    model.sort(-1)
    assert shown(model) == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("普法", [2, 3]),
        ("shili", [2]),
        ("示例 普法", [3]),
        ("1,200", [1]),
        ("", [1, 2, 3]),
        ("无", []),
    ],
)
def test_search_finds_every_word_in_any_cell_case_aside(model, text, found):
    model.search(text)
    assert shown(model) == found


def test_search_filter_and_order_hold_together_and_over_new_rows(model):
    model.sort(1, ASCENDING)
    model.search("普法")
    model.filter("大小", lambda thing: thing.size > 10)
    assert shown(model) == [2]
    model.set_rows([*THINGS, Thing(4, "普法四", 50)])
    assert shown(model) == [4, 2]
    model.filter("大小", None)
    assert shown(model) == [3, 4, 2]
    assert (model.total, model.narrowed) == (4, True)


def test_a_replaced_row_keeps_its_place_and_is_found_by_its_new_text(model):
    model.sort(1, ASCENDING)
    model.search("示例")
    model.replace(Thing(3, "改名示例", 99_999))
    assert shown(model) == [3, 1]
    model.search("改名")
    assert shown(model) == [3]


def test_a_hidden_row_can_be_replaced(model):
    model.search("发布")
    model.replace(Thing(2, "新名"))
    model.search("")
    assert [model.row_at(n).name for n in range(3)] == ["示例发布", "新名", "示例普法"]


def test_only_editable_columns_take_text(qapp):
    columns = [replace(COLUMNS[0], editable=True), COLUMNS[1]]
    model = RowsModel(columns, lambda thing, _column, text: replace(thing, name=text))
    model.set_rows(THINGS)
    assert model.setData(model.index(0, 0), "新名")
    assert model.index(0, 0).data() == "新名"
    assert not model.setData(model.index(0, 1), "5")
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_a_model_without_edit_takes_nothing(model):
    assert not model.setData(model.index(0, 0), "新名")
    assert model.index(0, 0).data() == "示例发布"


@given(st.lists(st.integers(-5, 5)), st.sampled_from([ASCENDING, DESCENDING]))
def test_sorting_is_that_of_the_keys_and_stable(sizes, order):
    model = RowsModel(COLUMNS)
    model.set_rows([Thing(n, "x", size) for n, size in enumerate(sizes)])
    model.sort(1, order)
    expected = sorted(range(len(sizes)), key=lambda n: sizes[n], reverse=order == DESCENDING)
    assert shown(model) == expected


SORT_KEYS = (str, int, float)


def test_sort_keys_of_the_shipped_columns_are_plain(qapp):
    row = invented.accounts(1)[0]
    assert all(type(column.key(row)) in SORT_KEYS for column in invented.COLUMNS)


def test_a_date_as_sort_key_is_refused(qapp):
    model = RowsModel([Column("日期", str, lambda _t: date(2026, 1, 1))])
    model.set_rows(THINGS)
    with pytest.raises(TypeError, match="日期"):
        model.sort(0)


def test_a_hundred_thousand_rows_stay_fluid(qapp):
    model = RowsModel(invented.COLUMNS)
    model.set_rows(invented.accounts(100_000))
    model.search("普")
    begun = time.perf_counter()
    model.search("普法")
    searched = time.perf_counter() - begun
    begun = time.perf_counter()
    model.sort(4, DESCENDING)
    took = time.perf_counter() - begun
    assert 0 < model.rowCount() < 100_000
    assert searched < 0.5
    assert took < 0.5
