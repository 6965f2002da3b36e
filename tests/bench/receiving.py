"""Two hundred township files taken in by one command: against pandas, and against raw SQLite.

Each file brings 50 accounts and 50 inspections of 20 answers. Ours is the whole of `package
import`: copies, hashes, chains, backup, merging, twins. pandas reads the same content from 200
workbooks (one sheet of accounts, one of answers with their source, who gave them and when), drops
what is there twice and writes one workbook; raw SQLite only copies the rows over.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.inspections import Answer, Nature, Source
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.domain.results import Result, result_as_value
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases import desk as desks
from govmedia_desktop.usecases.desk import Desk, NewOffice
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.outgoing import export
from tests.bench.measuring import Claim, Measured, measured, seconds

FILES, ACCOUNTS, ANSWERS = 200, 50, 20
COUNTY = NewOffice("示例县人民政府办公室", Level.COUNTY, Category.GOVERNMENT)
_ANSWERS = tuple(f"answer{n}" for n in range(ANSWERS))
_TABLES = ("revision", "write", "seen", "account", "inspection", "inspection_fact", "office")


def files_taken_in(folder: Path, files: int = FILES) -> list[Measured]:
    """Measure it in a county that has results already."""
    folder = folder / "receiving"
    folder.mkdir()
    townships = [_township(folder / f"town{n}", n) for n in range(files)]
    packages, workbooks = zip(*townships, strict=True)
    county = folder / "county"
    with desks.create(county, COUNTY, "张三"):
        pass
    ours = taking_in(county, packages)
    filled = folder / "filled"
    shutil.copytree(county, filled)
    with desks.open_desk(filled, "张三") as desk:
        take_in(desk, packages)
    return [
        measured(Claim("200 files taken in / pandas", 0.2, ours, seconds(_merged(workbooks)), 3)),
        measured(Claim("200 files taken in / raw rows", 10, ours, _copied(county, filled), 3)),
    ]


def _township(folder: Path, number: int) -> tuple[Path, Path]:
    office = NewOffice(f"示例{number}镇人民政府", Level.TOWNSHIP, parent=COUNTY.name)
    with desks.create(folder, office, "李四"):
        pass
    rows = list(_rows(number))
    with desks.open_desk(folder, "李四") as desk:
        desk.record([edit for row in rows for edit in _edits(desk, row)])
        package = export(desk, folder.with_suffix(".gmpack")).path
    return package, _workbook(folder.with_suffix(".xlsx"), rows)


def _rows(number: int) -> Iterator[dict[str, str]]:
    for place in range(ACCOUNTS):
        yield {
            "name": f"示例{number}镇账号{place}",
            "platform": "wechat",
            "remark": f"第{place}号",
            "reference_date": "2026-11-21",
            "nature": Nature.SELF.value,
            "conclusion": Conclusion.PASSED.value,
            **{item: f"第{n}问的回答{place % 7}" for n, item in enumerate(_ANSWERS)},
        }


def _edits(desk: Desk, row: dict[str, str]) -> list[Edit]:
    account = new_id()
    answers = {
        f"/data/part/{item}": Answer(row[item], Source.TYPED, "李四", "2026-11-21T10:42:07+08:00")
        for item in _ANSWERS
    }
    result = result_as_value(Result(answers, (), (), Conclusion(row["conclusion"])))
    inspection: dict[str, Any] = {
        "account": account,
        "office": desk.office,
        "nature": row["nature"],
        "reference_date": row["reference_date"],
        "inspection_date": row["reference_date"],
        "result": result,
    }
    fields = {name: row[name] for name in ("name", "platform", "remark")}
    return [
        Edit(account, "account", {**fields, "owner": desk.office}),
        Edit(new_id(), "inspection", inspection),
    ]


def _workbook(path: Path, rows: list[dict[str, str]]) -> Path:
    accounts = [{name: row[name] for name in row if name not in _ANSWERS} for row in rows]
    answers = [
        {
            "name": row["name"],
            "platform": row["platform"],
            "reference_date": row["reference_date"],
            "item": f"/data/part/{item}",
            "value": row[item],
            "source": Source.TYPED.value,
            "confirmed_by": "李四",
            "confirmed_at": "2026-11-21T10:42:07+08:00",
        }
        for row in rows
        for item in _ANSWERS
    ]
    return _written(path, {"台账": accounts, "检查": answers})


def _written(path: Path, sheets: dict[str, Any]) -> Path:
    import pandas  # noqa: PLC0415  (the reference only)

    with pandas.ExcelWriter(path, engine="openpyxl") as writer:
        for name, rows in sheets.items():
            pandas.DataFrame(rows).to_excel(writer, sheet_name=name, index=False)
    return path


def _merged(workbooks: tuple[Path, ...]) -> Callable[[], None]:
    def merge() -> None:
        import pandas  # noqa: PLC0415

        read = [pandas.read_excel(path, sheet_name=None, dtype=str) for path in workbooks]
        keys = {
            "台账": ["name", "platform"],
            "检查": ["name", "platform", "reference_date", "item"],
        }
        merged = {
            sheet: pandas.concat([one[sheet] for one in read]).drop_duplicates(key)
            for sheet, key in keys.items()
        }
        _written(workbooks[0].with_name("merged.xlsx"), merged)
        if len(merged["检查"]) != ACCOUNTS * ANSWERS * len(workbooks):
            raise AssertionError(len(merged["检查"]))

    return merge


def taking_in(county: Path, packages: tuple[Path, ...]) -> Callable[[], float]:
    """Return what takes the files in, in a copy of the county, and tells how long that took."""

    def run() -> float:
        place = county.with_name("taking")
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(county, place)
        with desks.open_desk(place, "张三") as desk:
            return seconds(lambda: _all_new(take_in(desk, packages)))()

    return run


def _all_new(taken: list[Any]) -> None:
    if any(one.new < 2 * ACCOUNTS for one in taken):
        raise AssertionError(taken)


def _copied(county: Path, filled: Path) -> Callable[[], float]:
    """The rows that the files brought, copied into the tables of the county as it was."""

    def run() -> float:
        place = county.with_name("raw.db")
        shutil.copy(county / "data.db", place)
        db = sqlite3.connect(place)
        db.execute("PRAGMA synchronous=EXTRA")
        db.execute("ATTACH ? AS other", (str(filled / "data.db"),))
        try:
            return seconds(lambda: _insert(db))()
        finally:
            db.close()

    return run


def _insert(db: sqlite3.Connection) -> None:
    with db:
        for table in _TABLES:
            db.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM other.{table}")
