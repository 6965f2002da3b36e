"""台账 → 检查: 关停核查 and 开设核查 are begun there, and one comes back there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.register.account_history import inspections_of
from tests.unit.desks import add
from ui.pages.check import CheckPage
from ui.pages.register import RegisterPage
from ui.window import Place, Window, _keys_of

CONTROL = Qt.KeyboardModifier.ControlModifier
CLOSED = {
    "closing_notice": "yes",
    "content_moved": "na",
    "services_moved": "yes",
    "cancelled": "yes",
    "closing_filed": "yes",
}


@pytest.fixture
def window(qtbot, desk, session):
    take_up_shipped_forms(desk)
    places = [
        Place("工作台", "workbench", lambda: lambda _s: QWidget()),
        Place("台账", "register", lambda: RegisterPage),
        Place("检查", "check", lambda: CheckPage),
    ]
    made = Window(session, places)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def checks_of(window, record):
    page = window.open("台账")
    page.show_checks(record)
    return page.list.details.checks


def here(window):
    return window.navigation.currentItem().text()


def begun(qtbot, window, record):
    """Press the key in the tab; return the page of 检查."""
    checks_of(window, record)
    qtbot.keyClick(window, Qt.Key.Key_B, CONTROL)
    assert here(window) == "检查"
    return window.stack.currentWidget()


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("拟关停", "做关停核查"),
        ("已关停", "做关停核查"),
        ("已注销", "做关停核查"),
        ("未备案", "做开设核查"),
    ],
)
def test_the_status_decides_what_is_offered_and_f1_names_its_key(desk, window, status, text):
    checks = checks_of(window, add(desk, status=status))
    assert checks.offer.isVisible()
    assert checks.offer.begin.text() == text
    assert "记为日常监测，不计入合格率" in checks.offer.about.text()
    assert ("Ctrl+B", text) in _keys_of(window.stack.currentWidget())


@pytest.mark.parametrize("status", ["正常运行", "疑似假冒"])
def test_other_accounts_are_offered_nothing(qtbot, desk, window, status):
    checks = checks_of(window, add(desk, status=status))
    assert not checks.offer.isVisible()
    assert "Ctrl+B" not in dict(_keys_of(window.stack.currentWidget()))
    qtbot.keyClick(window, Qt.Key.Key_B, CONTROL)
    assert here(window) == "台账"
    assert drafts.drafts(desk.db) == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("正常运行", "在“检查”里可以开始。"),
        ("拟关停", "在“检查”里可以开始。"),
        ("已注销", "已注销的账号不列入检查名单。按上面的按钮做关停核查。"),
        ("未备案", "未备案的账号不列入检查名单。按上面的按钮做开设核查。"),
        ("疑似假冒", "疑似假冒的账号不列入检查名单。"),
    ],
)
def test_an_account_never_checked_says_where_it_is_checked(desk, window, status, sentence):
    checks = checks_of(window, add(desk, status=status))
    assert checks.findings.text() == f"这个账号还没有检查过。{sentence}"


def test_the_offer_follows_a_change_of_status(desk, window):
    record = add(desk)
    checks = checks_of(window, record)
    with window.session.writing("accounts"):
        accounts.change_account(desk, record, {"status": "已关停"})
    assert checks.offer.begin.text() == "做关停核查"


def test_a_finished_one_leads_back_and_stands_there(qtbot, desk, window):
    add(desk, "示例甲", status="已关停")
    record = add(desk, "示例乙", status="已关停")
    page = begun(qtbot, window, record)
    assert page.filling.title.text() == "示例乙"
    assert page.filling.back.text() == "返回台账"
    filling = page.filling.sheet.filling
    for name, value in CLOSED.items():
        assert filling.take(resolve(filling.inspection.compiled, name), value) is None
    page.filling.finish()
    assert here(window) == "台账"
    details = window.stack.currentWidget().list.details
    assert details.listed.account.name == "示例乙"
    assert details.checks.isVisible()
    assert details.checks.table.rows.index(0, 1).data() == "日常监测"
    assert details.checks.table.rows.index(0, 2).data() == "已核查"
    assert "\n检查表：关停注销核查" in details.checks.findings.text()
    assert window.messages.isVisible()
    assert len(inspections_of(desk, record)) == 1


def test_esc_leads_back_and_what_was_answered_waits_to_be_gone_on_with(qtbot, desk, window):
    record = add(desk, status="未备案")
    page = begun(qtbot, window, record)
    page.filling.sheet.filling.inspection.answer("/data/need/existing_could", "no")
    page.filling.leave()
    assert here(window) == "台账"
    checks = window.stack.currentWidget().list.details.checks
    assert checks.offer.begin.text() == "继续开设核查"
    draft = begun(qtbot, window, record).filling.sheet.filling.inspection.draft
    assert [d.id for d in drafts.drafts(desk.db)] == [draft.id]


def test_one_left_without_an_answer_is_offered_anew(qtbot, desk, window):
    record = add(desk, status="未备案")
    begun(qtbot, window, record).filling.leave()
    checks = window.stack.currentWidget().list.details.checks
    assert checks.offer.begin.text() == "做开设核查"
    assert drafts.drafts(desk.db) == []


def test_one_thrown_away_leads_back_and_can_be_brought_back_there(qtbot, desk, window, said):
    record = add(desk, status="未备案")
    page = begun(qtbot, window, record)
    page.filling.sheet.filling.inspection.answer("/data/need/existing_could", "no")
    page.filling.set_aside()
    assert here(window) == "台账"
    assert window.messages.isVisible()
    said[-1].pressed()
    checks = window.stack.currentWidget().list.details.checks
    assert checks.offer.begin.text() == "继续开设核查"


def test_the_next_check_of_the_list_stays_in_the_list(qtbot, desk, window):
    record = add(desk, status="拟关停")
    page = begun(qtbot, window, record)
    page.filling.leave()
    window.open("检查")
    page.list.open_account(record)
    assert page.filling.back.text() == "返回列表"
    page.filling.leave()
    assert here(window) == "检查"
    assert page.currentWidget() is page.list


def test_a_new_account_being_entered_is_not_left_for_the_result(desk, window):
    record = add(desk, status="已关停")
    page = window.open("台账")
    page.add()
    page.list.details.form.fields["name"].show_text("示例新号")
    page.show_checks(record)
    assert page.list.details.is_new
    assert page.list.details.form.fields["name"].text == "示例新号"
