"""Measuring ours and its reference in turn, so that a busy machine slows both."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Measure = Callable[[], float]


@dataclass(frozen=True)
class Claim:
    """A promise: `ours` at most `target` times `reference`; both return seconds, or MB."""

    name: str
    target: float
    ours: Measure
    reference: Measure
    rounds: int = 5
    unit: str = "s"


@dataclass(frozen=True)
class Measured:
    """What came out, round by round."""

    name: str
    target: float
    unit: str
    ours: tuple[float, ...]
    reference: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of ours over the median of the reference: smaller is better."""
        return median(self.ours) / median(self.reference)

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        return self.ratio <= self.target


def measured(claim: Claim) -> Measured:
    """Carry out the rounds after one that does not count: it loads what is loaded once."""
    claim.ours()
    claim.reference()
    rounds = [(claim.ours(), claim.reference()) for _ in range(claim.rounds)]
    ours, reference = zip(*rounds, strict=True)
    return Measured(claim.name, claim.target, claim.unit, ours, reference)


def seconds(work: Callable[[], object]) -> Measure:
    """Return what tells how long the work takes each time, garbage of the last one not included."""

    def run() -> float:
        gc.collect()
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return run
