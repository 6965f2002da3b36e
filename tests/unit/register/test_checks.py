"""What the register finds, what a person says of it, and how it goes away."""

from datetime import date

import pytest

from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.domain.register_checks import Check
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import take_in_posts
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.oversight.register_checks import dismiss, register_findings, take_up
from govmedia_desktop.usecases.register.accounts import (
    change_account,
    confirm_last_updates,
    suspend,
)
from govmedia_desktop.usecases.register.life import NewStep, add_step
from govmedia_desktop.usecases.register.merging import ONE, merge_all
from tests.unit.desks import add, desk_of


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def found(desk):
    return [told.finding.check for told in register_findings(desk)]


def test_a_renamed_account_is_found_until_the_change_is_entered(desk):
    record = add(desk, "示例司法", owner="示例县司法局")
    change_account(desk, record, {"name": "示例普法"})
    assert found(desk) == [Check.RENAMED]
    assert "示例司法" in register_findings(desk)[0].finding.text
    change_account(desk, record, {"name": "示例司法"})
    assert found(desk) == [Check.RENAMED]
    changes = {"name": "示例普法"}
    add_step(desk, record, NewStep(StepKind.CHANGED, date(2026, 11, 1), changes=changes))
    assert found(desk) == []


def test_a_change_entered_as_a_step_is_no_finding(desk):
    record = add(desk, "示例司法", owner="示例县司法局")
    add_step(
        desk, record, NewStep(StepKind.CHANGED, date(2026, 11, 1), changes={"name": "示例普法"})
    )
    assert found(desk) == []


def test_closing_with_a_notice_is_no_finding(desk):
    record = add(desk)
    add_step(desk, record, NewStep(StepKind.CLOSED, date(2026, 11, 2)))
    assert found(desk) == [Check.NO_NOTICE]
    add_step(desk, record, NewStep(StepKind.NOTICE, date(2026, 11, 1)))
    assert found(desk) == []


def test_twins_that_were_joined_are_one_account(desk):
    one = add(desk, "示例縣普法", owner="示例县司法局")
    other = add(desk, "示例县普法", owner="示例县司法局")
    assert found(desk) == [Check.SAME_PLATFORM, Check.NEAR_DUPLICATE]
    merge_all(desk, [one, other], {}, ONE)
    assert found(desk) == []


def test_dormancy_follows_the_rule_of_the_owner(desk):
    record = add(desk, owner="示例镇")
    confirm_last_updates(desk, {record: date(2026, 7, 1)}, desk.today())
    assert found(desk) == []
    set_parameter(desk, NewParameter("zombie_days", "90", "省抽查"))
    set_parameter(desk, NewParameter("dormant_days", "30", "县规定"))
    (told,) = register_findings(desk)
    assert (told.finding.check, told.finding.basis) == (Check.ZOMBIE, "省抽查")
    assert told.accounts[0].account.id == record


def test_nobody_is_called_asleep_while_pausing_was_approved(desk):
    record = add(desk, owner="示例镇")
    confirm_last_updates(desk, {record: date(2026, 7, 1)}, desk.today())
    set_parameter(desk, NewParameter("zombie_days", "90", "省抽查"))
    pause = {"reason": "年审", "approved_by": "县政府办", "valid_from": "2026-11-01"}
    suspend(desk, record, {**pause, "valid_to": "2026-11-20"})
    assert found(desk) == [Check.ZOMBIE]
    suspend(desk, record, {**pause, "valid_to": "2026-11-21"})
    assert found(desk) == []


def test_a_dismissed_finding_keeps_its_reason_and_stands_last(desk):
    add(desk, "示例一局发布", verified_body="某公司", owner="示例一局")
    add(desk, "示例二局宣传", verified_body="某公司", owner="示例二局")
    first = register_findings(desk)[0]
    dismiss(desk, first.key, "公司是受托认证，已核实")
    told = register_findings(desk)
    assert [t.dismissed for t in told] == [None, "公司是受托认证，已核实"]
    assert told[1].key == first.key
    take_up(desk, first.key)
    assert [t.dismissed for t in register_findings(desk)] == [None, None]
    dismiss(desk, first.key, "再次核实")
    assert register_findings(desk)[1].dismissed == "再次核实"


def test_a_dismissal_needs_a_reason_and_a_finding(desk):
    add(desk, verified_body="某公司", owner="示例一局")
    with pytest.raises(RefusedError, match="为什么不是问题"):
        dismiss(desk, register_findings(desk)[0].key, " ")
    with pytest.raises(RefusedError, match="已没有这一项"):
        dismiss(desk, "NAMING:x", "无")
    take_up(desk, "NAMING:x")
    assert [t.dismissed for t in register_findings(desk)] == [None]


def test_an_empty_shell_is_found_by_the_posts_that_are_known(desk):
    record = add(desk, owner="示例县司法局")
    take_in_posts(desk, read_pasted_posts(desk, "2026-11-18 通知\n2026-01-05 旧闻", record))
    assert [t for t in register_findings(desk) if t.finding.check is Check.SHELL] == []
    set_parameter(desk, NewParameter("shell_posts", "3", "县规定"))
    (told,) = [t for t in register_findings(desk) if t.finding.check is Check.SHELL]
    assert "近90天只发布1条，不到3条" in told.finding.text
    assert told.finding.basis == "县规定"
