"""Rows of repeats come and go by keyboard; what is shown elsewhere stays as it is."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.forms.showing import Showing
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin, resume
from tests.data.offices import LAW, office
from tests.unit.forms.workbooks import row, workbook
from ui.forms import progress, sections
from ui.forms.conclusion import MOST
from ui.forms.filling import Filling
from ui.forms.filling_page import FillingPage
from ui.forms.question import Question
from ui.forms.sections import _HEAD, Sections
from ui.forms.sheet import Sheet
from ui.session import Session
from ui.tasks import InlinePool, Tasks

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
VETO = {"gm_severity": "veto", "gm_problem": "问题"}
SURVEY = [
    {**row("begin group", "basics"), "label": "基本"},
    row("integer", "n"),
    row("end group", ""),
    {**row("begin repeat", "r"), "label": "留言"},
    row("text", "what"),
    row("select_one yn", "ok", gm_fails=". = 'no'", **VETO),
    {**row("begin group", "more"), "label": "详情"},
    row("text", "words"),
    row("end group", ""),
    row("end repeat", ""),
    {**row("begin repeat", "c", repeat_count="${n}"), "label": "数出来的"},
    row("text", "counted"),
    row("end repeat", ""),
]


@pytest.fixture
def session(tmp_path, qapp):
    with office(tmp_path / "数据", [LAW], forms=False) as desk:
        content = [{"repeat_count": "", **one} for one in SURVEY]
        publish(desk, workbook(content), "f.xlsx")
        yield Session(desk, Tasks(InlinePool()), office="示例县")


@pytest.fixture
def said(session):
    heard = []
    session.said.connect(heard.append)
    return heard


def shown(qtbot, session):
    inspection = begin(session.desk, Occasion("示例普法", "f"))
    made = Sheet(Filling(session, inspection, read_date))
    qtbot.addWidget(made)
    made.resize(1100, 620)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def sheet(qtbot, session):
    return shown(qtbot, session)


@pytest.fixture
def press(qtbot):
    def pressed(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return pressed


def labels(sheet):
    return [section.label for section in sheet.filling.sections]


def entries(sheet):
    listed = [sheet.sections.item(n) for n in range(sheet.sections.count())]
    return [(i.data(_HEAD), i.text()) for i in listed if not i.isHidden()]


def go(sheet, path):
    sheet.go_to(f"/data/{path}")


def test_rows_stand_under_the_name_of_their_repeat(sheet):
    assert entries(sheet) == [(None, "基本"), ("留言", "第1条"), ("", "第1条 · 详情")]


def test_another_row_is_added_by_key_and_its_first_question_has_the_keyboard(sheet, press):
    go(sheet, "r[#1]/what")
    press(KEY.Key_N, modifier=CONTROL | SHIFT)
    assert sheet.path == "/data/r[#2]/what"
    assert sheet.question(sheet.path).field.line.hasFocus()
    assert entries(sheet)[1:] == [
        ("留言", "第1条"), ("", "第1条 · 详情"), ("", "第2条"), ("", "第2条 · 详情"),
    ]  # fmt: skip
    assert sheet.sections.currentRow() == sheet.number == 3


def test_what_was_being_typed_is_taken_before_a_row_is_added(qtbot, sheet, press):
    go(sheet, "r[#1]/what")
    qtbot.keyClicks(QApplication.focusWidget(), "hello")
    press(KEY.Key_N, modifier=CONTROL | SHIFT)
    assert sheet.filling.inspection.run.answers()["/data/r[#1]/what"].value == "hello"


def test_a_row_is_taken_out_by_key_and_comes_back_with_its_answers(qtbot, sheet, press, said):
    go(sheet, "r[#1]/what")
    qtbot.keyClicks(QApplication.focusWidget(), "one")
    press(KEY.Key_N, modifier=CONTROL | SHIFT)
    qtbot.keyClicks(QApplication.focusWidget(), "two")
    go(sheet, "r[#1]/what")
    press(KEY.Key_D, modifier=CONTROL | SHIFT)
    assert sheet.path == "/data/r[#2]/what"
    assert sheet.view.title.text() == "留言 第1条"
    assert (said[-1].text[:6], said[-1].button) == ("已删除“留言", "撤销")
    said[-1].pressed()
    assert labels(sheet)[1:5:2] == ["留言 第1条", "留言 第2条"]
    assert sheet.path == "/data/r[#1]/what"
    assert sheet.question(sheet.path).field.line.text() == "one"


def test_the_keyboard_goes_to_the_row_before_where_the_last_is_taken_out(sheet, press):
    go(sheet, "r[#1]/what")
    press(KEY.Key_N, modifier=CONTROL | SHIFT)
    press(KEY.Key_D, modifier=CONTROL | SHIFT)
    assert sheet.path.startswith("/data/r[#1]")
    assert QApplication.focusWidget().isVisible()


def test_a_repeat_without_rows_teaches_and_adds_one(sheet, press):
    go(sheet, "r[#1]/what")
    press(KEY.Key_D, modifier=CONTROL | SHIFT)
    assert entries(sheet) == [(None, "基本"), (None, "留言")]
    assert sheet.view.empty.isVisible()
    assert QApplication.focusWidget().text() == "新增一条"
    press(KEY.Key_Return)
    assert sheet.view.title.text() == "留言 第1条"
    assert QApplication.focusWidget() is sheet.question(sheet.path).field.line


def test_counted_rows_come_with_the_number_and_cannot_be_added(qtbot, sheet, press):
    go(sheet, "basics/n")
    qtbot.keyClicks(QApplication.focusWidget(), "2")
    press(KEY.Key_Return)
    assert [text for head, text in entries(sheet)[-2:]] == ["第1条", "第2条"]
    go(sheet, "c[#1]/counted")
    assert not hasattr(sheet.view, "rows")
    before = labels(sheet)
    press(KEY.Key_N, modifier=CONTROL | SHIFT)
    assert labels(sheet) == before


def test_a_section_that_goes_under_the_keyboard_leaves_another_open(qtbot, sheet, press):
    go(sheet, "basics/n")
    qtbot.keyClicks(QApplication.focusWidget(), "2")
    go(sheet, "c[#2]/counted")
    sheet.filling.take("/data/basics/n", "0")
    assert sheet.number < len(sheet.filling.sections)
    sheet.step_section(-1)
    assert QApplication.focusWidget() is not None


def test_other_sections_keep_their_widgets(sheet, press):
    go(sheet, "basics/n")
    before = sheet.view
    go(sheet, "r[#1]/what")
    row_view = sheet.view
    press(KEY.Key_N, modifier=CONTROL | SHIFT)
    go(sheet, "basics/n")
    assert sheet.view is before
    go(sheet, "r[#1]/what")
    assert sheet.view is row_view


def test_findings_of_every_row_stand_in_the_conclusion_up_to_a_number(sheet):
    series = sheet.filling.inspection
    for _ in range(MOST + 1):
        series.add_row("/data/r")
    with_answers = [p for p, _ in series.run._model.leaves if p.endswith("/ok")]
    for path in with_answers:
        series.run.answer(path, "no")
    sheet.filling.take("/data/basics/n", "1")
    panel = sheet.conclusion
    assert len(panel.blocks) == MOST
    assert panel.more.text() == f"另有 {len(with_answers) - MOST} 项，在各节里看"


def test_the_keys_of_rows_stand_in_the_sheet_of_keys(qtbot, session):
    from ui.window import _keys_of  # noqa: PLC0415

    page = FillingPage(session, read_date)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.show_inspection(begin(session.desk, Occasion("示例普法", "f")))
    page.sheet.go_to("/data/r[#1]/what")
    keys = dict(_keys_of(page))
    assert keys["Ctrl+Shift+N"] == "新增一条"
    assert keys["Ctrl+Shift+D"] == "删除这一条"
    assert (keys["F6"], keys["F7"], keys["F9"]) == ("备注", "不适用", "查不到")


def test_rows_stand_as_they_were_when_the_draft_is_opened_again(qtbot, session, sheet, press):
    go(sheet, "r[#1]/what")
    press(KEY.Key_N, modifier=CONTROL | SHIFT)
    draft = sheet.filling.inspection.draft.id
    again = Sheet(Filling(session, resume(session.desk, draft), read_date))
    qtbot.addWidget(again)
    assert labels(again) == labels(sheet)


def test_a_change_among_five_hundred_rows_touches_its_own_section_only(qtbot, session, monkeypatch):
    inspection = begin(session.desk, Occasion("示例普法", "f"))
    for _ in range(499):
        inspection.run.add_row("/data/r")
    page = FillingPage(session, read_date)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.show_inspection(inspection)
    page.sheet.go_to("/data/r[#250]/ok")
    QApplication.processEvents()
    counts = Counter()

    def count(owner, name):
        done = getattr(owner, name)

        def counted(*given, **named):
            counts[name] += 1
            return done(*given, **named)

        monkeypatch.setattr(owner, name, counted)

    count(Showing, "_read")
    count(Showing, "_section")
    count(Sections, "_tell")
    count(sections._Entry, "sizeHint")
    count(progress, "progress")
    count(Question, "_say")
    for value in ("no", "yes"):
        counts.clear()
        page.sheet.filling.take("/data/r[#250]/ok", value)
        QApplication.processEvents()
        assert counts["_read"] <= 2, "the question, and what rests on it"
        assert (counts["_section"], counts["_tell"], counts["progress"]) == (1, 1, 1)
        assert counts["sizeHint"] <= 4, "no other entry is measured"
        assert counts["_say"] <= 2, "once as shown, once as taken"


def test_of_five_hundred_rows_only_those_opened_have_widgets(qtbot, session):
    inspection = begin(session.desk, Occasion("示例普法", "f"))
    for _ in range(499):
        inspection.run.add_row("/data/r")
    made = Sheet(Filling(session, inspection, read_date))
    qtbot.addWidget(made)
    made.go_to("/data/r[#400]/what")
    assert list(made._views) == ["/data/r[#400]"]
    made.filling.take("/data/r[#400]/what", "x")
    assert list(made._views) == ["/data/r[#400]"]
