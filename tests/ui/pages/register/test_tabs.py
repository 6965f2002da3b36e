"""台账: history, checks and suspensions of an account."""

from PySide6.QtWidgets import QApplication

from govmedia_desktop.usecases.register import accounts
from tests.unit.desks import add, inspect
from ui.pages.register.fields import NOT_FILLED

# the tabs


def test_the_history_tells_who_changed_what(qtbot, desk, open_page):
    record = add(desk)
    accounts.change_account(desk, record, {"status": "拟关停"}, "无力维护")
    page = open_page()
    page.list.details.tabs.setCurrentIndex(3)
    text = page.list.details.life.timeline.toPlainText()
    assert (
        "2026-11-21 10:00  台账修改\n张三 · 示例县人民政府办公室\n"
        "状态：正常运行 → 拟关停\n事由：无力维护" in text
    )
    assert "账号名称：示例发布" in text


def test_markup_in_the_history_is_shown_letter_by_letter(desk, open_page):
    record = add(desk)
    accounts.change_account(desk, record, {"remark": '<img src="file:///x"><b>粗</b>'})
    page = open_page()
    page.list.details.tabs.setCurrentIndex(3)
    assert '备注：<img src="file:///x"><b>粗</b>' in page.list.details.life.timeline.toPlainText()


def test_the_checks_stand_with_what_the_chosen_one_found(desk, open_page):
    record = add(desk, last_update="2026-11-01")
    inspect(desk, record, last_update="2026-11-01")
    page = open_page()
    page.list.details.tabs.setCurrentIndex(1)
    checks = page.list.details.checks
    assert checks.table.rows.index(0, 2).data() == "✗ 不合格"
    assert "单项否决 · 内容不更新" in checks.findings.text()


def test_an_account_never_checked_says_where_to_begin(desk, open_page):
    add(desk)
    page = open_page()
    page.list.details.tabs.setCurrentIndex(1)
    assert "还没有检查过" in page.list.details.checks.findings.text()


def test_the_open_tab_stays_open_on_the_next_account(desk, open_page):
    add(desk, "示例甲")
    add(desk, "示例乙")
    page = open_page()
    page.list.details.tabs.setCurrentIndex(3)
    page.list.panel.table.selectRow(1)
    assert page.list.details.stack.currentWidget() is page.list.details.life
    assert "示例" in page.list.details.life.timeline.toPlainText()


# 暂停更新


def enter_suspension(page, **texts):
    suspensions = page.list.details.suspensions
    suspensions.begin.trigger()
    for name, text in texts.items():
        suspensions.fields[name].input.setText(text)
        suspensions.fields[name].input.editingFinished.emit()
    suspensions.enter.trigger()
    return suspensions


def test_a_suspension_is_entered_and_told(desk, open_page):
    record = add(desk)
    page = open_page()
    suspensions = enter_suspension(
        page, reason="认证年审", approved_by="示例县政府", valid_from="11-01"
    )
    assert accounts.suspended(desk, desk.today()) == {record}
    assert suspensions.standing.text() == "2026-11-01 至 另行通知 · 认证年审 · 示例县政府批准"


def test_a_suspension_without_its_approval_is_refused_and_stays_open(desk, open_page):
    add(desk)
    page = open_page()
    suspensions = enter_suspension(page, reason="认证年审", valid_from="11-01")
    assert "批准单位" in suspensions.refusal.text()
    assert suspensions.fields["reason"].text == "认证年审"
    assert accounts.suspended(desk, desk.today()) == set()


def test_every_input_has_a_name_for_a_reader(desk, open_page):
    add(desk)
    page = open_page()
    form = page.list.details.form
    inputs = [f.input for f in (*form.fields.values(), *form.personal.values())]
    assert all(box.accessibleName() for box in inputs)
    assert QApplication.focusWidget() is page.list.panel.table


def test_a_suspension_may_end_next_year_and_a_day_without_a_year_is_of_this_one(desk, open_page):
    record = add(desk)
    page = open_page()
    enter_suspension(
        page,
        reason="认证年审",
        approved_by="示例县政府",
        valid_from="12-01",
        valid_to="2027-03-31",
    )
    (suspension,) = accounts.suspensions_of(desk, record)
    assert (suspension.valid_from, suspension.valid_to) == ("2026-12-01", "2027-03-31")


def test_what_is_not_known_of_an_account_is_said_in_the_list(desk, open_page):
    add(desk)
    add(desk, "示例旧号", status="已关停")
    model = open_page().list.panel.model
    rows = {model.index(n, 0).data(): n for n in range(2)}
    assert model.index(rows["示例发布"], 4).data() == NOT_FILLED
    assert model.index(rows["示例发布"], 5).data() == "○ 未检查"
    assert model.index(rows["示例旧号"], 5).data() == ""


def test_the_fields_of_a_suspension_come_into_sight_with_their_buttons(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    page.resize(1000, 520)
    details = page.list.details
    details.suspensions.begin.trigger()
    sheet, entry = details.sheet.viewport(), details.suspensions.entry
    qtbot.waitUntil(
        lambda: entry.mapTo(sheet, entry.rect().bottomLeft()).y() <= sheet.height(), timeout=2000
    )
    assert entry.isVisible()
    assert entry.mapTo(sheet, entry.rect().topLeft()).y() < sheet.height()
