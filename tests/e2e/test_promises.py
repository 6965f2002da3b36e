"""Promises of the command line that nobody would miss until they are broken."""

import json
import os
import subprocess
import sys

import pytest

from tests.e2e.conftest import NONE

COUNTY = "示例县人民政府办公室"
CANARIES = ("王金丝雀", "13900001111", "李管雀", "赵分雀")


@pytest.fixture
def county(office):
    return office(COUNTY, "县")


@pytest.fixture
def with_persons(county, tmp_path):
    header = "账号名称,注册平台,主办单位,联系人,联系电话,管理员,分管领导"
    row = f"示例发布,微信公众号,示例局,{','.join(CANARIES)}"
    path = tmp_path / "含个人信息.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    return path


def backups(county):
    return len(list((county.folder / "backups").glob("*.db")))


def test_personal_data_stay_in_their_table(county, with_persons, tmp_path):
    told = county.run("accounts", "import", with_persons, "--json")
    listed = county.run("accounts", "list", "--json")
    county.tell("package", "export", "-o", tmp_path / "上报.gmpack")
    span = ["--from", "2024-04-01", "--to", "2024-06-30"]
    county.tell("report", "problems", *span, "-o", tmp_path / "清单.xlsx")
    said = "".join((*told[1:], *listed[1:]))
    assert not any(canary in said for canary in CANARIES)
    written = [p.read_bytes() for p in tmp_path.glob("*.*") if p != with_persons]
    logs = [p.read_bytes() for p in (county.folder / "logs").rglob("*") if p.is_file()]
    assert len(written) == 2
    assert not any(canary.encode() in b for canary in CANARIES for b in (*written, *logs))


def test_the_same_register_with_persons_again_makes_no_backup(county, with_persons):
    county.tell("accounts", "import", with_persons)
    before = backups(county)
    assert county.tell("accounts", "import", with_persons)["unchanged"] == 1
    assert backups(county) == before
    changed = with_persons.read_text(encoding="utf-8").replace("王金丝雀", "新联系人")
    with_persons.write_text(changed, encoding="utf-8")
    assert county.tell("accounts", "import", with_persons)["unchanged"] == 1
    assert backups(county) == before + 1


@pytest.fixture
def twins(county):
    add = ("accounts", "add", "name=示例发布", "platform=wechat")
    return [county.tell(*add, f"owner={owner}")["id"] for owner in ("甲局", "乙局")]


def test_an_account_joined_with_another_is_still_found_by_its_own_number(county, twins):
    first, second = sorted(twins)
    county.tell("twins", "join", *twins, "--take", "1")
    assert county.tell("accounts", "set", second, "remark=并入")["id"] == first
    (listed,) = county.tell("accounts", "list")
    assert (listed["id"], listed["remark"]) == (first, "并入")


def test_a_draft_outlives_the_joining_of_its_account(county, twins):
    first, second = sorted(twins)
    answers = {"interaction": "yes", "last_update": "2024-05-01"}
    without_leak = county.inspect(second, leak=None, **answers)
    assert "leak" in county.refused(*without_leak)
    county.tell("twins", "join", *twins, "--take", "1")
    only_leak = county.inspect(first, **{**dict.fromkeys(NONE), "leak": "none"})
    assert county.tell(*only_leak)["verdict"] == "合格", "the answers given before are there"


def test_an_office_below_does_not_set_the_limits_of_one_above(office):
    town = office("示例县示例镇人民政府", "乡镇", COUNTY)
    limit = ["parameters", "set", "max_idle_days", "7", "--basis", "镇规定"]
    assert "上级单位" in town.refused(*limit, "--office", COUNTY)
    assert town.tell("parameters", "list") == []
    town.tell(*limit)


def test_the_nearest_office_s_limit_of_the_day_decides(office):
    city = office("示例市人民政府办公室", "市")
    city.tell("accounts", "add", "name=甲", "platform=wechat", "owner=示例局")
    command = city.inspect("甲", interaction="yes", last_update="2024-04-26")  # 10 days
    limit = ["parameters", "set", "max_idle_days"]
    city.tell(*limit, "5", "--basis", "市旧规", "--to", "2024-05-05", "--severity", "veto")
    assert city.tell(*command)["findings"] == []
    city.tell(*limit, "8", "--basis", "市规", "--from", "2024-05-06", "--severity", "veto")
    assert city.tell(*command)["verdict"] == "不合格"
    city.tell(*limit, "12", "--basis", "局规", "--office", "示例局")
    assert city.tell(*command)["verdict"] == "合格", "the nearest office decides, not the strictest"


def test_published_quarters_without_days_stand_in_a_free_span_by_their_name(county, tmp_path):
    path = tmp_path / "通报.csv"
    rows = ["某县,2023Q1,100,10,1,90%", "某县,2023Q4,100,10,2,80%", "某县,2023年度,100,10,2,"]
    path.write_text("\n".join(["place,period,total,checked,unqualified,pass_rate_printed", *rows]))
    county.tell("history", "import", path)
    span = ["--from", "2023-01-01", "--to", "2023-06-30"]
    (point,) = county.tell("trends", "--place", "某县", *span)
    assert (point["period"], point["pass_rate"], point["taken_over"]) == ("2023Q1", 0.9, True)
    assert len(county.tell("trends", "--place", "某县")) == 3


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("place,period,total\n某县,2023Q1,十\n", "C2"),
        ("place,period,total\n,2023Q1,1\n", "A2"),
        ("place,period,total\n某县,,1\n", "B2"),
        ("place,period,period_start\n某县,2023Q1,2023-02-30\n", "C2"),
        ("place,period,by_platform\n某县,2023Q1,微信\n", "C2"),
        ("place,period,total\n某县,2023Q1,-1\n", "C2"),
        ("甲,乙\n1,2\n", "place"),
        ("", "空文件"),
    ],
)
def test_half_a_row_of_history_takes_nothing_over(county, tmp_path, content, named):
    path = tmp_path / "通报.csv"
    path.write_text(content, encoding="utf-8")
    assert named in county.refused("history", "import", path)
    assert county.tell("trends", "--place", "某县") == []


ODD_ANSWERS = [
    {"interaction": ["yes"]},
    {"interaction": None},
    {"interaction": True},
    {"interaction": "maybe"},
    {"looked_at": 14.5},
    {"looked_at": -3},
    {"looked_at": 10**30},
    {"looked_at": float("inf")},
    {"last_update": "2024-02-30"},
    {"last_update": "2024-05-07"},
    {"火星": "yes"},
    {"": "yes"},
    {"/data": "yes"},
    {"../update": "yes"},
    ["interaction"],
    "interaction",
]


@pytest.mark.parametrize("answers", ODD_ANSWERS, ids=str)
def test_an_odd_answer_is_one_sentence_and_no_inspection(county, tmp_path, answers):
    county.tell("accounts", "add", "name=甲", "platform=wechat")
    path = tmp_path / "答案.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    command = ["inspect", "甲", "--form", "national-2019", "--answers", path]
    sentence = county.refused(*command, "--as-of", "2024-05-06")
    assert sentence.endswith("。")
    assert county.tell("trends") == []


@pytest.mark.parametrize(
    "command",
    [
        ["accounts", "import"],
        ["history", "import"],
        ["package", "import"],
        ["package", "export", "-o"],
        ["inspect", "甲", "--form", "basic", "--answers"],
        ["report", "problems", "--from", "2024-04-01", "--to", "2024-06-30", "-o"],
    ],
)
def test_a_folder_where_a_file_is_wanted_is_refused_in_one_sentence(county, tmp_path, command):
    (tmp_path / "夹").mkdir()
    sentence = county.refused(*command, tmp_path / "夹")
    assert sentence.endswith("。")
    assert str(tmp_path) not in sentence


@pytest.mark.parametrize("command", [["accounts", "list"], ["accounts", "set", "没有𠮷", "name=a"]])
def test_what_a_gbk_console_cannot_print_is_escaped_and_json_stays_json(county, command):
    county.tell("accounts", "add", "name=𠮷示例", "platform=wechat")
    start = [sys.executable, "-c", "from ui.console import main; main()"]
    folder = ["--data", str(county.folder), "--staff", "张三"]
    for option in ([], ["--json"]):
        done = subprocess.run(
            [*start, *folder, *command, *option],
            env={**os.environ, "PYTHONIOENCODING": "gbk"},
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        if option:
            assert "𠮷" in json.dumps(json.loads(done.stdout.decode("gbk")), ensure_ascii=False)


def test_a_township_register_in_gb18030_keeps_rare_characters(county, tmp_path):
    path = tmp_path / "台账.csv"
    content = "账号名称,平台,主办单位\n示例㙍𠮷发布,微信,㑇镇人民政府\n"
    path.write_bytes(content.encode("gb18030"))
    assert county.tell("accounts", "import", path)["added"] == 1
    (listed,) = county.tell("accounts", "list")
    assert (listed["name"], listed["owner"]) == ("示例㙍𠮷发布", "㑇镇人民政府")


def test_days_without_a_year_belong_to_the_year_that_has_begun_or_the_last(county, tmp_path):
    path = tmp_path / "台账.csv"
    days = ["12月31日", "1月1日", "1月2日", "2月29日", "45292", "2024-01-02"]
    rows = "\n".join(f"示例{n},微信,示例局,{day}" for n, day in enumerate(days))
    path.write_text(f"账号名称,平台,主办单位,最近更新日期\n{rows}\n", encoding="utf-8")
    told = county.tell("accounts", "import", path, "--as-of", "2024-01-01")
    found = {a["name"]: a["last_update"] for a in county.tell("accounts", "list")}
    expected = ["2023-12-31", "2024-01-01", "2023-01-02", "2020-02-29", "2024-01-01", "2024-01-02"]
    assert [found[f"示例{n}"] for n in range(6)] == expected
    assert "D7" in {p["cell"] for p in told["problems"]}, "later than the day it is read"


def test_only_what_counts_is_counted_and_the_last_inspection_of_a_day_decides(county):
    for name, status in (("甲", "正常运行"), ("乙", "已关停"), ("丙", "未备案"), ("丁", "拟关停")):
        county.tell("accounts", "add", f"name={name}", "platform=wechat", f"status={status}")
        county.tell(*county.inspect(name, interaction="no", last_update="2024-05-01"))
    county.tell(*county.inspect("甲", interaction="yes", last_update="2024-05-01"))
    (point,) = county.tell("trends")
    assert (point["checked"], point["unqualified"], point["pass_rate"]) == (2, 1, 0.5)
