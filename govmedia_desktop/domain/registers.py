"""Registers (台账) that offices send: what was read from one, and what taking it in changes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from govmedia_desktop.domain.naming import clean_name, only_owner

MARK_HEADER = "问题（导入时发现）"
"""Heads the column of doubts in a register written for its sender; reading passes it over."""
Cell = str | int
Values = Mapping[str, Cell | None]


@dataclass(frozen=True)
class Fix:
    """A cell read otherwise than it stands there. In csv the sheet is empty, the cell A1-style."""

    sheet: str
    cell: str
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class Problem:
    """A doubt that a person should look at; nothing was invented in its place.

    `was` is what stands in the cell, as far as that helps to judge it.
    """

    sheet: str
    cell: str
    text: str
    was: str = field(default="", compare=False)


@dataclass(frozen=True)
class RegisterRow:
    """One account as a register tells it.

    `values`: by the field names of `accounts.Account`, the owner by name as `owner_name`; empty
    cells are left out. `personal`: contact, phone, administrator, leader, which are no revisions.
    `cells`: the A1 cell of every field that has a column.
    """

    sheet: str
    row: int
    cells: Mapping[str, str]
    values: Mapping[str, Cell]
    personal: Mapping[str, str] = field(default_factory=dict)

    def doubt(self, about: str, text: str) -> Problem:
        """Return a problem at this row's cell of a field, or at its name where it has none."""
        return Problem(self.sheet, self.cells.get(about) or self.cells["name"], text)


@dataclass(frozen=True)
class Wanted:
    """How a person wants a file to be read.

    `sheet`: None for the best recognised. `hidden`: whether hidden rows and columns are taken in.
    `columns`: field by column, "" for a column that is not read; None for what the headers mean.
    `sender`: the office that it comes from, "" for nobody known; None for who it seems to be.
    """

    sheet: str | None = None
    hidden: bool = True
    columns: Mapping[int, str] | None = None
    sender: str | None = None


@dataclass(frozen=True)
class Source:
    """How a file was read: its `sheets` that hold a register, the one that was read, and as what.

    `header`: the row of the headers. `titles`: header by column. `columns`: field by column.
    `samples`: what stands first in a column. `hidden`: how many of its rows and columns are hidden.
    `sender`: the 填报单位 that is named around the table, empty where none is.
    """

    sheets: tuple[str, ...]
    sheet: str
    header: int
    titles: Mapping[int, str]
    columns: Mapping[int, str]
    samples: Mapping[int, str]
    hidden: int
    sender: str = ""


@dataclass(frozen=True)
class Register:
    """What was read: rows that name an account, the number of those that do not, all remarks."""

    rows: tuple[RegisterRow, ...]
    rejected: int
    fixes: tuple[Fix, ...]
    problems: tuple[Problem, ...]
    source: Source | None = None
    """None where it came from no file."""
    refused: tuple[Problem, ...] = ()
    """Which of the problems left a row out that names no account."""


@dataclass(frozen=True)
class ExistingAccount:
    """An account already known: its id and its values, the owner by name as `owner_name`."""

    id: str
    values: Values


class Result(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class Outcome:
    """What becomes of one row.

    `account`: id of the known account it tells of, None for a new one. `changes`: field to (old,
    new), with what later rows of the same account add; empty unless added or updated.
    """

    row: RegisterRow
    result: Result
    account: str | None = None
    changes: Mapping[str, tuple[Cell | None, Cell]] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The outcome of every row in order, and the doubts that comparing the rows brought up."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    nameless: int
    """Rejected rows that name no account and so have no outcome."""

    def count(self, result: Result) -> int:
        """Return the number of rows of that result."""
        extra = self.nameless if result is Result.REJECTED else 0
        return extra + sum(outcome.result is result for outcome in self.outcomes)

    @property
    def rows(self) -> int:
        """`added + updated + unchanged + rejected + duplicates`."""
        return len(self.outcomes) + self.nameless


def match(register: Register, existing: Sequence[ExistingAccount]) -> Plan:
    """Return what taking the register in would do to the known accounts.

    One account is one platform, owner and name (compared cleaned). An empty owner, in a row or of
    a known account, is that of the only owner of the platform and name; a row whose owner stays
    open between several is rejected. An empty cell never erases a stored value, and a last update
    never goes back behind one that somebody looked up. A 核实日期 counts only beside the very date
    that stands.
    """
    places = _Places(register.rows, existing)
    taken: dict[_Place, list[RegisterRow]] = defaultdict(list)
    places_of = [places.of(row) for row in register.rows]
    for row, place in zip(register.rows, places_of, strict=True):
        if place is not None:
            taken[place].append(row)
    outcomes, problems = [], list(places.problems)
    for row, place in zip(register.rows, places_of, strict=True):
        if place is None:
            outcomes.append(Outcome(row, Result.REJECTED))
        elif row is taken[place][0]:
            known = places.known(place)
            outcomes.append(_outcome(taken[place], known))
            problems += _looked_up_later(row, known)
        else:
            outcomes.append(Outcome(row, Result.DUPLICATE))
            problems.append(_duplicate(row, taken[place]))
    return Plan(tuple(outcomes), tuple(problems), register.rejected)


_Name = tuple[str, str]
_Place = tuple[_Name, str] | str
"""A known account's id, or the platform, name and owner of a new one."""


class _Places:
    """Which account each row tells of."""

    def __init__(self, rows: Iterable[RegisterRow], existing: Iterable[ExistingAccount]) -> None:
        self._existing = {account.id: account for account in existing}
        self._owners: defaultdict[_Name, Counter[str]] = defaultdict(Counter)
        self._ids: defaultdict[_Name, dict[str, str]] = defaultdict(dict)
        self.problems: list[Problem] = []
        for id_ in sorted(self._existing):
            values = self._existing[id_].values
            self._ids[_name(values)].setdefault(_owner(values), id_)
            self._owners[_name(values)][_owner(values)] += 1
        self._stored = {name: owners.copy() for name, owners in self._owners.items()}
        for row in rows:
            self._owners[_name(row.values)][_owner(row.values)] += 1

    def known(self, place: _Place) -> ExistingAccount | None:
        """Return the known account at the place, None for a new one."""
        return self._existing[place] if isinstance(place, str) else None

    def of(self, row: RegisterRow) -> _Place | None:
        """Return the place of the row's account; None where its owner stays open."""
        name, owner = _name(row.values), _owner(row.values)
        ids = self._ids.get(name, {})
        if owner in ids:
            return ids[owner]
        sole = only_owner(self._owners[name])
        if sole in ids:
            return ids[sole]
        if sole is not None and self._stored.get(name, Counter()).total() == 1:
            return ids[""]
        if owner or sole is not None or len(self._owners[name]) == 1:
            self._doubt_another_owner(row, name)
            return name, owner or sole or ""
        text = "同平台同名账号有多个主办单位，这一行没有填主办单位，无法判断是哪一个，未读入"
        self.problems.append(row.doubt("owner_name", text))
        return None

    def _doubt_another_owner(self, row: RegisterRow, name: _Name) -> None:
        if name in self._stored:
            text = "台账里已有同平台同名的账号，主办单位不同或未填，请核对是否为同一个账号"
            self.problems.append(row.doubt("owner_name", text))


def _name(values: Values) -> _Name:
    return str(values["platform"]), clean_name(str(values["name"]))


def _owner(values: Values) -> str:
    return clean_name(str(values.get("owner_name") or ""))


def _outcome(rows: Sequence[RegisterRow], known: ExistingAccount | None) -> Outcome:
    """Merge the rows of one account, the first one's values before the later ones'."""
    values: dict[str, Cell] = {}
    personal: dict[str, str] = {}
    for row in reversed(rows):
        values.update(row.values)
        personal.update(row.personal)
    if known is None or not _tells_a_later_look(values, known.values):
        values.pop("last_update_verified", None)
    if known is None:
        added = {name: (None, value) for name, value in values.items()}
        return Outcome(rows[0], Result.ADDED, None, added, personal)
    changes = {
        name: (known.values.get(name), value)
        for name, value in values.items()
        if not _equal(name, known.values.get(name), value)
        and not (name == "last_update" and _is_behind(value, known))
    }
    result = Result.UPDATED if changes else Result.UNCHANGED
    return Outcome(rows[0], result, known.id, changes, personal)


def _tells_a_later_look(told: Values, known: Values) -> bool:
    """Whether a row says that the very date which stands was looked up on a later day.

    A 核实日期 without its date, or beside another one, says of the date that stands nothing: it
    would judge an account by what nobody looked at (domain.md §8).
    """
    last, looked_up = known.get("last_update"), str(told.get("last_update_verified") or "")
    return told.get("last_update") == last and looked_up > str(
        known.get("last_update_verified") or ""
    )


def _is_behind(last_update: Cell, known: ExistingAccount) -> bool:
    """Whether somebody has already looked up a later last update than a register tells."""
    looked_up = known.values.get("last_update_verified")
    return bool(looked_up) and str(last_update) < str(known.values.get("last_update") or "")


def _looked_up_later(row: RegisterRow, known: ExistingAccount | None) -> list[Problem]:
    told = row.values.get("last_update")
    if known is None or told is None or not _is_behind(told, known):
        return []
    stored, day = known.values["last_update"], known.values["last_update_verified"]
    return [row.doubt("last_update", f"{told}早于{day}核实的{stored}，未采用，请核对")]


def _equal(name: str, one: Cell | None, other: Cell | None) -> bool:
    if name in ("name", "owner_name"):
        return clean_name(str(one or "")) == clean_name(str(other or ""))
    return one == other


def _duplicate(row: RegisterRow, rows: Sequence[RegisterRow]) -> Problem:
    first = rows[0]
    differing = [
        row.cells[name]
        for name, value in row.values.items()
        if name in first.values and not _equal(name, first.values[name], value)
    ]
    text = f"与第{first.row}行（{first.cells['name']}）是同一个账号，合并为一个"
    if differing:
        text += f"；{'、'.join(differing)}与该行不一致，以该行为准，请核对"
    return row.doubt("name", text)
