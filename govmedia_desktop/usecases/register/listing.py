"""台账 as a list: however long it is, a page of it is read at a time."""

from functools import cached_property

from govmedia_desktop.domain.listing import Asked, Line
from govmedia_desktop.store import register_found, register_pages
from govmedia_desktop.store.register_found import Narrowed
from govmedia_desktop.usecases.desk import Desk


class Listing:
    """The accounts that were asked for, in that order, as they stand when it is made.

    `count`: how many of them are listed. Where it is `cut`, there are more: a list that was
    narrowed down shows no more than 10,000, `accounts_asked_for` tells them all.
    """

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self._db, self._asked = desk.db, asked
        self._narrowed = Narrowed(desk.db, asked) if asked.narrows else None
        found = self._narrowed.count() if self._narrowed else register_pages.total(desk.db)
        self.cut = self._narrowed is not None and found > register_found.MOST
        self.count = register_found.MOST if self.cut else found

    def page(self, start: int, size: int) -> list[Line]:
        """Return up to so many lines from a place on; none beyond the last one listed."""
        size = min(size, self.count - start)
        if size <= 0:
            return []
        if self._narrowed is None:
            return register_pages.page(self._db, self._asked, (start, size))
        first = self._narrowed.numbers(size) if start == 0 else self._numbers[start : start + size]
        return register_pages.numbered(self._db, self._asked, first)

    def place_of(self, account: str) -> int | None:
        """Return the place of an account, None where it is not listed."""
        if self._narrowed is None:
            return register_pages.place_of(self._db, self._asked, account)
        number = register_pages.number_of(self._db, account)
        return self._numbers.index(number) if number in self._numbers else None

    @cached_property
    def _numbers(self) -> list[int]:
        """What a narrowed list holds, in order: found once, however far a person scrolls."""
        return self._narrowed.numbers(self.count) if self._narrowed else []


def accounts_in_all(desk: Desk) -> int:
    """Return how many accounts the register has, joined ones once."""
    return register_pages.total(desk.db)


def accounts_asked_for(desk: Desk, asked: Asked) -> list[str]:
    """Return the ids of all accounts that were asked for, in that order, however many."""
    if not asked.narrows:
        return register_pages.ids(desk.db, asked)
    return register_pages.ids_of(desk.db, Narrowed(desk.db, asked).all())
