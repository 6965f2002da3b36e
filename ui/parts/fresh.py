"""Keeping a page up to date without work for what nobody sees."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtWidgets import QWidget


class Fresh(QObject):
    """Calls `load` after a change: at once while `widget` is seen, else when it is next shown."""

    def __init__(
        self, widget: QWidget, changed: SignalInstance, load: Callable[[], object]
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._load = load
        self._stale = False
        changed.connect(self._change)
        widget.installEventFilter(self)

    def _change(self, _subject: str) -> None:
        if self._widget.isVisible():
            self._load()
        else:
            self._stale = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Load what changed while the widget was not seen."""
        if event.type() == QEvent.Type.Show and self._stale:
            self._stale = False
            self._load()
        return super().eventFilter(watched, event)
