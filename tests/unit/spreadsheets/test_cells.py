"""One cell of a register: every usual way of writing a value, and what is fixed or doubted."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.accounts import PLATFORM_LABELS, Platform, Status
from govmedia_desktop.spreadsheets.cells import reader_of
from govmedia_desktop.spreadsheets.dates import read_date
from govmedia_desktop.spreadsheets.reading import tidied
from govmedia_desktop.spreadsheets.words import platform_of

AS_OF = date(2024, 5, 6)


def read(field, value, header=""):
    return reader_of(field, header, AS_OF)(value)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("杜集公安 ", "杜集公安"),
        ("微 信", "微信"),
        ("示例\u3000县\n发布", "示例县发布"),
        ("Hello  World 你 好", "Hello World你好"),
        ("ＡＢＣ１２３", "ABC123"),
        ("公众号（订阅号），好", "公众号（订阅号），好"),
        ("示例\u200b发\ufeff布", "示例发布"),
        ("示例_x000D_\n发布", "示例发布"),
        ("👩\u200d🏫发布", "👩\u200d🏫发布"),
        ("示例\u200d发布", "示例发布"),
        ("𠮷㐀\x07", "𠮷㐀"),
        ("", ""),
    ],
)
def test_text_is_tidied_and_said_to_be_only_where_it_changed(text, clean):
    found, why = tidied(text)
    assert found == clean
    assert bool(why) == (found != text)


@settings(deadline=None)
@given(st.text())
def test_tidied_text_stays_as_it_is(text):
    once, why = tidied(text)
    assert tidied(once) == (once, "")
    assert bool(why) == (once != text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((platform.value, platform) for platform in Platform),
        *((label, platform) for platform, label in PLATFORM_LABELS.items()),
        *((word, "wechat") for word in ("微信", "公众号", "订阅号", "服务号", "微 信", "WeChat")),
        ("公众号（订阅号）", "wechat"),
        ("微信公众号(服务号)", "wechat"),
        ("微信视频号", "wechat_channels"),
        ("微信小程序", "mini_program"),
        ("微博", "weibo"),
        ("新浪微博（政务）", "weibo"),
        ("抖音号", "douyin"),
        ("抖音短视频账号", "douyin"),
        ("ＡＰＰ", "app"),
        ("客户端", "app"),
        ("移动客户端(APP)", "app"),
        ("B站", "bilibili"),
        ("其它", "other"),
    ],
)
def test_every_spelling_of_a_platform_is_its_code(text, code):
    reading = read("platform", text)
    assert (reading.value, reading.doubt) == (code, "")
    assert reading.shown == PLATFORM_LABELS[Platform(code)]
    assert bool(reading.why) == (text != reading.shown)


@pytest.mark.parametrize("text", ["西瓜视频", "微信、微博", "微信和抖音"])
def test_an_unknown_or_double_platform_is_other_and_doubted(text):
    reading = read("platform", text)
    assert reading.value == "other"
    assert text in reading.doubt


def test_an_empty_platform_is_none():
    assert read("platform", "—").value is None
    assert platform_of("  ") is None


@pytest.mark.parametrize(
    ("value", "header", "persons", "fixed", "doubted"),
    [
        ("１.２万", "粉丝量(万)", 12000, True, False),
        ("1.2w", "粉丝数", 12000, True, False),
        ("1.2 万人", "粉丝数", 12000, True, False),
        ("12000", "粉丝量(万)", 12000, False, True),
        (12000, "粉丝量（万）", 12000, False, True),
        ("999", "粉丝量(万)", 9_990_000, False, False),
        ("0.08", "粉丝量(万)", 800, False, False),
        (0.08, "粉丝量(万)", 800, False, False),
        (3, "粉丝量(万)", 30000, False, False),
        ("800人", "粉丝量(万)", 800, True, False),
        ("12,000", "粉丝数", 12000, True, False),
        (12000.0, "粉丝数", 12000, False, False),
        ("3千", "粉丝数", 3000, True, False),
        ("约1.2万", "粉丝数", 12000, True, True),
        ("10万+", "粉丝数", 100_000, True, True),
        ("0", "粉丝数", 0, False, False),
        ("1.00005", "粉丝量(万)", None, False, True),
        ("1.5", "粉丝数", None, False, True),
        ("—", "粉丝量(万)", None, False, True),
        ("无", "粉丝数", None, False, True),
        ("很多", "粉丝数", None, False, True),
        ("-5", "粉丝数", None, False, True),
        (float("inf"), "粉丝数", None, False, True),
        (1e300, "粉丝数", None, False, True),
        (True, "粉丝数", None, False, True),
        (datetime(2024, 1, 2), "粉丝数", None, False, True),
    ],
)
def test_followers_are_persons(value, header, persons, fixed, doubted):
    reading = read("followers", value, header)
    assert reading.value == persons
    assert bool(reading.why) == fixed
    assert bool(reading.doubt) == doubted


@settings(deadline=None)
@given(st.integers(0, 999_999), st.booleans())
def test_a_number_of_ten_thousands_is_multiplied_once(hundredths, named):
    text = f"{hundredths // 100}.{hundredths % 100:02d}万"
    header = "粉丝量(万)" if named else "粉丝量"
    assert read("followers", text, header).value == hundredths * 100


@pytest.mark.parametrize(
    ("field", "value", "meant"),
    [
        *(("verified", value, "是") for value in ("√", "是", "已认证", "有", "✓", True, 1, "Y")),
        *(("verified", value, "否") for value in ("×", "否", "未认证", "无", False, 0, "N")),
        ("verified", "是（微信认证）", "是"),
        *(("comments", value, "开放") for value in ("有", "开放", "已开通", "√", "是")),
        *(("comments", value, "未开放") for value in ("无", "未开放", "关闭", "×", "否")),
        *(("status", str(status), str(status)) for status in Status),
        *(("status", value, "正常运行") for value in ("正常", "在用", "正常 运行", "运营中")),
        ("status", "拟注销", "拟关停"),
        ("status", "注销", "已注销"),
        ("status", "已停用", "已关停"),
        ("kind", "发布", "发布类"),
        ("kind", "纯办事", "服务类"),
        ("operation", "外包", "委托"),
        ("operation", "自主运营", "自运维"),
    ],
)
def test_every_spelling_of_a_choice_is_read(field, value, meant):
    reading = read(field, value)
    assert (reading.value, reading.doubt) == (meant, "")
    assert bool(reading.why) == (value != meant)


def test_a_choice_that_is_none_of_them_is_not_taken_and_doubted_with_what_it_may_be():
    reading = read("status", "待定")
    assert reading.value is None
    assert "“待定”" in reading.doubt
    assert "“疑似假冒”" in reading.doubt
    assert read("status", "—") == (None, "视为没有填", "", "")


@pytest.mark.parametrize(
    ("value", "day", "fixed"),
    [
        ("2024-04-28", "2024-04-28", False),
        (datetime(2024, 4, 28, 9, 30), "2024-04-28", False),
        (date(2024, 4, 28), "2024-04-28", False),
        *(
            (text, "2024-04-28", True)
            for text in (
                "2024/4/28",
                "2024年4月28日",
                "2024年04月28号",
                "2024.4.28",
                "2024. 4. 28",
                "２０２４－０４－２８",
                "20240428",
                20240428,
                20240428.0,
                45410,
                45410.75,
                "45410",
                "2024-4-28 9:30",
                "2024-04-28 09:30:00",
                "2024-04-28T09:30:00Z",
                "2024年4月28日 9时30分",
                "2024年4月28日上午9点",
                "2024/4/28 星期日",
                "2024年4月28日（星期日）",
                "2024—4—28",
                "二〇二四年四月二十八日",
                "24年4月28日",
                "24/4/28",
                "4月28日",
                "四月二十八日",
                "4-28",
                "4.28",
                "4/28 9:30",
                " 2024-04-28 ",
            )
        ),
        ("5月6日", "2024-05-06", True),
        ("5月7日", "2023-05-07", True),
        ("12-31", "2023-12-31", True),
        ("2月29日", "2024-02-29", True),
        ("十月十日", "2023-10-10", True),
    ],
)
def test_dates_in_every_usual_form_are_read(value, day, fixed):
    reading = read_date(value, AS_OF)
    assert (reading.value, reading.doubt) == (day, "")
    assert bool(reading.why) == fixed


def test_a_leap_day_without_a_year_is_found_across_a_century_without_one():
    assert read_date("2月29日", date(2104, 1, 1)).value == "2096-02-29"


def test_a_full_date_after_the_reference_date_is_kept_and_doubted():
    reading = read_date("2025-01-02", AS_OF)
    assert reading.value == "2025-01-02"
    assert "2024-05-06" in reading.doubt


@pytest.mark.parametrize(
    "value",
    ["昨天", "—", "无", "2024-13-01", "2月30日", "2024年4月", "2024.3", 4.28, 12, True, time(9),
     timedelta(days=2), "4月", "1999999999", "十十月一日", float("inf"), "3天前"],
)  # fmt: skip
def test_what_is_no_day_is_not_taken_and_doubted(value):
    reading = read_date(value, AS_OF)
    assert reading.value is None
    assert reading.doubt


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_day_without_a_year_is_the_latest_not_after_the_reference_date(day, as_of):
    found = date.fromisoformat(str(read_date(f"{day.month}月{day.day}日", as_of).value))
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= as_of
    years = range(found.year + 1, as_of.year + 1)
    assert not any((day.month, day.day) <= (as_of.month, as_of.day) for _ in years if day.day < 29)


@settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from(["name", "platform", "followers", "status", "opened"]))
def test_any_text_is_read_or_doubted_never_raised(text, field):
    reading = read(field, text, "粉丝量(万)")
    assert reading.value is None or reading.value != ""


@pytest.mark.parametrize("word", ["无", "/", "—", "暂无", " - ", "N/A"])
def test_a_word_for_nothing_is_no_text(word):
    assert read("url", word) == (None, "视为没有填", "", "")


def test_a_number_in_a_text_column_is_its_digits():
    assert read("platform_id", 12345678.0).value == "12345678"
    assert read("phone", 5501234567).value == "5501234567"
