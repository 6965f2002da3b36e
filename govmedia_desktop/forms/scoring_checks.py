"""Checks of a form's scoring that need no compiled form: settings, points and caps (`scoring`)."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from govmedia_desktop.domain.findings import Severity
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.places import SETTING, Places
from govmedia_desktop.forms.scoring import NUMBERS, SETTINGS, number_from
from govmedia_desktop.forms.workbook import Sheet, Workbook

_POINTED = (Severity.DEDUCT.value, Severity.BONUS.value)


def check_scoring(workbook: Workbook) -> list[Fault]:
    """Return the faults of the settings and of points and caps, by sheet and cell."""
    sheet = workbook.sheets.get("settings") or Sheet("settings")
    given = sheet.rows[0] if sheet.rows else {}
    written = {name: given.get(SETTING + name, "") for name in SETTINGS}
    faults = [
        Fault(sheet.name, f"{sheet.columns[header]}1", text) for header, text in _unknown(sheet)
    ]
    for name, text in (*_wrong_numbers(written), *_impossible(written)):
        faults.append(Fault(sheet.name, sheet.cell(0, SETTING + name), text))
    if "survey" in workbook.sheets:
        faults.extend(_survey(Places(workbook, ""), scores=bool(written["base"])))
    return faults


def _unknown(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for header in sheet.columns:
        if "gm:" in header and header.removeprefix(SETTING) not in SETTINGS:
            known = "、".join(SETTING + name for name in SETTINGS)
            yield header, f"不认识的列“{header}”，只能写{known}之一"


def _wrong_numbers(written: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, word in NUMBERS.items():
        if written[name] and number_from(written[name]) is None:
            yield name, f"{word}“{written[name]}”不是数，请写0或更大的数，如100"
        elif written[name] and not written["base"]:
            yield name, f"写了{word}就要在“{SETTING}base”列填基础分，如100"
    if written["nature"] and written["nature"] not in set(Nature):
        yield "nature", f"“{written['nature']}”不是检查性质，只能写{'、'.join(Nature)}之一"


def _impossible(written: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is a number, but leaves part of the scheme without any effect."""
    numbers = {name: number_from(written[name]) for name in NUMBERS}
    base, bonus = numbers["base"], numbers["most_bonus"]
    if base is None:
        return
    if numbers["least"] is not None and numbers["least"] > base:
        yield "least", f"最低分比基础分{base}还高，扣分就不起作用了"
    if numbers["bonus_above"] is not None and numbers["bonus_above"] >= base:
        yield "bonus_above", f"扣分后不会高于基础分{base}，这样加分永远不计，请写小一些"
    mark = numbers["pass_mark"]
    if mark is not None and bonus is not None and mark > base + bonus:
        yield "pass_mark", f"合格线比满分{base + bonus}还高，没有账号能合格"


def _survey(places: Places, *, scores: bool) -> Iterator[Fault]:
    for index in range(len(places.sheet.rows)):
        for slot, text in _wrong_points(places, index, scores=scores):
            cell = places.sheet.cell(index, places.header(slot))
            yield Fault(places.sheet.name, cell, text)


def _wrong_points(places: Places, index: int, *, scores: bool) -> Iterator[tuple[str, str]]:
    most, points = places.text(index, "most"), places.text(index, "points")
    severity = places.text(index, "severity")
    if scores and severity in _POINTED and not points:
        yield "severity", "这张检查表计分，扣分项和加分项要在“bind::gm:points”列写分值"
    if scores and points and _is_number(points) and not number_from(points):
        yield "points", f"分值“{points}”要大于0；扣还是加由性质（severity）决定"
    if most and number_from(most) is None:
        yield "most", f"“{most}”不是数，请写这一项或这一组最多扣（加）几分"
    elif most and not scores:
        yield "most", f"写了most就要在settings工作表的“{SETTING}base”列填基础分，如100"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
