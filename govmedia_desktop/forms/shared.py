"""What follows from a form alone: found once, shared by all that is filled in under it."""

from govmedia_desktop.forms.compiled import TABLE_LABEL, CompiledForm, Node
from govmedia_desktop.forms.graph import Graph
from govmedia_desktop.forms.locations import is_at_or_under
from govmedia_desktop.forms.resting import Resting

_KEPT = "shared"


class Shared:
    """Nothing in it changes while forms are filled in."""

    def __init__(self, form: CompiledForm) -> None:
        self.graph = Graph(form)
        self.resting = Resting(form)
        self.fleeting = frozenset(n.path for n in form.nodes if _is_fleeting(n, form))
        """Where more than its own path, and what it is judged by, makes a node read anew."""
        self.table_notes = {n.parent: n.name for n in form.nodes if n.name.startswith(TABLE_LABEL)}
        """Path of a table of questions → the name of the note that holds its label."""
        self.carried = frozenset(n.path for n in form.nodes if n.rules.get("carry") == "yes")
        """What the previous inspection may prefill."""


def shared(form: CompiledForm) -> Shared:
    """Return what follows from the form alone; it is found once and kept with the form."""
    kept = vars(form)
    if _KEPT not in kept:
        kept[_KEPT] = Shared(form)
    found: Shared = kept[_KEPT]
    return found


def _is_fleeting(node: Node, form: CompiledForm) -> bool:
    around = [n for n in form.nodes if n.holds_others and is_at_or_under(node.path, n.path)]
    if any("readonly" in n.expressions for n in around):
        return True
    notes = (n for n in form.nodes if n.parent == node.path and n.name.startswith(TABLE_LABEL))
    worded = [*around, *notes] if node.holds_others else [node]
    return any(not isinstance(piece, str) for n in worded for t in n.texts.values() for piece in t)
