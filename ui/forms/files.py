"""A file as an answer: chosen, pasted or dragged in and kept; or its name alone, typed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from govmedia_desktop.forms.items import Item
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.evidence import Offered, read_offered
from ui.forms.evidence.offers import FILES, Offer, clipboard, offers_in
from ui.forms.lines import LineField
from ui.parts import dialogs
from ui.parts.buttons import ActionButton, make_action
from ui.parts.words import set_tip

_KINDS = {
    "image": ("照片或图片", FILES),
    "audio": ("录音", "录音 (*.mp3 *.wav *.m4a *.amr *.aac *.ogg *.3gp)"),
    "video": ("录像", "录像 (*.mp4 *.mov *.3gp *.avi *.mkv)"),
    "file": ("文件", "所有文件 (*)"),
}
_CONTROL = Qt.KeyboardModifier.ControlModifier
Read = Callable[[Desk], Offered]
"""Reads a file that is to answer a question, beside the window. Raises `CannotReadError`."""


class FileField(LineField):
    """A file: Ctrl+O chooses one, Ctrl+V takes a copied one or a picture; `given(Read)` to be kept.

    What is typed is a name alone, as on a phone whose photos have not come yet.
    """

    given = Signal(object)

    def __init__(self, item: Item, around: QWidget) -> None:
        super().__init__(item, around)
        self._kind = item.kind
        self._title, self._filter = _KINDS[item.kind]
        self.line.setPlaceholderText(f"选择{self._title}，或在这里粘贴")
        self.line.setAcceptDrops(False)  # an address would be dropped as text
        self.choose = make_action(self.line, "选择", "folder", "", self.choose_file)
        set_tip(self.choose, f"选择{self._title}，存入这次检查，最大 50 MB（Ctrl+O）")
        self.put_beside(ActionButton(self.choose))

    def choose_file(self) -> None:
        """Ask for a file to be kept as the answer."""
        paths = dialogs.files_to_read(self.line, f"选择{self._title}", self._filter)
        if paths:
            self._take(_reading(paths[0]))

    def take(self, content: QMimeData) -> bool:
        """Keep what was copied or dragged here as the answer; whether it is anything to keep."""
        files = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
        pictures = offers_in(content) if self._kind == "image" and not files else []
        readers = [*map(_reading, files), *map(_looking, pictures)]
        if readers:
            self._take(readers[0])
        return bool(readers)

    def claims(self, event: QEvent) -> bool:
        """Whether a window asks about one of its keys, before the page takes it for evidence."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        return event.modifiers() == _CONTROL and event.key() in (Qt.Key.Key_O, Qt.Key.Key_V)

    def _take(self, read: Read) -> None:
        self.line.setFocus()
        self.given.emit(read)

    def pressed(self, event: QKeyEvent) -> bool:
        """Choose by Ctrl+O, paste a copied file by Ctrl+V."""
        control = event.modifiers() == _CONTROL
        ways: dict[Qt.Key, Callable[[], bool]] = {
            Qt.Key.Key_O: self._choose,
            Qt.Key.Key_V: lambda: self.take(clipboard()),
        }
        way = ways.get(Qt.Key(event.key())) if control else None
        return way is not None and way()

    def _choose(self) -> bool:
        self.choose_file()
        return True


def _reading(path: Path) -> Read:
    return lambda desk: read_offered(desk, path)


def _looking(offer: Offer) -> Read:
    return lambda desk: offer(desk).offered
