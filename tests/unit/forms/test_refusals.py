"""What is refused changes nothing, whatever it was: not an answer, not an item, not the verdict."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.inspections import Absence, Answer, Source
from tests.unit.forms.scenario import GROUP_END, VETO, Scenario
from tests.unit.forms.workbooks import YES_NO, compiled, row, run

FORM = compiled(
    row("date", "day", constraint=". <= today()", gm_fails="today() - . > 14", **VETO),
    row("integer", "number", constraint=". >= 0 and . <= 100"),
    row("decimal", "amount"),
    row("range", "grade", parameters="start=1 end=5 step=1"),
    row("select_one yn", "looked", gm_judgement="yes", gm_fails=". = 'no'", **VETO),
    row("select_multiple yn", "several"),
    row("geopoint", "place"),
    row("begin group", "more", relevant="${number} > 3"),
    row("text", "name", gm_register="name", required="yes"),
    row("text", "fixed", gm_register="owner_name", readonly="yes"),
    GROUP_END,
    row("calculate", "twice", calculation="${number} * 2"),
    choices=YES_NO,
)
REGISTER = {"name": "示例发布", "owner_name": "示例局"}
ASKED = [node.path for node in FORM.nodes if not node.holds_others]
paths = st.sampled_from(ASKED)
typed = st.sampled_from(
    [
        *("", "3", "-1", "101", "2.5", "yes", "no", "yes no", "maybe", "\x00", "9" * 40),
        *("2026-11-20", "2026-11-22", "昨天", "31.86 117.28", "东门"),
    ]
)
actions = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), paths, typed),
        st.tuples(st.just("answer by nobody"), paths, typed),
        st.tuples(st.just("note"), paths, st.sampled_from(["", " ", "说明"])),
        st.tuples(
            st.just("absent"),
            paths,
            st.tuples(st.sampled_from(list(Absence)), st.sampled_from(["", "  ", "没有这项"])),
        ),
        st.tuples(st.just("confirm"), paths, st.none()),
    ),
    max_size=12,
)


def done(filled, action, path, what):
    """Do it and return why it was refused, None where it was not."""
    match action:
        case "answer":
            return filled.answer(path, what)
        case "answer by nobody":
            return filled.answer(path, what, Source.PREVIOUS)
        case "note":
            return filled.note(path, what)
        case "absent":
            return filled.mark_absent(path, *what)
    filled.confirm(path)
    return None


def seen(filled):
    return (
        filled.answers(),
        filled.unsaved(),
        filled.items(),
        filled.findings(),
        filled.open_items(),
        filled.verdict(),
        filled.prefilled_unconfirmed(),
    )


@settings(max_examples=40, deadline=None)
@given(actions)
def test_what_is_refused_says_why_and_leaves_everything_as_it_was(steps):
    filled = run(FORM, register=REGISTER)
    for action, path, what in steps:
        before = seen(filled)
        refusal = done(filled, action, path, what)
        if refusal is not None:
            assert refusal.strip(), (action, path, what)
            assert seen(filled) == before, (action, path, what)


@settings(max_examples=25, deadline=None)
@given(actions)
def test_whatever_was_done_opened_again_it_stands_as_it_stood(steps):
    filled = run(FORM, register=REGISTER)
    for action, path, what in steps:
        done(filled, action, path, what)
    again = run(FORM, register=REGISTER, answers=filled.answers())
    assert again.items() == filled.items()
    assert again.verdict() == filled.verdict()
    assert again.unsaved() == {}


@settings(max_examples=25, deadline=None)
@given(actions)
def test_nobody_but_a_person_ever_answers_what_must_be_looked_at(steps):
    filled = run(FORM, register=REGISTER)
    for action, path, what in steps:
        done(filled, action, path, what)
    answer = filled.answers().get("/data/looked")
    assert answer is None or answer.source is Source.TYPED


def test_only_what_is_the_forms_is_kept_of_a_draft_that_was_written_elsewhere():
    draft = {
        "/data/number": Answer("7", Source.TYPED),
        "/data/more": Answer("x", Source.TYPED),
        "/data/gone": Answer("x", Source.TYPED),
        "/data/twice": Answer("99", Source.TYPED),
        "/data/looked": Answer("no", Source.PREVIOUS),
    }
    filled = run(FORM, answers=draft)
    given_ = {path: answer.value for path, answer in filled.answers().items()}
    assert given_ == {"/data/number": "7"}
    assert next(i.value for i in filled.items() if i.name == "twice") == "14"


# what can be answered now


def answerable(scenario):
    return [item.name for item in scenario.run.items() if item.takes_an_answer]


def test_what_can_be_answered_is_what_is_asked_relevant_and_not_given():
    scenario = Scenario(
        row("select_one yn", "是否"),
        row("text", "原因", relevant="${是否} = 'no'"),
        row("select_one yn", "无可选", choice_filter="${是否} = 'nowhere'"),
        row("rank yn", "排序", choice_filter="${是否} = 'nowhere'"),
        row("text", "定", readonly="yes", default="定的"),
        row("text", "主办", readonly="yes", gm_register="owner_name"),
        row("note", "说明"),
        row("calculate", "算", calculation="1"),
        register={"owner_name": "示例局"},
    )
    assert answerable(scenario) == ["是否", "主办"]
    assert answerable(scenario.type(是否="no")) == ["是否", "原因", "主办"]


def test_the_head_of_a_table_of_questions_asks_nothing():
    scenario = Scenario(
        row("select_one yn", "头", appearance="label"),
        row("select_one yn", "甲", appearance="list-nolabel"),
        row("text", "乙", appearance="label"),
    )
    assert answerable(scenario) == ["甲", "乙"]


def test_a_warning_waits_for_its_explanation_and_no_other_item_does():
    scenario = Scenario(
        row("integer", "粉丝", gm_warns=". > 1000000", gm_warning="比常见的多得多"),
        row("text", "其他"),
    ).type(粉丝="2000000", 其他="x")
    assert [item.unexplained for item in scenario.run.items()] == [True, False]
    scenario.run.note(scenario.path("粉丝"), "省级账号")
    assert [item.unexplained for item in scenario.run.items()] == [False, False]
