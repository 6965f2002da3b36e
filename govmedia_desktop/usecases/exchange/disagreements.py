"""两处填写不一致，请核定: what two people entered differently, and deciding it for everybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govmedia_desktop.domain.records import KINDS, Value
from govmedia_desktop.domain.results import Result, result_from_value
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import disagreements as store
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.disagreements import DELETION, Disagreement, Opinion
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import raw_row
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.recorded import question_labels
from govmedia_desktop.usecases.offices.known import find_office, owners
from govmedia_desktop.usecases.register.accounts import read_field, refuse_empty, refuse_to_come
from govmedia_desktop.usecases.wording import Wording

OURS, THEIRS = "ours", "theirs"
_KEEP, _DELETE = "保留", "删除"


@dataclass(frozen=True)
class Side:
    """One of the values: as `accounts list` tells it, in words, who wrote it, when, and why.

    `at`: local time with its offset, ISO.
    """

    value: Value
    words: str
    office: str
    staff: str
    at: str
    reason: str = ""


@dataclass(frozen=True)
class Difference:
    """One thing in which two inspections' results differ: a conclusion, a finding, an answer."""

    what: str
    sides: tuple[str, ...]


@dataclass(frozen=True)
class Dispute:
    """A field with more than one value; the side that stood here first comes first.

    `base`: what they replaced, told like their own values; None where there was nothing.
    `differences`: of an inspection's result, what of it differs.
    """

    id: str
    record: str
    kind: str
    title: str
    field: str
    label: str
    sides: tuple[Side, ...]
    base: Value
    differences: tuple[Difference, ...] = ()

    @property
    def may_be_typed(self) -> bool:
        """Whether a value may be written that neither side has."""
        declared = KINDS[self.kind].fields.get(self.field)
        named = self.field in ("owner", "parent", "successor")
        return declared in ("text", "integer") or (declared == "reference" and named)


def list_disputes(desk: Desk) -> list[Dispute]:
    """Return what two people entered differently and nobody has decided yet."""
    wording = Wording(desk)
    found = [_dispute(desk, wording, one) for one in store.disagreements(desk.db)]
    return sorted(found, key=lambda d: (d.kind, d.title, d.label, d.id))


def count_disputes(desk: Desk) -> int:
    """Return how many fields wait for a decision."""
    return store.count(desk.db)


def resolve(desk: Desk, dispute: str, take: str) -> None:
    """Decide a dispute: `ours`, `theirs`, or a value as people write it.

    The decision replaces every value that stands, here and wherever it is sent. Raises
    `RefusedError` where there is no such dispute or the value cannot be taken.
    """
    with write(desk.db):
        found = next((d for d in store.disagreements(desk.db) if _id(d) == dispute), None)
        if found is None:
            raise RefusedError(f"没有编号为“{dispute}”的不一致，可能已经核定；没有作任何改动。")
        if found.field == DELETION:
            _decide_deletion(desk, found, _chosen(found, take, {_KEEP: True, _DELETE: None}))
        else:
            _decide(desk, found, take)


def _decide(desk: Desk, found: Disagreement, take: str) -> None:
    edits: list[Edit] = []
    if take in (OURS, THEIRS):
        value = _side(found, take).value
    else:
        value, edits = _read(desk, found, take)
    desk.record([*edits, Edit(found.record, found.kind, {found.field: value}, reason="核定")])


def _decide_deletion(desk: Desk, found: Disagreement, keep: Value) -> None:
    if not keep:
        desk.delete([found.record], "核定")
        return
    known = raw_row(desk.db, found.record)
    row: Mapping[str, Any] = known[1] if known else {}
    values = {name: row[name] for name in KINDS[found.kind].fields if isinstance(row[name], str)}
    first = next(iter(values.items()))
    desk.record([Edit(found.record, found.kind, dict([first]), reason="核定", anew=True)])


def _chosen(found: Disagreement, take: str, words: Mapping[str, Value]) -> Value:
    if take in (OURS, THEIRS):
        return _side(found, take).value
    if take not in words:
        raise RefusedError(f"这里只能填{'或'.join(words)}；没有作任何改动。")
    return words[take]


def _side(found: Disagreement, take: str) -> Opinion:
    ours, *others = _distinct(found)
    if take == OURS:
        return ours
    if len(others) > 1:
        raise RefusedError(f"这里有{len(others) + 1}种填法，请直接写出要用的值；没有作任何改动。")
    return others[0]


def _read(desk: Desk, found: Disagreement, text: str) -> tuple[Value, list[Edit]]:
    """Return the value that people wrote, and what must be made for it."""
    type_ = KINDS[found.kind].fields[found.field]
    if found.kind == "account" and found.field not in ("same_as", "main_account"):
        value = read_field(found.field, text)
        refuse_empty(found.field, value)
        refuse_to_come(desk, {found.field: value})
        if found.field != "owner" or not value:
            return value, []
        ids, edits = owners(desk, [str(value)])
        return ids[str(value)], edits
    if type_ == "text" and text.strip():
        return text.strip(), []
    if type_ == "integer" and text.isdecimal():
        return int(text), []
    if found.kind == "office" and found.field in ("parent", "successor"):
        return find_office(desk, text).id, []
    raise RefusedError("这一栏只能在两种填法中选一种（ours 或 theirs）；没有作任何改动。")


def _id(found: Disagreement) -> str:
    return f"{found.record}.{found.field.lstrip('#')}"


def _distinct(found: Disagreement) -> list[Opinion]:
    """The first of each value."""
    told: list[Opinion] = []
    for opinion in found.opinions:
        if all(opinion.value != other.value for other in told):
            told.append(opinion)
    return told


def _dispute(desk: Desk, wording: Wording, found: Disagreement) -> Dispute:
    opinions = _distinct(found)
    known = raw_row(desk.db, found.record)
    base = wording.listed(found.kind, found.field, found.base[0]) if found.base else None
    return Dispute(
        _id(found),
        found.record,
        found.kind,
        wording.title(*known) if known else "",
        found.field.lstrip("#"),
        wording.field(found.kind, found.field),
        tuple(_told(wording, found, opinion) for opinion in opinions),
        base,
        tuple(_differences(desk, found.record, [o.value for o in opinions]))
        if found.field == "result"
        else (),
    )


def _told(wording: Wording, found: Disagreement, opinion: Opinion) -> Side:
    return Side(
        wording.listed(found.kind, found.field, opinion.value),
        wording.opinion(found.kind, found.field, opinion.value),
        wording.office(opinion.office),
        opinion.staff,
        opinion.at,
        opinion.reason,
    )


def _differences(desk: Desk, inspection: str, values: list[Value]) -> Iterator[Difference]:
    """Tell results apart by what people read in them: conclusion, findings, answers."""
    results = [result_from_value(value) for value in values]
    if any(result is None for result in results):
        return
    sound = [result for result in results if result is not None]
    yield from _unless_equal("结论", [result.conclusion.value for result in sound])
    yield from _unless_equal("得分", [str(result.score or "") for result in sound])
    findings = [_findings(result) for result in sound]
    for name in dict.fromkeys(name for one in findings for name in one):
        yield from _unless_equal(f"问题 {name}", [one.get(name, "没有") for one in findings])
    labels = question_labels(desk, inspection)
    paths = dict.fromkeys(path for result in sound for path in result.answers)
    for path in paths:
        given = [result.answers.get(path) for result in sound]
        words = [(a.value or a.absence) if a else "" for a in given]
        yield from _unless_equal(labels.get(path) or path.rpartition("/")[2], words)


def _findings(result: Result) -> dict[str, str]:
    return {f.problem: f.explanation or "有" for f in result.findings}


def _unless_equal(what: str, words: list[str]) -> Iterator[Difference]:
    if len(set(words)) > 1:
        yield Difference(what, tuple(word or "（空）" for word in words))
