"""The quarters that 上报 and 报送情况 offer."""

from datetime import timedelta

from govmedia_desktop.domain.periods import Period, quarter_of
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.periods.periods import current_period, quarters_with_results


def quarters_offered(desk: Desk) -> list[Period]:
    """Return the present quarter, the one just over, and those with results, the latest first."""
    present = current_period(desk)
    over = quarter_of(present.start - timedelta(days=1))
    return sorted({present, over, *quarters_with_results(desk)}, reverse=True)
