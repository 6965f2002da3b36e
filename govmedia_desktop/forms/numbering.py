"""The numbers that questions have on paper: the same on the printed sheet and while re-keying it.

A sheet is printed before anything is answered. What the register already rules out is left off;
what depends on answers is printed, so that every sheet of an account bears the same numbers. All
rows of a repeat share theirs.
"""

from collections.abc import Iterator, Mapping

from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.rows import plan_of
from govmedia_desktop.forms.run import FormRun


def numbered(form: CompiledForm, run: FormRun) -> Mapping[str, int]:
    """Return plan path → number, from 1, of the questions that a sheet of this run has.

    `run` may be half answered: the numbers are those of the blank sheet all the same.
    """
    relevant = _relevance(run)
    readonly = {plan_of(i.path) for i in run.items() if i.readonly and not i.is_brought_in}
    printed = [
        path
        for path in _in_order(form, run)
        if (node := form.node(path)).is_asked
        and _is_printed(form, node, relevant)
        and not (path in readonly and not _asks(form, node, "readonly"))
    ]
    return {path: number for number, path in enumerate(printed, start=1)}


def _in_order(form: CompiledForm, run: FormRun) -> Iterator[str]:
    """Yield the plan path of every question once, as the sections show them.

    Questions of a repeat stand at its place, whether it has rows or not.
    """
    found: dict[str, None] = {}
    for section in run.sections:
        found |= dict.fromkeys(plan_of(item.path) for item in section.items)
        if section.row is not None and not section.row.id:
            beneath = f"{plan_of(section.row.series)}/"
            inside = [node for node in form.nodes if node.path.startswith(beneath)]
            parents = list(dict.fromkeys(node.parent for node in inside))
            inside.sort(key=lambda node: parents.index(node.parent))
            found |= dict.fromkeys(node.path for node in inside)
    yield from found


def conditions(form: CompiledForm, path: str) -> tuple[str, ...]:
    """Return the questions whose answers decide whether the one at the plan path is asked."""
    found = (asked for node in _around(form, path) for asked in _asks(form, node, "relevant"))
    return tuple(dict.fromkeys(found))


def _relevance(run: FormRun) -> Mapping[str, bool]:
    """Return what is known of relevance by plan path: of a repeat's rows, whether of any."""
    found: dict[str, bool] = {}
    for path, relevant in (
        *((section.path, section.relevant) for section in run.sections),
        *((item.path, item.relevant) for item in run.items()),
    ):
        found[plan_of(path)] = found.get(plan_of(path), False) or relevant
    return found


def _is_printed(form: CompiledForm, node: Node, relevant: Mapping[str, bool]) -> bool:
    """Whether the question is asked now, or may be once others are answered."""
    for outer in reversed(list(_around(form, node.path))):
        if _asks(form, outer, "relevant"):
            return True
        if "relevant" in outer.expressions and not relevant.get(outer.path, True):
            return False
    return True


def _around(form: CompiledForm, path: str) -> Iterator[Node]:
    """Yield a question and the groups around it, inmost first."""
    while path in form.by_path:
        node = form.by_path[path]
        yield node
        path = node.parent


def _asks(form: CompiledForm, node: Node, slot: str) -> tuple[str, ...]:
    """Return the questions that a node's slot rests on, through calculations too."""
    found: dict[str, None] = {}
    waiting = list(_reads(node, slot))
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
    return expression.questions if expression else ()
