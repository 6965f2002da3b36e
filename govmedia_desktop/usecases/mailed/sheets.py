"""发出检查表格: a workbook for an office without the program, to be filled in and sent back."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.identifiers import mailed_id
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.mailed_sheets import IssuedAccount, MailedSheet
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.parameters import climb
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.files import free_place
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.run import FormRun
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.reporting import file_name
from govmedia_desktop.usecases.forms.known import ListedForm, find_form, refuse_retired
from govmedia_desktop.usecases.grid.filling import asked_elsewhere, questions_of
from govmedia_desktop.usecases.inspections.inspections import Looker, Opening
from govmedia_desktop.usecases.mailed.papers import Shown, paper, prefilled_of, printed
from govmedia_desktop.usecases.offices.known import find_office, list_offices, own_office, parents
from govmedia_desktop.usecases.periods.periods import (
    period_list,
    reference_date,
    set_reference_date,
)
from govmedia_desktop.usecases.register.accounts import ListedAccount

ENDING = ".xlsx"
GoOn = Callable[[int, int], bool]
"""Told (workbooks written, workbooks in all) before each of them; false stops there."""


@dataclass(frozen=True)
class Sending:
    """Which office gets a sheet of which form, for which period and 监测时间点."""

    office: Office
    period: Period
    form: ListedForm
    day: date


@dataclass(frozen=True)
class SentOut:
    """A workbook that was written; `elsewhere`: questions that have no column in it."""

    path: Path
    office: str
    accounts: int
    questions: int
    elsewhere: int


def sending_to(
    desk: Desk, office: str, form: str, period: Period, day: date | None = None
) -> Sending:
    """Return what is to be sent to an office, by name or id.

    Raises `RefusedError` where office or form is unknown, the form is 停用, or the day lies outside
    of the period.
    """
    found = find_form(desk, form)
    refuse_retired(found)
    if day is not None and day not in period:
        raise RefusedError(f"监测时间点{day}不在{period.label}以内，没有写出检查表格。")
    chosen = day or reference_date(desk, period)
    return Sending(find_office(desk, office), period, found, chosen)


def offices_with_accounts(
    desk: Desk, period: Period, *, asked: bool = False
) -> list[tuple[Office, int]]:
    """Return the offices that have accounts which may be checked, with their number, by name.

    `asked`: only accounts that the 检查计划 asks for are counted.

    Those above the own one are left out: they get no sheet from here.
    """
    above = parents(desk)
    owners = Counter(a.account.owner for a in _listed(desk, period, asked=asked))
    own = own_office(desk).id
    higher = climb(own, above)[1:]
    counts = Counter[str]()
    for owner, count in owners.items():
        for office in _sheets_of(owner, own, above):
            counts[office] += count
    found = [(o, counts[o.id]) for o in list_offices(desk) if counts[o.id] and o.id not in higher]
    return sorted(found, key=lambda pair: pair[0].name)


def _sheets_of(owner: str | None, own: str, above: dict[str, str | None]) -> list[str]:
    """Return the offices on whose sheet an owner's accounts are: its own, and those above it.

    On the own office's sheet are its own ones only.
    """
    return [office for office in climb(owner, above) if office == owner or office != own]


def send_out_all(
    desk: Desk,
    sendings: Sequence[Sending],
    folder: Path,
    go_on: GoOn = lambda _done, _total: True,
) -> list[SentOut]:
    """Write one workbook an office into a folder, over nothing that is there; return them.

    Raises as `send_out` does; then those before it are written.
    """
    sent = []
    for done, sending in enumerate(sendings):
        if not go_on(done, len(sendings)):
            break
        name = file_name(desk, sending.period, "检查表格", ENDING, sending.office.name)
        sent.append(send_out(desk, sending, free_place(folder / name)))
    return sent


def send_out(desk: Desk, sending: Sending, path: Path) -> SentOut:
    """Write the workbook and return where it stands; the period's 监测时间点 stands from now on.

    Raises `RefusedError` where the office has no account to be checked or the form's workbook has
    not come yet, `CannotWriteError` where the file cannot be written.
    """
    from govmedia_desktop.reports.mailed_sheet import write_mailed  # noqa: PLC0415  (openpyxl)

    place = desk.outside(path)
    opening = Opening(desk, sending.form, str(sending.day))
    identity, rows = _issued(desk, sending, opening)
    written = write_mailed(place, paper(opening.compiled, identity, rows))
    if sending.day == reference_date(desk, sending.period):
        set_reference_date(desk, sending.period, sending.day)
    counts = len(identity.accounts), len(identity.questions), asked_elsewhere(opening.compiled)
    return SentOut(written, sending.office.name, *counts)


def _issued(desk: Desk, sending: Sending, opening: Opening) -> tuple[MailedSheet, list[Shown]]:
    form, sheet = opening.compiled, str(uuid4())
    looker = Looker(desk.staff, desk.stamp())
    listed = accounts_of(desk, sending, asked=True)
    about = (sending.form.id, Nature.SELF.value, str(sending.day))
    drafts = [draft_of(desk, sheet, a.account.id, about) for a in listed]
    runs = [opening.open(a, d, looker=looker).run for a, d in zip(listed, drafts, strict=True)]
    questions = _questions(sending, form, runs)
    accounts = tuple(
        IssuedAccount(
            a.account.id, a.account.name, a.account.platform.label, prefilled_of(run, questions)
        )
        for a, run in zip(listed, runs, strict=True)
    )
    identity = _identity(desk, sending, sheet, questions, accounts)
    rows = [
        Shown(account, run, {path: given.text for path, given in account.prefilled.items()}, {})
        for account, run in zip(accounts, runs, strict=True)
    ]
    return identity, rows


def accounts_of(desk: Desk, sending: Sending, *, asked: bool = False) -> list[ListedAccount]:
    """Return the accounts that an office answers for; `asked`: those that the 检查计划 asks for.

    Raises `RefusedError` where it has none.
    """
    above, own = parents(desk), own_office(desk).id
    listed = _listed(desk, sending.period, asked=asked)
    found = [a for a in listed if sending.office.id in _sheets_of(a.account.owner, own, above)]
    if not found:
        raise RefusedError(
            f"“{sending.office.name}”在{sending.period.label}没有要检查的账号，没有写出也没有接收"
            "检查表格；请先在台账里核对主办单位。"
        )
    return found


def _listed(desk: Desk, period: Period, *, asked: bool) -> list[ListedAccount]:
    found = period_list(desk, period)
    return [row.listed for row in (found.rows if asked else found.everyone)]


def draft_of(desk: Desk, sheet: str, account: str, about: tuple[str, str, str]) -> Draft:
    """Return what an account's row of a sheet is as an inspection.

    `about`: the form's record id, 检查性质 and 监测时间点.
    """
    stamp = desk.stamp()
    return Draft(mailed_id(sheet, account), account, *about, desk.staff, stamp, stamp)


def _questions(sending: Sending, form: CompiledForm, runs: Sequence[FormRun]) -> tuple[str, ...]:
    wanted = frozenset[str]().union(*(printed(form, run) for run in runs))
    found = tuple(q.path for q in questions_of(form) if q.path in wanted)
    if not found:
        raise RefusedError(
            f"检查表“{sending.form.title}”没有可以在表格里填的题，没有写出检查表格。"
        )
    return found


def _identity(
    desk: Desk,
    sending: Sending,
    sheet: str,
    questions: tuple[str, ...],
    accounts: tuple[IssuedAccount, ...],
) -> MailedSheet:
    own, office, form = own_office(desk), sending.office, sending.form
    return MailedSheet(
        sheet=sheet,
        issuer=own.id,
        issuer_name=own.name,
        office=office.id,
        office_name=office.name,
        form=form.id,
        form_id=form.form_id,
        version=form.version,
        workbook=form.workbook,
        period=sending.period.code,
        day=str(sending.day),
        practice=desk.practice,
        questions=questions,
        accounts=accounts,
    )
