"""What an inspection remembers of its account: old periods keep old names."""

from datetime import date
from typing import Any

from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.register.accounts import ListedAccount, suspended


def snapshot(desk: Desk, listed: ListedAccount, day: date) -> dict[str, Any]:
    """Return what an inspection must remember of its account: old periods keep old names."""
    account = listed.account
    return {
        "name": account.name,
        "platform": account.platform.value,
        "owner": account.owner,
        "owner_name": listed.owner_name,
        "status": account.status.value,
        "supervisor": supervisor(desk, account.owner),
        "counts": int(account.status.counts and account.id not in suspended(desk, day)),
    }


def supervisor(desk: Desk, owner: str | None) -> str:
    """Return the 主管单位 of an owner; the own office where nobody knows one."""
    parent = next((o.parent for o in list_offices(desk) if o.id == owner), None)
    return parent or desk.office
