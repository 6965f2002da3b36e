"""Files that answer questions: told by their first bytes, never by their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain import attachments, pictures
from govmedia_desktop.domain.attachments import attachment_of, named_as_it_is, suits
from govmedia_desktop.domain.evidence import evidence_as_value, evidence_from
from govmedia_desktop.packages.manifest import READER
from tests.data.files import AAC, EXE, FILMS, M4A, MKV, MP3_BARE, MP4, PAPERS, PDF, SOUND, THREE_GP
from tests.data.pictures import GIF, JPEG, SVG, WEBP, png
from tests.unit.domain.test_evidence import PIECE

PICTURES = {"image/png": png(), "image/jpeg": JPEG, "image/webp": WEBP}
ALL = {**SOUND, **FILMS, **PAPERS, **PICTURES}
HOSTILE = [
    EXE,
    SVG,
    GIF,
    b"#!/bin/sh\nrm -rf",
    b"<html><script>",
    b"@echo off",
    b"\x7fELF\x02",
    b"x",
]


@pytest.mark.parametrize(("media_type", "content"), ALL.items())
def test_a_file_question_takes_every_kind_by_its_first_bytes(media_type, content):
    assert attachment_of(content, "file").media_type == media_type


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        ("audio", {*SOUND, "video/mp4", "video/3gpp", "video/x-matroska"}),
        ("video", {*FILMS}),
        ("image", {*PICTURES}),
    ],
)
def test_the_other_kinds_take_their_own_only(kind, taken):
    found = {name for name, content in ALL.items() if not _refused(content, kind)}
    assert found == taken
    assert all(suits(media_type, kind) for media_type in taken)


def _refused(content, kind):
    return isinstance(attachment_of(content, kind), str)


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file"])
@pytest.mark.parametrize("content", HOSTILE)
def test_what_may_run_or_load_something_is_refused_in_words(kind, content):
    refusal = attachment_of(content, kind)
    assert isinstance(refusal, str)
    assert "没有" in refusal
    assert refusal.endswith("。")


@pytest.mark.parametrize("kind", ["audio", "video", "file"])
def test_an_empty_file_and_one_too_large_are_refused(kind, monkeypatch):
    assert attachment_of(b"", kind) == attachments.EMPTY
    monkeypatch.setattr(attachments, "MOST_BYTES", 50)
    assert attachment_of(M4A, kind) == attachments.TOO_HEAVY


def test_the_limit_is_that_of_exchange_files():
    assert pictures.MOST_BYTES == 50 * 1024**2


def test_sound_without_a_head_and_phones_containers_are_sound():
    assert attachment_of(MP3_BARE, "audio").media_type == "audio/mpeg"
    assert attachment_of(AAC, "audio").media_type == "audio/aac"
    for content in (MP4, THREE_GP, MKV):
        assert not _refused(content, "audio")


def test_a_picture_as_a_file_is_looked_at_as_strictly_as_evidence():
    assert attachment_of(png(9000, 9000), "file") == pictures.picture_of(png(9000, 9000))
    assert attachment_of(png()[:-4], "file") == pictures.BROKEN


@given(st.binary(max_size=64), st.sampled_from(["image", "audio", "video", "file"]))
def test_any_bytes_are_taken_or_refused_and_nothing_else(content, kind):
    found = attachment_of(content, kind)
    assert isinstance(found, str) or suits(found.media_type, kind)


@pytest.mark.parametrize(
    ("name", "media_type", "saved"),
    [
        ("说明.pdf", "application/pdf", "说明.pdf"),
        ("说明.PDF", "application/pdf", "说明.PDF"),
        ("工资表.exe", "application/pdf", "工资表.exe.pdf"),
        ("表.xlsx", "application/zip", "表.xlsx"),
        ("表.et", "application/x-ole-storage", "表.et"),
        ("录音.3gpp", "video/3gpp", "录音.3gpp"),
        ("a/b:c.bat", "audio/mpeg", "abc.bat.mp3"),
        ("CON.pdf", "application/pdf", "_CON.pdf"),
        ("nul", "application/pdf", "_nul.pdf"),
        ("..", "application/pdf", "文件.pdf"),
    ],
)
def test_saved_elsewhere_a_file_bears_the_ending_of_what_it_is(name, media_type, saved):
    assert named_as_it_is(name, media_type) == saved


@given(st.text(max_size=300), st.sampled_from(sorted(ALL)))
def test_a_name_for_saving_is_one_that_every_system_takes(name, media_type):
    saved = named_as_it_is(name, media_type)
    assert saved
    assert len(saved) <= 90
    assert not set(saved) & set('\\/:*?"<>|\0\n')
    assert not saved.startswith(".")


@pytest.mark.parametrize("media_type", attachments.MEDIA_TYPES)
def test_a_record_carries_them_and_an_older_program_refuses_the_whole_file(media_type):
    value = evidence_as_value(PIECE) | {"media_type": media_type}
    assert evidence_from(value).media_type == media_type
    assert not evidence_from(value).is_picture
    assert READER >= 4


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/x-msdownload"])
def test_a_record_with_another_kind_is_damaged(media_type):
    with pytest.raises(ValueError, match="evidence"):
        evidence_from(evidence_as_value(PIECE) | {"media_type": media_type})


def test_a_document_is_no_sound_whatever_its_name():
    assert _refused(PDF, "audio")
