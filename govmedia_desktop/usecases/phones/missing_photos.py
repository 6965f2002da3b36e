"""缺照片: inspections collected on phones whose photos or recordings have not come yet.

They hold nothing up (domain.md §3: no photo is demanded); the list says what to ask for.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from govmedia_desktop.domain.evidence import LEAK, Evidence, answering
from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.domain.results import Result, result_from_value
from govmedia_desktop.domain.submissions import (
    Submission,
    Told,
    clue_of,
    collector_of,
    day_of,
    from_value,
    names_a_phone_file,
    tells_a_leak,
)
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import FILE_KINDS, CompiledForm
from govmedia_desktop.forms.photos import with_files
from govmedia_desktop.forms.rows import plan_of, resolve
from govmedia_desktop.store import collected, drafts
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.evaluation import OpenedForms
from govmedia_desktop.usecases.forms.known import list_forms


class Stage(StrEnum):
    """How far an inspection is that was collected on a phone."""

    FINISHED = "检查完成"
    DRAFT = "存为草稿"
    HELD = "待决定"


@dataclass(frozen=True)
class Lacking:
    """What one inspection lacks: file names by the path of their question, or by themselves while
    nobody knows its form."""

    stage: Stage
    record: str
    submission: Submission
    names: Mapping[str, str]
    form: CompiledForm | None = None
    result: Result | None = None
    """What a finished one found."""

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What the questions ask for, by file name: image, audio, video or file."""
        form = self.form
        named = self.names.items() if form else ()
        return {name: form.node(plan_of(path)).kind for path, name in named if form}


@dataclass(frozen=True)
class MissingFile:
    """One line of the list: which file of which inspection, asked for by which question."""

    instance: str
    stage: Stage
    account: str
    day: str
    collector: str
    name: str
    question: str = field(default="")

    @property
    def id(self) -> str:
        """What tells the lines apart."""
        return f"{self.instance}/{self.name}/{self.question}"


def missing_files(desk: Desk) -> list[MissingFile]:
    """Return every file that is still missing, the latest inspections first."""
    found = [
        MissingFile(
            one.submission.instance,
            one.stage,
            clue_of(one.submission).text,
            str(day_of(one.submission) or ""),
            collector_of(one.submission),
            name,
            _label(one.form, path),
        )
        for one in lacking(desk)
        for path, name in one.names.items()
    ]
    return sorted(found, key=lambda file: file.day, reverse=True)


def lacking(desk: Desk) -> Iterator[Lacking]:
    """Yield what this folder took in from phones and what lacks a file: inspections, drafts and
    what waits.

    Where 泄密 is answered 发现 nothing is missing: none of it would be taken (domain.md §8).
    """
    forms = OpenedForms(desk)
    yield from _finished(desk, forms)
    yield from _begun(desk, forms)
    waiting: tuple[collected.State, ...] = ("held",)
    for kept in collected.those(desk.db, waiting):
        submission = from_value(kept.content)
        told = dict.fromkeys(t.value for t in submission.values if names_a_phone_file(t.value))
        names = [name for name in told if name not in submission.media]
        if names and not tells_a_leak(submission):
            yield Lacking(Stage.HELD, "", submission, {name: name for name in names})


def _finished(desk: Desk, forms: OpenedForms) -> Iterator[Lacking]:
    asking: dict[str, CompiledForm] = {}
    for listed in list_forms(desk):
        with suppress(RefusedError):
            form = forms.form(listed.id)
            if any(node.kind in FILE_KINDS for node in form.nodes):
                asking[listed.id] = form
    if not asking:
        return
    for record, form_id, day, value in collected.recorded(desk.db, list(asking)):
        result, form = result_from_value(value), asking[form_id]
        if result is not None:
            pieces = [piece for shown in result.evidence.values() for piece in shown]
            names = _missing(form, result.answers, pieces, ())
            if names:
                submission = _as_recorded(value, day)
                yield Lacking(Stage.FINISHED, record, submission, names, form, result)


def _begun(desk: Desk, forms: OpenedForms) -> Iterator[Lacking]:
    for draft in drafts.drafts(desk.db):
        kept = collected.of_inspection(desk.db, draft.id)
        with suppress(RefusedError):
            form = forms.form(draft.form) if kept else None
            if kept is None or form is None:
                continue
            submission = from_value(kept.content)
            shown = drafts.evidence(desk.db, draft.id).values()
            pieces = [piece for found in shown for piece in found]
            names = _missing(form, drafts.answers(desk.db, draft.id), pieces, submission.media)
            if names:
                yield Lacking(Stage.DRAFT, draft.id, submission, names, form)


def _missing(
    form: CompiledForm,
    answers: Mapping[str, Answer],
    pieces: Collection[Evidence],
    kept: Collection[str],
) -> dict[str, str]:
    leak = resolve(form, LEAK)
    if leak and leak in answers and answers[leak].value == "found":
        return {}
    named = with_files(form, answers).items()
    return {p: name for p, name in named if name not in kept and not answering(pieces, name)}


def _as_recorded(value: Mapping[str, Any], day: str) -> Submission:
    """Return what a record still tells of the submission it was taken over from."""
    source = value["collected"]
    told = {
        "account": value.get("account", {}).get("name", ""),
        "username": source.get("by", ""),
        "end": source.get("at"),
        "today": day,
    }
    values = tuple(Told(key, str(text), "") for key, text in told.items() if text)
    return Submission(str(source["instance"]), values, str(source.get("place", "")))


def _label(form: CompiledForm | None, path: str) -> str:
    pieces = form.node(plan_of(path)).texts.get("label", ()) if form else ()
    return "".join(piece for piece in pieces if isinstance(piece, str)).strip()
