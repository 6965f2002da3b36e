"""Mailed check sheets that came back filled in: their identity, and what stands in which cell."""

from collections.abc import Iterator
from pathlib import Path

from govmedia_desktop.domain.mailed_sheets import (
    ACCOUNT_KEY,
    AGREED,
    AGREED_KEY,
    HEADER_KEY,
    IDENTITY_SHEET,
    KIND,
    NAME_KEY,
    PLATFORM_KEY,
    WHO_KEY,
    AlteredError,
    Filled,
    FilledRow,
    FilledSheet,
    MailedSheet,
    TooNewError,
    read_identity,
)
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.files import read_sheets
from govmedia_desktop.spreadsheets.sheets import Sheet, address, shown
from govmedia_desktop.spreadsheets.tables import cell_of

NOT_OURS = "不是本程序发出的检查表格"
ALTERED = "里看不见的编号被改动过，分不清哪一行是哪个账号"


def read_mailed(path: Path) -> FilledSheet:
    """Return a check sheet that came back.

    Raises CannotReadError, in one sentence, where it is none, where its ids were changed or where
    rows and ids no longer belong together.
    """
    sheets = read_sheets(path)
    hidden = [s for s in sheets if s.name == IDENTITY_SHEET and _kind_of(s) == KIND]
    if len(hidden) != 1:
        raise _refused(path, f"{NOT_OURS}，认不出单位和账号")
    try:
        identity = read_identity(_texts(hidden[0]))
    except TooNewError:
        raise _refused(path, "由更新版本的程序发出，这里还读不懂，请先升级本程序") from None
    except AlteredError:
        raise _refused(path, ALTERED) from None
    tables = [(sheet, row) for sheet in sheets if (row := _key_row(sheet)) is not None]
    if len(tables) != 1:
        what = "没有了检查表格这张工作表" if not tables else "有不止一张检查表格工作表"
        raise _refused(path, f"里{what}")
    return _Reader(path, identity, *tables[0]).read()


def _refused(path: Path, reason: str) -> CannotReadError:
    return CannotReadError(
        f"文件“{path.name}”{reason}；没有接收其中任何内容，请向填报单位要回原来的表格，"
        "或重新发一份。"
    )


def _kind_of(sheet: Sheet) -> str:
    return str(sheet.rows.get(1, {}).get(1, ""))


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[shown(cells[c]) for c in sorted(cells)] for cells in sheet.rows.values()]


def _key_row(sheet: Sheet) -> int | None:
    return next((r for r, cells in sheet.rows.items() if ACCOUNT_KEY in cells.values()), None)


class _Reader:
    """Reads the table under the row of keys, wherever its rows and columns are by now."""

    def __init__(self, path: Path, identity: MailedSheet, sheet: Sheet, keys: int) -> None:
        self._path, self._identity, self._sheet = path, identity, sheet
        cells = sheet.rows[keys]
        self._columns = {shown(value): column for column, value in cells.items()}
        wanted = (*identity.questions, NAME_KEY, PLATFORM_KEY, AGREED_KEY)
        if len(self._columns) != len(cells) or not self._columns.keys() >= set(wanted):
            raise _refused(path, "里少了列，或者列被改动过")
        self._keys = keys
        self._accounts = {account.id: account for account in identity.accounts}

    def read(self) -> FilledSheet:
        """Return all of it."""
        rows = tuple(self._rows())
        seen = [row.account for row in rows]
        if len(set(seen)) != len(seen):
            raise _refused(self._path, "里同一个账号有不止一行")
        who = self._who()
        return FilledSheet(
            self._identity,
            self._sheet.name,
            self._text(who, self._columns[NAME_KEY]).strip(),
            self._filled(who, self._columns[self._identity.questions[0]]),
            rows,
            tuple(self._strangers()),
        )

    def _who(self) -> int:
        column = self._columns[ACCOUNT_KEY]
        found = [row for row, cells in self._sheet.rows.items() if cells.get(column) == WHO_KEY]
        if len(found) != 1:
            raise _refused(self._path, ALTERED)
        return found[0]

    def _rows(self) -> Iterator[FilledRow]:
        column, name = self._columns[ACCOUNT_KEY], self._columns[NAME_KEY]
        for row, cells in self._sheet.rows.items():
            key = shown(cells.get(column, ""))
            if row <= self._keys or key in ("", WHO_KEY, HEADER_KEY):
                continue
            account = self._accounts.get(key)
            printed = self._text(row, name), self._text(row, self._columns[PLATFORM_KEY])
            if account is None or _plain(*printed) != _plain(account.name, account.platform):
                raise _refused(self._path, f"第{row}行的账号和看不见的编号对不上")
            yield FilledRow(
                key,
                address(row, name),
                {q: self._filled(row, self._columns[q]) for q in self._identity.questions},
                self._text(row, self._columns[AGREED_KEY]).strip() == AGREED,
            )

    def _strangers(self) -> Iterator[Filled]:
        name = self._columns[NAME_KEY]
        looked = [name, *(self._columns[question] for question in self._identity.questions)]
        for row, cells in self._sheet.rows.items():
            added = row > self._keys and not cells.get(self._columns[ACCOUNT_KEY])
            if added and any(self._text(row, column).strip() for column in looked):
                yield self._filled(row, name)

    def _filled(self, row: int, column: int) -> Filled:
        return Filled(self._text(row, column), address(row, column))

    def _text(self, row: int, column: int) -> str:
        value = cell_of(self._sheet, row, column)
        return "" if value is None else shown(value)


def _plain(*texts: str) -> tuple[str, ...]:
    return tuple(map(clean_name, texts))
