"""Questions that a newer version of a form calls by another name, so that answers carry over.

The settings column `attribute::gm:replaces` says `old=new; old2=new2`: the older version's question
`old` is this version's `new`. (pyxform drops plain `gm:` columns of the settings sheet.)
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.places import SETTING
from govmedia_desktop.forms.rows import plan_of
from govmedia_desktop.forms.workbook import Sheet, Workbook

COLUMN = f"{SETTING}replaces"

_BETWEEN = re.compile(r"[;；\n]")
_EQUALS = re.compile(r"[=＝]")

Renames = Mapping[str, str]
"""Name in the older version → name in this one."""


def parse_renames(text: str) -> dict[str, str]:
    """Return the renames that a cell declares; what is written wrongly is left out."""
    return dict(pair for _, pair in _pieces(text) if pair is not None)


def _pieces(text: str) -> Iterator[tuple[str, tuple[str, str] | None]]:
    for piece in filter(None, map(str.strip, _BETWEEN.split(text))):
        sides = [side.strip() for side in _EQUALS.split(piece)]
        right = len(sides) == 2 and all(sides)
        yield piece, (sides[0], sides[1]) if right else None


def check_renames(workbook: Workbook, nodes: Sequence[Node]) -> Iterator[Fault]:
    """Yield what is wrong with the declared renames, by cell: wording and names."""
    settings = workbook.sheets.get("settings") or Sheet("settings")
    written = settings.rows[0].get(COLUMN, "") if settings.rows else ""
    names = Counter(node.name for node in nodes if node.is_asked)
    for text in dict.fromkeys(_wrong(written, names)):
        yield Fault(settings.name, settings.cell(0, COLUMN), text)


def _wrong(written: str, names: Mapping[str, int]) -> Iterator[str]:
    pieces = list(_pieces(written))
    pairs = [pair for _, pair in pieces if pair]
    for piece, pair in pieces:
        if pair is None:
            yield f"“{piece}”写法不对，请写成“旧名称=新名称”，几道题用分号隔开"
        elif not names.get(pair[1]):
            yield f"“{piece}”里的“{pair[1]}”不是这张表里要填的题目，请改成新版里的名称"
        elif names[pair[1]] > 1:
            yield f"“{piece}”里的“{pair[1]}”有{names[pair[1]]}道题同名，请先改成不同的名称"
    for side, word in ((0, "旧名称"), (1, "新名称")):
        for name, count in Counter(pair[side] for pair in pairs).items():
            if count > 1:
                yield f"{word}“{name}”写了{count}次，只能写一次"


def unknown_before(form: CompiledForm, older: Sequence[CompiledForm]) -> list[str]:
    """Return the old names that no older version has."""
    known = {node.name for version in older for node in version.nodes}
    return [name for name in renames_of(form) if name not in known]


def renames_of(form: CompiledForm) -> dict[str, str]:
    """Return the renames that a form version declares."""
    return parse_renames(form.settings.get("replaces", ""))


def carried_over(
    previous: Mapping[str, Answer], form: CompiledForm, steps: Sequence[Renames]
) -> dict[str, Answer]:
    """Return answers made under an older version by the paths of `form`.

    `steps` are the renames of the versions since, oldest first. A question that only moved to
    another group keeps its name and its answer; one that is gone has none.
    """
    kept: dict[str, Answer] = {}
    renamed: dict[str, Answer] = {}
    by_name = _unique_paths(form)
    for path, answer in previous.items():
        group, _, old = path.rpartition("/")
        new = old
        for step in steps:
            new = step.get(new, new)
        beside = f"{group}/{new}"
        there = beside if plan_of(beside) in form.by_path else by_name.get(new)
        if there is not None:
            (kept if new == old else renamed)[there] = answer
    return {**kept, **renamed}


def _unique_paths(form: CompiledForm) -> dict[str, str]:
    names = Counter(node.name for node in form.nodes)
    return {node.name: node.path for node in form.nodes if names[node.name] == 1}
