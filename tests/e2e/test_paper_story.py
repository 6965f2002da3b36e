"""An office hands in paper: keyed in for it through the window, scan and all, and 报送情况 says so.

From the menu of 检查 by keyboard to the disk, and to what the command line tells of the folder.
"""

import hashlib
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from govmedia_desktop.cli.main import run
from govmedia_desktop.domain.board import ReportState, Way
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.inspections.check_sheets import check_sheet
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.periods import current_period
from govmedia_desktop.usecases.register.accounts import find_account
from tests.data.pictures import photograph
from tests.e2e.test_window_story import (
    ALT,
    CONTROL,
    enter_account,
    first_start,
    page_of,
    press,
)
from ui.pages.check.on_paper import NO_SCAN
from ui.parts import dialogs
from ui.tables.board_rows import BOARD

KEY = Qt.Key
TOWN, SCAN = "示例县示例镇人民政府", "示例镇交来的表.jpg"


@pytest.fixture
def window(qtbot, start):
    return first_start(qtbot, start)


@pytest.fixture
def scan(tmp_path, monkeypatch):
    path = tmp_path / SCAN
    path.write_bytes(photograph())
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: path)
    return path


def open_rekeying(qtbot, window):
    """检查 → 更多 → 照单录入: the menu offers it, its key opens it."""
    qtbot.keyClick(window, KEY.Key_3, ALT)
    check = page_of(window)
    menus = [button.menu() for button in check.list.findChildren(QToolButton) if button.menu()]
    assert check.list.rekey in [action for menu in menus for action in menu.actions()]
    qtbot.keyClick(window, KEY.Key_L, CONTROL)
    assert check.currentWidget() is check.rekeying
    return check.rekeying


def say_whose(qtbot, window, page):
    """Tick 这是代录, and lay the scan beside it."""
    page.on_paper.ticked.setFocus()
    press(qtbot, KEY.Key_Space)
    qtbot.keyClick(window, KEY.Key_J, CONTROL)
    assert page.on_paper.scan.text() == SCAN


def printed_code(desk, name):
    """What the scanner reads off the sheet that was printed for the account."""
    sheet = check_sheet(
        desk, find_form(desk, "national-2019"), find_account(desk, name), desk.today()
    )
    return sheet.code


def key_in(qtbot, window, page, last_update):
    """Scan the paper, then type the answers in its order."""
    page.code.setFocus()
    qtbot.keyClicks(page.code, printed_code(window.session.desk, "示例镇之声"))
    press(qtbot, KEY.Key_Return)
    today = str(window.session.desk.today())

    def write(text):
        field = QApplication.focusWidget()
        field.selectAll()
        qtbot.keyClicks(field, text)
        press(qtbot, KEY.Key_Return)

    write(last_update)
    press(qtbot, KEY.Key_1, KEY.Key_Return)
    for text in ("12", today, today):
        write(text)
    for _judged in range(5):
        press(qtbot, KEY.Key_1, KEY.Key_Return)
    qtbot.keyClick(window, KEY.Key_S, CONTROL)
    assert page.sheet is None or not page.bar.isVisible()


def board_rows(board):
    model = board.table.rows
    return {model.row_at(n).office.name: model.row_at(n) for n in range(model.rowCount())}


def note_paper(qtbot, window):
    """报送情况: choose the office, 登记报送 by its key, 纸质, no number typed."""
    qtbot.keyClick(window, KEY.Key_6, ALT)
    qtbot.keyClick(window, KEY.Key_3, CONTROL)
    board = page_of(window).board
    assert board_rows(board)[TOWN].standing.state is ReportState.MISSING
    board._choose(board_rows(board)[TOWN].id)
    qtbot.keyClick(window, KEY.Key_D, CONTROL)
    assert board.noted.isVisible()
    assert board.noted.first.currentText() == Way.PAPER.value  # as it was keyed in
    board.noted.save.trigger()
    return board_rows(board)[TOWN]


def test_paper_is_keyed_in_with_its_scan_and_the_board_says_on_paper(
    qtbot, window, start, scan, capsys
):
    desk = window.session.desk
    today = desk.today()
    enter_account(qtbot, window, owner=TOWN)
    page = open_rekeying(qtbot, window)
    say_whose(qtbot, window, page)
    key_in(qtbot, window, page, str(today))
    assert page.on_paper.scan.text() == NO_SCAN  # the next sheet has another

    # it is that office's own check, and the scan is on the disk under its hash
    (made,) = standing(desk.db, "inspection")
    result = result_of(desk, made["id"])
    town = find_office(desk, TOWN).id
    assert (made["office"], made["nature"], result.conclusion) == (town, "自查", "合格")
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()
    assert (result.source.way, result.source.file, result.source.sha256) == ("代录", SCAN, digest)
    assert evidence_path(desk.store.evidence, digest).read_bytes() == scan.read_bytes()

    # and 报送情况 says: reported, on paper, one account looked at, nothing found
    row = note_paper(qtbot, window)
    assert row.standing.state is ReportState.SENT
    assert row.standing.newest.way is Way.PAPER
    shown = {column.title: column.text(row) for column in BOARD}
    assert "纸质" in shown.values()
    assert "1/1" in shown.values()

    # the command line tells the same of the folder
    told = told_by_command_line(window, start, capsys)
    assert (told["way"], told["state"]) == ("纸质", "已报送")


def told_by_command_line(window, start, capsys):
    """Leave the window and return what `board` tells of the office; the folder is sound."""
    folder = str(window.session.desk.store.folder)
    period = current_period(window.session.desk).code
    window.close()
    start.close()
    capsys.readouterr()
    assert run(["--data", folder, "verify"]) == 0
    capsys.readouterr()
    assert run(["--data", folder, "board", "--period", period, "--json"]) == 0
    return next(o for o in json.loads(capsys.readouterr().out) if o["office"] == TOWN)
