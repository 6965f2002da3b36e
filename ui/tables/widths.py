"""How wide the columns of a table are, so that nothing scrolls sideways while it can be helped."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """What one column wants, in pixels.

    `usual` where there is just room enough, down to `least` where there is not, up to `whole`
    where more is left. `spare` 0 is never left out; 1 only where even the least widths do not fit;
    larger ones, the largest first, before any column has to give room. What is left over where
    all are whole is shared by those that `grow`.
    """

    usual: int
    least: int
    whole: int
    spare: int = 0
    grows: bool = False


def fitted(wishes: Sequence[Wish], room: int) -> list[int]:
    """Return each column's width, 0 where it is left out; wider than `room` only if it must."""
    shown = _kept(wishes, room)
    spread = room - sum(wishes[place].usual for place in shown)
    if spread < 0:
        most = [wishes[place].usual - wishes[place].least for place in shown]
    else:
        most = [wishes[place].whole - wishes[place].usual for place in shown]
    widths = [0] * len(wishes)
    for place, change in zip(shown, _shared(spread, most), strict=True):
        widths[place] = wishes[place].usual + change
    growing = [place for place in shown if wishes[place].grows]
    for place in growing:
        widths[place] += max(spread - sum(most), 0) // len(growing)
    return widths


def _kept(wishes: Sequence[Wish], room: int) -> list[int]:
    """Return which columns are shown: in the order of their worth, as far as there is room."""
    kept: list[int] = []
    for place in sorted(range(len(wishes)), key=lambda n: (wishes[n].spare, n)):
        spare, wanted = wishes[place].spare, [wishes[n] for n in (*kept, place)]
        taken = sum(wish.least if spare == 1 else wish.usual for wish in wanted)
        if not spare or taken <= room:
            kept.append(place)
    return sorted(kept)


def _shared(amount: int, most: Sequence[int]) -> list[int]:
    """Return `amount`, below 0 as well, in parts proportional to `most`, none beyond its `most`."""
    total = sum(most)
    if abs(amount) >= total:
        return [part if amount > 0 else -part for part in most]
    # rounded down: what is narrowed gives a pixel too much, what is widened takes one too few
    return [amount * part // total for part in most]
