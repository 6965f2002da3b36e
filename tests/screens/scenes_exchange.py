"""Scenes of 上报与接收."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases import desk as people
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.exchange import incoming
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.reporting import Declared, report_up
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.register.accounts import (
    change_account,
    delete_account,
    list_accounts,
)
from tests.data.county import NOW, handover, owner_name, parts_of_a_report, township_file
from tests.screens import desks, scene
from ui.pages.exchange import ExchangePage


def page_at(session) -> tuple[QWidget, ExchangePage]:
    window = desks.opened(session, "上报与接收", ExchangePage)
    return window, window.stack.currentWidget()


@scene("exchange")
def some() -> QWidget:
    return page_at(desks.session())[0]


@scene("exchange-empty")
def empty() -> QWidget:
    return page_at(desks.session(accounts=0))[0]


@scene("exchange-written")
def written() -> QWidget:
    session = desks.session()
    window, page = page_at(session)
    report = page.sending._order()
    path = desks.folder() / "示例县人民政府办公室_2026年第四季度_上报_第1次.gmpack"
    done = report_up(session.desk, report, path, Watch(), Declared())
    page.sending._tell(report, done)
    return window


@scene("exchange-options")
def options() -> QWidget:
    window, page = page_at(desks.session())
    page.sending.options.turn.trigger()
    page.sending.options.light.setChecked(True)
    page.sending.options.sealed.setChecked(True)
    return window


@scene("exchange-options-folded")
def options_folded() -> QWidget:
    window = options()
    window.stack.currentWidget().sending.options.turn.trigger()
    return window


@scene("exchange-preview")
def preview() -> QWidget:
    window, page = page_at(desks.session())
    page.take_in([township_file(desks.folder() / "一", "石桥镇", other_name=True)])
    page.receiving.previewing.records.table.selectRow(1)
    return window


@scene("exchange-preview-twins")
def preview_twins() -> QWidget:
    window, page = page_at(desks.session())
    page.show_tab(page.receiving)
    page.take_in([township_file(desks.folder() / "镇", other_name=True)])
    page.receiving.previewing.records.table.selectRow(0)
    return window


@scene("exchange-preview-large", font_size="特大")
def preview_large() -> QWidget:
    return preview()


@scene("exchange-preview-many")
def preview_many() -> QWidget:
    window, page = page_at(desks.session(60, 2))
    folder = desks.folder()
    towns = ("石桥镇", "南湖镇", "东岗乡", "青山街道", "柳溪镇")
    files = [township_file(folder / town, town, other_name=town == "柳溪镇") for town in towns]
    page.take_in(files[:1])
    page.receiving.previewing.confirm.trigger()
    broken = folder / "县公安局_2026年第四季度_上报文件.gmpack"
    broken.write_bytes(files[1].read_bytes()[:-60])
    page.take_in([*files, broken])
    return window


@scene("exchange-preview-broken")
def preview_broken() -> QWidget:
    window, page = page_at(desks.session())
    broken = desks.folder() / "柳溪镇人民政府_2026年第四季度_上报文件(1).gmpack"
    broken.write_bytes(b"PK" + bytes(80))
    page.take_in([broken])
    return window


def from_above(session, folder) -> Path:
    """The file of an office above that changed what we changed, and deleted much."""
    accounts = list_accounts(session.desk)
    export(session.desk, folder / "下发.gmpack", Order(full=True))
    office = NewOffice("示例市人民政府办公室", Level.CITY, Category.GOVERNMENT)
    with people.create(folder / "市", office, "王五", practice=True):
        pass
    with people.open_desk(folder / "市", "王五") as city:
        city.clock = lambda: NOW
        incoming.take_in(city, [folder / "下发.gmpack"])
        for number, listed in enumerate(accounts[:3]):
            change_account(city, listed.account.id, {"remark": f"市里核对过，第{number + 1}批保留"})
        for listed in accounts[5:13]:
            delete_account(city, listed.account.id, "整合")
        path = export(city, folder / "示例市人民政府办公室_下发文件.gmpack", Order(full=True)).path
    for listed in accounts[:3]:
        change_account(session.desk, listed.account.id, {"remark": "拟并入县融媒体中心主账号"})
    return path


@scene("exchange-preview-hiding")
def preview_hiding() -> QWidget:
    session = desks.session()
    window, page = page_at(session)
    page.take_in([from_above(session, desks.folder())])
    page.receiving.previewing.records.table.selectRow(0)
    return window


def disputed():
    session = desks.session()
    window, page = page_at(session)
    page.take_in([from_above(session, desks.folder())])
    page.receiving.previewing.yes.setChecked(True)
    page.receiving.previewing.confirm.trigger()
    return window, page


@scene("exchange-disputes")
def disputes() -> QWidget:
    window, page = disputed()
    page.decide()
    return window


@scene("exchange-disputes-large", font_size="特大")
def disputes_large() -> QWidget:
    return disputes()


@scene("exchange-queues")
def queues() -> QWidget:
    return disputed()[0]


@scene("exchange-missing-part")
def missing_part() -> QWidget:
    window, page = page_at(desks.session())
    page.show_tab(page.receiving)
    first, _lost, *rest = parts_of_a_report(desks.folder() / "镇")
    page.take_in([first, *rest])
    page.receiving.previewing.confirm.trigger()
    return window


@scene("exchange-unknown")
def unknown() -> QWidget:
    session = desks.session()
    known = find_office(session.desk, "柳溪镇人民政府")
    renamed = {"name": "大溪街道办事处", "former_names": {"大溪镇人民政府": "2026-06-30"}}
    session.desk.record([Edit(known.id, "office", {**renamed})])
    window, page = page_at(session)
    folder = desks.folder()
    towns = ("大溪镇", "新桥镇", "北湖镇")
    page.take_in([township_file(folder / town, town) for town in towns])
    page.receiving.previewing.confirm.trigger()
    return window


@scene("exchange-unknown-large", font_size="特大")
def unknown_large() -> QWidget:
    return unknown()


@scene("exchange-preview-handover")
def preview_handover() -> QWidget:
    session = desks.session()
    window, page = page_at(session)
    page.take_in([handover(desks.folder() / "旧电脑")])
    return window


@scene("exchange-handed-over")
def handed_over() -> QWidget:
    window = preview_handover()
    window.stack.currentWidget().receiving.previewing.confirm.trigger()
    return window


@scene("exchange-received")
def received() -> QWidget:
    window, page = page_at(desks.session())
    folder = desks.folder()
    first = township_file(folder / "一", "石桥镇")
    for batch in ([first], [first, township_file(folder / "二", "柳溪镇", other_name=True)]):
        page.take_in(batch)
        page.receiving.previewing.confirm.trigger()
    return window


@scene("exchange-receipt")
def receipt() -> QWidget:
    """A township's second file: all that the county could tell it is that it came."""
    window, page = page_at(desks.session())
    folder, desk = desks.folder(), page.sending._session.desk
    incoming.take_in(desk, [township_file(folder / "镇")], confirmed=True)
    down = export(desk, folder / "下发.gmpack", Order(owner_name("柳溪镇"))).paths
    with people.open_desk(folder / "镇", "李四") as town:
        incoming.take_in(town, down, confirmed=True)
        again = export(town, folder / "柳溪镇_再报.gmpack", Order(full=True)).path
    incoming.take_in(desk, [again], confirmed=True)
    page.receiving.load()
    page.answer(page.receiving.ledger.rows.row_at(0).office)
    return window


@scene("exchange-received-large", font_size="特大")
def received_large() -> QWidget:
    return received()


@scene("exchange-busy")
def busy() -> QWidget:
    session = desks.session()
    window, page = page_at(session)
    session.tasks._pool.held = True
    page.take_in([desks.folder() / "柳溪镇.gmpack", desks.folder() / "石桥镇.gmpack"])
    return window


@scene("exchange-many")
def many() -> QWidget:
    window, page = page_at(desks.session(200, 2))
    folder = desks.folder()
    towns = ("石桥镇", "南湖镇", "东岗乡", "青山街道", "柳溪镇")
    page.take_in([township_file(folder / town, town, other_name=True) for town in towns])
    page.receiving.previewing.confirm.trigger()
    return window
