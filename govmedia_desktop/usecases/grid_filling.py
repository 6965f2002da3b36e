"""表格填: the accounts of a period as rows, the questions of one form as columns.

Every row is an inspection as the guided form fills it in: the same form under way, the same draft
on the disk, saved at every answer. Questions in repeats, and those answered with a file, are left
to the guided form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.scores import Score
from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.forms.compiled import FILE_KINDS, CompiledForm, Node
from govmedia_desktop.forms.locations import is_at_or_under
from govmedia_desktop.forms.run import Context, FormRun
from govmedia_desktop.store import drafts
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.inspections import latest_under
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.accounts import ListedAccount
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.filling import leak_found
from govmedia_desktop.usecases.forms import ListedForm, refuse_retired
from govmedia_desktop.usecases.grid_counts import Counts, counted
from govmedia_desktop.usecases.grid_rows import AccountRow, Cell, Kept, Manner, Refused
from govmedia_desktop.usecases.inspections import Opening, new_draft, result_of
from govmedia_desktop.usecases.periods import counted_with, reference_date, set_reference_date

Plan = Mapping[int, Mapping[str, str]]
"""Texts to be put, by row and by path."""


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

    def and_then(self, later: "Step") -> "Step":
        """Return both as one, to be taken back at once."""
        rows = dict(self.rows)
        for row, (before, after) in later.rows.items():
            rows[row] = (rows[row][0] if row in rows else before, after)
        return Step(rows, self.taken + later.taken, self.refused + later.refused)


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
    """The grid; a row is opened when it is first asked for and then kept.

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
        self._refused = {account: dict(texts) for account, texts in (refused or {}).items()}
        self._rows: dict[int, AccountRow] = {}
        refuse_retired(work.form)
        self.refresh()

    def refresh(self) -> None:
        """Read everything again from the disk; refused texts stay."""
        desk, work = self.desk, self.work
        self._refused |= {row.account.account.id: row.refused for row in self._rows.values()}
        self._rows = {}
        self._day_stands = False
        self.day = reference_date(desk, work.period)
        self._opening = Opening(desk, work.form, str(self.day))
        self.questions = tuple(_questions(self._opening.compiled))
        self.elsewhere = _elsewhere(self._opening.compiled)
        joined = roots(desk.db)
        self._drafts = {
            (joined.get(d.account, d.account), d.form, d.nature, d.reference_date): d
            for d in reversed(drafts.drafts(desk.db))
        }
        natures = [nature.value for nature in counted_with(work.nature)]
        span = (str(work.period.start), str(work.period.end))
        self._done = latest_under(desk.db, work.form.form_id, span, natures, desk.office)

    def row(self, number: int) -> AccountRow:
        """Return a row, opened now if it was not."""
        if number not in self._rows:
            self._rows[number] = self._opened(self.accounts[number])
        return self._rows[number]

    @property
    def opened(self) -> int:
        """How many rows are open."""
        return len(self._rows)

    def cell(self, number: int, column: int) -> Cell:
        """Return how a cell stands."""
        return self.row(number).cell(self.questions[column].path)

    def _opened(self, account: ListedAccount) -> AccountRow:
        record = account.account.id
        refused = self._refused.get(record, {})
        key = self._key(account)
        draft = self._drafts.get(key)
        if draft is None and record in self._done:
            return self._finished(account, self._done[record], refused)
        kept = None if draft is None else drafts.answers(self.desk.db, draft.id)
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
        run = FormRun(self._opening.compiled, context, result.answers)
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
            self._forget(before)
            self._day_stands = False
            raise
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
        try:
            with write(self.desk.db):
                for number, was in kept.items():
                    self.row(number).restore(was)
        except Exception:
            self._forget(kept)
            raise

    def _forget(self, kept: Mapping[int, Kept]) -> None:
        """Open rows again whose answers in memory may not be those on the disk."""
        for number, was in kept.items():
            self._refused[self.accounts[number].account.id] = dict(was.refused)
            self._rows.pop(number, None)

    def finish(self, number: int) -> Verdict:
        """Write the inspection of a row in a transaction of its own and return its verdict.

        Raises `RefusedError` where something is open; then the draft stays.
        """
        row = self.row(number)
        if row.inspection is not None:
            self._done[row.account.account.id] = row.inspection.finish()
            self._drafts.pop(self._key(row.account), None)
            self._forget({number: row.keep()})
        return row.verdict

    # looking at the whole

    def __iter__(self) -> Iterator[AccountRow]:
        return (self.row(number) for number in range(len(self.accounts)))

    def faults(self) -> list[Fault]:
        """Return the texts that were not taken, by row and column."""
        return [
            Fault(n, q.path, row.account.account.name, q.label, refused.text, refused.reason)
            for n, row in sorted(self._rows.items())
            for q in self.questions
            if (refused := row.refused.get(q.path)) is not None
        ]

    def refused(self) -> dict[str, dict[str, Refused]]:
        """Return what was refused by account, so that another sheet can go on showing it."""
        current = {row.account.account.id: row.refused for row in self._rows.values()}
        return {id_: dict(texts) for id_, texts in {**self._refused, **current}.items() if texts}

    def counts(self, number: int) -> Counts:
        """Return the cells of one row counted; a finished one waits for nothing."""
        row = self.row(number)
        return sum((counted(row.cell(q.path)) for q in self.questions), Counts())

    def leaks(self) -> list[str]:
        """Return the accounts that are open here and answered 发现 under 泄密."""
        rows = [row for _, row in sorted(self._rows.items()) if not row.finished]
        return [row.account.account.name for row in rows if leak_found(row.items.values())]


def _questions(form: CompiledForm) -> Iterator[Question]:
    for node in form.nodes:
        if node.is_asked and _has_a_column(form, node):
            pieces = node.texts.get("label", ())
            label = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
            yield Question(node.path, node.name, label or node.name, node.is_judgement)


def _elsewhere(form: CompiledForm) -> int:
    return sum(node.is_asked and not _has_a_column(form, node) for node in form.nodes)


def _has_a_column(form: CompiledForm, node: Node) -> bool:
    """A question that is asked several times, or answered with a file, has no one cell."""
    repeated = any(is_at_or_under(node.path, repeat) for repeat in form.repeats)
    return not repeated and node.kind not in FILE_KINDS
