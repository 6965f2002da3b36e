"""A county takes up its own check form through the window, by keyboard, and checks with it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.usecases.forms.known import find_form, offered_forms
from govmedia_desktop.usecases.forms.versions import form_history
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from govmedia_desktop.usecases.register.accounts import add_account
from tests.e2e.test_window_story import ALT, CONTROL, drop, first_start, page_of, title
from tests.unit.forms.workbooks import row, workbook
from ui.parts import dialogs

ITEM = {"gm_fails": ". = 'no'", "gm_severity": "veto", "gm_problem": "未值守", "gm_carry": "yes"}
WRONG = [row("select_one ny", "duty", label="有没有人值守？", **{**ITEM, "gm_severity": "严重"})]
RIGHT = [row("select_one yn", "duty", label="有没有人值守？", **ITEM)]
NEWER = [
    row("select_one yn", "on_duty", label="有没有人值班值守？", **ITEM),
    row("integer", "likes", label="点赞量"),
]
NAMES = {"form_id": "county", "form_title": "县检查表"}


@pytest.fixture
def window(qtbot, start):
    return first_start(qtbot, start)


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)
    QApplication.processEvents()


def check(qtbot, window, form):
    """Begin a check under the form on the page 检查 and return its only question."""
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    checks = page_of(window)
    checks.list.form.setCurrentIndex(checks.list.form.findData(form.id))
    qtbot.keyClick(window, Qt.Key.Key_B, CONTROL)
    assert checks.currentWidget() is checks.filling
    sheet = checks.filling.sheet
    return sheet.question(sheet.path)


def import_wrong_then_right(qtbot, window, path):
    """设置 → 检查表 → import: the wrong workbook names its cells; put right, tried, published."""
    path.write_bytes(workbook(WRONG, **NAMES))
    qtbot.keyClick(window, Qt.Key.Key_7, ALT)
    qtbot.keyClick(window, Qt.Key.Key_M, CONTROL)
    forms = page_of(window).forms
    press(qtbot, Qt.Key.Key_I, CONTROL)
    faults = [forms.checked.faults.row_at(n).fault.cell for n in range(2)]
    assert faults == ["A2", "E2"]

    path.write_bytes(workbook(RIGHT, **NAMES))
    press(qtbot, Qt.Key.Key_F5)
    press(qtbot, Qt.Key.Key_T, CONTROL)
    press(qtbot, Qt.Key.Key_2)
    assert [f.problem for f in forms.trial.sheet.filling.verdict.findings] == ["未值守"]
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert window.messages.isVisible()
    return forms


def check_last_month(desk, account, form):
    month_ago = desk.today() - timedelta(days=31)
    inspection = begin(desk, Occasion(account, form.id, Nature.MONITORING, month_ago))
    inspection.answer("/data/duty", "yes")
    inspection.finish()


def publish_newer(qtbot, window, forms, path):
    """A newer version renames the question, counts likes, and so asks for a reason."""
    desk = window.session.desk
    renames = {"version": "2", "attribute::gm:replaces": "duty=on_duty"}
    path.write_bytes(workbook(NEWER, **NAMES, **renames))
    drop(window, path)
    assert title(window) == "设置"
    assert forms.checked.tabs.tabText(1).startswith("与第1版的不同")
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert find_form(desk, "county").version == "1"
    assert forms.checked.burden.reason.hasFocus()
    forms.checked.burden.reason.insert("市里统一布置")
    press(qtbot, Qt.Key.Key_Return, CONTROL)
    assert form_history(desk, find_form(desk, "county").id)[0].reason == "市里统一布置"


def test_from_a_wrong_workbook_to_a_check_under_its_newer_version(
    qtbot, window, monkeypatch, tmp_path
):
    desk = window.session.desk
    account = add_account(desk, {"name": "示例发布", "platform": "wechat"})
    path = tmp_path / "县检查表.xlsx"
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: path)
    forms = import_wrong_then_right(qtbot, window, path)
    check_last_month(desk, account, find_form(desk, "county"))
    publish_newer(qtbot, window, forms, path)
    second = find_form(desk, "county")

    # the answer of the older version is carried to the renamed question
    question = check(qtbot, window, second)
    assert question.item.name == "on_duty"
    assert (question.item.value, question.item.unconfirmed) == ("yes", True)

    # withdrawn, it is no longer offered
    qtbot.keyClick(window, Qt.Key.Key_7, ALT)
    forms.list.choose(second.id)
    forms.list.switch.trigger()
    assert "county" not in {form.form_id for form in offered_forms(desk)}
