"""报送情况 as rows: one office a row, its state with sign and word."""

from govmedia_desktop.domain.board import OfficeReport, ReportState, Standing
from govmedia_desktop.usecases.periods.board import BoardRow
from ui.tables.columns import Align, Column
from ui.theme import State

SIGNS = {
    ReportState.MISSING: State.UNCHECKED,
    ReportState.SENT: State.STARTED,
    ReportState.ACCEPTED: State.PASSED,
    ReportState.RETURNED: State.FAILED,
    ReportState.CORRECTION: State.STARTED,
    ReportState.PENDING: State.HINT,
}


def sign_of(standing: Standing) -> State:
    """Return the sign of how an office stands."""
    return SIGNS[standing.state]


def words_of(standing: Standing) -> str:
    """Return the state in a few words; the reason stands in a column of its own."""
    told = {
        ReportState.SENT: "已报送，待接收",
        ReportState.CORRECTION: "更正，待接收",
        ReportState.PENDING: f"待更正 {standing.pending} 条",
    }
    return told.get(standing.state, standing.state.value)


def _state(row: BoardRow) -> State:
    return State.FAILED if row.late else sign_of(row.standing)


def _standing(row: BoardRow) -> str:
    return f"{words_of(row.standing)}，已过期限" if row.late else words_of(row.standing)


def _newest(row: BoardRow) -> OfficeReport | None:
    return row.standing.newest


def _remark(row: BoardRow) -> str:
    newest = _newest(row)
    return (newest.reason or newest.note) if newest else ""


def _figures(row: BoardRow) -> str:
    newest = _newest(row)
    own = newest.covers.own if newest else None
    if own is None or not own.checked:
        return ""
    return f"{own.checked - own.unqualified}/{own.checked}"


BOARD: list[Column[BoardRow]] = [
    Column("单位", lambda r: r.office.name, width=210, least=120, wraps=True),
    Column("状态", _standing, state=_state, width=180),
    Column("方式", lambda r: n.way.value if (n := _newest(r)) else "", width=96, spare=2),
    Column(
        "第几次",
        lambda r: f"第 {n.sequence} 次" if (n := _newest(r)) else "",
        lambda r: n.sequence if (n := _newest(r)) else 0,
        Align.CENTRE,
        spare=3,
    ),
    Column(
        "报送时间",
        lambda r: n.at[:16].replace("T", " ") if (n := _newest(r)) else "",
        align=Align.CENTRE,
        width=140,
        spare=4,
    ),
    Column("自查无问题", _figures, align=Align.RIGHT, spare=1),
    Column("原因、说明", _remark, width=200, least=110, wraps=True),
]
