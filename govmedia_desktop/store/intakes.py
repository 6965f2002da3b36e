"""Taking in other replicas' revisions, withdrawing them, and the ledger of both."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govmedia_desktop.domain.revisions import body_hash, first_link, next_link
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.connection import Database, write
from govmedia_desktop.store.journal import Effect, insert, last_seq, take_effect
from govmedia_desktop.store.projection import project


@dataclass(frozen=True)
class Received:
    """What taking in lines did: how many were new, here already, held; and what it did to rows."""

    new: int
    already: int
    held: int
    effect: Effect


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


def ledger(db: Database) -> list[Intake]:
    """Return the files taken in, newest first."""
    rows = db.query("SELECT * FROM intake ORDER BY taken_at DESC, id DESC")
    return [Intake(**{**row, "counts": json.loads(row["counts"])}) for row in rows]


def acknowledge(db: Database, office: str, held: Mapping[str, int]) -> None:
    """Remember up to which counter of each replica an office says it holds everything."""
    with write(db):
        db.conn.executemany(
            "INSERT INTO acknowledged VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET counter = max(counter, excluded.counter)",
            [(office, replica, counter) for replica, counter in held.items()],
        )


def acknowledged(db: Database, offices: Iterable[str]) -> dict[str, int]:
    """Return what any of these records of an office acknowledged, by replica."""
    asked = json.dumps(list(offices))
    return dict(
        db.conn.execute(
            "SELECT replica, max(counter) FROM acknowledged"
            " WHERE office IN (SELECT value FROM json_each(?)) GROUP BY replica",
            (asked,),
        ).fetchall()
    )


def receive(
    db: Database, bodies: Iterable[str], begins: Mapping[str, str], intake: str
) -> Received:
    """Take in verified lines, ordered by replica and counter; lines already here change nothing.

    `begins` gives per replica the link before its first line. Raises `RefusedError` where a line
    contradicts one that is here (two folders share a replica) or does not join its chain.
    """
    with write(db):
        after = last_seq(db)
        new = already = 0
        revived: set[str] = set()
        for body, link, stored in _linked(db, bodies, begins):
            if stored is None:
                insert(db, body, link, intake)
                new += 1
            elif stored == "withdrawn":
                revived.add(link)
                new += 1
            else:
                already += 1
        _revive(db, revived, intake)
        effect = take_effect(db, after)
        (held,) = db.conn.execute(
            "SELECT count(*) FROM revision WHERE state = 'held' AND intake = ?", (intake,)
        ).fetchone()
    return Received(new, already, held, effect)


def withdraw(db: Database, intake: str) -> set[str]:
    """Withdraw an intake's revisions and fold their records again; return those records.

    Raises `RefusedError` where an applied revision outside the intake replaces or refers to one.
    """
    with write(db):
        in_the_way = db.conn.execute(
            """
            SELECT count(DISTINCT b.record) FROM revision r
            JOIN seen s ON s.target = r.id JOIN revision b ON b.seq = s.seq
            WHERE r.intake = :intake AND b.state = 'applied' AND b.intake IS NOT :intake
            """,
            {"intake": intake},
        ).fetchone()[0]
        if in_the_way:
            raise RefusedError(
                f"这次接收之后，已有{in_the_way}条记录在其基础上作了修改，不能撤回；未作任何改动。"
            )
        cursor = db.conn.execute(
            "UPDATE revision SET state = 'withdrawn' WHERE intake = ? RETURNING record", (intake,)
        )
        records = {record for (record,) in cursor}
        db.conn.execute("UPDATE intake SET state = 'withdrawn' WHERE id = ?", (intake,))
        project(db, records)
    return records


def _linked(
    db: Database, bodies_: Iterable[str], begins: Mapping[str, str]
) -> Iterator[tuple[str, str, str | None]]:
    """Yield each line with its link and the state of the equal line here, if there is one."""
    replica, counter, link = "", 0, ""
    for body in bodies_:
        head = json.loads(body)
        if head["replica"] != replica:
            replica = head["replica"]
            counter = head["counter"] - 1
            link = _joined(db, replica, counter, begins[replica])
        counter, link = head["counter"], next_link(link, body_hash(body))
        stored = db.conn.execute(
            "SELECT link, state FROM revision WHERE replica = ? AND counter = ?",
            (replica, counter),
        ).fetchone()
        if stored is not None and stored[0] != link:
            raise RefusedError(
                "文件与本机已有的记录矛盾：两个数据文件夹用了同一个编号（可能是复制的），"
                "未接收任何内容；请联系报送单位重新建立数据文件夹后再报。"
            )
        yield body, link, stored[1] if stored else None


def _joined(db: Database, replica: str, before: int, begins: str) -> str:
    row = db.conn.execute(
        "SELECT link FROM revision WHERE replica = ? AND counter = ?", (replica, before)
    ).fetchone()
    if before and row is None:
        raise RefusedError(
            f"缺少此前的文件（第1至{before}条记录还没有收到），未接收任何内容；"
            "请先接收之前的文件，或请对方导出全部数据。"
        )
    if (row[0] if row else first_link(replica)) != begins:
        raise RefusedError(
            "文件与本机已有的记录接不上，未接收任何内容；请对方导出全部数据后重新发送。"
        )
    return begins


def _revive(db: Database, links: Iterable[str], intake: str) -> None:
    db.conn.executemany(
        "UPDATE revision SET state = 'held', intake = ? WHERE link = ?",
        ((intake, link) for link in links),
    )
