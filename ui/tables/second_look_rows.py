"""Second looks as rows: the pairs, what differs in one of them, the agreement item by item."""

from govmedia_desktop.domain.agreement import FEW
from govmedia_desktop.usecases.inspections.second_looks import ShownDifference, ShownItem, ShownPair
from ui.tables.columns import Align, Column
from ui.theme import State

FORM_OF_PAIR, FORM_OF_ITEM = 4, 2
"""The numbers of the columns that name the form: needless where there is one form only."""


def outcome(pair: ShownPair) -> str:
    """Return how many answers of a pair differ, and of how many."""
    return f"{len(pair.differences)} 项不同 / 共 {pair.compared} 项"


def state_of(pair: ShownPair) -> State:
    """Return the sign of a pair; without a common answer nothing is said of it."""
    if not pair.compared:
        return State.UNCHECKED
    return State.HINT if pair.differences else State.PASSED


def _state_of_item(item: ShownItem) -> State:
    if item.agreement.compared < FEW:
        return State.UNCHECKED
    return State.HINT if item.agreement.is_vague else State.PASSED


def _words_of_item(item: ShownItem) -> str:
    few = item.agreement.compared < FEW
    return f"{item.words}，次数还少" if few else item.words


PAIRS: list[Column[ShownPair]] = [
    Column("账号名称", lambda p: p.account_name, width=182, least=112, wraps=True),
    Column("监测时间点", lambda p: p.day, align=Align.CENTRE, width=104, spare=2),
    Column(
        "两人",
        lambda p: f"{p.first_person}、{p.second_person}",
        width=98,
        least=90,
        spare=1,
        wraps=True,
    ),
    Column(
        "核对结果",
        outcome,
        lambda p: len(p.differences),
        state=state_of,
        width=168,
    ),
    Column("检查表", lambda p: p.form_title, width=120, spare=3),
]
DIFFERENCES: list[Column[ShownDifference]] = [
    Column("题目", lambda d: d.label, width=220, least=110, wraps=True),
    Column("第一遍", lambda d: d.first, width=140, least=80, wraps=True),
    Column("第二遍", lambda d: d.second, width=140, least=80, wraps=True),
]
ITEMS: list[Column[ShownItem]] = [
    Column("题目", lambda i: i.label, width=200, least=110, wraps=True),
    Column(
        "两人一致",
        _words_of_item,
        lambda i: float(i.agreement.share),
        state=_state_of_item,
        width=312,
        least=170,
        wraps=True,
    ),
    Column("检查表", lambda i: i.form_title, width=120, spare=1),
]
