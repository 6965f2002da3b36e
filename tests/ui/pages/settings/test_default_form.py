"""默认检查表 in 设置, and what 检查 begins with."""

import pytest

from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.default_form import default_form, set_default_form
from govmedia_desktop.usecases.periods.periods import period_list
from tests.unit.desks import add
from ui.pages.check import PeriodPage
from ui.pages.settings.default_form import DefaultForm


@pytest.fixture
def panel(qtbot, desk, session):
    take_up_shipped_forms(desk)
    made = DefaultForm(session)
    qtbot.addWidget(made)
    return made


def choose(panel, form_id):
    panel.form.setCurrentIndex(panel.form.findData(form_id))
    panel.form.activated.emit(panel.form.currentIndex())


def test_the_form_in_use_is_chosen_and_another_is_kept_at_once(panel, desk, said):
    assert panel.form.currentData() == "national-2019"
    choose(panel, "basic")
    assert default_form(desk).form_id == "basic"
    assert said[-1].text == "以后检查先用“政务新媒体日常检查”；没有查完的检查还用原来的表。"


def test_choosing_what_is_chosen_says_nothing(panel, desk, said):
    choose(panel, "national-2019")
    assert said == []


def test_a_form_set_elsewhere_shows(panel, desk, session):
    panel.show()
    with session.writing("parameters"):
        set_default_form(desk, "basic")
    assert panel.form.currentData() == "basic"


def test_checks_begin_with_the_form_that_was_set(qtbot, desk, session):
    take_up_shipped_forms(desk)
    add(desk)
    page = PeriodPage(session)
    qtbot.addWidget(page)
    page.refresh()
    assert page.form.currentText().startswith("政务新媒体单项否决")
    set_default_form(desk, "basic")
    page.refresh()
    assert page.form.currentText() == "政务新媒体日常检查"
    assert len(period_list(desk, page._period).rows) == 1
