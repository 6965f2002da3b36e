"""合并: which value of two entries stands, as a person chose; taken back when they are parted."""

from collections.abc import Collection, Mapping, Sequence

from govmedia_desktop.domain.records import Value
from govmedia_desktop.store.history_of import Step, history_of
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import Desk

CHOSEN = "合并重复登记，逐项选定"
_TAKEN_BACK = "分开合并的登记，恢复合并前的内容"


def choosing(account: str, values: Mapping[str, Value]) -> list[Edit]:
    """Return the edit that lets the chosen values stand; none where nothing was chosen."""
    return [Edit(account, "account", {**values}, reason=CHOSEN)] if values else []


def taking_back(desk: Desk, records: Sequence[str]) -> list[Edit]:
    """Return the edits that give entries back what stood in them before they were merged.

    What somebody has written since then stays as it is.
    """
    steps = list(history_of(desk.db, records))
    merges = {_moment(step) for step in steps if step.revision.changes.keys() == {"same_as"}}
    wrote: dict[tuple[str, str], list[Step]] = {}
    for step in steps:
        for name in step.revision.changes:
            wrote.setdefault((step.revision.record, name), []).append(step)
    back: dict[str, dict[str, Value]] = {}
    for (record, name), found in wrote.items():
        if before := _before_merges(name, found, merges):
            back.setdefault(record, {})[name] = before[0]
    return [Edit(id_, "account", values, reason=_TAKEN_BACK) for id_, values in back.items()]


def _moment(step: Step) -> tuple[str, str]:
    """What the revisions of one deed have in common."""
    return step.revision.replica, step.revision.at


def _before_merges(
    name: str, steps: Sequence[Step], merges: Collection[tuple[str, str]]
) -> tuple[Value] | None:
    """Return what stood in a field before the merges that wrote last in it; None for no such."""
    by_id = {step.revision.id: step for step in steps}
    step: Step | None = steps[-1]
    before: tuple[Value] | None = None
    while step and step.revision.reason == CHOSEN and _moment(step) in merges:
        replaced = [by_id[id_] for id_ in step.revision.changes[name].replaces if id_ in by_id]
        step = replaced[0] if replaced else None
        before = (step.revision.changes[name].value if step else None,)
    return before
