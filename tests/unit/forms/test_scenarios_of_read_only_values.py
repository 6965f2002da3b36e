"""Read-only questions: the form's own word judges at once, what was brought in is confirmed."""

import pytest

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.verdicts import Conclusion
from tests.unit.forms.scenario import GROUP_END, VETO, Scenario
from tests.unit.forms.workbooks import row

LAST = {"register": {"last_update": "2026-11-01"}}
TOLD = row("date", "更新", gm_register="last_update")


def judged(*before, fails="${限} > 3"):
    return (*before, row("note", "判", gm_fails=fails, **VETO))


def doubtful(scenario):
    verdict = scenario.run.verdict()
    assert verdict.conclusion is Conclusion.FAILED
    assert verdict.rests_on_unconfirmed == scenario.finding().unconfirmed
    return verdict.rests_on_unconfirmed


@pytest.mark.parametrize("given", ["5", "2 + 3", "string-length('一二三四五')", "once(5)"])
def test_a_default_that_nobody_may_change_is_the_forms_own_word(given):
    scenario = Scenario(*judged(row("integer", "限", default=given, readonly="yes")))
    assert not doubtful(scenario)
    assert scenario.run.prefilled_unconfirmed() == ()
    item = scenario.item("限")
    assert (item.unconfirmed, item.takes_an_answer, item.is_given_by_form) == (False, False, True)


def test_a_default_that_may_be_changed_waits_for_a_person():
    scenario = Scenario(*judged(row("integer", "限", default="5")))
    assert doubtful(scenario)
    assert scenario.run.prefilled_unconfirmed() == ("/data/限",)
    scenario.run.confirm("/data/限")
    assert not doubtful(scenario)


def test_what_a_form_calculates_from_answers_is_never_in_doubt():
    computed = row("integer", "限", calculation="${数} + 1", readonly="yes")
    assert not doubtful(Scenario(*judged(row("integer", "数"), computed)).type(数="4"))


def test_what_a_group_makes_read_only_is_the_forms_own_word_too():
    group = row("begin group", "外", readonly="yes")
    assert not doubtful(Scenario(*judged(group, row("integer", "限", default="5"), GROUP_END)))


def test_a_value_is_the_forms_own_only_while_it_is_read_only():
    locked = row("integer", "限", default="5", readonly="${锁} = 'yes'")
    scenario = Scenario(*judged(row("select_one yn", "锁"), locked))
    assert doubtful(scenario.type(锁="no"))
    assert not doubtful(scenario.type(锁="yes"))
    assert doubtful(scenario.type(锁="no"))


@pytest.mark.parametrize(("kind", "fixed"), [("date", {"readonly": "yes"}), ("hidden", {})])
def test_a_copy_of_the_registers_value_is_in_doubt_as_long_as_that_is(kind, fixed):
    copy = row(kind, "抄", default="${更新}", **fixed)
    scenario = Scenario(*judged(TOLD, copy, fails="${抄} < today() - 14"), **LAST)
    assert doubtful(scenario)
    scenario.run.confirm("/data/更新")
    assert not doubtful(scenario)


def test_a_copy_through_a_calculation_is_in_doubt_too():
    days = row("calculate", "天", calculation="today() - ${更新}")
    copy = row("integer", "限", default="${天}", readonly="yes")
    scenario = Scenario(*judged(TOLD, days, copy), **LAST)
    assert doubtful(scenario)
    scenario.run.confirm("/data/更新")
    assert not doubtful(scenario)


def test_what_is_set_by_a_trigger_from_the_register_is_in_doubt():
    copy = row("date", "抄", calculation="${更新}", trigger="${按}", readonly="yes")
    asked = (TOLD, row("select_one yn", "按"), copy)
    scenario = Scenario(*judged(*asked, fails="${抄} < today() - 14"), **LAST).type(按="yes")
    assert doubtful(scenario)
    scenario.run.confirm("/data/更新")
    assert not doubtful(scenario)


@pytest.mark.parametrize(
    ("rule", "context"),
    [
        ({"gm_register": "last_update"}, LAST),
        ({"gm_carry": "yes"}, {"previous": {"/data/日": Answer("2026-11-01", Source.TYPED)}}),
    ],
)
def test_what_was_brought_in_read_only_waits_until_a_person_confirms_it(rule, context):
    asked = row("date", "日", readonly="yes", **rule)
    scenario = Scenario(*judged(asked, fails="${日} < today() - 14"), **context)
    assert doubtful(scenario)
    item = scenario.item("日")
    assert (item.readonly, item.unconfirmed, item.takes_an_answer) == (True, True, True)
    assert scenario.refusal("日", "2026-11-20") == "这一项由程序给出，不能填写"
    scenario.run.confirm("/data/日")
    assert not doubtful(scenario)
    assert scenario.item("日").takes_an_answer, "the keyboard finds its way on from it"
    assert not doubtful(scenario.again())


def test_a_record_evaluated_again_keeps_what_the_form_itself_said():
    scenario = Scenario(*judged(row("integer", "限", default="5", readonly="yes")))
    assert not doubtful(scenario.again(recorded=True))


def test_nothing_of_it_is_asked_when_nothing_was_brought_in():
    asked = row("date", "日", readonly="yes", gm_register="last_update")
    item = Scenario(asked).item("日")
    assert (item.unconfirmed, item.takes_an_answer) == (False, False)
