"""What was put down at once, posts or clues, is taken back whole, and nothing else with it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity.batches import Matter, batches, latest_batch, take_back
from govmedia_desktop.usecases.activity.clue_lists import read_clue_file, take_in_clues
from govmedia_desktop.usecases.activity.clues import confirm_clue, list_clues
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import delete_posts, posts_of, take_in_posts
from govmedia_desktop.usecases.register.accounts import confirm_last_updates, find_account
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.unit.desks import add, desk_of


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def put_down(desk, account, *lines, name=""):
    return take_in_posts(desk, read_pasted_posts(desk, "\n".join(lines), account), name)


def stands(desk):
    """What the register and the posts say, as anybody reads them."""
    accounts = "SELECT id, last_update, last_update_verified, deleted FROM account ORDER BY id"
    posts = "SELECT id, account, day, title, link FROM post WHERE NOT deleted ORDER BY id"
    return [desk.db.execute(sql).fetchall() for sql in (accounts, posts)]


def test_its_posts_are_gone_and_the_last_update_is_what_it_was(desk):
    record = add(desk, last_update="2026-11-01")
    before = stands(desk)
    put_down(desk, record, "2026-11-18 医保缴费指南", "2026-11-20 停水通知", name="后台.xlsx")
    assert find_account(desk, record).account.last_update == "2026-11-20"
    done = take_back(desk, Matter.POSTS)
    assert (done.count, done.name) == (2, "后台.xlsx")
    assert stands(desk) == before
    assert verify(desk) == []


def test_where_nobody_knew_the_last_update_nobody_knows_it_again(desk):
    record = add(desk)
    put_down(desk, record, "2026-11-18 医保缴费指南")
    take_back(desk, Matter.POSTS)
    account = find_account(desk, record).account
    assert (account.last_update, account.last_update_verified) == (None, None)


def test_posts_known_before_stay(desk):
    record = add(desk)
    put_down(desk, record, "2026-11-10 旧的")
    put_down(desk, record, "2026-11-10 旧的", "2026-11-18 新的")
    take_back(desk, Matter.POSTS)
    assert [p.title for p in posts_of(desk, record)] == ["旧的"]


def test_a_post_that_was_deleted_and_put_down_again_is_deleted_again(desk):
    record = add(desk)
    put_down(desk, record, "2026-11-10 旧的")
    delete_posts(desk, posts_of(desk, record))
    put_down(desk, record, "2026-11-10 旧的")
    take_back(desk, Matter.POSTS)
    assert posts_of(desk, record) == []


def test_what_was_taken_back_can_be_put_down_again_and_taken_back_again(desk):
    record = add(desk)
    before = stands(desk)
    for _ in range(3):
        assert put_down(desk, record, "2026-11-18 医保缴费指南 https://a.example/1") == 1
        assert [p.link for p in posts_of(desk, record)] == ["https://a.example/1"]
        take_back(desk, Matter.POSTS)
        assert stands(desk) == before


def test_the_last_one_is_taken_back_first_then_the_one_before(desk):
    record = add(desk, last_update="2026-11-01")
    before = stands(desk)
    put_down(desk, record, "2026-11-10 一")
    put_down(desk, record, "2026-11-18 二")
    (_, first) = batches(desk, Matter.POSTS)
    with pytest.raises(RefusedError, match=r"不能撤回：记下以后，“示例发布.*先撤回后来记下的"):
        take_back(desk, Matter.POSTS, first.id)
    take_back(desk, Matter.POSTS)
    assert find_account(desk, record).account.last_update == "2026-11-10"
    take_back(desk, Matter.POSTS)
    assert stands(desk) == before
    assert latest_batch(desk, Matter.POSTS) is None


def test_where_somebody_looked_since_nothing_is_taken_back(desk):
    record = add(desk)
    put_down(desk, record, "2026-11-18 一")
    confirm_last_updates(desk, {record: date(2026, 11, 20)}, desk.today())
    before = stands(desk)
    with pytest.raises(RefusedError, match="没有作任何改动"):
        take_back(desk, Matter.POSTS)
    assert stands(desk) == before


def test_where_a_post_was_deleted_since_nothing_is_taken_back(desk):
    record = add(desk)
    put_down(desk, record, "2026-11-18 一", "2026-11-19 二")
    delete_posts(desk, posts_of(desk, record)[:1])
    with pytest.raises(RefusedError, match="不能撤回"):
        take_back(desk, Matter.POSTS)
    assert len(posts_of(desk, record)) == 1


def test_what_is_unknown_or_taken_back_already_is_refused(desk):
    record = add(desk)
    with pytest.raises(RefusedError, match="没有可以撤回的"):
        take_back(desk, Matter.POSTS)
    put_down(desk, record, "2026-11-18 一")
    done = take_back(desk, Matter.POSTS)
    with pytest.raises(RefusedError, match="已经撤回过了"):
        take_back(desk, Matter.POSTS, done.id)
    with pytest.raises(RefusedError, match="没有编号为“x”"):
        take_back(desk, Matter.POSTS, "x")


def test_nothing_new_is_no_import(desk):
    record = add(desk)
    put_down(desk, record, "2026-11-18 一")
    put_down(desk, record, "2026-11-18 一")
    assert [d.count for d in batches(desk, Matter.POSTS)] == [1]


_LINES = st.lists(st.sampled_from([f"2026-11-{d:02} 第{d}条" for d in range(1, 15)]), max_size=6)


@given(st.lists(_LINES, min_size=1, max_size=4))
def test_taking_all_back_in_turn_goes_through_what_stood_after_each(tmp_path_factory, batches):
    with desk_of(tmp_path_factory.mktemp("县") / "数据") as desk:
        record = add(desk, last_update="2026-11-05")
        stood = [stands(desk)]
        for lines in batches:
            if put_down(desk, record, *lines):
                stood.append(stands(desk))
        while latest_batch(desk, Matter.POSTS):
            stood.pop()
            take_back(desk, Matter.POSTS)
            assert stands(desk) == stood[-1]
        assert len(stood) == 1


CLUES = Matter.CLUES


def bought(desk, folder, *problems, name="周报.csv"):
    rows = "".join(f"示例发布,微信,{problem},2026-11-10\n" for problem in problems)
    path = folder / name
    path.write_text(f"账号名称,平台,问题,时间\n{rows}", "utf-8")
    return take_in_clues(desk, read_clue_file(desk, path))


def told(desk):
    return sorted(t.clue.problem for t in list_clues(desk))


def test_a_list_of_clues_taken_back_leaves_those_of_other_lists(desk, tmp_path):
    add(desk)
    bought(desk, tmp_path, "错别字", "广告")
    bought(desk, tmp_path, "错别字", "断更", name="月报.csv")
    batch = take_back(desk, CLUES)
    assert (batch.name, batch.count, told(desk)) == ("月报.csv", 1, ["广告", "错别字"])
    assert (take_back(desk, CLUES).count, told(desk)) == (2, [])
    assert [bool(b.undone) for b in batches(desk, CLUES)] == [True, True]
    assert verify(desk) == []


def test_a_list_of_clues_taken_back_comes_in_again_whole(desk, tmp_path):
    record = add(desk)
    for _ in range(3):
        assert bought(desk, tmp_path, "错别字", "广告") == 2
        assert {t.listed.account.id for t in list_clues(desk)} == {record}
        take_back(desk, CLUES)
        assert told(desk) == []


def test_clues_that_somebody_has_looked_at_stand_in_the_way_and_are_named(desk, tmp_path):
    add(desk)
    bought(desk, tmp_path, "错别字", "广告")
    (looked_at, _) = list_clues(desk)
    confirm_clue(desk, looked_at.id)
    with pytest.raises(RefusedError, match=f"不能撤回.*{looked_at.clue.problem}.*没有作任何改动"):
        take_back(desk, CLUES)
    assert len(told(desk)) == 2


def test_posts_and_clues_are_taken_back_each_for_itself(desk, tmp_path):
    record = add(desk)
    put_down(desk, record, "2026-11-18 一")
    bought(desk, tmp_path, "错别字")
    take_back(desk, Matter.POSTS)
    assert (posts_of(desk, record), told(desk)) == ([], ["错别字"])
    with pytest.raises(RefusedError, match="没有可以撤回的发布记录"):
        take_back(desk, Matter.POSTS)
