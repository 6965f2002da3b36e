"""The functions by the specification's examples and by what JavaRosa and ODK Web Forms give."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.forms.extensions import EXTENSIONS
from govmedia_desktop.forms.extensions.conversions import number_of, number_text, stored_text
from govmedia_desktop.forms.functions import FUNCTIONS, Kind
from govmedia_desktop.forms.parser import ExpressionError
from tests.unit.forms.expressions import evaluated, holds

FIELDS = {
    "one": ("text", "one"),
    "two": ("text", "two"),
    "empty": ("text", ""),
    "zero": ("integer", "0"),
    "five": ("integer", "5"),
    "none": ("integer", ""),
    "day": ("date", "2026-11-06"),
}
NAN, INF = math.nan, math.inf


def number(expression):
    return evaluated(expression, Kind.NUMBER, **FIELDS)


def text(expression):
    return evaluated(expression, **FIELDS)


# name and number of arguments

SPECIFIED = """
string concat join substr substring-before substring-after translate string-length normalize-space
contains starts-with ends-with uuid digest pulldata if coalesce once true false boolean
boolean-from-string not regex checklist weighted-checklist number random int sum max min round pow
log log10 abs sin cos tan asin acos atan atan2 sqrt exp exp10 pi count count-non-empty position
instance current randomize today now format-date format-date-time date decimal-date-time
decimal-time selected selected-at count-selected jr:choice-name jr:itext indexed-repeat area
distance
"""
# The functions of https://getodk.github.io/xforms-spec/#xpath-functions.
BESIDE_IT = """
base64-decode date-time depend enclosed-area extract-signed geofence intersects is-selected version
substring floor ceiling last name local-name namespace-uri id lang
"""
# What JavaRosa, ODK Collect and XPath 1.0 have beyond it.


def test_all_functions_of_the_specification_are_known_and_no_others():
    assert set(FUNCTIONS) == {*SPECIFIED.split(), *BESIDE_IT.split()}


def wrong_counts(name):
    function = FUNCTIONS[name]
    return [count for count in range(min(function.most, 12) + 3) if not function.admits(count)]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_refuses_another_number_of_arguments_at_load(name):
    for count in wrong_counts(name):
        arguments = ", ".join(["/data/one"] * count)
        with pytest.raises(ExpressionError, match=f"^函数“{name}”要.*参数，这里写了{count}个$"):
            evaluated(f"{name}({arguments})", **FIELDS)


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("pi(1)", "函数“pi”要0个参数，这里写了1个"),
        ("uuid(1, 2)", "函数“uuid”要0到1个参数，这里写了2个"),
        ("checklist(1)", "函数“checklist”要至少2个参数，这里写了1个"),
        (
            "weighted-checklist(1, 2, 1, 1, 1)",
            "函数“weighted-checklist”要至少2个、成对的参数，这里写了5个",
        ),
        ("indexed-repeat(1, 2)", "函数“indexed-repeat”要3、5、7、9、11个参数，这里写了2个"),
        ("pulldata('a', 'b')", "函数“pulldata”要4个参数，这里写了2个"),
        ("digest('a')", "函数“digest”要2到3个参数，这里写了1个"),
        ("is-null(1)", "没有函数“is-null”，请检查写法"),
        ("property('username')", "没有函数“property”，请加一行username"),
        ("digest('a', 'SHA-3')", "digest没有算法“SHA-3”，只能写MD5、SHA-1、SHA-256"),
        ("digest('a', 'MD5', 'utf8')", "digest没有编码“utf8”，只能写base64或hex"),
        ("name('a')", "“a”不是题目"),
        ("randomize('a')", "“a”不是题目"),
    ],
)
def test_what_is_wrong_with_a_call_is_said_in_chinese(expression, told):
    with pytest.raises(ExpressionError, match=re.escape(told)):
        evaluated(expression, **FIELDS)


# XPath 1.0


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 2)", "2345"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        ("substring('12345', 0 div 0, 3)", ""),
        ("substring('12345', 1, 0 div 0)", ""),
        ("substring('12345', -42, 1 div 0)", "12345"),
        ("substring('政务新媒体', 3, 2)", "新媒"),
        ("substring(/data/one, /data/five - 3)", "ne"),
        ("name(/data/one)", "one"),
        ("local-name(/data/two)", "two"),
        ("namespace-uri(/data/two)", ""),
        ("name()", "here"),
        ("name(..)", "data"),
        ("instance('yn')/root/item[last()]/name", "no"),
        ("instance('yn')/root/item[position() = last() - 1]/name", "yes"),
        ("last()", "1"),
        ("count(id('one'))", "0"),
        ("lang('zh')", "false"),
        ("substring-before('1999/04/01', '/')", "1999"),
        ("substring-after('1999/04/01', '19')", "99/04/01"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
    ],
)
def test_the_core_functions_give_what_xpath_says(expression, expected):
    assert text(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("floor(1.9)", 1),
        ("floor(-1.1)", -2),
        ("ceiling(1.1)", 2),
        ("ceiling(-1.9)", -1),
        ("floor(/data/none)", NAN),
        ("ceiling('x')", NAN),
        ("floor(/data/day - '2026-11-01')", 5),
        ("round(1 div 0)", INF),
        ("round(-1 div 0)", -INF),
        ("round('14.29123456789', 1.5)", 14.3),
        ("round('12345.12345', -1)", 12350),
        ("round(626.3, -3)", 1000),
        ("round(-50.55, -2)", -100),
        ("round(1 div 47999799999)", 0),
        ("round(2.5, 0 div 0)", NAN),
        ("round(10000000000000, 15)", 1e13),
        ("round(0.1 + 0.2, 15)", 0.3),
        ("round(4999, -30)", 0),
        ("int(1 div 0)", INF),
        ("int('1230000000000000000000')", 1.23e21),
        ("number('1.1e6')", NAN),
        ("number('Infinity')", NAN),
        ("number('１２')", NAN),
        ("number('34.56.7')", NAN),
        ("number('.1001')", 0.1001),
        ("number(1 div 0)", INF),
        ("6.1 - 7.8", -1.7),
        ("5 mod 3.1", 1.9),
        ("abs(-3.5)", 3.5),
        ("pow(2.5, 2)", 6.25),
        ("pow(-1, 3)", -1),
        ("pow(16, 0.25)", 2),
        ("pow(10, 400)", INF),
        ("pow(-10, 401)", -INF),
        ("pow(-10, 400)", INF),
        ("pow(0, -3)", INF),
        ("sqrt(9)", 3),
        ("sqrt(-2)", NAN),
        ("exp(1)", math.e),
        ("exp(1000)", INF),
        ("exp(-1000)", 0),
        ("exp10(2)", 100),
        ("exp10(-2)", 0.01),
        ("exp10(999)", INF),
        ("log(2)", 0.6931471805599453),
        ("log(0)", -INF),
        ("log(-1)", NAN),
        ("log10(100)", 2),
        ("log10(0)", -INF),
        ("pi()", math.pi),
        ("sin(2)", 0.9092974268256817),
        ("cos(2)", -0.4161468365471424),
        ("tan(2)", -2.185039863261519),
        ("asin(0.5)", 0.523598775598299),
        ("acos(-1)", math.pi),
        ("acos(2)", NAN),
        ("asin(2)", NAN),
        ("atan(-1)", -0.785398163397448),
        ("atan2(2, 3)", 0.5880026035475675),
        ("atan2(0, 0)", 0),
        ("sin(1 div 0)", NAN),
        ("sin('a')", NAN),
        ("atan2(2, /data/none)", NAN),
        ("2 * pi() * /data/five", 10 * math.pi),
        ("max(1, 'x', 3)", 3),
        ("max('x', 3, 1)", 3),
        ("min(3, 'x', 1)", 1),
        ("max(-4, -1, -3)", -1),
        ("max('')", NAN),
        ("min(0 div 0, 2)", 2),
        ("max(1, 1 div 0)", INF),
        ("min(1, -1 div 0)", -INF),
    ],
)
def test_numbers_come_out_as_the_specification_has_them(expression, expected):
    assert number(expression) == pytest.approx(expected, nan_ok=True, rel=1e-14)


@pytest.mark.parametrize("name", ["sqrt", "exp", "log", "sin", "acos", "atan2", "pow", "round"])
@settings(max_examples=60, deadline=None)
@given(x=st.floats(allow_nan=True, allow_infinity=True), y=st.floats())
def test_a_number_function_gives_a_number_whatever_it_is_given(name, x, y):
    given_ = (x, y) if FUNCTIONS[name].most == 2 else (x,)
    assert isinstance(EXTENSIONS[name](None, *given_), float)


# texts of numbers


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_written_and_read_again_is_the_same_to_fifteen_digits(value):
    assert number_of(number_text(value)) == pytest.approx(value, rel=1e-14, abs=0)


@given(st.floats())
def test_a_number_is_written_without_exponent_sign_of_zero_or_blank(value):
    assert re.fullmatch(r"NaN|-?Infinity|-?\d+(\.\d*[1-9])?", number_text(value))
    assert number_text(value) != "-0"


@given(st.text(max_size=12))
def test_a_text_is_a_number_only_in_the_spelling_of_xpath_or_as_a_date(written):
    if not math.isnan(number_of(written)):
        assert re.fullmatch(r"\s*-?(\d+\.?\d*|\.\d+)\s*|\d{4}-\d\d-\d\d.*", written, re.ASCII)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_decimal_typed_by_a_person_comes_through_a_sum_unchanged(amount):
    written = format(amount, "f")
    found = evaluated("/data/数 + 0", 数=("decimal", written))
    assert number_of(found) == float(amount)


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("0 div 0", ""),
        ("/data/none + 1", ""),
        ("if(true(), 0 div 0, 1)", ""),
        ("coalesce(0 div 0, '缺')", "缺"),
        ("string(0 div 0)", "NaN"),
        ("concat('共', /data/none + 1)", "共NaN"),
        ("concat('共', /data/none)", "共"),
        ("string(number('甲')) = 'NaN'", "true"),
        ("string(-1 div 0)", "-Infinity"),
        ("1 div 0", "Infinity"),
        ("number(/data/none) = number(/data/none)", "false"),
        ("(/data/day - /data/none) = /data/day", "false"),
    ],
)
def test_what_is_no_number_is_stored_empty_and_called_nan_within_a_text(expression, shown):
    assert text(expression) == shown


def test_only_nan_is_stored_empty():
    assert [stored_text(value) for value in (NAN, 0.0, INF, False, "NaN")] == [
        "", "0", "Infinity", "false", "NaN",
    ]  # fmt: skip


# truth and choices


@pytest.mark.parametrize(
    "expression",
    [
        "checklist(-1, 2, 2 > 1)",
        "not(checklist(-1, 2, 1 = 1, 2 = 2, 3 = 3))",
        "checklist(1, 1, true(), false(), false())",
        "checklist(1, 3, 'foo', 'bar')",
        "not(checklist(3, -1, 'foo', 'bar'))",
        "checklist(2, 2, /data/one, /data/two, /data/empty)",
        "checklist(2, 2, /data/one | /data/two | /data/empty)",
        "checklist(1, 1, /data/zero, /data/five, /data/none)",
        "checklist(2, 2, instance('yn')/root/item)",
        "checklist(0, 0)",
        "checklist(-1, -1)",
        "weighted-checklist(-1, 2, 2 > 1, 2)",
        "not(weighted-checklist(-1, 2, 2 > 1, 3))",
        "weighted-checklist(0, 1)",
        "weighted-checklist(2, 2, true(), 2, false(), 5, false(), 6)",
        "weighted-checklist(2, -1, true(), 999, false(), 5)",
        "weighted-checklist(5, 10, true(), 3.5, false(), 10, true(), 4.0)",
        "weighted-checklist(5, 5, /data/one, /data/five)",
        "weighted-checklist(7, 7, /data/one | /data/two, /data/three | /data/four)",
        "not(weighted-checklist(7, 7, /data/one, /data/three | /data/four))",
        "not(weighted-checklist(1, 2, /data/one, /data/none))",
        "boolean-from-string('TRUE')",
        "boolean-from-string(1)",
        "not(boolean-from-string(1.0001))",
        "not(boolean-from-string('whatever'))",
        "boolean(1 div 0)",
        "boolean(0.0001)",
    ],
)
def test_conditions_are_counted(expression):
    assert holds(expression, **FIELDS, three=("integer", "3"), four=("integer", "4"))


# dates


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("decimal-date-time('1970-01-01T00:00:00+08:00')", 0),
        ("decimal-date-time('1970-01-01T00:00:00Z')", 1 / 3),
        ("decimal-date-time('2018-04-24T15:30:00.000+06:00')", 17645.395833333332 + 1 / 3),
        ("decimal-date-time('2018-04-24T17:30:00+0800')", 17645.395833333332 + 1 / 3),
        ("decimal-date-time('1969-12-31')", -1),
        ("decimal-date-time(/data/day)", 20763),
        ("decimal-date-time(/data/none)", NAN),
        ("decimal-date-time('-01-2019')", NAN),
        ("decimal-date-time(now())", 20778),
        ("1 + decimal-date-time(now())", 20779),
        ("decimal-time('06:00:00.000+08:00')", 0.25),
        ("decimal-time('06:00')", 0.25),
        ("decimal-time('06:00:59.000+08:00')", 0.25068287037037035),
        ("decimal-time('23:59:00.000+02:00')", 0.24930555555555556),
        ("decimal-time('02:00Z')", 10 / 24),
        ("decimal-time('00:00:00+09:00')", 23 / 24),
        ("decimal-time('24:00:00.000+08:00')", NAN),
        ("decimal-time('06:60:00.000+08:00')", NAN),
        ("decimal-time('06:00:60.000+08:00')", NAN),
        ("decimal-time('06:00:00.000-24:00')", NAN),
        ("decimal-time('23:59:00.000-07:60')", NAN),
        ("decimal-time('a')", NAN),
        ("decimal-time(/data/none)", NAN),
        ("decimal-time('2026-11-06T12:00:00')", 0.5),
        ("decimal-time(/data/day)", 0),
        ("decimal-time(20778.75)", 0.75),
        ("decimal-time(1 div 0)", NAN),
        ("decimal-time('12:00:00') - decimal-time('06:00:00')", 0.25),
    ],
)
def test_dates_and_times_as_numbers_are_those_of_beijing(expression, expected):
    assert number(expression) == pytest.approx(expected, nan_ok=True, abs=1e-9)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("date('2026-11-06T20:00:00Z')", "2026-11-07"),
        ("date('2026-11-06T20:00:00+08:00')", "2026-11-06"),
        ("date-time('2026-11-06T23:30:00-01:00')", "2026-11-07T08:30:00"),
        ("date('0001-01-01T00:00:00+14:00')", ""),
        ("date(14127)", "2008-09-05"),
        ("date(-10252)", "1941-12-07"),
        ("date('9999-12-31')", "9999-12-31"),
        ("format-date('2018-01-02T10:20:30.123', '%Y-%m-%e %H:%M:%S')", "2018-01-2 10:20:30"),
        ("format-date-time('2001-12-31', '%b %e, %Y')", "Dec 31, 2001"),
        ("'2026-11-06T20:00:00Z' = '2026-11-07T04:00:00'", "true"),
        ("'2026-11-06T20:00:00Z' < '2026-11-07'", "false"),
    ],
)
def test_a_moment_with_another_offset_is_told_in_beijing_time(expression, expected):
    assert text(expression) == expected


@given(st.datetimes(), st.integers(-12 * 60, 14 * 60))
def test_the_same_moment_is_the_same_number_whatever_the_offset(moment, minutes):
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    away = number_of(f"{moment.isoformat()}{sign}{hours:02}:{rest:02}")
    if not math.isnan(away):
        assert away == pytest.approx(number_of(moment.isoformat()) + (480 - minutes) / 1440)
