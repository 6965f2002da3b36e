"""What a person reads of commands that mostly programs read: figures, cells, names, sentences."""

import json
from datetime import date

import pytest
from openpyxl import Workbook

from govmedia_desktop.cli.main import run
from govmedia_desktop.usecases.desk import open_desk
from tests.data.collected import filled, kobo_xlsx
from tests.data.pictures import png
from tests.e2e.conftest import DATA, NONE

COUNTY, TOWN = "示例县人民政府办公室", "示例镇人民政府"
Q = ["--period", "2024Q2"]


@pytest.fixture
def county(office):
    made = office()
    for name in ("示例镇之声", "示例普法"):
        made.tell("accounts", "add", f"name={name}", "platform=微信公众号", f"owner={TOWN}")
    return made


def said(at, *command):
    """Return the lines that a command prints, which ends well."""
    code, out, err = at.run(*command)
    assert code == 0, err
    return out.splitlines()


# phones


def test_of_phones_it_is_read_what_was_tried_taken_in_waits_and_is_left_aside(county, tmp_path):
    path = kobo_xlsx(tmp_path / "手机.xlsx", filled("示例镇之声", 1), filled("没有的", 2))
    dry = said(county, "inspections", "import", path, "--dry-run")
    assert dry[0] == "试读（未写入）：共2份，检查完成1，待决定1。"
    assert said(county, "inspections", "held") == ["没有等待决定的手机检查。"]

    done = said(county, "inspections", "import", path)
    assert done[0] == "已导入：共2份，检查完成1，待决定1。"
    assert done[1].startswith("  检查完成 示例镇之声 合格 ")
    assert done[2].startswith("  待决定 账号未定 ")
    again = said(county, "inspections", "import", path)
    assert again[0] == "已导入：共2份，待决定1，已导入过1。"

    (line,) = said(county, "inspections", "held")
    instance, why, name, day = line.split("  ")
    assert (why, name) == ("台账里没有对上的账号", "没有的")
    assert day.startswith("2024-")
    assert said(county, "inspections", "discard", instance) == [
        "已决定不采用，原文仍保留，可用 --undo 恢复。"
    ]
    assert said(county, "inspections", "discard", instance, "--undo") == ["已恢复为等待决定。"]
    (decided,) = said(county, "inspections", "decide", instance, "--account", "示例普法")
    assert decided.startswith("  检查完成 示例普法 合格 ")
    assert said(county, "inspections", "photos") == ["没有缺的照片。"]


# 报送情况


def test_of_reports_it_is_read_whose_and_of_which_quarter_they_are(office, tmp_path):
    county, listed = office(), tmp_path / "单位.csv"
    listed.write_text(f"单位名称,层级,主管单位\n{TOWN},乡镇,{COUNTY}\n", "utf-8")
    county.tell("offices", "import", listed)
    assert said(county, "board", *Q)[1] == f"{TOWN}  未报送"
    noted = ["board", "note", TOWN, *Q, "--way", "电子表格", "--checked", "4", "--problems", "1"]
    assert said(county, *noted) == [f"已登记{TOWN}2024年第二季度的电子表格报送。"]
    assert said(county, "board", "return", TOWN, *Q, "--reason", "漏了一个账号") == [
        f"已退回{TOWN}2024年第二季度的报送：漏了一个账号"
    ]
    said(county, *noted)
    assert said(county, "board", "accept", TOWN, *Q) == [f"已接收{TOWN}2024年第二季度的报送。"]
    assert said(county, "board", "submit", *Q, "--zero") == [
        "2024年第二季度第1次报送已记下；请写出上报文件交给主管单位。"
    ]
    assert said(county, "board", *Q)[0].startswith("2024年第二季度  本单位")
    assert "零报告" in said(county, "board", *Q)[0]


def test_a_plan_is_read_with_its_days_and_how_far_it_is(county):
    day = ["--day", "2024-06-20", "--due", "2024-06-25"]
    (set_,) = said(county, "plans", "set", *Q, "--form", "national-2019", *day)
    assert set_.startswith("已定下2024年第二季度的检查计划：")
    assert set_.endswith("2024-06-25前报送。请生成下发文件交给下级单位。")
    (listed,) = said(county, "plans", "list")
    assert listed.startswith(f"{COUNTY}  2024Q2  ")
    answers = {"interaction": "no", "last_update": "2024-06-18", "day": "2024-06-20"}
    county.tell(*county.inspect("示例普法", **answers))
    head, _, *rows = said(county, "plans", "accounts", *Q)
    assert head == "2024年第二季度  监测时间点2024-06-20  已查 1/2"
    assert sorted(rows) == ["示例普法  不合格", "示例镇之声  未检查"]
    assert said(county, "plans", "cancel", *Q) == ["已取消2024年第二季度的检查计划。"]
    assert said(county, "plans", "list") == ["还没有检查计划。"]


# inspections


def test_an_inspection_is_read_with_effect_basis_and_what_nobody_confirmed(county):
    county.tell("accounts", "set", "示例普法", "last_update=2024-03-01")
    head, *lines = said(county, *county.inspect("示例普法", interaction="no"))
    assert head == "示例普法：不合格"
    updated, talked = sorted(lines, key=lambda line: "互动" in line)
    assert updated.startswith("  单项否决 内容不更新：")
    assert updated.endswith("）［待核实］")
    assert talked.startswith("  单项否决 未提供有效互动功能：")
    assert "国办秘函〔2019〕19号" in talked
    assert "待核实" not in talked


@pytest.mark.parametrize(
    "content",
    [
        "[1, 2]",
        '"合格"',
        "{",
        '{"interaction": null}',
        '{"interaction": ["yes"]}',
        '{"interaction": {"absent": "不知道", "reason": "没看"}}',
        '{"interaction": {"absent": "not_found"}}',
        '{"interaction": {"absent": "not_found", "reason": "", "by": "张三"}}',
    ],
)
def test_answers_in_another_form_are_refused_whole_by_their_file(county, tmp_path, content):
    path = tmp_path / "答案.json"
    path.write_text(content, encoding="utf-8")
    command = ["inspect", "示例普法", "--form", "national-2019", "--answers", path]
    sentence = county.refused(*command, "--as-of", "2024-05-06")
    assert sentence.startswith("答案文件“答案.json”")
    assert sentence.endswith("没有检查。")


def test_a_question_answered_twice_in_a_file_is_not_taken_by_its_last_answer(county, tmp_path):
    path = tmp_path / "答案.json"
    path.write_text('{"leak": "found", "interaction": "yes", "leak": "none"}', encoding="utf-8")
    sentence = county.refused("inspect", "示例普法", "--form", "national-2019", "--answers", path)
    assert sentence == "答案文件里“leak”写了不止一次，不知道以哪个为准；没有检查。"
    assert county.tell("trends") == []


def test_a_column_told_twice_is_not_saved_by_its_last_value(county):
    given = ("accounts", "set", "示例普法", "remark=甲", "field=法律", " remark=乙")
    assert county.refused(*given) == "“remark”写了2次，不知道以哪个为准；没有保存。"
    assert {account["remark"] for account in county.tell("accounts", "list")} == {None}


def test_an_answer_that_there_is_none_comes_with_its_reason(county, tmp_path):
    none = {"absent": "not_applicable", "reason": "本号只办事，不发文章"}
    path = tmp_path / "答案.json"
    path.write_text(json.dumps({**NONE, "interaction": "yes", "last_update": none}), "utf-8")
    command = ["inspect", "示例普法", "--form", "national-2019", "--answers", path]
    assert county.tell(*command, "--as-of", "2024-05-06")["verdict"] == "合格"
    path.write_text(json.dumps({"interaction": {**none, "reason": " "}}), "utf-8")
    assert "要写明原因" in county.refused(*command, "--as-of", "2024-05-06")


def test_a_finding_with_a_picture_says_how_many_it_has(county, tmp_path):
    picture = tmp_path / "图.png"
    picture.write_bytes(png())
    command = county.inspect("示例普法", interaction="no", last_update="2024-05-01")
    (_, found) = said(county, *command, "--evidence", f"interaction={picture}")
    assert found.endswith("［证据1张］")


@pytest.mark.parametrize("pair", ["interaction", "interaction=", "=图.png"])
def test_evidence_without_item_or_file_is_refused_before_anything_is_checked(county, pair):
    sentence = county.refused(*county.inspect("示例普法", interaction="no"), "--evidence", pair)
    assert sentence == f"“{pair}”要写成 问题名=文件 的样子；没有检查。"
    assert county.tell("trends") == []


def test_what_a_stricter_limit_would_change_is_read_line_by_line(county):
    county.tell(*county.inspect("示例普法", interaction="yes", last_update="2024-04-24"))
    limit = ("max_idle_days", "10", "--basis", "示例县办法", "--severity", "veto")
    county.tell("parameters", "set", *limit, "--from", "2024-07-01")
    span = ("--from", "2024-04-01", "--to", "2024-06-30")
    _, changed, more = said(county, "reassess", *span)
    assert changed == "示例普法（2024-05-06）：当时合格，按新标准不合格"
    assert more.startswith("  多出 单项否决 内容不更新：")
    assert more.endswith("（示例县办法）")
    assert len(said(county, "reassess", *span, "--as-of", "2024-06-01")) == 1


# sheets and lists of others


def test_a_table_of_an_office_is_read_with_counts_cells_and_reasons(county, tmp_path):
    book = Workbook()
    for row in (
        ["账号名称", "最近更新", "互动", "备注"],
        ["示例镇之声", "2024-05-01", "大概有", ""],
        ["别处的号", "2024-05-01", "有", ""],
    ):
        book.active.append(row)
    path = tmp_path / "示例镇检查.xlsx"
    book.save(path)
    given = ["--office", TOWN, *Q, "--form", "national-2019", "--as-of", "2024-05-06"]
    given += ["--map", "最近更新=last_update", "--map", "互动=interaction"]
    head, *lines = said(county, "sheets", "read", path, *given, "--dry-run")
    assert head == (
        f"示例镇检查.xlsx：{TOWN}，检查完成 0 个，存为草稿 1 个，以前已接收 0 个，没有接收 1 个。"
    )
    assert [line for line in lines if line.startswith("  A3 别处的号：")]
    assert [line for line in lines if line.startswith("  C2：") and "大概有" in line]
    for pair, what in (("没有列=interaction", "表里没有“没有列”一列"), ("备注=天气", "“天气”")):
        assert what in county.refused("sheets", "read", path, *given, "--map", pair)
    assert county.tell("trends") == []


def test_a_sheet_that_goes_out_tells_how_many_accounts_and_questions(county, tmp_path):
    out = tmp_path / "示例镇.xlsx"
    (line,) = said(
        county, "sheets", "export", "--office", TOWN, *Q, "--form", "national-2019", "-o", out
    )
    assert line.startswith(f"已写出“示例镇.xlsx”：{TOWN}，2 个账号，")
    assert out.exists()


# the register


def test_two_entries_are_read_side_by_side_before_and_after_they_are_one(county):
    one, other = "示例镇之声", "示例普法"
    county.tell("accounts", "set", one, "remark=甲", "followers=100")
    county.tell("accounts", "set", other, "remark=乙")
    beside = said(county, "accounts", "merge", one, other, "--dry-run", "--take", "remark=2")
    (remark,) = [line for line in beside if "备注" in line]
    assert remark.startswith("不同  备注：甲（")
    assert remark.endswith("→ 乙")
    (fans,) = [line for line in beside if "粉丝" in line]
    assert fans.startswith("      粉丝")
    assert "| 未填 →" in fans
    assert len(county.tell("accounts", "list")) == 2

    merged = said(county, "accounts", "merge", one, other, "--take", "2")
    assert merged[0] == "已合并为一个账号“示例普法”，只计一次；两条登记都还在。"
    assert len(merged) > 1, "what was taken is told"
    shown = said(county, "accounts", "show", other)
    assert {"账号名称：示例普法", "备注：乙", "由2条登记合并而成"} <= set(shown)
    assert said(county, "accounts", "part", other) == ["已分开为2个账号，不再自动合并。"]


def test_one_column_may_stand_as_one_entry_has_it_and_all_others_as_the_other_has(county):
    county.tell("accounts", "set", "示例镇之声", "remark=甲", "field=教育")
    county.tell("accounts", "set", "示例普法", "remark=乙", "field=法律")
    taken = ("--take", "2", "--take", "remark=1")
    merged = county.tell("accounts", "merge", "示例镇之声", "示例普法", *taken)
    assert (merged["name"], merged["remark"], merged["field"]) == ("示例普法", "甲", "法律")


@pytest.mark.parametrize(
    ("take", "sentence"),
    [
        ("颜色=1", "没有名为“颜色”的栏目可选；没有合并。"),
        ("remark=3", "--take 只能写 1（先登记的）或 2，如 --take remark=2；没有合并。"),
        ("甲", "--take 只能写 1（先登记的）或 2，如 --take remark=2；没有合并。"),
    ],
)
def test_a_side_that_is_none_merges_nothing(county, take, sentence):
    told = county.refused("accounts", "merge", "示例镇之声", "示例普法", "--take", take)
    assert told == sentence
    assert len(county.tell("accounts", "list")) == 2


def test_a_matrix_is_read_as_a_tree(county):
    assert said(county, "accounts", "main", "示例普法", "示例镇之声") == ["已记下。"]
    assert said(county, "accounts", "main", "示例普法", "示例镇之声") == ["没有变化。"]
    assert said(county, "accounts", "matrix") == [
        "示例镇之声（微信公众号）",
        "  示例普法（微信公众号）",
    ]


# upkeep


def test_backups_are_read_with_size_and_whether_they_are_whole(county):
    assert said(county, "backups", "list") == ["还没有备份。"]
    with open_desk(county.folder) as desk:
        path = desk.store.back_up("手工")
    (line,) = said(county, "backups", "list")
    assert line == f"{path.name}  {path.stat().st_size / 1e6:.1f}MB  完好"
    county.tell("accounts", "add", "name=后来的", "platform=weibo")
    (restored,) = said(county, "backups", "restore", path.name)
    kept = next(b["name"] for b in county.tell("backups", "list") if b["why"] == "还原前")
    assert restored == f"已还原“{path.name}”。还原前的数据留作“{kept}”。"
    path.write_bytes(path.read_bytes()[:-5])
    told = said(county, "backups", "list")
    assert [line for line in told if line.startswith(path.name) and "已损坏或被改动" in line]


def test_pictures_that_a_restored_backup_lacks_are_counted(county, tmp_path):
    picture = tmp_path / "图.png"
    picture.write_bytes(png())
    found = county.inspect("示例普法", interaction="no", last_update="2024-05-01")
    county.tell(*found, "--evidence", f"interaction={picture}")
    with open_desk(county.folder) as desk:
        path = desk.store.back_up("手工")
    for place in (county.folder / "evidence").rglob("*"):
        if place.is_file():
            place.unlink()
    (restored,) = said(county, "backups", "restore", path.name)
    assert restored.endswith("有1张证据图片不在，用 verify 看是哪些。")


def test_a_batch_that_was_taken_back_stays_listed_and_is_called_so(county, tmp_path):
    assert said(county, "posts", "imports") == ["还没有记下过发布记录。"]
    county.tell("posts", "add", "示例普法", "2024-05-20 甲")
    (line,) = said(county, "posts", "imports")
    assert "已撤回" not in line
    (undone,) = said(county, "posts", "undo")
    assert undone.startswith("已撤回")
    (line,) = said(county, "posts", "imports")
    assert line.endswith("  张三  已撤回")


def test_a_file_is_read_field_by_field_before_anything_of_it_is_taken_in(office, tmp_path):
    town, county = office(TOWN, "乡镇", COUNTY), office()
    town.tell("accounts", "add", "name=示例发布", "platform=wechat", f"owner={TOWN}")
    file = tmp_path / "1.gmpack"
    town.tell("package", "export", "-o", file)
    county.tell("package", "import", file)
    town.tell("accounts", "set", "示例发布", "remark=镇里写的")
    town.tell("package", "export", "-o", file)
    _, counts, record, field = said(county, "package", "show", file)
    assert counts.startswith("接收后：新增0条，变化1条，")
    assert record.endswith("  示例发布（微信公众号）")
    assert field == f"    备注：（空） → 镇里写的（{TOWN} 张三）"
    assert county.tell("accounts", "list")[0]["remark"] is None
    (taken,) = said(county, "package", "import", file)
    assert taken.startswith(f"已接收{TOWN}的文件：新增0条，变化1条，")
    (again,) = said(county, "package", "import", file)
    assert again == f"{TOWN}的这个文件接收过了，没有变化。"


def test_the_paragraph_of_a_notice_is_read_as_it_is_pasted(county):
    county.tell(*county.inspect("示例普法", interaction="no", last_update="2024-05-01"))
    county.tell(*county.inspect("示例镇之声", interaction="yes", last_update="2024-05-01"))
    span = ("--from", "2024-04-01", "--to", "2024-06-30")
    (text,) = said(county, "report", "overview", *span)
    told = county.tell("report", "overview", *span)
    assert (told["text"], told["checked"], told["failed"]) == (text, 2, 1)
    assert "共检查2个，检查比例100.00%，合格1个，不合格1个，合格率50.00%" in text


def test_what_two_offices_wrote_differently_is_read_with_both_sides_and_decided(office, tmp_path):
    town, county = office(TOWN, "乡镇", COUNTY), office()
    town.tell("accounts", "add", "name=示例发布", "platform=wechat", f"owner={TOWN}")
    first = tmp_path / "1.gmpack"
    town.tell("package", "export", "-o", first)
    county.tell("package", "import", first)
    county.tell("accounts", "set", "示例发布", "remark=县里写的")
    town.tell("accounts", "set", "示例发布", "remark=镇里写的")
    second = tmp_path / "2.gmpack"
    town.tell("package", "export", "-o", second)
    (taken,) = said(county, "package", "import", second)
    assert "两处填写不一致1处" in taken
    (line,) = said(county, "conflicts", "list")
    identity, rest = line.split("  ", 1)
    assert rest.startswith("示例发布（微信公众号） 备注：")
    assert f"县里写的（{COUNTY} 张三 " in rest
    assert f"镇里写的（{TOWN} 张三 " in rest
    assert said(county, "conflicts", "resolve", identity, "--take", "theirs") == ["已核定。"]
    assert said(county, "conflicts", "list") == ["没有两处填写不一致的内容。"]
    assert county.tell("accounts", "list")[0]["remark"] == "镇里写的"


# what is taken over


def test_notices_that_are_taken_over_name_what_contradicts_itself(county):
    head, doubt = said(county, "history", "import", DATA / "published_notices.csv")
    assert head == "共19条，新补录19条。"
    assert doubt.startswith("  存疑 闽侯县 2025Q1：")
    again = said(county, "history", "import", DATA / "published_notices.csv")
    assert again[0] == "共19条，新补录0条。"


def test_a_figure_that_no_notice_printed_is_a_dash_in_a_trend_never_a_nought(county, tmp_path):
    path = tmp_path / "通报.csv"
    path.write_text(
        "地区,周期,检查数,不合格数,合格率\n某县,2025Q1,,,\n某县,2025Q2,40,2,95%\n", "utf-8"
    )
    said(county, "history", "import", path)
    assert said(county, "trends", "--place", "某县") == [
        "2025年第一季度  检查—个  合格率—（历史通报）",
        "2025年第二季度  检查40个  合格率95%（历史通报）",
    ]


def test_where_nothing_can_be_drawn_a_chart_is_refused_and_no_file_made(county, tmp_path):
    sentence = county.refused("trends", "--chart", tmp_path / "图.png")
    assert sentence == "这个命令行不能画图；请在窗口程序的“趋势”页保存图片。"
    assert not (tmp_path / "图.png").exists()


def test_a_clue_without_a_day_is_listed_as_such_and_a_clue_of_nobody_by_its_name(county, tmp_path):
    path = tmp_path / "周报.csv"
    path.write_text(
        "账号名称,平台,问题,时间\n示例普法,微信,错别字,\n别处的号,抖音,广告,\n", "utf-8"
    )
    said(county, "clues", "import", path)
    lines = [line.split("  ", 1)[1] for line in said(county, "clues", "list")]
    assert sorted(lines) == [
        "待核实  别处的号  广告  日期未填",
        "待核实  示例普法  错别字  日期未填",
    ]


def test_a_year_of_holidays_is_read_with_its_days_off_and_made_up(county):
    year = max(*county.tell("holidays", "list")["kept"], date.today().year) + 1
    (line,) = said(county, "holidays", "set", year, "1月1日至3日放假，共3天。1月9日上班。")
    assert line == f"已登记{year}年：放假3天，调休上班1天。"
    assert said(county, "holidays", "list")[0].endswith(f"另外登记的：{year}年。")


def test_a_new_folder_says_whose_it_is_and_without_a_person_there_is_none(tmp_path, capsys):
    place = tmp_path / "新的"
    given = ["--data", str(place), "init", "--office", TOWN, "--level", "乡镇"]
    assert run(given) == 1
    assert capsys.readouterr().err == "请用 --staff 写明填报人姓名；还没有建立任何数据。\n"
    assert not place.exists()
    assert run(["--staff", "张三", *given]) == 0
    assert capsys.readouterr().out == f"已为“{TOWN}”建立数据文件夹：{place}\n"


# lists


LISTS = {
    "clues list": ["待核实  示例发布  错别字  2024-05-01"],
    "events list": ["2024-07-12  强降雨", "  示例发布（微信公众号）：2 天后回应"],
    "messages list": ["2024-05-06  示例发布  医保怎么缴  待答复"],
    "parameters list": ["filing_days  本省办法：开设、变更、关停、注销的备案期限5个工作日"],
    "plans list": ["示例县人民政府办公室  2024Q2  用“政务新媒体日常检查”，检查全部账号，"],
    "posts list 示例发布": ["2024-05-20  丙"],
    "posts stats --from 2024-04-01 --to 2024-06-30": ["示例发布：发布 1 条，"],
    "trends": ["2024年第二季度  检查1个  合格率0.00%"],
    "trends --group platform": ["2024年第二季度  微信公众号  检查1个  合格率0.00%"],
    "offices list": [
        "示例县人民政府办公室  县  无主管单位  账号0个",
        "  示例局  层级未填  示例县人民政府办公室  账号2个",
    ],
}


def test_every_list_names_what_a_person_looks_for(furnished):
    for command, wanted in LISTS.items():
        lines = said(furnished, *command.split())
        assert len(lines) == len(wanted), command
        assert all(map(str.__contains__, lines, wanted)), lines


def test_the_register_is_listed_with_state_and_when_it_was_last_updated(furnished):
    assert {line.split("  ", 1)[1] for line in said(furnished, "accounts", "list")} == {
        "示例发布（微信公众号）  示例局  正常运行  2024-05-20",
        "示例普法（新浪微博）  示例局  已关停  更新日期未知",
    }
