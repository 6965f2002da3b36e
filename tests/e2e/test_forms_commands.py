"""Check forms from the command line: check, publish, supersede, withdraw, write out."""

import json

import pytest

from govmedia_desktop.cli.main import run
from govmedia_desktop.paths import TEMPLATES
from govmedia_desktop.usecases.forms.known import SHIPPED
from tests.unit.forms.workbooks import row, workbook

ITEM = {"gm_fails": ". = 'no'", "gm_severity": "hint", "gm_problem": "p"}
GOOD = [row("select_one yn", "q", label="甲", **ITEM)]
LIKES = [row("integer", "likes", **{**ITEM, "label": "点赞量", "gm_fails": ". < 9"})]


@pytest.fixture
def county(office):
    return office()


@pytest.fixture
def file(tmp_path):
    def write(*survey, name="f.xlsx", **settings):
        path = tmp_path / name
        path.write_bytes(workbook(survey or GOOD, **settings))
        return path

    return write


def checked(capsys, *files):
    """Return exit code and JSON of `forms check` without any data folder."""
    code = run(["forms", "check", *map(str, files), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_check_needs_no_data_folder_and_tells_faults_by_cell(capsys, file):
    wrong = file(row("colour", "a"), row("select_one nosuch", "b"), name="wrong.xlsx")
    code, (good, bad) = checked(capsys, file(), wrong)
    assert code == 1
    assert (good["file"], good["ok"], good["faults"]) == (str(file()), True, [])
    assert good["burden"]["typed"] == 1
    assert (bad["ok"], bad["burden"]) == (False, None)
    assert [(f["sheet"], f["cell"]) for f in bad["faults"]] == [("survey", "A2"), ("survey", "A3")]
    assert all(set(fault) == {"sheet", "cell", "text"} for fault in bad["faults"])


def test_check_of_right_workbooks_ends_well(capsys):
    files = sorted(TEMPLATES.glob("*.xlsx"))
    code, found = checked(capsys, *files)
    assert code == 0
    assert all(one["ok"] and not one["burden"]["indicators"] for one in found)


def test_check_names_files_that_cannot_be_read(capsys, tmp_path, file):
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    code, (gone, old, good) = checked(capsys, tmp_path / "gone.xlsx", tmp_path / "old.xls", file())
    assert (code, gone["ok"], old["ok"], good["ok"]) == (1, False, False, True)
    assert "没有“gone.xlsx”这个文件" in gone["faults"][0]["text"]
    assert "另存为.xlsx" in old["faults"][0]["text"]


def test_check_tells_people_the_faults_and_the_rules_offended(capsys, file):
    run(["forms", "check", str(file(row("colour", "a")))])
    assert "survey!A2：不认识的题型“colour”" in capsys.readouterr().out
    assert run(["forms", "check", str(file(*LIKES, version=""))]) == 0
    told = capsys.readouterr().out
    assert "1题由人填写" in told
    assert "加重负担：“点赞量”把点赞作为指标" in told
    assert "settings!B2：没有写version" in told


def test_a_form_is_published_superseded_and_written_out_to_the_byte(county, file, tmp_path):
    published = file(name="first.xlsx")
    first = county.tell("forms", "add", published)
    assert (first["form_id"], first["version"], first["standing"]) == ("f", "1", "new")
    assert county.tell("forms", "add", published)["standing"] == "already"
    assert county.tell("forms", "add", file(version="10"))["standing"] == "newer"
    assert county.tell("forms", "show", "f")["version"] == "10"
    county.tell("forms", "export", first["id"], "-o", tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_bytes() == published.read_bytes()


def test_a_published_version_is_never_replaced(county, file):
    county.tell("forms", "add", file())
    sentence = county.refused("forms", "add", file(row("text", "other")))
    assert "发布后不能改动" in sentence
    assert "version改成2" in sentence


def test_a_form_that_burdens_needs_a_reason(county, file):
    sentence = county.refused("forms", "add", file(*LIKES))
    assert "写明理由" in sentence
    assert "不得以点赞量" in sentence
    added = county.tell("forms", "add", file(*LIKES), "--reason", "上级统一布置")
    assert added["id"] in {form["id"] for form in county.tell("forms", "list")}


def test_a_wrong_workbook_is_not_published(county, file):
    assert "survey!A2" in county.refused("forms", "add", file(row("colour", "a")))
    assert len(county.tell("forms", "list")) == len(SHIPPED)


def test_two_versions_are_compared(county, file):
    old = county.tell("forms", "add", file())["id"]
    again = row("select_one yn", "q", label="乙", **{**ITEM, "gm_severity": "veto"})
    county.tell("forms", "add", file(again, row("text", "more"), version="2"))
    found = county.tell("forms", "compare", old, "f")
    assert [(d["what"], d["aspect"], d["before"], d["after"]) for d in found] == [
        ("改动", "题目文字", "甲", "乙"),
        ("改动", "性质", "hint", "veto"),
        ("新增", "整题", "", "more"),
    ]
    assert "两版的题目完全相同" in county.run("forms", "compare", old, old)[1]


def test_a_form_is_withdrawn_and_restored(county, file):
    county.tell("forms", "add", file())
    assert county.tell("forms", "retire", "f", "--reason", "改用新表")["retired"] is True
    assert "已停用" in county.run("forms", "list")[1]
    county.tell("accounts", "add", "name=示例", "platform=wechat")
    assert "已停用" in county.refused(*county.inspect("示例", form="f"))
    assert county.tell("forms", "restore", "f")["retired"] is False


def test_a_withdrawal_goes_to_the_office_below_and_not_to_the_one_above(office, tmp_path):
    town = office("示例县示例镇人民政府", "乡镇", "示例县人民政府办公室")
    county = office()
    town.tell("forms", "retire", "basic")
    up = tmp_path / "上报.gmpack"
    town.tell("package", "export", "-o", up)
    county.tell("package", "import", up)
    assert not any(form["retired"] for form in county.tell("forms", "list"))

    county.tell("forms", "retire", "national-2019")
    down = tmp_path / "下发.gmpack"
    county.tell("package", "export", "--to", "示例县示例镇人民政府", "-o", down)
    town.tell("package", "import", down)
    retired = {form["form_id"] for form in town.tell("forms", "list") if form["retired"]}
    assert retired == {"national-2019", "basic"}
    assert "示例县人民政府办公室停用的" in town.refused("forms", "restore", "national-2019")
