"""台账: fields of an account, saved as they are left."""

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.usecases.register import accounts
from tests.ui.pages.register.conftest import choose, field, fill, names, the
from tests.unit.desks import add
from ui.pages.register.fields import NOT_FILLED

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
