"""A mailed sheet that came back, checked row by row exactly as the form would check it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from govmedia_desktop.domain.identifiers import mailed_id
from govmedia_desktop.domain.inspections import Answer, Nature, Source
from govmedia_desktop.domain.mailed_sheets import (
    FilledRow,
    FilledSheet,
    IssuedAccount,
    MailedSheet,
    Prefilled,
)
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.findings import UNCHECKED
from govmedia_desktop.forms.items import Item
from govmedia_desktop.store.inspections import known_ids
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import list_forms
from govmedia_desktop.usecases.grid.filling import questions_of
from govmedia_desktop.usecases.inspections.inspections import Looker, Opening
from govmedia_desktop.usecases.inspections.taking import Manner, Taking, looked_at, obstacle
from govmedia_desktop.usecases.inspections.typed_answers import AS_IT_STANDS
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.mailed.sheets import draft_of
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts

NOT_FILLED = "还没有填"
NOT_LOOKED = "答的是未检查，还没有查完"
NOTHING_FILLED = "这一行还没有填"
NO_ROW = "发回的表里没有这一行，请补填"
NO_ACCOUNT = "台账里已经没有这个账号，没有接收这一行"


@dataclass(frozen=True)
class CheckedRow:
    """One account of the sheet; `filled` is None where its row is gone, `inspection` where
    the account is.

    `refused`: why cells were not taken; `missing`: what has to be filled in still, both by path.
    `why`: why it is not complete, empty where it is.
    """

    issued: IssuedAccount
    filled: FilledRow | None
    inspection: Inspection | None
    refused: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    taken: bool = False
    """Its inspection stands in the records, from this file or an earlier one."""
    told: str = ""
    """What is to be said of it though nothing is open."""

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong with its cells, by path."""
        return {**self.missing, **self.refused}


class Checking:
    """Checks sheets, one after the other; what they share is looked up once."""

    def __init__(self, desk: Desk, nature: Nature) -> None:
        self._desk, self._nature = desk, nature
        self._forms = {form.id: form for form in list_forms(desk)}
        self._openings: dict[tuple[str, str], Opening] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read the register again, after something was taken in."""
        self._roots = roots(self._desk.db)
        self._offices = {office.id for office in list_offices(self._desk)}
        self._accounts = {a.account.id: a for a in list_accounts(self._desk)}

    def rows(self, sheet: FilledSheet) -> list[CheckedRow]:
        """Return every account that the sheet was sent out for, in that order.

        Raises `RefusedError`, in one sentence, where the sheet is none of this office's, its form
        version is not here, or the day that it tells cannot be.
        """
        identity = sheet.identity
        self._refuse_foreign(identity)
        at = str(looked_on(sheet, self._desk.today()) or self._desk.stamp())
        looker = Looker(sheet.filler or f"{identity.office_name}填报人", at)
        opening = self._opening(identity)
        filled = {row.account: row for row in sheet.rows}
        rows = []
        for issued in identity.accounts:
            listed, row = self._listed(issued.id), filled.get(issued.id)
            if listed is None:
                rows.append(CheckedRow(issued, row, None, why=NO_ACCOUNT))
                continue
            about = (identity.form, self._nature.value, identity.day)
            draft = draft_of(self._desk, identity.sheet, issued.id, about)
            untouched = _untouched(issued, identity.questions, row)
            inspection = opening.open(listed, draft, untouched, looker)
            if row is None:  # it goes back to be filled in
                rows.append(CheckedRow(issued, None, inspection, why=NO_ROW))
            else:
                rows.append(self._checked(issued, row, inspection))
        return rows

    def known(self, identity: MailedSheet) -> dict[str, str]:
        """Return the accounts of a sheet that were taken in, each with its inspection."""
        records = {mailed_id(identity.sheet, a.id): a.id for a in identity.accounts}
        return {records[id_]: id_ for id_ in known_ids(self._desk.db, records)}

    def _listed(self, account: str) -> ListedAccount | None:
        return self._accounts.get(self._roots.get(account, account))

    def _refuse_foreign(self, identity: MailedSheet) -> None:
        joined, desk = self._roots, self._desk
        if joined.get(identity.issuer, identity.issuer) != joined.get(desk.office, desk.office):
            raise RefusedError(
                f"这张检查表格是“{identity.issuer_name}”发出的，不是本单位发出的，没有接收其中任何"
                "内容；请退给填报单位，让它发给发出单位。"
            )
        if identity.practice != desk.practice:
            kinds = ("练习用的", "正式的") if identity.practice else ("正式的", "练习用的")
            raise RefusedError(
                f"这张检查表格是{kinds[0]}，这里是{kinds[1]}数据，没有接收其中任何内容；"
                "请到发出它的数据里接收。"
            )
        if joined.get(identity.office, identity.office) not in self._offices:
            raise RefusedError(
                f"单位名录里已经没有“{identity.office_name}”，没有接收其中任何内容；"
                "请先恢复这个单位，再接收一次。"
            )

    def _opening(self, identity: MailedSheet) -> Opening:
        key = identity.form, identity.day
        if key not in self._openings:
            form = self._forms.get(identity.form)
            if form is None or form.workbook != identity.workbook:
                raise RefusedError(
                    f"这张表格用的检查表（{identity.form_id} 第{identity.version}版）本机没有，"
                    "没有接收其中任何内容；请先接收下发的检查表文件。"
                )
            self._openings[key] = Opening(self._desk, form, identity.day)
        opening = self._openings[key]
        if not {q.path for q in questions_of(opening.compiled)}.issuperset(identity.questions):
            raise RefusedError(
                "这张表格里看不见的编号和检查表对不上，没有接收其中任何内容；请向填报单位要回原来的表格。"
            )
        return opening

    def _checked(
        self, issued: IssuedAccount, filled: FilledRow, inspection: Inspection
    ) -> CheckedRow:
        """Give the form all texts of the row."""
        texts = _texts(issued, filled)
        run = inspection.run
        days = inspection.context.reference_date, self._desk.today()
        taking = Taking(run, run, *days)
        refused = taking.take(texts, Manner.PASTED)
        refused |= taking.untenable(texts.keys() - refused.keys(), Manner.PASTED)
        items, verdict = run.items(), run.verdict()
        touched = looked_at(items)
        why = obstacle(refused, verdict, looked_at=touched)
        if not (touched or refused):
            return CheckedRow(issued, filled, inspection, why=NOTHING_FILLED)
        missing = {item.path: _missing(item) for item in items if item.open}
        return CheckedRow(issued, filled, inspection, refused, missing, why)


def looked_on(sheet: FilledSheet, today: date) -> date | None:
    """Return the 检查日期 that the sheet tells, None where it tells none.

    Raises `RefusedError` where it is no day, or one that has not come yet.
    """
    text = sheet.filled_on.text.strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day > today:
        wrong = "看不懂" if day is None else f"晚于今天（{today}）"
        raise RefusedError(
            f"表上的检查日期（{sheet.filled_on.cell}）“{text}”{wrong}，没有接收其中任何内容；"
            "请改成 2026-11-06 的样子后再收一次。"
        )
    return day


def _untouched(
    issued: IssuedAccount, questions: Iterable[str], filled: FilledRow | None
) -> dict[str, Answer]:
    """Return what the form begins with: what was filled in beforehand and stands there still.

    Nothing else is prefilled: the office has seen its sheet, not the register as it is now.
    """
    empty = Answer("", Source.DEFAULT)
    kept = dict.fromkeys(questions, empty)
    for path, given in issued.prefilled.items():
        beforehand = given.answer.source in (Source.REGISTER, Source.PREVIOUS, Source.DEFAULT)
        if beforehand and (filled is None or _stands(given, filled.cells[path].text)):
            kept[path] = given.answer
    return kept


def _texts(issued: IssuedAccount, filled: FilledRow) -> dict[str, str]:
    """Return what a person has typed or confirmed, by path."""
    texts = {}
    for path, cell in filled.cells.items():
        given = issued.prefilled.get(path)
        if given is not None and _stands(given, cell.text):
            if filled.agreed or cell.text.strip() == AS_IT_STANDS:
                texts[path] = AS_IT_STANDS
        elif cell.text.strip():
            texts[path] = cell.text
    return texts


def _stands(given: Prefilled, text: str) -> bool:
    """Whether a cell says what was filled in beforehand, spelled otherwise perhaps, or `=`."""
    if text.strip() == AS_IT_STANDS:
        return True
    one, other = ("\n".join(spelled.strip().splitlines()) for spelled in (given.text, text))
    if one == other:
        return True
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _missing(item: Item) -> str:
    """Return what an open item waits for, for the person who filled the sheet in."""
    if item.value == UNCHECKED:
        return NOT_LOOKED
    if item.value and (item.problem or item.warning):
        return item.problem or item.warning
    return NOT_FILLED
