"""A check form and the files it takes choices from, as one: so it is published, sent and kept.

Without such files a form is its workbook and nothing else. With them it is a ZIP of `form.xlsx`
and the files beside it, made the same to the byte wherever the same files are put together.
"""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from govmedia_desktop.errors import CannotReadError

FORM = "form.xlsx"
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error),
    *(RuntimeError, NotImplementedError, OSError, ValueError),
)
_BEGINNING = (1980, 1, 1, 0, 0, 0)


def bundled(workbook: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return a workbook and its files as one; the workbook itself where there are none."""
    if not files:
        return workbook
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in sorted({FORM: workbook, **files}.items()):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            archive.writestr(entry, part)
    return content.getvalue()


def parted(content: bytes, name: str) -> tuple[bytes, dict[str, bytes]]:
    """Return the workbook and the files by name. Raises CannotReadError where one is damaged.

    The content's size has been weighed before.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [entry.filename for entry in archive.infolist()]
            if FORM not in names:
                return content, {}
            parts = {part: archive.read(part) for part in names}
    except _DAMAGED as error:
        raise CannotReadError(
            f"“{name}”已损坏，未采用。请重新拷贝检查表和它用到的文件后再导入。"
        ) from error
    return parts.pop(FORM), parts
