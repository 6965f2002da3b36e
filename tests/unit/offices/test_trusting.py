"""Whose file it is: first seen, then known; vouched for by the 主管单位; changed; not signed."""

import pytest

from govmedia_desktop.domain.identifiers import key_id
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.domain.trust import Trust
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.store import keys
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import standing
from govmedia_desktop.store.withdrawals import withdraw
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.preview import preview
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.offices.trusting import (
    code_of,
    own_key,
    remember_key,
    standing_of,
    why_refused,
)
from tests.data.packages import Draft
from tests.unit.desks import COUNTY, add, desk_of
from tests.unit.exchanges import TOWNS, places, send


@pytest.fixture
def offices(tmp_path):
    with places(tmp_path) as made:
        yield made


def received(sender, receiver, folder, order=None):
    """Take a file in as 接收 does, its key remembered; return what it was worth before."""
    path = export(sender, folder / f"{sender.store.replica}.gmpack", order).path
    with open_package(path) as package:
        trust = standing_of(receiver, package)
        (taken,) = take_in(receiver, [path])
        remember_key(receiver, package, taken.intake)
    return trust, taken.intake


def new_key_for(desk):
    """The data folder loses its key, as on a PC set up anew."""
    with write(desk.db):
        desk.db.conn.execute("DELETE FROM local WHERE name = 'signing_seed'")


def test_the_key_is_made_once_and_told_as_a_record_of_the_own_office(offices):
    town = offices[1]
    key = own_key(town)
    assert own_key(town).public == key.public
    (row,) = standing(town.db, "signing_key")
    assert (row["office"], row["public"]) == (town.office, key.public)


def test_the_secret_key_stands_in_no_file_that_goes_out(offices, tmp_path):
    town = offices[1]
    path = export(town, tmp_path / "x.gmpack").path
    seed = keys.own_seed(town.db)
    with open_package(path) as package:
        lines = "".join(package.revisions())
    assert seed.hex() not in lines
    assert seed not in path.read_bytes()


def test_the_first_file_of_an_office_is_first_seen_and_the_next_is_known(offices, tmp_path):
    county, town, _ = offices
    assert received(town, county, tmp_path)[0] is Trust.FIRST
    assert received(town, county, tmp_path)[0] is Trust.KNOWN


def test_another_key_of_a_known_office_is_told_with_the_code_to_read_out(offices, tmp_path):
    county, town, _ = offices
    received(town, county, tmp_path)
    new_key_for(town)
    path = export(town, tmp_path / "y.gmpack").path
    with open_package(path) as package:
        trust = standing_of(county, package)
        assert trust is Trust.CHANGED
        assert trust.needs_a_person
        sentence = why_refused(trust, package)
        assert code_of(package) in sentence
        assert sentence.endswith("一致后再确认接收。")


def test_a_file_without_signature_is_told_as_such(offices, tmp_path):
    (tmp_path / "x.gmpack").write_bytes(Draft.of().zip())
    with open_package(tmp_path / "x.gmpack") as package:
        trust = standing_of(offices[0], package)
        assert trust is Trust.UNSIGNED
        assert code_of(package) in why_refused(trust, package)


def test_keys_come_down_with_the_register_of_the_office_above(offices, tmp_path):
    county, one, other = offices
    received(one, county, tmp_path)
    received(other, county, tmp_path)
    received(county, one, tmp_path, Order(TOWNS[0], full=True))
    path = export(other, tmp_path / "z.gmpack").path
    with open_package(path) as package:
        assert standing_of(one, package) is Trust.KNOWN


def test_keys_that_somebody_else_passes_on_are_not_believed(offices, tmp_path):
    county, one, other = offices
    received(one, county, tmp_path)
    new_key_for(one)
    file = export(one, tmp_path / "g.gmpack").path
    office = next(o.id for o in list_offices(county) if o.name == TOWNS[0])
    with open_package(file) as package:
        claimed = {"office": office, "public": package.manifest.key}
        other.record([Edit(key_id(package.manifest.key), "signing_key", claimed)])
        received(other, county, tmp_path)
        assert package.manifest.key in {k["public"] for k in standing(county.db, "signing_key")}
        assert standing_of(county, package) is Trust.CHANGED


def test_a_key_goes_with_the_file_that_brought_it_when_that_is_taken_back(offices, tmp_path):
    county, town, _ = offices
    _trust, intake = received(town, county, tmp_path)
    withdraw(county.db, intake)
    with open_package(export(town, tmp_path / "y.gmpack").path) as package:
        assert standing_of(county, package) is Trust.FIRST


def test_the_own_file_is_known(offices, tmp_path):
    town = offices[1]
    with open_package(export(town, tmp_path / "y.gmpack").path) as package:
        assert standing_of(town, package) is Trust.KNOWN


def test_a_folder_copied_or_restored_keeps_its_key(offices, tmp_path):
    town = offices[1]
    key = own_key(town).public
    backup = town.store.back_up("试")
    assert keys.own_seed(town.db).hex() in backup.read_bytes().decode("latin-1")
    assert own_key(town).public == key


def test_a_second_computer_of_an_office_is_named_beside_its_check_code(offices, tmp_path):
    county, town, _ = offices
    send(town, county, tmp_path)
    again = export(town, tmp_path / "又.gmpack", Order(full=True)).path
    office = NewOffice(TOWNS[0], Level.TOWNSHIP, parent=COUNTY.name)
    with desk_of(tmp_path / "二", office) as second:
        path = export(second, tmp_path / "二.gmpack").path
        (known, other) = preview(county, [again, path]).files
        assert (known.elsewhere, other.elsewhere) == (False, True)
        assert other.trust is Trust.FIRST
        send(second, county, tmp_path)
        add(second, "又一个")
        path = export(second, tmp_path / "三.gmpack").path
        (other,) = preview(county, [path]).files
        assert (other.trust, other.elsewhere) == (Trust.KNOWN, False)


def test_a_code_is_reckoned_only_where_there_is_anything_to_compare(offices, tmp_path):
    county, town, _ = offices
    (first,) = preview(county, [export(town, tmp_path / "1.gmpack").path]).files
    with open_package(tmp_path / "1.gmpack") as package:
        assert first.code == code_of(package) != ""
    send(town, county, tmp_path)
    add(town, "又一个")
    (known,) = preview(county, [export(town, tmp_path / "2.gmpack").path]).files
    assert (known.trust, known.code) == (Trust.KNOWN, "")
