"""同质化: pairs of accounts by equal cleaned titles, never for a few notices put everywhere."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.posts import Post
from govmedia_desktop.domain.same_posts import FEW, same_posts

TITLES = ["医保", "停水", "招聘", "防汛", "社保", "公交"]


def posts(account, *titles):
    return [Post(f"{account}{n}", account, "2026-11-01", t) for n, t in enumerate(titles)]


def of(one, other):
    return list(same_posts({"a": posts("a", *one), "b": posts("b", *other)}))


def test_equal_titles_are_counted_against_the_account_that_has_fewer():
    (same,) = of(TITLES, [*TITLES[:5], "甲", "乙", "丙"])
    assert (same.one, same.other, same.common, same.of) == ("a", "b", 5, 6)
    assert same.share == Fraction(5, 6)
    assert set(same.examples) <= set(TITLES)
    assert len(same.examples) == 3


def test_titles_are_compared_as_names_are():
    (same,) = of(["Ａ 1", *TITLES], ["a1", *TITLES])
    assert same.common == 7


def test_a_few_notices_put_everywhere_are_no_likeness():
    assert of(TITLES[: FEW - 1], TITLES[: FEW - 1]) == []


def test_the_same_title_twice_is_one():
    assert of(["医保"] * 9, ["医保"] * 9) == []


@given(st.lists(st.sampled_from("一二三四五六七八"), max_size=12), st.lists(st.text(max_size=2)))
def test_no_share_is_above_the_whole(one, other):
    assert all(FEW <= s.common <= s.of and s.share <= 1 for s in of(one, other))
