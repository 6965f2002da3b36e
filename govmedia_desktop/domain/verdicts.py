"""How findings become a verdict (国办秘函〔2019〕19号: any veto situation → 不合格)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from govmedia_desktop.domain.findings import Finding, OpenItem, Severity
from govmedia_desktop.domain.scores import Score, Scoring, score_of

__all__ = ["Conclusion", "Finding", "OpenItem", "Severity", "Verdict", "reach"]


class Conclusion(StrEnum):
    """结论 of an inspection."""

    OPEN = "未检查完"
    PASSED = "合格"
    FAILED = "不合格"


@dataclass(frozen=True)
class Verdict:
    """The conclusion and all it rests on."""

    conclusion: Conclusion
    findings: tuple[Finding, ...]
    open_items: tuple[OpenItem, ...] = ()
    so_far: Score | None = None
    """The score as things stand; None where the form has no points or a veto ends the scoring."""
    rests_on_unconfirmed: bool = False
    """不合格·待核实: it fails, but would not without what nobody confirmed."""

    @property
    def vetoes(self) -> tuple[Finding, ...]:
        """The veto findings, also while the inspection is not finished."""
        return tuple(f for f in self.findings if f.severity is Severity.VETO)

    @property
    def score(self) -> Decimal | None:
        """The score, once there is a verdict; None where there is none."""
        finished = self.conclusion is not Conclusion.OPEN
        return self.so_far.points if self.so_far and finished else None


def reach(
    findings: Sequence[Finding],
    open_items: Iterable[OpenItem] = (),
    scoring: Scoring | None = None,
) -> Verdict:
    """Return the verdict: open while an item is, else by the vetoes, else by the score.

    A veto ends the scoring. Hints change nothing. `scoring` is None where the form has no points.
    """
    still_open = tuple(open_items)
    fails = _fails(findings, scoring)
    conclusion = Conclusion.FAILED if fails else Conclusion.PASSED
    confirmed = [finding for finding in findings if not finding.unconfirmed]
    return Verdict(
        Conclusion.OPEN if still_open else conclusion,
        tuple(findings),
        still_open,
        _score(findings, scoring),
        fails and not _fails(confirmed, scoring),
    )


def _score(findings: Sequence[Finding], scoring: Scoring | None) -> Score | None:
    if scoring is None or any(f.severity is Severity.VETO for f in findings):
        return None
    return score_of(findings, scoring)


def _fails(findings: Sequence[Finding], scoring: Scoring | None) -> bool:
    if any(f.severity is Severity.VETO for f in findings):
        return True
    return scoring is not None and scoring.fails(score_of(findings, scoring))
