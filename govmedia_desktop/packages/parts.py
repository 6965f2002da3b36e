"""Splitting what is to be sent into files of a size that mail takes: planned before any is written.

Each part is an exchange file of its own, which comes in in any order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

Place = tuple[str, int]
"""Replica and counter."""

LINES_SHRINK_TO = 2
"""Lines are counted at half of their length: ZIP leaves that of Chinese prose, less of the rest."""


@dataclass(frozen=True)
class Weighed:
    """A line and the bytes that it is counted at."""

    place: Place
    weight: int


@dataclass(frozen=True)
class Picture:
    """A piece of evidence: SHA-256, where it lies, size in bytes."""

    sha256: str
    path: Path
    size: int


@dataclass
class Portion:
    """What goes into one file."""

    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    late: tuple[Place, Place] | None = None
    """The first and the last of its late lines."""
    evidence: list[Picture] = field(default_factory=list)
    weight: int = 0

    def take_line(self, place: Place) -> None:
        """Add the next line."""
        replica, counter = place
        self.ranges[replica] = (self.ranges.get(replica, (counter, counter))[0], counter)

    def take_late(self, place: Place) -> None:
        """Add the next late line."""
        self.late = (self.late[0] if self.late else place, place)


def portions(
    lines: Iterable[Weighed], late: Iterable[Weighed], evidence: Iterable[Picture], room: int
) -> list[Portion]:
    """Return what goes into each file, in order, so that none is counted at more than `room` bytes.

    Only what is larger than that by itself stands in a file that is too large. Lines come in the
    order in which they are written.
    """
    made = [Portion()]

    def one_with(weight: int) -> Portion:
        if made[-1].weight and made[-1].weight + weight > room:
            made.append(Portion())
        made[-1].weight += weight
        return made[-1]

    for line in lines:
        one_with(line.weight).take_line(line.place)
    for line in late:
        one_with(line.weight).take_late(line.place)
    for picture in evidence:
        one_with(picture.size).evidence.append(picture)
    return made
