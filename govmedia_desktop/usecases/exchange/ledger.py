"""The ledger of files taken in, and taking one of them back (撤回本次接收)."""

from dataclasses import dataclass

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import intakes, personal, withdrawals
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange import handed_over
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.register.twins import join_again
from govmedia_desktop.usecases.wording import Wording

MOST_NAMED = 3


@dataclass(frozen=True)
class ReceivedFile:
    """A line of the ledger of files taken in; `office`: whose it is; the counts are of records."""

    id: str
    taken_at: str
    sender: str
    file_name: str
    withdrawn: bool
    staff: str
    office: str
    new: int = 0
    changed: int = 0
    same: int = 0
    conflicts: int = 0
    held: int = 0


def received_files(desk: Desk) -> list[ReceivedFile]:
    """Return the files taken in, newest first."""
    names = {office.id: office.name for office in list_offices(desk)}
    known = roots(desk.db)
    return [
        ReceivedFile(
            entry.id,
            entry.taken_at,
            names.get(known.get(entry.sender_office, entry.sender_office), ""),
            entry.file_name,
            entry.state != "taken_in",
            entry.staff,
            known.get(entry.sender_office, entry.sender_office),
            **(entry.counts or {}),
        )
        for entry in intakes.ledger(desk.db)
    ]


def withdraw_intake(desk: Desk, intake: str) -> ReceivedFile:
    """Take an import back: its records stand again as if it had never come.

    So do contact data and drafts that nobody has changed since; what a file erased stays erased.

    Raises `RefusedError` where there is no such import, it was taken back already, or later work
    rests on it (named).
    """
    entry = next((file for file in received_files(desk) if file.id == intake), None)
    if entry is None:
        raise RefusedError(f"没有编号为“{intake}”的接收；请在接收记录里核对。")
    if entry.withdrawn:
        raise RefusedError(f"“{entry.file_name}”已经撤回过了，没有作任何改动。")
    with write(desk.db):
        if found := withdrawals.in_the_way(desk.db, intake):
            raise RefusedError(_in_the_way(desk, found))
        withdrawal = withdrawals.withdraw(desk.db, intake)
        personal.take_back(desk.db, intake)
        handed_over.take_back(desk, intake)
        join_again(desk, withdrawal.parted)
    return entry


def _in_the_way(desk: Desk, records: list[str]) -> str:
    wording = Wording(desk)
    named = "、".join(f"“{wording.title_of(record)}”" for record in records[:MOST_NAMED])
    rest = f"等{len(records)}条记录" if len(records) > MOST_NAMED else ""
    return (
        f"不能撤回：接收以后，{named}{rest}又有人在其基础上作了修改，撤回会丢掉这些修改；"
        "没有作任何改动。请直接在台账里改正，或请对方更正后再报。"
    )
