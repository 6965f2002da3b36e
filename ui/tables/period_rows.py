"""The accounts of a period as rows: how each stands, what opening it does."""

from dataclasses import dataclass

from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.domain.wordings import words_for
from govmedia_desktop.usecases.periods.periods import Checked
from ui.tables.columns import Column
from ui.theme import State

_STATES = {None: State.UNCHECKED, Conclusion.OPEN: State.STARTED}
_RESULTS = {"合格": State.PASSED, "不合格": State.FAILED}
STATES = (State.UNCHECKED, State.STARTED, State.FAILED, State.PASSED)


@dataclass(frozen=True)
class Row:
    """One account of the period; `id` is the account's."""

    id: str
    checked: Checked

    @property
    def state(self) -> State:
        """How the account stands in this period."""
        conclusion = self.checked.conclusion
        return _STATES.get(conclusion) or _RESULTS[str(conclusion)]

    @property
    def waits(self) -> bool:
        """Whether it is still to be checked to the end."""
        asked = self.checked.planned or self.checked.draft is not None
        return asked and self.checked.inspection is None

    @property
    def action(self) -> str:
        """What opening the row does."""
        if self.checked.draft is not None:
            return "继续检查"
        return "开始检查" if self.checked.inspection is None else "重新检查"

    @property
    def word(self) -> str:
        """The state's word; 待核实 where nobody confirmed what it fails by; score and source."""
        if not self.checked.planned and self.state is State.UNCHECKED:
            return "计划外"
        doubtful = self.state is State.FAILED and self.checked.unconfirmed
        words = words_for("", self.checked.nature)
        conclusion = self.checked.conclusion
        word = words.of(conclusion, unconfirmed=doubtful) if conclusion else self.state.word
        word = f"{word} {self.checked.score}分" if self.checked.score else word
        return f"{word} · {self.checked.way}" if self.checked.way else word

    @property
    def last(self) -> str:
        """How its last inspection before the period came out."""
        conclusion = self.checked.last_conclusion
        words = words_for("", self.checked.last_nature)
        return words.of(Conclusion(conclusion)) if conclusion else "没查过"


COLUMNS: list[Column[Row]] = [
    Column(
        "状态",
        lambda r: r.word,
        lambda r: STATES.index(r.state),
        state=lambda r: r.state,
        width=152,
        least=140,
        wraps=True,
    ),
    Column("账号名称", lambda r: r.checked.listed.account.name, width=230, least=140),
    Column("平台", lambda r: r.checked.listed.account.platform.label, spare=2),
    Column(
        "上次结论",
        lambda r: r.last,
        state=lambda r: _RESULTS.get(r.checked.last_conclusion or ""),
        width=110,
        spare=1,
        wraps=True,
    ),
    Column("主办单位", lambda r: r.checked.listed.owner_name or "未填", least=112, spare=3),
]
