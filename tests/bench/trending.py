"""The trend of 200,000 inspections against a group-by of DuckDB over its own table of the facts."""

import csv
from dataclasses import replace
from pathlib import Path

import duckdb

from govmedia_desktop.domain.offices import Level
from govmedia_desktop.store.trends import counts
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.periods.trends import Question, own_trend
from tests.bench.filling import enter_facts, fact, new_desk
from tests.bench.measuring import Claim, Measured, measured, seconds
from tests.bench.places import Place, Shape

PROVINCE = Shape(Level.PROVINCE, accounts=4_891, quarters=37)
"""Gansu's accounts in 2024; 37 quarters of them come to a little over 200,000 inspections."""
INSPECTIONS = 200_000

_QUERY = """
    SELECT period, '', count(*) FILTER (NOT d.unconfirmed),
        count(*) FILTER (d.failed AND NOT d.unconfirmed), count(*) FILTER (d.unconfirmed)
    FROM (
        SELECT coalesce(same.root, fact.account) AS account,
            year(reference_date) || 'Q' || quarter(reference_date) AS period,
            arg_max({failed: conclusion = '不合格', unconfirmed: unconfirmed = 1},
                (reference_date, inspection_date, fact.id)) AS d
        FROM fact LEFT JOIN same ON same.id = fact.account
        WHERE nature IN ('季度检查', '抽查') AND counts = 1 AND office = supervisor
        GROUP BY ALL
    ) GROUP BY ALL ORDER BY period
"""
"""The fastest of those tried: row_number() takes half as long again."""


def trend_of_a_province(folder: Path) -> list[Measured]:
    """Measure it; both must give the same figures."""
    with new_desk(folder / "province", PROVINCE) as (desk, whole):
        made = replace(whole, checks=whole.checks[:INSPECTIONS])
        enter_facts(desk, made)
        with duckdb.connect() as duck:
            _load(duck, folder, made)
            _agree(desk, duck)
            claim = Claim(
                "trend of 200,000 inspections / DuckDB",
                30,
                seconds(lambda: own_trend(desk, Question())),
                seconds(lambda: duck.execute(_QUERY).fetchall()),
                rounds=9,
            )
            return [measured(claim)]


def _agree(desk: Desk, duck: duckdb.DuckDBPyConnection) -> None:
    ours = [tuple(vars(c).values()) for c in counts(desk.db, ("0001", "9999"), None)]
    if len(ours) != PROVINCE.quarters or ours != duck.execute(_QUERY).fetchall():
        raise AssertionError("the two queries count differently")


def _load(duck: duckdb.DuckDBPyConnection, folder: Path, made: Place) -> None:
    facts, same = folder / "facts.csv", folder / "same.csv"
    with facts.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, fact(made.checks[0]))
        rows.writeheader()
        rows.writerows(map(fact, made.checks))
    with same.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("root", "id"), *made.joined])
    duck.execute(f"CREATE TABLE fact AS SELECT * FROM read_csv('{facts}')")
    duck.execute(f"CREATE TABLE same AS SELECT * FROM read_csv('{same}', header = true)")
