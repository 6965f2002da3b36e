"""Which column of another office's table answers which question: guessed, never twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.column_mapping import Target, guess, layout_of

ERROR = Target("serious_error", ("有没有出现严重表述错误？", "严重表述错误"))
LEAK = Target("leak", ("有没有泄露国家秘密？",))
UPDATE = Target("last_update", ("最近一次更新是哪一天？", "最近更新日期"))
NAME = Target("name", ("账号名称",))
ALL = [ERROR, LEAK, UPDATE, NAME]


def guessed(*titles, targets=ALL):
    return guess(dict(enumerate(titles, 1)), targets)


def test_a_header_is_the_short_form_of_its_question():
    assert guessed("泄露国家秘密", "严重表述错误", "账号名称", "最近更新日期") == {
        1: "leak",
        2: "serious_error",
        3: "name",
        4: "last_update",
    }


@pytest.mark.parametrize("title", ["", "  ", "？", "备注", "联系电话", "内容", "更新"])
def test_what_tells_nothing_is_left_out(title):
    assert guessed(title) == {}


def test_an_equal_name_goes_before_a_likely_one_wherever_it_stands():
    assert guessed("最近更新日期（天）", "最近更新日期") == {2: "last_update"}
    assert guessed("最近更新日期", "最近更新日期（天）") == {1: "last_update"}


def test_of_two_equal_headers_the_first_column_answers():
    assert guessed("账号名称", "账号名称") == {1: "name"}


def test_of_two_questions_of_one_name_the_first_is_answered_and_then_the_second():
    twins = [Target("a", ("有无错字",)), Target("b", ("有无错字",))]
    assert guessed("有无错字", targets=twins) == {1: "a"}
    assert guessed("有无错字", "有无错字", targets=twins) == {1: "a", 2: "b"}


def test_signs_blanks_and_widths_make_no_other_header():
    assert guessed(" 账号 名称：", "严重表述错误?") == {1: "name", 2: "serious_error"}


def test_a_short_header_is_taken_only_where_it_is_the_very_name():
    assert guessed("平台", targets=[Target("p", ("注册平台",))]) == {}
    assert guessed("平台", targets=[Target("p", ("注册平台", "平台"))]) == {1: "p"}


def test_a_layout_is_known_by_its_header_row_however_it_is_spaced():
    known = layout_of(["账号名称", "最近更新日期"])
    assert layout_of([" 账号名称", "最近更新 日期"]) == known
    assert layout_of(["最近更新日期", "账号名称"]) != known
    assert layout_of(["账号名称最近更新日期"]) != known


titles = st.dictionaries(st.integers(1, 9), st.sampled_from(["账号名称", "泄密", "x"]) | st.text())


@given(titles)
def test_no_column_answers_two_questions_and_no_question_is_answered_twice(told):
    found = guess(told, ALL)
    assert found.keys() <= told.keys()
    assert len(set(found.values())) == len(found)
    assert guess(dict(reversed(told.items())), ALL) == found


@given(titles)
def test_a_header_that_is_a_questions_very_name_is_always_found(told):
    assert "last_update" in guess({**told, 10: "最近更新日期"}, ALL).values()
