"""Evidence of an inspection: take a picture or file, keep it with its item, show or save it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.attachments import Attachment, attachment_of
from govmedia_desktop.domain.evidence import (
    Evidence,
    link_fault,
    name_fault,
    short_name,
    takes_evidence,
)
from govmedia_desktop.domain.pictures import MOST_BYTES, Picture, picture_of
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.files import write_bytes
from govmedia_desktop.forms.compiled import FILE_KINDS
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store import drafts
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.files import add_evidence, read_evidence
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.filling import leak_warning
from govmedia_desktop.usecases.inspections.under_way import Inspection

NOT_FAILING = "这一题没有发现问题，不需要证据，没有添加；只有发现问题的题才贴证据。"
ALREADY = "这张图片已经在这一题的证据里了，没有重复添加。"


@dataclass(frozen=True)
class Offered:
    """A picture that a person offers: its bytes, what it is called, when it was taken (ISO)."""

    content: bytes
    name: str
    taken_at: str


def look_at(offered: Offered) -> Picture:
    """Return what an offered picture is, its bytes not decoded; `CannotReadError` says why not."""
    picture = name_fault(offered.name) or picture_of(offered.content)
    if isinstance(picture, str):
        raise _not_taken(offered, picture)
    return picture


def _looked_at(offered: Offered, kind: str) -> Attachment | Picture:
    found = name_fault(offered.name) or attachment_of(offered.content, kind)
    if isinstance(found, str):
        raise _not_taken(offered, found)
    return found


def _not_taken(offered: Offered, why: str) -> CannotReadError:
    shown = "" if name_fault(offered.name) else f"“{short_name(offered.name)}”："
    return CannotReadError(f"{shown}{why}")


def keep(desk: Desk, offered: Offered, source: str = "", kind: str = "image") -> Evidence:
    """Write the bytes of a picture durably beside the records, and return it as evidence.

    Of a question's answer `kind` is the question's: image, audio, video or file. Touches no record,
    so it may run beside the window. Raises `CannotReadError` for what is not taken there,
    `RefusedError` for a link that is none, `CannotWriteError` where the disk does not take it; then
    nothing is stored.
    """
    found = _looked_at(offered, kind)
    if fault := link_fault(source):
        raise RefusedError(fault)
    digest = add_evidence(desk.store.evidence, offered.content)
    name = clean_text(short_name(offered.name))
    size = len(offered.content)
    return Evidence(digest, size, name, found.media_type, offered.taken_at, clean_text(source))


def read_offered(desk: Desk, path: Path) -> Offered:
    """Return a file as an offered picture. Raises `CannotReadError` where it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotReadError(
            f"“{short_name(path.name)}”读不出来，没有加为证据，原有内容不变；"
            "请检查文件是否还在，U盘是否已拔出。"
        ) from error
    return Offered(content, path.name, desk.stamp())


def add_file(
    inspection: Inspection, item: str, path: Path, decode: Callable[[bytes], None]
) -> Evidence:
    """Add a file to an item, named by its name or path, as it is; return it as evidence.

    A question that is answered with a file is answered with it. `decode` raises `CannotReadError`
    for bytes that only look like a picture. Raises `RefusedError` where item or picture is not
    taken.
    """
    where = resolve(inspection.compiled, item)
    if where is None:
        raise RefusedError(f"检查表“{inspection.form.title}”里没有名为“{item}”的问题；草稿已保存。")
    kind = inspection.run.item(where).kind
    if kind in FILE_KINDS:
        piece = keep(inspection.desk, read_offered(inspection.desk, path), kind=kind)
        if refusal := answer_with(inspection, where, piece):
            raise RefusedError(f"“{item}”没有存入“{piece.name}”：{refusal.rstrip('。')}。")
        return piece
    refuse_evidence(inspection, where)
    offered = read_offered(inspection.desk, path)
    look_at(offered)
    decode(offered.content)
    evidence = keep(inspection.desk, offered)
    attach(inspection, where, evidence)
    return evidence


def refuse_evidence(inspection: Inspection, path: str) -> None:
    """Raise `RefusedError` where an item takes no evidence: it passes, or it is about a leak.

    While 泄密 is answered 发现 nothing at all is taken in (domain.md §8).
    """
    if warning := leak_warning(inspection):
        raise RefusedError(f"{warning}；没有添加证据。")
    found = {finding.path: finding for finding in inspection.run.verdict().findings}
    if not takes_evidence(found.get(path)):
        raise RefusedError(NOT_FAILING)


def attach(inspection: Inspection, path: str, evidence: Evidence) -> None:
    """Add kept evidence to an item of the draft, behind what it has.

    Raises `RefusedError` where the item takes none or has this picture already.
    """
    refuse_evidence(inspection, path)
    pieces = evidence_of(inspection).get(path, ())
    if evidence.sha256 in {piece.sha256 for piece in pieces}:
        raise RefusedError(ALREADY)
    _put(inspection, path, (*pieces, evidence))


def answer_with(inspection: Inspection, path: str, piece: Evidence) -> str | None:
    """Answer a question with a kept file; return None, or why that is not taken.

    A file of the same name that answered it before is no more than what lies beside the records.
    Nothing is taken while 泄密 is answered 发现 (domain.md §8). Raises `RefusedError` where the
    inspection is finished or given up meanwhile.
    """
    _refuse_gone(inspection)
    if warning := leak_warning(inspection):
        return f"{warning}；没有存入文件"
    before = evidence_of(inspection).get(path, ())
    with write(inspection.desk.db):
        refusal = inspection.answer(path, piece.name)
        if refusal is None:
            others = (other for other in before if other.name != piece.name)
            _put(inspection, path, (*others, piece))
    return refusal


def check_kept(desk: Desk, evidence: Evidence) -> None:
    """Raise `CannotReadError` where kept evidence is missing or its bytes are others by now."""
    read_evidence(desk.store.evidence, evidence.sha256)


def save_elsewhere(desk: Desk, evidence: Evidence, path: Path) -> Path:
    """Write kept evidence to a place a person chose, its bytes checked; return where it stands.

    Raises `CannotReadError` where it is missing or altered, `CannotWriteError` for the disk.
    """
    return write_bytes(path, read_evidence(desk.store.evidence, evidence.sha256))


def detach(inspection: Inspection, path: str, sha256: str) -> Callable[[], None]:
    """Take evidence away from an item; what is returned puts it back where it was.

    Raises `RefusedError` where the item has no such evidence.
    """
    before = evidence_of(inspection).get(path, ())
    place = next((n for n, piece in enumerate(before) if piece.sha256 == sha256), None)
    if place is None:
        raise RefusedError("这张证据已经不在这一题里了，没有改动。")
    _put(inspection, path, (*before[:place], *before[place + 1 :]))

    def put_back() -> None:
        now = evidence_of(inspection).get(path, ())
        if sha256 not in {piece.sha256 for piece in now}:
            _put(inspection, path, (*now[:place], before[place], *now[place:]))

    return put_back


def evidence_of(inspection: Inspection) -> dict[str, tuple[Evidence, ...]]:
    """Return the evidence that the draft keeps, by path, also of items that pass now."""
    return drafts.evidence(inspection.desk.db, inspection.draft.id)


def picture_bytes(desk: Desk, evidence: Evidence) -> bytes:
    """Return the bytes of kept evidence, checked anew; they may have come from another office.

    Touches no record. Raises `CannotReadError` where they are missing, others, or no picture.
    """
    content = read_evidence(desk.store.evidence, evidence.sha256)
    look_at(Offered(content, evidence.name, evidence.taken_at))
    return content


def _refuse_gone(inspection: Inspection) -> None:
    if inspection.draft.id not in {draft.id for draft in drafts.drafts(inspection.desk.db)}:
        raise RefusedError("这次检查已经完成或放弃，证据不能再改动；检查记录没有变化。")


def _put(inspection: Inspection, path: str, pieces: tuple[Evidence, ...]) -> None:
    _refuse_gone(inspection)
    desk = inspection.desk
    drafts.put_evidence(desk.db, inspection.draft.id, path, pieces, desk.stamp())
