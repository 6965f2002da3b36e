"""Patterns mean what Python's mean where it knows them, and take bounded steps, however hostile."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.forms.parser import ExpressionError
from govmedia_desktop.forms.patterns import (
    LONGEST_SUBJECT,
    MOST_STATES,
    Pattern,
    PatternError,
    pattern,
)
from tests.unit.forms.expressions import holds


def fits(written: str, text: str) -> bool:
    return pattern(written).fits(text)


@pytest.mark.parametrize(
    ("written", "text", "fit"),
    [
        ("12345|[0-9]+", "12345", True),
        ("[0-9]{11}", "13800000000", True),
        ("[0-9]{11}", "１３８００００００００", False),
        (r"\d{4}-\d{2}-\d{2}", "2026-11-21", True),
        (r"\d+", "１２", False),
        (r"^\d{4}$", "2026", True),
        ("^1[3-9][0-9]{9}$", "13912345678", True),
        ("[\u4e00-\u9fa5]{2,4}", "张三", True),
        (r"[\u4e00-\u9fa5]{2,4}", "张三", True),
        (r"[\u4e00-\u9fa5]{2,4}", "张", False),
        ("𠮷.*", "𠮷县发布", True),
        ("a{2}", "aa", True),
        ("a{2}", "aaa", False),
        ("a{2,}", "aaaaa", True),
        ("a{0,2}", "", True),
        ("a{0,2}b", "aaab", False),
        ("colou?r", "color", True),
        ("(甲|乙)*丙", "甲乙乙甲丙", True),
        ("(甲|乙)*丙", "甲丁丙", False),
        ("(?:ab)+", "ababab", True),
        ("(?<name>a)b", "ab", True),
        (".*?b", "aab", True),
        (".", "\n", False),
        (r"[^,]+(,[^,]+)*", "a,b,c", True),
        (r"[]a]+", "]a", True),
        (r"[^]]+", "ab", True),
        (r"\[\]\(\)\.\\", r"[]().\\"[:-1], True),
        (r"\x41\u0042", "AB", True),
        ("a]b}", "a]b}", True),
        (r"(?=.*[0-9])(?=.*[a-z]).{6,}", "abc123", True),
        (r"(?=.*[0-9])(?=.*[a-z]).{6,}", "abcdef", False),
        (r"(?!.*  ).+", "a b c", True),
        (r"(?!.*  ).+", "a  b", False),
        (r"a(?!b).", "ac", True),
        (r"a(?!b).", "ab", False),
        (r".*(?<=。)", "停更。", True),
        (r".*(?<!。)", "停更。", False),
        (r"(?=(?!b)a).", "a", True),
        (r"\w+\b,.*", "ab,c", True),
        (r"a\Bb", "ab", True),
        (r"a\bb", "ab", False),
        ("(?i)wechat", "WeChat", True),
        ("wechat", "WeChat", False),
        ("", "", True),
        ("", "a", False),
        ("a|", "", True),
        ("()", "", True),
        ("a^b", "ab", False),
        ("(^a|b)+$", "ab", True),
    ],
)
def test_a_pattern_fits_the_whole_text_or_not(written, text, fit):
    assert fits(written, text) is fit


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("(", "左括号没有成对"),
        ("a)", "右括号没有成对"),
        ("[a", "看不懂“[a”"),
        ("a**", "重复符号不能连写"),
        ("a++", "重复符号不能连写"),
        ("{3}", "看不懂“{3}”"),
        ("a{3,2}", "“{3,2}”里后面的数比前面的小"),
        (r"(a)\1", r"看不懂“\1”"),
        (r"\p{L}", r"看不懂“\p{L}”"),
        ("(?>a)", "不支持“(?>”"),
        ("(?P<x>a)", "不支持“(?P”"),
        ("[[:alpha:]]", "看不懂“[[:alpha:]”"),
        (r"[b-a]", "看不懂“[b-a]”"),
        ("a\\", "看不懂“\\”"),
        ("(" * 30 + ")" * 30, "嵌套过深"),
        ("a{99999}", "重复次数过多"),
        ("(){0,99999}", "重复次数过多"),
        ("((((a{9}){9}){9}){9}){9}", "重复次数过多"),
        ("(?=a{600})(?=b{600})c", "重复次数过多"),
    ],
)
def test_what_cannot_be_matched_in_bounded_steps_or_is_wrong_is_told(written, told):
    with pytest.raises(PatternError, match=re.escape(told)):
        pattern(written)


@pytest.mark.parametrize("written", ["(a+", r"(\w)\1", "a{99999}"])
def test_a_form_with_such_a_pattern_is_refused_at_load_with_the_pattern(written):
    with pytest.raises(ExpressionError, match=re.escape(f"正则表达式“{written}”")):
        holds(f"regex('a', '{written}')")


def test_a_pattern_that_the_form_puts_together_wrongly_fits_nothing():
    assert not holds("regex('a', concat('(', 'a'))")
    assert holds("regex('a', concat('[', 'a]'))")


EVIL = [
    ("(a+)+$", "a" * 1999 + "b"),
    ("(a*)*b", "a" * 2000),
    ("(a|a)*b", "a" * 2000),
    ("(a|aa)+$", "a" * 1999 + "b"),
    ("(.*a){20}", "a" * 1999 + "b"),
    ("([a-zA-Z]+)*", "a" * 1999 + "!"),
    (r"(x+x+)+y", "x" * 2000),
    (".*.*.*.*.*=", "=" * 1999 + "x"),
    ("a?" * 200 + "a" * 200, "a" * 199),
    ("(a|b|ab)*c", "ab" * 1000),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 2000),
    (r"([\w.-]+)+@[\w.]+", "a" * 2000),
    ("(a?b?c?d?e?f?g?h?)*!", "hgfedcba" * 250),
    (r"(?=(a+)+b).*", "a" * 2000),
    (r"(.*)(?<!(a|a)*b)c", "a" * 2000),
]


@pytest.mark.parametrize(("written", "text"), EVIL)
def test_a_pattern_that_freezes_others_ends_within_its_bound(written, text):
    found, steps = pattern(written).matched(text)
    assert not found
    assert steps <= pattern(written).size * (len(text) + 1)
    assert pattern(written).size <= 2 * MOST_STATES + 2


atoms = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", r"\w", r"\d", "1", "", "甲", "^", "$", r"\b"]
)


def larger(inner):
    return st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        inner.map(lambda ahead: f"(?={ahead})"),
        inner.map(lambda ahead: f"(?!{ahead})"),
    )


texts = st.text("ab1甲 -", max_size=8)


@settings(max_examples=600, deadline=None)
@given(st.recursive(atoms, larger, max_leaves=6), texts)
def test_a_pattern_means_what_python_understands_by_it(written, text):
    assert fits(written, text) is bool(re.fullmatch(written, text, re.ASCII))


@settings(max_examples=400, deadline=None)
@given(st.text("ab()[]{}*+?|^$.\\-,12dws!=:<i", max_size=25), st.text("ab-1", max_size=60))
def test_any_text_is_a_pattern_with_bounded_steps_or_a_named_fault(written, text):
    with suppress(PatternError):
        found: Pattern = pattern(written)
        assert found.matched(text)[1] <= found.size * (len(text) + 1)


def test_a_text_longer_than_any_pattern_may_look_at_fits_none_and_takes_no_step():
    assert fits("a*", "a" * LONGEST_SUBJECT)
    assert pattern("a*").matched("a" * (LONGEST_SUBJECT + 1)) == (False, 0)
