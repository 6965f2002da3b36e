import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.inspections import Absence, Answer, Origin, Source, provenance
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.results import (
    Result,
    answer_as_value,
    answer_from_value,
    result_as_value,
    result_from_value,
)
from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.domain.verdicts import Conclusion, Finding, Severity

texts = st.text(max_size=20)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=2)
answers = st.builds(
    Answer,
    texts,
    st.sampled_from(Source),
    st.none() | texts,
    st.none() | texts,
    texts,
    st.none() | st.sampled_from(Absence),
)
findings = st.builds(
    Finding,
    code=texts,
    path=texts,
    severity=st.sampled_from(Severity),
    problem=texts,
    basis=texts,
    explanation=texts,
    remedy=texts,
    unconfirmed=st.booleans(),
    points=st.none() | decimals,
    values=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    passes_if=texts,
)
parameters = st.builds(
    Parameter, texts, texts, texts, decimals, texts, st.sampled_from(Severity), st.none() | texts
)
pieces = st.builds(
    Evidence,
    st.just("ab" * 32),
    st.integers(0, 2**40),
    st.just("截图.png"),
    st.just("image/png"),
    st.just("2026-11-21T10:42:07+08:00"),
    st.just("https://a.cn/"),
)
results = st.builds(
    Result,
    st.dictionaries(texts, answers, max_size=4),
    st.lists(parameters, max_size=2).map(tuple),
    st.lists(findings, max_size=3).map(tuple),
    st.sampled_from(Conclusion),
    st.none() | decimals,
    st.sampled_from(["", "0190b6c2-7d1e-7aaa-8bbb-000000000001"]),
    st.dictionaries(texts, st.lists(pieces, min_size=1, max_size=2).map(tuple), max_size=2),
    st.lists(texts, max_size=3).map(tuple),
    st.none() | st.booleans(),
    st.none() | st.builds(Origin, *[st.sampled_from(["代录", "示例镇.xlsx", ""])] * 3),
)


@given(results)
def test_a_result_comes_back_equal_from_the_json_of_a_revision(result):
    assert result_from_value(json.loads(canonical(result_as_value(result)))) == result


def holds_only_plain_values(value):
    if isinstance(value, dict):
        return all(holds_only_plain_values(v) for v in value.values())
    if isinstance(value, list):
        return all(holds_only_plain_values(v) for v in value)
    return value is None or type(value) in (str, int)


@given(results)
def test_a_result_holds_nothing_that_a_revision_may_not_carry(result):
    assert holds_only_plain_values(result_as_value(result))


@pytest.mark.parametrize(
    "value", [None, [], {}, "合格", {"answers": []}, {"answers": {"/data/a": {"value": "1"}}}]
)
def test_what_is_no_result_is_told_apart(value):
    assert result_from_value(value) is None


def test_a_damaged_number_is_no_result():
    good = result_as_value(Result({}, (), (), Conclusion.PASSED, Decimal("87.5")))
    assert result_from_value(good | {"score": "八十"}) is None


def test_a_record_from_before_there_were_notes_still_reads():
    old = {"value": "yes", "source": "typed", "confirmed_by": "张三", "confirmed_at": "t"}
    assert answer_from_value(old) == Answer("yes", Source.TYPED, "张三", "t")
    assert answer_as_value(Answer("yes", Source.TYPED, "张三", "t")) == old


def test_an_absence_that_nobody_knows_is_no_answer():
    value = {"value": "", "source": "typed", "confirmed_by": None, "confirmed_at": None}
    assert answer_from_value({**value, "absent": "perhaps"}) is None


def test_an_absence_is_told_with_its_reason():
    assert Answer("", Source.TYPED, note="没有留言", absent=Absence.NOT_APPLICABLE).absence == (
        "不适用（没有留言）"
    )
    assert Answer("x", Source.TYPED, note="没有留言").absence == ""


def test_where_answers_came_from_is_told_in_one_line():
    given = [
        Answer("a", Source.TYPED, "张三"),
        Answer("b", Source.REGISTER),
        Answer("c", Source.PREVIOUS, "张三"),
        Answer("", Source.TYPED, "张三", absent=Absence.NOT_FOUND, note="删了"),
        Answer("", Source.DEFAULT),
    ]
    assert provenance(given) == ("手填 2 · 台账带入 1 · 上次带入 1（已确认 1，未确认 1）")
    assert provenance(given[:1]) == "手填 1"
    confirmed = [answer for answer in given if answer.confirmed]
    assert "未确认" not in provenance(confirmed)
    assert "，" not in provenance(confirmed)
    assert provenance([]) == ""


def test_a_result_of_before_there_was_evidence_still_reads():
    old = result_as_value(Result({}, (), (), Conclusion.PASSED))
    del old["evidence"]
    assert result_from_value(old) == Result({}, (), (), Conclusion.PASSED)


@pytest.mark.parametrize("evidence", [5, [], {"/a": 5}, {"/a": [5]}, {"/a": [{"sha256": "x"}]}])
def test_a_result_with_made_up_evidence_is_none(evidence):
    good = result_as_value(Result({}, (), (), Conclusion.PASSED))
    assert result_from_value(good | {"evidence": evidence}) is None


def test_where_a_check_came_from_comes_back_without_what_a_name_must_not_hold():
    source = Origin("电子表格报送", "示例镇.xlsx", "ab" * 32)
    plain = Result({}, (), (), Conclusion.PASSED, source=source)
    value = result_as_value(plain)
    assert value["source"] == {"way": "电子表格报送", "file": "示例镇.xlsx", "sha256": "ab" * 32}
    assert result_from_value(value) == plain
    assert "source" not in result_as_value(Result({}, (), (), Conclusion.PASSED))
    value["source"] = {"way": "代录", "file": "示\x00例", "sha256": ""}
    assert result_from_value(value).source == Origin("代录", "示例", "")
    assert result_from_value({**value, "source": {"way": "代录"}}) is None
