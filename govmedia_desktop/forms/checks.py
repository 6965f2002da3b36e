"""Checks of a workbook's `gm:` columns that need no compiled form (design.md, table of columns)."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from govmedia_desktop.domain.accounts import Account
from govmedia_desktop.domain.parameters import RULES
from govmedia_desktop.domain.recent_posts import RECENT
from govmedia_desktop.domain.verdicts import Severity
from govmedia_desktop.forms.extensions import NAMESPACE
from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.places import PREFIX, SETTING, Places
from govmedia_desktop.forms.workbook import Sheet, Workbook

EXPRESSIONS = ("fails", "points", "warns")
PROSE = ("problem", "basis", "remedy", "explains", "passes", "warning")
COLUMNS = (*EXPRESSIONS, *PROSE, "severity", "most", "judgement", "carry", "register", "parameter")
REGISTER = {field.name for field in fields(Account)} | {"owner_name", "level", *RECENT}
"""Fields of the register that a question may be prefilled from."""

_SEVERITIES = {severity.value: severity.label for severity in Severity}
_PREFILLING = {
    "carry": "沿用上次",
    "register": "台账带入",
    "value": "计算",
    "default": "默认值",
}


def check_columns(workbook: Workbook) -> list[Fault]:
    """Return the faults of the `gm:` columns, by sheet and cell."""
    survey = workbook.sheets.get("survey")
    if survey is None:
        there = "、".join(f"“{name}”" for name in workbook.names)
        told = f"缺少survey工作表，现在只有{there}；请按XLSForm的写法把题目放在survey工作表"
        return [Fault("survey", "", told)]
    faults = [*_headers(survey), *_namespace(workbook, survey)]
    places = Places(workbook, "")
    for index in range(len(survey.rows)):
        faults.extend(_row(places, index))
    return faults


def _headers(survey: Sheet) -> Iterator[Fault]:
    for header, column in survey.columns.items():
        if "gm:" in header and header.removeprefix(PREFIX) not in COLUMNS:
            known = "、".join(COLUMNS)
            text = f"不认识的列“{header}”，“{PREFIX}”后面只能写{known}之一"
            yield Fault(survey.name, f"{column}1", text)


def _namespace(workbook: Workbook, survey: Sheet) -> Iterator[Fault]:
    settings = workbook.sheets.get("settings") or Sheet("settings")
    declared = settings.rows[0].get("namespaces", "") if settings.rows else ""
    uses = any(header.startswith(PREFIX) for header in survey.columns)
    uses = uses or any(header.startswith(SETTING) for header in settings.columns)
    if uses and f'gm="{NAMESPACE}"' not in declared.translate({0x201C: '"', 0x201D: '"'}):
        cell = settings.cell(0, "namespaces") if "namespaces" in settings.columns else ""
        text = f'用到“gm:”开头的列时，settings工作表的namespaces一格要写：gm="{NAMESPACE}"'
        yield Fault(settings.name, cell, text)


def _row(places: Places, index: int) -> Iterator[Fault]:
    for slot, text in _wrong(places, index):
        cell = places.sheet.cell(index, places.header(slot))
        yield Fault(places.sheet.name, cell, text)


def _wrong(places: Places, index: int) -> Iterator[tuple[str, str]]:
    """Yield slot and text for everything wrong in a row."""
    values = {column: places.text(index, column) for column in COLUMNS}
    for column, value in values.items():
        if "${" in value and column not in EXPRESSIONS:
            yield column, "这一列不能引用题目（${…}），说明文字里请写{题目名}"
        elif value and column in _ALLOWED and value not in _ALLOWED[column]:
            yield column, f"“{value}”不认识，只能写{_choices(_ALLOWED[column])}"
    if values["fails"] and places.text(index, "type").lower().startswith("begin"):
        yield "fails", "分组不能是检查项，请写在分组里的题目上"
    if values["fails"]:
        missing = (item for item in _NEEDED.items() if not values[item[0]])
        yield from (("fails", f"写了fails就要在“{PREFIX}{c}”列填{word}") for c, word in missing)
    yield from _wrong_warning(places, index, values)
    if values["judgement"] == "yes":
        prefilled = (item for item in _PREFILLING.items() if places.text(index, item[0]))
        for slot, word in prefilled:
            yield slot, f"这道题必须有人看过才能答（judgement），不能有{word}，请清空"


def _wrong_warning(
    places: Places, index: int, values: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """A warning is passed by explaining the answer, so it stands where a person answers."""
    if values["warns"] and not values["warning"]:
        yield "warns", f"写了warns就要在“{PREFIX}warning”列写提醒的话"
    if values["warning"] and not values["warns"]:
        yield "warning", f"写了warning就要在“{PREFIX}warns”列写什么时候提醒"
    kind = places.text(index, "type").lower()
    if values["warns"] and (kind.startswith(_UNASKED) or places.text(index, "value")):
        yield "warns", "提醒只能写在有人回答的题目上"


_UNASKED = ("begin", "note", "calculate", "hidden")
_NEEDED = {"severity": "性质", "problem": "问题类型"}
_ALLOWED: dict[str, dict[str, str]] = {
    "severity": _SEVERITIES,
    "judgement": {"yes": "是", "no": "否"},
    "carry": {"yes": "是", "no": "否"},
    "register": dict.fromkeys(sorted(REGISTER), ""),
    "parameter": {rule.name: rule.label for rule in RULES.values()},
}


def _choices(allowed: dict[str, str]) -> str:
    return "、".join(f"{name}（{label}）" if label else name for name, label in allowed.items())
