"""Tables of submissions and of their repeats, to any depth, as KoboToolbox and ODK Central write.

Kobo: a sheet for each repeat, whose rows name the row above by `_parent_table_name` and
`_parent_index` (the `_index` there). Central: a table for each repeat, whose `KEY`
(`uuid:…/posts[2]/photos[1]`) holds the whole way down and whose `PARENT_KEY` names the row above.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.domain.submissions import (
    Submission,
    Told,
    is_named,
    made,
    tells_an_instance,
)
from govmedia_desktop.spreadsheets.sheets import Sheet, address, shown

_PARENTS = ("_parent_index", "PARENT_KEY")
_OF_A_REPEAT = ("PARENT_KEY", "KEY")
_STEP = re.compile(r"([^/\[\]]+)\[(\d+)\]")
_LONGEST_SHEET = 31
"""Letters of a sheet's name in a workbook: longer ones are cut, by Kobo with `...` at the end."""
_SAME = "这里的编号在上一级里不止一行"


class Table:
    """A sheet whose first row holds the names of its columns."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.header = min(sheet.rows)
        self.headers = {
            column: shown(value).strip() for column, value in sheet.rows[self.header].items()
        }

    @property
    def is_repeat(self) -> bool:
        """Whether its rows belong to rows of another table."""
        return any(is_named(key, name) for key in self.headers.values() for name in _PARENTS)

    def is_called(self, name: str) -> bool:
        """Whether a name, uncut, is that of this sheet."""
        own = self.sheet.name
        cut = own.endswith("...") and name.startswith(own.removesuffix("..."))
        return bool(name) and (own in (name, name[:_LONGEST_SHEET]) or cut)

    def lines(self) -> "Iterator[Line]":
        """Yield the rows that hold anything; a row of tags (HXL) is none."""
        for row, cells in self.sheet.rows.items():
            told = tuple(
                Told(self.headers[column], text, self._place(row, column))
                for column, value in cells.items()
                if column in self.headers and (text := shown(value).strip())
            )
            tags = bool(told) and all(t.value.startswith("#") for t in told)
            if row > self.header and told and not tags:
                yield Line(self, row, told)

    def _place(self, row: int, column: int) -> str:
        cell = address(row, column)
        return f"{self.sheet.name}!{cell}" if self.sheet.name else cell

    def problems(self) -> Iterator[Problem]:
        """Yield the cells that hold a formula without its result."""
        for row, column in sorted(self.sheet.uncalculated):
            text = "公式没有计算结果，未读入，请在WPS或Excel里打开保存一次再导入"
            yield Problem(self.sheet.name, address(row, column), text)


@dataclass(eq=False)
class Line:
    """One row. In a repeat: `above` is the row it belongs to, `number` its place below it."""

    table: Table
    row: int
    told: tuple[Told, ...]
    above: "Line | None" = None
    number: int = 0
    below: list["Line"] = field(default_factory=list)

    def value(self, name: str) -> str:
        """Return what stands in the column of that name, empty if nothing does."""
        return next((t.value for t in self.told if t.key.casefold() == name.casefold()), "")

    @property
    def cell(self) -> str:
        """The cell that says which row it belongs to."""
        names = [name.casefold() for name in _PARENTS]
        place = next((t.place for t in self.told if t.key.casefold() in names), "")
        return place.rpartition("!")[2] or address(self.row, 1)

    @property
    def key(self) -> str:
        """The row's own name among all tables of ODK Central, empty elsewhere."""
        return _plain(self.value("KEY"))

    @property
    def instance(self) -> str:
        """The submission that the row itself tells, empty where it tells none."""
        return _plain(self.value("PARENT_KEY") or self.value("_submission__uuid")).partition("/")[0]

    def steps(self) -> list[tuple[str, int]]:
        """Return the names of the repeats on the way down to it, each with its row's number."""
        if self.above is None:
            return []
        told = _STEP.findall(self.value("KEY").rpartition("/")[2])
        name = told[-1][0] if told else self.table.sheet.name.rstrip(".")
        return [*self.above.steps(), (name, self.number)]

    def values(self) -> Iterator[Told]:
        """Yield what a row of a repeat holds, keyed by the way down to it."""
        steps = self.steps()
        for t in self.told:
            if not t.key.startswith(("_", "SET-OF-")) and t.key not in _OF_A_REPEAT:
                yield replace(t, key=_within(t.key, steps))

    def is_below(self, other: "Line") -> bool:
        """Whether it is that row, or belongs to it by any number of steps."""
        line: Line | None = self
        while line is not None and line is not other:
            line = line.above
        return line is other

    def all_below(self) -> "Iterator[Line]":
        """Yield the rows below it, each before its own."""
        for line in self.below:
            yield line
            yield from line.all_below()


def submissions_in(
    sheets: Iterable[Sheet],
) -> tuple[list[Submission], list[Problem]]:
    """Return the submissions of one export, and what of its tables is doubtful or not read.

    A row whose own row above cannot be told is a doubt, and stands in its submission as `stray`;
    in all of them where it does not tell which.
    """
    tables = [Table(sheet) for sheet in sheets if sheet.rows]
    problems = [problem for table in tables for problem in table.problems()]
    repeats = [table for table in tables if table.is_repeat]
    mains = []
    for table in tables:
        if not table.is_repeat and tells_an_instance(table.headers.values()):
            mains.append(table)
        elif not table.is_repeat:
            text = f"工作表“{table.sheet.name}”里没有 _uuid、KEY 或 instanceID 一列，未读入"
            problems.append(Problem(table.sheet.name, address(table.header, 1), text))
    joined = _Joined(mains, repeats)
    return list(joined.submissions()), [*problems, *joined.problems]


class _Joined:
    """The rows of an export, each below the one it belongs to."""

    def __init__(self, mains: Sequence[Table], repeats: Sequence[Table]) -> None:
        self.problems: list[Problem] = []
        self._tops = [line for table in mains for line in table.lines()]
        columns = [name for table in repeats for name in table.headers.values()]
        self._own = {line: _made(line, columns) for line in self._tops}
        self._lines = [line for table in repeats for line in table.lines()]
        self._repeats = repeats
        self._known: dict[tuple[str, str], list[Line]] = {}
        for line in (*self._tops, *self._lines):
            for name in self._names(line):
                self._known.setdefault(name, []).append(line)
        for line in self._lines:
            self._join(line)
        self._number()

    def _names(self, line: Line) -> Iterator[tuple[str, str]]:
        """Yield what may name a row: its key, and its index with the table it is in."""
        table = "" if line in self._own else line.table.sheet.name
        if index := line.value("_index"):
            yield table, index
        if line.key:
            yield "KEY", line.key
        if line in self._own:
            yield "KEY", self._own[line].instance

    def _join(self, line: Line) -> None:
        found = self._above(line)
        if isinstance(found, Line) and found.is_below(line):
            found = "这一行绕一圈又属于自己"
        if isinstance(found, Line):
            line.above = found
            found.below.append(line)
            return
        self.problems.append(
            Problem(
                line.table.sheet.name,
                line.cell,
                f"第{line.row}行对不上它的上一级：{found}；这一行没有读入，它那份检查待决定",
                line.value("_parent_index") or line.value("PARENT_KEY"),
            )
        )

    def _above(self, line: Line) -> Line | str:
        """Return the row above, or why it cannot be told."""
        if told := _plain(line.value("PARENT_KEY")):
            if line.key and line.key.rpartition("/")[0] != told:
                return "KEY 和 PARENT_KEY 说的不是一处"
            return self._only([("KEY", told)], "表里没有这份或这一行")
        name = line.value("_parent_table_name")
        around = next((t for t in self._repeats if t.is_called(name)), None)
        table = around.sheet.name if around else ""
        found = self._only([(table, line.value("_parent_index"))], "上一级里没有这个编号")
        told = line.instance
        if not told or around is not None or isinstance(found, str):
            return found
        own = self._only([("KEY", told)], "表里没有这份检查")
        return own if own is found else "编号和 _submission__uuid 说的不是同一份"

    def _only(self, names: Sequence[tuple[str, str]], otherwise: str) -> Line | str:
        found = [line for name in names for line in self._known.get(name, ())]
        found = list(dict.fromkeys(found))
        if len(found) == 1:
            return found[0]
        return _SAME if found else otherwise

    def _number(self) -> None:
        """Give every row its place among those of its repeat below the same row."""
        counts: Counter[tuple[Line, Table]] = Counter()
        for line in self._lines:
            if line.above is not None:
                counts[line.above, line.table] += 1
                told = _STEP.fullmatch(line.value("KEY").rpartition("/")[2])
                line.number = int(told[2]) if told else counts[line.above, line.table]

    def submissions(self) -> Iterator[Submission]:
        """Yield the submissions with all that their repeats hold."""
        lost = self._lost()
        for top in self._tops:
            own = self._own[top]
            more = [told for line in top.all_below() for told in line.values()]
            stray = (*lost.get(own.instance, ()), *lost.get("", ()))
            yield replace(own, values=(*own.values, *more), stray=stray)

    def _lost(self) -> dict[str, list[Told]]:
        """Return what stands below no submission by the one that it tells, empty if none here."""
        placed = {line for top in self._tops for line in top.all_below()}
        known = {own.instance for own in self._own.values()} - {""}
        found: dict[str, list[Told]] = {}
        for line in self._lines:
            if line not in placed:
                told = line.instance if line.instance in known else ""
                found.setdefault(told, []).extend(line.told)
        return found


def _made(line: Line, below: Iterable[str]) -> Submission:
    sheet = line.table.sheet.name
    place = f"{sheet}!第{line.row}行" if sheet else f"第{line.row}行"
    columns = tuple(dict.fromkeys((*line.table.headers.values(), *below)))
    return made(Submission("", line.told, place, columns=columns))


def _plain(key: str) -> str:
    return key.strip().removeprefix("uuid:").casefold()


def _within(key: str, steps: Sequence[tuple[str, int]]) -> str:
    """Return a column's name with the numbers of its rows: `g/posts[2]/photos[1]/when`."""
    parts, at = key.split("/"), 0
    numbered = list(parts)
    for name, number in steps:
        if name not in parts[at:-1]:
            way = "/".join(f"{name}[{number}]" for name, number in steps)
            return f"{way}/{key}"
        at = parts.index(name, at)
        numbered[at] = f"{name}[{number}]"
    return "/".join(numbered)
