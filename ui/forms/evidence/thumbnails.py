"""Small pictures of kept evidence, read and decoded beside the window, each once."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.inspections.evidence import check_kept, picture_bytes
from ui.forms.evidence.decoding import decoded, fitted
from ui.session import Session
from ui.tasks import Progress

SIZE = QSize(112, 72)
_RATIO = 2


class Thumbnails(QObject):
    """Hands out what is there; `arrived` after more came."""

    arrived = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._known: dict[str, QPixmap | None] = {}
        self._asked: set[str] = set()

    def of(self, evidence: Evidence) -> QPixmap | None:
        """Return its small picture, None where it has none, or it is not there yet."""
        found = self._known.get(evidence.sha256)
        return None if found is None or found.isNull() else found

    def is_lost(self, evidence: Evidence) -> bool:
        """Whether its bytes are missing or others by now."""
        return evidence.sha256 in self._known and self._known[evidence.sha256] is None

    def put(self, sha256: str, image: QImage) -> None:
        """Keep the small picture of what is at hand already."""
        self._known[sha256] = _pixmap(_small(image))

    def want(self, pieces: Iterable[Evidence]) -> None:
        """Ask for those that are not there."""
        wanted = [p for p in pieces if p.sha256 not in self._known | dict.fromkeys(self._asked)]
        if wanted:
            self._asked |= {piece.sha256 for piece in wanted}
            self._session.tasks.run(
                "正在读取证据图片", lambda progress: self._read(wanted, progress), self._take
            )

    def _read(self, wanted: list[Evidence], progress: Progress) -> dict[str, QImage | None]:
        found: dict[str, QImage | None] = {}
        for number, piece in enumerate(wanted):
            progress(number, len(wanted))
            try:
                found[piece.sha256] = self._picture(piece)
            except RefusedError:
                found[piece.sha256] = None
        return found

    def _picture(self, piece: Evidence) -> QImage:
        """Return the small picture; of another file, whose bytes are sound, an empty one."""
        if piece.is_picture:
            return _small(decoded(picture_bytes(self._session.desk, piece)))
        check_kept(self._session.desk, piece)
        return QImage()

    def _take(self, found: dict[str, QImage | None]) -> None:
        for sha256, image in found.items():
            self._known[sha256] = None if image is None else _pixmap(image)  # empty: no picture
        self._asked -= found.keys()
        self.arrived.emit()


def _small(image: QImage) -> QImage:
    return fitted(image, SIZE.width() * _RATIO, SIZE.height() * _RATIO)


def _pixmap(image: QImage) -> QPixmap:
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(_RATIO)
    return pixmap
