"""Evaluates single expressions over a few questions, without a workbook."""

from datetime import date

from govmedia_desktop.forms.compiled import CompiledForm, Expression, Node
from govmedia_desktop.forms.functions import Kind
from govmedia_desktop.forms.graph import Graph
from govmedia_desktop.forms.locations import Scope
from govmedia_desktop.forms.model import Model
from govmedia_desktop.forms.order import evaluation_order
from govmedia_desktop.forms.translate import translate
from govmedia_desktop.forms.world import World

KINDS = {
    "text": Kind.TEXT,
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "date": Kind.DATE,
    "select_one": Kind.TEXT,
    "select_multiple": Kind.TEXT,
}
ITEMS = (
    "<item><name>yes</name><label>有</label><since>2026-01-01</since></item>"
    "<item><name>no</name><label>没有</label><since>2026-12-01</since></item>"
)


def evaluated(
    expression: str, wanted: Kind = Kind.TEXT, *, drawn_from: str = "", **fields: tuple[str, str]
):
    """Return what the expression gives at 2026-11-21, seen from the node /data/here.

    `drawn_from`: the seed of chance. `fields`: name → (kind, value). A choice list `yn` and a
    select `/data/chosen` are there too.
    """
    fields = {"here": ("text", ""), "chosen": ("select_one", "")} | fields
    nodes = tuple(Node(f"/data/{name}", kind) for name, (kind, _) in fields.items())
    scope = Scope(
        {node.path: KINDS[node.kind] for node in nodes},
        {"/data/chosen": "yn"},
        frozenset({"yn"}),
    )
    elements = "".join(f"<{name}/>" for name in fields)
    document = (
        f"<run><data>{elements}</data><instance id='yn'><root>{ITEMS}</root></instance></run>"
    )
    form = CompiledForm("f", "1", "表", "", document, nodes, evaluation_order(nodes))
    model = Model(Graph(form), World(date(2026, 11, 21), seed=drawn_from))
    model.give({f"/data/{name}": value for name, (_, value) in fields.items()})
    found = translate(expression, scope, "/data/here", wanted)
    return model.evaluate(Expression(found.xpath, found.kind, found.reads), "/data/here")


def holds(expression: str, **fields: tuple[str, str]) -> bool:
    """Return the truth value that the expression gives."""
    return evaluated(expression, Kind.BOOLEAN, **fields)
