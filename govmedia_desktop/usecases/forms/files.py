"""Workbooks that may hold a check form or a filled check sheet: a cheap look before reading."""

import re
import struct
import zipfile
import zlib
from pathlib import Path

from govmedia_desktop.domain.mailed_sheets import CHOICES_SHEET, IDENTITY_SHEET
from govmedia_desktop.errors import CannotReadError

_LARGEST, _LONGEST_LIST = 20_000_001, 1_000_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError)
_SURVEY = re.compile(r"""<[\w:]*sheet\s[^>]*name=["']\s*survey\s*["']""", re.IGNORECASE)


def read_form_file(path: Path) -> bytes:
    """Return a file's bytes, no more than a form may have. Raises CannotReadError."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except FileNotFoundError:
        raise CannotReadError(f"没有“{path.name}”这个文件，请确认没有移走或改名。") from None
    except OSError as error:
        raise CannotReadError(
            f"“{path.name}”打不开，可能正被WPS或Excel占用；请关闭后再试，没有读入任何内容。"
        ) from error


def is_form_file(path: Path) -> bool:
    """Whether a workbook has a survey sheet, by a look at its list of sheets only."""
    return _SURVEY.search(_listed_sheets(path)) is not None


def is_mailed_file(path: Path) -> bool:
    """Whether a workbook looks like a check sheet of ours, by a look at its list of sheets only."""
    listed = _listed_sheets(path)
    return all(f'name="{name}"' in listed for name in (IDENTITY_SHEET, CHOICES_SHEET))


def _listed_sheets(path: Path) -> str:
    """Return a workbook's own list of its sheets (XML), empty where it is no workbook."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as entry:
            return entry.read(_LONGEST_LIST).decode("utf-8", "replace")
    except (OSError, KeyError, ValueError, RuntimeError, *_DAMAGED):
        return ""
