"""Putting an invented place into a data folder: through the journal, or straight into tables."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.results import Result, result_as_value
from govmedia_desktop.domain.verdicts import Conclusion, Finding, Severity
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import Desk, NewOffice, open_desk
from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.upkeep.folders import set_up
from tests.bench.places import Check, Place, Shape, place

STAFF = "示例填报人"
ANSWERED = [
    "basics/kind",
    "basics/platform",
    "update/last_update",
    "response/interaction",
    "safety/serious_error",
    "safety/leak",
    "safety/harmful_content",
    "safety/adverse_opinion",
    "safety/fake_engagement",
]


@contextmanager
def new_desk(folder: Path, shape: Shape) -> Iterator[tuple[Desk, Place]]:
    """Make a data folder for a place of that shape, with the shipped forms and nothing else yet."""
    set_up(folder, NewOffice(f"示例{shape.level.value}人民政府办公室", shape.level), STAFF)
    with open_desk(folder, STAFF) as desk:
        yield desk, place(shape, desk.office)


def enter(desk: Desk, made: Place) -> None:
    """Write all of the place as revisions."""
    form = find_form(desk, "national-2019").id
    offices = {office.id: office for office in made.offices}
    edits = [Edit(o.id, "office", _values(o)) for o in made.offices]
    edits += [Edit(a.id, "account", _values(a)) for a in made.accounts]
    edits += [Edit(twin, "account", {"same_as": one}) for one, twin in made.joined]
    edits += [Edit(c.id, "inspection", _inspection(c, form, offices)) for c in made.checks]
    desk.record(edits)


def enter_facts(desk: Desk, made: Place) -> None:
    """Write a place too large for that into the tables that reading uses, results at full length.

    What the journal holds beside them is nothing a trend looks at.
    """
    enter(desk, Place(made.offices, made.accounts, made.joined, ()))
    offices = {office.id: office for office in made.offices}
    with write(desk.db):
        for check in made.checks:
            values = _inspection(check, "", offices)
            row = {"id": check.id, "home": check.by, "deleted": 0, **values, "same_as": None}
            row["result"] = json.dumps(values["result"], ensure_ascii=False)
            _insert(desk, "inspection", row)
            _insert(desk, "inspection_fact", fact(check))
            if check.problem:
                found = {"inspection": check.id, "path": "/data/x", "severity": "veto"}
                found |= {"problem": check.problem, "unconfirmed": int(check.unconfirmed)}
                _insert(desk, "finding", found)


def fact(check: Check) -> dict[str, str | int | None]:
    """Return the inspection as the store's table of facts has it."""
    return {
        "id": check.id,
        "account": check.account.id,
        "nature": check.nature.value,
        "office": check.by,
        "reference_date": str(check.day),
        "inspection_date": str(check.day),
        "conclusion": conclusion(check).value,
        "unconfirmed": int(check.unconfirmed),
        "platform": check.account.platform.value,
        "owner": check.account.owner,
        "supervisor": check.supervisor,
        "counts": 1,
    }


def conclusion(check: Check) -> Conclusion:
    """Return what the inspection concludes."""
    return Conclusion.FAILED if check.problem else Conclusion.PASSED


def _insert(desk: Desk, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    desk.db.conn.execute(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(row)})", row)


def _values(record: Any) -> dict[str, Any]:
    return {k: v for k, v in asdict(record).items() if k != "id" and v is not None}


def _inspection(check: Check, form: str, offices: dict[str, Office]) -> dict[str, Any]:
    account = check.account
    owner = offices[account.owner or ""]
    remembered = {
        "name": account.name,
        "platform": account.platform.value,
        "owner": owner.id,
        "owner_name": owner.name,
        "status": account.status.value,
        "supervisor": check.supervisor,
        "counts": 1,
    }
    return {
        "account": account.id,
        "form": form or None,
        "office": check.by,
        "nature": check.nature.value,
        "reference_date": str(check.day),
        "inspection_date": str(check.day),
        "result": {**result_as_value(_result(check)), "account": remembered},
    }


def _result(check: Check) -> Result:
    at = f"{check.day}T10:42:07+08:00"
    answers = {f"/data/{path}": Answer("none", Source.TYPED, STAFF, at) for path in ANSWERED}
    findings = (_finding(check),) if check.problem else ()
    return Result(answers, (), findings, conclusion(check))


def _finding(check: Check) -> Finding:
    return Finding(
        "last_update",
        "/data/update/last_update",
        Severity.VETO,
        check.problem,
        "国办秘函〔2019〕19号 单项否决：监测时间点前2周内无更新",
        f"{check.day}前15天没有更新，上限14天",
        "恢复更新；无力维护的按程序关停注销。",
        check.unconfirmed,
    )
