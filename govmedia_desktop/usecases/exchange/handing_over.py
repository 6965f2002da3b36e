"""Handing files over: as the draft of a mail, or onto a stick, read back before it is pulled."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from pathlib import Path
from typing import BinaryIO

from govmedia_desktop.errors import CannotReadError, CannotWriteError
from govmedia_desktop.files import fresh_bytes, write_bytes, write_file
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.reporting import Letter

STICK_RULES = "使用U盘请遵守本单位的移动存储介质管理规定；涉密电脑、涉密U盘不得使用本程序。"
_BLOCK = 1 << 20
_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_NOT_THE_SAME = "“{}”在U盘上读回的内容与原文件不同，没有拷成，原文件没有变化；请换一个U盘再试。"


def write_mail(desk: Desk, path: Path, letter: Letter, to: str, files: Sequence[Path]) -> Path:
    """Write the draft of a mail (.eml) that carries the files; return where it stands.

    Mail programs open it ready to be sent (`X-Unsent`). Raises CannotWriteError, CannotReadError.
    """
    message = EmailMessage(policy=SMTP.clone(refold_source="none"))
    message["X-Unsent"] = "1"
    message["Subject"] = " ".join(letter.subject.split())
    if to.strip():
        message["To"] = to.strip()
    message.set_content(letter.body, cte="base64")
    for file in files:
        main, sub = _TYPES.get(file.suffix.lower(), ("application", "octet-stream"))
        message.add_attachment(_content(file), maintype=main, subtype=sub, filename=file.name)
    for part in message.iter_attachments():
        _name_for_older_programs(part)
    return write_bytes(desk.outside(path), bytes(message))


@dataclass(frozen=True)
class Copied:
    """A file on the stick, read back and found equal: where it stands and its SHA-256."""

    path: Path
    sha256: str


def copy_to_stick(
    desk: Desk, files: Sequence[Path], folder: Path, watch: Watch | None = None
) -> list[Copied]:
    """Copy the files into the folder, read each back from the medium and compare it.

    Only after that may the stick be pulled. Raises CannotWriteError where one was not taken, and
    CancelledError where `watch` says so; what was copied before then stands.
    """
    watch = watch or Watch()
    watch.expect(2 * sum(file.stat().st_size for file in files if file.is_file()))
    return [_copied(desk, file, folder, watch) for file in files]


def _copied(desk: Desk, file: Path, folder: Path, watch: Watch) -> Copied:
    digest = hashlib.sha256()

    def fill(target: BinaryIO) -> None:
        with file.open("rb") as source:
            for block in iter(partial(source.read, _BLOCK), b""):
                digest.update(block)
                target.write(block)
                watch.let_pass(len(block))

    place = write_file(desk.outside(folder / file.name), fill)
    back = hashlib.sha256()
    try:
        for block in fresh_bytes(place):
            back.update(block)
            watch.let_pass(len(block))
    except OSError as error:
        raise CannotWriteError(_NOT_THE_SAME.format(file.name)) from error
    if back.digest() != digest.digest():
        raise CannotWriteError(_NOT_THE_SAME.format(file.name))
    return Copied(place, digest.hexdigest())


def _name_for_older_programs(part: EmailMessage) -> None:
    """Give the file's name once more, the way those read it that know no RFC 2231."""
    kind = part.get_content_type()
    name = Header(part.get_filename() or "", "utf-8", maxlinelen=75).encode(linesep="\r\n")
    del part["Content-Type"]
    part.set_raw("Content-Type", f'{kind};\r\n name="{name}"')


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CannotReadError(
            f"“{file.name}”读不出来，没有写出邮件；请检查文件还在不在，再试一次。"
        ) from error
