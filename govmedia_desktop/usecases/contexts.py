"""What a check form needs to know of the account that is inspected."""

from collections.abc import Mapping
from datetime import date

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.domain.results import result_from_value
from govmedia_desktop.forms.run import Context
from govmedia_desktop.store.inspections import latest_of
from govmedia_desktop.usecases.accounts import ListedAccount, as_listed
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices import list_offices
from govmedia_desktop.usecases.parameters import parameters_by_owner


class Contexts:
    """The contexts of one form on one 监测时间点; what accounts share is looked up once."""

    def __init__(self, desk: Desk, form_id: str, day: date) -> None:
        self._desk, self._form_id, self._day = desk, form_id, day
        self._levels = {office.id: office.level for office in list_offices(desk)}
        self._parameters = parameters_by_owner(desk, day)

    def of(self, listed: ListedAccount) -> Context:
        """Return the context of one account."""
        return Context(
            reference_date=self._day,
            register=self._register(listed),
            register_confirmed=self._confirmed(listed),
            previous=self._previous(listed),
            parameters=self._parameters(listed.account.owner),
            staff=self._desk.staff,
            now=self._desk.stamp,
        )

    def _register(self, listed: ListedAccount) -> dict[str, str]:
        level = self._levels.get(listed.account.owner or "")
        known = as_listed(listed)
        values = {name: str(value) for name, value in known.items() if value is not None}
        values["owner_name"] = listed.owner_name or ""
        values["level"] = level.value if level else ""
        return values

    def _confirmed(self, listed: ListedAccount) -> frozenset[str]:
        """Looked up on or after the reference date, the last update needs no second look."""
        looked_up = listed.account.last_update_verified or ""
        return frozenset({"last_update"} if looked_up >= str(self._day) else ())

    def _previous(self, listed: ListedAccount) -> Mapping[str, Answer]:
        found = latest_of(self._desk.db, listed.account.id, self._form_id)
        result = result_from_value(found)
        return result.answers if result else {}
