"""Files that are taken in only once a person has said yes, and files that never are."""

import pytest

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.domain.trust import Trust
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import intakes
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.intakes import Intake
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import NewOffice, create
from govmedia_desktop.usecases.exchange.arrivals import bring, let_go
from govmedia_desktop.usecases.exchange.incoming import (
    NotConfirmedError,
    take_in,
    take_in_each,
)
from govmedia_desktop.usecases.exchange.ledger import received_files
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.preview import preview
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.unit.desks import COUNTY, TOWN, add
from tests.unit.situations.conftest import account, accounts


def entered(desk, count, **given):
    """Enter so many accounts of the town at once and return their record ids."""
    given = {"owner": find_office(desk, TOWN.name).id, **given}
    ids = [new_id() for _ in range(count)]
    named = ((id_, {"name": f"第{n}号", "platform": "weibo"}) for n, id_ in enumerate(ids))
    desk.record([Edit(id_, "account", {**values, **given}) for id_, values in named])
    return ids


def retold(desk, ids, word):
    """Let the desk change that field of every one of these accounts."""
    desk.record([Edit(id_, "account", {"remark": word}) for id_ in ids])


@pytest.fixture
def both(desks, post, shared):
    """A county with 300 accounts of its own that the town has too."""
    county, town = desks
    ids = entered(county, 300, remark="县里填的")
    post.down(county, town, full=True)
    return county, town, ids


def test_a_file_that_changes_six_records_of_another_office_asks_and_five_it_may(both, post):
    county, town, ids = both
    retold(town, ids[:5], "镇里改的")
    (five,) = take_in(county, [post.write(town)])
    assert (five.state, five.hides, five.asks) == ("taken_in", 5, False)
    retold(town, ids[10:16], "镇里改的")
    path = post.write(town)
    with pytest.raises(NotConfirmedError, match=r"会删除或改掉别的单位填的6条记录（共\d+条）"):
        take_in(county, [path])
    assert [account(county, id_).remark for id_ in ids[10:16]] == ["县里填的"] * 6
    (six,) = take_in(county, [path], confirmed=True)
    assert (six.hides, six.asks) == (6, True)
    assert {account(county, id_).remark for id_ in ids[10:16]} == {"镇里改的"}


def test_what_an_office_changes_of_its_own_asks_nobody_however_much_it_is(both, post):
    county, town, _ids = both
    own = entered(town, 40, remark="原来的")
    post.carry(town, county)
    retold(town, own, "后来的")
    (taken,) = take_in(county, [post.write(town)])
    assert (taken.hides, taken.asks, taken.changed) == (0, False, 40)


def test_in_a_small_register_two_records_are_much_and_one_alone_never_is(desks, post, shared):
    county, town = desks
    ids = entered(county, 3, remark="县里填的")
    post.down(county, town, full=True)
    retold(town, ids[:1], "镇里改的")
    (one,) = take_in(county, [post.write(town)])
    assert (one.hides, one.asks) == (1, False)
    retold(town, ids[1:], "镇里改的")
    with pytest.raises(NotConfirmedError, match="填的2条记录"):
        take_in(county, [post.write(town)])


def test_a_sum_of_what_was_deleted_and_what_was_changed_is_told(desks, post, shared):
    county, town = desks
    ids = entered(county, 4, remark="县里填的")
    post.down(county, town, full=True)
    retold(town, ids[:2], "镇里改的")
    town.delete(ids[2:], "误录")
    path = post.write(town)
    before = len(list_accounts(county))
    with pytest.raises(NotConfirmedError, match="填的4条记录"):
        take_in(county, [path])
    assert len(list_accounts(county)) == before
    assert take_in(county, [path], confirmed=True)[0].hides == 4
    assert len(list_accounts(county)) == before - 2


def test_of_several_files_one_that_asks_keeps_all_of_them_out_and_is_named(desks, post, shared):
    county, town = desks
    ids = entered(county, 3, remark="县里填的")
    post.down(county, town, full=True)
    retold(town, ids, "镇里改的")
    asking, other = post.write(town), post.write(county, full=True)
    kept = received_files(county)
    with pytest.raises(NotConfirmedError, match=f"“{asking.name}”：这个文件会删除或改掉"):
        take_in(county, [other, asking])
    assert received_files(county) == kept
    assert [account(county, id_).remark for id_ in ids] == ["县里填的"] * 3


def test_taken_one_by_one_the_sound_files_come_in_and_the_others_say_why(
    desks, post, shared, tmp_path
):
    county, town = desks
    ids = entered(county, 3, remark="县里填的")
    post.down(county, town, full=True)
    retold(town, ids, "镇里改的")
    asking = post.write(town)
    broken = tmp_path / "坏.gmpack"
    broken.write_bytes(asking.read_bytes()[:-20])
    add(county, "另一个号")
    whole = post.write(county, full=True)
    arrivals = bring(county, [asking, broken, whole])
    told = []
    done = take_in_each(county, arrivals, (), lambda n, of: told.append((n, of)))
    assert [one.state for one in done] == ["refused", "refused", "taken_in"]
    assert [one.file for one in done] == [asking.name, "坏.gmpack", whole.name]
    assert [bool(one.hides) for one in done] == [True, False, False]
    assert "会删除或改掉" in done[0].why
    assert done[0].sender == TOWN.name
    assert "未接收任何内容" in done[1].why
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert received_files(county)[0].file_name == whole.name
    (again,) = take_in_each(county, arrivals[:1], {arrivals[0].copy})
    assert again.state == "taken_in"
    let_go(arrivals)
    assert list(county.store.tmp.iterdir()) == []


def test_the_preview_tells_what_would_be_asked_and_leaves_the_data_alone(desks, post, shared):
    county, town = desks
    ids = entered(county, 3, remark="县里填的")
    post.down(county, town, full=True)
    retold(town, ids, "镇里改的")
    told = preview(county, [post.write(town)])
    (file,) = told.files
    assert (file.taken.hides, file.taken.asks, told.count("changed")) == (3, True, 3)
    assert account(county, ids[0]).remark == "县里填的"
    let_go(told.arrivals)


@pytest.fixture
def reinstalled(desks, post):
    """A file of the town whose key was known and is another one now."""
    county, town = desks
    post.carry(town, county)
    with write(town.db):
        town.db.conn.execute("DELETE FROM local WHERE name = 'signing_seed'")
    add(town, "新电脑上录的")
    return post.write(town)


def test_a_file_under_another_key_asks_first_and_a_yes_makes_the_key_known(
    desks, post, reinstalled
):
    county, town = desks
    before = accounts(county)
    with pytest.raises(NotConfirmedError, match=r"签名密钥与以前的不同.*核对校验码"):
        take_in(county, [reinstalled])
    assert (accounts(county), len(received_files(county))) == (before, 1)
    (told,) = look(county, reinstalled)
    assert (told.trust, told.taken.asks) == (Trust.CHANGED, True)
    assert told.code in told.taken.why
    assert take_in(county, [reinstalled], confirmed=True)[0].asks
    add(town, "再录一个")
    (later,) = take_in(county, [post.write(town)])
    assert (later.state, later.asks) == ("taken_in", False)


def look(desk, path):
    """Preview a file and let its copy go."""
    told = preview(desk, [path])
    let_go(told.arrivals)
    return told.files


@pytest.mark.parametrize("practice", [True, False])
def test_practice_and_real_data_never_mix(tmp_path, practice):
    town = NewOffice(TOWN.name, Level.TOWNSHIP, Category.TOWNSHIP, parent=COUNTY.name)
    with create(tmp_path / "镇", town, "张三", practice=practice) as desk:
        add(desk, "示例镇发布")
        path = export(desk, tmp_path / "1.gmpack").path
    with create(tmp_path / "县", COUNTY, "张三", practice=not practice) as desk:
        which = "练习数据，真实数据文件夹" if practice else "真实数据，练习文件夹"
        with pytest.raises(RefusedError, match=f"这是{which}不接收"):
            take_in(desk, [path])
        (told,) = look(desk, path)
        assert (told.taken.state, told.taken.sender) == ("refused", TOWN.name)
        assert which in told.taken.why
        assert (list_accounts(desk), received_files(desk)) == ([], [])
        assert list(desk.store.tmp.iterdir()) == []


def test_another_file_under_a_number_that_was_taken_in_is_refused(desks, post, tmp_path):
    county, town = desks
    add(town, "示例镇之声")
    written = export(town, tmp_path / "后来的.gmpack")
    first = (new_id(), written.manifest.package, "0" * 64, "先来的.gmpack", "r", "o")
    intakes.enter(county.db, Intake(*first, county.stamp(), "张三"))
    with pytest.raises(RefusedError, match=r"与已接收的“先来的\.gmpack”相同而内容不同"):
        take_in(county, [written.path])
    assert list_accounts(county) == []


def test_a_file_that_was_taken_in_changes_nothing_and_is_backed_up_for_no_second_time(desks, post):
    county, town = desks
    add(town, "示例镇之声")
    path = post.write(town)
    post.take(county, path)
    kept, before = backups(county), accounts(county)
    again = post.take(county, path)
    (told,) = look(county, path)
    assert (again.state, told.taken.state) == ("already", "already")
    assert again.same == told.taken.same > 0
    assert again.intake == received_files(county)[0].id
    assert (accounts(county), backups(county)) == (before, kept)
    assert list(county.store.tmp.iterdir()) == []


def backups(desk):
    return sorted(path.name for path in desk.store.folder.glob("backups/*"))


def test_a_file_that_nobody_can_read_is_told_by_its_name_among_others(desks, post, tmp_path):
    county, town = desks
    add(town, "示例镇之声")
    sound = post.write(town)
    with pytest.raises(RefusedError, match=r"“没有.gmpack”：文件读不出来，未接收任何内容"):
        take_in(county, [sound, tmp_path / "没有.gmpack"])
    with pytest.raises(RefusedError, match=r"^文件读不出来"):
        take_in(county, [tmp_path / "没有.gmpack"])
    assert received_files(county) == []
    assert list(county.store.tmp.iterdir()) == []
