"""`kill -9` at 300 moments: an export, an import and a withdrawal are whole or never were."""

import pytest

from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange import incoming, ledger
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.opening import opened
from tests.e2e.aftermath import (
    county_folder,
    killed_at_moments,
    restorer,
    seen,
    told,
    town_file,
    with_pictures,
)
from tests.unit.desks import add

pytestmark = pytest.mark.real_disk

MOMENTS = 100
"""Of each of the three."""


@pytest.fixture
def place(tmp_path):
    return county_folder(tmp_path)


@pytest.fixture
def file(tmp_path):
    return town_file(tmp_path)


def after(folder, work):
    with open_desk(folder, "张三") as desk:
        work(desk)
        return told(desk)


def test_an_import_killed_at_any_moment_never_was_or_is_whole_and_can_be_repeated(place, file):
    def work(desk):
        return incoming.take_in(desk, [file])

    reset, old = restorer(place), seen(place)
    new = after(place, work)
    within = []
    for half_written in killed_at_moments(place, work, reset, MOMENTS):
        now = seen(place)
        assert now == old if half_written else now in (old, new)
        assert after(place, work) == new
        within.append(half_written)
    assert len(within) == MOMENTS
    assert any(within)


def test_a_withdrawal_killed_at_any_moment_never_was_or_is_whole_and_can_be_repeated(place, file):
    rows = seen(place)[0]
    with open_desk(place, "张三") as desk:
        (taken,) = incoming.take_in(desk, [file])

    def work(desk):
        return ledger.withdraw_intake(desk, taken.intake)

    reset, old = restorer(place), seen(place)
    new = after(place, work)
    assert new[0] == rows
    within = []
    for half_written in killed_at_moments(place, work, reset, MOMENTS):
        now = seen(place)
        assert now == old if half_written else now in (old, new)
        if now == old:
            assert after(place, work) == new
        within.append(half_written)
    assert len(within) == MOMENTS
    assert any(within)


ORDERS = (Order(full=True), Order(full=True, part_bytes=1_000_000))


@pytest.fixture
def reported(place, tmp_path):
    """Where a county's files stand that it wrote before its last change, whole and in parts."""
    out = tmp_path / "out"
    out.mkdir()
    with open_desk(place, "张三") as desk:
        (inspection,) = desk.db.conn.execute("SELECT min(id) FROM inspection").fetchone()
        with_pictures(desk, inspection, 450_000)
        for order in ORDERS:
            export(desk, out / "上报.gmpack", order)
        add(desk, "示例新号")
    return out


def whole_files(folder, out):
    """The files that stand there, each whole: its name, its number and what it carries."""
    with open_desk(folder, "张三") as desk:
        found = {}
        for path in out.glob("*.gmpack"):
            with opened(desk, path) as package:
                manifest = package.manifest
                lines = sum(1 for _ in package.revisions())
                found[path.name] = (manifest.package, lines)
    return found


def test_an_export_killed_at_any_moment_leaves_old_or_new_files_and_can_be_repeated(
    place, reported
):
    def work(desk):
        for order in ORDERS:
            export(desk, reported / "上报.gmpack", order)

    reset, old = restorer(place, reported), seen(place)
    before = whole_files(place, reported)
    assert len(before) > 2
    kept = []
    for _ in killed_at_moments(place, work, reset, MOMENTS):
        now, found = seen(place), whole_files(place, reported)
        assert now[:4] == old[:4]
        assert set(found) == set(before)
        # what the ledger calls sent does stand there
        assert now[4] == old[4] or found["上报.gmpack"] != before["上报.gmpack"]
        kept.append(found == before)
        if len(kept) % 10 == 0:
            after(place, work)
            again = whole_files(place, reported)
            assert {name: (again[name] != before[name]) for name in again} == dict.fromkeys(
                before, True
            )
    assert len(kept) == MOMENTS
    assert {True, False} == set(kept)
