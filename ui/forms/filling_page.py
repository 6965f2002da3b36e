"""The page on which one inspection is filled in."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.domain.wordings import Words, words_for
from govmedia_desktop.usecases.inspections import filling as use
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.inspections.unfinished import named, take_in_hand, twins
from govmedia_desktop.usecases.periods.board import after_acceptance
from ui import theme
from ui.forms.conclusion import standing
from ui.forms.filling import Filling, ReadDate
from ui.forms.score import headline
from ui.forms.sheet import Sheet
from ui.parts.bars import Message
from ui.parts.buttons import make_action, primary_button, quiet_button, secondary_button
from ui.parts.page import Page
from ui.parts.states import Notice, row_of
from ui.parts.words import faint_label, plain_label
from ui.session import Session
from ui.theme import State

ROOMY = 840
"""From so many pixels of the 标准 size on the keys stand at the buttons."""
_KEYS = "数字键选择 · 回车确认并往下 · 每答一题自动保存"


class FillingPage(Page):
    """Shows one inspection at a time; `finished(account)` and `left` when it is done with.

    `begun(Filling)`: another inspection is on the page.
    """

    begun = Signal(object)
    finished = Signal(str)
    left = Signal()

    def __init__(
        self,
        session: Session,
        read_date: ReadDate,
        arrange: Callable[[Filling, QWidget], Sheet] = Sheet,
    ) -> None:
        super().__init__("")
        self._session = session
        self._read_date = read_date
        self._arrange = arrange
        self.sheet: Sheet | None = None
        self._kept: Sheet | None = None
        self.about = faint_label(wrap=True)
        self.section = plain_label()
        self.bar = QProgressBar()
        self.total = plain_label()
        self.warning = Notice(State.FAILED)
        self.done = make_action(self, "完成", "ok", "Ctrl+S", self.finish)
        self.back = make_action(self, "返回列表", "undo", "Esc", self.leave)
        self.throw = make_action(self, "放弃这次检查", "close", "", self.set_aside)
        self.before = make_action(self, "上一节", "previous", "Ctrl+Up", lambda: self._step(-1))
        self.after = make_action(self, "下一节", "next", "Ctrl+Down", lambda: self._step(1))
        self._lay_out()

    def _lay_out(self) -> None:
        self.title.setWordWrap(True)
        theme.fix(self.bar, width=120)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("已答题数")
        self._head.setStretch(0, 1)
        for widget in (self.section, self.bar, self.total):
            self._head.addWidget(widget)
        self.keys = faint_label(_KEYS)
        about = row_of(self.about, self.keys)
        about.setStretch(0, 1)
        self.warning.hide()
        self.body.addLayout(about)
        self.body.addWidget(self.warning)
        self.body.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._finish_button = primary_button(self.done)
        sections = [secondary_button(action) for action in (self.before, self.after)]
        self._keyed = (*sections, self._finish_button)
        foot = row_of(secondary_button(self.back), *sections)
        foot.addStretch(1)
        foot.addWidget(quiet_button(self.throw))
        foot.addWidget(self._finish_button)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the keys where there is room for them; the tooltips do so in any case."""
        super().resizeEvent(event)
        roomy = self.width() >= theme.length(ROOMY)
        self.keys.setVisible(roomy)
        for button in self._keyed:
            button.show_key(shown=roomy)

    def show_inspection(self, inspection: Inspection) -> None:
        """Show an inspection at the question to go on at."""
        if self.sheet is not None:
            self.sheet.commit()
        self._take_away()
        filling = Filling(self._session, inspection, self._read_date)
        self.sheet = self._sheet_for(filling)
        self.sheet.prepare()
        self.sheet.show()  # a layout would show it a moment later, too late for the keyboard
        self._name(inspection)
        filling.moved.connect(self._count)
        self.begun.emit(filling)
        self.sheet.start()
        self._count()
        take_in_hand(self._session.desk, inspection.draft.id)
        self._name_twin(inspection)

    def _sheet_for(self, filling: Filling) -> Sheet:
        """Return the sheet with this inspection on it, not shown yet; it is made once."""
        if self._kept is not None:
            self._kept.take(filling)
            return self._kept
        sheet = self._kept = self._arrange(filling, self)
        sheet.hide()
        sheet.opened.connect(self._count)
        sheet.reached_end.connect(self._finish_button.setFocus)
        self.body.insertWidget(2, sheet, 1)
        return sheet

    def _name_twin(self, inspection: Inspection) -> None:
        """Say where another draft of this account and form lies about, and offer it."""
        found = twins(self._session.desk, inspection.draft)
        if not found:
            return
        this = (
            f"现在打开的是{inspection.draft.nature}，监测时间点 {inspection.draft.reference_date}"
        )
        text = f"这张检查表另有一份没查完：{named(self._session.desk, found[0])}。{this}。"
        other = found[0].id
        self._session.say(Message(State.HINT, text, "打开那一份", lambda: self._change_to(other)))

    def _change_to(self, draft: str) -> None:
        self._session.go("检查", lambda page: page.resume(draft))

    def _name(self, inspection: Inspection) -> None:
        account, draft = inspection.account.account, inspection.draft
        self.title.setText(account.name)
        owner = inspection.account.owner_name or "主办单位未填"
        about = [account.platform.label, owner, draft.nature, f"监测时间点 {draft.reference_date}"]
        about += [inspection.source.told] if inspection.source else []
        self.about.setText(" · ".join(about))

    def _take_away(self) -> None:
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.let_go()
            self.sheet = None

    def _count(self) -> None:
        if self.sheet is None:
            return
        filling = self.sheet.filling
        here = filling.sections[self.sheet.number]
        whole = filling.progress
        self.section.setText(f"{here.label} {filling.progress_of(here).words}".strip())
        self.total.setText(f"{whole.done}/{whole.wanted}")
        self.bar.setRange(0, max(whole.wanted, 1))
        self.bar.setValue(whole.done)
        self._warn(filling.warning)

    def _warn(self, warning: str) -> None:
        new = bool(warning) and self.warning.isHidden()
        self.warning.tell(State.FAILED, warning)
        self.warning.setVisible(bool(warning))
        if new:
            alert = QAccessibleEvent(self.warning.words, QAccessible.Event.Alert)
            QAccessible.updateAccessibility(alert)

    def _step(self, by: int) -> None:
        if self.sheet is not None:
            self.sheet.commit()
            self.sheet.step_section(by)

    def showEvent(self, event: QShowEvent) -> None:
        """Come back to the question that was left."""
        super().showEvent(event)
        if self.sheet is not None:
            self.sheet.start()

    # ending

    def finish(self) -> None:
        """Finish the inspection, or say what stands in the way and go there."""
        if self.sheet is None:
            return
        sheet, filling = self.sheet, self.sheet.filling
        sheet.commit()
        obstacle = sheet.stands_in_the_way()
        if obstacle is not None:
            self._session.say(Message(State.HINT, in_the_way(filling.verdict, obstacle.label)))
            sheet.go_to(obstacle.path)
            return
        listed, verdict = filling.inspection.account, filling.verdict
        filling.finish()
        self._take_away()
        self.finished.emit(listed.account.id)
        # after it, as another page begins without messages
        draft = filling.inspection.draft
        words = words_for(filling.inspection.form.form_id, draft.nature)
        later = after_acceptance(self._session.desk, date.fromisoformat(draft.reference_date))
        text = "。".join(filter(None, (told(listed.account.name, verdict, words), later)))
        self._session.say(Message(standing(verdict, words)[0], text))

    def leave(self) -> None:
        """Go back to the list; the draft stays unless nothing was answered."""
        if self.sheet is not None:
            self.sheet.commit()
            inspection = self.sheet.filling.inspection
            self._take_away()
            use.leave(inspection)
        self.left.emit()

    def set_aside(self) -> None:
        """Throw the inspection away and go back, with a way to bring it back."""
        if self.sheet is None:
            return
        inspection = self.sheet.filling.inspection
        self._take_away()
        with self._session.writing("drafts") as desk:
            bring_back = use.set_aside(desk, inspection.draft.id)
        name = inspection.account.account.name
        text = f"已放弃“{name}”这次没有查完的检查，已答的也一并去掉了；按错了可以撤销。"
        self.left.emit()
        self._session.say(Message(State.HINT, text, "撤销", lambda: self._undo(bring_back)))

    def _undo(self, bring_back: Callable[[], None]) -> None:
        with self._session.writing("drafts"):
            bring_back()


def in_the_way(verdict: Verdict, label: str) -> str:
    """Return why an inspection cannot be finished yet, beginning with the question to look at."""
    count = len(verdict.open_items)
    more = f"还有 {count} 题没有答完" if count else "还有一处填写没有被接受"
    return f"{more}，先看这一题：{label} 已答的都已保存。"


def told(account: str, verdict: Verdict, words: Words) -> str:
    """Return the verdict of a finished inspection in one line."""
    problems = "、".join(finding.problem for finding in verdict.findings if finding.is_problem)
    parts = (f"“{account}”检查完成：{standing(verdict, words)[1]}", headline(verdict), problems)
    return " · ".join(filter(None, parts))
