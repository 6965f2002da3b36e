"""A list of offices (单位名册) as a county keeps it, and what taking it in changes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.registers import Problem, Result


@dataclass(frozen=True)
class OfficeRow:
    """One office as the list tells it; empty cells are left out of `values`.

    `values`: name, level, category, code, and `parent` by name. `cells`: A1 cells by field.
    """

    sheet: str
    cells: Mapping[str, str]
    values: Mapping[str, str]
    former: Mapping[str, str] = field(default_factory=dict)
    """Former names, each with its last ISO day, empty where the list tells none."""

    def doubt(self, about: str, text: str) -> Problem:
        """Return a problem at this row's cell of a field, or at its name where it has none."""
        return Problem(self.sheet, self.cells.get(about) or self.cells["name"], text)


@dataclass(frozen=True)
class OfficeOutcome:
    """What becomes of a row: the office it is (None for a new one) and what changes of it."""

    row: OfficeRow
    result: Result
    office: Office | None
    changes: Mapping[str, str]
    former: Mapping[str, str]
    """The former names that it did not have yet, or had without this day."""


def merge_offices(rows: Sequence[OfficeRow], known: Sequence[Office]) -> list[OfficeOutcome]:
    """Return what each row does: matched by code, else by name, else by one former name.

    An empty cell erases nothing, and former names are only added.
    """
    names = {office.id: office.name for office in known}
    seen: set[str] = set()
    outcomes = []
    for row, office in zip(rows, _matched(rows, known), strict=True):
        key = clean_name(row.values["name"])
        changes, former = _changes(row.values, office, names), _added(row.former, office)
        differs = bool(changes or former)
        result = Result.DUPLICATE if key in seen else _result(office, differs=differs)
        seen.add(key)
        outcomes.append(OfficeOutcome(row, result, office, changes, former))
    return outcomes


def _matched(rows: Sequence[OfficeRow], known: Sequence[Office]) -> list[Office | None]:
    """Return the known office of each row.

    Who still stands under a name that just one row tells as former, and that is no row of its own,
    is renamed by that row.
    """
    by_code = {office.code: office for office in known if office.code}
    by_name = {clean_name(office.name): office for office in reversed(known)}
    found = [
        by_code.get(row.values.get("code", "")) or by_name.get(clean_name(row.values["name"]))
        for row in rows
    ]
    taken = {office.id for office in found if office}
    open_ = {key: o for key, o in by_name.items() if o.id not in taken and not o.valid_to}
    told = [
        {open_[key].id: open_[key] for key in _keys(row.former) if key in open_} for row in rows
    ]
    claims = Counter(id_ for offices in told for id_ in offices)
    single = [next(iter(o.values())) if len(o) == 1 else None for o in told]
    return [
        office or (renamed if renamed and claims[renamed.id] == 1 else None)
        for office, renamed in zip(found, single, strict=True)
    ]


def _keys(names: Iterable[str]) -> list[str]:
    return [clean_name(name) for name in names]


def _added(told: Mapping[str, str], office: Office | None) -> dict[str, str]:
    standing = office.former_names if office else {}
    known = {clean_name(name): (name, day) for name, day in standing.items()}
    added = {}
    for name, day in told.items():
        same, kept = known.get(clean_name(name), (name, None))
        if kept is None or (day and day != kept):
            added[same] = day
    return added


def _changes(
    values: Mapping[str, str], office: Office | None, names: Mapping[str, str]
) -> dict[str, str]:
    if office is None:
        return dict(values)
    standing = {
        "name": office.name,
        "level": office.level,
        "category": office.category,
        "code": office.code,
        "parent": names.get(office.parent or ""),
    }
    return {
        name: text
        for name, text in values.items()
        if clean_name(text) != clean_name(standing[name] or "")
    }


def _result(office: Office | None, *, differs: bool) -> Result:
    if office is None:
        return Result.ADDED
    return Result.UPDATED if differs else Result.UNCHANGED
