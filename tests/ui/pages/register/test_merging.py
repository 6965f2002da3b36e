"""合并重复登记: from a finding to the two entries side by side, merged, and parted again."""

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.usecases.register.accounts import add_account, list_accounts
from ui.pages.register import RegisterPage


@pytest.fixture
def page(qtbot, session):
    for name, remark in (("示例县普法", "老号"), ("示例縣普法", "新号")):
        given = {"name": name, "platform": "wechat", "owner": "示例县司法局", "remark": remark}
        add_account(session.desk, given)
    made = RegisterPage(session)
    qtbot.addWidget(made)
    made.show()
    made.list.review.trigger()
    model = made.review.findings.panel.model
    row = next(n for n in range(model.rowCount()) if "疑似" in model.index(n, 0).data())
    made.review.findings.panel.table.selectRow(row)
    return made


def names(page):
    return sorted(a.account.name for a in list_accounts(page._session.desk))


def row_of(page, title):
    model = page.merging.panel.model
    return next(r for r in range(model.rowCount()) if model.index(r, 0).data() == title)


def told_of(page, title):
    model = page.merging.panel.model
    return [model.index(row_of(page, title), c).data() for c in range(1, 5)]


def take(qtbot, page, title, key):
    page.merging._choose(row_of(page, title))
    qtbot.keyClick(page.merging.panel.table, key)


@pytest.fixture
def merging(qtbot, page):
    page.resize(1200, 680)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.review.findings.merge.trigger()
    return page


def test_a_finding_opens_both_entries_with_who_wrote_what_and_when(merging, session):
    assert merging.currentWidget() is merging.merging
    by = f"张三 · 示例县人民政府办公室 · {session.desk.today()}"
    told = told_of(merging, "账号名称")
    assert told == [f"示例县普法\n{by}", f"示例縣普法\n{by}", "△ 请选", ""]
    assert merging.merging.told.words.text().startswith("2 处不同，还有 2 处没有选")
    merging.merging.leave.trigger()
    assert (merging.currentWidget(), len(names(merging))) == (merging.review, 2)


def test_nothing_is_merged_before_every_difference_is_chosen(qtbot, merging):
    assert not merging.merging.confirm.isEnabled()
    take(qtbot, merging, "账号名称", Qt.Key.Key_1)
    assert not merging.merging.confirm.isEnabled()
    assert merging.merging.panel.current().field.title == "备注"
    take(qtbot, merging, "备注", Qt.Key.Key_2)
    assert merging.merging.confirm.isEnabled()
    assert told_of(merging, "备注")[2:] == ["✓ 用登记二", "新号"]
    merging.merging.confirm.trigger()
    (account,) = list_accounts(merging._session.desk)
    assert (account.account.name, account.account.remark) == ("示例县普法", "新号")


def test_a_choice_is_for_what_differs_only_and_can_be_changed(qtbot, merging):
    merging.merging.panel.table.selectRow(row_of(merging, "主办单位"))
    assert not merging.merging.one.isEnabled()
    merging.merging.panel.table.selectAll()
    qtbot.keyClick(merging.merging.panel.table, Qt.Key.Key_2)
    assert told_of(merging, "账号名称")[3] == "示例縣普法"
    take(qtbot, merging, "账号名称", Qt.Key.Key_1)
    assert told_of(merging, "账号名称")[3] == "示例县普法"
    assert told_of(merging, "主办单位")[2] == "✓ 一致"


@pytest.fixture
def merged(qtbot, merging):
    merging.merging.panel.table.selectAll()
    qtbot.keyClick(merging.merging.panel.table, Qt.Key.Key_2)
    merging.merging.confirm.trigger()
    return merging


def remarks(page):
    return sorted(a.account.remark for a in list_accounts(page._session.desk))


def test_a_merge_is_parted_from_the_message(said, merged):
    assert names(merged) == ["示例縣普法"]
    assert merged.currentWidget() is merged.review
    assert said[-1].button == "分开"
    said[-1].pressed()
    assert names(merged) == ["示例县普法", "示例縣普法"]
    assert remarks(merged) == ["新号", "老号"]


def test_a_merge_is_parted_later_from_the_history(said, merged):
    (account,) = list_accounts(merged._session.desk)
    merged.show_life(account.account.id)
    life = merged.list.details.life
    assert life.part.isVisible()
    life.part.trigger()
    assert said[-1].text == "已分开为 2 个账号，分别计数；不再自动合并。"
    assert names(merged) == ["示例县普法", "示例縣普法"]
    assert not life.part.isVisible()


def test_other_findings_offer_no_merge(page):
    findings = page.review.findings
    model = findings.panel.model
    for row in range(model.rowCount()):
        findings.panel.table.selectRow(row)
        doubled = any(word in model.index(row, 0).data() for word in ("疑似重复", "重复开设"))
        assert findings.merge.isVisible() == doubled
