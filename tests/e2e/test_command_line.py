import json
import subprocess
import sys

import pytest

from govmedia_desktop.cli.main import run
from tests.e2e.conftest import DATA

PUBLISHED = DATA / "register_published.xlsx"
GBK = DATA / "register_gbk.csv"
FIXED = {"C6", "C7", "B8", "C12", "G5", "C28", "C30", "E30", "F30", "C31", "F31", "B33"}


def cells(entries):
    return {entry["cell"] for entry in entries}


@pytest.fixture
def county(office):
    return office()


@pytest.fixture
def with_four(county):
    county.tell("accounts", "import", GBK)
    return county


def test_the_published_register_comes_in_once_with_every_fix_and_doubt(county):
    first = county.tell("accounts", "import", PUBLISHED)
    assert (first["rows"], first["added"], first["duplicates"]) == (30, 29, 1)
    assert cells(first["fixes"]) >= {
        "C6",
        "C7",
        "B8",
        "C12",
        "G5",
        "C28",
        "C30",
        "E30",
        "F30",
        "C31",
        "F31",
        "B33",
    }
    assert cells(first["problems"]) >= {"G14", "G20", "G35", "E31", "E34", "B33"}
    again = county.tell("accounts", "import", PUBLISHED)
    counts = {k: again[k] for k in ("rows", "added", "updated", "unchanged", "rejected")}
    expected = {"rows": 30, "added": 0, "updated": 0, "unchanged": 29, "rejected": 0}
    assert counts == expected
    assert again["duplicates"] == 1


def test_a_dry_run_writes_nothing(county):
    assert county.tell("accounts", "import", PUBLISHED, "--dry-run")["added"] == 29
    assert county.tell("accounts", "list") == []


def test_a_gbk_register_gives_its_four_dates(with_four):
    dates = {a["name"]: a["last_update"] for a in with_four.tell("accounts", "list")}
    assert dates == {
        "示例县发布": "2024-04-28",
        "示例普法": "2024-04-30",
        "示例警方": "2024-05-01",
        "示例镇之声": "2024-03-18",
    }


def test_an_idle_account_without_interaction_fails_by_both_vetoes(with_four):
    told = with_four.tell(*with_four.inspect("示例镇之声", interaction="no"))
    assert told["verdict"] == "不合格"
    assert {f["problem"] for f in told["findings"]} == {"内容不更新", "未提供有效互动功能"}
    by_problem = {f["problem"]: f["unconfirmed"] for f in told["findings"]}
    assert by_problem == {"内容不更新": True, "未提供有效互动功能": False}
    assert told["unconfirmed"] == ["/data/update/last_update"]


def test_an_account_updated_in_time_with_interaction_passes(with_four):
    told = with_four.tell(*with_four.inspect("示例普法", interaction="yes"))
    assert (told["verdict"], told["findings"]) == ("合格", [])


def test_a_judgement_item_left_out_is_named_and_a_draft_kept(with_four):
    command = with_four.inspect("示例普法", interaction="yes", leak=None)
    sentence = with_four.refused(*command)
    assert "leak" in sentence
    assert "草稿" in sentence
    told = with_four.tell(*with_four.inspect("示例普法"))
    assert told["verdict"] == "合格", "the draft still holds the interaction typed before"


@pytest.mark.parametrize(
    ("severity", "verdict", "found"),
    [(None, "合格", "hint"), ("veto", "不合格", "veto"), ("deduct", "合格", "deduct")],
)
def test_between_local_and_national_limit_the_parameter_decides(
    with_four, severity, verdict, found
):
    command = with_four.inspect("示例县发布", interaction="yes", last_update="2024-04-24")
    assert with_four.tell(*command)["findings"] == []
    options = ["--severity", severity] if severity else []
    basis = ["--basis", "本县规定", *options]
    with_four.tell("parameters", "set", "max_idle_days", "10", *basis)
    told = with_four.tell(*command)
    assert told["verdict"] == verdict
    (finding,) = told["findings"]
    assert finding["severity"] == found
    assert "本县规定" in finding["basis"]


def test_a_parameter_looser_than_national_is_refused(county):
    sentence = county.refused("parameters", "set", "max_idle_days", "30", "--basis", "本县规定")
    assert "14" in sentence
    assert county.tell("parameters", "list") == []


def test_published_notices_come_in_with_one_flag(county):
    told = county.tell("history", "import", DATA / "published_notices.csv")
    assert (told["rows"], told["added"]) == (19, 19)
    assert {(f["place"], f["period"]) for f in told["flagged"]} == {("闽侯县", "2025Q1")}
    assert county.tell("history", "import", DATA / "published_notices.csv")["added"] == 0
    first = county.tell("trends", "--place", "抚州市")[0]
    assert first["period"] == "2019Q3"
    assert first["pass_rate"] == pytest.approx(259 / 314)
    assert (first["pass_rate_printed"], first["taken_over"]) == ("82.48%", True)
    platforms = county.tell("trends", "--place", "抚州市", "--group", "platform")
    assert {p["checked"] for p in platforms} == {None}


def test_an_account_failing_only_by_what_nobody_confirmed_is_left_out_of_the_rate(with_four):
    with_four.tell(*with_four.inspect("示例镇之声", interaction="yes"))
    with_four.tell(*with_four.inspect("示例普法", interaction="yes"))
    (point,) = with_four.tell("trends")
    assert (point["checked"], point["unqualified"], point["left_out"]) == (1, 0, 1)


def test_a_second_inspection_of_one_day_decides(with_four):
    with_four.tell(*with_four.inspect("示例普法", interaction="no"))
    with_four.tell(*with_four.inspect("示例普法", interaction="yes"))
    (point,) = with_four.tell("trends")
    assert (point["checked"], point["unqualified"]) == (1, 0)


def test_reports_tell_what_the_inspections_found(with_four, tmp_path):
    with_four.tell(*with_four.inspect("示例镇之声", interaction="no", last_update="2024-03-18"))
    span = ["--from", "2024-04-01", "--to", "2024-06-30"]
    written = with_four.tell("report", "problems", *span, "-o", tmp_path / "问题清单.xlsx")
    assert (tmp_path / "问题清单.xlsx").exists()
    assert written["file"].endswith("问题清单.xlsx")
    text = with_four.tell("report", "overview", *span)["text"]
    assert "不合格1个" in text
    assert "合格率0.00%" in text


def test_accounts_are_added_and_changed_by_hand(county):
    added = county.tell("accounts", "add", "name=示例发布", "platform=微信公众号", "owner=示例镇")
    assert (added["platform"], added["status"], added["kind"]) == ("wechat", "正常运行", "发布类")
    changed = county.tell("accounts", "set", added["id"], "status=拟关停", "--reason", "合并")
    assert changed["status"] == "拟关停"
    again = county.tell("accounts", "set", added["id"], "status=拟关停")
    assert again["changed"] is False


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        (["name=甲"], "平台"),
        (["name=甲", "platform=火星"], "火星"),
        (["name=甲", "platform=wechat", "colour=red"], "colour"),
        (["name=甲", "platform=wechat", "last_update=昨天"], "昨天"),
        (["name=甲", "platform=wechat", "followers=很多"], "很多"),
        (["甲"], "栏目=值"),
    ],
)
def test_a_wrong_field_is_refused_naming_it(county, fields, word):
    assert word in county.refused("accounts", "add", *fields)
    assert county.tell("accounts", "list") == []


def test_the_same_account_is_not_entered_twice(county):
    county.tell("accounts", "add", "name=示例发布", "platform=wechat")
    assert "已有" in county.refused("accounts", "add", "name=示例 发布", "platform=wechat")


def test_rebuild_gives_equal_rows_and_verify_is_clean(with_four):
    with_four.tell(*with_four.inspect("示例镇之声", interaction="no"))
    assert with_four.tell("rebuild") == {"equal": True, "differing": []}
    assert with_four.tell("verify", "--recompute") == {"ok": True, "faults": []}


def test_an_existing_empty_folder_is_accepted_and_one_with_data_is_not(office, tmp_path):
    (tmp_path / "数据 文件夹" / "示例局").mkdir(parents=True)
    bureau = office("示例局", "县")
    assert "已有数据" in bureau.refused("init", "--office", "示例局", "--level", "县")


def test_without_a_person_nothing_is_written(county, capsys, monkeypatch):
    monkeypatch.delenv("GOVMEDIA_STAFF", raising=False)
    code = run(["--data", str(county.folder), "accounts", "add", "name=甲", "platform=wechat"])
    assert code == 1
    assert "填报人" in capsys.readouterr().err


def test_a_command_written_wrongly_says_so_in_chinese_and_exits_2(county):
    code, out, err = county.run("accounts", "frobnicate")
    assert (code, out) == (2, "")
    assert "命令写法不对" in err


def test_with_json_a_refusal_is_one_json_value_too(county):
    code, out, _ = county.run("accounts", "import", "没有.xlsx", "--json")
    assert code == 1
    assert list(json.loads(out)) == ["refused"]


def test_the_command_line_imports_no_qt():
    code = "import sys, ui.console; assert not any('PySide' in name for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
