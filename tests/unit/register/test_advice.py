"""What the register suggests, what a person decides; and the tree of main accounts."""

from datetime import date

import pytest

from govmedia_desktop.domain.advice import Deed
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.oversight.advice import account_advice, decide
from govmedia_desktop.usecases.oversight.register_checks import dismiss, register_findings
from govmedia_desktop.usecases.register.accounts import confirm_last_updates
from govmedia_desktop.usecases.register.matrix import matrix, set_main_account
from tests.unit.desks import add, desk_of, inspect


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def looked_up(desk, name, last, **fields):
    record = add(desk, name, **fields)
    confirm_last_updates(desk, {record: date.fromisoformat(last)}, desk.today())
    return record


def told(desk):
    return [(a.listed.account.name, a.advice.deed) for a in account_advice(desk)]


def test_what_is_to_be_done_stands_first_and_what_is_kept_last(desk):
    set_parameter(desk, NewParameter("zombie_days", "90", "省抽查"))
    looked_up(desk, "甲发布", "2026-11-20", owner="甲局")
    looked_up(desk, "乙发布", "2026-05-01", owner="乙局")
    looked_up(desk, "丙发布", "2026-05-01", owner="丙局", service="重大民生")
    add(desk, "丁发布", owner="丁局")
    assert told(desk) == [
        ("丙发布", Deed.DECIDE),
        ("乙发布", Deed.CLOSE),
        ("丁发布", Deed.LOOK),
        ("甲发布", Deed.KEEP),
    ]


def test_the_latest_inspection_and_a_dormancy_rule_together_suggest_closing(desk):
    take_up_shipped_forms(desk)
    set_parameter(desk, NewParameter("dormant_days", "20", "县规定"))
    record = looked_up(desk, "甲发布", "2026-10-20", owner="甲局")
    assert told(desk) == [("甲发布", Deed.KEEP)]
    inspect(desk, record, interaction="no", last_update="2026-10-20")
    assert told(desk) == [("甲发布", Deed.CLOSE)]


def test_a_finding_that_was_dismissed_suggests_nothing(desk):
    set_parameter(desk, NewParameter("zombie_days", "90", "省抽查"))
    looked_up(desk, "乙发布", "2026-05-01", owner="乙局")
    dismiss(desk, register_findings(desk)[0].key, "按批准停更")
    assert told(desk) == [("乙发布", Deed.KEEP)]


def test_a_decision_is_kept_with_its_reason_and_replaced_by_a_later_one(desk):
    looked_up(desk, "甲发布", "2026-11-20", owner="甲局")
    looked_up(desk, "乙发布", "2026-11-20", owner="乙局")
    decide(desk, "甲发布", Deed.CLOSE, "单位撤并")
    decide(desk, "甲发布", Deed.KEEP, "县政府常务会议纪要")
    decided = account_advice(desk)[-1]
    assert decided.listed.account.name == "甲发布"
    assert (decided.decision.deed, decided.decision.reason, decided.decision.day) == (
        Deed.KEEP,
        "县政府常务会议纪要",
        "2026-11-21",
    )
    assert len(desk.db.execute("SELECT id FROM decision").fetchall()) == 1


def test_a_decision_needs_a_reason_and_must_be_one(desk):
    record = add(desk)
    with pytest.raises(RefusedError, match="理由或依据"):
        decide(desk, record, Deed.CLOSE, " ")
    with pytest.raises(RefusedError, match="只能决定保留"):
        decide(desk, record, Deed.LOOK, "先看看")
    assert account_advice(desk)[0].decision is None


def tree(branches):
    return [(b.listed.account.name, tree(b.below)) for b in branches]


def test_accounts_stand_below_their_main_account(desk):
    for name in ("主号", "子号", "孙号", "独立号"):
        add(desk, name)
    assert set_main_account(desk, "子号", "主号")
    assert set_main_account(desk, "孙号", "子号")
    assert not set_main_account(desk, "孙号", "子号")
    assert tree(matrix(desk)) == [("主号", [("子号", [("孙号", [])])]), ("独立号", [])]
    assert [branch.size for branch in matrix(desk)] == [3, 1]
    set_main_account(desk, "子号", None)
    assert [name for name, _ in tree(matrix(desk))] == ["主号", "子号", "独立号"]


def test_no_account_stands_below_itself(desk):
    add(desk, "主号")
    add(desk, "子号")
    set_main_account(desk, "子号", "主号")
    for main in ("子号", "主号"):
        with pytest.raises(RefusedError, match="不能是它自己"):
            set_main_account(desk, "主号", main)


def test_a_ring_that_two_offices_made_hides_no_account(desk):
    one, other, third = (add(desk, name) for name in ("甲号", "乙号", "丙号"))
    pairs = ((one, other), (other, one), (third, one))
    desk.record([Edit(id_, "account", {"main_account": main}) for id_, main in pairs])
    assert tree(matrix(desk)) == [("乙号", []), ("甲号", [("丙号", [])])]
