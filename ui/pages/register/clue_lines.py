"""What the preview of a bought list shows: its rows with what was decided of them, its doubts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.usecases.activity.clue_lists import CluesRead, Fate, ReadClue
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui.tables.columns import Align, Column
from ui.theme import State

DOUBT = "存疑"
WORDS = {
    Fate.NEAR: "名称相近",
    Fate.UNMATCHED: "台账里没有",
    Fate.MATCHED: "已对上",
    Fate.KNOWN: "已经导入过",
    Fate.DOUBLE: "名单里重复",
}
_STATES = {
    WORDS[Fate.NEAR]: State.HINT,
    DOUBT: State.HINT,
    WORDS[Fate.UNMATCHED]: State.UNCHECKED,
    WORDS[Fate.MATCHED]: State.PASSED,
}
_ORDER = (None, Fate.UNMATCHED, Fate.NEAR, Fate.MATCHED, Fate.KNOWN, Fate.DOUBLE)


@dataclass(frozen=True)
class Line:
    """One row of the list with what was decided of it, or one doubt."""

    place: str
    read: ReadClue | None = None
    decided: str | None = None
    """Id of the account that a person chose, empty for none of them, None while it is open."""
    doubt: str = ""

    @property
    def id(self) -> str:
        """Where it stands."""
        return f"{self.place}{self.doubt}"

    @property
    def is_open(self) -> bool:
        """Whether a person may still say which account is meant."""
        return self.fate is Fate.NEAR and self.decided is None

    @property
    def fate(self) -> Fate | None:
        """The row's; None of a doubt."""
        return self.read.fate if self.read else None

    @property
    def word(self) -> str:
        """What becomes of it, as filters say it."""
        if self.fate is None:
            return DOUBT
        if self.fate is Fate.NEAR and self.decided is not None:
            return WORDS[Fate.MATCHED if self.decided else Fate.UNMATCHED]
        return WORDS[self.fate]

    @property
    def account(self) -> ListedAccount | None:
        """The account it is about, as far as that is sure or decided."""
        if self.read is None or self.read.listed is not None:
            return self.read.listed if self.read else None
        near = (listed for listed, _ in self.read.near)
        return next((listed for listed in near if listed.account.id == self.decided), None)


def _named(line: Line) -> str:
    return line.read.row.named if line.read else f"{line.place} 单元格"


def _told(line: Line) -> str:
    if line.read is None:
        return line.doubt
    return line.read.row.problem


def _account(line: Line) -> str:
    return named(line.account) if line.account else ""


def named(listed: ListedAccount) -> str:
    """Return an account by name and platform."""
    return f"{listed.account.name}（{listed.account.platform.label}）"


COLUMNS: list[Column[Line]] = [
    Column(
        "结果",
        lambda line: line.word,
        state=lambda line: _STATES.get(line.word),
        width=120,
        least=110,
    ),
    Column("名单名称", _named, width=170, least=100, wraps=True),
    Column("台账账号", _account, width=180, least=110, wraps=True),
    Column("问题", _told, width=190, least=110, wraps=True),
    Column(
        "发现日期",
        lambda line: line.read.row.found_on if line.read else "",
        align=Align.CENTRE,
        width=104,
        spare=1,
    ),
    Column("位置", lambda line: line.place, width=90, spare=2),
]


def lines_of(read: CluesRead, decided: Mapping[str, str]) -> Iterator[Line]:
    """Yield the rows, and the doubts that are no row's lack of an account."""
    rows = {(found.row.sheet, found.row.cell) for found in read.rows if not found.listed}
    for found in read.rows:
        told = decided.get(found.id) if found.near else None
        yield Line(_place(read, found.row.sheet, found.row.cell), found, told)
    for problem in read.problems:
        if (problem.sheet, problem.cell) not in rows:
            yield Line(_place(read, problem.sheet, problem.cell), doubt=problem.text)


def _place(read: CluesRead, sheet: str, cell: str) -> str:
    return cell if sheet == read.columns.sheet else f"{sheet} {cell}"


def order(line: Line) -> int:
    """Return the place of a line: what a person has to look at first."""
    return 0 if line.is_open else _ORDER.index(line.fate)


def advice(lines: Sequence[Line], new: int, still: int) -> str:
    """Return what the list holds, by kind, and what to do now."""
    count = Counter(line.word for line in lines)
    counted = [f"{word} {count[word]} 条" for word in (*WORDS.values(), DOUBT) if count[word]]
    text = f"{'，'.join(counted)}。" if counted else ""
    if not new:
        return f"{text}没有新的线索要导入。"
    if still:
        return f"{text}名称相近的请定是哪个账号；没定的也可以先导入，核实时再定。"
    return f"{text}现在还没有写入，点“导入”才写入；导入的都待核实，不影响结论和合格率。"
