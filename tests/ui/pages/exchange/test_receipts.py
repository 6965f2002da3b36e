"""回执: an office is told that its files were received, by one key, and never has to be."""

import pytest

from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order, to_send
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from tests.data.county import owner_name, township_file
from tests.ui.pages.exchange.conftest import take_in as take_in_by_hand

TOWN = owner_name("柳溪镇")


@pytest.fixture
def report(receiving, tmp_path):
    """A township's file: the county has sent all it has, so that nothing but a receipt is left."""
    path = township_file(tmp_path / "镇")
    desk = receiving._session.desk
    take_in(desk, [path], confirmed=True)
    down = export(desk, tmp_path / "下发.gmpack", Order(TOWN)).paths
    with open_desk(tmp_path / "镇", "李四") as town:
        take_in(town, down, confirmed=True)
        return export(town, tmp_path / "再报.gmpack", Order(full=True)).path


def chosen(page):
    return page.sending.recipient.currentText()


def test_a_township_is_told_that_its_file_came_and_once_only(
    page, receiving, report, tmp_path, file_at
):
    take_in_by_hand(receiving, report)
    receiving.ledger.table.selectRow(0)
    receiving.ledger.answer.trigger()
    assert page.tabs.currentIndex() == 0
    assert chosen(page) == f"下发：{TOWN}"
    sending = page.sending
    assert "对方发来的 1 个文件已经收到，可以只发一个回执" in sending.contents.text()
    assert (sending.write.text(), sending.write.isEnabled()) == ("生成回执文件", True)
    assert sending.write.toolTip() == "生成回执文件（Ctrl+S）"
    path = tmp_path / "回执.gmpack"
    file_at(path)
    sending.write.trigger()
    with open_package(path) as package:
        assert (package.manifest.counts.revisions, package.manifest.counts.evidence) == (0, 0)
    sending.done.copy_body.trigger()
    assert "贵单位发来的1个文件已收到，特此回执" in sending.done._letter.body
    assert sending.done._letter.subject == "【练习】示例县人民政府办公室政务新媒体文件回执"
    assert not sending.write.isEnabled()
    assert sending.contents.text().startswith("对方都已收到，没有新的内容；")
    with open_desk(tmp_path / "镇", "李四") as town:
        (taken,) = take_in(town, [path])
        assert taken.remarks[0].startswith("这个文件只有回执")
        assert not to_send(town, Order()).revisions


def test_the_file_of_a_receipt_is_called_one(page, receiving, report, monkeypatch):
    take_in_by_hand(receiving, report)
    page.sending.choose(receiving.ledger.rows.row_at(0).office)
    asked = []
    monkeypatch.setattr("ui.parts.dialogs.file_to_write", lambda _p, *told: asked.append(told))
    page.sending.write.trigger()
    ((title, place, _kinds),) = asked
    assert title == "生成回执文件"
    assert str(place).endswith(f"练习_示例县人民政府办公室_给{TOWN}的回执_2026-11-21.gmpack")


def test_nobody_has_to_answer_and_what_is_new_goes_out_with_the_word_that_it_came(
    page, receiving, report, tmp_path, file_at
):
    take_in_by_hand(receiving, report)
    page.answer(receiving.ledger.rows.row_at(0).office)
    with receiving._session.writing("accounts") as desk:
        set_parameter(desk, NewParameter("max_idle_days", "10", "县办法"))
    assert page.sending.write.text() == "生成下发文件"
    file_at(tmp_path / "下发2.gmpack")
    page.sending.write.trigger()
    assert page.sending.done._reported.exported.receipts == 1
    assert page.sending.done._reported.exported.revisions == 1


def test_a_file_of_another_office_needs_no_receipt(page):
    heard = []
    page._session.said.connect(heard.append)
    page.answer("nobody's")
    assert heard[-1].text.startswith("回执只发给主管单位和直接下级")


def test_what_was_taken_back_is_not_answered(page, receiving, report):
    take_in_by_hand(receiving, report)
    receiving.ledger.table.selectRow(0)
    assert receiving.ledger.answer.isEnabled()
    receiving.ledger.withdraw.trigger()
    receiving.ledger.table.selectRow(0)
    assert not receiving.ledger.answer.isEnabled()
