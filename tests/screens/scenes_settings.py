"""Scenes of 设置."""

import os
from datetime import date

import openpyxl
from PySide6.QtWidgets import QScrollArea, QWidget

from govmedia_desktop.domain.findings import Severity
from govmedia_desktop.settings import Settings, save
from govmedia_desktop.store.files import add_evidence, evidence_path
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.register.office_tree import office_tree
from govmedia_desktop.usecases.upkeep.backups import back_up, changes_since, list_backups
from govmedia_desktop.usecases.upkeep.maintenance import Fault
from tests.data.pictures import png
from tests.screens import desks, scene
from tests.unit.desks import NONE, add
from ui.errors import Troubles
from ui.main import Start, waiting_page
from ui.pages.settings import SettingsPage, SettingsPlace
from ui.pages.settings.offices import OfficesPage
from ui.pages.settings.safekeeping import what_restoring_does
from ui.parts.dialogs import Question
from ui.session import Session

LAST = date(2026, 9, 30)


def office() -> Session:
    session = desks.session()
    take_up_shipped_forms(session.desk)
    return session


def page_at(session: Session, settings: Settings | None = None) -> tuple[QWidget, SettingsPage]:
    place = desks.folder() / "settings.json"
    save(place, settings or Settings())
    window = desks.opened(session, "设置", lambda s: SettingsPage(s, place))
    return window, window.stack.currentWidget()


@scene("settings")
def top() -> QWidget:
    return page_at(office())[0]


@scene("settings-forms-in-use")
def forms_in_use() -> QWidget:
    window, page = page_at(office())
    return scrolled(window, page.forms.y())


@scene("settings-parameters")
def parameters() -> QWidget:
    window, page = page_at(office())
    page.parameters.value.setText("10")
    page.parameters.basis.setText("示例县政务新媒体管理办法第七条")
    page.parameters.put.trigger()
    page.parameters.value.setText("30")
    page.parameters.put.trigger()
    return scrolled(window, page.parameters.y())


def at_holidays() -> QWidget:
    window, page = page_at(office())
    page.holidays.notice.setPlainText(
        "一、元旦：1月1日（周五）至3日（周日）放假，共4天。\n"
        "二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）上班。"
    )
    page.holidays.enter.trigger()
    return scrolled(window, page.holidays.y())


@scene("settings-holidays")
def holidays() -> QWidget:
    return at_holidays()


@scene("settings-holidays-large", font_size="特大")
def holidays_large() -> QWidget:
    return at_holidays()


@scene("settings-data")
def data() -> QWidget:
    session = office()
    for _ in range(7):
        back_up(session.desk)
    window, page = page_at(session)
    page.data.verify.trigger()
    return scrolled(window, 1_000_000)


def with_unused_evidence(session, count=12) -> None:
    for number in range(count):
        content = png(200 + number, 100, shade=number)
        digest = add_evidence(session.desk.store.evidence, content)
        os.utime(evidence_path(session.desk.store.evidence, digest), (0, 0))


@scene("settings-data-evidence")
def evidence() -> QWidget:
    session = desks.session()
    for _ in range(3):
        back_up(session.desk)
    with_unused_evidence(session)
    window, page = page_at(session)
    window.show()
    page.data.table.selectRow(1)
    return scrolled(window, 1_000_000)


@scene("settings-data-evidence-large", font_size="特大")
def evidence_large() -> QWidget:
    return evidence()


@scene("settings-restore-question", whole=False)
def restore_question() -> QWidget:
    session = desks.session()
    back_up(session.desk)
    add(session.desk, "示例镇之声")
    (backup,) = list_backups(session.desk)
    text = what_restoring_does(backup, changes_since(session.desk, backup))
    return Question("还原备份", text, "还原")


@scene("settings-restoring")
def restoring() -> QWidget:
    return waiting_page()


@scene("settings-data-damaged")
def damaged() -> QWidget:
    session = desks.session()
    path = back_up(session.desk)
    start = Start(desks.folder() / "settings.json", path.parent, Troubles())
    folder = desks.folder() / "数据"
    (folder / "backups").mkdir(parents=True)
    for suffix in (".db", ".sha256"):
        name = path.with_suffix(suffix).name
        (folder / "backups" / name).write_bytes(path.with_suffix(suffix).read_bytes())
    reason = "数据文件“data.db”已损坏或不是本程序的数据，未作任何改动；请从备份还原。"
    return start._closed(reason, folder, "张三")


@scene("settings-data-faulty")
def faulty() -> QWidget:
    window, page = page_at(office())
    page.data._tell_faults([Fault("evidence", "证据3f9ac01b22d4…缺失或被改动")])
    return scrolled(window, 1_000_000)


@scene("settings-large", font_size="特大")
def large() -> QWidget:
    return page_at(office(), Settings(font_size="特大"))[0]


@scene("settings-contrast", high_contrast=True)
def contrast() -> QWidget:
    return page_at(office(), Settings(high_contrast=True))[0]


@scene("settings-live-large")
def live() -> QWidget:
    window, page = page_at(office())
    window.show()  # what nobody sees yet is dressed once it is shown
    page.look.font_size.setCurrentText("特大")
    return window


def scrolled(window: QWidget, down: int) -> QWidget:
    bar = window.stack.currentWidget().findChild(QScrollArea).verticalScrollBar()
    bar.rangeChanged.connect(lambda _low, high: bar.setValue(min(down, high)))
    return window


@scene("settings-reassessed")
def reassessed() -> QWidget:
    session = desks.session(accounts=0)
    take_up_shipped_forms(session.desk)
    for number in range(4):
        record = add(session.desk, f"示例镇之声{number}", owner="示例县示例镇人民政府")
        inspection = begin(session.desk, Occasion(record, "national-2019", reference_date=LAST))
        given = {"interaction": "yes", "last_update": f"2026-09-{17 + number}"}
        answer_all(inspection, {**NONE, **given})
        inspection.finish()
    limit = NewParameter("max_idle_days", "10", "示例县政务新媒体管理办法第七条", Severity.VETO)
    set_parameter(session.desk, limit)
    window, page = page_at(session)
    page.reassessing.start.trigger()
    return scrolled(window, page.reassessing.y())


def offices_at() -> tuple[QWidget, OfficesPage]:
    session = desks.session(24, 1)
    place = desks.folder() / "settings.json"
    save(place, Settings())
    window = desks.opened(session, "设置", lambda s: SettingsPlace(s, place))
    page = window.stack.currentWidget()
    page.show_offices()
    return window, page.offices


def changing() -> tuple[QWidget, OfficesPage]:
    window, page = offices_at()
    nodes = office_tree(page._session.desk)
    page.begin_change(max(nodes[1:], key=lambda node: node.accounts).id)
    page.changing.kind.setCurrentText("合并")
    page.changing.target.setCurrentIndex(3)
    page.changing.basis.setText("示例县委编办〔2026〕12号")
    return window, page


@scene("settings-offices")
def offices() -> QWidget:
    return offices_at()[0]


@scene("settings-offices-large", font_size="特大")
def offices_large() -> QWidget:
    return offices_at()[0]


@scene("settings-offices-change")
def offices_change() -> QWidget:
    return changing()[0]


@scene("settings-offices-changed")
def offices_changed() -> QWidget:
    window, page = changing()
    page.changing.confirm.trigger()
    return window


@scene("settings-offices-import")
def offices_import() -> QWidget:
    window, page = offices_at()
    book = openpyxl.Workbook()
    rows = (
        ("单位名称", "类别", "层级", "主管单位", "曾用名"),
        ("示例县数据局", "县直部门", "县级", "示例县人民政府办公室", "示例县大数据中心"),
        ("示例县气象局", "垂直管理", "县处级", "示例县人民政府办公室", ""),
        ("示例县数据局", "县直部门", "县级", "", ""),
        ("柳溪街道办事处", "", "乡镇", "", "柳溪镇人民政府（到2026-06-30）、柳溪乡人民政府"),
    )
    for row in rows:
        book.active.append(row)
    path = desks.folder() / "单位名册.xlsx"
    book.save(path)
    page.read(path)
    return window


@scene("settings-offices-import-rows")
def offices_import_rows() -> QWidget:
    window = offices_import()
    window.stack.currentWidget().offices.preview.tabs.setCurrentIndex(1)
    return window
