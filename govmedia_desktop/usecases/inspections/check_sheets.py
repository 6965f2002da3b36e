"""Blank check sheets: printed for one account or for a period's whole list, found again by code."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.inspections import Nature, Source
from govmedia_desktop.domain.periods import Period, quarter_of
from govmedia_desktop.domain.sheets import SheetCode, read_sheet_code
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.items import Item, Section
from govmedia_desktop.forms.numbering import conditions, numbered
from govmedia_desktop.forms.rows import plan_of
from govmedia_desktop.reports.checksheet import (
    CheckSheet,
    Paper,
    SheetQuestion,
    SheetSection,
    paper_of,
)
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm, find_form, list_forms, refuse_retired
from govmedia_desktop.usecases.inspections.inspections import prepare
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.periods.periods import period_list, reference_date
from govmedia_desktop.usecases.register.accounts import ListedAccount, find_account

Printer = Callable[[Sequence[Paper], Path], object]
"""Draws papers into one PDF, handed in by the front."""
_KNOWN = {Source.REGISTER: "台账：", Source.PREVIOUS: "上次："}


@dataclass(frozen=True)
class ToPrint:
    """Which accounts get a sheet of which form; `day` is the 监测时间点 printed on it."""

    form: ListedForm
    accounts: tuple[ListedAccount, ...]
    day: date

    @property
    def period(self) -> Period:
        """The quarter of the day."""
        return quarter_of(self.day)


def sheet_for(desk: Desk, form: str, account: str, platform: str | None, day: date) -> ToPrint:
    """Return the sheet of one account.

    Raises `RefusedError` where account or form is unknown, or the form is 停用.
    """
    found = find_account(desk, account, platform)
    return ToPrint(_in_use(desk, form), (found,), day)


def sheets_for_period(desk: Desk, form: str, period: Period) -> ToPrint:
    """Return the sheets of all accounts that are to be checked in the period, checked or not.

    Raises `RefusedError` where there is none, or the form is unknown or 停用.
    """
    listed = tuple(row.listed for row in period_list(desk, period).rows)
    if not listed:
        raise RefusedError("台账里没有要检查的账号，没有写出检查表；请先录入台账。")
    return ToPrint(_in_use(desk, form), listed, reference_date(desk, period))


def _in_use(desk: Desk, form: str) -> ListedForm:
    found = find_form(desk, form)
    refuse_retired(found)
    return found


def print_sheets(
    desk: Desk,
    printing: ToPrint,
    path: Path,
    printer: Printer,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Write the sheets as one PDF and return where it stands.

    Raises `CannotWriteError` where it cannot be written.
    """
    place = desk.outside(path)
    papers = []
    for done, account in enumerate(printing.accounts):
        if progress:
            progress(done, len(printing.accounts))
        papers.append(paper_of(check_sheet(desk, printing.form, account, printing.day)))
    printer(papers, place)
    return place


def check_sheet(desk: Desk, form: ListedForm, account: ListedAccount, day: date) -> CheckSheet:
    """Return the blank sheet of an account: no answer on it but what the register tells."""
    stamp = desk.stamp()
    about = (account.account.id, form.id, Nature.SELF.value, str(day))
    blank = prepare(desk, Draft(new_id(), *about, desk.staff, stamp, stamp), account, form)
    return CheckSheet(
        form.title,
        form.version,
        own_office(desk).name,
        account.account.name,
        account.account.platform.label,
        account.owner_name or "",
        str(day),
        SheetCode(form.form_id, form.version, form.workbook[:8], account.account.id).text,
        tuple(_sections(blank)),
        desk.practice,
    )


def _sections(blank: Inspection) -> Iterator[SheetSection]:
    for section in blank.run.sections:
        if section.row is not None and not section.row.id and section.row.may_change:
            blank.run.add_row(section.row.series)  # a repeat is printed as one row to be copied
    numbers = dict(numbered(blank.compiled, blank.run))
    for section in blank.run.sections:
        questions = tuple(_questions(blank, section, numbers))
        if questions:
            yield SheetSection(section.label, questions)


def _questions(
    blank: Inspection, section: Section, numbers: dict[str, int]
) -> Iterator[SheetQuestion]:
    """Yield the section's questions, each once; `numbers` loses them."""
    known = numbered(blank.compiled, blank.run)
    for item in section.items:
        number = numbers.pop(plan_of(item.path), None)
        if number is not None:
            only_if = conditions(blank.compiled, plan_of(item.path))
            basis = f"依据：{item.basis}" if item.basis else ""
            yield SheetQuestion(
                number,
                item.label,
                item.kind,
                tuple(choice.label for choice in item.choices),
                _known(item),
                item.hint,
                " ".join(filter(None, (item.guidance, basis))),
                tuple(known[path] for path in only_if if path in known),
            )


def _known(item: Item) -> str:
    source = item.answer.source if item.answer and item.answer.value else None
    return f"{_KNOWN[source]}{item.shown}" if source in _KNOWN else ""


@dataclass(frozen=True)
class FoundSheet:
    """What the code of a sheet leads to."""

    account: ListedAccount
    form: ListedForm


def find_sheet(desk: Desk, text: str, form: str) -> FoundSheet:
    """Return account and form of a sheet's code, scanned or typed.

    An account's name will do too: then it is the `form` given. Raises `RefusedError` where account
    or form version is not here.
    """
    code = read_sheet_code(text)
    if code is None and text.strip().casefold().startswith("gm"):
        raise RefusedError("二维码文字不完整，没有打开；请再扫一次，或照二维码下面的小字输入。")
    if code is None:
        return FoundSheet(find_account(desk, text.strip()), find_form(desk, form))
    account = find_account(desk, code.account)
    exact = [
        form
        for form in list_forms(desk)
        if (form.form_id, form.version) == (code.form_id, code.version)
        and form.workbook.startswith(code.workbook)
    ]
    if len(exact) != 1:
        raise RefusedError(
            f"这张单子用的检查表（{code.form_id} 第{code.version}版）本机没有，不能照它录入；"
            "请先接收下发的检查表文件。"
        )
    return FoundSheet(account, exact[0])
