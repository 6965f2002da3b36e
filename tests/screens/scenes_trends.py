"""Scenes of 趋势."""

from PySide6.QtWidgets import QWidget

from govmedia_desktop import paths
from govmedia_desktop.usecases.periods.history import import_history
from tests.screens import desks, scene
from ui.pages.trends import VIEWS, TrendsPage


def page_at(session, view: str = "合格率") -> tuple[QWidget, TrendsPage]:
    window = desks.opened(session, "趋势", TrendsPage)
    page = window.stack.currentWidget()
    page.views.setCurrentIndex([v.name for v in VIEWS].index(view))
    return window, page


@scene("trends")
def rates() -> QWidget:
    return page_at(desks.session(60, 8))[0]


@scene("trends-empty")
def empty() -> QWidget:
    return page_at(desks.session(accounts=0))[0]


@scene("trends-platforms")
def platforms() -> QWidget:
    return page_at(desks.session(60, 8), "合格率 · 按平台")[0]


@scene("trends-offices")
def offices() -> QWidget:
    window, page = page_at(desks.session(60, 8), "合格率 · 按单位")
    page.table.selectRow(6)
    return window


@scene("trends-problems")
def problems() -> QWidget:
    window, page = page_at(desks.session(60, 8), "问题 · 按类型")
    page.table.selectRow(4)
    return window


@scene("trends-accounts")
def accounts() -> QWidget:
    return page_at(desks.session(60, 3), "账号数 · 按平台")[0]


@scene("trends-published")
def published() -> QWidget:
    session = desks.session(24, 3)
    done = import_history(session.desk, paths.SAMPLE / "published_notices.csv")
    window, page = page_at(session)
    page._tell_import(done)
    page.places.setCurrentIndex(page.places.findText("抚州市"))
    return window


@scene("trends-free-span")
def free_span() -> QWidget:
    window, page = page_at(desks.session(60, 4))
    page.spans.box.setCurrentIndex(1)
    page.spans.start.setText("2026-01-01")
    page.spans.end.setText("2026-06-15")
    page.spans.end.editingFinished.emit()
    return window


@scene("trends-large", font_size="特大")
def large() -> QWidget:
    return platforms()
