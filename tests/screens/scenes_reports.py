"""Scenes of 报告."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.screens import desks, scene
from ui.pages.reports import ReportsPage


def page_at(session) -> tuple[QWidget, ReportsPage]:
    window = desks.opened(session, "报告", ReportsPage)
    return window, window.stack.currentWidget()


@scene("reports")
def some() -> QWidget:
    return page_at(desks.session())[0]


@scene("reports-empty")
def empty() -> QWidget:
    return page_at(desks.session(accounts=0))[0]


@scene("reports-many")
def many() -> QWidget:
    window, page = page_at(desks.session(accounts=200))
    page.spans.box.setCurrentIndex(1)
    return window


@scene("reports-large", font_size="特大")
def large() -> QWidget:
    return many()


@scene("reports-free-span")
def free_span() -> QWidget:
    window, page = page_at(desks.session())
    page.spans.box.setCurrentIndex(page.spans.box.count() - 1)
    page.spans.start.setText("2026-04-01")
    page.spans.end.setText("2026-01-15")
    page.spans.end.editingFinished.emit()
    return window


@scene("reports-written")
def written() -> QWidget:
    window, page = page_at(desks.session())
    page._tell(Path("示例县人民政府办公室_2026年第四季度_问题清单.xlsx"))
    return window


@scene("reports-busy")
def busy() -> QWidget:
    window, page = page_at(desks.session())
    page.write.setEnabled(False)
    window.status.begin("正在写问题清单", lambda: None)
    return window
