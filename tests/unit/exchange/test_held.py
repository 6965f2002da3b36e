"""Submissions that wait: decided by a person once, left aside and brought back."""

import pytest

from govmedia_desktop.domain.submissions import Hold
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.phones.collecting import read_collection, take_in_collection
from govmedia_desktop.usecases.phones.held import count_waiting, decide, leave_aside, list_waiting
from govmedia_desktop.usecases.phones.weighing import Decision, Outcome
from govmedia_desktop.usecases.register.accounts import find_account
from tests.data.collected import Filled, filled, kobo_xlsx, openrosa_xml
from tests.data.offices import office


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据") as opened:
        yield opened


def take(desk, tmp_path, *forms, name="手机.xlsx"):
    found = read_collection(desk, [kobo_xlsx(tmp_path / name, *forms)])
    return take_in_collection(desk, found)


def records(desk):
    return standing(desk.db, "inspection")


def voice(desk):
    return find_account(desk, "示例镇之声").account.id


def national(desk):
    return find_form(desk, "national-2019").id


def test_the_list_tells_what_is_known_of_each(desk, tmp_path):
    take(desk, tmp_path, filled("示例镇官微"))
    (waiting,) = list_waiting(desk)
    assert (waiting.hold, waiting.discarded) == (Hold.ACCOUNT, False)
    assert (waiting.clue.text, waiting.day, waiting.collector) == (
        "示例镇官微",
        "2024-05-03",
        "李四",
    )
    assert waiting.file_name == "手机.xlsx"
    assert waiting.form == find_form(desk, "national-2019")
    assert count_waiting(desk) == 1


def test_choosing_the_account_takes_it_in(desk, tmp_path):
    take(desk, tmp_path, filled("示例镇官微"))
    (done,) = decide(desk, filled("").uuid, Decision(account=voice(desk)))
    assert done.outcome is Outcome.FINISHED
    assert [r["account"] for r in records(desk)] == [voice(desk)]
    assert list_waiting(desk) == []
    assert count_waiting(desk) == 0


def test_a_version_once_chosen_settles_all_that_are_told_like_it(desk, tmp_path):
    forms = [Filled("示例镇之声", 1, "vGj7"), Filled("示例普法", 2, "vGj7")]
    take(desk, tmp_path, *forms, Filled("示例掌上通", 3, "vOther"))
    done = decide(desk, forms[0].uuid, Decision(form=national(desk)))
    assert [one.outcome for one in done] == [Outcome.FINISHED, Outcome.FINISHED]
    assert [w.submission.version for w in list_waiting(desk)] == ["vOther"]
    later = take(desk, tmp_path, Filled("示例镇之声", 4, "vGj7"), name="下次.xlsx")
    assert [one.outcome for one in later.weighed] == [Outcome.FINISHED]


def test_a_form_of_another_name_once_chosen_is_known_from_then_on(desk, tmp_path):
    paths = [
        openrosa_xml(tmp_path / f"{n}.xml", filled("示例镇之声", n), form_id="aXk2") for n in (1, 2)
    ]
    take_in_collection(desk, read_collection(desk, paths[:1]))
    assert list_waiting(desk)[0].form == find_form(desk, "national-2019")
    decide(desk, filled("", 1).uuid, Decision(form=national(desk)))
    (one,) = read_collection(desk, paths[1:]).weighed
    assert one.outcome is Outcome.FINISHED


def test_a_version_chosen_for_one_form_says_nothing_of_another(desk, tmp_path):
    take(desk, tmp_path, Filled("示例镇之声", 1, "v9"))
    decide(desk, filled("", 1).uuid, Decision(form=national(desk)))
    other = openrosa_xml(tmp_path / "a.xml", Filled("示例镇之声", 2, "v9"), form_id="另一张")
    (one,) = read_collection(desk, [other]).weighed
    assert one.hold is Hold.FORM


def test_what_is_still_open_after_a_decision_is_refused_and_changes_nothing(desk, tmp_path):
    take(desk, tmp_path, Filled("没有的", version="v9"))
    with pytest.raises(RefusedError, match="台账里没有对上的账号"):
        decide(desk, filled("").uuid, Decision(form=national(desk)))
    assert [w.hold for w in list_waiting(desk)] == [Hold.VERSION]
    assert records(desk) == []
    (done,) = decide(desk, filled("").uuid, Decision(account=voice(desk), form=national(desk)))
    assert done.outcome is Outcome.FINISHED


def test_the_day_can_be_given_where_the_phone_told_none(desk, tmp_path):
    take(desk, tmp_path, Filled("示例镇之声", day="2031-01-01"))
    assert [w.hold for w in list_waiting(desk)] == [Hold.DAY]
    day = desk.today().replace(day=4)
    (done,) = decide(desk, filled("").uuid, Decision(day=day))
    assert done.outcome is Outcome.FINISHED
    assert records(desk)[0]["reference_date"] == "2024-05-04"


def test_one_left_aside_stays_in_the_list_and_comes_back(desk, tmp_path):
    take(desk, tmp_path, filled("没有的"))
    undo = leave_aside(desk, filled("").uuid)
    assert [w.discarded for w in list_waiting(desk)] == [True]
    assert count_waiting(desk) == 0
    again = take(desk, tmp_path, filled("没有的"))
    assert [one.outcome for one in again.weighed] == [Outcome.DISCARDED]
    undo()
    assert [w.discarded for w in list_waiting(desk)] == [False]
    assert count_waiting(desk) == 1


def test_one_left_aside_can_still_be_decided_on(desk, tmp_path):
    take(desk, tmp_path, filled("没有的"))
    leave_aside(desk, filled("").uuid)
    (done,) = decide(desk, filled("").uuid, Decision(account=voice(desk)))
    assert done.outcome is Outcome.FINISHED


def test_what_does_not_wait_cannot_be_left_aside(desk, tmp_path):
    take(desk, tmp_path, filled("示例镇之声"))
    for instance in (filled("").uuid, "x"):
        with pytest.raises(RefusedError, match="没有这份"):
            leave_aside(desk, instance)
    assert list_waiting(desk) == []


def test_deciding_on_what_is_settled_is_refused(desk, tmp_path):
    with pytest.raises(RefusedError, match="已经处理过了"):
        decide(desk, "x", Decision())


def test_what_waits_is_placed_by_itself_once_the_register_knows_the_account(desk, tmp_path):
    from govmedia_desktop.usecases.register.accounts import add_account  # noqa: PLC0415

    take(desk, tmp_path, filled("新开的账号"))
    add_account(desk, {"name": "新开的账号", "platform": "wechat"})
    again = take(desk, tmp_path, filled("新开的账号"))
    assert [one.outcome for one in again.weighed] == [Outcome.FINISHED]
    assert list_waiting(desk) == []
