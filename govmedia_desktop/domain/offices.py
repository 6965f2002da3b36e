"""Offices: who owns accounts and who supervises them (domain terms: 主办单位, 主管单位)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """层级 of an office; an owner that only a register named has none yet."""

    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县"
    TOWNSHIP = "乡镇"


class Category(StrEnum):
    """类别 of an office."""

    GOVERNMENT = "政府"
    DEPARTMENT = "部门"
    TOWNSHIP = "乡镇街道"
    VERTICAL = "垂管"
    INSTITUTION = "事业单位"


@dataclass(frozen=True)
class Office:
    """One office as it stands now; dates are ISO, empty texts are None."""

    id: str
    name: str
    level: Level | None = None
    category: Category | None = None
    parent: str | None = None
    code: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    successor: str | None = None
    former_names: Mapping[str, str] = field(default_factory=dict)
    """Names it had before, each with the last ISO day on which it had it; empty: nobody told it."""

    @property
    def former_told(self) -> list[str]:
        """Its former names as people read them and a list of offices tells them, oldest first."""
        dated = sorted((day, name) for name, day in self.former_names.items())
        return [former_told(name, day) for day, name in dated]

    def name_on(self, day: str) -> str:
        """Return what the office was called on that ISO day (旧期用旧名)."""
        kept = sorted((last, name) for name, last in self.former_names.items() if day <= last)
        return kept[0][1] if kept else self.name

    def is_valid_on(self, day: str) -> bool:
        """Whether it was an office of its own on that ISO day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


def former_told(name: str, day: str) -> str:
    """Return a former name with the last ISO day on which it was borne, if anybody told it."""
    return f"{name}（到 {day}）" if day else name
