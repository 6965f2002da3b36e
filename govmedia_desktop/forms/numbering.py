"""The numbers that questions have on paper: the same on the printed sheet and while re-keying it.

A sheet is printed before anything is answered. What the register already rules out is left off;
what depends on answers is printed, so that every sheet of an account bears the same numbers.
"""

from collections.abc import Iterator, Mapping

from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.items import Item, Section
from govmedia_desktop.forms.run import FormRun


def numbered(form: CompiledForm, run: FormRun) -> Mapping[str, int]:
    """Return path → number, from 1, of the questions that a sheet of this run has.

    `run` may be half answered: the numbers are those of the blank sheet all the same.
    """
    items = (
        item
        for section in run.sections
        for item in section.items
        if _is_printed(form, section, item)
    )
    return {item.path: number for number, item in enumerate(items, start=1)}


def conditions(form: CompiledForm, path: str) -> tuple[str, ...]:
    """Return the questions whose answers decide whether the one at the path is asked."""
    found: dict[str, None] = {}
    for node in _around(form, path):
        for asked in _decided_by(form, node):
            found[asked] = None
    return tuple(found)


def _is_printed(form: CompiledForm, section: Section, item: Item) -> bool:
    if not item.is_asked or item.readonly:
        return False
    if item.relevant:
        return True
    own, *around = _around(form, item.path)
    hidden_by = [own] if section.relevant else around
    return any(_decided_by(form, node) for node in hidden_by)


def _around(form: CompiledForm, path: str) -> Iterator[Node]:
    """Yield a question and the groups around it, inmost first."""
    while path in form.by_path:
        node = form.by_path[path]
        yield node
        path = node.parent


def _decided_by(form: CompiledForm, node: Node) -> tuple[str, ...]:
    """Return the questions that a node's relevance rests on, through calculations too."""
    found: dict[str, None] = {}
    waiting = list(_reads(node, "relevant"))
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        read = form.node(path)
        if read.is_asked:
            found[path] = None
        waiting.extend(_reads(read, "value"))
    return tuple(found)


def _reads(node: Node, slot: str) -> tuple[str, ...]:
    expression = node.expressions.get(slot)
    return expression.reads if expression else ()
