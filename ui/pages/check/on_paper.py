"""这是代录: whose paper is keyed in, and its scan."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.usecases.inspections.rekeying import OnPaper
from govmedia_desktop.usecases.mailed.sheets import offices_with_accounts
from ui.forms.evidence.decoding import decoded
from ui.parts import dialogs
from ui.parts.boxes import refill
from ui.parts.buttons import make_action, secondary_button
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, set_tip
from ui.reading import Reading
from ui.session import Session

OF_THE_ACCOUNT = "账号的主办单位"
NO_SCAN = "没有附扫描件"
KINDS = "扫描件、照片 (*.png *.jpg *.jpeg *.webp)"


class OnPaperBar(QWidget):
    """Ticked where the sheets come from other offices; the scan is that of the next sheet."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._reading = Reading(session, "正在读取单位")
        self._scan: Path | None = None
        self.ticked = QCheckBox("这是代录（别的单位交来的纸质表）")
        set_tip(self.ticked, "录完算那个单位的自查，注明代录")
        self.office = QComboBox()
        self.attach = make_action(self, "附扫描件", "image", "Ctrl+J", self._attach)
        self.scan = faint_label(NO_SCAN)
        self.more = QWidget()
        more = row_of(
            buddy_label("单位", self.office), self.office, secondary_button(self.attach), self.scan
        )
        more.setStretch(3, 1)
        self.more.setLayout(more)
        row = row_of(self.ticked, self.more)
        row.setStretch(1, 1)
        self.setLayout(row)
        self.ticked.toggled.connect(self.more.setVisible)
        self.more.hide()

    def load(self, period: Period) -> None:
        """Offer the offices that have accounts now."""
        self._reading.ask(lambda desk: offices_with_accounts(desk, period), self._offer)

    def _offer(self, found: Sequence[tuple[Office, int]]) -> None:
        names: list[tuple[str, object]] = [(office.name, office.id) for office, _ in found]
        refill(self.office, [(OF_THE_ACCOUNT, None), *names])

    def paper(self) -> OnPaper | None:
        """Return whose paper is keyed in, None where it is the own office's."""
        if not self.ticked.isChecked():
            return None
        return OnPaper(self.office.currentData(), self._scan, decoded)

    def await_next(self) -> None:
        """Forget the scan: the next sheet has another."""
        self._show_scan(None)

    def _attach(self) -> None:
        path = dialogs.file_to_read(self, "选择这张表的扫描件或照片", KINDS)
        if path is not None:
            self._show_scan(path)

    def _show_scan(self, path: Path | None) -> None:
        self._scan = path
        self.scan.setText(path.name if path else NO_SCAN)
