"""Evidence with an inspection under way: taken, kept with what fails, carried by the record."""

import errno
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from govmedia_desktop.domain.evidence import NO_LINK, TURNED_NAME
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.pictures import LONGEST_SIDE
from govmedia_desktop.errors import CannotReadError, CannotWriteError, RefusedError
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store import drafts, migrations
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.inspections.evidence import (
    ALREADY,
    NOT_FAILING,
    Offered,
    add_file,
    attach,
    detach,
    evidence_of,
    keep,
    look_at,
    picture_bytes,
    read_offered,
)
from govmedia_desktop.usecases.inspections.filling import LEAK_WARNING, leave, set_aside
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin, result_of, resume
from govmedia_desktop.usecases.periods.reports import problem_report
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from tests.data.offices import LAW, NOON, office
from tests.data.pictures import GIF, JPEG, SVG, WEBP, png, png_that_claims
from tests.unit.desks import NONE

AT = "2024-05-06T10:42:07+08:00"
PNG = png()


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", [LAW]) as opened:
        yield opened


@pytest.fixture
def inspection(desk):
    """示例普法 with no way to interact: one item fails."""
    begun = begin(desk, Occasion("示例普法", "national-2019"))
    give(begun, interaction="no")
    return begun


def give(inspection, **answers):
    for name, value in answers.items():
        assert inspection.answer(path(inspection, name), value) is None


def path(inspection, name="interaction"):
    return resolve(inspection.compiled, name)


def offered(content=PNG, name="截图.png"):
    return Offered(content, name, AT)


def add(inspection, content=PNG, name="interaction", source=""):
    piece = keep(inspection.desk, offered(content), source)
    attach(inspection, path(inspection, name), piece)
    return piece


def stored(desk):
    return sorted(p.name for p in desk.store.evidence.rglob("*") if p.is_file())


def nothing_stored(desk):
    return stored(desk) == [] and not list(desk.store.evidence.rglob("*.part"))


# taking


@pytest.mark.parametrize("content", [PNG, JPEG, WEBP])
def test_an_unedited_picture_is_stored_byte_for_byte(inspection, content):
    piece = add(inspection, content, source="https://mp.weixin.qq.com/s/abc")
    desk = inspection.desk
    assert evidence_path(desk.store.evidence, piece.sha256).read_bytes() == content
    assert (piece.size, piece.name, piece.taken_at) == (len(content), "截图.png", AT)
    assert piece.source == "https://mp.weixin.qq.com/s/abc"
    assert picture_bytes(desk, piece) == content


def test_the_draft_gives_evidence_back_in_its_order(inspection):
    pieces = [add(inspection, png(shade=n)) for n in (3, 1, 2)]
    again = resume(inspection.desk, inspection.draft.id)
    assert evidence_of(again) == {path(inspection): tuple(pieces)}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "图片是空的"),
        (SVG, "不是PNG、JPEG或WebP"),
        (GIF, "不是PNG、JPEG或WebP"),
        (PNG[:-5], "不完整或已损坏"),
        (png_that_claims(30_000, 30_000), "30000×30000"),
        (png_that_claims(60_000, 1), f"边长最多 {LONGEST_SIDE} 点"),
    ],
)
def test_a_hostile_or_broken_picture_is_refused_by_name_and_nothing_is_stored(desk, content, says):
    with pytest.raises(CannotReadError) as refusal:
        keep(desk, offered(content, "证据.png"))
    assert str(refusal.value).startswith("“证据.png”：")
    assert says in str(refusal.value)
    assert "没有加为证据" in str(refusal.value)
    assert nothing_stored(desk)


def test_a_name_that_turns_round_is_not_repeated(desk):
    with pytest.raises(CannotReadError) as refusal:
        keep(desk, offered(name="截图\u202egnp.exe"))
    assert str(refusal.value) == TURNED_NAME
    assert nothing_stored(desk)


def test_a_link_that_is_none_stores_nothing(desk):
    with pytest.raises(RefusedError, match="来源链接") as refusal:
        keep(desk, offered(), "file:///c:/x")
    assert str(refusal.value) == NO_LINK
    assert nothing_stored(desk)


def test_a_file_that_is_gone_is_told(desk, tmp_path):
    with pytest.raises(CannotReadError, match="读不出来，没有加为证据"):
        read_offered(desk, tmp_path / "没有.png")


def test_a_picture_is_looked_at_without_being_stored(desk):
    assert look_at(offered(png(7, 5))).width == 7
    assert nothing_stored(desk)


@pytest.mark.parametrize("at", ["mkdir", "replace"])
def test_a_full_disk_leaves_nothing_half_there(inspection, monkeypatch, at):
    def full(*_args, **_how):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, at, full)
    with pytest.raises(CannotWriteError, match=r"“证据图片”没有写成.*磁盘空间不足"):
        keep(inspection.desk, offered())
    monkeypatch.undo()
    assert nothing_stored(inspection.desk)
    assert evidence_of(inspection) == {}
    assert add(inspection) in evidence_of(inspection)[path(inspection)]


def test_a_place_held_by_another_program_gets_no_second_name(desk, monkeypatch):
    replace = Path.replace

    def held(self, target):
        if "(" not in target.name:
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("govmedia_desktop.files.time.sleep", lambda _seconds: None)
    with pytest.raises(CannotWriteError, match="证据图片"):
        keep(desk, offered())
    assert nothing_stored(desk)


def test_a_stored_picture_whose_bytes_changed_is_put_right_by_the_same_picture(desk):
    piece = keep(desk, offered())
    evidence_path(desk.store.evidence, piece.sha256).write_bytes(b"other")
    with pytest.raises(CannotReadError, match="缺失或被改动"):
        picture_bytes(desk, piece)
    assert keep(desk, offered()) == piece
    assert picture_bytes(desk, piece) == PNG


# with which item


def test_an_item_that_passes_takes_none(inspection):
    piece = keep(inspection.desk, offered())
    for name in ("last_update", "serious_error"):
        with pytest.raises(RefusedError) as refusal:
            attach(inspection, path(inspection, name), piece)
        assert str(refusal.value) == NOT_FAILING
    assert evidence_of(inspection) == {}


def test_nothing_about_a_leak_is_taken_in(inspection):
    give(inspection, leak="found")
    piece = keep(inspection.desk, offered())
    for name in ("leak", "interaction"):
        with pytest.raises(RefusedError, match=LEAK_WARNING):
            attach(inspection, path(inspection, name), piece)
    assert evidence_of(inspection) == {}


def test_the_same_picture_is_added_once(inspection):
    piece = add(inspection)
    with pytest.raises(RefusedError) as refusal:
        attach(inspection, path(inspection), piece)
    assert str(refusal.value) == ALREADY
    assert evidence_of(inspection)[path(inspection)] == (piece,)


def test_evidence_taken_away_comes_back_to_its_place(inspection):
    first, middle, last = (add(inspection, png(shade=n)) for n in range(3))
    put_back = detach(inspection, path(inspection), middle.sha256)
    assert evidence_of(inspection)[path(inspection)] == (first, last)
    put_back()
    put_back()
    assert evidence_of(inspection)[path(inspection)] == (first, middle, last)
    with pytest.raises(RefusedError, match="已经不在"):
        detach(inspection, path(inspection), "0" * 64)


def test_evidence_of_an_item_that_passes_now_is_kept_aside_and_left_out_of_the_record(inspection):
    piece = add(inspection)
    give(inspection, interaction="yes")
    assert evidence_of(inspection) == {path(inspection): (piece,)}
    give(inspection, interaction="no")
    assert evidence_of(inspection) == {path(inspection): (piece,)}
    give(inspection, interaction="yes", last_update="2024-04-30", **NONE)
    assert result_of(inspection.desk, inspection.finish()).evidence == {}


# in the record


def test_the_record_names_what_was_kept_and_stays_as_it_is(inspection):
    desk, where = inspection.desk, path(inspection)
    piece = add(inspection, source="https://a.cn/1")
    give(inspection, last_update="2024-04-30", **NONE)
    record = inspection.finish()
    assert result_of(desk, record).evidence == {where: (piece,)}
    assert verify(desk, recompute=True) == []
    assert rebuild(desk).differing == ()
    assert result_of(desk, record).evidence == {where: (piece,)}
    assert picture_bytes(desk, piece) == PNG


def test_missing_evidence_of_records_and_drafts_is_told_by_verify(inspection, desk):
    piece = add(inspection)
    evidence_path(desk.store.evidence, piece.sha256).unlink()
    (fault,) = verify(desk)
    assert fault.check == "evidence"
    give(inspection, last_update="2024-04-30", **NONE)
    inspection.finish()
    assert verify(desk) == [fault]


def test_a_draft_with_nothing_but_evidence_is_not_thrown_away(desk):
    desk.clock = lambda: NOON + timedelta(days=30)
    begun = begin(desk, Occasion("示例普法", "national-2019"))
    add(begun, name="last_update")
    assert drafts.answers(desk.db, begun.draft.id) == {}
    leave(begun)
    assert evidence_of(resume(desk, begun.draft.id)) != {}


def test_an_inspection_set_aside_comes_back_with_its_evidence(inspection, desk):
    piece = add(inspection)
    bring_back = set_aside(desk, inspection.draft.id)
    assert desk.db.conn.execute("SELECT count(*) FROM draft_evidence").fetchone() == (0,)
    bring_back()
    assert evidence_of(resume(desk, inspection.draft.id)) == {path(inspection): (piece,)}


# from the command line's side


def test_a_file_is_added_as_it_is(inspection, tmp_path):
    (tmp_path / "截图.webp").write_bytes(WEBP)
    seen = []
    piece = add_file(inspection, "interaction", tmp_path / "截图.webp", seen.append)
    assert seen == [WEBP]
    assert evidence_of(inspection)[path(inspection)] == (piece,)
    assert (piece.media_type, piece.taken_at) == ("image/webp", "2024-05-06T12:00:00+00:00")


def test_a_file_that_cannot_be_decoded_is_not_stored(inspection, tmp_path):
    def broken(_content):
        raise CannotReadError("坏")

    (tmp_path / "a.png").write_bytes(PNG)
    with pytest.raises(CannotReadError, match="坏"):
        add_file(inspection, "interaction", tmp_path / "a.png", broken)
    with pytest.raises(RefusedError, match="没有名为“x”的问题"):
        add_file(inspection, "x", tmp_path / "a.png", lambda _content: None)
    with pytest.raises(RefusedError, match="没有发现问题"):
        add_file(inspection, "last_update", tmp_path / "a.png", lambda _content: None)
    assert nothing_stored(inspection.desk)


# the folder


def test_a_folder_of_before_there_was_evidence_opens_with_its_drafts(tmp_path):
    with office(tmp_path / "旧", [LAW]) as desk:
        begun = begin(desk, Occasion("示例普法", "national-2019"))
        give(begun, interaction="no")
        with write(desk.db):
            desk.db.conn.execute("DROP TABLE draft_evidence")
            desk.db.conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'draft_evidence'")
    with open_desk(tmp_path / "旧", "张三") as desk:
        assert not migrations.pending(desk.db)
        again = resume(desk, begun.draft.id)
        add(again)
        assert again.run.record()[path(again)].value == "no"


def test_what_others_made_up_as_evidence_is_never_looked_for(inspection, desk):
    give(inspection, last_update="2024-04-30", **NONE)
    record = inspection.finish()
    (body,) = desk.db.conn.execute(
        "SELECT body FROM revision WHERE record = ?", (record,)
    ).fetchone()
    for made_up in (
        5,
        "x",
        [["y"]],
        {"/a": "z"},
        {"/a": [5, None, "q", {"sha256": "../" * 21 + "a"}]},
    ):
        content = json.loads(body)
        content["changes"]["result"]["value"]["evidence"] = made_up
        with write(desk.db):
            desk.db.conn.execute(
                "UPDATE revision SET body = ? WHERE record = ?", (json.dumps(content), record)
            )
        assert [f for f in verify(desk) if f.check == "evidence"] == []


def test_the_problem_list_counts_the_pictures_and_names_their_links(inspection, desk):
    add(inspection, source="https://a.cn/1")
    add(inspection, JPEG, source="https://a.cn/1")
    add(inspection, WEBP)
    give(inspection, last_update="2024-03-01", **NONE)
    inspection.finish()
    span = Period(date(2024, 4, 1), date(2024, 6, 30))
    told = {p.problem: p.evidence for p in problem_report(desk, span).problems}
    assert told == {"未提供有效互动功能": "截图3张\nhttps://a.cn/1", "内容不更新": ""}
