"""Every page on an empty folder, on one with a single account, and on a county's."""

from functools import cache
from itertools import product

import pytest

from tests.screens.faults import faults
from tests.ui.every_page.stops import NEEDS_ACCOUNTS, STOPS, go, press, settle

LETTERS = "ABDEGIKLMNOPQRSTUWXY"
KEYS = (
    *(f"F{number}" for number in range(2, 13)),
    *(f"{held}+{letter}" for held in ("Ctrl", "Ctrl+Shift") for letter in LETTERS),
    *("Ctrl+Return", "Ctrl+Delete", "Ctrl+Up", "Ctrl+Down", "Return", "Delete", "Space"),
)


WITHOUT_ACCOUNTS = [name for name in STOPS if name not in NEEDS_ACCOUNTS]
OPENED = [*((0, name) for name in WITHOUT_ACCOUNTS), *product((1, 12), STOPS)]


@pytest.fixture(scope="module")
def folders(window_at):
    """The windows of folders by how many accounts they hold."""
    return cache(window_at)


@pytest.mark.parametrize(("accounts", "name"), OPENED)
def test_a_page_opens_with_nothing_cut_off_and_one_thing_to_do_first(folders, accounts, name):
    window = folders(accounts)
    page = go(window, name)
    settle()
    assert page.isVisible()
    assert faults(window) == []


@pytest.mark.parametrize("name", WITHOUT_ACCOUNTS)
def test_whatever_is_pressed_in_an_empty_folder_nothing_breaks_and_nothing_is_made_up(
    folders, name
):
    empty = folders(0)
    session = empty.session
    before = session.desk.db.execute("select count(*) from revision").fetchone()
    go(empty, name)
    for key in KEYS:
        press(empty, key)
    settle()
    assert empty.isVisible()
    assert session.desk.db.execute("select count(*) from revision").fetchone() == before
