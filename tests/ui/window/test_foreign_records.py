"""The window opens on whatever records another program may have written."""

import pytest
from PySide6.QtWidgets import QApplication, QTableView

from tests.data.foreign_records import write_odd
from ui.errors import Troubles
from ui.main import PLACES, open_window


@pytest.mark.parametrize(
    ("odd", "sparse"), [("昨天", False), ("9999-12-31", False), ("2026-13-45", True), ("", True)]
)
def test_every_page_opens_and_its_rows_can_be_walked(qtbot, session_at, odd, sparse):
    session = session_at(accounts=2, quarters=1)
    write_odd(session.desk, odd, sparse=sparse)
    told = Troubles()
    failed = []
    told.failed.connect(failed.append)
    window = open_window(session, PLACES, told)
    qtbot.addWidget(window)
    for place in PLACES:
        page = window.open(place.title)
        QApplication.processEvents()
        for table in page.findChildren(QTableView):
            for row in range(min(table.model().rowCount(), 4)):
                table.setCurrentIndex(table.model().index(row, 0))
    QApplication.processEvents()
    assert failed == []
