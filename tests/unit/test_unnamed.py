"""While nobody has said who works here nothing becomes a record, nor is anything taken back."""

from datetime import date

import pytest

from govmedia_desktop.domain.periods import quarter_of
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity.batches import Matter, batches, take_back
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import take_in_posts
from govmedia_desktop.usecases.exchange.reviews import drop, newest_report, submit
from govmedia_desktop.usecases.periods.plans import NewPlan, cancel_plan, list_plans, set_plan
from govmedia_desktop.usecases.register.accounts import (
    add_account,
    change_account,
    delete_account,
    list_accounts,
)
from tests.unit.desks import add, desk_of

PERIOD = quarter_of(date(2026, 11, 21))


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "data") as desk:
        yield desk


def post(desk, account, day="2026-11-20"):
    take_in_posts(desk, read_pasted_posts(desk, f"{day} 甲", account))


DEEDS = {
    "add": lambda desk, account: add_account(desk, {"name": "乙", "platform": "weibo"}),
    "change": lambda desk, account: change_account(desk, account, {"remark": "x"}),
    "delete": lambda desk, account: delete_account(desk, account, "撤并"),
    "post": post,
    "take back": lambda desk, account: take_back(desk, Matter.POSTS),
    "plan": lambda desk, account: set_plan(desk, NewPlan(PERIOD, "basic")),
    "cancel": lambda desk, account: cancel_plan(desk, PERIOD),
    "report": lambda desk, account: submit(desk, PERIOD),
    "drop": lambda desk, account: drop(desk, newest_report(desk, PERIOD, desk.office)),
}


def state(desk):
    revisions = desk.db.conn.execute("SELECT count(*) FROM revision").fetchone()
    return revisions, list_accounts(desk), list_plans(desk), batches(desk, Matter.POSTS)


@pytest.mark.parametrize("staff", ["", "  "])
@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_in_particular_writes_nothing(desk, deed, staff):
    account = add(desk)
    post(desk, account, "2026-11-19")
    set_plan(desk, NewPlan(PERIOD, "national-2019"))
    submit(desk, PERIOD)
    before, desk.staff = state(desk), staff
    with pytest.raises(RefusedError, match="还不知道填报人是谁，没有保存"):
        DEEDS[deed](desk, account)
    assert state(desk) == before
    desk.staff = "张三"
    DEEDS[deed](desk, account)
    assert state(desk)[0] != before[0]
