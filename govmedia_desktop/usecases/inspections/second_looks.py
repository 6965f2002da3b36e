"""Second looks: another person checks the same again, unseen; what differs, and where often."""

from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.agreement import (
    Compared,
    Difference,
    ItemAgreement,
    Look,
    agreement,
    compare,
    pairs,
)
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.results import result_from_value
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.labels import choice_labels, shown
from govmedia_desktop.store.inspections import Looked, looked_at, looked_more_than_once
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import find_form, open_form
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.register.accounts import list_accounts


class SamePersonError(RefusedError):
    """The person who checked wants to look again: another one has to."""


@dataclass(frozen=True)
class ShownDifference:
    """An item that two people answered differently, as people read it."""

    label: str
    first: str
    second: str


@dataclass(frozen=True)
class ShownPair:
    """Two looks at one account on one day; `id` are the record ids of the two inspections."""

    id: tuple[str, str]
    account: str
    account_name: str
    form_title: str
    day: str
    first_person: str
    second_person: str
    compared: int
    differences: tuple[ShownDifference, ...]


@dataclass(frozen=True)
class ShownItem:
    """How far two people agree on an item."""

    form_title: str
    label: str
    agreement: ItemAgreement

    @property
    def words(self) -> str:
        """The agreement in words, with what is suggested for a vague item."""
        counts = self.agreement
        told = f"{counts.compared} 次中 {counts.same} 次一致"
        return f"{told}，建议把题目写得更明确" if counts.is_vague else told


@dataclass(frozen=True)
class SecondLooks:
    """All second looks of a span: pair by pair, and item by item, the least agreed on first."""

    pairs: tuple[ShownPair, ...]
    items: tuple[ShownItem, ...]


def second_looks(desk: Desk, start: date, end: date) -> SecondLooks:
    """Return the second looks whose 监测时间点 lies in the span."""
    found = list(looked_more_than_once(desk.db, str(start), str(end)))
    forms = {entry.form_id: entry.form for entry in found}
    compiled = {form_id: open_form(desk, find_form(desk, form)) for form_id, form in forms.items()}
    names = {listed.account.id: listed.account.name for listed in list_accounts(desk)}
    compared = [
        compare(first, second, _asked(compiled[first.form_id]))
        for first, second in pairs(_look(entry) for entry in found)
    ]
    return SecondLooks(
        tuple(_pair(both, compiled[both.first.form_id], names) for both in compared),
        tuple(_item(item, compiled[item.form_id]) for item in agreement(compared)),
    )


def begin_second_look(desk: Desk, inspection: str) -> Inspection:
    """Return a new inspection of the same account, form and day for another person to fill in.

    Its nature is 日常监测: it never enters a rate. Raises `SamePersonError` where the same person
    would look again, `RefusedError` for an unknown inspection and where yet another person has
    begun: nobody goes on with answers that were to be given unseen.
    """
    entry = looked_at(desk.db, inspection)
    if entry is None:
        raise RefusedError("没有这次检查的记录；请在检查列表中查看。")
    if entry.staff == desk.staff:
        raise SamePersonError(
            f"这次检查就是{desk.staff}做的；第二遍要由另一个人来看。请另一位先在设置中把填报人换成自己的姓名。"
        )
    day = date.fromisoformat(entry.reference_date)
    second = begin(desk, Occasion(entry.account, entry.form, Nature.MONITORING, day))
    if second.draft.staff != desk.staff:
        raise RefusedError(
            f"这个账号的日常监测{second.draft.staff}已经开始、还没有查完，答案都在；"
            "请等查完，或者请那位放弃以后再看。"
        )
    return second


def _look(entry: Looked) -> Look:
    result = result_from_value(entry.result)
    answers = result.answers if result else {}
    return Look(entry.id, entry.account, entry.form_id, entry.reference_date, entry.staff, answers)


def _asked(form: CompiledForm) -> list[str]:
    return [node.path for node in form.nodes if node.is_asked]


def _pair(both: Compared, form: CompiledForm, names: dict[str, str]) -> ShownPair:
    first = both.first
    return ShownPair(
        id=(first.inspection, both.second.inspection),
        account=first.account,
        account_name=names.get(first.account, "已删除的账号"),
        form_title=form.title,
        day=first.day,
        first_person=first.person,
        second_person=both.second.person,
        compared=len(both.items),
        differences=tuple(_difference(d, form) for d in both.differences),
    )


def _difference(difference: Difference, form: CompiledForm) -> ShownDifference:
    path, labels = difference.path, choice_labels(form)
    first, second = shown(labels, path, difference.first), shown(labels, path, difference.second)
    return ShownDifference(form.node(path).label, first, second)


def _item(item: ItemAgreement, form: CompiledForm) -> ShownItem:
    return ShownItem(form.title, form.node(item.path).label, item)
