"""Inspections collected with KoboCollect or ODK Collect: .xlsx, .csv, .xml, and zips of those."""

import re
from collections.abc import Iterable
from pathlib import Path

from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.domain.submissions import Submission
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.collected_tables import submissions_in
from govmedia_desktop.spreadsheets.files import check_beginning, read_sheets, refusing
from govmedia_desktop.spreadsheets.openrosa import Instances, UnfitXmlError
from govmedia_desktop.spreadsheets.parts import GREATEST_BYTES, Parts, feed
from govmedia_desktop.spreadsheets.sheets import Sheet, TooLargeError
from govmedia_desktop.spreadsheets.textfile import text_table

_XML = re.compile(rb"^(\xef\xbb\xbf)?\s*<")


class CollectedFile:
    """What a file holds: its submissions, and what of it is doubtful or not read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.submissions: list[Submission] = []
        self.problems: list[Problem] = []


def read_collected(path: Path) -> CollectedFile:
    """Return the submissions of an export, whatever tool wrote it.

    Raises CannotReadError where the file cannot be used or holds no submission.
    """
    found = CollectedFile(path.name)
    with refusing(path):
        try:
            beginning = check_beginning(path)
            if beginning.startswith(b"PK"):
                _read_zip(path, found)
            elif _XML.match(beginning):
                if path.stat().st_size > GREATEST_BYTES:
                    raise TooLargeError
                found.submissions += _instances([path.read_bytes()], "")
            else:
                _read_tables(read_sheets(path), found)
        except UnfitXmlError as unfit:
            raise _refused(path, str(unfit)) from None
    if not found.submissions:
        raise _refused(
            path,
            "里没有手机检查的数据：表格里要有 _uuid、KEY 或 instanceID 一列（导出时不要去掉），"
            "XML 里要有填好的检查",
        )
    return found


def _refused(path: Path, reason: str) -> CannotReadError:
    return CannotReadError(f"文件“{path.name}”{reason}；没有读入任何内容。")


def _read_zip(path: Path, found: CollectedFile) -> None:
    with Parts(path) as parts:
        if "[Content_Types].xml" not in parts:
            sheets = [
                text_table(parts.content(name), Path(name).stem)
                for name in parts.names
                if name.lower().endswith(".csv")
            ]
            for name in parts.names:
                if name.lower().endswith(".xml"):
                    handler = Instances(name)
                    parts.read(name, handler)
                    found.submissions += handler.found
            _read_tables(sheets, found)
            return
    _read_tables(read_sheets(path), found)


def _instances(blocks: Iterable[bytes], place: str) -> list[Submission]:
    handler = Instances(place)
    feed(blocks, handler)
    return handler.found


def _read_tables(sheets: Iterable[Sheet], found: CollectedFile) -> None:
    submissions, problems = submissions_in(sheets)
    found.submissions += submissions
    found.problems += problems
