"""Expressions of every shape against a second evaluator that knows nothing of XPath.

The second one reads the specification only: IEEE numbers with NaN for what is empty, dates as days,
the operators' order of XPath 1.0 §3.5. What it and the translation disagree on is wrong in one.
"""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.forms.functions import Kind
from tests.unit.forms.expressions import evaluated

NAN = float("nan")
EPOCH = date(1970, 1, 1)
TODAY = date(2026, 11, 21)
LEVELS = ("or", "and", "= !=", "< <= > >=", "+ -", "* div mod")
LEVEL = {sign: level for level, signs in enumerate(LEVELS) for sign in signs.split()}
UNARY, WHOLE = len(LEVELS), len(LEVELS) + 1

# expressions are tuples: what stands there, then its operands

digits = st.sampled_from(["0", "1", "2", "7", "12", ".5", "2.5", "1000"])
words = st.sampled_from(["", "甲", "甲乙", "b", "true", "10"])
small = st.integers(-3, 4)


def numbers(inner):
    number, text, truth, day = inner
    return st.one_of(
        st.tuples(st.just("number"), digits),
        st.tuples(st.just("leaf"), st.sampled_from(["n", "m", "k"])),
        st.tuples(st.sampled_from(["+", "-", "*", "div", "mod"]), number, number),
        st.tuples(st.just("minus"), number),
        st.tuples(st.sampled_from(["round", "int", "abs", "floor", "ceiling"]), number),
        st.tuples(st.sampled_from(["+", "-"]), day, st.tuples(st.just("number"), digits)),
        st.tuples(st.just("-"), day, day),
        st.tuples(st.just("string-length"), text),
        st.tuples(st.just("if"), truth, number, number),
        st.tuples(st.sampled_from(["min", "max"]), number, number),
    )


def texts(inner):
    _, text, truth, day = inner
    return st.one_of(
        st.tuples(st.just("text"), words),
        st.tuples(st.just("leaf"), st.sampled_from(["t", "u"])),
        st.tuples(st.just("concat"), text, text),
        st.tuples(st.just("substr"), text, st.tuples(st.just("count"), small)),
        st.tuples(st.just("if"), truth, text, text),
        st.tuples(st.just("coalesce"), text, text),
        st.tuples(st.just("format-date"), day),
    )


def truths(inner):
    number, text, truth, day = inner
    ordered = st.sampled_from(["<", "<=", ">", ">="])
    equal = st.sampled_from(["=", "!="])
    return st.one_of(
        st.tuples(ordered | equal, number, number),
        st.tuples(ordered | equal, day, day),
        st.tuples(equal, text, text),
        st.tuples(st.sampled_from(["contains", "starts-with", "ends-with"]), text, text),
        st.tuples(st.sampled_from(["and", "or"]), truth, truth),
        st.tuples(st.just("not"), truth),
        st.tuples(st.just("selected"), st.sampled_from(["a", "b", "c"])),
    )


def days(inner):
    return st.one_of(
        st.tuples(st.just("leaf"), st.sampled_from(["d", "e"])),
        st.just(("today",)),
        st.tuples(st.just("later"), inner[3], small),
    )


def nested(depth):
    """Return strategies of a number, a text, a truth value and a day, so deep at most."""
    flat = (
        st.tuples(st.just("leaf"), st.sampled_from(["n", "m"]))
        | st.tuples(st.just("number"), digits),
        st.tuples(st.just("leaf"), st.just("t")) | st.tuples(st.just("text"), words),
        st.tuples(st.just("selected"), st.just("a")),
        st.tuples(st.just("leaf"), st.sampled_from(["d", "e"])),
    )
    for _ in range(depth):
        flat = tuple(make(flat) for make in (numbers, texts, truths, days))
    return flat


NUMBER, TEXT, TRUTH, DAY = nested(3)


def written(tree, level=0):
    """Return an expression with no more brackets than the order of operators wants."""
    head, *rest = tree
    if head in LEVEL:
        own = LEVEL[head]
        left, right = written(rest[0], own), written(rest[1], own + 1)
        return bracketed(f"{left} {head} {right}", own, level)
    if head == "minus":
        return bracketed(f"-{written(rest[0], UNARY)}", UNARY, level)
    if head == "count":
        return bracketed(str(rest[0]), UNARY if rest[0] < 0 else WHOLE, level)
    if head in ("number", "text", "leaf", "selected"):
        return SIMPLE[head].format(*rest)
    if head == "later":
        return f"date({written(rest[0], LEVEL['+'])} + ({rest[1]}))"
    more = ["'%Y/%n/%e'"] if head == "format-date" else []
    return f"{head}({', '.join([*map(written, rest), *more])})"


SIMPLE = {
    "number": "{0}",
    "text": "'{0}'",
    "leaf": "/data/{0}",
    "selected": "selected(/data/s, '{0}')",
}


def bracketed(text, own, level):
    return f"({text})" if own < level else text


def value(tree, fields):
    """Return what an expression gives: a float, a text, a truth value; a day as ISO text."""
    head, *rest = tree
    if head == "leaf":
        return leaf(rest[0], fields)
    if head in ("number", "text", "count", "today", "selected"):
        return simple(head, rest, fields)
    if head == "later":
        start = value(rest[0], fields)
        return (date.fromisoformat(start) + timedelta(rest[1])).isoformat() if start else ""
    if head == "if":
        return value(rest[1] if value(rest[0], fields) else rest[2], fields)
    given_ = [value(operand, fields) for operand in rest]
    if head in ("=", "!="):
        same = bool(equal(rest, given_, fields))
        return same if head == "=" else not same
    return APPLIED[head](*given_)


def leaf(name, fields):
    kind, text = fields[name]
    if kind in ("integer", "decimal"):
        return float(text) if text else NAN
    return text


def simple(head, rest, fields):
    match head:
        case "number":
            return float(rest[0])
        case "today":
            return TODAY.isoformat()
        case "selected":
            return rest[0] in fields["s"][1].split()
    return rest[0]


def equal(operands, values, fields):
    """Two numeric questions without an answer are alike; nothing else equals what is no number."""
    leaves = [fields[o[1]] for o in operands if o[0] == "leaf"]
    if len(leaves) == 2 and leaves[0][1] == leaves[1][1]:
        return True
    return values[0] == values[1]


def measured(found):
    if isinstance(found, str):
        return float((date.fromisoformat(found) - EPOCH).days) if found else NAN
    return found


def divided(one, other):
    if other:
        return one / other
    sign = math.copysign(1, one) * math.copysign(1, other)
    return NAN if math.isnan(one) or not one else sign * math.inf


def rest_of(one, other):
    return NAN if math.isinf(one) or not other else math.fmod(one, other)


def rounded(one):
    if not math.isfinite(one):
        return one
    return math.copysign(math.floor(abs(one) + 0.5), one)


def whole(function):
    return lambda one: float(function(one)) if math.isfinite(one) else one


def of_known(function):
    def chosen(*given_):
        known = [one for one in given_ if not math.isnan(one)]
        return function(known) if known else NAN

    return chosen


def shown(day):
    if not day:
        return ""
    found = date.fromisoformat(day)
    return f"{found.year}/{found.month}/{found.day}"


APPLIED = {
    "+": lambda one, other: measured(one) + measured(other),
    "-": lambda one, other: measured(one) - measured(other),
    "*": lambda one, other: one * other,
    "div": divided,
    "mod": rest_of,
    "<": lambda one, other: measured(one) < measured(other),
    "<=": lambda one, other: measured(one) <= measured(other),
    ">": lambda one, other: measured(one) > measured(other),
    ">=": lambda one, other: measured(one) >= measured(other),
    "and": lambda one, other: one and other,
    "or": lambda one, other: one or other,
    "not": lambda one: not one,
    "minus": lambda one: -one,
    "round": rounded,
    "int": whole(math.trunc),
    "floor": whole(math.floor),
    "ceiling": whole(math.ceil),
    "abs": abs,
    "min": of_known(min),
    "max": of_known(max),
    "string-length": lambda text: float(len(text)),
    "concat": lambda one, other: one + other,
    "substr": lambda text, start: text[max(start, -len(text)) if start < 0 else start :],
    "coalesce": lambda one, other: one or other,
    "format-date": shown,
    "contains": lambda text, part: part in text,
    "starts-with": lambda text, part: text.startswith(part),
    "ends-with": lambda text, part: text.endswith(part),
}

amounts = st.sampled_from(["", "0", "1", "5", "-3", "12"])
FIELDS = st.fixed_dictionaries(
    {
        "n": amounts.map(lambda text: ("integer", text)),
        "k": amounts.map(lambda text: ("integer", text)),
        "m": st.sampled_from(["", "0.5", "5.0", "-2.50", "5"]).map(lambda text: ("decimal", text)),
        "t": words.map(lambda text: ("text", text)),
        "u": words.map(lambda text: ("text", text)),
        "d": st.sampled_from(["", "2026-11-21", "2024-02-29"]).map(lambda text: ("date", text)),
        "e": st.sampled_from(["", "2026-11-07", "2026-12-31"]).map(lambda text: ("date", text)),
        "s": st.sampled_from(["", "a", "b a", "ab"]).map(lambda text: ("select_multiple", text)),
    }
)
BOTH = settings(max_examples=120, deadline=None)


@BOTH
@given(NUMBER, FIELDS)
def test_a_figure_is_what_a_second_evaluator_makes_of_it(tree, fields):
    found = evaluated(written(tree), Kind.NUMBER, **fields)
    assert found == pytest.approx(value(tree, fields), rel=1e-12, nan_ok=True)


@BOTH
@given(TRUTH, FIELDS)
def test_a_condition_is_what_a_second_evaluator_makes_of_it(tree, fields):
    assert evaluated(written(tree), Kind.BOOLEAN, **fields) is bool(value(tree, fields))


@BOTH
@given(TEXT, FIELDS)
def test_a_text_is_what_a_second_evaluator_makes_of_it(tree, fields):
    assert evaluated(written(tree), Kind.TEXT, **fields) == value(tree, fields)


@BOTH
@given(DAY, FIELDS)
def test_a_day_is_what_a_second_evaluator_makes_of_it(tree, fields):
    assert evaluated(written(tree), Kind.DATE, **fields) == value(tree, fields)
