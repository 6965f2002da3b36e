"""What a file carries: what the other office does not have yet, and nothing else."""

import shutil

import pytest

from govmedia_desktop.domain.revisions import parse_line
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.store import chains
from govmedia_desktop.store.files import add_evidence
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange.ledger import received_files
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from govmedia_desktop.usecases.upkeep.backups import back_up, restore
from tests.unit.desks import TOWN, add, desk_of
from tests.unit.exchanges import checked
from tests.unit.situations.conftest import account, accounts, change, copied, disputed, shown


def told(path):
    """The records whose revisions stand whole in a file."""
    with open_package(path) as package:
        lines = [*package.revisions(), *package.late()]
        return [r.record for r in map(parse_line, lines) if hasattr(r, "record")]


def reach(desk):
    return chains.reach(desk.db)


def own(desk):
    return reach(desk).get(desk.store.replica, 0)


def test_only_what_was_changed_since_is_sent(desks, post, shared):
    county, town = desks
    add(town, "第二个号", owner=TOWN.name)
    post.carry(town, county)
    post.acknowledge(county, town)
    post.answer(town)
    with pytest.raises(RefusedError, match="没有新的内容"):
        post.write(town)
    change(town, shared, address="西街")
    assert told(post.write(town)) == [shared]


def test_what_came_from_an_office_is_not_sent_back_to_it(desks, post, shared):
    county, town = desks
    change(county, shared, operator="示例公司")
    path = post.write(county, to=TOWN.name)
    with open_package(path) as package:
        assert town.store.replica not in package.manifest.ranges


def test_writing_a_file_changes_nothing_here_and_taking_one_in_sends_nothing(desks, post, shared):
    county, town = desks
    before = accounts(town), accounts(county)
    path = post.write(town, full=True)
    assert (accounts(town), accounts(county)) == before
    ends = own(county)
    change(town, shared, address="西街")
    post.carry(town, county)
    assert own(county) == ends
    assert accounts(town) != before[0]
    assert post.take(county, path).conflicts == 0
    assert account(county, shared).address == "西街"  # an older file takes nothing back


def test_a_newer_word_here_stands_when_an_older_file_comes_once_more(desks, post, shared):
    county, town = desks
    old = post.write(town, full=True)
    post.take(county, old)
    change(county, shared, address="后来改的")
    assert post.take(county, old).state == "already"
    assert account(county, shared).address == "后来改的"
    post.carry(town, county, full=True)
    assert (account(county, shared).address, disputed(county)) == ("后来改的", [])


def test_a_folder_put_back_to_an_earlier_day_gets_everything_again(desks, post, shared, tmp_path):
    county, town = desks
    with copied(county, tmp_path / "还原前") as earlier:
        change(town, shared, address="西街")
        post.carry(town, county)
        post.acknowledge(county, town)
        change(town, shared, address="南街")
        post.take(earlier, post.write(town))
        assert account(earlier, shared).address == "东街1号"  # the file in between is missing
        post.take(earlier, post.write(town, full=True))
        assert account(earlier, shared).address == "南街"
        assert chains.gaps(earlier.db) == {}


@pytest.fixture
def parts(desks, post):
    """A report with pictures, written as several files."""
    _county, town = desks
    record = add(town, "有截图的号")
    inspection = checked(town, record, "2026-11-20")
    shots = [add_evidence(town.store.evidence, bytes([n]) * 450_000) for n in range(5)]
    named = {"evidence": {"x": [{"sha256": shot} for shot in shots]}}
    town.record([Edit(inspection, "inspection", {"result": named})])
    post.write(town, part_bytes=1_000_000)
    return sorted(post.folder.glob("*份之*.gmpack")), shots


def test_parts_come_one_by_one_a_damaged_one_holds_up_itself_only(desks, post, parts, tmp_path):
    county, town = desks
    paths, _shots = parts
    assert len(paths) > 2
    cut = tmp_path / "断了.gmpack"
    cut.write_bytes(paths[1].read_bytes()[:-1000])
    post.take(county, paths[0])
    before = accounts(county)
    with pytest.raises(RefusedError):
        post.take(county, cut)
    assert accounts(county) == before
    for path in paths[1:]:
        post.take(county, path)
    assert accounts(county) == accounts(town)
    post.acknowledge(county, town)
    post.answer(town)
    with pytest.raises(RefusedError, match="没有新的内容"):
        post.write(town)


def test_pictures_come_along_and_the_same_picture_twice_is_kept_once(desks, post, parts):
    county = desks[0]
    paths, shots = parts
    add_evidence(county.store.evidence, bytes([0]) * 450_000)
    post.take(county, *paths)
    post.take(county, *paths)
    there = sorted(path.name for path in county.store.evidence.glob("??/*"))
    assert there == sorted(set(shots))


def test_what_was_begun_and_not_finished_stays_where_it_is(desks, post, shared):
    county, town = desks
    post.acknowledge(county, town)
    begin(town, Occasion(shared, "national-2019"))
    post.answer(town)
    with pytest.raises(RefusedError, match="没有新的内容"):
        post.write(town)


def test_any_writing_arrives_as_it_was_written(desks, post):
    county, town = desks
    text = "🐼🐼 有人做过一。Кто-то «странное» \u202e𠮷"
    record = add(town, text, remark=text)
    post.carry(town, county)
    assert shown(county, record).name == shown(town, record).name
    asked = "SELECT remark FROM account WHERE id = ?"
    values = [desk.db.conn.execute(asked, (record,)).fetchone() for desk in desks]
    assert values[0] == values[1]
    assert "🐼🐼 有人做过一。Кто-то «странное»" in values[0][0]


def test_a_file_that_is_gone_or_is_none_is_refused_and_the_ledger_is_empty(desks, post, tmp_path):
    county, _town = desks
    (tmp_path / "别的.gmpack").write_bytes(b"SOME DATA")
    for name in ("没有这个文件.gmpack", "别的.gmpack"):
        with pytest.raises(RefusedError):
            post.take(county, tmp_path / name)
    assert received_files(county) == []


# --- what each knows of the other, counted by data folder ---


def test_every_change_counts_one_further_from_nothing(desks, shared):
    _county, town = desks
    begun = own(town)
    assert reach(town).get("f" * 16, 0) == 0
    for number in (1, 2):
        change(town, shared, address=f"第{number}条街")
        assert own(town) == begun + number


def test_a_copied_folder_knows_what_the_first_one_knew_and_counts_for_itself(
    desks, shared, tmp_path
):
    _county, town = desks
    with copied(town, tmp_path / "另一台") as other:
        known = reach(other)
        assert known == reach(town)
        assert own(other) == 0
        change(other, shared, address="西街")
        assert reach(other) == {**known, other.store.replica: 1}


def test_a_folder_without_anything_lacks_everything_and_has_nothing_to_tell(desks, post, shared):
    county, town = desks
    known, empty = reach(town), chains.reach(county.db)
    assert all(known[replica] >= count for replica, count in empty.items() if replica in known)
    with open_package(post.write(town, full=True)) as package:
        assert {r: span.last for r, span in package.manifest.ranges.items()} == known
        assert all(span.first == 1 for span in package.manifest.ranges.values())


def test_who_went_on_from_what_the_other_has_is_ahead_and_the_other_is_not(desks, post, shared):
    county, town = desks
    change(town, shared, address="西街")
    ahead, behind = reach(town), reach(county)
    mine = town.store.replica
    assert ahead[mine] == behind[mine] + 1
    assert post.carry(town, county).conflicts == 0
    assert reach(county)[mine] == ahead[mine]


def test_a_further_computer_that_went_on_is_ahead_too(desks, post, shared, tmp_path):
    county, town = desks
    with copied(town, tmp_path / "另一台") as other:
        change(other, shared, address="西街")
        assert post.carry(other, county).conflicts == 0
        assert reach(county)[other.store.replica] == own(other) > 0
    assert account(county, shared).address == "西街"


def test_two_folders_that_know_the_same_have_nothing_for_each_other(desks, post, shared, tmp_path):
    _county, town = desks
    with copied(town, tmp_path / "另一台") as other:
        before = accounts(town), accounts(other)
        taken = post.carry(town, other, full=True), post.carry(other, town, full=True)
        assert [(t.new, t.changed, t.conflicts) for t in taken] == [(0, 0, 0)] * 2
        assert (accounts(town), accounts(other)) == before
        assert reach(town) == reach(other)


def test_two_folders_that_know_nothing_of_each_other_add_up_without_a_disagreement(desks, post):
    county, town = desks
    add(county, "县里的号")
    add(town, "镇里的号")
    assert not {county.store.replica} & set(reach(town))
    assert not {town.store.replica} & set(reach(county))
    post.carry(town, county)
    assert {row[3] for row in accounts(county)} == {"县里的号", "镇里的号"}
    assert disputed(county) == []


@pytest.mark.parametrize(("field", "count"), [("address", 1), ("operator", 0)])
def test_two_that_went_on_apart_disagree_only_where_both_wrote(desks, post, shared, field, count):
    county, town = desks
    change(county, shared, **{field: "县里写的"})
    change(town, shared, address="镇里写的")
    assert own(town) > reach(county)[town.store.replica]
    assert own(county) > reach(town)[county.store.replica]
    assert post.carry(town, county).conflicts == count


def test_a_folder_copied_over_the_first_one_by_hand_is_told_apart_or_named(desks, post, shared):
    county, town = desks
    old = (town.store.folder / "data.db").read_bytes()
    change(town, shared, address="西街")
    post.carry(town, county)
    folder = town.store.folder.parent / "还原的"
    shutil.copytree(town.store.folder, folder)
    (folder / "data.db").write_bytes(old)
    with open_desk(folder, "张三") as put_back:
        change(put_back, shared, address="南街")
        post.carry(put_back, county, full=True)
    assert disputed(county) == [(shared, "address")]


def test_who_only_takes_files_in_has_more_by_every_file_it_writes(desks, post, shared):
    county, town = desks
    post.acknowledge(county, town)
    for address in ("西街", "南街"):
        change(town, shared, address=address)
        post.carry(town, county)
        ends = own(county)
        post.down(county, town, full=True)
        assert own(county) == ends  # nothing was written there, only taken in
        post.answer(town)
        with pytest.raises(RefusedError, match="没有新的内容"):
            post.write(town)


def test_an_office_that_restored_a_backup_is_not_sent_everything_for_ever(tmp_path, post):
    with desk_of(tmp_path / "镇", TOWN) as town:
        shared = add(town, "示例镇发布", owner=TOWN.name)
        with desk_of(tmp_path / "县") as county:
            post.carry(town, county)
            kept = back_up(county)
            change(town, shared, address="西街")
            post.carry(town, county)
            post.acknowledge(county, town)
        restore(tmp_path / "县", kept, "张三")
        with open_desk(tmp_path / "县", "张三") as again:
            again.clock = town.clock
            post.carry(town, again, full=True)
            post.down(again, town, full=True)
            change(town, shared, address="南街")
            path = post.write(town)
            assert told(path) == [shared]
            post.take(again, path)
            assert account(again, shared).address == "南街"
