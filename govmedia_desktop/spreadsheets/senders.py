"""Who sent a table: the 填报单位 that stands above it, or at its foot."""

import re

from govmedia_desktop.spreadsheets.sheets import shown
from govmedia_desktop.spreadsheets.tables import Table

_FOOT = 5
"""Signatures stand in the last rows."""
_WORD = re.compile(r"(?:填报|填表|报送|上报)单位(?:[(（][盖公]章[)）])?\s*[:：]\s*(.*)")
_END = re.compile(r"[\s，,；;(（]|填报|审核")


def told_sender(table: Table) -> str:
    """Return the office named as 填报单位 around a table, empty where none is."""
    rows = table.sheet.rows
    above = [number for number in rows if number < table.header]
    foot = [number for number in list(rows)[-_FOOT:] if number > table.header]
    for number in (*above, *foot):
        texts = [shown(value).strip() for _, value in sorted(rows[number].items())]
        for text, following in zip(texts, (*texts[1:], ""), strict=True):
            if (match := _WORD.match(text)) and (told := _END.split(match[1] or following)[0]):
                return told
    return ""
