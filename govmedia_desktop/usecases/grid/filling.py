"""表格填: the accounts of a period as rows, the questions of one form as columns.

Every row is an inspection as the guided form fills it in: the same form under way, the same draft
on the disk, saved at every answer. Questions in repeats, and those answered with a file, are left
to the guided form. Since everything is on the disk at once, only the rows last asked for are held
open.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.scores import Score
from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.forms.compiled import FILE_KINDS, CompiledForm, Node
from govmedia_desktop.forms.locations import is_at_or_under
from govmedia_desktop.forms.run import Context, FormRun
from govmedia_desktop.store import drafts
from govmedia_desktop.store.connection import write
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm, refuse_retired
from govmedia_desktop.usecases.grid.counts import Counts
from govmedia_desktop.usecases.grid.lines import Line, line_of
from govmedia_desktop.usecases.grid.rows import AccountRow, Cell, Kept, Refused
from govmedia_desktop.usecases.grid.stored import Stored, stored
from govmedia_desktop.usecases.inspections.inspections import Opening, new_draft, result_of
from govmedia_desktop.usecases.inspections.taking import Manner
from govmedia_desktop.usecases.periods.periods import reference_date, set_reference_date
from govmedia_desktop.usecases.register.accounts import ListedAccount

Plan = Mapping[int, Mapping[str, str]]
"""Texts to be put, by row and by path."""
OPEN_ROWS = 100
"""So many rows are held open; the others are known by their line and opened again when seen."""


@dataclass(frozen=True)
class Question:
    """A column: `label` without what the form fills into it for one account."""

    path: str
    name: str
    label: str
    judgement: bool


@dataclass(frozen=True)
class Step:
    """One entry, paste or fill: what the rows were and what they are; counts of its cells."""

    rows: Mapping[int, tuple[Kept, Kept]]
    taken: int = 0
    refused: int = 0

    @classmethod
    def of(cls, parts: Sequence["Step"]) -> "Step":
        """Return the parts, in their order, as one, to be taken back at once."""
        rows: dict[int, tuple[Kept, Kept]] = {}
        for part in parts:
            for row, (before, after) in part.rows.items():
                rows[row] = (rows[row][0] if row in rows else before, after)
        return cls(rows, sum(part.taken for part in parts), sum(part.refused for part in parts))


@dataclass(frozen=True)
class Fault:
    """A text that was not taken: where, what was there, why."""

    row: int
    path: str
    account: str
    question: str
    text: str
    reason: str


@dataclass(frozen=True)
class Work:
    """What a grid is opened for."""

    period: Period
    form: ListedForm
    nature: Nature


class Sheet:
    """The grid; a row is opened when it is asked for, and what it comes to kept as its `Line`.

    Raises `RefusedError` where the form's workbook has not come yet, or the form is 停用.
    """

    def __init__(
        self,
        desk: Desk,
        work: Work,
        accounts: Sequence[ListedAccount],
        refused: Mapping[str, Mapping[str, Refused]] | None = None,
    ) -> None:
        self.desk, self.work, self.accounts = desk, work, tuple(accounts)
        self._refused: dict[str, Mapping[str, Refused]] = dict(refused or {})
        refuse_retired(work.form)
        self.refresh()

    def refresh(self) -> None:
        """Read everything again from the disk; refused texts stay."""
        desk, work = self.desk, self.work
        self._rows: dict[int, AccountRow] = {}
        self._lines: dict[int, Line] = {}
        self.tally = Counts()
        self._day_stands = False
        self.day = reference_date(desk, work.period)
        self._opening = Opening(desk, work.form, str(self.day))
        self.questions = tuple(questions_of(self._opening.compiled))
        self._paths = [question.path for question in self.questions]
        self.elsewhere = asked_elsewhere(self._opening.compiled)
        vars(self).pop("_stored", None)  # read when the first row is opened

    @cached_property
    def _stored(self) -> Stored:
        return stored(self.desk, self.work.form.form_id, self.work.period, self.work.nature)

    def row(self, number: int) -> AccountRow:
        """Return a row, opened now if it was not or is not held open any more."""
        row = self._rows.pop(number, None)
        if row is None:
            row = self._opened(self.accounts[number])
            self._note(number, row)
        self._rows[number] = row  # the one last asked for stands last
        if len(self._rows) > OPEN_ROWS:
            del self._rows[next(iter(self._rows))]
        return row

    def line(self, number: int) -> Line:
        """Return what a row comes to, without opening it again."""
        if number not in self._lines:
            self.row(number)
        return self._lines[number]

    def _note(self, number: int, row: AccountRow) -> None:
        """Keep what a row comes to, and what opens it again as it is."""
        line, before = line_of(row, self._paths), self._lines.get(number)
        self.tally += line.counts if before is None else line.counts - before.counts
        self._lines[number] = line
        self._refused[row.account.account.id] = line.refused
        if row.inspection is not None:
            key = self._key(row.account)
            self._stored.drafts[key] = row.inspection.draft
            (self._stored.begun.add if row.begun else self._stored.begun.discard)(key)

    @property
    def opened(self) -> int:
        """How many rows were opened so far: so many are counted in `tally`."""
        return len(self._lines)

    def cell(self, number: int, column: int) -> Cell:
        """Return how a cell stands."""
        return self.row(number).cell(self.questions[column].path)

    def _opened(self, account: ListedAccount) -> AccountRow:
        record = account.account.id
        refused = self._refused.get(record, {})
        key = self._key(account)
        known = self._stored
        draft = known.drafts.get(key)
        if key not in known.begun and record in known.done:
            return self._finished(account, known.done[record], refused)
        kept = drafts.answers(self.desk.db, draft.id) if draft and key in known.begun else None
        inspection = self._opening.open(account, draft or new_draft(self.desk, *key), kept)
        return AccountRow(account, inspection.run, inspection, refused)

    def _key(self, account: ListedAccount) -> tuple[str, str, str, str]:
        work = self.work
        return account.account.id, work.form.id, work.nature.value, str(self.day)

    def _finished(
        self, account: ListedAccount, record: str, refused: Mapping[str, Refused]
    ) -> AccountRow:
        result = result_of(self.desk, record)
        desk = self.desk
        who = (self.day, desk.staff, desk.stamp)
        context = Context(*who, parameters=result.parameters, seed=result.seed)
        opening = self._opening
        run = FormRun(opening.compiled, context, result.answers, opening.beginnings)
        score = None if result.score is None else Score(result.score, result.score_lines)
        verdict = Verdict(result.conclusion, result.findings, (), score)
        return AccountRow(account, run, None, refused, verdict)

    # putting in and taking back

    def put(self, plan: Plan, manner: Manner = Manner.TYPED) -> Step:
        """Put texts into cells, each taken or refused by itself; return what takes it back.

        What was taken is on the disk when this returns, the first answer of a period fixing its
        监测时间点. An empty text clears, `=` confirms. Raises `CannotWriteError`; then nothing of
        it is kept.
        """
        rows = {number: self.row(number) for number in plan}
        before = {number: row.keep() for number, row in rows.items()}
        try:
            with write(self.desk.db):
                for number, row in rows.items():
                    row.put(plan[number], manner)
                if not self._day_stands and any(row.begun for row in rows.values()):
                    set_reference_date(self.desk, self.work.period, self.day)
                    self._day_stands = True
        except Exception:
            self._forget({number: kept.refused for number, kept in before.items()})
            self._day_stands = False
            raise
        for number, row in rows.items():
            self._note(number, row)
        moved = {number: (before[number], row.keep()) for number, row in rows.items()}
        refused = sum(path in rows[n].refused for n, texts in plan.items() for path in texts)
        return Step(moved, sum(map(len, plan.values())) - refused, refused)

    def take_back(self, step: Step) -> None:
        """Make the rows of a step what they were before it."""
        self._restore({number: kept[0] for number, kept in step.rows.items()})

    def put_again(self, step: Step) -> None:
        """Make the rows of a step that was taken back what it had made of them."""
        self._restore({number: kept[1] for number, kept in step.rows.items()})

    def _restore(self, kept: Mapping[int, Kept]) -> None:
        rows = {number: self.row(number) for number in kept}
        refused = {number: dict(row.refused) for number, row in rows.items()}
        try:
            with write(self.desk.db):
                for number, was in kept.items():
                    rows[number].restore(was)
        except Exception:
            self._forget(refused)
            raise
        for number, row in rows.items():
            self._note(number, row)

    def _forget(self, refused: Mapping[int, Mapping[str, Refused]]) -> None:
        """Open rows again whose answers in memory may not be those on the disk."""
        for number, texts in refused.items():
            self._refused[self.accounts[number].account.id] = texts
            self._rows.pop(number, None)

    def finish(self, number: int) -> Verdict:
        """Write the inspection of a row in a transaction of its own and return its verdict.

        Raises `RefusedError` where something is open; then the draft stays.
        """
        row = self.row(number)
        if row.inspection is not None:
            self._stored.done[row.account.account.id] = row.inspection.finish()
            self._stored.begun.discard(self._key(row.account))
            self._forget({number: row.refused})
            self.row(number)
        return row.verdict

    # looking at the whole

    def lines(self) -> Iterator[Line]:
        """Yield what every row comes to; those never seen are opened for it."""
        return (self.line(number) for number in range(len(self.accounts)))

    def faults(self) -> list[Fault]:
        """Return the texts that were not taken, by row and column."""
        return [
            Fault(n, q.path, self.accounts[n].account.name, q.label, refused.text, refused.reason)
            for n in sorted(n for n, line in self._lines.items() if line.refused)
            for q in self.questions
            if (refused := self._lines[n].refused.get(q.path)) is not None
        ]

    def refused(self) -> dict[str, Mapping[str, Refused]]:
        """Return what was refused by account, so that another sheet can go on showing it."""
        return {account: texts for account, texts in self._refused.items() if texts}

    def counts(self, number: int) -> Counts:
        """Return the cells of one row counted; a finished one waits for nothing."""
        return self.line(number).counts

    def leaks(self) -> list[str]:
        """Return the accounts that are open here and answered 发现 under 泄密."""
        leaking = sorted(number for number, line in self._lines.items() if line.leaks)
        return [self.accounts[number].account.name for number in leaking]


def questions_of(form: CompiledForm) -> Iterator[Question]:
    """Yield the questions that have a column, in the form's order."""
    for node in form.nodes:
        if node.is_asked and _has_a_column(form, node):
            pieces = node.texts.get("label", ())
            label = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
            yield Question(node.path, node.name, label or node.name, node.is_judgement)


def asked_elsewhere(form: CompiledForm) -> int:
    """Return how many questions have none: those of repeats, those answered with a file."""
    return sum(node.is_asked and not _has_a_column(form, node) for node in form.nodes)


def _has_a_column(form: CompiledForm, node: Node) -> bool:
    """A question that is asked several times, or answered with a file, has no one cell."""
    repeated = any(is_at_or_under(node.path, repeat) for repeat in form.repeats)
    return not repeated and node.kind not in FILE_KINDS
