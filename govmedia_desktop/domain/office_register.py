"""A list of offices (单位名册) as a county keeps it, and what taking it in changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def merge_offices(rows: Sequence[OfficeRow], known: Sequence[Office]) -> list[OfficeOutcome]:
    """Return what each row does: matched by code, else by name; an empty cell erases nothing."""
    by_code = {office.code: office for office in known if office.code}
    by_name = {clean_name(office.name): office for office in reversed(known)}
    names = {office.id: office.name for office in known}
    seen: set[str] = set()
    outcomes = []
    for row in rows:
        key = clean_name(row.values["name"])
        office = by_code.get(row.values.get("code", "")) or by_name.get(key)
        changes = _changes(row.values, office, names)
        result = Result.DUPLICATE if key in seen else _result(office, changes)
        seen.add(key)
        outcomes.append(OfficeOutcome(row, result, office, changes))
    return outcomes


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


def _result(office: Office | None, changes: Mapping[str, str]) -> Result:
    if office is None:
        return Result.ADDED
    return Result.UPDATED if changes else Result.UNCHANGED
