"""A page loads what changed when it is seen, and not before."""

import pytest
from PySide6.QtWidgets import QWidget

from ui.parts.fresh import Fresh
from ui.session import Session
from ui.tasks import InlinePool, Tasks


@pytest.fixture
def session(qapp):
    return Session(None, Tasks(InlinePool()), office="示例县")


@pytest.fixture
def loaded():
    return []


@pytest.fixture
def widget(qtbot, session, loaded):
    made = QWidget()
    qtbot.addWidget(made)
    Fresh(made, session.changed, lambda: loaded.append(1))
    return made


def test_while_it_is_seen_each_change_is_loaded_at_once(session, widget, loaded):
    widget.show()
    session.announce("accounts")
    session.announce("accounts")
    assert loaded == [1, 1]


def test_many_changes_out_of_sight_are_loaded_once_when_it_is_shown(session, widget, loaded):
    for _ in range(9):
        session.announce("drafts")
    assert loaded == []
    widget.show()
    assert loaded == [1]


def test_without_a_change_showing_again_loads_nothing(widget, loaded):
    widget.show()
    widget.hide()
    widget.show()
    assert loaded == []
