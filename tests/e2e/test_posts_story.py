"""Posts put down once spare three looks: the last update, the days left, the count in the check."""

from datetime import timedelta

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.inspections.default_form import set_default_form
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.e2e.test_window_story import (
    ALT,
    CONTROL,
    enter_account,
    first_start,
    page_of,
    press,
)
from ui.pages.register.details import TABS
from ui.parts import dialogs

KEY = Qt.Key


def platform_file(path, today):
    """What the platform's back end writes out: a post every five days, the last one yesterday."""
    book = openpyxl.Workbook()
    book.active.append(["内容标题", "发表时间", "阅读次数", "是否原创"])
    for number in range(10):
        day = today - timedelta(days=1 + 5 * number)
        book.active.append([f"便民提示{number}", f"{day} 09:30:00", 1200, "原创"])
    book.save(path)
    return path


def fetch_posts(qtbot, page, path, monkeypatch):
    """台账 → 发布: the platform's own file, previewed, taken in."""
    page.list.panel.want_details(shown=True)
    page.list.details.tabs.setCurrentIndex(TABS.index("发布"))
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_asked: path)
    page.list.details.posts.fetch.trigger()
    entry = page.list.details.posts.entry
    assert entry.confirm.text() == "记下 10 条"
    qtbot.keyClick(entry, KEY.Key_Return, CONTROL)
    assert "原创占 100%" in page.list.details.posts.figures.text()


def item_of(sheet, name):
    return next(i for s in sheet.filling.sections for i in s.items if i.name == name)


def test_posts_taken_in_reach_the_register_the_countdown_and_the_check(
    qtbot, start, monkeypatch, tmp_path
):
    window = first_start(qtbot, start)
    desk, today = window.session.desk, window.session.desk.today()
    set_parameter(desk, NewParameter("posts_per_week", "1", "示例县规定"))
    set_default_form(desk, find_form(desk, "county-score").form_id)
    page = enter_account(qtbot, window)
    fetch_posts(qtbot, page, platform_file(tmp_path / "图文数据.xlsx", today), monkeypatch)

    # the last update follows, looked up today
    (listed,) = list_accounts(desk)
    yesterday = str(today - timedelta(days=1))
    assert listed.account.last_update == yesterday
    assert listed.account.last_update_verified == str(today)
    assert page.list.panel.model.index(0, 4).data() == yesterday

    # 台账核对 → 更新倒计时: thirteen days left
    qtbot.keyClick(page, KEY.Key_K, CONTROL)
    qtbot.keyClick(page.review, KEY.Key_2, CONTROL)
    assert page.review.countdown.panel.model.index(0, 0).data() == "✓ 还剩 13 天"

    # the scored check knows the weeks already; a person confirms with one key
    qtbot.keyClick(window, KEY.Key_3, ALT)
    check = page_of(window)
    check.list.panel.table.setFocus()
    press(qtbot, KEY.Key_Return)
    sheet = check.filling.sheet
    item = item_of(sheet, "weekly_posts")
    assert item.answer.value == "yes"
    assert not item.answer.confirmed
    sheet.go_to(item.path)
    QApplication.processEvents()
    press(qtbot, KEY.Key_Return)
    assert item_of(sheet, "weekly_posts").answer.confirmed
