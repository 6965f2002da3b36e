"""Which check suits an account by its status."""

import pytest

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.lifecycle import LifeCheck, life_check
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.domain.wordings import Words, words_for
from govmedia_desktop.usecases.forms.known import SHIPPED


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
    assert {words_for(check, n).passed for check in LifeCheck for n in Nature} == {"已核查"}
    assert words_for("national-2019", "季度检查") == Words("合格", "不合格")


def test_an_office_that_looks_at_its_own_accounts_does_not_judge_them():
    """domain.md §8: that is for its 主管单位."""
    own = words_for("national-2019", "自查")
    assert own == Words("自查未发现问题", "自查发现问题")
    assert own.of(Conclusion.FAILED, unconfirmed=True) == "自查发现问题·待核实"
    assert own.of(Conclusion.OPEN) == "未检查完"
