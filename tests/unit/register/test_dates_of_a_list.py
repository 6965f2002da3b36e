"""核实日期 in a register that comes in: it never makes an unseen date a seen one."""

import pytest

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.usecases.oversight.today import updates
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from tests.unit.desks import add, desk_of

OWNER = "示例县教育局"


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        add(opened, owner=OWNER, last_update="2026-09-01")
        yield opened


def take_in(desk, folder, header, *cells):
    path = folder / "台账.csv"
    rows = (("账号名称", "平台", "主办单位", *header), ("示例发布", "微信公众号", OWNER, *cells))
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    read = read_register(desk, path)
    take_in_register(desk, read)
    account = find_account(desk, "示例发布").account
    (update,) = updates(desk)
    return account.last_update, account.last_update_verified, update.freshness


@pytest.mark.parametrize("header", ["检查日期", "核实日期", "核查日期"])
def test_the_day_of_a_check_alone_judges_nobody(desk, tmp_path, header):
    """Such a list does not say which date was seen that day."""
    told = take_in(desk, tmp_path, (header,), "2026-11-20")
    assert told == ("2026-09-01", None, Freshness.UNKNOWN)


def test_beside_the_date_that_stands_it_says_that_somebody_looked(desk, tmp_path):
    header = ("最近更新日期", "核实日期")
    told = take_in(desk, tmp_path, header, "2026-09-01", "2026-11-20")
    assert told == ("2026-09-01", "2026-11-20", Freshness.OVERDUE)
    again = take_in(desk, tmp_path, header, "2026-09-01", "2026-11-19")
    assert again == told, "an earlier look takes nothing away"


def test_beside_another_date_that_date_comes_and_waits_to_be_looked_up(desk, tmp_path):
    told = take_in(desk, tmp_path, ("最近更新日期", "核实日期"), "2026-11-01", "2026-11-20")
    assert told == ("2026-11-01", None, Freshness.UNKNOWN)


def test_a_date_older_than_one_that_was_looked_up_leaves_both_as_they_are(desk, tmp_path):
    header = ("最近更新日期", "核实日期")
    take_in(desk, tmp_path, header, "2026-09-01", "2026-11-18")
    told = take_in(desk, tmp_path, header, "2026-08-01", "2026-11-20")
    assert told == ("2026-09-01", "2026-11-18", Freshness.OVERDUE)
