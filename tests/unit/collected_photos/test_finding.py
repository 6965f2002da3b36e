"""Photos beside what phones collected: found where every tool puts them, told where missing."""

import zipfile

import pytest

from govmedia_desktop.domain import pictures
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.phones.collecting import read_collection, take_in_collection
from govmedia_desktop.usecases.phones.weighing import Outcome
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.data.collected import filled, xlsx, zipped
from tests.data.pictures import GIF, SVG, png
from tests.unit.collected_photos.conftest import (
    FAILS,
    FRONT,
    NAMES,
    REPLY,
    SHOT,
    UUID,
    book,
    bytes_of,
    central_tables,
    central_zip,
    kobo_media,
    kobo_two_files,
    main_rows,
    record_of,
    taken,
)
from tests.unit.forms.workbooks import row, workbook

OTHER = filled("", 2).uuid


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
