"""A part of a page that is made when it is first shown or asked for: the page opens sooner."""

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.parts.page import Scrolled, column

Part = TypeVar("Part", bound=QWidget)


class Later(QWidget, Generic[Part]):
    """Stands where the part will stand; `scrolled` puts it into an area that scrolls."""

    def __init__(self, make: Callable[[], Part], *, scrolled: bool = False) -> None:
        super().__init__()
        self._make = make
        self._scrolled = scrolled
        self._whole = column(0)
        self.setLayout(self._whole)

    @cached_property
    def part(self) -> Part:
        """The part, made now at the latest."""
        made = self._make()
        self._whole.addWidget(Scrolled(made) if self._scrolled else made)
        return made

    def setVisible(self, visible: bool) -> None:  # noqa: N802 — Qt's name
        """Make the part before it is seen."""
        if visible:
            _made = self.part
        super().setVisible(visible)
