"""Scenes of 报送情况: some offices, one sent back, what is asked, nothing yet, many."""

from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.board import Way, covers_as_value
from govmedia_desktop.domain.identifiers import review_id
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange import reviews
from govmedia_desktop.usecases.exchange.reviews import Noted
from govmedia_desktop.usecases.periods.board import board, own_standing
from govmedia_desktop.usecases.periods.periods import current_period
from govmedia_desktop.usecases.periods.plans import NewPlan, set_plan
from tests.data.county import TOWNS, owner_name, reported_file
from tests.screens import desks, scene
from tests.screens.scenes_exchange import page_at
from ui.pages.workbench import WorkbenchPage
from ui.session import Session


def some_reports(session: Session) -> None:
    """Every state there is, in the present quarter."""
    desk, period = session.desk, current_period(session.desk)
    ways = (Way.PAPER, Way.SHEET, Way.ZERO, Way.SHEET, Way.PAPER)
    for town, way in zip(TOWNS, ways, strict=False):
        figures = None if way is Way.ZERO else 6
        reviews.note_report(desk, period, owner_name(town), Noted(way, figures, int(figures == 6)))
    newest = [row.standing.newest for row in board(desk, period) if row.standing.newest]
    reviews.accept(desk, period, [newest[0].id, newest[1].id])
    reviews.send_back(desk, period, newest[2].id, "漏报“示例青山街道融媒”，自查表没有负责人签字")
    corrected = board(desk, period)
    first = next(row for row in corrected if row.standing.accepted)
    noted = Noted(Way.PAPER, 6, 0, "复查后改为无问题")
    reviews.note_report(desk, period, first.id, noted)


def opened(session: Session) -> tuple[QWidget, QWidget]:
    window, page = page_at(session)
    page.show_tab(page.board)
    return window, page.board


@scene("board")
def some() -> QWidget:
    session = desks.session()
    some_reports(session)
    return opened(session)[0]


@scene("board-large", font_size="特大")
def some_large() -> QWidget:
    return some()


@scene("board-empty")
def empty() -> QWidget:
    return opened(desks.session(accounts=0))[0]


@scene("board-pending")
def pending() -> QWidget:
    session = desks.session()
    window, page = page_at(session)
    files = reported_file(desks.folder() / "镇")
    page.take_in([next(files)])
    page.receiving.previewing.confirm.trigger()
    panel = page.board
    period = current_period(session.desk)
    (row,) = [row for row in board(session.desk, period) if row.standing.newest]
    reviews.accept(session.desk, period, [row.standing.newest.id])
    page.take_in([next(files)])
    page.receiving.previewing.confirm.trigger()
    page.show_tab(panel)
    panel.load()
    ids = [panel.table.rows.row_at(n).id for n in range(panel.table.rows.rowCount())]
    panel.table.selectRow(ids.index(row.id))
    return window


@scene("board-return")
def returned() -> QWidget:
    session = desks.session()
    some_reports(session)
    window, panel = opened(session)
    panel.send_back.trigger()
    panel.reason.first.setText("漏报一个账号")
    return window


@scene("board-note")
def noting() -> QWidget:
    session = desks.session()
    some_reports(session)
    window, panel = opened(session)
    panel.table.selectRow(panel.table.rows.rowCount() - 1)
    panel.note.trigger()
    return window


@scene("board-note-large", font_size="特大")
def noting_large() -> QWidget:
    return noting()


@scene("board-duties")
def on_the_workbench() -> QWidget:
    session = desks.session()
    some_reports(session)
    return desks.opened(session, "工作台", WorkbenchPage)


def decided_above(session: Session, decision: str, reason: str = "") -> None:
    """Write the own report and what the office above decided on it, as its file would bring it."""
    desk, period = session.desk, current_period(session.desk)
    report = reviews.submit(desk, period)
    covers = covers_as_value(own_standing(desk, period).newest.covers)
    values = {"report": report, "decision": decision, "reason": reason, "covers": covers}
    desk.record([Edit(review_id(report), "review", values)])


@scene("board-sent-back")
def sent_back() -> QWidget:
    session = desks.session()
    decided_above(session, "退回修改", "漏报“示例青山街道融媒”，自查表没有负责人签字")
    return page_at(session)[0]


@scene("board-correcting")
def correcting() -> QWidget:
    session = desks.session()
    decided_above(session, "已接收")
    return page_at(session)[0]


@scene("board-plan")
def planning() -> QWidget:
    session = desks.session()
    some_reports(session)
    period = current_period(session.desk)
    new = NewPlan(period, None, period.end, period.end, 30, note="年度最后一次")
    set_plan(session.desk, new)
    window, panel = opened(session)
    panel.plan.trigger()
    return window


@scene("board-plan-large", font_size="特大")
def planning_large() -> QWidget:
    return planning()


@scene("board-late")
def late() -> QWidget:
    session = desks.session()
    some_reports(session)
    period = current_period(session.desk)
    set_plan(session.desk, NewPlan(period, deadline=period.start))
    return opened(session)[0]
