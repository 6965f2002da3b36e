"""合并重复登记: from a finding to the two entries side by side, merged, and parted again."""

import pytest

from govmedia_desktop.usecases.accounts import add_account, list_accounts
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


def test_a_finding_opens_both_entries_field_by_field(page):
    page.review.findings.merge.trigger()
    assert page.currentWidget() is page.merging
    model = page.merging.panel.model
    rows = [[model.index(r, c).data() for c in range(5)] for r in range(model.rowCount())]
    told = {row[0]: row[1:] for row in rows}
    assert told["账号名称"] == ["示例县普法", "示例縣普法", "△ 不同", "示例县普法"]
    assert rows[0][3] == "△ 不同"
    assert page.merging.told.words.text().startswith("2 处不同")
    page.merging.leave.trigger()
    assert (page.currentWidget(), len(names(page))) == (page.review, 2)


def test_a_merge_is_parted_from_the_message(page, said):
    page.review.findings.merge.trigger()
    page.merging.confirm.trigger()
    assert names(page) == ["示例县普法"]
    assert page.currentWidget() is page.review
    assert said[-1].button == "分开"
    said[-1].pressed()
    assert names(page) == ["示例县普法", "示例縣普法"]


def test_a_merge_is_parted_later_from_the_history(page, said):
    page.review.findings.merge.trigger()
    page.merging.confirm.trigger()
    (account,) = list_accounts(page._session.desk)
    page.show_life(account.account.id)
    life = page.list.details.life
    assert life.part.isVisible()
    life.part.trigger()
    assert said[-1].text == "已分开为 2 个账号，分别计数；不再自动合并。"
    assert names(page) == ["示例县普法", "示例縣普法"]
    assert not life.part.isVisible()


def test_other_findings_offer_no_merge(page):
    findings = page.review.findings
    model = findings.panel.model
    for row in range(model.rowCount()):
        findings.panel.table.selectRow(row)
        doubled = any(word in model.index(row, 0).data() for word in ("疑似重复", "重复开设"))
        assert findings.merge.isVisible() == doubled
