"""What a file is limited to: whatever the scope, nothing in it waits and the chains hold."""

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.revisions import Revision, parse_line
from govmedia_desktop.store import chains, journal
from govmedia_desktop.store.carried import Scope, carry, late_lines
from tests.unit.store_stories import Office, offices

Q3, Q4 = ("2026-07-01", "2026-09-30"), ("2026-10-01", "2026-12-31")
DAYS = ("2026-08-20", "2026-11-20")


@pytest.fixture
def two(tmp_path):
    with offices(tmp_path, 2) as (sender, receiver):
        yield sender, receiver


class Place:
    """A sender with two towns below, an account each, an inspection of each in two quarters."""

    def __init__(self, sender: Office):
        self.sender = sender
        self.towns = [sender.new("office", name=name) for name in ("甲镇", "乙镇")]
        self.accounts = [sender.new(name="发布", owner=town) for town in self.towns]
        self.form = sender.new("form", form_id="basic", version="1")
        self.inspections = [
            sender.new(
                "inspection",
                account=account,
                form=self.form,
                office=sender.office,
                reference_date=day,
                result={"conclusion": "合格"},
            )
            for account, day in itertools.product(self.accounts, DAYS)
        ]


def told(sender, known=None, scope=None):
    """(ranges, lines, late lines) of a file for somebody who knows that much."""
    known = known or {}
    ranges = {
        replica: (known.get(replica, 0) + 1, end)
        for replica, end in chains.reach(sender.db).items()
        if end > known.get(replica, 0)
    }
    late = known.get("lacking", {})
    carry(sender.db, ranges, late, scope)
    lines = list(chains.lines(sender.db, ranges, scoped=True))
    return ranges, lines, list(late_lines(sender.db))


def send(sender, receiver, scope=None):
    known = dict(chains.reach(receiver.db))
    ranges, lines, late = told(sender, {**known, "lacking": chains.lacking(receiver.db)}, scope)
    begins = {r: chains.link_at(sender.db, r, first - 1) for r, (first, _) in ranges.items()}
    return receiver.receive(lines, begins, late)[1]


def records(receiver, kind):
    return {id_ for (id_,) in receiver.db.conn.execute(f"SELECT id FROM {kind} WHERE NOT deleted")}


def test_of_a_period_go_its_inspections_and_everything_else(two):
    place = Place(two[0])
    got = send(*two, Scope(period=Q4))
    assert got.held == 0
    assert records(two[1], "inspection") == set(place.inspections[1::2])
    assert records(two[1], "account") == set(place.accounts)


def test_a_correction_goes_with_the_period_of_its_inspection(two):
    place = Place(two[0])
    place.sender.edit(place.inspections[0], "inspection", result={"conclusion": "不合格"})
    send(*two, Scope(period=Q3))
    assert two[1].row(place.inspections[0], "inspection")["result"] == '{"conclusion":"不合格"}'
    assert records(two[1], "inspection") == set(place.inspections[::2])


def test_an_inspection_whose_day_is_not_known_goes_along(two):
    sender, receiver = two
    inspection = sender.new("inspection", result={"conclusion": "合格"})
    send(sender, receiver, Scope(period=Q4))
    assert records(receiver, "inspection") == {inspection}


def test_to_an_office_below_go_its_own_records_and_what_concerns_everybody(two):
    place = Place(two[0])
    parameter = place.sender.new("parameter", name="max_idle_days", value="7")
    pause = place.sender.new("suspension", account=place.accounts[0], reason="机构改革")
    place.sender.new("suspension", account=place.accounts[1], reason="机构改革")
    got = send(*two, Scope(offices=(place.towns[0],)))
    assert got.held == 0
    assert records(two[1], "account") == {place.accounts[0]}
    assert records(two[1], "inspection") == set(place.inspections[:2])
    assert records(two[1], "suspension") == {pause}
    assert records(two[1], "parameter") == {parameter}
    assert records(two[1], "form") == {place.form}
    assert records(two[1], "office") == set(place.towns)


def test_what_the_office_below_made_itself_comes_back_to_it(two):
    sender, receiver = two
    Place(sender)
    own = receiver.new(name="自建")
    sender.receive(receiver.lines())
    carry(sender.db, {receiver.author.replica: (1, 1)}, {}, Scope(offices=(receiver.office,)))
    assert [
        parse_line(line).record
        for line in chains.lines(sender.db, {receiver.author.replica: (1, 1)}, scoped=True)
    ] == [own]


def test_a_record_that_is_needed_goes_whole(two):
    place = Place(two[0])
    place.sender.edit(place.accounts[1], name="改名")
    place.sender.edit(place.accounts[0], main_account=place.accounts[1])
    send(*two, Scope(offices=(place.towns[0],)))
    assert two[1].row(place.accounts[1])["name"] == "改名"


def test_what_a_later_scope_needs_of_an_earlier_files_stubs_comes_late(two):
    place = Place(two[0])
    send(*two, Scope(period=Q3))
    place.sender.edit(place.inspections[1], "inspection", result={"conclusion": "不合格"})
    got = send(*two, Scope(period=Q4))
    assert got.held == 0
    assert records(two[1], "inspection") >= {place.inspections[1], place.inspections[3]}
    assert chains.lacking(two[1].db) == {}


def test_a_deleted_record_in_scope_stays_deleted(two):
    sender, receiver = two
    place = Place(sender)
    journal.delete(sender.db, sender.author, [place.inspections[1]], "误录")
    send(sender, receiver, Scope(period=Q4))
    assert records(receiver, "inspection") == {place.inspections[3]}


def test_nothing_limited_is_everything(two):
    Place(two[0])
    send(*two, Scope())
    assert two[0].state() == two[1].state()


SCOPES = st.sampled_from(["Q3", "Q4", "甲", "乙", "both"])


def scope_of(place, name):
    return {
        "Q3": Scope(period=Q3),
        "Q4": Scope(period=Q4),
        "甲": Scope(offices=(place.towns[0],)),
        "乙": Scope(offices=(place.towns[1],)),
        "both": Scope(Q4, (place.towns[0],)),
    }[name]


def change(place, data):
    """One random step: edits, moves between towns, links between accounts, deletions."""
    sender = place.sender
    account = data.draw(st.sampled_from(place.accounts))
    inspection = data.draw(st.sampled_from(place.inspections))
    steps = {
        "name": lambda: sender.edit(account, name=data.draw(st.sampled_from("丙丁戊"))),
        "owner": lambda: sender.edit(account, owner=data.draw(st.sampled_from(place.towns))),
        "main": lambda: sender.edit(
            account, main_account=data.draw(st.sampled_from(place.accounts))
        ),
        "day": lambda: sender.edit(
            inspection, "inspection", reference_date=data.draw(st.sampled_from(DAYS))
        ),
        "result": lambda: sender.edit(inspection, "inspection", result={"conclusion": "不合格"}),
        "delete": lambda: journal.delete(sender.db, sender.author, [inspection], ""),
        "account": lambda: place.accounts.append(
            sender.new(name="新", owner=data.draw(st.sampled_from(place.towns)))
        ),
    }
    steps[data.draw(st.sampled_from(sorted(steps)))]()


def rows_of(office, kind):
    return {row["id"]: row for row in office.db.query(f"SELECT * FROM {kind}")}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_the_scopes_chains_hold_nothing_waits_and_all_of_it_later_is_equal(data):
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 2) as (sender, receiver):
        place = Place(sender)
        for scope in data.draw(st.lists(SCOPES, min_size=1, max_size=3)):
            for _ in range(data.draw(st.integers(0, 4))):
                change(place, data)
            got = send(sender, receiver, scope_of(place, scope))
            assert got.held == 0
            assert chains.broken_chains(receiver.db) == []
            assert chains.reach(receiver.db) == chains.reach(sender.db)
            # what was carried whole by this file is at the receiver as it is here
            for kind in ("account", "inspection", "office"):
                ours, theirs = rows_of(sender, kind), rows_of(receiver, kind)
                carried = carried_records(sender, kind)
                assert {id_: theirs.get(id_) for id_ in carried} == {
                    id_: ours[id_] for id_ in carried
                }
        send(sender, receiver)
        assert chains.lacking(receiver.db) == {}
        assert receiver.state() == sender.state()


def carried_records(sender, kind):
    return {
        record
        for (record,) in sender.db.conn.execute(
            "SELECT DISTINCT r.record FROM temp.carried c JOIN revision r ON r.seq = c.seq"
            " WHERE r.kind = ?",
            (kind,),
        )
    }


def test_what_is_outside_of_the_scope_keeps_its_place_in_the_chain(two):
    sender = two[0]
    towns = [sender.new("office", name=f"{n}镇") for n in range(3)]
    for number in range(60):
        sender.new(name=f"发布{number}", owner=towns[number % 3])
    _ranges, lines, _late = told(sender, scope=Scope(offices=(towns[0],)))
    whole = [line for line in map(parse_line, lines) if isinstance(line, Revision)]
    assert sum(line.kind == "account" for line in whole) == 20
    assert len(lines) == 63


def test_an_unknown_office_gets_what_concerns_everybody_only(two):
    place = Place(two[0])
    send(*two, Scope(offices=(new_id(),)))
    assert records(two[1], "account") == set()
    assert records(two[1], "office") == set(place.towns)
