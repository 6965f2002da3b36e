"""Columns whose name was nearly hit: XLSForm tools drop them, and their rules, without a word."""

import difflib
import unicodedata
from collections.abc import Iterator

from pyxform.aliases import list_header, settings_header, survey_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey

from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.places import PREFIX, normal
from govmedia_desktop.forms.workbook import Sheet, Workbook

_USUAL = {
    "survey": (
        "type", "name", "label", "hint", "guidance_hint", "relevant", "constraint",
        "constraint_message", "required", "required_message", "calculation", "default", "readonly",
        "appearance", "choice_filter", "parameters", "repeat_count", "trigger",
    ),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_id", "form_title", "version", "namespaces", "default_language"),
}  # fmt: skip
_KNOWN = {
    "survey": {*survey_header, *MultipleChoiceQuestion.get_slot_names(), "disabled", "body"},
    "choices": {*list_header, *Option.get_slot_names()},
    "settings": {*settings_header, *Survey.get_slot_names()},
}
_LEAST_LIKENESS = 0.85


def check_headers(workbook: Workbook) -> Iterator[Fault]:
    """Yield the columns that look like a known one but are none, by sheet and cell."""
    for key, usual in _USUAL.items():
        sheet = workbook.sheets.get(key)
        for header in sheet.columns if sheet else ():
            meant = _meant(header, key, usual)
            if sheet and meant:
                yield _fault(sheet, header, meant)


def _fault(sheet: Sheet, header: str, meant: str) -> Fault:
    text = f"不认识的列“{header}”，这一列会被忽略；如果要写“{meant}”，请改正"
    return Fault(sheet.name, f"{sheet.columns[header]}1", text)


def _meant(header: str, key: str, usual: tuple[str, ...]) -> str:
    """Return the column that was meant, empty where the header is known or like none."""
    first, colons, rest = header.partition("::")
    if normal(first) in _KNOWN[key] or first.strip().lower() in _KNOWN[key]:
        return ""
    plain = unicodedata.normalize("NFKC", header)
    if plain != header and (plain.startswith(PREFIX) or _meant_first(plain) in usual):
        return plain
    close = difflib.get_close_matches(_meant_first(first), usual, 1, _LEAST_LIKENESS)
    return f"{close[0]}{colons}{rest}" if close else ""


def _meant_first(header: str) -> str:
    return normal(header.partition("::")[0].strip())
