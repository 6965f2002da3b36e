"""What stands after a piece of work was killed or failed; killing it at many moments.

The work is done by a child forked from this warm process, so that a kill costs milliseconds.
"""

import os
import random
import shutil
import time

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.store import intakes
from govmedia_desktop.store.files import add_evidence
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.sent import sent_files
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.data.county import county, township_file
from tests.unit.exchanges import state


def child(folder, work):
    """Do the work in a child; return its pid once the folder is open there."""
    ready, told = os.pipe()
    pid = os.fork()
    if pid:
        os.close(told)
        os.read(ready, 1)
        os.close(ready)
        return pid
    try:
        with open_desk(folder, "张三") as desk:
            os.write(told, b"1")
            work(desk)
    finally:
        os._exit(0)


def length(folder, work, reset):
    """How long the work takes, the shortest of three."""
    spans = []
    for _ in range(3):
        reset()
        pid = child(folder, work)
        begun = time.perf_counter()
        os.waitpid(pid, 0)
        spans.append(time.perf_counter() - begun)
    return min(spans)


def killed_at_moments(folder, work, reset, count):
    """Kill the work at `count` moments spread over its length.

    Yields after each whether it was within a transaction that had begun to change the file.
    """
    chance = random.Random(20261128)  # noqa: S311
    step = length(folder, work, reset) / count
    for number in range(count):
        reset()
        pid = child(folder, work)
        time.sleep(step * (number + chance.random()))
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        yield (folder / "data.db-journal").exists()


def restorer(folder, *others):
    """Return what puts the folder, and other folders with files, back as they are now."""
    places = (folder, *others)
    for place in places:
        shutil.copytree(place, place.with_name(f"{place.name}·原"))

    def reset():
        for place in places:
            shutil.rmtree(place)
            shutil.copytree(place.with_name(f"{place.name}·原"), place)

    return reset


def county_folder(tmp_path):
    """A county with some results."""
    with county(tmp_path / "县", accounts=8, quarters=1):
        pass
    return tmp_path / "县"


def town_file(tmp_path):
    """A township's file with accounts, an inspection and its pictures."""
    township_file(tmp_path / "镇")
    with open_desk(tmp_path / "镇", "李四") as desk:
        with_pictures(desk, new_id(), 40_000)
        return export(desk, tmp_path / "上报.gmpack").path


def with_pictures(desk, inspection, size):
    shots = [add_evidence(desk.store.evidence, bytes([n]) * size) for n in range(3)]
    named = {"evidence": {"x": [{"sha256": shot} for shot in shots]}}
    desk.record([Edit(inspection, "inspection", {"result": named})])


def told(desk):
    """All that stands: rows, what became of every revision, what was taken in and sent."""
    revisions = desk.db.conn.execute("SELECT id, state FROM revision ORDER BY id").fetchall()
    taken = [(entry.package, entry.state) for entry in intakes.ledger(desk.db)]
    made_here = [id_ for id_, _ in revisions if id_.startswith(desk.store.replica)]
    others = [pair for pair in revisions if pair[0] not in made_here]
    return state(desk), others, len(made_here), taken, len(sent_files(desk.db))


def seen(folder):
    """What somebody sees who opens the folder next."""
    with open_desk(folder, "张三") as desk:
        assert verify(desk) == []
        assert list(desk.store.tmp.iterdir()) == []
        assert list(desk.store.backups.glob("*.tmp*")) == []
        return told(desk)
