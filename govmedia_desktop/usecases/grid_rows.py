"""One account in the grid: its inspection, how each cell stands, what is typed into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.forms.findings import UNCHECKED
from govmedia_desktop.forms.items import Item
from govmedia_desktop.forms.run import VERIFIED_IN_REGISTER, FormRun
from govmedia_desktop.forms.values import WRONG
from govmedia_desktop.store import drafts
from govmedia_desktop.store.connection import write
from govmedia_desktop.usecases.accounts import ListedAccount
from govmedia_desktop.usecases.filling import sample_missing
from govmedia_desktop.usecases.inspections import Inspection
from govmedia_desktop.usecases.typed_answers import AS_IT_STANDS, read_answer

NOT_ASKED = "按前面的回答，这一项不用填"
COMPUTED = "这一项由程序给出，不能填写"
FINISHED = "这个账号本期已查完，没有改动；要改请回到列表里重新检查"
NOTHING_STANDS = "这一格没有预先填好的内容，不能用 = 确认"
FOUND_ONE_BY_ONE = "这个回答会判为有问题，不能往下填充，请看过这个账号再填"


class Manner(Enum):
    """How answers come in, and the source they are kept with."""

    TYPED = Source.TYPED, False
    PASTED = Source.FILE, False
    FILLED = Source.TYPED, True

    def __init__(self, source: Source, filled: bool) -> None:
        self.source = source
        self.filled = filled


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
        answers = (item.answer for item in self.items.values())
        return any(
            a and a.value and a.confirmed and a.confirmed_by != VERIFIED_IN_REGISTER
            for a in answers
        )

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
        needless, holds for all of them.
        """
        if self.inspection is None:
            self._refuse_all(texts)
            return
        before = self.keep()
        with write(self.inspection.desk.db):
            reasons = self._take_all(self.inspection, texts, manner)
            late = self._untenable(texts.keys() - reasons.keys(), manner)
            if late:
                self._take_back(self.inspection, before, late)
        for path, text in texts.items():
            reason = reasons.get(path) or late.get(path)
            self.refused.pop(path, None)
            if reason is not None and text.strip():
                self.refused[path] = Refused(text, reason)
        self._look()

    def _refuse_all(self, texts: Mapping[str, str]) -> None:
        for path, text in texts.items():
            self.refused.pop(path, None)
            if text.strip() not in ("", self.cell(path).text):
                self.refused[path] = Refused(text, FINISHED)

    def _take_all(
        self, inspection: Inspection, texts: Mapping[str, str], manner: Manner
    ) -> dict[str, str]:
        """Return why texts were not taken, by path."""
        reasons: dict[str, str] = {}
        pending = list(texts)
        while pending:
            self.items = {item.path: item for item in self._run.items()}
            still = []
            for path in pending:
                reason = self._take(inspection, self.items[path], texts[path], manner)
                if reason is not None:
                    reasons[path] = reason
                    still.append(path)
            if len(still) == len(pending):
                break
            pending = still
        return {path: reasons[path] for path in pending}

    def _take(self, inspection: Inspection, item: Item, text: str, manner: Manner) -> str | None:
        if not item.relevant or item.readonly:
            return COMPUTED if item.readonly else NOT_ASKED
        if not text.strip():
            if item.answer is not None and item.answer.value:
                inspection.clear(item.path)
            return None
        if text.strip() == AS_IT_STANDS:
            return self._confirm(inspection, item)
        day, today = inspection.context.reference_date, inspection.desk.today()
        reading = read_answer(item, text, day, today)
        if reading.refusal:
            return reading.refusal
        if manner.filled and item.judgement and reading.value != UNCHECKED:
            missing = sample_missing(self.items.values())
            if missing is not None:
                return missing
        refusal = inspection.answer(item.path, reading.value, manner.source)
        return reading.doubt or refusal if refusal == WRONG["date"] else refusal

    def _confirm(self, inspection: Inspection, item: Item) -> str | None:
        if not item.value:
            return NOTHING_STANDS
        if item.unconfirmed:
            inspection.confirm(item.path)
        return None

    def _untenable(self, paths: Iterable[str], manner: Manner) -> dict[str, str]:
        """Return why answers just taken cannot stay, now that all the others are in."""
        found = {item.path: item for item in self._run.items()}
        late = {}
        for path in paths:
            item = found[path]
            if not item.relevant:
                late[path] = NOT_ASKED
            elif manner.filled and item.judgement and item.finding is not None:
                late[path] = FOUND_ONE_BY_ONE
        return late

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
    if item.readonly:
        return Mark.COMPUTED
    if item.unconfirmed:
        return Mark.WAITING
    if item.open:
        return Mark.OPEN
    return Mark.GIVEN if item.value else Mark.OPTIONAL
