"""Runs pyxform over a workbook and says in Chinese what it refuses, by sheet and cell."""

import re
from pathlib import Path
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.places import PREFIX, normal
from govmedia_desktop.forms.workbook import Sheet, Workbook

# pyxform straightens every curly quote, also in prose, where Chinese needs them: they pass it as
# characters of the private use area.
_HIDE_QUOTES = {0x2018: 0xE018, 0x2019: 0xE019, 0x201C: 0xE01C, 0x201D: 0xE01D}
_SHOW_QUOTES = {hidden: shown for shown, hidden in _HIDE_QUOTES.items()}
_PROSE = re.compile(
    r"(label|caption|hint|guidance_hint|\w+_message|form_title|set_form_title|"
    rf"{PREFIX}(problem|basis|remedy|explains|passes|warning))(::.*)?"
)

_KNOWN: tuple[tuple[str, str], ...] = (
    (r"There should be a choices sheet", "有选择题但缺少choices工作表，请补上"),
    (r"List name not in choices sheet: (.+)", "choices工作表里没有选项列表“{0}”，请检查名称"),
    (r"Unmatched 'end_\w+'", "多出一个end，前面没有对应的begin，请删去或补上begin"),
    (r"Unmatched 'begin_\w+'", "begin没有对应的end，请在分组末尾补上end"),
    (r"Unknown question type '([^']*)'", "不认识的题型“{0}”，请检查type一列"),
    (r"Question or group with no name", "这一行没有名称，请填写name"),
    (r"Could not find the name '([^']*)'", "引用了不存在的题目“{0}”，请检查${{…}}里的名称"),
    (r"value '([^']*)' is invalid\. Questions, groups, and repeats must be unique",
     "名称“{0}”重复，同一分组里每道题的名称都要不同"),
    (r"column headers were not found: '(\w+)'", "缺少“{0}”列，请补上"),
    (r"Choices must have a name", "这个选项没有名称，请填写name"),
    (r"'name' value is invalid because there are multiple|duplicate", "名称重复，请改成不同的名称"),
    (r"name 'meta' is reserved", "名称“meta”留作他用，请改名"),
    (r"Missing calculation", "计算题没有写计算式，请填写calculation一列"),
    (r"different names for the same column were found: '([^']*)', '([^']*)'",
     "“{0}”和“{1}”是同一列的两种写法，请删去一列"),
    (r"'parameters' value is invalid|parameter|must be set to true or false|Invalid value for",
     "parameters一列写得不对，请写成“参数=值”的样子，只写这种题型有的参数"),
    (r"save_to|'entities' sheet", "本程序不用entities工作表和save_to列，请删去"),
    (r"trigger", "trigger一列要写成${{题目名}}，题目要是能填写的"),
    (r"not in external choices sheet: (.+)",
     "external_choices工作表里没有选项列表“{0}”，请检查名称"),
    (r"external_choices", "用了select_one_external但缺少external_choices工作表，请补上"),
    (r"'(select\w+) ([^']*)' should end with one of the supported file extensions",
     "“{0} {1}”后面要写带扩展名的文件名（.csv、.xml或.geojson）"),
    (r"Instance names must be unique.*The name '([^']*)'",
     "名称“{0}”用在不止一处，选项列表、外部文件不能同名，请改成不同的名称"),
    (r"big-image", "用big-image时要同时填写image一列"),
    (r"Audits must", "audit这一行不要写名称，请清空name"),
    (r"^(?:Key|Value|Type|Attribute|Index)Error: '?([^']*)'?",
     "有一处写法无法识别（与“{0}”有关），请检查这一格和它引用的地方"),
    (r"has no label", "这一行没有题目文字，请填写label"),
    (r"Names must begin|Invalid (?:question )?name", "名称只能用字母、数字、下划线、短横和点"),
)  # fmt: skip


def xform_of(workbook: Workbook, name: str) -> tuple[str, list[Fault]]:
    """Return the XForm's text and no fault, or an empty text and what pyxform refuses."""
    try:
        result = convert(_definition(workbook, name))
    except PyXFormError as error:
        return "", [_fault(str(error), workbook)]
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        return "", [_fault(f"{type(error).__name__}: {error}", workbook)]
    return result.xform.translate(_SHOW_QUOTES), []


def _definition(workbook: Workbook, name: str) -> dict[str, Any]:
    content: dict[str, Any] = {"sheet_names": workbook.names, "fallback_form_name": Path(name).stem}
    for key, sheet in workbook.sheets.items():
        content[key] = [
            {header: _hidden(header, text) for header, text in row.items()} for row in sheet.rows
        ]
        content[f"{key}_header"] = [dict.fromkeys(sheet.columns)]
    return content


def _hidden(header: str, text: str) -> str:
    return text.translate(_HIDE_QUOTES) if _PROSE.fullmatch(normal(header)) else text


def _fault(message: str, workbook: Workbook) -> Fault:
    sheet = _sheet_named(message, workbook)
    row = re.search(r"\[row : (\d+)\]", message)
    column = re.search(r"'([\w: -]+)' (?:value|column)", message)
    header = column[1] if column and sheet and column[1] in sheet.columns else ""
    cell = ""
    if row and sheet:
        cell = sheet.cell(int(row[1]) - 2, header or next(iter(sheet.columns), ""))
    elif sheet:
        cell = _cell_of(message, sheet)
    return Fault(sheet.name if sheet else "", cell, _in_chinese(message))


def _cell_of(message: str, sheet: Sheet) -> str:
    """Return the first cell that holds what the message quotes, empty if none does."""
    quoted = re.findall(r"'([^']+)'", message)
    about_selects = "choices sheet" in message
    found = (
        sheet.cell(index, header)
        for index, row in enumerate(sheet.rows)
        for header, text in row.items()
        if text in quoted or (about_selects and text.startswith("select"))
    )
    return next(found, "")


def _sheet_named(message: str, workbook: Workbook) -> Sheet | None:
    named = re.search(r"'?(survey|choices|settings|entities)'? sheet", message)
    key = named[1] if named else "survey"
    return workbook.sheets.get(key) or workbook.sheets.get("survey")


def _in_chinese(message: str) -> str:
    for pattern, text in _KNOWN:
        match = re.search(pattern, message, re.IGNORECASE)
        if match:
            return text.format(*(group or "" for group in match.groups()))
    plain = re.sub(r"\[row : \d+\]\s*", "", message).strip()
    return f"不符合XLSForm的写法，请对照改正（{plain}）"
