"""Where no row is chosen, no button of a page writes anything, and none breaks."""

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTableView, QWidget

from tests.ui.every_page.stops import STOPS, go, settle

BEGINS = ("下一个", "返回列表", "放弃这次检查")
"""What begins, keeps or gives up an inspection by itself, of whatever row."""


def choose_nothing(page: QWidget) -> None:
    for table in page.findChildren(QTableView):
        table.clearSelection()
        table.setCurrentIndex(QModelIndex())


def offered(page: QWidget) -> list[str]:
    return list(dict.fromkeys(action.text() for action in usable(page) if action.text()))


def usable(page: QWidget) -> list[QAction]:
    seen = [widget for widget in (page, *page.findChildren(QWidget)) if widget.isVisible()]
    actions = [action for widget in seen for action in widget.actions()]
    return [action for action in actions if action.isVisible() and action.isEnabled()]


def written(desk) -> list[int]:
    tables = ("revision", "draft", "draft_answer", "personal", "sent")
    return [desk.db.execute(f"select count(*) from {name}").fetchone()[0] for name in tables]


@pytest.mark.parametrize("name", STOPS)
def test_no_action_writes_anything_where_no_row_is_chosen(window, name):
    page, desk = go(window, name), window.session.desk
    choose_nothing(page)
    settle()
    for text in offered(page):
        if text in BEGINS:
            continue
        before = written(desk)
        for action in usable(page):
            if action.text() == text:
                action.trigger()
                break
        settle()
        assert written(desk) == before, text
        if not page.isVisible():
            go(window, name)
        choose_nothing(page)
