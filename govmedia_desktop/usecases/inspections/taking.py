"""Texts of a table taken into a form: each accepted or refused by itself, whatever their order.

The grid's cells and those of a mailed sheet are read by the same rules as what is typed in the
guided form.
"""

from collections.abc import Iterable, Mapping, Sized
from datetime import date
from enum import Enum
from typing import Protocol

from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.domain.verdicts import Conclusion, Verdict
from govmedia_desktop.forms.findings import UNCHECKED
from govmedia_desktop.forms.items import Item
from govmedia_desktop.forms.run import VERIFIED_IN_REGISTER, FormRun
from govmedia_desktop.forms.values import WRONG
from govmedia_desktop.usecases.inspections.filling import sample_missing
from govmedia_desktop.usecases.inspections.typed_answers import AS_IT_STANDS, read_answer

NOT_ASKED = "按前面的回答，这一项不用填"
COMPUTED = "这一项由程序给出，不能填写"
NOTHING_STANDS = "这一格没有预先填好的内容，不能用 = 确认"
FOUND_ONE_BY_ONE = "这个回答会判为有问题，不能往下填充，请看过这个账号再填"
_NAMED = 2


class Manner(Enum):
    """How answers come in, and the source they are kept with."""

    TYPED = Source.TYPED, False
    PASTED = Source.FILE, False
    FILLED = Source.TYPED, True

    def __init__(self, source: Source, filled: bool) -> None:
        self.source = source
        self.filled = filled


class Answering(Protocol):
    """What answers go into: a form under way, or an inspection that saves each of them."""

    def answer(self, path: str, value: str, source: Source) -> str | None:
        """Take an answer; return why not, None where it is taken."""

    def confirm(self, path: str) -> None:
        """Stand behind a prefilled value."""

    def clear(self, path: str) -> None:
        """Take an answer back."""


def looked_at(items: Iterable[Item]) -> bool:
    """Whether a person has answered or confirmed any of these."""
    answers = (item.answer for item in items)
    return any(
        a and a.value and a.confirmed and a.confirmed_by != VERIFIED_IN_REGISTER for a in answers
    )


def obstacle(refused: Sized, verdict: Verdict, *, looked_at: bool) -> str:
    """Return why an account answered in a table stays 未检查完, empty where it does not."""
    reasons = []
    if refused:
        reasons.append(f"有 {len(refused)} 格没有被接受")
    if verdict.conclusion is Conclusion.OPEN:
        named = "、".join(item.label.rstrip("？?") for item in verdict.open_items[:_NAMED])
        count = len(verdict.open_items)
        reasons.append(f"还有 {count} 项未答：{named}{'等' if count > _NAMED else ''}")
    elif not looked_at:
        reasons.append("只有预先填好的内容，还没有人填写或确认过")
    return "；".join(reasons)


class Taking:
    """Takes texts for a form under way; `into` is that form or what saves its answers."""

    def __init__(self, run: FormRun, into: Answering, reference: date, today: date) -> None:
        self._run, self._into = run, into
        self._reference, self._today = reference, today
        self._items: Mapping[str, Item] = {}

    def take(self, texts: Mapping[str, str], manner: Manner) -> dict[str, str]:
        """Take texts by path and return why some were not taken.

        An empty text clears, `=` confirms.
        """
        reasons: dict[str, str] = {}
        pending = list(texts)
        while pending:
            among = None if manner.filled else pending
            self._items = {item.path: item for item in self._run.items(among)}
            still = []
            for path in pending:
                reason = self._take(self._items[path], texts[path], manner)
                if reason is not None:
                    reasons[path] = reason
                    still.append(path)
            if len(still) == len(pending):
                break
            pending = still
        return {path: reasons[path] for path in pending}

    def _take(self, item: Item, text: str, manner: Manner) -> str | None:
        as_it_stands = text.strip() == AS_IT_STANDS
        if not item.relevant or (item.readonly and not (as_it_stands and item.is_brought_in)):
            return COMPUTED if item.readonly else NOT_ASKED
        if not text.strip():
            if item.answer is not None and item.answer.value:
                self._into.clear(item.path)
            return None
        if as_it_stands:
            return self._confirm(item)
        reading = read_answer(item, text, self._reference, self._today)
        if reading.refusal:
            return reading.refusal
        if manner.filled and item.judgement and reading.value != UNCHECKED:
            missing = sample_missing(self._items.values())
            if missing is not None:
                return missing
        refusal = self._into.answer(item.path, reading.value, manner.source)
        return reading.doubt or refusal if refusal == WRONG["date"] else refusal

    def _confirm(self, item: Item) -> str | None:
        if not item.value:
            return NOTHING_STANDS
        if item.unconfirmed:
            self._into.confirm(item.path)
        return None

    def untenable(self, paths: Iterable[str], manner: Manner) -> dict[str, str]:
        """Return why answers just taken cannot stay, now that all the others are in."""
        given = set(paths)
        late = {}
        for item in self._run.items():
            if item.path in given and not item.relevant:
                late[item.path] = NOT_ASKED
            elif item.path in given and manner.filled and item.judgement and item.finding:
                late[item.path] = FOUND_ONE_BY_ONE
        return late
