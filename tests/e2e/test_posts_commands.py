"""`govmedia posts import|add|list|stats`."""


def test_posts_come_in_once_and_give_their_figures(office, tmp_path):
    county = office()
    county.tell("accounts", "add", "name=示例发布", "platform=wechat")
    path = tmp_path / "数据.csv"
    path.write_text("标题,发布时间,原创\n甲,2024-05-01,原创\n乙,2024-05-03,转载\n", "gb18030")
    assert county.tell("posts", "import", path, "--account", "示例发布", "--dry-run")["added"] == 2
    assert county.tell("posts", "list", "示例发布") == []
    assert county.tell("posts", "import", path, "--account", "示例发布")["added"] == 2
    assert county.tell("posts", "add", "示例发布", "2024-05-20 丙")["added"] == 1
    assert [p["title"] for p in county.tell("posts", "list", "示例发布")] == ["丙", "乙", "甲"]
    (told,) = county.tell("posts", "stats", "--from", "2024-05-01", "--to", "2024-05-28")
    assert (told["count"], told["longest_gap"], told["days_over"]) == (3, 16, 2)
    assert (told["per_week"], told["originals"]) == (0.75, 0.5)
    assert county.tell("accounts", "list")[0]["last_update"] == "2024-05-20"
    assert county.tell("verify")["ok"]
    assert "没有名为" in county.refused("posts", "list", "没有的号")


def test_the_figures_are_told_in_the_words_of_the_window_and_up_to_which_day(office):
    county = office()
    county.tell("accounts", "add", "name=示例发布", "platform=wechat")
    county.tell("posts", "add", "示例发布", "2024-05-01 甲", "2024-05-03 乙")
    _, out, _ = county.run("posts", "stats", "--from", "2024-04-01", "--to", "2024-05-02")
    assert out.startswith("示例发布：发布 1 条；最近一条 2024-05-01，")  # no week is known yet
    gap = "从2024-05-01起（之前没有登记）最长 1 天没有发布，在 14 天以内（算到2024-05-02）"
    assert out.endswith(f"；{gap}\n")
    _, out, _ = county.run("posts", "stats", "--from", "2024-04-01", "--to", "2024-05-01")
    assert out.endswith("；从2024-05-01起（之前没有登记）每天都有发布（算到2024-05-01）\n")
    county.tell("posts", "add", "示例发布", "2024-05-14 丙")
    _, out, _ = county.run("posts", "stats", "--from", "2024-04-01", "--to", "2024-05-14")
    assert out.startswith("示例发布：发布 3 条，平均每周 1.5 条；")
    assert "None" not in out


def test_a_batch_of_posts_is_listed_and_taken_back_as_a_whole(office, tmp_path):
    county = office()
    county.tell("accounts", "add", "name=示例发布", "platform=wechat")
    path = tmp_path / "数据.csv"
    path.write_text("标题,发布时间\n甲,2024-05-01\n乙,2024-05-03\n", "utf-8")
    county.tell("posts", "import", path, "--account", "示例发布")
    county.tell("posts", "add", "示例发布", "2024-05-20 丙")
    second, first = county.tell("posts", "imports")
    assert (first["name"], first["count"], second["name"], second["count"]) == (
        "数据.csv",
        2,
        "",
        1,
    )
    assert "请先撤回后来记下的" in county.refused("posts", "undo", first["id"])
    county.tell("posts", "undo")
    assert county.tell("accounts", "list")[0]["last_update"] == "2024-05-03"
    county.tell("posts", "undo", first["id"])
    assert county.tell("posts", "list", "示例发布") == []
    assert [d["undone"] for d in county.tell("posts", "imports")] == [True, True]
    assert "没有可以撤回的发布记录" in county.refused("posts", "undo")
    assert county.tell("verify")["ok"]


def test_columns_that_no_header_names_are_told_once_on_the_command_line(office, tmp_path):
    county = office()
    county.tell("accounts", "add", "name=示例发布", "platform=wechat")
    path = tmp_path / "后台.csv"
    path.write_text("推文,发布时间\n医保缴费指南,2024-05-01\n", "gb18030")
    of = ("posts", "import", path, "--account", "示例发布")
    tried = county.tell(*of, "--dry-run")
    assert (tried["rows"], tried["problems"][0]["cell"]) == (0, "A1")
    assert "没有认出哪一列是标题" in tried["problems"][0]["text"]
    assert "不认识" in county.refused(*of, "--column", "A=阅读量")
    assert county.tell(*of, "--column", "A=标题")["added"] == 1
    assert [p["title"] for p in county.tell("posts", "list", "示例发布")] == ["医保缴费指南"]
    path.write_text("推文,发布时间\n停水通知,2024-05-02\n", "gb18030")
    assert county.tell(*of)["added"] == 1
