"""A form with every question type, and keys pressed in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from tests.data.all_types import all_types
from tests.data.offices import LAW, office
from ui.forms.filling import Filling
from ui.forms.sheet import Sheet
from ui.session import Session
from ui.tasks import InlinePool, Tasks

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def session(tmp_path, qapp):
    with office(tmp_path / "数据", [LAW], forms=False) as desk:
        yield Session(desk, Tasks(InlinePool()), office="示例县")


@pytest.fixture
def sheet(qtbot, session):
    form = publish(session.desk, all_types(), "演示表.xlsx")
    made = Sheet(Filling(session, begin(session.desk, Occasion("示例普法", form)), read_date))
    qtbot.addWidget(made)
    made.resize(1100, 620)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def press(qtbot):
    def pressed(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return pressed


@pytest.fixture
def write(qtbot):
    def written(text):
        line = QApplication.focusWidget()
        if text.isascii():
            qtbot.keyClicks(line, text)
        else:  # what an input method commits
            (getattr(line, "insertPlainText", None) or line.insert)(text)
            if hasattr(line, "textEdited"):
                line.textEdited.emit(text)

    return written


def path_of(sheet, name):
    return resolve(sheet.filling.inspection.compiled, name)


def at(sheet, name):
    sheet.go_to(path_of(sheet, name))
    return sheet.question(path_of(sheet, name))


def value(sheet, name):
    answer = sheet.filling.inspection.run.answers().get(path_of(sheet, name))
    return answer.value if answer else None
