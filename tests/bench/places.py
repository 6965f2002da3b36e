"""Invented counties, cities and provinces with the proportions of published notices.

Platforms and owners are drawn from the splits of the notices of that level, each quarter's share of
failures from one notice's own figures. The notices say nothing of how problems divide, of checks
that enter no rate, or of a county's owners; those shares are assumptions and stand here by name.
"""

import random
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from govmedia_desktop.domain.accounts import PLATFORM_LABELS, Account, AccountKind, Platform, Status
from govmedia_desktop.domain.history import Published
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.offices import Category, Level, Office
from govmedia_desktop.domain.periods import Period, quarter_of
from govmedia_desktop.paths import SAMPLE
from govmedia_desktop.spreadsheets.history import read_published

T = TypeVar("T")
PLATFORMS = {label: code for code, label in PLATFORM_LABELS.items()} | {
    "微信": Platform.WECHAT,
    "视频类": Platform.DOUYIN,  # first among them in every notice that tells them apart
}
COUNTY_OWNERS = {"县直": 218, "乡镇": 64}
"""Changxing county: 218 accounts of county offices, 64 of townships and villages."""
PROBLEMS = {"内容不更新": 6, "未提供有效互动功能": 3, "严重表述错误": 1}
UNCONFIRMED = 0.1
"""Share of failures that rest on what nobody confirmed."""
SELF_CHECKED = 0.1
JOINED = 0.01
"""Share of accounts that two offices entered, told to be one."""
STATUSES = {Status.RUNNING: 95, Status.CLOSING: 3, Status.CLOSED: 1, Status.CANCELLED: 1}
TOPICS = ("发布", "融媒", "公安在线", "普法", "文旅", "卫生健康", "教育", "应急", "交通", "税务")


@dataclass(frozen=True)
class Splits:
    """How often each platform, owner (市直, 县区, …) and share of failures occurs in a level."""

    platforms: Counter[Platform]
    owners: Counter[str]
    failures: tuple[tuple[int, int], ...]
    """(checked, unqualified) of every notice that prints both."""


@dataclass(frozen=True)
class Shape:
    """How large a place is and when its last quarter is."""

    level: Level
    accounts: int
    quarters: int
    until: date = date(2026, 9, 30)


@dataclass(frozen=True)
class Check:
    """A finished inspection; without a problem it passed."""

    id: str
    account: Account
    nature: Nature
    by: str
    supervisor: str
    day: date
    problem: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True)
class Place:
    """Offices (the place's own first), accounts, joined pairs (account, twin), inspections."""

    offices: tuple[Office, ...]
    accounts: tuple[Account, ...]
    joined: tuple[tuple[str, str], ...]
    checks: tuple[Check, ...]


def published_splits(level: Level) -> Splits:
    """Return what the notices of that level say, pooled; failures come from those of all levels."""
    notices = read_published(SAMPLE / "published_notices.csv")
    platforms, owners = Counter[Platform](), Counter[str]()
    for notice in notices:
        if notice.level == level.value:
            for label, count in notice.by_platform.items():
                platforms[PLATFORMS[label]] += count
            for label, count in notice.by_owner.items():
                owners[label.rpartition("/")[2]] += count
    if level is Level.COUNTY:
        owners.update(COUNTY_OWNERS)
    return Splits(platforms, owners, tuple(_failures(notices)))


def _failures(notices: tuple[Published, ...]) -> Iterator[tuple[int, int]]:
    for notice in notices:
        if notice.checked and notice.unqualified is not None:
            yield notice.checked, notice.unqualified


def place(shape: Shape, own: str, seed: int = 1) -> Place:
    """Return the place of that seed: the same one every time. `own` is its office's record id."""
    return _Maker(shape, own, random.Random(seed)).made()


class _Maker:
    def __init__(self, shape: Shape, own: str, chance: random.Random) -> None:
        self._shape, self._own, self._chance = shape, own, chance
        self._splits = published_splits(shape.level)

    def made(self) -> Place:
        offices = tuple(self._offices())
        accounts = tuple(self._accounts(offices))
        supervisors = {office.id: office.parent or office.id for office in offices}
        pairs = self._chance.sample(accounts, 2 * int(len(accounts) * JOINED))
        ids = [account.id for account in pairs]
        joined = tuple((min(p), max(p)) for p in zip(ids[::2], ids[1::2], strict=True))
        checks = tuple(self._checks(accounts, supervisors))
        return Place(offices, accounts, joined, checks)

    def _offices(self) -> Iterator[Office]:
        level = self._shape.level
        yield Office(self._own, f"示例{level.value}人民政府办公室", level, Category.GOVERNMENT)
        for number in range(1, 1 + max(12, self._shape.accounts // 5)):
            owner = self._drawn(self._splits.owners)
            yield Office(
                self._id(),
                f"示例{owner}{number}局",
                _level(owner),
                Category.TOWNSHIP if owner == "乡镇" else Category.DEPARTMENT,
                self._own,
            )

    def _accounts(self, offices: tuple[Office, ...]) -> Iterator[Account]:
        for number in range(self._shape.accounts):
            owner = self._chance.choice(offices[1:])
            opened = date(2014, 1, 1) + timedelta(days=self._chance.randrange(3_000))
            last = self._shape.until - timedelta(days=min(self._chance.randrange(20), 16))
            looked_up = last + timedelta(days=self._chance.randrange(5))
            yield Account(
                id=self._id(),
                name=f"{owner.name}{self._chance.choice(TOPICS)}{number}",
                platform=self._drawn(self._splits.platforms),
                owner=owner.id,
                status=self._drawn(STATUSES),
                kind=AccountKind.PUBLISHING if number % 20 else AccountKind.SERVICE,
                platform_id=f"gh_{self._chance.getrandbits(48):012x}",
                url=f"https://weixin.example/{number}",
                followers=int(self._chance.lognormvariate(7.5, 1.8)),
                verified="是" if number % 9 else "否",
                verified_body=owner.name,
                comments="开放" if number % 3 else "未开放",
                last_update=str(last),
                last_update_verified=str(min(looked_up, self._shape.until)),
                opened=str(opened),
            )

    def _checks(self, accounts: tuple[Account, ...], over: dict[str, str]) -> Iterator[Check]:
        counting = [account for account in accounts if account.status.counts]
        for quarter in quarters(self._shape):
            checked, unqualified = self._chance.choice(self._splits.failures)
            share = unqualified / checked
            for account in counting:
                yield from self._checked(account, over[account.owner or ""], quarter, share)

    def _checked(
        self, account: Account, supervisor: str, quarter: Period, share: float
    ) -> Iterator[Check]:
        chance = self._chance
        owner = account.owner or ""
        day = quarter.start + timedelta(days=chance.randrange(60))
        if chance.random() < SELF_CHECKED:
            yield Check(self._id(), account, Nature.SELF, owner, supervisor, day)
        nature = Nature.QUARTERLY if chance.random() < 0.8 else Nature.SAMPLE
        if chance.random() >= share:
            yield Check(self._id(), account, nature, supervisor, supervisor, day)
            return
        problem, unconfirmed = self._drawn(PROBLEMS), chance.random() < UNCONFIRMED
        yield Check(self._id(), account, nature, supervisor, supervisor, day, problem, unconfirmed)
        again = day + timedelta(days=20)
        yield Check(self._id(), account, Nature.RECHECK, supervisor, supervisor, again)

    def _drawn(self, weights: Mapping[T, int]) -> T:
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def _id(self) -> str:
        """Return an id of version 7 that no clock has a part in."""
        bits = self._chance.getrandbits(128) & ~(0xF << 76) & ~(0b11 << 62)
        return str(uuid.UUID(int=bits | 0x7 << 76 | 0b10 << 62))


def quarters(shape: Shape) -> list[Period]:
    """Return the place's quarters, the last one last."""
    found = [quarter_of(shape.until)]
    while len(found) < shape.quarters:
        found.append(quarter_of(found[-1].start - timedelta(days=1)))
    return found[::-1]


def _level(owner: str) -> Level:
    """Return the level of an owner as notices name it: 省级, 市直, 县乡, 地方, …"""
    return next((level for level in Level if level.value[0] == owner[0]), Level.COUNTY)
