"""监测线索: taken in once from any list, judged by a person, told apart, never in a rate."""

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.clues import ClueRow, ClueState
from govmedia_desktop.domain.periods import parse_quarter
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.usecases.activity.clue_lists import read_clue_file, take_in_clues
from govmedia_desktop.usecases.activity.clues import (
    confirm_clue,
    list_clues,
    reject_clue,
    reopen_clue,
)
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.oversight.timeline import timeline
from govmedia_desktop.usecases.periods.reports import overview, problem_report, write_problem_list
from govmedia_desktop.usecases.periods.trends import trend
from tests.unit.desks import add, desk_of, inspect

QUARTER = parse_quarter("2026Q4")
HEADER = ("序号", "账号", "平台", "问题类型", "问题描述", "监测时间", "链接")
ROWS = (
    (1, "示例发布", "微信", "错别字", "“示列县”应为“示例县”", "2026-11-10", "https://a.example/1"),
    (2, "示例政务", "微博", "内容不更新", "三周未更新", "11月12日", None),
    (3, "没有的号", "抖音", "商业广告", None, "2026-11-13", None),
    ("合计", 3, None, None, None, None, None),
)


def book(path, *rows, header=HEADER):
    workbook = openpyxl.Workbook()
    for row in (("某舆情公司监测周报",), header, *rows):
        workbook.active.append(row)
    workbook.save(path)
    return path


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        take_up_shipped_forms(opened)
        add(opened, "示例发布", owner="示例县政府办")
        add(opened, "示例政务", platform="weibo", owner="示例县政府办")
        yield opened


@pytest.fixture
def clues(desk, tmp_path):
    take_in_clues(desk, read_clue_file(desk, book(tmp_path / "监测周报.xlsx", *ROWS)))
    return {told.clue.named: told for told in list_clues(desk)}


def test_a_list_comes_in_matched_and_nothing_is_written_by_reading(desk, tmp_path):
    read = read_clue_file(desk, book(tmp_path / "周报.xlsx", *ROWS, ROWS[0], (4, "", "", "广告")))
    assert read.counts == {
        "rows": 5,
        "added": 3,
        "unchanged": 0,
        "duplicates": 1,
        "rejected": 1,
        "unmatched": 1,
        "near": 0,
    }
    assert list_clues(desk) == []
    assert sorted(p.cell for p in read.problems) == ["B5", "B8"]


def test_the_same_list_twice_under_another_name_is_once(desk, clues, tmp_path):
    read = read_clue_file(desk, book(tmp_path / "监测周报(1).xlsx", *ROWS))
    assert (read.counts["added"], read.counts["unchanged"]) == (0, 3)
    assert take_in_clues(desk, read) == 0
    assert len(list_clues(desk)) == 3


def test_days_and_platforms_are_read_as_everywhere(clues):
    told = clues["示例政务"]
    assert (told.clue.found_on, told.clue.platform) == ("2026-11-12", "新浪微博")
    assert told.listed.account.platform == "weibo"
    assert {t.clue.state for t in clues.values()} == {ClueState.WAITING}
    assert clues["示例发布"].clue.source == "监测周报"


def test_a_day_that_cannot_be_read_is_told_and_the_clue_still_comes_in(desk, tmp_path):
    row = (1, "示例发布", "", "错别字", "", "上周三", "")
    read = read_clue_file(desk, book(tmp_path / "a.xlsx", row))
    assert ([p.cell for p in read.problems], read.counts["added"]) == (["F3"], 1)


def test_only_a_confirmed_clue_is_told_and_it_stands_apart(desk, clues, tmp_path):
    record = clues["示例发布"].listed.account.id
    assert not [h for h in timeline(desk, record) if "监测线索" in h.title]
    assert problem_report(desk, QUARTER).clues == []
    confirm_clue(desk, clues["示例发布"].id)
    (told,) = [h for h in timeline(desk, record) if "监测线索" in h.title]
    assert (told.day, told.title) == ("2026-11-10", "监测线索（已核实）：错别字")
    path = write_problem_list(desk, QUARTER, tmp_path / "问题清单.xlsx")
    workbook = openpyxl.load_workbook(path)
    rows = list(workbook["监测线索（已核实）"].values)
    assert any("示例发布" in row and "错别字" in row for row in rows)
    assert not any("错别字" in row for row in workbook["问题清单"].values)
    assert problem_report(desk, parse_quarter("2026Q3")).clues == []


def test_no_clue_ever_changes_a_verdict_or_a_rate(desk, clues):
    inspect(desk, "示例发布", last_update="2026-11-20")
    before = (trend(desk), overview(desk, QUARTER), problem_report(desk, QUARTER).by_owner)
    confirm_clue(desk, clues["示例发布"].id)
    reject_clue(desk, clues["示例政务"].id, "已更新")
    after = (trend(desk), overview(desk, QUARTER), problem_report(desk, QUARTER).by_owner)
    assert after == before


def test_rejecting_needs_a_reason_and_can_be_taken_back(desk, clues):
    id_ = clues["示例政务"].id
    with pytest.raises(RefusedError, match="为什么不属实"):
        reject_clue(desk, id_, "  ")
    told = reject_clue(desk, id_, "监测工具漏抓，11月15日有更新")
    assert told.clue.state is ClueState.REJECTED
    assert list_clues(desk)[-1].id == id_
    reopen_clue(desk, id_)
    assert list_clues(desk, "示例政务")[0].clue.state is ClueState.WAITING


def test_an_account_not_in_the_register_is_confirmed_once_it_is_there(desk, clues):
    id_ = clues["没有的号"].id
    with pytest.raises(RefusedError, match="请先把账号登记到台账"):
        confirm_clue(desk, id_)
    add(desk, "没有的号", platform="douyin")
    assert confirm_clue(desk, id_).listed.account.name == "没有的号"
    with pytest.raises(RefusedError, match="没有编号"):
        confirm_clue(desk, "无")


def test_a_file_without_accounts_and_problems_is_refused(desk, tmp_path):
    with pytest.raises(CannotReadError, match="没有认出监测线索"):
        read_clue_file(desk, book(tmp_path / "x.xlsx", (1, 2), header=("甲", "乙")))


TEXTS = st.text("甲乙 　１1", max_size=3)
CLUES = st.builds(ClueRow, st.just("表"), TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(["", "2"]))


@given(CLUES, TEXTS)
def test_where_a_clue_stood_does_not_make_it_another(row, cell):
    moved = ClueRow("别的表", cell, row.named, row.problem, row.platform, row.found_on)
    assert moved.key == row.key
