"""Columns of exports as questions of a check form, and answers by label as answers by name."""

import pytest
from hypothesis import given as given_
from hypothesis import strategies as st

from govmedia_desktop.domain.submissions import Submission, Told
from govmedia_desktop.forms.collected import as_names, columns_of, given
from govmedia_desktop.forms.world import Choice
from tests.unit.forms.workbooks import compiled, row

CHANNELS = [
    ("ch", "comments", "留言评论"),
    ("ch", "letters", "私信"),
    ("ch", "box", "咨询 信箱"),
    ("ch", "box_old", "咨询 信箱（旧）"),
]
YES_NO = [("yn", "yes", "是"), ("yn", "no", "否")]


@pytest.fixture(scope="module")
def form():
    return compiled(
        {"type": "begin group", "name": "talk", "label": "互动"},
        {**row("select_multiple ch", "channels"), "label": "有哪些互动渠道？"},
        {**row("select_one yn", "open"), "label": "是否开放？"},
        {"type": "begin group", "name": "inner", "label": "回复"},
        {**row("integer", "days"), "label": "几天？"},
        {"type": "end group", "name": "", "label": ""},
        {"type": "end group", "name": "", "label": ""},
        {**row("integer", "days_b"), "label": "几天？"},
        row("calculate", "sum", calculation="1 + 1"),
        choices=[*CHANNELS, *YES_NO],
    )


@pytest.mark.parametrize(
    "key",
    [
        "/f/talk/inner/days",
        "talk/inner/days",
        "talk-inner-days",
        "talk.inner.days",
        "talk:inner:days",
        "days",
        "inner/days",
        "inner.days",
        "Talk/Inner/DAYS",
        "互动/回复/几天？",
        "互动-回复-几天？",
    ],
)
def test_a_question_is_found_by_every_way_that_tools_name_it(form, key):
    path = next(node.path for node in form.nodes if node.name == "days")
    key = key.replace("/f/", path[: path.index("talk")])
    assert columns_of(form, [key]).questions == {key: path}


def test_a_label_that_two_questions_have_names_neither(form):
    found = columns_of(form, ["几天？"])
    assert (found.questions, found.unknown) == ({}, ("几天？",))


def test_coverage_counts_the_questions_that_a_person_answers(form):
    assert columns_of(form, ["channels", "open", "days", "days_b"]).coverage == 1
    assert columns_of(form, ["open", "sum", "别的"]).coverage == 0.25
    assert columns_of(form, ["talk/channels/box", "talk/channels/letters"]).coverage == 0.25


def answers(form, **values):
    told = tuple(Told(key, value, f"{n}") for n, (key, value) in enumerate(values.items()))
    submission = Submission("", told, "")
    columns = columns_of(form, [t.key for t in told])
    return {g.path.rpartition("/")[2]: (g.value, g.place) for g in given(form, columns, submission)}


def test_answers_come_in_the_forms_order_without_what_it_computes(form):
    found = answers(form, days_b="2", sum="7", open="yes", days="1")
    assert list(found) == ["open", "days", "days_b"]
    assert found["open"] == ("yes", "2")


def test_one_column_for_each_choice_makes_one_answer(form):
    columns = {"talk/channels/comments": "1", "talk/channels/letters": "0"}
    found = answers(form, **columns, **{"talk/channels/box": "TRUE"})
    assert found["channels"] == ("comments\nbox", "0")


def test_the_column_of_the_whole_question_outranks_those_of_its_choices(form):
    found = answers(form, **{"talk/channels/comments": "1", "talk/channels": "letters box"})
    assert found["channels"][0] == "letters box"


CHOICES = tuple(Choice(name, label) for _, name, label in CHANNELS)


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("select_one", "letters", "letters"),
        ("select_one", "私信", "letters"),
        ("select_one", "没有的", "没有的"),
        ("select_multiple", "comments letters", "comments letters"),
        ("select_multiple", "留言评论 私信", "comments letters"),
        ("select_multiple", "咨询 信箱 私信", "box letters"),
        ("select_multiple", "咨询 信箱（旧） 咨询 信箱", "box_old box"),
        ("select_multiple", "私信，留言评论", "letters comments"),
        ("select_multiple", "私信 没有的", "私信 没有的"),
        ("select_multiple", "box\n私信", "box letters"),
        ("text", "私信", "私信"),
        ("select_multiple", "", ""),
    ],
)
def test_labels_stand_for_names(kind, text, names):
    assert as_names(kind, CHOICES, text) == names


def offered(*labels):
    return [Choice(f"c{number}", label) for number, label in enumerate(labels)]


@pytest.mark.parametrize(
    ("labels", "text", "names"),
    [
        (("咨询", "信箱", "咨询 信箱"), "咨询 信箱", "咨询 信箱"),
        (("咨询", "信箱", "咨询 信箱"), "咨询、信箱", "c0 c1"),
        (("咨询", "咨询 信", "信箱"), "咨询 信箱", "c0 c2"),
        (("有", "有时"), "有时", "c1"),
        (("有", "有时"), "有 有时", "c0 c1"),
        (("甲", "甲"), "甲", "甲"),
    ],
)
def test_labels_that_can_be_read_in_two_ways_are_not_guessed_at(labels, text, names):
    assert as_names("select_multiple", offered(*labels), text) == names


LABELS = ["咨询", "信箱", "咨询 信箱", "私信", "私信（旧）", "信", "箱", "有 时"]


@given_(
    st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True),
    st.sampled_from([" ", "、", ", ", "；"]),
)
def test_labels_put_together_come_apart_as_what_was_ticked_or_not_at_all(ticked, between):
    choices = offered(*LABELS)
    text = between.join(ticked)
    found = as_names("select_multiple", choices, text)
    wanted = " ".join(f"c{LABELS.index(label)}" for label in ticked)
    assert found in (wanted, text)
    if between != " " and "咨询 信箱" not in ticked:  # which alone may be two
        assert found == wanted
