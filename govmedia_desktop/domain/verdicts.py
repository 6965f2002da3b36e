"""How findings become a verdict (国办秘函〔2019〕19号: any veto situation → 不合格)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Severity(StrEnum):
    """What a finding does to the verdict."""

    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The word of the trade."""
        return {"veto": "单项否决", "deduct": "扣分", "bonus": "加分", "hint": "提示"}[self]


class Conclusion(StrEnum):
    """结论 of an inspection."""

    OPEN = "未检查完"
    PASSED = "合格"
    FAILED = "不合格"


@dataclass(frozen=True)
class Finding:
    """One thing an inspection found, explained.

    `code` is the item's name in the form, `path` its XForm path (with stable repeat ids).
    `unconfirmed`: it rests on a value that nobody confirmed (待核实).
    `values` are the inputs it rests on, label → value as shown.
    """

    code: str
    path: str
    severity: Severity
    problem: str
    basis: str
    explanation: str
    remedy: str
    unconfirmed: bool = False
    points: Decimal | None = None
    values: tuple[tuple[str, str], ...] = ()
    passes_if: str = ""
    """What would make the item pass, one sentence."""


@dataclass(frozen=True)
class OpenItem:
    """A relevant item that nobody has answered yet (未答)."""

    code: str
    path: str
    label: str


@dataclass(frozen=True)
class Verdict:
    """The conclusion and all it rests on. `score` is None where the form has no points."""

    conclusion: Conclusion
    findings: tuple[Finding, ...]
    open_items: tuple[OpenItem, ...] = ()
    score: Decimal | None = None

    @property
    def vetoes(self) -> tuple[Finding, ...]:
        """The veto findings, also while the inspection is not finished."""
        return tuple(f for f in self.findings if f.severity is Severity.VETO)

    @property
    def rests_on_unconfirmed(self) -> bool:
        """不合格·待核实: it fails, but only by vetoes resting on what nobody confirmed."""
        return bool(self.vetoes) and all(f.unconfirmed for f in self.vetoes)


def reach(findings: Sequence[Finding], open_items: Iterable[OpenItem] = ()) -> Verdict:
    """Return the verdict of a form without points: open while an item is, else by the vetoes."""
    still_open = tuple(open_items)
    vetoed = any(f.severity is Severity.VETO for f in findings)
    if still_open:
        conclusion = Conclusion.OPEN
    else:
        conclusion = Conclusion.FAILED if vetoed else Conclusion.PASSED
    return Verdict(conclusion, tuple(findings), still_open)
