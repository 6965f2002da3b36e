"""Finished inspections: their facts, the latest ones, the counts that trends are made of."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.schema import COVERED
from govmedia_desktop.store.standing import members, roots

_ENTERED_BY = """(
    SELECT json_extract(body, '$.staff') FROM revision
    WHERE record = i.id AND state = 'applied' ORDER BY seq LIMIT 1)"""
_NEWEST = "ORDER BY f.reference_date DESC, f.inspection_date DESC, f.id DESC LIMIT 1"


def latest_result(db: Database, inspection: str) -> dict[str, Any] | None:
    """Return the facts of one inspection, None where there is none."""
    row = db.conn.execute(
        "SELECT result FROM inspection WHERE id = ? AND NOT deleted", (inspection,)
    ).fetchone()
    return json.loads(row[0]) if row and row[0] else None


def reported_result(db: Database, inspection: str) -> dict[str, Any] | None:
    """Return the facts of one inspection as figures read them, None where they read none.

    Where it was rewritten after an accepted report, they are what that report covers.
    """
    row = db.conn.execute(
        f"SELECT result FROM {COVERED.name} WHERE id = ? AND NOT deleted", (inspection,)
    ).fetchone()
    return json.loads(row[0]) if row and row[0] else latest_result(db, inspection)


def form_of(db: Database, inspection: str) -> str | None:
    """Return the record id of the form version of an inspection, None where there is none."""
    row = db.conn.execute("SELECT form FROM inspection WHERE id = ?", (inspection,)).fetchone()
    return row[0] if row else None


def latest_of(
    db: Database, account: str, form_id: str, day: str, staff: str
) -> tuple[str, dict[str, Any]] | None:
    """Return the account's latest inspection under any version of that form that a person may see
    when looking on a day: those of earlier days, and the own ones of that day.

    First the record id of the version it was made under, then its facts.
    """
    row = db.conn.execute(
        f"""
        SELECT i.form, i.result FROM live_fact f
        JOIN inspection i ON i.id = f.id JOIN form ON form.id = i.form
        WHERE f.account IN (SELECT value FROM json_each(:accounts))
            AND f.reference_date <= :day AND form.form_id = :form
            AND (f.reference_date <> :day OR {_ENTERED_BY} = :staff) {_NEWEST}
        """,  # not "< OR =": two ways into the index of days would be taken, past the account's
        {
            "accounts": json.dumps(members(db, account)),
            "form": form_id,
            "day": day,
            "staff": staff,
        },
    ).fetchone()
    return (row[0], json.loads(row[1])) if row else None


def another_looked(db: Database, account: str, form_id: str, day: str, staff: str) -> bool:
    """Whether another person finished an inspection of the account under that form on that day."""
    row = db.conn.execute(
        f"""
        SELECT 1 FROM inspection_fact f
        JOIN inspection i ON i.id = f.id JOIN form ON form.id = i.form
        WHERE f.account IN (SELECT value FROM json_each(?)) AND f.reference_date = ?
            AND form.form_id = ? AND {_ENTERED_BY} <> ? LIMIT 1
        """,
        (json.dumps(members(db, account)), day, form_id, staff),
    ).fetchone()
    return row is not None


def made_under(db: Database, inspections: Collection[str], form_ids: Collection[str]) -> set[str]:
    """Return which of these inspections were made under any version of these forms."""
    cursor = db.conn.execute(
        """
        SELECT i.id FROM inspection i JOIN form ON form.id = i.form
        WHERE i.id IN (SELECT value FROM json_each(?))
            AND form.form_id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(inspections)), json.dumps(list(form_ids))),
    )
    return {id_ for (id_,) in cursor}


def known_ids(db: Database, ids: Collection[str]) -> set[str]:
    """Return which of these inspections were ever finished here or came in, deleted ones too."""
    asked = json.dumps(list(ids))
    cursor = db.conn.execute(
        "SELECT id FROM inspection WHERE id IN (SELECT value FROM json_each(?))", (asked,)
    )
    return {id_ for (id_,) in cursor}


def last_under(db: Database, form_id: str, office: str) -> dict[str, Any] | None:
    """Return the facts of the inspection that an office last made under any version of a form."""
    row = db.conn.execute(
        f"""
        SELECT i.result FROM live_fact f
        JOIN inspection i ON i.id = f.id JOIN form ON form.id = i.form
        WHERE form.form_id = ? AND i.office = ? {_NEWEST}
        """,
        (form_id, office),
    ).fetchone()
    return json.loads(row[0]) if row else None


@dataclass(frozen=True)
class Fact:
    """What one finished inspection says, for lists. Dates are ISO."""

    id: str
    account: str
    nature: str
    office: str
    reference_date: str
    inspection_date: str
    conclusion: str
    unconfirmed: bool
    score: str | None = None
    counts: bool = True
    """Whether the account counted on that day: in use, and no approved suspension."""


_FACTS = """
    SELECT f.id, f.live, f.reported, coalesce(y.root, f.account) AS account, nature,
        coalesce(o.root, office) AS office, reference_date, inspection_date, conclusion,
        unconfirmed, score, coalesce(f.counts, 0) AS counts
    FROM inspection_fact f
    LEFT JOIN identity y ON y.id = f.account LEFT JOIN identity o ON o.id = f.office
"""
_SHOWN = ", ".join(Fact.__dataclass_fields__)
_AGE = "reference_date, inspection_date, id"


def facts(db: Database, start: str, end: str, account: str | None = None) -> Iterator[Fact]:
    """Yield the inspections whose 监测时间点 lies in the span as they stand, oldest first."""
    where, values = "f.live AND reference_date BETWEEN ? AND ?", [start, end]
    if account is not None:
        where += " AND f.account IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(members(db, account)))
    yield from _facts(db, where, values)


def reported_facts(db: Database, start: str, end: str) -> Iterator[Fact]:
    """Yield the inspections of the span as figures read them, oldest first.

    Of an accepted period that is what the accepted report covers.
    """
    yield from _facts(db, "f.reported AND reference_date BETWEEN ? AND ?", [start, end])


def _facts(db: Database, where: str, values: list[str]) -> Iterator[Fact]:
    cursor = db.conn.execute(
        f"SELECT {_SHOWN} FROM ({_FACTS} WHERE {where}) ORDER BY {_AGE}", values
    )
    yield from map(_fact, cursor.fetchall())


def _fact(row: tuple[Any, ...]) -> Fact:
    fact = dict(zip(Fact.__dataclass_fields__, row, strict=True))
    return Fact(**{**fact, **{name: bool(fact[name]) for name in ("unconfirmed", "counts")}})


def owners_then(db: Database, inspections: Collection[str]) -> dict[str, str | None]:
    """Return by inspection the record of the office that owned the account at that time."""
    cursor = db.conn.execute(
        "SELECT f.id, coalesce(y.root, f.owner) FROM inspection_fact f"
        " LEFT JOIN identity y ON y.id = f.owner"
        " WHERE f.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(inspections)),),
    )
    return dict(cursor.fetchall())


def latest_facts(
    db: Database, start: str, end: str, natures: Collection[str], office: str
) -> Iterator[Fact]:
    """Yield for each account the newest inspection of these natures that the office made.

    Its 监测时间点 lies in the span.
    """
    # columns beside a max() are those of its row
    cursor = db.conn.execute(
        f"""
        SELECT {_SHOWN}
        FROM ({_FACTS} WHERE f.live AND reference_date BETWEEN ? AND ?)
        WHERE nature IN (SELECT value FROM json_each(?)) AND office = ?
        GROUP BY account
        HAVING max(reference_date || coalesce(inspection_date, '') || id) IS NOT NULL
        """,
        [start, end, json.dumps(list(natures)), roots(db).get(office, office)],
    )
    yield from map(_fact, cursor.fetchall())


def made_on(db: Database, account: str, day: str, office: str) -> Iterator[tuple[str, str, Any]]:
    """Yield form (record id), 检查性质 and facts of what the office found of an account.

    Only inspections of that 监测时间点, oldest first.
    """
    known = roots(db)
    cursor = db.conn.execute(
        "SELECT i.form, f.nature, i.result FROM live_fact f JOIN inspection i ON i.id = f.id"
        " LEFT JOIN identity o ON o.id = f.office"
        " WHERE f.account IN (SELECT value FROM json_each(?)) AND f.reference_date = ?"
        " AND coalesce(o.root, f.office) = ? ORDER BY f.inspection_date, f.id",
        (json.dumps(members(db, account)), day, known.get(office, office)),
    )
    for form, nature, result in cursor.fetchall():
        yield known.get(form, form), nature, json.loads(result)


def latest_under(
    db: Database, form_id: str, span: tuple[str, str], natures: Collection[str], office: str
) -> dict[str, str]:
    """Return by account the newest inspection that the office made under any version of a form.

    Its 监测时间点 lies in the span, its nature is one of these.
    """
    cursor = db.conn.execute(
        f"""
        SELECT coalesce(y.root, f.account), f.id FROM live_fact f
        JOIN inspection i ON i.id = f.id JOIN form ON form.id = i.form
        LEFT JOIN identity y ON y.id = f.account LEFT JOIN identity o ON o.id = f.office
        WHERE form.form_id = ? AND f.reference_date BETWEEN ? AND ?
        AND f.nature IN (SELECT value FROM json_each(?)) AND coalesce(o.root, f.office) = ?
        ORDER BY {", ".join(f"f.{name}" for name in _AGE.split(", "))}
        """,
        (form_id, *span, json.dumps(list(natures)), roots(db).get(office, office)),
    )
    return dict(cursor.fetchall())


def ways(db: Database, inspections: Collection[str]) -> dict[str, str]:
    """Return by inspection how it came in (电子表格报送, 代录), where its office sent no data."""
    cursor = db.conn.execute(
        "SELECT id, result ->> '$.source.way' AS way FROM inspection"
        " WHERE id IN (SELECT value FROM json_each(?)) AND way IS NOT NULL",
        (json.dumps(list(inspections)),),
    )
    return dict(cursor.fetchall())


@dataclass(frozen=True)
class Finished:
    """A finished inspection with its facts and the form version it was made under."""

    id: str
    form: str
    nature: str
    reference_date: str
    result: dict[str, Any]


_FINISHED = (
    "FROM inspection i JOIN live_fact f ON f.id = i.id WHERE i.reference_date BETWEEN ? AND ?"
)


def finished(db: Database, start: str = "", end: str = "9999") -> Iterator[Finished]:
    """Yield the finished inspections whose 监测时间点 lies in the span, by id."""
    for id_, form, nature, day, result in db.conn.execute(
        f"SELECT i.id, i.form, i.nature, i.reference_date, i.result {_FINISHED} ORDER BY i.id",
        (start, end),
    ):
        yield Finished(id_, form, nature, day, json.loads(result))


def how_many_finished(db: Database, start: str, end: str) -> int:
    """Return how many `finished` yields."""
    count: int = db.conn.execute(f"SELECT count(*) {_FINISHED}", (start, end)).fetchone()[0]
    return count


def quarters(db: Database) -> list[str]:
    """Return the quarters (`2026Q4`) that finished inspections lie in, the latest first."""
    cursor = db.conn.execute(
        "SELECT DISTINCT substr(reference_date, 1, 4) || 'Q'"
        " || ((substr(reference_date, 6, 2) + 2) / 3) AS quarter"
        " FROM live_fact ORDER BY quarter DESC"
    )
    return [quarter for (quarter,) in cursor]


@dataclass(frozen=True)
class Looked:
    """A finished inspection and the person who entered it; `form` is the record id."""

    id: str
    account: str
    form: str
    form_id: str
    reference_date: str
    staff: str
    result: dict[str, Any]


_LOOKED = f"""
    SELECT i.id AS id, coalesce(y.root, f.account) AS account, i.form AS form,
        form.form_id AS form_id, f.reference_date AS day, {_ENTERED_BY} AS staff, i.result AS result
    FROM live_fact f
    JOIN inspection i ON i.id = f.id JOIN form ON form.id = i.form
    LEFT JOIN identity y ON y.id = f.account"""


def looked_more_than_once(db: Database, start: str, end: str) -> Iterator[Looked]:
    """Yield the inspections of the span that share account, form and 监测时间点 with another.

    They come in the order they were entered.
    """
    cursor = db.conn.execute(
        f"""
        SELECT id, account, form, form_id, day, staff, result FROM (
            SELECT *, count(*) OVER (PARTITION BY account, form_id, day) AS looks
            FROM ({_LOOKED} WHERE f.reference_date BETWEEN ? AND ?)
        ) WHERE looks > 1 ORDER BY id
        """,
        (start, end),
    )
    yield from map(_looked, cursor)


def looked_at(db: Database, inspection: str) -> Looked | None:
    """Return one finished inspection, None where there is none."""
    row = db.conn.execute(f"{_LOOKED} WHERE i.id = ?", (inspection,)).fetchone()
    return _looked(row) if row else None


def _looked(row: tuple[str, ...]) -> Looked:
    id_, account, form, form_id, day, staff, result = row
    return Looked(id_, account, form, form_id, day, staff, json.loads(result))
