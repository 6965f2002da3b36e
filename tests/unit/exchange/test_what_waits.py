"""等待中: what came too early is told by what it waits for, in the list and in the preview."""

import pytest

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange.arrivals import let_go
from govmedia_desktop.usecases.exchange.ledger import received_files, withdraw_intake
from govmedia_desktop.usecases.exchange.orders import Order, to_send
from govmedia_desktop.usecases.exchange.preview import Fate, preview
from govmedia_desktop.usecases.exchange.waiting import count_waiting, list_waiting
from govmedia_desktop.usecases.register.accounts import change_account
from tests.unit.desks import COUNTY, TOWN, add
from tests.unit.situations.conftest import account, change, copied, shown


@pytest.fixture
def behind(desks, shared, tmp_path):
    """The county's other computer, to which the town's files come in another order."""
    with copied(desks[0], tmp_path / "另一台") as other:
        yield other


@pytest.fixture
def two(desks, post, shared):
    """Two files of the town, the second continuing the first; the county has read both."""
    county, town = desks
    written = []
    for street in ("西街", "南街"):
        change(town, shared, address=street)
        written.append(post.write(town))
        post.take(county, written[-1])
        post.acknowledge(county, town)
    return written


def looked_at(desk, path):
    told = preview(desk, [path])
    let_go(told.arrivals)
    return told.files[0]


def test_a_missing_file_is_told_by_its_sender_and_how_many_changes_it_holds(behind, post, two):
    post.take(behind, two[1])
    (waits,) = list_waiting(behind)
    assert (waits.records, waits.what, waits.file) == (1, "账号 1 条", two[1].name)
    assert waits.why.startswith(f"缺{TOWN.name}较早的文件（第")
    assert waits.why.endswith("条改动），接收后会自动补上")
    assert count_waiting(behind) == 1
    post.take(behind, two[0])
    assert (list_waiting(behind), count_waiting(behind)) == ([], 0)


def test_the_preview_says_what_would_wait_and_what_it_would_write(behind, two, shared):
    told = looked_at(behind, two[1])
    (held,) = [r for r in told.records if r.fate is Fate.HELD]
    assert (held.record, held.title) == (shared, "示例镇发布（微信公众号）")
    assert held.why.startswith(f"缺{TOWN.name}较早的文件")
    (field,) = held.fields
    assert (field.field, field.old, field.new) == ("单位地址", "东街1号", "南街")
    assert (field.staff, field.office) == ("张三", TOWN.name)
    assert (told.taken.held, account(behind, shared).address) == (1, "东街1号")


def test_an_account_of_which_only_a_change_came_is_called_by_what_is_known(desks, post, tmp_path):
    county, town = desks
    with copied(county, tmp_path / "最早的") as empty:
        record = add(town, "新开的号", owner=TOWN.name)
        post.carry(town, county)
        post.acknowledge(county, town)
        change(town, record, remark="改过")
        later = post.write(town)
        (held,) = [r for r in looked_at(empty, later).records if r.fate is Fate.HELD]
        assert held.title == "名称还没有收到的账号"
        assert [(f.field, f.old, f.new) for f in held.fields] == [("备注", "", "改过")]
        post.take(empty, later)
        assert shown(empty, record) is None


def test_a_deletion_that_waits_is_told_as_one(behind, desks, post, two, shared):
    desks[1].delete([shared], "误录")
    path = post.write(desks[1])
    (held,) = [r for r in looked_at(behind, path).records if r.fate is Fate.HELD]
    assert [(f.field, f.old, f.new) for f in held.fields] == [("台账登记", "在册", "已删除")]
    post.take(behind, path)
    assert shown(behind, shared).address == "东街1号"


def test_what_rests_on_a_file_that_was_taken_back_says_so(behind, post, two):
    first = post.take(behind, two[0])
    withdraw_intake(behind, first.intake)
    post.take(behind, two[1])
    (waits,) = list_waiting(behind)
    assert waits.why == (f"所依据的{TOWN.name}的内容已经撤回，重新接收那个文件后会自动补上")
    post.take(behind, two[0])
    assert list_waiting(behind) == []


def test_what_waits_is_counted_by_kind_and_file(behind, desks, post, two, shared):
    _county, town = desks
    others = [add(town, name, owner=TOWN.name) for name in ("甲号", "乙号")]
    first = post.write(town)
    post.take(desks[0], first)
    post.acknowledge(*desks)
    for record in (*others, shared):
        change_account(town, record, {"remark": "改过"})
    town.record([Edit(new_id(), "suspension", {"account": others[0], "reason": "改版"})])
    last = post.write(town)
    post.take(behind, last)
    told = [(w.records, w.what, w.file) for w in list_waiting(behind)]
    assert told == [(3, "账号 2 条、暂停更新 1 条", last.name)]
    assert count_waiting(behind) == 3
    assert account(behind, shared).remark == "改过", "it rests on nothing that is missing"


def test_an_order_tells_whether_the_recipient_has_some_of_it_already(desks, post, shared):
    county, town = desks
    change(town, shared, remark="新的")
    assert to_send(town, Order()).has_some
    assert not to_send(town, Order(full=True)).has_some
    assert received_files(county)[0].sender == TOWN.name
    assert COUNTY.name == to_send(town, Order()).recipient.name
