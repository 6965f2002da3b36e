"""Scenes of every question type, of repeats, warnings, notes and answers without a value."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.evidence import Offered
from tests.data.all_types import all_types
from tests.data.files import EXE, M4A, PDF
from tests.data.offices import LAW
from tests.data.pictures import png
from tests.screens import scene
from tests.screens.scenes_check import answer, desk, filling, window
from tests.unit.forms.workbooks import row, workbook
from ui.forms.note_line import Purpose
from ui.pages.check import CheckPage
from ui.window import Window

KEY = Qt.Key


def demonstration() -> tuple[Window, CheckPage]:
    at = desk(LAW, forms=False)
    publish(at, all_types(), "演示表.xlsx")
    made, page = window(at)
    page.list.open_current()
    QCoreApplication.processEvents()
    return made, page


def open_at(page: CheckPage, section: str) -> None:
    sheet = page.filling.sheet
    labels = [s.label for s in sheet.filling.sections]
    sheet.open_section(next(n for n, label in enumerate(labels) if label.startswith(section)))
    sheet.view.focus_first()
    QCoreApplication.processEvents()


def go(page: CheckPage, name: str) -> None:
    sheet = page.filling.sheet
    paths = [i.path for s in sheet.filling.sections for i in s.items if i.name == name]
    sheet.go_to(paths[0])
    QCoreApplication.processEvents()


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def show(section: str, name: str = "", *keys: Qt.Key) -> Window:
    made, page = demonstration()
    open_at(page, section)
    if name:
        go(page, name)
        press(*keys)
    return made


@scene("types-words")
def words() -> QWidget:
    made, page = demonstration()
    given = {"title": "示例县政务服务大厅搬迁公告", "posts": "31", "share": "40", "score": "7"}
    answer(page, **given)
    open_at(page, "文字与数字")
    return made


def with_files() -> tuple[Window, CheckPage]:
    made, page = demonstration()
    sheet = page.filling.sheet
    given = {"photo": ("首页.png", png(160, 90, shade=90)), "sound": ("群众来电.m4a", M4A)}
    given["paper"] = ("关于规范账号管理的通知.pdf", PDF)
    paths = {i.name: i.path for s in sheet.filling.sections for i in s.items}
    for name, (called, content) in given.items():
        offered = Offered(content, called, "2024-05-06T10:20:00+08:00")
        sheet.filling.give_file(paths[name], lambda _desk, offered=offered: offered)
    sheet.filling.take(paths["film"], "大厅.mp4")
    go(page, "sound")
    return made, page


@scene("types-files")
def files() -> QWidget:
    return with_files()[0]


@scene("types-files-large", font_size="特大")
def files_large() -> QWidget:
    return with_files()[0]


@scene("types-files-seen")
def files_seen() -> QWidget:
    made, page = with_files()
    sheet = page.filling.sheet
    sheet.question(sheet.path).attached.buttons[0].click()
    QCoreApplication.processEvents()
    return made


@scene("types-files-refused")
def files_refused() -> QWidget:
    made, page = demonstration()
    go(page, "paper")
    sheet = page.filling.sheet
    offered = Offered(EXE, "安装.exe", "2024-05-06T10:20:00+08:00")
    sheet.filling.give_file(sheet.path, lambda _desk: offered)
    return made


@scene("types-brought-in-read-only")
def brought_in_read_only() -> QWidget:
    at = desk(LAW, forms=False)
    last = row("date", "last", readonly="yes", gm_register="last_update", label="最近更新日期")
    limit = row("integer", "limit", default="3", readonly="yes", label="本县更新上限（天）")
    told = {"gm_problem": "更新不及时", "gm_severity": "veto", "gm_basis": "本县办法第三条"}
    idle = row("select_one yn", "seen", gm_fails="today() - ${last} > ${limit}", **told)
    survey = [limit, last, {**idle, "label": "首页能否打开"}]
    publish(at, workbook(survey, form_title="县级日常检查表"), "表.xlsx")
    made, page = window(at)
    page.list.open_current()
    page.filling.sheet.filling.take("/data/seen", "yes")
    page.filling.sheet.go_to("/data/last")
    QCoreApplication.processEvents()
    return made


@scene("types-words-below")
def words_below() -> QWidget:
    made, page = demonstration()
    answer(page, score="7", tall="2.5")
    go(page, "picked")
    return made


@scene("types-words-large", font_size="特大")
def words_large() -> QWidget:
    return words()


@scene("types-days")
def days() -> QWidget:
    return show("日期与时间")


@scene("types-choices")
def choices() -> QWidget:
    made, page = demonstration()
    answer(page, open="no", forms="text")
    open_at(page, "选择")
    return made


@scene("types-choices-large", font_size="特大")
def choices_large() -> QWidget:
    return choices()


@scene("types-lists")
def lists() -> QWidget:
    return show("长的选项")


@scene("types-lists-searched")
def lists_searched() -> QWidget:
    made, page = demonstration()
    go(page, "several")
    line = QApplication.focusWidget()
    line.insert("镇")
    line.textEdited.emit("镇")
    press(KEY.Key_Down, KEY.Key_Return)
    line.insert("乡")
    line.textEdited.emit("乡")
    QCoreApplication.processEvents()
    return made


@scene("types-rank")
def rank() -> QWidget:
    return show("长的选项", "order", KEY.Key_Down, KEY.Key_1)


@scene("types-rank-large", font_size="特大")
def rank_large() -> QWidget:
    return rank()


@scene("types-table")
def table() -> QWidget:
    return show("列表表格", "clear", KEY.Key_4)


@scene("types-table-large", font_size="特大")
def table_large() -> QWidget:
    return table()


@scene("types-seen")
def seen() -> QWidget:
    return show("确认")


@scene("types-seen-below")
def seen_below() -> QWidget:
    return show("确认", "area")


@scene("types-seen-large", font_size="特大")
def seen_large() -> QWidget:
    return show("确认")


@scene("rows-three")
def rows() -> QWidget:
    made, page = demonstration()
    open_at(page, "没有回复")
    for text in ("办事大厅周末开门吗", "社保缴费点搬到哪里了"):
        page.filling.sheet.view.questions[page.filling.sheet.path].field.line.setText(text)
        page.filling.sheet.view.rows.add.trigger()
    return made


@scene("rows-three-large", font_size="特大")
def rows_large() -> QWidget:
    return rows()


@scene("rows-removed")
def removed() -> QWidget:
    made, page = demonstration()
    open_at(page, "没有回复")
    page.filling.sheet.view.rows.add.trigger()
    page.filling.sheet.view.rows.remove.trigger()
    return made


@scene("rows-none")
def none() -> QWidget:
    made, page = demonstration()
    open_at(page, "没有回复")
    page.filling.sheet.view.rows.remove.trigger()
    return made


@scene("aside-warning")
def warning() -> QWidget:
    made, page = demonstration()
    answer(page, posts="150")
    go(page, "posts")
    press(KEY.Key_Return)
    return made


@scene("aside-explained")
def explained() -> QWidget:
    made, page = demonstration()
    answer(page, posts="150")
    go(page, "posts")
    press(KEY.Key_Return)
    QApplication.focusWidget().insert("当月防汛，每天三次通报")
    press(KEY.Key_Return)
    return made


@scene("aside-absent")
def absent() -> QWidget:
    made, page = filling(desk())
    go(page, "interaction")
    page.filling.sheet.view.questions[page.filling.sheet.path].open_note(Purpose.NOT_APPLICABLE)
    QApplication.focusWidget().insert("单位内部测试号，没有对外开放")
    press(KEY.Key_Return)
    go(page, "interaction")
    return made


@scene("aside-absent-large", font_size="特大")
def absent_large() -> QWidget:
    return absent()


@scene("aside-absent-no-reason")
def absent_no_reason() -> QWidget:
    made, page = filling(desk())
    go(page, "leak")
    page.filling.sheet.view.questions[page.filling.sheet.path].open_note(Purpose.NOT_FOUND)
    QApplication.focusWidget().insert("没看")
    press(KEY.Key_Return)
    return made


@scene("aside-note")
def note() -> QWidget:
    made, page = filling(desk())
    go(page, "interaction")
    press(KEY.Key_2, KEY.Key_Slash)
    QApplication.focusWidget().insert("留言功能在菜单第三层，找了很久")
    return made
