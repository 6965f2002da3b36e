"""What the window asks of one account reads that one only, however long the register is."""

from datetime import date

import pytest

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.usecases.activity import clues, messages, post_lists, posts
from govmedia_desktop.usecases.oversight import timeline
from govmedia_desktop.usecases.register.accounts import find_account
from tests.unit.desks import add, desk_of

SPAN = Period(date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.fixture
def record(desk, monkeypatch):
    """An account with a post and a message; from now on nobody may list them all."""
    made = add(desk, owner="示例县司法局")
    add(desk, "示例政务", platform="weibo")
    posts.take_in_posts(desk, post_lists.read_pasted_posts(desk, "2026-11-02 甲", made))
    messages.add_message(desk, made, {"nature": "诉求", "asked": "2026-11-03", "content": "问"})

    def all_of_them(_desk):
        raise AssertionError("read every account to show one")

    for module in (posts, messages, clues):
        monkeypatch.setattr(module, "list_accounts", all_of_them)
    return made


def test_its_posts_in_figures(desk, record):
    (told,) = posts.post_figures(desk, SPAN, record)
    assert (told.listed.account.id, told.figures.count) == (record, 1)


def test_pasted_lines_and_taking_them_in(desk, record):
    read = post_lists.read_pasted_posts(desk, "2026-11-20 乙\n2026-11-02 甲", record)
    assert (len(read.new), read.known) == (1, 1)
    assert posts.take_in_posts(desk, read) == 1
    assert find_account(desk, record).account.last_update == "2026-11-20"


def test_a_list_that_names_accounts_finds_each_by_its_name(desk, record):
    text = "账号名称\t标题\t日期\n示例政务\t丙\t2026-11-05\n没有的\t丁\t2026-11-05\n"
    read = post_lists.read_pasted_posts(desk, text, record)
    assert [find_account(desk, account).account.name for account, _ in read.new] == ["示例政务"]
    assert "没有（或不止一个）“没有的”" in read.problems[0].text


def test_its_whole_life(desk, record):
    titles = [happening.title for happening in timeline.timeline(desk, record)]
    assert {"诉求", "本月发布 1 条", "台账修改"} == set(titles)
    assert clues.list_clues(desk, record) == []
