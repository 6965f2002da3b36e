"""A key that somebody has learned stays, and F1 tells of every one that works."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.every_page.keys import EVERYWHERE, KEYS
from tests.ui.every_page.stops import STOPS, go, keyed_actions, press, settle
from ui import window as window_module


@pytest.fixture(scope="module", params=STOPS)
def name(request, window):
    go(window, request.param)
    settle()
    return request.param


def test_each_page_has_the_keys_that_are_known_of_it_and_no_others(window, name):
    told = {f"{a.shortcut().toString()} {a.text()}" for a in keyed_actions(window)}
    assert told == {*EVERYWHERE, *KEYS[name]}


def test_f1_tells_of_every_key_of_the_page(window, name, monkeypatch):
    shown = []
    monkeypatch.setattr(window_module, "ask", shown.append)
    press(window, "F1")
    words = [label.text() for sheet in shown for label in sheet.findChildren(QLabel)]
    told = {f"{key} {meaning}" for key, meaning in pairwise(words)}
    assert {*EVERYWHERE, *KEYS[name]} <= told
    for sheet in shown:
        sheet.deleteLater()
