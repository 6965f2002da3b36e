"""Evidence where a finished inspection is read: 台账 → 检查."""

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases.inspections.evidence import Offered, attach, keep
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from tests.data.pictures import JPEG, png
from tests.unit.desks import NONE, add, inspect
from ui.pages.register import RegisterPage
from ui.parts.page import Scrolled

AT = "2026-11-21T10:42:07+08:00"


def check(desk, account, day, *contents):
    """Inspect with two items failing; the same pictures with each."""
    inspection = begin(desk, Occasion(account, "national-2019", reference_date=day))
    answers = {"last_update": "2026-11-20", "interaction": "no", "serious_error": "found"}
    answer_all(inspection, {**NONE, **answers})
    for name in ("interaction", "serious_error"):
        for number, content in enumerate(contents):
            piece = keep(desk, Offered(content, f"{number}.png", AT))
            attach(inspection, resolve(inspection.compiled, name), piece)
    return inspection.finish()


@pytest.fixture
def page(open_page, desk):
    account = add(desk)
    check(desk, account, desk.today(), png(4, 3), JPEG)
    other = add(desk, "示例普法")
    inspect(desk, other, last_update="2026-11-20")
    made = open_page()
    made.list.details.tabs.setCurrentIndex(1)
    return made


def choose(page, name):
    model = page.list.panel.model
    names = [model.row_at(n).name for n in range(model.rowCount())]
    page.list.panel.table.selectRow(names.index(name))


def pictures(page):
    return page.list.details.checks.pictures


def test_the_evidence_of_the_chosen_inspection_stands_under_its_findings_once_each(page):
    choose(page, "示例发布")
    assert [b.evidence.name for b in pictures(page).buttons] == ["0.png", "1.png"]
    assert pictures(page).isVisible()


def test_an_inspection_without_evidence_shows_none(page):
    choose(page, "示例发布")
    choose(page, "示例普法")
    assert not pictures(page).isVisible()


def test_enter_shows_it_large_and_escape_comes_back(qtbot, page):
    choose(page, "示例发布")
    button = pictures(page).buttons[1]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert page.currentWidget() is page.evidence
    assert page.evidence.title.text() == "证据 · 示例发布"
    assert page.evidence.about.text().startswith("1.png · 1 KB")
    qtbot.keyClick(page.evidence.canvas, Qt.Key.Key_Escape)
    assert page.currentWidget() is page.list
    assert pictures(page).buttons[1].hasFocus()


def test_what_was_finished_cannot_be_taken_away(qtbot, page):
    choose(page, "示例发布")
    qtbot.keyClick(pictures(page).buttons[0], Qt.Key.Key_Delete)
    assert len(pictures(page).buttons) == 2
    assert "Delete" not in pictures(page).buttons[0].accessibleName()


def test_an_altered_picture_says_so_in_its_place(qtbot, desk, page, session):
    for path in desk.store.evidence.rglob("*"):
        if path.is_file():
            path.write_bytes(png(9, 9))
    again = RegisterPage(session)
    qtbot.addWidget(again)
    again.show()
    again.list.details.tabs.setCurrentIndex(1)
    choose(again, "示例发布")
    assert all("缺失或被改动" in button.text() for button in pictures(again).buttons)
    assert not evidence_path(desk.store.evidence, "0" * 64).exists()


def test_on_a_low_screen_the_whole_tab_scrolls_as_one(qtbot, page):
    page.resize(1000, 430)
    (area,) = page.list.details.checks.findChildren(Scrolled)
    assert area.verticalScrollBar().maximum() > 0
    assert area.isAncestorOf(page.list.details.checks.table)
    assert area.isAncestorOf(pictures(page))


def test_an_account_that_was_never_checked_shows_no_empty_table(qtbot, page, desk, session):
    add(desk, "示例新号")
    session.announce("accounts")
    choose(page, "示例新号")
    assert not page.list.details.checks.table.isVisible()
    assert "还没有检查过" in page.list.details.checks.findings.text()
