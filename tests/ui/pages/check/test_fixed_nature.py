"""检查: a form with a nature of its own says so beside the choice, before anything is begun."""

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import find_form, take_up_shipped_forms
from tests.unit.desks import add
from ui.pages.check import PeriodPage
from ui.pages.check.fixed_nature import words


@pytest.fixture
def page(qtbot, desk, session):
    take_up_shipped_forms(desk)
    add(desk, status="拟关停")
    made = PeriodPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    return made


def choose_form(page, desk, form_id):
    page.form.setCurrentIndex(page.form.findData(find_form(desk, form_id).id))


def test_an_ordinary_form_says_nothing(page):
    assert page.chosen_nature is Nature.QUARTERLY
    assert page.fixed.isHidden()


@pytest.mark.parametrize("form", ["closing", "opening"])
def test_a_form_of_monitoring_says_that_it_enters_no_rate(desk, page, form):
    choose_form(page, desk, form)
    assert page.fixed.isVisible()
    assert (
        page.fixed.words.text()
        == "这张检查表固定按日常监测记录，不计入合格率；查完了，季度检查仍算没有查。"
    )
    assert drafts.drafts(desk.db) == []


def test_it_goes_with_the_choice(desk, page):
    choose_form(page, desk, "closing")
    page.nature.setCurrentText("日常监测")
    assert page.fixed.isHidden()
    page.nature.setCurrentText("复查")
    assert "复查仍算没有查" in page.fixed.words.text()
    choose_form(page, desk, "national-2019")
    assert page.fixed.isHidden()


def test_natures_that_stand_in_one_list_are_not_told_apart():
    assert words(Nature.SAMPLE, Nature.QUARTERLY) == "这张检查表固定按抽查记录，计入合格率。"
