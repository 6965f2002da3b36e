"""One cell of a register, read as the field that its column is for."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from govmedia_desktop.domain.accounts import Platform
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.spreadsheets.dates import read_date
from govmedia_desktop.spreadsheets.reading import (
    BLANK_WORDS,
    LONGEST_BLANK_WORD,
    Reading,
    plain,
    tidied,
)
from govmedia_desktop.spreadsheets.sheets import Value, shown
from govmedia_desktop.spreadsheets.words import (
    COMMENTS,
    KINDS,
    OPERATIONS,
    SERVICES,
    STATUSES,
    VERIFIED,
    platform_of,
    spellings,
)

Reader = Callable[[Value], Reading]

_NUMBER = re.compile(
    r"(?P<about>约|近|超|超过|大约|[>≥~])?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<unit>[万w千k亿])?(?P<more>[余多+])?(?P<persons>[人个名位])?",
    re.IGNORECASE,
)
_UNITS = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "亿": 100_000_000}
_PERSONS_FROM = 1_000
"""Under a 万 header a plain number from here on is taken as persons."""
_MOST_FOLLOWERS = 10**10
_DATES = ("last_update", "last_update_verified", "opened", "filing_date")
_EARLIEST = "2000-01-01"
"""Serials are taken from here on too (`dates.FIRST_SERIAL`)."""
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "status": spellings(STATUSES),
    "kind": spellings(KINDS),
    "operation": spellings(OPERATIONS),
    "verified": spellings(VERIFIED),
    "comments": spellings(COMMENTS),
    "service": spellings(SERVICES),
}
_ASIDE = re.compile(r"\(.*\)")
_IDENTIFIERS = ("platform_id", "filing_number")
_KEPT_DIGITS = 15
"""Excel and WPS keep so many digits of a number; what follows becomes 0."""
_CUT = re.compile(r"[+-]?\d(?:\.\d+)?e\+?\d+|\d{15}0{3,}", re.IGNORECASE)
_ALL_DIGITS = re.compile(r"(\d)\.(\d{6,11})[eE]\+?(\d{1,2})")
"""A number in scientific notation from which no digit is missing, where as many stand behind the
point as its exponent says."""
_WITHOUT_0 = re.compile(r"(?!1\d{10}|400|800)[1-9]\d{8,10}")
"""Digits of an area code and a number without the 0 before them; no mobile, no 400 or 800."""
_WHOLE = re.compile(r"(\d+)\.0+")
FORMULA_ERRORS = frozenset(
    ("#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!")
)
FAILED = Reading(doubt="公式出错，没有结果，按没有填处理，请补填")


def reader_of(field: str, header: str, as_of: date) -> Reader:
    """Return the function that reads cells of a field's column; `header` as it is printed."""
    own = {"platform": _read_platform, "phone": _read_phone}
    if field in own:
        return own[field]
    if field == "followers":
        return partial(_read_number, in_ten_thousands="万" in header)
    if field in _DATES:
        return partial(_read_day, as_of=as_of)
    if field in _IDENTIFIERS:
        return _read_identifier
    if field in _CHOICES:
        return partial(_read_choice, known=_CHOICES[field])
    return _read_text


def _read_text(value: Value) -> Reading:
    text, why = tidied(shown(value))
    if len(text) <= LONGEST_BLANK_WORD and clean_name(text) in BLANK_WORDS:
        return Reading(None, "视为没有填")
    return Reading(text or None, why)


def _read_day(value: Value, as_of: date) -> Reading:
    """Read a day of an account's life: one before there were any is a slip or an empty cell."""
    reading = read_date(value, as_of)
    if str(reading.value or _EARLIEST) < _EARLIEST:
        return Reading(doubt=f"{reading.value}早于2000年，那时还没有新媒体，未读入，请核对")
    return reading


def _read_identifier(value: Value) -> Reading:
    """Read digits that count nothing: none of them may be missing."""
    reading = _read_text(value)
    text = str(reading.value or "")
    is_number = isinstance(value, int | float)
    if _CUT.fullmatch(text) or (is_number and len(text.lstrip("-")) > _KEPT_DIGITS):
        return Reading(
            doubt="位数太多，末几位已被WPS或Excel改成0，未读入，请对照原始材料补填，并把这一列设成文本"
        )
    if whole := _WHOLE.fullmatch(text):
        return Reading(whole[1], "去掉小数点后的0")
    return reading


def _read_phone(value: Value) -> Reading:
    """Read a telephone number: as a number it may have lost the 0 of its area code."""
    text = shown(value)
    whole = _ALL_DIGITS.fullmatch(text)
    if whole and len(whole[2]) == int(whole[3]):
        return Reading(whole[1] + whole[2], "科学计数写法改回数字")
    reading = _read_identifier(value)
    digits = str(reading.value or "")
    is_number = isinstance(value, int | float) or bool(_WHOLE.fullmatch(text))
    if is_number and _WITHOUT_0.fullmatch(digits):
        return Reading(digits, reading.why, "电话像是少了区号前面的0，已照录，请核对")
    return reading


def _read_platform(value: Value) -> Reading:
    text = shown(value)
    if not clean_name(text) or clean_name(text) in BLANK_WORDS:
        return Reading(None)
    platform = platform_of(text)
    if platform is None:
        doubt = f"“{text.strip()}”不是已知的平台，记作“其他”，请核对"
        return Reading(Platform.OTHER.value, "归入其他平台", doubt, Platform.OTHER.label)
    return Reading(
        platform.value, "" if text == platform.label else "统一平台名称", "", platform.label
    )


def _read_choice(value: Value, known: Mapping[str, str]) -> Reading:
    text = shown(value)
    name = clean_name(text)
    chosen = known.get(name) or known.get(_ASIDE.sub("", name))
    if chosen is not None:
        return Reading(chosen, "" if chosen == text else "统一写法")
    if name in BLANK_WORDS:
        return Reading(None, "视为没有填")
    return Reading(doubt=f"“{text.strip()}”看不懂，未读入，请改为{'或'.join(_choices(known))}")


def _choices(known: Mapping[str, str]) -> list[str]:
    return [f"“{meaning}”" for meaning in dict.fromkeys(known.values())]


def _read_number(value: Value, in_ten_thousands: bool) -> Reading:
    if isinstance(value, bool | date | datetime):
        return Reading(doubt=f"“{shown(value)}”不是数量，未读入，请补填")
    text = shown(value)
    written = plain(text)
    if clean_name(text) in BLANK_WORDS:
        return Reading(doubt=f"“{text.strip()}”不是数量，按没有填处理，请补填")
    form = _NUMBER.fullmatch(written)
    if form is None:
        return Reading(doubt=f"“{text.strip()}”不是数量，未读入，请补填")
    return _counted(form, text, in_ten_thousands)


def _counted(form: re.Match[str], text: str, in_ten_thousands: bool) -> Reading:
    digits = form["number"].replace(",", "")
    number = Decimal(digits)
    doubts, why = [], "" if text.strip() == digits else "统一数量写法"
    if form["unit"]:
        number, why = number * _UNITS[form["unit"].lower()], f"“{form['unit']}”换算为人数"
    elif in_ten_thousands and not form["persons"]:
        if number < _PERSONS_FROM:
            number *= 10_000
        else:
            doubts.append(f"列名以万计，而“{text.strip()}”很大，按人数读入，请核对")
    if form["about"] or form["more"]:
        doubts.append(f"“{text.strip()}”是约数，请核对")
    persons = number.quantize(Decimal(1), ROUND_HALF_UP) if number < _MOST_FOLLOWERS else None
    if persons is None or persons != number:
        return Reading(doubt=f"“{text.strip()}”不是合理的人数，未读入，请核对")
    return Reading(int(persons), why, "；".join(doubts))
