"""Scenes of 检查: the period's list, each section of the national form, 结论 and its reasons."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.findings import Severity
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.offices import parameters
from govmedia_desktop.usecases.offices.parameters import NewParameter
from govmedia_desktop.usecases.periods.periods import current_period
from govmedia_desktop.usecases.periods.plans import NewPlan, set_plan
from govmedia_desktop.usecases.register import accounts
from tests.data.offices import APP, LAW, TOWN_VOICE, office
from tests.screens import desks, invented, scene
from tests.screens.scenes_foundation import TITLES
from ui.pages.check import CheckPage
from ui.parts.buttons import MoreButton
from ui.session import Session
from ui.tasks import InlinePool, Tasks
from ui.window import Place, Window

MANY = [
    {"name": a.name, "platform": a.platform, "owner": a.owner, "last_update": "2024-04-28"}
    for a in invented.accounts(60)
]


def desk(*given: dict[str, str], **how) -> Desk:
    return desks.held(office(desks.folder() / "数据", given or (TOWN_VOICE, LAW, APP), **how))


def window(at: Desk) -> tuple[Window, CheckPage]:
    session = Session(at, Tasks(InlinePool()), office="示例县人民政府办公室", practice=True)
    places = [
        Place(t, icon, lambda t=t: CheckPage if t == "检查" else lambda _s: QWidget())
        for t, icon in TITLES
    ]
    made = Window(session, places)
    page = made.open("检查")
    made.status.words.setText("已保存 10:42:07 · 未上报 12 条 · 最近备份 今天 08:30")
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    return made, page


def filling(at: Desk, name: str = "示例镇之声") -> tuple[Window, CheckPage]:
    made, page = window(at)
    model = page.list.panel.model
    rows = [model.row_at(n) for n in range(model.rowCount())]
    page.list.open_row(next(r for r in rows if r.checked.listed.account.name == name))
    QCoreApplication.processEvents()
    return made, page


def answer(page: CheckPage, **given: str) -> None:
    sheet = page.filling.sheet
    paths = {i.name: i.path for s in sheet.filling.sections for i in s.items}
    for name, value in given.items():
        sheet.go_to(paths[name])
        question = sheet.question(paths[name])
        if question.item.choices:
            names = [choice.name for choice in question.item.choices]
            question.field.choose(names.index(value) + 1)
        else:
            question.field.line.setText(value)
            question.commit()


def at_section(name: str, account: str = "示例镇之声", **given: str) -> Window:
    made, page = filling(desk(), account)
    answer(page, **given)
    sheet = page.filling.sheet
    labels = [section.label for section in sheet.filling.sections]
    sheet.open_section(labels.index(name))
    first = next(iter(sheet.view.questions.values()), None)
    if first is not None:
        first.field.take_focus()
    return made


LOOKED = {"looked_at": "12", "looked_from": "4-1", "looked_to": "5-6"}


@scene("check-list-few")
def few() -> QWidget:
    return window(desk())[0]


@scene("check-list-many")
def many() -> QWidget:
    at = desk(*MANY)
    listed = accounts.list_accounts(at)
    suspension = {"reason": "改名", "approved_by": "示例县人民政府办公室"}
    for paused in listed[:2]:
        accounts.suspend(at, paused.account.id, {**suspension, "valid_from": "2024-04-01"})
    made, page = window(at)
    for _ in range(9):
        page.list.open_following()
        answer(page, last_update="4-28", interaction="yes", **LOOKED)
        found = {"serious_error": "found"} if _ % 4 == 1 else {}
        answer(page, **found)
        sheet = page.filling.sheet
        sheet.filling.answer_group()
        page.filling.finish() if _ % 3 else page.filling.leave()
    return made


@scene("check-list-many-large", font_size="特大")
def many_large() -> QWidget:
    return window(desk(*MANY))[0]


@scene("check-list-more", whole=False)
def more() -> QWidget:
    return window(desk())[1].list.findChild(MoreButton).menu()


@scene("check-list-empty")
def empty() -> QWidget:
    return window(desks.held(office(desks.folder() / "数据", ())))[0]


@scene("check-list-no-form")
def no_form() -> QWidget:
    return window(desk(forms=False))[0]


@scene("check-list-day-refused")
def day_refused() -> QWidget:
    made, page = window(desk())
    page.list.day.setText("2024-08-01")
    page.list.day.editingFinished.emit()
    return made


@scene("check-list-finished")
def finished() -> QWidget:
    made, page = filling(desk())
    answer(page, last_update="2024-03-18", interaction="no", **LOOKED)
    page.filling.sheet.filling.answer_group()
    page.filling.finish()
    return made


@scene("check-list-own")
def own() -> QWidget:
    return self_checked()[0]


@scene("check-list-own-large", font_size="特大")
def own_large() -> QWidget:
    return self_checked()[0]


def self_checked() -> tuple[Window, CheckPage]:
    """A township that looked at its own accounts: it finds, and judges nobody."""
    made, page = filling(desk(level=Level.TOWNSHIP))
    answer(page, last_update="2024-03-18", interaction="no", **LOOKED)
    page.filling.sheet.filling.answer_group()
    page.filling.finish()
    return made, page


@scene("check-section-own")
def own_section() -> QWidget:
    return filling(desk(level=Level.TOWNSHIP))[0]


@scene("check-section-basics")
def basics() -> QWidget:
    return at_section("基本信息")


@scene("check-section-update")
def update() -> QWidget:
    return filling(desk())[0]


@scene("check-section-update-large", font_size="特大")
def update_large() -> QWidget:
    return filling(desk())[0]


@scene("check-section-update-contrast", high_contrast=True)
def update_contrast() -> QWidget:
    return filling(desk())[0]


@scene("check-section-response")
def response() -> QWidget:
    return at_section("互动回应", interaction="no")


@scene("check-section-sample")
def sample() -> QWidget:
    return at_section("抽看情况", looked_at="12")


@scene("check-section-safety")
def safety() -> QWidget:
    return at_section("内容安全与弄虚作假", serious_error="none")


@scene("check-section-safety-app")
def safety_app() -> QWidget:
    return at_section("内容安全与弄虚作假", "示例掌上通")


@scene("check-judgement-answered")
def judgement() -> QWidget:
    made, page = filling(desk())
    answer(page, **LOOKED, serious_error="found")
    page.filling.sheet.view.group.trigger()
    return made


@scene("check-judgement-missing")
def judgement_missing() -> QWidget:
    made, page = filling(desk())
    answer(page, looked_at="12", serious_error="none")
    page.filling.sheet.view.group.trigger()
    return made


@scene("check-judgement-large", font_size="特大")
def judgement_large() -> QWidget:
    return judgement()


@scene("check-leak")
def leak() -> QWidget:
    return at_section("内容安全与弄虚作假", leak="found")


@scene("check-constraint")
def constraint() -> QWidget:
    made, page = filling(desk())
    answer(page, last_update="2024-05-30")
    return made


@scene("check-conclusion-findings")
def findings() -> QWidget:
    at = desk()
    parameters.set_parameter(at, NewParameter("max_idle_days", "5", "示例县政务新媒体管理办法"))
    made, page = filling(at, "示例普法")
    answer(page, last_update="4-28", interaction="no", **LOOKED, adverse_opinion="found")
    return made


@scene("check-finishing-open")
def finishing_open() -> QWidget:
    made, page = filling(desk())
    answer(page, last_update="3-18", interaction="no")
    page.filling.done.trigger()
    return made


@scene("check-set-aside")
def set_aside() -> QWidget:
    made, page = filling(desk())
    answer(page, last_update="3-18", interaction="no")
    page.filling.throw.trigger()
    return made


@scene("check-basic-form")
def everyday() -> QWidget:
    made, page = window(desk())
    page.list.form.setCurrentIndex(page.list.form.findText("政务新媒体日常检查"))
    page.list.open_current()
    QCoreApplication.processEvents()
    answer(page, last_update="5-1", interaction="yes", comments_open="no", hot_response="yes")
    return made


def chosen_form(page: CheckPage, form_id: str, name: str = "示例镇之声") -> None:
    listed = find_form(page.list._session.desk, form_id)
    page.list.form.setCurrentIndex(page.list.form.findData(listed.id))
    model = page.list.panel.model
    rows = [model.row_at(n) for n in range(model.rowCount())]
    page.list.open_row(next(r for r in rows if r.checked.listed.account.name == name))
    QCoreApplication.processEvents()


@scene("check-scored-form")
def scored() -> QWidget:
    at = desk()
    for name, value in (("max_idle_days", "10"), ("reply_days", "5")):
        limit = NewParameter(name, value, "示例县政务新媒体管理办法", Severity.DEDUCT)
        parameters.set_parameter(at, limit)
    made, page = window(at)
    chosen_form(page, "county-score")
    answer(page, advertising="found", typos="3", name_regular="no", bonus_service="yes")
    answer(page, interaction="yes", comments_open="no", reply_in_time="no", last_update="4-24")
    return made


@scene("check-scored-bonus")
def bonus() -> QWidget:
    made, page = window(desk())
    chosen_form(page, "county-score")
    answer(page, last_update="5-1", bonus_service="yes")
    return made


@scene("check-app-form")
def app_form() -> QWidget:
    made, page = window(desk())
    chosen_form(page, "app", "示例掌上通")
    answer(page, unstable="found", complaints="no", little_used="found")
    return made


@scene("check-closing-form")
def closing_form() -> QWidget:
    made, page = window(desk())
    chosen_form(page, "closing")
    answer(page, closing_notice="yes", content_moved="no", cancelled="no")
    return made


@scene("check-list-fixed-nature")
def fixed_nature() -> QWidget:
    at = desk()
    made, page = window(at)
    page.list.form.setCurrentIndex(page.list.form.findData(find_form(at, "closing").id))
    return made


@scene("check-opening-form")
def opening_form() -> QWidget:
    made, page = window(desk())
    chosen_form(page, "opening")
    answer(page, existing_could="yes", same_platform="no")
    return made


@scene("check-list-plan")
def planned() -> QWidget:
    at = desk()
    period = current_period(at)
    named = ("示例镇之声", "示例掌上通")
    set_plan(at, NewPlan(period, "basic", period.end, period.end, None, named))
    return window(at)[0]
