"""First start by keyboard alone; nothing typed is lost by a refusal."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.errors import DataFolderError
from govmedia_desktop.usecases.desk import NewOffice
from ui.pages.first_start import NOT_FOR_SECRETS, FirstStart


@pytest.fixture
def created():
    return []


@pytest.fixture
def practised():
    return []


@pytest.fixture
def page(qtbot, created, practised):
    made = FirstStart(lambda *given: created.append(given), practised.append)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.name.setFocus()
    return made


def fill(page: FirstStart) -> None:
    page.name.setText(" 示例镇人民政府 ")
    page.category.setCurrentText("乡镇街道")
    page.level.setCurrentText("乡镇")
    page.parent_office.setText("示例县政府办")
    page.staff.setText("示例人")


def test_the_keyboard_alone_gets_through_in_reading_order(qtbot, page, created):
    visited = []
    for _ in range(5):
        here = QApplication.focusWidget()
        visited.append(here)
        if isinstance(here, QComboBox):
            qtbot.keyClick(here, Qt.Key.Key_Down)
        else:
            qtbot.keyClicks(here, "abc")
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert visited == [page.name, page.category, page.level, page.parent_office, page.staff]
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert created == [(NewOffice("abc", Level.PROVINCE, Category.GOVERNMENT, parent="abc"), "abc")]


def test_what_was_typed_is_handed_over_without_its_blanks(page, created):
    fill(page)
    page.begin.trigger()
    office = NewOffice("示例镇人民政府", Level.TOWNSHIP, Category.TOWNSHIP, parent="示例县政府办")
    assert created == [(office, "示例人")]


def test_an_office_without_a_supervisor_can_begin(page, created):
    fill(page)
    page.parent_office.clear()
    page.begin.trigger()
    assert created[0][0].parent is None


def test_what_is_missing_is_said_beside_its_field_and_gets_the_cursor(page, created):
    fill(page)
    page.level.setCurrentIndex(0)
    page.staff.setText("  ")
    page.begin.trigger()
    told = {field: fault.text() for field, fault in page.faults.items() if fault.text()}
    assert told == {page.level: "✗ 请选择单位层级", page.staff: "✗ 请写您的姓名"}
    assert page.level.hasFocus()
    assert created == []


def test_a_fault_goes_once_it_is_mended(page, created):
    page.begin.trigger()
    fill(page)
    page.begin.trigger()
    assert not any(fault.text() for fault in page.faults.values())
    assert len(created) == 1


def test_a_refusal_is_shown_and_keeps_what_was_typed(qtbot):
    def refuse(_office, _staff):
        raise DataFolderError("这个文件夹写不进，请换一个。")

    page = FirstStart(refuse, list)
    qtbot.addWidget(page)
    fill(page)
    page.begin.trigger()
    assert page.refusal.text() == "✗ 这个文件夹写不进，请换一个。"
    assert page.staff.text() == "示例人"


def test_practice_asks_for_nothing(page, practised, created):
    page.practice.trigger()
    assert (len(practised), created) == (1, [])


def test_while_practising_is_prepared_the_page_says_so_and_takes_nothing(page, practised):
    page.show()
    page.practice.trigger()
    assert page.waiting.isVisible()
    assert not page.begin.associatedObjects()[-1].isEnabled()
    assert not page.name.isEnabled()


def test_practising_that_is_refused_gives_the_page_back_with_what_was_typed(page, practised):
    page.show()
    fill(page)
    page.practice.trigger()
    practised[0]("磁盘空间不足；没有建练习文件夹。")
    assert page.refusal.text() == "✗ 磁盘空间不足；没有建练习文件夹。"
    assert not page.waiting.isVisible()
    assert page.name.isEnabled()
    assert page.staff.text() == "示例人"


def test_it_says_where_the_program_must_not_be_used(page):
    assert NOT_FOR_SECRETS in {label.text() for label in page.findChildren(QLabel)}


def test_every_input_has_an_accessible_name(page):
    inputs = [*page.findChildren(QLineEdit), *page.findChildren(QComboBox)]
    assert len(inputs) == 5
    assert all(field.accessibleName() for field in inputs)
