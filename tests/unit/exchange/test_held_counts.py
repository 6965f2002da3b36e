"""What waits is counted as waiting, never as equal."""

from govmedia_desktop.store import chains
from govmedia_desktop.store.acknowledged import Held, Sender, acknowledge
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.ledger import withdraw_intake
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.preview import Fate, preview
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.register.accounts import (
    change_account,
    delete_account,
    list_accounts,
)
from tests.unit.desks import COUNTY, desk_of
from tests.unit.exchanges import TOWNS, places, send


def test_what_waits_for_a_file_that_was_withdrawn_is_not_told_as_equal(tmp_path):
    with places(tmp_path) as (county, town, _):
        written, (first,) = send(town, county, tmp_path)
        send(county, town, tmp_path, Order(to=TOWNS[0]))
        withdraw_intake(county, first.intake)
        account = list_accounts(town)[0].account.id
        change_account(town, account, {"remark": "改过"})
        later = export(town, tmp_path / "2.gmpack").path
        (told,) = preview(county, [later]).files
        assert [r.fate for r in told.records if r.record == account] == [Fate.HELD]
        (taken,) = take_in(county, [later])
        assert taken.held == told.taken.held > 0
        assert taken.same == told.taken.same == 0
        take_in(county, written.paths)
        assert account in {a.account.id for a in list_accounts(county)}


def later_than_a_lost_one(county, town, folder):
    """Return an account and a file that rests on one which the county never gets."""
    send(town, county, folder)
    account = list_accounts(town)[0].account.id
    change_account(town, account, {"remark": "丢了的文件里写的"})
    export(town, folder / "丢了.gmpack")
    known = {town.store.replica: Held(chains.reach(town.db)[town.store.replica])}
    parent = own_office(town).parent
    acknowledge(town.db, Sender(county.store.replica, parent, 10**6), known)
    change_account(town, account, {"remark": "后来写的"})
    return account, export(town, folder / "后来.gmpack").path


def test_what_waits_opens_down_to_the_field_with_its_reason(tmp_path):
    with places(tmp_path) as (county, town, _):
        account, path = later_than_a_lost_one(county, town, tmp_path)
        (told,) = preview(county, [path]).files
        (waits,) = [record for record in told.records if record.fate is Fate.HELD]
        assert (waits.record, waits.title) == (account, f"{TOWNS[0]}发布（微信公众号）")
        assert [(f.field, f.old, f.new, f.office) for f in waits.fields] == [
            ("备注", "", "后来写的", TOWNS[0])
        ]
        assert waits.why.startswith(f"缺{TOWNS[0]}较早的文件")
        assert list_accounts(county)[0].account.remark is None


def test_a_record_of_which_nothing_is_here_is_told_by_what_the_file_says(tmp_path):
    with places(tmp_path) as (county, town, _):
        account, path = later_than_a_lost_one(county, town, tmp_path)
        with desk_of(tmp_path / "新的县", COUNTY) as empty:
            (told,) = preview(empty, [path]).files
            waits = next(r for r in told.records if r.record == account)
            assert (waits.fate, waits.title) == (Fate.HELD, "名称还没有收到的账号")
            assert [(f.field, f.old, f.new) for f in waits.fields] == [("备注", "", "后来写的")]
            assert "缺" in waits.why


def test_a_deletion_that_waits_is_told_as_one(tmp_path):
    with places(tmp_path) as (county, town, _):
        account, _path = later_than_a_lost_one(county, town, tmp_path)
        delete_account(town, account, "重复登记")
        path = export(town, tmp_path / "删.gmpack").path
        (told,) = preview(county, [path]).files
        (waits,) = [record for record in told.records if record.fate is Fate.HELD]
        assert [(f.field, f.new) for f in waits.fields] == [
            ("备注", "后来写的"),
            ("台账登记", "已删除"),
        ]
