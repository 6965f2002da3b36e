"""Scenes of 工作台."""

from datetime import date

from PySide6.QtWidgets import QWidget

from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.screens import desks, scene
from ui.pages.workbench import WorkbenchPage
from ui.session import Session

NEVER = None


def stale(session: Session, dates) -> Session:
    """Give the first accounts other (last update, looked up) dates."""
    listed = sorted(list_accounts(session.desk), key=lambda a: a.account.name)
    edits = [
        Edit(a.account.id, "account", {"last_update": last, "last_update_verified": looked})
        for a, (last, looked) in zip(listed, dates, strict=False)
    ]
    session.desk.record(edits)
    return session


MIXED = (
    ("2026-10-02", NEVER),
    (NEVER, NEVER),
    ("2026-11-01", "2026-11-20"),
    ("2026-11-08", "2026-11-19"),
    ("2026-11-09", NEVER),
    ("2026-10-20", "2026-10-25"),
)


def begun(session: Session, count: int) -> Session:
    take_up_shipped_forms(session.desk)
    for listed in list_accounts(session.desk)[:count]:
        begin(session.desk, Occasion(listed.account.id, "national-2019"))
    return session


def page_at(session: Session) -> tuple[QWidget, WorkbenchPage]:
    window = desks.opened(session, "工作台", WorkbenchPage)
    return window, window.stack.currentWidget()


@scene("workbench-empty")
def empty() -> QWidget:
    return page_at(desks.session(accounts=0))[0]


@scene("workbench")
def some() -> QWidget:
    return page_at(begun(stale(desks.session(), MIXED), 1))[0]


@scene("workbench-many")
def many() -> QWidget:
    dates = [(str(date(2026, 9, 1 + n % 30)), NEVER) for n in range(200)]
    session = begun(stale(desks.session(accounts=200), [*MIXED * 3, *dates]), 9)
    return page_at(session)[0]


@scene("workbench-nothing-to-do")
def nothing_to_do() -> QWidget:
    session = desks.session(accounts=3, quarters=0)
    return page_at(session)[0]


@scene("workbench-large", font_size="特大")
def large() -> QWidget:
    return some()


@scene("workbench-contrast", high_contrast=True)
def contrast() -> QWidget:
    return some()


def typed(session: Session, texts) -> QWidget:
    window, page = page_at(session)
    page.open_dates()
    model, table = page.dates.grid.model, page.dates.grid.table
    for row, text in enumerate(texts):
        model.setData(model.index(row, 3), text)
    table.setCurrentIndex(model.index(len(texts) - 1, 3))
    return window


@scene("workbench-dates")
def dates() -> QWidget:
    return typed(stale(desks.session(), MIXED), ["11-20", "今天", "2026-11-30"])


@scene("workbench-dates-many")
def dates_many() -> QWidget:
    session = stale(desks.session(accounts=314, quarters=1), MIXED * 9)
    window = typed(session, ["11-20", "11-18", "11-01", "", ""])
    grid = window.stack.currentWidget().dates.grid
    grid.table.edit(grid.model.index(4, 3))
    return window


@scene("workbench-dates-large", font_size="特大")
def dates_large() -> QWidget:
    return dates()


@scene("workbench-dates-told")
def dates_told() -> QWidget:
    session = stale(desks.session(), MIXED)
    window, page = page_at(session)
    page.open_dates()
    page.dates.paste.trigger()
    names = sorted(a.account.name for a in list_accounts(session.desk))
    lines = [f"{names[0]} 11月20日", f"{names[1]}\t2026-11-21", "示例镇旧号 11-18", f"{names[2]}"]
    lines += [f"{names[5]}：2026-01-05", f"{names[3]} 最近更新 今天"]
    page.told.text.setPlainText("\n".join(lines))
    page.told.look()
    return window


@scene("workbench-dates-told-large", font_size="特大")
def dates_told_large() -> QWidget:
    return dates_told()
