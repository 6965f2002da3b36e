"""`drafts.json`: what is not finished at an office, for whoever takes its work over (工作交接)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from govmedia_desktop.domain.drafts import Draft, HalfDone, Paper
from govmedia_desktop.domain.evidence import evidence_as_value, evidence_from
from govmedia_desktop.domain.inspections import Absence, Answer, Nature, Origin, Source
from govmedia_desktop.domain.periods import parse_period
from govmedia_desktop.domain.revisions import canonical, clean_value
from govmedia_desktop.packages.errors import ALTERED, PackageError
from govmedia_desktop.packages.shapes import (
    UUID,
    Check,
    list_of,
    map_of,
    matches,
    object_of,
    one_of,
    optional,
    row_of,
)

_LONGEST = 1_000
_LONGEST_ANSWER = 100_000


@dataclass(frozen=True)
class Unfinished:
    """What is not finished: drafts, what phones collected and nobody decided on, 监测时间点.

    `collected`: as `store.collected` keeps them. `reference_dates`: ISO day by the period's code.
    """

    drafts: tuple[HalfDone, ...] = ()
    collected: tuple[Mapping[str, Any], ...] = ()
    reference_dates: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to carry."""
        return bool(self.drafts or self.collected or self.reference_dates)


def drafts_json(unfinished: Unfinished) -> bytes:
    """Return the entry's content."""
    content: Any = {
        "drafts": [as_value(draft) for draft in unfinished.drafts],
        "collected": [dict(one) for one in unfinished.collected],
        "reference_dates": dict(unfinished.reference_dates),
    }
    return canonical(clean_value(content)).encode("utf-8")


def parse_drafts(encoded: bytes) -> Unfinished:
    """Return what the entry holds. Raises PackageError where anything of it is not as written."""
    text = encoded.decode("utf-8")
    content = json.loads(text)
    if canonical(clean_value(content)) != text or not _content(content):
        raise PackageError(ALTERED)
    ids = [draft["id"] for draft in content["drafts"]]
    instances = [one["instance"] for one in content["collected"]]
    if len(set(ids)) != len(ids) or len(set(instances)) != len(instances):
        raise PackageError(ALTERED)
    drafts = tuple(map(from_value, content["drafts"]))
    return Unfinished(drafts, tuple(content["collected"]), content["reference_dates"])


def as_value(draft: HalfDone) -> dict[str, Any]:
    """Return the draft as JSON carries it."""
    paper = draft.paper
    return {
        **vars(draft.draft),
        "answers": {path: [*vars(answer).values()] for path, answer in draft.answers.items()},
        "evidence": {
            path: [evidence_as_value(piece) for piece in pieces]
            for path, pieces in draft.evidence.items()
        },
        "paper": paper and [paper.office, *vars(paper.source).values()],
    }


def from_value(value: Mapping[str, Any]) -> HalfDone:
    """Return the draft of a checked JSON value."""
    paper = value["paper"]
    return HalfDone(
        Draft(**{name: value[name] for name in _HEAD}),
        answers={path: _answer_of(*told) for path, told in value["answers"].items()},
        evidence={
            path: tuple(map(evidence_from, pieces)) for path, pieces in value["evidence"].items()
        },
        paper=paper and Paper(paper[0], Origin(*paper[1:])),
    )


def _answer_of(
    value: str, source: str, by: str | None, at: str | None, *rest: str | None
) -> Answer:
    note, absent = rest
    return Answer(value, Source(source), by, at, note or "", Absence(absent) if absent else None)


def _text(most: int = _LONGEST) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= most


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(date.fromisoformat(value)) == value
    except ValueError:
        return False


def _picture(value: Any) -> bool:
    try:
        return bool(evidence_as_value(evidence_from(value)) == value)
    except (ValueError, KeyError, TypeError):
        return False


_uuid = matches(UUID)
_answer = row_of(
    _text(_LONGEST_ANSWER),
    one_of(Source),
    optional(_text()),
    optional(_text()),
    _text(_LONGEST_ANSWER),
    optional(one_of(Absence)),
)
_HEAD: dict[str, Check] = {
    "id": _uuid,
    "account": _uuid,
    "form": _uuid,
    "nature": one_of(Nature),
    "reference_date": _day,
    "staff": _text(),
    "started_at": _text(),
    "changed_at": _text(),
    "last_question": _text(),
}
_draft = object_of(
    {
        **_HEAD,
        "answers": map_of(_text(), _answer),
        "evidence": map_of(_text(), list_of(_picture)),
        "paper": optional(row_of(_uuid, _text(), _text(), _text())),
    }
)
_told = list_of(row_of(_text(), _text(_LONGEST_ANSWER), _text()))
_submission = object_of(
    {
        "instance": _text(),
        "place": _text(),
        "form_id": _text(),
        "version": _text(),
        "columns": list_of(_text()),
        "values": _told,
        "stray": _told,
        "media": map_of(_text(), _picture),
    }
)
_collected = object_of(
    {
        "instance": _text(),
        "inspection": _uuid,
        "state": one_of(("taken_in", "held", "discarded")),
        "hold": _text(),
        "nature": one_of(Nature),
        "file_name": _text(),
        "entered_at": _text(),
        "staff": _text(),
        "content": _submission,
    }
)
_content = object_of(
    {
        "drafts": list_of(_draft),
        "collected": list_of(_collected),
        "reference_dates": map_of(
            lambda code: isinstance(code, str) and parse_period(code) is not None, _day
        ),
    }
)
