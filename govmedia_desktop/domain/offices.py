"""Offices: who owns accounts and who supervises them (domain terms: 主办单位, 主管单位)."""

from dataclasses import dataclass
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
