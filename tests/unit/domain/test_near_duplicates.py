"""Names that look or sound alike, and those that only share a habit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.near_duplicates import NamedAccount, near_duplicates


def found(*names, owners=None, platforms=None):
    owners = owners or ["示例县司法局"] * len(names)
    platforms = platforms or ["wechat"] * len(names)
    accounts = [
        NamedAccount(str(n), platform, name, owner)
        for n, (name, owner, platform) in enumerate(zip(names, owners, platforms, strict=True))
    ]
    return [(like.one, like.other, like.score) for like in near_duplicates(accounts)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例縣發佈", "示例县发布"),
        ("示例·发布", "示例发布"),
        ("示例发布!", "示例发布"),
    ],
)
def test_traditional_characters_and_signs_make_no_other_account(one, other):
    assert found(one, other) == [("0", "1", 0.95)]


def test_the_same_sound_is_told_whichever_characters_were_chosen():
    assert found("示例县普法", "示例县谱法") == [("0", "1", 0.85)]


def test_one_character_apart_is_alike_under_one_owner_only():
    assert found("示例司法在线", "示例司法线") == [("0", "1", 0.7)]
    assert found("示例司法在线", "示例司法连线") == [("0", "1", 0.7)]
    assert found("示例东岗发布", "示例西岗发布", owners=["东岗乡", "西岗乡"]) == []
    assert found("示例东岗发布", "示例西岗发布", owners=["东岗乡", None]) == []


def test_an_unknown_owner_does_not_hide_the_same_sound():
    assert found("示例县普法", "示例县谱法", owners=[None, "示例县司法局"]) == [("0", "1", 0.85)]
    assert found("示例县普法", "示例县谱法", owners=["甲局", "乙局"]) == []


def test_two_characters_apart_and_short_names_are_not_alike():
    assert found("示例县人民医院", "示例县中医医院") == []
    assert found("甲乙丙丁", "甲丁乙丙") == []
    assert found("发布", "发不到") == []


def test_equal_names_and_other_platforms_are_no_near_duplicates():
    assert found("示例发布", "示 例发布") == []
    assert found("示例縣發佈", "示例县发布", platforms=["wechat", "weibo"]) == []


def test_a_naming_habit_of_many_is_none():
    names = [f"示例{chr(0x4E00 + n)}发布" for n in range(60)]
    assert [score for _, _, score in found(*names) if score == 0.7] == []


def test_each_pair_is_told_once_for_its_surest_reason():
    assert found("示例縣發佈", "示例县发布", "示例县发部") == [
        ("0", "1", 0.95),
        ("0", "2", 0.85),
        ("1", "2", 0.85),
    ]


def distance(one, other):
    """The classical table, to hold the quick way against."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]


@given(st.lists(st.text("abcd", min_size=4, max_size=7), min_size=2, max_size=8, unique=True))
def test_exactly_the_names_one_apart_are_found(names):
    expected = {
        (str(a), str(b))
        for a in range(len(names))
        for b in range(a + 1, len(names))
        if distance(names[a], names[b]) == 1
    }
    assert {(one, other) for one, other, _ in found(*names)} == expected
