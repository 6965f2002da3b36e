"""台账 of 1,000,000 accounts: its first page, sorted, and searched as one types.

Ours is what the window asks at each of these: how many there are, and the first page. The reference
is the bare indexed SQL for the same: a count, and the page by the index of its column; for a word
all that the full-text index finds, counted and sorted. Beside that each is held to 50 ms. Of each
group the slowest is measured.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from govmedia_desktop.domain.accounts import PLATFORM_LABELS
from govmedia_desktop.domain.listing import SORTED_BY, Asked, grams_to_find, part_to_find
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.store.connection import run, write
from govmedia_desktop.store.register_lines import GRAMS, LINES, SCRIPT, SHOWN, grams_said
from govmedia_desktop.usecases.desk import Desk, NewOffice, create, open_desk
from govmedia_desktop.usecases.register.listing import Listing
from tests.bench.measuring import Claim, Measured, measured, seconds

ACCOUNTS = 1_000_000
PAGE = 200
LIMIT = 0.05
SEARCHED = {
    "1 character": ("赵", "镇", "抖"),
    "2 characters": ("赵安", "发布", "快手"),
    "3 characters and more": ("赵安镇", "人民政府", "gh_00a1", "不合格"),
}
BOTH = ("赵", "抖", "镇")
"""Of 33,000, 87,000 and 333,000 lines; the first stand together in the order of owners and names,
the second in that of platforms."""
FILTERS = ({"status": "拟关停"}, {"platform": "新浪微博"}, {"platform": "快手", "status": "已注销"})
_FIRST, _SECOND = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏",
    "安宁平和清泉云山河海林石桥",
)
_TOPICS = ("发布", "融媒", "公安在线", "普法", "文旅", "卫生健康", "教育", "应急", "交通", "税务")
_OFFICES = ("人民政府", "融媒体中心", "公安局", "司法局", "文化旅游局", "卫生健康局", "教育局")


def million_listed(folder: Path) -> list[Measured]:
    """Measure it."""
    with create(folder / "million", NewOffice("示例省人民政府办公厅", Level.PROVINCE), "张三"):
        pass
    with open_desk(folder / "million", "张三") as desk:
        _fill(desk)
        orders = [Asked(sort=sort, descending=down) for sort in SORTED_BY for down in (0, 1)]
        groups = {"first page": [Asked()], "sorted by any column": orders}
        for group, words in SEARCHED.items():
            groups[f"search of {group}"] = [Asked(word) for word in words]
        groups["search sorted by any column"] = [replace(o, text=w) for w in BOTH for o in orders]
        groups["search within a filter"] = [
            replace(o, text=w, **f) for w in BOTH for f in FILTERS for o in orders
        ]
        groups["search of any part of a text, sorted by any column"] = [
            replace(o, text=w) for w in _parts_of_texts(40) for o in orders
        ]
        return [row for name, asked in groups.items() for row in _measured(desk, name, asked)]


def _measured(desk: Desk, name: str, group: Sequence[Asked]) -> Iterator[Measured]:
    shown = {asked: seconds(_showing(desk, asked)) for asked in group}
    worst = max(group, key=lambda asked: min(shown[asked]() for _ in range(3)))
    name = f"{ACCOUNTS:,} accounts, {name}"
    yield measured(Claim(f"{name} / bare SQL", 3, shown[worst], seconds(_bare(desk, worst))))
    yield measured(Claim(f"{name} / 50 ms", 1, shown[worst], lambda: LIMIT))


def _parts_of_texts(count: int) -> set[str]:
    """Return parts of what is searched, of any length: what somebody may be typing just now."""
    chance = random.Random(2)
    texts = [text for line in islice(_lines(), 2_000) for text in line[-1].split("\n")]
    found: set[str] = set()
    while len(found) < count:
        text = chance.choice(texts)
        start, end = sorted(chance.sample(range(len(text) + 1), 2))
        found.add(text[start:end])
    return found


def _showing(desk: Desk, asked: Asked) -> Callable[[], object]:
    def show() -> None:
        listing = Listing(desk, asked)
        if len(listing.page(0, PAGE)) != min(PAGE, listing.count):
            raise AssertionError(asked)

    return show


def _bare(desk: Desk, asked: Asked) -> Callable[[], object]:
    turned = " DESC" if asked.descending else ""
    keys = dict.fromkeys((asked.sort, "owner", "name"))
    order = ", ".join(f"{key}{turned}" for key in keys)
    filters = {"platform": asked.platform, "status": asked.status}
    values = {field: value for field, value in filters.items() if value}
    where = [f"{field} = :{field}" for field in values]
    if asked.words:
        where.append(f"number IN (SELECT rowid FROM {GRAMS} WHERE {GRAMS} MATCH :grams)")
        grams = " AND ".join(grams_to_find(asked.words[0]))
        values["grams"] = f"({grams}) OR {part_to_find(asked.words[0])}"
    source = f"{LINES} WHERE {' AND '.join(where) or 'TRUE'}"

    def read() -> None:
        for what in ("count(*)", f"{SHOWN}"):
            ordered = "" if what == "count(*)" else f"ORDER BY {order} LIMIT {PAGE}"
            desk.db.conn.execute(f"SELECT {what} FROM {source} {ordered}", values).fetchall()

    return read


def _fill(desk: Desk) -> None:
    """Write the lines straight into their table: a journal of a million takes an hour."""
    table, *indices, grams = SCRIPT.split(";\n")
    with write(desk.db):
        for name in (LINES, GRAMS):
            desk.db.conn.execute(f"DROP TABLE {name}")
        run(desk.db, f"{table};\n{grams}")
        marks = ", ".join("?" * len(SHOWN.split(", ")))
        desk.db.conn.executemany(
            f"INSERT INTO {LINES} ({SHOWN}, sought) VALUES ({marks}, ?)", _lines()
        )
        run(desk.db, ";\n".join(indices))
        desk.db.conn.execute(
            f"INSERT INTO {GRAMS} (rowid, grams)"
            f" SELECT number, {grams_said('l.sought')} FROM {LINES} l"
        )


def _lines() -> Iterator[tuple[str, ...]]:
    chance = random.Random(1)
    platforms = list(PLATFORM_LABELS.values())
    shares = [60, 6, 2, 12, 4, 9, 2, *(1 for _ in platforms[7:])]
    for number in range(ACCOUNTS):
        town = chance.choice(_FIRST) + chance.choice(_SECOND) + chance.choice("镇乡县")
        platform = chance.choices(platforms, shares)[0]
        status = chance.choices(["正常运行", "拟关停", "已注销"], [95, 4, 1])[0]
        told = chance.choices(["合格", "不合格", "未检查"], [85, 7, 8])[0]
        day = f"2026-{chance.randrange(1, 12):02}-{chance.randrange(1, 29):02}"
        name, owner = town + chance.choice(_TOPICS), town + chance.choice(_OFFICES)
        shown = (name, platform, owner, status, day, told, "开放", "发布类")
        conclusion = told if told != "未检查" else ""
        sought = "\n".join((*shown, f"gh_{chance.getrandbits(48):012x}"))
        yield (f"{number:036}", *shown, conclusion, sought)
