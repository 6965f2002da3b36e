"""Which check suits an account by its status."""

import pytest

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.lifecycle import LifeCheck, life_check, passing_word
from govmedia_desktop.usecases.forms import SHIPPED


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("拟关停", "关停核查"),
        ("已关停", "关停核查"),
        ("已注销", "关停核查"),
        ("未备案", "开设核查"),
    ],
)
def test_an_account_that_is_closed_or_not_filed_has_a_check_of_its_own(status, label):
    check = life_check(Status(status))
    assert check is not None
    assert check.label == label


@pytest.mark.parametrize("status", [Status.RUNNING, Status.FAKE])
def test_a_running_account_and_a_fake_one_have_none(status):
    assert life_check(status) is None


def test_every_such_check_has_its_form_among_the_shipped_ones():
    assert {f"{check.value}.xlsx" for check in LifeCheck} <= set(SHIPPED)


def test_such_a_check_never_says_that_an_account_passed():
    assert {passing_word(check) for check in LifeCheck} == {"已核查"}
    assert passing_word("national-2019") == "合格"
