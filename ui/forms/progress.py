"""How far an inspection is: what is wanted, what is answered, where to go on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from govmedia_desktop.forms.items import Item, Section
from ui.theme import State


@dataclass(frozen=True)
class Progress:
    """Answered of wanted; `optional` questions beside them may be left empty."""

    done: int
    wanted: int
    optional: int = 0

    @property
    def words(self) -> str:
        """`1/2`, 可不填 where nothing has to be answered, empty where nothing is asked."""
        if self.wanted:
            return f"{self.done}/{self.wanted}"
        return "可不填" if self.optional else ""

    @property
    def state(self) -> State:
        """✓ all answered, ● some, ○ none."""
        if self.done == self.wanted and (self.wanted or not self.optional):
            return State.PASSED
        return State.STARTED if self.done else State.UNCHECKED

    @property
    def spoken(self) -> str:
        """What a reader hears."""
        if not self.wanted:
            return self.words
        return "已答完" if self.done == self.wanted else f"已答 {self.done}，共 {self.wanted} 项"


def progress(items: Iterable[Item]) -> Progress:
    """Return how far these questions are answered; a prefilled value counts once confirmed."""
    done = wanted = optional = 0
    for item in items:
        if item.severity or item.required or item.open or item.value or item.absent:
            wanted += 1
            done += not waits(item)
        else:
            optional += 1
    return Progress(done, wanted, optional)


class Course:
    """How far each section is, and all of them together; counted anew only where it has changed."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Section, Progress]] = {}

    def of(self, section: Section) -> Progress:
        """Return how far a section is."""
        known = self._known.get(section.path)
        if known is None or known[0] is not section:
            known = self._known[section.path] = section, progress(section.asked)
        return known[1]

    def whole(self, sections: Iterable[Section]) -> Progress:
        """Return how far they are together."""
        each = [self.of(section) for section in sections]
        return Progress(
            sum(p.done for p in each), sum(p.wanted for p in each), sum(p.optional for p in each)
        )


def waits(item: Item) -> bool:
    """Whether somebody has to answer it, or to confirm what stands there."""
    return item.open or item.unconfirmed


def all_asked(sections: Sequence[Section]) -> Iterator[Item]:
    """Yield all questions that can be answered now, in the form's order."""
    for section in sections:
        yield from section.asked


def first_waiting(sections: Sequence[Section]) -> str:
    """Return the path of the question to go on at, the last one where none waits; "" if empty."""
    items = list(all_asked(sections))
    waiting = [item.path for item in items if waits(item)]
    return waiting[0] if waiting else (items[-1].path if items else "")


def resumed(sections: Sequence[Section], last: str) -> str:
    """Return the question to go on at after the one that had the keyboard last; "" for any.

    It is that very question, unless it was answered and another one waits behind it.
    """
    items = list(all_asked(sections))
    place = next((n for n, item in enumerate(items) if item.path == last), None)
    if place is None:
        return ""
    answered = items[place].value or items[place].absent
    if not answered or waits(items[place]):
        return last
    return next((item.path for item in items[place:] if waits(item)), last)


def beside(sections: Sequence[Section], path: str, by: int) -> str | None:
    """Return the path of the question `by` places on from `path`, None beyond either end."""
    paths = [item.path for item in all_asked(sections)]
    place = paths.index(path) + by
    return paths[place] if 0 <= place < len(paths) else None
