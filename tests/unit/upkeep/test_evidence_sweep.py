"""Sweeping evidence: only what no draft, no record and no backup names, and by a person's act."""

import os
import sqlite3
from datetime import timedelta

import pytest

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import drafts
from govmedia_desktop.store.evidence import evidence_mentioned_in
from govmedia_desktop.store.files import add_evidence, evidence_path, sha256_of
from govmedia_desktop.usecases.inspections.evidence import Offered, attach, keep
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin, discard
from govmedia_desktop.usecases.upkeep.backups import back_up
from govmedia_desktop.usecases.upkeep.evidence_sweep import sweep, sweepable
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.data.pictures import png
from tests.unit.desks import NONE, add, desk_of

OLD = 31


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        add(opened)
        yield opened


def store(desk, shade, days=OLD):
    """Store a picture that is so many days old; return its SHA-256."""
    digest = add_evidence(desk.store.evidence, png(shade=shade))
    age(desk, digest, days)
    return digest


def age(desk, digest, days=OLD):
    then = (desk.clock() - timedelta(days=days)).timestamp()
    os.utime(evidence_path(desk.store.evidence, digest), (then, then))


def is_here(desk, digest):
    return evidence_path(desk.store.evidence, digest).exists()


def failing(desk):
    """An inspection with a failing item, and a picture of it that is old."""
    inspection = begin(desk, Occasion("示例发布", "national-2019"))
    answer_all(inspection, {**NONE, "interaction": "no", "last_update": "2026-11-20"})
    path = next(i.path for i in inspection.run.items() if i.name == "interaction")
    piece = keep(desk, Offered(png(shade=9), "截图.png", desk.stamp()))
    attach(inspection, path, piece)
    age(desk, piece.sha256)
    return inspection, piece.sha256


def test_what_nothing_names_is_told_with_its_bytes_and_stays_until_a_person_says_so(desk):
    digests = [store(desk, shade) for shade in (1, 2)]
    found = sweepable(desk)
    assert set(found.sizes) == set(digests)
    assert (found.count, found.bytes) == (2, sum(len(png(shade=shade)) for shade in (1, 2)))
    assert all(is_here(desk, digest) for digest in digests)
    assert sweep(desk).count == 2
    assert not any(is_here(desk, digest) for digest in digests)
    assert sweepable(desk).count == 0


@pytest.mark.parametrize("days", [0, 29, -5])
def test_what_is_not_a_month_old_stays_also_when_the_clock_moved_back(desk, days):
    digest = store(desk, 1, days)
    assert sweep(desk).count == 0
    assert is_here(desk, digest)


def test_what_a_draft_names_stays_and_goes_with_it(desk):
    inspection, digest = failing(desk)
    assert sweep(desk).count == 0
    discard(desk, inspection.draft.id)
    assert list(sweep(desk).sizes) == [digest]


def test_what_a_record_names_stays(desk):
    inspection, digest = failing(desk)
    inspection.finish()
    assert sweep(desk).count == 0
    assert is_here(desk, digest)
    assert verify(desk) == []


@pytest.mark.parametrize("state", ["held", "withdrawn"])
def test_what_a_revision_names_that_is_not_applied_stays(desk, state):
    inspection, digest = failing(desk)
    inspection.finish()
    desk.db.conn.execute("UPDATE revision SET state = ? WHERE kind = 'inspection'", (state,))
    assert verify_names(desk) == set()
    assert sweep(desk).count == 0
    assert is_here(desk, digest)


def verify_names(desk):
    return {fault.text for fault in verify(desk) if fault.check == "evidence"}


def test_what_a_backup_names_stays_as_long_as_the_backup(desk):
    inspection, digest = failing(desk)
    backup = back_up(desk)
    discard(desk, inspection.draft.id)
    assert sweep(desk).count == 0
    assert is_here(desk, digest)
    backup.unlink()
    assert list(sweep(desk).sizes) == [digest]


def test_a_backup_that_cannot_say_what_it_needs_is_named_and_nothing_goes(desk):
    digest = store(desk, 1)
    backup = back_up(desk)
    content = bytearray(backup.read_bytes())
    content[5000] ^= 1
    backup.write_bytes(content)
    with pytest.raises(RefusedError, match=backup.name):
        sweep(desk)
    assert is_here(desk, digest)


def test_without_anything_to_sweep_no_backup_is_read(desk):
    back_up(desk).write_bytes(b"damaged")
    assert sweepable(desk).count == 0


def test_a_backup_of_before_the_tables_there_are_now_is_read(desk, tmp_path):
    inspection, digest = failing(desk)
    inspection.finish()
    path = back_up(desk)
    db = sqlite3.connect(path)
    db.executescript("DROP TABLE draft_evidence; DROP TABLE collected;")
    db.close()
    path.with_suffix(".sha256").write_text(f"{sha256_of(path)}  {path.name}\n")
    assert digest in evidence_mentioned_in(path)


def test_a_picture_stored_again_counts_as_new(desk):
    digest = store(desk, 1)
    assert add_evidence(desk.store.evidence, png(shade=1)) == digest
    assert sweep(desk).count == 0
    assert is_here(desk, digest)


def test_what_is_named_while_it_is_looked_for_stays(desk):
    digest = store(desk, 1)
    back_up(desk)
    inspection = begin(desk, Occasion("示例发布", "national-2019"))
    piece = Evidence(digest, 3, "截图.png", "image/png", desk.stamp())

    def name_it(_done, _total):
        drafts.put_evidence(desk.db, inspection.draft.id, "/x", [piece], desk.stamp())

    assert sweep(desk, name_it).count == 0
    assert is_here(desk, digest)


def test_other_files_in_the_evidence_folder_are_left_alone(desk):
    place = desk.store.evidence / "ab"
    place.mkdir()
    (place / "说明.txt").write_text("x")
    os.utime(place / "说明.txt", (0, 0))
    assert sweep(desk).count == 0
    assert (place / "说明.txt").exists()


def test_verify_names_the_picture_the_account_and_the_day_of_what_is_missing(desk):
    inspection, digest = failing(desk)
    inspection.finish()
    evidence_path(desk.store.evidence, digest).unlink()
    (fault,) = verify(desk)
    assert fault.text == f"证据{digest[:12]}…缺失或被改动（“截图.png”，示例发布，2026-11-21）"
