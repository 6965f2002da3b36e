"""Esc leads back from every page behind another, wherever the keyboard is, and it stays on."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.every_page.stops import STOPS, go, named, page_of, press, settle, takes_keys

BEHIND = {
    "核对更新日期": "工作台",
    "粘贴名单": "核对更新日期",
    **dict.fromkeys(("台账核对 1", "导出台账", "互动", "互动统计"), "台账"),
    **dict.fromkeys(("逐项检查", "表格填", "照单录入", "缺照片", "两次核对"), "检查"),
    **dict.fromkeys(("管理检查表", "管理单位"), "设置"),
}
"""Pages behind another, and the page that Esc leads to; of the tabs of one page the first."""


@pytest.fixture(scope="module")
def window(window_at):
    """A window that is not painted: who is seen and has the keyboard is asked here, by widget."""
    made = window_at()
    made.setUpdatesEnabled(False)
    return made


@pytest.mark.parametrize("name", BEHIND)
def test_esc_leads_back_from_every_kind_of_control_and_the_keyboard_is_not_lost(window, name):
    home, stuck = go(window, BEHIND[name]), []
    go(window, name)
    for kind in dict.fromkeys(map(type, takes_keys(window))):
        go(window, name)
        held = next(widget for widget in takes_keys(window) if type(widget) is kind)
        held.setFocus()
        before = named(held)
        press(window, "Esc")
        settle()
        now = QApplication.focusWidget()
        if page_of(window) is not home or now is None or not now.isVisible():
            stuck.append((before, named(now)))
    assert stuck == []


@pytest.mark.parametrize("name", BEHIND)
def test_a_page_that_was_left_by_esc_opens_again_by_the_same_keys(window, name):
    first = go(window, name)
    press(window, "Esc")
    assert go(window, name) is first
    assert first.isVisible()


@pytest.mark.parametrize("name", [name for name, keys in STOPS.items() if len(keys) == 1])
def test_esc_on_a_page_of_the_navigation_leaves_it_open(window, name):
    page = go(window, name)
    press(window, "Esc")
    assert page_of(window) is page
    assert page.isVisible()


@pytest.mark.parametrize("name", STOPS)
def test_another_page_and_back_by_alt_shows_what_one_was_at(window, name):
    page = go(window, name)
    elsewhere = "Alt+5" if STOPS[name][0] != "Alt+5" else "Alt+4"
    press(window, elsewhere)
    assert not page.isVisible()
    press(window, STOPS[name][0])
    assert page.isVisible()
    assert QApplication.focusWidget() is not None
