"""台账, 检查 and 上报与接收 open with what is seen first; all else is made once, when asked for."""

import pytest

from ui.pages.check import CheckPage
from ui.pages.exchange import ExchangePage
from ui.pages.register import RegisterPage
from ui.parts.later import Later

REGISTER = ("preview", "evidence", "review", "merging", "clue_list", "export", "messages")
CHECK = ("grid", "collection", "waiting", "missing", "rekeying", "comparison")


@pytest.fixture
def made(qtbot, session):
    def make(kind):
        page = kind(session)
        qtbot.addWidget(page)
        page.show()
        return page

    return make


def test_the_register_opens_with_its_list_alone(made):
    page = made(RegisterPage)
    assert [page.widget(n) for n in range(page.count())] == [page.list]


def test_checking_opens_with_its_list_and_the_form(made):
    page = made(CheckPage)
    shown = [page.list, page.filling, page.evidence.editor, page.evidence.view]
    assert [page.widget(n) for n in range(page.count())] == shown


@pytest.mark.parametrize(
    ("kind", "name"),
    [*((RegisterPage, name) for name in REGISTER), *((CheckPage, name) for name in CHECK)],
)
def test_a_further_page_is_made_once_and_leads_back(made, kind, name):
    page = made(kind)
    other = getattr(page, name)
    page.setCurrentWidget(other)
    assert other is getattr(page, name)
    assert page.count() == page.indexOf(other) + 1
    if name not in ("evidence", "clue_list", "merging"):  # they lead back to where one came from
        other.left.emit()
        assert page.currentWidget() is page.list


TABS = ("receiving", "board", "sheets_out", "sheets_back", "foreign")


def test_reporting_opens_with_what_goes_up_alone(made):
    page = made(ExchangePage)
    later = page.findChildren(Later)
    assert len(later) == len(TABS)
    assert [part.children()[1:] for part in later] == [[]] * len(TABS)  # their layout alone


@pytest.mark.parametrize("number", range(1, 6))
def test_a_tab_is_made_once_it_is_turned_to_and_fills_its_place(made, number):
    page = made(ExchangePage)
    page.tabs.setCurrentIndex(number)
    part = getattr(page, TABS[number - 1])
    assert part.isVisible()
    assert getattr(page, TABS[number - 1]) is part
    page.tabs.setCurrentIndex(0)
    page.show_tab(part)
    assert page.tabs.currentIndex() == number
    assert sum(len(later.children()) > 1 for later in page.findChildren(Later)) == 1
