"""Days, counts and numbers of telephones put together in every way that people write them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govmedia_desktop.spreadsheets.cells import reader_of
from govmedia_desktop.spreadsheets.dates import read_date, read_past_date

AS_OF = date(2026, 11, 21)
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
NUMERALS = "〇一二三四五六七八九"

# days


def in_numerals(number):
    """Return a number to 31 as 十, 十二, 二十, 三十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def year_in_numerals(year):
    return "".join(NUMERALS[int(digit)] for digit in str(year))


WITH_YEAR = [
    lambda d: f"{d.year}-{d.month}-{d.day}",
    lambda d: f"{d.year}-{d.month:02}-{d.day:02}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}. {d.month}. {d.day}",
    lambda d: f"{d.year}—{d.month}—{d.day}",
    lambda d: f"{d.year}\\{d.month}\\{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}号",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{year_in_numerals(d.year)}年{in_numerals(d.month)}月{in_numerals(d.day)}日",
    lambda d: f"{d:%y}年{d.month}月{d.day}日",
    lambda d: f"{d:%y}/{d.month}/{d.day}",
]
WITHOUT_YEAR = [
    lambda d: f"{d.month}月{d.day}日",
    lambda d: f"{in_numerals(d.month)}月{in_numerals(d.day)}日",
    lambda d: f"{d.month}-{d.day}",
    lambda d: f"{d.month}/{d.day}",
]
TAILS = [
    "",
    " 9:30",
    " 09:30:15",
    " 9时30分",
    " 9点",
    " 上午9点",
    "（星期六）",
    " 周六 9:30",
    "星期一",
    "周二10点",
    " ",
]
days = st.dates(date(2000, 1, 1), AS_OF)
tails = st.sampled_from(TAILS)
wide = st.booleans()


def written(day, form, tail, full_width):
    text = form(day) + tail
    return text.translate(WIDE).replace(" ", "\u3000") if full_width else text


@given(days, st.sampled_from(WITH_YEAR), tails, wide)
def test_a_day_is_that_day_however_it_is_written_and_whatever_hour_follows(
    day, form, tail, full_width
):
    reading = read_date(written(day, form, tail, full_width), AS_OF)
    assert (reading.value, reading.doubt) == (day.isoformat(), "")


@given(days, st.sampled_from(WITHOUT_YEAR), tails, wide)
def test_a_day_without_its_year_is_said_to_have_been_given_one(day, form, tail, full_width):
    reading = read_date(written(day, form, tail, full_width), AS_OF)
    found = date.fromisoformat(str(reading.value))
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= AS_OF < found.replace(year=found.year + 8)
    assert reading.why == f"没有年份，按不晚于{AS_OF}的最近一次"


@given(days, st.times())
def test_a_day_of_a_cell_is_that_day_be_it_a_day_a_moment_or_a_serial(day, hour):
    serial = (day - date(1899, 12, 30)).days
    part = (hour.hour * 60 + hour.minute) / 1440
    for value in (day, datetime.combine(day, hour), serial, serial + part, str(serial)):
        assert read_date(value, AS_OF).value == day.isoformat()


@given(st.integers(2000, 2026), st.integers(1, 99), st.integers(1, 99))
def test_a_day_that_the_calendar_lacks_is_never_read_as_another(year, month, number):
    try:
        day = date(year, month, number)
    except ValueError:
        day = None
    for text in (f"{year}年{month}月{number}日", f"{year}/{month}/{number}"):
        reading = read_date(text, date(2027, 1, 1))
        assert reading.value == (day and day.isoformat())
        assert bool(reading.doubt) == (day is None)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_of_lists_no_day_after_today_is_taken_and_every_other_as_it_is(day):
    reading = read_past_date(f"{day:%Y/%m/%d}", AS_OF)
    assert reading.value == (day.isoformat() if day <= AS_OF else None)
    assert bool(reading.doubt) == (day > AS_OF)
    assert "已照录" not in reading.doubt


@given(st.integers(1, 365))
def test_of_a_register_a_day_after_today_is_taken_as_it_stands_and_doubted(later):
    day = AS_OF + timedelta(later)
    reading = reader_of("last_update", "最近更新日期", AS_OF)(day.isoformat())
    assert reading.value == day.isoformat()
    assert reading.doubt == f"{day}晚于{AS_OF}，已照录，请核对"


# counts

UNITS = {"": 1, "万": 10_000, "w": 10_000, "W": 10_000, "千": 1_000, "k": 1_000, "亿": 10**8}


@given(
    st.integers(0, 99_999),
    st.integers(0, 4),
    st.sampled_from(sorted(UNITS)),
    st.tuples(
        st.sampled_from(["", "约", "近", "超过", "≥"]),
        st.sampled_from(["", "+", "余", "多"]),
        st.sampled_from(["", "人", "个"]),
    ),
    st.booleans(),
)
def test_followers_are_the_persons_that_number_and_unit_make(
    digits, places, unit, words, in_ten_thousands
):
    about, more, persons = words
    number = f"{Decimal(digits).scaleb(-places):f}"
    header = "粉丝量（万）" if in_ten_thousands else "粉丝数"
    reading = reader_of("followers", header, AS_OF)(f"{about}{number}{unit}{more}{persons}")
    wanted = Fraction(number) * UNITS[unit]
    if in_ten_thousands and not unit and not persons and wanted < 1000:
        wanted *= 10_000
    if wanted.denominator > 1 or wanted >= 10**10:
        assert (reading.value, "不是合理的人数" in reading.doubt) == (None, True)
        return
    assert reading.value == wanted
    plain_many = in_ten_thousands and not unit and not persons and wanted >= 1000
    as_persons = plain_many and Fraction(number) >= 1000
    assert bool(reading.doubt) == bool(about or more or as_persons)


@given(st.integers(0, 10**9))
def test_a_count_with_commas_is_the_same_count(number):
    assert reader_of("followers", "粉丝数", AS_OF)(f"{number:,}").value == number


@pytest.mark.parametrize("text", ["1,23", "12,3456", "1.2.3", "万", "1万2", "1e5", "-1", "1/2"])
def test_what_is_no_count_is_not_read_as_part_of_one(text):
    reading = reader_of("followers", "粉丝数", AS_OF)(text)
    assert (reading.value, bool(reading.doubt)) == (None, True)


def test_more_people_than_there_are_follow_nobody():
    read = reader_of("followers", "粉丝数", AS_OF)
    assert read(9_999_999_999).value == 9_999_999_999
    assert read(10_000_000_000).value is None


# telephones

digits = st.text("0123456789", min_size=7, max_size=11)


@given(digits, st.sampled_from([str, int, float, lambda text: f"{text}.0"]))
def test_no_digit_of_a_telephone_number_is_changed_without_a_word(number, kept):
    assume(kept is str or not number.startswith("0"))
    reading = reader_of("phone", "联系电话", AS_OF)(kept(number))
    assert reading.value == number
    lost_its_0 = len(number) in (9, 10, 11) and number[0] != "0"
    mobile = len(number) == 11 and number[0] == "1"
    service = number.startswith(("400", "800"))
    assert bool(reading.doubt) == (kept is not str and lost_its_0 and not mobile and not service)


@given(st.integers(10**15, 10**21))
def test_a_number_longer_than_a_program_keeps_is_never_taken_from_a_number_cell(number):
    for field in ("phone", "platform_id", "filing_number"):
        assert reader_of(field, field, AS_OF)(number).value is None
        assert reader_of(field, field, AS_OF)(float(number)).value is None


@given(st.integers(10**5, 10**15 - 1))
def test_an_identifier_that_a_program_kept_whole_is_taken_whole(number):
    for value in (number, -number, float(number), str(number)):
        reading = reader_of("platform_id", "账号ID", AS_OF)(value)
        assert (reading.value, reading.doubt) == (str(int(value)), "")
