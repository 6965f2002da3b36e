"""The lines of the register as lists show them, kept so that a million are searched and sorted.

A line follows from its account, from those it was joined with, from its owner's name and from its
last inspection that decides. What a fold touches is collected as it stood before and as it stands
after, so that no line is left behind that follows from something else by now.
"""

from govmedia_desktop.domain.accounts import PLATFORM_LABELS, AccountKind, Platform, Status
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.lifecycle import LifeCheck
from govmedia_desktop.domain.listing import NEVER_CHECKED, NOT_FILLED, SORTED_BY, SOUGHT
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.domain.wordings import words_for
from govmedia_desktop.store.connection import Database, run
from govmedia_desktop.store.identity import roots_among

LINES, GRAMS = "register_line", "register_gram"
FOLLOW_FROM = frozenset(("account", "office", "inspection"))
"""The kinds of records that a line tells of."""
SHOWN = (
    "id, name, platform, owner, status, last_update, told, comments, kind, conclusion"  # as `Line`
)
TOLD = {
    LINES: f"SELECT {SHOWN}, sought FROM {LINES}",
    GRAMS: f"SELECT l.id FROM {GRAMS} g LEFT JOIN {LINES} l ON l.number = g.rowid",
}
"""What of these tables two states are compared by; of the index, of which lines it knows."""
FEW_WORDS = ("platform", "status", "told", "kind")
"""The fields that say one of few things: the index knows each line by these words too."""
BY_MONTHS = "last_update"
"""The field by the months of which the index knows each line."""
MONTH = len("2026-10")
NARROW = ("owner", "name", "last_update", "comments")
"""The fields that lines found are sorted by: with their numbers they have an index of their own."""
ODDLY_SPELT = "name GLOB '*[^0-9a-z一-龥]*'"
"""Of which names `clean_name` may make others: not of small letters, digits and common Chinese."""


def grams_said(sought: str) -> str:
    """Return the expression of all that the index knows of a line `l`, with what is sought in it.

    A field's word is its name's letters and the bytes of what it says: nothing that is sought.
    """
    fields = (*FEW_WORDS, BY_MONTHS)
    said = " || ".join(f"' {_called(field)}' || hex({told_of(field)})" for field in fields)
    return f"index_of({sought}) || {said}"


def told_of(field: str) -> str:
    """Return the expression of what those lines `l` have in common that are read together."""
    return f"substr(l.{field}, 1, {MONTH})" if field == BY_MONTHS else f"l.{field}"


def said(field: str, value: str) -> str:
    """Return the word by which the index knows the lines of which a field says this (a month)."""
    return _called(field) + value.encode(errors="surrogatepass").hex()


def _called(field: str) -> str:
    return field.replace("_", "")


def _index(field: str) -> str:
    ties = ", ".join(dict.fromkeys((field, "owner", "name")))
    return f"CREATE INDEX line_{field} ON {LINES} ({ties})"


SCRIPT = ";\n".join(
    [
        f"""CREATE TABLE {LINES} (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    platform TEXT NOT NULL,
    owner TEXT NOT NULL,
    status TEXT NOT NULL,
    last_update TEXT NOT NULL,
    told TEXT NOT NULL,
    comments TEXT NOT NULL,
    kind TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    sought TEXT NOT NULL
) STRICT""",
        *map(_index, SORTED_BY),
        # what is found comes by number: there the narrow entries lie close together
        f"CREATE INDEX line_numbered ON {LINES} (number, {', '.join(NARROW)})",
        f"CREATE INDEX line_oddly_spelt ON {LINES} (name) WHERE {ODDLY_SPELT}",
        # parts, characters and pairs, not FTS5's trigrams: Chinese words have two characters
        f"CREATE VIRTUAL TABLE {GRAMS} USING fts5 (grams, content='', detail=none, tokenize=ascii)",
    ]
)

_TABLES = f"""
CREATE TEMP TABLE IF NOT EXISTS joined (id TEXT PRIMARY KEY, root TEXT);
CREATE INDEX IF NOT EXISTS temp.joined_root ON joined (root);
CREATE TEMP TABLE IF NOT EXISTS kin (id TEXT PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS stale (id TEXT PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS member (
    root TEXT, id TEXT, alone, PRIMARY KEY (root, id)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS called (id TEXT PRIMARY KEY, name TEXT);
CREATE TEMP TABLE IF NOT EXISTS outdated (number INTEGER PRIMARY KEY, grams TEXT);
CREATE TEMP TABLE IF NOT EXISTS fresh ({SHOWN.replace("id,", "id TEXT PRIMARY KEY,", 1)}, sought)
"""

_COLLECT = (
    "DELETE FROM temp.joined",
    f"INSERT INTO temp.joined {roots_among(('account', 'office'))}",
    "DELETE FROM temp.kin",
    """
    INSERT OR IGNORE INTO temp.kin
    SELECT record FROM temp.touched
    UNION ALL SELECT j.id FROM temp.touched t CROSS JOIN temp.joined j ON j.root = t.record
    UNION ALL SELECT j.root FROM temp.touched t CROSS JOIN temp.joined j ON j.id = t.record
    UNION ALL SELECT o.id FROM temp.touched t CROSS JOIN temp.joined j ON j.id = t.record
        CROSS JOIN temp.joined o ON o.root = j.root
    """,
    """
    INSERT OR IGNORE INTO temp.stale
    SELECT a.id FROM temp.kin k CROSS JOIN account a ON a.id = k.id
    UNION ALL SELECT a.id FROM temp.kin k CROSS JOIN account a ON a.owner = k.id
    UNION ALL SELECT f.account FROM temp.touched t CROSS JOIN inspection_fact f ON f.id = t.record
        WHERE f.account IS NOT NULL
    """,
    """
    INSERT OR IGNORE INTO temp.stale
    SELECT j.root FROM temp.stale s CROSS JOIN temp.joined j ON j.id = s.id
    """,
)

_MEMBERS = """
    INSERT OR IGNORE INTO temp.member
    SELECT j.root, j.id, 0 FROM temp.stale s CROSS JOIN temp.joined j ON j.root = s.id
    UNION ALL
    SELECT s.id, s.id, NOT EXISTS (SELECT 1 FROM temp.joined j WHERE j.root = s.id)
    FROM temp.stale s WHERE NOT EXISTS (SELECT 1 FROM temp.joined j WHERE j.id = s.id)
"""


def _first(field: str) -> str:
    """Return what an account and those joined with it say first, in the order of their ids."""
    told = f"min(a.id || char(31) || a.{field})"
    return f"substr({told}, instr({told}, char(31)) + 1)"


_FIELDS = (
    "name",
    "platform",
    "owner",
    "status",
    "last_update",
    "comments",
    "kind",
    "platform_id",
)
_MERGED = f"""
    SELECT a.id, {", ".join(f"a.{name}" for name in _FIELDS)}
    FROM temp.member g CROSS JOIN account a ON a.id = g.id AND NOT a.deleted
    WHERE g.alone
    UNION ALL
    SELECT g.root, {", ".join(map(_first, _FIELDS))}
    FROM temp.member g CROSS JOIN account a ON a.id = g.id AND NOT a.deleted
    WHERE NOT g.alone GROUP BY g.root
"""
_CALLED = """
    INSERT OR IGNORE INTO temp.called
    SELECT w.owner, (
        SELECT o.name FROM (
            SELECT coalesce(j.root, w.owner) AS id UNION
            SELECT s.id FROM temp.joined s WHERE s.root = coalesce(j.root, w.owner)
        ) g CROSS JOIN office o ON o.id = g.id AND NOT o.deleted AND o.name IS NOT NULL
        ORDER BY o.id LIMIT 1)
    FROM (SELECT DISTINCT a.owner FROM temp.member g CROSS JOIN account a ON a.id = g.id
        WHERE a.owner IS NOT NULL) w
    LEFT JOIN temp.joined j ON j.id = w.owner
"""
_OWN = words_for("", Nature.SELF)
_NO_RATE = ", ".join(f"'{nature.value}'" for nature in Nature if not nature.enters_rate)
_LIFE = ", ".join(f"'{check.value}'" for check in LifeCheck)
_LAST = f"""(
    SELECT f.rowid FROM temp.member g CROSS JOIN inspection_fact f ON f.account = g.id
    WHERE g.root = m.id AND f.live AND f.reference_date BETWEEN '' AND '9999'
        AND NOT (f.conclusion = '{Conclusion.PASSED}' AND coalesce(f.nature, '') IN ({_NO_RATE})
            AND EXISTS (SELECT 1 FROM inspection i JOIN form ON form.id = i.form
                WHERE i.id = f.id AND form.form_id IN ({_LIFE})))
    ORDER BY f.reference_date DESC, f.inspection_date DESC, f.id DESC LIMIT 1)"""
"""An opening or closing check without a veto decides nothing (see `account_history`)."""


def _known(column: str, words: dict[str, str], otherwise: str) -> str:
    """Return the statement's word for a stored value; one of a newer program reads as the rest."""
    cases = " ".join(f"WHEN '{value}' THEN '{word}'" for value, word in words.items())
    return f"CASE m.{column} {cases} ELSE '{otherwise}' END AS {column}"


_PLATFORM = _known(
    "platform",
    {code.value: word for code, word in PLATFORM_LABELS.items()},
    Platform.OTHER.label,
)
_WORD = f"""CASE nature WHEN '{Nature.SELF}' THEN
    CASE conclusion {" ".join(f"WHEN '{c}' THEN '{_OWN.of(c)}'" for c in Conclusion)} END
    ELSE conclusion END"""
_STATUS = _known("status", {s.value: s.value for s in Status}, Status.RUNNING.value)
_KIND = _known("kind", {k.value: k.value for k in AccountKind}, AccountKind.PUBLISHING.value)
_NOT_EMPTY = {
    field: f"CASE {field} WHEN '' THEN '{NOT_FILLED}' ELSE {field} END"
    for field in ("owner", "last_update")
}
_SOUGHT = " || char(10) || ".join(_NOT_EMPTY.get(field, field) for field in SOUGHT)
_COUNTING = ", ".join(f"'{status.value}'" for status in Status if status.counts)
FRESH = f"""
    INSERT INTO temp.fresh
    WITH merged (id, {", ".join(_FIELDS)}) AS ({_MERGED}),
    said AS (
        SELECT m.id, m.name, {_PLATFORM}, coalesce(c.name, '') AS owner, {_STATUS},
            CASE WHEN is_day(m.last_update) THEN m.last_update ELSE '' END AS last_update,
            coalesce(m.comments, '') AS comments, {_KIND},
            coalesce(m.platform_id, '') AS platform_id, f.conclusion, f.unconfirmed,
            f.score, f.nature
        FROM merged m LEFT JOIN temp.called c ON c.id = m.owner
        LEFT JOIN inspection_fact f ON f.rowid = {_LAST}
        WHERE m.name <> ''
    ),
    told AS (
        SELECT *, CASE WHEN conclusion IS NOT NULL THEN {_WORD}
            || CASE WHEN unconfirmed THEN '·待核实' ELSE '' END
            || CASE WHEN score <> '' THEN ' ' || score || '分' ELSE '' END
            WHEN status IN ({_COUNTING}) THEN '{NEVER_CHECKED}' ELSE '' END AS told
        FROM said
    )
    SELECT id, name, platform, owner, status, last_update, told, comments, kind,
        coalesce(conclusion, ''), casefolded({_SOUGHT})
    FROM told
"""
_SAME = " AND ".join(f"f.{c} = l.{c}" for c in ("sought", *SHOWN.split(", ")))
_REPLACE = (
    f"""
    INSERT INTO temp.outdated
    SELECT l.number, {grams_said("l.sought")} FROM temp.stale s CROSS JOIN {LINES} l ON l.id = s.id
    WHERE NOT EXISTS (SELECT 1 FROM temp.fresh f WHERE f.id = l.id AND {_SAME})
    """,
    # without content of its own the index is told what stood there
    f"""
    INSERT INTO {GRAMS} ({GRAMS}, rowid, grams)
    SELECT 'delete', number, grams FROM temp.outdated
    """,
    f"DELETE FROM {LINES} WHERE number IN (SELECT number FROM temp.outdated)",
    f"DELETE FROM temp.fresh AS f WHERE EXISTS (SELECT 1 FROM {LINES} l WHERE l.id = f.id)",
    f"INSERT INTO {LINES} ({SHOWN}, sought) SELECT {SHOWN}, sought FROM temp.fresh ORDER BY id",
    f"""
    INSERT INTO {GRAMS} (rowid, grams)
    SELECT l.number, {grams_said("l.sought")} FROM temp.fresh f CROSS JOIN {LINES} l ON l.id = f.id
    """,
)


def begin(db: Database) -> None:
    """Begin with no line to be made anew."""
    run(db, _TABLES.strip())
    for table in ("stale", "member", "called", "outdated", "fresh"):
        db.conn.execute(f"DELETE FROM temp.{table}")


def collect(db: Database) -> None:
    """Note the accounts whose lines may follow from a record of `temp.touched`, as it stands."""
    for statement in _COLLECT:
        db.conn.execute(statement)


def renew(db: Database) -> None:
    """Make the lines of all that was collected anew; those that stay the same are not written."""
    for statement in (_MEMBERS, _CALLED, FRESH, *_REPLACE):
        db.conn.execute(statement)
