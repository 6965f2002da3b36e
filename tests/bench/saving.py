"""One acknowledged answer against a bare durable transaction on the same disk."""

import time
from contextlib import closing
from pathlib import Path

from govmedia_desktop.store.connection import connect
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from tests.bench.filling import STAFF
from tests.bench.measuring import Claim, Measured, measured

PATH = "/data/response/interaction"


def answer_saved(county: Path) -> list[Measured]:
    """Measure it, one save of each in turn: what an fsync takes varies widely."""
    with (
        open_desk(county, STAFF) as desk,
        closing(connect(county.parent / "bare.db").conn) as bare,
    ):
        account = desk.db.conn.execute("SELECT min(id) FROM account").fetchone()[0]
        inspection = begin(desk, Occasion(account, "national-2019"))
        bare.execute("CREATE TABLE answer (path TEXT PRIMARY KEY, value TEXT) STRICT")
        values = ["yes", "no"]

        def ours() -> float:
            values.reverse()
            begun = time.perf_counter()
            refusal = inspection.answer(PATH, values[0])
            taken = time.perf_counter() - begun
            if refusal is not None:
                raise AssertionError(refusal)
            return taken

        def reference() -> float:
            begun = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("REPLACE INTO answer VALUES (?, ?)", (PATH, values[0]))
            bare.execute("COMMIT")
            return time.perf_counter() - begun

        claim = Claim("an answer saved / bare transaction", 3, ours, reference, rounds=300)
        return [measured(claim)]
