"""Files that go out while the disk fills or fails: one sentence, and the old state.

Also: of a large file little is held at once.
"""

import errno
import random
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.store.files import add_evidence
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.sent import sent_files
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.opening import opened
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.unit.exchanges import checked, places

WORDS = "柳溪镇 2026 第四季度"
PARTS, SEALED = Order(full=True, part_bytes=1_000_000), Order(full=True, passphrase=WORDS)


@pytest.fixture
def town(tmp_path):
    """A town with some evidence, enough for several parts."""
    with places(tmp_path) as (_county, town, _other):
        chance = random.Random(1)  # noqa: S311
        shots = [add_evidence(town.store.evidence, chance.randbytes(400_000)) for _ in range(4)]
        inspection = checked(town, list_accounts(town)[0].account.id, "2026-11-19")
        named = {"evidence": {"x": [{"sha256": shot} for shot in shots]}}
        town.record([Edit(inspection, "inspection", {"result": named})])
        yield town


class Failing:
    """A file whose n-th write (of all such files) fails."""

    def __init__(self, file, countdown, number):
        self._file, self._countdown, self._number = file, countdown, number

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._file.close()

    def write(self, content):
        self._countdown[0] -= 1
        if self._countdown[0] == 0:
            raise OSError(self._number, "")
        return self._file.write(content)


@contextmanager
def failing_at(place, number, monkeypatch):
    """Fail the write of that place; the list holds how many writes were left."""
    countdown = [place]
    real = Path.open

    def patched(self, mode="r", *rest, **more):
        file = real(self, mode, *rest, **more)
        return Failing(file, countdown, number) if mode == "x+b" else file

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", patched)
        yield countdown


def refused(desk, path, order):
    """Return what an export was refused with, None where it was not."""
    try:
        export(desk, path, order)
    except CannotWriteError as refusal:
        return str(refusal)
    return None


def leftovers(folder):
    return [p.name for p in folder.iterdir() if p.suffix in {".part", ".gmpack"}]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("order", [Order(full=True), PARTS, SEALED], ids=["one", "parts", "sealed"])
def test_a_write_that_fails_anywhere_leaves_nothing_and_says_one_sentence(
    town, tmp_path, monkeypatch, order, number
):
    before = sent_files(town.db)
    (tmp_path / "out").mkdir()
    place, step = 1, 1
    while True:
        with failing_at(place, number, monkeypatch) as countdown:
            refusal = refused(town, tmp_path / "out" / "上报.gmpack", order)
        if refusal is None:
            break
        assert refusal.endswith("。")
        assert countdown[0] <= 0
        assert leftovers(tmp_path / "out") == []
        assert leftovers(town.store.tmp) == []
        assert sent_files(town.db) == before
        place, step = place + step, step + 1  # closer together where files begin
    assert place > 10
    for path in (tmp_path / "out").glob("*.gmpack"):
        with opened(town, path, WORDS) as package:
            assert package.manifest.office.id == town.office


def test_a_ledger_that_cannot_be_written_leaves_no_file(town, tmp_path):
    (tmp_path / "out").mkdir()
    export(town, tmp_path / "first.gmpack", Order(full=True))  # the key is made and told
    before = sent_files(town.db)
    town.db.conn.execute("PRAGMA query_only=ON")
    try:
        with pytest.raises(CannotWriteError):
            export(town, tmp_path / "out" / "上报.gmpack", PARTS)
    finally:
        town.db.conn.execute("PRAGMA query_only=OFF")
    assert leftovers(tmp_path / "out") == []
    assert sent_files(town.db) == before


def test_of_a_large_file_little_is_held_at_once(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.data.large_file", tmp_path, "200"],
        check=True,
        capture_output=True,
        text=True,
    )
    # 64 MB of it is what a passphrase takes
    assert int(done.stdout) < 180
