"""Tables in any layout that offices mail with what they checked: mapped, looked over, taken in.

What is complete becomes the office's own finished check, what is not a draft of it; both say that
they came as a workbook and keep its hash.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from govmedia_desktop.domain.column_mapping import NAME, PLATFORM, Target, guess, layout_of
from govmedia_desktop.domain.identifiers import mailed_id
from govmedia_desktop.domain.inspections import Answer, Nature, Origin, Source
from govmedia_desktop.domain.mailed_sheets import Filled
from govmedia_desktop.domain.submissions import Clue, KnownAccount, accounts_meant
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.store import drafts, notes, rekeyed
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.files import sha256_of
from govmedia_desktop.store.inspections import known_ids
from govmedia_desktop.store.rekeyed import Rekeyed
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import open_form
from govmedia_desktop.usecases.grid.filling import questions_of
from govmedia_desktop.usecases.inspections.inspections import Looker, Opening
from govmedia_desktop.usecases.inspections.taking import Manner, Taking, looked_at, obstacle
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.mailed.intake import SheetFault, kept_source
from govmedia_desktop.usecases.mailed.sheets import Sending, accounts_of, draft_of
from govmedia_desktop.usecases.register.accounts import ListedAccount

UNKNOWN = "这个单位没有叫这个名字的账号，没有接收这一行"
SEVERAL = "这个单位有不止一个账号叫这个名字，请补上平台一列，没有接收这一行"
TWICE = "同一个账号前面已有一行，没有接收这一行"


class Outcome(StrEnum):
    """What becomes of a row."""

    FINISHED = "finished"
    DRAFT = "draft"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True)
class ForeignRow:
    """One row: its account as told, what becomes of it, why, and what of it was not taken."""

    name: Filled
    outcome: Outcome
    why: str = ""
    account: ListedAccount | None = None
    conclusion: Conclusion | None = None
    faults: tuple[SheetFault, ...] = ()
    inspection: Inspection | None = field(default=None, compare=False)


@dataclass(frozen=True)
class ForeignSheet:
    """A table as it was read, for one sender; `mapping`: target by column."""

    path: Path
    sha256: str
    sending: Sending
    sheet: str
    titles: Mapping[int, str]
    cells: tuple[Mapping[int, Filled], ...]
    targets: tuple[Target, ...]
    mapping: Mapping[int, str]
    rows: tuple[ForeignRow, ...] = ()
    remembered: bool = False
    """The mapping is that of an earlier file of this sender and layout."""

    def count(self, outcome: Outcome) -> int:
        """Return how many rows become that."""
        return sum(row.outcome is outcome for row in self.rows)


def read_foreign_sheet(desk: Desk, path: Path, sending: Sending) -> ForeignSheet:
    """Read a table and look over what taking it in would do; nothing is written.

    The mapping is the one remembered of sender and layout, else guessed by names. Raises
    `CannotReadError` where the file cannot be used, `RefusedError` where the office has no account.
    """
    from govmedia_desktop.spreadsheets.foreign import read_foreign  # noqa: PLC0415  (openpyxl)

    table = read_foreign(path, [a.account.name for a in accounts_of(desk, sending)])
    targets = _targets(open_form(desk, sending.form))
    fields = {column: name for name, column in table.fields.items()}
    others = {c: title for c, title in table.titles.items() if c not in fields}
    asked = [target for target in targets if target.key not in fields.values()]
    known = _remembered(desk, sending, table.titles)
    found = ForeignSheet(
        path,
        sha256_of(path),
        sending,
        table.sheet,
        table.titles,
        table.rows,
        targets,
        {**fields, **guess(others, asked)} if known is None else known,
        remembered=known is not None,
    )
    return _weighed(desk, found)


def map_again(desk: Desk, found: ForeignSheet, mapping: Mapping[int, str]) -> ForeignSheet:
    """Return what taking the table in would do with its columns mapped so.

    Raises `RefusedError` where no column names the account, or two are mapped to the same.
    """
    wanted = {column: key for column, key in mapping.items() if key}
    if NAME not in wanted.values():
        raise RefusedError("还没有指定哪一列是账号名称，没有接收；请先指定。")
    if len(set(wanted.values())) != len(wanted):
        raise RefusedError("有两列对应了同一项，分不清用哪一列，没有接收；请改成一列对应一项。")
    return _weighed(desk, replace(found, mapping=wanted))


def take_in_foreign(desk: Desk, found: ForeignSheet) -> ForeignSheet:
    """Take the table in as things stand now, in one transaction, backed up before; return what was
    done.

    The mapping is remembered for this sender and layout. The same file again changes nothing.
    """
    found = _weighed(desk, found)
    changing = [r for r in found.rows if r.outcome in (Outcome.FINISHED, Outcome.DRAFT)]
    if not changing:
        return found
    desk.store.back_up("接收检查结果表格前")
    source = kept_source(desk, found.path)
    if source.sha256 != found.sha256:
        raise RefusedError(f"文件“{found.path.name}”刚才被改动过，没有接收；请重新读一次。")
    with write(desk.db):
        for row in changing:
            _store(desk, found, row, source)
        notes.set_note(desk.db, _note(found.sending, found.titles), _as_note(found))
    return found


def _store(desk: Desk, found: ForeignSheet, row: ForeignRow, source: Origin) -> None:
    inspection = row.inspection
    if inspection is None:
        return
    inspection.office, inspection.source = found.sending.office.id, source
    if row.outcome is Outcome.FINISHED:
        inspection.finish()
    else:
        rekeyed.put(desk.db, inspection.draft.id, Rekeyed(found.sending.office.id, source))
        inspection.keep()


def _targets(form: CompiledForm) -> tuple[Target, ...]:
    from govmedia_desktop.spreadsheets.words import HEADERS  # noqa: PLC0415  (with the tables)

    fields = [Target(NAME, ("账号名称",)), Target(PLATFORM, ("平台",))]
    asked = []
    for question in questions_of(form):
        register = form.node(question.path).rules.get("register", "")
        words = HEADERS.get(register or question.name, "").split()
        problem = form.node(question.path).rules.get("problem", "")
        named = filter(None, (question.label, question.name, problem, *words))
        asked.append(Target(question.path, tuple(dict.fromkeys(named))))
    return (*fields, *asked)


def _weighed(desk: Desk, found: ForeignSheet) -> ForeignSheet:
    scales = _Scales(desk, found)
    return replace(found, rows=tuple(scales.weigh(cells) for cells in found.cells))


class _Scales:
    """Weighs the rows of one table, one after the other."""

    def __init__(self, desk: Desk, found: ForeignSheet) -> None:
        self._desk, self._found = desk, found
        sending = found.sending
        self._opening = Opening(desk, sending.form, str(sending.day))
        self._accounts = {a.account.id: a for a in accounts_of(desk, sending)}
        self._known = [_known(a) for a in self._accounts.values()]
        self._drafts = {draft.id for draft in drafts.drafts(desk.db)}
        self._seen: set[str] = set()
        self._columns = {key: column for column, key in found.mapping.items()}
        self._questions = [q.path for q in questions_of(self._opening.compiled)]

    def weigh(self, cells: Mapping[int, Filled]) -> ForeignRow:
        """Return what becomes of a row."""
        name = cells[self._columns[NAME]]
        meant = self._meant(cells)
        if len(meant) != 1:
            return ForeignRow(name, Outcome.REFUSED, SEVERAL if meant else UNKNOWN)
        account = self._accounts[meant[0].id]
        if account.account.id in self._seen:
            return ForeignRow(name, Outcome.REFUSED, TWICE, account)
        self._seen.add(account.account.id)
        record = mailed_id(self._found.sha256, account.account.id)
        if record in self._drafts or known_ids(self._desk.db, [record]):
            return ForeignRow(name, Outcome.ALREADY, "以前已经接收", account)
        return self._filled(name, account, cells)

    def _meant(self, cells: Mapping[int, Filled]) -> list[KnownAccount]:
        from govmedia_desktop.spreadsheets.words import platform_of  # noqa: PLC0415

        column = self._columns.get(PLATFORM)
        told = cells[column].text if column is not None else ""
        clue = Clue(cells[self._columns[NAME]].text)
        return accounts_meant(clue, platform_of(told) if told else None, self._known)

    def _filled(
        self, name: Filled, account: ListedAccount, cells: Mapping[int, Filled]
    ) -> ForeignRow:
        sending, desk = self._found.sending, self._desk
        about = (sending.form.id, Nature.SELF.value, str(sending.day))
        draft = draft_of(desk, self._found.sha256, account.account.id, about)
        empty = dict.fromkeys(self._questions, Answer("", Source.DEFAULT))
        looker = Looker(f"{sending.office.name}填报人", desk.stamp())
        inspection = self._opening.open(account, draft, empty, looker)
        run = inspection.run
        given = {p: cells[c] for p, c in self._columns.items() if p in empty and cells[c].text}
        taking = Taking(run, run, inspection.context.reference_date, desk.today())
        refused = taking.take({path: cell.text for path, cell in given.items()}, Manner.PASTED)
        verdict = run.verdict()
        why = obstacle(refused, verdict, looked_at=looked_at(run.items()))
        sheet = self._found.sheet
        faults = [
            SheetFault(sheet, given[path].cell, f"{name.text}：“{run.item(path).label}”{reason}")
            for path, reason in refused.items()
        ]
        outcome = Outcome.DRAFT if why else Outcome.FINISHED
        about_it = (account, verdict.conclusion, tuple(faults), inspection)
        return ForeignRow(name, outcome, why, *about_it)


def _known(listed: ListedAccount) -> KnownAccount:
    account = listed.account
    return KnownAccount(
        account.id, account.name, account.platform, account.platform_id, listed.owner_name
    )


def _note(sending: Sending, titles: Mapping[int, str]) -> str:
    layout = layout_of(titles.values())
    return f"mapping:{sending.office.id}:{sending.form.form_id}:{layout}"


def _as_note(found: ForeignSheet) -> str:
    """Return the mapping by place among the header's titles: columns may move together."""
    return json.dumps([found.mapping.get(column, "") for column in found.titles])


def _remembered(desk: Desk, sending: Sending, titles: Mapping[int, str]) -> dict[int, str] | None:
    noted = notes.note(desk.db, _note(sending, titles))
    if noted is None:
        return None
    return {column: key for column, key in zip(titles, json.loads(noted), strict=True) if key}
