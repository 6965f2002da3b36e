"""What stands beside the answers of a finished inspection: absences, notes, how they came."""

import contextlib

from govmedia_desktop.domain.inspections import Answer, provenance
from govmedia_desktop.domain.results import Result
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.rows import plan_of
from govmedia_desktop.store.inspections import form_of, looked_at
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.evaluation import run_again
from govmedia_desktop.usecases.forms.known import find_form, open_form
from govmedia_desktop.usecases.inspections.inspections import result_of


def asides(desk: Desk, inspection: str) -> list[str]:
    """Return in lines what has no value and why, what was noted, how the answers came, and what
    they were taken over from.

    Raises `RefusedError` for an unknown id. Where the form has not come along, questions are told
    by their names.
    """
    form, result = _form(desk, inspection), result_of(desk, inspection)
    nodes = form.by_path if form else {}
    given = {
        path: answer
        for path, answer in result.answers.items()
        if form is None or nodes[plan_of(path)].is_asked
    }
    of_the_form = _given_by_form(desk, inspection, form, result) if form else set()
    told = [f"{_label(nodes.get(plan_of(p)), p)}：{_aside(a)}" for p, a in given.items() if a.note]
    came = provenance(answer for path, answer in given.items() if path not in of_the_form)
    told += [f"作答：{came}"] if came else []
    return [*told, f"来源：{result.source.told}"] if result.source else told


def _given_by_form(desk: Desk, inspection: str, form: CompiledForm, result: Result) -> set[str]:
    """Return what the form itself said where nobody might answer."""
    looked = looked_at(desk.db, inspection)
    run = run_again(form, result, looked.reference_date) if looked else None
    return {item.path for item in run.items() if item.is_given_by_form} if run else set()


def form_title(desk: Desk, inspection: str) -> str:
    """Return the title of the form of an inspection, empty where the form has not come along."""
    with contextlib.suppress(RefusedError):
        return find_form(desk, form_of(desk.db, inspection) or "").title
    return ""


def _form(desk: Desk, inspection: str) -> CompiledForm | None:
    with contextlib.suppress(RefusedError):
        return open_form(desk, find_form(desk, form_of(desk.db, inspection) or ""))
    return None


def _aside(answer: Answer) -> str:
    return answer.absence or f"备注“{answer.note}”"


def _label(node: Node | None, path: str) -> str:
    """Return how a question reads, without the values that its label shows."""
    pieces = node.texts.get("label", ()) if node else ()
    words = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
    return words or path.rpartition("/")[2]


def question_labels(desk: Desk, inspection: str) -> dict[str, str]:
    """Return how each question of an inspection's form reads, by path; empty without the form."""
    form = _form(desk, inspection)
    return {path: _label(node, path) for path, node in form.by_path.items()} if form else {}
