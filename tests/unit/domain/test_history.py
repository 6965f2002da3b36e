"""Published results: which rows contradict themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.history import Published, contradictions


def published(total=None, checked=None, unqualified=None, rate=None, **splits):
    return Published(
        "示例县", "县", "2025Q1", None, None, total, checked, unqualified, rate,
        splits.get("platforms", {}), splits.get("owners", {}), "10 of 5 checked, 3%", None,
    )  # fmt: skip


def test_what_was_not_printed_contradicts_nothing():
    assert contradictions(published()) == ()
    assert contradictions(published(checked=120, unqualified=4)) == ()
    assert contradictions(published(total=21, rate="100%", unqualified=0)) == ()
    assert contradictions(published(platforms={"微博": 3})) == ()


def test_fewer_checked_than_there_are_is_a_sample():
    assert contradictions(published(total=4935, checked=591, unqualified=25, rate="95.77%")) == ()


def test_a_split_whose_sum_is_not_the_total_is_named():
    assert contradictions(published(total=4, platforms={"微信": 2, "微博": 1})) == (
        "按平台分列的账号合计3个，与账号总数4个不一致。",
    )
    assert contradictions(published(total=4, owners={"微信/市直": 5})) == (
        "按开设主体分列的账号合计5个，与账号总数4个不一致。",
    )


def test_more_checked_than_there_are_is_named():
    assert contradictions(published(total=21, checked=28)) == ("检查28个，多于账号总数21个。",)


@pytest.mark.parametrize(
    ("checked", "unqualified", "printed"),
    [
        (314, 55, "82.48%"),
        (139, 39, "72%"),
        (303, 10, "97%"),
        (303, 10, "96.7"),
        (120, 4, "96.67％"),
        (8, 1, "87.5%"),
        (8, 1, "88%"),
        (200, 1, "99.5%"),
        (30, 0, " 100% "),
        (30, 0, "100.00%"),
        (30, 30, "0%"),
    ],
)
def test_a_rate_rounded_half_up_to_its_decimals_is_right(checked, unqualified, printed):
    assert contradictions(published(None, checked, unqualified, printed)) == ()


@pytest.mark.parametrize(
    ("checked", "unqualified", "printed", "right"),
    [
        (314, 55, "82.49%", "82.48%"),
        (8, 1, "87%", "88%"),
        (303, 10, "96.69%", "96.70%"),
        (30, 1, "100%", "97%"),
    ],
)
def test_another_rate_is_named_with_what_it_should_be(checked, unqualified, printed, right):
    found = contradictions(published(None, checked, unqualified, printed))
    assert len(found) == 1
    assert right in found[0]
    assert printed in found[0]


def test_nothing_checked_has_no_rate_to_compare():
    assert contradictions(published(0, 0, 0, "100%")) == ()


@settings(deadline=None)
@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(0, 4))
def test_the_rate_computed_from_the_counts_never_contradicts_them(checked, unqualified, decimals):
    unqualified = min(unqualified, checked)
    units = ((checked - unqualified) * 100 * 10**decimals * 2 + checked) // (2 * checked)
    digits = f"{units:0{decimals + 1}d}"
    whole, rest = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    right = f"{whole}.{rest}%" if decimals else f"{whole}%"
    assert contradictions(published(None, checked, unqualified, right)) == ()
    wrong = f"{int(whole) + 1}.{rest}%" if decimals else f"{int(whole) + 1}%"
    assert len(contradictions(published(None, checked, unqualified, wrong))) == 1
