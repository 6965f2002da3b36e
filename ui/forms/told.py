"""What is said beside and under an answer, in words."""

from collections.abc import Iterable

from govmedia_desktop.domain.evidence import Evidence, answering
from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.forms.compiled import FILE_KINDS
from govmedia_desktop.forms.items import Item
from ui.theme import State

_ORIGIN = {
    Source.REGISTER: "台账带入",
    Source.PREVIOUS: "上次检查带入",
    Source.DEFAULT: "预先填好",
    Source.FILE: "文件带入",
}
_SIGNS = {
    Severity.VETO: State.FAILED,
    Severity.DEDUCT: State.HINT,
    Severity.HINT: State.HINT,
    Severity.BONUS: State.PASSED,
}


def origin(item: Item, title: str = "", today: str = "") -> str:
    """Return what is said of a value that nobody typed here; empty for the others.

    `title` is that of the form under which it was answered, `today` the ISO date.
    """
    answer = item.answer
    if answer is None or not answer.value:
        return ""
    if answer.source is Source.TODAY:
        day = (answer.confirmed_at or "")[:10]
        about = (title.partition("（")[0] or "另一张检查表", answer.confirmed_by or "")
        return f"{'今日' if day == today else day}已答（{'，'.join(filter(None, about))}）"
    words = _ORIGIN.get(answer.source, "")
    if not words or item.is_given_by_form:
        return words
    return f"{words}，回车确认" if item.unconfirmed else f"{words}，已确认"


def name_alone(item: Item, pieces: Iterable[Evidence]) -> str:
    """Return what is said of an answer that names a file which is not here, else nothing."""
    named = item.kind in FILE_KINDS and item.value
    return "只有名字，没有文件" if named and not answering(pieces, item.value) else ""


def sign_of(finding: Finding) -> State:
    """Return the sign of a finding; what rests on a value nobody looked at judges nobody yet."""
    return State.UNCHECKED if finding.unconfirmed else _SIGNS[finding.severity]


def told(finding: Finding) -> str:
    """Return what a question's answer amounts to, in one line."""
    doubt = "（待核实）" if finding.unconfirmed else ""
    return f"{finding.effect}{doubt}：{finding.explanation}"


def gone_without(item: Item) -> str:
    """Return why a question has no value, and how to give it one; empty where it has."""
    return f"{item.answer.absence}。直接作答就改回来。" if item.answer and item.absent else ""


def warned(item: Item) -> str:
    """Return what is said of an odd answer, and what can be done about it."""
    if not item.warning:
        return ""
    return f"提醒：{item.warning}。" + ("" if item.note else "填错了请改；属实就在下面说明情况。")
