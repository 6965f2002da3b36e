"""Inspections collected with KoboCollect or ODK Collect: .xlsx, .csv, .xml, zips and folders.

With them come the files beside them, photos above all: see `collected_media`.
"""

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path, PurePosixPath

from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.domain.submissions import Submission, names_a_phone_file
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.collected_media import (
    Media,
    below,
    in_folder,
    in_zip,
    names_told,
    near,
)
from govmedia_desktop.spreadsheets.collected_tables import submissions_in
from govmedia_desktop.spreadsheets.files import check_beginning, read_sheets, refusing
from govmedia_desktop.spreadsheets.openrosa import Instances, UnfitXmlError
from govmedia_desktop.spreadsheets.parts import GREATEST_BYTES, GREATEST_TOTAL, Parts, feed
from govmedia_desktop.spreadsheets.sheets import Sheet, TooLargeError
from govmedia_desktop.spreadsheets.textfile import read_text_table, text_table
from govmedia_desktop.spreadsheets.workbook import read_workbook

_XML = re.compile(rb"^(\xef\xbb\xbf)?\s*<")
_HERE = PurePosixPath()
_BOOKS = (".xlsx", ".xlsm")
_OF_A_WORKBOOK = ("[Content_Types].xml", "xl/workbook.xml", "_rels/.rels")
"""Parts of every workbook: one that lost a name by damage is still none of photos."""


class CollectedFile:
    """What a file holds: its submissions, what of it is doubtful or not read, what lies beside."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.submissions: list[Submission] = []
        self.problems: list[Problem] = []
        self.media = Media()

    def take(self, submissions: Iterable[Submission], container: Path, at: PurePosixPath) -> None:
        """Take submissions in that were found in a folder of that container."""
        found = list(submissions)
        self.submissions += found
        self.media.note(found, container, at)

    def take_tables(self, sheets: Iterable[Sheet], container: Path, at: PurePosixPath) -> None:
        """Take the tables of one export in."""
        submissions, problems = submissions_in(sheets)
        self.problems += problems
        self.take(submissions, container, at)


def read_collected(path: Path) -> CollectedFile:
    """Return the submissions of an export, whatever tool wrote it, and the files beside them.

    An export of files alone holds no submission. Raises CannotReadError where it cannot be used
    or holds neither.
    """
    found = CollectedFile(path.name)
    with refusing(path):
        try:
            _read(path, found)
        except UnfitXmlError as unfit:
            raise _refused(path, str(unfit)) from None
    if not found.submissions and not found.media.holds_any:
        raise without_inspections(path.name)
    return found


def without_inspections(name: str) -> CannotReadError:
    """Return what a person is told of a file that holds no submission."""
    return CannotReadError(
        f"文件“{name}”里没有手机检查的数据：表格里要有 _uuid、KEY 或 instanceID 一列"
        "（导出时不要去掉），XML 里要有填好的检查；没有读入任何内容。"
    )


def _refused(path: Path, reason: str) -> CannotReadError:
    return CannotReadError(f"文件“{path.name}”{reason}；没有读入任何内容。")


def _read(path: Path, found: CollectedFile) -> None:
    if path.is_dir():
        _read_folder(path, found)
        return
    if names_a_phone_file(path.name):
        found.media.files += in_folder(path.parent, [path])
        return
    beginning = check_beginning(path)
    if beginning.startswith(b"PK") and _read_zip(path, found):
        return
    _read_file(path, beginning, found)
    if any(name for submission in found.submissions for name in names_told(submission)):
        found.media.files += in_folder(path.parent, near(path))


def _read_file(path: Path, beginning: bytes, found: CollectedFile) -> None:
    if not _XML.match(beginning):
        found.take_tables([*read_sheets(path), *_repeats_beside(path)], path.parent, _HERE)
        return
    if path.stat().st_size > GREATEST_BYTES:
        raise TooLargeError
    handler = Instances("")
    feed([path.read_bytes()], handler)
    found.take(handler.found, path.parent, _HERE)


def _repeats_beside(path: Path) -> Iterable[Sheet]:
    """Yield the tables of repeats that ODK Central's unpacked zip has beside its main one."""
    if path.suffix.lower() == ".csv":
        for other in sorted(path.parent.glob("*.csv")):
            if other.stem.startswith(f"{path.stem}-"):
                sheet = read_text_table(other)
                yield Sheet(other.stem, sheet.rows)


def _read_zip(path: Path, found: CollectedFile) -> bool:
    """Read a zip of exports and media; false where it is a workbook itself."""
    with Parts(path, GREATEST_TOTAL) as parts:
        if any(name in parts for name in _OF_A_WORKBOOK):
            return False
        found.media.files += in_zip(path, parts.infos)
        _read_entries(path, parts.names, parts.content, found)
    return True


def _read_folder(path: Path, found: CollectedFile) -> None:
    left = GREATEST_BYTES

    def content(name: str) -> bytes:
        nonlocal left
        left -= (path / name).stat().st_size
        if left < 0:
            raise TooLargeError
        return (path / name).read_bytes()

    files = list(below(path))
    found.media.files += in_folder(path, files)
    _read_entries(path, [str(file.relative_to(path)) for file in files], content, found)


def _read_entries(
    container: Path, names: Iterable[str], content: Callable[[str], bytes], found: CollectedFile
) -> None:
    """Read what of these entries is an export; tables in one folder belong together."""
    tables: dict[PurePosixPath, list[Sheet]] = {}
    for name in names:
        place = PurePosixPath(Path(name).as_posix())
        if place.suffix.lower() == ".csv":
            tables.setdefault(place.parent, []).append(text_table(content(name), place.stem))
        elif place.suffix.lower() in _BOOKS:
            found.take_tables(read_workbook(BytesIO(content(name))), container, place.parent)
        elif place.suffix.lower() == ".xml":
            handler = Instances(name)
            feed([content(name)], handler)
            found.take(handler.found, container, place.parent)
    for folder, sheets in tables.items():
        found.take_tables(sheets, container, folder)
