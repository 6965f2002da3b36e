"""The page 上报与接收 on a real data folder."""

import pytest

from ui.pages.exchange import ExchangePage


@pytest.fixture
def page(qtbot, session_at):
    made = ExchangePage(session_at())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def receiving(page):
    page.show_tab(page.receiving)
    return page.receiving


def take_in(receiving, *paths):
    """Drop files, look at the preview and press 接收."""
    receiving.take_in(paths)
    assert receiving.currentIndex() == 1
    receiving.previewing.confirm.trigger()
    assert receiving.currentIndex() == 0
