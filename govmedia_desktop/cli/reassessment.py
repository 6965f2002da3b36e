"""`govmedia reassess`."""

from datetime import date
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, Frame, json_option, show, span_of
from govmedia_desktop.domain.findings import Finding, points_as_text
from govmedia_desktop.usecases.inspections import reassessment as cases
from govmedia_desktop.usecases.inspections.reassessment import Outcome, Reassessed, Reassessment


@click.command(help="按新标准重算：以前的检查若按某日的地方参数会怎样，不改任何记录")
@click.option("--from", "start", type=DAY, required=True, help="监测时间点从哪天起")
@click.option("--to", "end", type=DAY, required=True, help="监测时间点到哪天止")
@click.option("--as-of", type=DAY, help="用哪一天有效的参数，默认今天")
@json_option
@click.pass_obj
def reassess(frame: Frame, start: date, end: date, as_of: date | None, as_json: bool) -> None:
    """List what would differ; nothing is written."""
    with frame.desk(writing=False) as desk:
        found = cases.reassess(desk, span_of(start, end), as_of)
    show(_value(found), as_json, "\n".join(_lines(found)))


def _value(found: Reassessment) -> dict[str, Any]:
    return {
        "from": str(found.span.start),
        "to": str(found.span.end),
        "as_of": str(found.as_of),
        "inspections": found.inspections,
        "left_out": found.left_out,
        "not_asked": dict(found.not_asked),
        "differences": [_difference(one) for one in found.differences],
    }


def _difference(one: Reassessed) -> dict[str, Any]:
    same = ("inspection", "account", "platform", "owner", "nature", "reference_date")
    return {
        **{name: getattr(one, name) for name in same},
        "was": _outcome(one.was),
        "would_be": _outcome(one.would_be),
        "arising": [_finding(finding) for finding in one.arising],
        "vanishing": [_finding(finding) for finding in one.vanishing],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "verdict": outcome.conclusion.value,
        "score": None if outcome.score is None else points_as_text(outcome.score),
        "unconfirmed": outcome.unconfirmed,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    shown = ("code", "severity", "problem", "explanation", "basis", "unconfirmed")
    return {name: getattr(finding, name) for name in shown}


def _lines(found: Reassessment) -> list[str]:
    lines = [found.summary]
    for one in found.differences:
        was, would_be = one.was.told, one.would_be.told
        lines.append(f"{one.account}（{one.reference_date}）：当时{was}，按新标准{would_be}")
        lines += [f"  多出 {_told(finding)}" for finding in one.arising]
        lines += [f"  不再有 {_told(finding)}" for finding in one.vanishing]
    return lines


def _told(finding: Finding) -> str:
    return f"{finding.effect} {finding.problem}：{finding.explanation}（{finding.basis}）"
