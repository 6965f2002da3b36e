"""In the guided form too: what was answered today under another form stands, and says so."""

from govmedia_desktop.forms.run import resolve
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from tests.unit.desks import add
from ui.forms.filling import Filling
from ui.forms.question import Question
from ui.forms.section import SectionView


def question(qtbot, session, account, form) -> Question:
    inspection = begin(session.desk, Occasion(account, form))
    filling = Filling(session, inspection, lambda *_: "")
    section = next(s for s in filling.sections if s.label == "互动回应")
    view = SectionView(filling, section)
    qtbot.addWidget(view)
    return view.questions[resolve(inspection.compiled, "interaction")]


def test_the_question_says_under_which_form_and_by_whom(qtbot, desk, session):
    take_up_shipped_forms(desk)
    account = add(desk)
    answer_all(begin(desk, Occasion(account, "national-2019")), {"interaction": "no"})
    shown = question(qtbot, session, account, "basic")
    assert shown.origin.text() == "今日已答（政务新媒体单项否决检查，张三）"
    assert shown.field.chosen == ["no"]
    assert not shown.item.unconfirmed


def test_a_question_of_its_own_form_says_nothing_of_the_kind(qtbot, desk, session):
    take_up_shipped_forms(desk)
    account = add(desk)
    answer_all(begin(desk, Occasion(account, "basic")), {"interaction": "no"})
    assert question(qtbot, session, account, "basic").origin.text() == "文件带入，已确认"
