"""核对更新日期 from a list that somebody sent: only sound lines of supervised accounts count."""

import pytest

from govmedia_desktop.usecases.oversight.told_dates import read_told_dates, take_told_dates
from govmedia_desktop.usecases.register.accounts import find_account
from tests.unit.desks import add, desk_of

LIST = "示例发布 2026-11-19\n示例之声 11月18日\n没有的号 2026-11-17\n示例普法 2026-11-30\n"


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        for name in ("示例发布", "示例之声", "示例普法"):
            add(opened, name, last_update="2026-11-01")
        add(opened, "示例关停", status="已关停", last_update="2026-11-01")
        yield opened


def dates(desk, name):
    account = find_account(desk, name).account
    return account.last_update, account.last_update_verified


def test_sound_lines_are_looked_up_today_and_the_others_change_nothing(desk):
    told = read_told_dates(desk, LIST)
    assert [bool(line.fault) for line in told] == [False, False, True, True]
    assert dates(desk, "示例发布") == ("2026-11-01", None), "nothing is written by reading"
    assert take_told_dates(desk, told) == 2
    assert dates(desk, "示例发布") == ("2026-11-19", "2026-11-21")
    assert dates(desk, "示例之声") == ("2026-11-18", "2026-11-21")
    assert dates(desk, "示例普法") == ("2026-11-01", None)


def test_an_account_that_is_not_supervised_is_not_looked_up(desk):
    (line,) = read_told_dates(desk, "示例关停 2026-11-19")
    assert line.fault
    assert take_told_dates(desk, [line]) == 0
    assert dates(desk, "示例关停") == ("2026-11-01", None)
