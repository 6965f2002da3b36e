"""单位名册: take in a list of offices; the keys and the tree of an area rest on it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.office_register import OfficeOutcome, merge_offices
from govmedia_desktop.domain.parameters import climb
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.registers import Problem, Result
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices, own_office, parents


@dataclass(frozen=True)
class OfficesRead:
    """What a list of offices says and what taking it in would do; nothing is written yet."""

    outcomes: tuple[OfficeOutcome, ...]
    rejected: int
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[str, int]:
        """rows = added + updated + unchanged + rejected + duplicates."""
        results = Counter(outcome.result for outcome in self.outcomes)
        return {
            "rows": len(self.outcomes) + self.rejected,
            "added": results[Result.ADDED],
            "updated": results[Result.UPDATED],
            "unchanged": results[Result.UNCHANGED],
            "rejected": self.rejected,
            "duplicates": results[Result.DUPLICATE],
        }


def read_office_list(desk: Desk, path: Path) -> OfficesRead:
    """Return what the file lists against what is known. Raises `CannotReadError`."""
    from govmedia_desktop.spreadsheets.offices import read_offices  # noqa: PLC0415  (openpyxl)

    read = read_offices(path, desk.today())
    outcomes = merge_offices(read.rows, list_offices(desk))
    problems = [*read.problems, *_rings(desk, outcomes), *_unlisted(desk, outcomes)]
    twice = [o for o in outcomes if o.result is Result.DUPLICATE]
    problems += [o.row.doubt("name", "名册里已有同名单位，这一行未读入") for o in twice]
    return OfficesRead(tuple(outcomes), read.rejected, tuple(problems))


def take_in_offices(desk: Desk, read: OfficesRead) -> int:
    """Write what the list changes; return the number of revisions.

    A 主管单位 that is neither known nor listed becomes an office of its own; a new office without
    one stands below the own office.
    """
    own = own_office(desk).id
    wanted = [o for o in read.outcomes if o.result in (Result.ADDED, Result.UPDATED)]
    ids = {clean_name(o.name): o.id for o in reversed(list_offices(desk))}
    for outcome in wanted:
        name = clean_name(outcome.row.values["name"])
        ids[name] = outcome.office.id if outcome.office else ids.get(name) or new_id()
    edits: list[Edit] = []
    rings = {problem.cell for problem in _rings(desk, read.outcomes)}
    for outcome in wanted:
        values: dict[str, Value] = dict(outcome.changes)
        if outcome.former:
            standing = outcome.office.former_names if outcome.office else {}
            values["former_names"] = {**standing, **outcome.former}
        parent = str(values.pop("parent", "") or "")
        if parent and outcome.row.cells.get("parent") not in rings:
            values["parent"] = _parent(parent, ids, edits)
        elif outcome.office is None:
            values["parent"] = own
        edits.append(Edit(ids[clean_name(outcome.row.values["name"])], "office", values))
    return desk.record(edits)


def _parent(name: str, ids: dict[str, str], edits: list[Edit]) -> str:
    key = clean_name(name)
    if key not in ids:
        ids[key] = new_id()
        edits.append(Edit(ids[key], "office", {"name": name}))
    return ids[key]


def _unlisted(desk: Desk, outcomes: list[OfficeOutcome]) -> list[Problem]:
    """Say, once each, which 主管单位 nobody lists or knows: a slip would become an office."""
    listed = [o.name for o in list_offices(desk)] + [o.row.values["name"] for o in outcomes]
    known = {clean_name(name) for name in listed}
    found = []
    for outcome in outcomes:
        parent = outcome.row.values.get("parent", "")
        if parent and outcome.result is not Result.DUPLICATE and clean_name(parent) not in known:
            known.add(clean_name(parent))
            text = f"名册里和已有的单位里都没有“{parent}”，将新增这个单位，请核对名称"
            found.append(outcome.row.doubt("parent", text))
    return found


def _rings(desk: Desk, outcomes: tuple[OfficeOutcome, ...] | list[OfficeOutcome]) -> list[Problem]:
    """Say which rows would put an office below itself; their 主管单位 is not taken over."""
    names = {o.id: clean_name(o.name) for o in list_offices(desk)}
    above = {names[id_]: names.get(up) if up else None for id_, up in parents(desk).items()}
    found = []
    for outcome in outcomes:
        name, parent = (clean_name(outcome.row.values.get(k, "")) for k in ("name", "parent"))
        if not parent or outcome.result is Result.DUPLICATE:
            continue
        if name in climb(parent, above):
            text = "主管单位就是本单位或它的下级，没有采用"
            found.append(outcome.row.doubt("parent", text))
        else:
            above[name] = parent
    return found
