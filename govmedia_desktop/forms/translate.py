"""Turns an ODK expression, once, into XPath 1.0 that lxml evaluates with the same meaning.

`forms.pieces` says how kinds of values meet, `forms.locations` where paths lead. `current()`
becomes `$current`; overloaded and missing functions become extension functions (`gm:`). The form
and its choice lists are one document: `/data/x` becomes `/run/data/x`, `instance('l')`
`/run/instance[@id='l']`, `today()` `/run/@today`; `random()` draws from `/run/@seed`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from govmedia_desktop.forms.calls import checked, is_shuffled
from govmedia_desktop.forms.extensions.nodesets import OFF
from govmedia_desktop.forms.functions import FUNCTIONS, Kind
from govmedia_desktop.forms.locations import PREVIOUS, SEED, Place, Read, Scope, own_row
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
from govmedia_desktop.forms.pieces import (
    Piece,
    argument,
    binary,
    converted,
    joined,
    number,
    quoted,
    quoted_parts,
    truth,
)

_PLAIN = ("child", "parent", "self")
_SELF = Path(False, None, (Step("self", "node()"),))


@dataclass(frozen=True)
class Translated:
    """The XPath, what it gives, and what it depends on."""

    xpath: str
    kind: Kind
    reads: tuple[Read, ...]


def translate(
    text: str, scope: Scope, context: str, wanted: Kind | None = None, *, strict: bool = True
) -> Translated:
    """Return the expression as seen from the node at `context`, as a value of the wanted kind.

    `wanted` TEXT, NUMBER, BOOLEAN or DATE converts the result; NODES and None leave it. A path
    that leads to no question is wrong where `strict`, else it finds nothing.
    Raises ExpressionError naming what is wrong.
    """
    translation = _Translation(scope, context, strict=strict)
    piece = translation.piece(parse(text), translation.current)
    kind = Kind.BOOLEAN if wanted is Kind.BOOLEAN else piece.kind
    return Translated(converted(piece, wanted), kind, tuple(dict.fromkeys(translation.reads)))


class _Translation:
    def __init__(self, scope: Scope, context: str, *, strict: bool) -> None:
        self._scope, self._strict = scope, strict
        self.current = Place(context, scope.row_around(context))
        self._predicate = 0
        self._counted = False
        self._chances = 0
        self._told: set[str] = set()
        """Ids of the texts that are being put in: none may hold itself."""
        self.reads: list[Read] = []

    def piece(self, tree: Tree, context: Place | None) -> Piece:
        """Return the translation of a tree; `context` None: within a choice list."""
        match tree:
            case Literal(text):
                piece = Piece(quoted(text), Kind.TEXT, literal=text)
            case Number(text):
                piece = Piece(text, Kind.NUMBER)
            case Negation(operand):
                piece = Piece(f"(-{number(self.piece(operand, context))})", Kind.NUMBER)
            case Filter(operand, predicates):
                inner = self.piece(operand, context).nodes
                written = self._predicates(predicates, None)
                _check_shuffled(operand, written)
                piece = Piece(f"({inner.xpath}){written}", Kind.NODES)
            case Binary(operator, left, right):
                piece = binary(operator, self.piece(left, context), self.piece(right, context))
            case Call():
                piece = self._call(tree, context)
            case Path():
                piece = self._path(tree, context)
        return piece

    # functions

    def _call(self, tree: Call, context: Place | None) -> Piece:
        function = checked(tree)
        special = {
            "current": self._to_current,
            "instance": self._to_instance,
            "indexed-repeat": self._indexed,
            "pulldata": self._pulled,
            "jr:choice-name": self._choice_name,
            "jr:itext": self._itext,
            "last": lambda *_: Piece("last()" if self._predicate else "1", Kind.NUMBER),
            "today": lambda *_: Piece("string(/run/@today)", Kind.DATE),
            "now": lambda *_: Piece("string(/run/@now)", Kind.DATE),
            "version": lambda *_: Piece("string(/run/@version)", Kind.TEXT),
        }.get(tree.name)
        if special:
            return special(tree, context)
        own = function.own and not (tree.name == "position" and self._predicate)
        given = tree.arguments or ((_SELF,) if own else ())
        arguments = [self._argument(tree, given_, context) for given_ in given]
        kinds = (function.takes[min(n, len(function.takes) - 1)] for n in range(len(arguments)))
        written = [argument(*pair) for pair in zip(arguments, kinds, strict=True)]
        if tree.name == "once":
            written.insert(0, "$current")
        if function.chance:
            written = [*self._drawn(), *written]
        if tree.name == "randomize" and len(arguments) == 1:
            written.append(f"gm:uuid({', '.join(self._drawn())})")
        position = tree.name == "position" and not arguments
        name = tree.name if function.core or position else f"gm:{tree.name}"
        kind = function.gives or joined(arguments[len(function.takes) - 1 :])
        return Piece(f"{name}({', '.join(written)})", kind)

    def _drawn(self) -> list[str]:
        """Return what chance rests on, another for every call."""
        self._chances += 1
        place = "position()" if self._predicate else "1"
        return ["$current", f"string({SEED})", f"'{self._chances}'", place]

    def _argument(self, call: Call, tree: Tree, context: Place | None) -> Piece:
        """Return an argument's piece; where nodes are only counted, their values are not read."""
        if FUNCTIONS[call.name].takes != "o":
            piece = self.piece(tree, context)
            nodes_wanted = call.name == "randomize" and tree is call.arguments[0]
            return piece.nodes if nodes_wanted else piece
        before, self._counted = self._counted, True
        known = len(self.reads)
        piece = self.piece(tree, context).nodes
        self._counted = before
        if call.name == "position":  # rows that are not relevant keep their places
            self.reads[known:] = [r for r in self.reads[known:] if r.slot != "relevant"]
        return piece

    def _to_current(self, _: Call, __: Place | None) -> Piece:
        return self._leaf("$current", self.current)

    def _to_instance(self, tree: Call, _: Place | None) -> Piece:
        return Piece(f"/run/instance[@id={quoted(self._instance(tree.arguments[0]))}]", Kind.NODES)

    def _instance(self, tree: Tree) -> str:
        name = tree.text if isinstance(tree, Literal) else ""
        if name not in self._scope.instances:
            raise ExpressionError(f"没有名为“{name}”的选项列表，请检查instance()里的名称")
        return name

    def _pulled(self, tree: Call, context: Place | None) -> Piece:
        items = f"/run/instance[@id={quoted(self._instance(tree.arguments[0]))}]/root/item"
        written = [argument(self.piece(given, context), "t") for given in tree.arguments[1:]]
        return Piece(f"gm:pulldata({', '.join([items, *written])})", Kind.TEXT)

    def _indexed(self, tree: Call, context: Place | None) -> Piece:
        """`indexed-repeat(question, repeat, n, …)`: the question in the n-th row of the repeat."""
        pairs = tree.arguments[1:]
        if len(pairs) % 2:
            raise ExpressionError("indexed-repeat()的每个重复组后面要有一个序号，请补上")
        question = self._place_of(tree.arguments[0], context)
        numbered = {
            self._place_of(pairs[n], context).path: pairs[n + 1] for n in range(0, len(pairs), 2)
        }
        xpath, within, done = self._row_start(min(numbered, key=len))
        for repeat in sorted(numbered, key=len):
            if repeat not in self._scope.repeats or not question.path.startswith(f"{repeat}/"):
                raise ExpressionError(
                    "indexed-repeat()的重复组要是第一项那道题所在的重复组，请检查"
                )
            row = argument(self.piece(numbered[repeat], context), "n")
            xpath, done = f"gm:indexed({xpath}{repeat[len(done) :]}, {row})", repeat
        self.reads.extend(Place(question.path, within).reads(self._scope, counted=False))
        kind = self._scope.kinds.get(question.path, Kind.NODES)
        return Piece(f"{xpath}{question.path[len(done) :]}", kind, leaf=True)

    def _row_start(self, repeat: str) -> tuple[str, str, str]:
        """Return the XPath to begin from towards a repeat, the own row around it, what is done."""
        steps = tuple(Step("child", name) for name in repeat.split("/")[1:])
        xpath, place, _ = self._absolute_start(Path(True, None, steps))
        return xpath, place.within, place.path

    def _place_of(self, tree: Tree, context: Place | None) -> Place:
        """Return where a plain path leads, as one that touches all rows."""
        place = Place("") if isinstance(tree, Path) and tree.absolute else context
        for step in tree.steps if isinstance(tree, Path) and tree.start is None else ():
            place = place and place.after(step, self._scope)
        if place is None or not isinstance(tree, Path) or not self._scope.knows(place.path):
            raise ExpressionError("indexed-repeat()里要写题目和重复组，如${题目名}、${重复组名}")
        return Place(place.path)

    def _choice_name(self, tree: Call, context: Place | None) -> Piece:
        value, question = tree.arguments
        path = question.text.strip() if isinstance(question, Literal) else ""
        listed = self._scope.lists.get(self._absolute(path, context))
        if listed is None:
            raise ExpressionError("jr:choice-name的第二项应是加引号的选择题，如'${题目名}'")
        items = f"/run/instance[@id={quoted(listed)}]/root/item"
        xpath = f"gm:choice-name({self.piece(value, context).xpath}, {items})"
        return Piece(xpath, Kind.TEXT)

    def _itext(self, tree: Call, context: Place | None) -> Piece:
        argument = tree.arguments[0]
        name = argument.text if isinstance(argument, Literal) else ""
        text = self._scope.texts.get(name)
        if text is None and not self._strict:
            return Piece("''", Kind.TEXT)
        if text is None or name in self._told:
            raise ExpressionError(f"没有编号为“{name}”的文字，请检查jr:itext()里的编号")
        self._told.add(name)
        pieces = [
            quoted_parts(piece)
            if isinstance(piece, str)
            else converted(self.piece(parse(piece.expression), context), Kind.TEXT)
            for piece in text
        ]
        self._told.discard(name)
        return Piece(f"concat('', '', {', '.join(pieces)})", Kind.TEXT)

    def _absolute(self, path: str, context: Place | None) -> str:
        if path.startswith("/") or not path:
            return path
        tree = parse(path)
        return self._place_of(tree, context).path

    # paths

    def _path(self, tree: Path, context: Place | None) -> Piece:
        xpath, place, steps = self._start(tree, context)
        written: list[str] = [xpath] if xpath else []
        for step in steps:
            place = place and place.after(step, self._scope)
            written.append(_written(step) + self._predicates(step.predicates, place))
        _check_shuffled(tree.start, "/".join(written[1:]))
        return self._leaf("/".join(written), place, single=self._is_single(tree, steps, context))

    def _is_single(self, tree: Path, steps: tuple[Step, ...], context: Place | None) -> bool:
        """Whether a path leads to one node at most: by name, into no rows but the own ones."""
        _, place, _ = self._start(tree, context) if tree.start is None else ("", self.current, ())
        if tree.start not in (None, Call("current", ())) or (place is None and len(steps) > 1):
            return False
        for step in steps:
            if step.predicates or step.test.endswith("*") or step.axis not in _PLAIN:
                return False
            place = place and place.after(step, self._scope)
            if step.axis == "child" and place and place.path in self._scope.repeats:
                return False
        return True

    def _start(
        self, tree: Path, context: Place | None
    ) -> tuple[str, Place | None, tuple[Step, ...]]:
        """Return the XPath and the place that a path begins from, and the steps left to go."""
        if tree.absolute:
            return self._absolute_start(tree)
        if tree.start is None:
            return "", context, tree.steps
        if tree.start == Call("current", ()):
            return "$current", self.current, tree.steps
        last_saved = tree.start == Call("instance", (Literal(PREVIOUS),))
        before, self._counted = self._counted, False
        xpath = self.piece(tree.start, context).nodes.xpath
        self._counted = before
        return xpath, Place("", previous=True) if last_saved else None, tree.steps

    def _absolute_start(self, tree: Path) -> tuple[str, Place, tuple[Step, ...]]:
        repeat = own_row(tree, self.current, self._scope)
        if not repeat:
            return "/run", Place(""), tree.steps
        up = self.current.path.count("/") - repeat.count("/")
        xpath = "/".join(["$current", *[".."] * up])
        return xpath, Place(repeat, repeat), tree.steps[repeat.count("/") :]

    def _leaf(self, xpath: str, place: Place | None, *, single: bool = False) -> Piece:
        """Return the piece of a path that leads to `place` (None: not one of the form's nodes)."""
        if place is None:
            return Piece(xpath, Kind.NODES, single=single)
        if not self._scope.knows(place.known):
            if not self._strict:
                return Piece(xpath, Kind.NODES)
            name = place.path.rpartition("/")[2]
            raise ExpressionError(f"表中没有“{name}”这道题，请检查名称")
        self.reads.extend(place.reads(self._scope, counted=self._counted))
        kind = self._scope.kinds.get(place.path)
        return Piece(xpath, kind or Kind.NODES, leaf=kind is not None, single=single)

    def _predicates(self, predicates: Iterable[Tree], place: Place | None) -> str:
        context = place if place is None or "*" not in place.path else None
        before, self._counted = self._counted, False
        self._predicate += 1
        pieces = [self.piece(predicate, context) for predicate in predicates]
        self._predicate -= 1
        self._counted = before
        return "".join(f"[{truth(piece) if piece.leaf else piece.xpath}]" for piece in pieces)


def _check_shuffled(start: Tree | None, written: str) -> None:
    """Shuffled nodes are copies (`extensions.nodesets`): from them no way leads to the form."""
    if "/run" in written and is_shuffled(start):
        raise ExpressionError("randomize()后面的条件不能引用题目，请把条件写在randomize()的括号里")


def _written(step: Step) -> str:
    if step.axis == "self" and step.test == "node()":
        return "."
    if step.axis == "parent" and step.test == "node()":
        return ".."
    if step.axis == "attribute":
        return f"@{step.test}"
    test = f"*[not(starts-with(name(), '{OFF}'))]" if step.test == "*" else step.test
    return test if step.axis == "child" else f"{step.axis}::{test}"
