"""Scenes of the first start."""

from PySide6.QtWidgets import QWidget

from tests.screens import scene
from tests.screens.scenes_foundation import nothing
from ui.pages.first_start import FirstStart


@scene("first-start")
def first_start() -> QWidget:
    return FirstStart(nothing, nothing)


@scene("first-start-missing")
def missing() -> QWidget:
    page = FirstStart(nothing, nothing)
    page.name.setText("示例县人民政府办公室")
    page.begin.trigger()
    return page


@scene("first-start-large", font_size="特大")
def large() -> QWidget:
    return missing()


@scene("first-start-practising")
def practising() -> QWidget:
    page = FirstStart(nothing, lambda _refused: None)
    page.practice.trigger()
    return page
