"""`govmedia accounts import` with another sheet, without what is hidden, marked for its sender."""

import hashlib

import openpyxl
import pytest

HEAD = ("账号名称", "平台", "主办单位", "粉丝数")


@pytest.fixture
def mailed(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "本季度"
    book.active.append((*HEAD, "备注"))
    book.active.append(("示例发布", "微信", "示例局", "约一万", "无"))
    book.active.append(("示例普法", "微博", "示例局", 1200, "无"))
    book.active.row_dimensions[3].hidden = True
    other = book.create_sheet("上季度")
    other.append(HEAD)
    other.append(("示例警方", "抖音", "示例局", 7))
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def test_the_sender_gets_a_marked_workbook_and_keeps_its_own(office, mailed, tmp_path):
    county, out = office(), tmp_path / "退回.xlsx"
    before = hashlib.sha256(mailed.read_bytes()).hexdigest()
    told = county.tell("accounts", "import", mailed, "--dry-run", "--marked", out)
    assert told["marked"] == str(out)
    marked = openpyxl.load_workbook(out)["本季度"]
    assert "不是数量" in marked["D2"].comment.text
    assert marked["D3"].comment is None
    assert hashlib.sha256(mailed.read_bytes()).hexdigest() == before
    assert county.tell("accounts", "list") == []


def test_the_senders_own_file_is_never_written_to(office, mailed):
    county = office()
    before = mailed.read_bytes()
    assert "原表" in county.refused("accounts", "import", mailed, "--marked", mailed)
    assert mailed.read_bytes() == before
    assert county.tell("accounts", "list") == []


def test_another_sheet_is_read_when_named(office, mailed):
    county = office()
    assert county.tell("accounts", "import", mailed, "--sheet", "上季度")["added"] == 1
    assert [a["name"] for a in county.tell("accounts", "list")] == ["示例警方"]
    assert "没有名叫" in county.refused("accounts", "import", mailed, "--sheet", "没有")


def test_hidden_rows_are_left_out_when_told(office, mailed):
    county = office()
    told = county.tell("accounts", "import", mailed, "--without-hidden")
    assert told["added"] == 1
    assert any("隐藏" in problem["text"] for problem in told["problems"])


def test_who_sent_a_register_is_told(office, tmp_path):
    county = office()
    path = tmp_path / "台账.csv"
    path.write_text(
        "填报单位：示例甲局,,\n账号名称,平台,主办单位\n示例发布,微信,示例甲局\n", "utf-8"
    )
    assert county.tell("accounts", "import", path, "--dry-run")["sender"] == "示例甲局"
    told = county.tell("accounts", "import", path, "--dry-run", "--sender", "示例乙局")
    assert told["sender"] == "示例乙局"


def test_each_row_says_what_becomes_of_it_field_by_field(office, mailed):
    county = office()
    county.tell("accounts", "add", "name=示例普法", "platform=weibo", "followers=7", "owner=示例局")
    told = county.tell("accounts", "import", mailed, "--dry-run")
    results = [(o["row"], o["name"], o["result"]) for o in told["outcomes"]]
    assert results == [(2, "示例发布", "added"), (3, "示例普法", "updated")]
    assert told["outcomes"][1]["changes"] == {"followers": [7, 1200]}


def test_a_column_that_was_read_wrongly_is_told_and_remembered(office, tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("账号名称,平台,单位,管理机构\n示例发布,微信,甲局,乙局\n", "gb18030")
    county = office()
    told = county.tell("accounts", "import", path, "--dry-run")
    assert told["outcomes"][0]["changes"]["owner_name"] == [None, "甲局"]
    county.tell("accounts", "import", path, "--column", "D=主办单位")
    (listed,) = county.tell("accounts", "list")
    assert listed["owner"] == "乙局"
    assert county.tell("accounts", "import", path, "--dry-run")["unchanged"] == 1
    assert "不认识" in county.refused("accounts", "import", path, "--column", "Q=主办单位")
