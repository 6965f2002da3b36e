"""Scenes of 台账."""

from datetime import timedelta
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.inspections import answer_all
from govmedia_desktop.usecases.inspections.life_checks import begin_offered
from govmedia_desktop.usecases.register import accounts
from tests.screens import desks, scene
from ui.pages.register import RegisterPage
from ui.session import Session

DATA = Path(__file__).parent.parent / "data"


def page_at(session: Session) -> tuple[QWidget, RegisterPage]:
    window = desks.opened(session, "台账", RegisterPage)
    window.show()
    return window, window.stack.currentWidget()


@scene("register-empty")
def empty() -> QWidget:
    return page_at(desks.session(accounts=0, practice=False))[0]


@scene("register")
def some() -> QWidget:
    return page_at(filled())[0]


def filled() -> Session:
    session = desks.session()
    desk = session.desk
    listed = min(accounts.list_accounts(desk), key=lambda a: (a.owner_name, a.account.name))
    record, now = listed.account.id, desk.clock()
    steps = (
        {"followers": "12000", "verified": "是", "url": "https://weibo.example/示例"},
        {"status": "拟关停", "comments": "开放"},
        {"operation": "委托", "operator": "示例传媒有限公司"},
    )
    for minutes, values in enumerate(steps):
        desk.clock = lambda m=minutes: now + timedelta(minutes=m)
        accounts.change_account(desk, record, values, "机构改革" if minutes == 1 else "")
    accounts.set_personal_data(desk, record, {"contact": "示例人"})
    given = {
        "reason": "认证年审",
        "approved_by": "示例县人民政府办公室",
        "document": "示政办函〔2026〕3号",
        "valid_from": "2026-11-01",
    }
    accounts.suspend(desk, record, given)
    return session


@scene("register-many")
def many() -> QWidget:
    window, page = page_at(desks.session(accounts=314, quarters=1))
    page.list.panel.search.setText("镇 融媒")
    page.list.panel.search.setFocus()
    return window


@scene("register-large", font_size="特大")
def large() -> QWidget:
    return some()


@scene("register-contrast", high_contrast=True)
def contrast() -> QWidget:
    return some()


@scene("register-folded")
def folded() -> QWidget:
    window, page = page_at(desks.session())
    page.list.panel.want_details(shown=False)
    return window


def scrolled_to(page: RegisterPage, widget: QWidget, around: int = 50) -> None:
    sheet = page.list.details.sheet
    # once the window has the size of the picture
    sheet.verticalScrollBar().rangeChanged.connect(
        lambda *_: sheet.ensureWidgetVisible(widget, 0, around)
    )


@scene("register-edit-refused")
def edit_refused() -> QWidget:
    window, page = page_at(filled())
    form = page.list.details.form
    for name, text in (("followers", "约一万"), ("last_update", "2026-12-30")):
        form.fields[name].input.setText(text)
        form.fields[name].input.editingFinished.emit()
    scrolled_to(page, form.fields["comments"].input)
    form.fields["last_update"].input.setFocus()
    return window


@scene("register-personal")
def personal() -> QWidget:
    window, page = page_at(filled())
    page.list.details.suspensions.begin.trigger()
    scrolled_to(page, page.list.details.suspensions.entry, 0)
    return window


@scene("register-checks")
def checks() -> QWidget:
    window, page = page_at(filled())
    page.list.details.tabs.setCurrentIndex(1)
    return window


def at_status(session: Session, status: str) -> tuple[QWidget, RegisterPage]:
    """The tab 检查 of an account of that status, which was never checked."""
    given = {"name": "示例镇便民", "platform": "微信公众号", "owner": "示例镇人民政府"}
    take_up_shipped_forms(session.desk)
    record = accounts.add_account(session.desk, given | {"status": status})
    window, page = page_at(session)
    page.show_checks(record)
    return window, page


@scene("register-checks-closing")
def checks_closing() -> QWidget:
    return at_status(desks.session(), "已关停")[0]


@scene("register-checks-closing-done")
def checks_closing_done() -> QWidget:
    session = desks.session()
    window, page = at_status(session, "已注销")
    listed = page.list.details.listed
    inspection = begin_offered(session.desk, listed)
    given = {"closing_notice": "no", "content_moved": "na", "services_moved": "yes"}
    more = {"cancelled": "yes", "reopened": "found", "closing_filed": "no"}
    answer_all(inspection, given | more)
    inspection.finish()
    session.announce("inspections")
    page.show_checks(listed.account.id)
    return window


@scene("register-checks-opening")
def checks_opening() -> QWidget:
    session = desks.session()
    window, page = at_status(session, "未备案")
    inspection = begin_offered(session.desk, page.list.details.listed)
    answer_all(inspection, {"existing_could": "no"})
    session.announce("drafts")
    return window


@scene("register-history")
def history() -> QWidget:
    window, page = page_at(filled())
    page.list.details.tabs.setCurrentIndex(3)
    return window


@scene("register-new")
def new() -> QWidget:
    window, page = page_at(desks.session())
    page.add()
    form = page.list.details.form
    form.fields["name"].input.setText("示例镇之声")
    form.fields["followers"].input.setText("3.2万")
    form.fields["followers"].input.editingFinished.emit()
    page.list.details.enter.trigger()
    return window


@scene("register-new-known")
def new_known() -> QWidget:
    session = desks.session()
    known = accounts.list_accounts(session.desk)[0]
    window, page = page_at(session)
    page.add()
    form = page.list.details.form
    form.fields["name"].show_text(known.account.name)
    form.fields["owner"].show_text(known.owner_name)
    form.fields["platform"].show_text(known.account.platform.label)
    page.list.details.enter.trigger()
    return window


@scene("register-deleted")
def deleted() -> QWidget:
    window, page = page_at(desks.session())
    page.list.details.delete.trigger()
    return window


def previewed(name: str, session: Session) -> tuple[QWidget, RegisterPage]:
    window, page = page_at(session)
    page.read(DATA / name)
    return window, page


@scene("register-import")
def preview() -> QWidget:
    return previewed("register_published.xlsx", desks.session(accounts=0, practice=False))[0]


@scene("register-import-rows")
def preview_rows() -> QWidget:
    session = desks.session(accounts=0, practice=False)
    window, page = previewed("register_published.xlsx", session)
    page.preview.confirm.trigger()
    listed = accounts.list_accounts(session.desk)
    for each in listed[:4]:
        accounts.change_account(session.desk, each.account.id, {"followers": "7", "field": "旧"})
    page.read(DATA / "register_published.xlsx")
    page.preview.tabs.setCurrentIndex(1)
    window.messages.clear()
    return window


@scene("register-import-columns")
def preview_columns() -> QWidget:
    session = desks.session(accounts=0, practice=False)
    window, page = previewed("register_published.xlsx", session)
    page.preview.tabs.setCurrentIndex(2)
    return window


@scene("register-import-columns-large", font_size="特大")
def preview_columns_large() -> QWidget:
    return preview_columns()


@scene("register-import-columns-missing")
def preview_columns_missing() -> QWidget:
    """Two sheets, hidden rows, and the platform's column taken away by hand."""
    session = desks.session(accounts=0, practice=False)
    window, page = page_at(session)
    page.read(two_sheets(session.desk.store.folder))
    page.preview.tabs.setCurrentIndex(2)
    box = page.preview.mapping.boxes[2]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    return window


def two_sheets(folder: Path) -> Path:
    book = Workbook()
    for number, sheet in enumerate((book.active, book.create_sheet("上季度"))):
        sheet.append(("账号名称", "平台", "单位", "管理机构", "粉丝数")[: 5 - number])
        for name in ("示例发布", "示例普法", "示例警方"):
            sheet.append((name, "微信公众号", "示例局", "示例县委", 1200)[: 5 - number])
    book.active.row_dimensions[3].hidden = True
    path = folder / "示例县政务新媒体台账.xlsx"
    book.save(path)
    return path


@scene("register-import-large", font_size="特大")
def preview_large() -> QWidget:
    return preview()


@scene("register-import-same")
def preview_same() -> QWidget:
    window, page = previewed("register_gbk.csv", desks.session(accounts=0, practice=False))
    page.preview.confirm.trigger()
    page.read(DATA / "register_gbk.csv")
    return window


@scene("register-imported")
def imported() -> QWidget:
    window, page = previewed("register_published.xlsx", desks.session(accounts=0, practice=False))
    page.preview.confirm.trigger()
    return window


@scene("register-busy")
def busy() -> QWidget:
    session = desks.session()
    window, page = page_at(session)
    session.tasks._pool.held = True
    page.read(DATA / "register_published.xlsx")
    window.status.advance(400, 1000)
    return window


@scene("register-life-entry")
def life_entry() -> QWidget:
    window, page = page_at(filled())
    details = page.list.details
    page.list.panel.want_details(shown=True)
    details.tabs.setCurrentIndex(3)
    details.life.begin.trigger()
    details.life.kind.show_text("变更")
    details.life.kind._give()
    details.life.enter.trigger()
    return window


@scene("register-life-entry-large", font_size="特大")
def life_entry_large() -> QWidget:
    return life_entry()
