"""Large exchange files, out and in: against a bare zip of the same JSON, and ten times as much."""

import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.packages.manifest import Range
from govmedia_desktop.packages.signing import new_key
from govmedia_desktop.packages.writer import Content, write_package
from govmedia_desktop.store import chains
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import Desk, NewOffice, create
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from tests.bench.filling import STAFF
from tests.bench.measuring import Claim, Measured, measured, seconds
from tests.bench.receiving import taking_in
from tests.data.packages import MANIFEST

MANY, FEW = 1_000_000, 100_000
"""Answers in one file."""
ANSWERS = 20
"""Of each inspection."""
LARGE = 1_000
"""MB of a file with much evidence."""
_WORDS = ("开放并回复", "未开放", "2026-11-06", "none", "yes", "每周更新三次", "柳溪镇党政办公室")
_BLOCK = 10_000


def files_going_out(folder: Path, many: int = MANY, few: int = FEW) -> list[Measured]:
    """Measure them; every file is read back before it counts as written."""
    with ExitStack() as opened:
        small, large = (
            opened.enter_context(create(folder / str(n), NewOffice("示例县", Level.COUNTY), STAFF))
            for n in (few, many)
        )
        for desk, answers in ((small, few), (large, many)):
            _fill(desk, answers // ANSWERS)
        writing, zipping = _same_content(large, folder)
        claims = (
            Claim(f"{many:,} answers written / bare zip", 2, seconds(writing), seconds(zipping), 3),
            Claim(
                f"export of {many:,} answers / of {few:,}",
                12,
                seconds(_exporting(large, folder / "large.gmpack")),
                seconds(_exporting(small, folder / "small.gmpack")),
                7,
            ),
        )
        return [
            *map(measured, claims),
            *taken_in(folder, (many, few)),
            memory_of_a_large_file(folder),
        ]


def taken_in(folder: Path, answers: tuple[int, int]) -> list[Measured]:
    """Measure taking in the large file that was exported, against the small one."""
    city = folder / "city"
    with create(city, NewOffice("示例市", Level.CITY), STAFF):
        pass
    ours, reference = (
        taking_in(city, (folder / name,)) for name in ("large.gmpack", "small.gmpack")
    )
    many, few = answers
    name = f"{many:,} answers taken in / {few:,}"
    return [measured(Claim(name, 12, ours, reference, 3))]


def memory_of_a_large_file(folder: Path, megabytes: int = LARGE) -> Measured:
    """Measure the most memory that writing, encrypting and reading a large file takes (R19)."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.data.large_file", folder, str(megabytes)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return Measured(f"memory for a file of {megabytes:,} MB", 1, "MB", (int(done.stdout),), (300,))


def _fill(desk: Desk, inspections: int) -> None:
    chance = random.Random(5)
    account = new_id()
    desk.record([Edit(account, "account", {"name": "示例发布", "platform": "wechat"})])
    for first in range(0, inspections, _BLOCK):
        count = min(_BLOCK, inspections - first)
        desk.record([_inspection(account, chance) for _ in range(count)])


def _inspection(account: str, chance: random.Random) -> Edit:
    answers = {
        f"/check/group{n // 5}/question{n}": {"value": chance.choice(_WORDS), "source": "typed"}
        for n in range(ANSWERS)
    }
    values = {
        "account": account,
        "nature": "季度检查",
        "reference_date": f"2026-{chance.randrange(1, 13):02}-20",
        "result": {"answers": answers, "conclusion": "合格", "findings": []},
    }
    return Edit(new_id(), "inspection", values)


def _same_content(desk: Desk, folder: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return what writes the desk's lines as an exchange file, and what only zips them."""
    ranges = {replica: (1, last) for replica, last in chains.reach(desk.db).items()}
    lines = list(chains.lines(desk.db, ranges))
    spans = {}
    for replica, (first, last) in ranges.items():
        before, link = (chains.link_at(desk.db, replica, n) for n in (first - 1, last))
        spans[replica] = Range(first, last, str(before), str(link))
    manifest, key = replace(MANIFEST, ranges=spans, lacking={}), new_key()

    def write() -> None:
        write_package(folder / "ours.gmpack", manifest, Content(lines), key=key)

    def zip_only() -> None:
        path = folder / "bare.zip"
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open("records.jsonl", "w") as entry,
        ):
            for first in range(0, len(lines), _BLOCK):
                block = "".join(f"{line}\n" for line in lines[first : first + _BLOCK])
                entry.write(block.encode("utf-8"))

    return write, zip_only


def _exporting(desk: Desk, path: Path) -> Callable[[], object]:
    return lambda: export(desk, path, Order(full=True, part_bytes=0))
