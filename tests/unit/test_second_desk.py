"""Work beside the window: a second connection to a folder that the first one holds."""

import threading

import pytest

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import open_desk, second_desk
from govmedia_desktop.usecases.register.accounts import add_account, list_accounts
from tests.data.county import NOW, county


@pytest.fixture
def desk(tmp_path):
    with county(tmp_path / "data", accounts=2, quarters=1) as made:
        yield made


def test_it_is_the_same_person_folder_and_clock(desk):
    with second_desk(desk) as own:
        assert (own.staff, own.store.folder, own.clock()) == ("张三", desk.store.folder, NOW)
        assert own.store.replica == desk.store.replica
        assert own.db is not desk.db


def test_what_one_writes_the_other_sees(desk):
    with second_desk(desk) as own:
        add_account(own, {"name": "示例县卫健", "platform": "weibo"})
        assert len(list_accounts(desk)) == 3
        add_account(desk, {"name": "示例县应急", "platform": "weibo"})
        assert len(list_accounts(own)) == 4


def test_two_threads_may_write_at_once(desk):
    def write(number):
        with second_desk(desk) as own:
            for n in range(5):
                add_account(own, {"name": f"示例{number}号{n}", "platform": "douyin"})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list_accounts(desk)) == 12


def test_the_folder_stays_held_when_the_second_desk_is_gone(desk):
    with second_desk(desk):
        pass
    with pytest.raises(RefusedError), open_desk(desk.store.folder, "李四", patience_s=0.1):
        pass
    assert list_accounts(desk)
