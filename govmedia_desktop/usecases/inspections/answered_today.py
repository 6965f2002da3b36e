"""Ask once: what a person answered today under another form fills the same item of this one.

The same item has the same name and rests on the same clause. It was looked at today, so it keeps
who answered it and when; what was only prefilled, or left 未检查, was looked at by nobody.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.inspections import Answer, Nature, Source
from govmedia_desktop.domain.results import result_from_value
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.findings import UNCHECKED
from govmedia_desktop.forms.run import VERIFIED_IN_REGISTER
from govmedia_desktop.store import drafts
from govmedia_desktop.store.inspections import made_on
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm, list_forms, open_form

_Item = tuple[str, str, str]
"""Name, clause and kind of a question."""


@dataclass(frozen=True)
class Told:
    """An answer given under another form, whose title says where."""

    answer: Answer
    title: str


class AnsweredToday:
    """Answers to questions of `form` that stand under other forms, by account.

    Those of the same 监测时间点, made in this office, drafts among them. 复查 neither gives nor
    takes any: it is made to look again.
    """

    def __init__(self, desk: Desk, form: ListedForm, compiled: CompiledForm, day: str) -> None:
        self._desk, self._form, self._day = desk, form, day
        self._wanted = {_item(node): node for node in compiled.nodes if _may_be_told(node)}
        self._forms = {other.id: other for other in list_forms(desk)}
        self._items: dict[str, dict[str, _Item]] = {}
        joined = roots(desk.db)
        self._drafts: dict[str, list[Draft]] = {}
        for draft in drafts.drafts(desk.db):
            about = joined.get(draft.account, draft.account)
            self._drafts.setdefault(about, []).append(draft)

    def of(self, account: str, by: str | None = None) -> dict[str, Told]:
        """Return by path what was answered today, the latest where there are several.

        `by`: only what that person answered.
        """
        today = str(self._desk.today())
        found: dict[str, Told] = {}
        for path, told in self._everywhere(account):
            if by is not None and told.answer.confirmed_by != by:
                continue
            at = told.answer.confirmed_at or ""
            before = found.get(path)
            if at[:10] == today and (before is None or at > (before.answer.confirmed_at or "")):
                found[path] = told
        return found

    def origins(self, account: str, answers: Mapping[str, Answer]) -> dict[str, str]:
        """Return by path the title of the form that an answer kept as told comes from."""
        if not any(answer.source is Source.TODAY for answer in answers.values()):
            return {}
        found = {(path, told.answer): told.title for path, told in self._everywhere(account)}
        return {
            path: found[path, answer] for path, answer in answers.items() if (path, answer) in found
        }

    def _everywhere(self, account: str) -> Iterator[tuple[str, Told]]:
        for form, answers in self._answers(account):
            items = self._items_of(form)
            for path, answer in answers.items():
                node = self._wanted.get(items.get(path, ("", "", "")))
                if node is not None and _looked_at(answer, node):
                    told = Told(replace(answer, source=Source.TODAY), self._forms[form].title)
                    yield node.path, told

    def _answers(self, account: str) -> Iterator[tuple[str, Mapping[str, Answer]]]:
        db, recheck = self._desk.db, Nature.RECHECK.value
        for form, nature, facts in made_on(db, account, self._day, self._desk.office):
            result = result_from_value(facts)
            if self._is_another(form) and nature != recheck and result is not None:
                yield form, result.answers
        for draft in self._drafts.get(account, ()):
            same_day = draft.reference_date == self._day and draft.nature != recheck
            if same_day and self._is_another(draft.form):
                yield draft.form, drafts.answers(db, draft.id)

    def _is_another(self, form: str) -> bool:
        return form in self._forms and self._forms[form].form_id != self._form.form_id

    def _items_of(self, form: str) -> dict[str, _Item]:
        if form not in self._items:
            self._items[form] = {}
            with suppress(RefusedError):  # its workbook is not here
                nodes = open_form(self._desk, self._forms[form]).nodes
                self._items[form] = {node.path: _item(node) for node in nodes if _may_be_told(node)}
        return self._items[form]


def _item(node: Node) -> _Item:
    return node.name, node.rules.get("basis", ""), node.kind


def _may_be_told(node: Node) -> bool:
    """Without a clause nobody can say that two questions of one name are the same."""
    return node.is_asked and bool(node.rules.get("basis"))


def _looked_at(answer: Answer, node: Node) -> bool:
    """To confirm what was prefilled is not to look, as a judgement asks for (domain.md §8)."""
    by_somebody = answer.confirmed and answer.confirmed_by != VERIFIED_IN_REGISTER
    looked = answer.source in (Source.TYPED, Source.FILE)
    enough = looked or (answer.source is not Source.TODAY and not node.is_judgement)
    return bool(answer.value) and by_somebody and enough and UNCHECKED not in answer.value.split()
