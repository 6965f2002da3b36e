"""Where pictures come from: the clipboard, files dragged in, files chosen, the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence

from govmedia_desktop.domain.pictures import Picture
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.evidence import Offered, look_at, read_offered
from ui.forms.evidence.decoding import decoded, editable, encoded

PASTED, CAPTURED = "粘贴的图片.png", "屏幕截图.png"
FILES = "图片 (*.png *.jpg *.jpeg *.webp)"
_PNG = "image/png"
_ELSEWHERE = (".gmpack", ".zip", ".xlsx", ".csv")
"""Files that the window itself welcomes."""


@dataclass(frozen=True)
class Taken:
    """A picture taken in and decoded, not kept yet."""

    offered: Offered
    facts: Picture
    image: QImage


Offer = Callable[[Desk], Taken]
"""Takes one picture in; run beside the window. Raises `CannotReadError`."""


def from_file(path: Path) -> Offer:
    """Return the offer of a file."""
    return lambda desk: _taken(read_offered(desk, path))


def from_image(image: QImage, name: str) -> Offer:
    """Return the offer of dots that are no file yet; they are stored as PNG."""

    def take(desk: Desk) -> Taken:
        offered = Offered(encoded(editable(image)), name, desk.stamp())
        return Taken(offered, look_at(offered), editable(image))

    return take


def from_bytes(content: bytes, name: str) -> Offer:
    """Return the offer of a picture that came as bytes."""
    return lambda desk: _taken(Offered(content, name, desk.stamp()))


def _taken(offered: Offered) -> Taken:
    facts = look_at(offered)
    try:
        return Taken(offered, facts, decoded(offered.content))
    except CannotReadError as refusal:
        raise CannotReadError(f"“{offered.name}”：{refusal}") from refusal


def clipboard() -> QMimeData:
    """Return what the clipboard holds; an empty one where the desktop gives none."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()


def offers_in(mime: QMimeData) -> list[Offer]:
    """Return the pictures that a clipboard or a drag holds; files for the window are none."""
    paths = _files_in(mime)
    if paths:
        return [from_file(path) for path in paths]
    if mime.hasFormat(_PNG):  # checked before it is decoded, and stored as it came
        return [from_bytes(bytes(mime.data(_PNG).data()), PASTED)]
    image = mime.imageData()
    there = isinstance(image, QImage) and not image.isNull()
    return [from_image(image, PASTED)] if there else []


def holds_picture(mime: QMimeData) -> bool:
    """Whether there is something to take as a picture."""
    return bool(_files_in(mime)) or _is_image(mime)


def clipboard_is_for_pictures() -> bool:
    """Whether Ctrl+V in a line of text means a picture: where the clipboard holds no text."""
    mime = clipboard()
    return bool(_files_in(mime)) or (_is_image(mime) and not mime.hasFormat("text/plain"))


def _is_image(mime: QMimeData) -> bool:
    return mime.hasImage() or mime.hasFormat(_PNG)


def _files_in(mime: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() not in _ELSEWHERE]


def brings_picture(event: QEvent) -> bool:
    """Whether a picture is pasted or dragged where a line of text has the keyboard."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
        return event.matches(QKeySequence.StandardKey.Paste) and clipboard_is_for_pictures()
    return isinstance(event, QDropEvent) and holds_picture(event.mimeData())
