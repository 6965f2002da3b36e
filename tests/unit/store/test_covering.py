"""What figures read of an inspection is a function of the applied revisions, whatever the order."""

import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.identifiers import review_id
from govmedia_desktop.domain.revisions import parse_line
from govmedia_desktop.store import board, journal, trends
from govmedia_desktop.store.inspections import reported_facts, reported_result
from govmedia_desktop.store.projection import rebuild
from govmedia_desktop.store.withdrawals import withdraw
from tests.unit.store_stories import offices

START, END = "2026-10-01", "2026-12-31"
DAYS = ("2026-09-20", "2026-10-20", "2026-11-20", "2026-12-20")
RECORDS = [f"01900000-0000-7000-8000-0000000b{n:04d}" for n in range(3)]
REPORTS = [f"01900000-0000-7000-8000-0000000c{n:04d}" for n in range(3)]


def result(conclusion="合格", **account):
    counted = {"supervisor": None, "counts": 1, "platform": "wechat", "owner": None, **account}
    return {"conclusion": conclusion, "findings": [], "account": counted}


def look(office, record, conclusion="合格", day=DAYS[1], by=None):
    values = {"office": by or office.office, "reference_date": day, "account": RECORDS[0]}
    office.edit(
        record,
        "inspection",
        **values,
        nature="自查",
        inspection_date=day,
        result=result(conclusion),
    )


def report(office, record, sequence, by=None):
    by = by or office.office
    covers = {"revisions": board.covered_so_far(office.db, [by], START, END)}
    values = {"office": by, "way": "数据文件", "period_start": START, "period_end": END}
    office.edit(record, "report", **values, sequence=sequence, covers=covers)


def decide(office, record, decision="已接收"):
    row = office.row(record, "report")
    if row is None or row["deleted"]:
        return
    covers = next(r.covers for r in board.reports(office.db, START, END) if r.id == record)
    values = {"report": record, "office": office.office, "decision": decision}
    office.edit(review_id(record), "review", **values, covers={"revisions": dict(covers.revisions)})


def told(db):
    """What figures read: by inspection its conclusion."""
    return {f.id: f.conclusion for f in reported_facts(db, "2026-01-01", "2026-12-31")}


@pytest.fixture
def two(tmp_path):
    with offices(tmp_path, 2) as (town, county):
        yield town, county


def send(sender, receiver):
    return receiver.receive(sender.lines())[0]


def test_before_a_report_is_accepted_everything_counts_as_it_stands(two):
    town, _ = two
    look(town, RECORDS[0])
    report(town, REPORTS[0], 1)
    look(town, RECORDS[1])
    assert told(town.db) == {RECORDS[0]: "合格", RECORDS[1]: "合格"}
    assert board.pending(town.db, START, END) == {}


def test_after_that_a_rewritten_one_is_read_as_covered_and_a_new_one_not_at_all(two):
    town, county = two
    look(town, RECORDS[0])
    report(town, REPORTS[0], 1)
    send(town, county)
    decide(county, REPORTS[0])
    look(town, RECORDS[0], "不合格")
    look(town, RECORDS[1])
    look(town, RECORDS[2], day=DAYS[0])
    send(town, county)
    assert told(county.db) == {RECORDS[0]: "合格", RECORDS[2]: "合格"}
    assert board.pending(county.db, START, END) == {town.office: {RECORDS[0], RECORDS[1]}}
    assert reported_result(county.db, RECORDS[0])["conclusion"] == "合格"
    assert county.row(RECORDS[0], "inspection")["result"].count("不合格") == 1


def test_a_correction_counts_once_it_is_accepted(two):
    town, county = two
    look(town, RECORDS[0])
    report(town, REPORTS[0], 1)
    send(town, county)
    decide(county, REPORTS[0])
    look(town, RECORDS[0], "不合格")
    report(town, REPORTS[1], 2)
    send(town, county)
    assert told(county.db) == {RECORDS[0]: "合格"}
    decide(county, REPORTS[1])
    assert told(county.db) == {RECORDS[0]: "不合格"}
    assert board.pending(county.db, START, END) == {}


def test_an_accepted_inspection_that_is_deleted_or_moved_away_still_counts(two):
    town, county = two
    for record in RECORDS[:2]:
        look(town, record)
    report(town, REPORTS[0], 1)
    send(town, county)
    decide(county, REPORTS[0])
    journal.delete(town.db, town.author, [RECORDS[0]], "误填")
    look(town, RECORDS[1], day=DAYS[0])
    send(town, county)
    (first, second) = reported_facts(county.db, START, END)
    assert {first.id, second.id} == set(RECORDS[:2])
    assert first.reference_date == second.reference_date == DAYS[1]
    assert {*RECORDS[:2]} == board.pending(county.db, START, END)[town.office]


def test_two_people_who_decide_differently_disagree_until_somebody_settles_it(tmp_path):
    with offices(tmp_path, 3) as (town, county, twin):
        look(town, RECORDS[0])
        report(town, REPORTS[0], 1)
        for one, decision in ((county, "已接收"), (twin, "退回修改")):
            send(town, one)
            decide(one, REPORTS[0], decision)
        send(twin, county)
        disputed = (review_id(REPORTS[0]), "decision")
        assert disputed in county.state()["disagreement"]
        decide(county, REPORTS[0], "已接收")
        assert disputed not in county.state()["disagreement"]
        assert county.row(review_id(REPORTS[0]), "review")["decision"] == "已接收"


def test_a_report_sent_back_covers_nothing(two):
    town, county = two
    look(town, RECORDS[0])
    report(town, REPORTS[0], 1)
    send(town, county)
    decide(county, REPORTS[0], "退回修改")
    look(town, RECORDS[1])
    send(town, county)
    assert len(told(county.db)) == 2


def test_two_records_of_one_office_are_covered_together_and_parted_again(two):
    town, county = two
    twin = county.new("office", name="示例镇")
    town.edit(town.office, "office", name="示例镇")
    look(town, RECORDS[0])
    send(town, county)
    report(county, REPORTS[0], 1, by=twin)
    decide(county, REPORTS[0])
    assert told(county.db) == {RECORDS[0]: "合格"}
    county.edit(twin, "office", same_as=town.office)
    assert told(county.db) == {}, "the report of the other record did not know it"
    county.edit(twin, "office", same_as=twin)
    assert told(county.db) == {RECORDS[0]: "合格"}


def test_withdrawing_the_file_that_brought_the_decision_reopens_the_period(two):
    town, county = two
    look(town, RECORDS[0])
    report(town, REPORTS[0], 1)
    send(town, county)
    look(town, RECORDS[1])
    decide(county, REPORTS[0])
    before = town.state()
    intake = send(county, town)
    assert told(town.db) == {RECORDS[0]: "合格"}
    withdraw(town.db, intake)
    assert town.state() == before
    assert len(told(town.db)) == 2


def test_trends_read_the_accepted_version_with_its_findings(two):
    town, county = two
    account = county.new(name="号", platform="wechat")
    veto = {"path": "/a", "severity": "veto", "problem": "内容不更新", "unconfirmed": 0}
    counted = {"supervisor": county.office}

    def check(conclusion, findings):
        county.edit(
            RECORDS[0],
            "inspection",
            account=account,
            office=county.office,
            nature="季度检查",
            reference_date=DAYS[1],
            inspection_date=DAYS[1],
            result={**result(conclusion, **counted), "findings": findings},
        )

    check("不合格", [veto])
    report(county, REPORTS[0], 1)
    send(county, town)
    decide(town, REPORTS[0])
    send(town, county)
    check("合格", [])
    span = (START, END)
    (whole,) = trends.counts(county.db, span, None)
    assert (whole.checked, whole.unqualified) == (1, 1)
    (problem,) = trends.counts(county.db, span, trends.Group.PROBLEM)
    assert (problem.group, problem.unqualified) == ("内容不更新", 1)
    (live,) = trends.counts(county.db, span, None, version="live")
    assert (live.checked, live.unqualified) == (1, 0)
    assert trends.counts(county.db, span, trends.Group.PROBLEM, version="live") == []


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("look"),
            st.integers(0, 1),
            st.sampled_from(RECORDS),
            st.sampled_from(["合格", "不合格"]),
            st.sampled_from(DAYS),
        ),
        st.tuples(st.just("delete"), st.integers(0, 1), st.sampled_from(RECORDS)),
        st.tuples(
            st.just("report"), st.integers(0, 1), st.sampled_from(REPORTS), st.integers(1, 3)
        ),
        st.tuples(
            st.just("decide"),
            st.integers(0, 2),
            st.sampled_from(REPORTS),
            st.sampled_from(["已接收", "退回修改"]),
        ),
        st.tuples(st.just("join"), st.integers(0, 2), st.booleans()),
        st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 2)),
    ),
    min_size=4,
    max_size=24,
)


def join(office, into, other):
    if office.row(other, "office"):
        office.edit(other, "office", same_as=into)


def play(world, steps):
    for number, office in enumerate(world):
        office.edit(office.office, "office", name=f"第{number}个")
    one, other, _ = world
    deeds = {
        "look": look,
        "report": report,
        "decide": decide,
        "delete": lambda office, record: journal.delete(office.db, office.author, [record], "删"),
        "join": lambda office, same: join(office, (one if same else other).office, other.office),
        "send": lambda office, to: office is world[to] or world[to].receive(office.lines()),
    }
    for kind, who, *rest in steps:
        deeds[kind](world[who], *rest)


def plainly(reader):
    """The rule told once more: for every inspection the accepted report, then what it covers."""
    lines = [parse_line(line) for line in reader.lines()]
    held = {
        id_ for (id_,) in reader.db.conn.execute("SELECT id FROM revision WHERE state = 'held'")
    }
    applied = [r for r in lines if r.id not in held]
    joined = dict(reader.db.conn.execute("SELECT id, root FROM identity").fetchall())
    accepted = {}
    for one in board.reports(reader.db, START, END):
        if one.decision == "已接收":
            accepted[one.office] = reader.row(review_id(one.id), "review")
    found = {}
    for record in RECORDS:
        mine = [r for r in applied if r.record == record]
        row = reader.row(record, "inspection")
        office = row and joined.get(row["office"], row["office"])
        dated = {r.changes["reference_date"].value for r in mine if "reference_date" in r.changes}
        if office in accepted and any(START <= day <= END for day in dated):
            bounds = json.loads(accepted[office]["covers"])["revisions"]
            mine = [r for r in mine if r.counter <= bounds.get(r.replica, 0)]
        conclusion = shown(mine)
        if conclusion is not None:
            found[record] = conclusion
    return found


def shown(revisions):
    writes = [r for r in revisions if r.changes]
    dead = {id_ for r in revisions for id_ in r.deletes}

    def live(field):
        replaced = {i for r in writes if field in r.changes for i in r.changes[field].replaces}
        return [r for r in writes if field in r.changes and r.id not in replaced]

    # deleted is what has no live write, of any field, that its deletion had not seen
    fields = {field for r in writes for field in r.changes}
    every = {r.id for field in fields for r in live(field)}
    if not every or every <= dead:
        return None
    candidates = sorted(live("result"), key=lambda r: (r.office != r.home, r.replica, r.counter))
    return candidates[0].changes["result"].value["conclusion"] if candidates else None


@settings(max_examples=25, deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_any_order_of_files_gives_the_same_rows_and_rebuild_equal_ones(steps, rng: random.Random):
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 5) as world:
        *authors, fourth, fifth = world
        play(authors, steps)
        files = [office.lines(only_own=True) for office in authors] * 2
        for reader in (fourth, fifth):
            rng.shuffle(files)
            for lines in files:
                reader.receive(lines)
        assert fourth.state() == fifth.state()
        assert told(fourth.db) == plainly(fourth)
        before = fourth.state()
        rebuild(fourth.db)
        assert fourth.state() == before
        for author in authors:
            stood = author.state()
            rebuild(author.db)
            assert author.state() == stood
