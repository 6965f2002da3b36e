"""Handing over: a draft that mail programs open, and a stick that is read back."""

import email
import email.policy
import errno
import os
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from govmedia_desktop import files
from govmedia_desktop.errors import CannotReadError, CannotWriteError, RefusedError
from govmedia_desktop.packages.errors import CancelledError
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.usecases.exchange import handing_over
from govmedia_desktop.usecases.exchange.handing_over import copy_to_stick, write_mail
from govmedia_desktop.usecases.exchange.reporting import Letter
from tests.unit.desks import desk_of

LETTER = Letter("示例镇2026年第四季度政务新媒体检查情况", "示例县：\n    现报送……\n示例镇")
NAME = "示例镇_2026年第四季度_上报_第1次.gmpack"


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "data") as made:
        yield made


@pytest.fixture
def sent(tmp_path):
    path = tmp_path / NAME
    path.write_bytes(os.urandom(2_500_000))
    return path


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "U盘").mkdir()
    return tmp_path / "U盘"


def test_the_draft_holds_recipient_words_and_files_and_is_not_sent_yet(desk, sent, tmp_path):
    paper = tmp_path / "盖章表.xlsx"
    paper.write_bytes(b"PK")
    path = write_mail(desk, tmp_path / "草稿.eml", LETTER, " a@example.gov.cn ", [sent, paper])
    raw = path.read_bytes()
    assert raw.isascii()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    assert (message["To"], message["Subject"]) == ("a@example.gov.cn", LETTER.subject)
    assert message.get_body().get_content().splitlines() == LETTER.body.splitlines()
    attached = {part.get_filename(): part for part in message.iter_attachments()}
    assert attached[NAME].get_content() == sent.read_bytes()
    assert attached["盖章表.xlsx"].get_content_type().endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("name", [NAME, "plain.gmpack", 'a"; x="b.gmpack', "长" * 70 + ".gmpack"])
def test_a_file_bears_its_name_in_both_ways_that_mail_programs_read(desk, tmp_path, name):
    file = tmp_path / name
    file.write_bytes(b"x")
    raw = write_mail(desk, tmp_path / "草稿.eml", LETTER, "", [file]).read_bytes()
    assert max(map(len, raw.split(b"\r\n"))) < 998
    (part,) = email.message_from_bytes(raw, policy=email.policy.default).iter_attachments()
    assert part.get_filename() == name  # RFC 2231
    (old,) = [
        p for p in email.message_from_bytes(raw).walk() if p.get("Content-Disposition")
    ]  # RFC 2047
    spelled = str(make_header(decode_header(old.get_param("name"))))
    assert (old.get_content_type(), spelled) == ("application/octet-stream", name)


def test_a_draft_without_recipient_leaves_it_open(desk, sent, tmp_path):
    path = write_mail(desk, tmp_path / "草稿.eml", LETTER, "", [sent])
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert message["To"] is None


def test_what_stands_in_the_subject_cannot_add_a_header(desk, sent, tmp_path):
    letter = Letter("主题\r\nBcc: x@example.com", "正文")
    path = write_mail(desk, tmp_path / "草稿.eml", letter, "", [sent])
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (message["Subject"], message["Bcc"]) == ("主题 Bcc: x@example.com", None)


def test_a_draft_of_a_file_that_is_gone_is_not_written(desk, sent, tmp_path):
    sent.unlink()
    with pytest.raises(CannotReadError, match="没有写出邮件"):
        write_mail(desk, tmp_path / "草稿.eml", LETTER, "", [sent])
    assert not (tmp_path / "草稿.eml").exists()


def test_a_file_on_the_stick_is_equal_and_tells_its_hash(desk, sent, stick):
    (copied,) = copy_to_stick(desk, [sent], stick)
    assert copied.path == stick / NAME
    assert copied.path.read_bytes() == sent.read_bytes()
    assert len(copied.sha256) == 64


def test_a_stick_that_keeps_something_else_is_found_out(desk, sent, stick, monkeypatch):
    monkeypatch.setattr(handing_over, "fresh_bytes", lambda path: iter([b"other"]))
    with pytest.raises(CannotWriteError, match="读回的内容与原文件不同"):
        copy_to_stick(desk, [sent], stick)


def test_a_stick_that_cannot_be_read_back_is_not_trusted(desk, sent, stick, monkeypatch):
    def gone(_path):
        raise OSError(errno.EIO, "")
        yield b""

    monkeypatch.setattr(handing_over, "fresh_bytes", gone)
    with pytest.raises(CannotWriteError, match="没有拷成"):
        copy_to_stick(desk, [sent], stick)


def test_a_full_stick_leaves_nothing_half(desk, sent, stick, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(CannotWriteError, match="磁盘空间不足"):
        copy_to_stick(desk, [sent], stick)
    assert list(stick.iterdir()) == []


def test_a_stick_that_was_pulled_is_named(desk, sent, stick):
    with pytest.raises(CannotWriteError, match="U盘可能已拔出"):
        copy_to_stick(desk, [sent], stick / "不在")


@pytest.mark.parametrize("after", [0, 1, 2])
def test_stopping_leaves_nothing_half(desk, sent, stick, after):
    asked = iter([False] * after + [True] * 9)
    with pytest.raises(CancelledError):
        copy_to_stick(desk, [sent], stick, Watch(cancelled=lambda: next(asked)))
    assert list(stick.iterdir()) == []


def test_nothing_is_written_among_the_data(desk, sent):
    with pytest.raises(RefusedError, match="数据文件夹里"):
        write_mail(desk, desk.store.folder / "草稿.eml", LETTER, "", [sent])
    with pytest.raises(RefusedError, match="数据文件夹里"):
        copy_to_stick(desk, [sent], desk.store.folder)


def test_bytes_are_read_from_the_medium(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(bytes(3_000_000))
    assert b"".join(files.fresh_bytes(path)) == bytes(3_000_000)
    assert isinstance(path, Path)
