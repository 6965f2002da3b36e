"""按新标准重算: what finished inspections would have come to; the inspections stay as they are."""

from datetime import date
from decimal import Decimal

import pytest

from govmedia_desktop.domain.findings import Severity
from govmedia_desktop.domain.periods import Period, parse_quarter
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin, result_of
from govmedia_desktop.usecases.inspections.reassessment import reassess
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.unit.desks import NONE, add, desk_of
from tests.unit.forms.test_further_shipped_forms import COUNTY

Q3 = parse_quarter("2026Q3")
DAY = date(2026, 9, 30)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def inspected(desk, name="示例发布", form="national-2019", day=DAY, **answers):
    record = add(desk, name, owner="示例镇人民政府")
    inspection = begin(desk, Occasion(record, form, reference_date=day))
    given = COUNTY if form == "county-score" else {**NONE, "interaction": "yes"}
    answer_all(inspection, {**given, **answers})
    return inspection.finish()


def limit(desk, value="10", severity=Severity.VETO, **more):
    return set_parameter(desk, NewParameter("max_idle_days", value, "新办法", severity, **more))


def test_twelve_days_of_last_quarter_would_fail_under_ten_days(desk):
    inspected(desk, last_update="2026-09-18")
    limit(desk)
    found = reassess(desk, Q3)
    (one,) = found.differences
    assert (one.account, one.platform, one.owner) == ("示例发布", "wechat", "示例镇人民政府")
    assert (one.was.conclusion, one.would_be.conclusion) == (Conclusion.PASSED, Conclusion.FAILED)
    (finding,) = one.arising
    assert (finding.problem, finding.basis) == ("内容不更新", "新办法")
    assert one.vanishing == ()
    assert (found.inspections, found.as_of) == (1, date(2026, 11, 21))
    assert "合格变不合格1次" in found.summary


def test_what_the_new_limit_does_not_touch_is_no_difference(desk):
    inspected(desk, last_update="2026-09-25")
    limit(desk)
    found = reassess(desk, Q3)
    assert found.differences == ()
    assert "结果都不变" in found.summary


def test_a_hint_that_arises_is_a_difference_though_the_conclusion_stays(desk):
    inspected(desk, last_update="2026-09-18")
    limit(desk, severity=Severity.HINT)
    (one,) = reassess(desk, Q3).differences
    assert one.would_be.conclusion is Conclusion.PASSED
    assert [f.severity for f in one.arising] == [Severity.HINT]


def test_a_limit_that_no_longer_holds_takes_its_findings_away(desk):
    limit(desk, valid_from=date(2026, 7, 1), valid_to=date(2026, 9, 30))
    inspected(desk, last_update="2026-09-18")
    (one,) = reassess(desk, Q3).differences
    assert (one.was.conclusion, one.would_be.conclusion) == (Conclusion.FAILED, Conclusion.PASSED)
    assert [f.basis for f in one.vanishing] == ["新办法"]
    assert reassess(desk, Q3, DAY).differences == (), "as of that day nothing differs"


def test_scores_are_compared_too(desk):
    inspected(desk, form="county-score", last_update="2026-09-18", bonus_service="yes")
    limit(desk, severity=Severity.DEDUCT)
    (one,) = reassess(desk, Q3).differences
    assert (one.was.score, one.would_be.score) == (Decimal(105), Decimal(100))
    assert one.would_be.told == "合格 100分"


def test_what_nobody_asked_then_judges_nobody_and_is_told(desk):
    inspected(desk, form="county-score", last_update="2026-09-25")
    set_parameter(desk, NewParameter("reply_days", "5", "新办法", Severity.VETO))
    found = reassess(desk, Q3)
    assert found.differences == ()
    assert list(found.not_asked.values()) == [1]
    assert "当时没有检查，不作判断" in found.summary


def test_nothing_is_written(desk):
    record = inspected(desk, last_update="2026-09-18")
    limit(desk)
    before = (result_of(desk, record), list(desk.db.query("SELECT * FROM revision")))
    reassess(desk, Q3)
    assert (result_of(desk, record), list(desk.db.query("SELECT * FROM revision"))) == before


def test_only_the_inspections_of_the_span_are_looked_at(desk):
    inspected(desk, "甲", last_update="2026-09-18")
    inspected(desk, "乙", day=date(2026, 6, 30), last_update="2026-06-18")
    limit(desk)
    assert [one.account for one in reassess(desk, Q3).differences] == ["甲"]
    both = reassess(desk, Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert sorted(one.account for one in both.differences) == ["乙", "甲"]


def test_an_unconfirmed_date_stays_unconfirmed(desk):
    record = add(desk, last_update="2026-09-18")
    inspection = begin(desk, Occasion(record, "national-2019", reference_date=DAY))
    answer_all(inspection, {**NONE, "interaction": "yes"})
    inspection.finish()
    limit(desk)
    (one,) = reassess(desk, Q3).differences
    assert one.would_be.told == "不合格·待核实"


def test_progress_is_told_and_a_damaged_record_left_out(desk):
    for name in "甲乙丙":
        inspected(desk, name, last_update="2026-09-18")
    limit(desk)
    desk.db.conn.execute(
        "UPDATE inspection SET result = json_remove(result, '$.answers')"
        " WHERE id = (SELECT min(id) FROM inspection)"
    )
    steps = []
    found = reassess(desk, Q3, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert (len(found.differences), found.left_out) == (2, 1)
    assert "另有1次" in found.summary


def test_an_altered_score_is_found_by_recomputing(desk):
    inspected(desk, form="county-score", last_update="2026-09-25")
    assert verify(desk, recompute=True) == []
    desk.db.conn.execute("UPDATE inspection SET result = json_set(result, '$.score', '88')")
    assert any("得分88，重算100" in fault.text for fault in verify(desk, recompute=True))
