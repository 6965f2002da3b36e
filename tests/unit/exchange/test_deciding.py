"""两处填写不一致: how each kind of field is told, decided, and refused where it cannot be."""

import json

import pytest

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.results import finding_as_value
from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange.arrivals import let_go
from govmedia_desktop.usecases.exchange.disagreements import (
    OURS,
    THEIRS,
    count_disputes,
    list_disputes,
    resolve,
)
from govmedia_desktop.usecases.exchange.preview import Fate, preview
from govmedia_desktop.usecases.inspections.inspections import Nature
from govmedia_desktop.usecases.offices.known import find_office, list_offices
from govmedia_desktop.usecases.periods.plans import NewPlan, plan_in_force, set_plan
from govmedia_desktop.usecases.register.account_history import account_history
from tests.unit.desks import TOWN, add, inspect
from tests.unit.exchanges import Q4
from tests.unit.situations.conftest import account, accounts, change, copied, shown

MUTE = Finding(
    code="interaction",
    path="/data/interaction",
    severity=Severity.VETO,
    problem="未提供有效互动功能",
    basis="国办秘函〔2019〕19号",
    explanation="没有可用的互动渠道",
    remedy="开通留言、私信或咨询信箱",
)


def both_say(desks, post, record, said, kind="account"):
    """Let the county and the town write of a record apart, bring both to the county; return it."""
    (county, town), (ours, theirs) = desks, said
    county.record([Edit(record, kind, ours)])
    town.record([Edit(record, kind, theirs)])
    post.carry(town, county)
    (dispute,) = list_disputes(county)
    return dispute


def test_a_decision_tells_in_the_history_that_it_was_one_and_replaces_both(desks, post, shared):
    county, _town = desks
    dispute = both_say(desks, post, shared, ({"remark": "县里的"}, {"remark": "镇里的"}))
    assert [(s.value, s.office) for s in dispute.sides] == [
        ("县里的", county_name(county)),
        ("镇里的", TOWN.name),
    ]
    resolve(county, dispute.id, THEIRS)
    assert account(county, shared).remark == "镇里的"
    assert (list_disputes(county), count_disputes(county)) == ([], 0)
    decided = [(c.field, c.new) for c in account_history(county, shared) if c.reason == "核定"]
    assert decided == [("备注", "镇里的")]


def county_name(desk):
    return next(o.name for o in list_offices(desk) if o.id == desk.office)


def test_what_was_decided_already_is_not_decided_twice(desks, post, shared):
    county, _town = desks
    dispute = both_say(desks, post, shared, ({"remark": "县里的"}, {"remark": "镇里的"}))
    resolve(county, dispute.id, OURS)
    before = accounts(county)
    with pytest.raises(RefusedError, match="可能已经核定；没有作任何改动"):
        resolve(county, dispute.id, THEIRS)
    assert accounts(county) == before


def test_a_decision_is_about_the_dispute_that_was_named_and_no_other(desks, post, shared):
    county, town = desks
    change(county, shared, remark="县里的", address="县里的街")
    change(town, shared, remark="镇里的", address="镇里的街")
    post.carry(town, county)
    assert count_disputes(county) == 2
    address, remark = sorted(list_disputes(county), key=lambda d: d.field)
    assert (address.label, remark.label) == ("单位地址", "备注")
    resolve(county, remark.id, OURS)
    assert [d.field for d in list_disputes(county)] == ["address"]
    assert account(county, shared).remark == "县里的"


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("followers", ((24, 26), ("1200", 1200))),
        ("remark", (("县里的", "镇里的"), (" 两边商定的 ", "两边商定的"))),
        ("remark", (("县里的", "镇里的"), ("", None))),
        ("opened", (("2020-01-01", "2020-01-02"), (" 2020-01-03 ", "2020-01-03"))),
        ("status", (("拟关停", "已关停"), ("已注销", "已注销"))),
    ],
)
def test_a_third_value_is_read_as_the_register_reads_it(desks, post, shared, field, told):
    (county, _town), (said, (typed, stands)) = desks, told
    dispute = both_say(desks, post, shared, [{field: value} for value in said])
    assert dispute.may_be_typed
    resolve(county, dispute.id, typed)
    assert getattr(account(county, shared), field) == stands
    assert list_disputes(county) == []


def test_a_value_that_the_register_would_not_take_leaves_the_dispute_as_it_is(desks, post, shared):
    county, _town = desks
    dispute = both_say(desks, post, shared, ({"followers": 24}, {"followers": 26}))
    before = accounts(county)
    with pytest.raises(RefusedError, match="粉丝量"):
        resolve(county, dispute.id, "很多")
    assert (accounts(county), list_disputes(county)) == (before, [dispute])


@pytest.mark.parametrize(
    ("field", "said"),
    [("name", ("示例镇政务", "示例镇微讯")), ("status", ("拟关停", "已关停"))],
)
def test_what_every_account_has_is_not_decided_away(desks, post, shared, field, said):
    county, _town = desks
    dispute = both_say(desks, post, shared, [{field: value} for value in said])
    with pytest.raises(RefusedError, match="不能为空"):
        resolve(county, dispute.id, " ")
    assert shown(county, shared) is not None
    assert list_disputes(county) == [dispute]


@pytest.mark.parametrize("field", ["last_update", "opened"])
def test_no_day_to_come_is_decided_on(desks, post, shared, field):
    """An account last updated next year would never be overdue."""
    county, _town = desks
    dispute = both_say(desks, post, shared, ({field: "2026-11-01"}, {field: "2026-11-02"}))
    with pytest.raises(RefusedError, match="2026-11-22还没有到，没有保存"):
        resolve(county, dispute.id, "2026-11-22")
    assert list_disputes(county) == [dispute]
    resolve(county, dispute.id, "2026-11-21")
    assert getattr(account(county, shared), field) == "2026-11-21"


def test_an_owner_may_be_typed_a_new_one_is_entered_with_the_decision(desks, post, shared):
    county, town = desks
    change(county, shared, owner="示例县融媒体中心")
    change(town, shared, owner="示例镇党政办公室")
    post.carry(town, county)
    (dispute,) = list_disputes(county)
    assert [s.value for s in dispute.sides] == ["示例县融媒体中心", "示例镇党政办公室"]
    assert dispute.may_be_typed
    resolve(county, dispute.id, "示例镇宣传办公室")
    entered = find_office(county, "示例镇宣传办公室")
    assert account(county, shared).owner == entered.id
    assert entered.parent == county.office


def test_where_three_stand_a_decision_names_the_value(desks, post, shared, tmp_path):
    county, town = desks
    with copied(town, tmp_path / "第二台") as second:
        post.down(county, second, full=True)  # from now on it writes under a number of its own
        for desk, word in ((county, "甲"), (town, "乙"), (second, "丙")):
            change(desk, shared, remark=word)
        post.carry(town, county, full=True)
        post.carry(second, county, full=True)
    (dispute,) = list_disputes(county)
    assert [side.value for side in dispute.sides] == ["甲", "乙", "丙"]
    with pytest.raises(RefusedError, match="这里有3种填法，请直接写出要用的值"):
        resolve(county, dispute.id, THEIRS)
    assert count_disputes(county) == 1
    resolve(county, dispute.id, "丙")
    assert (account(county, shared).remark, count_disputes(county)) == ("丙", 0)


def test_whether_a_record_stays_takes_a_side_or_one_of_two_words(desks, post, shared):
    county, town = desks
    change(county, shared, remark="还在用")
    town.delete([shared], "误录")
    post.carry(town, county)
    (dispute,) = list_disputes(county)
    assert (dispute.label, dispute.may_be_typed) == ("是否保留", False)
    assert [side.words for side in dispute.sides] == ["保留", "删除"]
    with pytest.raises(RefusedError, match="这里只能填保留或删除；没有作任何改动"):
        resolve(county, dispute.id, "留着")
    assert count_disputes(county) == 1
    resolve(county, dispute.id, OURS)
    assert account(county, shared).remark == "还在用"


def test_the_side_that_deleted_may_be_taken_as_theirs(desks, post, shared):
    county, town = desks
    change(county, shared, remark="还在用")
    town.delete([shared], "误录")
    post.carry(town, county)
    (dispute,) = list_disputes(county)
    resolve(county, dispute.id, THEIRS)
    assert shown(county, shared) is None
    assert count_disputes(county) == 0


@pytest.mark.parametrize(("take", "kept"), [(OURS, True), (THEIRS, False)])
def test_whether_it_stays_is_told_as_a_decision_and_every_field_stands(
    desks, post, shared, take, kept
):
    county, town = desks
    change(county, shared, remark="还在用", followers="12")
    town.delete([shared], "误录")
    post.carry(town, county)
    (dispute,) = list_disputes(county)
    before = account(county, shared)
    resolve(county, dispute.id, take)
    (told,) = county.db.query(
        "SELECT count(*) AS n FROM revision WHERE record = ? AND body ->> 'reason' = '核定'",
        [shared],
    )
    assert told["n"] == 1
    assert shown(county, shared) == (before if kept else None)


def test_which_account_it_is_the_same_as_is_not_typed(desks, post, shared):
    county, town = desks
    others = [add(county, name, owner=TOWN.name) for name in ("甲号", "乙号")]
    post.down(county, town, full=True)
    said = [{"main_account": id_} for id_ in others]
    dispute = both_say(desks, post, shared, said)
    assert not dispute.may_be_typed
    with pytest.raises(RefusedError, match="只能在两种填法中选一种"):
        resolve(county, dispute.id, "甲号")
    resolve(county, dispute.id, OURS)
    assert account(county, shared).main_account == others[0]


def test_a_number_of_a_plan_may_be_typed_words_for_it_not(desks, post, shared):
    county, town = desks
    id_ = set_plan(county, NewPlan(Q4, share=30)).id
    post.down(county, town, full=True)
    dispute = both_say(desks, post, id_, ({"share": 40}, {"share": 50}), "plan")
    assert dispute.may_be_typed
    for text in ("一半", "", "4.5"):
        with pytest.raises(RefusedError, match="只能在两种填法中选一种"):
            resolve(county, dispute.id, text)
    resolve(county, dispute.id, "45")
    assert plan_in_force(county, Q4).share == 45


class TestOffices:
    """What two people wrote of an office itself."""

    @pytest.fixture
    def town_id(self, desks):
        return find_office(desks[0], TOWN.name).id

    def test_a_name_may_be_typed_and_is_trimmed(self, desks, post, shared, town_id):
        county = desks[0]
        said = {"name": "示例镇政府"}, {"name": "示例镇人民政府办公室"}
        dispute = both_say(desks, post, town_id, said, "office")
        assert (dispute.kind, dispute.may_be_typed) == ("office", True)
        resolve(county, dispute.id, " 示例县示例镇人民政府 ")
        assert find_office(county, "示例县示例镇人民政府").id == town_id

    def test_an_office_does_not_lose_its_name_by_a_decision(self, desks, post, shared, town_id):
        county = desks[0]
        said = {"name": "示例镇政府"}, {"name": "示例镇人民政府办公室"}
        dispute = both_say(desks, post, town_id, said, "office")
        with pytest.raises(RefusedError, match="只能在两种填法中选一种"):
            resolve(county, dispute.id, " ")
        assert town_id in {office.id for office in list_offices(county)}
        assert count_disputes(county) == 1

    def test_who_stands_above_is_found_by_its_name_and_never_made_up(
        self, desks, post, shared, town_id
    ):
        county = desks[0]
        others = [new_id(), new_id()]
        for id_, name in zip(others, ("甲局", "乙局"), strict=True):
            county.record([Edit(id_, "office", {"name": name, "parent": county.office})])
        post.down(county, desks[1], full=True)
        said = {"parent": others[0]}, {"parent": others[1]}
        dispute = both_say(desks, post, town_id, said, "office")
        count = len(list_offices(county))
        with pytest.raises(RefusedError, match="没有名为“丙局”的单位"):
            resolve(county, dispute.id, "丙局")
        assert (len(list_offices(county)), count_disputes(county)) == (count, 1)
        resolve(county, dispute.id, county_name(county))
        assert find_office(county, TOWN.name).parent == county.office


class TestResults:
    """Two corrections of one inspection, made apart."""

    @pytest.fixture
    def dispute(self, desks, post, shared):
        county, town = desks
        inspect(town, shared, Nature.SELF, last_update="2026-11-20")
        post.carry(town, county)
        post.down(county, town, full=True)
        (row,) = town.db.query("SELECT id, result FROM inspection")
        self.record = row["id"]
        ours, theirs = result(row), result(row)
        ours["conclusion"] = "不合格"
        ours["findings"] = [finding_as_value(MUTE)]
        path = next(p for p in theirs["answers"] if p.endswith("/leak"))
        theirs["answers"][path]["value"] = "unchecked"
        return both_say(
            desks, post, self.record, ({"result": ours}, {"result": theirs}), "inspection"
        )

    def test_they_are_told_apart_by_conclusion_finding_and_answer(self, dispute):
        told = {d.what: d.sides for d in dispute.differences}
        assert told["结论"] == ("不合格", "合格")
        assert told["问题 未提供有效互动功能"] == ("没有可用的互动渠道", "没有")
        answers = {what: sides for what, sides in told.items() if "unchecked" in sides}
        assert list(answers.values()) == [("none", "unchecked")]
        assert "泄" in next(iter(answers))
        assert len(told) == 3, "what is equal on both sides is not told"

    def test_scores_absences_and_answers_of_one_side_only_are_told_too(self, desks, post, dispute):
        county, town = desks
        resolve(county, dispute.id, THEIRS)
        post.down(county, town, full=True)
        (row,) = county.db.query("SELECT result FROM inspection")
        ours, theirs = result(row), result(row)
        ours["score"], theirs["score"] = "86.5", "90"
        path = next(p for p in ours["answers"] if p.endswith("/interaction"))
        ours["answers"][path] |= {"value": "", "absent": "not_found", "note": "账号打不开"}
        gone = next(p for p in theirs["answers"] if p.endswith("/leak"))
        del theirs["answers"][gone]
        said = {"result": ours}, {"result": theirs}
        again = both_say(desks, post, self.record, said, "inspection")
        told = {d.what: d.sides for d in again.differences}
        assert told.pop("得分") == ("86.5", "90")
        assert sorted(told.values()) == [("unchecked", "（空）"), ("查不到（账号打不开）", "yes")]

    def test_where_one_of_the_two_cannot_be_read_nothing_is_told_of_either(
        self, desks, post, dispute
    ):
        county, town = desks
        resolve(county, dispute.id, THEIRS)
        post.down(county, town, full=True)
        (row,) = county.db.query("SELECT result FROM inspection")
        said = {"result": {**result(row), "score": "1"}}, {"result": {"score": "不是数"}}
        again = both_say(desks, post, self.record, said, "inspection")
        assert (again.differences, len(again.sides)) == ((), 2)

    def test_one_of_the_two_is_taken_whole_nothing_is_typed(self, desks, dispute):
        county = desks[0]
        assert not dispute.may_be_typed
        with pytest.raises(RefusedError, match="只能在两种填法中选一种"):
            resolve(county, dispute.id, "合格")
        assert count_disputes(county) == 1
        resolve(county, dispute.id, THEIRS)
        (row,) = county.db.query("SELECT result FROM inspection")
        assert result(row)["conclusion"] == "合格"


def result(row):
    return json.loads(row["result"])


def test_the_preview_shows_both_values_before_anything_is_taken_in(desks, post, shared):
    county, town = desks
    change(county, shared, remark="县里的")
    change(town, shared, remark="镇里的")
    told = preview(county, [post.write(town)])
    let_go(told.arrivals)
    ((record, *_),) = (file.records for file in told.files)
    assert (record.fate, told.count("conflicts"), count_disputes(county)) == (
        Fate.CONFLICT,
        1,
        0,
    )
    (field,) = record.fields
    assert (field.field, field.old, field.new) == ("备注", "县里的", "镇里的")
    assert (field.staff, field.office, field.disputed) == ("张三", TOWN.name, True)
