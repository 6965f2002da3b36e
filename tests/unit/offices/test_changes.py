"""合并, 更名, 撤销, 划转: what moves is told first, then moved at once, and old periods stay."""

from datetime import date

import pytest

from govmedia_desktop.domain.office_changes import OfficeChange, OfficeChangeKind
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from govmedia_desktop.usecases.offices.known import find_office, own_office
from govmedia_desktop.usecases.register.account_history import account_history
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.register.life import steps_of
from govmedia_desktop.usecases.register.office_changes import change_office, moves_of
from tests.unit.desks import COUNTY, TOWN, add, desk_of, inspect

DAY = date(2026, 11, 1)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        take_up_shipped_forms(opened)
        yield opened


@pytest.fixture
def bureaus(desk):
    add(desk, "示例广电", owner="示例县广电局", last_update="2026-11-20")
    add(desk, "示例广电", platform="weibo", owner="示例县广电局")
    add(desk, "示例文旅", owner="示例县文旅局")
    return desk


def change(desk, kind, office="示例县广电局", to="示例县文旅局", basis="县委编办〔2026〕1号"):
    target = to and (to if kind == "更名" else find_office(desk, to).id)
    return OfficeChange(OfficeChangeKind(kind), find_office(desk, office).id, DAY, basis, target)


def test_what_will_move_is_told_before_anything_is_written(bureaus):
    begin(bureaus, Occasion(find_account(bureaus, "示例广电", "wechat").account.id, "basic"))
    moves = moves_of(bureaus, change(bureaus, "合并"))
    assert sorted(a.account.platform for a in moves.accounts) == ["wechat", "weibo"]
    assert (moves.target.name, moves.drafts, moves.offices) == ("示例县文旅局", 1, ())
    assert find_office(bureaus, "示例县广电局").valid_to is None


def test_merging_moves_the_accounts_and_keeps_the_old_office_until_the_day_before(bureaus):
    record = find_account(bureaus, "示例广电", "wechat").account.id
    change_office(bureaus, change(bureaus, "合并"))
    assert find_account(bureaus, record).owner_name == "示例县文旅局"
    old = find_office(bureaus, "示例县广电局")
    assert (old.valid_to, old.successor) == (
        "2026-10-31",
        find_office(bureaus, "示例县文旅局").id,
    )
    (step,) = steps_of(bureaus, record)
    assert (step.before, step.after, step.note) == (
        "示例县广电局",
        "示例县文旅局",
        "示例县广电局合并",
    )
    (moved,) = [c for c in account_history(bureaus, record) if c.old == "示例县广电局"]
    assert (moved.field, moved.reason) == ("主办单位", "县委编办〔2026〕1号")


def test_inspections_of_old_periods_keep_the_old_owner(bureaus):
    record = find_account(bureaus, "示例广电", "wechat").account.id
    old = find_office(bureaus, "示例县广电局").id
    inspect(bureaus, record)
    change_office(bureaus, change(bureaus, "撤销"))
    inspect(bureaus, record)
    owners = bureaus.db.conn.execute("SELECT owner FROM inspection_fact").fetchall()
    assert sorted(owners) == sorted([(old,), (find_office(bureaus, "示例县文旅局").id,)])


def test_offices_below_go_along(bureaus):
    add(bureaus, "示例台", owner="示例县电视台")
    station = find_office(bureaus, "示例县电视台").id
    parent = find_office(bureaus, "示例县广电局").id
    move = OfficeChange(OfficeChangeKind.TRANSFERRED, station, DAY, "文", parent)
    change_office(bureaus, move)
    assert find_office(bureaus, "示例县电视台").parent == parent
    moves = change_office(bureaus, change(bureaus, "合并"))
    assert [o.name for o in moves.offices] == ["示例县电视台"]
    assert find_office(bureaus, "示例县电视台").parent == find_office(bureaus, "示例县文旅局").id


def test_a_new_name_moves_nothing_and_old_days_have_the_old_name(bureaus):
    moves = change_office(bureaus, change(bureaus, "更名", to="示例县文广局"))
    assert (moves.accounts, moves.offices) == ((), ())
    office = find_office(bureaus, "示例县文广局")
    assert (office.name_on("2026-10-31"), office.name_on("2026-11-01")) == (
        "示例县广电局",
        "示例县文广局",
    )
    change_office(bureaus, change(bureaus, "更名", "示例县文广局", "示例县广播局"))
    assert len(find_office(bureaus, "示例县广播局").former_names) == 2


def test_a_change_needs_a_basis_and_is_made_downward_only(tmp_path, bureaus):
    with pytest.raises(RefusedError, match="写明依据"):
        change_office(bureaus, change(bureaus, "合并", basis=" "))
    with desk_of(tmp_path / "镇", TOWN) as town:
        above = find_office(town, COUNTY.name).id
        rename = OfficeChange(OfficeChangeKind.RENAMED, above, DAY, "文", "新名")
        with pytest.raises(RefusedError, match="只能变更本单位和下级单位"):
            change_office(town, rename)
        own = OfficeChange(OfficeChangeKind.RENAMED, own_office(town).id, DAY, "文", "示例新镇")
        change_office(town, own)
        assert own_office(town).name == "示例新镇"


def test_no_office_takes_the_name_of_one_beside_it(bureaus):
    with pytest.raises(RefusedError, match="已有一个单位叫“示例县文旅局”"):
        change_office(bureaus, change(bureaus, "更名", to="示例县文旅局"))
    assert find_account(bureaus, "示例广电", "wechat").owner_name == "示例县广电局"
    change_office(bureaus, change(bureaus, "合并"))
    change_office(bureaus, change(bureaus, "更名", office="示例县文旅局", to="示例县广电局"))
    assert find_account(bureaus, "示例文旅").owner_name == "示例县广电局"  # whose own is gone


def test_a_second_change_of_an_office_that_is_gone_is_refused(bureaus):
    change_office(bureaus, change(bureaus, "合并"))
    with pytest.raises(RefusedError, match="已于2026-10-31"):
        change_office(bureaus, change(bureaus, "更名", to="另名"))
