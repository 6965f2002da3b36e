"""Whatever file is given where: it is taken, or refused in one sentence, and nothing breaks."""

import json
import shutil
import warnings
import zipfile
from itertools import product

import openpyxl
import pytest

from govmedia_desktop.paths import TEMPLATES
from tests.e2e.conftest import DATA
from tests.unit.workbooks import parts_of, write_parts

SHEET = ("--office", "示例局", "--period", "2026Q4", "--form", "basic")
FORM = ("inspect", "示例发布", "--form", "basic")
DOORS = {
    "register": ("accounts", "import", "{file}", "--dry-run", "--marked", "{out}.xlsx"),
    "offices": ("offices", "import", "{file}", "--dry-run"),
    "clues": ("clues", "import", "{file}", "--dry-run"),
    "posts": ("posts", "import", "{file}", "--account", "示例发布", "--dry-run"),
    "history": ("history", "import", "{file}"),
    "own layout": ("sheets", "read", "{file}", *SHEET, "--dry-run"),
    "phones": ("inspections", "import", "{file}", "--dry-run"),
    "look at": ("package", "show", "{file}"),
    "take in": ("package", "import", "{file}"),
    "form": ("forms", "add", "{file}"),
    "template": ("accounts", "export", "--template", "{file}", "-o", "{out}.xlsx"),
    "layout": ("accounts", "export", "--layout", "{file}", "-o", "{out}.xlsx"),
    "answers": (*FORM, "--answers", "{file}"),
    "evidence": (*FORM, "--answers", "{answers}", "--evidence", "interaction={file}"),
}
NO_BOOKS = ("layout", "answers", "evidence")
TEXTS = {
    "空.csv": b"",
    "空.xlsx": b"",
    "一字.csv": "甲".encode(),
    "零.csv": bytes(100),
    "换行.csv": b"\n\n\n",
    "任意字节.csv": bytes(range(256)),
    "双字节.csv": "账号名称,平台\n甲,微信\n".encode("utf-16"),
    "网页.xlsx": "<html><table><tr><td>账号名称</td></tr></table></html>".encode(),
    "假.xlsx": b"PK\x03\x04" + bytes(50),
    "图.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "数组.json": b"[]",
    "无.json": b"null",
    "半个.json": b'{"leak":',
    "层层.json": b"[" * 100_000,
    "非数.json": b'{"looked_at": NaN, "leak": {"a": [1e999]}}',
    "层层.xml": b"<a>" * 3000,
}


def workbooks(folder):
    """Write workbooks as offices have them, none of them meant for most doors."""
    for name, fill in {
        "白.xlsx": lambda sheet: None,
        "公式.xlsx": lambda sheet: [
            sheet.append(["账号名称", "平台", "问题"]),
            sheet.append(["=1/0", 1e300, True]),
        ],
        "并.xlsx": lambda sheet: [sheet.append(["台账"]), sheet.merge_cells("A1:Z9")],
        "并在表下.xlsx": lambda sheet: [
            sheet.append(["账号名称", "平台"]),
            sheet.merge_cells("A2:B3"),
        ],
    }.items():
        book = openpyxl.Workbook()
        fill(book.active)
        book.save(folder / name)
    whole = (DATA / "register_published.xlsx").read_bytes()
    (folder / "半.xlsx").write_bytes(whole[: len(whole) // 2])
    shutil.copy(TEMPLATES / "basic.xlsx", folder)
    shutil.copy(DATA / "published_notices.csv", folder)
    shutil.copy(DATA / "register_gbk.csv", folder)


@pytest.fixture
def county(office):
    made = office()
    made.tell("accounts", "add", "name=示例发布", "platform=wechat", "owner=示例局")
    return made


@pytest.fixture
def files(county, tmp_path):
    """Files of every kind that lies about on such a desk, our own among them."""
    folder = tmp_path / "桌面"
    folder.mkdir()
    for name, content in TEXTS.items():
        (folder / name).write_bytes(content)
    workbooks(folder)
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("甲/乙.csv", "账号名称,平台\n甲,微信\n")
    (folder / "文件夹").mkdir()
    (folder / "文件夹" / "x.csv").write_text("账号名称\n甲", "utf-8")
    county.tell("package", "export", "-o", folder / "上报.gmpack")
    county.tell("sheets", "export", *SHEET, "-o", folder / "检查表.xlsx")
    span = ("--from", "2026-01-01", "--to", "2026-12-31")
    county.tell("report", "problems", *span, "-o", folder / "清单.xlsx")
    shutil.copy(county.folder / "data.db", folder)
    return sorted(folder.iterdir())


def test_any_file_at_any_door_is_taken_or_refused_in_one_sentence(county, files, tmp_path):
    answers = tmp_path / "答案.json"
    answers.write_text('{"leak": "none"}')
    for number, (door, file) in enumerate(product(DOORS, files)):
        named = {"file": file, "out": tmp_path / f"out{number}", "answers": answers}
        code, out, err = county.run(*(part.format(**named) for part in DOORS[door]), "--json")
        told = json.loads(out)
        assert code in (0, 1), (door, file)
        if code:
            assert told == {"refused": err.strip()}, (door, file)
            assert err.count("\n") == 1, (door, file)
            assert err.endswith("。\n"), (door, file)
    assert county.tell("verify")["ok"]


def test_a_folder_of_any_files_is_taken_back_as_check_sheets_file_by_file(county, files):
    code, out, err = county.run("sheets", "import", *files, "--json")
    states = {one["file"]: one["state"] for one in json.loads(out)}
    assert (code, err) == (0, "")
    assert len(states) == len(files)
    assert {name for name, state in states.items() if state != "refused"} == {"检查表.xlsx"}


@pytest.mark.parametrize("name", ["protected.xlsx", "protected.xls"])
def test_what_has_a_password_is_said_to_have_one_wherever_workbooks_are_read(
    county, tmp_path, name
):
    """Forms are of the new kind only, and one of the old kind is said to be that."""
    before = county.tell("accounts", "list")
    others = ("look at", "take in", *NO_BOOKS, *(("form",) if name.endswith(".xls") else ()))
    reading = {door: line for door, line in DOORS.items() if door not in others}
    for number, (door, line) in enumerate(reading.items()):
        named = {"file": DATA / name, "out": tmp_path / f"out{number}", "answers": ""}
        code, out, err = county.run(*(part.format(**named) for part in line))
        assert (code, out, err.count("\n")) == (1, "", 1), door
        assert "密码" in err, door
        assert "另存为.xlsx" in err, door
        assert not (tmp_path / f"out{number}.xlsx").exists(), door
    assert county.tell("accounts", "list") == before


def test_what_a_library_thinks_of_a_workbook_is_told_nobody(county, tmp_path):
    path = tmp_path / "下拉.xlsx"
    shutil.copy(TEMPLATES / "basic.xlsx", path)
    extended = '<extLst><ext uri="{00000000-0000-0000-0000-000000000000}"/></extLst></worksheet>'
    parts = parts_of(path)
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace("</worksheet>", extended)
    write_parts(path, parts)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        county.run("forms", "check", path)
        county.run("accounts", "export", "--template", path, "-o", tmp_path / "出.xlsx")
    assert heard == []
