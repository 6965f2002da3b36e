"""The pass rate (合格率): from counts, as printed, and read back from print."""

import math
import re
from decimal import Decimal
from fractions import Fraction


def pass_rate(checked: int, unqualified: int) -> Fraction | None:
    """Return (checked − unqualified) / checked, None where that is no rate."""
    if checked <= 0 or not 0 <= unqualified <= checked:
        return None
    return Fraction(checked - unqualified, checked)


def printed_rate(checked: int, unqualified: int, decimals: int = 2) -> str:
    """Return the pass rate as `82.48%`, rounded half up; empty where there is no rate."""
    rate = pass_rate(checked, unqualified)
    if rate is None:
        return ""
    rounded = math.floor(rate * 100 * 10**decimals + Fraction(1, 2))
    return f"{Decimal(rounded).scaleb(-decimals):f}%"


def parse_rate(printed: str) -> Fraction | None:
    """Return a printed percentage between 0 and 100 as a fraction, None if it is not one."""
    match = re.fullmatch(r"\s*(\d{1,3}(?:\.\d{1,10})?)\s*[%％]\s*", printed, re.ASCII)
    rate = Fraction(match[1]) / 100 if match else None
    return rate if rate is not None and rate <= 1 else None
