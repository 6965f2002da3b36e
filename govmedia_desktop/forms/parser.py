"""Reads an ODK XPath 1.0 expression into a tree (W3C XPath 1.0 §2, §3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


class ExpressionError(Exception):
    """The expression is wrong; the text says in Chinese what stands there and what to write."""


@dataclass(frozen=True)
class Literal:
    """A text in quotes."""

    text: str


@dataclass(frozen=True)
class Number:
    """A number as written."""

    text: str


@dataclass(frozen=True)
class Call:
    """A function call."""

    name: str
    arguments: tuple["Tree", ...]


@dataclass(frozen=True)
class Binary:
    """Two operands with `or and = != < <= > >= + - * div mod |` between them."""

    operator: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True)
class Negation:
    """An operand with a minus before it."""

    operand: "Tree"


@dataclass(frozen=True)
class Step:
    """One step of a path; `test` is a name, `*`, `prefix:*` or a node type such as `text()`."""

    axis: str
    test: str
    predicates: tuple["Tree", ...] = ()


@dataclass(frozen=True)
class Path:
    """A location path: absolute, or relative to `start`, or to the context node (None)."""

    absolute: bool
    start: "Tree | None"
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Filter:
    """An expression with predicates after it."""

    operand: "Tree"
    predicates: tuple["Tree", ...]


Tree: TypeAlias = Literal | Number | Call | Binary | Negation | Path | Filter

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<literal>"[^"]*"|'[^']*')
  | (?P<foreign>==|&&|\|\||[≥≤≠×÷])
  | (?P<symbol>\.\.|::|//|!=|<>|<=|>=|[()\[\].@,/|+\-=<>*])
  | (?P<name>[^\W\d][\w.\-·]*(?::(?!:)(?:[^\W\d][\w.\-·]*|\*))?)
    )""",
    re.VERBOSE,
)
_OPERATOR_NAMES = frozenset({"and", "or", "div", "mod"})
_BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ",", "/", "//", "|", "+", "-", "="}) | {
    "!=", "<", "<=", ">", ">=", "operator", "multiply",
}  # fmt: skip
_NODE_TYPES = frozenset({"text", "node", "comment", "processing-instruction"})
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
_DEEPEST = 30
_MOST_OPERATORS = 150
_FULL_WIDTH = dict(
    zip("（），＝＜＞！＋－＊／．［］｛｝＄“”‘’：", "(),=<>!+-*/.[]{}$\"\"'':", strict=True)
)


_FOREIGN = {"==": "=", "&&": "and", "||": "or", "≥": ">=", "≤": "<=", "≠": "!=", "×": "*"} | {
    "÷": "div"
}
"""Signs of other languages and of arithmetic → what ODK writes."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise ExpressionError(_stray(text[place:].lstrip()))
        if match.lastgroup == "foreign":
            sign = match["foreign"]
            raise ExpressionError(f"不认识“{sign}”，请改为“{_FOREIGN[sign]}”")
        tokens.append(_token(match.lastgroup, match[match.lastgroup], tokens))
        place = match.end()
    return tokens


def _stray(rest: str) -> str:
    character = rest[:1]
    if character in _FULL_WIDTH:
        return f"“{character}”是全角符号，请改为半角“{_FULL_WIDTH[character]}”"
    if character in "'\"":
        return f"从“{rest[:12]}”起引号没有成对，请补上另一半引号"
    return f"看不懂“{rest[:12]}”，请检查写法"


def _token(kind: str, text: str, before: Sequence[_Token]) -> _Token:
    """Tell operators from names and steps (XPath 1.0 §3.7)."""
    after_operand = bool(before) and before[-1].kind not in _BEFORE_OPERAND
    if text == "<>":  # Excel's spelling
        return _Token("!=", "!=")
    if text == "*" and kind == "symbol":
        return _Token("multiply", text) if after_operand else _Token("name", text)
    if kind == "name" and after_operand and text in _OPERATOR_NAMES:
        return _Token("operator", text)
    return _Token(text if kind == "symbol" else kind, text)


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._place = 0
        self._depth = 0
        self._operators = 0

    def whole(self) -> Tree:
        if not self._tokens:
            raise ExpressionError("表达式是空的，请填写或清空这一格")
        tree = self._level(0)
        if self._place < len(self._tokens):
            raise ExpressionError(f"“{self._rest()}”处多出内容，请检查括号和运算符")
        return tree

    def _rest(self) -> str:
        return " ".join(token.text for token in self._tokens[self._place :][:4])

    def _peek(self, ahead: int = 0) -> _Token:
        place = self._place + ahead
        return self._tokens[place] if place < len(self._tokens) else _Token("end", "")

    def _next(self) -> _Token:
        token = self._peek()
        self._place += 1
        return token

    def _accept(self, *kinds: str) -> bool:
        if self._peek().kind in kinds:
            self._place += 1
            return True
        return False

    def _expect(self, kind: str) -> None:
        if not self._accept(kind):
            found = self._peek().text
            where = f"“{found}”前" if found else "末尾"
            raise ExpressionError(f"{where}缺少“{kind}”，请补上")

    def _level(self, level: int) -> Tree:
        if level == len(_LEVELS):
            return self._unary()
        tree = self._level(level + 1)
        while self._peek().text in _LEVELS[level] and self._peek().kind not in ("name", "literal"):
            operator = self._next().text
            tree = self._join(operator, tree, self._level(level + 1))
        return tree

    def _unary(self) -> Tree:
        minuses = 0
        while self._accept("-"):
            minuses += 1
        tree = self._path()
        while self._accept("|"):
            tree = self._join("|", tree, self._path())
        for _ in range(minuses and 2 - minuses % 2):
            tree = Negation(tree)
        return tree

    def _join(self, operator: str, left: Tree, right: Tree) -> Tree:
        self._operators += 1
        if self._operators > _MOST_OPERATORS:
            raise ExpressionError("表达式过长，请拆成几个calculate")
        return Binary(operator, left, right)

    def _path(self) -> Tree:
        if not self._begins_primary():
            return self._location()
        tree = self._primary()
        predicates = self._predicates()
        if predicates:
            tree = Filter(tree, predicates)
        if self._peek().kind in ("/", "//"):
            return Path(False, tree, self._further_steps())
        return tree

    def _begins_primary(self) -> bool:
        token = self._peek()
        if token.kind in ("number", "literal", "("):
            return True
        is_call = token.kind == "name" and self._peek(1).kind == "("
        return is_call and token.text not in _NODE_TYPES

    def _primary(self) -> Tree:
        token = self._next()
        if token.kind == "number":
            return Number(token.text)
        if token.kind == "literal":
            return Literal(token.text[1:-1])
        if token.kind == "(":
            return self._nested(")")
        self._expect("(")
        return Call(token.text, self._arguments())

    def _inner(self) -> Tree:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError("括号嵌套过深，请拆成几个calculate")
        tree = self._level(0)
        self._depth -= 1
        return tree

    def _nested(self, end: str) -> Tree:
        tree = self._inner()
        self._expect(end)
        return tree

    def _arguments(self) -> tuple[Tree, ...]:
        if self._accept(")"):
            return ()
        arguments = [self._inner()]
        while self._accept(","):
            arguments.append(self._inner())
        self._expect(")")
        return tuple(arguments)

    def _predicates(self) -> tuple[Tree, ...]:
        predicates: list[Tree] = []
        while self._accept("["):
            predicates.append(self._nested("]"))
        return tuple(predicates)

    def _location(self) -> Path:
        if self._peek().kind == "/" and not self._begins_step(1):
            self._next()
            return Path(True, None, ())
        if self._peek().kind in ("/", "//"):
            return Path(True, None, self._further_steps())
        return Path(False, None, (self._step(), *self._further_steps()))

    def _further_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while self._peek().kind in ("/", "//"):
            if self._next().kind == "//":
                steps.append(Step("descendant-or-self", "node()"))
            steps.append(self._step())
        return tuple(steps)

    def _begins_step(self, ahead: int = 0) -> bool:
        return self._peek(ahead).kind in ("name", ".", "..", "@")

    def _step(self) -> Step:
        if not self._begins_step():
            found = self._peek().text
            raise ExpressionError(f"“{found}”前少了内容" if found else "表达式没有写完")
        if self._accept("."):
            return Step("self", "node()", self._predicates())
        if self._accept(".."):
            return Step("parent", "node()", self._predicates())
        axis = "child"
        if self._accept("@"):
            axis = "attribute"
        elif self._peek(1).kind == "::":
            axis = self._next().text
            self._next()
        return Step(axis, self._test(), self._predicates())

    def _test(self) -> str:
        token = self._next()
        if token.kind != "name":
            raise ExpressionError(f"“{token.text}”处应是题目名称")
        if token.text in _NODE_TYPES and self._accept("("):
            self._expect(")")
            return f"{token.text}()"
        return token.text


def parse(text: str) -> Tree:
    """Return the tree of an expression; raises ExpressionError naming what is wrong."""
    return _Parser(text).whole()
