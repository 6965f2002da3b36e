"""What plain XPath 1.0 would get silently wrong, and every function of the table."""

import math
import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.forms.extensions import EXTENSIONS
from govmedia_desktop.forms.functions import FUNCTIONS, Kind
from govmedia_desktop.forms.locations import Scope
from govmedia_desktop.forms.parser import ExpressionError, parse
from govmedia_desktop.forms.translate import translate
from tests.unit.forms.expressions import evaluated, holds

EARLY, LATE = ("date", "2026-11-06"), ("date", "2026-11-20")


@pytest.mark.parametrize(
    "expression",
    [
        "/data/a < /data/b",
        "/data/b > /data/a",
        "/data/a <= '2026-11-06'",
        "/data/a != /data/b",
        "not(/data/a = /data/b)",
        "/data/b < today()",
        "today() >= /data/b",
        "/data/a = '2026-11-06'",
        "/data/a = date('2026-11-06')",
        "today() - /data/a = 15",
        "date(/data/a + 14) = /data/b",
        "/data/b - /data/a > 13",
        "max(/data/a, /data/b) = number(/data/b)",
        "sum(/data/a | /data/b) = number(/data/a) + number(/data/b)",
        "/data/a >= /data/text and /data/a <= /data/text",
    ],
)
def test_dates_compare_and_add_as_days(expression):
    assert holds(expression, a=EARLY, b=LATE, text=("text", "2026-11-06"))


@pytest.mark.parametrize(
    "expression", ["/data/a < today()", "/data/a > today()", "today() = /data/a"]
)
def test_an_empty_date_is_neither_before_nor_after_nor_equal(expression):
    assert not holds(expression, a=("date", ""))


def test_an_empty_date_is_told_by_comparing_with_empty_text():
    assert holds("/data/a = ''", a=("date", ""))
    assert holds("/data/a != ''", a=EARLY)


def test_a_date_minus_an_empty_date_is_no_number():
    assert math.isnan(evaluated("today() - /data/a", Kind.NUMBER, a=("date", "")))


def test_a_question_as_a_condition_is_asked_for_its_value_not_its_node():
    assert not holds("/data/a and true()", a=("text", ""))
    assert not holds("not(/data/a)", a=("text", "有"))
    assert not holds("/data/n", n=("integer", "0"))
    assert holds("/data/n", n=("integer", "5"))
    assert evaluated("if(/data/a, '有', '无')", a=("text", "")) == "无"


def test_numbers_compare_as_numbers_also_between_two_questions():
    assert holds("/data/a = /data/b", a=("integer", "5"), b=("decimal", "5.0"))
    assert holds("/data/a < /data/b", a=("integer", "9"), b=("integer", "10"))
    assert holds("/data/a = /data/b", a=("integer", ""), b=("integer", ""))


def test_texts_that_look_alike_as_numbers_stay_different():
    assert not holds("/data/a = /data/b", a=("text", "1"), b=("text", "1.0"))


def test_current_inside_a_predicate_is_the_question_itself():
    expression = "instance('yn')/root/item[name = current()/../which]/label"
    assert evaluated(expression, which=("text", "no")) == "没有"


def test_dates_in_a_choice_list_compare_as_days():
    expression = "count(instance('yn')/root/item[since <= today()])"
    assert evaluated(expression, Kind.NUMBER) == 1


def test_relative_paths_begin_at_the_question_itself():
    assert evaluated("../a", a=("text", "甲")) == "甲"
    assert holds(". = ''")


def test_position_counts_within_predicates_and_among_siblings():
    assert evaluated("instance('yn')/root/item[position() = 2]/name") == "no"
    assert evaluated("instance('yn')/root/item[2]/name") == "no"
    assert evaluated("position(..)", Kind.NUMBER) == 1
    assert evaluated("position()", Kind.NUMBER) == 1


def test_once_keeps_what_stands_there():
    assert evaluated("once('新')", here=("text", "旧")) == "旧"
    assert evaluated("once('新')") == "新"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("concat('甲', 1, true())", "甲1true"),
        ("join('、', '甲', '乙')", "甲、乙"),
        ("join('-', /data/a | /data/b)", "2026-11-06-2026-11-20"),
        ("concat(/data/a | /data/b)", "2026-11-062026-11-20"),
        ("substr('政务新媒体', 2)", "新媒体"),
        ("substr('政务新媒体', 0, 2)", "政务"),
        ("substr('政务新媒体', -2)", "媒体"),
        ("normalize-space('  甲   乙 ')", "甲 乙"),
        ("substring-before('2026-11', '-')", "2026"),
        ("substring-after('2026-11', '-')", "11"),
        ("translate('abc', 'ab', 'xy')", "xyc"),
        ("string(5)", "5"),
        ("string-length('政务')", "2"),
        ("coalesce('', '乙')", "乙"),
        ("coalesce(/data/a, '乙')", "2026-11-06"),
        ("if(1 > 2, '甲', '乙')", "乙"),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', 9)", ""),
        ("jr:choice-name('no', '/data/chosen')", "没有"),
        ("jr:choice-name('none', ' /data/chosen ')", ""),
        ("today()", "2026-11-21"),
        ("now()", "2026-11-21T00:00:00"),
        ("date(20778)", "2026-11-21"),
        ("date-time('2026-11-21')", "2026-11-21T00:00:00"),
        ("date('明天')", ""),
        ("format-date(/data/a, '%Y年%n月%e日')", "2026年11月6日"),
        ("format-date(/data/a, '%y-%m-%d %b %a %q%%')", "26-11-06 Nov Fri %q%"),
        ("format-date-time('2026-11-21T08:05:09.120+08:00', '%H:%M:%S.%3 %h')", "08:05:09.120 8"),
        ("format-date('', '%Y')", ""),
    ],
)  # fmt: skip
def test_a_function_gives_text(expression, expected):
    assert evaluated(expression, a=EARLY, b=LATE) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("number('5.5')", 5.5),
        ("number('2026-11-21')", 20778),
        ("decimal-date-time('2026-11-21T12:00:00')", 20778.5),
        ("int(5.9)", 5),
        ("int(-5.9)", -5),
        ("int('x')", math.nan),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(1.005, 2)", 1.01),
        ("round(1234, -2)", 1200),
        ("round('x', 2)", math.nan),
        ("pow(2, 10)", 1024),
        ("pow(0, -1)", math.inf),
        ("abs(-3)", 3),
        ("sum(/data/x | /data/y | /data/empty)", 5),
        ("min(/data/x, /data/y)", 2),
        ("max(/data/x | /data/y)", 3),
        ("max(/data/empty)", math.nan),
        ("count(/data/x | /data/empty)", 2),
        ("count-non-empty(/data/x | /data/empty)", 1),
        ("count-selected('a b')", 2),
        ("/data/x * 2 + 7 div 2 - 7 mod 4", 4.5),
        ("-/data/x", -2),
        ("--/data/x", 2),
        ("1 - 2 - 3", -4),
        ("1 + '1'", 2),
        ("round(/data/x div 3, 2)", 0.67),
        ("pow(/data/x, /data/y)", 8),
        ("abs(if(/data/x > 1, /data/y, 0))", 3),
        ("int(/data/empty)", math.nan),
        ("round(pow(10, 300))", 1e300),
        ("string-length()", 0),
        ("number()", math.nan),
        ("/data/x + /data/empty", math.nan),
    ],
)
def test_a_function_gives_a_number(expression, expected):
    fields = {"x": ("integer", "2"), "y": ("integer", "3"), "empty": ("integer", "")}
    assert evaluated(expression, Kind.NUMBER, **fields) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    "expression",
    [
        "selected('a b', 'b')",
        "not(selected('ab b', 'a'))",
        "contains('政务新媒体', '新媒')",
        "starts-with('政务', '政')",
        "ends-with('政务', '务')",
        "regex('2026Q4', '[0-9]{4}Q[1-4]')",
        "not(regex('x2026Q4', '[0-9]{4}Q[1-4]'))",
        "boolean('x')",
        "boolean-from-string('1')",
        "not(boolean-from-string('no'))",
        "true() != false()",
        "(1 = 1) = true()",
        "1 < 2 = true()",
        "2 > 1 and 1 > 0 or false()",
        "not(coalesce(false(), true()))",
        "not(if(true(), false(), true()))",
        "once(true())",
    ],
)
def test_a_function_gives_a_truth_value(expression):
    assert holds(expression)


def test_every_function_of_the_table_is_there_and_nothing_else_is_called():
    special = {"jr:choice-name", "jr:itext", "current", "instance", "today", "now"}
    special.add("version")
    special.add("indexed-repeat")
    ours = {name for name, function in FUNCTIONS.items() if not function.core} - special
    assert ours | {
        "choice-name",
        "same",
        "alike",
        "unlike",
        "measured",
        "stored",
        "indexed",
    } == set(EXTENSIONS)


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("nosuch(1)", "没有函数“nosuch”"),
        ("pulldata('a','b','c','d')", "没有名为“a”的选项列表"),
        ("selected('a')", "要2个参数，这里写了1个"),
        ("round(1,2,3)", "要1到2个参数"),
        ("concat()", "至少1"),
        ("/data/nope = 1", "没有“nope”这道题"),
        ("../nope", "没有“nope”这道题"),
        ("instance('other')/root/item", "没有名为“other”的选项列表"),
        ("jr:choice-name('a', '/data/here')", "应是加引号的选择题"),
        ("regex('a', '(')", "正则"),
        ("1 +", "没有写完"),
        ("(1", "末尾缺少“)”"),
        ("1 2", "处多出内容"),
        ("'abc", "引号没有成对"),
        ("（1）", "全角符号，请改为半角“(”"),
        ("/data/here ＝ 1", "全角符号，请改为半角“=”"),
        ("1 ^ 2", "看不懂“^ 2”"),
        ("  ", "是空的"),
        ("count('a')", "“a”不是题目"),
        ("1 | /data/here", "“1”不是题目"),
        ("today()/x", "不是题目"),
        ("concat('a')[1]", "不是题目"),
        ("/data/[1]", "前少了内容"),
        ("/data/here/1", "前少了内容"),
        ("@", "处应是题目名称"),
        ("(" * 40 + "1" + ")" * 40, "嵌套过深"),
        ("not(" * 40 + "1" + ")" * 40, "嵌套过深"),
        ("+".join("1" * 500), "表达式过长"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(expression, told):
    with pytest.raises(ExpressionError, match=re.escape(told)):
        evaluated(expression)


def values_read(translated):
    return {read.path for read in translated.reads if read.slot == "value"}


def test_the_questions_an_expression_reads_are_known_through_groups_and_relative_paths():
    scope = Scope(dict.fromkeys(["/data/g/a", "/data/g/b", "/data/c"], Kind.NUMBER))
    read = translate("count-non-empty(/data/g/*) + ../c", scope, "/data/here")
    assert values_read(read) == {"/data/g/a", "/data/g/b", "/data/c"}


def test_what_is_only_passed_or_counted_is_not_read():
    scope = Scope(dict.fromkeys(["/data/g/a", "/data/g/b"], Kind.NUMBER))
    expression = "current()/../b + position(..) + count(/data/g)"
    found = translate(expression, scope, "/data/g/a")
    assert values_read(found) == {"/data/g/b"}
    assert {read.path for read in found.reads if read.slot == "relevant"} == {"/data/g"}


def test_what_descends_reads_everything_beneath():
    scope = Scope(dict.fromkeys(["/data/g/a", "/data/c"], Kind.NUMBER))
    assert values_read(translate("sum(//a)", scope, "/data/c")) == {"/data/g/a", "/data/c"}
    found = translate("sum(../g/descendant::a)", scope, "/data/c")
    assert values_read(found) == {"/data/g/a"}


@given(st.text(alphabet="ab/.[]()'\"=<>+-*,|@:1 ${}（。$and", max_size=40))
def test_any_text_is_an_expression_or_a_named_fault(text):
    with suppress(ExpressionError):
        parse(text)


@given(st.text(max_size=30).filter(lambda t: "'" not in t and t.isprintable()))
def test_a_text_in_quotes_comes_through_whatever_it_holds(text):
    assert evaluated(f"'{text}'") == text


OPERANDS = [
    "/data/d",
    "/data/n",
    "/data/t",
    ".",
    "''",
    "'2026-01-31'",
    "'x'",
    "-2.5",
    "1000000",
    "true()",
]
SETS = ["/data/*", "/data/n | /data/d", "instance('yn')/root/item", "instance('yn')/root/item/name"]
operands = st.sampled_from(OPERANDS + SETS)


def calls(inner):
    def call(name):
        function = FUNCTIONS[name]
        most = min(function.most, function.least + 2)
        counted = st.lists(inner, min_size=function.least, max_size=most)
        return counted.map(lambda arguments: f"{name}({', '.join(arguments)})")

    callable_names = sorted(set(FUNCTIONS) - {"instance", "jr:choice-name"})
    operators = st.sampled_from(
        [" + ", " - ", " * ", " div ", " mod ", " = ", " != ", " < ", " and "]
    )
    joined = st.tuples(inner, operators, inner).map(lambda parts: f"({''.join(parts)})")
    return st.sampled_from(callable_names).flatmap(call) | joined


@settings(max_examples=400, deadline=None)
@given(st.recursive(operands, calls, max_leaves=5), st.sampled_from([Kind.TEXT, Kind.BOOLEAN]))
def test_whatever_is_accepted_at_load_evaluates(expression, wanted):
    fields = {"d": ("date", "2026-11-06"), "n": ("integer", "3"), "t": ("text", "a b")}
    with suppress(ExpressionError):
        assert isinstance(evaluated(expression, wanted, **fields), str | bool)
