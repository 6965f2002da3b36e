"""What stands on a mailed check sheet: columns and cells, blank or with what came back in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.mailed_sheets import IssuedAccount, MailedSheet, Prefilled
from govmedia_desktop.domain.periods import parse_quarter
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.items import Item
from govmedia_desktop.forms.numbering import numbered
from govmedia_desktop.forms.run import FormRun
from govmedia_desktop.reports.mailed_paper import MailedCell, MailedColumn, MailedPaper, MailedRow

_SEVERAL = ("select_multiple", "rank")


@dataclass(frozen=True)
class Shown:
    """A row as it is to be shown: `texts` and `faults` by path, `problem` at its end.

    `run` is the account's form, None where there is none any more. `closed`: nothing is to be
    filled in.
    """

    account: IssuedAccount
    run: FormRun | None
    texts: Mapping[str, str]
    faults: Mapping[str, str]
    agreed: bool = False
    problem: str = ""
    closed: bool = False


def prefilled_of(run: FormRun, questions: Sequence[str]) -> dict[str, Prefilled]:
    """Return what stands in the columns of an account that nobody has filled in yet."""
    found = {}
    for item in run.items():
        if item.path in questions and item.relevant and item.value and item.answer is not None:
            found[item.path] = Prefilled(_as_cell(item), item.answer)
    return found


def _as_cell(item: Item) -> str:
    return item.shown if item.kind in ("select_one", *_SEVERAL) else item.value


def printed(form: CompiledForm, run: FormRun) -> frozenset[str]:
    """Return the questions that an account may have to answer, whatever the answers will be."""
    readonly = {item.path for item in run.items() if item.readonly}
    return frozenset(numbered(form, run)) - readonly


def paper(
    form: CompiledForm,
    identity: MailedSheet,
    rows: Sequence[Shown],
    filled: tuple[str, str] = ("", ""),
    *,
    marked: bool = False,
) -> MailedPaper:
    """Return a sheet's content; `filled` are 填报人 and 检查日期 as they came back."""
    period = parse_quarter(identity.period)
    items = next(({i.path: i for i in row.run.items()} for row in rows if row.run), {})
    columns = tuple(_column(form, path, items.get(path)) for path in identity.questions)
    return MailedPaper(
        identity,
        form.title,
        period.label if period else identity.period.replace("/", "至"),
        columns,
        tuple(_row(form, identity, row) for row in rows),
        *filled,
        marked=marked,
    )


def _column(form: CompiledForm, path: str, item: Item | None) -> MailedColumn:
    node = form.node(path)
    if item is None:
        return MailedColumn(path, node.label, "", node.kind)
    offered = "、".join(choice.label for choice in item.choices)
    several = f"可以填几项，用顿号隔开：{offered}" if item.kind in _SEVERAL else ""
    basis = f"依据：{item.basis}" if item.basis else ""
    notes = (item.hint, item.guidance, several, basis)
    return MailedColumn(path, node.label, "\n".join(filter(None, notes)), node.kind)


def _row(form: CompiledForm, identity: MailedSheet, row: Shown) -> MailedRow:
    items = {item.path: item for item in row.run.items()} if row.run else {}
    wanted = printed(form, row.run) if row.run and not row.closed else frozenset()
    cells = []
    for path in identity.questions:
        text, given = row.texts.get(path, ""), row.account.prefilled.get(path)
        fault = row.faults.get(path, "")
        choices = tuple(c.label for c in items[path].choices) if path in items else ()
        known = given is not None and given.text == text
        closed = path not in wanted and not fault
        cells.append(MailedCell(text, choices, closed, known, fault))
    account = row.account
    return MailedRow(
        account.id, account.name, account.platform, tuple(cells), row.agreed, row.problem
    )
