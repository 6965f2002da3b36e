"""Which backups stay: the newest ten, one a day for a month, one a month; all of tomorrow."""

import tempfile
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.errors import CannotWriteError, DataFolderError
from govmedia_desktop.store import backups as module
from govmedia_desktop.store.backups import (
    KEPT_DAYS,
    KEPT_NEWEST,
    back_up,
    backups,
    free_name,
    is_intact,
    moment_of,
    occasion_of,
    revisions_in,
)
from tests.unit.store_stories import offices

NOW = datetime(2026, 11, 21, 10, 42, 7, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def office(tmp_path):
    with offices(tmp_path, 1) as (made,):
        yield made


@pytest.fixture
def place(tmp_path):
    return tmp_path / "backups"


def put(place, made, why="手工"):
    """Put an empty file of a backup's name there."""
    place.mkdir(exist_ok=True)
    path = free_name(place, f"{made:%Y%m%d-%H%M%S}_{why}")
    path.touch()
    path.with_suffix(".sha256").touch()
    return path


def test_a_backup_verifies_and_says_when_and_why_it_was_made(office, place):
    office.new(name="甲")
    path = back_up(office.db, place, NOW, "接收前")
    assert path.name == "20261121-104207_接收前.db"
    assert (moment_of(path), occasion_of(path)) == (NOW.replace(tzinfo=None), "接收前")
    assert is_intact(path)
    assert revisions_in(path) == 1
    assert sorted(p.suffix for p in place.iterdir()) == [".db", ".sha256"]


def test_backups_of_one_second_stand_in_the_order_they_were_made(office, place):
    made = [back_up(office.db, place, NOW, "手工") for _ in range(12)]
    assert backups(place) == made[: -KEPT_NEWEST - 1 : -1]
    assert {occasion_of(path) for path in made} == {"手工"}
    assert len(set(made)) == 12, "no name of one that was thinned is given again"
    assert all(is_intact(path) for path in backups(place))


@pytest.mark.parametrize("name", ["别的.db", "2026-11-21.db", "20261321-000000_坏.db", "a.txt"])
def test_what_is_no_backup_by_its_name_is_neither_listed_nor_touched(office, place, name):
    place.mkdir()
    (place / name).write_bytes(b"x")
    back_up(office.db, place, NOW, "手工")
    assert len(backups(place)) == 1
    assert (place / name).read_bytes() == b"x"


@pytest.mark.parametrize("change", ["flip", "cut", "no hash", "empty hash", "gone"])
def test_an_altered_backup_is_known_as_such_and_tells_nothing(office, place, change):
    path = back_up(office.db, place, NOW, "手工")
    content = path.read_bytes()
    if change == "flip":
        path.write_bytes(content[:99] + bytes([content[99] ^ 1]) + content[100:])
    elif change == "cut":
        path.write_bytes(content[:-1])
    elif change == "gone":
        path.unlink()
    elif change == "no hash":
        path.with_suffix(".sha256").unlink()
    else:
        path.with_suffix(".sha256").write_text("")
    assert not is_intact(path)
    with pytest.raises(DataFolderError, match="已损坏或被改动"):
        revisions_in(path)


def test_a_copy_that_does_not_verify_is_no_backup(office, place, monkeypatch):
    monkeypatch.setattr(module, "faults", lambda _db: ["row missing"])
    with pytest.raises(CannotWriteError, match="备份没有写成，数据未作任何改动"):
        back_up(office.db, place, NOW, "手工")
    assert [p for p in place.iterdir() if p.suffix == ".db"] == []


@pytest.mark.parametrize(("days", "kept"), [(20, True), (KEPT_DAYS + 60, False)])
def test_of_a_day_one_is_kept_for_a_month_and_then_one_of_a_month(office, place, days, kept):
    for hour in range(KEPT_NEWEST):
        put(place, NOW - timedelta(hours=hour + 1))
    newer = put(place, (NOW - timedelta(days=days)).replace(day=15, hour=12))
    other = put(place, (NOW - timedelta(days=days)).replace(day=14, hour=12))
    same_day = put(place, (NOW - timedelta(days=days)).replace(day=15, hour=9))
    back_up(office.db, place, NOW, "手工")
    assert newer.exists()
    assert other.exists() is kept
    assert not same_day.exists()
    assert not same_day.with_suffix(".sha256").exists()


def test_the_newest_ten_stay_even_of_one_day(office, place):
    made = [put(place, NOW - timedelta(minutes=n + 1)) for n in range(KEPT_NEWEST + 2)]
    new = back_up(office.db, place, NOW, "手工")
    assert backups(place) == [new, *made[: KEPT_NEWEST - 1]]


@contextmanager
def work():
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 1) as (office,):
        yield office, Path(name) / "backups"


def expected(found):
    """Retell what stays of (moment, occasion), the newest first."""
    kept, spans, place = [], set(), 0
    for made, why in sorted(found, reverse=True):
        if why == "还原前":
            kept.append((made, why))
            continue
        days = (NOW - made).total_seconds() / 86400
        span = f"{made:%Y-%m-%d}" if days < KEPT_DAYS else f"{made:%Y-%m}"
        if place < KEPT_NEWEST or days < 0 or span not in spans:
            kept.append((made, why))
        spans.add(span)
        place += 1
    return sorted(kept)


moments = st.integers(-20 * 24, 200 * 24).map(lambda hours: NOW - timedelta(hours=hours, minutes=7))


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(moments, st.sampled_from(["手工", "手工", "接收前", "还原前"]), max_size=60))
def test_what_stays_is_what_the_rule_says_and_nothing_of_tomorrow_is_lost(found):
    with work() as (office, place):
        for made, why in found.items():
            put(place, made, "x") if why != "还原前" else put_before_restoring(place, made)
        back_up(office.db, place, NOW, "x")
        told = [(m, "x" if w != "还原前" else w) for m, w in found.items()]
        stands = sorted(
            (moment_of(p).replace(tzinfo=NOW.tzinfo), occasion_of(p)) for p in backups(place)
        )
        assert stands == expected([*told, (NOW, "x")])


def put_before_restoring(place, made):
    place.mkdir(exist_ok=True)
    (place / f"还原前_{made:%Y%m%d-%H%M%S}.db").touch()


@pytest.mark.parametrize(
    ("there", "next_"),
    [
        ((), "接收前"),
        (("接收前",), "接收前-2"),
        (("接收前-7",), "接收前-8"),
        (("接收前", "接收前-2", "接收前-1500"), "接收前-1501"),
        (("接收前二", "接收前-2-3", "接收前-新", "接收"), "接收前"),
    ],
)
def test_a_backup_is_numbered_after_those_of_its_name_alone(place, there, next_):
    place.mkdir()
    for name in there:
        (place / f"{name}.db").touch()
    (place / "接收前-9.sha256").touch()
    assert free_name(place, "接收前") == place / f"{next_}.db"


def test_a_folder_that_is_not_there_has_every_name_free(place):
    assert free_name(place, "接收前") == place / "接收前.db"
