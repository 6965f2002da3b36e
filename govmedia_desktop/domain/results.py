"""The result of a finished inspection, as the facts that its revision carries.

`rebuild` never evaluates: what was answered, under which parameters, what was found and concluded
stands in the record itself, as text and lists (decimals and dates are text).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from govmedia_desktop.domain.evidence import Evidence, evidence_as_value, evidence_from
from govmedia_desktop.domain.inspections import Absence, Answer, Origin, Source
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.domain.verdicts import Conclusion, Finding, Severity

T = TypeVar("T")


@dataclass(frozen=True)
class Result:
    """All that a finished inspection found: answers by XForm path, parameters that were in force,
    findings, conclusion and score with the lines that explain it (None and empty where the form has
    no points or a veto ended the scoring), evidence by XForm path. `unconfirmed`: it fails only by
    what nobody confirmed; None where the vetoes alone tell. `seed` is what chance in the form was
    drawn from; empty in records from before there was any. `source`: what it was taken over from,
    None where it was answered in the program.
    """

    answers: Mapping[str, Answer]
    parameters: tuple[Parameter, ...]
    findings: tuple[Finding, ...]
    conclusion: Conclusion
    score: Decimal | None = None
    seed: str = ""
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    score_lines: tuple[str, ...] = ()
    unconfirmed: bool | None = None
    source: Origin | None = None

    @property
    def has_points(self) -> bool:
        """Whether its form scores; after a veto there is no score all the same."""
        return self.unconfirmed is not None


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _decimal(text: Any) -> Decimal | None:
    return None if text is None else Decimal(text)


def answer_as_value(answer: Answer) -> dict[str, Value]:
    """Return an answer as a revision carries it."""
    return {
        "value": answer.value,
        "source": answer.source.value,
        "confirmed_by": answer.confirmed_by,
        "confirmed_at": answer.confirmed_at,
        **({"note": answer.note} if answer.note else {}),
        **({"absent": answer.absent.value} if answer.absent else {}),
    }


def answer_from_value(value: Any) -> Answer | None:
    """Return the answer of `answer_as_value`, None where the value is none."""
    return _unless_damaged(_answer, value)


def _answer(value: Any) -> Answer:
    absent = value.get("absent")
    return Answer(
        value["value"],
        Source(value["source"]),
        value["confirmed_by"],
        value["confirmed_at"],
        value.get("note", ""),
        Absence(absent) if absent else None,
    )


def finding_as_value(finding: Finding) -> dict[str, Value]:
    """Return a finding as a revision carries it."""
    return {
        "code": finding.code,
        "path": finding.path,
        "severity": finding.severity.value,
        "problem": finding.problem,
        "basis": finding.basis,
        "explanation": finding.explanation,
        "remedy": finding.remedy,
        "unconfirmed": int(finding.unconfirmed),
        "points": _text(finding.points),
        "values": [[label, shown] for label, shown in finding.values],
        "passes_if": finding.passes_if,
    }


def _finding(value: Any) -> Finding:
    return Finding(
        **{
            **value,
            "severity": Severity(value["severity"]),
            "unconfirmed": bool(value["unconfirmed"]),
            "points": _decimal(value["points"]),
            "values": tuple((label, shown) for label, shown in value["values"]),
        }
    )


def parameter_as_value(parameter: Parameter) -> dict[str, Value]:
    """Return a parameter as a revision carries it."""
    return {
        "id": parameter.id,
        "office": parameter.office,
        "name": parameter.name,
        "value": _text(parameter.value),
        "basis": parameter.basis,
        "severity": parameter.severity.value,
        "valid_from": parameter.valid_from,
        "valid_to": parameter.valid_to,
    }


def _parameter(value: Any) -> Parameter:
    return Parameter(
        **{**value, "value": Decimal(value["value"]), "severity": Severity(value["severity"])}
    )


def result_as_value(result: Result) -> dict[str, Value]:
    """Return a result as the field `result` of an inspection carries it."""
    return {
        "answers": {path: answer_as_value(answer) for path, answer in result.answers.items()},
        "parameters": [parameter_as_value(parameter) for parameter in result.parameters],
        "findings": [finding_as_value(finding) for finding in result.findings],
        "conclusion": result.conclusion.value,
        "score": _text(result.score),
        **_where_known(result),
        "evidence": {
            path: [evidence_as_value(evidence) for evidence in pieces]
            for path, pieces in result.evidence.items()
        },
    }


def _where_known(result: Result) -> dict[str, Value]:
    """What not every record has."""
    value: dict[str, Value] = {"seed": result.seed} if result.seed else {}
    if result.score_lines:
        value["score_lines"] = list(result.score_lines)
    if result.unconfirmed is not None:
        value["unconfirmed"] = int(result.unconfirmed)
    if result.source is not None:
        value["source"] = {**vars(result.source)}
    return value


def result_from_value(value: Any) -> Result | None:
    """Return the result of `result_as_value`, None where the value is no result."""
    return _unless_damaged(_result, value)


def _result(value: Any) -> Result:
    return Result(
        {path: _answer(answer) for path, answer in value["answers"].items()},
        tuple(_parameter(parameter) for parameter in value["parameters"]),
        tuple(_finding(finding) for finding in value["findings"]),
        Conclusion(value["conclusion"]),
        _decimal(value["score"]),
        value.get("seed", ""),
        _evidence(value.get("evidence", {})),  # results of before carry none
        tuple(map(str, value.get("score_lines", ()))),
        None if value.get("unconfirmed") is None else bool(value["unconfirmed"]),
        _origin(value.get("source")),
    )


def _origin(value: Any) -> Origin | None:
    if not value:
        return None
    return Origin(*(clean_text(str(value[name])) for name in ("way", "file", "sha256")))


def _evidence(value: Any) -> dict[str, tuple[Evidence, ...]]:
    return {path: tuple(map(evidence_from, pieces)) for path, pieces in value.items()}


def _unless_damaged(read: Callable[[Any], T], value: Any) -> T | None:
    try:
        return read(value)
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation):
        return None
