"""检查: an account's finished inspections, and what the chosen one found."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.domain.wordings import LOOKED_OVER, words_for
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.inspections.life_checks import OfferedCheck
from govmedia_desktop.usecases.inspections.recorded import asides, form_title
from govmedia_desktop.usecases.register.account_history import PastInspection, inspections_of
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui import theme
from ui.forms.evidence.strip import Pictures
from ui.forms.evidence.thumbnails import Thumbnails
from ui.pages.register.life_check import LifeCheckOffer
from ui.parts.page import Scrolled, column
from ui.parts.words import plain_label
from ui.session import Session
from ui.tables.columns import Column
from ui.tables.model import RowsModel
from ui.tables.view import RowsTable
from ui.theme import State


def state_of(past: PastInspection | None) -> State | None:
    """Return the sign of an inspection's conclusion."""
    if past is None or past.conclusion is Conclusion.OPEN or not past.decides:
        return None
    return State.PASSED if past.conclusion is Conclusion.PASSED else State.FAILED


def word_of(past: PastInspection | None) -> str:
    """Return the word of an inspection's conclusion, empty where there is none."""
    if past is None:
        return ""
    if not past.decides:
        return LOOKED_OVER
    word = words_for("", past.nature).of(past.conclusion, unconfirmed=past.unconfirmed)
    return f"{word} {past.score}分" if past.score else word


_COLUMNS = [
    Column[PastInspection]("监测时间点", lambda p: p.reference_date, width=104, least=98),
    Column[PastInspection]("性质", lambda p: p.nature, width=84, least=80),
    Column[PastInspection]("结论", word_of, state=state_of, width=128, least=88, wraps=True),
]


_ROWS = 4
"""What the table shows at once; below it stands what was found, and all of it scrolls as one."""


class Checks(QWidget):
    """The table of inspections above the findings of the chosen one and their evidence.

    `evidence_chosen(pieces, Evidence)`: one of these pieces is to be seen.
    """

    evidence_chosen = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.offer = LifeCheckOffer(session)
        self.table = RowsTable(RowsModel(_COLUMNS), "account-checks")
        self.table.setAccessibleName("检查记录")
        self.findings = plain_label(name="faint", wrap=True)
        self.pictures = Pictures(Thumbnails(session), fixed=True)
        self.pictures.setAccessibleName("这次检查的证据")
        self._pieces: tuple[Evidence, ...] = ()
        layout = column()
        layout.addWidget(Scrolled(self._sheet()))
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_findings())
        self.pictures.chosen.connect(lambda piece: self.evidence_chosen.emit(self._pieces, piece))

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        layout = column(8)
        layout.setContentsMargins(0, 0, 8, 0)
        for part in (self.offer, self.table, self.findings, self.pictures):
            layout.addWidget(part)
        layout.addStretch(1)
        sheet.setLayout(layout)
        return sheet

    def show_account(self, listed: ListedAccount) -> None:
        """Show the inspections of an account, the latest chosen, and what suits it."""
        offered = self.offer.show_account(listed)
        found = inspections_of(self._session.desk, listed.account.id)
        self.table.rows.set_rows(found)
        self.table.setVisible(bool(found))
        self.table.setFixedHeight(theme.length(36 + 34 * min(len(found), _ROWS) + 4))
        self.findings.setText("" if found else _never(listed, offered))
        if found:
            self.table.selectRow(0)
        else:
            self._show_pieces(())

    def _show_findings(self) -> None:
        chosen = self.table.selectionModel().selectedRows()
        if not chosen:
            return
        past = self.table.rows.row_at(chosen[0].row())
        desk = self._session.desk
        result = result_of(desk, past.id)
        lines = [f"{f.effect} · {f.problem}：{f.explanation}" for f in result.findings]
        if len(lines) > 1:
            lines = [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
        form = form_title(desk, past.id)
        told = [*(lines or ["没有发现问题。"]), *result.score_lines[-1:], *asides(desk, past.id)]
        self.findings.setText("\n".join([*told, f"检查表：{form}"] if form else told))
        # in the order of the findings, then of other questions; a picture of two of them once
        paths = dict.fromkeys((*(f.path for f in result.findings), *result.evidence))
        shown = [piece for path in paths for piece in result.evidence.get(path, ())]
        self._show_pieces(tuple({piece.sha256: piece for piece in shown}.values()))

    def _show_pieces(self, pieces: tuple[Evidence, ...]) -> None:
        self._pieces = pieces
        self.pictures.show_pieces(pieces)


def _never(listed: ListedAccount, offered: OfferedCheck | None) -> str:
    """Return where an account that was never checked is checked."""
    if listed.account.status.counts:
        return "这个账号还没有检查过。在“检查”里可以开始。"
    where = f"按上面的按钮做{offered.check.label}。" if offered else ""
    status = listed.account.status.value
    return f"这个账号还没有检查过。{status}的账号不列入检查名单。{where}"
