"""报送情况 by files alone: reported, accepted, corrected, sent back; what figures read."""

import itertools

import pytest

from tests.e2e.conftest import Office

COUNTY = "示例县人民政府办公室"
TOWN, OTHER = "示例县示例镇人民政府", "示例县示范镇人民政府"
Q = ["--period", "2024Q2"]


@pytest.fixture
def town(office):
    return township(office, TOWN, "示例镇发布")


@pytest.fixture
def county(office):
    return office(COUNTY, "县")


def township(office, name, account) -> Office:
    made = office(name, "乡镇", COUNTY)
    made.tell("accounts", "add", f"name={account}", "platform=wechat", f"owner={name}")
    look(made, account)
    return made


def look(town, account, day="2024-05-06", **answers):
    given = {"interaction": "yes", "last_update": "2024-05-01", **answers}
    town.tell(*town.inspect(account, day=day, **given), "--nature", "自查")


def sent(sender, folder, name, to=None):
    path = folder / f"{name}.gmpack"
    sender.tell("package", "export", *(["--to", to] if to else []), "-o", path)
    return path


def row(county, office=TOWN):
    return next(row for row in county.tell("board", *Q) if row["office"] == office)


def told(county):
    return county.run("board", *Q)[1]


def test_a_correction_waits_until_it_is_accepted(town, county, tmp_path):
    town.tell("board", "submit", *Q)
    county.tell("package", "import", sent(town, tmp_path, "1"))
    first = row(county)
    assert (first["state"], first["way"], first["sequence"]) == ("已报送", "数据文件", 1)
    assert "1 个待接收，未计入" in told(county)

    county.tell("board", "accept", TOWN, *Q)
    assert row(county)["state"] == "已接收"
    assert "全县自查无问题 100.0%（1/1 个账号）= 已接收的 1 个乡镇。" in told(county)
    assert "已经接收" in county.refused("board", "return", TOWN, *Q, "--reason", "漏报")

    # the township looks again: that is no correction yet
    town.tell("package", "import", sent(county, tmp_path, "2", TOWN))
    assert "不用再报" in town.refused("board", "submit", *Q)
    look(town, "示例镇发布", "2024-06-03", interaction="no")
    county.tell("package", "import", sent(town, tmp_path, "3"))
    assert (row(county)["state"], row(county)["pending"]) == ("待更正", 1)
    assert "全县自查无问题 100.0%" in told(county)

    assert "写明更正原因" in town.refused("board", "submit", *Q)
    town.tell("board", "submit", *Q, "--note", "复查发现没有互动")
    county.tell("package", "import", sent(town, tmp_path, "4"))
    assert (row(county)["state"], row(county)["sequence"]) == ("更正", 2)
    assert "其中 1 个更正待接收（按原报送计）" in told(county)
    county.tell("board", "accept", TOWN, *Q)
    assert (row(county)["state"], row(county)["pending"]) == ("已接收", 0)
    assert "全县自查无问题 0.0%（0/1 个账号）= 已接收的 1 个乡镇，其中 1 个按更正计" in told(county)
    assert county.tell("rebuild")["equal"]
    assert town.tell("rebuild")["equal"]


def test_what_is_sent_back_comes_again_and_the_newest_counts(town, county, tmp_path):
    town.tell("board", "submit", *Q, "--zero")
    county.tell("package", "import", sent(town, tmp_path, "1"))
    assert row(county)["way"] == "零报告"
    county.tell("board", "return", TOWN, *Q, "--reason", "漏报一个账号")
    assert "漏报一个账号" in county.tell("board", "reminder", TOWN, *Q)["text"]

    town.tell("package", "import", sent(county, tmp_path, "2", TOWN))
    assert "本单位退回修改：漏报一个账号" in town.run("board", *Q)[1]
    town.tell("board", "submit", *Q)
    county.tell("package", "import", sent(town, tmp_path, "3"))
    again = row(county)
    assert (again["state"], again["sequence"], again["reason"]) == ("已报送", 2, "")
    assert "没有需要催报的单位" in county.refused("board", "reminder", TOWN, *Q)


def test_two_files_in_either_order_give_the_same_board(office, tmp_path):
    towns = [township(office, TOWN, "示例镇发布"), township(office, OTHER, "示范镇发布")]
    files = []
    for number, town in enumerate(towns):
        town.tell("board", "submit", *Q)
        files.append(sent(town, tmp_path, f"报{number}"))
    boards = []
    for number, order in enumerate(itertools.permutations(files)):
        county = office(COUNTY if not number else f"{COUNTY}（二）", "县")
        for path in order:
            county.tell("package", "import", path)
        boards.append([{k: v for k, v in r.items() if k != "id"} for r in county.tell("board", *Q)])
    # the second county is another office: it supervises neither
    assert [r["state"] for r in boards[0]] == ["已报送", "已报送"]
    assert boards[1] == []


def test_paper_and_excel_count_as_reported_and_silent_offices_are_named(office, county, tmp_path):
    for name in (TOWN, OTHER):
        town = township(office, name, f"{name}发布")
        county.tell("package", "import", sent(town, tmp_path, name))
    county.tell("board", "note", TOWN, *Q, "--way", "纸质", "--checked", "4", "--problems", "1")
    assert (row(county)["state"], row(county)["way"]) == ("已报送", "纸质")
    county.tell("board", "accept", TOWN, *Q)
    whole = "全县自查无问题 75.0%（3/4 个账号）= 已接收的 1 个乡镇；1 个未报送，未计入。"
    assert whole in told(county)
    text = county.tell("board", "reminder", *Q)["text"]
    assert OTHER in text
    assert TOWN not in text
    assert "不能多于" in county.refused(
        "board", "note", OTHER, *Q, "--way", "纸质", "--checked", "1", "--problems", "2"
    )


def test_a_city_reads_what_its_county_accepted_and_decides_on_counties_only(office, tmp_path):
    city = office("示例市人民政府办公室", "市")
    county = office(COUNTY, "县", "示例市人民政府办公室")
    town = township(office, TOWN, "示例镇发布")
    town.tell("board", "submit", *Q)
    county.tell("package", "import", sent(town, tmp_path, "1"))
    county.tell("board", "accept", TOWN, *Q)
    county.tell("board", "submit", *Q)
    city.tell("package", "import", sent(county, tmp_path, "2"))
    assert [r["office"] for r in city.tell("board", *Q)] == [COUNTY]
    city.tell("board", "accept", COUNTY, *Q)
    assert "全市自查无问题 100.0%（1/1 个账号）= 已接收的 1 个县。" in told(city)
    assert "不直接向本单位报送" in city.refused("board", "accept", TOWN, *Q)

    # the township corrects, the county accepts: for the city the county is 待更正
    look(town, "示例镇发布", "2024-06-03", interaction="no")
    county.tell("package", "import", sent(town, tmp_path, "3"))
    town.tell("package", "import", sent(county, tmp_path, "4", TOWN))
    town.tell("board", "submit", *Q, "--note", "更正")
    county.tell("package", "import", sent(town, tmp_path, "5"))
    county.tell("board", "accept", TOWN, *Q)
    city.tell("package", "import", sent(county, tmp_path, "6"))
    assert (row(city, COUNTY)["state"], row(city, COUNTY)["pending"]) == ("待更正", 1)
    assert "全市自查无问题 100.0%" in told(city)


def test_the_pass_rate_of_an_accepted_quarter_stays_until_the_correction_is_accepted(
    office, tmp_path
):
    city = office("示例市人民政府办公室", "市")
    county = office(COUNTY, "县", "示例市人民政府办公室")
    county.tell("accounts", "add", "name=示例县发布", "platform=wechat", f"owner={TOWN}")
    passed = {"interaction": "yes", "last_update": "2024-05-01"}
    county.tell(*county.inspect("示例县发布", **passed))
    county.tell("board", "submit", *Q)
    city.tell("package", "import", sent(county, tmp_path, "1"))
    city.tell("board", "accept", COUNTY, *Q)
    county.tell("package", "import", sent(city, tmp_path, "2", COUNTY))
    failed = {**passed, "interaction": "no", "day": "2024-05-09"}
    county.tell(*county.inspect("示例县发布", **failed))
    city.tell("package", "import", sent(county, tmp_path, "3"))
    for place in (county, city):
        (point,) = place.tell("trends")
        assert (point["checked"], point["unqualified"]) == (1, 0)
    assert "待更正的 1 条" in told(county)
    county.tell("board", "submit", *Q, "--note", "重新检查")
    city.tell("package", "import", sent(county, tmp_path, "4"))
    city.tell("board", "accept", COUNTY, *Q)
    (point,) = city.tell("trends")
    assert (point["checked"], point["unqualified"]) == (1, 1)
    assert city.tell("rebuild")["equal"]


def test_a_quarter_is_named_like_2026q4(county):
    code, _, err = county.run("board", "--period", "第二季度")
    assert code == 2
    assert "请写成 2026Q4 的样子" in err
