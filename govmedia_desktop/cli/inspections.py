"""`govmedia inspect`."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, FILE, Frame, file_pairs, json_option, show
from govmedia_desktop.domain.evidence import evidence_as_value
from govmedia_desktop.domain.findings import Finding, points_as_text
from govmedia_desktop.domain.inspections import Absence, Nature
from govmedia_desktop.domain.results import Result
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.usecases.inspections.default_form import usual_form
from govmedia_desktop.usecases.inspections.evidence import add_file
from govmedia_desktop.usecases.inspections.inspections import (
    Absent,
    Occasion,
    answer_all,
    begin,
    result_of,
)
from govmedia_desktop.usecases.register.accounts import find_account

_ANSWERS = (
    "答案（JSON：问题名或路径 → 值）；没有值的写"
    '{"absent": "not_applicable"（不适用）或"not_found"（查不到）, "reason": "原因"}'
)


@click.command(help="按检查表检查一个账号")
@click.argument("account")
@click.option("--platform", help="平台，同名账号不止一个时要填")
@click.option("--form", help="检查表，如 national-2019；不填就用默认检查表")
@click.option(
    "--nature",
    type=click.Choice([x.value for x in Nature]),
    default=Nature.QUARTERLY.value,
    help="检查性质，默认季度检查",
)
@click.option("--answers", type=FILE, required=True, help=_ANSWERS)
@click.option(
    "--evidence",
    multiple=True,
    metavar="ITEM=FILE",
    help="证据图片，或者照片、录音、录像、文件题的文件：问题名=文件，可写几次",
)
@click.option("--as-of", type=DAY, help="监测时间点，默认今天")
@json_option
@click.pass_obj
def inspect(
    frame: Frame,
    account: str,
    platform: str | None,
    form: str | None,
    nature: str,
    answers: Path,
    evidence: tuple[str, ...],
    as_of: date | None,
    as_json: bool,
) -> None:
    """Inspect one account; register values fill what the answers leave out, unconfirmed."""
    given, pictures = _answers(answers), file_pairs(evidence)
    with frame.desk(writing=True) as desk:
        found = find_account(desk, account, platform)
        used = form or usual_form(desk)
        inspection = begin(desk, Occasion(found.account.id, used, Nature(nature), as_of))
        answer_all(inspection, given)
        for item, file in pictures:
            add_file(inspection, item, file, frame.renderers.get("picture", _unseen))
        unconfirmed = list(inspection.run.prefilled_unconfirmed())
        record = inspection.finish()
        result = result_of(desk, record)
    show(_value(record, result, unconfirmed), as_json, _told(found.account.name, result))


def _unseen(_content: bytes) -> None:
    """Without Qt no picture is decoded: its structure was looked at, that must do."""


def _answers(path: Path) -> dict[str, str | Absent]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_told_once)
    except (OSError, ValueError, RecursionError) as error:
        raise CannotReadError(f"答案文件“{path.name}”读不出来；没有检查。") from error
    pairs = content.items() if isinstance(content, dict) else [("", None)]
    answers = {key: found for key, value in pairs if (found := _one(value)) is not None}
    if len(answers) < len(pairs):
        raise CannotReadError(f"答案文件“{path.name}”要写成 {{问题名: 值}} 的样子；没有检查。")
    return answers


def _told_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of the file; raises CannotReadError for a question answered twice."""
    told = Counter(key for key, _ in pairs)
    if twice := [key for key, count in told.items() if count > 1]:
        raise CannotReadError(f"答案文件里“{twice[0]}”写了不止一次，不知道以哪个为准；没有检查。")
    return dict(pairs)


def _one(value: Any) -> str | Absent | None:
    """Return an answer of the file, None where it is none."""
    if isinstance(value, str | int | float):
        return str(value)
    if not isinstance(value, dict) or value.keys() != {"absent", "reason"}:
        return None
    known = [absence for absence in Absence if absence.value == value["absent"]]
    return Absent(known[0], str(value["reason"])) if known else None


def _value(record: str, result: Result, unconfirmed: list[str]) -> dict[str, Any]:
    shown = ("code", "path", "severity", "problem", "basis", "explanation", "remedy", "unconfirmed")
    findings = [
        {**{name: getattr(f, name) for name in shown}, "points": _points(f)}
        for f in result.findings
    ]
    return {
        "inspection": record,
        "verdict": result.conclusion.value,
        "score": None if result.score is None else points_as_text(result.score),
        "score_lines": list(result.score_lines),
        "findings": findings,
        "evidence": {
            path: [evidence_as_value(piece) for piece in pieces]
            for path, pieces in result.evidence.items()
        },
        "unconfirmed": unconfirmed,
    }


def _points(finding: Finding) -> str | None:
    return None if finding.points is None else points_as_text(finding.points)


def _told(name: str, result: Result) -> str:
    lines = [f"{name}：{result.conclusion.value}"]
    lines += [f"  {line}" for line in result.score_lines]
    lines += [
        f"  {f.effect} {f.problem}：{f.explanation}（{f.basis}）"
        + ("［待核实］" if f.unconfirmed else "")
        + (f"［证据{len(pieces)}张］" if (pieces := result.evidence.get(f.path)) else "")
        for f in result.findings
    ]
    return "\n".join(lines)
