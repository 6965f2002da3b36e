"""Keys: the data folder's own secret one, and those that sign the files of other offices."""

import json
from collections.abc import Iterable

from govmedia_desktop.store.connection import Database, write

SIGNING_SEED = "signing_seed"

# a key stands while a file signed with it stands taken in
_KNOWN = """
    SELECT k.key FROM office_key k JOIN intake i ON i.id = k.intake AND i.state = 'taken_in'
    WHERE k.office IN (SELECT value FROM json_each(:offices))
    UNION
    SELECT s.public FROM signing_key s
    JOIN revision r ON r.record = s.id AND r.state = 'applied'
    JOIN intake i ON i.id = r.intake AND i.state = 'taken_in'
    JOIN office_key k ON k.intake = i.id
    WHERE NOT s.deleted AND s.office IN (SELECT value FROM json_each(:offices))
    AND k.office IN (SELECT value FROM json_each(:vouchers))
"""


def own_seed(db: Database) -> bytes | None:
    """Return the folder's own secret key, None where none was made yet."""
    row = db.conn.execute("SELECT value FROM local WHERE name = ?", (SIGNING_SEED,)).fetchone()
    return bytes.fromhex(row[0]) if row else None


def keep_seed(db: Database, seed: bytes) -> None:
    """Keep the folder's own secret key; it is in backups, never in a file that goes out."""
    with write(db):
        db.conn.execute("INSERT INTO local VALUES (?, ?)", (SIGNING_SEED, seed.hex()))


def remember_key(db: Database, office: str, key: str, intake: str) -> None:
    """Remember that the file of that intake, from that office, was signed with the key (hex)."""
    with write(db):
        db.conn.execute("INSERT OR IGNORE INTO office_key VALUES (?, ?, ?)", (office, key, intake))


def known_keys(db: Database, offices: Iterable[str], vouchers: Iterable[str]) -> set[str]:
    """Return the keys known of an office, given the records that are it.

    Known are those that its files were signed with, and those that signed files of the offices
    `vouchers` name as its own.
    """
    asked = {"offices": json.dumps(list(offices)), "vouchers": json.dumps(list(vouchers))}
    return {key for (key,) in db.conn.execute(_KNOWN, asked) if key}
