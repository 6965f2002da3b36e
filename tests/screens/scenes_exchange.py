"""Scenes of 上报与接收."""

from PySide6.QtWidgets import QWidget

from tests.data.county import township_file
from tests.screens import desks, scene
from ui.errors import Troubles
from ui.pages.exchange import ExchangePage
from ui.pages.exchange import sending as sendings


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
    done = sendings._written(session.desk, report, path, lambda _done, _total: None)
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


@scene("exchange-received")
def received() -> QWidget:
    window, page = page_at(desks.session())
    folder = desks.folder()
    first = township_file(folder / "一", "石桥镇")
    page.take_in([first])
    page.take_in([first, township_file(folder / "二", "柳溪镇", other_name=True)])
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


@scene("exchange-refused")
def refused() -> QWidget:
    window, page = page_at(desks.session())
    broken = desks.folder() / "柳溪镇.gmpack"
    broken.write_bytes(b"PK" + bytes(80))
    window.troubles = Troubles()
    window.troubles.refused.connect(window.refuse)
    window.troubles.install()
    page.take_in([broken])
    return window


@scene("exchange-many")
def many() -> QWidget:
    window, page = page_at(desks.session(200, 2))
    folder = desks.folder()
    towns = ("石桥镇", "南湖镇", "东岗乡", "青山街道", "柳溪镇")
    page.take_in([township_file(folder / town, town, other_name=True) for town in towns])
    return window
