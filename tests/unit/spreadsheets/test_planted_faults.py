"""A register of a thousand rows with forty planted faults: all are found, none is invented."""

import random
from datetime import date, timedelta

import openpyxl
import pytest

from govmedia_desktop.domain.registers import match
from govmedia_desktop.spreadsheets.register import read_register

AS_OF = date(2026, 9, 30)
ROWS = 1_000
HEAD = (
    "序号", "账号名称", "注册平台", "主办单位", "账号状态", "功能类型", "账号ID",
    "粉丝量", "是否认证", "留言评论", "最近更新日期", "备案号", "运维方式", "备注",
)  # fmt: skip
FAULTS = (
    ("注册平台", "某某平台"),
    ("注册平台", "微信/微博"),
    ("注册平台", None),
    ("账号名称", None),
    ("账号名称", "#N/A"),
    ("主办单位", None),
    ("主办单位", "#REF!"),
    ("账号状态", "不清楚"),
    ("账号状态", "时好时坏"),
    ("功能类型", "其他类"),
    ("账号ID", 123456789012345678),
    ("账号ID", "1.23457E+17"),
    ("账号ID", "123456789012345000"),
    ("粉丝量", "很多"),
    ("粉丝量", "约1200"),
    ("粉丝量", "1200余"),
    ("粉丝量", "#DIV/0!"),
    ("粉丝量", -5),
    ("粉丝量", "1.5"),
    ("粉丝量", True),
    ("粉丝量", "—"),
    ("是否认证", "在办"),
    ("是否认证", "2"),
    ("留言评论", "有时"),
    ("最近更新日期", "近期"),
    ("最近更新日期", "2026年9月"),
    ("最近更新日期", "2026-02-30"),
    ("最近更新日期", date(2027, 1, 1)),
    ("最近更新日期", "2026-10-01"),
    ("最近更新日期", 12),
    ("最近更新日期", "#VALUE!"),
    ("最近更新日期", "2026.13.1"),
    ("备案号", 987654321098765432),
    ("备案号", "9.87654E+17"),
    ("运维方式", "看情况"),
    ("运维方式", "#NAME?"),
    ("备注", "#NULL!"),
    ("账号ID", 12345678901234567890),
    ("账号状态", "#NUM!"),
    ("留言评论", "#N/A"),
)


def clean_row(number, chance):
    day = AS_OF - timedelta(days=number % 60)
    spelled = (day, day.isoformat(), f"{day.year}.{day.month}.{day.day}", f"{day:%Y年%m月%d日}")
    return [
        number,
        f"示例{number}号",
        chance.choice(["微信公众号", "微信", " 新浪微博", "抖音号", "视频号"]),
        f"示例{number % 90}局",
        chance.choice(["正常运行", "正常", "拟关停", "已注销"]),
        chance.choice(["发布类", "服务类"]),
        chance.choice([f"gh_{number:06}", number + 100_000, f"{number}.0", None]),
        chance.choice([number, f"{number}", "１.２万", "3,200", "1.5万", f"{number}人"]),
        chance.choice(["是", "否", "√", "已认证"]),
        chance.choice(["开放", "未开放", "有", "无"]),
        chance.choice(spelled),
        chance.choice([f"备{number:06}", None]),
        chance.choice(["自运维", "委托", "外包"]),
        chance.choice([None, "无", "同步发布"]),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_all_forty_planted_faults_are_found_and_none_is_invented(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311
    rows = [clean_row(number, chance) for number in range(1, ROWS + 1)]
    planted = set()
    for (header, value), row in zip(FAULTS, chance.sample(range(ROWS), len(FAULTS)), strict=True):
        rows[row][HEAD.index(header)] = value
        planted.add(f"{openpyxl.utils.get_column_letter(HEAD.index(header) + 1)}{row + 2}")
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(tmp_path / "台账.xlsx")
    register = read_register(tmp_path / "台账.xlsx", AS_OF)
    assert len(planted) == len(FAULTS) == 40
    found = {p.cell: p.text for p in (*register.problems, *match(register, []).problems)}
    # the three states that could not be read count as running: said once, at the header
    assert found.pop("E1").startswith("3行没有填账号状态")
    assert found.keys() == planted
    assert len(register.rows) + register.rejected == ROWS
    assert register.rejected == 3


LAYOUT = (
    "序号",
    "账号名称",
    "注册平台",
    "主办单位",
    "账号ID",
    "联系电话",
    "最近更新日期",
    "粉丝量",
)
SPELLED = (  # what is odd and understood: mended, never doubted
    ("账号ID", 12345.0),
    ("账号ID", "12345.0"),
    ("账号ID", "'00123"),
    ("联系电话", 13900000000.0),
    ("联系电话", "139 0000 0000"),
    ("粉丝量", "１２００"),
    ("粉丝量", "1,200人"),
    ("最近更新日期", "2026年9月1日 上午10:30"),
    ("最近更新日期", "20260901"),
    ("最近更新日期", 46266),
    ("最近更新日期", "二〇二六年九月一日"),
    ("最近更新日期", date(2026, 9, 1)),
)
KINDS = (  # what nobody can know: doubted at its cell, nothing put in its place
    *[
        ("账号ID", value)
        for value in (123456789012345000, 1.23456789012346e17, "123456789012345000")
    ],
    *[("联系电话", value) for value in (1.39e17, "1.39E+10", 13900000000013900)],
    *[
        ("最近更新日期", value)
        for value in (date(1900, 1, 1), "哪天", "2026-09-31", 45, "2026-10-08")
    ],
    *[("粉丝量", value) for value in ("约1200", "很多", "#REF!", -1)],
    *[("注册平台", value) for value in (None, "某站", "#N/A")],
    *[("账号名称", value) for value in (None, "  ", "#NAME?")],
    *[("主办单位", value) for value in (None, "#REF!")],
)


def whole_sheet(chance):
    """A register as offices lay it out: titles, two header rows, merges, notes, what is hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["示例县政务新媒体账号台账"])
    sheet.append(["填报单位：示例县政府办　填报人：示例"])
    sheet.append(["序号", "账号", None, "主办单位", "账号ID", "联系电话", "更新", "粉丝量"])
    sheet.append([None, "名称", "平台", None, None, None, "最近更新日期", None])
    for number in range(1, ROWS + 1):
        day = AS_OF - timedelta(days=number % 60)
        owner, phone = f"示例{number % 90}局", f"1390000{number:04}"
        row = (number, f"示例{number}号", "微信", owner, f"gh_{number:06}", phone, day, number)
        sheet.append(row)
    for area in ("A1:H1", "A2:H2", "A3:A4", "B3:C3", "D3:D4", "E3:E4", "F3:F4", "H3:H4"):
        sheet.merge_cells(area)
    sheet.append(["合计", ROWS])
    sheet.append(["说明：本表一式两份。"])
    sheet.append(["填报人：", None, None, "审核人："])
    rows = chance.sample(range(5, ROWS + 5), len(KINDS) + len(SPELLED) + 17)
    return book, rows


def plant(sheet, faults, rows):
    cells = []
    for (header, value), row in zip(faults, rows, strict=True):
        cell = sheet.cell(row, LAYOUT.index(header) + 1)
        cell.value = value
        cells.append(cell.coordinate)
    return cells


def plant_rows(sheet, rows):
    """Plant what concerns rows: hidden ones, accounts that come twice, a unit over two rows."""
    cells = []
    for row in rows[:6]:
        sheet.row_dimensions[row].hidden = True
        cells.append(f"B{row}")
    for place, row in enumerate(rows[6:16]):
        sheet.cell(row, 2).value = sheet.cell(rows[6] - 1 if place % 2 else 5, 2).value
        for column in (3, 4):
            sheet.cell(row, column).value = sheet.cell(
                rows[6] - 1 if place % 2 else 5, column
            ).value
        cells.append(f"B{row}")
    sheet.column_dimensions["H"].hidden = True
    return [*cells, "H4"]


@pytest.mark.parametrize("seed", range(3))
def test_faults_of_every_kind_in_a_whole_sheet_are_found_and_none_is_invented(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311
    book, rows = whole_sheet(chance)
    sheet = book.active
    doubted = plant(sheet, KINDS, rows[: len(KINDS)])
    mended = plant(sheet, SPELLED, rows[len(KINDS) : len(KINDS) + len(SPELLED)])
    others = sorted(row for row in rows[len(KINDS) + len(SPELLED) :] if row > 6)
    doubted += plant_rows(sheet, others[:16])
    book.save(tmp_path / "台账.xlsx")
    register = read_register(tmp_path / "台账.xlsx", AS_OF)
    found = {p.cell for p in (*register.problems, *match(register, []).problems)}
    status = {p.cell for p in register.problems if "没有填账号状态" in p.text}
    assert len(doubted) == len(set(doubted)) == 40
    assert found - status == set(doubted)
    assert not found & set(mended)
    assert len(register.rows) + register.rejected == ROWS
