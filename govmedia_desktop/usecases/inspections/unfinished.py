"""Inspections that are not finished: the one that was open last, and drafts that look alike."""

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.store import drafts, notes
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import list_forms
from govmedia_desktop.usecases.register.accounts import list_accounts

_IN_HAND = "inspection_in_hand"


def take_in_hand(desk: Desk, draft: str) -> None:
    """Note which inspection is open, so that it is offered again if the program ends so."""
    notes.set_note(desk.db, _IN_HAND, draft)


def put_down(desk: Desk) -> None:
    """Note that no inspection is open any more."""
    notes.set_note(desk.db, _IN_HAND, "")


def in_hand(desk: Desk) -> Draft | None:
    """Return the draft that was open when the program ended, None where it was left or done."""
    noted = notes.note(desk.db, _IN_HAND)
    return next((d for d in drafts.drafts(desk.db) if d.id == noted), None)


def named(desk: Desk, draft: Draft) -> str:
    """Return what tells a draft from others: account, form, 检查性质, 监测时间点, last change."""
    accounts = {a.account.id: a.account.name for a in list_accounts(desk)}
    about = roots(desk.db).get(draft.account, draft.account)
    titles = {form.id: form.title for form in list_forms(desk)}
    changed = draft.changed_at[:16].replace("T", " ")
    parts = (
        f"“{accounts.get(about, '一个账号')}”",
        titles.get(draft.form, "检查表"),
        draft.nature,
        f"监测时间点 {draft.reference_date}",
        f"上次做到 {changed}",
    )
    return " · ".join(parts)


def twins(desk: Desk, draft: Draft) -> list[Draft]:
    """Return the other drafts of the same account under any version of the same form."""
    joined, forms = roots(desk.db), {form.id: form.form_id for form in list_forms(desk)}

    def about(one: Draft) -> tuple[str, str]:
        return joined.get(one.account, one.account), forms.get(one.form, one.form)

    others = (d for d in drafts.drafts(desk.db) if d.id != draft.id)
    return [other for other in others if about(other) == about(draft)]
