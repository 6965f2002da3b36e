"""核对台账, 检查 and 上报: how far a quarter is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.reporting import standing_of_reports
from govmedia_desktop.usecases.oversight.today import updates
from govmedia_desktop.usecases.periods.periods import period_list, usual_nature
from ui.parts.states import StatePill
from ui.parts.words import faint_label, plain_label
from ui.theme import State

Step = tuple[str, State, str, str]
"""Its title, its state in sign and word, its count."""


def read_steps(desk: Desk, quarter: Period) -> tuple[Step, ...]:
    """Return how far a quarter is."""
    checks = "自查" if usual_nature(desk) is Nature.SELF else "检查"
    return (
        ("1 核对台账", *_register(desk)),
        (f"2 {checks}", *_checks(desk, quarter)),
        ("3 上报", *_sent(desk)),
    )


class Steps(QWidget):
    """核对台账, 检查 (or 自查) and 上报: each with its state and its count."""

    def __init__(self) -> None:
        super().__init__()
        self.states = [StatePill(State.UNCHECKED) for _ in range(3)]
        self.titles = [plain_label() for _ in range(3)]
        self.counts = [faint_label(wrap=True) for _ in range(3)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(2, 1)
        for row, line in enumerate(zip(self.titles, self.states, self.counts, strict=True)):
            for place, widget in enumerate(line):
                grid.addWidget(widget, row, place)
        self.setLayout(grid)

    def show_steps(self, told: Sequence[Step]) -> None:
        """Show how far a quarter is."""
        for number, (title, state, word, count) in enumerate(told):
            self.titles[number].setText(title)
            self.states[number].show_state(state, word)
            self.counts[number].setText(count)


def _register(desk: Desk) -> tuple[State, str, str]:
    found = updates(desk)
    unknown = sum(update.freshness is Freshness.UNKNOWN for update in found)
    if not found:
        return State.UNCHECKED, "没有账号", "先导入台账或新增账号"
    if unknown:
        return State.HINT, "待核实", f"{len(found)} 个账号，{unknown} 个的更新日期待核实"
    return State.PASSED, "已核对", f"{len(found)} 个账号，更新日期都已核实"


def _checks(desk: Desk, quarter: Period) -> tuple[State, str, str]:
    listed = period_list(desk, quarter)
    count = f"已查 {listed.done}/{len(listed.rows)}"
    if not listed.rows:
        return State.UNCHECKED, "没有账号", "台账里有账号以后再查"
    if not listed.done:
        return State.UNCHECKED, "未开始", count
    if listed.done < len(listed.rows):
        return State.STARTED, "未查完", count
    return State.PASSED, "已查完", count


def _sent(desk: Desk) -> tuple[State, str, str]:
    standing = standing_of_reports(desk)
    if standing.last_sent is None:
        return State.UNCHECKED, "未生成", f"{standing.unsent} 条修改，还没有生成过文件"
    since = f"{standing.last_sent[:10]} 生成过文件"
    if standing.unsent:
        return State.HINT, "有新修改", f"{since}，此后又有 {standing.unsent} 条修改"
    return State.PASSED, "已生成", f"{since}，此后没有修改"
