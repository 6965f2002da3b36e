"""The store's one statement gives what the rule, told plainly in `trend_rule`, gives."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import parse_quarter, quarter_of
from govmedia_desktop.domain.trends import Group
from govmedia_desktop.store import trends
from govmedia_desktop.store.inspections import facts, latest_facts
from tests.unit.store_stories import offices
from tests.unit.trend_rule import CheckedAccount, deciding, tallies

START = date(2026, 1, 1)
PROBLEMS = ["内容不更新", "未提供有效互动功能", "错别字", "存在商业广告"]
FOUND = st.fixed_dictionaries(
    {
        "severity": st.sampled_from(["veto", "deduct", "deduct", "hint", "bonus"]),
        "problem": st.sampled_from(PROBLEMS),
        "unconfirmed": st.integers(0, 1),
        "points": st.sampled_from([None, "0", "0.5", "30"]),
    }
)


@st.composite
def inspections(draw):
    return [
        {
            "account": draw(st.integers(0, 3)),
            "day": START + timedelta(days=draw(st.integers(0, 200))),
            "nature": draw(st.sampled_from(list(Nature))),
            "by_supervisor": draw(st.booleans()) or draw(st.booleans()),
            "counts": draw(st.booleans()) or draw(st.booleans()),
            "platform": draw(st.sampled_from(["wechat", "weibo"])),
            "owner": draw(st.integers(0, 1)),
            "findings": draw(st.lists(FOUND, max_size=4)),
            "low": draw(st.booleans()),
            "low_if_confirmed": draw(st.booleans()),
        }
        for _ in range(draw(st.integers(0, 12)))
    ]


def two_owners(office):
    town = office.new("office", name="甲镇", level="乡镇")
    return [town, office.new("office", name="乙局")]


def failure(made):
    """Whether it fails, and whether it would not without what nobody confirmed."""
    confirmed = [f for f in made["findings"] if not f["unconfirmed"]]
    failed = made["low"] or _vetoed(made["findings"])
    sure = _vetoed(confirmed) or (made["low"] and made["low_if_confirmed"])
    return failed, failed and not sure


def _vetoed(findings):
    return any(found["severity"] == "veto" for found in findings)


def enter(office, accounts, owners, made):
    failed, unconfirmed = failure(made)
    result = {
        "conclusion": "不合格" if failed else "合格",
        "unconfirmed": int(unconfirmed),
        "findings": [{**found, "path": f"/{n}"} for n, found in enumerate(made["findings"])],
        "account": {
            "platform": made["platform"],
            "owner": owners[made["owner"]],
            "supervisor": office.office,
            "counts": int(made["counts"]),
        },
    }
    return office.new(
        "inspection",
        account=accounts[made["account"]],
        office=office.office if made["by_supervisor"] else owners[0],
        nature=made["nature"].value,
        reference_date=str(made["day"]),
        inspection_date=str(made["day"]),
        result=result,
    )


def told(id_, accounts, owners, made):
    failed, unconfirmed = failure(made)
    confirmed = [f for f in made["findings"] if not f["unconfirmed"]]
    deducting = [f for f in confirmed if f["severity"] == "deduct" and float(f["points"] or 0)]
    return CheckedAccount(
        inspection=id_,
        account=accounts[made["account"]],
        reference_date=made["day"],
        nature=made["nature"],
        by="县" if made["by_supervisor"] else "镇",
        supervisor="县",
        status=Status.RUNNING if made["counts"] else Status.CLOSED,
        suspended=False,
        failed=failed,
        unconfirmed=unconfirmed,
        platform=made["platform"],
        level=["乡镇", ""][made["owner"]],
        office=owners[made["owner"]],
        problems=tuple(f["problem"] for f in confirmed if f["severity"] == "veto"),
        deductions=tuple(f["problem"] for f in deducting),
    )


@pytest.mark.parametrize("group", [None, *Group])
@settings(max_examples=40, deadline=None)
@given(inspections())
def test_the_statement_and_the_rule_agree(group, made):
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 1) as (office,):
        owners = [
            office.new("office", name="甲镇", level="乡镇"),
            office.new("office", name="乙局"),
        ]
        accounts = [office.new(name=f"号{n}", platform="wechat") for n in range(4)]
        told_plainly = [told(enter(office, accounts, owners, m), accounts, owners, m) for m in made]
        quarters = sorted({quarter_of(m["day"]) for m in made})
        expected = [
            (q.code, t.group, t.checked, t.unqualified, t.left_out)
            for q in quarters
            for t in tallies(deciding(told_plainly, q), q, group)
        ]
        counted = trends.counts(office.db, ("2026-01-01", "2026-12-31"), group)
        found = [(c.period, c.group, c.checked, c.unqualified, c.left_out) for c in counted]
        assert sorted(found) == sorted(expected)


@settings(max_examples=30, deadline=None)
@given(inspections(), st.sets(st.sampled_from(list(Nature))))
def test_the_latest_facts_are_the_last_of_all_facts(made, natures):
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 1) as (office,):
        owners = two_owners(office)
        accounts = sorted(office.new(name=f"号{n}", platform="wechat") for n in range(4))
        for one in made:
            enter(office, accounts, owners, one)
        office.edit(accounts[1], same_as=accounts[0])
        span = ("2026-01-15", "2026-06-30")
        expected = {
            fact.account: fact
            for fact in facts(office.db, *span)
            if fact.nature in natures and fact.office == office.office
        }
        found = list(latest_facts(office.db, *span, natures, office.office))
        assert {fact.account: fact for fact in found} == expected
        assert len(found) == len(expected)


def test_joined_accounts_count_once_under_the_latest_inspection(tmp_path):
    with offices(tmp_path, 1) as (office,):
        owners = [
            office.new("office", name="甲镇", level="乡镇"),
            office.new("office", name="乙局"),
        ]
        accounts = sorted(office.new(name="号", platform="wechat") for _ in range(4))
        base = {
            "nature": Nature.QUARTERLY,
            "by_supervisor": True,
            "counts": True,
            "platform": "wechat",
            "owner": 0,
            "low": False,
            "low_if_confirmed": False,
        }
        veto = {"severity": "veto", "problem": "内容不更新", "unconfirmed": 0, "points": None}
        first = {**base, "account": 0, "day": START, "findings": [veto]}
        later = {**base, "account": 1, "day": START + timedelta(days=9), "findings": []}
        enter(office, accounts, owners, first)
        enter(office, accounts, owners, later)
        office.edit(accounts[1], same_as=accounts[0])
        (count,) = trends.counts(office.db, ("2026-01-01", "2026-03-31"), None)
        assert (count.checked, count.unqualified) == (1, 0)
        (span,) = trends.counts(office.db, ("2026-01-01", "2026-01-05"), None, "上旬")
        assert (span.period, span.checked, span.unqualified) == ("上旬", 1, 1)
        decided = list(trends.decided(office.db, "2026-01-01", "2026-03-31"))
        assert [(account, failed) for account, _, failed, _ in decided] == [(accounts[0], False)]
        assert parse_quarter(count.period) is not None


def test_an_office_entered_twice_is_one_supervisor(tmp_path):
    with offices(tmp_path, 1) as (office,):
        twins = sorted(office.new("office", name="某县人民政府办公室") for _ in range(2))
        account = office.new(name="号", platform="wechat")
        told_of = {"platform": "wechat", "supervisor": twins[1], "counts": 1}
        office.new(
            "inspection",
            account=account,
            office=twins[0],
            nature="季度检查",
            reference_date="2026-01-10",
            inspection_date="2026-01-10",
            result={"conclusion": "合格", "findings": [], "account": told_of},
        )
        assert trends.counts(office.db, ("2026-01-01", "2026-03-31"), None) == []
        office.edit(twins[1], kind="office", same_as=twins[0])
        (count,) = trends.counts(office.db, ("2026-01-01", "2026-03-31"), None)
        assert (count.checked, count.unqualified) == (1, 0)
