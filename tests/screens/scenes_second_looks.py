"""Scenes of 再看一遍 refused and finished, and of 两次核对: empty, with few, with many."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tests.data.looks import look, look_again
from tests.data.offices import APP, LAW, TOWN_VOICE
from tests.screens import scene
from tests.screens.scenes_check import LOOKED, MANY, answer, desk, window

PEOPLE = ("李四", "王五", "欧阳建国")


def compared(at) -> QWidget:
    made, page = window(at)
    page.list.compare.trigger()
    QCoreApplication.processEvents()
    return made


def many_looks() -> QWidget:
    at = desk(*MANY)
    for number, account in enumerate(MANY[:18]):
        record = look(at, account["name"], interaction="yes")
        found = {"adverse_opinion": "found"} if number % 3 == 0 else {}
        if number % 4 == 1:
            found |= {"interaction": "no", "last_update": "2024-04-30"}
        look_again(at, record, PEOPLE[number % 3], **({"interaction": "yes"} | found))
    return compared(at)


@scene("check-second-look-refused")
def refused() -> QWidget:
    at = desk()
    look(at, "示例镇之声")
    made, page = window(at)
    rows = [page.list.panel.row_at(n) for n in range(page.list.panel.model.rowCount())]
    page.list.panel.table.selectRow([row.waits for row in rows].index(False))
    page.list.again.action.trigger()
    return made


@scene("check-second-look-finished")
def finished() -> QWidget:
    at = desk()
    look(at, "示例镇之声", interaction="yes")
    made, page = window(at)
    at.staff = "李四"
    rows = [page.list.panel.row_at(n) for n in range(page.list.panel.model.rowCount())]
    page.list.panel.table.selectRow([row.waits for row in rows].index(False))
    page.list.again.action.trigger()
    QCoreApplication.processEvents()
    answer(page, last_update="4-28", interaction="no", **LOOKED, serious_error="found")
    page.filling.sheet.filling.answer_group()
    page.filling.finish()
    return made


@scene("second-looks-empty")
def empty() -> QWidget:
    return compared(desk())


@scene("second-looks-same")
def same() -> QWidget:
    at = desk()
    look_again(at, look(at, "示例镇之声"), "李四")
    return compared(at)


@scene("second-looks-few")
def few() -> QWidget:
    at = desk(TOWN_VOICE, LAW, APP)
    look_again(
        at, look(at, "示例镇之声", interaction="yes"), "李四", interaction="no", leak="found"
    )
    look_again(at, look(at, "示例普法", interaction="yes"), "李四", interaction="yes")
    return compared(at)


@scene("second-looks-many")
def many() -> QWidget:
    return many_looks()


@scene("second-looks-many-large", font_size="特大")
def many_large() -> QWidget:
    return many_looks()
