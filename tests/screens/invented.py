"""Invented offices, accounts and trends for pictures: seeded, plainly 示例."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from govmedia_desktop.domain.trends import Point
from ui.tables.columns import Align, Column
from ui.tables.date_entries import DateEntry
from ui.theme import State

REFERENCE = date(2026, 11, 21)
PLATFORMS = ("微信公众号", "新浪微博", "抖音", "今日头条", "视频号")
PLACES = ("示例县", "柳溪镇", "石桥镇", "青山街道", "南湖镇", "东岗乡")
KINDS = ("发布", "融媒", "公安在线", "普法", "文旅", "卫生健康", "教育", "应急")
LONG = "示例县优化营商环境和政务服务数据管理局（行政审批局）"


@dataclass(frozen=True)
class Account:
    id: str
    name: str
    platform: str
    owner: str
    status: str
    followers: int
    updated: str
    result: State


def accounts(count: int) -> list[Account]:
    chance = random.Random(20261121)  # noqa: S311
    return [_account(chance, number) for number in range(count)]


def _account(chance: random.Random, number: int) -> Account:
    place = chance.choice(PLACES)
    return Account(
        id=str(number),
        name=f"示例{place}{chance.choice(KINDS)}{number + 1:03}",
        platform=chance.choice(PLATFORMS),
        owner=LONG if number % 11 == 4 else f"{place}人民政府办公室",
        status="拟关停" if number % 13 == 5 else "正常运行",
        followers=chance.randrange(80, 90_000),
        updated=(REFERENCE - timedelta(days=chance.randrange(0, 40))).isoformat(),
        result=chance.choice([State.PASSED, State.PASSED, State.FAILED, *State]),
    )


COLUMNS = [
    Column("账号名称", lambda a: a.name, least=120),
    Column("平台", lambda a: a.platform, spare=2),
    Column("主办单位", lambda a: a.owner, least=112, spare=4),
    Column("状态", lambda a: a.status, align=Align.CENTRE, spare=1),
    Column(
        "粉丝量（人）", lambda a: f"{a.followers:,}", lambda a: a.followers, Align.RIGHT, spare=5
    ),
    Column("最近更新", lambda a: a.updated, align=Align.CENTRE, spare=3),
    Column("上次结论", lambda a: a.result.word, align=Align.CENTRE, state=lambda a: a.result),
]


def entries(count: int) -> list[DateEntry]:
    return [
        DateEntry(a.id, a.name, a.platform, a.owner, a.updated, a.updated if n % 3 else "")
        for n, a in enumerate(accounts(count))
    ]


def point(label: str, group: str, counts: tuple[int, int] | None, **how) -> Point:
    """A point of `counts` (checked, unqualified), or of a rate alone."""
    checked, bad = counts or (None, None)
    rate = how.pop("rate", Fraction(checked - bad, checked) if counts else None)
    printed = "" if rate is None else f"{float(rate):.2%}"
    taken = how.pop("taken_over", False)
    return Point(label, label, group, checked, bad, rate, printed, taken)


def trend(groups=("全县",), periods: int = 8, gaps=(3,), taken=2) -> list[Point]:
    chance = random.Random(7)  # noqa: S311
    points = []
    for place in range(periods):
        label = f"{2024 + place // 4}年第{'一二三四'[place % 4]}季度"
        for group in groups:
            checked = chance.randrange(40, 70)
            bad = chance.randrange(0, 9)
            counts = None if place in gaps else (checked, bad)
            points.append(point(label, group, counts, taken_over=place < taken))
    return points
