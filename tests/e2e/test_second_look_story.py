"""Two people check one account through the real window; what differs is shown, the rate stays."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.cli.main import run
from govmedia_desktop.usecases.periods.trends import trend
from tests.e2e.conftest import NONE
from tests.e2e.test_window_story import (
    ALT,
    CONTROL,
    enter_account,
    first_start,
    page_of,
    press,
)

KEY = Qt.Key


def fill_in(qtbot, window, opinion, *, prefilled=True):
    check = page_of(window)
    assert check.currentWidget() is check.filling
    sheet = check.filling.sheet
    paths = {item.name: item.path for s in sheet.filling.sections for item in s.items}
    sheet.go_to(paths["last_update"])
    today = str(window.session.desk.today())
    field = sheet.question(paths["last_update"]).field
    assert field.line.text() == (today if prefilled else "")
    if not prefilled:  # what the first person answered stands in the register: it is looked up
        qtbot.keyClicks(QApplication.focusWidget(), today)
    press(qtbot, KEY.Key_Return)
    for name in ("interaction", *NONE):
        sheet.go_to(paths[name])
        press(qtbot, {"interaction": KEY.Key_2, "adverse_opinion": opinion}.get(name, KEY.Key_1))
    qtbot.keyClick(window, KEY.Key_S, CONTROL)


def take_over_as(qtbot, window, name):
    qtbot.keyClick(window, KEY.Key_7, ALT)
    staff = page_of(window).settings.office.staff
    staff.setText(name)
    staff.editingFinished.emit()


def told_by_command_line(window, start, capsys):
    """Leave the window and return how the two differ, as `agreement` tells it."""
    folder, year = window.session.desk.store.folder, window.session.desk.today().year
    window.close()
    start.close()
    span = ["--from", f"{year}-01-01", "--to", f"{year}-12-31", "--json"]
    capsys.readouterr()
    assert run(["--data", str(folder), "agreement", *span]) == 0
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    return pair


def test_a_second_person_looks_again_and_sees_what_was_answered_differently(
    qtbot, start, capsys, tmp_path, monkeypatch
):
    monkeypatch.setenv("APPDATA", str(tmp_path / "settings"))  # a name is kept for this PC
    window = first_start(qtbot, start)
    desk = window.session.desk
    enter_account(qtbot, window, last_update=str(desk.today()))
    qtbot.keyClick(window, KEY.Key_3, ALT)
    page_of(window).list.panel.table.setFocus()
    press(qtbot, KEY.Key_Return)
    fill_in(qtbot, window, KEY.Key_1)
    rate = trend(desk)

    # the same person may not look again
    check = page_of(window)
    check.list.panel.table.selectRow(0)
    qtbot.keyClick(window, KEY.Key_R, CONTROL)
    assert check.currentWidget() is check.list
    assert "第二遍要由另一个人来看" in check.list.again.words.text()

    # a colleague puts in the own name and does
    take_over_as(qtbot, window, "王五")
    qtbot.keyClick(window, KEY.Key_3, ALT)
    check.list.panel.table.selectRow(0)
    qtbot.keyClick(window, KEY.Key_R, CONTROL)
    fill_in(qtbot, window, KEY.Key_2, prefilled=False)

    assert check.currentWidget() is check.comparison
    model = check.comparison.differences.rows
    assert [model.index(0, column).data() for column in (1, 2)] == ["未发现", "发现"]
    assert model.rowCount() == 1
    assert trend(desk) == rate

    # the command line tells the same of the folder
    pair = told_by_command_line(window, start, capsys)
    assert pair["persons"] == ["示例人", "王五"]
    assert [(d["first"], d["second"]) for d in pair["differences"]] == [("未发现", "发现")]
