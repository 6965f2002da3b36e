"""Published results of earlier checks (历史通报补录)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """One notice's figures as printed; what it did not print is None. Dates are ISO."""

    place: str
    level: str | None
    period: str
    period_start: str | None
    period_end: str | None
    total: int | None
    checked: int | None
    unqualified: int | None
    pass_rate_printed: str | None
    by_platform: Mapping[str, int] | None
    by_owner: Mapping[str, int] | None
    remark: str | None
    source: str | None
