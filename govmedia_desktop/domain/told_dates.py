"""Lists of accounts and dates as people send them: chat text, cells, “示例发布 11月20日”."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.accounts import PLATFORM_LABELS, Account
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.typed_dates import read_date

_DATE = re.compile(
    r"(?<!\d)(?:\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}(?:\s*日)?|\d{1,2}\s*月\s*\d{1,2}(?:\s*[日号])?"
    r"|\d{1,2}[-./]\d{1,2}|20\d{6})(?![\d.])|今天|昨天|前天"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
_FILLER = re.compile(
    r"(?:最近|最后|最新)?(?:一次|一条)?(?:更新|发布)?(?:日期|时间)?(?:是|为|于|在|到)?"
)
_BREAKS = re.compile(r"[\s,，;；:：、。.!！“”\"'()（）\[\]【】《》|·]+")


@dataclass(frozen=True)
class ToldDate:
    """One line: the account it means and the day it tells, or in `fault` why it is not taken."""

    number: int
    text: str
    account: Account | None = None
    day: date | None = None
    fault: str = ""

    @property
    def id(self) -> int:
        """The line's."""
        return self.number


def read_told_dates(text: str, accounts: Sequence[Account], today: date) -> list[ToldDate]:
    """Return the lines that name an account or a day, each with what it tells.

    An account is meant by its whole name, and by its platform where the line tells one. Of several
    lines about one account the latest day is taken. A day before the register's is not taken.
    """
    names: dict[str, list[Account]] = {}
    for account in accounts:
        names.setdefault(clean_name(account.name), []).append(account)
    read = (_read(number, line, names, today) for number, line in enumerate(text.splitlines(), 1))
    return list(_latest([told for told in read if told is not None]))


def _read(
    number: int, line: str, names: Mapping[str, list[Account]], today: date
) -> ToldDate | None:
    dates = [match[0] for match in _DATE.finditer(line)]
    rest = _CLOCK.sub(" ", _DATE.sub(" ", line))
    meant = _meant(rest, names)
    if not meant and not dates:
        return None
    text = " ".join(line.split())
    if not meant:
        return ToldDate(number, text, fault="台账里没有这个账号名称")
    if len(meant) > 1:
        told = "、".join(f"{a.platform.label}“{a.name}”" for a in meant)
        return ToldDate(number, text, fault=f"分不清是哪一个：{told}，请写明平台")
    if len(dates) != 1:
        why = "没有日期" if not dates else "有几个日期，分不清是哪一个"
        return ToldDate(number, text, meant[0], fault=why)
    day = read_date("".join(dates[0].replace("号", "日").split()), today, today, "今天")
    if isinstance(day, str):
        return ToldDate(number, text, meant[0], fault=day)
    return ToldDate(number, text, meant[0], day, _against_register(meant[0], day))


def _meant(rest: str, names: Mapping[str, list[Account]]) -> list[Account]:
    """Return the accounts that a line without its dates may mean."""
    words = [word for word in _BREAKS.split(rest) if word]
    spelled = dict.fromkeys([clean_name(rest), *map(clean_name, words), *_bare(words)])
    found = [account for word in spelled for account in names.get(word, ())]
    told = {label for word in words for label in _platforms(word)}
    return [a for a in found if a.platform.label in told] or found


def _bare(words: Sequence[str]) -> Iterator[str]:
    """Yield words such as 示例发布更新于 without what was said of the date."""
    for word in words:
        for match in _FILLER.finditer(word):
            if match[0] and match.end() == len(word):
                yield clean_name(word[: match.start()])


def _platforms(word: str) -> list[str]:
    cleaned = clean_name(word)
    return [label for label in PLATFORM_LABELS.values() if len(word) > 1 and cleaned in label]


def _against_register(account: Account, day: date) -> str:
    if account.last_update and str(day) < account.last_update:
        return f"比台账所记的{account.last_update}早，没有采用；要改请在表里输入"
    return ""


def _latest(told: Sequence[ToldDate]) -> Iterator[ToldDate]:
    best: dict[str, ToldDate] = {}
    for line in told:
        if line.account and line.day and not line.fault:
            known = best.get(line.account.id)
            if known is None or known.day is None or line.day > known.day:
                best[line.account.id] = line
    for line in told:
        kept = best.get(line.account.id) if line.account and not line.fault else None
        if kept is None or kept is line:
            yield line
        else:
            fault = f"第{kept.number}行也写了这个账号，按{kept.day}"
            yield ToldDate(line.number, line.text, line.account, line.day, fault)
