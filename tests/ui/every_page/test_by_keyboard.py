"""Every page by keyboard alone: all controls are reached, seen, named, and every key works."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QToolButton, QWidget

from tests.ui.every_page.stops import (
    STOPS,
    Heard,
    go,
    keyed_actions,
    named,
    page_of,
    round_trip,
    takes_keys,
)

WRITTEN_IN_A_LINE = {"Ctrl+V"}
"""Keys that a line of text has for itself while somebody writes in it."""


@pytest.fixture(scope="module", params=STOPS)
def page(request, window):
    return go(window, request.param)


def test_the_keyboard_is_somewhere_on_the_screen_when_a_page_opens(window, page):
    held = QApplication.focusWidget()
    assert held is not None
    assert held.isVisible(), named(held)


def test_tab_reaches_every_control_and_is_caught_by_none(window, page):
    before = page_of(window)
    reached = list(round_trip())
    missed = [named(widget) for widget in takes_keys(window) if widget not in reached]
    assert None not in reached, "nobody has the keyboard any more"
    assert missed == []
    assert page_of(window) is before


def test_shift_tab_goes_the_same_way_back(window, page):
    there = list(round_trip())
    back = list(round_trip(Qt.Key.Key_Backtab))
    assert [named(w) for w in reversed(back[1:])] == [named(w) for w in there[1:]]


def picture(window, widget: QWidget) -> QImage:
    place = widget.rect().adjusted(-4, -4, 4, 4)
    place.moveTopLeft(widget.mapTo(window, place.topLeft()))
    return window.grab(place).toImage()


def test_who_has_the_keyboard_can_be_seen(window, page):
    hidden = []
    for held in round_trip():
        shown = picture(window, held)
        held.clearFocus()
        if picture(window, held) == shown:
            hidden.append(named(held))
        held.setFocus(Qt.FocusReason.TabFocusReason)
    assert hidden == []


def test_every_control_has_a_name_to_be_read_out(window, page):
    nameless = [w for w in takes_keys(window) if not (w.accessibleName() or is_labelled(w))]
    assert [named(w) for w in nameless] == []


def is_labelled(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and bool(widget.text())


def test_every_key_works_from_every_control_and_means_one_thing(window, page):
    actions, heard, deaf = keyed_actions(window), Heard(), []
    for action in actions:
        action.installEventFilter(heard)
    for held in list(round_trip()):
        for action in actions:
            key = action.shortcut().toString()
            if key in WRITTEN_IN_A_LINE and isinstance(held, QLineEdit):
                continue
            heard.actions.clear()
            held.setFocus()
            QTest.keySequence(held, action.shortcut())
            if heard.actions != [action]:
                deaf.append(f"{action.text()} {key} at {named(held)}")
    for action in actions:
        action.removeEventFilter(heard)
    assert deaf == []


def test_no_two_actions_that_are_offered_share_a_key(window, page):
    keys = [action.shortcut().toString() for action in keyed_actions(window)]
    assert sorted(keys) == sorted(set(keys))


def test_a_button_says_its_key_in_its_tooltip(window, page):
    silent = [
        button.text()
        for button in page.findChildren(QToolButton)
        if button.isVisible() and (action := button.defaultAction())
        if not action.shortcut().isEmpty()
        and action.shortcut().toString().replace("Return", "") not in button.toolTip()
    ]
    assert silent == []
