"""Personal data in exchange files: one level up, or to the office's own next clerk, never else."""

from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.packages.personal import Personal
from govmedia_desktop.packages.reader import Package
from govmedia_desktop.store import personal
from govmedia_desktop.store.standing import members
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices, own_office


def personal_to_send(desk: Desk) -> list[Personal]:
    """Return what was entered or erased here; what came from below stays here."""
    return personal.entered_here(desk.db)


def take_in_personal(desk: Desk, package: Package, intake: str) -> int:
    """Take over the contact data of a file from the office itself or from one directly below.

    Whose the file is must be known: offices are joined before.

    From any other office they are left. With the intake they are taken back. Returns how many
    entries were looked at.
    """
    entries = package.personal()
    if not entries:
        return 0
    own, sender = own_office(desk).id, package.manifest.office.id
    ids = set(members(desk.db, sender))
    if own in ids and package.manifest.kind is PackageKind.HANDOVER:
        personal.receive(desk.db, entries, intake, own=True)
    elif any(o.parent == own for o in list_offices(desk) if o.id in ids):
        personal.receive(desk.db, entries, intake)
    else:
        return 0
    return len(entries)
