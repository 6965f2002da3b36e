import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.form_versions import following_version, version_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["1", "2", "9", "10", "11"],
        ["2026-2", "2026-11", "2027-1"],
        ["v9", "v10"],
        ["1", "1.1", "1.2", "1.10", "2"],
        ["", "1"],
        ["2024年第9版", "2024年第10版"],
    ],
)
def test_numbers_in_versions_count_as_numbers(ordered):
    backwards = ordered[::-1]
    assert sorted(backwards, key=version_key) == ordered


@pytest.mark.parametrize(
    ("version", "following"),
    [("1", "2"), ("9", "10"), ("2026-v9", "2026-v10"), ("007", "008"), ("", "1"), ("甲", "甲2"),
     ("第3版", "第4版"), ("099", "100")],
)  # fmt: skip
def test_the_following_version_raises_the_last_number(version, following):
    assert following_version(version) == following


@given(st.text(alphabet="019.-v版", max_size=8))
def test_the_following_version_is_always_newer(version):
    assert version_key(following_version(version)) > version_key(version)


@given(st.lists(st.text(max_size=6)))
def test_any_versions_have_an_order_whatever_way_they_come(versions):
    backwards = versions[::-1]
    assert sorted(versions, key=version_key) == sorted(backwards, key=version_key)
