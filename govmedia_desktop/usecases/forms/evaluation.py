"""A finished inspection's stored answers, evaluated again under its own form version."""

from collections.abc import Sequence
from datetime import date

from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.results import Result
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.run import Context, FormRun
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import find_form, open_form


class OpenedForms:
    """The form versions of a desk, each opened once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._opened: dict[str, CompiledForm] = {}

    def form(self, record: str) -> CompiledForm:
        """Return the form version of a record id. Raises `RefusedError` where it is not here."""
        if record not in self._opened:
            self._opened[record] = open_form(self._desk, find_form(self._desk, record))
        return self._opened[record]


def run_again(
    form: CompiledForm,
    stored: Result,
    reference_date: str,
    parameters: Sequence[Parameter] | None = None,
) -> FormRun:
    """Return the run of a record's answers under its own parameters, or under others.

    Nothing is prefilled: what was not asked then is open.
    """
    context = Context(
        reference_date=date.fromisoformat(reference_date),
        parameters=stored.parameters if parameters is None else parameters,
        staff="",
        now=str,
        seed=stored.seed,
    )
    return FormRun(form, context, stored.answers)
