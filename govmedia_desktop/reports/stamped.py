"""The table that goes up on paper, stamped and signed, beside the exchange file."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

COLUMNS = (
    ("序号", 6),
    ("账号名称", 24),
    ("平台", 12),
    ("主办单位", 24),
    ("状态", 10),
    ("最近更新", 12),
    ("检查性质", 11),
    ("监测时间点", 12),
    ("检查结论", 16),
    ("存在问题", 34),
)


@dataclass(frozen=True)
class StampedAccount:
    """One account that goes up, in the order of the columns; dates are ISO, unknown is empty."""

    name: str
    platform: str
    owner: str
    status: str
    last_update: str = ""
    nature: str = ""
    reference_date: str = ""
    conclusion: str = ""
    problems: str = ""


@dataclass(frozen=True)
class StampedTable:
    """What goes up to whom; `file_name` and `sha256` name the exchange file it belongs to."""

    office: str
    recipient: str
    period: str
    accounts: Sequence[StampedAccount]
    file_name: str = ""
    sha256: str = ""
    practice: bool = False


def write_stamped(path: Path, table: StampedTable) -> Path:
    """Return where the workbook now stands (`path`, or beside it while that is held open).

    Raises CannotWriteError.
    """
    from govmedia_desktop.reports.workbook import (  # noqa: PLC0415 (openpyxl)
        Page,
        new_workbook,
        save_workbook,
    )

    workbook = new_workbook()
    headers, widths = zip(*COLUMNS, strict=True)
    page = Page(workbook.create_sheet("上报表"), widths)
    page.title(
        f"{table.period}政务新媒体检查情况上报表",
        f"填报单位：{table.office}　　报送：{table.recipient}　　账号：{len(table.accounts)}个",
        table.practice,
    )
    rows = [(number, *astuple(account)) for number, account in enumerate(table.accounts, 1)]
    page.table(headers, rows, "本期没有账号。")
    page.repeat_header(3)
    if table.file_name:
        page.line(f"上报文件：{table.file_name}　　校验值：{table.sha256[:16]}")
    page.signatures()
    return save_workbook(workbook, path)
