"""检查计划: set by the county, sent down, shown and kept to in the township, told in 报送情况."""

import shutil
from datetime import date, datetime

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange import reviews
from govmedia_desktop.usecases.exchange.disagreements import list_disputes
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.forms.management import retire
from govmedia_desktop.usecases.inspections.default_form import default_form, form_in_use
from govmedia_desktop.usecases.inspections.filling import begin_in_period
from govmedia_desktop.usecases.inspections.inspections import Occasion
from govmedia_desktop.usecases.mailed.sheets import accounts_of, offices_with_accounts, sending_to
from govmedia_desktop.usecases.periods.board import board, in_hand, reminder
from govmedia_desktop.usecases.periods.periods import period_list, reference_date
from govmedia_desktop.usecases.periods.plans import (
    NewPlan,
    cancel_plan,
    list_plans,
    own_plan,
    plan_in_force,
    plan_told,
    set_plan,
)
from govmedia_desktop.usecases.register.accounts import find_account, suspend
from govmedia_desktop.usecases.register.merging import ONE, merge
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from tests.unit.desks import add, desk_of, inspect
from tests.unit.exchanges import Q3, Q4, TOWNS, places

DAY, DUE = date(2026, 12, 15), date(2026, 12, 25)


@pytest.fixture
def offices(tmp_path):
    """The county and two towns that have reported up once, so that the county knows them."""
    with places(tmp_path) as (county, *towns):
        for number, town in enumerate(towns):
            sent = export(town, tmp_path / f"{number}.gmpack")
            take_in(county, sent.paths)
        yield county, *towns


def down(county, town, folder, name="下"):
    sent = export(county, folder / f"{name}.gmpack", Order(TOWNS[0]))
    take_in(town, sent.paths)


def names(rows):
    return [row.listed.account.name for row in rows]


def on(desk, day):
    desk.clock = lambda: datetime.fromisoformat(f"{day}T10:00:00+08:00")


def test_what_the_county_sets_holds_in_the_township_once_it_came(offices, tmp_path):
    county, town, _ = offices
    assert plan_in_force(town, Q4) is None
    set_plan(county, NewPlan(Q4, "basic", DAY, DUE, note="年度最后一次"))
    down(county, town, tmp_path)
    found = period_list(town, Q4)
    assert found.plan == plan_in_force(county, Q4)
    assert (found.reference_date, len(found.rows), found.others) == (DAY, 1, ())
    assert form_in_use(town).form_id == "basic"
    assert "检查计划（示例县人民政府办公室）：用“" in plan_told(town, found.plan)
    assert "2026-12-25前报送，年度最后一次" in plan_told(town, found.plan)
    assert plan_told(county, found.plan).startswith("检查计划（本单位）")
    for desk in (county, town):
        assert rebuild(desk).differing == ()
        assert verify(desk) == []


def test_a_plan_sets_no_default_beyond_its_quarter(offices):
    county, *_ = offices
    set_plan(county, NewPlan(Q4, "basic"))
    assert (form_in_use(county).form_id, default_form(county).form_id) == ("basic", "national-2019")
    on(county, "2027-01-04")
    assert form_in_use(county).form_id == "national-2019"


def test_a_plan_is_of_one_period_only(offices):
    county, *_ = offices
    set_plan(county, NewPlan(Q3, "basic", deadline=DUE))
    assert plan_in_force(county, Q4) is None
    assert form_in_use(county).form_id == "national-2019"


def test_named_accounts_are_to_be_checked_and_the_others_stay_offered(offices, tmp_path):
    county, town, _ = offices
    add(town, "甲镇普法", owner=TOWNS[0])
    take_in(county, export(town, tmp_path / "再.gmpack").paths)
    set_plan(county, NewPlan(Q4, accounts=("甲镇普法",)))
    down(county, town, tmp_path)
    found = period_list(town, Q4)
    assert (names(found.rows), names(found.others)) == (["甲镇普法"], [f"{TOWNS[0]}发布"])
    assert [row.planned for row in found.everyone] == [True, False]


def test_what_is_checked_beside_the_plan_stands_in_the_list(offices, tmp_path):
    county, town, _ = offices
    set_plan(county, NewPlan(Q4, accounts=(f"{TOWNS[1]}发布",)))
    down(county, town, tmp_path)
    assert period_list(town, Q4).rows == ()
    own = find_account(town, f"{TOWNS[0]}发布").account.id
    begin_in_period(town, Q4, Occasion(own, "national-2019", Nature.SELF))
    assert names(period_list(town, Q4).rows) == [f"{TOWNS[0]}发布"]
    inspect(town, own, Nature.SELF, last_update="2026-11-20")
    found = period_list(town, Q4)
    assert (found.done, names(found.rows), found.others) == (1, [f"{TOWNS[0]}发布"], ())


def test_a_share_is_drawn_once_and_again_the_same(tmp_path):
    with desk_of(tmp_path / "县") as desk:
        ids = {add(desk, f"示例{n}发布") for n in range(20)}
        first = set_plan(desk, NewPlan(Q4, share=30)).accounts
        assert len(first) == 6
        assert first < ids
        set_plan(desk, NewPlan(Q4))
        assert set_plan(desk, NewPlan(Q4, share=30)).accounts == first
        assert len(period_list(desk, Q4).rows) == 6
        assert len(period_list(desk, Q4).others) == 14


def test_what_is_paused_or_closed_is_not_drawn(tmp_path):
    with desk_of(tmp_path / "县") as desk:
        add(desk, "已注销的", status="已注销")
        paused = add(desk, "改名的")
        about = {"reason": "改名", "approved_by": "县政府办", "valid_from": "2026-11-01"}
        suspend(desk, paused, about)
        with pytest.raises(RefusedError, match="抽不出来"):
            set_plan(desk, NewPlan(Q4, share=50))
        assert list_plans(desk) == []
        running = add(desk, "运行的")
        assert set_plan(desk, NewPlan(Q4, share=50)).accounts == {running}


def test_an_account_that_was_joined_since_is_still_asked_for(tmp_path):
    with desk_of(tmp_path / "县") as desk:
        first, later = add(desk, "示例发布"), add(desk, "示例县发布")
        set_plan(desk, NewPlan(Q4, accounts=(later,)))
        merge(desk, first, later, {"name": ONE})
        found = period_list(desk, Q4)
        assert ([row.listed.account.id for row in found.rows], found.others) == ([first], ())


def test_the_own_plan_comes_before_the_one_from_above_but_not_its_deadline(offices, tmp_path):
    county, town, _ = offices
    set_plan(county, NewPlan(Q4, "basic", deadline=DUE))
    down(county, town, tmp_path)
    set_plan(town, NewPlan(Q4, "national-2019", DAY))
    assert form_in_use(town).form_id == "national-2019"
    assert reference_date(town, Q4) == DAY
    assert in_hand(town, Q4).due == DUE
    assert in_hand(county, Q4).due is None


def test_a_reference_day_that_was_set_stays_whatever_the_plan_says(offices, tmp_path):
    county, town, _ = offices
    own = find_account(town, f"{TOWNS[0]}发布").account.id
    begin_in_period(town, Q4, Occasion(own, "national-2019", Nature.SELF))
    set_plan(county, NewPlan(Q4, reference_date=DAY))
    down(county, town, tmp_path)
    assert reference_date(town, Q4) == date(2026, 11, 21)


def test_after_the_last_day_the_board_says_who_is_late(offices):
    county, *_ = offices
    set_plan(county, NewPlan(Q4, deadline=DUE))
    assert [(row.due, row.late) for row in board(county, Q4)] == [(DUE, False)] * 2
    assert "报送期限：2026-12-25。" in reminder(county, Q4)
    reviews.note_report(county, Q4, TOWNS[0], reviews.Noted(reviews.Way.PAPER))
    on(county, "2026-12-25")
    assert not any(row.late for row in board(county, Q4))
    on(county, "2026-12-26")
    assert {row.office.name: row.late for row in board(county, Q4)} == {
        TOWNS[0]: False,
        TOWNS[1]: True,
    }
    assert "报送期限：2026-12-25，已过期限。" in reminder(county, Q4, TOWNS[1])


def test_without_a_plan_nobody_is_late_and_no_day_is_told(offices):
    county, *_ = offices
    on(county, "2027-03-01")
    assert [(row.due, row.late) for row in board(county, Q4)] == [(None, False)] * 2
    assert "期限" not in reminder(county, Q4)


def test_what_was_reported_is_owed_no_more(offices, tmp_path):
    county, town, _ = offices
    set_plan(county, NewPlan(Q4, deadline=DUE))
    down(county, town, tmp_path)
    assert in_hand(town, Q4).due == DUE
    reviews.submit(town, Q4, zero=True)
    assert in_hand(town, Q4).due is None


def test_a_plan_that_is_withdrawn_is_gone_below_too_and_can_be_set_again(offices, tmp_path):
    county, town, _ = offices
    set_plan(county, NewPlan(Q4, "basic", deadline=DUE))
    down(county, town, tmp_path)
    cancel_plan(county, Q4)
    down(county, town, tmp_path, "撤")
    assert list_plans(county) == list_plans(town) == []
    with pytest.raises(RefusedError, match="没有2026年第四季度的检查计划"):
        cancel_plan(county, Q4)
    set_plan(county, NewPlan(Q4, "basic", deadline=DUE))
    down(county, town, tmp_path, "又")
    assert plan_in_force(town, Q4).deadline == DUE


def test_a_township_cannot_withdraw_what_came_from_above(offices, tmp_path):
    county, town, _ = offices
    set_plan(county, NewPlan(Q4, deadline=DUE))
    down(county, town, tmp_path)
    with pytest.raises(RefusedError, match="上级的计划由上级取消"):
        cancel_plan(town, Q4)
    assert own_plan(town, Q4) is None


def test_setting_it_again_changes_the_one_plan(offices):
    county, *_ = offices
    first = set_plan(county, NewPlan(Q4, "basic", DAY, DUE, note="初稿"))
    again = set_plan(county, NewPlan(Q4, deadline=date(2026, 12, 28)))
    assert again.id == first.id
    assert list_plans(county) == [again]
    assert (again.form_id, again.reference_date, again.note) == (None, None, "")


def test_two_computers_that_set_it_differently_are_asked_field_by_field(tmp_path):
    with desk_of(tmp_path / "县") as desk:
        add(desk, "示例县发布")
    shutil.copytree(tmp_path / "县", tmp_path / "另一台")
    with (
        open_desk(tmp_path / "县", "张三") as desk,
        open_desk(tmp_path / "另一台", "李四") as other,
    ):
        set_plan(desk, NewPlan(Q4, "basic", deadline=DUE))
        set_plan(other, NewPlan(Q4, "basic", deadline=date(2026, 12, 28)))
        handed = export(other, tmp_path / "交接.gmpack", Order(kind=PackageKind.HANDOVER))
        take_in(desk, handed.paths, confirmed=True)
        assert [(d.kind, d.field) for d in list_disputes(desk)] == [("plan", "deadline")]
        (stands,) = list_plans(desk)
        assert stands.deadline in (DUE, date(2026, 12, 28))


def test_a_check_sheet_goes_out_for_what_the_plan_asks_and_comes_back_for_all(offices):
    county, *_ = offices
    set_plan(county, NewPlan(Q4, accounts=(f"{TOWNS[0]}发布",)))
    assert [o.name for o, _ in offices_with_accounts(county, Q4, asked=True)] == [TOWNS[0]]
    assert [o.name for o, _ in offices_with_accounts(county, Q4)] == sorted(TOWNS)
    other = sending_to(county, TOWNS[1], "national-2019", Q4)
    assert len(accounts_of(county, other)) == 1
    with pytest.raises(RefusedError, match="没有要检查的账号"):
        accounts_of(county, other, asked=True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"form_id": "没有的"}, "没有名为“没有的”的检查表"),
        ({"reference_date": date(2027, 1, 5)}, "不在2026年第四季度以内"),
        ({"deadline": date(2026, 9, 30)}, "早于周期开始"),
        ({"reference_date": DAY, "deadline": date(2026, 12, 1)}, "早于监测时间点"),
        ({"share": 0}, "1到100之间"),
        ({"share": 101}, "1到100之间"),
        ({"share": 30, "accounts": ("甲",)}, "只能选一样"),
        ({"accounts": ("没有这个",)}, "台账里没有名为“没有这个”的账号"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_set(offices, wrong, said):
    county, *_ = offices
    with pytest.raises(RefusedError, match=said):
        set_plan(county, NewPlan(Q4, **wrong))
    assert list_plans(county) == []


def test_a_withdrawn_form_cannot_be_planned_and_one_withdrawn_later_is_passed_over(offices):
    county, *_ = offices
    set_plan(county, NewPlan(Q4, "basic"))
    retire(county, "basic", "换新表")
    assert form_in_use(county).form_id == "national-2019"
    with pytest.raises(RefusedError, match="已停用"):
        set_plan(county, NewPlan(Q4, "basic"))
