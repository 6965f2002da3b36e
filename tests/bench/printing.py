"""The table people read and `bench.json` that programs read."""

import json
from collections.abc import Iterable
from statistics import median
from typing import Any

from tests.bench.measuring import Measured

HEADER = ("claim", "ours (min–max)", "reference (min–max)", "ratio", "target", "", "n")
_WIDTHS = (44, 27, 27, 7, 7, 8, 4)
_STEPS = ((1e-3, 1e6, "µs"), (1.0, 1e3, "ms"), (float("inf"), 1.0, "s"))


def header() -> str:
    """Return the table's first line."""
    return _line(HEADER)


def line(row: Measured) -> str:
    """Return a line of the table; a target that was missed says so."""
    return _line(
        (
            row.name,
            _spread(row.ours, row.unit),
            _spread(row.reference, row.unit),
            f"{row.ratio:.2f}",
            f"{row.target:g}",
            "holds" if row.holds else "MISSING",
            str(len(row.ours)),
        )
    )


def as_json(rows: Iterable[Measured]) -> str:
    """Return `bench.json`: medians in seconds (or MB), ratio = ours / reference."""
    return json.dumps([_row(row) for row in rows], indent=1) + "\n"


def _row(row: Measured) -> dict[str, Any]:
    return {
        "name": row.name,
        "ours": median(row.ours),
        "reference": median(row.reference),
        "ratio": row.ratio,
        "target": row.target,
        "holds": row.holds,
        "n": len(row.ours),
    }


def _line(cells: Iterable[str]) -> str:
    return "  ".join(f"{c:<{w}}" for c, w in zip(cells, _WIDTHS, strict=True)).rstrip()


def _spread(values: tuple[float, ...], unit: str) -> str:
    middle = median(values)
    factor, shown = 1.0, unit
    if unit == "s":
        factor, shown = next((f, name) for limit, f, name in _STEPS if middle < limit)
    low, mid, high = (f"{v * factor:.4g}" for v in (min(values), middle, max(values)))
    return f"{mid} {shown} ({low}–{high})"
