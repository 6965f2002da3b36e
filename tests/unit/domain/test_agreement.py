"""Second looks: what is compared, what differs, and which items are vague."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.agreement import FEW, Look, agreement, compare, pairs
from govmedia_desktop.domain.inspections import Answer, Source

A, B = "/data/更新", "/data/互动"


def look(person, day="2026-11-21", account="甲", number="1", **answers):
    """Return a look; an answer ending in `?` was prefilled and confirmed by nobody."""
    paths = {"a": A, "b": B}
    return Look(
        number,
        account,
        "form",
        day,
        person,
        {
            paths[name]: Answer(
                value.rstrip("?"), Source.TYPED, None if value.endswith("?") else person
            )
            for name, value in answers.items()
        },
    )


def test_two_people_who_see_the_same_agree():
    both = compare(look("张三", a="yes", b="no"), look("李四", a="yes", b="no"), [A, B])
    assert (both.items, both.differences) == ((A, B), ())


def test_what_they_answer_differently_is_told_with_both_answers():
    both = compare(look("张三", a="yes"), look("李四", a="no"), [A, B])
    assert [(d.path, d.first, d.second) for d in both.differences] == [(A, "yes", "no")]


def test_what_one_of_them_did_not_look_at_is_not_compared():
    first = look("张三", a="yes", b="no")
    for second in (look("李四", a="yes"), look("李四", b="unchecked"), look("李四", b="yes?")):
        assert B not in compare(first, second, [A, B]).items


@pytest.mark.parametrize("source", [Source.TODAY, Source.REGISTER])
def test_what_somebody_else_stands_behind_was_not_looked_at_by_the_second_person(source):
    first = look("张三", a="yes")
    for person, counted in (("张三", ()), ("李四", (A,))):
        second = replace(look("李四"), answers={A: Answer("yes", source, person)})
        assert compare(first, second, [A]).items == counted


def test_only_other_people_on_the_same_day_at_the_same_account_make_a_pair():
    first = look("张三")
    others = [look("张三"), look("李四", day="2026-11-20"), look("李四", account="乙")]
    assert pairs([first, *others]) == []
    second = look("李四")
    assert pairs([first, *others, second]) == [(first, second), (others[0], second)]


def test_an_item_is_vague_where_enough_people_disagree():
    def compared(same, other):
        looks = [(look("张三", a="yes"), look("李四", a="yes"))] * same
        looks += [(look("张三", a="yes"), look("李四", a="no"))] * other
        (item,) = agreement(compare(*both, [A]) for both in looks)
        return item

    assert compared(3, 2).share == Fraction(3, 5)
    assert compared(3, 2).is_vague
    assert not compared(4, 1).is_vague
    assert not compared(0, FEW - 1).is_vague  # too few to tell


def test_the_least_agreed_on_comes_first():
    looks = [(look("张三", a="yes", b="yes"), look("李四", a="yes", b="no"))]
    assert [item.path for item in agreement(compare(*both, [A, B]) for both in looks)] == [B, A]


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=1))
def test_the_share_is_that_of_the_equal_answers(answers):
    compared = [compare(look("张三", a=a), look("李四", a=b), [A]) for a, b in answers]
    (item,) = agreement(compared)
    assert item.share == Fraction(sum(a == b for a, b in answers), len(answers))
