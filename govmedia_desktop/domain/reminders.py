"""What units are reminded of, ready to paste."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reminder:
    """What a unit is to be told; `owner` is empty where none is known."""

    owner: str
    text: str
