"""关停核查 and 开设核查: what suits an account by its status, begun from the register."""

from dataclasses import dataclass

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.lifecycle import LifeCheck, life_check
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import drafts
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import fixed_nature, list_forms, offered_forms
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin, resume
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.register.accounts import ListedAccount


@dataclass(frozen=True)
class OfferedCheck:
    """A check that can be begun, or gone on with where `draft` is not None."""

    check: LifeCheck
    form: str
    """Record id of the form version: the draft's, else the newest."""
    nature: Nature
    draft: str | None


def offered_check(desk: Desk, listed: ListedAccount) -> OfferedCheck | None:
    """Return what suits the account, None where nothing does or its form is not here or 停用."""
    check = life_check(listed.account.status)
    if check is None:
        return None
    draft = _draft(desk, listed.account.id, check)
    newest = next((f.id for f in offered_forms(desk) if f.form_id == check), None)
    form = draft.form if draft else newest
    if form is None:
        return None
    nature = fixed_nature(desk, form) or Nature.MONITORING
    return OfferedCheck(check, form, nature, draft.id if draft else None)


def begin_offered(desk: Desk, listed: ListedAccount) -> Inspection:
    """Return the inspection of what suits the account: one under way, else a new one of today.

    One under way is gone on with whatever its 监测时间点 and version. Raises `RefusedError` where
    nothing suits.
    """
    offered = offered_check(desk, listed)
    if offered is None:
        raise RefusedError(
            f"“{listed.account.name}”的状态是{listed.account.status.value}，没有合用的核查表，"
            "没有开始核查；请核对台账里的状态，或到“设置”里看核查表是不是停用了。"
        )
    if offered.draft is not None:
        return resume(desk, offered.draft)
    return begin(desk, Occasion(listed.account.id, offered.form, offered.nature))


def _draft(desk: Desk, account: str, check: LifeCheck) -> Draft | None:
    versions = {form.id for form in list_forms(desk) if form.form_id == check}
    joined = roots(desk.db)
    return next(
        (
            d
            for d in drafts.drafts(desk.db)
            if d.form in versions and joined.get(d.account, d.account) == account
        ),
        None,
    )
