"""Which known office an unknown one may be: by code, name, former name, or as a successor."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.parameters import climb


class _Sign(IntEnum):
    """What two offices agree in, the surest first."""

    CODE = 0
    NAME = 1
    FORMER_NAME = 2
    SUCCESSOR = 3


@dataclass(frozen=True)
class Match:
    """A known office that an unknown one may be, and why, the surest reason first."""

    office: Office
    why: tuple[str, ...]


class KnownOffices:
    """Offices by what another one may agree with them in; `above`: each one's 主管单位 by id."""

    def __init__(self, offices: Iterable[Office], above: Mapping[str, str | None]) -> None:
        self._offices = {office.id: office for office in offices}
        self._above = above
        self._by_key: dict[str, list[Office]] = {}
        for office in self._offices.values():
            for key in _keys(office):
                self._by_key.setdefault(key, []).append(office)

    def matches(self, unknown: Office, aside: Collection[str] = ()) -> list[Match]:
        """Return the offices that the unknown one may be, the best first; those aside left out.

        A match is the same code or name, a former name of either that is the other's name, and the
        successor of such a match, since files of an office that is gone count for its successor.
        An office is never one above or below it, though they may share a code.
        """
        left_out = {*aside, unknown.id}
        near = {o.id: o for key in _keys(unknown) for o in self._by_key.get(key, ())}
        near = {id_: o for id_, o in near.items() if id_ not in left_out}
        found = {id_: signs for id_, o in near.items() if (signs := _signs(unknown, o))}
        for id_ in list(found):
            heir = self._offices[id_].successor
            if heir in self._offices and heir not in left_out:
                signs = found.setdefault(heir, {})
                signs.setdefault(_Sign.SUCCESSOR, f"承接了“{self._offices[id_].name}”")
        ranked = sorted(found, key=lambda id_: (min(found[id_]), -len(found[id_]), id_))
        return [
            Match(self._offices[id_], tuple(found[id_][sign] for sign in sorted(found[id_])))
            for id_ in ranked
            if apart((id_, unknown.id), self._above)
        ]


def apart(ids: Sequence[str], above: Mapping[str, str | None]) -> bool:
    """Whether neither of two offices stands above the other."""
    one, other = ids
    return one not in climb(other, above) and other not in climb(one, above)


def _keys(office: Office) -> set[str]:
    names = {clean_name(name) for name in (office.name, *office.former_names)}
    return {*names, f"code {office.code}"} if office.code else names


def _signs(unknown: Office, office: Office) -> dict[_Sign, str]:
    found = {}
    if unknown.code and unknown.code == office.code:
        found[_Sign.CODE] = "统一社会信用代码相同"
    if clean_name(unknown.name) == clean_name(office.name):
        found[_Sign.NAME] = "名称相同"
    if (day := _last_day(office, unknown.name)) is not None:
        found[_Sign.FORMER_NAME] = f"曾用名相同{_until(day)}"
    elif (day := _last_day(unknown, office.name)) is not None:
        found[_Sign.FORMER_NAME] = f"来文单位的曾用名{_until(day)}"
    return found


def _until(day: str) -> str:
    return f"，用到 {day}" if day else ""


def _last_day(office: Office, name: str) -> str | None:
    """Return the last day on which the office had that name before; empty where nobody told it."""
    former = {clean_name(old): day for old, day in sorted(office.former_names.items())}
    return former.get(clean_name(name))
