"""等待中: what came in and cannot be shown yet, and what it waits for."""

from collections.abc import Iterator
from dataclasses import dataclass

from govmedia_desktop.domain.labels import KIND_LABELS
from govmedia_desktop.store import chains, changes, intakes
from govmedia_desktop.store.changes import Waiting
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.wording import Wording


@dataclass(frozen=True)
class Waits:
    """What waits for one thing: how many records of which kinds, since which file, and why."""

    records: int
    what: str
    file: str
    why: str


def list_waiting(desk: Desk) -> list[Waits]:
    """Return what waits, grouped by what it waits for; it is applied by itself when that comes."""
    files = {entry.id: entry.file_name for entry in intakes.ledger(desk.db)}
    groups: dict[tuple[str, str], list[Waiting]] = {}
    for one, why in _waiting(desk, Wording(desk)):
        groups.setdefault((files.get(one.intake or "", ""), why), []).append(one)
    return [Waits(len(ones), _what(ones), *key) for key, ones in groups.items()]


def reasons(desk: Desk, wording: Wording) -> dict[str, str]:
    """Return why each record waits of which something does."""
    return {one.record: why for one, why in _waiting(desk, wording)}


def count_waiting(desk: Desk) -> int:
    """Return how many records wait."""
    return changes.count_waiting(desk.db)


def _waiting(desk: Desk, wording: Wording) -> Iterator[tuple[Waiting, str]]:
    gaps = chains.gaps(desk.db)
    for one in changes.waiting(desk.db):
        yield one, _why(desk, wording, one, gaps)


def _what(ones: list[Waiting]) -> str:
    counts = {kind: sum(one.kind == kind for one in ones) for kind in KIND_LABELS}
    return "、".join(f"{KIND_LABELS[kind]} {n} 条" for kind, n in counts.items() if n)


def _why(desk: Desk, wording: Wording, one: Waiting, gaps: dict[str, list[tuple[int, int]]]) -> str:
    office = changes.office_of(desk.db, one.replica)
    who = wording.office(office) if office else "另一个单位"
    if one.reason == "withdrawn":
        return f"所依据的{who}的内容已经撤回，重新接收那个文件后会自动补上"
    if one.reason == "held":
        return "所依据的内容自己也在等待，那一条补上后会自动补上"
    if one.reason == "stub":
        return f"所依据的内容{who}没有随文件发来，请对方用“全部数据”再报一次"
    if one.reason == "gap":
        first, last = next(run for run in gaps[one.replica] if run[1] >= one.counter)
        return f"缺{who}较早的文件（第{first}至{last}条改动），接收后会自动补上"
    return f"所依据的{who}的文件还没有收到，接收后会自动补上"
