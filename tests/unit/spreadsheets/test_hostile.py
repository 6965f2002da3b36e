"""Broken and hostile files: one clear sentence each, in bounded time and memory."""

import random
import resource
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.register import read_register
from tests.unit.workbooks import parts_of, rows_of, write_parts

SAMPLE = Path(__file__).parents[2] / "data" / "register_published.xlsx"
AS_OF = date(2024, 5, 6)
GREATEST_GROWTH_KB = 300_000
TABLE = [("账号名称", "注册平台"), ("示例发布", "微信")]
HEAD = '<?xml version="1.0"?>\n'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"哈" * 50_000}">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def reason(path):
    """The refusal, given in under 2 s and without much memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    with pytest.raises(CannotReadError) as refusal:
        read_register(path, AS_OF)
    assert time.process_time() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GREATEST_GROWTH_KB
    text = str(refusal.value)
    assert text.count("。") == 1
    assert text.endswith("。")
    assert path.name in text
    return text


def given_file(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert "不存在" in reason(tmp_path / "没有.xlsx")


def test_a_folder_is_no_table(tmp_path):
    assert "文件夹" in reason(tmp_path)


def test_a_file_that_another_program_holds_is_named(tmp_path, monkeypatch):
    path = write_parts(tmp_path / "占用.xlsx", parts_of(rows_of(TABLE)))

    def held(*_args, **_kwargs):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "open", held)
    assert "占用" in reason(path)


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("空.xlsx", b"", "空文件"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), ".xls"),
        ("旧.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), ".et"),
        (
            "加密.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            "密码",
        ),
        ("网页.xls", b"<html><table></table></html>", "不是表格文件"),
        ("乱.xlsx", b"PK\x03\x04" + bytes(500), "损坏"),
        ("乱.csv", b"\xff\x00\x81" * 100, "损坏"),
        ("无表头.csv", "甲,乙\n1,2\n".encode(), "账号名称"),
        ("长.csv", b"a" * 20_000_001, "超出"),
        ("多.csv", b"a,b\n" * 100_001, "超出"),
        ("一格.csv", b'"' + b"a" * 200_000 + b'"', "损坏"),
    ],
)
def test_what_cannot_be_a_register_is_named_for_what_it_is(tmp_path, name, content, part):
    assert part in reason(given_file(tmp_path, name, content))


def test_a_zip_that_is_no_workbook_is_named(tmp_path):
    parts = {"_rels/.rels": parts_of("")["_rels/.rels"], "word/document.xml": "<document/>"}
    assert "不是工作簿" in reason(write_parts(tmp_path / "文.docx", parts))


def test_a_workbook_without_a_register_says_which_headers_it_looked_for(tmp_path):
    path = write_parts(tmp_path / "表.xlsx", parts_of(rows_of([("甲", "乙"), ("丙", "丁")])))
    text = reason(path)
    assert "账号名称" in text
    assert "注册平台" in text


@pytest.mark.parametrize("fiftieth", range(50))
def test_a_truncated_workbook_is_refused(tmp_path, fiftieth):
    whole = SAMPLE.read_bytes()
    path = given_file(tmp_path, "半.xlsx", whole[: len(whole) * fiftieth // 50])
    reason(path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("bomb", [LAUGHS, QUADRATIC, EXTERNAL])
def test_xml_bombs_are_refused_as_such(tmp_path, part, bomb):
    parts = parts_of(rows_of(TABLE))
    parts[part] = HEAD + bomb + parts[part].replace("示例发布", "&a;" * 1000)
    assert "XML实体" in reason(write_parts(tmp_path / "弹.xlsx", parts))


def test_half_a_million_rows_in_a_small_file_are_refused(tmp_path):
    rows = "".join(f'<row r="{i}"><c><v>1</v></c></row>' for i in range(1, 500_001))
    path = write_parts(tmp_path / "行.xlsx", parts_of(rows))
    assert "超出" in reason(path)


def test_rows_and_merges_at_the_far_end_of_the_sheet_cost_nothing(tmp_path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = write_parts(tmp_path / "远.xlsx", parts_of(rows_of(TABLE) + far))
    start = time.process_time()
    assert len(read_register(path, AS_OF).rows) == 1
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "content",
    [
        bytes(50_000_000),
        b"<worksheet>" + b"<a/>" * 3_000_000,
        b"<worksheet><!--" + b"a" * 60_000_000,
    ],
)
def test_zip_bombs_are_refused_before_they_are_unpacked(tmp_path, content):
    parts = parts_of("")
    parts["xl/worksheets/sheet1.xml"] = content
    assert "超出" in reason(write_parts(tmp_path / "弹.xlsx", parts))


def test_a_lying_size_does_not_pass(tmp_path):
    parts = parts_of("")
    parts["xl/worksheets/sheet1.xml"] = "<worksheet>" + " " * 5_000_000
    path = write_parts(tmp_path / "谎.xlsx", parts)
    content = path.read_bytes()
    size = (5_000_011).to_bytes(4, "little")
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, (900_000).to_bytes(4, "little")))
    reason(path)


@pytest.mark.parametrize(
    "name", ["../evil.xml", "xl/../../evil", "/etc/passwd", "C:\\evil", "a\\b", "a:b", "xl/.."]
)
def test_names_that_lead_out_of_the_file_are_refused(tmp_path, name):
    parts = parts_of(rows_of(TABLE)) | {name: "x"}
    reason(write_parts(tmp_path / "名.xlsx", parts))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["名.xlsx"]


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = write_parts(tmp_path / "双.xlsx", parts_of(rows_of(TABLE)) | {"XL/Workbook.xml": "x"})
    reason(path)


def test_very_many_entries_are_refused(tmp_path):
    path = tmp_path / "多.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(60_000):
            file.writestr(f"xl/media/{number:020}.png", b"")
    assert "超出" in reason(path)


def test_very_many_sheets_are_refused(tmp_path):
    parts = parts_of("")
    sheet = '<sheet name="表" sheetId="1" r:id="rId1"/>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(sheet, sheet * 300)
    assert "超出" in reason(write_parts(tmp_path / "多.xlsx", parts))


def mutated(parts, chance):
    """The parts with one of them damaged."""
    parts = {name: bytearray(content) for name, content in parts.items()}
    name = chance.choice(sorted(parts))
    content = parts[name]
    for _ in range(chance.choice([1, 1, 3, 20])):
        place = chance.randrange(len(content))
        deed = chance.randrange(5)
        if deed == 0:
            content[place] = chance.randrange(256)
        elif deed == 1:
            del content[place : place + chance.randrange(1, 40)]
        elif deed == 2:
            content[place:place] = content[: chance.randrange(60)]
        elif deed == 3:
            content[place:place] = chance.choice(
                [
                    b"<",
                    b">",
                    b'"',
                    b"&",
                    b"\x00",
                    b"99999999999",
                    b"-1",
                    b"1e999",
                    b"nan",
                    b"A1:ZZZ9",
                ]
            )
        else:
            del content[place:]
        if not content:
            break
    if chance.random() < 0.05:
        del parts[name]
    return {name: bytes(content) for name, content in parts.items()}


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_part_gives_a_register_or_a_refusal(tmp_path, seed):
    """Three thousand workbooks, each with one part damaged."""
    chance = random.Random(seed)  # noqa: S311
    with zipfile.ZipFile(SAMPLE) as file:
        written = {name: file.read(name) for name in file.namelist()}
    date_cell = '<row r="5"><c r="A5" s="1"><v>45410</v></c><c t="d"><v>2024-04-30</v></c></row>'
    own = parts_of(rows_of(TABLE) + date_cell, strings=["<t>甲</t>"])
    own = {name: content.encode() for name, content in own.items()}
    for number in range(100):
        parts = mutated(chance.choice([written, own]), chance)
        path = write_parts(tmp_path / f"{number}.xlsx", parts)
        start = time.process_time()
        try:
            register = read_register(path, AS_OF)
        except CannotReadError as refusal:
            assert str(refusal).count("。") == 1  # noqa: PT017
        else:
            assert all(row.values["name"] and row.values["platform"] for row in register.rows)
        assert time.process_time() - start < 2


def test_a_sheet_full_of_merges_is_read_in_time(tmp_path):
    merge = '<mergeCells><mergeCell ref="A3:D80000"/></mergeCells>'
    far = '<row r="80000"><c r="D80000"><v>1</v></c></row>'
    path = write_parts(tmp_path / "并.xlsx", parts_of(rows_of(TABLE) + far, merge))
    start = time.process_time()
    assert len(read_register(path, AS_OF).rows) == 1
    assert time.process_time() - start < 2
