"""Inspections collected with KoboCollect or ODK Collect: .xlsx, .csv, .xml, and zips of those."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
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
    repeats = [t for t in tables if t.is_repeat]
    names = {t.sheet.name for t in repeats}
    children = [t for t in repeats if not t.is_within(names)]
    for nested in (t for t in repeats if t not in children):
        text = f"“{nested.sheet.name}”是重复组里的重复组，对不上是哪一条，未读入；请改用XML导出"
        found.problems.append(Problem(nested.sheet.name, address(nested.header, 1), text))
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
            keys = {own.instance, f"#{own.told(['_index'])}"}
            more = [t for entries in below for key in keys for t in entries.get(key, ())]
            yield replace(own, values=(*told, *more))

    def entries(self) -> Mapping[str, list[Told]]:
        """Return the values of a repeat's rows by what names the submission they belong to."""
        found: dict[str, list[Told]] = {}
        count: Counter[str] = Counter()
        for _, told in self.rows():
            bare = Submission("", tuple(told), "")
            owner = _owner(bare)
            count[owner] += 1
            group = _repeat_of(bare) or f"{self.sheet.name}[{count[owner]}]"
            found.setdefault(owner, []).extend(
                Told(_within(t.key, group), t.value, t.place)
                for t in told
                if not t.key.startswith("_") and t.key not in ("PARENT_KEY", "KEY")
            )
        return found

    def is_within(self, names: Collection[str]) -> bool:
        """Whether its rows belong to rows of another repeat, as Kobo tells them."""
        return any(
            t.value in names
            for _, told in self.rows()
            for t in told
            if t.key == "_parent_table_name"
        )

    def problems(self) -> Iterator[Problem]:
        """Yield the cells that hold a formula without its result."""
        for row, column in sorted(self.sheet.uncalculated):
            text = "公式没有计算结果，未读入，请在WPS或Excel里打开保存一次再导入"
            yield Problem(self.sheet.name, address(row, column), text)


def _owner(row: Submission) -> str:
    """Return what names the submission that a repeat's row belongs to."""
    key = row.told(["PARENT_KEY"]).partition("/")[0] or row.told(["_submission__uuid"])
    return key.removeprefix("uuid:").casefold() or f"#{row.told(['_parent_index'])}"


def _repeat_of(row: Submission) -> str:
    """Return `visits[2]` of a row of ODK Central, whose key ends in its place; empty else."""
    return row.told(["KEY"]).partition("/")[2]


def _within(key: str, group: str) -> str:
    """Return a column's name with the number of its row: `g/visits[2]/when`."""
    name = group.rpartition("/")[2].partition("[")[0]
    before, found, rest = f"/{key}".rpartition(f"/{name}/")
    return f"{before}/{group}/{rest}".lstrip("/") if found else f"{group}/{key}"
