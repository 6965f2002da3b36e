"""Two townships and their county keep one truth by files alone."""

import itertools

import pytest

from tests.e2e.conftest import DATA

COUNTY = "示例县人民政府办公室"
PUBLISHED = DATA / "register_published.xlsx"


@pytest.fixture
def townships(office, tmp_path):
    """Files of two townships; one of them imported the county's 29 accounts too."""
    first = office("示例县示例镇人民政府", "乡镇", COUNTY)
    first.tell("accounts", "import", PUBLISHED)
    second = office("示例县示范镇人民政府", "乡镇", COUNTY)
    second.tell("accounts", "import", DATA / "register_gbk.csv")
    second.tell(*second.inspect("示例镇之声", interaction="no", last_update="2024-03-18"))
    files = []
    for number, township in enumerate((first, second)):
        path = tmp_path / f"上报{number}.gmpack"
        township.tell("package", "export", "-o", path)
        files.append(path)
    return files


def test_every_account_counts_once_in_either_order_and_twice(office, townships):
    seen = []
    for number, order in enumerate(itertools.permutations(townships)):
        county = office(COUNTY if not number else f"{COUNTY}（二）", "县")
        county.tell("accounts", "import", PUBLISHED)
        states = [county.tell("package", "import", path)[0]["state"] for path in order]
        assert states == ["taken_in", "taken_in"]
        before = county.accounts()
        for path in order:
            assert county.tell("package", "import", path)[0]["state"] == "already"
        assert county.accounts() == before
        assert county.tell("rebuild")["equal"]
        assert county.tell("verify", "--recompute")["ok"]
        seen.append(before)
    assert len(seen[0]) == 29 + 3
    assert seen[0] == seen[1]


def test_what_came_in_is_told_in_counts(office, townships):
    county = office(COUNTY, "县")
    first, second = county.tell("package", "import", *townships)
    assert first["state"] == second["state"] == "taken_in"
    assert first["new"] > 29
    assert first["changed"] == 0
    assert second["same"] >= 2, "the shipped forms are the same records everywhere"


def test_a_county_sends_down_and_the_township_sends_only_what_is_new(office, tmp_path):
    county = office(COUNTY, "县")
    town = office("示例县示例镇人民政府", "乡镇", COUNTY)
    town.tell("accounts", "add", "name=示例镇发布", "platform=wechat")
    up = tmp_path / "上报.gmpack"
    whole = town.tell("package", "export", "-o", up)["revisions"]
    county.tell("package", "import", up)
    basis = ["--basis", "本县规定", "--severity", "veto"]
    county.tell("parameters", "set", "max_idle_days", "7", *basis)
    down = tmp_path / "下发.gmpack"
    county.tell("package", "export", "--to", "示例县示例镇人民政府", "-o", down)
    town.tell("package", "import", down)
    command = town.inspect("示例镇发布", interaction="yes", last_update="2024-04-28")
    told = town.tell(*command)
    assert told["verdict"] == "不合格", "the county's limit came down with the file"
    rest = town.tell("package", "export", "-o", tmp_path / "再报.gmpack")["revisions"]
    assert rest < whole
    county.tell("package", "import", tmp_path / "再报.gmpack")
    everything = town.tell("package", "export", "--full", "-o", tmp_path / "全部.gmpack")
    assert everything["revisions"] > whole


def test_near_twins_are_decided_by_a_person_and_not_counted_twice_before(office, tmp_path):
    town = office("示例县示例镇人民政府", "乡镇", COUNTY)
    town.tell("accounts", "add", "name=示例发布", "platform=wechat", "owner=示例县示例镇人民政府")
    town.tell("package", "export", "-o", tmp_path / "上报.gmpack")
    county = office(COUNTY, "县")
    county.tell("accounts", "add", "name=示例发布", "platform=wechat", "owner=示例县文化局")
    (taken,) = county.tell("package", "import", tmp_path / "上报.gmpack")
    (group,) = taken["twins"]
    assert {a["owner"] for a in group} == {"示例县示例镇人民政府", "示例县文化局"}
    assert county.tell("twins", "list") == [group]
    ids = [a["id"] for a in group]
    assert "主办单位不同，还没有选用哪一条的" in county.refused("twins", "join", *ids)
    assert len(county.tell("accounts", "list")) == 2
    (taken,) = county.tell("twins", "join", *ids, "--take", "owner=2")["taken"]
    assert (taken["name"], taken["side"]) == ("owner", "2")
    assert county.tell("accounts", "list")[0]["owner"] == taken["other"]
    assert county.tell("twins", "list") == []
    assert len(county.tell("accounts", "list")) == 1
    county.tell("twins", "part", group[0]["id"])
    assert len(county.tell("accounts", "list")) == 2
    assert county.tell("twins", "list") == []
    assert county.tell("rebuild")["equal"]


def test_one_changed_byte_is_refused_and_nothing_is_written(office, townships):
    county = office(COUNTY, "县")
    content = bytearray(townships[0].read_bytes())
    content[len(content) // 2] ^= 1
    broken = townships[0].with_name("坏.gmpack")
    broken.write_bytes(content)
    before = (county.folder / "data.db").read_bytes()
    sentence = county.refused("package", "import", broken, townships[1])
    assert "未接收任何内容" in sentence or "重新拷贝" in sentence
    assert (county.folder / "data.db").read_bytes() == before


def test_an_export_without_anything_new_is_refused(office, tmp_path):
    county = office(COUNTY, "县")
    town = office("示例县示例镇人民政府", "乡镇", COUNTY)
    town.tell("package", "export", "-o", tmp_path / "1.gmpack")
    county.tell("package", "import", tmp_path / "1.gmpack")
    to_town = ["--to", "示例县示例镇人民政府"]
    county.tell("package", "export", *to_town, "-o", tmp_path / "2.gmpack")
    town.tell("package", "import", tmp_path / "2.gmpack")
    receipt = town.tell("package", "export", "-o", tmp_path / "回执.gmpack")
    assert (receipt["revisions"], receipt["receipts"]) == (0, 1)
    sentence = town.refused("package", "export", "-o", tmp_path / "3.gmpack")
    assert "没有新的内容" in sentence
    assert not (tmp_path / "3.gmpack").exists()


def test_a_receipt_says_only_that_files_came_and_asks_for_no_receipt(office, tmp_path):
    county = office(COUNTY, "县")
    town = office("示例县示例镇人民政府", "乡镇", COUNTY)
    to_town = ["--to", "示例县示例镇人民政府"]
    town.tell("package", "export", "-o", tmp_path / "1.gmpack")
    county.tell("package", "import", tmp_path / "1.gmpack")
    county.tell("package", "export", *to_town, "-o", tmp_path / "2.gmpack")
    town.tell("package", "import", tmp_path / "2.gmpack")
    town.tell("accounts", "add", "name=示例发布", "platform=wechat", "owner=示例县示例镇人民政府")
    town.tell("package", "export", "-o", tmp_path / "3.gmpack")
    county.tell("package", "import", tmp_path / "3.gmpack")
    _, out, _ = county.run("package", "export", *to_town, "-o", tmp_path / "回执.gmpack")
    assert "只有回执：对方的1个文件已收到" in out
    again = ["package", "export", *to_town, "-o", tmp_path / "x.gmpack"]
    assert "没有新的内容" in county.refused(*again)
    _, out, _ = town.run("package", "show", tmp_path / "回执.gmpack")
    assert "只有回执" in out
    (taken,) = town.tell("package", "import", tmp_path / "回执.gmpack")
    assert (taken["new"], taken["changed"], taken["same"]) == (0, 0, 0)
    assert "只有回执" in taken["remarks"][0]
    assert "没有新的内容" in town.refused("package", "export", "-o", tmp_path / "4.gmpack")
    town.tell("accounts", "set", "示例发布", "address=东街")
    assert town.tell("package", "export", "-o", tmp_path / "5.gmpack")["revisions"] == 1
    assert town.tell("verify")["ok"]
