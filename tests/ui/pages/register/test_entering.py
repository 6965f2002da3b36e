"""台账: accounts entered and deleted by keyboard."""

from PySide6.QtCore import Qt

from govmedia_desktop.usecases.register import accounts
from tests.ui.pages.register.conftest import CONTROL, choose, field, fill, names, the
from tests.unit.desks import add

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
    assert page.list.panel.current().name == "示例甲"
