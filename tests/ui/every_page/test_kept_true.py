"""What a page shows after work elsewhere is what it shows when it is made anew."""

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from govmedia_desktop.domain.offices import Level
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.offices.known import change_own_office
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.register.accounts import add_account, change_account, list_accounts
from tests.ui.every_page.stops import STOPS, bring_to_front, go, press, settle
from tests.unit.desks import NONE
from ui.tables.view import RowsTable

AS_BEGUN = {
    "导出台账": "how many there are is told as of when it was opened",
    "逐项检查": "an inspection goes by the limits of when it was opened",
    "表格填": "the rows are those of when it was opened",
}
"""Pages that hold what they were opened with, and why."""


def texts(window) -> list[str]:
    """Return what can be read on the page, widget by widget, of lists with the first row chosen."""
    for table in window.stack.findChildren(RowsTable):
        if table.isVisible():
            table.selectRow(0)
    settle()
    shown = [w for w in window.stack.findChildren(QWidget) if w.isVisible()]
    return [text for widget in shown for text in _texts(widget) if text]


def _texts(widget: QWidget) -> list[str]:
    if isinstance(widget, (QLabel, QAbstractButton)):
        return [widget.text() + ("" if widget.isEnabled() else "（不能用）")]
    if isinstance(widget, QLineEdit):
        return [widget.text()]
    if isinstance(widget, QPlainTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(n) for n in range(widget.count())]
    if isinstance(widget, QTabBar):
        return [widget.tabText(n) for n in range(widget.count())]
    return _cells(widget.model()) if isinstance(widget, QTableView) else []


def _cells(model) -> list[str]:
    columns = range(model.columnCount())
    return [
        " | ".join(str(model.index(row, column).data() or "") for column in columns)
        for row in range(model.rowCount())
    ]


def by_name(desk):
    return sorted(list_accounts(desk), key=lambda listed: listed.account.name)


def last(desk):
    return by_name(desk)[-1].account


def finish_one(desk):
    inspection = begin(desk, Occasion(by_name(desk)[0].account.id, "national-2019"))
    answer_all(inspection, {**NONE, "interaction": "no", "last_update": "2026-11-15"})
    inspection.finish()


def begin_one(desk):
    inspection = begin(desk, Occasion(by_name(desk)[3].account.id, "national-2019"))
    answer_all(inspection, {"interaction": "no"})


_NEW = {"name": "示例青山街道新办", "platform": "weibo"}
CHANGES = {
    "accounts": lambda desk: add_account(desk, {**_NEW, "owner": last(desk).owner}),
    "renamed": lambda desk: change_account(desk, last(desk).id, {"name": "示例青山街道改名"}),
    "inspections": finish_one,
    "drafts": begin_one,
    "parameters": lambda desk: set_parameter(desk, NewParameter("max_idle_days", "9", "县规定")),
    "offices": lambda desk: change_own_office(desk, Level.COUNTY, "另一个市人民政府办公室"),
}


def layers() -> list[list[str]]:
    """Divide the pages so that a window can stand open at all of a layer: one of each place."""
    divided: list[list[str]] = []
    for name, (place, *_) in STOPS.items():
        free = [layer for layer in divided if all(STOPS[other][0] != place for other in layer)]
        if not free:
            divided.append([])
        (free[0] if free else divided[-1]).append(name)
    return divided


@pytest.fixture(scope="module")
def standing_open(window_at):
    """Windows that stood open at each page while the changes were made, by the page's name."""
    first = window_at()
    desk, found = first.session.desk, {}
    for number, names in enumerate(layers()):
        window = window_at(desk=desk) if number else first
        for name in names:
            go(window, name)
            found[name] = window
            press(window, "Alt+4" if name == "报告" else "Alt+5")
    windows = dict.fromkeys(found.values())
    for window in windows:
        window.hide()
    for subject, change in CHANGES.items():
        change(desk)
        for window in windows:
            window.session.announce(subject)
    for window in windows:
        window.show()
    settle()
    return found


@pytest.fixture(scope="module")
def made_anew(standing_open, window_at):
    """A window that was made after the changes."""
    return window_at(desk=next(iter(standing_open.values())).session.desk)


@pytest.mark.parametrize("name", STOPS)
def test_a_page_that_stood_open_shows_what_was_done_elsewhere(standing_open, made_anew, name):
    window = standing_open[name]
    bring_to_front(window)
    press(window, STOPS[name][0])
    before = texts(window)
    go(made_anew, name)
    if name in AS_BEGUN:
        assert len(before) > 3
    else:
        assert before == texts(made_anew)
