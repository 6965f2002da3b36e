"""Turns an ODK expression, once, into XPath 1.0 that lxml evaluates with the same meaning.

What plain XPath 1.0 would get silently wrong is written differently, by the kinds that the form's
questions have: dates compare and add as days since 1970-01-01 (as text they are NaN, false both
ways); a question where a truth value is wanted is asked for its value (its node always exists);
`true`/`false` results of calculations are compared as such; `current()` becomes `$current`;
overloaded and missing functions become extension functions (`gm:`). The form and its choice lists
are one document: `/data/x` becomes `/run/data/x`, `instance('l')` `/run/instance[@id='l']`,
`today()` `/run/@today`, `random()` draws from `/run/@seed`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from govmedia_desktop.forms.calls import checked, is_shuffled
from govmedia_desktop.forms.functions import FUNCTIONS, Kind
from govmedia_desktop.forms.parser import (
    Binary,
    Call,
    ExpressionError,
    Filter,
    Literal,
    Negation,
    Number,
    Path,
    Step,
    Tree,
    parse,
)
from govmedia_desktop.forms.xform import RawText

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
_SELF = Path(False, None, (Step("self", "node()"),))
_ORDERED = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True)
class Translated:
    """The XPath, what it gives, and the paths of the questions it reads."""

    xpath: str
    kind: Kind
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Scope:
    """What a translation must know of the form around it.

    `kinds`: path of every leaf → kind of its value. `lists`: path of a select → id of its choice
    list. `instances`: ids of the secondary instances. `texts`: id → text, for jr:itext().
    """

    kinds: Mapping[str, Kind]
    lists: Mapping[str, str] = field(default_factory=dict)
    instances: frozenset[str] = frozenset()
    texts: Mapping[str, RawText] = field(default_factory=dict)

    def leaves(self, path: str) -> tuple[str, ...]:
        """Return the leaves at and beneath the path; empty if the form has no such node."""
        if path in self.kinds:
            return (path,)
        return tuple(leaf for leaf in self.kinds if leaf.startswith(f"{path}/"))


@dataclass(frozen=True)
class _Piece:
    xpath: str
    kind: Kind
    leaf: bool = False
    """Whether it is the node of a question itself."""
    literal: str | None = None

    @property
    def nodes(self) -> "_Piece":
        """The piece itself; raises ExpressionError where it is no node set."""
        if not self.leaf and self.kind is not Kind.NODES:
            raise ExpressionError(f"“{self.literal or self.xpath}”不是题目，这里要写题目")
        return self


def translate(text: str, scope: Scope, context: str, wanted: Kind | None = None) -> Translated:
    """Return the expression as seen from the node at `context`, as a value of the wanted kind.

    `wanted` TEXT, NUMBER, BOOLEAN or DATE converts the result; NODES and None leave it.
    Raises ExpressionError naming what is wrong.
    """
    translation = _Translation(scope, context)
    piece = translation.piece(parse(text), context)
    kind = Kind.BOOLEAN if wanted is Kind.BOOLEAN else piece.kind
    reads = tuple(dict.fromkeys(translation.reads))
    return Translated(_converted(piece, wanted), kind, reads)


def _converted(piece: _Piece, wanted: Kind | None) -> str:
    if wanted is Kind.BOOLEAN:
        return f"boolean({_truth(piece)})"
    if wanted is Kind.NUMBER:
        return _number(piece)
    if wanted is Kind.DATE and piece.kind is Kind.NUMBER:
        return f"gm:date({piece.xpath})"
    if wanted in (Kind.TEXT, Kind.DATE):
        return f"string({piece.xpath})" if piece.leaf else f"gm:stored({piece.xpath})"
    return piece.xpath


def _truth(piece: _Piece) -> str:
    if piece.kind is Kind.NUMBER:
        return f"boolean(number({piece.xpath}))"
    if not piece.leaf:
        return piece.xpath
    return f"({piece.xpath} = 'true')" if piece.kind is Kind.BOOLEAN else f"({piece.xpath} != '')"


def _number(piece: _Piece) -> str:
    return piece.xpath if piece.kind is Kind.NUMBER else f"gm:number({piece.xpath})"


def _is_date(piece: _Piece) -> bool:
    if piece.literal is not None:
        return _ISO_DATE.fullmatch(piece.literal) is not None
    return piece.kind is Kind.DATE


class _Translation:
    def __init__(self, scope: Scope, context: str) -> None:
        self._scope = scope
        self._current = context
        self._predicate = 0
        self._chances = 0
        self._told: set[str] = set()
        """Ids of the texts that are being put in: none may hold itself."""
        self.reads: list[str] = []

    def piece(self, tree: Tree, context: str | None) -> _Piece:
        """Return the translation of a tree; `context` None: within a choice list."""
        match tree:
            case Literal(text):
                piece = _Piece(_quoted(text), Kind.TEXT, literal=text)
            case Number(text):
                piece = _Piece(text, Kind.NUMBER)
            case Negation(operand):
                piece = _Piece(f"(-{_number(self.piece(operand, context))})", Kind.NUMBER)
            case Filter(operand, predicates):
                inner = self.piece(operand, context).nodes
                written = self._predicates(predicates, None)
                _check_shuffled(operand, written)
                piece = _Piece(f"({inner.xpath}){written}", Kind.NODES)
            case Binary():
                piece = self._binary(tree, context)
            case Call():
                piece = self._call(tree, context)
            case Path():
                piece = self._path(tree, context)
        return piece

    def _binary(self, tree: Binary, context: str | None) -> _Piece:
        left, right = self.piece(tree.left, context), self.piece(tree.right, context)
        operator = tree.operator
        if operator == "|":
            return _Piece(f"({left.nodes.xpath} | {right.nodes.xpath})", Kind.NODES)
        if operator in ("and", "or"):
            return _Piece(f"({_truth(left)} {operator} {_truth(right)})", Kind.BOOLEAN)
        if operator in ("=", "!="):
            return _equality(operator, left, right)
        if operator in _ORDERED:
            return _order(operator, left, right)
        return _Piece(f"({_number(left)} {operator} {_number(right)})", Kind.NUMBER)

    def _call(self, tree: Call, context: str | None) -> _Piece:
        function = checked(tree)
        special = {
            "current": self._to_current,
            "instance": self._to_instance,
            "jr:choice-name": self._choice_name,
            "jr:itext": self._itext,
            "pulldata": self._later,
            "indexed-repeat": self._later,
            "last": lambda *_: _Piece("last()" if self._predicate else "1", Kind.NUMBER),
            "today": lambda *_: _Piece("string(/run/@today)", Kind.DATE),
            "now": lambda *_: _Piece("string(/run/@now)", Kind.DATE),
        }.get(tree.name)
        if special:
            return special(tree, context)
        own = function.own and not (tree.name == "position" and self._predicate)
        given = tree.arguments or ((_SELF,) if own else ())
        arguments = [self._argument(tree, argument, context) for argument in given]
        kinds = (function.takes[min(n, len(function.takes) - 1)] for n in range(len(arguments)))
        written = [_argument(*pair) for pair in zip(arguments, kinds, strict=True)]
        if tree.name == "once":
            written.insert(0, "$current")
        if function.chance:
            written = [*self._drawn(), *written]
        if tree.name == "randomize" and len(arguments) == 1:
            written.append(f"gm:uuid({', '.join(self._drawn())})")
        position = tree.name == "position" and not arguments
        name = tree.name if function.core or position else f"gm:{tree.name}"
        kind = function.gives or _joined(arguments[len(function.takes) - 1 :])
        return _Piece(f"{name}({', '.join(written)})", kind)

    def _drawn(self) -> list[str]:
        """Return what chance rests on, another for every call."""
        self._chances += 1
        place = "position()" if self._predicate else "1"
        return ["$current", "string(/run/@seed)", f"'{self._chances}'", place]

    def _argument(self, call: Call, argument: Tree, context: str | None) -> _Piece:
        """Return an argument's piece; where nodes are only counted, their values are not read."""
        known = len(self.reads)
        piece = self.piece(argument, context)
        takes = FUNCTIONS[call.name].takes
        if call.name == "randomize" and argument is call.arguments[0]:
            piece = piece.nodes
        if takes == "o":
            piece = piece.nodes
            if isinstance(argument, Path) and not any(s.predicates for s in argument.steps):
                del self.reads[known:]
        return piece

    def _to_current(self, _: Call, __: str | None) -> _Piece:
        return self._leaf("$current", self._current)

    def _to_instance(self, tree: Call, _: str | None) -> _Piece:
        argument = tree.arguments[0]
        name = argument.text if isinstance(argument, Literal) else None
        if name not in self._scope.instances:
            raise ExpressionError(f"没有名为“{name}”的选项列表，请检查instance()里的名称")
        return _Piece(f"/run/instance[@id={_quoted(name or '')}]", Kind.NODES)

    def _choice_name(self, tree: Call, context: str | None) -> _Piece:
        value, question = tree.arguments
        path = question.text.strip() if isinstance(question, Literal) else ""
        listed = self._scope.lists.get(path)
        if listed is None:
            raise ExpressionError("jr:choice-name的第二项应是加引号的选择题，如'${题目名}'")
        items = f"/run/instance[@id={_quoted(listed)}]/root/item"
        xpath = f"gm:choice-name({self.piece(value, context).xpath}, {items})"
        return _Piece(xpath, Kind.TEXT)

    def _itext(self, tree: Call, context: str | None) -> _Piece:
        argument = tree.arguments[0]
        name = argument.text if isinstance(argument, Literal) else ""
        text = self._scope.texts.get(name)
        if text is None or name in self._told:
            raise ExpressionError(f"没有编号为“{name}”的文字，请检查jr:itext()里的编号")
        self._told.add(name)
        pieces = [
            _quoted_parts(piece)
            if isinstance(piece, str)
            else _converted(self.piece(parse(piece.expression), context), Kind.TEXT)
            for piece in text
        ]
        self._told.discard(name)
        return _Piece(f"concat('', '', {', '.join(pieces)})", Kind.TEXT)

    def _later(self, tree: Call, _: str | None) -> _Piece:
        raise ExpressionError(f"本版本还不支持函数“{tree.name}”")

    def _path(self, tree: Path, context: str | None) -> _Piece:
        xpath, place = self._start(tree, context)
        written: list[str] = [xpath] if xpath else []
        for step in tree.steps:
            place = _after(place, step)
            written.append(_written(step) + self._predicates(step.predicates, place))
        _check_shuffled(tree.start, "/".join(written[1:]))
        return self._leaf("/".join(written), place)

    def _start(self, tree: Path, context: str | None) -> tuple[str, str | None]:
        """Return the XPath and the place that a path's steps begin from."""
        if tree.absolute:
            return "/run", ""
        if tree.start is None:
            return "", context
        if tree.start == Call("current", ()):
            return "$current", self._current
        return self.piece(tree.start, context).nodes.xpath, None

    def _leaf(self, xpath: str, place: str | None) -> _Piece:
        """Return the piece of a path that leads to `place` (None: not one of the form's nodes)."""
        if place is None:
            return _Piece(xpath, Kind.NODES)
        known = place.rstrip("*")
        leaves = self._scope.leaves(known.rstrip("/"))
        if not leaves and known not in ("", "/"):
            raise ExpressionError(f"表中没有“{place.rsplit('/', 1)[-1]}”这道题，请检查名称")
        self.reads.extend(leaves or self._scope.kinds)
        kind = self._scope.kinds.get(place)
        return _Piece(xpath, kind or Kind.NODES, leaf=kind is not None)

    def _predicates(self, predicates: Iterable[Tree], place: str | None) -> str:
        context = place if place is None or "*" not in place else None
        self._predicate += 1
        pieces = [self.piece(predicate, context) for predicate in predicates]
        self._predicate -= 1
        return "".join(f"[{_truth(piece) if piece.leaf else piece.xpath}]" for piece in pieces)


def _argument(piece: _Piece, taken: str) -> str:
    if taken == "b" or (taken == "v" and piece.kind is Kind.BOOLEAN):
        return f"boolean({_truth(piece)})"
    if taken == "c" and (not piece.leaf or piece.kind in (Kind.BOOLEAN, Kind.NUMBER)):
        return piece.xpath if piece.kind is Kind.NODES else f"boolean({_truth(piece)})"
    if taken == "n":
        return f"number({piece.xpath})" if piece.kind is Kind.NUMBER else _number(piece)
    if taken == "t" and piece.kind is Kind.NUMBER and not piece.leaf:
        return f"gm:string({piece.xpath})"
    return f"string({piece.xpath})" if taken == "v" and piece.leaf else piece.xpath


def _joined(pieces: list[_Piece]) -> Kind:
    kinds = {piece.kind for piece in pieces if piece.literal != ""}
    return kinds.pop() if len(kinds) == 1 and Kind.NODES not in kinds else Kind.TEXT


def _equality(operator: str, left: _Piece, right: _Piece) -> _Piece:
    sides = (left, right)
    if any(p.kind is Kind.BOOLEAN and not p.leaf for p in sides):
        xpath = f"boolean({_truth(left)}) {operator} boolean({_truth(right)})"
    elif _need_values(sides):
        same = f"gm:same({left.xpath}, {right.xpath})"
        xpath = same if operator == "=" else f"not({same})"
    else:
        xpath = f"{left.xpath} {operator} {right.xpath}"
    return _Piece(f"({xpath})", Kind.BOOLEAN)


def _need_values(sides: tuple[_Piece, _Piece]) -> bool:
    """Whether texts would compare wrongly: dates, and numbers as 5 and 5.0."""
    if any(side.literal == "" for side in sides):
        return False
    dates = any(_is_date(side) for side in sides)
    return dates or all(side.kind is Kind.NUMBER and side.leaf for side in sides)


def _order(operator: str, left: _Piece, right: _Piece) -> _Piece:
    return _Piece(f"({_number(left)} {operator} {_number(right)})", Kind.BOOLEAN)


def _check_shuffled(start: Tree | None, written: str) -> None:
    """Shuffled nodes are copies (`extensions.nodesets`): from them no way leads to the form."""
    if "/run" in written and is_shuffled(start):
        raise ExpressionError("randomize()后面的条件不能引用题目，请把条件写在randomize()的括号里")


def _quoted_parts(text: str) -> str:
    """Return a text that may hold both kinds of quotes, as arguments of concat()."""
    return ", ".join(_quoted(part) for part in re.split("(')", text))


def _quoted(text: str) -> str:
    return f'"{text}"' if "'" in text else f"'{text}'"


def _after(place: str | None, step: Step) -> str | None:
    """Return where a step leads from a place: a path, one ending in `*`, or None (elsewhere)."""
    if place is None or step.axis == "attribute":
        return None
    if place.endswith("*"):
        return place
    if step.axis == "self":
        return place
    if step.axis == "parent":
        return place.rpartition("/")[0]
    if step.axis == "child" and not step.test.endswith(("*", "()")):
        return f"{place}/{step.test}"
    return f"{place}/*" if step.axis in ("child", "descendant-or-self", "descendant") else "/*"


def _written(step: Step) -> str:
    if step.axis == "self" and step.test == "node()":
        return "."
    if step.axis == "parent" and step.test == "node()":
        return ".."
    if step.axis == "attribute":
        return f"@{step.test}"
    return step.test if step.axis == "child" else f"{step.axis}::{step.test}"
