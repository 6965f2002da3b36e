"""Every function at its edges: rare characters, empty answers, impossible dates, large numbers."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.forms.functions import Kind
from tests.unit.forms.expressions import evaluated, holds

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}"
WIDE_BLANK = "\N{IDEOGRAPHIC SPACE}"
FIELDS = {
    "阅读": ("integer", "1200"),
    "点赞": ("integer", "36"),
    "空": ("integer", ""),
    "比率": ("decimal", "2.50"),
    "更新": ("date", "2026-11-06"),
    "未填": ("date", ""),
    "名称": ("text", "𠮷县发布"),
    "平台": ("select_multiple", "微信 微博 头条"),
}


def text(expression):
    return evaluated(expression, **FIELDS)


def number(expression):
    return evaluated(expression, Kind.NUMBER, **FIELDS)


def truth(expression):
    return holds(expression, **FIELDS)


# texts


@pytest.mark.parametrize(
    ("written", "length"),
    [("𠮷㐀", 2), (FAMILY, 3), ("政务新媒体", 5), ("", 0), ("甲 乙", 3), ("Ａ１", 2)],
)
def test_a_length_counts_characters_also_those_beyond_the_first_plane(written, length):
    assert number(f"string-length('{written}')") == length


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("substr(/data/名称, 0, 1)", "𠮷"),
        ("substr(/data/名称, 1)", "县发布"),
        ("substr(/data/名称, -2)", "发布"),
        ("substr(/data/名称, 1, -1)", "县发"),
        ("substr(/data/名称, 2, 1)", ""),
        ("substr(/data/名称, 9)", ""),
        ("substr(/data/名称, -9, 2)", "𠮷县"),
        ("substr(/data/名称, /data/空)", ""),
        ("substr(/data/更新, 0, 7)", "2026-11"),
    ],
)
def test_a_part_of_a_text_is_cut_between_whole_characters(expression, expected):
    assert text(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("translate(/data/名称, '𠮷', '吉')", "吉县发布"),
        ("translate('第１２期', '１２', '12')", "第12期"),
        ("translate('（停更）', '（）', '')", "停更"),
        ("translate('甲甲乙', '甲', '丙')", "丙丙乙"),
        ("translate('甲', '', '乙')", "甲"),
    ],
)
def test_characters_are_replaced_or_left_out_one_by_one(expression, expected):
    assert text(expression) == expected


def test_blanks_are_joined_but_the_wide_blank_of_chinese_is_a_character():
    assert text("normalize-space('  示例县 \t 发布  ')") == "示例县 发布"
    assert text(f"normalize-space(' 甲{WIDE_BLANK}乙 ')") == f"甲{WIDE_BLANK}乙"


@pytest.mark.parametrize(
    ("value", "pattern", "fits"),
    [
        ("13800000000", "1[0-9]{10}", True),
        ("1380000000", "1[0-9]{10}", False),
        ("电话13800000000", "1[0-9]{10}", False),
        ("𠮷", ".", True),
        ("示例县发布", "[\u4e00-\u9fff]+", True),
        ("示例县fb", "[\u4e00-\u9fff]+", False),
        ("", "[0-9]*", True),
        ("", "[0-9]+", False),
        ("甲\n乙", "甲.乙", False),
    ],
)
def test_a_pattern_has_to_fit_the_whole_text(value, pattern, fits):
    assert holds(f"regex(/data/值, '{pattern}')", 值=("text", value)) is fits


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("contains(/data/名称, '发布')", True),
        ("contains(/data/名称, '')", True),
        ("contains('', '发布')", False),
        ("starts-with(/data/名称, '𠮷县')", True),
        ("starts-with('', '')", True),
        ("ends-with(/data/名称, '发布')", True),
        ("ends-with('', '发布')", False),
        ("ends-with(/data/阅读, '00')", True),
    ],
)
def test_a_text_is_searched(expression, expected):
    assert truth(expression) is expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("substring-before('国办发〔2018〕123号', '〔')", "国办发"),
        ("substring-after('国办发〔2018〕123号', '〕')", "123号"),
        ("substring-before('无', '有')", ""),
        ("substring-after('无', '')", "无"),
        ("concat('共', /data/点赞, '次')", "共36次"),
        ("concat('[', /data/空, ']')", "[]"),
        ("concat(true(), false())", "truefalse"),
        ("join('、', /data/阅读 | /data/点赞)", "1200、36"),
        ("join('、')", ""),
        ("string(/data/比率)", "2.50"),
        ("string(/data/未填)", ""),
    ],
)
def test_texts_are_put_together_and_taken_apart(expression, expected):
    assert text(expression) == expected


# numbers


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("/data/阅读 * 2500000", "3000000000"),
        ("1000000 * 1000000", "1000000000000"),
        ("-3 * 1000000000", "-3000000000"),
        ("1 div 100000", "0.00001"),
        ("0.1 + 0.2", "0.3"),
        ("concat(0.1 + 0.2)", "0.3"),
        ("0 * -1", "0"),
        ("100 * 1.1", "110"),
        ("if(true(), 3000000000, '无')", "3000000000"),
        ("translate(3000000000, '0', '-')", "3---------"),
        ("string-length(3000000000)", "10"),
        ("coalesce(/data/空, 5000000000)", "5000000000"),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", ""),
        ("string(/data/空 + 1)", "NaN"),
        ("/data/空 + 1", ""),
    ],
)
def test_a_number_is_written_without_exponent(expression, expected):
    assert text(expression) == expected


@given(st.integers(-(10**15) + 1, 10**15 - 1))
@settings(max_examples=40, deadline=None)
def test_every_whole_number_of_fifteen_digits_is_written_as_such(whole):
    assert evaluated("/data/数 + 0", 数=("integer", str(whole))) == str(whole)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("round(2.5)", 3),
        ("round(2.4999)", 2),
        ("round(2.675, 2)", 2.68),
        ("round(12350.12, -2)", 12400),
        ("round('14.6')", 15),
        ("round(/data/空)", math.nan),
        ("int(7.99)", 7),
        ("int(-7.99)", -7),
        ("int('7天')", math.nan),
        ("pow(10, 6)", 1000000),
        ("pow(4, 0.5)", 2),
        ("pow(-8, 1 div 3)", math.nan),
        ("pow(/data/空, 2)", math.nan),
        ("abs(-0.5)", 0.5),
        ("abs('-3')", 3),
        ("abs(/data/空)", math.nan),
        ("min(/data/阅读, /data/点赞)", 36),
        ("min(/data/空, /data/点赞)", 36),
        ("max(/data/阅读 | /data/空)", 1200),
        ("min(/data/空)", math.nan),
        ("sum(/data/阅读 | /data/点赞 | /data/空)", 1236),
        ("sum(/data/空)", 0),
        ("sum(/data/名称)", math.nan),
        ("count(/data/空 | /data/点赞)", 2),
        ("count-non-empty(/data/空 | /data/点赞)", 1),
        ("count(instance('yn')/root/item[name = 'none'])", 0),
        ("5 mod -3", 2),
        ("-5 mod 3", -2),
        ("5 mod 0", math.nan),
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("7 - 2 - 1", 4),
        ("2 * 3 div 8 * 2", 1.5),
        ("/data/阅读 -1", 1199),
        ("-/data/点赞", -36),
        ("true() + 8", 9),
        ("number('1,200')", math.nan),
        ("number(' 12 ')", 12),
        ("number('- 12')", math.nan),
    ],
)
def test_a_number_comes_out(expression, expected):
    assert number(expression) == pytest.approx(expected, nan_ok=True)


# dates


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("date(/data/更新 + 14)", "2026-11-20"),
        ("date(/data/更新 - 6)", "2026-10-31"),
        ("date(today() - 14)", "2026-11-07"),
        ("date('2024-02-28' + 1)", "2024-02-29"),
        ("date('2026-02-28' + 1)", "2026-03-01"),
        ("date('2026-12-31' + 1)", "2027-01-01"),
        ("date('2026-02-30')", ""),
        ("date('2026-13-01')", ""),
        ("date('2026年11月6日')", ""),
        ("date(/data/未填)", ""),
        ("date(/data/未填 + 14)", ""),
        ("date(9999999)", ""),
        ("date(-1)", "1969-12-31"),
        ("date(6.5)", "1970-01-07"),
        ("date('2026-11-06T23:59:59')", "2026-11-06"),
        ("date-time(/data/更新)", "2026-11-06T00:00:00"),
        ("format-date(/data/更新, '%Y年%m月%d日')", "2026年11月06日"),
        ("format-date(/data/更新 + 30, '%n月%e日')", "12月6日"),
        ("format-date('2026-11-31', '%Y')", ""),
        ("format-date(/data/更新, '100%%')", "100%"),
        ("format-date(/data/更新, '')", ""),
        ("format-date(today(), '%Y')", "2026"),
        ("if(/data/更新 < today(), '已过', '未到')", "已过"),
        ("coalesce(/data/未填, today())", "2026-11-21"),
    ],
)
def test_a_date_comes_out_or_nothing(expression, expected):
    assert text(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("today() - /data/更新", 15),
        ("/data/更新 - today()", -15),
        ("'2027-01-01' - '2026-01-01'", 365),
        ("date('2008-09-08') - date('1983-10-06')", 9104),
        ("/data/更新 - /data/未填", math.nan),
        ("int((today() - /data/更新) div 7)", 2),
        ("max(/data/更新, /data/未填) - /data/更新", 0),
        ("number('1970-01-02')", 1),
        ("decimal-date-time('1970-01-02T06:00:00')", 1.25),
    ],
)
def test_dates_are_subtracted_in_days(expression, expected):
    assert number(expression) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("/data/更新 <= today()", True),
        ("/data/更新 = '2026-11-06'", True),
        ("/data/更新 = '2026-11-6'", False),
        ("'2026-11-06' < '2026-11-07'", True),
        ("today() = date(now())", True),
        ("/data/未填 < today() or /data/未填 >= today()", False),
        ("/data/更新 > /data/未填", False),
        ("/data/名称 < today()", False),
        ("/data/更新 >= date('2026-11-31')", False),
    ],
)
def test_dates_are_compared_and_what_is_none_is_never_before_or_after(expression, expected):
    assert truth(expression) is expected


@given(st.dates(), st.integers(-20000, 20000))
@settings(max_examples=60, deadline=None)
def test_going_some_days_on_and_back_leads_home(day, days):
    written = {"日": ("date", day.isoformat()), "天": ("integer", str(days))}
    there = evaluated("date(/data/日 + /data/天)", **written)
    if there:
        back = written | {"到": ("date", there)}
        assert evaluated("date(/data/到 - /data/天)", **back) == day.isoformat()
        assert evaluated("/data/到 - /data/日", Kind.NUMBER, **back) == days


# truth


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'' or 17", True),
        ("/data/空", False),
        ("/data/名称", True),
        ("boolean('false')", True),
        ("boolean('')", False),
        ("boolean(0 div 0)", False),
        ("boolean(/data/未填)", False),
        ("boolean-from-string('true')", True),
        ("boolean-from-string('是')", False),
        ("not('')", True),
        ("true() or true() and false()", True),
        ("(true() or true()) and false()", False),
        ("3 < 4 = true()", True),
        ("'10' > '9'", True),
        ("'甲' < '乙'", False),
        ("/data/空 = 0", False),
        ("/data/空 >= 0", False),
        ("/data/空 != 5", True),
        ("/data/比率 = 2.5", True),
        ("17 = '17.0'", True),
        ("'17' = '17.0'", False),
        ("/data/名称 != ''", True),
    ],
)
def test_a_condition_holds_or_not(expression, expected):
    assert truth(expression) is expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("if(/data/空, '有', '无')", "无"),
        ("if('false', '有', '无')", "有"),
        ("if(0, '有', '无')", "无"),
        ("if(/data/点赞 > 30 and /data/阅读 > 1000, '高', '低')", "高"),
        ("if(/data/点赞 > 99, '高', if(/data/点赞 > 30, '中', '低'))", "中"),
        ("coalesce('', '')", ""),
        ("coalesce(/data/空, coalesce(/data/未填, '缺'))", "缺"),
        ("coalesce(' ', '缺')", " "),
        ("coalesce(/data/空, /data/点赞) + 1", "37"),
    ],
)
def test_one_of_several_values_is_taken(expression, expected):
    assert text(expression) == expected


# choices and places


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("selected(/data/平台, '微博')", "true"),
        ("selected(/data/平台, ' 微博 ')", "true"),
        ("selected(/data/平台, '微')", "false"),
        ("selected(/data/平台, '')", "false"),
        ("selected('', '')", "false"),
        ("selected-at(/data/平台, 2)", "头条"),
        ("selected-at(/data/平台, 3)", ""),
        ("selected-at(/data/平台, -1)", ""),
        ("selected-at(/data/平台, /data/空)", ""),
        ("count-selected(/data/平台)", "3"),
        ("count-selected(/data/空)", "0"),
        ("jr:choice-name('yes', '/data/chosen')", "有"),
        ("jr:choice-name('', '/data/chosen')", ""),
        ("jr:choice-name('yes no', '/data/chosen')", ""),
        ("position(..)", "1"),
        ("instance('yn')/root/item[position() = count(../item)]/name", "no"),
        ("instance('yn')/root/item[since > '2026-06-01'][1]/label", "没有"),
    ],
)
def test_choices_are_looked_up(expression, expected):
    assert text(expression) == expected
