"""Clues and events travel by file like everything else: entered by two offices, they are one."""

COUNTY = "示例县人民政府办公室"


def bought(path):
    path.write_text(
        "账号名称,平台,问题,时间\n示例发布,微信,错别字,2024-05-01\n示例发布,微信,广告,2024-05-02\n",
        "utf-8",
    )
    return path


def test_a_list_that_two_offices_bought_is_once_and_the_word_of_a_person_travels(office, tmp_path):
    township = office("示例县示例镇人民政府", "乡镇", COUNTY)
    county = office(COUNTY, "县")
    county.tell("clues", "import", bought(tmp_path / "周报.csv"))
    township.tell(
        "accounts", "add", "name=示例发布", "platform=wechat", "owner=示例县示例镇人民政府"
    )
    township.tell("clues", "import", bought(tmp_path / "周报(1).csv"))
    waiting = {c["problem"]: c["id"] for c in township.tell("clues", "list")}
    township.tell("clues", "reject", waiting["广告"], "--reason", "是公益广告")
    township.tell("events", "add", "强降雨", "--date", "2024-07-12")
    township.tell("events", "respond", "强降雨", "示例发布", "--date", "2024-07-13")
    township.tell("package", "export", "-o", tmp_path / "上报.gmpack")
    county.tell("package", "import", tmp_path / "上报.gmpack")
    told = {c["problem"]: (c["state"], c["account"]["name"]) for c in county.tell("clues", "list")}
    assert told == {"错别字": ("待核实", "示例发布"), "广告": ("不属实", "示例发布")}
    (event,) = county.tell("events", "list")
    assert [a["silent_days"] for a in event["accounts"]] == [1]
    assert county.tell("rebuild")["equal"]
