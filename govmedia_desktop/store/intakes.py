"""Taking in other replicas' revisions, and the ledger of it."""

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govmedia_desktop.domain.revisions import body_hash, next_link, tail_of
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import chains
from govmedia_desktop.store.connection import Database, write
from govmedia_desktop.store.journal import Effect, insert, last_seq, take_effect

_CONTRADICTION = (
    "文件与本机已有的记录矛盾：两个数据文件夹用了同一个编号（可能是复制的），"
    "未接收任何内容；请联系报送单位重新建立数据文件夹后再报。"
)
_MISSING = (
    "缺少此前的文件（第1至{}条记录还没有收到），未接收任何内容；"
    "请先接收之前的文件，或请对方导出全部数据。"
)


@dataclass(frozen=True)
class Received:
    """What taking in lines did: how many were new, here already, held; and what it did to rows.

    `lines`: how many there were in order, stubs among them.
    """

    new: int
    already: int
    held: int
    effect: Effect
    lines: int


@dataclass(frozen=True)
class Intake:
    """One line of the ledger of files taken in."""

    id: str
    package: str
    sha256: str
    file_name: str
    sender_replica: str
    sender_office: str
    taken_at: str
    staff: str
    receiver: str = ""
    """The replica that took it in: its revisions in this intake are those that the import made."""
    state: str = "taken_in"
    counts: Mapping[str, int] | None = None


def enter(db: Database, intake: Intake) -> None:
    """Enter or complete a line of the ledger."""
    with write(db):
        values = {**vars(intake), "counts": json.dumps(intake.counts or {})}
        db.conn.execute(
            f"INSERT INTO intake ({', '.join(values)}) VALUES (:{', :'.join(values)})"
            " ON CONFLICT (id) DO UPDATE SET counts = excluded.counts",
            values,
        )


def standing_intake(db: Database, package: str) -> Intake | None:
    """Return the ledger's line of a file that stands taken in, by the file's own number."""
    asked = "SELECT * FROM intake WHERE package = ? AND state = 'taken_in'"
    found = list(db.query(asked, [package]))
    return _intake(found[0]) if found else None


def ledger(db: Database) -> list[Intake]:
    """Return the files taken in, newest first."""
    rows = db.query("SELECT * FROM intake ORDER BY taken_at DESC, id DESC")
    return [_intake(row) for row in rows]


def _intake(row: dict[str, Any]) -> Intake:
    return Intake(**{**row, "counts": json.loads(row["counts"])})


@dataclass(frozen=True)
class Arriving:
    """What a file brings: lines ordered by replica and counter, and lines that come late.

    `begins` gives per replica the link before its first line. `late` are revisions of which only
    the hash has been here so far.
    """

    lines: Iterable[str]
    begins: Mapping[str, str]
    late: Iterable[str] = ()


def receive(db: Database, arriving: Arriving, intake: str) -> Received:
    """Take in verified lines; what is here already changes nothing.

    Raises `RefusedError` where a line contradicts one that is here (two folders share a replica)
    or does not join its chain. Where earlier lines have not come yet, a gap stands until they do.
    """
    with write(db):
        after = last_seq(db)
        new = already = lines = 0
        revived: set[str] = set()
        for line in itertools.chain(_linked(db, arriving), _late(db, arriving.late)):
            if line.known is None or line.known == "stub":
                _put(db, line, intake)
            elif line.known == "withdrawn" and not line.is_stub:  # a hash alone brings nothing back
                revived.add(line.link)
            arrived = not line.is_stub and line.known in (None, "stub", "withdrawn")
            new, already = new + arrived, already + (not line.is_stub and not arrived)
            lines += not line.is_late
        _close_gaps(db)
        _revive(db, revived, intake)
        effect = take_effect(db, after)
        (held,) = db.conn.execute(
            "SELECT count(*) FROM revision WHERE state = 'held' AND intake = ?", (intake,)
        ).fetchone()
    return Received(new, already, held, effect, lines)


@dataclass(frozen=True)
class _Line:
    """A line with its hash and link; `known` is what stands here in its place."""

    text: str
    hash: str
    link: str
    replica: str
    counter: int
    is_stub: bool
    known: str | None
    """State of the revision that is here, `stub`, or None."""
    is_late: bool = False


def _linked(db: Database, arriving: Arriving) -> Iterator[_Line]:
    """Yield each line with its link, checked against what is here."""
    replica, link = "", ""
    for text in arriving.lines:
        head = tail_of(text)
        if head["replica"] != replica:
            replica = head["replica"]
            link = _joined(db, replica, head["counter"] - 1, arriving.begins[replica])
        counter, is_stub = head["counter"], "hash" in head
        hashed = head["hash"] if is_stub else body_hash(text)
        link = next_link(link, hashed)
        stored, known = _standing(db, replica, counter)
        if known is not None and stored != link:
            raise RefusedError(_CONTRADICTION)
        yield _Line(text, hashed, link, replica, counter, is_stub, known)


def _late(db: Database, texts: Iterable[str]) -> Iterator[_Line]:
    """Yield the lines of which the hash is here already. Raises `RefusedError` for any other."""
    for text in texts:
        head, hashed = tail_of(text), body_hash(text)
        link, known = _standing(db, head["replica"], head["counter"])
        before = chains.link_at(db, head["replica"], head["counter"] - 1)
        if known is None or before is None:
            raise RefusedError(_MISSING.format(head["counter"] - 1))
        if next_link(before, hashed) != link:
            raise RefusedError(_CONTRADICTION)
        yield _Line(text, hashed, link, head["replica"], head["counter"], False, known, True)


def _standing(db: Database, replica: str, counter: int) -> tuple[str, str | None]:
    row = db.conn.execute(
        """
        SELECT link, state FROM revision WHERE replica = :replica AND counter = :counter
        UNION ALL SELECT link, 'stub' FROM stub WHERE replica = :replica AND counter = :counter
        """,
        {"replica": replica, "counter": counter},
    ).fetchone()
    return (row[0], row[1]) if row else ("", None)


def _put(db: Database, line: _Line, intake: str) -> None:
    if line.is_stub:
        db.conn.execute(
            "INSERT OR IGNORE INTO stub VALUES (?, ?, ?, ?)",
            (line.replica, line.counter, line.hash, line.link),
        )
        return
    if line.known == "stub":
        db.conn.execute(
            "DELETE FROM stub WHERE replica = ? AND counter = ?", (line.replica, line.counter)
        )
    insert(db, line.text, line.link, intake, line.hash)


def _joined(db: Database, replica: str, before: int, begins: str) -> str:
    """Return the link a run begins at; where it is not known here, remember it with the gap."""
    known = chains.link_at(db, replica, before)
    if known is None:
        db.conn.execute("INSERT INTO gap VALUES (?, ?, ?)", (replica, before, begins))
    elif known != begins:
        raise RefusedError(
            "文件与本机已有的记录接不上，未接收任何内容；请对方导出全部数据后重新发送。"
        )
    return begins


def _close_gaps(db: Database) -> None:
    """Forget the gaps that are filled now. Raises `RefusedError` where the ends do not meet."""
    filled = [
        (replica, before, link)
        for replica, before, link in db.conn.execute("SELECT * FROM gap").fetchall()
        if (met := _standing(db, replica, before)[0]) and _meet(met, link)
    ]
    db.conn.executemany("DELETE FROM gap WHERE replica = ? AND before = ? AND link = ?", filled)


def _meet(met: str, expected: str) -> bool:
    if met != expected:
        raise RefusedError(_CONTRADICTION)
    return True


def _revive(db: Database, links: Iterable[str], intake: str) -> None:
    db.conn.executemany(
        "UPDATE revision SET state = 'held', intake = ? WHERE link = ?",
        ((intake, link) for link in links),
    )
