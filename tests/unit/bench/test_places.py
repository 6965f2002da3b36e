"""The bench's invented places: the same from the same seed, in the proportions of the notices."""

import csv
import uuid
from collections import Counter
from datetime import date

import pytest

from govmedia_desktop.domain.accounts import Platform
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.domain.periods import quarter_of
from govmedia_desktop.paths import SAMPLE
from tests.bench.places import Shape, place, published_splits, quarters

OWN = "01900000-0000-7000-8000-000000000001"
COUNTY = Shape(Level.COUNTY, accounts=300, quarters=4)
CITY = Shape(Level.CITY, accounts=3_000, quarters=1)


@pytest.fixture(scope="module")
def county():
    return place(COUNTY, OWN)


def test_the_same_seed_gives_the_same_county_and_another_seed_another(county):
    assert place(COUNTY, OWN) == county
    assert place(COUNTY, OWN, seed=2) != county


def test_the_platforms_are_drawn_as_the_notices_print_them():
    printed = Counter()
    with (SAMPLE / "published_notices.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for part in row["by_platform"].split(";") if row["level"] == "县" else ():
                label, _, count = part.partition(":")
                printed[label] += int(count)
    splits = published_splits(Level.COUNTY)
    assert splits.platforms.total() == printed.total() == 81
    assert splits.platforms[Platform.WECHAT] == printed["微信公众号"] + printed["微信"] == 62
    assert splits.platforms[Platform.DOUYIN] == printed["抖音"] == 6


@pytest.mark.parametrize("level", [Level.CITY, Level.COUNTY, Level.PROVINCE])
def test_a_large_place_has_the_shares_of_its_level(level):
    made = place(Shape(level, accounts=3_000, quarters=0), OWN)
    published = published_splits(level).platforms
    drawn = Counter(account.platform for account in made.accounts)
    for platform, count in published.items():
        assert drawn[platform] / 3_000 == pytest.approx(count / published.total(), abs=0.03)


def test_each_quarter_fails_as_often_as_one_of_the_notices():
    made = place(CITY, OWN)
    rated = [check for check in made.checks if check.nature.enters_rate]
    failed = sum(bool(check.problem) for check in rated) / len(rated)
    shares = [bad / checked for checked, bad in published_splits(Level.CITY).failures]
    assert min(abs(failed - share) for share in shares) < 0.02
    assert (314, 55) in published_splits(Level.CITY).failures


def test_every_supervised_account_is_checked_once_a_quarter_by_its_supervisor(county):
    counting = {account.id for account in county.accounts if account.status.counts}
    rated = [check for check in county.checks if check.nature.enters_rate]
    checked = Counter((quarter_of(c.day).code, c.account.id) for c in rated)
    codes = {quarter.code for quarter in quarters(COUNTY)}
    assert set(checked) == {(code, account) for code in codes for account in counting}
    assert set(checked.values()) == {1}
    assert {(check.by, check.supervisor) for check in rated} == {(OWN, OWN)}


def test_what_enters_no_rate_is_there_too(county):
    natures = Counter(check.nature for check in county.checks)
    assert natures[Nature.RECHECK] == sum(bool(check.problem) for check in county.checks)
    assert natures[Nature.SELF] > 50
    assert all(c.by == c.account.owner for c in county.checks if c.nature is Nature.SELF)


def test_ids_are_unique_and_of_version_seven(county):
    ids = [record.id for record in (*county.offices, *county.accounts, *county.checks)]
    assert len(set(ids)) == len(ids)
    assert {uuid.UUID(id_).version for id_ in ids} == {7}
    assert all(one < twin for one, twin in county.joined)


def test_quarters_run_back_from_the_last_day():
    shape = Shape(Level.COUNTY, accounts=1, quarters=3, until=date(2026, 2, 1))
    assert [quarter.code for quarter in quarters(shape)] == ["2025Q3", "2025Q4", "2026Q1"]
