"""合格率: from counts, printed half up as notices print it, and read back."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.rates import parse_rate, pass_rate, printed_rate

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@pytest.mark.parametrize(
    ("checked", "unqualified", "decimals", "printed"),
    [
        (314, 55, 2, "82.48%"),
        (8, 1, 0, "88%"),  # 87.5, half up
        (8, 7, 0, "13%"),  # 12.5
        (40, 1, 1, "97.5%"),
        (16, 1, 1, "93.8%"),  # 93.75
        (16, 15, 1, "6.3%"),  # 6.25
        (3, 1, 2, "66.67%"),
        (3, 2, 2, "33.33%"),
        (1, 0, 2, "100.00%"),
        (1, 1, 2, "0.00%"),
        (20000, 1, 2, "100.00%"),  # 99.995
        (20001, 1, 2, "100.00%"),
        (10001, 1, 2, "99.99%"),
    ],
)
def test_a_rate_is_printed_half_up(checked, unqualified, decimals, printed):
    assert printed_rate(checked, unqualified, decimals) == printed


def test_unless_said_otherwise_a_rate_has_two_decimals():
    assert printed_rate(7, 2) == "71.43%"


@pytest.mark.parametrize(("checked", "unqualified"), [(0, 0), (-1, 0), (5, 6), (5, -1), (0, 1)])
def test_where_nothing_was_checked_or_the_counts_contradict_there_is_no_rate(checked, unqualified):
    assert pass_rate(checked, unqualified) is None
    assert printed_rate(checked, unqualified) == ""


@given(COUNTS, st.integers(0, 4))
def test_print_is_what_paper_and_pencil_give(counts, decimals):
    checked, unqualified = counts
    exact = Decimal(checked - unqualified) * 100 / Decimal(checked)
    if (exact * 10**decimals * 2) % 1:  # no tie that Decimal's own precision could miss
        expected = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        assert printed_rate(checked, unqualified, decimals) == f"{expected:f}%"


@given(COUNTS, st.integers(0, 6))
def test_what_was_printed_is_read_back_within_its_last_digit(counts, decimals):
    rate = pass_rate(*counts)
    read = parse_rate(printed_rate(*counts, decimals))
    assert abs(read - rate) <= Fraction(1, 2) / 10 ** (decimals + 2)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("82.48%", Fraction(8248, 10000)),
        (" 100 ％ ", Fraction(1)),
        ("0%", Fraction(0)),
        ("100.01%", None),
        ("82.48", None),
        ("-1%", None),
        (".5%", None),
        ("1.%", None),
        ("82.48%%", None),
        ("八十%", None),
        ("８２%", None),
        ("", None),
    ],
)
def test_only_a_percentage_from_0_to_100_is_read_as_a_rate(text, rate):
    assert parse_rate(text) == rate
