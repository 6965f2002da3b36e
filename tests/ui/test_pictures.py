"""The pages hold on the smallest screen, in every type size: nothing cut off, nothing sideways."""

import importlib
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTableWidget,
    QWidget,
)

from tests.screens import SCENES, desks
from tests.screens.__main__ import settle
from tests.screens.faults import faults
from ui import theme
from ui.parts.buttons import make_action, primary_button
from ui.parts.page import Page, Scrolled

SCALED = (1093, 614)
"""What a screen of 1366×768 holds at 125 %."""
PAGES = {
    "register": ["register", "register-import", "register-new-known"],
    "check": ["check-list-many", "check-judgement-answered"],
    "check_phone": ["phone-preview", "phone-taken-in", "phone-waiting"],
    "types": ["rows-none", "types-lists-searched", "types-table"],
    "grid": ["grid-many", "grid-pasted", "grid-finishing", "grid-leak"],
    "workbench": ["workbench", "workbench-dates"],
    "reports": ["reports-many"],
    "trends": ["trends-offices", "trends-problems", "trends-free-span"],
    "exchange": ["exchange-received", "exchange-written"],
    "settings": ["settings-parameters"],
    "forms": [
        "forms",
        "forms-faults",
        "forms-plan",
        "forms-burden",
        "forms-compare",
        "forms-trial",
        "forms-none",
    ],
}
NAMES = [(rooms, name) for rooms, names in PAGES.items() for name in names]


@pytest.fixture(autouse=True)
def put_away():
    yield
    desks.put_away()


def drawn(qtbot, room: str, name: str, font_size: str):
    importlib.import_module(f"tests.screens.scenes_{room}")
    scene = replace(SCENES[name], font_size=font_size)
    theme.apply(scene.font_size)
    window = scene.build()
    qtbot.addWidget(window)
    window.setFixedSize(*SCALED)
    window.show()
    settle()
    return window


@pytest.mark.parametrize("font_size", ["标准", "特大"])
@pytest.mark.parametrize(("room", "name"), NAMES)
def test_a_page_shows_everything_on_a_scaled_screen(qtbot, room, name, font_size):
    assert faults(drawn(qtbot, room, name, font_size)) == []


@pytest.mark.parametrize(
    ("room", "name"), [("register", "register"), ("workbench", "workbench-dates")]
)
def test_a_live_change_of_the_type_size_leaves_no_trace(qtbot, room, name):
    window = drawn(qtbot, room, name, "标准")
    theme.apply("特大")
    settle()
    assert faults(window) == []
    fresh = drawn(qtbot, room, name, "特大")
    tables = [w.findChildren(QTableView) for w in (window, fresh)]
    heights = [[t.rowHeight(0) for t in found if t.model().rowCount()] for found in tables]
    assert heights[0] == heights[1] != []


# the look for faults itself


@pytest.fixture
def page(qtbot):
    made = Page("示例")
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


def told(page) -> list[str]:
    page.show()
    settle()
    return faults(page)


def test_a_clean_page_has_no_fault(page):
    page.body.addWidget(QLabel("都看得见"))
    assert told(page) == []


def test_a_cut_label_is_a_fault(page):
    label = QLabel("这一句话写得太长，放不下")
    label.setFixedWidth(60)
    page.body.addWidget(label)
    assert [fault.split(" (")[0] for fault in told(page)] == ["cut: 这一句话写得太长，放不下"]


def test_missing_lines_are_a_fault(page):
    label = QLabel("这一句话写得太长，放不下，要好几行才行")
    label.setWordWrap(True)
    label.setFixedSize(80, 20)
    page.body.addWidget(label)
    assert told(page) == [f"lines missing: {label.text()}"]


def test_a_cut_hint_and_a_cut_choice_are_faults(page):
    line, box = QLineEdit(), QComboBox()
    line.setPlaceholderText("全称，如 示例县人民政府办公室")
    box.addItem("示例县人民政府办公室")
    for field in (line, box):
        field.setFixedWidth(80)
        page.body.addWidget(field)
    assert told(page) == [
        "cut hint: 全称，如 示例县人民政府办公室",
        "cut choice: 示例县人民政府办公室",
    ]


def test_what_is_cut_inside_a_scrolled_sheet_is_a_fault(page):
    sheet = QLabel("示例")
    sheet.setMinimumWidth(900)
    page.body.addWidget(Scrolled(sheet))
    assert len(told(page)) == 1


def test_a_table_that_scrolls_sideways_is_a_fault(page):
    table = QTableWidget(3, 9)
    table.setAccessibleName("列表")
    page.body.addWidget(table)
    assert told(page) == ["列表 scrolls sideways"]


def test_a_table_without_room_for_one_row_is_a_fault(page):
    table = QTableWidget(3, 1)
    table.setAccessibleName("列表")
    table.setFixedHeight(40)
    page.body.addWidget(table)
    assert told(page) == ["列表 shows not one row"]


def test_two_primary_buttons_are_a_fault(page):
    for name in ("导入", "导出"):
        page.body.addWidget(primary_button(make_action(page, name, "import", "", lambda: None)))
    assert told(page) == ["two primary buttons: 导入, 导出"]
    page.findChildren(type(page.body.itemAt(0).widget()))[0].hide()
    assert told(page) == []


def test_a_cut_button_is_a_fault(page):
    button = primary_button(make_action(page, "写出问题清单", "export", "", lambda: None))
    button.setFixedWidth(50)
    page.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    assert told(page) == ["cut button: 写出问题清单"]


def test_a_cut_title_of_a_table_is_a_fault(page):
    table = QTableWidget(3, 2)
    table.setHorizontalHeaderLabels(["示例县人民政府办公室的账号名称", "平台"])
    table.setColumnWidth(0, 80)
    page.body.addWidget(table)
    assert told(page) == ["cut title: 示例县人民政府办公室的账号名称"]
    table.setColumnHidden(0, True)
    assert told(page) == []


def test_a_text_that_scrolls_sideways_is_a_fault(page):
    text = QPlainTextEdit("字" * 80)
    text.setAccessibleName("总体情况")
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    page.body.addWidget(text)
    assert told(page) == ["总体情况 scrolls sideways"]


def test_what_stands_beyond_its_edge_or_upon_another_is_a_fault(page):
    sheet = QWidget()
    sheet.setFixedSize(200, 60)
    for text, left in (("甲", 0), ("乙", 10), ("丙", 190)):
        label = QLabel(text, sheet)
        label.setGeometry(left, 0, 20, 30)
    page.body.addWidget(sheet)
    assert told(page) == ["beyond its edge: 丙", "upon each other: 甲 and 乙"]


def test_a_search_field_with_its_button_has_no_fault(page):
    line = QLineEdit("融媒")
    line.setClearButtonEnabled(True)
    page.body.addWidget(line)
    assert told(page) == []
