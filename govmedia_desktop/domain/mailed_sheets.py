"""Check sheets as workbooks that are mailed out and come back: what identifies one, what came back.

The identity travels inside the workbook, as texts of a sheet that nobody sees. It is sealed by a
hash over all of it: whoever changes an id, on purpose or by accident, is found out. That is no
signature and keeps nobody out; it keeps answers from landing at the wrong account.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.domain.results import answer_as_value, answer_from_value
from govmedia_desktop.domain.revisions import canonical

KIND = "govmedia-sheet"
FORMAT = 1
LONGEST_PIECE = 8_000
"""Characters of the identity in one cell; WPS and Excel hold 32,767."""


IDENTITY_SHEET = "标识"
CHOICES_SHEET = "选项"
ACCOUNT_KEY = "gm:account"
"""Marks the column of the accounts' record ids, in the row whose other cells say which column is
which: a question's path, or one of the keys below."""
NAME_KEY = "gm:name"
PLATFORM_KEY = "gm:platform"
AGREED_KEY = "gm:agreed"
"""The column in which a row's prefilled values are said to have been looked at."""
HEADER_KEY = "gm:header"
WHO_KEY = "gm:who"
"""Stands among the record ids: the row with 填报人 (under the names) and 检查日期 (under the first
question)."""
AGREED = "是"


class AlteredError(ValueError):
    """The identity is not what was sent out."""


class TooNewError(ValueError):
    """The sheet was made by a newer version of the program."""


@dataclass(frozen=True)
class Prefilled:
    """A cell that was filled in beforehand: its text, and the answer that the text stands for."""

    text: str
    answer: Answer


@dataclass(frozen=True)
class IssuedAccount:
    """An account as it stands on the sheet; `prefilled` by the path of the question."""

    id: str
    name: str
    platform: str
    prefilled: Mapping[str, Prefilled]


@dataclass(frozen=True)
class MailedSheet:
    """What one sheet is: its own id (a UUID), who sent it to whom, for what.

    `form` is the record id of the form version, `workbook` its SHA-256, `issuer` and `office` are
    record ids, `period` a code like `2026Q4`, `day` the 监测时间点 (ISO).
    """

    sheet: str
    issuer: str
    issuer_name: str
    office: str
    office_name: str
    form: str
    form_id: str
    version: str
    workbook: str
    period: str
    day: str
    practice: bool
    questions: tuple[str, ...]
    accounts: tuple[IssuedAccount, ...]


@dataclass(frozen=True)
class Filled:
    """The text of a cell and the cell's A1 name."""

    text: str
    cell: str


@dataclass(frozen=True)
class FilledRow:
    """An account's row: its cells by the path of the question. `agreed`: 预填已核对 says 是."""

    account: str
    cell: str
    """The cell of its name."""
    cells: Mapping[str, Filled]
    agreed: bool


@dataclass(frozen=True)
class FilledSheet:
    """A mailed sheet as it came back; `name` is the worksheet's. Rows as they stand there now."""

    identity: MailedSheet
    name: str
    filler: str
    filled_on: Filled
    rows: tuple[FilledRow, ...]
    strangers: tuple[Filled, ...]
    """The names in rows that were added: nobody sent out a row for them."""


def identity_of(sheet: MailedSheet) -> list[list[str]]:
    """Return the rows of the hidden sheet: kind and seal, then the identity in pieces."""
    head = {k: v for k, v in vars(sheet).items() if k != "accounts"}
    bodies = [canonical({**head, "questions": list(sheet.questions)})]
    bodies += [canonical(_account_as_value(account)) for account in sheet.accounts]
    return [[KIND, str(FORMAT), _seal(bodies)], *(_pieces(body) for body in bodies)]


def read_identity(rows: Sequence[Sequence[str]]) -> MailedSheet:
    """Return the sheet of `identity_of`.

    Raises `TooNewError` for one of a later format, `AlteredError` for one that was changed.
    """
    kind, version, seal = (*rows[0], "", "", "")[:3] if rows else ("", "", "")
    if kind != KIND or not version.isdecimal():
        raise AlteredError
    if int(version) > FORMAT:
        raise TooNewError
    try:
        bodies = [base64.b64decode("".join(row), validate=True).decode() for row in rows[1:]]
        if _seal(bodies) != seal:
            raise AlteredError
        return _read(*(json.loads(body) for body in bodies))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise AlteredError from None


def _read(head: Mapping[str, Any], *accounts: Mapping[str, Any]) -> MailedSheet:
    """Raises what a body of another shape leads to: whoever knows the seal can make any."""
    questions = tuple(head["questions"])
    texts = (value for name, value in head.items() if name not in ("questions", "practice"))
    if not questions or not all(isinstance(text, str) for text in (*questions, *texts)):
        raise AlteredError
    date.fromisoformat(head["day"])
    found = tuple(map(_account_from, accounts))
    practice = bool(head["practice"])
    return MailedSheet(**{**head, "practice": practice, "questions": questions, "accounts": found})


def _account_as_value(account: IssuedAccount) -> dict[str, Any]:
    prefilled = {
        path: [given.text, answer_as_value(given.answer)]
        for path, given in account.prefilled.items()
    }
    return {**asdict(account), "prefilled": prefilled}


def _account_from(value: Mapping[str, Any]) -> IssuedAccount:
    prefilled = {}
    for path, (text, told) in value["prefilled"].items():
        answer = answer_from_value(told)
        if answer is None or not isinstance(answer.value, str) or not isinstance(text, str):
            raise AlteredError
        prefilled[path] = Prefilled(text, answer)
    account = IssuedAccount(**{**value, "prefilled": prefilled})
    if not all(isinstance(text, str) for text in (account.id, account.name, account.platform)):
        raise AlteredError
    return account


def _seal(bodies: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(bodies).encode()).hexdigest()


def _pieces(body: str) -> list[str]:
    """Spelled so that no program takes a piece for anything but a plain word."""
    plain = base64.b64encode(body.encode()).decode()
    return [plain[at : at + LONGEST_PIECE] for at in range(0, len(plain), LONGEST_PIECE)]
