"""`govmedia clues import|list|confirm|reject`."""


def test_a_bought_list_is_taken_in_confirmed_and_rejected(office, tmp_path):
    county = office()
    county.tell("accounts", "add", "name=示例发布", "platform=wechat")
    path = tmp_path / "周报.csv"
    path.write_text("账号名称,平台,问题,时间\n示例发布,微信,错别字,2024-05-01\n", "gb18030")
    assert county.tell("clues", "import", path, "--dry-run")["added"] == 1
    assert county.tell("clues", "list") == []
    assert county.tell("clues", "import", path, "--source", "某公司")["unmatched"] == 0
    assert county.tell("clues", "import", path)["unchanged"] == 1
    (told,) = county.tell("clues", "list", "示例发布")
    assert (told["state"], told["source"]) == ("待核实", "某公司")
    assert "为什么不属实" in county.refused("clues", "reject", told["id"])
    assert county.tell("clues", "reject", told["id"], "--reason", "误报")["state"] == "不属实"
    assert county.tell("clues", "confirm", told["id"])["account"]["name"] == "示例发布"
    assert county.tell("clues", "list")[0]["state"] == "已核实"
    assert county.tell("verify")["ok"]


def test_names_that_are_only_alike_and_columns_are_told_on_the_command_line(office, tmp_path):
    county = office()
    county.tell("accounts", "add", "name=示例县普法", "platform=wechat")
    path = tmp_path / "预警.csv"
    path.write_text("媒体名称,渠道,摘要\n示例縣普法,微信,三周未更新\n", "gb18030")
    tried = county.tell("clues", "import", path, "--dry-run")
    assert (tried["rows"], "没有认出哪一列是问题" in tried["problems"][0]["text"]) == (0, True)
    assert "不认识" in county.refused("clues", "import", path, "--column", "Z=问题")
    assert "不认识" in county.refused("clues", "import", path, "--column", "C=别的")
    tried = county.tell("clues", "import", path, "--column", "C=问题", "--dry-run")
    assert [row["fate"] for row in tried["read"]] == ["near"]
    same = ("--same", "示例縣普法=示例县普法")
    told = county.tell("clues", "import", path, "--column", "C=problem", *same)
    assert told["added"] == 1
    assert county.tell("clues", "list")[0]["account"]["name"] == "示例县普法"
    assert county.tell("clues", "import", path, "--dry-run")["unchanged"] == 1


def test_a_list_is_named_and_taken_back_as_a_whole(office, tmp_path):
    county = office()
    county.tell("accounts", "add", "name=示例发布", "platform=wechat")
    path = tmp_path / "周报.csv"
    path.write_text("账号名称,平台,问题\n示例发布,微信,错别字\n示例发布,微信,广告\n", "utf-8")
    county.tell("clues", "import", path)
    (listed,) = county.tell("clues", "imports")
    assert (listed["name"], listed["count"], listed["undone"]) == ("周报.csv", 2, False)
    assert county.tell("clues", "undo", listed["id"])["undone"]
    assert county.tell("clues", "list") == []
    assert "已经撤回过了" in county.refused("clues", "undo", listed["id"])
    assert "没有可以撤回的监测线索" in county.refused("clues", "undo")
    assert county.tell("verify")["ok"]
