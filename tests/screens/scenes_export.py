"""Scenes of 台账 → 导出台账."""

from PySide6.QtWidgets import QWidget

from tests.screens import desks, scene
from ui.pages.register import RegisterPage


def page_at(search: str = "") -> tuple[QWidget, RegisterPage]:
    window = desks.opened(desks.session(), "台账", RegisterPage)
    window.show()
    page = window.stack.currentWidget()
    page.list.panel.search.setText(search)
    page.list.export.trigger()
    return window, page


@scene("register-export")
def some() -> QWidget:
    return page_at("公安")[0]


@scene("register-export-own-large", font_size="特大")
def own() -> QWidget:
    window, page = page_at()
    page.export.way.setCurrentText("填进自己的表")
    return window
