"""What an inspection finds: the severities of a finding, the finding itself, what is still open."""

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


def points_as_text(points: Decimal) -> str:
    """Return points as people write them: `5`, `0.5`."""
    return format(points.normalize(), "f")


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

    @property
    def is_problem(self) -> bool:
        """Whether something is to be put right; a bonus is none."""
        return self.severity is not Severity.BONUS

    @property
    def counted_points(self) -> Decimal:
        """What it deducts or adds: 0 where it does neither or has no points above 0."""
        scores = self.severity in (Severity.DEDUCT, Severity.BONUS)
        if not scores or self.points is None or not self.points.is_finite():
            return Decimal(0)
        return max(self.points, Decimal(0))

    @property
    def effect(self) -> str:
        """What it does to the verdict, in a word: 单项否决, 扣5分, 加2分, 提示."""
        if not self.counted_points:
            return self.severity.label
        return f"{self.severity.label[0]}{points_as_text(self.counted_points)}分"


@dataclass(frozen=True)
class OpenItem:
    """A relevant item that nobody has answered yet (未答)."""

    code: str
    path: str
    label: str
