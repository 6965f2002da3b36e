"""A file as an answer: chosen, pasted or typed by its name."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from govmedia_desktop.forms.items import Item
from ui.forms.lines import LineField
from ui.parts import dialogs
from ui.parts.buttons import ActionButton, make_action
from ui.parts.words import set_tip

_KINDS = {
    "image": ("照片或图片", "图片 (*.png *.jpg *.jpeg *.webp)"),
    "audio": ("录音", "录音 (*.mp3 *.wav *.m4a *.amr *.aac)"),
    "video": ("录像", "录像 (*.mp4 *.mov *.avi *.mkv)"),
    "file": ("文件", "所有文件 (*)"),
}


class FileField(LineField):
    """The name of a file; Ctrl+O chooses one, Ctrl+V takes a copied one."""

    def __init__(self, item: Item, around: QWidget) -> None:
        super().__init__(item, around)
        self._title, self._filter = _KINDS[item.kind]
        self.line.setPlaceholderText(f"选择{self._title}，或在这里粘贴")
        self.choose = make_action(self.line, "选择", "folder", "", self.choose_file)
        set_tip(self.choose, f"选择{self._title}（Ctrl+O）")
        self.put_beside(ActionButton(self.choose))

    def choose_file(self) -> None:
        """Ask for a file; its name is the answer."""
        paths = dialogs.files_to_read(self.line, f"选择{self._title}", self._filter)
        if paths:
            self._take(paths[0].name)

    def _take(self, name: str) -> None:
        self.line.setText(name)
        self.line.setFocus()
        self.commit()

    def pressed(self, event: QKeyEvent) -> bool:
        """Choose by Ctrl+O, paste a copied file by Ctrl+V."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ways: dict[Qt.Key, Callable[[], bool]] = {
            Qt.Key.Key_O: self._choose,
            Qt.Key.Key_V: self._paste,
        }
        way = ways.get(Qt.Key(event.key())) if control else None
        return way is not None and way()

    def _choose(self) -> bool:
        self.choose_file()
        return True

    def _paste(self) -> bool:
        name = _file_name(QGuiApplication.clipboard().mimeData())
        if name:
            self._take(name)
        return bool(name)


def _file_name(content: QMimeData) -> str:
    names = [url.fileName() for url in content.urls() if url.isLocalFile()]
    return names[0] if names else ""
