"""`govmedia offices list|import|change`."""


def test_a_list_comes_in_and_an_office_is_merged_after_a_look(office, tmp_path):
    county = office()
    path = tmp_path / "名册.csv"
    path.write_text("单位名称,类别,层级\n示例县广电局,部门,县\n示例县文旅局,部门,县\n", "utf-8")
    assert county.tell("offices", "import", path, "--dry-run")["added"] == 2
    assert len(county.tell("offices", "list")) == 1
    assert county.tell("offices", "import", path)["added"] == 2
    county.tell("accounts", "add", "name=示例广电", "platform=wechat", "owner=示例县广电局")
    merge = ("offices", "change", "示例县广电局", "合并", "--to", "示例县文旅局")
    assert county.tell(*merge, "--dry-run")["accounts"] == ["示例广电"]
    assert "写明依据" in county.refused(*merge)
    county.tell(*merge, "--basis", "编办〔2026〕1号", "--date", "2026-11-01")
    listed = {o["name"]: o for o in county.tell("offices", "list")}
    assert listed["示例县广电局"]["successor"] == "示例县文旅局"
    assert listed["示例县广电局"]["valid_to"] == "2026-10-31"
    assert county.tell("accounts", "list")[0]["owner"] == "示例县文旅局"
    told = county.tell("accounts", "history", "示例广电")
    assert told["steps"][0]["note"] == "示例县广电局合并"
    assert county.tell("verify")["ok"]
    assert county.tell("rebuild")["equal"]


def test_an_office_gets_another_name_and_keeps_the_old_one_for_old_days(office):
    county = office()
    county.tell("accounts", "add", "name=示例广电", "platform=wechat", "owner=示例县广电局")
    rename = ("offices", "change", "示例县广电局", "更名", "--to", "示例县文广局")
    county.tell(*rename, "--basis", "县政府文件", "--date", "2026-11-01")
    (renamed,) = [o for o in county.tell("offices", "list") if o["former_names"]]
    assert renamed["former_names"] == {"示例县广电局": "2026-10-31"}
    assert county.tell("accounts", "list")[0]["owner"] == "示例县文广局"


def test_former_names_of_a_list_are_known_when_a_file_comes_under_one(office, tmp_path):
    county = office()
    path = tmp_path / "名册.csv"
    path.write_text("单位名称,层级,曾用名\n示例县文广局,县,示例县广播局；示例县广电局\n", "utf-8")
    for expected in ("added", "unchanged"):
        assert county.tell("offices", "import", path)[expected] == 1
    sender = office("示例县广电局", "县", county.folder.name)
    sender.tell("package", "export", "-o", tmp_path / "上报.gmpack")
    county.tell("package", "import", tmp_path / "上报.gmpack")
    (asked,) = county.tell("offices", "unknown")
    assert [(m["name"], m["why"]) for m in asked["matches"]] == [("示例县文广局", ["曾用名相同"])]
    _, out, _ = county.run("offices", "list")
    assert "曾用名示例县广播局  曾用名示例县广电局" in out
    assert county.tell("rebuild")["equal"]


def test_a_sender_known_by_another_name_is_confirmed_once_and_taken_back(office, tmp_path):
    county = office()
    county.tell("accounts", "add", "name=示例广电", "platform=wechat", "owner=示例县广电局")
    rename = ("offices", "change", "示例县广电局", "更名", "--to", "示例县文广局")
    county.tell(*rename, "--basis", "县政府文件", "--date", "2026-11-01")
    sender = office("示例县广电局", "县", county.folder.name)
    sender.tell("package", "export", "-o", tmp_path / "上报.gmpack")
    county.tell("package", "import", tmp_path / "上报.gmpack")
    (asked,) = county.tell("offices", "unknown")
    (match,) = asked["matches"]
    assert (asked["name"], asked["sends"]) == ("示例县广电局", True)
    assert (match["name"], match["why"]) == ("示例县文广局", ["曾用名相同，用到 2026-10-31"])
    for command in (("same", asked["id"], match["id"]), ("new", asked["id"])):
        county.tell("offices", *command)
        assert county.tell("offices", "unknown") == []
        county.tell("offices", "reopen", asked["id"])
        assert county.tell("offices", "unknown") == [asked]
    assert "没有核对过" in county.refused("offices", "reopen", asked["id"])
    code, out, _ = county.run("offices", "unknown")
    assert code == 0
    assert "可能是" in out
