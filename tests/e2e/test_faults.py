"""What must hold when the power goes, the disk lies or a file is hostile."""

import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile

import pytest

from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from tests.e2e.conftest import DATA
from tests.unit.desks import add, desk_of

pytestmark = pytest.mark.real_disk

ANSWERS = """
import sys
from pathlib import Path
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
with open_desk(Path(sys.argv[1]), "张三") as desk:
    inspection = begin(desk, Occasion("示例发布", "national-2019"))
    path = resolve(inspection.compiled, "looked_at")
    for n in range(int(sys.argv[2]), 100_000):
        assert inspection.answer(path, str(n)) is None
        print(n, flush=True)
"""
KILLS = 10
REGISTER = DATA / "register_published.xlsx"


def last_answer(folder):
    with open_desk(folder, "张三") as desk:
        inspection = begin(desk, Occasion("示例发布", "national-2019"))
        answers = inspection.run.answers()
        return next((int(a.value) for p, a in answers.items() if p.endswith("looked_at")), 0)


def test_a_kill_at_any_moment_loses_no_acknowledged_answer(tmp_path):
    folder = tmp_path / "数据 文件夹"
    with desk_of(folder) as desk:
        add(desk)
    chance = random.Random(20261121)  # noqa: S311
    told = 0
    for _ in range(KILLS):
        command = [sys.executable, "-c", ANSWERS, str(folder), str(told + 1)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.15))
        os.kill(process.pid, signal.SIGKILL)
        lines = [first, *process.stdout.read().split()]
        process.stdout.close()
        process.wait()
        told = max([told, *map(int, lines)])
        assert told <= last_answer(folder) <= told + 1
        told = last_answer(folder)
    assert told > KILLS


def test_after_a_kill_the_next_start_says_one_line(office, tmp_path):
    county = office()
    (county.folder / "holder").write_text("{}", encoding="utf-8")
    _, _, said = county.run("accounts", "add", "name=甲", "platform=wechat")
    assert said.strip() == "上次没有正常退出，已保存的内容都在。"
    _, _, said = county.run("accounts", "add", "name=乙", "platform=wechat")
    assert said == ""


def sheet_bomb():
    """500,000 rows in some 100 KB."""
    content = io.BytesIO()
    source = zipfile.ZipFile(REGISTER)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for info in source.infolist():
            body = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                rows = b"<row><c><v>1</v></c></row>" * 500_000
                head, _, tail = body.partition(b"<sheetData>")
                body = (
                    head
                    + b"<sheetData>"
                    + rows
                    + b"</sheetData>"
                    + tail.partition(b"</sheetData>")[2]
                )
            archive.writestr(info.filename, body)
    return content.getvalue()


def xml_bomb():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'
    content = io.BytesIO()
    source = zipfile.ZipFile(REGISTER)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in source.infolist():
            body = source.read(info).decode("utf-8", "replace")
            if info.filename == "xl/worksheets/sheet1.xml":
                start = body.index("<worksheet")
                body = doctype + body[start:].replace("<sheetData>", "<sheetData>&e9;", 1)
            archive.writestr(info.filename, body)
    return content.getvalue()


def slipping_zip():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../../越界.txt", "x")
        archive.writestr("manifest.json", "{}")
    return content.getvalue()


def whole_register():
    return REGISTER.read_bytes()


HOSTILE = {
    "截断.xlsx": lambda: whole_register()[:3000],
    "五十万行.xlsx": sheet_bomb,
    "XML炸弹.xlsx": xml_bomb,
    "空.xlsx": lambda: b"",
    "图片.xlsx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "老格式.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "乱码.csv": lambda: bytes(range(128, 256)) * 10,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_or_hostile_register_is_one_sentence_and_nothing_written(office, tmp_path, name):
    county = office()
    (tmp_path / name).write_bytes(HOSTILE[name]())
    before = (county.folder / "data.db").read_bytes()
    sentence = county.refused("accounts", "import", tmp_path / name)
    assert sentence.endswith("。")
    assert (county.folder / "data.db").read_bytes() == before


@pytest.mark.parametrize("content", [slipping_zip, lambda: b"PK\x03\x04", whole_register])
def test_a_hostile_exchange_file_is_one_sentence_and_nothing_written(office, tmp_path, content):
    county = office()
    (tmp_path / "上报(1).gmpack").write_bytes(content())
    before = (county.folder / "data.db").read_bytes()
    sentence = county.refused("package", "import", tmp_path / "上报(1).gmpack")
    assert sentence.endswith("。")
    assert (county.folder / "data.db").read_bytes() == before
    assert not (tmp_path.parent / "越界.txt").exists()
