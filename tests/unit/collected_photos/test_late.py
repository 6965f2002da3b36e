"""Photos that come days after their inspections: matched, put in once, the rest named."""

import shutil
import zipfile

import pytest

from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.errors import CannotReadError, CannotWriteError
from govmedia_desktop.store import drafts
from govmedia_desktop.store.inspections import latest_result
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.phones import collected_photos
from govmedia_desktop.usecases.phones.collecting import read_collection, take_in_collection
from govmedia_desktop.usecases.phones.held import decide, leave_aside
from govmedia_desktop.usecases.phones.missing_photos import missing_files
from govmedia_desktop.usecases.phones.weighing import Decision, Outcome
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from tests.data.collected import filled, xlsx, zipped
from tests.data.files import M4A
from tests.data.offices import TOWN_VOICE, office
from tests.data.pictures import GIF, SVG
from tests.unit.collected_photos.conftest import (
    CHOICES,
    FAILS,
    FORM,
    FRONT,
    NAMES,
    REPLY,
    SHOT,
    UUID,
    book,
    bytes_of,
    kobo_media,
    main_rows,
    record_of,
)
from tests.unit.collected_photos.test_finding import instance_xml
from tests.unit.forms.workbooks import row, workbook

OTHER = filled("", 2).uuid
ALL = {**NAMES, "说.m4a": M4A}


def take(desk, *paths):
    return take_in_collection(desk, read_collection(desk, paths))


def missing(desk):
    return sorted(file.name for file in missing_files(desk))


def taken_before(desk, folder, **how):
    """Take the tables alone in, as they come first."""
    take(desk, book(folder / "a.xlsx", **how))
    (folder / "a.xlsx").unlink()


def kobo_zip(folder):
    return kobo_media(folder / "照片.zip", names=ALL)


def kobo_folder(folder):
    with zipfile.ZipFile(kobo_zip(folder)) as archive:
        archive.extractall(folder / "解开")
    return folder / "解开"


def briefcase_folder(folder):
    place = folder / "instances" / f"uuid{UUID}"
    place.mkdir(parents=True)
    for name, content in ALL.items():
        (place / name).write_bytes(content)
    return folder / "instances"


def flat_zip(folder):
    return zipped(folder / "media.zip", {f"media/{n}": content for n, content in ALL.items()})


def flat_folder(folder):
    with zipfile.ZipFile(flat_zip(folder)) as archive:
        archive.extractall(folder / "手机拷来的")
    return folder / "手机拷来的"


@pytest.mark.parametrize("maker", [kobo_zip, kobo_folder, briefcase_folder, flat_zip, flat_folder])
def test_photos_that_come_alone_are_put_into_the_finished_inspection(desk, tmp_path, maker):
    taken_before(desk, tmp_path)
    assert missing(desk) == sorted(ALL)
    path = maker(tmp_path)
    dry = read_collection(desk, [path])
    assert [(w.outcome, w.photos) for w in dry.weighed] == [(Outcome.LATE, 4)]
    assert "补入4个文件" in dry.weighed[0].text
    assert record_of(desk).evidence == {}, "looking at it writes nothing"
    done = take_in_collection(desk, dry)
    assert (done.photos, done.problems) == (4, ())
    shown = {p: bytes_of(desk, pieces[0].sha256) for p, pieces in record_of(desk).evidence.items()}
    assert shown == {
        "/data/reply": REPLY,
        "/data/front": FRONT,
        "/data/talk": M4A,
        "/data/spots[#1]/shot": SHOT,
    }
    assert missing(desk) == []
    assert verify(desk) == []


def test_hash_size_name_and_time_are_those_of_a_photo_that_came_along(desk, tmp_path):
    taken_before(desk, tmp_path)
    take(desk, kobo_zip(tmp_path))
    late = record_of(desk).evidence
    with office(tmp_path / "另一台", (TOWN_VOICE,)) as other:
        publish(other, workbook(FORM, CHOICES), "f.xlsx")
        take(other, book(tmp_path / "a.xlsx"), kobo_zip(tmp_path))
        assert record_of(other).evidence == late
    (piece,) = late["/data/talk"]
    assert (piece.name, piece.size, piece.media_type) == ("说.m4a", len(M4A), "audio/mp4")


def test_nothing_else_of_the_finished_inspection_changes_and_the_reason_stands(desk, tmp_path):
    taken_before(desk, tmp_path)
    (id_,) = [r[0] for r in desk.db.conn.execute("SELECT id FROM inspection")]
    before = latest_result(desk.db, id_)
    take(desk, kobo_zip(tmp_path))
    after = latest_result(desk.db, id_)
    assert {**after, "evidence": {}} == before
    bodies = desk.db.conn.execute("SELECT body FROM revision WHERE record = ? ORDER BY seq", [id_])
    first, second = [row[0] for row in bodies]
    assert "补入手机检查的照片或录音" in second
    assert "补入" not in first
    rebuild(desk)
    assert latest_result(desk.db, id_) == after


def test_the_same_photos_again_change_nothing(desk, tmp_path):
    taken_before(desk, tmp_path)
    path = kobo_zip(tmp_path)
    take(desk, path)
    with pytest.raises(CannotReadError, match="没有手机检查的数据"):
        read_collection(desk, [path])
    again = read_collection(desk, [book(tmp_path / "a.xlsx"), path])
    assert not again.changes_anything
    assert [w.outcome for w in again.weighed] == [Outcome.ALREADY]


def test_photos_come_in_several_lots_and_what_is_still_missing_is_told(desk, tmp_path):
    taken_before(desk, tmp_path)
    first = kobo_media(tmp_path / "一.zip", names={"1714724500.jpg": FRONT})
    (one,) = take(desk, first).weighed
    assert "补入1个文件，还缺3个" in one.text
    assert missing(desk) == sorted(ALL.keys() - {"1714724500.jpg"})
    take(desk, first.with_name("一.zip"), kobo_zip(tmp_path))
    assert missing(desk) == []
    assert len(record_of(desk).evidence["/data/front"]) == 1


def test_with_the_tables_once_more_they_are_put_in_too(desk, tmp_path):
    taken_before(desk, tmp_path)
    (one,) = take(desk, book(tmp_path / "a.xlsx"), kobo_zip(tmp_path)).weighed
    assert (one.outcome, one.photos) == (Outcome.LATE, 4)
    assert missing(desk) == []


def test_a_phones_folder_with_its_xml_is_put_in(desk, tmp_path):
    taken_before(desk, tmp_path)
    place = tmp_path / "odk" / "f_2024-05-03"
    place.mkdir(parents=True)
    (place / "f.xml").write_text(instance_xml(), encoding="utf-8")
    for name, content in ALL.items():
        (place / name).write_bytes(content)
    take(desk, tmp_path / "odk")
    assert missing(desk) == []


def test_single_files_chosen_by_hand_are_put_in(desk, tmp_path):
    taken_before(desk, tmp_path)
    paths = []
    for name, content in ALL.items():
        (tmp_path / name).write_bytes(content)
        paths.append(tmp_path / name)
    take(desk, *paths)
    assert missing(desk) == []


def test_one_told_twice_in_a_batch_takes_its_photos_once(desk, tmp_path):
    taken_before(desk, tmp_path)
    again = [book(tmp_path / "a.xlsx"), book(tmp_path / "b.xlsx")]
    done = take(desk, *again, kobo_zip(tmp_path))
    assert [(w.outcome, w.photos) for w in done.weighed] == [
        (Outcome.LATE, 4),
        (Outcome.ALREADY, 0),
    ]
    revisions = desk.db.conn.execute("SELECT count(*) FROM revision WHERE kind = 'inspection'")
    assert revisions.fetchone() == (2,)


# whose it is


def test_a_name_that_two_inspections_lack_is_put_in_only_by_its_instance(desk, tmp_path):
    take(desk, xlsx(tmp_path / "a.xlsx", {"表": main_rows((UUID, OTHER))}))
    (tmp_path / "a.xlsx").unlink()
    loose = zipped(tmp_path / "散.zip", {"1714724500.jpg": FRONT})
    with pytest.raises(CannotReadError, match="没有还缺的照片"):
        read_collection(desk, [loose])
    own = kobo_media(tmp_path / "自.zip", OTHER, {"1714724500.jpg": SHOT})
    (one,) = take(desk, loose, own).weighed
    assert one.submission.instance == OTHER
    (now,) = take(desk, loose).weighed  # only one of them lacks it by now
    assert now.submission.instance == UUID


def test_a_photo_in_the_folder_of_an_unknown_instance_is_nobodys(desk, tmp_path):
    taken_before(desk, tmp_path)
    stranger = kobo_media(tmp_path / "m.zip", OTHER, {"1714724500.jpg": FRONT})
    with pytest.raises(CannotReadError, match="没有还缺的照片"):
        read_collection(desk, [stranger])


def test_a_photo_beside_another_submission_is_not_taken_for_this_one(desk, tmp_path):
    taken_before(desk, tmp_path)
    folder = tmp_path / "别的"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "1714724500.jpg").write_bytes(SHOT)
    xlsx(folder / "b.xlsx", {"表": main_rows((OTHER,))})
    take(desk, folder / "b.xlsx")
    assert missing(desk).count("1714724500.jpg") == 1


def test_two_different_files_of_one_name_are_nobodys(desk, tmp_path):
    taken_before(desk, tmp_path)
    inside = {"甲/1714724500.jpg": FRONT, "乙/1714724500.jpg": FRONT + b"\0"}
    with pytest.raises(CannotReadError, match="没有还缺的照片"):
        read_collection(desk, [zipped(tmp_path / "m.zip", inside)])


@pytest.mark.parametrize("content", [SVG, GIF, b"", b"MZ\x90\0 this runs", b"%PDF-1.7 no photo"])
def test_what_is_no_picture_of_ours_is_told_and_stays_missing(desk, tmp_path, content):
    taken_before(desk, tmp_path)
    found = take(desk, kobo_media(tmp_path / "m.zip", names={"1714724500.jpg": content}))
    assert [(p.was, "1714724500.jpg" in p.text) for p in found.problems] == [
        ("1714724500.jpg", True)
    ]
    assert "1714724500.jpg" in missing(desk)
    assert record_of(desk).evidence == {}


# drafts, what waits, what was found of a leak


def test_a_draft_takes_them_and_shows_them_when_it_is_finished(desk, tmp_path):
    taken_before(desk, tmp_path, reply=None)
    take(desk, kobo_zip(tmp_path))
    assert missing(desk) == []
    (draft,) = drafts.drafts(desk.db)
    assert "/data/front" in drafts.evidence(desk.db, draft.id)
    inspection = inspections.resume(desk, draft.id)
    inspection.answer("/data/reply", "no")
    inspection.finish()
    assert set(record_of(desk).evidence) >= {"/data/front", "/data/reply_photo", "/data/talk"}
    assert missing(desk) == []


def test_one_that_waits_keeps_them_until_it_is_decided(desk, tmp_path):
    taken_before(desk, tmp_path, account="镇上的")
    assert missing(desk) == sorted(ALL)
    (one,) = take(desk, kobo_zip(tmp_path)).weighed
    assert (one.outcome, one.photos) == (Outcome.LATE, 4)
    assert missing(desk) == []
    shutil.rmtree(tmp_path / "m", ignore_errors=True)
    (tmp_path / "照片.zip").unlink()
    decide(desk, UUID, Decision(account=find_account(desk, "示例镇之声").account.id))
    assert len(record_of(desk).evidence) == 4
    assert missing(desk) == []


def test_what_was_left_aside_lacks_nothing(desk, tmp_path):
    taken_before(desk, tmp_path, account="镇上的")
    leave_aside(desk, UUID)
    assert missing(desk) == []


def test_where_a_leak_was_found_nothing_is_missing_and_nothing_is_taken(desk, tmp_path):
    leak = row("select_one look", "leak", **{**FAILS, "gm_fails": ". = 'found'"})
    looks = [("look", "none", "未发现"), ("look", "found", "发现")]
    publish(desk, workbook([leak, row("image", "front")], looks, form_id="g"), "g.xlsx")
    main = [["account", "today", "leak", "front", "__version__", "_uuid", "_index"]]
    main.append(["示例镇之声", "2024-05-03", "found", "1714724500.jpg", "1", UUID, 1])
    take(desk, xlsx(tmp_path / "a.xlsx", {"g": main}))
    assert missing(desk) == []
    with pytest.raises(CannotReadError):
        read_collection(desk, [kobo_zip(tmp_path)])
    assert not [p for p in desk.store.evidence.rglob("*") if p.is_file()]


def test_a_disagreement_is_not_decided_by_a_photo(desk, tmp_path, monkeypatch):
    taken_before(desk, tmp_path)
    (id_,) = [r[0] for r in desk.db.conn.execute("SELECT id FROM inspection")]
    monkeypatch.setattr(
        "govmedia_desktop.usecases.phones.late_photos.disagreeing", lambda _db: {(id_, "result")}
    )
    found = take(desk, kobo_zip(tmp_path))
    assert {p.was for p in found.problems} == set(ALL)
    assert all("两处填写不一致" in p.text for p in found.problems)
    assert record_of(desk).evidence == {}
    assert missing(desk) == sorted(ALL)


def test_a_full_disk_leaves_everything_as_it_was(desk, tmp_path, monkeypatch):
    taken_before(desk, tmp_path)
    before = canonical(record_of(desk).answers["/data/front"].value)

    def full(*_args, **_how):
        raise CannotWriteError("磁盘满了。")

    monkeypatch.setattr(collected_photos, "keep", full)
    found = read_collection(desk, [kobo_zip(tmp_path)])
    with pytest.raises(CannotWriteError):
        take_in_collection(desk, found)
    assert canonical(record_of(desk).answers["/data/front"].value) == before
    assert missing(desk) == sorted(ALL)


# the list


def test_the_list_names_account_day_question_and_collector(desk, tmp_path):
    taken_before(desk, tmp_path)
    told = {(f.account, f.day, f.question, f.name, f.stage.value) for f in missing_files(desk)}
    assert ("示例镇之声", "2024-05-03", "录音", "说.m4a", "检查完成") in told
    assert len({file.id for file in missing_files(desk)}) == len(ALL)


def test_without_inspections_from_phones_nothing_is_missing(desk):
    assert missing_files(desk) == []
