"""What is to go out, as a person orders it, and what that means for the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.manifest import Limits, PackageKind
from govmedia_desktop.store import chains
from govmedia_desktop.store.acknowledged import Held, acknowledged
from govmedia_desktop.store.carried import Scope, carry, late_lines
from govmedia_desktop.store.sent import receipts_owed, sent_files
from govmedia_desktop.store.standing import members
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import (
    find_office,
    list_offices,
    offices_below,
    own_office,
    with_all_below,
)

PART_BYTES = 20_000_000
"""What most mail systems still take as an attachment."""
_EVERYTHING = {PackageKind.BACKUP, PackageKind.HANDOVER}


@dataclass(frozen=True)
class Order:
    """What a person wants to send.

    `to`: name or id of the office; None is the 主管单位. `kind`: None is 下发 to an office below,
    else 上报. `limited`: of inspections only those of `period`. `full`: whatever the recipient has
    already. `light`: 不含截图. `personal`: contact data ride along, one level up only.
    `passphrase`: empty writes an open file. `part_bytes`: what one file may be large, 0 any size.
    """

    to: str | None = None
    kind: PackageKind | None = None
    period: Period | None = None
    limited: bool = False
    full: bool = False
    light: bool = False
    personal: bool = False
    passphrase: str = ""
    part_bytes: int = PART_BYTES


@dataclass(frozen=True)
class ToSend:
    """What goes into a file: for whom, what for, which revisions, how many it carries whole."""

    recipient: Office | None
    kind: PackageKind
    limits: Limits
    ranges: Mapping[str, tuple[int, int]]
    revisions: int
    late: bool
    """Whether some are such that the recipient has them by their hashes only."""
    receipts: Sequence[str] = ()
    """The recipient's files (intakes) that it has not been told were received."""
    is_receipt: bool = False
    """Whether there is nothing to send but that: a 更正 would correct nothing, and contact data
    are something."""

    @property
    def has_some(self) -> bool:
        """Whether the recipient has said that it has some of it already."""
        return any(first > 1 for first, _last in self.ranges.values())


@dataclass(frozen=True)
class Addressed:
    """For whom a file is and what for; `below`: the recipient is an office below the own one."""

    recipient: Office | None
    kind: PackageKind
    below: bool

    @property
    def limited_to(self) -> str | None:
        """Record id of the office that the file is limited to."""
        return self.recipient.id if self.recipient and self.below else None


def addressed(desk: Desk, order: Order) -> Addressed:
    """Return whom the order's file is for and what for.

    Raises `RefusedError` for an unknown office, or where the kind does not fit it.
    """
    recipient = _recipient(desk, order)
    below = recipient is not None and any(o.id == recipient.id for o in offices_below(desk))
    return Addressed(recipient, _kind(desk, order, recipient, below=below), below)


def to_send(desk: Desk, order: Order) -> ToSend:
    """Return what an export would carry: all that the recipient has not acknowledged.

    To an office below goes what concerns it. Raises `RefusedError` for an unknown office, or where
    the kind does not fit it.
    """
    to = addressed(desk, order)
    recipient, kind = to.recipient, to.kind
    limits = Limits(order.limited, to.limited_to)
    held: Mapping[str, Held] = {}
    if recipient is not None and not order.full and kind not in _EVERYTHING:
        held = acknowledged(desk.db, members(desk.db, recipient.id))
    known = {replica: h.counter for replica, h in held.items()}
    ranges = {
        replica: (known.get(replica, 0) + 1, last)
        for replica, last in chains.reach(desk.db).items()
        if last > known.get(replica, 0)
    }
    late = {replica: h.lacking for replica, h in held.items() if h.lacking}
    chosen = carry(desk.db, ranges, late, _scope(desk, order, limits))
    some_late = any(True for _ in late_lines(desk.db))
    owed = receipts_owed(desk.db, recipient.id) if recipient and kind not in _EVERYTHING else ()
    alone = not chosen and not order.personal and kind is not PackageKind.CORRECTION
    receipt = bool(owed) and alone
    return ToSend(recipient, kind, limits, ranges, chosen, some_late, owed, is_receipt=receipt)


def _recipient(desk: Desk, order: Order) -> Office | None:
    if order.kind is PackageKind.BACKUP:
        return None
    own = own_office(desk)
    if order.kind is PackageKind.HANDOVER:
        return own
    if order.to:
        return find_office(desk, order.to)
    return next((o for o in list_offices(desk) if o.id == own.parent), None)


def _kind(desk: Desk, order: Order, recipient: Office | None, *, below: bool) -> PackageKind:
    kind = order.kind or (PackageKind.ISSUE if below else PackageKind.REPORT)
    if kind is PackageKind.ISSUE and not below:
        raise RefusedError("下发只能发给本单位的下级单位，没有生成文件；请重新选择收件单位。")
    if kind is PackageKind.REPORT and below:
        raise RefusedError("上报只能发给上级单位，没有生成文件；发给下级单位请选“下发”。")
    if kind is PackageKind.CORRECTION and not _reported(desk, order, recipient):
        raise RefusedError("还没有上报过，不用更正，没有生成文件；请直接上报。")
    if order.personal and not _may_have_personal_data(desk, kind, recipient):
        raise RefusedError(
            "联系人、手机等个人信息只报给直接的主管单位，没有生成文件；请不要勾选个人信息。"
        )
    return kind


def _reported(desk: Desk, order: Order, recipient: Office | None) -> bool:
    period = order.period.code if order.period else None
    same = {None} if recipient is None else set(members(desk.db, recipient.id))
    return any(
        sent.kind == PackageKind.REPORT
        and sent.recipient in same
        and (period is None or sent.period in (None, period))
        for sent in sent_files(desk.db)
    )


def _may_have_personal_data(desk: Desk, kind: PackageKind, recipient: Office | None) -> bool:
    own = own_office(desk)
    return kind is PackageKind.HANDOVER or (recipient is not None and recipient.id == own.parent)


def _scope(desk: Desk, order: Order, limits: Limits) -> Scope | None:
    if limits == Limits():
        return None
    period = order.period if limits.period else None
    return Scope(
        (str(period.start), str(period.end)) if period else None,
        tuple(with_all_below(desk, limits.below)) if limits.below else None,
    )
