"""The code printed on a blank check sheet: which account and which form version it is for."""

import re
import unicodedata
from dataclasses import dataclass

_KIND = "gm1"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class SheetCode:
    """What the code says: `workbook` are the first eight hex digits of the form's SHA-256."""

    form_id: str
    version: str
    workbook: str
    account: str

    @property
    def text(self) -> str:
        """The code's text: `gm1|form id|version|hash|account id`."""
        return "|".join((_KIND, self.form_id, self.version, self.workbook, self.account))


def read_sheet_code(text: str) -> SheetCode | None:
    """Return what a code says as scanned or typed, None where it is no code of a check sheet.

    A scanner types through the input method, so full-width signs are taken too.
    """
    parts = unicodedata.normalize("NFKC", text).strip().split("|")
    if len(parts) != 5 or parts[0].casefold() != _KIND:
        return None
    form_id, version, workbook, account = (part.strip() for part in parts[1:])
    if not _ID.fullmatch(account.casefold()):
        return None
    return SheetCode(form_id, version, workbook, account.casefold())
