"""One account in the grid: its inspection, how each cell stands, what is typed into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.forms.items import Item
from govmedia_desktop.forms.run import FormRun
from govmedia_desktop.store import drafts
from govmedia_desktop.store.connection import write
from govmedia_desktop.usecases.inspections.taking import Manner, Taking, looked_at
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.register.accounts import ListedAccount

FINISHED = "这个账号本期已查完，没有改动；要改请回到列表里重新检查"


class Mark(Enum):
    """How a cell stands."""

    OPEN = "未答"
    OPTIONAL = "可不填"
    GIVEN = "已答"
    WAITING = "待确认"
    ASIDE = "不用填"
    COMPUTED = "程序给出"
    REFUSED = "没有接受"


@dataclass(frozen=True)
class Refused:
    """A text that was not taken, and why; it stands in its cell until mended or cleared."""

    text: str
    reason: str


@dataclass(frozen=True)
class Cell:
    """One question of one account as it stands now. `reason`: why the text is not taken."""

    item: Item
    mark: Mark
    text: str
    reason: str = ""


@dataclass(frozen=True)
class Kept:
    """A row at one moment: its answers on the disk (None: no draft) and what was refused."""

    answers: Mapping[str, Answer] | None
    refused: Mapping[str, Refused]


class AccountRow:
    """An account of the grid. `inspection` is None where it is finished: then it takes nothing."""

    def __init__(
        self,
        account: ListedAccount,
        run: FormRun,
        inspection: Inspection | None,
        refused: Mapping[str, Refused],
        finished: Verdict | None = None,
    ) -> None:
        self.account = account
        self.inspection = inspection
        self.refused = dict(refused)
        self._run = run
        self._finished = finished
        self._look()

    def _look(self) -> None:
        self.items = {item.path: item for item in self._run.items()}
        self.verdict = self._finished or self._run.verdict()

    @property
    def finished(self) -> bool:
        """Whether it was checked to the end in this period, under this form."""
        return self.inspection is None

    @property
    def looked_at(self) -> bool:
        """Whether a person has answered or confirmed anything in it."""
        return looked_at(self.items.values())

    @property
    def begun(self) -> bool:
        """Whether anybody has answered anything."""
        return self.inspection is not None and self.inspection.begun

    def cell(self, path: str) -> Cell:
        """Return how a question stands."""
        item = self.items[path]
        if path in self.refused:
            refused = self.refused[path]
            return Cell(item, Mark.REFUSED, refused.text, refused.reason)
        mark = _mark(item)
        text = mark.value if mark is Mark.ASIDE else item.shown
        return Cell(item, mark, text, item.problem or "")

    def origin(self, path: str) -> str:
        """Return the title of the form under which the question was answered today, if it was."""
        return "" if self.inspection is None else self.inspection.origins.get(path, "")

    # answering

    def put(self, texts: Mapping[str, str], manner: Manner) -> None:
        """Take texts by path, each accepted (and saved) or refused by itself.

        In which order they stand makes no difference: what one answer lets another take, or makes
        needless, holds for all of them. An empty text on one that was refused takes that away; what
        stood there before stands again.
        """
        if self.inspection is None:
            self._refuse_all(texts)
            return
        texts = {path: text for path, text in texts.items() if not self._let_go(path, text)}
        before = self.keep()
        with write(self.inspection.desk.db):
            taking = self._taking(self.inspection)
            reasons = taking.take(texts, manner)
            late = taking.untenable(texts.keys() - reasons.keys(), manner)
            if late:
                self._take_back(self.inspection, before, late)
        for path, text in texts.items():
            reason = reasons.get(path) or late.get(path)
            self.refused.pop(path, None)
            if reason is not None and text.strip():
                self.refused[path] = Refused(text, reason)
        self._look()

    def _let_go(self, path: str, text: str) -> bool:
        """Take a refused text away where an empty one is put on it; return whether it was so."""
        return not text.strip() and self.refused.pop(path, None) is not None

    def _taking(self, inspection: Inspection) -> Taking:
        days = inspection.context.reference_date, inspection.desk.today()
        return Taking(self._run, inspection, *days)

    def _refuse_all(self, texts: Mapping[str, str]) -> None:
        for path, text in texts.items():
            self.refused.pop(path, None)
            if text.strip() not in ("", self.cell(path).text):
                self.refused[path] = Refused(text, FINISHED)

    def _take_back(self, inspection: Inspection, before: Kept, late: Iterable[str]) -> None:
        was = before.answers or {}
        answers = drafts.answers(inspection.desk.db, inspection.draft.id)
        for path in late:
            answers.pop(path, None)
            if path in was:
                answers[path] = was[path]
        nothing = before.answers is None and answers.keys() <= inspection.told.keys()
        self._reopen(inspection, None if nothing else answers)

    # taking back

    def keep(self) -> Kept:
        """Return the row as it stands, to be put back by `restore`."""
        answers = None
        if self.inspection is not None and self.inspection.begun:
            answers = drafts.answers(self.inspection.desk.db, self.inspection.draft.id)
        return Kept(answers, dict(self.refused))

    def restore(self, kept: Kept) -> None:
        """Make the row what it was, on the disk too."""
        self.refused = dict(kept.refused)
        if self.inspection is not None:
            self._reopen(self.inspection, kept.answers)
        self._look()

    def _reopen(self, inspection: Inspection, answers: Mapping[str, Answer] | None) -> None:
        db, at = inspection.desk.db, inspection.desk.stamp()
        with write(db):
            if answers is None:
                drafts.discard(db, inspection.draft.id)
            else:
                if not inspection.begun:
                    drafts.begin(db, inspection.draft)
                drafts.keep(db, inspection.draft.id, answers, at)
        inspection.reopen(answers)
        self._run = inspection.run


def _mark(item: Item) -> Mark:
    if not item.relevant:
        return Mark.ASIDE
    if item.unconfirmed:
        return Mark.WAITING
    if item.readonly:
        return Mark.COMPUTED
    if item.open:
        return Mark.OPEN
    return Mark.GIVEN if item.value else Mark.OPTIONAL
