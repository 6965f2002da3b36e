"""`govmedia accounts checks|countdown|step|history`, as a clerk or a scheduled task calls them."""

import pytest


@pytest.fixture
def county(office):
    made = office()
    made.tell("accounts", "add", "name=示例司法", "platform=wechat", "owner=示例县司法局")
    made.tell("accounts", "add", "name=示例普法", "platform=weibo", "owner=示例县司法局")
    return made


def test_what_the_register_finds_is_told_dismissed_and_taken_up_again(county):
    (found,) = county.tell("accounts", "checks")
    assert found["check"] == "跨平台名称不一致"
    assert sorted(a["name"] for a in found["accounts"]) == ["示例司法", "示例普法"]
    county.tell("accounts", "dismiss", found["key"], "--reason", "普法号另有分工")
    assert county.tell("accounts", "checks")[0]["dismissed"] == "普法号另有分工"
    county.tell("accounts", "dismiss", found["key"])
    assert county.tell("accounts", "checks")[0]["dismissed"] is None
    assert "已没有这一项" in county.refused("accounts", "dismiss", "X:1", "--reason", "无")


def test_steps_are_entered_and_stand_in_the_history(county):
    county.tell("accounts", "step", "示例司法", "变更", "name=示例普法宣传", "--date", "2026-01-05")
    (closed,) = county.tell(
        *("accounts", "step", "示例普法宣传", "关停", "document=县办〔2026〕3号"),
        *("--date", "2026-02-01", "--filed", "2026-02-03"),
    )
    assert (closed["filed"], closed["document"]) == ("2026-02-03", "县办〔2026〕3号")
    told = county.tell("accounts", "history", "示例普法宣传")
    assert told["account"]["status"] == "已关停"
    assert [(s["kind"], s["before"], s["after"]) for s in told["steps"]] == [
        ("变更", "示例司法", "示例普法宣传"),
        ("关停", "", ""),
    ]
    assert {"账号名称", "状态"} <= {c["field"] for c in told["changes"]}
    sentence = county.refused("accounts", "step", "示例普法宣传", "变更")
    assert "要写明变更了什么" in sentence


def test_the_days_left_are_told_with_the_words_for_the_unit(county):
    county.tell("accounts", "add", "name=示例镇发布", "platform=wechat", "last_update=2024-05-01")
    told = county.tell("accounts", "countdown", "--as-of", "2024-05-06")
    first = told["accounts"][0]
    assert (first["name"], first["days_left"]) == ("示例镇发布", 9)
    assert {r["owner"] for r in told["reminders"]} == {"示例县司法局"}
    _, out, _ = county.run("accounts", "countdown", "--as-of", "2024-05-06")
    first, *more = out.splitlines()
    assert first == "还剩 9 天  示例镇发布（微信公众号）"
    assert more[0].startswith("待核实  ")
    assert "示例县司法局：截至5月6日" in out


def test_advice_is_told_with_its_reasons_and_a_decision_is_kept(county):
    told = county.tell("accounts", "advise")
    assert {a["advice"] for a in told} == {"先核实"}
    county.tell("accounts", "decide", "示例普法", "保留", "--reason", "承担普法职责")
    decided = [a for a in county.tell("accounts", "advise") if a["decision"]]
    assert [(a["account"]["name"], a["decision"]["deed"]) for a in decided] == [
        ("示例普法", "保留")
    ]
    assert "理由或依据" in county.refused("accounts", "decide", "示例普法", "关停")


def test_the_register_goes_out_in_a_layout_and_by_unit(county, tmp_path):
    (file,) = county.tell("accounts", "export", "-o", tmp_path / "台账.xlsx")
    assert county.tell("accounts", "import", file)["unchanged"] == 2
    files = county.tell("accounts", "export", "--by-owner", "-o", tmp_path / "各单位")
    assert len(files) == 1
    assert "有台账、基础信息统计表" in county.refused(
        "accounts", "export", "--layout", "没有的", "-o", tmp_path / "x.xlsx"
    )


def test_what_is_to_be_filed_is_told_filed_and_taken_back(county):
    county.tell("parameters", "set", "filing_days", "5", "--basis", "本省办法")
    (closed,) = county.tell("accounts", "step", "示例普法", "关停", "--date", "2026-02-02")
    told = county.tell("accounts", "filings")
    (waiting,) = told["steps"]
    assert (waiting["id"], waiting["due"], waiting["basis"]) == (
        closed["id"],
        "2026-02-09",
        "本省办法",
    )
    assert waiting["days_over"] > 0
    assert "已超期" in told["reminders"][0]["text"]
    assert "备案日期" in county.refused("accounts", "file", closed["id"], "--day", "2026-02-01")
    county.tell("accounts", "file", closed["id"], "--day", "2026-02-05")
    assert county.tell("accounts", "filings")["steps"] == []
    county.tell("accounts", "file", closed["id"], "--undo")
    assert [s["id"] for s in county.tell("accounts", "filings")["steps"]] == [closed["id"]]


def test_the_history_tells_everything_in_one_order(county):
    county.tell("accounts", "step", "示例普法", "关停", "--date", "2026-02-02")
    county.tell("events", "add", "强降雨", "--date", "2026-01-05")
    county.tell("events", "respond", "强降雨", "示例普法", "--date", "2026-01-07")
    titles = [h["title"] for h in county.tell("accounts", "history", "示例普法")["timeline"]]
    assert titles[-2:] == ["关停", "热点事件“强降雨”：2 天后回应（首次发声）"]
