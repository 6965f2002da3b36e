"""互动测试 and 诉求: put down once, answered later, listed by what waits."""

from datetime import date

import pytest

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.activity.messages import (
    add_message,
    change_message,
    feedback_by,
    feedback_by_quarter,
    list_messages,
)
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.oversight.timeline import timeline
from tests.unit.desks import add, desk_of

SPAN = Period(date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        add(opened, "甲发布", owner="甲局")
        add(opened, "乙发布", owner="乙局")
        yield opened


def told(desk):
    return [(t.message.content, t.state.value) for t in list_messages(desk)]


def test_what_waits_stands_first_the_earliest_due_before_others(desk):
    set_parameter(desk, NewParameter("reply_days", "5", "县规定"))
    add_message(
        desk, "甲发布", {"content": "已答", "asked": "2026-11-02", "answered": "2026-11-03"}
    )
    add_message(desk, "甲发布", {"content": "待答", "asked": "2026-11-20"})
    add_message(desk, "乙发布", {"content": "超期", "asked": "2026-11-02"})
    add_message(desk, "乙发布", {"content": "明天到期", "asked": "2026-11-20", "due": "2026-11-22"})
    assert told(desk) == [
        ("超期", "超期未答复"),
        ("明天到期", "待答复"),
        ("待答", "待答复"),
        ("已答", "已答复"),
    ]
    assert [t.message.content for t in list_messages(desk, "甲发布")] == ["待答", "已答"]


def test_a_question_put_down_without_a_day_was_asked_today(desk):
    add_message(desk, "甲发布", {"content": "医保怎么缴"})
    (found,) = list_messages(desk)
    assert (found.message.asked, found.message.nature, found.due) == (
        "2026-11-21",
        "互动测试",
        None,
    )


def test_an_answer_is_put_down_later_with_its_quality(desk):
    record = add_message(desk, "甲发布", {"content": "医保怎么缴", "asked": "2026-11-02"})
    change_message(
        desk, record, {"answered": "2026-11-05", "answer": "请关注公众号", "quality": "答非所问"}
    )
    (found,) = list_messages(desk)
    assert (found.message.days, found.message.quality, found.message.answer) == (
        3,
        "答非所问",
        "请关注公众号",
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"content": " "}, "请写明问了什么"),
        ({"content": "x", "asked": "昨天"}, "提问日期“昨天”不是有效的日期"),
        ({"content": "x", "asked": "2026-11-22"}, "还没有到"),
        ({"content": "x", "asked": "2026-11-05", "answered": "2026-11-04"}, "答复日期2026-11-04"),
        ({"content": "x", "quality": "好"}, "“好”不能填在这里"),
        ({"content": "x", "reads": "300"}, "没有名为“reads”的栏目"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(desk, given, sentence):
    with pytest.raises(RefusedError, match=sentence):
        add_message(desk, "甲发布", given)
    assert list_messages(desk) == []


def test_an_answer_before_the_question_is_refused_later_too(desk):
    record = add_message(desk, "甲发布", {"content": "x", "asked": "2026-11-10"})
    with pytest.raises(RefusedError, match="答复日期2026-11-09"):
        change_message(desk, record, {"answered": "2026-11-09"})
    with pytest.raises(RefusedError, match="没有编号"):
        change_message(desk, "x", {"answered": "2026-11-19"})


@pytest.mark.parametrize("field", ["nature", "asked", "content"])
def test_what_a_question_needs_is_not_cleared_from_it(desk, field):
    """Without it the question would be in no list any more, and nobody would know."""
    record = add_message(desk, "甲发布", {"content": "医保怎么缴", "asked": "2026-11-10"})
    before = list_messages(desk)
    with pytest.raises(RefusedError, match="不能清空；没有保存"):
        change_message(desk, record, {field: " ", "answer": "请关注"})
    assert list_messages(desk) == before


def test_a_day_left_blank_is_today_and_an_answer_may_be_cleared(desk):
    record = add_message(desk, "甲发布", {"content": "医保怎么缴", "asked": "", "nature": "诉求"})
    (found,) = list_messages(desk)
    assert (found.message.asked, found.state.value) == ("2026-11-21", "待答复")
    change_message(desk, record, {"answered": "2026-11-21", "answer": "请关注"})
    change_message(desk, record, {"answered": "", "answer": ""})
    (found,) = list_messages(desk)
    assert (found.message.answered, found.state.value) == (None, "待答复")


def test_the_last_quarters_are_told_the_latest_first(desk):
    for day in ("2026-11-02", "2026-08-02", "2026-08-03", "2025-12-01"):
        add_message(desk, "甲发布", {"content": day, "asked": day})
    told = feedback_by_quarter(desk, "account")
    assert [(f.span.code, f.feedback.asked) for f in told] == [("2026Q4", 1), ("2026Q3", 2)]
    assert len(feedback_by_quarter(desk, "account", quarters=5)) == 3


def test_feedback_is_told_by_unit_theme_and_account(desk):
    several = {"units": "甲局、乙局", "theme": "停水", "nature": "诉求"}
    add_message(desk, "甲发布", {"content": "一", "asked": "2026-11-02", **several})
    add_message(desk, "甲发布", {"content": "二", "asked": "2026-11-02", "quality": "空洞说教"})
    add_message(desk, "乙发布", {"content": "三", "asked": "2026-09-02"})
    assert [(f.group, f.asked, f.faults) for f in feedback_by(desk, SPAN, "unit")] == [
        ("甲局", 1, 1),
        ("甲局、乙局", 1, 0),
    ]
    assert {f.group for f in feedback_by(desk, SPAN, "theme")} == {"停水", "未分类"}
    assert [(f.group, f.asked) for f in feedback_by(desk, SPAN, "account")] == [("甲发布", 2)]


@pytest.mark.parametrize(
    "values",
    [
        {"nature": "别的", "content": "x", "asked": "2026-11-01"},
        {"nature": "诉求", "asked": "2026-11-01"},
        {"nature": "诉求", "content": "x"},
        {"nature": "诉求", "content": "x", "asked": "2026-11-01", "answered": "明天"},
    ],
)
def test_a_message_that_nobody_can_read_is_passed_over(desk, values):
    account = add(desk, "丙发布")
    record = "01900000-0000-7000-8000-0000000000aa"
    desk.record([Edit(record, "message", {"account": account, **values})])
    assert list_messages(desk) == []


def test_the_life_of_an_account_tells_what_was_asked_and_how_it_was_answered(desk):
    given = {"asked": "2026-11-02", "answered": "2026-11-04", "answer": "可以网上缴"}
    add_message(desk, "甲发布", {"content": "医保怎么缴", "quality": "答非所问", **given})
    add_message(desk, "乙发布", {"content": "几点开门", "asked": "2026-11-03"})
    (happening,) = [
        h for h in timeline(desk, list_messages(desk, "甲发布")[0].listed.account.id) if not h.clock
    ]
    assert (happening.day, happening.title) == ("2026-11-02", "互动测试")
    assert happening.lines == ("医保怎么缴", "2026-11-04 答复：可以网上缴", "答非所问", "已答复")


@pytest.mark.parametrize(("due", "taken"), [("2026-11-09", False), ("2026-11-10", True)])
def test_an_answer_cannot_be_due_before_it_was_asked_for(desk, due, taken):
    account = add(desk, "丙发布", owner="丙局")
    given = {"content": "医保怎么缴", "asked": "2026-11-10", "due": due}
    if taken:
        assert add_message(desk, account, given)
        return
    with pytest.raises(RefusedError, match="答复期限2026-11-09早于提问日期2026-11-10"):
        add_message(desk, account, given)
