"""The patterns of regex(), matched in bounded steps whatever the form or the answer holds.

Backtracking engines need exponential time for patterns such as `(a+)+b`; a form from elsewhere
could freeze the window with one. Here a pattern becomes states with edges between them. For each
state all places of the text at which it is reached are one integer, a bit a place, and no place is
followed twice from one state: the steps are at most states × (length + 1), known beforehand. What
cannot be matched that way (backreferences, possessive and atomic groups) is refused at load.

Meaning as in Java and JavaScript, which JavaRosa and ODK Web Forms use: the whole text must fit
(as in JavaRosa), and `\\d`, `\\w`, `\\s`, `\\b` know ASCII only.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias
from warnings import catch_warnings, simplefilter

LONGEST_SUBJECT = 2000
"""Characters; longer texts fit no pattern."""
MOST_STATES = 1000
_DEEPEST = 20
_TOO_MANY = f"太长或重复次数过多（总共不能超过{MOST_STATES}）"

Places: TypeAlias = int
"""Places between the characters of a text, place 0 before the first: a bit each."""

_SET = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
_ESCAPE = r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^\W\d_bBAZzQEGpPkuxR]|[\W_])"
_CHARACTER = re.compile(rf"{_SET}|{_ESCAPE}|[^\\\[(){{|*+?^$]", re.DOTALL)
_REPEAT = re.compile(r"(?:[*+?]|\{(\d{1,5})(?:(,)(\d{1,5})?)?\})")
_SHORT = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_AROUND = {"(?=": (True, False), "(?!": (True, True), "(?<=": (False, False), "(?<!": (False, True)}
_OPENINGS = re.compile(r"\((?:\?(?:<?[=!]|:|<[A-Za-z]\w*>))?")
_IGNORE_CASE = "(?i)"


class PatternError(Exception):
    """The pattern is wrong or cannot be matched in bounded steps; the text says so in Chinese."""


@dataclass(frozen=True)
class _Character:
    """An edge that one character of the class leads along."""

    written: str


@dataclass(frozen=True)
class _Border:
    """An edge open at the beginning `^`, the end `$`, at word borders `b` or elsewhere `B`."""

    sign: str


@dataclass(frozen=True)
class _Around:
    """An edge open where the text ahead (or behind) fits, or where it does not."""

    states: "_States"
    ahead: bool
    negated: bool


_Edge: TypeAlias = "tuple[_Character | _Border | _Around | None, int]"


@dataclass(frozen=True)
class _States:
    """State 0 is the beginning, the last one the end; None on an edge: nothing is needed."""

    edges: list[list[_Edge]] = field(default_factory=lambda: [[]])

    def after(self, *ways: "tuple[int, _Character | _Border | _Around | None]") -> int:
        """Return a new state, reached from each given state over what is given with it."""
        if len(self.edges) >= MOST_STATES:
            raise PatternError(_TOO_MANY)
        self.edges.append([])
        new = len(self.edges) - 1
        for state, needed in ways:
            self.edges[state].append((needed, new))
        return new


_Part: TypeAlias = "Callable[[_States, int], int]"
"""Adds its states behind a state and returns the one it ends in."""


class Pattern:
    """A pattern ready to be matched."""

    def __init__(self, states: _States, *, ignore_case: bool) -> None:
        self._states = states
        self._flags = re.ASCII | (re.IGNORECASE if ignore_case else 0)

    @property
    def size(self) -> int:
        """How many states it has, those of its lookarounds included."""
        return _size(self._states)

    def fits(self, text: str) -> bool:
        """Whether the whole text fits; False for texts longer than LONGEST_SUBJECT."""
        return self.matched(text)[0]

    def matched(self, text: str) -> tuple[bool, int]:
        """Return whether the text fits, and the steps taken: at most `size` × (length + 1)."""
        if len(text) > LONGEST_SUBJECT:
            return False, 0
        walk = _Walk(text, self._flags)
        reached = walk.end(self._states, 1, ahead=True)
        return bool(reached >> len(text) & 1), walk.steps


class _Walk:
    """One text walked along."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags
        self._all = (1 << len(text) + 1) - 1
        self._known: dict[str, Places] = {}
        self.steps = 0

    def end(self, states: _States, places: Places, *, ahead: bool) -> Places:
        """Return the places at which the last state is reached from the given ones."""
        reached = [0] * len(states.edges)
        waiting: dict[int, Places] = {0: places}
        reached[0] = places
        while waiting:
            state = min(waiting)
            here = waiting.pop(state)
            self.steps += 1
            for needed, target in states.edges[state]:
                new = self._moved(here, needed, ahead=ahead) & ~reached[target]
                if new:
                    reached[target] |= new
                    waiting[target] = waiting.get(target, 0) | new
        return reached[-1]

    def _moved(
        self, here: Places, needed: _Character | _Border | _Around | None, *, ahead: bool
    ) -> Places:
        match needed:
            case None:
                return here
            case _Character(written):
                before = self._characters(written)
                return (here & before) << 1 if ahead else (here >> 1) & before
            case _Border(sign):
                return here & self._borders(sign)
            case _Around(states, direction, negated):
                # from all places backwards: where what lies ahead fits, and the other way round
                found = self._around(states, ahead=not direction)
                return here & (~found if negated else found)

    def _characters(self, written: str) -> Places:
        """Return the places before every character of the class."""
        if written not in self._known:
            found = re.finditer(written, self._text, self._flags)
            self._known[written] = _places(match.start() for match in found)
        return self._known[written]

    def _borders(self, sign: str) -> Places:
        if sign in "^$":
            return 1 if sign == "^" else 1 << len(self._text)
        word = self._characters(r"\w")
        borders = word ^ (word << 1)
        return borders if sign == "b" else self._all & ~borders

    def _around(self, states: _States, *, ahead: bool) -> Places:
        key = f"around {id(states)}"
        if key not in self._known:
            self._known[key] = self.end(states, self._all, ahead=ahead)
        return self._known[key]


def _places(numbers: Iterable[int]) -> Places:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def _size(states: _States) -> int:
    inner = (
        needed.states for ways in states.edges for needed, _ in ways if isinstance(needed, _Around)
    )
    return len(states.edges) + sum(_size(found) for found in inner)


class _Reader:
    """Reads a pattern into states; backwards where it is walked from its end."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._place = 0
        self._depth = 0
        self._around = 0
        """States of all lookarounds."""

    def whole(self) -> _States:
        part = self._choice(backwards=False)
        if self._place < len(self._written):
            raise PatternError("右括号没有成对")
        return _built(part)

    def _accept(self, sign: str) -> bool:
        if self._written.startswith(sign, self._place):
            self._place += len(sign)
            return True
        return False

    def _choice(self, *, backwards: bool) -> _Part:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError("括号嵌套过深")
        ways = [self._row(backwards=backwards)]
        while self._accept("|"):
            ways.append(self._row(backwards=backwards))
        self._depth -= 1
        return ways[0] if len(ways) == 1 else _either(ways)

    def _row(self, *, backwards: bool) -> _Part:
        parts: list[_Part] = []
        while self._place < len(self._written) and self._written[self._place] not in "|)":
            parts.append(self._repeated(self._one(backwards=backwards)))
        return _in_turn(parts[::-1] if backwards else parts)

    def _one(self, *, backwards: bool) -> _Part:
        opening = _OPENINGS.match(self._written, self._place)
        if opening:
            return self._group(opening[0], backwards=backwards)
        for sign in ("^", "$", r"\b", r"\B"):
            if self._accept(sign):
                return _over(_Border(sign[-1]))
        found = _CHARACTER.match(self._written, self._place)
        if found is None:
            rest = self._written[self._place : self._place + 6]
            raise PatternError(f"里不支持或看不懂“{rest}”")
        self._place = found.end()
        return _over(_Character(_checked(found[0])))

    def _group(self, opening: str, *, backwards: bool) -> _Part:
        self._place += len(opening)
        if self._written.startswith("?", self._place):
            raise PatternError(f"里不支持“(?{self._written[self._place + 1 : self._place + 2]}”")
        ahead, negated = _AROUND.get(opening, (None, False))
        inner = self._choice(backwards=backwards if ahead is None else ahead)
        if not self._accept(")"):
            raise PatternError("左括号没有成对")
        if ahead is None:
            return inner
        states = _built(inner)
        self._around += len(states.edges)
        if self._around > MOST_STATES:
            raise PatternError(_TOO_MANY)
        return _over(_Around(states, ahead, negated))

    def _repeated(self, part: _Part) -> _Part:
        found = _REPEAT.match(self._written, self._place)
        if found is None:
            return part
        self._place = found.end()
        self._accept("?")  # as few as possible: the same where the whole text must fit
        if _REPEAT.match(self._written, self._place):
            raise PatternError("的重复符号不能连写")
        least, most = _SHORT.get(found[0]) or _counted(found)
        return _times(part, least, most)


def _counted(found: re.Match[str]) -> tuple[int, int | None]:
    least = int(found[1])
    most = least if found[2] is None else int(found[3]) if found[3] else None
    if most is not None and most < least:
        raise PatternError(f"的“{found[0]}”里后面的数比前面的小")
    return least, most


def _checked(character: str) -> str:
    try:
        with catch_warnings():
            simplefilter("error")  # sets within sets, which Java reads otherwise
            re.compile(character, re.ASCII)
    except (re.error, FutureWarning) as error:
        raise PatternError(f"里不支持或看不懂“{character}”") from error
    return character


def _built(part: _Part) -> _States:
    states = _States()
    states.after((part(states, 0), None))
    return states


def _over(needed: _Character | _Border | _Around) -> _Part:
    return lambda states, start: states.after((start, needed))


def _in_turn(parts: list[_Part]) -> _Part:
    def add(states: _States, start: int) -> int:
        for part in parts:
            start = part(states, start)
        return start if parts else states.after((start, None))

    return add


def _either(ways: list[_Part]) -> _Part:
    def add(states: _States, start: int) -> int:
        ends = [way(states, states.after((start, None))) for way in ways]
        return states.after(*((end, None) for end in ends))

    return add


def _times(part: _Part, least: int, most: int | None) -> _Part:
    def add(states: _States, start: int) -> int:
        for _ in range(least):
            start = part(states, start)
        if most is None:
            first = states.after((start, None))
            end = part(states, first)
            states.edges[end].append((None, first))
            return states.after((first, None))
        ends = [start]
        for _ in range(most - least):
            ends.append(part(states, ends[-1]))
        return states.after(*((end, None) for end in ends))

    return add


@lru_cache(maxsize=256)
def pattern(written: str) -> Pattern:
    """Return the pattern; raises PatternError saying what is wrong."""
    ignore_case = written.startswith(_IGNORE_CASE)
    inner = written.removeprefix(_IGNORE_CASE)
    return Pattern(_Reader(inner).whole(), ignore_case=ignore_case)
