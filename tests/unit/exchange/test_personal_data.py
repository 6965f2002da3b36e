"""Contact data: only when ticked, one level up, erased there too, in no summary."""

import zipfile

import pytest

from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.errors import PackageError
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.packages.personal import parse_personal, personal_json
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.store import personal
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.offices.personal_data import take_in_personal
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.unit.desks import add
from tests.unit.exchanges import TOWNS, places, send

NAME, PHONE = "王小明", "13900001111"
RECORD = "01900000-0000-7000-8000-000000000001"


@pytest.fixture
def offices(tmp_path):
    with places(tmp_path) as made:
        (listed,) = list_accounts(made[1])
        personal.put(
            made[1].db,
            [(listed.account.id, "contact", NAME), (listed.account.id, "phone", PHONE)],
        )
        yield made


def account(town):
    return list_accounts(town)[0].account.id


def passed_on(sender, receiver, folder, order):
    written, (taken,) = send(sender, receiver, folder, order)
    with open_package(written.path) as package:
        return take_in_personal(receiver, package, taken.intake)


def plain(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_personal_goes_along_unless_it_is_ticked(offices, tmp_path):
    everything = b"".join(plain(export(offices[1], tmp_path / "x.gmpack").path).values())
    assert NAME.encode() not in everything
    assert PHONE.encode() not in everything


def test_ticked_they_stand_in_their_own_entry_and_nowhere_else(offices, tmp_path):
    entries = plain(export(offices[1], tmp_path / "x.gmpack", Order(personal=True)).path)
    assert NAME.encode() in entries.pop("personal.json")
    rest = b"".join(entries.values())
    assert NAME.encode() not in rest
    assert PHONE.encode() not in rest


def test_they_arrive_one_level_up_and_go_no_further(offices, tmp_path):
    county, town, _ = offices
    assert passed_on(town, county, tmp_path, Order(personal=True)) == 2
    assert personal.of(county.db, account(town)) == {"contact": NAME, "phone": PHONE}
    assert personal.entered_here(county.db) == []


def test_they_come_with_the_first_file_of_an_office_nobody_knew(offices, tmp_path):
    county, town, _ = offices
    send(town, county, tmp_path, Order(personal=True))
    assert personal.of(county.db, account(town)) == {"contact": NAME, "phone": PHONE}


def test_what_is_erased_below_is_erased_above(offices, tmp_path):
    county, town, _ = offices
    passed_on(town, county, tmp_path, Order(personal=True))
    personal.put(town.db, [(account(town), "phone", "")])
    add(town, "另一个")
    passed_on(town, county, tmp_path, Order(personal=True))
    assert personal.of(county.db, account(town)) == {"contact": NAME}
    assert PHONE.encode() not in (county.store.folder / "data.db").read_bytes()


def test_what_was_entered_above_stands_whatever_comes(offices, tmp_path):
    county, town, _ = offices
    send(town, county, tmp_path)
    personal.put(county.db, [(account(town), "phone", "13700002222")])
    add(town, "另一个")
    passed_on(town, county, tmp_path, Order(personal=True))
    assert personal.of(county.db, account(town)) == {"contact": NAME, "phone": "13700002222"}


def test_from_another_office_than_one_below_they_are_left(offices, tmp_path):
    _county, town, other = offices
    path = export(town, tmp_path / "x.gmpack", Order(personal=True)).path
    (taken,) = take_in(other, [path])
    with open_package(path) as package:
        assert take_in_personal(other, package, taken.intake) == 0
    assert personal.by_record(other.db) == {}


def test_they_are_refused_on_any_other_way(offices, tmp_path):
    county, town, _ = offices
    send(town, county, tmp_path)
    for desk, order in (
        (county, Order(TOWNS[0], personal=True)),
        (county, Order(personal=True)),
        (town, Order(kind=PackageKind.BACKUP, personal=True)),
    ):
        with pytest.raises(RefusedError, match="个人信息只报给直接的主管单位"):
            export(desk, tmp_path / "y.gmpack", order)


def test_the_next_clerk_of_the_office_gets_them_as_its_own(offices, tmp_path):
    town = offices[1]
    order = Order(kind=PackageKind.HANDOVER, personal=True)
    path = export(town, tmp_path / "x.gmpack", order).path
    personal.erase(town.db, account(town))
    (taken,) = take_in(town, [path])
    with open_package(path) as package:
        assert take_in_personal(town, package, taken.intake) == 2
    assert [value for _, _, value in personal.entered_here(town.db)] == [NAME, PHONE]


def test_the_entry_reads_back_equal():
    entries = [(RECORD, "phone", PHONE), (RECORD, "contact", "")]
    assert parse_personal(personal_json(entries)) == sorted(entries)


@pytest.mark.parametrize(
    "content",
    [
        {},
        [[RECORD, "phone"]],
        [[RECORD, "phone", 5]],
        [["x", "phone", ""]],
        [[RECORD, "Phone", ""]],
        [[RECORD, "phone", "x" * 1_001]],
        [[RECORD, "phone", "\x00"]],
        ["abc"],
    ],
)
def test_an_entry_of_any_other_shape_is_refused(content):
    with pytest.raises(PackageError, match="被改动"):
        parse_personal(canonical(content).encode())
