"""台账 and 检查 open with what is seen first; each further page is made once, when asked for."""

import pytest

from ui.pages.check import CheckPage
from ui.pages.register import RegisterPage

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
