"""Pictures decoded and encoded within the limits of hardening R25; fit to run beside the window."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from govmedia_desktop.domain.pictures import (
    BROKEN,
    JPEG,
    MOST_BYTES,
    MOST_DOTS,
    PNG,
    TOO_HEAVY,
    WEBP,
    picture_of,
)
from govmedia_desktop.errors import CannotReadError

MOST_MEMORY_MB = 192
_QT_NAMES = {PNG: b"png", JPEG: b"jpeg", WEBP: b"webp"}
_QUALITY = 92


def decoded(content: bytes) -> QImage:
    """Return the picture upright, 32 bits a dot, decoded as what its first bytes say and no other.

    Raises `CannotReadError` for anything else, whatever the bytes are.
    """
    facts = picture_of(content)
    if isinstance(facts, str):
        raise CannotReadError(facts)
    QImageReader.setAllocationLimit(MOST_MEMORY_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(_QT_NAMES[facts.media_type]))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > MOST_DOTS:
        raise CannotReadError(BROKEN)
    image = reader.read()
    if image.isNull():
        raise CannotReadError(BROKEN)
    return editable(image)


def editable(image: QImage) -> QImage:
    """Return the picture with 32 bits a dot and one dot a unit."""
    format_ = QImage.Format.Format_ARGB32 if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    result = image.convertToFormat(format_)
    result.setDevicePixelRatio(1)
    return result


def encoded(image: QImage, media_type: str = PNG) -> bytes:
    """Return the picture's dots and nothing else: as JPEG where it was one, else as PNG.

    Raises `CannotReadError` where it is larger than evidence may be.
    """
    bare = QImage(image.size(), image.format())  # texts of the old one do not come along
    painter = QPainter(bare)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(0, 0, image)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if media_type == JPEG:
        bare.save(buffer, "JPEG", _QUALITY)  # type: ignore[call-overload]
    else:
        bare.save(buffer, "PNG")  # type: ignore[call-overload]
    content = bytes(buffer.data().data())
    if len(content) > MOST_BYTES:
        raise CannotReadError(TOO_HEAVY)
    return content


def check_decodes(content: bytes) -> None:
    """Raise `CannotReadError` for bytes that only look like a picture."""
    decoded(content)


def fitted(image: QImage, width: int, height: int) -> QImage:
    """Return the picture made smaller so that it fits; a small one stays as it is."""
    if image.width() <= width and image.height() <= height:
        return image
    how = Qt.TransformationMode.SmoothTransformation
    return image.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio, how)
