"""The page 台账 on a real data folder, and hands that type in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from govmedia_desktop.usecases.register import accounts
from ui.pages.register import RegisterPage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_page(qtbot, session):
    def show() -> RegisterPage:
        made = RegisterPage(session)
        qtbot.addWidget(made)
        made.resize(1200, 680)
        made.show()
        with qtbot.waitActive(made):
            made.activateWindow()
        return made

    return show


@pytest.fixture
def page(open_page):
    return open_page()


def names(page):
    model = page.list.panel.model
    return [model.row_at(n).name for n in range(model.rowCount())]


def the(desk, name="示例发布"):
    return accounts.find_account(desk, name)


def field(page, name):
    return page.list.details.form.fields[name]


def fill(qtbot, page, name, text):
    """Give a line the keyboard, type over it, and go on with Tab."""
    box = field(page, name).input
    box.setFocus()
    box.selectAll()
    box.insert(text) if text else box.clear()
    qtbot.keyClick(box, Qt.Key.Key_Tab)


def choose(page, name, text):
    box = field(page, name).input
    assert isinstance(box, QComboBox)
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())
