"""Makes a form's nodes out of its XForm, translating every expression of theirs."""

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from govmedia_desktop.forms.checks import EXPRESSIONS, PROSE
from govmedia_desktop.forms.compiled import PLACEHOLDER, Expression, Node, Text
from govmedia_desktop.forms.extensions import NAMESPACE
from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.functions import Kind
from govmedia_desktop.forms.parser import ExpressionError
from govmedia_desktop.forms.places import Places
from govmedia_desktop.forms.translate import Scope, translate
from govmedia_desktop.forms.xform import Output, RawText, XForm

_KINDS: dict[str, str] = {
    "string": "text", "int": "integer", "decimal": "decimal", "date": "date",
}  # fmt: skip
_VALUE_KINDS = {"int": Kind.NUMBER, "decimal": Kind.NUMBER, "date": Kind.DATE}
_SELECTS = {"select1": "select_one", "select": "select_multiple"}
_BIND_SLOTS = {
    "relevant": ("relevant", Kind.BOOLEAN),
    "required": ("required", Kind.BOOLEAN),
    "readonly": ("readonly", Kind.BOOLEAN),
    "constraint": ("constraint", Kind.BOOLEAN),
    "gm:fails": ("fails", Kind.BOOLEAN),
    "gm:points": ("points", Kind.NUMBER),
}


class _LeafKinds(Mapping[str, Kind]):
    """What each leaf's value is: as its bind says; of a calculation, as its expression gives."""

    def __init__(self, xform: XForm, leaves: Mapping[str, str]) -> None:
        self._xform, self._leaves = xform, leaves
        self._found: dict[str, Kind] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._leaves)

    def __len__(self) -> int:
        return len(self._leaves)

    def __contains__(self, path: object) -> bool:
        return path in self._leaves

    def __getitem__(self, path: str) -> Kind:
        if path not in self._found:
            self._leaves[path]
            bind = self._xform.binds.get(path, {})
            self._found[path] = _VALUE_KINDS.get(bind.get("type", ""), Kind.TEXT)
            if "calculate" in bind and self._found[path] is Kind.TEXT:
                self._found[path] = self._given(bind["calculate"], path)
        return self._found[path]

    def _given(self, calculation: str, path: str) -> Kind:
        try:
            kind = translate(calculation, scope_of(self._xform, self), path).kind
        except ExpressionError:
            return Kind.TEXT
        return Kind.TEXT if kind is Kind.NODES else kind


def scope_of(xform: XForm, kinds: Mapping[str, Kind]) -> Scope:
    """Return what the translator must know of the form."""
    lists = {path: control.items for path, control in xform.controls.items() if control.items}
    texts = {name: forms[""] for name, forms in xform.texts.items() if "" in forms}
    return Scope(kinds, lists, frozenset(xform.lists), texts)


class NodeMaker:
    """Makes the nodes of one form; what is wrong with them gathers in `faults`."""

    def __init__(self, xform: XForm, places: Places) -> None:
        self.faults: list[Fault] = []
        self._xform, self._places = xform, places
        meta = f"/{xform.instance.tag}/meta"
        paths = {p: e for p, e in xform.paths() if p != meta and not p.startswith(f"{meta}/")}
        self._paths = list(paths)
        self._leaves = {
            path: element.text or ""
            for path, element in paths.items()
            if len(element) == 0 and self._tag(path) not in ("group", "repeat")
        }
        self._scope = scope_of(xform, _LeafKinds(xform, self._leaves))

    def _tag(self, path: str) -> str:
        control = self._xform.controls.get(path)
        return control.tag if control else ""

    def nodes(self) -> tuple[Node, ...]:
        """Return the form's nodes; what is wrong with them is in `faults`."""
        for outside in self._xform.outside:
            self.faults.append(Fault("survey", "", f"暂不支持外部文件里的选项（{outside}）"))
        for path in self._xform.events:
            self._fault(path, "type", "暂不支持随另一题改变而赋值（trigger）")
        nodes = tuple(self._node(path) for path in self._paths)
        names = Counter(node.name for node in nodes if node.kind != "group")
        for node in nodes:
            self._check_placeholders(node, names)
        return nodes

    def _fault(self, path: str, slot: str, text: str) -> None:
        self.faults.append(self._places.fault(path, slot, text))

    def _node(self, path: str) -> Node:
        bind = self._xform.binds.get(path, {})
        control = self._xform.controls.get(path)
        texts = {**(control.texts if control else {}), **self._xform.messages.get(path, {})}
        return Node(
            path=path,
            kind=self._kind(path),
            texts={k: found for k, text in texts.items() if (found := self._text(path, k, text))},
            expressions=self._expressions(path, bind),
            rules={
                name.removeprefix("gm:"): text.strip()
                for name, text in bind.items()
                if name.startswith("gm:") and name.removeprefix("gm:") not in EXPRESSIONS
            },
            default=self._leaves.get(path, ""),
            appearance="" if control is None else control.appearance,
            items="" if control is None else control.items,
        )

    def _kind(self, path: str) -> str:
        bind, tag = self._xform.binds.get(path, {}), self._tag(path)
        kind = _KINDS.get(bind.get("type", "string"))
        if path not in self._leaves:
            kind = None if tag == "repeat" else "group"
        elif tag in _SELECTS:
            kind = _SELECTS[tag]
        elif tag == "":
            kind = "calculate" if "calculate" in bind else "hidden"
            kind = None if "jr:preload" in bind else kind
        elif tag != "input":
            kind = None
        elif self._places.type_at(path).lower() == "note":
            kind = "note"
        if kind is None:
            shown = self._places.type_at(path) or tag
            self._fault(path, "type", f"本版本还不支持题型“{shown}”，请改用别的题型")
        return kind or "text"

    def _expressions(self, path: str, bind: Mapping[str, str]) -> dict[str, Expression]:
        found: dict[str, Expression | None] = {}
        for attribute, (slot, kind) in _BIND_SLOTS.items():
            if attribute in bind:
                found[slot] = self._expression(path, slot, bind[attribute], kind)
        wanted = Kind.DATE if bind.get("type") == "date" else Kind.TEXT
        if "calculate" in bind:
            found["value"] = self._expression(path, "value", bind["calculate"], wanted)
        if path in self._xform.defaults:
            found["default"] = self._expression(path, "default", self._xform.defaults[path], wanted)
        control = self._xform.controls.get(path)
        if control and control.itemset:
            found["choices"] = self._expression(path, "choices", control.itemset, None)
        return {slot: expression for slot, expression in found.items() if expression}

    def _expression(
        self, path: str, slot: str, text: str, wanted: Kind | None
    ) -> Expression | None:
        try:
            translated = translate(text, self._scope, path, wanted)
            etree.XPath(translated.xpath, namespaces={"gm": NAMESPACE})
        except ExpressionError as error:
            self._fault(path, slot, str(error))
            return None
        except etree.XPathSyntaxError:
            self._fault(path, slot, f"表达式“{text.strip()}”写法不对，请检查")
            return None
        return Expression(translated.xpath, translated.kind, translated.reads)

    def _text(self, path: str, slot: str, text: RawText) -> Text:
        pieces = (
            self._expression(path, slot, piece.expression, Kind.TEXT)
            if isinstance(piece, Output)
            else piece
            for piece in text
        )
        return tuple(piece for piece in pieces if piece is not None)

    def _check_placeholders(self, node: Node, names: Mapping[str, int]) -> None:
        for slot in PROSE:
            for name in PLACEHOLDER.findall(node.rules.get(slot, "")):
                count = names.get(name, 0) if slot in ("explains", "passes") else 0
                found = f"有{count}道题都叫“{name}”" if count else f"没有“{name}”这道题"
                if count != 1:
                    self._fault(node.path, slot, f"表中{found}，{{}}里要写题目名")
