"""Situations that every XLSForm tool must agree on, told as one clerk's filling-in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.forms.values import normalised
from tests.unit.forms.scenario import GROUP_END, Scenario
from tests.unit.forms.workbooks import compiled, row, run

# relevance


def test_a_group_that_is_not_relevant_takes_everything_in_it_along():
    scenario = Scenario(
        row("select_one yn", "open"),
        row("begin group", "outer", relevant="${open} = 'yes'"),
        row("begin group", "inner"),
        row("integer", "deep", default="7"),
        GROUP_END,
        GROUP_END,
        row("calculate", "seen", calculation="concat('[', ${deep}, ']')"),
    )
    assert (scenario.item("deep").relevant, scenario.value("seen")) == (False, "[]")
    scenario.type(open="yes")
    assert (scenario.item("deep").relevant, scenario.value("seen")) == (True, "[7]")


def test_a_question_relevant_by_itself_is_not_so_in_a_group_that_is_not():
    scenario = Scenario(
        row("begin group", "g", relevant="false()"),
        row("text", "a", relevant="true()"),
        GROUP_END,
    )
    assert not scenario.item("a").relevant


def test_relevance_runs_on_through_a_chain():
    scenario = Scenario(
        row("integer", "a"),
        row("integer", "b", relevant="${a} > 0"),
        row("integer", "c", relevant="${b} > 0"),
        row("calculate", "sum", calculation="coalesce(${b}, 0) + coalesce(${c}, 0)"),
    ).type(a="1", b="2", c="3")
    assert scenario.value("sum") == "5"
    scenario.type(a="0")
    assert [scenario.item(n).relevant for n in "bc"] == [False, False]
    assert scenario.value("sum") == "0"
    scenario.type(a="1")
    assert scenario.value("sum") == "5"


def test_a_calculation_that_is_not_relevant_is_empty():
    scenario = Scenario(
        row("integer", "a"), row("calculate", "twice", calculation="${a} * 2", relevant="${a} > 5")
    ).type(a="4")
    assert scenario.value("twice") == ""
    assert scenario.type(a="6").value("twice") == "12"


# calculation


@pytest.mark.parametrize(
    ("calculation", "expected"),
    [
        ("${a} + ${b}", "5"),
        ("${a} div ${b}", "0.666666666666667"),
        ("round(${a} div ${b}, 2)", "0.67"),
        ("${a} div 0", "Infinity"),
        ("${a} > ${b}", "false"),
        ("if(${a} > ${b}, '多', '少')", "少"),
        ("${a} + ${none}", ""),
        ("coalesce(${none}, 0) + ${a}", "2"),
        ("concat(${a}, '/', ${b})", "2/3"),
        ("string-length('示例镇之声')", "5"),
        ("${a} = 2 and not(${b} = 2)", "true"),
    ],
)
def test_a_calculation_gives(calculation, expected):
    scenario = Scenario(
        row("integer", "a"),
        row("integer", "b"),
        row("integer", "none"),
        row("calculate", "c", calculation=calculation),
    ).type(a="2", b="3")
    assert scenario.value("c") == expected


def test_a_truth_value_kept_by_a_calculation_is_a_truth_value_again():
    scenario = Scenario(
        row("integer", "a"),
        row("calculate", "many", calculation="${a} > 3"),
        row("text", "why", relevant="${many}"),
        row("text", "few", relevant="not(${many})"),
        row("text", "both", relevant="${many} = true()"),
    ).type(a="2")
    assert [scenario.item(n).relevant for n in ("why", "few", "both")] == [False, True, False]
    scenario.type(a="4")
    assert [scenario.item(n).relevant for n in ("why", "few", "both")] == [True, False, True]


def test_a_date_kept_by_a_calculation_is_a_date_again():
    scenario = Scenario(
        row("date", "d"),
        row("calculate", "due", calculation="date(${d} + 10)"),
        row("calculate", "left", calculation="${due} - today()"),
        row("text", "late", relevant="${due} < today()"),
    ).type(d="2026-11-10")
    assert (scenario.value("due"), scenario.value("left")) == ("2026-11-20", "-1")
    assert scenario.item("late").relevant
    assert not scenario.type(d="2026-11-11").item("late").relevant


def test_dates_are_counted_over_leap_days_and_years():
    scenario = Scenario(
        row("date", "a"), row("date", "b"), row("calculate", "days", calculation="${b} - ${a}")
    )
    assert scenario.type(a="2024-02-28", b="2024-03-01").value("days") == "2"
    assert scenario.type(a="2023-12-31", b="2025-01-01").value("days") == "367"


def test_a_date_question_may_be_calculated_from_a_number_of_days():
    scenario = Scenario(row("integer", "n"), row("date", "d", calculation="today() + ${n}"))
    assert scenario.type(n="9").value("d") == "2026-11-30"
    assert scenario.item("d").readonly


def test_calculations_are_settled_in_whatever_order_they_are_written():
    scenario = Scenario(
        row("calculate", "z", calculation="${y} + 1"),
        row("calculate", "y", calculation="${x} + 1"),
        row("calculate", "x", calculation="${a} + 1"),
        row("integer", "a"),
    )
    assert scenario.type(a="1").value("z") == "4"


# constraints, required, read-only


def test_a_constraint_is_not_tested_on_an_empty_answer():
    scenario = Scenario(row("integer", "a", constraint=". > 5"))
    assert scenario.run.answer("/data/a", "") is None
    assert scenario.item("a").problem is None


def test_a_refused_answer_leaves_everything_as_it_was():
    scenario = Scenario(
        row("integer", "a", constraint=". < 10", constraint_message="要小于10"),
        row("calculate", "b", calculation="${a} + 1"),
    ).type(a="4")
    assert scenario.run.answer("/data/a", "40") == "要小于10"
    assert (scenario.value("a"), scenario.value("b")) == ("4", "5")


def test_required_may_depend_on_another_answer():
    scenario = Scenario(row("select_one yn", "s"), row("text", "t", required="${s} = 'no'"))
    assert not scenario.item("t").required
    assert scenario.type(s="no").item("t").required
    assert [i.code for i in scenario.run.open_items()] == ["t"]


def test_a_required_question_that_is_not_relevant_is_not_open():
    scenario = Scenario(row("text", "t", required="yes", relevant="false()"))
    assert scenario.run.open_items() == ()


def test_a_read_only_question_shows_its_default_and_takes_no_answer():
    scenario = Scenario(row("text", "t", readonly="yes", default="固定"))
    assert scenario.value("t") == "固定"
    assert scenario.run.answer("/data/t", "别的") is not None


# choices

PLACES = [
    ("city", "wuhu", "芜湖", ""),
    ("city", "huaibei", "淮北", ""),
    ("county", "wanzhi", "湾沚", "wuhu"),
    ("county", "suixi", "濉溪", "huaibei"),
    ("county", "lieshan", "烈山", "huaibei"),
]


def test_choices_follow_another_answer_and_keep_their_order():
    scenario = Scenario(
        row("select_one city", "city"),
        row("select_one county", "county", choice_filter="extra = ${city}"),
        row("calculate", "name", calculation="jr:choice-name(${county}, '${county}')"),
        choices=PLACES,
    )
    assert scenario.offered("county") == []
    scenario.type(city="huaibei", county="suixi")
    assert scenario.offered("county") == ["suixi", "lieshan"]
    assert (scenario.item("county").shown, scenario.value("name")) == ("濉溪", "濉溪")


def test_several_choices_are_counted_asked_for_and_picked():
    scenario = Scenario(
        row("select_multiple county", "m"),
        row("calculate", "n", calculation="count-selected(${m})"),
        row("calculate", "has", calculation="selected(${m}, 'suixi')"),
        row("calculate", "second", calculation="selected-at(${m}, 1)"),
        choices=PLACES,
    ).type(m="wanzhi  suixi wanzhi")
    assert scenario.value("m") == "wanzhi suixi"
    found = [scenario.value(name) for name in ("n", "has", "second")]
    assert found == ["2", "true", "suixi"]
    assert scenario.item("m").shown == "湾沚、濉溪"


def test_a_choice_name_may_be_chinese():
    scenario = Scenario(
        row("select_one k", "kind"),
        row("text", "t", relevant="${kind} = '发布类'"),
        choices=[("k", "发布类", "发布类账号"), ("k", "服务类", "服务类账号")],
    ).type(kind="发布类")
    assert scenario.item("t").relevant


# prefilling


def test_a_default_may_rest_on_what_the_register_gave():
    scenario = Scenario(
        row("hidden", "level", gm_register="level"),
        row("text", "t", default="concat(${level}, '级')"),
        register={"level": "县"},
    )
    assert scenario.value("t") == "县级"
    assert scenario.run.answers()["/data/t"].source is Source.DEFAULT


def test_the_register_goes_before_the_previous_inspection_and_that_before_the_default():
    survey = [row("text", "t", default="丙", gm_register="comments", gm_carry="yes")]
    previous = {"/data/t": run(compiled(*survey)).answers()["/data/t"]}
    assert Scenario(*survey).value("t") == "丙"
    assert Scenario(*survey, previous=previous).run.answers()["/data/t"].source is Source.PREVIOUS
    both = Scenario(*survey, previous=previous, register={"comments": "开放"})
    assert both.value("t") == "开放"


def test_a_finding_rests_on_unconfirmed_values_through_calculations():
    columns = {"gm_severity": "veto", "gm_problem": "p"}
    scenario = Scenario(
        row("text", "known", gm_register="comments"),
        row("calculate", "length", calculation="string-length(${known})"),
        row("calculate", "long", calculation="${length} > 2"),
        row("note", "verdict", gm_fails="${long} = true()", **columns),
        row("select_one yn", "other", gm_fails=". = 'no'", **columns),
        register={"comments": "未开放"},
    ).type(other="no")
    assert [(f.code, f.unconfirmed) for f in scenario.run.findings()] == [
        ("verdict", True),
        ("other", False),
    ]
    scenario.run.confirm("/data/known")
    assert not any(f.unconfirmed for f in scenario.run.findings())


def test_an_item_is_open_while_an_input_of_it_is_unchecked_or_empty():
    columns = {"gm_severity": "hint", "gm_problem": "p"}
    scenario = Scenario(
        row("select_one yn", "a"),
        row("integer", "b"),
        row("note", "n", gm_fails="${a} = 'no' and ${b} > 1", **columns),
    ).type(a="unchecked", b="2")
    assert scenario.item("n").open
    assert not scenario.type(a="no").item("n").open
    assert [f.code for f in scenario.run.findings()] == ["n"]
    assert scenario.type(b="").item("n").open


def test_an_input_that_is_not_relevant_keeps_no_item_open():
    columns = {"gm_severity": "hint", "gm_problem": "p"}
    scenario = Scenario(
        row("select_one yn", "a"),
        row("integer", "b", relevant="${a} = 'yes'"),
        row("note", "n", gm_fails="${a} = 'no' or ${b} > 1", **columns),
    ).type(a="no")
    assert scenario.run.open_items() == ()
    assert [f.code for f in scenario.run.findings()] == ["n"]


# what is typed


@given(st.dates())
def test_every_date_is_taken_in_its_usual_spellings(day):
    year, month, number = f"{day.year:04}", day.month, day.day
    for typed in (
        f"{year}年{month}月{number}日",
        f"{year}/{month}/{number}",
        f"{day:%Y%m%d}".zfill(8),
    ):
        assert normalised("date", typed) == day.isoformat()


@given(st.integers(-(10**14), 10**14))
def test_every_whole_number_is_kept(number):
    assert normalised("integer", f" {number} ") == str(number)
    full_width = str(number).translate({ord(c): ord(c) + 0xFEE0 for c in "-0123456789"})
    assert normalised("integer", full_width) == str(number)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_typed_comes_back_and_can_be_stored(text):
    filled = run(TEXT)
    assert filled.answer("/data/t", text) is None
    kept = filled.answers()["/data/t"].value
    assert filled.items()[0].value == kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert run(TEXT, answers=filled.answers()).answers() == filled.answers()


TEXT = compiled(row("text", "t"))
