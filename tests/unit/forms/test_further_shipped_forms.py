"""The forms beside the first two: what each item asks, when it is a finding, and what follows."""

from decimal import Decimal

import pytest
from openpyxl import load_workbook

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.verdicts import Conclusion, Severity
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.forms.scoring import nature_of, scoring_of
from govmedia_desktop.paths import TEMPLATES
from tests.unit.forms.workbooks import run

NAMES = ("county-score", "app", "closing", "opening")
FORMS = {n: compile_workbook((TEMPLATES / f"{n}.xlsx").read_bytes(), f"{n}.xlsx") for n in NAMES}
SAFE = dict.fromkeys(
    ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement"), "none"
)
COUNTY = {
    **SAFE,
    "last_update": "2026-11-20",
    "interaction": "yes",
    "comments_open": "yes",
    "reply_quality": "none",
    "typos": "0",
    "broken_links": "0",
    "within_duties": "yes",
    "reprints_sourced": "na",
    "advertising": "none",
    "name_regular": "yes",
    "owner_marked": "yes",
    "filed": "yes",
    "reviewed": "yes",
}
APP = {
    **SAFE,
    "app_unusable": "none",
    "unstable": "none",
    "terminals": "yes",
    "last_update": "2026-11-20",
    "interaction": "yes",
    "complaints": "yes",
    "personal_data": "none",
    "advertising": "none",
    "forced_use": "none",
    "checking_in": "none",
    "repeated_reports": "none",
    "filed": "yes",
    "below_county": "yes",
    "little_used": "none",
    "overlapping": "none",
}
CLOSING = {
    "closing_notice": "yes",
    "content_moved": "na",
    "services_moved": "yes",
    "cancelled": "yes",
    "reopened": "none",
    "closing_filed": "yes",
}
OPENING = {
    "existing_could": "no",
    "same_platform": "no",
    "single_purpose": "no",
    "allowed_here": "na",
    "app_below_county": "yes",
    "staffed": "yes",
    "review_rules": "yes",
    "can_update": "yes",
    "plan": "yes",
    "name_regular": "yes",
    "agreed": "yes",
}
GOOD = {"county-score": COUNTY, "app": APP, "closing": CLOSING, "opening": OPENING}
REGISTER = {
    "county-score": {"platform": "wechat", "kind": "发布类"},
    "app": {"platform": "app", "kind": "发布类", "level": "乡镇"},
    "closing": {"status": "已注销", "kind": "发布类"},
    "opening": {"platform": "mini_program", "level": "乡镇"},
}
BAD = {"yes": "no", "no": "yes", "none": "found", "na": "no", "0": "2", "2026-11-20": "2026-11-01"}


def filled(name, parameters=(), register=None, **changed):
    """Return a run with nothing amiss but what is changed; a refused answer is an error."""
    about = {**REGISTER[name], **(register or {})}
    under_way = run(FORMS[name], register=about, parameters=parameters)
    for question, value in {**GOOD[name], **changed}.items():
        path = resolve(FORMS[name], question)
        assert path is not None, question
        assert under_way.answer(path, value) is None, question
    return under_way


def local(name, value, severity=Severity.HINT):
    return Parameter(f"p-{name}", "o", name, Decimal(value), "某县管理办法", severity)


def codes(under_way):
    return [finding.code for finding in under_way.findings()]


@pytest.mark.parametrize("name", NAMES)
def test_with_nothing_amiss_an_account_passes_without_a_finding(name):
    verdict = filled(name).verdict()
    assert verdict.open_items == ()
    assert verdict.findings == ()
    assert verdict.conclusion is Conclusion.PASSED


@pytest.mark.parametrize(
    ("name", "question"), [(name, question) for name in NAMES for question in GOOD[name]]
)
def test_each_item_is_found_by_its_own_answer_and_no_other(name, question):
    changed = {question: BAD[GOOD[name][question]]}
    if (name, question) == ("closing", "cancelled"):
        changed["last_update"] = "2026-11-20"
    (finding,) = filled(name, **changed).findings()
    assert finding.code == question
    assert "{" not in finding.explanation + finding.passes_if
    assert all((finding.problem, finding.basis, finding.remedy, finding.passes_if))


@pytest.mark.parametrize("name", NAMES)
def test_every_item_can_be_left_unchecked_and_then_stays_open(name):
    under_way = filled(name)
    for item in under_way.items():
        if item.severity and item.choices:
            assert item.choices[-1].name == "unchecked", item.name
            under_way.answer(item.path, "unchecked")
    assert under_way.verdict().conclusion is Conclusion.OPEN


@pytest.mark.parametrize("name", NAMES)
def test_what_is_our_suggestion_or_not_verified_says_so(name):
    for item in run(FORMS[name]).items():
        said = item.guidance + item.basis
        if item.severity in (Severity.DEDUCT, Severity.BONUS):
            assert "本程序建议" in said or "地方参数" in said, item.name
        if "国办秘函〔2019〕19号" in said or "国办函〔2026〕12号" in said:
            assert "待核对原文" in said, item.name
        if "地方规定" in item.basis or "地方做法" in item.basis:
            assert any(word in said for word in ("可不采用", "不适用", "地方参数", "地方做法"))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_demanded_that_burdens_the_grass_roots(name):
    for item in run(FORMS[name]).items():
        if item.is_asked:
            assert item.kind in ("select_one", "date", "integer"), "no picture is asked for"
            if item.kind == "integer":
                words = ("粉丝", "点赞", "转发", "阅读", "登录", "在线", "下载")
                assert not any(word in item.label for word in words)


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_is_laid_out_for_people(name):
    book = load_workbook(TEMPLATES / f"{name}.xlsx")
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert book["survey"].freeze_panes
    texts = [c.value for sheet in book for line in sheet.iter_rows() for c in line if c.value]
    assert not [text for text in texts if str(text).startswith("=")]
    book.close()


@pytest.mark.parametrize("name", ["county-score", "app"])
def test_a_deciding_form_has_every_veto_of_the_national_one(name):
    national = compile_workbook((TEMPLATES / "national-2019.xlsx").read_bytes(), "n.xlsx")
    vetoes = {n.name for n in national.nodes if n.rules.get("severity") == "veto"}
    assert {n.name for n in FORMS[name].nodes if n.rules.get("severity") == "veto"} == vetoes
    judged = {n.name for n in national.nodes if n.is_judgement}
    assert {n.name for n in FORMS[name].nodes if n.is_judgement} == judged


# the scored county form


def test_the_county_scheme_is_a_hundred_and_twenty():
    scoring = scoring_of(FORMS["county-score"])
    assert (scoring.base, scoring.most_bonus) == (100, 20)
    assert (scoring.pass_mark, scoring.bonus_above) == (60, 80)


def test_nothing_amiss_is_a_hundred_and_no_bonus_is_claimed_by_itself():
    assert filled("county-score").verdict().score == 100


BONUS = ("bonus_original", "bonus_service", "bonus_joint", "bonus_merged")


def test_all_bonus_makes_a_hundred_and_twenty():
    claimed = dict.fromkeys(BONUS, "yes")
    verdict = filled("county-score", **claimed).verdict()
    assert (verdict.score, verdict.conclusion) == (120, Conclusion.PASSED)


def test_faults_are_counted_up_to_the_items_cap():
    assert filled("county-score", typos="3").verdict().score == Decimal("98.5")
    assert filled("county-score", typos="40", broken_links="40").verdict().score == 92


def test_bonus_does_not_count_at_eighty_or_below():
    bad = {"typos": "40", "broken_links": "40", "advertising": "found", "within_duties": "no"}
    bad |= {"reprints_sourced": "no", "owner_marked": "no"}
    verdict = filled("county-score", **bad, bonus_original="yes").verdict()
    assert verdict.score == 78
    assert "不高于80分，不计加分" in verdict.so_far.lines


def test_a_veto_leaves_no_score():
    verdict = filled("county-score", interaction="no", bonus_original="yes").verdict()
    assert (verdict.conclusion, verdict.score) == (Conclusion.FAILED, None)


WORST = {
    **{q: BAD[v] for q, v in COUNTY.items() if q not in {*SAFE, "last_update", "interaction"}},
    "typos": "40",
    "broken_links": "40",
}


def test_the_worst_without_a_veto_is_below_the_pass_mark():
    verdict = filled("county-score", **WORST, bonus_original="yes").verdict()
    assert verdict.score == 58
    assert verdict.conclusion is Conclusion.FAILED
    assert not verdict.vetoes


def test_what_local_rules_deduct_comes_on_top_under_the_caps():
    strict = [local("posts_per_week", 3, Severity.DEDUCT), local("reply_days", 5, Severity.DEDUCT)]
    given = {"weekly_posts": "no", "reply_in_time": "no"}
    assert filled("county-score", strict, **WORST, **given).verdict().score == 48


def test_an_account_with_a_filing_number_is_not_asked_whether_it_is_filed():
    path = resolve(FORMS["county-score"], "filed")
    open_items = run(FORMS["county-score"]).open_items()
    assert path in [item.path for item in open_items]
    filed = run(FORMS["county-score"], register={"filing_number": "X-1"})
    assert path not in [item.path for item in filed.open_items()]


LOCAL = [
    ("county-score", "weekly_posts", "posts_per_week", "更新不及时"),
    ("county-score", "monthly_originals", "originals_per_month", "原创内容不足"),
    ("county-score", "monthly_responses", "responses_per_month", "回应关切不足"),
    ("county-score", "reply_in_time", "reply_days", "留言回复不及时"),
    ("closing", "filed_in_time", "filing_days", "备案不及时"),
]


@pytest.mark.parametrize(("name", "question", "parameter", "problem"), LOCAL)
def test_a_local_rule_is_asked_only_where_it_is_set_and_is_told_with_its_basis(
    name, question, parameter, problem
):
    path = resolve(FORMS[name], question)
    items = {item.path: item for item in filled(name).items()}
    assert not items[path].relevant
    under_way = filled(name, [local(parameter, 3)], **{question: "no"})
    (finding,) = under_way.findings()
    assert (finding.problem, finding.basis) == (problem, "某县管理办法")
    assert finding.severity is Severity.HINT
    assert "3" in finding.explanation
    item = next(i for i in under_way.items() if i.path == path)
    assert item.local_rules.startswith("某县管理办法：")
    assert "3" in item.label


def test_a_local_rule_that_deducts_takes_the_points_of_its_item():
    strict = [local("reply_days", 5, Severity.DEDUCT)]
    assert filled("county-score", strict, reply_in_time="no").verdict().score == 95
    assert filled("county-score", strict, reply_in_time="yes").verdict().score == 100


def test_ten_idle_days_of_the_county_deduct_and_fourteen_of_the_nation_veto():
    ten = [local("max_idle_days", 10, Severity.DEDUCT)]
    twelve = filled("county-score", ten, last_update="2026-11-09").verdict()
    assert (twelve.score, twelve.conclusion) == (95, Conclusion.PASSED)
    twenty = filled("county-score", ten, last_update="2026-11-01").verdict()
    assert (twenty.score, twenty.conclusion) == (None, Conclusion.FAILED)


def test_the_item_names_the_local_limit_beside_the_national_one():
    ten = [local("max_idle_days", 10)]
    item = next(i for i in filled("county-score", ten).items() if i.name == "last_update")
    assert item.local_rules == "某县管理办法：最长不更新天数10天（国家规定14天）"
    bare = next(i for i in filled("county-score").items() if i.name == "last_update")
    assert bare.local_rules == ""


# apps and mini-programs


def test_a_service_app_is_asked_for_its_upkeep_only_where_a_local_rule_says_so():
    service = {"kind": "服务类", "last_update": "2026-08-01"}
    assert codes(filled("app", register=service)) == []
    sixty = [local("app_idle_days", 60)]
    (finding,) = filled("app", sixty, service).findings()
    assert (finding.code, finding.unconfirmed) == ("service_update", True)
    assert finding.explanation == "2026-08-01至2026-11-21共112天未更新，上限60天"


def test_only_townships_are_asked_whether_they_may_have_an_app():
    assert resolve(FORMS["app"], "below_county") not in {
        item.path for item in run(FORMS["app"], register={"level": "县"}).open_items()
    }


# closing and opening


@pytest.mark.parametrize("name", ["closing", "opening"])
def test_closing_and_opening_checks_are_monitoring_and_decide_nothing(name):
    assert nature_of(FORMS[name]) is Nature.MONITORING
    assert not Nature.MONITORING.enters_rate
    severities = {n.rules["severity"] for n in FORMS[name].nodes if "fails" in n.expressions}
    assert severities == {"hint"}


def test_an_account_not_yet_cancelled_must_still_be_updated():
    silent = filled("closing", cancelled="no", last_update="2026-11-01")
    assert codes(silent) == ["cancelled", "last_update"]
    assert "上限14天" in silent.findings()[1].explanation


def test_whether_a_cancelled_account_is_back_is_asked_of_cancelled_ones_only():
    closing = run(FORMS["closing"], register={"status": "拟关停"})
    assert resolve(FORMS["closing"], "reopened") not in [i.path for i in closing.open_items()]


def test_what_was_found_done_in_a_closing_is_not_asked_again():
    form = FORMS["closing"]
    before = filled("closing").record()
    again = run(form, register=REGISTER["closing"], previous=before)
    carried = {item.name for item in again.items() if item.value and item.unconfirmed}
    assert {"closing_notice", "services_moved", "closing_filed"} <= carried
    assert "reopened" in [item.code for item in again.open_items()]
