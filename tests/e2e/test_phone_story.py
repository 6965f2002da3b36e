"""A township collects with phones; what comes of it is one inspection at every office."""

import json

from govmedia_desktop.cli.main import run
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.desk import open_desk
from tests.data.collected import central_csv, filled, kobo_xlsx

TOWN, COUNTY = "示例镇人民政府", "示例县人民政府办公室"
ACCOUNTS = ("示例镇之声", "示例普法")


def enter(at):
    for name in ACCOUNTS:
        at.tell("accounts", "add", f"name={name}", "platform=微信公众号", f"owner={TOWN}")


def inspections_of(at):
    with open_desk(at.folder, writing=False) as desk:
        return standing(desk.db, "inspection")


def test_from_two_tools_and_two_offices_it_is_one_inspection(office, tmp_path):
    town, county = office(TOWN, "乡镇", COUNTY), office(COUNTY, "县")
    enter(town)
    enter(county)
    forms = [filled("示例镇之声", 1), filled("示例普法", 2, last_update="2024-04-01")]
    kobo = kobo_xlsx(tmp_path / "手机.xlsx", *forms)
    central = central_csv(tmp_path / "central.csv", *forms)

    dry = town.tell("inspections", "import", kobo, "--dry-run", "--nature", "季度检查")
    assert (dry["submissions"], dry["finished"]) == (2, 2)
    done = town.tell("inspections", "import", kobo, "--nature", "季度检查")
    assert [one["verdict"] for one in done["inspections"]] == ["合格", "不合格"]
    assert town.tell("inspections", "import", central, "--nature", "季度检查")["already"] == 2

    assert county.tell("inspections", "import", central)["finished"] == 2
    package = tmp_path / "镇.gmpack"
    town.tell("package", "export", "-o", package)
    county.tell("package", "import", package)
    assert county.tell("inspections", "import", kobo)["already"] == 2
    assert len(inspections_of(town)) == len(inspections_of(county)) == 2
    assert {r["id"] for r in inspections_of(town)} == {r["id"] for r in inspections_of(county)}
    assert county.tell("rebuild")["equal"] is True
    assert county.tell("verify")["ok"] is True


def test_what_waits_is_decided_on_the_command_line(office, tmp_path):
    town = office(TOWN, "乡镇")
    enter(town)
    path = kobo_xlsx(tmp_path / "手机.xlsx", filled("镇上的公众号"))
    assert town.tell("inspections", "import", path)["held"] == 1
    (waiting,) = town.tell("inspections", "held")
    assert (waiting["hold"], waiting["told"]["text"]) == ("account", "镇上的公众号")
    town.tell("inspections", "discard", waiting["instance"])
    town.tell("inspections", "discard", waiting["instance"], "--undo")
    (done,) = town.tell("inspections", "decide", waiting["instance"], "--account", "示例镇之声")
    assert (done["outcome"], done["account"]["name"]) == ("finished", "示例镇之声")
    assert town.tell("inspections", "held") == []


def test_a_refused_file_is_one_sentence_and_leaves_nothing(office, tmp_path):
    town = office(TOWN, "乡镇")
    path = tmp_path / "坏.xlsx"
    path.write_bytes(kobo_xlsx(tmp_path / "好.xlsx", filled("x")).read_bytes()[:900])
    assert "没有读入任何内容" in town.refused("inspections", "import", path)
    assert json.dumps(town.tell("inspections", "held")) == "[]"


def test_people_are_told_what_becomes_of_each(office, tmp_path):
    town = office(TOWN, "乡镇")
    enter(town)
    path = kobo_xlsx(tmp_path / "手机.xlsx", filled("示例镇之声", 1), filled("没有的", 2))
    code, out, _ = town.run("inspections", "import", path)
    assert code == 0
    assert out.splitlines()[0] == "已导入：共2份，检查完成1，待决定1。"
    assert "检查完成 示例镇之声 合格" in out
    assert "台账里没有对上的账号（没有的）" in out


def test_a_sheet_is_printed_from_the_command_line_and_never_over_the_data(office, tmp_path, capsys):
    town = office(TOWN, "乡镇")
    enter(town)
    drawn = []
    renderers = {"pdf": lambda papers, path: drawn.append((len(papers), path.name))}
    command = ["--data", str(town.folder), "forms", "print", "national-2019", "--json", "-o"]
    assert run([*command, str(tmp_path / "全部.pdf")], renderers) == 0
    one = [*command, str(tmp_path / "一张.pdf"), "--account", "示例普法"]
    assert run(one, renderers) == 0
    assert drawn == [(2, "全部.pdf"), (1, "一张.pdf")]
    assert run([*command, str(town.folder / "a.pdf")], renderers) == 1
    assert run([*command, str(tmp_path / "a.pdf"), "--period", "去年"], renderers) == 2
    assert len(drawn) == 2
    capsys.readouterr()
    refusal = town.refused("forms", "print", "national-2019", "-o", tmp_path / "b.pdf")
    assert "不能写PDF" in refusal
