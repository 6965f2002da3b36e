"""Any table file that a person picks: its sheets, or one sentence why it cannot be read."""

import csv
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.parts import GREATEST_FILE
from govmedia_desktop.spreadsheets.sheets import (
    GREATEST_CELLS,
    GREATEST_ROWS,
    NotAWorkbookError,
    Sheet,
    TooLargeError,
)
from govmedia_desktop.spreadsheets.textfile import read_text_table
from govmedia_desktop.spreadsheets.workbook import read_workbook

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins .xls, .et, .doc, and every workbook with a password."""
_SAVE_AS = "请用WPS或Excel打开后另存为.xlsx再导入"
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    csv.Error,
    SAXException,
    LookupError,
    ValueError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)
"""What reading a damaged or hostile file raises (hardening.md R10, R22)."""


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the file's sheets; CannotReadError with the reason where it cannot be read."""
    with refusing(path):
        beginning = check_beginning(path)
        if beginning.startswith(b"PK"):
            return read_workbook(path)
        if beginning == COMPOUND:
            return _read_compound(path)
        if path.suffix.lower() in _TEXT_SUFFIXES:
            return (read_text_table(path),)
        raise _refused(path, f"不是表格文件，{_SAVE_AS}")


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what reading a damaged or hostile file raises in the block into CannotReadError."""
    try:
        yield
    except FileNotFoundError:
        raise _refused(path, "不存在，请确认文件没有被移走或改名，再选一次") from None
    except OSError:
        text = "打不开，可能正被WPS、Excel等程序占用，或没有读取权限，请关闭该程序后再试"
        raise _refused(path, text) from None
    except TooLargeError:
        text = (
            f"超出可读取的大小（最多{GREATEST_ROWS // 10_000}万行、{GREATEST_CELLS // 10_000}万个"
            "单元格），请删去表格下方和右侧的空行空列及无关的工作表后再试"
        )
        raise _refused(path, text) from None
    except NotAWorkbookError:
        raise _refused(path, f"不是工作簿，{_SAVE_AS}") from None
    except DefusedXmlException:
        text = "含有正常表格不会有的内容（XML实体），可能是恶意文件，请不要打开，并向对方核实"
        raise _refused(path, text) from None
    except _DAMAGED:
        raise _refused(path, "不完整或已损坏，请向对方重新索取或重新拷贝后再试") from None


def _refused(path: Path, reason: str) -> CannotReadError:
    return CannotReadError(f"文件“{path.name}”{reason}；没有读入任何内容。")


def check_beginning(path: Path) -> bytes:
    """Return how the file begins; CannotReadError where that is nothing we read at all."""
    if path.is_dir():
        raise _refused(path, "是文件夹，请选择其中的表格文件")
    with path.open("rb") as file:
        beginning = file.read(len(COMPOUND))
    if not beginning:
        raise _refused(path, "是空文件，请向对方重新索取")
    return beginning


def _read_compound(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook of the old kind, whatever it is called."""
    from govmedia_desktop.spreadsheets.oldbook import (  # noqa: PLC0415  (xlrd)
        ProtectedError,
        UnreadableError,
        read_old_workbook,
    )

    if path.stat().st_size > GREATEST_FILE:
        raise TooLargeError
    try:
        return read_old_workbook(path.read_bytes())
    except ProtectedError:
        text = "设有打开密码或保护了工作簿，请用WPS或Excel打开，去掉密码和保护后另存为.xlsx再导入"
        raise _refused(path, text) from None
    except UnreadableError:
        raise _refused(path, _unreadable(path.suffix.lower())) from None


def _unreadable(suffix: str) -> str:
    if suffix in (".xlsx", ".xlsm"):
        return f"名字写着{suffix}，里面却是读不出来的旧格式，改名没有用，{_SAVE_AS}"
    return f"是旧格式（.xls或.et），读不出它的内容，{_SAVE_AS}"
