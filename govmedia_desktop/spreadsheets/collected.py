"""Inspections collected with KoboCollect or ODK Collect: .xlsx, .csv, .xml, and zips of those."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.domain.submissions import (
    Submission,
    Told,
    is_named,
    made,
    tells_an_instance,
)
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.files import check_beginning, read_sheets, refusing
from govmedia_desktop.spreadsheets.openrosa import Instances, UnfitXmlError
from govmedia_desktop.spreadsheets.parts import GREATEST_BYTES, Parts, feed
from govmedia_desktop.spreadsheets.sheets import Sheet, TooLargeError, address, shown
from govmedia_desktop.spreadsheets.textfile import text_table

_PARENTS = ("_parent_index", "PARENT_KEY")
_XML = re.compile(rb"^(\xef\xbb\xbf)?\s*<")


class CollectedFile:
    """What a file holds: its submissions, and what of it is doubtful or not read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.submissions: list[Submission] = []
        self.problems: list[Problem] = []


def read_collected(path: Path) -> CollectedFile:
    """Return the submissions of an export, whatever tool wrote it.

    Raises CannotReadError where the file cannot be used or holds no submission.
    """
    found = CollectedFile(path.name)
    with refusing(path):
        try:
            beginning = check_beginning(path)
            if beginning.startswith(b"PK"):
                _read_zip(path, found)
            elif _XML.match(beginning):
                if path.stat().st_size > GREATEST_BYTES:
                    raise TooLargeError
                found.submissions += _instances([path.read_bytes()], "")
            else:
                _read_tables(read_sheets(path), found)
        except UnfitXmlError as unfit:
            raise _refused(path, str(unfit)) from None
    if not found.submissions:
        raise _refused(
            path,
            "里没有手机检查的数据：表格里要有 _uuid、KEY 或 instanceID 一列（导出时不要去掉），"
            "XML 里要有填好的检查",
        )
    return found


def _refused(path: Path, reason: str) -> CannotReadError:
    return CannotReadError(f"文件“{path.name}”{reason}；没有读入任何内容。")


def _read_zip(path: Path, found: CollectedFile) -> None:
    with Parts(path) as parts:
        if "[Content_Types].xml" not in parts:
            sheets = [
                text_table(parts.content(name), Path(name).stem)
                for name in parts.names
                if name.lower().endswith(".csv")
            ]
            for name in parts.names:
                if name.lower().endswith(".xml"):
                    handler = Instances(name)
                    parts.read(name, handler)
                    found.submissions += handler.found
            _read_tables(sheets, found)
            return
    _read_tables(read_sheets(path), found)


def _instances(blocks: Iterable[bytes], place: str) -> list[Submission]:
    handler = Instances(place)
    feed(blocks, handler)
    return handler.found


def _read_tables(sheets: Iterable[Sheet], found: CollectedFile) -> None:
    """Read the sheet of submissions, then those of its repeats."""
    tables = [_Table(sheet) for sheet in sheets if sheet.rows]
    children = [t for t in tables if t.is_repeat]
    for table in tables:
        if table.is_repeat:
            continue
        if not tells_an_instance(table.headers.values()):
            text = f"工作表“{table.sheet.name}”里没有 _uuid、KEY 或 instanceID 一列，未读入"
            found.problems.append(Problem(table.sheet.name, address(table.header, 1), text))
            continue
        found.submissions += table.submissions(children)
        found.problems += table.problems()
    found.problems += [problem for child in children for problem in child.problems()]


class _Table:
    """A sheet whose first row holds the names of its columns."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.header = min(sheet.rows)
        self.headers = {
            column: shown(value).strip() for column, value in sheet.rows[self.header].items()
        }

    @property
    def is_repeat(self) -> bool:
        """Whether its rows belong to submissions of another sheet."""
        return any(is_named(key, name) for key in self.headers.values() for name in _PARENTS)

    def rows(self) -> Iterator[tuple[int, list[Told]]]:
        """Yield the rows that hold anything; a row of tags (HXL) is none."""
        for row, cells in self.sheet.rows.items():
            told = [
                Told(self.headers[column], text, self._place(row, column))
                for column, value in cells.items()
                if column in self.headers and (text := shown(value).strip())
            ]
            tags = bool(told) and all(t.value.startswith("#") for t in told)
            if row > self.header and told and not tags:
                yield row, told

    def _place(self, row: int, column: int) -> str:
        cell = address(row, column)
        return f"{self.sheet.name}!{cell}" if self.sheet.name else cell

    def submissions(self, children: Iterable["_Table"]) -> Iterator[Submission]:
        """Yield the rows as submissions, with what repeats hold of them."""
        below = [child.entries() for child in children]
        for row, told in self.rows():
            place = f"{self.sheet.name}!第{row}行" if self.sheet.name else f"第{row}行"
            columns = tuple(self.headers.values())
            own = made(Submission("", tuple(told), place, columns=columns))
            keys = {f"uuid:{own.instance}", own.instance, f"#{own.told(['_index'])}"}
            more = [t for entries in below for key in keys for t in entries.get(key, ())]
            yield replace(own, values=(*told, *more))

    def entries(self) -> Mapping[str, list[Told]]:
        """Return the values of a repeat's rows by what names the submission they belong to."""
        found: dict[str, list[Told]] = {}
        for _, told in self.rows():
            bare = Submission("", tuple(told), "")
            parent = bare.told(["PARENT_KEY"])
            owner = parent.partition("/")[0] or f"#{bare.told(['_parent_index'])}"
            entries = found.setdefault(owner.casefold(), [])
            number = 1 + len({t.key.partition("/")[0] for t in entries})
            group = _repeat_of(bare) or f"{self.sheet.name}[{number}]"
            entries += [
                Told(f"{group}/{_within(t.key, self.sheet.name)}", t.value, t.place)
                for t in told
                if not any(is_named(t.key, name) for name in (*_PARENTS, "KEY"))
                and not t.key.startswith("_")
            ]
        return found

    def problems(self) -> Iterator[Problem]:
        """Yield the cells that hold a formula without its result."""
        for row, column in sorted(self.sheet.uncalculated):
            text = "公式没有计算结果，未读入，请在WPS或Excel里打开保存一次再导入"
            yield Problem(self.sheet.name, address(row, column), text)


def _repeat_of(row: Submission) -> str:
    """Return `visits[2]` of a row of ODK Central, whose key ends in its place; empty else."""
    return row.told(["KEY"]).partition("/")[2]


def _within(key: str, group: str) -> str:
    """Return a column's name below its repeat."""
    _, mark, rest = f"/{key}".rpartition(f"/{group}/")
    return rest if mark else key
