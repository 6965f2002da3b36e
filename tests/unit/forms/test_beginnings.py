"""Forms that begin alike: each goes on from a copy, as if it had been settled for itself."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.forms.beginnings import Beginnings
from govmedia_desktop.forms.run import Context, FormRun
from govmedia_desktop.forms.world import World
from tests.unit.forms.test_random_rows import forms, step
from tests.unit.forms.workbooks import compiled, row, run

DAY = date(2026, 11, 21)
STAMPS = {"staff": "张三", "now": lambda: "2026-11-22T09:00:00+08:00"}


def state(filled):
    return filled.items(), filled.sections, filled.verdict(), filled.answers()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_was_answered_in_one_leaves_the_next_as_from_scratch(data):
    form = data.draw(forms())
    beginnings, context = Beginnings(form), Context(DAY, **STAMPS)
    for _ in range(3):
        filled, removed = FormRun(form, context, beginnings=beginnings), []
        assert state(filled) == state(run(form))
        for _ in range(data.draw(st.integers(0, 5))):
            step(data, filled, removed)
            assert state(filled) == state(run(form, answers=filled.answers()))


def test_forms_with_the_same_beginning_are_answered_apart():
    form = compiled(row("integer", "数"), row("calculate", "倍", calculation="${数} * 2"))
    beginnings = Beginnings(form)
    one, other = (beginnings.model(World(DAY)) for _ in range(2))
    one.give({"/data/数": "3"})
    assert one.text("/data/倍") == "6"
    assert other.text("/data/倍") == beginnings.model(World(DAY)).text("/data/倍")
    assert not other.text("/data/数")


def test_a_form_that_begins_on_another_day_knows_its_own_day():
    form = compiled(row("calculate", "今天", calculation="today()"))
    beginnings = Beginnings(form)
    days = [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 21)]
    told = [beginnings.model(World(day)).text("/data/今天") for day in days]
    assert told == list(map(str, days))


def test_chance_is_drawn_for_each_form_anew():
    form = compiled(row("calculate", "签", calculation="random()"))
    beginnings = Beginnings(form)
    drawn = [beginnings.model(World(DAY, seed=f"草稿{n}")).text("/data/签") for n in range(20)]
    assert len(set(drawn)) == len(drawn)
    alone = [Beginnings(form).model(World(DAY, seed=f"草稿{n}")) for n in range(20)]
    assert drawn == [model.text("/data/签") for model in alone]


def test_values_of_a_local_rule_stay_with_the_office_that_has_it():
    form = compiled(row("calculate", "上限", calculation="14", gm_parameter="max_idle_days"))
    beginnings = Beginnings(form)
    held = [{"/data/上限": "5"}, {}, {"/data/上限": "7"}, {}, {"/data/上限": "5"}]
    told = [beginnings.model(World(DAY), fixed).text("/data/上限") for fixed in held]
    assert told == ["5", "14", "7", "14", "5"]


def test_more_beginnings_than_are_kept_are_right_all_the_same():
    form = compiled(row("calculate", "今天", calculation="today()"))
    beginnings = Beginnings(form)
    days = [date(2026, 11, 1 + n % 20) for n in range(60)]
    assert [beginnings.model(World(d)).text("/data/今天") for d in days] == list(map(str, days))
