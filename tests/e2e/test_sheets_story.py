"""Three offices without the program: the county sends Excel, and Excel is all that comes back."""

import shutil

import pytest
from openpyxl import Workbook

from tests.data.mailed import Clerk, fill_in

COUNTY = "示例县人民政府办公室"
OFFICES = {
    "示例镇人民政府": ("示例镇发布", "示例镇之声"),
    "示例乡人民政府": ("示例乡发布",),
    "示例县教育局": ("示例教育", "示例校园"),
}
PERIOD, DAY = "2024Q2", "2024-05-06"
ANSWERS = {"last_update": "2024-05-01", "looked_from": "2024-04-01", "looked_to": "2024-05-05"}


@pytest.fixture
def county(office):
    at = office(COUNTY, "县")
    for owner, names in OFFICES.items():
        for name in names:
            at.tell("accounts", "add", f"name={name}", "platform=微信公众号", f"owner={owner}")
    return at


def sheet_of(county, folder, owner):
    path = folder / f"{owner}.xlsx"
    given = ["--office", owner, "--period", PERIOD, "--form", "national-2019", "--as-of", DAY]
    told = county.tell("sheets", "export", *given, "-o", path)
    assert (told["office"], told["accounts"]) == (owner, len(OFFICES[owner]))
    return path


def filled_sheets(county, tmp_path):
    """A good one, one with faults, one good one, and a file that broke on its way."""
    town, village, school = (sheet_of(county, tmp_path, owner) for owner in OFFICES)
    fill_in(town, **ANSWERS)
    fill_in(village, **ANSWERS)
    clerk = Clerk(village)
    clerk.fill("示例乡发布", interaction="大概有", leak=None)
    clerk.save()
    fill_in(school, **ANSWERS, interaction="没有")
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(school.read_bytes()[:3000])
    return town, village, school, broken


def test_three_offices_send_only_excel(county, tmp_path):
    town, village, school, broken = filled_sheets(county, tmp_path)
    back = tmp_path / "退回"
    told = county.tell("sheets", "import", town, broken, village, school, "--marked", back)
    assert [one["state"] for one in told] == ["taken_in", "refused", "taken_in", "taken_in"]
    assert [one["inspections"] for one in told] == [2, 0, 0, 2]
    assert [one["open"] for one in told] == [0, 0, 1, 0]
    assert [one["office"] for one in told] == [
        "示例镇人民政府",
        "",
        "示例乡人民政府",
        "示例县教育局",
    ]
    assert "没有读入任何内容" in told[1]["text"]
    assert [one["marked"] for one in told] == [
        None,
        None,
        str(back / "示例乡人民政府_退回修改.xlsx"),
        None,
    ]
    faults = told[2]["faults"]
    assert {(f["sheet"], f["cell"][1:]) for f in faults} == {("检查表格", "7")}
    assert any("没有“大概有”这个选项" in fault["text"] for fault in faults)

    clerk = Clerk(told[2]["marked"])
    clerk.fill("示例乡发布", interaction="有", leak="未发现")
    clerk.save()
    (mended,) = county.tell("sheets", "import", told[2]["marked"])
    assert (mended["state"], mended["inspections"], mended["open"]) == ("taken_in", 1, 0)

    copied = shutil.copy(town, tmp_path / "示例镇人民政府(1).xlsx")
    again = county.tell("sheets", "import", town, copied, school)
    assert {one["state"] for one in again} == {"already"}
    assert sum(one["inspections"] for one in again) == 0

    assert county.tell("rebuild")["equal"] is True
    assert county.tell("verify", "--recompute")["ok"] is True


def test_the_county_sees_the_offices_own_checks_and_its_rate_is_untouched(county, tmp_path):
    path = fill_in(sheet_of(county, tmp_path, "示例镇人民政府"), **ANSWERS)
    county.tell("sheets", "import", path)
    assert county.tell("trends") == []
    county.tell(*county.inspect("示例镇发布", last_update="2024-05-01", interaction="yes"))
    (point,) = county.tell("trends")
    assert point["checked"] == 1


def test_who_sent_whole_sheets_is_noted_as_reported_by_one_command(county, tmp_path):
    town, village, school, broken = filled_sheets(county, tmp_path)
    told = county.tell("sheets", "import", town, broken, village, school, "--report")
    assert [one["reported"] for one in told] == [True, False, False, True]
    stands = {o["office"]: (o["state"], o["way"]) for o in county.tell("board", "--period", PERIOD)}
    assert stands == {
        "示例镇人民政府": ("已报送", "电子表格"),
        "示例乡人民政府": ("未报送", None),
        "示例县教育局": ("已报送", "电子表格"),
    }
    _, out, _ = county.run("sheets", "import", town, "--report")
    assert "已登记" not in out  # once only
    county.tell("board", "accept", "示例镇人民政府", "--period", PERIOD)
    assert county.tell("rebuild")["equal"] is True


def test_what_came_by_excel_goes_up_with_everything_else(office, county, tmp_path):
    path = fill_in(sheet_of(county, tmp_path, "示例镇人民政府"), **ANSWERS)
    county.tell("sheets", "import", path)
    city = office("示例市人民政府办公室", "市")
    package = tmp_path / "县.gmpack"
    county.tell("package", "export", "-o", package)
    city.tell("package", "import", package)
    assert city.tell("rebuild")["equal"] is True
    assert city.tell("verify")["ok"] is True


def test_refusals_are_one_sentence(county, tmp_path):
    out = tmp_path / "a.xlsx"
    common = ["sheets", "export", "--form", "national-2019", "-o", out]
    code, told, err = county.run(*common, "--office", COUNTY, "--period", "2024")
    assert (code, told, "“2024”不是季度，请写成 2026Q4 的样子" in err) == (2, "", True)
    assert "没有名为“无此单位”的单位" in county.refused(
        *common, "--office", "无此单位", "--period", PERIOD
    )
    assert "没有要检查的账号" in county.refused(*common, "--office", COUNTY, "--period", PERIOD)
    assert not out.exists()


def test_people_read_what_became_of_each_file(county, tmp_path):
    path = sheet_of(county, tmp_path, "示例乡人民政府")
    code, out, _err = county.run("sheets", "import", path)
    assert code == 0
    assert out.splitlines() == [
        "示例乡人民政府.xlsx：已接收，示例乡人民政府，检查完成 0 个，未检查完 1 个。",
        "  检查表格 C7：示例乡发布：这一行还没有填",
    ]


def test_where_no_file_could_be_read_the_exit_code_says_so(county, tmp_path):
    path, gone = sheet_of(county, tmp_path, "示例乡人民政府"), tmp_path / "移走了.xlsx"
    code, out, _err = county.run("sheets", "import", gone)
    assert (code, "没有接收。" in out) == (1, True)
    assert county.run("sheets", "import", gone, path)[0] == 0


def test_a_table_of_the_offices_own_is_read_with_its_columns_mapped(county, tmp_path):
    book = Workbook()
    book.active.append(["账号名称", "更新到哪天", "互动", "看了多少篇", "备注"])
    book.active.append(["示例乡发布", "2024-05-01", "有", 8, "无"])
    path = tmp_path / "示例乡检查情况.xlsx"
    book.save(path)
    given = ["--office", "示例乡人民政府", "--period", PERIOD, "--form", "national-2019"]
    given += ["--as-of", DAY, "--map", "更新到哪天=last_update", "--map", "互动=interaction"]
    dry = county.tell("sheets", "read", path, *given, "--map", "看了多少篇=looked_at", "--dry-run")
    assert (dry["draft"], dry["refused"], dry["remembered"]) == (1, 0, False)
    items = {column["title"]: column["item"].rpartition("/")[2] for column in dry["columns"]}
    assert items["看了多少篇"] == "looked_at"
    assert items["备注"] == ""
    done = county.tell("sheets", "read", path, *given, "--map", "看了多少篇=looked_at")
    assert done["draft"] == 1
    again = county.tell("sheets", "read", path, *given[:8])
    assert (again["already"], again["draft"], again["remembered"]) == (1, 0, True)
    assert "没有“没有的题”这一项" in county.refused(
        "sheets", "read", path, *given, "--map", "备注=没有的题"
    )
    code, out, _err = county.run("sheets", "read", path, *given[:8])
    assert code == 0
    assert "以前已接收 1 个" in out
