"""What a quarter's reports count, list and leave out, read from the records of a real folder."""

from datetime import datetime

import openpyxl
import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.activity.clue_lists import read_clue_file, take_in_clues
from govmedia_desktop.usecases.activity.clues import confirm_clue, list_clues
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.board import self_checked
from govmedia_desktop.usecases.periods.history import import_history, list_published
from govmedia_desktop.usecases.periods.reports import (
    overview,
    overview_paragraph,
    problem_report,
)
from govmedia_desktop.usecases.periods.trends import Question, left_out, own_trend
from govmedia_desktop.usecases.register.accounts import change_account, find_account, suspend
from tests.unit.desks import add, desk_of, inspect
from tests.unit.exchanges import Q3, Q4
from tests.unit.forms.test_further_shipped_forms import COUNTY as SCORED

FRESH = {"last_update": "2026-11-20"}
OWNERS = ("示例县教育局", "示例县公安局")


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def on(desk, day):
    desk.clock = lambda: datetime.fromisoformat(f"{day}T10:00:00+08:00")


def doubtful(desk, name, nature=Nature.QUARTERLY, **fields):
    """Check an account that fails only by a date of the register that nobody has looked up."""
    add(desk, name, last_update="2026-10-01", **fields)
    assert inspect(desk, name, nature) is Conclusion.FAILED


def pause(desk, name, start="2026-10-01"):
    given = {"reason": "机构改革", "approved_by": "市政府办", "valid_from": start}
    suspend(desk, find_account(desk, name).account.id, {**given, "document": "函〔2026〕1号"})


class TestTheProblemList:
    """问题清单: each account by what decided the quarter."""

    def test_what_rests_on_an_unseen_date_stands_apart_and_in_no_count(self, desk):
        doubtful(desk, "示例待核", owner=OWNERS[0])
        add(desk, "示例有误", owner=OWNERS[0])
        inspect(desk, "示例有误", interaction="no", **FRESH)
        told = problem_report(desk, Q4)
        assert [p.account for p in told.problems] == ["示例有误"]
        assert [p.account for p in told.unconfirmed] == ["示例待核"]
        (summary,) = told.by_owner
        assert (summary.accounts, summary.passed, summary.failed) == (2, 0, 1)
        assert (summary.unconfirmed, summary.unchecked, summary.suspended) == (1, 0, 0)
        (point,) = own_trend(desk, Question(span=Q4))
        assert (point.checked, point.unqualified) == (1, 1)
        assert [a.account.name for a in left_out(desk, Q4)] == ["示例待核"]

    def test_of_several_checks_the_latest_day_decides_whatever_was_entered_last(self, desk):
        add(desk, "示例发布", owner=OWNERS[0])
        inspect(desk, "示例发布", interaction="no", **FRESH)
        on(desk, "2026-11-18")
        inspect(desk, "示例发布", last_update="2026-11-18")
        on(desk, "2026-11-22")
        assert [p.account for p in problem_report(desk, Q4).problems] == ["示例发布"]
        inspect(desk, "示例发布", **FRESH)
        assert problem_report(desk, Q4).problems == []

    def test_a_recheck_never_rewrites_the_quarter(self, desk):
        add(desk, "示例发布", owner=OWNERS[0])
        inspect(desk, "示例发布", interaction="no", **FRESH)
        on(desk, "2026-11-25")
        inspect(desk, "示例发布", Nature.RECHECK, last_update="2026-11-24")
        assert [p.account for p in problem_report(desk, Q4).problems] == ["示例发布"]

    def test_nobody_is_listed_who_was_not_checked_and_closed_accounts_are_gone(self, desk):
        add(desk, "没查的", owner=OWNERS[0])
        add(desk, "关了的", owner=OWNERS[0], status="已关停")
        add(desk, "没有主办的")
        add(desk, "停着的")
        pause(desk, "停着的")
        told = problem_report(desk, Q4)
        assert (told.problems, told.unconfirmed, told.scores) == ([], [], [])
        counts = {s.name: (s.accounts, s.unchecked, s.suspended) for s in told.by_owner}
        assert counts == {"主办单位未填": (2, 1, 1), OWNERS[0]: (1, 1, 0)}

    def test_a_look_beside_the_quarters_check_does_not_take_its_place(self, desk):
        """A second look is 日常监测: it enters no rate, so the list must not follow it either."""
        for name in ("示例甲", "示例乙"):
            add(desk, name, owner=OWNERS[0])
        inspect(desk, "示例甲", interaction="no", **FRESH)
        inspect(desk, "示例乙", **FRESH)
        on(desk, "2026-11-25")
        inspect(desk, "示例甲", Nature.MONITORING, last_update="2026-11-24")
        inspect(desk, "示例乙", Nature.MONITORING, interaction="no", last_update="2026-11-24")
        told = problem_report(desk, Q4)
        assert [p.account for p in told.problems] == ["示例甲"]
        assert [(s.passed, s.failed) for s in told.by_owner] == [(1, 1)]
        (point,) = own_trend(desk, Question(span=Q4))
        assert (point.checked, point.unqualified) == (2, 1)

    def test_where_nothing_else_was_looked_at_monitoring_tells_of_the_account(self, desk):
        add(desk, "示例发布", owner=OWNERS[0])
        inspect(desk, "示例发布", Nature.MONITORING, interaction="no", **FRESH)
        assert [p.account for p in problem_report(desk, Q4).problems] == ["示例发布"]

    @pytest.mark.parametrize("since", ["closed", "paused"])
    def test_whoever_was_checked_while_it_counted_stays_as_counted(self, desk, since):
        """The rate holds it, so list and paragraph must not say that it does not count."""
        add(desk, "示例发布", owner=OWNERS[0])
        inspect(desk, "示例发布", interaction="no", **FRESH)
        on(desk, "2026-11-25")
        if since == "closed":
            change_account(desk, find_account(desk, "示例发布").account.id, {"status": "已关停"})
        else:
            pause(desk, "示例发布", start="2026-11-25")
        told, words = problem_report(desk, Q4), overview(desk, Q4)
        assert [p.account for p in told.problems] == ["示例发布"]
        assert [(s.failed, s.suspended, s.unchecked) for s in told.by_owner] == [(1, 0, 0)]
        assert (words.checked, words.failed, words.suspended) == (1, 1, None)
        assert words.total == (0 if since == "closed" else 1)
        assert "不计入合格率" not in overview_paragraph(desk, Q4)

    def test_a_check_made_during_a_pause_judges_nobody(self, desk):
        add(desk, "示例停更")
        pause(desk, "示例停更", start="2026-11-01")
        inspect(desk, "示例停更", interaction="no", **FRESH)
        told = problem_report(desk, Q4)
        assert told.problems == []
        assert [(s.suspended, s.failed) for s in told.by_platform] == [(1, 0)]
        assert own_trend(desk, Question(span=Q4)) == []

    def test_scores_stand_beside_and_say_where_they_rest_on_what_nobody_saw(self, desk):
        add(desk, "示例评分", owner=OWNERS[0])
        inspect(desk, "示例评分", form="county-score", **SCORED)
        add(desk, "示例无分", owner=OWNERS[1])
        inspect(desk, "示例无分", **FRESH)
        (score,) = problem_report(desk, Q4).scores
        assert (score.owner, score.account, score.platform) == (
            OWNERS[0],
            "示例评分",
            "微信公众号",
        )
        assert score.conclusion == "合格"
        assert score.score

    def test_what_another_office_found_stands_in_its_own_list(self, desk):
        add(desk, "示例发布", owner=OWNERS[0])
        inspect(desk, "示例发布", Nature.SELF, interaction="no", **FRESH)
        (row,) = desk.db.query("SELECT id FROM inspection")
        other = find_office(desk, OWNERS[0]).id
        desk.record([Edit(row["id"], "inspection", {"office": other})])
        told = problem_report(desk, Q4)
        assert told.problems == []
        assert [s.unchecked for s in told.by_owner] == [1]

    def test_a_hint_and_a_deduction_say_what_they_are_a_veto_needs_no_word(self, desk):
        add(desk, "示例评分", owner=OWNERS[0])
        inspect(desk, "示例评分", form="county-score", **{**SCORED, "typos": "1", "filed": "no"})
        add(desk, "示例否决", owner=OWNERS[0])
        inspect(desk, "示例否决", interaction="no", **FRESH)
        told = {p.problem for p in problem_report(desk, Q4).problems}
        assert "未提供有效互动功能" in told
        assert any("（扣" in problem for problem in told)

    def test_a_score_that_rests_on_an_unseen_date_says_so(self, desk):
        add(desk, "示例评分", owner=OWNERS[0], last_update="2026-09-01")
        given = {name: value for name, value in SCORED.items() if name != "last_update"}
        inspect(desk, "示例评分", form="county-score", **given)
        (score,) = problem_report(desk, Q4).scores
        assert score.conclusion == "不合格·待核实"

    def test_a_quarter_names_the_owner_of_then_though_the_account_was_given_away_since(self, desk):
        add(desk, "示例发布", owner=OWNERS[0])
        on(desk, "2026-09-20")
        inspect(desk, "示例发布", interaction="no", last_update="2026-09-19")
        on(desk, "2026-11-21")
        change_account(desk, find_account(desk, "示例发布").account.id, {"owner": OWNERS[1]})
        assert [p.owner for p in problem_report(desk, Q3).problems] == [OWNERS[0]]
        assert [s.name for s in problem_report(desk, Q4).by_owner] == [OWNERS[1]]


class TestConfirmedClues:
    """监测线索 that somebody confirmed stand in the workbook of the quarter they were found in."""

    @pytest.fixture
    def clues(self, desk, tmp_path):
        add(desk, "示例发布", owner=OWNERS[0])
        days = {"首日": "2026-10-01", "末日": "2026-12-31", "上季": "2026-09-30", "无日": None}
        book = openpyxl.Workbook()
        book.active.append(["账号", "平台", "问题类型", "问题描述", "监测时间", "链接"])
        for what, day in days.items():
            book.active.append(["示例发布", "微信", "错别字", what, day, None])
        book.save(tmp_path / "线索.xlsx")
        on(desk, "2027-01-05")
        take_in_clues(desk, read_clue_file(desk, tmp_path / "线索.xlsx"))
        return {told.clue.description: told for told in list_clues(desk)}

    def told(self, desk, period):
        return sorted(clue.description for clue in problem_report(desk, period).clues)

    def test_the_first_and_the_last_day_belong_to_it_and_no_other(self, desk, clues):
        for what in ("首日", "末日", "上季"):
            confirm_clue(desk, clues[what].id)
        assert self.told(desk, Q4) == ["末日", "首日"]
        assert self.told(desk, Q3) == ["上季"]

    def test_without_a_day_the_day_of_the_decision_tells_the_quarter(self, desk, clues):
        on(desk, "2026-11-21")
        confirm_clue(desk, clues["无日"].id)
        assert self.told(desk, Q4) == ["无日"]
        assert self.told(desk, Q3) == []

    def test_what_nobody_has_confirmed_is_in_none(self, desk, clues):
        assert (self.told(desk, Q4), self.told(desk, Q3)) == ([], [])


class TestTheOverview:
    """总体情况: every count rests on records, what is not known is not told."""

    def test_it_counts_offices_rates_of_before_and_what_came_of_last_quarter(self, desk):
        for name in ("甲", "乙", "丙", "丁"):
            add(desk, f"示例{name}", owner=OWNERS[0], opened="2026-10-02" if name == "丁" else "")
        on(desk, "2025-11-20")
        inspect(desk, "示例甲", last_update="2025-11-19")
        on(desk, "2026-09-20")
        for name, answer in (("甲", "no"), ("乙", "no"), ("丙", "yes")):
            inspect(desk, f"示例{name}", interaction=answer, last_update="2026-09-19")
        on(desk, "2026-11-21")
        inspect(desk, "示例甲", Nature.RECHECK, **FRESH)
        inspect(desk, "示例乙", Nature.RECHECK, interaction="no", **FRESH)
        inspect(desk, "示例丙", Nature.RECHECK, **FRESH)
        for name in ("甲", "丙"):
            inspect(desk, f"示例{name}", **FRESH)
        told = overview(desk, Q4)
        assert (told.total, told.checked, told.failed) == (4, 2, 0)
        assert (told.rate_last_quarter, told.rate_last_year) == ("33.33%", "100.00%")
        assert (told.last_problems, told.rechecked, told.put_right) == (2, 2, 1)
        assert told.opened == 1
        assert told.by_platform == {"微信公众号": 4}
        assert told.by_owner == {"类别未填": 4}

    def test_what_nobody_looked_at_is_none_and_not_nought(self, desk):
        add(desk, "示例发布")
        told = overview(desk, Q4)
        assert (told.checked, told.failed, told.opened) == (None, None, None)
        assert (told.last_problems, told.rechecked, told.put_right) == (None, None, None)
        assert (told.unconfirmed, told.suspended) == (None, None)
        assert (told.rate_last_quarter, told.rate_last_year) == ("", "")
        assert "%" not in overview_paragraph(desk, Q4)

    def test_doubtful_and_paused_accounts_are_named(self, desk):
        doubtful(desk, "示例待核")
        add(desk, "示例停更")
        pause(desk, "示例停更")
        told = overview(desk, Q4)
        assert (told.unconfirmed, told.suspended) == (["示例待核"], ["示例停更"])
        assert all(name in overview_paragraph(desk, Q4) for name in ("示例待核", "示例停更"))

    def test_an_account_that_failed_only_by_an_unseen_date_is_no_problem_of_last_quarter(
        self, desk
    ):
        on(desk, "2026-09-20")
        add(desk, "示例待核", last_update="2026-08-01")
        assert inspect(desk, "示例待核") is Conclusion.FAILED
        on(desk, "2026-11-21")
        assert overview(desk, Q4).last_problems is None


def test_self_checks_that_rest_on_an_unseen_date_are_left_out_of_the_figure(desk):
    add(desk, "示例甲")
    inspect(desk, "示例甲", Nature.SELF, interaction="no", **FRESH)
    add(desk, "示例乙")
    inspect(desk, "示例乙", Nature.SELF, **FRESH)
    doubtful(desk, "示例丙", Nature.SELF)
    figures = self_checked(desk, Q4, desk.office)
    assert (figures.checked, figures.unqualified, figures.left_out) == (2, 1, 1)
    assert self_checked(desk, Q3, desk.office).checked == 0


def test_a_notice_taken_over_twice_is_once(desk, tmp_path):
    path = tmp_path / "通报.csv"
    path.write_text(
        "place,level,period,period_start,period_end,total,checked,unqualified,pass_rate_printed,"
        "by_platform,by_owner,remark,source\n"
        "示例市,市,2026Q3,2026-07-01,2026-09-30,100,100,5,95%,微信公众号:60;新浪微博:40,,,示例市通报\n",
        encoding="utf-8",
    )
    first, again = import_history(desk, path), import_history(desk, path)
    assert (first.added, again.added, again.rows) == (1, 0, 1)
    (row,) = list_published(desk)
    assert (row.place, row.checked, row.unqualified) == ("示例市", 100, 5)
