"""Where the counts stand beside the points of a line: in nobody's way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Spot = tuple[float, float]
"""Pixels from the left and from the top."""
BETWEEN = 6.0
"""Pixels from the middle of a point to a text; the point itself reaches 5."""


@dataclass(frozen=True)
class Box:
    """A place for a text, in pixels from the left and from the top."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a place in common."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly inside."""
        wide = self.left <= other.left and other.right <= self.right
        return wide and self.top <= other.top and other.bottom <= self.bottom

    def crossed(self, start: Spot, end: Spot) -> bool:
        """Whether a straight line between two spots comes into the box."""
        first, last = 0.0, 1.0
        for at, to, low, high in (
            (start[0], end[0], self.left, self.right),
            (start[1], end[1], self.top, self.bottom),
        ):
            if at == to:
                if not low < at < high:
                    return False
                continue
            enters, leaves = sorted(((low - at) / (to - at), (high - at) / (to - at)))
            first, last = max(first, enters), min(last, leaves)
        return first < last


def beside(runs: Sequence[Sequence[Spot]], sizes: Sequence[Spot], paper: Box) -> list[Box | None]:
    """Return where the text of each spot stands, None where there is no place free for it.

    `runs` are the spots of the unbroken stretches of the line, `sizes` what their texts take, one
    a spot. No text lies on the line, on a point, on another text or beyond the paper; the first
    and the last choose before the others.
    """
    spots = [spot for run in runs for spot in run]
    points = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    placed: list[Box | None] = [None] * len(spots)
    last = len(spots) - 1
    for number in sorted(range(len(spots)), key=lambda n: n not in (0, last)):
        taken = [*points, *(box for box in placed if box is not None)]
        for box in _around(spots, number, sizes[number]):
            free = paper.holds(box) and not any(box.meets(other) for other in taken)
            if free and not _on_line(box, runs):
                placed[number] = box
                break
    return placed


def _on_line(box: Box, runs: Sequence[Sequence[Spot]]) -> bool:
    return any(
        box.crossed(start, end)
        for run in runs
        for start, end in zip(run, [*run[1:], run[-1]], strict=True)
    )


def _around(spots: Sequence[Spot], number: int, size: Spot) -> Iterator[Box]:
    """Yield the places around a spot: above a peak, below a valley, then the other ways."""
    (x, y), (width, height) = spots[number], size
    near = [spots[n][1] for n in (number - 1, number + 1) if 0 <= n < len(spots)]
    valley = bool(near) and y > sum(near) / len(near)
    above, below = y - BETWEEN - height, y + BETWEEN
    middle, right, left = x - width / 2, x + BETWEEN, x - BETWEEN - width
    tops = (below, above) if valley else (above, below)
    places = [(side, top) for side in (middle, right, left) for top in tops]
    for side, top in (*places, (right, y - height / 2), (left, y - height / 2)):
        yield Box(side, top, side + width, top + height)
