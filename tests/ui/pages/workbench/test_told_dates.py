"""粘贴名单: what a list would change is seen before it is taken, and is taken back in one press."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.usecases.register.accounts import confirm_last_updates, find_account
from tests.unit.desks import add
from ui.pages.workbench import WorkbenchPage

LIST = "各位好\n示例发布 11月20日\n示例镇 2026-11-10\n没有的号 11-20\n示例站\t11-15"


@pytest.fixture
def page(qtbot, session):
    for name, last in (
        ("示例发布", "2026-11-01"),
        ("示例镇", "2026-11-10"),
        ("示例站", "2026-11-16"),
    ):
        record = add(session.desk, name)
        confirm_last_updates(session.desk, {record: date.fromisoformat(last)}, date(2026, 11, 17))
    made = WorkbenchPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.open_dates()
    made.dates.paste.trigger()
    return made


def looked(session, name):
    account = find_account(session.desk, name).account
    return account.last_update, account.last_update_verified


def outcomes(page):
    model = page.told.panel.model
    return [model.index(row, 4).data() for row in range(model.rowCount())]


def test_each_line_says_what_it_would_change_and_nothing_is_written(page, session):
    page.told.text.setPlainText(LIST)
    page.told.look()
    assert outcomes(page) == [
        "✓ 2026-11-01 → 2026-11-20",
        "✓ 与台账一致，记为今天核实",
        "△ 台账里没有这个账号名称",
        "△ 比台账所记的2026-11-16早，没有采用；要改请在表里输入",
    ]
    assert page.told.confirm.text() == "采用 2 个"
    assert looked(session, "示例发布") == ("2026-11-01", "2026-11-17")


def test_what_is_taken_counts_as_looked_up_today_and_shows_in_the_grid(page, session, said):
    page.told.text.setPlainText(LIST)
    page.told.look()
    page.told.confirm.trigger()
    assert page.currentWidget() is page.dates
    assert looked(session, "示例发布") == ("2026-11-20", "2026-11-21")
    assert looked(session, "示例镇") == ("2026-11-10", "2026-11-21")
    assert looked(session, "示例站") == ("2026-11-16", "2026-11-17")
    assert page.dates.title.text() == "核对更新日期 · 已核对 2/3"
    assert said[-1].text == "已按名单核对 2 个账号的更新日期。"


def test_all_of_it_is_taken_back_at_once(page, session, said):
    page.told.text.setPlainText(LIST)
    page.told.look()
    page.told.confirm.trigger()
    said[-1].pressed()
    assert looked(session, "示例发布") == ("2026-11-01", "2026-11-17")
    assert looked(session, "示例镇") == ("2026-11-10", "2026-11-17")
    assert page.dates.title.text() == "核对更新日期 · 已核对 0/3"


def test_a_list_without_anything_to_take_cannot_be_confirmed(page):
    page.told.text.setPlainText("你好")
    page.told.look()
    assert not page.told.confirm.isEnabled()
    assert outcomes(page) == []


def test_escape_goes_back_to_the_grid(qtbot, page):
    qtbot.keyClick(page.told.text, Qt.Key.Key_Escape)
    assert page.currentWidget() is page.dates


def test_the_list_is_read_after_a_pause(qtbot, page):
    page.told.text.setPlainText(LIST)
    qtbot.waitUntil(lambda: len(outcomes(page)) == 4)
