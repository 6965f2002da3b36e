"""台账 by keyboard: find, change, enter, delete and bring back; the three tabs of the details."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from govmedia_desktop.usecases import accounts
from tests.unit.desks import add, inspect
from ui.pages.register import RegisterPage
from ui.pages.register.fields import NOT_FILLED

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_page(qtbot, session):
    def show() -> RegisterPage:
        made = RegisterPage(session)
        qtbot.addWidget(made)
        made.resize(1200, 680)
        made.show()
        with qtbot.waitActive(made):
            made.activateWindow()
        return made

    return show


def names(page):
    model = page.list.panel.model
    return [model.row_at(n).listed.account.name for n in range(model.rowCount())]


def the(desk, name="示例发布"):
    return accounts.find_account(desk, name)


def field(page, name):
    return page.list.details.form.fields[name]


def fill(qtbot, page, name, text):
    """Give a line the keyboard, type over it, and go on with Tab."""
    box = field(page, name).input
    box.setFocus()
    box.selectAll()
    box.insert(text) if text else box.clear()
    qtbot.keyClick(box, Qt.Key.Key_Tab)


def choose(page, name, text):
    box = field(page, name).input
    assert isinstance(box, QComboBox)
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


# the list


def test_an_empty_register_says_what_it_is_for_and_what_to_do_first(qtbot, open_page):
    page = open_page()
    assert page.list.stack.currentIndex() == 0
    shown = [a.text() for a in page.list.first if a.isVisible()]
    assert shown == ["导入台账", "新增账号"]
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    assert page.list.details.is_new
    assert page.list.stack.currentIndex() == 1


def test_the_list_shows_what_is_known_of_each_account(desk, open_page):
    record = add(desk, owner="示例镇", last_update="2026-11-20", comments="开放")
    inspect(desk, record, last_update="2026-11-20")
    page = open_page()
    cells = [page.list.panel.model.index(0, n).data() for n in range(8)]
    assert cells == [
        "示例发布",
        "微信公众号",
        "示例镇",
        "正常运行",
        "2026-11-20",
        "✓ 合格",
        "开放",
        "发布类",
    ]


def test_words_and_filters_narrow_the_list_and_the_count_says_so(qtbot, desk, open_page):
    add(desk, "示例甲")
    add(desk, "示例乙", platform="weibo")
    add(desk, "示例丙", status="拟关停")
    page = open_page()
    qtbot.keyClick(page.list.panel.table, Qt.Key.Key_F, CONTROL)
    page.list.panel.search.setText("微博")
    assert names(page) == ["示例乙"]
    assert page.list.panel.count.text() == "共 3 条，已筛选 1 条"
    page.list.panel.search.clear()
    boxes = {b.accessibleName(): b for b in page.list.panel.findChildren(QComboBox)}
    boxes["状态"].setCurrentText("拟关停")
    assert names(page) == ["示例丙"]
    boxes["平台"].setCurrentText("新浪微博")
    assert names(page) == []


def test_the_details_can_be_folded_away(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    assert page.list.details.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert not page.list.details.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert page.list.details.isVisible()


def narrow(page):
    page.resize(700, 560)
    QApplication.processEvents()


def test_in_a_narrow_window_the_details_fold_and_one_key_opens_them(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    narrow(page)
    assert not page.list.details.isVisible()
    assert page.list.fold.text() == "展开详情"
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert page.list.details.isVisible()
    assert page.list.fold.text() == "收起详情"
    assert page.list.panel.table.horizontalScrollBar().maximum() == 0


def test_enter_on_an_account_opens_its_folded_details(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    narrow(page)
    qtbot.keyClick(page.list.panel.table, Qt.Key.Key_Return)
    assert field(page, "name").input.hasFocus()


def test_a_new_account_opens_the_folded_details_until_it_is_entered(qtbot, desk, said, open_page):
    add(desk)
    page = open_page()
    narrow(page)
    page.list.add.trigger()
    assert field(page, "name").input.hasFocus()
    fill(qtbot, page, "name", "示例新号")
    choose(page, "platform", "微信公众号")
    page.list.details.enter.trigger()
    assert said[-1].text == "已登记“示例新号”。"
    assert not page.list.details.isVisible()


# changing


def test_a_field_is_saved_when_it_is_left_and_the_list_follows(qtbot, desk, session, open_page):
    add(desk)
    page = open_page()
    with qtbot.waitSignal(session.saved):
        fill(qtbot, page, "owner", "示例镇")
    assert the(desk).owner_name == "示例镇"
    assert page.list.panel.model.index(0, 2).data() == "示例镇"
    assert field(page, "status").input.hasFocus()


def test_a_choice_is_saved_as_it_is_made(desk, open_page):
    add(desk)
    page = open_page()
    choose(page, "status", "拟关停")
    choose(page, "verified", "是")
    choose(page, "platform", "抖音")
    account = the(desk).account
    assert (account.status, account.verified, account.platform) == ("拟关停", "是", "douyin")
    choose(page, "verified", NOT_FILLED)
    assert the(desk).account.verified is None


def test_leaving_a_field_as_it_was_writes_nothing(qtbot, desk, session, open_page):
    add(desk, followers="1200", url="https://a.example")
    page = open_page()
    heard = []
    session.changed.connect(heard.append)
    for name in ("name", "followers", "url", "owner"):
        field(page, name).input.setFocus()
        qtbot.keyClick(field(page, name).input, Qt.Key.Key_Tab)
    assert heard == []


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (("followers", "约一万"), "不是整数"),
        (("last_update", "2026-12-30"), "晚于今天"),
        (("opened", "13-45"), "没有"),
        (("name", ""), "不能为空"),
    ],
)
def test_what_cannot_be_taken_is_told_under_its_field_and_not_saved(
    qtbot, desk, open_page, typed, reason
):
    name, text = typed
    add(desk)
    page = open_page()
    before = the(desk)
    fill(qtbot, page, name, text)
    assert reason in field(page, name).fault.text()
    assert field(page, name).text == text
    assert the(desk) == before
    assert page.list.details.form.refused() is field(page, name)


def test_a_mended_field_loses_its_fault(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    fill(qtbot, page, "followers", "约一万")
    fill(qtbot, page, "followers", "10000")
    assert field(page, "followers").fault.isHidden()
    assert the(desk).account.followers == 10000


def test_a_last_update_typed_here_was_looked_up_today(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    fill(qtbot, page, "last_update", "11-06")
    account = the(desk).account
    assert (account.last_update, account.last_update_verified) == ("2026-11-06", "2026-11-21")
    assert field(page, "last_update").text == "2026-11-06"
    assert field(page, "last_update_verified").text == "2026-11-21"


def test_personal_data_stay_on_this_pc_and_make_no_revision(qtbot, desk, open_page):
    record = add(desk)
    page = open_page()
    count = desk.db.conn.execute("SELECT count(*) FROM revision").fetchone()
    box = page.list.details.form.personal["phone"].input
    box.setFocus()
    box.setText("0000-1234567")
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert accounts.personal_data(desk, record) == {"phone": "0000-1234567"}
    assert desk.db.conn.execute("SELECT count(*) FROM revision").fetchone() == count
    labels = {w.text() for w in page.findChildren(type(page.list.panel.count))}
    assert "仅存本机，默认不随文件上报" in labels


def test_another_account_shows_its_own_fields(qtbot, desk, open_page):
    add(desk, "示例甲", url="https://a.example")
    add(desk, "示例乙")
    page = open_page()
    page.list.panel.table.selectRow(names(page).index("示例甲"))
    assert field(page, "url").text == "https://a.example"
    fill(qtbot, page, "followers", "约一万")
    page.list.panel.table.selectRow(names(page).index("示例乙"))
    assert (field(page, "name").text, field(page, "url").text) == ("示例乙", "")
    assert page.list.details.form.refused() is None


# a new account


def test_a_new_account_is_entered_by_keyboard_and_chosen(qtbot, desk, said, open_page):
    add(desk, "示例甲")
    page = open_page()
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    assert field(page, "name").input.hasFocus()
    assert not page.list.add.isVisible()
    fill(qtbot, page, "name", "示例镇之声")
    choose(page, "platform", "新浪微博")
    fill(qtbot, page, "last_update", "11-06")
    page.list.details.form.personal["contact"].input.setText("示例人")
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    account = the(desk, "示例镇之声").account
    assert (account.platform, account.status, account.kind) == ("weibo", "正常运行", "发布类")
    assert (account.last_update, account.last_update_verified) == ("2026-11-06", "2026-11-21")
    assert accounts.personal_data(desk, account.id) == {"contact": "示例人"}
    assert page.list.panel.current().id == account.id
    assert said[-1].text == "已登记“示例镇之声”。"
    assert page.list.add.isVisible()


def test_what_is_missing_is_told_beside_its_field_and_nothing_is_entered(qtbot, desk, open_page):
    page = open_page()
    page.add()
    fill(qtbot, page, "name", "示例镇之声")
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    assert "请选择注册平台" in field(page, "platform").fault.text()
    assert field(page, "platform").input.hasFocus()
    assert accounts.list_accounts(desk) == []


def test_an_account_that_is_there_already_is_refused_and_what_was_typed_stays(
    qtbot, desk, open_page
):
    add(desk, owner="示例镇")
    page = open_page()
    page.add()
    fill(qtbot, page, "name", "示例发布")
    fill(qtbot, page, "owner", "示例镇")
    choose(page, "platform", "微信公众号")
    page.list.details.enter.trigger()
    assert "没有重复新增" in page.list.details.refusal.text()
    assert field(page, "name").text == "示例发布"
    assert len(accounts.list_accounts(desk)) == 1


def test_esc_leaves_the_new_account_and_shows_the_list_again(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    page.add()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.list.details.is_new
    assert page.list.panel.current() is not None
    assert field(page, "name").text == "示例发布"
    assert page.list.panel.table.hasFocus()


def test_esc_in_an_empty_register_leads_back_to_its_first_word(qtbot, open_page):
    page = open_page()
    page.add()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.list.stack.currentIndex() == 0


def test_ctrl_n_again_keeps_what_was_typed(qtbot, desk, open_page):
    page = open_page()
    page.add()
    fill(qtbot, page, "name", "示例镇之声")
    page.add()
    assert field(page, "name").text == "示例镇之声"


# deleting


def test_a_deleted_account_comes_back_with_one_press(qtbot, desk, said, open_page):
    add(desk, "示例甲", url="https://a.example")
    add(desk, "示例乙")
    page = open_page()
    page.list.choose(the(desk, "示例甲").account.id)
    before = accounts.list_accounts(desk)
    qtbot.keyClick(page, Qt.Key.Key_Delete, CONTROL)
    assert names(page) == ["示例乙"]
    assert said[-1].button == "撤销删除"
    said[-1].pressed()
    assert accounts.list_accounts(desk) == before
    assert page.list.panel.current().listed.account.name == "示例甲"


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
