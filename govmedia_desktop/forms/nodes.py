"""Makes a form's nodes out of its XForm, translating every expression of theirs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from govmedia_desktop.forms.checks import EXPRESSIONS, PROSE
from govmedia_desktop.forms.compiled import (
    GIVING,
    NAMING,
    PLACEHOLDER,
    TABLE_LABEL,
    Expression,
    Node,
    Text,
)
from govmedia_desktop.forms.extensions import NAMESPACE
from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.functions import Kind
from govmedia_desktop.forms.locations import PREVIOUS, Scope, is_at_or_under
from govmedia_desktop.forms.parser import ExpressionError
from govmedia_desktop.forms.places import Places
from govmedia_desktop.forms.translate import translate
from govmedia_desktop.forms.xform import Control, Output, RawText, XForm

_INPUTS = {
    "string": "text", "int": "integer", "decimal": "decimal", "date": "date", "time": "time",
    "dateTime": "datetime", "barcode": "barcode", "geopoint": "geopoint", "geotrace": "geotrace",
    "geoshape": "geoshape",
}  # fmt: skip
_VALUE_KINDS = {
    "int": Kind.NUMBER, "decimal": Kind.NUMBER, "date": Kind.DATE, "time": Kind.DATE,
    "dateTime": Kind.DATE,
}  # fmt: skip
_CONTROLS = {
    "select1": "select_one", "select": "select_multiple", "rank": "rank", "range": "range",
    "trigger": "acknowledge",
}  # fmt: skip
_UPLOADS = {"image": "image", "audio": "audio", "video": "video"}
_BIND_SLOTS = {
    "relevant": ("relevant", Kind.BOOLEAN),
    "required": ("required", Kind.BOOLEAN),
    "readonly": ("readonly", Kind.BOOLEAN),
    "constraint": ("constraint", Kind.BOOLEAN),
    "gm:fails": ("fails", Kind.BOOLEAN),
    "gm:points": ("points", Kind.NUMBER),
    "gm:warns": ("warns", Kind.BOOLEAN),
}


def _whole(expression: Expression) -> Expression:
    """Return what gives a whole number's text (JavaRosa, `IAnswerData.wrapData`)."""
    return replace(expression, xpath=f"gm:stored(gm:int(gm:number({expression.xpath})))")


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
    repeats = frozenset(p for p, control in xform.controls.items() if control.tag == "repeat")
    texts = {name: forms[""] for name, forms in xform.texts.items() if "" in forms}
    return Scope(kinds, lists, frozenset({*xform.lists, PREVIOUS}), repeats, texts)


class NodeMaker:
    """Makes the nodes of one form; what is wrong with them gathers in `faults`."""

    def __init__(self, xform: XForm, places: Places) -> None:
        self.faults: list[Fault] = []
        self.choice_texts: dict[str, Text] = {}
        self._xform, self._places = xform, places
        leaves = {
            path: element.text or ""
            for path, element in xform.paths()
            if len(element) == 0 and self._tag(path) not in ("group", "repeat")
        }
        self._scope = scope_of(xform, _LeafKinds(xform, leaves))
        own = [p for p, e in xform.paths() if e.tag == "meta" and len(e) and not self._tag(p)]
        self._paths = [
            path for path, _ in xform.paths() if not any(is_at_or_under(path, meta) for meta in own)
        ]
        self._leaves = leaves

    def _tag(self, path: str) -> str:
        control = self._xform.controls.get(path)
        return control.tag if control else ""

    def nodes(self) -> tuple[Node, ...]:
        """Return the form's nodes; what is wrong with them is in `faults`."""
        for name, file in self._xform.outside.items():
            self._miss(name, file)
        for path, reason in self._xform.wrong.items():
            self._fault(path, "appearance", reason)
        for text_id, text in self._xform.choice_texts.items():
            self.choice_texts[text_id] = self._text(f"/{self._xform.instance.tag}", "type", text)
        nodes = tuple(self._node(path) for path in self._paths)
        names = Counter(node.name for node in nodes if not node.holds_others)
        for node in nodes:
            self._check_placeholders(node, names)
        return nodes

    def _miss(self, name: str, file: str) -> None:
        text = f"用到文件“{file}”，但没有和检查表一起给出，请把它放在同一文件夹再导入"
        users = [p for p, control in self._xform.controls.items() if control.items == name]
        bound = [
            (p, attribute)
            for p, bind in self._xform.binds.items()
            for attribute in ("calculate", "relevant", "constraint", "required")
            if f"'{name}'" in bind.get(attribute, "") or f'"{name}"' in bind.get(attribute, "")
        ]
        slots = {"calculate": "value"}
        places = [(p, "type") for p in users] or [(p, slots.get(a, a)) for p, a in bound[:1]]
        for path, slot in places:
            self._fault(path, slot, text)
        if not places:
            self.faults.append(self._places.fault_naming(name, text))

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
            choice_parts=("name", "label") if control is None else control.choice_parts,
            bounds={} if control is None else control.bounds,
            preload=f"{bind.get('jr:preload', '')} {bind.get('jr:preloadParams', '')}".strip(),
        )

    def _kind(self, path: str) -> str:
        bind, tag = self._xform.binds.get(path, {}), self._tag(path)
        if path not in self._leaves:
            return "repeat" if tag == "repeat" else "group"
        if tag == "":
            given = "calculate" if "calculate" in bind else "hidden"
            return "metadata" if "jr:preload" in bind else given
        if tag == "upload":
            media = self._xform.controls[path].media.partition("/")[0]
            return _UPLOADS.get(media, "file")
        named = path.rpartition("/")[2].startswith(TABLE_LABEL)
        if tag == "input" and (named or self._places.type_at(path).lower() == "note"):
            return "note"
        return _CONTROLS.get(tag) or _INPUTS.get(bind.get("type", "string"), "text")

    def _expressions(self, path: str, bind: Mapping[str, str]) -> dict[str, Expression]:
        wanted = Kind.DATE if bind.get("type") == "date" else Kind.TEXT
        control = self._xform.controls.get(path) or Control("", "", {})
        slots: list[tuple[str, str | None, Kind | None]] = [
            *((slot, bind.get(name), kind) for name, (slot, kind) in _BIND_SLOTS.items()),
            ("value", bind.get("calculate"), wanted),
            ("default", self._xform.defaults.get(path), wanted),
            ("triggered", self._triggered(path), wanted),
            ("count", control.count or None, Kind.NUMBER),
        ]
        found = {s: self._expression(path, s, text, k) for s, text, k in slots if text is not None}
        if bind.get("type") == "int":
            found.update({s: _whole(e) for s, e in found.items() if e and s in GIVING})
        if control.itemset and control.tag in ("select1", "select", "rank"):
            found["choices"] = self._choices(path, control)
        return {slot: expression for slot, expression in found.items() if expression}

    def _triggered(self, path: str) -> str | None:
        """Return what a question is set to.

        In a repeat pyxform writes paths as seen from the question that sets; ODK reads them from
        the one that is set (JavaRosa, `SetValueAction`). So those of the cell are taken.
        """
        expression = self._xform.triggered(path)
        if expression is None or ".." not in expression:
            return expression
        paths = {known.rpartition("/")[2]: known for known in self._paths}
        return self._places.expression_at(path, "triggered", paths)

    def _choices(self, path: str, control: Control) -> Expression | None:
        """Return the itemset's expression, which depends on what its labels show too."""
        found = self._expression(path, "choices", control.itemset, None)
        listed = self._xform.lists.get(control.items)
        ids = [] if listed is None else [item.findtext("itextId", "") for item in listed]
        pieces = (piece for text_id in ids for piece in self.choice_texts.get(text_id, ()))
        shown = [read for piece in pieces if not isinstance(piece, str) for read in piece.reads]
        if found is None:
            return None
        return replace(found, reads=tuple(dict.fromkeys([*found.reads, *shown])))

    def _expression(
        self, path: str, slot: str, text: str, wanted: Kind | None
    ) -> Expression | None:
        try:
            strict = slot in EXPRESSIONS  # elsewhere ODK lets such a path find nothing
            translated = translate(text, self._scope, path, wanted, strict=strict)
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
                count = names.get(name, 0) if slot in NAMING else 0
                found = f"有{count}道题都叫“{name}”" if count else f"没有“{name}”这道题"
                if count != 1:
                    self._fault(node.path, slot, f"表中{found}，{{}}里要写题目名")
