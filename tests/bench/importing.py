"""A register of 10,000 rows and 20 columns, dry run and journalled, against openpyxl's read."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from govmedia_desktop.domain.accounts import Account
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.usecases.desk import Desk, open_desk
from govmedia_desktop.usecases.register.imported import (
    RegisterImport,
    read_register,
    take_in_register,
)
from tests.bench.filling import STAFF, enter, new_desk
from tests.bench.measuring import Claim, Measure, Measured, measured, seconds
from tests.bench.places import Place, Shape

ROWS = 10_000
COLUMNS = [
    "序号",
    "账号名称",
    "注册平台",
    "主办单位",
    "账号状态",
    "功能类型",
    "账号ID",
    "账号链接",
    "粉丝量(万)",
    "是否认证",
    "认证主体",
    "单位地址",
    "涉及领域",
    "留言评论",
    "最近更新日期",
    "开设日期",
    "备案号",
    "备案日期",
    "运维方式",
    "备注",
]


def register_read(folder: Path) -> list[Measured]:
    """Measure it in a province that knows half of the accounts already."""
    path, home = folder / "register.xlsx", folder / "register"
    with new_desk(home, Shape(Level.PROVINCE, ROWS, 0)) as (desk, made):
        enter(desk, Place(made.offices, made.accounts[: ROWS // 2], (), ()))
        write_register(path, made)
        cleaned = Claim(
            "register of 10,000 rows / openpyxl",
            1.5,
            seconds(lambda: _compared(desk, path)),
            seconds(_read(path)),
        )
        found = [measured(cleaned)]
    journalled = Claim(
        "register of 10,000 rows, journalled / openpyxl",
        1.5,
        _taken_in(home, path),
        seconds(_read(path)),
        rounds=3,
    )
    return [*found, measured(journalled)]


def _compared(desk: Desk, path: Path) -> RegisterImport:
    read = read_register(desk, path, date(2026, 9, 30))
    counts = read.counts
    if (counts["rows"], counts["added"]) != (ROWS, ROWS // 2):
        raise AssertionError(counts)
    return read


def _taken_in(home: Path, path: Path) -> Measure:
    """Return what takes the file into a copy of the folder: again it would change nothing."""

    def run() -> float:
        with TemporaryDirectory() as place:
            copied = Path(shutil.copytree(home, Path(place) / "register"))
            with open_desk(copied, STAFF) as desk:
                return seconds(lambda: take_in_register(desk, _compared(desk, path)))()

    return run


def write_register(path: Path, made: Place) -> None:
    """Write the accounts as clerks do: under a title, dates and numbers in several spellings."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("政务新媒体台账")
    sheet.append(["政务新媒体账号基础信息统计表"])
    sheet.append(COLUMNS)
    owners = {office.id: office.name for office in made.offices}
    for number, account in enumerate(made.accounts, start=1):
        sheet.append(list(_cells(number, account, owners[account.owner or ""])))
    workbook.save(path)


def _cells(number: int, account: Account, owner: str) -> Iterator[object]:
    yield number
    yield account.name
    yield account.platform.label if number % 5 else f" {account.platform.label}"
    yield owner
    yield account.status.value
    yield account.kind.value
    yield account.platform_id
    yield account.url
    yield (account.followers or 0) / 10_000
    yield "√" if account.verified == "是" and number % 4 == 0 else account.verified
    yield account.verified_body
    yield f"示例路{number}号"
    yield "政务公开"
    yield account.comments
    yield _day(number, account.last_update or "")
    yield _day(number + 1, account.opened or "")
    yield f"备{number:06}"
    yield _day(number + 2, account.opened or "")
    yield "自运维"
    yield None if number % 3 else "同步到县融媒体中心"


def _day(number: int, iso: str) -> object:
    day = date.fromisoformat(iso)
    spellings = (day, day, iso, f"{day.year}.{day.month}.{day.day}", f"{day:%Y年%m月%d日}")
    return spellings[number % len(spellings)]


def _read(path: Path):
    def read() -> None:
        workbook = load_workbook(path, read_only=True)
        try:
            rows = sum(any(row) for row in workbook.worksheets[0].values)
        finally:
            workbook.close()
        if rows != ROWS + 2:
            raise AssertionError(rows)

    return read
