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
from govmedia_desktop.store.journal import Effect, Row, insert, last_seq, row_of, take_effect

_CONTRADICTION = (
    "文件与本机已有的记录矛盾：两个数据文件夹用了同一个编号（可能是复制的），"
    "未接收任何内容；请联系报送单位重新建立数据文件夹后再报。"
)
_MISSING = (
    "缺少此前的文件（第1至{}条记录还没有收到），未接收任何内容；"
    "请先接收之前的文件，或请对方导出全部数据。"
)

_AT_A_TIME = 1000
"""Lines that are looked up, or stored, by one statement."""
_STANDING = """
    SELECT counter, link, state FROM revision
    WHERE replica = :replica AND counter BETWEEN :first AND :last
    UNION ALL SELECT counter, link, 'stub' FROM stub
    WHERE replica = :replica AND counter BETWEEN :first AND :last
"""


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
    part: str = ""
    """Which part of which series it is, as JSON; empty for a file that was not split."""
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
        waiting = _Waiting(db)
        for line in itertools.chain(_linked(db, arriving), _late(waiting, arriving.late)):
            if line.known is None or line.known == "stub":
                _put(waiting, line, intake)
            elif line.known == "withdrawn" and not line.is_stub:  # a hash alone brings nothing back
                revived.add(line.link)
            arrived = not line.is_stub and line.known in (None, "stub", "withdrawn")
            new, already = new + arrived, already + (not line.is_stub and not arrived)
            lines += not line.is_late
        waiting.store()
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
    told: Mapping[str, Any]
    known: str | None
    """State of the revision that is here, `stub`, or None."""
    is_late: bool = False

    @property
    def is_stub(self) -> bool:
        """Whether it is the hash of a line alone."""
        return "hash" in self.told


class _Waiting:
    """Lines to be stored, many at a time."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) == _AT_A_TIME:
            self.store()

    def store(self) -> None:
        insert(self.db, self._rows)
        self._rows.clear()


class _Here:
    """What of a replica's chain is here, read some counters at a time."""

    def __init__(self, db: Database, stretch: int = _AT_A_TIME) -> None:
        self._db, self._stretch = db, stretch
        self._replica, self._read = "", range(0)
        self._lines: dict[int, tuple[str, str]] = {}

    def standing(self, replica: str, counter: int) -> tuple[str, str | None]:
        """Return link and state of a line, as `_standing`."""
        if replica != self._replica or counter not in self._read:
            self._replica, self._read = replica, range(counter, counter + self._stretch)
            asked = {"replica": replica, "first": counter, "last": self._read[-1]}
            found = self._db.conn.execute(_STANDING, asked)
            self._lines = {number: (link, state) for number, link, state in found}
        return self._lines.get(counter, ("", None))


def _linked(db: Database, arriving: Arriving) -> Iterator[_Line]:
    """Yield each line with its link, checked against what is here."""
    replica, link, here = "", "", _Here(db)
    for text in arriving.lines:
        told = tail_of(text)
        if told["replica"] != replica:
            replica = told["replica"]
            link = _joined(db, replica, told["counter"] - 1, arriving.begins[replica])
        hashed = told.get("hash") or body_hash(text)
        link = next_link(link, hashed)
        stored, known = here.standing(replica, told["counter"])
        if known is not None and stored != link:
            raise RefusedError(_CONTRADICTION)
        yield _Line(text, hashed, link, told, known)


def _late(waiting: _Waiting, texts: Iterable[str]) -> Iterator[_Line]:
    """Yield the lines of which the hash is here already. Raises `RefusedError` for any other."""
    db = waiting.db
    for text in texts:
        waiting.store()  # the line before this one may have come just now
        told, hashed = tail_of(text), body_hash(text)
        link, known = _standing(db, told["replica"], told["counter"])
        before = chains.link_at(db, told["replica"], told["counter"] - 1)
        if known is None or before is None:
            raise RefusedError(_MISSING.format(told["counter"] - 1))
        if next_link(before, hashed) != link:
            raise RefusedError(_CONTRADICTION)
        yield _Line(text, hashed, link, told, known, is_late=True)


def _standing(db: Database, replica: str, counter: int) -> tuple[str, str | None]:
    """Return link and state of a line that is here, `stub` where only its hash is; else nothing."""
    return _Here(db, 1).standing(replica, counter)


def _put(waiting: _Waiting, line: _Line, intake: str) -> None:
    db = waiting.db
    place = (line.told["replica"], line.told["counter"])
    if line.is_stub:
        row = (*place, line.hash, line.link)
        db.conn.execute("INSERT OR IGNORE INTO stub VALUES (?, ?, ?, ?)", row)
        return
    if line.known == "stub":
        db.conn.execute("DELETE FROM stub WHERE replica = ? AND counter = ?", place)
    waiting.add(row_of(line.text, line.hash, line.link, intake, line.told))


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
