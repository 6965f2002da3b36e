"""Reading the yearly notice on holidays (国务院办公厅关于部分节假日安排的通知) as pasted."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from govmedia_desktop.domain.working_days import Arrangement

_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"
_SPAN = re.compile(rf"{_DAY}(?:\s*(?:至|到|-|—|~)\s*{_DAY})?")
_COUNT = re.compile(r"共\s*(\d+)\s*天")
_LONGEST = 15


def read_notice(text: str, year: int) -> Arrangement | str:
    """Return the year's days off and days worked instead, or in one sentence what is unclear.

    A sentence with 放假 tells days off, one with 上班 days worked; `共N天` is checked.
    """
    off: set[date] = set()
    worked: set[date] = set()
    for sentence in re.split(r"[。；;\n]", _ASIDE.sub("", text)):
        is_off, is_worked = "放假" in sentence, "上班" in sentence
        if not (is_off or is_worked) or not _SPAN.search(sentence):
            continue
        if is_off and is_worked:
            return f"“{sentence.strip()}”里既有放假又有上班，请在中间加上句号。"
        try:
            days = set(_days(sentence, year))
        except ValueError:
            return f"“{sentence.strip()}”里的日期读不出来，请核对。"
        told = _COUNT.search(sentence)
        if told and is_off and int(told[1]) != len(days):
            return f"“{sentence.strip()}”写明{told[1]}天，读出{len(days)}天，请核对。"
        (off if is_off else worked).update(days)
    off, worked = ({d for d in days if d.year == year} for days in (off, worked))
    if not off:
        return f"没有读出{year}年的放假日期；请粘贴通知里写明“放假”“上班”的几段。"
    if both := sorted(off & worked):
        return f"{both[0]}既写放假又写上班，请核对。"
    return Arrangement(frozenset(off), frozenset(worked))


def _days(sentence: str, year: int) -> Iterator[date]:
    """Yield the days of a sentence; raises ValueError for one that there is not."""
    month = 0
    for match in _SPAN.finditer(sentence):
        first_year, first_month, first, last_year, last_month, last = match.groups()
        month = int(first_month or month)
        start = date(int(first_year or year), month, int(first))
        if last is None:
            yield start
            continue
        month = int(last_month or month)
        end = date(int(last_year or start.year + (month < start.month)), month, int(last))
        if not 0 <= (end - start).days < _LONGEST:
            raise ValueError(sentence)
        for n in range((end - start).days + 1):
            yield start + timedelta(days=n)
