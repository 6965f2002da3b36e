"""Cells as programs and people leave them: identifiers cut short, formula errors, every date."""

from datetime import date

import openpyxl
import pytest

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.cells import reader_of
from govmedia_desktop.spreadsheets.register import read_register
from tests.unit.workbooks import parts_of, rows_of, text_cell, write_parts

AS_OF = date(2024, 12, 31)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def reading(field, value):
    return reader_of(field, field, AS_OF)(value)


@pytest.mark.parametrize("field", ["platform_id", "filing_number", "phone"])
@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ("gh_0123", "gh_0123"),
        ("００１２", "0012"),
        (123456, "123456"),
        (123456.0, "123456"),
        ("123456.0", "123456"),
        ("123456.00", "123456"),
        (123456789012345, "123456789012345"),
        ("123456789012345678", "123456789012345678"),
        ("1.5", "1.5"),
    ],
)
def test_digits_that_count_nothing_stay_as_they_are(field, value, taken):
    found = reading(field, value)
    assert (found.value, found.doubt) == (taken, "")


@pytest.mark.parametrize("field", ["platform_id", "filing_number", "phone"])
@pytest.mark.parametrize(
    "value",
    [
        123456789012345000,
        1.23456789012345e17,
        1234567890123450,
        "123456789012345000",
        "123456789012345000000",
        "1.23457E+17",
        "1.23457e17",
        "1E+17",
    ],
)
def test_digits_that_a_program_has_cut_are_doubted_and_not_taken(field, value):
    found = reading(field, value)
    assert found.value is None
    assert "末几位" in found.doubt


@pytest.mark.parametrize(
    ("value", "told", "doubtful"),
    [
        (13812345678, "13812345678", False),
        (13812345678.0, "13812345678", False),
        ("13812345678.0", "13812345678", False),
        ("1.3812345678E10", "13812345678", False),
        ("1.3812345678e+10", "13812345678", False),
        ("1.38E+10", None, True),
        (5616012345, "5616012345", True),
        (55161234567.0, "55161234567", True),
        (1012345678, "1012345678", True),
        ("5616012345", "5616012345", False),
        (4008123456, "4008123456", False),
        (6012345, "6012345", False),
        ("0561-6012345", "0561-6012345", False),
    ],
)
def test_a_telephone_number_that_lost_digits_or_its_0_is_doubted(value, told, doubtful):
    found = reading("phone", value)
    assert (found.value, bool(found.doubt)) == (told, doubtful)


def test_a_status_that_nobody_understands_is_told_among_those_that_are_missing(tmp_path):
    rows = (("账号名称", "平台", "账号状态"), ("甲", "微信", "停更"), ("乙", "微信", ""))
    book = openpyxl.Workbook()
    for row in (*rows, ("", "微信", "停更"), ("丙", "微信", "正常")):
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    told = read_register(tmp_path / "表.xlsx", AS_OF).problems[-1]
    assert told.text.startswith(
        "2行没有填账号状态（含看不懂的1行），其中新增的账号按“正常运行”登记"
    )


def test_a_count_may_have_many_digits():
    assert reading("followers", "1.2E+5").value is None
    assert reading("followers", 123456789).value == 123456789


@pytest.mark.parametrize(
    "value",
    [
        date(2024, 11, 5),
        45601,
        45601.0,
        "45601",
        20241105,
        20241105.0,
        "20241105",
        "2024.11.5",
        "2024-11-05",
        "2024/11/5",
        "2024年11月5日",
        "2024年11月5号",
        "二〇二四年十一月五日",
        "二零二四年十一月五日",
        "２０２４．１１．５",
        "2024-11-05 09:30:00",
        "24.11.5",
        "11月5日",
    ],
)
def test_every_spelling_of_a_day_is_that_day(value):
    assert reading("last_update", value).value == "2024-11-05"


@pytest.mark.parametrize(
    "value", ["2024.11", 2024.11, "2024年11月", "11月上旬", "近期", "2024-13-01"]
)
def test_what_is_no_day_is_doubted_and_not_guessed(value):
    found = reading("last_update", value)
    assert found.value is None
    assert found.doubt


@pytest.mark.parametrize("epoch", [openpyxl.utils.datetime.MAC_EPOCH, None])
def test_days_counted_from_1904_are_the_same_days(tmp_path, epoch):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    book.active.append(("账号名称", "平台", "最近更新日期"))
    book.active.append(("示例发布", "微信", date(2024, 11, 5)))
    book.save(tmp_path / "表.xlsx")
    (row,) = read_register(tmp_path / "表.xlsx", AS_OF).rows
    assert row.values["last_update"] == "2024-11-05"


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!"])
@pytest.mark.parametrize("column", "BCDE")
def test_a_formula_that_failed_is_an_empty_cell_and_a_doubt(tmp_path, error, column):
    texts = ("示例发布", "示例局", "正常运行", "1200", "2024-04-30", "微信")
    head = [("账号名称", "主办单位", "状态", "粉丝数", "最近更新日期", "平台")]
    written = rows_of([*head, texts])
    text = text_cell(f"{column}2", texts["ABCDEF".index(column)])
    assert text in written
    failed = written.replace(text, f'<c r="{column}2" t="e"><f>X1</f><v>{error}</v></c>')
    register = read_register(write_parts(tmp_path / "表.xlsx", parts_of(failed)), AS_OF)
    (row,) = register.rows
    field = {"B": "owner_name", "C": "status", "D": "followers", "E": "last_update"}[column]
    assert field not in row.values
    told = [problem for problem in register.problems if problem.cell == f"{column}2"]
    assert "公式出错" in told[0].text
    assert told[0].was == error


def test_an_old_workbook_under_a_new_name_is_named_for_what_it_is(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(OLE + bytes(2000))
    with pytest.raises(CannotReadError, match="旧格式") as refused:
        read_register(path, AS_OF)
    assert "改名没有用" in str(refused.value)


def test_a_password_is_named_wherever_in_the_file_it_is_told(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(OLE + bytes(3_000_000) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(CannotReadError, match="密码"):
        read_register(path, AS_OF)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_utf_16_without_a_mark_is_read(tmp_path, encoding, end):
    path = tmp_path / "台账.csv"
    lines = ["账号名称,平台,单位", "示例发布,微信,示例局", ""]
    path.write_bytes(end.join(lines).encode(encoding))
    (row,) = read_register(path, AS_OF).rows
    assert row.values == {"name": "示例发布", "platform": "wechat", "owner_name": "示例局"}
