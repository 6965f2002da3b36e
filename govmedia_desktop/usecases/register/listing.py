"""台账 as a list: however long it is, a page of it is read at a time."""

from functools import cached_property

from govmedia_desktop.domain.listing import Asked, Line
from govmedia_desktop.store import register_pages
from govmedia_desktop.usecases.desk import Desk


class Listing:
    """The accounts that were asked for, in that order, as they stand when it is made.

    `count`: how many of them are listed. Where it is `cut`, there are more: a list that was
    narrowed down shows no more than 10,000, `accounts_asked_for` tells them all.
    """

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self._db, self._asked = desk.db, asked
        counted = register_pages.counted(desk.db, asked) if asked.narrows else None
        self._few = counted is not None and counted.few
        found = counted.found if counted else register_pages.total(desk.db)
        self.cut = counted is not None and found > register_pages.MOST
        self.count = register_pages.MOST if self.cut else found
        known = counted.numbers if counted else None
        self._known = None if known is None else known[: self.count]

    def page(self, start: int, size: int) -> list[Line]:
        """Return up to so many lines from a place on; none beyond the last one listed."""
        size = min(size, self.count - start)
        if size <= 0:
            return []
        if self._known is not None or (start and self._asked.narrows):
            numbers = self._numbers[start : start + size]
            return register_pages.numbered(self._db, self._asked, numbers)
        return register_pages.page(self._db, self._asked, (start, size), few=self._few)

    def place_of(self, account: str) -> int | None:
        """Return the place of an account, None where it is not listed."""
        if not self._asked.narrows:
            return register_pages.place_of(self._db, self._asked, account)
        number = register_pages.number_of(self._db, account)
        return self._numbers.index(number) if number in self._numbers else None

    @cached_property
    def _numbers(self) -> list[int]:
        """What a narrowed list holds, in order: found once, however far a person scrolls."""
        if self._known is not None:
            return self._known
        return register_pages.numbers(self._db, self._asked, few=self._few)


def accounts_in_all(desk: Desk) -> int:
    """Return how many accounts the register has, joined ones once."""
    return register_pages.total(desk.db)


def accounts_asked_for(desk: Desk, asked: Asked) -> list[str]:
    """Return the ids of all accounts that were asked for, in that order, however many."""
    return register_pages.ids(desk.db, asked)
