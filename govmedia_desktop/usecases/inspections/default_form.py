"""The check form that an office uses unless another is named; the 主管单位 sets it for those below.

It goes down with the local parameters, as one of their records: its value is a form id. In use is
the form of this quarter's 检查计划 where that names one.
"""

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.parameters import DEFAULT_FORM, climb
from govmedia_desktop.domain.periods import quarter_of
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, roots, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import (
    ListedForm,
    find_form,
    offered_forms,
    refuse_retired,
)
from govmedia_desktop.usecases.offices.known import parents
from govmedia_desktop.usecases.periods.plans import plan_in_force

NATIONAL = "national-2019"
_BASIS = "默认检查表"


def set_default_form(desk: Desk, form_id: str) -> ListedForm:
    """Set the form for the own office and those below it; return it.

    Raises `RefusedError` for a form that is not here, or that is 停用.
    """
    form = find_form(desk, form_id)
    refuse_retired(form)
    own = roots(desk.db).get(desk.office, desk.office)
    record = next((row["id"] for row in _rows(desk) if row["office"] == own), None)
    values = {"office": own, "name": DEFAULT_FORM, "value": form.form_id, "basis": _BASIS}
    desk.record([Edit(record or new_id(), "parameter", {**values})])
    return form


def default_form(desk: Desk) -> ListedForm | None:
    """Return the newest version of the form that is set, None where no form is here.

    That of the nearest office upward that set one which is here; else the national one, which
    decides; else the first.
    """
    newest = {form.form_id: form for form in offered_forms(desk)}
    chosen = {row["office"]: row["value"] for row in reversed(_rows(desk))}
    own = roots(desk.db).get(desk.office, desk.office)
    wanted = [chosen.get(office) for office in climb(own, parents(desk))]
    found = [newest[name] for name in (*wanted, NATIONAL) if name in newest]
    return next(iter([*found, *newest.values()]), None)


def form_in_use(desk: Desk) -> ListedForm | None:
    """Return the form that checks begin with: that of this quarter's 检查计划, else the default.

    A planned form that is not here, or is 停用, is passed over. None where no form is here.
    """
    plan = plan_in_force(desk, quarter_of(desk.today()))
    planned = plan.form_id if plan else None
    offered = (form for form in offered_forms(desk) if form.form_id == planned)
    return next(offered, None) or default_form(desk)


def usual_form(desk: Desk) -> str:
    """Return the record id of the form that holds where none is named.

    Raises `RefusedError` where no form is here.
    """
    form = form_in_use(desk)
    if form is None:
        raise RefusedError("还没有检查表，不能检查；请先启用自带的检查表，或接收下发的检查表文件。")
    return form.id


def _rows(desk: Desk) -> list[Row]:
    return standing(desk.db, "parameter", "name = ?", [DEFAULT_FORM])
