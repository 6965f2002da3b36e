"""热点事件: how long each account that an event concerns stayed silent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.events import Event, Response, silence
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity.events import (
    Word,
    add_event,
    find_event,
    list_events,
    list_responses,
    respond,
    responses_of,
)
from govmedia_desktop.usecases.oversight.timeline import timeline
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.register.twins import joining
from tests.unit.desks import add, desk_of

DAY, TODAY = date(2026, 11, 10), date(2026, 11, 21)
EVENT = Event("e", "强降雨", str(DAY))


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        for name in ("示例发布", "示例应急"):
            add(opened, name)
        add_event(opened, "强降雨", DAY, "县气象局")
        yield opened


def test_an_account_without_a_response_is_silent_until_today(desk):
    told = respond(desk, "强降雨", "示例发布")
    assert (told.silence.days, told.silence.told) == (11, "至今 11 天没有回应")


def test_the_first_response_ends_the_silence_whatever_came_in_first(desk):
    respond(desk, "强降雨", "示例发布")
    respond(desk, "强降雨", "示例发布", Word(date(2026, 11, 14), "续报"))
    told = respond(desk, "强降雨", "示例发布", Word(date(2026, 11, 12), "情况通报"))
    assert (told.silence.told, told.silence.first.title) == ("2 天后回应", "情况通报")
    same = respond(desk, "强降雨", "示例应急", Word(DAY, "预警"))
    assert same.silence.told == "当天回应"
    assert [t.listed.account.name for t in list_responses(desk)] == ["示例发布", "示例应急"]


def test_the_same_response_twice_is_once(desk):
    for _ in range(2):
        respond(desk, "强降雨", "示例发布", Word(DAY, "预警"))
    count = desk.db.conn.execute("SELECT count(*) FROM response").fetchone()[0]
    assert count == 1


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda d: add_event(d, " ", DAY), "请写事件的名称"),
        (lambda d: add_event(d, "明天的事", TODAY + timedelta(days=1)), "还没有到"),
        (lambda d: add_event(d, "强降雨", DAY), "已经登记过"),
        (lambda d: respond(d, "没有的事", "示例发布"), "没有名为"),
        (lambda d: respond(d, "强降雨", "没有的号"), "没有名为"),
        (lambda d: respond(d, "强降雨", "示例发布", Word(DAY - timedelta(days=1))), "事件当天"),
        (lambda d: respond(d, "强降雨", "示例发布", Word(TODAY + timedelta(days=1))), "事件当天"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(desk, call, why):
    with pytest.raises(RefusedError, match=why):
        call(desk)
    assert (len(list_events(desk)), list_responses(desk)) == (1, [])


def test_two_events_of_one_name_are_told_apart_by_their_id(desk):
    later = add_event(desk, "强降雨", TODAY)
    with pytest.raises(RefusedError, match="有2个"):
        find_event(desk, "强降雨")
    assert find_event(desk, later).day == str(TODAY)


@given(st.lists(st.integers(0, 11), max_size=6))
def test_silence_never_grows_with_another_response(offsets):
    said = [Response("e", "a", str(DAY + timedelta(days=n))) for n in offsets]
    lengths = [silence(EVENT, said[:n], TODAY).days for n in range(len(said) + 1)]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] == min(offsets, default=11)


def test_the_words_of_an_account_stand_in_its_timeline_with_the_days_of_silence(desk):
    respond(desk, "强降雨", "示例发布", Word(date(2026, 11, 12), "情况通报", "https://a.example/1"))
    respond(desk, "强降雨", "示例发布", Word(date(2026, 11, 15), "灾后重建"))
    happened = timeline(desk, find_account(desk, "示例发布").account.id)
    told = [(h.day, h.title, h.lines) for h in happened if "热点" in h.title]
    assert told == [
        (
            "2026-11-15",
            "热点事件“强降雨”：后续发声",
            ("灾后重建", "事件日期：2026-11-10"),
        ),
        (
            "2026-11-12",
            "热点事件“强降雨”：2 天后回应（首次发声）",
            ("情况通报", "https://a.example/1", "事件日期：2026-11-10"),
        ),
    ]


def test_an_account_that_says_nothing_is_silent_in_its_timeline_on_the_day_of_the_event(desk):
    respond(desk, "强降雨", "示例发布")
    record = find_account(desk, "示例发布").account.id
    told = [(h.day, h.title) for h in timeline(desk, record) if "热点" in h.title]
    assert told == [("2026-11-10", "热点事件“强降雨”：至今 11 天没有回应")]


def test_what_one_account_said_is_not_in_the_timeline_of_another(desk):
    respond(desk, "强降雨", "示例发布", Word(date(2026, 11, 12)))
    other = find_account(desk, "示例应急").account.id
    assert not [h for h in timeline(desk, other) if "热点" in h.title]


def test_what_was_said_under_an_entry_merged_since_is_told_of_the_account(desk):
    respond(desk, "强降雨", "示例应急", Word(date(2026, 11, 12)))
    ids = [find_account(desk, name).account.id for name in ("示例发布", "示例应急")]
    desk.record(joining(desk, ids))
    (said,) = responses_of(desk, min(ids))
    assert said.silence.days == 2
