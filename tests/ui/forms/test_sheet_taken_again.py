"""One sheet takes inspections one after another: nothing of the one before stays on it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from tests.data.offices import LAW, TOWN_VOICE, office
from ui.forms.filling_page import FillingPage
from ui.session import Session
from ui.tasks import InlinePool, Tasks


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", [LAW, TOWN_VOICE]) as opened:
        yield opened


@pytest.fixture
def page(qtbot, desk):
    made = FillingPage(Session(desk, Tasks(InlinePool()), office="示例县"), read_date)
    qtbot.addWidget(made)
    made.resize(1100, 520)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def started(desk, account, form="national-2019"):
    return begin(desk, Occasion(account["name"], form))


def interaction(page):
    return resolve(page.sheet.filling.inspection.compiled, "interaction")


def test_the_next_inspection_stands_on_the_same_sheet(page, desk):
    page.show_inspection(started(desk, LAW))
    first = page.sheet
    page.leave()
    assert page.sheet is None
    assert not first.isVisible()
    page.show_inspection(started(desk, TOWN_VOICE))
    assert page.sheet is first
    assert page.title.text() == TOWN_VOICE["name"]


def test_what_was_answered_before_is_not_shown_with_the_next(page, desk):
    page.show_inspection(started(desk, LAW))
    path = interaction(page)
    page.sheet.filling.take(path, "no")
    page.sheet.go_to(path)
    assert any(b.head.words.text() for b in page.sheet.conclusion.blocks.values())
    before = page.sheet.view
    page.show_inspection(started(desk, TOWN_VOICE))
    assert page.sheet.filling.inspection.account.account.name == TOWN_VOICE["name"]
    answers = page.sheet.filling.inspection.run.answers()
    shown = {f.path for f in page.sheet.filling.verdict.findings}
    assert set(page.sheet.conclusion.blocks) == shown
    assert path not in answers
    assert page.sheet.view is not before


def test_another_form_brings_its_own_sections_and_its_own_word(page, desk):
    page.show_inspection(started(desk, LAW))
    national = [page.sheet.sections.item(n).text() for n in range(page.sheet.sections.count())]
    page.show_inspection(started(desk, LAW, "basic"))
    basic = [page.sheet.sections.item(n).text() for n in range(page.sheet.sections.count())]
    assert basic == [section.label for section in page.sheet.filling.sections]
    assert basic != national


def test_an_inspection_that_was_left_is_heard_no_more(page, desk):
    page.show_inspection(started(desk, LAW))
    old = page.sheet.filling
    old.take(interaction(page), "yes")
    page.show_inspection(started(desk, TOWN_VOICE))
    pill = page.sheet.conclusion.pill.word.text()
    counts = page.sheet.conclusion.counts.text()
    old.moved.emit()
    assert page.sheet.conclusion.pill.word.text() == pill
    assert page.sheet.conclusion.counts.text() == counts
    assert page.title.text() == TOWN_VOICE["name"]


def test_the_views_of_the_one_before_are_gone_from_the_window(page, desk):
    page.show_inspection(started(desk, LAW))
    page.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.show_inspection(started(desk, TOWN_VOICE))
    assert page.sheet.stack.count() == 1


def test_the_conclusion_is_at_its_top_again(page, desk):
    page.show_inspection(started(desk, LAW))
    bar = page.sheet.conclusion._scroll.verticalScrollBar()
    bar.setRange(0, 100)
    bar.setValue(60)
    page.show_inspection(started(desk, TOWN_VOICE))
    assert bar.value() == 0


def test_keys_are_heard_at_once_in_every_inspection(qtbot, page, desk):
    for account in (LAW, TOWN_VOICE):
        page.show_inspection(started(desk, account))
        path = interaction(page)
        page.sheet.go_to(path)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
        answer = page.sheet.filling.inspection.run.answers()[path]
        assert answer.value == "yes"
