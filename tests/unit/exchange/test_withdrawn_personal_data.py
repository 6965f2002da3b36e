"""Contact data of a file that is withdrawn: what stood before stands again, edits stay.

What was erased is nowhere any more."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.store import intakes, personal
from govmedia_desktop.store.intakes import Intake
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.ledger import withdraw_intake
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.register.accounts import list_accounts, set_personal_data
from tests.unit.desks import COUNTY, add, desk_of
from tests.unit.exchanges import places, send

RECORDS = [f"01900000-0000-7000-8000-00000000000{n}" for n in range(2)]
KEYS = st.tuples(st.sampled_from(RECORDS), st.sampled_from(["contact", "phone"]))
VALUES = st.sampled_from("甲乙丙")
FILES = 4
BROUGHT = st.tuples(
    st.just("file"), st.integers(0, FILES - 1), st.dictionaries(KEYS, VALUES, min_size=1)
)
TYPED = st.tuples(st.just("type"), KEYS, st.sampled_from(["丁", ""]))


def each_file_once(story):
    """Return the story without the files that come again: they change nothing."""
    come = set()
    return [s for s in story if s[0] == "type" or not (s[1] in come or come.add(s[1]))]


STORY = st.lists(st.one_of(BROUGHT, BROUGHT, TYPED), max_size=8).map(each_file_once)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with desk_of(tmp_path_factory.mktemp("县") / "县", COUNTY) as opened:
        yield opened


def play(desk, story):
    """Begin anew and play the story; return which files came."""
    for table in ("personal", "brought", "intake"):
        desk.db.conn.execute(f"DELETE FROM {table}")
    come = set()
    for kind, who, *rest in story:
        if kind == "type":
            personal.put(desk.db, [(*who, rest[0])])
        else:
            come.add(who)
            enter(desk, who)
            entries = [(*key, value) for key, value in rest[0].items()]
            personal.receive(desk.db, entries, str(who))
    return come


def enter(desk, number):
    names = ("package", "file_name", "sender_replica", "sender_office", "taken_at", "staff")
    intakes.enter(desk.db, Intake(str(number), sha256="0" * 64, **dict.fromkeys(names, "")))


def table(desk):
    return set(desk.db.conn.execute("SELECT record, field, value, received FROM personal"))


def edited_after_a_file(story):
    brought, edited = set(), set()
    for kind, what, *rest in story:
        if kind == "file":
            brought |= rest[0].keys()
        elif what in brought:
            edited.add(what)
    return edited


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(STORY, st.permutations(range(FILES)), st.integers(0, FILES))
def test_withdrawn_in_any_order_it_is_as_if_the_files_had_never_come(desk, story, order, count):
    """What somebody has changed since stands, whatever is withdrawn."""
    come = play(desk, story)
    edited, before = edited_after_a_file(story), table(desk)
    gone = [number for number in order[:count] if number in come]
    for number in gone:
        personal.take_back(desk.db, str(number))
    after = table(desk)
    play(desk, [step for step in story if step[0] == "type" or step[1] not in gone])
    assert without(after, edited) == without(table(desk), edited)
    assert only(after, edited) == only(before, edited)


def only(rows, keys):
    return {row for row in rows if row[:2] in keys}


def without(rows, keys):
    return {row for row in rows if row[:2] not in keys}


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("order", list(itertools.permutations("123")))
def test_three_files_over_each_other_end_where_they_began(desk, order, own):
    play(desk, [])
    key = (RECORDS[0], "phone")
    for number, value in zip("123", "甲乙乙", strict=True):
        enter(desk, number)
        personal.receive(desk.db, [(*key, value)], number, own=own)
    standing = {"1": "甲", "2": "乙", "3": "乙"}
    for number in order:
        personal.take_back(desk.db, number)
        del standing[number]
        last = standing[max(standing)] if standing else None
        assert personal.of(desk.db, RECORDS[0]).get("phone") == last
    assert table(desk) == set()


@pytest.mark.parametrize("by_file", [True, False])
def test_what_was_erased_stands_nowhere_and_no_withdrawal_brings_it_back(desk, by_file):
    key = (RECORDS[0], "phone")
    play(desk, [("file", 1, {key: "甲"}), ("file", 2, {key: "乙"})])
    enter(desk, 3)
    if by_file:
        personal.receive(desk.db, [(*key, "")], "3")
    else:
        personal.put(desk.db, [(*key, "")])
    kept = desk.db.conn.execute("SELECT before FROM brought").fetchall()
    assert not [text for (text,) in kept if text]
    for number in "321":
        personal.take_back(desk.db, number)
    assert personal.of(desk.db, RECORDS[0]) == {}


@pytest.fixture
def offices(tmp_path):
    with places(tmp_path) as made:
        account = list_accounts(made[1])[0].account.id
        set_personal_data(made[1], account, {"contact": "王小明", "phone": "13900001111"})
        yield *made[:2], account


def test_withdrawing_a_file_takes_its_contact_data_along(offices, tmp_path):
    county, town, account = offices
    _, (taken,) = send(town, county, tmp_path, Order(personal=True))
    assert personal.of(county.db, account)["contact"] == "王小明"
    withdraw_intake(county, taken.intake)
    assert personal.by_record(county.db) == {}
    assert "王小明".encode() not in (county.store.folder / "data.db").read_bytes()


def test_the_withdrawn_file_brings_them_again(offices, tmp_path):
    county, town, account = offices
    written, (taken,) = send(town, county, tmp_path, Order(personal=True))
    withdraw_intake(county, taken.intake)
    take_in(county, written.paths)
    assert personal.of(county.db, account)["phone"] == "13900001111"


def test_of_two_files_the_first_withdrawn_changes_nothing_and_the_second_gives_the_first_back(
    offices, tmp_path
):
    county, town, account = offices
    _, (first,) = send(town, county, tmp_path, Order(personal=True))
    set_personal_data(town, account, {"phone": "13700002222"})
    add(town, "又一个")
    _, (second,) = send(town, county, tmp_path, Order(personal=True))
    withdraw_intake(county, second.intake)
    assert personal.of(county.db, account)["phone"] == "13900001111"
    withdraw_intake(county, first.intake)
    assert personal.by_record(county.db) == {}


def test_a_number_typed_here_since_stays(offices, tmp_path):
    county, town, account = offices
    _, (taken,) = send(town, county, tmp_path, Order(personal=True))
    set_personal_data(county, account, {"phone": "13700002222"})
    withdraw_intake(county, taken.intake)
    assert personal.of(county.db, account) == {"phone": "13700002222"}


def test_a_handover_never_replaces_what_was_typed_here_and_goes_back_whole(offices, tmp_path):
    _, town, account = offices
    order = Order(kind=PackageKind.HANDOVER, personal=True)
    path = export(town, tmp_path / "交接.gmpack", order).path
    set_personal_data(town, account, {"phone": "13700002222", "contact": ""})
    before = personal.entered_here(town.db)
    (taken,) = take_in(town, [path])
    assert personal.of(town.db, account) == {"phone": "13700002222", "contact": "王小明"}
    withdraw_intake(town, taken.intake)
    assert personal.entered_here(town.db) == before
