"""检查计划 by command line: set in the county, sent down, kept to, reported by its last day."""

import pytest

from tests.e2e.test_board_story import COUNTY, TOWN, sent, township

Q = ["--period", "2024Q2"]


@pytest.fixture
def county(office):
    return office(COUNTY, "县")


@pytest.fixture
def town(office):
    return township(office, TOWN, "示例镇发布")


def test_a_plan_goes_down_and_the_township_works_by_it(county, town, tmp_path):
    town.tell("accounts", "add", "name=示例镇普法", "platform=wechat", f"owner={TOWN}")
    county.tell("package", "import", sent(town, tmp_path, "上"))
    given = ["--form", "national-2019", "--day", "2024-06-20", "--due", "2024-06-28"]
    made = county.tell("plans", "set", *Q, *given, "--account", "示例镇普法")
    assert (made["office"], made["here"], made["due"]) == (COUNTY, ["示例镇普法"], "2024-06-28")
    shown = county.tell("package", "show", path := sent(county, tmp_path, "下", TOWN))
    assert shown["counts"]["records"]["plan"] == 1
    town.tell("package", "import", path)
    assert town.tell("plans", "list") == county.tell("plans", "list")
    found = town.tell("plans", "accounts", *Q)
    assert found["reference_date"] == "2024-06-20"
    assert "检查指定的1个账号，2024-06-28前报送" in found["plan"]
    by_name = {row["account"]: row for row in found["accounts"]}
    assert by_name["示例镇普法"]["planned"]
    assert by_name["示例镇普法"]["conclusion"] is None
    assert by_name["示例镇发布"]["conclusion"] == "合格"  # looked at besides: it is not lost


def test_the_board_tells_the_last_day_and_who_is_late(county, town, tmp_path):
    county.tell("package", "import", sent(town, tmp_path, "上"))
    county.tell("plans", "set", *Q, "--due", "2024-06-28")
    (row,) = county.tell("board", *Q)
    assert (row["state"], row["due"], row["late"]) == ("未报送", "2024-06-28", True)
    assert f"{TOWN}  未报送（已过期限）" in county.run("board", *Q)[1]
    assert "报送期限：2024-06-28，已过期限。" in county.tell("board", "reminder", *Q)["text"]
    town.tell("board", "submit", *Q)
    county.tell("package", "import", sent(town, tmp_path, "报"))
    assert not county.tell("board", *Q)[0]["late"]


def test_a_share_is_drawn_by_the_program_and_a_plan_can_be_withdrawn(county):
    for number in range(10):
        county.tell("accounts", "add", f"name=示例{number}号", "platform=wechat")
    drawn = county.tell("plans", "set", *Q, "--share", "30")["here"]
    assert len(drawn) == 3
    assert county.tell("plans", "set", *Q, "--share", "30")["here"] == drawn
    told = county.run("plans", "accounts", *Q)[1]
    assert "已查 0/3" in told
    assert "抽查30%（共3个账号）" in told
    assert county.tell("plans", "cancel", *Q) == {"cancelled": "2024Q2"}
    assert county.tell("plans", "list") == []
    assert "已查 0/10" in county.run("plans", "accounts", *Q)[1]


def test_what_cannot_be_is_said_in_a_sentence(county):
    assert "1到100之间" in county.refused("plans", "set", *Q, "--share", "0")
    assert "没有2024年第二季度的检查计划" in county.refused("plans", "cancel", *Q)
    assert county.tell("plans", "list") == []
