import pytest

from govmedia_desktop.domain.revisions import Stub, parse_line
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import chains, journal
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.projection import rebuild, rows
from govmedia_desktop.store.withdrawals import withdraw
from tests.unit.store_stories import offices


@pytest.fixture
def one(tmp_path):
    with offices(tmp_path, 1) as (office,):
        yield office


@pytest.fixture
def two(tmp_path):
    with offices(tmp_path, 2) as pair:
        yield pair


def test_a_new_record_stands_in_its_table(one):
    record = one.new(name="示例县发布", platform="wechat", followers=1200)
    row = one.row(record)
    assert (row["name"], row["followers"], row["deleted"]) == ("示例县发布", 1200, 0)
    assert row["home"] == one.office


def test_an_edit_without_a_change_makes_no_revision(one):
    record = one.new(name="甲", platform="wechat")
    assert one.edit(record, name="甲") == 0
    assert one.edit(record, remark=None) == 0
    assert one.edit(record, name="甲", remark="乙") == 1


def test_a_cleared_field_is_empty_and_its_old_value_stays_in_the_journal(one):
    record = one.new(name="甲", remark="旧")
    one.edit(record, remark=None)
    assert one.row(record)["remark"] is None
    assert any("旧" in line for line in one.lines())


def test_values_are_cleaned_before_they_are_hashed(one):
    record = one.new(name="e\u0301\x00\ud800")
    assert one.row(record)["name"] == "é"


def test_edits_of_one_batch_see_each_other(one):
    record = "01900000-0000-7000-8000-00000000abcd"
    edits = [Edit(record, "account", {"name": name}) for name in ("甲", "乙", "丙")]
    assert journal.append(one.db, one.author, edits) == 3
    assert one.row(record)["name"] == "丙"
    assert rows(one.db, "disagreement") == []


def test_the_chain_shows_one_altered_character(one):
    one.new(name="甲")
    one.new(name="乙")
    assert chains.broken_chains(one.db) == []
    one.db.conn.execute("UPDATE revision SET body = replace(body, '甲', '丁') WHERE counter = 1")
    assert chains.broken_chains(one.db) == [one.author.replica]


def test_a_missing_revision_breaks_the_chain(one):
    for name in "甲乙丙":
        one.new(name=name)
    one.db.conn.execute("DELETE FROM write WHERE seq = 2")
    one.db.conn.execute("DELETE FROM seen WHERE seq = 2")
    one.db.conn.execute("DELETE FROM revision WHERE seq = 2")
    assert chains.broken_chains(one.db) == [one.author.replica]


def test_another_office_shows_the_same_rows_after_taking_in(two):
    sender, receiver = two
    record = sender.new(name="甲", platform="wechat")
    sender.edit(record, name="乙")
    receiver.receive(sender.lines())
    assert receiver.state() == sender.state()


def test_taking_in_twice_changes_nothing(two):
    sender, receiver = two
    sender.new(name="甲")
    _, first = receiver.receive(sender.lines())
    before = receiver.state()
    _, second = receiver.receive(sender.lines())
    assert (first.new, second.new, second.already) == (1, 0, 1)
    assert receiver.state() == before


def test_two_offices_writing_one_field_disagree_and_the_home_office_is_shown(two):
    home, other = two
    record = home.new(name="甲")
    other.receive(home.lines())
    home.edit(record, name="本单位写的")
    other.edit(record, name="别处写的")
    home.receive(other.lines(only_own=True))
    other.receive(home.lines(only_own=True))
    for office in two:
        assert office.row(record)["name"] == "本单位写的"
        assert rows(office.db, "disagreement") == [(record, "name")]


def test_the_same_value_written_twice_is_no_disagreement(two):
    home, other = two
    record = home.new(name="甲")
    other.receive(home.lines())
    home.edit(record, name="乙")
    other.edit(record, name="乙")
    home.receive(other.lines(only_own=True))
    assert rows(home.db, "disagreement") == []


def test_clearing_against_writing_is_a_disagreement(two):
    home, other = two
    record = home.new(name="甲", remark="旧")
    other.receive(home.lines())
    home.edit(record, remark=None)
    other.edit(record, remark="新")
    home.receive(other.lines(only_own=True))
    assert rows(home.db, "disagreement") == [(record, "remark")]


def test_a_resolution_ends_the_disagreement_everywhere(two):
    home, other = two
    record = home.new(name="甲")
    other.receive(home.lines())
    home.edit(record, name="乙")
    other.edit(record, name="丙")
    home.receive(other.lines(only_own=True))
    home.edit(record, name="丙")
    other.receive(home.lines(only_own=True))
    for office in two:
        assert office.row(record)["name"] == "丙"
        assert rows(office.db, "disagreement") == []


def test_what_depends_on_a_missing_revision_is_held_until_it_arrives(tmp_path):
    with offices(tmp_path, 3) as (first, second, third):
        record = first.new(name="甲")
        second.receive(first.lines())
        second.edit(record, name="乙")
        _, got = third.receive(second.lines(only_own=True))
        assert (got.new, got.held) == (1, 1)
        assert third.row(record) is None
        third.receive(first.lines())
        assert third.row(record)["name"] == "乙"
        assert third.state() == second.state()


def test_a_reference_to_a_record_not_here_yet_is_held(tmp_path):
    with offices(tmp_path, 3) as (first, second, third):
        owner = first.new("office", name="示例镇")
        second.receive(first.lines())
        account = second.new(name="甲", owner=owner)
        third.receive(second.lines(only_own=True))
        assert third.row(account) is None
        third.receive(first.lines())
        assert third.row(account)["owner"] == owner


def test_a_tombstone_hides_the_record_and_keeps_its_history(one):
    record = one.new(name="甲")
    journal.delete(one.db, one.author, [record], "重复录入")
    assert one.row(record)["deleted"] == 1
    assert len(one.lines()) == 2


def test_an_edit_that_had_not_seen_the_tombstone_revives_the_record(two):
    home, other = two
    record = home.new(name="甲")
    other.receive(home.lines())
    journal.delete(home.db, home.author, [record], "停用")
    other.edit(record, remark="仍在用")
    home.receive(other.lines(only_own=True))
    other.receive(home.lines(only_own=True))
    for office in two:
        assert office.row(record)["deleted"] == 0
    assert home.state() == other.state()


def test_withdrawing_an_intake_returns_the_exact_rows(two):
    sender, receiver = two
    receiver.new(name="本地")
    record = sender.new(name="甲")
    before = receiver.state()
    intake, _ = receiver.receive(sender.lines())
    withdraw(receiver.db, intake)
    assert receiver.state() == before
    assert receiver.row(record) is None


def test_withdrawing_is_refused_where_somebody_built_on_it(two):
    sender, receiver = two
    record = sender.new(name="甲")
    intake, _ = receiver.receive(sender.lines())
    receiver.edit(record, remark="接着写")
    before = receiver.state()
    with pytest.raises(RefusedError, match="不能撤回"):
        withdraw(receiver.db, intake)
    assert receiver.state() == before


def test_taking_a_withdrawn_file_in_again_applies_it_again(two):
    sender, receiver = two
    sender.new(name="甲")
    intake, _ = receiver.receive(sender.lines())
    withdraw(receiver.db, intake)
    _, got = receiver.receive(sender.lines())
    assert got.new == 1
    assert receiver.state() == sender.state()


def test_what_was_withdrawn_is_sent_on_by_its_hash_only(two):
    sender, receiver = two
    sender.new(name="甲")
    receiver.new(name="乙")
    intake, _ = receiver.receive(sender.lines())
    withdraw(receiver.db, intake)
    stubs = [line for line in map(parse_line, receiver.lines()) if isinstance(line, Stub)]
    assert [(stub.replica, stub.counter) for stub in stubs] == [(sender.author.replica, 1)]


def test_two_folders_with_one_replica_are_named_and_nothing_is_taken_in(tmp_path):
    (tmp_path / "a").mkdir()
    with offices(tmp_path, 2) as (sender, receiver), offices(tmp_path / "a", 1) as (copy,):
        sender.new(name="甲")
        copy.new(name="乙")
        receiver.receive(sender.lines())
        before = receiver.state()
        with pytest.raises(RefusedError, match="同一个编号"):
            receiver.receive(copy.lines())
        assert receiver.state() == before


def test_rebuild_gives_equal_rows(two):
    sender, receiver = two
    record = sender.new(name="甲", followers=3)
    receiver.receive(sender.lines())
    receiver.edit(record, name="乙")
    sender.edit(record, name="丙")
    receiver.receive(sender.lines(only_own=True))
    receiver.receive(sender.lines())
    before = receiver.state(), rows(receiver.db, "write"), rows(receiver.db, "seen")
    rebuild(receiver.db)
    assert (receiver.state(), rows(receiver.db, "write"), rows(receiver.db, "seen")) == before


def test_joined_records_resolve_to_the_smallest_id(one):
    ids = sorted(one.new(name=name) for name in "甲乙丙")
    one.edit(ids[2], same_as=ids[1])
    one.edit(ids[1], same_as=ids[0])
    found = dict(one.db.conn.execute("SELECT id, root FROM identity").fetchall())
    assert found == {ids[1]: ids[0], ids[2]: ids[0]}


def test_an_inspections_facts_are_projected_not_evaluated(one):
    result = {
        "conclusion": "不合格",
        "findings": [
            {"path": "/a", "severity": "veto", "problem": "内容不更新", "unconfirmed": True},
            {"path": "/b", "severity": "hint", "problem": "命名规范", "unconfirmed": False},
        ],
    }
    day = {"reference_date": "2026-11-20"}
    record = one.new("inspection", nature="季度检查", result=result, **day)
    (fact,) = one.db.query("SELECT id, conclusion, unconfirmed FROM inspection_fact")
    assert fact == {"id": record, "conclusion": "不合格", "unconfirmed": 1}
    assert len(rows(one.db, "finding")) == 2


@pytest.mark.parametrize("day", [None, "", "2026-02-30", "20261120", "昨天", "2026-11-20T10:00"])
def test_of_an_inspection_on_no_day_that_there_is_no_figure_is_told(one, day):
    record = one.new(
        "inspection", reference_date=day, result={"conclusion": "合格", "findings": []}
    )
    assert rows(one.db, "inspection_fact") == []
    one.edit(record, "inspection", reference_date="2024-02-29")
    assert len(rows(one.db, "inspection_fact")) == 1


@pytest.mark.parametrize("word", [None, "", "未检查完", "优秀", 5])
def test_of_a_conclusion_that_nobody_knows_no_figure_is_told(one, word):
    result = {"conclusion": word, "findings": []}
    record = one.new("inspection", reference_date="2026-11-20", result=result)
    assert rows(one.db, "inspection_fact") == []
    one.edit(record, "inspection", result={**result, "conclusion": "合格"})
    assert len(rows(one.db, "inspection_fact")) == 1


def test_of_findings_only_what_says_where_and_what_is_counted_and_each_once(one):
    veto = {"path": "/a", "severity": "veto", "problem": "甲"}
    findings = [veto, {**veto, "problem": "又"}, {"path": "/b"}, {"severity": "veto"}, 5, "x", None]
    result = {"conclusion": "不合格", "findings": findings}
    one.new("inspection", reference_date="2026-11-20", result=result)
    told = [
        (f["path"], f["problem"], f["unconfirmed"]) for f in one.db.query("SELECT * FROM finding")
    ]
    assert told == [("/a", "甲", 0)]


def test_a_failed_write_leaves_nothing_behind(one):
    before = one.state()
    with pytest.raises(KeyError):
        journal.append(
            one.db,
            one.author,
            [
                Edit("01900000-0000-7000-8000-00000000abcd", "account", {"name": "甲"}),
                Edit("01900000-0000-7000-8000-00000000abce", "account", {"no_such": "乙"}),
            ],
        )
    assert one.state() == before
    assert not one.db.conn.in_transaction


def test_a_revision_filed_under_another_key_is_found(one):
    one.new(name="甲")
    assert chains.misfiled(one.db) == 0
    one.db.conn.execute("UPDATE revision SET home = 'x'")
    assert chains.misfiled(one.db) == 1
