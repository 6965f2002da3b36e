"""Files that come in: previewed, taken in, taken back."""

import re

from PySide6.QtWidgets import QLabel

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.usecases import desk as desks
from govmedia_desktop.usecases.desk import NewOffice, open_desk
from govmedia_desktop.usecases.exchange import incoming
from govmedia_desktop.usecases.exchange.ledger import received_files
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.preview import Fate, FieldChange, RecordChange
from govmedia_desktop.usecases.register.accounts import add_account, delete_account, list_accounts
from tests.data.county import parts_of_a_report, township_file
from tests.ui.pages.exchange.conftest import take_in
from ui.pages.exchange.previewing import FILES


def test_an_incoming_file_is_told_in_one_line_and_stands_in_the_ledger(receiving, tmp_path):
    take_in(receiving, township_file(tmp_path / "镇"))
    (line,) = receiving.results.lines
    assert line.words.text().startswith("柳溪镇人民政府：新增 ")
    (entry,) = received_files(receiving._session.desk)
    assert receiving.ledger.rows.row_at(0) == entry
    assert receiving.ledger.count.text() == "共 1 个文件"


def test_a_part_that_has_not_come_is_named_until_it_comes(receiving, tmp_path):
    first, second, *rest = parts_of_a_report(tmp_path / "镇")
    take_in(receiving, first, *rest)
    told = f"柳溪镇人民政府的这批文件共{len(rest) + 2}份，还缺第2份"
    assert receiving.queues.parts.isVisible()
    assert told in receiving.queues.parts.words.text()
    assert len(receiving.results.lines) == len(rest) + 1  # it is said once
    told = sorted(line.words.text().split("：")[0] for line in receiving.results.lines)
    assert told == sorted(part.name for part in (first, *rest))  # one sender, so by the files
    take_in(receiving, second)
    assert not receiving.queues.parts.isVisible()


def test_nothing_is_written_before_it_is_pressed_and_leaving_lets_the_copies_go(
    receiving, tmp_path
):
    desk = receiving._session.desk
    before = list_accounts(desk)
    receiving.take_in([township_file(tmp_path / "镇")])
    assert list_accounts(desk) == before
    assert len(list(desk.store.tmp.iterdir())) == 1
    receiving.previewing.leave.trigger()
    assert receiving.currentIndex() == 0
    assert list(desk.store.tmp.iterdir()) == []
    assert received_files(desk) == []


def test_a_preview_counts_exactly_what_then_comes_in(receiving, tmp_path):
    receiving.take_in([township_file(tmp_path / "镇", other_name=True)])
    counts = receiving.previewing.counts.words.text()
    receiving.previewing.confirm.trigger()
    (line,) = receiving.results.lines
    told = line.words.text().split("：")[1]
    assert counts.startswith(told.split(" · 1 组")[0])
    assert "待核对的账号 1 组" in counts


def test_a_record_of_the_preview_opens_down_to_its_fields(receiving, tmp_path):
    receiving.take_in([township_file(tmp_path / "镇")])
    records = receiving.previewing.records
    assert receiving.previewing.tabs.currentIndex() == 1
    names = [records.row_at(n).change.title for n in range(records.model.rowCount())]
    records.table.setCurrentIndex(
        records.model.index(names.index("示例柳溪镇卫生健康（微信公众号）"), 0)
    )
    details = receiving.previewing.details
    assert details.title.text() == "示例柳溪镇卫生健康（微信公众号）"
    texts = [label.text() for line in details.lines for label in line.findChildren(QLabel)]
    assert texts[:4] == ["账号名称", "示例柳溪镇卫生健康", "注册平台", "微信公众号"]


def test_what_stays_as_it_is_opens_to_its_fields_when_it_is_chosen(receiving, tmp_path):
    take_in(receiving, township_file(tmp_path / "镇"))
    with open_desk(tmp_path / "镇", "李四") as town:
        again = export(town, tmp_path / "全.gmpack", Order(full=True)).path
    receiving.take_in([again])
    records, details = receiving.previewing.records, receiving.previewing.details
    lines = [records.row_at(place) for place in range(records.model.rowCount())]
    assert {line.change.fate for line in lines} == {Fate.SAME}
    for place, line in enumerate(lines):
        records.table.selectRow(place)
        assert details.title.text() == line.change.title
        assert details.lines, line.change.title
    place = next(n for n, line in enumerate(lines) if "文旅" in line.change.title)
    records.table.selectRow(place)
    words = [label.text() for line in details.lines for label in line.findChildren(QLabel)]
    assert "示例柳溪镇文旅" in words
    assert any(word.startswith("柳溪镇人民政府 李四 2026-11-21") for word in words)


def test_the_same_file_again_changes_nothing_and_says_so(receiving, tmp_path):
    path = township_file(tmp_path / "镇")
    take_in(receiving, path)
    before = list_accounts(receiving._session.desk)
    receiving.take_in([path])
    told = "柳溪镇人民政府的这个文件接收过了，没有要接收的内容。"
    assert receiving.previewing.counts.words.text() == told
    assert not receiving.previewing.confirm.isVisible()
    receiving.previewing.leave.trigger()
    assert list_accounts(receiving._session.desk) == before


def test_a_broken_file_among_others_is_told_and_does_not_stop_them(receiving, tmp_path):
    whole = township_file(tmp_path / "镇")
    broken = tmp_path / "坏.gmpack"
    broken.write_bytes(whole.read_bytes()[:-40])
    receiving.take_in([whole, broken])
    assert receiving.previewing.tabs.currentIndex() == 0
    assert "有 1 个文件不能接收，不影响其他文件" in receiving.previewing.counts.words.text()
    words = [receiving.previewing.files.row_at(n).word for n in range(2)]
    assert words == ["可以接收", "不能接收"]
    new = [c.title for c in FILES].index("新增")
    model = receiving.previewing.files.model
    brought = [model.index(row, new).data() for row in range(2)]
    assert re.fullmatch(r"\d+ 条", brought[0])
    assert brought[1] == ""
    receiving.previewing.confirm.trigger()
    good, bad = (line.words.text() for line in receiving.results.lines)
    assert good.startswith("柳溪镇人民政府：新增")
    assert bad.startswith("坏.gmpack：")
    assert len(received_files(receiving._session.desk)) == 1


def test_of_a_broken_file_alone_nothing_can_be_taken_in(receiving, tmp_path):
    broken = tmp_path / "坏.gmpack"
    broken.write_bytes(b"PK" + bytes(80))
    receiving.take_in([broken])
    assert "未接收任何内容" in receiving.previewing.counts.words.text()
    assert not receiving.previewing.confirm.isVisible()


def test_what_was_taken_in_is_taken_back_from_the_ledger(receiving, tmp_path, heard):
    said = heard(receiving._session)
    before = list_accounts(receiving._session.desk)
    take_in(receiving, township_file(tmp_path / "镇"))
    ledger = receiving.ledger
    assert not ledger.withdraw.isEnabled()
    ledger.table.setCurrentIndex(ledger.rows.index(0, 0))
    ledger.withdraw.trigger()
    assert list_accounts(receiving._session.desk) == before
    assert "已撤回" in said[-1].text
    assert ledger.rows.row_at(0).withdrawn
    ledger.table.setCurrentIndex(ledger.rows.index(0, 0))
    assert not ledger.withdraw.isEnabled()


def test_a_file_that_hides_much_waits_for_a_tick(receiving, tmp_path):
    desk = receiving._session.desk
    path = down_again(desk, tmp_path)
    receiving.take_in([path])
    previewing = receiving.previewing
    assert "删除或改掉别的单位填的 12 条记录" in previewing.yes.text()
    assert not previewing.confirm.isEnabled()
    previewing.yes.setChecked(True)
    assert previewing.confirm.isEnabled()
    previewing.confirm.trigger()
    assert list_accounts(desk) == []


PHRASE = "柳溪镇 2026 第四季度"


def sealed_file(folder):
    """The file of a township, encrypted."""
    township_file(folder)
    with desks.open_desk(folder, "李四") as town:
        order = Order(full=True, passphrase=PHRASE)
        return export(town, folder.parent / "加密.gmpack", order).path


def test_an_encrypted_file_asks_for_its_passphrase_and_a_wrong_one_is_told(receiving, tmp_path):
    path = sealed_file(tmp_path / "镇")
    receiving.take_in([path])
    previewing = receiving.previewing
    assert previewing.passphrase.isVisible()
    assert not previewing.confirm.isVisible()
    for typed in ("另一个很长的口令", PHRASE):
        previewing.passphrase.setText(typed)
        previewing.unlock.trigger()
        if typed.startswith("另"):
            assert "口令不对" in previewing.counts.words.text()
    assert not previewing.passphrase.isVisible()
    previewing.confirm.trigger()
    assert len(received_files(receiving._session.desk)) == 1
    assert list(receiving._session.desk.store.tmp.iterdir()) == []


def down_again(desk, tmp_path):
    """The file of another office that has all our accounts and deletes them."""
    export(desk, tmp_path / "下发.gmpack", Order(full=True))
    office = NewOffice("示例市人民政府办公室", Level.CITY, Category.GOVERNMENT)
    with desks.create(tmp_path / "市", office, "王五", practice=True):
        pass
    with desks.open_desk(tmp_path / "市", "王五") as city:
        incoming.take_in(city, [tmp_path / "下发.gmpack"])
        for listed in list_accounts(city):
            delete_account(city, listed.account.id, "整合")
        return export(city, tmp_path / "市里.gmpack", Order(full=True)).path


def test_whose_file_it_is_stands_in_words_with_the_code_of_a_first_one(receiving, tmp_path):
    first = township_file(tmp_path / "镇")
    broken = tmp_path / "坏.gmpack"
    broken.write_bytes(first.read_bytes()[:-40])
    receiving.take_in([first, broken])
    previewing = receiving.previewing
    code = previewing.files.row_at(0).told.code
    assert f"首次收到，请电话核对校验码 {code}" in previewing.counts.words.text()
    column = [c.title for c in FILES].index("来源")
    words = [previewing.files.model.index(n, column).data() for n in range(2)]
    assert words == [f"首次收到 {code}", "损坏或被改动"]
    previewing.confirm.trigger()
    with desks.open_desk(tmp_path / "镇", "李四") as town:
        add_account(town, {"name": "又一个", "platform": "wechat"})
        again = export(town, tmp_path / "又.gmpack").path
    receiving.take_in([again])
    assert previewing.files.model.index(0, column).data() == "已知且完好"
    assert "校验码" not in previewing.counts.words.text()


def test_several_first_files_have_their_codes_in_their_lines(receiving, tmp_path):
    receiving.take_in([township_file(tmp_path / town, town) for town in ("石桥镇", "南湖镇")])
    assert "有 2 个单位是首次收到" in receiving.previewing.counts.words.text()


def test_a_record_that_waits_says_for_what_and_what_it_would_write(receiving):
    why = "缺柳溪镇人民政府较早的文件（第1至3条改动），接收后会自动补上"
    field = FieldChange(
        "备注", "", "后来写的", "李四", "柳溪镇人民政府", "2026-11-21T10:42:07+08:00"
    )
    details = receiving.previewing.details
    details.show_record(RecordChange("r", "account", "示例镇发布", Fate.HELD, (field,), why))
    assert details.about.text().endswith(f"{why}。")
    told = [label.text() for line in details.lines for label in line.findChildren(QLabel)]
    assert "（空） → 后来写的" in told
