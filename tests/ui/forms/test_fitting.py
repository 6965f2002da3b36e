"""An inspection on a small screen: what stays in sight, what gives way, what names its key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.wordings import LOOKED_OVER
from govmedia_desktop.usecases.forms.known import find_form, publish
from tests.data.all_types import all_types
from tests.data.offices import LAW, TOWN_VOICE
from tests.ui.clerk import Clerk, at_work
from ui import theme
from ui.forms.conclusion import CONFIRMED
from ui.forms.filling_page import ROOMY
from ui.forms.lines import readable
from ui.theme import State

KEY = Qt.Key


@pytest.fixture
def town(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "数据 文件夹", TOWN_VOICE, LAW) as person:
        person.check("示例镇之声")
        yield person


@pytest.fixture
def every_type(qtbot, tmp_path):
    """A clerk at the form of every type whose answers nobody can change."""
    with at_work(qtbot, tmp_path / "数据", LAW, forms=False) as person:
        fixed = {"title": "示例", "open": "no", "clear": "s3", "said": "照常开门"}
        publish(person.desk, all_types(fixed=fixed), "演示表.xlsx")
        person.open()
        person.check("示例普法")
        yield person


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def under(person: Clerk, form_id: str) -> None:
    """Leave the inspection and begin one under another form."""
    person.page.filling.leave()
    box = person.page.list.form
    box.setCurrentIndex(box.findData(find_form(person.desk, form_id).id))
    person.check("示例镇之声")


def in_sight(widget, room) -> bool:
    top = widget.mapTo(room, widget.rect().topLeft()).y()
    return top >= 0 and top + widget.height() <= room.height()


# the section


def test_the_title_of_a_section_stays_while_its_questions_scroll(town):
    town.page.resize(1000, 480)
    town.go("fake_engagement")
    settle()
    view = town.sheet.view
    assert in_sight(view.title, view)
    assert in_sight(view.group.associatedObjects()[-1], view)
    assert in_sight(town.question(), view)


def test_a_narrow_window_leaves_out_a_title_that_the_head_tells_already(town):
    for width in (800, 640):  # the keys at the buttons give way first
        town.page.resize(width, 480)
        settle()
    assert town.sheet.view.head.isHidden()
    assert "更新情况" in town.page.filling.section.text()
    town.go("leak")
    settle()
    assert town.sheet.view.head.isVisible(), "it holds a button"
    town.page.resize(1100, 640)
    town.go("last_update")
    settle()
    assert town.sheet.view.head.isVisible()


def test_a_question_that_grows_by_its_refusal_stays_in_sight(qtbot, town):
    town.page.resize(1000, 400)
    town.go("looked_to")
    settle()
    town.type("13-40")
    town.press(KEY.Key_Return)
    settle()
    question = town.question()
    assert question.fault.isVisible()
    assert in_sight(question, town.sheet.view)


def test_one_key_is_offered_for_judgements_only_where_it_can_answer_them(town):
    town.go("leak")
    assert town.sheet.view.group.text() == "其余均未发现"
    under(town, "closing")
    town.go("cancelled")
    assert not hasattr(town.sheet.view, "group")


def test_the_refusal_of_the_one_key_names_where_the_sample_is_entered(town):
    town.go("leak")
    town.sheet.view.group.trigger()
    assert "请先填“抽看情况”一节" in town.sheet.view.group_fault.text()


# the clause


def test_the_room_for_clauses_is_that_of_the_sections_own(town):
    town.page.resize(900, 640)
    town.go("last_update")
    settle()
    long = town.sheet.clause.height()
    town.go("looked_at")
    settle()
    assert town.sheet.clause.height() < long
    assert town.sheet.clause.isVisible()


def test_nothing_is_offered_below_a_section_that_asks_nothing(town):
    town.sheet.open_section(0)
    assert town.sheet.clause.isHidden()
    town.sheet.open_section(1)
    assert not town.sheet.clause.isHidden()


# where a value came from


def test_where_a_date_came_from_stands_beside_it(town):
    question = town.question("last_update")
    settle()
    line, told = question.field.line, question.origin
    gap = told.mapTo(question, told.rect().topLeft()).x()
    gap -= line.mapTo(question, line.rect().topRight()).x()
    assert 0 < gap < 24
    assert told.text() == "台账带入，回车确认"


def test_where_a_choice_came_from_goes_to_the_next_row_before_a_choice_does(town):
    under(town, "county-score")
    question = town.question("bonus_service")
    buttons = question.field.buttons
    for width in (1100, 900):
        town.page.resize(width, 640)
        settle()
        assert len({button.y() for button in buttons}) == 1
        assert question.origin.isVisible()
        assert question.origin.width() >= question.origin.sizeHint().width()


def test_what_nobody_can_change_asks_for_no_confirmation(every_type):
    every_type.sheet.open_section(0)
    view = every_type.sheet.view
    told = {question.item.name: question.origin.text() for question in view.questions.values()}
    assert told["title"] == told["said"] == "预先填好"
    assert not view.questions[next(iter(view.questions))].field.first.isEnabled()


def test_the_origin_stays_with_its_question_in_a_table_of_questions(every_type):
    sheet = every_type.sheet
    labels = [section.label for section in sheet.filling.sections]
    sheet.open_section(labels.index("列表表格"))
    settle()
    question = next(q for q in sheet.view.questions.values() if q.item.name == "clear")
    assert question.origin.isVisible()
    assert question.isAncestorOf(question.origin)


# the verdict


def test_what_nobody_has_looked_at_is_grey_and_says_what_to_do(town):
    block = town.sheet.conclusion.blocks[town.sheet.path]
    unchecked, failed = State.UNCHECKED.colour.name(), State.FAILED.colour.name()
    assert block.head.words.palette().windowText().color().name() == unchecked
    assert block.passes.text().startswith(CONFIRMED)
    town.press(KEY.Key_Return)
    assert block.head.words.palette().windowText().color().name() == failed
    assert CONFIRMED not in block.passes.text()


def test_the_panel_counts_what_waits_above_the_findings(town):
    assert town.sheet.conclusion.counts.text() == "单项否决 1 项 · 未答 6 题"


def test_a_closing_check_without_a_veto_reads_checked_over_also_while_it_is_filled_in(town):
    under(town, "closing")
    sheet = town.sheet
    while sheet.filling.verdict.open_items:
        sheet.go_to(sheet.filling.verdict.open_items[0].path)
        town.press(KEY.Key_1)
    assert sheet.conclusion.pill.word.text() == LOOKED_OVER


# keys


@pytest.mark.parametrize("size", list(theme.BODY_POINTS))
def test_keys_stand_at_the_buttons_where_there_is_room_and_nothing_is_cut(town, size):
    theme.apply(size)
    page = town.page.filling
    for width in range(760, 1400, 80):
        town.page.resize(width, 640)
        settle()
        for button in page._keyed:
            assert button.width() >= button.sizeHint().width()
        assert page.minimumSizeHint().width() <= theme.length(ROOMY), "they can give way"
        assert ("Ctrl+S" in page._finish_button.text()) == page.keys.isVisible()


def test_the_keys_stand_there_on_the_usual_screen(town):
    town.page.resize(1190, 640)
    settle()
    assert [button.text() for button in town.page.filling._keyed] == [
        "上一节  Ctrl+↑",
        "下一节  Ctrl+↓",
        "完成  Ctrl+S",
    ]


# the list


def test_a_refused_day_is_marked_until_it_is_right(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "数据", LAW) as person:
        day = person.page.list.day
        for text, wrong in (("2024-08-01", True), ("2024-05-02", False)):
            day.setText(text)
            day.editingFinished.emit()
            assert bool(day.property("wrong")) is wrong


# what was typed


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2024-04-28T09:30:00", "2024-04-28 09:30"),
        ("2024-04-28T00:00:00.000", "2024-04-28 00:00"),
        ("09:30:00", "09:30"),
        ("09:30:15", "09:30:15"),
        ("2024-04-28T09:30:00+08:00", "2024-04-28T09:30:00+08:00"),
        ("2024-04-28", "2024-04-28"),
        ("见10:00:00的通知", "见10:00:00的通知"),
        ("jr://images/首页.png", "首页.png"),
        ("见jr://images/的说明", "见jr://images/的说明"),
    ],
)
def test_a_moment_and_a_file_are_shown_as_people_write_them(value, shown):
    assert readable(value) == shown


def test_a_moment_that_is_left_as_it_stands_is_not_answered_again(every_type):
    sheet = every_type.sheet
    path = next(i.path for s in sheet.filling.sections for i in s.items if i.name == "moment")
    assert sheet.filling.take(path, "2024-04-28 09:30") is None
    sheet.go_to(path)
    field, typed = sheet.question(path).field, []
    field.typed.connect(typed.append)
    assert field.line.text() == "2024-04-28 09:30"
    field.commit()
    assert typed == []


def test_the_ends_of_a_scale_stand_beside_it(every_type):
    sheet = every_type.sheet
    sheet.open_section(0)
    settle()
    field = next(q for q in sheet.view.questions.values() if q.item.name == "score").field
    slider = field.slider
    low = slider.parentWidget().layout().itemAt(0).widget()
    assert slider.x() - low.geometry().right() <= 16
