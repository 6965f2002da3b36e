"""Pieces of translated expressions and how one kind of value is written as another.

What plain XPath 1.0 would get silently wrong is written differently, by the kinds that the form's
questions have: dates compare and add as days since 1970-01-01 (as text they are NaN, false both
ways); a question where a truth value is wanted is asked for its value (its node always exists);
`true`/`false` results of calculations are compared as such.
"""

import re
from dataclasses import dataclass

from govmedia_desktop.forms.functions import Kind
from govmedia_desktop.forms.parser import ExpressionError

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?|\d\d:\d\d(:\d\d.*)?")
ORDERED = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True)
class Piece:
    """The XPath of a part of an expression and what it gives."""

    xpath: str
    kind: Kind
    leaf: bool = False
    """Whether it is the node of a question itself."""
    literal: str | None = None
    single: bool = False
    """Whether it is a path to one node at most: to none where that is not relevant."""

    @property
    def nodes(self) -> "Piece":
        """The piece itself; raises ExpressionError where it is no node set."""
        if not self.leaf and self.kind is not Kind.NODES:
            raise ExpressionError(f"“{self.literal or self.xpath}”不是题目，这里要写题目")
        return self

    @property
    def is_date(self) -> bool:
        """Whether it is a date or time of day by its kind or, written out, by its looks."""
        if self.literal is not None:
            return _ISO_DATE.fullmatch(self.literal) is not None
        return self.kind is Kind.DATE


def converted(piece: Piece, wanted: Kind | None) -> str:
    """Return the XPath of a piece as a value of the wanted kind; None leaves it."""
    if wanted is Kind.BOOLEAN:
        return f"boolean({truth(piece)})"
    if wanted is Kind.NUMBER:
        return f"number({number(piece)})"
    if wanted is Kind.DATE and piece.kind is Kind.NUMBER:
        return f"gm:date({piece.xpath})"
    if wanted in (Kind.TEXT, Kind.DATE):
        return f"string({piece.xpath})" if piece.leaf else f"gm:stored({piece.xpath})"
    return piece.xpath


def truth(piece: Piece) -> str:
    """Return the XPath of a piece where a truth value is wanted."""
    if piece.kind is Kind.NUMBER:
        return f"boolean(number({piece.xpath}))"
    if not piece.leaf:
        return piece.xpath
    return f"({piece.xpath} = 'true')" if piece.kind is Kind.BOOLEAN else f"({piece.xpath} != '')"


def number(piece: Piece) -> str:
    """Return the XPath of a piece where a number is wanted."""
    return piece.xpath if piece.kind is Kind.NUMBER else f"gm:number({piece.xpath})"


def argument(piece: Piece, taken: str) -> str:
    """Return the XPath of a piece as an argument of that letter (`functions.Function.takes`)."""
    if taken == "b" or (taken == "v" and piece.kind is Kind.BOOLEAN):
        return f"boolean({truth(piece)})"
    if taken == "c" and (not piece.leaf or piece.kind in (Kind.BOOLEAN, Kind.NUMBER)):
        return piece.xpath if piece.kind is Kind.NODES else f"boolean({truth(piece)})"
    if taken == "n":
        return f"number({piece.xpath})" if piece.kind is Kind.NUMBER else number(piece)
    if taken == "t" and piece.kind is Kind.NUMBER and not piece.leaf:
        return f"gm:string({piece.xpath})"
    return f"string({piece.xpath})" if taken == "v" and piece.leaf else piece.xpath


def joined(pieces: list[Piece]) -> Kind:
    """Return the kind of a value that may be any of the pieces."""
    kinds = {piece.kind for piece in pieces if piece.literal != ""}
    return kinds.pop() if len(kinds) == 1 and Kind.NODES not in kinds else Kind.TEXT


def binary(operator: str, left: Piece, right: Piece) -> Piece:
    """Return two pieces with an operator between them."""
    if operator == "|":
        return Piece(f"({left.nodes.xpath} | {right.nodes.xpath})", Kind.NODES)
    if operator in ("and", "or"):
        return Piece(f"({truth(left)} {operator} {truth(right)})", Kind.BOOLEAN)
    if operator in ("=", "!="):
        return _equality(operator, left, right)
    kind = Kind.BOOLEAN if operator in ORDERED else Kind.NUMBER
    written = _measured if left.is_date or right.is_date else number
    return Piece(f"({written(left)} {operator} {written(right)})", kind)


def _measured(piece: Piece) -> str:
    """Return the XPath of a date as days, of a time of day as part of one."""
    return piece.xpath if piece.kind is Kind.NUMBER else f"gm:measured({piece.xpath})"


def _equality(operator: str, left: Piece, right: Piece) -> Piece:
    """Where a path finds nothing it reads as empty (JavaRosa); in XPath nothing equals nothing."""
    sides = (left, right)
    if any(p.kind is Kind.BOOLEAN and not p.leaf for p in sides):
        xpath = f"boolean({truth(left)}) {operator} boolean({truth(right)})"
    elif _need_values(sides):
        same = f"gm:same({left.xpath}, {right.xpath})"
        xpath = same if operator == "=" else f"not({same})"
    elif all(side.single or (side.kind is not Kind.NODES and not side.leaf) for side in sides):
        one, other = (f"string({p.xpath})" if p.single else p.xpath for p in sides)
        xpath = f"{one} {operator} {other}"
    else:
        xpath = f"gm:{'alike' if operator == '=' else 'unlike'}({left.xpath}, {right.xpath})"
    return Piece(f"({xpath})", Kind.BOOLEAN)


def _need_values(sides: tuple[Piece, Piece]) -> bool:
    """Whether texts would compare wrongly: dates, and numbers as 5 and 5.0."""
    if any(side.literal == "" for side in sides):
        return False
    dates = any(side.is_date for side in sides)
    return dates or all(side.kind is Kind.NUMBER and side.leaf for side in sides)


def quoted_parts(text: str) -> str:
    """Return a text that may hold both kinds of quotes, as arguments of concat()."""
    return ", ".join(quoted(part) for part in re.split("(')", text))


def quoted(text: str) -> str:
    """Return a text as an XPath literal."""
    return f'"{text}"' if "'" in text else f"'{text}'"
