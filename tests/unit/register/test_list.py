"""台账 by pages: however it is searched, filtered and sorted, its pages are the whole list."""

import random
import re
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.listing import NOT_FILLED, SORTED_BY, Asked, Line
from govmedia_desktop.store import register_found, register_meant, register_pages
from govmedia_desktop.store.connection import run, write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.register_found import Narrowed
from govmedia_desktop.store.register_lines import GRAMS, LINES
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.register.listing import (
    Listing,
    accounts_asked_for,
    accounts_in_all,
)
from govmedia_desktop.usecases.register.merging import ONE, merge, part_again
from govmedia_desktop.usecases.upkeep.maintenance import rebuild
from tests.unit.desks import add, desk_of, inspect, last_inspections

DATES = (None, "2026-11-06", "2026-11-20", "2026-10-21", "2025-10-21", "2026", "2026-10", "不详")
DATES += ("2026-10月", "2026-10\U0010ffff", "2026-1")
"""Also what other programs may write there."""
SHARED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def told_of(listed, last):
    """Tell how an account came out last, in the words of the list."""
    if last is None:
        return "未检查" if listed.account.status.counts else ""
    word = f"{last.conclusion.value}"
    if last.nature == "自查":
        word = {"合格": "自查未发现问题", "不合格": "自查发现问题"}[word]
    word += "·待核实" if last.unconfirmed else ""
    return f"{word} {last.score}分" if last.score else word


def lines_of(desk):
    """Return the line of every account with what is sought in it, told plainly."""
    last = last_inspections(desk)
    found = {}
    for listed in accounts.list_accounts(desk):
        a, past = listed.account, last.get(listed.account.id)
        conclusion = past.conclusion.value if past else ""
        line = Line(
            a.id,
            a.name,
            a.platform.label,
            listed.owner_name or "",
            a.status.value,
            a.last_update or "",
            told_of(listed, past),
            a.comments or "",
            a.kind.value,
            conclusion,
        )
        shown = [line.name, line.platform, line.owner or NOT_FILLED, line.status]
        shown += [line.last_update or NOT_FILLED, line.told, line.comments, line.kind]
        found[line] = "\n".join([*shown, a.platform_id or ""]).casefold()
    return found


def whole(lines, asked):
    """Return the list that was asked for, by the rule told plainly; lines that tie in any order."""
    kept = [
        line
        for line, sought in lines.items()
        if all(word in sought for word in asked.words)
        and asked.platform in ("", line.platform)
        and asked.status in ("", line.status)
    ]
    return sorted(kept, key=lambda line: order(line, asked), reverse=asked.descending)


def order(line, asked):
    return getattr(line, asked.sort), line.owner, line.name


def paged(desk, asked, size):
    listing = Listing(desk, asked)
    pages = [listing.page(start, size) for start in range(0, listing.count + size, size)]
    return [line for page in pages for line in page]


def stored(desk):
    return set(paged(desk, Asked(), 1_000))


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Some four hundred accounts, some of them joined, deleted, checked."""
    chance = random.Random(7)  # noqa: S311
    with desk_of(tmp_path_factory.mktemp("台账") / "县") as desk:
        owners = [f"示例{word}" for word in ("镇", "乡", "教育局", "ß局", "公安局", "A办")]
        edits = [Edit(f"office-{n}", "office", {"name": o}) for n, o in enumerate(owners)]
        for number in range(400):
            values = {"name": f"示例{chance.choice('甲乙丙丁Aaß')}{number % 37}"}
            values["platform"] = chance.choice(["wechat", "weibo", "douyin", "将来平台"])
            values["owner"] = chance.choice([None, *(f"office-{n}" for n in range(6))])
            values["status"] = chance.choice(["正常运行", "正常运行", "拟关停", "已注销", "将来"])
            values["last_update"] = chance.choice(DATES)
            values["comments"] = chance.choice([None, "开放", "未开放"])
            values["kind"] = chance.choice(["发布类", "服务类"])
            values["platform_id"] = chance.choice([None, f"gh_{number:04x}"])
            set_ = {name: value for name, value in values.items() if value is not None}
            edits.append(Edit(f"account-{number:03}", "account", set_))
        desk.record(edits)
        desk.record(
            [Edit(f"account-{n + 1:03}", "account", {"same_as": f"account-{n:03}"}) for n in (5, 9)]
        )
        for number in range(0, 60, 7):
            inspect(
                desk,
                f"account-{number:03}",
                last_update=chance.choice(["2026-11-20", "2026-10-01"]),
            )
        accounts.delete_account(desk, "account-030", "重复")
        yield desk


@pytest.fixture(scope="module")
def told(county):
    """The county's lines told plainly, once: no test changes what it has."""
    return lines_of(county)


WORDS = ["示例", "甲", "a", "SS", "ß", "微博", "3", "甲1", "未填", "合格", "不合格", "未检查"]
WORDS += [
    "gh_00",
    "2026-11",
    "2026-1",
    "026-10",
    "月",
    "示例镇",
    "视",
    "没有这个",
    "示例a3",
    "office",
    "*",
    '"',
    "\0",
]
ASKED = st.builds(
    Asked,
    text=st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    platform=st.sampled_from(["", "", "微信公众号", "新浪微博", "其他", "快手"]),
    status=st.sampled_from(["", "", "正常运行", "拟关停", "已关停"]),
    sort=st.sampled_from(SORTED_BY),
    descending=st.booleans(),
)


@SHARED
@given(asked=ASKED, size=st.integers(1, 500))
def test_pages_joined_are_the_whole_list_for_any_search_sort_and_filter(county, told, asked, size):
    size = max(size, 20)
    pages, expected = paged(county, asked, size), whole(told, asked)
    assert set(pages) == set(expected)
    assert len(pages) == len(expected)
    assert [order(p, asked) for p in pages] == [order(e, asked) for e in expected]


BOUNDS = st.fixed_dictionaries(
    {
        "MOST_COUNTED": st.integers(0, 90),
        "EASY": st.integers(0, 90),
        "STRETCH": st.integers(1, 300),
        "WALKED": st.integers(1, 300),
        "TRIED": st.integers(0, 5),
    }
)
"""By which a few hundred lines are read in each of the ways that a million are."""


@SHARED
@given(asked=ASKED, most=st.integers(1, 90), bounds=BOUNDS)
def test_a_long_list_is_its_beginning_however_it_is_read(county, told, asked, most, bounds):
    expected = [order(line, asked) for line in whole(told, asked)]
    with pytest.MonkeyPatch.context() as patch:
        # counted as far as that, and that must tell whether more are found
        changed = {"MOST": most, **bounds, "MOST_COUNTED": bounds["MOST_COUNTED"] + most}
        for name, value in changed.items():
            patch.setattr(register_found, name, value)
        patch.setattr(register_meant, "MOST_COUNTED", changed["MOST_COUNTED"])
        pages = paged(county, asked, 20)
        cut = Listing(county, asked).cut
    assert cut == (asked.narrows and len(expected) > most)
    listed = expected[:most] if cut else expected
    assert [order(line, asked) for line in pages] == listed


@SHARED
@given(asked=ASKED)
def test_as_many_are_counted_as_hold_every_word(county, told, asked):
    assert Listing(county, asked).count == len(whole(told, asked))


def heard(desk, work):
    """The statements that some work runs."""
    told = []
    desk.db.conn.set_trace_callback(told.append)
    work()
    desk.db.conn.set_trace_callback(None)
    return told


@pytest.mark.parametrize("asked", [Asked("示例"), Asked(platform="新浪微博"), Asked()])
def test_a_list_is_counted_once(county, asked):
    told = heard(county, lambda: Listing(county, asked))
    assert sum("count(*)" in statement for statement in told) == 1


def test_every_index_of_the_lines_serves_a_list_or_a_look_up_by_name(county):
    orders = [Asked(sort=sort) for sort in SORTED_BY]
    filters = [Asked(platform=p, status=s) for p in ("", "新浪微博") for s in ("", "正常运行")]
    filters.append(Asked("示"))
    told = [heard(county, lambda a=a: Listing(county, a).page(0, 20)) for a in orders + filters]
    told.append(heard(county, lambda: register_pages.named(county.db, "示例甲1")))
    used = set(re.findall(r"INDEXED BY (\w+)", "\n".join(chain.from_iterable(told))))
    kept = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql <> ''"
    assert used == {name for (name,) in county.db.conn.execute(kept, ("register_line",))}


def test_scrolling_through_what_was_narrowed_down_to_searches_once(county, told, monkeypatch):
    searched, real = [], Narrowed.numbers
    spy = lambda of, wanted: searched.append(wanted) or real(of, wanted)  # noqa: E731
    monkeypatch.setattr(Narrowed, "numbers", spy)
    listing = Listing(county, Asked("示例"))
    first = listing.page(0, 20)
    assert searched == [20]
    rest = [line for start in range(20, listing.count, 20) for line in listing.page(start, 20)]
    assert listing.place_of(rest[-1].id) == listing.count - 1
    assert searched == [20, listing.count]
    assert {line.id for line in first + rest} == {line.id for line in whole(told, Asked("示例"))}


@SHARED
@given(asked=ASKED)
def test_all_that_was_asked_for_goes_out_in_the_order_that_is_seen(county, asked):
    seen = [line.id for line in paged(county, asked, 100)]
    assert accounts_asked_for(county, asked) == seen


@SHARED
@given(asked=ASKED, data=st.data())
def test_an_account_has_the_place_at_which_its_page_shows_it(county, told, asked, data):
    listing = Listing(county, asked)
    account = data.draw(st.sampled_from([line.id for line in told]))
    place = listing.place_of(account)
    if place is None:
        assert account not in {line.id for line in whole(told, asked)}
    else:
        assert listing.page(place, 1)[0].id == account


def test_a_joined_pair_is_one_line_and_a_deleted_account_none(county):
    listed = {line.id for line in stored(county)}
    assert {"account-005", "account-009"} <= listed
    assert not {"account-006", "account-010", "account-030"} & listed
    assert accounts_in_all(county) == len(listed) == len(accounts.list_accounts(county))


def test_what_a_newer_program_wrote_reads_as_the_plainest(county):
    texts = {(line.platform, line.status) for line in stored(county)}
    assert {p for p, _ in texts} == {"微信公众号", "新浪微博", "抖音", "其他"}
    assert "将来" not in {s for _, s in texts}


def test_rebuilding_gives_the_same_lines(county):
    assert rebuild(county).differing == ()


# what a line follows from


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def agrees(desk):
    """Whether the lines are those that follow from everything else, also when found by search."""
    expected = lines_of(desk)
    assert stored(desk) == set(expected)
    for line in expected:
        assert line in paged(desk, Asked(line.name), 100)
    return True


def test_a_line_follows_every_change_of_its_account(desk):
    record = add(desk, owner="示例镇")
    changes = (
        {"name": "示例新名"},
        {"status": "已注销"},
        {"owner": "示例乡"},
        {"owner": ""},
        {"last_update": "2026-11-06"},
        {"platform_id": "gh_1"},
    )
    for change in changes:
        accounts.change_account(desk, record, change)
        assert agrees(desk)
    assert paged(desk, Asked("示例发布"), 10) == []
    removed = accounts.delete_account(desk, record, "撤")
    assert stored(desk) == set()
    assert paged(desk, Asked("示例新名"), 10) == []
    accounts.restore_account(desk, removed)
    assert agrees(desk)


def test_a_renamed_office_renames_the_lines_of_all_its_accounts(desk):
    add(desk, "示例甲", owner="示例镇")
    add(desk, "示例乙", owner="示例镇", platform="weibo")
    add(desk, "示例丙", owner="示例乡")
    office = accounts.find_account(desk, "示例甲").account.owner
    desk.record([Edit(office, "office", {"name": "示例街道"})])
    assert agrees(desk)
    assert sorted(line.name for line in paged(desk, Asked("示例街道"), 10)) == ["示例乙", "示例甲"]


def test_joined_offices_have_one_name_on_the_lines_of_both(desk):
    one, other = add(desk, "示例甲", owner="示例镇"), add(desk, "示例乙", owner="示例镇人民政府")
    offices = sorted(accounts.find_account(desk, a).account.owner for a in (one, other))
    desk.record([Edit(offices[1], "office", {"same_as": offices[0]})])
    assert agrees(desk)
    assert len({line.owner for line in stored(desk)}) == 1
    desk.record([Edit(offices[1], "office", {"same_as": offices[1]})])
    assert agrees(desk)
    assert len({line.owner for line in stored(desk)}) == 2


def test_a_merged_pair_is_one_line_and_parted_again_two(desk):
    ids = sorted([add(desk, "示例甲", comments="开放"), add(desk, "示例乙", owner="示例镇")])
    inspect(desk, ids[1], last_update="2026-11-20")
    merge(desk, *ids, {"name": ONE})
    assert agrees(desk)
    assert [line.told for line in stored(desk)] == ["合格"]
    part_again(desk, ids[0])
    assert agrees(desk)
    assert len(stored(desk)) == 2


def test_a_chain_of_joined_accounts_comes_apart_in_the_middle(desk):
    ids = sorted(add(desk, name) for name in ("示例甲", "示例乙", "示例丙"))
    for one, other in ((0, 1), (1, 2)):
        desk.record([Edit(ids[other], "account", {"same_as": ids[one]})])
        assert agrees(desk)
    assert len(stored(desk)) == 1
    desk.record([Edit(ids[1], "account", {"same_as": ids[1]})])
    assert agrees(desk)
    assert len(stored(desk)) == 2


def test_a_line_tells_the_last_inspection_that_decides(desk):
    record = add(desk, status="拟关停")
    assert [line.told for line in stored(desk)] == ["未检查"]
    inspect(desk, record, last_update="2026-10-01")
    assert agrees(desk)
    assert [(line.told, line.passed) for line in stored(desk)] == [("不合格", False)]
    (found,) = (id_ for (id_,) in desk.db.conn.execute("SELECT id FROM inspection"))
    desk.record([Edit(found, "inspection", {"reference_date": None})])
    assert agrees(desk)
    assert [line.waits for line in stored(desk)] == [True]


def test_a_line_that_stays_the_same_is_not_written_again(desk):
    record = add(desk)
    add(desk, "示例乙")
    accounts.change_account(desk, record, {"url": "https://a.example"})
    assert numbers(desk) == [1, 2]
    accounts.change_account(desk, record, {"status": "已注销"})
    assert numbers(desk) == [2, 3]


def numbers(desk):
    rows = desk.db.conn.execute("SELECT number FROM register_line ORDER BY number")
    return [number for (number,) in rows]


def test_nothing_that_is_searched_for_is_taken_for_an_order_to_the_index(desk):
    add(desk, '示例"甲" OR * NEAR(')
    for text in ('"', "OR", "*", "NEAR(", '"甲"', "AND NOT", "示例 OR", "'"):
        assert len(paged(desk, Asked(text), 10)) == (0 if text in ("AND NOT", "'") else 1)


def test_a_folder_of_an_older_program_has_its_whole_list_when_it_is_opened(tmp_path):
    with desk_of(tmp_path / "夹") as desk:
        records = {add(desk, f"示例{n}", owner="示例镇") for n in range(3)}
        with write(desk.db):
            run(desk.db, f"DROP TABLE {GRAMS};\nDROP TABLE {LINES}")
            run(desk.db, f"CREATE TABLE {LINES} (number INTEGER PRIMARY KEY, name TEXT)")
            run(desk.db, "UPDATE local SET value = 'old' WHERE name = 'projections'")
    with open_desk(tmp_path / "夹", "张三") as desk:
        assert set(accounts_asked_for(desk, Asked("例镇"))) == records
        assert accounts.find_account(desk, "示例1").owner_name == "示例镇"
        assert Listing(desk, Asked()).count == 3
