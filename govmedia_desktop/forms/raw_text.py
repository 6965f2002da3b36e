"""Texts in which expressions stand, as they are written in the form."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Output:
    """An expression whose value stands within a text."""

    expression: str


RawText: TypeAlias = "tuple[str | Output, ...]"
