"""热点事件: what happened on which day, and how long each account that it concerns said nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Event:
    """A hot event; `day` is ISO. `first_word`: who said the first official word, as text."""

    id: str
    name: str
    day: str
    first_word: str = ""
    note: str = ""


@dataclass(frozen=True)
class Response:
    """What an account said of an event; an empty day means it was asked to and has not yet."""

    event: str
    account: str
    day: str = ""
    title: str = ""
    link: str = ""


@dataclass(frozen=True)
class Silence:
    """How long an account said nothing, in whole 自然日; `first` is its first response."""

    days: int
    first: Response | None

    @property
    def told(self) -> str:
        """The same in words."""
        if self.first is None:
            return f"至今 {self.days} 天没有回应"
        return f"{self.days} 天后回应" if self.days else "当天回应"


def words(responses: Iterable[Response]) -> list[Response]:
    """Return what was really said, the first word before the follow-ups."""
    return sorted((r for r in responses if r.day), key=lambda r: (r.day, r.title))


def silence(event: Event, responses: Iterable[Response], today: date) -> Silence:
    """Return how long an account stayed silent: until its first response, or until today."""
    first = next(iter(words(responses)), None)
    until = date.fromisoformat(first.day) if first else today
    return Silence(max((until - date.fromisoformat(event.day)).days, 0), first)
