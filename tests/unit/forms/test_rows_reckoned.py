"""What forms reckon over rows, against the same reckoned in Python: after any coming and going."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.forms.scenario import END, GROUP_END, VETO, Scenario
from tests.unit.forms.workbooks import row

START = Scenario(
    row("begin repeat", "r"),
    row("integer", "n"),
    row("text", "t"),
    row("select_one yn", "ok", gm_fails=". = 'no' and ${n} > 2", **VETO),
    row("begin group", "more", relevant="${n} > 0"),
    row("integer", "extra"),
    GROUP_END,
    row("calculate", "place", calculation="position(..)"),
    row("calculate", "double", calculation="${n} * 2"),
    row("calculate", "prior", calculation="indexed-repeat(${n}, ${r}, position(..) - 1)"),
    END,
    row("calculate", "rows", calculation="count(${r})"),
    row("calculate", "total", calculation="sum(${n})"),
    row("calculate", "all_extra", calculation="sum(${extra})"),
    row("calculate", "doubled", calculation="sum(${double})"),
    row("calculate", "most", calculation="max(${n})"),
    row("calculate", "least", calculation="min(${n})"),
    row("calculate", "answered", calculation="count-non-empty(${n})"),
    row("calculate", "good", calculation="count(/data/r[ok = 'yes'])"),
    row("calculate", "large", calculation="sum(/data/r[n > 2]/n)"),
    row("calculate", "told", calculation="join('、', ${t})"),
    row("calculate", "first", calculation="indexed-repeat(${t}, ${r}, 1)"),
    row("calculate", "second", calculation="indexed-repeat(${t}, ${r}, 2)"),
    row("calculate", "last", calculation="string(/data/r[last()]/t)"),
)
PLACES = st.integers(0, 5)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.none(), st.none()),
        st.tuples(st.just("remove"), PLACES, st.none()),
        st.tuples(st.just("restore"), st.none(), st.none()),
        st.tuples(st.just("n"), PLACES, st.sampled_from(["", "0", "3", "-2", "12"])),
        st.tuples(st.just("t"), PLACES, st.sampled_from(["", "甲", "乙丙"])),
        st.tuples(st.just("ok"), PLACES, st.sampled_from(["", "yes", "no"])),
        st.tuples(st.just("extra"), PLACES, st.sampled_from(["", "1", "10"])),
    ),
    max_size=14,
)


def taken(scenario, actions):
    """Do what can be done, and return the rows as they then should be, each by name."""
    rows, gone = [{}], []
    for action, place, value in actions:
        if action == "add":
            scenario.add("r")
            rows.append({})
        elif action == "remove" and place < len(rows):
            scenario.remove("r", place + 1)
            gone.append((place, rows.pop(place)))
        elif action == "restore" and gone:
            scenario.restore()
            rows.insert(*gone.pop())
        elif value is not None and place < len(rows):
            scenario.type_in(place + 1, **{action: value})
            rows[place][action] = value
    return rows


def number(one):
    return float(one) if one else math.nan


def figures(rows):
    """Return what each calculation outside the rows should show, figures as floats."""
    known = [float(r["n"]) for r in rows if r.get("n")]
    names = [r.get("t", "") for r in rows]
    extra = [float(r["extra"]) for r in rows if number(r.get("n")) > 0 and r.get("extra")]
    return {
        "rows": float(len(rows)),
        "total": sum(known),
        "all_extra": sum(extra),
        "doubled": 2 * sum(known),
        "most": max(known, default=math.nan),
        "least": min(known, default=math.nan),
        "answered": float(len(known)),
        "good": float(sum(r.get("ok") == "yes" for r in rows)),
        "large": sum(n for n in known if n > 2),
        "told": "、".join(names),
        "first": names[0] if names else "",
        "second": names[1] if len(names) > 1 else "",
        "last": names[-1] if names else "",
    }


def fresh():
    return START.again()


def test_an_empty_row_that_was_taken_out_comes_back_beside_the_one_added_since():
    scenario = fresh().remove("r", 1).add("r").type_in(1, n="3")
    assert scenario.restore().each("n") == ["", "3"]


@settings(max_examples=40, deadline=None)
@given(steps)
def test_figures_over_rows_are_what_adding_them_up_gives(actions):
    scenario = fresh()
    rows = taken(scenario, actions)
    for name, wanted in figures(rows).items():
        shown = scenario.value(name)
        if isinstance(wanted, str):
            assert shown == wanted, name
        else:
            assert number(shown) == pytest.approx(wanted, nan_ok=True), name


@settings(max_examples=40, deadline=None)
@given(steps)
def test_each_row_knows_its_place_its_own_figures_and_that_of_the_row_before_it(actions):
    scenario = fresh()
    rows = taken(scenario, actions)
    assert [number(v) for v in scenario.each("place")] == [n + 1 for n in range(len(rows))]
    doubles = [2 * number(r.get("n")) for r in rows]
    assert [number(v) for v in scenario.each("double")] == pytest.approx(doubles, nan_ok=True)
    assert scenario.each("prior") == ["", *(r.get("n", "") for r in rows)][: len(rows)]
    asked = [number(r.get("n")) > 0 for r in rows]
    assert scenario.each_relevant("extra") == asked


@settings(max_examples=40, deadline=None)
@given(steps)
def test_the_rows_that_fail_and_no_others_are_found_each_at_its_own_path(actions):
    scenario = fresh()
    rows = taken(scenario, actions)
    failing = [
        scenario.path("ok", place)
        for place, r in enumerate(rows, 1)
        if r.get("ok") == "no" and number(r.get("n")) > 2
    ]
    assert [finding.path for finding in scenario.run.findings()] == failing
    waiting = [
        scenario.path("ok", place)
        for place, r in enumerate(rows, 1)
        if not r.get("ok") or not r.get("n")
    ]
    assert [item.path for item in scenario.run.open_items()] == waiting


@settings(max_examples=25, deadline=None)
@given(steps)
def test_opened_again_the_rows_reckon_the_same(actions):
    scenario = fresh()
    taken(scenario, actions)
    again = scenario.again()
    assert again.run.items() == scenario.run.items()
    recorded = scenario.again(recorded=True)
    assert recorded.values(*FIGURES) == scenario.values(*FIGURES)


FIGURES = tuple(figures([]))
