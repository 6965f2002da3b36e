"""What other offices say they have: by each of their replicas, as of its latest word."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govmedia_desktop.store.connection import Database, write

Runs = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Held:
    """How far a replica's chain is known somewhere, and the runs known by their hashes only."""

    counter: int
    lacking: Runs = ()


@dataclass(frozen=True)
class Sender:
    """Who says what it has: its replica, its office, and how far its own chain was then.

    `said`: how many files it had written before. `former`: replicas that its folder was before it
    was restored.
    """

    replica: str
    office: str
    own_end: int
    said: int = 0
    former: tuple[str, ...] = ()


def acknowledge(db: Database, sender: Sender, held: Mapping[str, Held]) -> None:
    """Remember what a replica says it has. An earlier word changes nothing.

    Which is earlier is told by the length of its own chain, then by how many files it had written.
    Of two words that came with one sending the smaller one stands: sending again costs nothing.
    """
    with write(db):
        known = _latest(db, sender.replica)
        if known > (sender.own_end, sender.said):
            return
        same = known == (sender.own_end, sender.said)
        before = filter(None, _words(db, [sender.replica]) if same else [])
        db.conn.execute("DELETE FROM acknowledged WHERE sender = ?", (sender.replica,))
        db.conn.executemany(
            "INSERT INTO acknowledged (sender, replica, office, own_end, counter, lacking, said)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    sender.replica,
                    replica,
                    sender.office,
                    sender.own_end,
                    word.counter,
                    json.dumps(word.lacking),
                    sender.said,
                )
                for replica, word in _least([*before, held]).items()
                if word.counter
            ],
        )
        db.conn.executemany(
            "INSERT OR IGNORE INTO succeeded VALUES (?, ?)",
            [(sender.replica, former) for former in sender.former],
        )


def own_end(db: Database, sender: str) -> int:
    """Return how long a replica's own chain was at its latest word, 0 where it has said none."""
    return _latest(db, sender)[0]


def _latest(db: Database, sender: str) -> tuple[int, int]:
    row = db.conn.execute(
        "SELECT own_end, said FROM acknowledged WHERE sender = ?"
        " ORDER BY own_end DESC, said DESC LIMIT 1",
        (sender,),
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


_SENDERS = """
    SELECT DISTINCT sender FROM acknowledged a
    WHERE office IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
        SELECT 1 FROM succeeded s JOIN acknowledged later
        ON later.sender = s.sender AND later.replica = a.sender AND later.office = a.office
        WHERE s.former = a.sender AND later.counter >= a.own_end)
"""


def acknowledged(db: Database, offices: Iterable[str]) -> dict[str, Held]:
    """Return what all replicas of an office have, given the records that are that office.

    A replica that its folder is no more, since it was restored, is asked no more; if it goes on
    writing elsewhere after all, it is.
    """
    senders = db.conn.execute(_SENDERS, (json.dumps(list(offices)),)).fetchall()
    return _least(_words(db, [sender for (sender,) in senders]))


def _words(db: Database, senders: Iterable[str]) -> list[Mapping[str, Held]]:
    return [
        {
            replica: Held(counter, tuple((a, b) for a, b in json.loads(runs)))
            for replica, counter, runs in db.conn.execute(
                "SELECT replica, counter, lacking FROM acknowledged WHERE sender = ?", (sender,)
            )
        }
        for sender in senders
    ]


def _least(words: list[Mapping[str, Held]]) -> dict[str, Held]:
    """Return what every one of them has."""
    everywhere = set.intersection(*map(set, words)) if words else set()
    return {
        replica: Held(
            min(word[replica].counter for word in words),
            tuple(sorted({run for word in words for run in word[replica].lacking})),
        )
        for replica in everywhere
    }
