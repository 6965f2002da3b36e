"""Scenes of 设置 → 检查表."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.form_versions import following_version
from govmedia_desktop.paths import TEMPLATES
from govmedia_desktop.usecases.forms import management as cases
from govmedia_desktop.usecases.forms.known import find_form, take_up_shipped_forms
from tests.screens import desks, scene
from ui.pages.settings import SettingsPlace
from ui.pages.settings.forms import FormsPage
from ui.session import Session


def county() -> Session:
    session = desks.session(accounts=3, quarters=1)
    take_up_shipped_forms(session.desk)
    return session


def page_at(session) -> tuple[QWidget, FormsPage]:
    place = desks.folder() / "settings.json"
    window = desks.opened(session, "设置", lambda s: SettingsPlace(s, place))
    page = window.stack.currentWidget()
    page.show_forms()
    return window, page.forms


def changed(**cells: str) -> Path:
    """Return a file of the daily check with other texts in these cells of its survey sheet."""
    book = load_workbook(TEMPLATES / "basic.xlsx")
    version = book["settings"]["C2"]
    version.value = following_version(str(version.value))
    for cell, text in cells.items():
        book["survey"][cell] = text
    content = BytesIO()
    book.save(content)
    path = desks.folder() / "日常检查-修改.xlsx"
    path.write_bytes(content.getvalue())
    return path


LIKES = {
    "A41": "integer", "B41": "likes", "C41": "本季度点赞量是多少？", "J41": ". < 100",
    "K41": "hint", "L41": "点赞量不足", "A42": "image", "B42": "home", "C42": "主页截图",
    "T1": "required", "T42": "yes", "A43": "end group",
}  # fmt: skip
RELABELLED = "最近一次更新是哪一天？（以平台显示为准）"


@scene("forms")
def several() -> QWidget:
    session = county()
    publish(session, changed(C11=RELABELLED))
    cases.retire(session.desk, find_form(session.desk, "national-2019").id, "改用省里的新表")
    return page_at(session)[0]


def publish(session, path: Path) -> None:
    checked = cases.check_workbook(path.read_bytes(), path.name)
    cases.publish_workbook(session.desk, checked)


@scene("forms-faults")
def faulty() -> QWidget:
    window, page = page_at(county())
    page.read(
        changed(
            A11="data",
            F11="${kinds} != '服务类'",
            B17="",
            K18="严重",
            A24="select_one yesno",
            G21="today（）> .",
            A27="",
            C30="",
        )
    )
    return window


@scene("forms-plan")
def plan() -> QWidget:
    window, page = page_at(county())
    page.read(changed(C11=RELABELLED, K18="deduct", M18="某县办法第七条"))
    return window


@scene("forms-burden")
def burden() -> QWidget:
    window, page = page_at(county())
    page.read(changed(**LIKES))
    page.checked.confirm.trigger()
    return window


@scene("forms-burden-large", font_size="特大")
def burden_large() -> QWidget:
    return burden()


@scene("forms-taken")
def taken() -> QWidget:
    window, page = page_at(county())
    page.read(changed(C11="别的题目"))
    page.checked.confirm.trigger()
    page.read(changed(C11="又是别的题目"))
    return window


@scene("forms-compare")
def compare() -> QWidget:
    session = county()
    publish(session, changed(C11=RELABELLED, K18="deduct"))
    window, page = page_at(session)
    page.list.refresh()
    page.list.choose(find_form(session.desk, "basic").id)
    page.list.compare.trigger()
    return window


@scene("forms-trial")
def trial() -> QWidget:
    window, page = page_at(county())
    page.list.refresh()
    page.list.try_out.trigger()
    return window


@scene("forms-retired")
def retired() -> QWidget:
    window, page = page_at(county())
    page.list.refresh()
    page.list.switch.trigger()
    return window


@scene("forms-none")
def none() -> QWidget:
    return page_at(desks.session(accounts=3, quarters=1))[0]


@scene("forms-busy")
def busy() -> QWidget:
    session = county()
    window, page = page_at(session)
    session.tasks._pool.held = True
    page.read(changed())
    return window


@scene("settings-forms")
def in_settings() -> QWidget:
    place = desks.folder() / "settings.json"
    return desks.opened(county(), "设置", lambda s: SettingsPlace(s, place))
