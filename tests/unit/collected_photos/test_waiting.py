"""Photos of what waits, of drafts, of what comes later; hostile names and files."""

import struct
import zipfile
import zlib
from pathlib import PurePosixPath

import pytest

from govmedia_desktop.domain.submissions import Hold
from govmedia_desktop.errors import CannotReadError, CannotWriteError
from govmedia_desktop.spreadsheets.collected_media import Media, MediaFile, spelled
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.phones import collected_photos
from govmedia_desktop.usecases.phones.collecting import read_collection, take_in_collection
from govmedia_desktop.usecases.phones.held import decide
from govmedia_desktop.usecases.phones.weighing import Decision, Outcome
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.data.collected import zipped
from tests.unit.collected_photos.conftest import (
    FRONT,
    REPLY,
    SHOT,
    UUID,
    book,
    bytes_of,
    central_zip,
    kobo_media,
    kobo_two_files,
    record_of,
    taken,
)


def test_photos_of_one_that_waits_are_kept_until_it_is_decided(desk, tmp_path):
    paths = [book(tmp_path / "a.xlsx", account="镇上的"), kobo_media(tmp_path / "m.zip")]
    _, one = taken(desk, paths)
    assert one.hold is Hold.ACCOUNT
    for path in paths:
        path.unlink()
    assert verify(desk) == []
    account = find_account(desk, "示例镇之声").account.id
    (done,) = decide(desk, UUID, Decision(account=account))
    assert done.outcome is Outcome.FINISHED
    assert len(record_of(desk).evidence) == 3


def test_photos_that_come_later_for_one_that_waits_are_taken(desk, tmp_path):
    path = book(tmp_path / "a.xlsx", account="镇上的")
    taken(desk, [path])
    later = read_collection(desk, [path, kobo_media(tmp_path / "m.zip")])
    assert (later.photos, later.changes_anything) == (3, True)
    take_in_collection(desk, later)
    again = read_collection(desk, [path, tmp_path / "m.zip"])
    assert (again.photos, again.changes_anything) == (0, False)


def test_a_draft_keeps_its_photos(desk, tmp_path):
    path = book(tmp_path / "a.xlsx", reply=None)
    taken(desk, [path, kobo_media(tmp_path / "m.zip")])
    (draft,) = drafts.drafts(desk.db)
    assert "/data/front" in drafts.evidence(desk.db, draft.id)
    inspection = inspections.resume(desk, draft.id)
    inspection.answer("/data/reply", "yes")
    inspection.finish()
    assert record_of(desk).evidence.keys() == {"/data/front", "/data/spots[#1]/shot"}


def test_a_photo_of_a_question_that_is_not_asked_yet_waits_for_it(desk, tmp_path):
    path = book(tmp_path / "a.xlsx", reply=None)
    taken(desk, [path, kobo_media(tmp_path / "m.zip")])
    inspection = inspections.resume(desk, drafts.drafts(desk.db)[0].id)
    inspection.answer("/data/reply", "no")
    inspection.finish()
    (piece,) = record_of(desk).evidence["/data/reply_photo"]
    assert bytes_of(desk, piece.sha256) == REPLY


def test_a_photo_whose_answer_was_changed_to_another_name_is_no_evidence_of_it(desk, tmp_path):
    path = book(tmp_path / "a.xlsx", reply=None)
    taken(desk, [path, kobo_media(tmp_path / "m.zip")])
    inspection = inspections.resume(desk, drafts.drafts(desk.db)[0].id)
    inspection.answer("/data/reply", "yes")
    inspection.answer("/data/front", "另一张.jpg")
    inspection.finish()
    assert record_of(desk).evidence.keys() == {"/data/spots[#1]/shot"}


def test_files_alone_are_no_inspection(desk, tmp_path):
    with pytest.raises(CannotReadError, match="没有手机检查的数据"):
        read_collection(desk, [kobo_media(tmp_path / "m.zip")])


def without_part(folder, name):
    """A workbook with a picture in it that lost one of its parts."""
    with zipfile.ZipFile(book(folder / "whole.xlsx")) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n != name}
    return zipped(folder / "a.xlsx", {**parts, "xl/media/image1.png": FRONT})


def test_a_workbook_that_lost_a_part_is_refused_not_taken_for_photos(desk, tmp_path):
    with pytest.raises(CannotReadError, match=r"a\.xlsx"):
        read_collection(desk, [without_part(tmp_path, "xl/workbook.xml"), tmp_path / "whole.xlsx"])


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels"])
def test_a_workbook_that_can_do_without_a_part_is_read_as_one(desk, tmp_path, name):
    (one,) = read_collection(desk, [without_part(tmp_path, name)]).weighed
    assert one.submission.instance == UUID


def test_a_disk_that_takes_no_photo_leaves_nothing_taken_in(desk, tmp_path, monkeypatch):
    def full(*_args, **_how):
        raise CannotWriteError("磁盘满了。")

    monkeypatch.setattr(collected_photos, "keep", full)
    found = read_collection(desk, kobo_two_files(tmp_path))
    with pytest.raises(CannotWriteError):
        take_in_collection(desk, found)
    assert desk.db.conn.execute("SELECT count(*) FROM inspection").fetchone() == (0,)
    assert desk.db.conn.execute("SELECT count(*) FROM collected").fetchone() == (0,)


def test_a_media_zip_that_is_gone_by_then_is_told(desk, tmp_path):
    paths = kobo_two_files(tmp_path)
    found = read_collection(desk, paths)
    paths[1].unlink()
    done = take_in_collection(desk, found)
    assert done.weighed[0].outcome is Outcome.FINISHED
    assert sum("读不出来" in p.text for p in done.problems) == 3


def test_names_in_a_form_are_never_paths(desk, tmp_path):
    (tmp_path / "secret.png").write_bytes(SHOT)
    folder = tmp_path / "导出"
    folder.mkdir()
    path = book(folder / "a.xlsx", front="../secret.png")
    assert read_collection(desk, [path]).photos == 0


def test_a_link_beside_an_export_is_not_followed(desk, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(SHOT)
    folder = tmp_path / "导出"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "1714724500.jpg").symlink_to(secret)
    assert read_collection(desk, [book(folder / "a.xlsx")]).photos == 0


def test_a_name_of_chinese_windows_is_read_as_it_was(desk, tmp_path):
    path = tmp_path / "m.zip"
    name = f"attachments/f/{UUID}/互动_照片.jpg".encode("gb18030")
    path.write_bytes(_zip_without_flag(name, REPLY))
    assert read_collection(desk, [book(tmp_path / "a.xlsx"), path]).photos == 1


def _zip_without_flag(name, content):
    """A stored zip of one entry whose name carries no mark of its encoding."""
    crc, size, length = zlib.crc32(content), len(content), len(name)
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, crc, size, size, length, 0)
    listed = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, crc, size, size, length, 0, 0, 0, 0, 0, 0
    )
    start = len(head) + length + size
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(listed) + length, start, 0)
    return head + name + content + listed + name + end


def test_a_large_zip_of_photos_is_no_large_workbook(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("govmedia_desktop.spreadsheets.parts.GREATEST_FILE", 100)
    media = Media([MediaFile(tmp_path, PurePosixPath("a/b.jpg"), "a/b.jpg", 1)])
    assert media.files[0].path.name == "b.jpg"
    assert read_collection(desk, central_zip(tmp_path)).photos == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [("照片 1.JPG", "照片_1.jpg"), ("é.png", "e\u0301.png"), ("a(1).png", "a1.png")],
)
def test_servers_spellings_of_a_name_are_one(one, other):
    assert spelled(one) == spelled(other)
