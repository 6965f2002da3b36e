"""A part of a split sending that was lost: named, asked for again, filled in by a later file."""

import os

import pytest

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.store import chains
from govmedia_desktop.store.files import add_evidence, missing_evidence
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange.arrivals import let_go
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.ledger import withdraw_intake
from govmedia_desktop.usecases.exchange.missing_parts import lacking, missing_parts
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.preview import preview
from govmedia_desktop.usecases.register.accounts import list_accounts
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.unit.exchanges import TOWNS, checked, places

PARTS = Order(part_bytes=1_000_000)


@pytest.fixture
def offices(tmp_path):
    with places(tmp_path) as made:
        yield made


@pytest.fixture
def county(offices):
    return offices[0]


@pytest.fixture
def town(offices):
    return offices[1]


def pictures(desk, count=5, size=400_000):
    """Finish inspections with a large picture each; return the pictures' hashes."""
    (listed,) = list_accounts(desk)
    named = set()
    for number in range(count):
        piece = {"sha256": add_evidence(desk.store.evidence, os.urandom(size))}
        inspection = checked(desk, listed.account.id, f"2026-11-{number + 1:02}")
        desk.record([Edit(inspection, "inspection", {"result": {"evidence": {"x": [piece]}}})])
        named.add(piece["sha256"])
    return named


def parted(town, folder, name="大"):
    paths = export(town, folder / f"{name}.gmpack", PARTS).paths
    assert len(paths) > 2
    return paths


def evidence_in(path):
    with open_package(path) as package:
        return package.manifest.counts.evidence


def test_a_lost_part_is_named_though_every_line_is_here(town, county, tmp_path):
    pictures(town)
    first, lost, *rest = parted(town, tmp_path)
    for path in (first, *rest):
        taken = take_in(county, [path])
    assert chains.gaps(county.db) == {}
    (found,) = missing_parts(county)
    assert (found.sender, found.of, found.numbers) == (TOWNS[0], len(rest) + 2, (2,))
    assert taken[0].lacking == f"{found.told}。"
    assert f"{TOWNS[0]}的这批文件共{found.of}份，还缺第2份" in found.told
    assert take_in(county, [lost])[0].lacking == ""
    assert missing_parts(county) == []
    assert verify(county) == []


def test_nothing_is_said_of_parts_that_the_same_command_brings(town, county, tmp_path):
    pictures(town)
    paths = parted(town, tmp_path)
    taken = take_in(county, [*reversed(paths), paths[0]])
    assert all(one.lacking == "" for one in taken)
    assert missing_parts(county) == []


def test_the_preview_tells_it_too(town, county, tmp_path):
    pictures(town)
    first, *_ = parted(town, tmp_path)
    shown = preview(county, [first])
    let_go(shown.arrivals)
    assert "还缺第2" in shown.files[0].taken.lacking
    assert missing_parts(county) == []  # nothing was taken in


def test_the_next_file_brings_what_a_lost_part_held_and_nothing_else(town, county, tmp_path):
    named = pictures(town)
    first, lost, *rest = parted(town, tmp_path)
    for path in (first, *rest):
        take_in(county, [path])
    gone = missing_evidence(county.store.evidence, named)
    assert 0 < len(gone) == evidence_in(lost) < len(named)
    take_in(town, export(county, tmp_path / "下.gmpack", Order(TOWNS[0])).paths)
    again = export(town, tmp_path / "再报.gmpack", Order(part_bytes=0))
    assert evidence_in(again.path) == len(gone)
    take_in(county, again.paths)
    assert missing_evidence(county.store.evidence, named) == []
    assert (missing_parts(county), lacking(county), verify(county)) == ([], {}, [])


def test_once_it_came_it_is_not_asked_for_again(town, county, tmp_path):
    pictures(town)
    paths = parted(town, tmp_path)
    take_in(county, paths)
    assert lacking(county) == {}
    take_in(town, export(county, tmp_path / "下.gmpack", Order(TOWNS[0])).paths)
    assert export(town, tmp_path / "回执.gmpack").is_receipt
    with pytest.raises(RefusedError, match="没有新的内容"):
        export(town, tmp_path / "再报.gmpack")


def test_a_light_file_asks_for_no_pictures(town, county, tmp_path):
    pictures(town)
    take_in(county, export(town, tmp_path / "轻.gmpack", Order(light=True)).paths)
    assert (missing_parts(county), lacking(county)) == ([], {})


def test_a_part_whose_lines_are_missing_is_named_by_its_gap(town, county, tmp_path):
    (listed,) = list_accounts(town)
    noise = [os.urandom(30_000).hex() for _ in range(60)]
    town.record([Edit(listed.account.id, "account", {"remark": text}) for text in noise])
    _first, *rest = parted(town, tmp_path)
    take_in(county, rest)
    assert missing_parts(county)[0].numbers == (1,)
    assert town.store.replica in chains.gaps(county.db)


def test_a_part_that_was_withdrawn_is_missing(town, county, tmp_path):
    pictures(town)
    paths = parted(town, tmp_path)
    taken = take_in(county, paths)
    withdraw_intake(county, taken[-1].intake)
    found = missing_parts(county)
    assert [one.numbers for one in found] in ([], [(len(paths),)])  # its pictures stay on the disk
    take_in(county, paths[-1:])
    assert missing_parts(county) == []


def test_all_parts_lost_but_one_are_made_good_by_everything_at_once(town, county, tmp_path):
    pictures(town)
    *_, last = parted(town, tmp_path)
    take_in(county, [last])
    assert len(missing_parts(county)[0].numbers) > 1
    take_in(county, export(town, tmp_path / "全.gmpack", Order(full=True, part_bytes=0)).paths)
    assert (missing_parts(county), verify(county)) == ([], [])
