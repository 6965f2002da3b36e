"""待核对的单位: an office that only files tell of, beside the known one it may be; one key each."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from govmedia_desktop.domain.offices import Office
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange import unknown_offices as cases
from govmedia_desktop.usecases.exchange.unknown_offices import UnknownOffice
from govmedia_desktop.usecases.offices.known import list_offices
from ui.forms.flow import Flow
from ui.parts.bars import Message
from ui.parts.buttons import make_action, quiet_button, secondary_button
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, plain_label, section_title
from ui.reading import Reading
from ui.session import Session
from ui.theme import State

Decide = Callable[[Office, Office | None], object]
"""Is told what was decided on an office: a known one that it is, None for a new one."""

MOST_SHOWN = 5
MOST_OFFERED = 3
ABOUT = "这些单位是随文件来的。认定一次，以后它的文件、账号和报送都记在认定的单位名下，不再问。"


class UnknownOffices(QWidget):
    """Every office to decide on; hidden while there is none. Keys act on the first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading = Reading(session, "正在核对单位")
        self.cards: list[OfficeCard] = []
        self._unlike: list[str] = []
        self.title = section_title("待核对的单位")
        self.all_new = make_action(self, "", "ok", "Ctrl+Shift+N", self._all_new)
        self.more = faint_label(wrap=True)
        head = row_of(self.title)
        head.addStretch(1)
        head.addWidget(quiet_button(self.all_new))
        self._column = column(8)
        self._column.addLayout(head)
        self._column.addWidget(faint_label(ABOUT, wrap=True))
        self._column.addWidget(self.more)
        self.setLayout(self._column)
        self.hide()

    def load(self) -> None:
        """Show the offices to decide on as they stand now, read beside the window."""
        self._reading.ask(_read, self._show)

    def _show(self, read: tuple[Sequence[UnknownOffice], Sequence[Office]]) -> None:
        found, offices = read
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [
            OfficeCard(one, offices, self._decide, first=not place)
            for place, one in enumerate(found[:MOST_SHOWN])
        ]
        for place, card in enumerate(self.cards, 2):
            self._column.insertWidget(place, card)
        self._unlike = [one.office.id for one in found if not one.matches]
        self.all_new.setText(f"没有相近单位的 {len(self._unlike)} 个都是新的单位")
        self.all_new.setVisible(len(self._unlike) > 1)
        self.title.setText(f"待核对的单位 {len(found)} 个")
        hidden = len(found) - len(self.cards)
        self.more.setText(f"还有 {hidden} 个，核对完上面的就会出现")
        self.more.setVisible(hidden > 0)
        self.setVisible(bool(found))

    def _decide(self, unknown: Office, known: Office | None) -> None:
        try:
            with self._session.writing("accounts") as desk:
                if known is None:
                    cases.confirm_new(desk, [unknown.id])
                else:
                    cases.confirm_same(desk, unknown.id, known.id)
        except RefusedError as refusal:
            self._session.say(Message(State.HINT, str(refusal)))
            return
        told = f"就是“{known.name}”，合在一起，只计一次" if known else "记为新的单位"
        self._say(f"“{unknown.name}”已{told}。", [unknown.id])

    def _all_new(self) -> None:
        ids = list(self._unlike)
        with self._session.writing("accounts") as desk:
            cases.confirm_new(desk, ids)
        self._say(f"{len(ids)} 个单位已记为新的单位。", ids)

    def _say(self, told: str, ids: Sequence[str]) -> None:
        self._session.say(
            Message(State.PASSED, told, "撤回", partial(self._take_back, ids), "undo")
        )

    def _take_back(self, ids: Sequence[str]) -> None:
        with self._session.writing("accounts") as desk:
            for id_ in ids:
                cases.take_back_decision(desk, id_)
        self._session.say(Message(State.PASSED, "已撤回核对，请重新认定。"))


class OfficeCard(QFrame):
    """One office: what the file says of it, and a button for each office it may be."""

    def __init__(
        self, unknown: UnknownOffice, offices: Sequence[Office], decide: Decide, *, first: bool
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._office, self._decide = unknown.office, decide
        likely = unknown.matches[:MOST_OFFERED]
        self.same = [
            self._answer(match.office, "Ctrl+J" if first and not place else "")
            for place, match in enumerate(likely)
        ]
        self.new = self._answer(None, "Ctrl+N" if first else "")
        self.others = QComboBox()
        self.others.addItem("选一个", None)
        for known in offices:
            if known.id != unknown.office.id:
                self.others.addItem(known.name, known)
        self.take = make_action(self, "就是选的这个", "ok", "", self._take)
        self.others.currentIndexChanged.connect(self._offer)
        layout = column(8, 12)
        layout.addWidget(section_title(unknown.office.name))
        layout.addWidget(faint_label(_facts(unknown, offices), wrap=True))
        for match in likely:
            told = f"可能是“{match.office.name}”：{'；'.join(match.why)}{_ended(match.office)}"
            layout.addWidget(plain_label(told, wrap=True))
        layout.addLayout(self._buttons())
        layout.addLayout(self._other("就是其他单位" if likely else "就是已有的单位"))
        self.setLayout(layout)
        self._offer()

    def _answer(self, known: Office | None, key: str) -> QAction:
        text, icon = (f"就是“{known.name}”", "ok") if known else ("是新的单位", "add")
        return make_action(self, text, icon, key, partial(self._decide, self._office, known))

    def _buttons(self) -> Flow:
        buttons = Flow(8)
        for action in (*self.same, self.new):
            buttons.addWidget(secondary_button(action))
        return buttons

    def _other(self, label: str) -> QHBoxLayout:
        take = secondary_button(self.take)
        other = row_of(buddy_label(label, self.others), self.others, take, spacing=8)
        other.addStretch(1)
        return other

    def _offer(self) -> None:
        self.take.setEnabled(self.others.currentData() is not None)

    def _take(self) -> None:
        known = self.others.currentData()
        if known is not None:
            self._decide(self._office, known)


def _read(desk: Desk) -> tuple[list[UnknownOffice], list[Office]]:
    """Return the offices to decide on, and all that they may be, by name."""
    found = cases.list_unknown(desk)
    return found, sorted(list_offices(desk), key=lambda o: o.name) if found else []


def _facts(unknown: UnknownOffice, offices: Sequence[Office]) -> str:
    office = unknown.office
    names = {known.id: known.name for known in offices}
    above = names.get(office.parent or "")
    parts = [
        "发来文件的单位" if unknown.sends else "文件里提到的单位",
        unknown.file,
        office.level or "",
        f"主管单位：{above}" if above else "主管单位未填",
        f"代码：{office.code}" if office.code else "",
        "" if unknown.matches else "本机没有相近的单位",
    ]
    return " · ".join(filter(None, parts))


def _ended(office: Office) -> str:
    return f"（该单位到 {office.valid_to} 为止）" if office.valid_to else ""
