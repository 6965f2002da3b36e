"""A county scores, sets stricter limits, sends them down and reassesses its last quarter."""

import pytest
from openpyxl import load_workbook

from tests.e2e.conftest import NONE
from tests.unit.forms.test_further_shipped_forms import CLOSING, COUNTY

VOICE = ["name=示例县发布", "platform=wechat", "owner=示例县人民政府办公室"]


@pytest.fixture
def county(office):
    made = office()
    made.tell("accounts", "add", *VOICE)
    return made


def answers(**changed):
    return {**COUNTY, "last_update": "2024-05-01", **changed}


def test_a_scored_check_tells_its_score_and_every_step(county, tmp_path):
    given = answers(advertising="found", bonus_service="yes")
    told = county.tell(*county.inspect("示例县发布", "county-score", **given))
    assert (told["verdict"], told["score"]) == ("合格", "100")
    assert told["score_lines"][:2] == ["基础分100分", "存在商业广告：扣5分"]
    assert [f["points"] for f in told["findings"]] == ["5", "5"]
    report = tmp_path / "清单.xlsx"
    county.tell("report", "problems", "--from", "2024-04-01", "--to", "2024-06-30", "-o", report)
    book = load_workbook(report)
    listed = [c.value for row in book["问题清单"].iter_rows() for c in row if c.value]
    assert "存在商业广告（扣5分）" in listed
    assert "提供便民服务（加5分）" not in listed, "a bonus is no problem"
    summary = [c.value for row in book["检查情况汇总"].iter_rows() for c in row if c.value]
    assert {"平均得分", "100.00"} <= set(summary)
    assert any("扣分后95分" in str(c.value) for row in book["得分"].iter_rows() for c in row)


def test_without_points_reports_have_no_score(county, tmp_path):
    told = county.tell(*county.inspect("示例县发布", last_update="2024-05-01", interaction="yes"))
    assert (told["score"], told["score_lines"]) == (None, [])
    report = tmp_path / "清单.xlsx"
    county.tell("report", "problems", "--from", "2024-04-01", "--to", "2024-06-30", "-o", report)
    book = load_workbook(report)
    assert book.sheetnames == ["问题清单", "待核实", "检查情况汇总"]
    cells = [c.value for row in book["检查情况汇总"].iter_rows() for c in row]
    assert "平均得分" not in cells


def test_a_score_below_the_mark_is_unqualified_in_the_rate(county):
    bad = {"typos": "40", "broken_links": "40", "advertising": "found", "within_duties": "no"}
    bad |= {"reprints_sourced": "no", "comments_open": "no", "reply_quality": "found"}
    bad |= {"name_regular": "no", "owner_marked": "no", "filed": "no", "reviewed": "no"}
    told = county.tell(*county.inspect("示例县发布", "county-score", **answers(**bad)))
    assert (told["verdict"], told["score"]) == ("不合格", "58")
    (point,) = county.tell("trends")
    assert (point["checked"], point["unqualified"]) == (1, 1)
    by_problem = county.tell("trends", "--group", "problem")
    deducting = {f["problem"] for f in told["findings"] if f["severity"] == "deduct"}
    assert {p["group"] for p in by_problem} == deducting, "under what took the points"
    assert {(p["checked"], p["unqualified"]) for p in by_problem} == {(1, 1)}


def test_a_score_below_the_mark_by_what_nobody_confirmed_judges_nobody(county):
    bad = {"typos": "40", "broken_links": "40", "advertising": "found", "within_duties": "no"}
    bad |= {"reprints_sourced": "no", "comments_open": "no", "reply_quality": "found"}
    bad |= {"name_regular": "no", "owner_marked": "no", "filed": "no"}
    (account,) = county.tell("accounts", "list")
    county.tell("accounts", "set", account["id"], "last_update=2024-04-24")
    ten = ("max_idle_days", "10", "--basis", "示例县办法", "--severity", "deduct")
    county.tell("parameters", "set", *ten)
    given = {k: v for k, v in answers(**bad).items() if k != "last_update"}
    told = county.tell(*county.inspect("示例县发布", "county-score", **given))
    assert (told["verdict"], told["score"]) == ("不合格", "57")
    (point,) = county.tell("trends")
    assert (point["checked"], point["left_out"]) == (0, 1)
    assert county.tell("rebuild")["equal"]


def test_last_quarter_is_reassessed_under_todays_limit_and_stays_as_it_was(county):
    county.tell(*county.inspect("示例县发布", last_update="2024-04-24", interaction="yes"))
    ten = ("max_idle_days", "10", "--basis", "示例县办法", "--severity", "veto")
    county.tell("parameters", "set", *ten, "--from", "2024-07-01")
    span = ("--from", "2024-04-01", "--to", "2024-06-30")
    found = county.tell("reassess", *span)
    (one,) = found["differences"]
    assert (one["was"]["verdict"], one["would_be"]["verdict"]) == ("合格", "不合格")
    assert [f["basis"] for f in one["arising"]] == ["示例县办法"]
    assert county.tell("reassess", *span, "--as-of", "2024-06-01")["differences"] == []
    code, out, _ = county.run("reassess", *span)
    assert (code, "多出 单项否决 内容不更新" in out) == (0, True)
    assert county.tell("verify", "--recompute")["ok"]
    (point,) = county.tell("trends")
    assert (point["checked"], point["unqualified"]) == (1, 0)


def test_dates_the_wrong_way_round_are_refused(county):
    refused = county.refused("reassess", "--from", "2024-06-30", "--to", "2024-04-01")
    assert "起始日期" in refused


def test_a_closing_check_enters_no_rate_whatever_nature_is_given(county):
    given = {**dict.fromkeys(NONE), **CLOSING, "closing_notice": "no", "reopened": None}
    told = county.tell(*county.inspect("示例县发布", "closing", **given))
    assert (told["verdict"], [f["code"] for f in told["findings"]]) == ("合格", ["closing_notice"])
    assert county.tell("trends") == []


def test_limits_of_the_county_hold_in_the_township_that_took_them_in(county, office, tmp_path):
    town = office("示例县示例镇人民政府", "乡镇", "示例县人民政府办公室")
    town.tell("accounts", "add", "name=示例镇之声", "platform=wechat")
    county.tell("parameters", "set", "reply_days", "5", "--basis", "示例县办法")
    file = tmp_path / "下发.gmpack"
    county.tell("package", "export", "-o", file)
    town.tell("package", "import", file)
    told = town.tell(*town.inspect("示例镇之声", "county-score", **answers(reply_in_time="no")))
    (finding,) = told["findings"]
    assert (finding["severity"], finding["basis"]) == ("hint", "示例县办法")
    assert told["score"] == "100"
