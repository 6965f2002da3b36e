"""The checks at both ends of an account's life, and which of them suits an account."""

from enum import StrEnum

from govmedia_desktop.domain.accounts import Status


class LifeCheck(StrEnum):
    """A check before an account is opened or of how it is closed, by the id of its form.

    国办发〔2018〕123号: 开设、变更、关停、注销分级备案.
    """

    OPENING = "opening"
    CLOSING = "closing"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"opening": "开设核查", "closing": "关停核查"}[self]


_SUITS = {
    Status.CLOSING: LifeCheck.CLOSING,
    Status.CLOSED: LifeCheck.CLOSING,
    # cancelled accounts may come back by themselves, so they are looked at again
    Status.CANCELLED: LifeCheck.CLOSING,
    Status.UNFILED: LifeCheck.OPENING,
}


def life_check(status: Status) -> LifeCheck | None:
    """Return the check that suits an account of this status, None where neither does.

    An account that is only planned stands in the register as 未备案.
    """
    return _SUITS.get(status)
