"""Scenes of 表格填: few and many accounts, refused texts, what finishing would do, busy, a leak."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tests.screens import scene
from tests.screens.scenes_check import LOOKED, MANY, desk, window
from ui.grid.page import GridPage
from ui.pages.check import CheckPage
from ui.window import Window

JUDGED = ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement")
PASSED = {"last_update": "5-1", "interaction": "有", **LOOKED, **dict.fromkeys(JUDGED, "未发现")}


def opened(at, form: int = 0) -> tuple[Window, GridPage]:
    made, page = window(at)
    assert isinstance(page, CheckPage)
    page.list.form.setCurrentIndex(form)
    page.list.open_grid()
    QCoreApplication.processEvents()
    return made, page.grid


def put(grid: GridPage, row: int, **texts: str) -> None:
    names = [question.name for question in grid.model.sheet.questions]
    for name, text in texts.items():
        grid.model.setData(grid.model.index(row, names.index(name)), text)


def paste(grid: GridPage, row: int, column: int, block: list[list[str]]) -> None:
    QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in block))
    grid.table.go_to(row, column)
    grid.edits.paste()


@scene("grid-few")
def few() -> QWidget:
    return opened(desk())[0]


@scene("grid-many")
def many() -> QWidget:
    made, grid = opened(desk(*MANY))
    for row in range(9):
        found = {"serious_error": "发现"} if row % 4 == 1 else {}
        put(grid, row, **PASSED | found | ({"interaction": "2"} if row == 6 else {}))
    put(grid, 9, last_update="=", interaction="1")
    grid.table.go_to(10, 0)
    return made


@scene("grid-many-large", font_size="特大")
def many_large() -> QWidget:
    return many()


@scene("grid-many-contrast", high_contrast=True)
def many_contrast() -> QWidget:
    return many()


@scene("grid-pasted")
def pasted() -> QWidget:
    made, grid = opened(desk(*MANY))
    block = [["5-1", "有", "12"], ["13-1", "也许", "十"], ["4-30", "没有", "8"], ["5-30", "1", "7"]]
    paste(grid, 1, 0, [*block, ["2024-05-30", "2", "3"], ["昨天", "没开", "9"]])
    grid.table.go_to(2, 1)
    return made


@scene("grid-filled-down")
def filled() -> QWidget:
    made, grid = opened(desk(*MANY))
    for row in range(4):
        put(grid, row, **LOOKED)
    put(grid, 0, serious_error="未发现")
    grid.table.go_to(0, 5)
    selection = grid.table.selectionModel()
    for row in range(6):
        selection.select(grid.model.index(row, 5), selection.SelectionFlag.Select)
    grid.edits.fill_down()
    return made


@scene("grid-finishing")
def finishing() -> QWidget:
    made, grid = opened(desk(*MANY))
    for row in range(8):
        put(grid, row, **PASSED | ({"serious_error": "发现"} if row == 3 else {}))
    put(grid, 8, last_update="=", interaction="1")
    put(grid, 9, **PASSED | {"looked_at": "十"})
    grid.done.trigger()
    return made


@scene("grid-finished")
def finished() -> QWidget:
    made, grid = opened(desk(*MANY))
    for row in range(8):
        put(grid, row, **PASSED | ({"serious_error": "发现"} if row == 3 else {}))
    grid.done.trigger()
    grid.done.trigger()
    grid.table.go_to(3, 1)
    return made


@scene("grid-leak")
def leak() -> QWidget:
    made, grid = opened(desk())
    put(grid, 1, leak="发现")
    return made


@scene("grid-answered-today")
def answered_today() -> QWidget:
    at = desk()
    made, grid = opened(at)
    for row in range(3):
        put(grid, row, last_update="5-1", interaction="2")
    grid.leave()
    page = made.stack.currentWidget()
    page.list.form.setCurrentIndex(page.list.form.findText("政务新媒体日常检查"))
    page.list.open_grid()
    grid.table.go_to(1, 1)
    return made


@scene("grid-verdict-column")
def verdicts() -> QWidget:
    made, grid = opened(desk(*MANY))
    for row in range(4):
        put(grid, row, **PASSED | ({"interaction": "2"} if row % 2 else {}))
    put(grid, 4, last_update="=")
    grid.table.go_to(1, len(grid.model.sheet.questions))
    return made
