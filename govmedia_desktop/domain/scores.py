"""How the points of findings make a score.

There are no national points for 政务新媒体 (国办秘函〔2019〕19号 scores portals only). Provinces,
cities and counties add their own, mostly in the same frame: deduct from 100, below 60 不合格, bonus
up to 20 only above 80, an item deducts no more than it is worth. Every number is the form's.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from govmedia_desktop.domain.findings import Finding, Severity, points_as_text

_ROW = re.compile(r"\[#[^\]]*\]")


@dataclass(frozen=True)
class Cap:
    """The most that findings at or under a path (without rows) deduct together, and likewise add.

    `label` is what people call that place of the form.
    """

    path: str
    label: str
    most: Decimal

    def covers(self, path: str) -> bool:
        """Whether a finding of that path falls under it; all rows of a repeat do."""
        return f"{_ROW.sub('', path)}/".startswith(f"{self.path}/")


@dataclass(frozen=True)
class Scoring:
    """A form's way of scoring; None is no limit."""

    base: Decimal
    least: Decimal = Decimal(0)
    most_bonus: Decimal | None = None
    bonus_above: Decimal | None = None
    """Bonus counts only where more than this is left after the deductions."""
    pass_mark: Decimal | None = None
    """A score below it is 不合格."""
    caps: tuple[Cap, ...] = ()

    def fails(self, score: "Score") -> bool:
        """Whether a score is too low to pass."""
        return self.pass_mark is not None and score.points < self.pass_mark


@dataclass(frozen=True)
class Score:
    """A score and how it came about, one line a step."""

    points: Decimal
    lines: tuple[str, ...]


def score_of(findings: Iterable[Finding], scoring: Scoring) -> Score:
    """Return the score of findings; vetoes and hints change nothing in it."""
    found = list(findings)
    lines = [f"基础分{points_as_text(scoring.base)}分"]
    deducted, told = _together(found, Severity.DEDUCT, scoring.caps)
    lines += told
    left = max(scoring.base - deducted, scoring.least)
    if deducted:
        floor = f"，最低{points_as_text(scoring.least)}分" if left > scoring.base - deducted else ""
        lines.append(f"扣分后{points_as_text(left)}分{floor}")
    added, told = _bonus(found, left, scoring)
    total = left + added
    lines += told
    lines.append(f"得分{points_as_text(total)}分{_marked(total, scoring.pass_mark)}")
    return Score(total, tuple(lines))


def _together(
    findings: Sequence[Finding], severity: Severity, caps: Sequence[Cap]
) -> tuple[Decimal, list[str]]:
    """Return what the findings of a severity come to under the caps, inner ones first."""
    word = severity.label[0]
    counted = [f for f in findings if f.severity is severity]
    lines = [f"{f.problem}：{f.effect if f.counted_points else '没有分值'}" for f in counted]
    entries = [(f.path, f.counted_points) for f in counted]
    for cap in sorted(caps, key=lambda cap: (-cap.path.count("/"), cap.path)):
        inside = sum((points for path, points in entries if cap.covers(path)), Decimal(0))
        if inside > cap.most:
            entries.append((cap.path, cap.most - inside))
            counts = (points_as_text(inside), points_as_text(cap.most))
            lines.append(f"“{cap.label}”共{word}{counts[0]}分，按规定最多{word}{counts[1]}分")
    return sum((points for _, points in entries), Decimal(0)), lines


def _bonus(
    findings: Sequence[Finding], left: Decimal, scoring: Scoring
) -> tuple[Decimal, list[str]]:
    added, lines = _together(findings, Severity.BONUS, scoring.caps)
    if not added:
        return Decimal(0), lines
    if scoring.bonus_above is not None and left <= scoring.bonus_above:
        return Decimal(0), [*lines, f"不高于{points_as_text(scoring.bonus_above)}分，不计加分"]
    if scoring.most_bonus is not None and added > scoring.most_bonus:
        most = points_as_text(scoring.most_bonus)
        return scoring.most_bonus, [*lines, f"加分共{points_as_text(added)}分，最多计{most}分"]
    return added, lines


def _marked(total: Decimal, mark: Decimal | None) -> str:
    if mark is None:
        return ""
    return f"，{'低于' if total < mark else '不低于'}合格线{points_as_text(mark)}分"
