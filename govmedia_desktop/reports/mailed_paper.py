"""What stands on a check sheet that is mailed out, or sent back marked: plain data, no layout."""

from dataclasses import dataclass

from govmedia_desktop.domain.mailed_sheets import MailedSheet


@dataclass(frozen=True)
class MailedColumn:
    """A question: `note` is shown at the header, `kind` as `compiled.Node` has it."""

    path: str
    title: str
    note: str
    kind: str


@dataclass(frozen=True)
class MailedCell:
    """`text`: dates ISO, choices by label. `choices` are labels to choose from; `closed`: nothing
    is to be filled in; `known`: filled in beforehand; `fault`: what is wrong with it."""

    text: str = ""
    choices: tuple[str, ...] = ()
    closed: bool = False
    known: bool = False
    fault: str = ""


@dataclass(frozen=True)
class MailedRow:
    """An account with its cells in the columns' order; `problem` is told at the end of the row."""

    account: str
    name: str
    platform: str
    cells: tuple[MailedCell, ...]
    agreed: bool = False
    problem: str = ""


@dataclass(frozen=True)
class MailedPaper:
    """All that stands on a sheet; `marked`: it goes back with what is wrong."""

    identity: MailedSheet
    title: str
    period: str
    columns: tuple[MailedColumn, ...]
    rows: tuple[MailedRow, ...]
    filler: str = ""
    filled_on: str = ""
    marked: bool = False
