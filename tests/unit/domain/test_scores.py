"""Scores after the schemes of domain.md §4: 100 + 20, below 60 不合格, bonus only above 80."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.findings import Finding, Severity, points_as_text
from govmedia_desktop.domain.scores import Cap, Scoring, score_of
from govmedia_desktop.domain.verdicts import Conclusion, OpenItem, reach

D = Decimal
COUNTY = Scoring(D(100), most_bonus=D(20), bonus_above=D(80), pass_mark=D(60))
OPEN = OpenItem("q", "/data/q", "问")


def found(severity, points=None, path="/data/g/a", *, unconfirmed=False):
    severity = Severity(severity)
    given = None if points is None else D(str(points))
    return Finding("a", path, severity, "问题", "依据", "说明", "要求", unconfirmed, given)


def points(*findings, scoring=COUNTY):
    return score_of(findings, scoring).points


def test_nothing_found_leaves_the_base():
    assert points() == 100


def test_a_deduction_takes_its_points():
    assert points(found("deduct", 5), found("deduct", "0.5")) == D("94.5")


def test_bonus_counts_above_the_line_and_not_on_it():
    assert points(found("deduct", 20), found("bonus", 3)) == 80
    assert points(found("deduct", 19), found("bonus", 3)) == 84


def test_all_bonus_together_counts_no_more_than_its_most():
    assert points(found("bonus", 15), found("bonus", 9)) == 120


def test_deductions_end_at_the_least():
    assert points(found("deduct", 70), found("deduct", 70)) == 0
    low = Scoring(D(100), least=D(40))
    assert points(found("deduct", 70), scoring=low) == 40


def test_rows_of_a_repeat_share_the_cap_of_their_item():
    cap = Cap("/data/r/link", "错链", D(4))
    rows = [found("deduct", 3, f"/data/r[#{n}]/link") for n in (1, 2, 7)]
    assert points(*rows, scoring=Scoring(D(100), caps=(cap,))) == 96


def test_an_inner_cap_holds_before_the_outer_one():
    caps = (Cap("/data/g", "信息发布", D(10)), Cap("/data/g/a", "错字", D(4)))
    a = [found("deduct", 3, "/data/g/a")] * 3
    other = [found("deduct", 5, "/data/g/b")]
    assert points(*a, *other, scoring=Scoring(D(100), caps=caps)) == 91
    assert points(*a, *other * 3, scoring=Scoring(D(100), caps=caps)) == 90


def test_a_cap_does_not_reach_a_question_whose_name_begins_alike():
    cap = Cap("/data/g", "一组", D(1))
    assert points(found("deduct", 5, "/data/g2/a"), scoring=Scoring(D(100), caps=(cap,))) == 95


def test_the_lines_tell_every_step():
    caps = (Cap("/data/g", "信息发布", D(6)),)
    findings = [found("deduct", 5), found("deduct", 4, "/data/g/b"), found("bonus", 2, "/data/x")]
    scoring = Scoring(D(100), D(0), D(20), D(80), D(60), caps)
    assert score_of(findings, scoring).lines == (
        "基础分100分",
        "问题：扣5分",
        "问题：扣4分",
        "“信息发布”共扣9分，按规定最多扣6分",
        "扣分后94分",
        "问题：加2分",
        "得分96分，不低于合格线60分",
    )


def test_the_lines_say_why_a_bonus_does_not_count():
    lines = score_of([found("deduct", 22), found("bonus", 2)], COUNTY).lines
    assert "扣分后78分" in lines
    assert "不高于80分，不计加分" in lines
    assert lines[-1] == "得分78分，不低于合格线60分"


def test_a_deduction_without_points_is_told_and_takes_nothing():
    score = score_of([found("deduct")], COUNTY)
    assert score.points == 100
    assert "问题：没有分值" in score.lines


@pytest.mark.parametrize(("deducted", "conclusion"), [(40, "合格"), (41, "不合格")])
def test_below_the_pass_mark_is_unqualified(deducted, conclusion):
    verdict = reach([found("deduct", deducted)], (), COUNTY)
    assert (verdict.conclusion, verdict.score) == (Conclusion(conclusion), 100 - deducted)


def test_a_veto_ends_the_scoring():
    verdict = reach([found("veto", 5), found("bonus", 2)], (), COUNTY)
    assert (verdict.conclusion, verdict.score) == (Conclusion.FAILED, None)


def test_while_an_item_is_open_there_is_no_score_but_how_it_stands():
    verdict = reach([found("deduct", 50)], [OPEN], COUNTY)
    assert (verdict.conclusion, verdict.score) == (Conclusion.OPEN, None)
    assert verdict.so_far.points == 50


def test_a_form_without_points_has_no_score():
    assert reach([found("deduct", 99)]).score is None
    assert reach([found("deduct", 99)]).conclusion is Conclusion.PASSED


def test_what_fails_only_by_unconfirmed_deductions_rests_on_them():
    doubtful = found("deduct", 30, unconfirmed=True)
    assert reach([found("deduct", 20), doubtful], (), COUNTY).rests_on_unconfirmed
    assert not reach([found("deduct", 50), doubtful], (), COUNTY).rests_on_unconfirmed
    assert not reach([doubtful], (), COUNTY).rests_on_unconfirmed, "it passes"


def test_an_unconfirmed_veto_beside_confirmed_deductions_below_the_mark_is_no_excuse():
    veto = found("veto", unconfirmed=True)
    assert reach([veto], (), COUNTY).rests_on_unconfirmed
    assert not reach([veto, found("deduct", 50)], (), COUNTY).rests_on_unconfirmed


paths = st.sampled_from(["/data/g/a", "/data/g/b", "/data/h/a", "/data/g/r[#1]/c", "/data/x"])
amounts = st.none() | st.decimals(-5, 60, places=1)
everything = st.lists(
    st.builds(found, st.sampled_from(["deduct", "bonus", "hint"]), amounts, paths), max_size=12
)
limits = st.none() | st.decimals(0, 120, places=1)
caps = st.lists(
    st.builds(
        Cap,
        st.sampled_from(["/data/g", "/data/g/a", "/data/g/r", "/data/g/r/c", "/data/h"]),
        st.just("一组"),
        st.decimals(0, 40, places=1),
    ),
    max_size=4,
    unique_by=lambda cap: cap.path,
).map(tuple)
scorings = st.builds(
    Scoring, st.just(D(100)), st.decimals(0, 100, places=1), limits, limits, limits, caps
)


@given(everything, scorings, st.builds(found, st.just("deduct"), amounts, paths))
def test_one_more_deduction_never_raises_a_score(findings, scoring, more):
    assert score_of([*findings, more], scoring).points <= score_of(findings, scoring).points


@given(everything, scorings, st.builds(found, st.just("bonus"), amounts, paths))
def test_one_more_bonus_never_lowers_a_score(findings, scoring, more):
    assert score_of([*findings, more], scoring).points >= score_of(findings, scoring).points


@given(everything, scorings)
def test_a_score_stays_within_its_scheme(findings, scoring):
    score = score_of(findings, scoring).points
    assert score >= scoring.least
    if scoring.most_bonus is not None:
        assert score <= scoring.base + scoring.most_bonus


@given(everything, scorings)
def test_no_place_deducts_more_than_its_cap(findings, scoring):
    for cap in scoring.caps:
        inside = [f for f in findings if cap.covers(f.path) and f.severity is Severity.DEDUCT]
        others = [c for c in scoring.caps if c.path.startswith(f"{cap.path}/")]
        alone = Scoring(D(1000), caps=(cap, *others))
        assert score_of(inside, alone).points >= 1000 - cap.most


@given(everything, scorings)
def test_hints_never_change_score_or_verdict(findings, scoring):
    without = [f for f in findings if f.severity is not Severity.HINT]
    one, other = reach(findings, (), scoring), reach(without, (), scoring)
    assert (one.conclusion, one.score) == (other.conclusion, other.score)
    assert one.so_far.lines == other.so_far.lines


@given(everything.flatmap(lambda f: st.tuples(st.just(f), st.permutations(f))), scorings)
def test_the_order_of_findings_decides_nothing(both, scoring):
    one, other = (reach(findings, (), scoring) for findings in both)
    assert (one.conclusion, one.score) == (other.conclusion, other.score)
    assert one.rests_on_unconfirmed == other.rests_on_unconfirmed


@pytest.mark.parametrize(
    ("bonus", "told"), [(20, "得分120分"), ("20.5", "加分共20.5分，最多计20分"), (19, "得分119分")]
)
def test_only_a_bonus_beyond_the_most_is_called_cut(bonus, told):
    lines = score_of([found("bonus", bonus)], COUNTY).lines
    assert any(told in line for line in lines)
    assert any("最多计" in line for line in lines) is (bonus == "20.5")


@pytest.mark.parametrize(("deducted", "word"), [(40, "不低于"), ("40.5", "，低于")])
def test_the_pass_mark_itself_is_not_below_it(deducted, word):
    assert word in score_of([found("deduct", deducted)], COUNTY).lines[-1]


def test_where_nothing_is_deducted_no_line_speaks_of_it():
    assert score_of([found("hint", 5), found("veto")], COUNTY).lines == (
        "基础分100分",
        "得分100分，不低于合格线60分",
    )


def test_without_a_pass_mark_the_score_is_told_alone():
    assert score_of([], Scoring(D(100))).lines[-1] == "得分100分"


def test_the_least_is_told_only_where_it_holds_the_score_up():
    low = Scoring(D(100), least=D(40))
    assert "扣分后40分" in score_of([found("deduct", 60)], low).lines
    assert "扣分后40分，最低40分" in score_of([found("deduct", 61)], low).lines


@pytest.mark.parametrize(
    ("severity", "points", "effect", "counted"),
    [
        ("deduct", "0.50", "扣0.5分", "0.5"),
        ("deduct", "100", "扣100分", "100"),
        ("bonus", 2, "加2分", 2),
        ("deduct", 0, "扣分", 0),
        ("deduct", -3, "扣分", 0),
        ("deduct", "NaN", "扣分", 0),
        ("bonus", "Infinity", "加分", 0),
        ("bonus", None, "加分", 0),
        ("veto", 5, "单项否决", 0),
        ("hint", 5, "提示", 0),
    ],
)
def test_points_count_only_for_what_deducts_or_adds_and_above_nothing(
    severity, points, effect, counted
):
    one = found(severity, points)
    assert (one.effect, one.counted_points) == (effect, D(str(counted)))
    assert one.is_problem is (severity != "bonus")


def plainly(findings, scoring):
    """Retell the score, caps apart: deduct from the base, then add where enough is left."""
    worth = {s: D(0) for s in Severity}
    for one in findings:
        worth[one.severity] += one.counted_points
    left = max(scoring.base - worth[Severity.DEDUCT], scoring.least)
    bonus = worth[Severity.BONUS]
    if scoring.bonus_above is not None and not left > scoring.bonus_above:
        return left
    return left + (bonus if scoring.most_bonus is None else min(bonus, scoring.most_bonus))


@given(everything, scorings)
def test_without_caps_a_score_is_what_the_scheme_says_in_one_breath(findings, scoring):
    uncapped = replace(scoring, caps=())
    assert score_of(findings, uncapped).points == plainly(findings, uncapped)


@given(everything, scorings)
def test_the_last_line_tells_the_score_and_whether_it_fails(findings, scoring):
    score = score_of(findings, scoring)
    told = score.lines[-1]
    assert told.startswith(f"得分{points_as_text(score.points)}分")
    assert ("，低于" in told) is scoring.fails(score)
