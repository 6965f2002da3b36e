"""What one saved record costs does not grow with the journal: no statement reads a big table."""

from itertools import pairwise

import pytest

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.store.inspections import another_looked, latest_of
from tests.unit.store.test_covering import DAYS, RECORDS, REPORTS, decide, look, report, result
from tests.unit.store_stories import offices

GROWING = ("revision", "write", "seen", "account", "inspection", "inspection_fact", "finding")
GROWING += ("office", "register_line", "register_gram")

READING = ("SELECT", "WITH", "INSERT", "REPLACE", "DELETE", "UPDATE")


def scans(db, deed):
    """Return each statement of a deed that reads a growing table from end to end, and its plan."""
    ran = []
    db.conn.set_trace_callback(ran.append)
    try:
        deed()
    finally:
        db.conn.set_trace_callback(None)
    found = []
    for statement in {s for s in ran if s.split()[0] in READING}:
        for *_, step in db.conn.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall():
            if step.startswith("SCAN ") and reads(step, statement):
                found.append((step, statement))
    return found


def reads(step, statement):
    """Whether the table or alias of a step of a plan is a growing one."""
    name = step.split()[1]
    words = statement.split()
    meant = {table for table, alias in pairwise(words) if alias == name}
    return bool({name, *meant} & set(GROWING))


@pytest.fixture
def town(tmp_path):
    with offices(tmp_path, 1) as (made,):
        yield made


def test_saving_an_inspection_scans_nothing_that_grows(town):
    assert scans(town.db, lambda: look(town, RECORDS[0])) == []


def test_nor_once_a_report_is_accepted(town):
    look(town, RECORDS[0])
    report(town, REPORTS[0], 1)
    decide(town, REPORTS[0])
    assert scans(town.db, lambda: look(town, RECORDS[1])) == []
    assert scans(town.db, lambda: look(town, RECORDS[0], "不合格", DAYS[2])) == []


def test_nor_does_a_report_or_its_acceptance(town):
    look(town, RECORDS[0])
    report(town, REPORTS[0], 1)
    assert scans(town.db, lambda: decide(town, REPORTS[0])) == []


def test_nor_does_taking_in_a_file(tmp_path):
    with offices(tmp_path, 2) as (sender, receiver):
        look(sender, RECORDS[0])
        receiver.receive(sender.lines())
        look(sender, RECORDS[1])
        lines = sender.lines()
        assert scans(receiver.db, lambda: receiver.receive(lines)) == []


def test_nor_does_a_change_of_an_account_of_its_office_or_of_what_it_is_joined_with(town):
    town.edit(RECORDS[0], name="示例发布", owner=town.office)
    town.edit(RECORDS[1], name="示例融媒", owner=town.office)
    assert scans(town.db, lambda: town.edit(RECORDS[0], name="示例新名")) == []
    assert scans(town.db, lambda: town.edit(town.office, "office", name="示例镇")) == []
    assert scans(town.db, lambda: town.edit(RECORDS[1], same_as=RECORDS[0])) == []


def steps(db, reading):
    """Return how many steps SQLite takes to read something."""
    counted = []
    db.conn.set_progress_handler(lambda: counted.append(1) and None, 1)
    try:
        reading()
    finally:
        db.conn.set_progress_handler(None, 0)
    return len(counted)


@pytest.mark.parametrize("reading", [latest_of, another_looked])
def test_looking_for_an_accounts_earlier_inspection_does_not_grow_with_those_of_others(
    town, reading
):
    def looked_for():
        reading(town.db, RECORDS[0], "national-2019", DAYS[2], "张三")

    look(town, RECORDS[0])
    before = steps(town.db, looked_for)
    others = {"office": town.office, "nature": "自查", "result": result("合格")}
    days = {"reference_date": DAYS[1], "inspection_date": DAYS[1]}
    for _ in range(60):
        town.edit(new_id(), "inspection", account=new_id(), **others, **days)
    (facts,) = town.db.conn.execute("SELECT count(*) FROM inspection_fact").fetchone()
    assert facts == 61
    assert steps(town.db, looked_for) < before + 60
