"""Photos that came with what phones collected: found, kept as evidence, told where missing."""

import struct
import zipfile
import zlib
from pathlib import PurePosixPath

import pytest

from govmedia_desktop.domain import pictures
from govmedia_desktop.domain.submissions import Hold
from govmedia_desktop.errors import CannotReadError, CannotWriteError
from govmedia_desktop.spreadsheets.collected_media import Media, MediaFile, spelled
from govmedia_desktop.store import drafts
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases import collected_photos, inspections
from govmedia_desktop.usecases.accounts import find_account
from govmedia_desktop.usecases.collecting import read_collection, take_in_collection
from govmedia_desktop.usecases.forms import publish
from govmedia_desktop.usecases.held import decide
from govmedia_desktop.usecases.maintenance import verify
from govmedia_desktop.usecases.weighing import Decision, Outcome
from tests.data.collected import as_csv, filled, xlsx, zipped
from tests.data.offices import TOWN_VOICE, office
from tests.data.pictures import GIF, SVG, png
from tests.unit.forms.workbooks import row, workbook

UUID = filled("").uuid
OTHER = filled("", 2).uuid
FAILS = {
    "gm_fails": ". = 'no'",
    "gm_severity": "veto",
    "gm_problem": "未提供有效互动功能",
    "gm_basis": "本县办法第三条",
}
FORM = [
    {**row("select_one yn", "reply", **FAILS), "label": "能不能互动"},
    {**row("image", "reply_photo", relevant="${reply} = 'no'"), "label": "互动照片"},
    {**row("image", "front"), "label": "门口照片"},
    {**row("audio", "talk"), "label": "录音"},
    {"type": "begin repeat", "name": "spots", "label": "点位"},
    {**row("image", "shot"), "label": "点位照片"},
    {"type": "end repeat", "name": "", "label": ""},
]
CHOICES = [("yn", "yes", "能"), ("yn", "no", "不能")]
FRONT, REPLY, SHOT = png(shade=1), png(shade=2), png(shade=3)
NAMES = {"互动 照片.jpg": REPLY, "1714724500.jpg": FRONT, "点位𠮷.png": SHOT}


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", (TOWN_VOICE,)) as opened:
        publish(opened, workbook(FORM, CHOICES), "f.xlsx")
        yield opened


def main_rows(uuids=(UUID,), account="示例镇之声", reply="no", front="1714724500.jpg"):
    head = ["account", "today", "reply", "reply_photo", "front", "talk", "__version__", "_uuid"]
    rows = [[*head, "_index"]]
    for number, uuid in enumerate(uuids, 1):
        told = [account, "2024-05-03", reply, "互动 照片.jpg", front, "说.m4a", "1", uuid, number]
        rows.append(told)
    return rows


def book(path, **how):
    spots = [["shot", "_index", "_parent_table_name", "_parent_index"], ["点位𠮷.png", 1, "表", 1]]
    return xlsx(path, {"表": main_rows(**how), "spots": spots})


def kobo_media(path, uuid=UUID, names=None):
    """As KoboToolbox writes it, which puts `_` for a blank."""
    names = NAMES if names is None else names
    inside = {f"zhen/attachments/ab12cd/{uuid}/{n.replace(' ', '_')}": b for n, b in names.items()}
    return zipped(path, inside)


def kobo_two_files(folder):
    return [book(folder / "a.xlsx"), kobo_media(folder / "照片.zip")]


def kobo_one_zip(folder):
    path = kobo_media(folder / "全部.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(book(folder / "a.xlsx"), "导出/a.xlsx")
    (folder / "a.xlsx").unlink()
    return [path]


def kobo_unpacked_beside(folder):
    with zipfile.ZipFile(kobo_media(folder / "m.zip")) as archive:
        archive.extractall(folder)
    (folder / "m.zip").unlink()
    return [book(folder / "a.xlsx")]


def central_tables():
    head, line = main_rows()
    told = dict(zip(head, line, strict=True))
    told |= {"KEY": f"uuid:{UUID}", "FormVersion": "1"}
    main = {k: v for k, v in told.items() if not k.startswith("_")}
    key = f"uuid:{UUID}"
    spots = [["shot", "PARENT_KEY", "KEY"], ["点位𠮷.png", key, f"{key}/spots[1]"]]
    return {
        "f.csv": as_csv([list(main), list(main.values())]),
        "f-spots.csv": as_csv(spots),
        **{f"media/{name}": content for name, content in NAMES.items()},
    }


def central_zip(folder):
    return [zipped(folder / "f.zip", central_tables())]


def central_unpacked(folder):
    (folder / "media").mkdir()
    for name, content in central_tables().items():
        (folder / name).write_bytes(content)
    return [folder / "f.csv"]


def instance_xml(front="1714724500.jpg"):
    return (
        f'<data id="f" version="1"><account>示例镇之声</account><today>2024-05-03</today>'
        f"<reply>no</reply><reply_photo>互动 照片.jpg</reply_photo><front>{front}</front>"
        f"<talk>说.m4a</talk><spots><shot>点位𠮷.png</shot></spots>"
        f"<meta><instanceID>uuid:{UUID}</instanceID></meta></data>"
    )


def phone_folder(folder):
    place = folder / "odk" / "instances" / "f_2024-05-03"
    place.mkdir(parents=True)
    (place / "f_2024-05-03.xml").write_text(instance_xml(), encoding="utf-8")
    for name, content in NAMES.items():
        (place / name).write_bytes(content)
    return [folder / "odk"]


def phone_xml(folder):
    (root,) = phone_folder(folder)
    return [next(root.rglob("*.xml"))]


def briefcase(folder):
    inside = {f"x/instances/uuid{UUID}/{n}": content for n, content in NAMES.items()}
    inside[f"x/instances/uuid{UUID}/submission.xml"] = instance_xml()
    return [zipped(folder / "b.zip", inside)]


MAKERS = [
    kobo_two_files,
    kobo_one_zip,
    kobo_unpacked_beside,
    central_zip,
    central_unpacked,
    phone_folder,
    phone_xml,
    briefcase,
]


def taken(desk, paths):
    found = take_in_collection(desk, read_collection(desk, paths))
    (one,) = found.weighed
    return found, one


def record_of(desk):
    (id_,) = [r[0] for r in desk.db.conn.execute("SELECT id FROM inspection")]
    return inspections.result_of(desk, id_)


@pytest.mark.parametrize("maker", MAKERS)
def test_photos_are_found_where_every_tool_puts_them(desk, tmp_path, maker):
    folder = tmp_path / "导出"
    folder.mkdir()
    paths = maker(folder)
    dry = read_collection(desk, paths)
    assert dry.photos == 3
    found, one = taken(desk, paths)
    assert one.outcome is Outcome.FINISHED
    evidence = record_of(desk).evidence
    shown = {path: [p.sha256 for p in pieces] for path, pieces in evidence.items()}
    for content in NAMES.values():
        digest = next(
            d for pieces in shown.values() for d in pieces if bytes_of(desk, d) == content
        )
        assert digest
    assert [p.was for p in found.problems] == ["说.m4a"]
    assert verify(desk) == []


def bytes_of(desk, digest):
    return evidence_path(desk.store.evidence, digest).read_bytes()


def test_a_photo_is_evidence_of_the_failing_item_it_is_asked_for(desk, tmp_path):
    taken(desk, kobo_two_files(tmp_path))
    result = record_of(desk)
    by_path = {path: bytes_of(desk, pieces[0].sha256) for path, pieces in result.evidence.items()}
    assert by_path == {"/data/reply": REPLY, "/data/front": FRONT, "/data/spots[#1]/shot": SHOT}
    (piece,) = result.evidence["/data/front"]
    assert (piece.name, piece.media_type) == ("1714724500.jpg", "image/png")
    assert result.answers["/data/front"].value == "1714724500.jpg"


def test_a_missing_photo_is_told_by_name_and_cell_and_blocks_nothing(desk, tmp_path):
    found = read_collection(desk, [book(tmp_path / "a.xlsx")])
    told = {p.was: (p.cell, p.text) for p in found.problems}
    assert told.keys() == {*NAMES, "说.m4a"}
    assert told["1714724500.jpg"][0] == "表!E2"
    assert "“门口照片”" in told["1714724500.jpg"][1]
    _, one = taken(desk, [tmp_path / "a.xlsx"])
    assert one.outcome is Outcome.FINISHED
    assert record_of(desk).evidence == {}


def test_a_photo_of_another_instance_is_never_taken(desk, tmp_path):
    paths = [book(tmp_path / "a.xlsx"), kobo_media(tmp_path / "m.zip", OTHER)]
    assert read_collection(desk, paths).photos == 0


def test_a_name_that_two_submissions_tell_of_one_folder_is_nobodys(desk, tmp_path):
    path = xlsx(tmp_path / "a.xlsx", {"表": main_rows((UUID, OTHER))})
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "1714724500.jpg").write_bytes(FRONT)
    found = read_collection(desk, [path])
    assert found.photos == 0
    assert sum(p.was == "1714724500.jpg" for p in found.problems) == 2


def test_two_submissions_with_one_name_each_get_their_own(desk, tmp_path):
    path = xlsx(tmp_path / "a.xlsx", {"表": main_rows((UUID, OTHER))})
    media = [
        kobo_media(tmp_path / "1.zip", UUID, {"1714724500.jpg": FRONT}),
        kobo_media(tmp_path / "2.zip", OTHER, {"1714724500.jpg": SHOT}),
    ]
    take_in_collection(desk, read_collection(desk, [path, *media]))
    ids = [r[0] for r in desk.db.conn.execute("SELECT id FROM inspection")]
    shown = [inspections.result_of(desk, id_).evidence["/data/front"][0].sha256 for id_ in ids]
    assert {bytes_of(desk, digest) for digest in shown} == {FRONT, SHOT}


@pytest.mark.parametrize("content", [SVG, GIF, b"", b"\x89PNG\r\n\x1a\nxx", png(9000, 9000)])
def test_what_is_no_picture_of_ours_is_told_and_not_kept(desk, tmp_path, content):
    paths = [
        book(tmp_path / "a.xlsx"),
        kobo_media(tmp_path / "m.zip", UUID, {"1714724500.jpg": content}),
    ]
    found, one = taken(desk, paths)
    assert one.outcome is Outcome.FINISHED
    assert any(p.was == "1714724500.jpg" and "1714724500" in p.text for p in found.problems)
    assert record_of(desk).evidence == {}
    assert not [p for p in desk.store.evidence.rglob("*") if p.is_file()]


def test_a_file_larger_than_a_picture_may_be_is_told(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 50)
    found, one = taken(desk, kobo_two_files(tmp_path))
    assert one.outcome is Outcome.FINISHED
    assert sum("上限" in p.text for p in found.problems) == 3


def test_while_a_leak_is_found_no_photo_is_taken_or_kept(desk, tmp_path):
    leak = row("select_one look", "leak", **{**FAILS, "gm_fails": ". = 'found'"})
    looks = [("look", "none", "未发现"), ("look", "found", "发现")]
    publish(desk, workbook([leak, row("image", "front")], looks, form_id="g"), "g.xlsx")
    main = [["account", "today", "leak", "front", "__version__", "_uuid", "_index"]]
    main.append(["示例镇之声", "2024-05-03", "found", "1.jpg", "1", UUID, 1])
    paths = [xlsx(tmp_path / "a.xlsx", {"g": main})]
    paths.append(kobo_media(tmp_path / "m.zip", UUID, {"1.jpg": FRONT}))
    assert read_collection(desk, paths).photos == 0
    found, _ = taken(desk, paths)
    assert any("泄密" in p.text for p in found.problems)
    assert not [p for p in desk.store.evidence.rglob("*") if p.is_file()]


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


def test_photos_that_come_after_the_inspection_are_told_not_put_in(desk, tmp_path):
    path = book(tmp_path / "a.xlsx")
    taken(desk, [path])
    (one,) = read_collection(desk, [path, kobo_media(tmp_path / "m.zip")]).weighed
    assert one.outcome is Outcome.ALREADY
    assert "3张照片没有补进去" in one.text


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
    def full(*_args):
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
