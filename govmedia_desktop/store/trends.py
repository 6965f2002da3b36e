"""The counts that trends are made of, in one statement over the facts of all inspections.

The rule is told in `domain.trends`; here it is set-based, so that 200,000 inspections take
milliseconds. A test holds the two against each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.trends import BELOW_MARK, Group
from govmedia_desktop.store.connection import Database

_NATURES = ", ".join(f"'{nature.value}'" for nature in Nature if nature.enters_rate)
_QUARTER = "substr(f.reference_date, 1, 4) || 'Q' || ((substr(f.reference_date, 6, 2) + 2) / 3)"


def _root(column: str) -> str:
    return f"coalesce((SELECT root FROM same WHERE id = {column}), {column})"


# equal ids have equal roots: to look them up for every row would double the time
_DECIDING = f"""
    WITH same AS MATERIALIZED (SELECT id, root FROM identity),
    deciding AS (
        SELECT coalesce(y.root, f.account) AS account, {{period}} AS period, f.id, f.platform,
            f.owner, f.conclusion = '不合格' AS failed, f.unconfirmed,
            max(f.reference_date || f.inspection_date || f.id)
        FROM inspection_fact f
        LEFT JOIN same y ON y.id = f.account
        WHERE f.{{version}} AND f.nature IN ({_NATURES}) AND f.counts
            AND (f.office = f.supervisor OR {_root("f.office")} = {_root("f.supervisor")})
            AND f.reference_date BETWEEN :start AND :end
        GROUP BY 1, 2
    )
"""

_GROUPS = {
    None: ("''", ""),
    Group.PLATFORM: ("d.platform", ""),
    Group.LEVEL: (
        "coalesce(w.level, '')",
        "LEFT JOIN same q ON q.id = d.owner LEFT JOIN office w ON w.id = coalesce(q.root, d.owner)",
    ),
    Group.OFFICE: (
        "coalesce(q.root, d.owner, '')",
        "LEFT JOIN same q ON q.id = d.owner",
    ),
}

_COUNTS = """
    SELECT d.period, {group} AS grouped, sum(NOT d.unconfirmed),
        sum(d.failed AND NOT d.unconfirmed), sum(d.unconfirmed)
    FROM deciding d {join} GROUP BY d.period, grouped ORDER BY d.period, grouped
"""

_BY_PROBLEM = f""",
    whole AS (
        SELECT period, sum(NOT unconfirmed) AS checked, sum(unconfirmed) AS left_out
        FROM deciding GROUP BY period
    ),
    reason AS (
        SELECT d.period, d.account, coalesce(p.severity = 'veto', 0) AS veto,
            coalesce(p.problem, '{BELOW_MARK}') AS problem
        FROM deciding d
        LEFT JOIN finding p ON p.inspection = d.id AND p.{{version}} AND NOT p.unconfirmed
            AND (p.severity = 'veto' OR (p.severity = 'deduct' AND p.points > 0))
        WHERE d.failed AND NOT d.unconfirmed
    ),
    weighed AS (
        SELECT *, max(veto) OVER (PARTITION BY period, account) AS vetoed FROM reason
    )
    SELECT r.period, r.problem, w.checked, count(DISTINCT r.account), w.left_out
    FROM weighed r JOIN whole w ON w.period = r.period
    WHERE r.veto = r.vetoed
    GROUP BY r.period, r.problem ORDER BY r.period, r.problem
"""


@dataclass(frozen=True)
class Count:
    """One group of one period: accounts checked, unqualified, and left out as wholly 待核实."""

    period: str
    """`2026Q4`, or what was asked for as one free span."""
    group: str
    """By office the owner's record id, so that a new name begins no other series; '' for none."""
    checked: int
    unqualified: int
    left_out: int


Version = Literal["reported", "live"]
"""`reported`: of accepted periods what the accepted report covers; `live`: all as it stands."""


def counts(
    db: Database,
    span: tuple[str, str],
    group: Group | None,
    period: str | None = None,
    version: Version = "reported",
) -> list[Count]:
    """Return the counts of the inspections whose 监测时间点 lies in the span (ISO, both ends in).

    By calendar quarter, or as one span where `period` gives it a name.
    """
    deciding = _DECIDING.format(period=_QUARTER if period is None else ":period", version=version)
    if group is Group.PROBLEM:
        statement = deciding + _BY_PROBLEM.format(version=version)
    else:
        grouped, join = _GROUPS[group]
        statement = deciding + _COUNTS.format(group=grouped, join=join)
    values = {"start": span[0], "end": span[1], "period": period}
    return [Count(*row) for row in db.conn.execute(statement, values)]


def decided(db: Database, start: str, end: str) -> Iterator[tuple[str, str, bool, bool]]:
    """Yield (account, inspection, failed, wholly 待核实) of what decides the span, by account.

    Of accepted periods what the accepted report covers.
    """
    statement = _DECIDING.format(period="''", version="reported") + (
        "SELECT account, id, failed, unconfirmed FROM deciding ORDER BY account"
    )
    for account, id_, failed, unconfirmed in db.conn.execute(
        statement, {"start": start, "end": end}
    ):
        yield account, id_, bool(failed), bool(unconfirmed)
