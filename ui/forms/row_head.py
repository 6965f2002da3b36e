"""What a section in a repeat offers: another row, and taking this one out."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govmedia_desktop.forms.items import Section
from ui.parts.buttons import make_action, quiet_button, secondary_button
from ui.parts.page import EmptyState

ADD, REMOVE = "Ctrl+Shift+N", "Ctrl+Shift+D"


class RowActions:
    """新增一条 and 删除这一条 of a section, with their keys."""

    def __init__(
        self, owner: QWidget, add: Callable[[], object], remove: Callable[[], object]
    ) -> None:
        self.add: QAction = make_action(owner, "新增一条", "add", ADD, add)
        self.remove: QAction = make_action(owner, "删除这一条", "close", REMOVE, remove)

    def offer(self, head: QHBoxLayout) -> None:
        """Put the buttons into the head of a section."""
        head.addWidget(quiet_button(self.remove))
        head.addWidget(secondary_button(self.add))


def nothing_yet(section: Section, owner: QWidget, add: Callable[[], object]) -> EmptyState:
    """Return what a repeat without rows shows."""
    first = make_action(owner, "新增一条", "add", ADD, add)
    name = section.label or "这一节"
    text = "有几处就加几条，一条一条填写；没有就不用加。加错了可以删除，删除了也能撤销。"
    return EmptyState("add", f"“{name}”还没有填", text, None, first, width=240)
