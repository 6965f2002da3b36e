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
    """Who says what it has: its replica, its office, and how far its own chain was then."""

    replica: str
    office: str
    own_end: int


def acknowledge(db: Database, sender: Sender, held: Mapping[str, Held]) -> None:
    """Remember what a replica says it has. An earlier word, told by its own chain, changes nothing.

    Of two words at one length of its chain the smaller one stands: sending again costs nothing.
    """
    with write(db):
        (known,) = db.conn.execute(
            "SELECT max(own_end) FROM acknowledged WHERE sender = ?", (sender.replica,)
        ).fetchone()
        if known is not None and known > sender.own_end:
            return
        before = _words(db, [sender.replica]) if known == sender.own_end else []
        db.conn.execute("DELETE FROM acknowledged WHERE sender = ?", (sender.replica,))
        db.conn.executemany(
            "INSERT INTO acknowledged VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    sender.replica,
                    replica,
                    sender.office,
                    sender.own_end,
                    word.counter,
                    json.dumps(word.lacking),
                )
                for replica, word in _least([*before, held]).items()
                if word.counter
            ],
        )


def acknowledged(db: Database, offices: Iterable[str]) -> dict[str, Held]:
    """Return what all replicas of an office have, given the records that are that office."""
    asked = json.dumps(list(offices))
    senders = db.conn.execute(
        "SELECT DISTINCT sender FROM acknowledged WHERE office IN (SELECT value FROM json_each(?))",
        (asked,),
    ).fetchall()
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
