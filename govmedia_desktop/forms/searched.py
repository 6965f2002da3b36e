"""`search()` in the appearance of a select: its choices are the rows of a .csv file (ODK Collect).

| written | rows offered |
|---|---|
| `search('file')` | all |
| `search('file', 'contains', 'columns', text)` | those with the text in one of the columns |
| `search('file', …, 'column', value)` | of these, those whose further column is the value |

Also `startswith`, `endswith` and `matches`; letters in either case. The name of a choice row names
the column that is stored, its label the columns that are shown (several with commas between); a
choice row whose name is an integer is a choice as it stands. A column `sortby` tells the order.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from govmedia_desktop.forms.attachments import read_items
from govmedia_desktop.forms.compiled import SEARCHED

VALUE, LABEL = SEARCHED
_ALWAYS = "searched-always"
_CALL = re.compile(r"(?<![\w-])search\s*\(")
_RELATIVE = re.compile(r"(?<![\w/.)])\.\./")
_LETTERS = "'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'"
_WAYS = {
    "contains": "contains({}, {})",
    "startswith": "starts-with({}, {})",
    "endswith": "ends-with({}, {})",
    "matches": "{} = {}",
}
_WRITE = "请写成search('文件')、search('文件', 'contains', '列', 内容)，或者再加上'列', 内容"


@dataclass(frozen=True)
class Searched:
    """What a select offers: rows of `file`, narrowed by a predicate (empty: all of them).

    `appearance` is what else is written there, `wrong` why the search cannot be carried out.
    """

    file: str
    appearance: str
    root: etree._Element
    predicate: str = ""
    wrong: str = ""


def searched(
    appearance: str, choices: etree._Element, files: Mapping[str, bytes]
) -> Searched | None:
    """Return what `search()` offers, None where there is none; a file not at hand has no rows.

    `choices` are the rows of the choices sheet, each with `name` and `label`. Raises
    CannotReadError where the file is damaged.
    """
    call = _CALL.search(appearance)
    if call is None:
        return None
    arguments, end = _arguments(appearance, call.end())
    rest = " ".join(f"{appearance[: call.start()]} {appearance[end:]}".split())
    wrong = _wrong(arguments)
    if wrong:
        return Searched("", rest, etree.Element("root"), wrong=wrong)
    file = _literal(arguments[0])
    file = file if file.lower().endswith(".csv") else f"{file}.csv"
    rows = read_items(file, files.get(file, b""))
    columns = {str(cell.tag).lower(): str(cell.tag) for item in rows for cell in item}
    missing = [c for c in _named(arguments, choices) if columns and c.lower() not in columns]
    if missing:
        wrong = f"文件“{file}”里没有“{'、'.join(missing)}”这一列，请检查search()和选项的name、label"
        return Searched(file, rest, etree.Element("root"), wrong=wrong)
    root = _offered(choices, rows, columns)
    return Searched(file, rest, root, _predicate(arguments, columns))


def _arguments(text: str, begin: int) -> tuple[list[str], int]:
    """Return the arguments of a call from behind its bracket, and where it ends."""
    found: list[str] = []
    depth, quote, start = 0, "", begin
    for place in range(begin, len(text)):
        letter = text[place]
        if quote or letter in "'\"":
            quote = (letter if not quote else "") if quote in ("", letter) else quote
        elif letter == ")" and depth == 0:
            return [*found, text[start:place].strip()], place + 1
        elif letter == "," and depth == 0:
            found.append(text[start:place].strip())
            start = place + 1
        else:
            depth += (letter == "(") - (letter == ")")
    return [], len(text)


def _literal(argument: str) -> str:
    """Return the text in quotes, empty where there is none."""
    quoted = argument[:1] in ("'", '"') and argument[-1:] == argument[:1] and len(argument) > 1
    return argument[1:-1].strip() if quoted else ""


def _wrong(arguments: list[str]) -> str:
    literals = [arguments[n] for n in (0, 1, 2, 4) if n < len(arguments)]
    if len(arguments) not in (1, 4, 6) or not all(map(_literal, literals)):
        return f"search()写法不对，{_WRITE}"
    if len(arguments) > 1 and _literal(arguments[1]) not in _WAYS:
        return f"search()的方式“{_literal(arguments[1])}”不认识，只能是{'、'.join(_WAYS)}"
    return ""


def _columns(written: str) -> list[str]:
    parted = written.split(",") if "," in written else written.split()
    return [column.strip() for column in parted if column.strip()]


def _is_static(choice: etree._Element) -> bool:
    return re.fullmatch(r"\s*[+-]?\d+\s*", choice.findtext("name", "")) is not None


def _named(arguments: list[str], choices: etree._Element) -> Iterator[str]:
    """Yield the columns that the search and its choice rows name."""
    for place in (2, 4):
        if place < len(arguments):
            yield from _columns(_literal(arguments[place]))
    for choice in choices:
        if not _is_static(choice):
            yield choice.findtext("name", "").strip()
            yield from _columns(choice.findtext("label", ""))


def _offered(
    choices: etree._Element, rows: etree._Element, columns: Mapping[str, str]
) -> etree._Element:
    """Return the choices as they stand and, in the place of those that name columns, the rows."""
    root = etree.Element("root")
    for choice in choices:
        name, label = choice.findtext("name", "").strip(), choice.findtext("label", "")
        if _is_static(choice):
            item = etree.SubElement(root, "item")
            _fill(item, {VALUE: name, LABEL: label, _ALWAYS: "1"})
            continue
        shown = [columns.get(column.lower(), column) for column in _columns(label)]
        for row in sorted(rows, key=_place):
            item = deepcopy(row)
            words = " ".join(filter(None, (row.findtext(column, "") for column in shown)))
            _fill(item, {VALUE: row.findtext(columns.get(name.lower(), name), ""), LABEL: words})
            root.append(item)
    return root


def _fill(item: etree._Element, cells: Mapping[str, str]) -> None:
    for name, text in cells.items():
        etree.SubElement(item, name).text = text


def _place(row: etree._Element) -> tuple[float, str]:
    written = row.findtext("sortby", "").strip()
    try:
        return float(written), ""
    except ValueError:
        return float("inf"), written


def _predicate(arguments: list[str], columns: Mapping[str, str]) -> str:
    if len(arguments) == 1:
        return ""
    way = _WAYS[_literal(arguments[1])]
    text = f"translate({_seen(arguments[3])}, {_LETTERS})"
    named = [columns.get(c.lower(), c) for c in _columns(_literal(arguments[2]))]
    tests = " or ".join(way.format(f"translate({c}, {_LETTERS})", text) for c in named)
    if len(arguments) > len(("file", "way", "columns", "text")):
        column = _literal(arguments[4])
        further = f"string({columns.get(column.lower(), column)}) = string({_seen(arguments[5])})"
        tests = f"({tests}) and {further}"
    return f"[{_ALWAYS} = '1' or ({tests})]"


def _seen(expression: str) -> str:
    """Return an expression as seen from the question, where it stands in a test of each row."""
    return _RELATIVE.sub("current()/../", expression)
