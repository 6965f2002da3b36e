"""Read-only questions by keyboard: what was brought in is confirmed by Enter, never changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.inspections.recorded import asides
from tests.data.offices import TOWN_VOICE, office
from tests.ui.forms.clerk import Clerk
from tests.unit.forms.scenario import VETO
from tests.unit.forms.workbooks import row, workbook
from tests.unit.grids import Grid

KEY = Qt.Key
FORM = [
    row("integer", "limit", default="14", readonly="yes"),
    row("date", "last", readonly="yes", gm_register="last_update", label="台账上的更新日期"),
    row("select_one yn", "seen"),
    row("note", "idle", gm_fails="today() - ${last} > ${limit}", **VETO),
]


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE], forms=False) as opened:
        publish(opened, workbook(FORM, form_id="fixed"), "f.xlsx")
        yield opened


@pytest.fixture
def clerk(qtbot, desk):
    made = Clerk(qtbot, desk)
    made.open("示例镇之声", "fixed")
    return made


def test_what_the_register_says_read_only_has_the_keyboard_first_and_enter_confirms_it(clerk):
    question = clerk.sheet.question(clerk.path("last"))
    assert QApplication.focusWidget() is question
    assert question.origin.text() == "台账带入，回车确认"
    assert clerk.sheet.filling.verdict.rests_on_unconfirmed
    clerk.press(KEY.Key_Return)
    assert clerk.answer("last").confirmed_by == "张三"
    assert not clerk.sheet.filling.verdict.rests_on_unconfirmed
    assert clerk.sheet.path == clerk.path("seen")
    clerk.press(KEY.Key_Up)
    assert QApplication.focusWidget() is question
    clerk.press(KEY.Key_Down)
    assert clerk.sheet.path == clerk.path("seen")


def test_what_is_read_only_takes_no_typing(clerk):
    clerk.type("9")
    assert clerk.answer("last").value == "2024-03-18"


def test_a_reader_hears_what_is_to_be_confirmed(clerk):
    question = clerk.sheet.question(clerk.path("last"))
    heard = QAccessible.queryAccessibleInterface(question)
    assert heard.text(QAccessible.Text.Name) == "台账上的更新日期：2024-03-18"
    assert heard.text(QAccessible.Text.Description) == "台账带入，回车确认"


def test_what_the_form_says_itself_is_passed_over_and_counts_nowhere(clerk):
    question = clerk.sheet.question(clerk.path("limit"))
    assert question.origin.text() == "预先填好"
    assert clerk.sheet.conclusion.provenance.text() == "作答：台账带入 1（未确认 1）"
    clerk.press(KEY.Key_Return, KEY.Key_1)
    record = clerk.sheet.filling.finish()
    assert [f.unconfirmed for f in result_of(clerk.desk, record).findings] == [False]
    assert asides(clerk.desk, record) == ["作答：手填 1 · 台账带入 1（已确认 1）"]


def test_in_the_grid_it_waits_and_the_sign_for_it_confirms_it(desk):
    grid = Grid(desk, form="fixed")
    assert grid.cell("示例镇之声", "last").mark.value == "待确认"
    grid.put("示例镇之声", last="2024-05-01")
    assert grid.cell("示例镇之声", "last").mark.value == "没有接受"
    grid.put("示例镇之声", last="=")
    assert grid.cell("示例镇之声", "last").mark.value == "程序给出"
    assert grid.cell("示例镇之声", "limit").mark.value == "程序给出"
    assert not grid.verdict("示例镇之声").rests_on_unconfirmed


def test_the_keyboard_comes_to_the_evidence_of_what_fails_though_it_is_only_to_be_read(qtbot, desk):
    survey = [
        row("text", "first"),
        {**row("begin group", "g"), "label": "只读"},
        row("select_one yn", "open", default="no", readonly="yes", gm_fails=". = 'no'", **VETO),
        row("end group", ""),
    ]
    headers = {header: "" for line in survey for header in line}
    publish(desk, workbook([headers | line for line in survey], form_id="shut"), "f.xlsx")
    clerk = Clerk(qtbot, desk)
    clerk.open("示例镇之声", "shut")
    fixed = next(n for n, s in enumerate(clerk.sheet.filling.sections) if s.label == "只读")
    clerk.sheet.open_section(fixed)
    clerk.sheet.view.focus_first()
    assert clerk.sheet.path == "/data/g/open"
    assert clerk.sheet.question("/data/g/open").evidence.isAncestorOf(QApplication.focusWidget())
