"""Submissions of phones that wait for a person: which account, which form version, which day."""

from collections.abc import Callable
from dataclasses import dataclass

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.submissions import (
    Clue,
    Hold,
    Submission,
    clue_of,
    collector_of,
    day_of,
    from_value,
)
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import collected
from govmedia_desktop.store.collected import Collected
from govmedia_desktop.store.connection import write
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm
from govmedia_desktop.usecases.phones.weighing import Decision, Outcome, Scales, Weighed
from govmedia_desktop.usecases.register.accounts import ListedAccount


@dataclass(frozen=True)
class Waiting:
    """A submission that waits, or that was left aside; what is told of it, what may be meant."""

    id: str
    """Its instance id."""
    hold: Hold
    discarded: bool
    file_name: str
    nature: Nature
    submission: Submission
    clue: Clue
    day: str
    collector: str
    accounts: tuple[ListedAccount, ...]
    form: ListedForm | None
    """The form version to suggest."""


def list_waiting(desk: Desk) -> list[Waiting]:
    """Return what waits and what was left aside, in the order it came in."""
    kept = collected.those(desk.db, ("held", "discarded"))
    scales = Scales(desk, Nature.SELF)
    return [_waiting(scales, one) for one in kept]


def count_waiting(desk: Desk) -> int:
    """Return how many submissions wait for a decision."""
    return collected.count(desk.db, "held")


def _waiting(scales: Scales, kept: Collected) -> Waiting:
    submission = from_value(kept.content)
    day = day_of(submission)
    return Waiting(
        kept.instance,
        Hold(kept.hold),
        kept.state == "discarded",
        kept.file_name,
        Nature(kept.nature),
        submission,
        clue_of(submission),
        str(day or ""),
        collector_of(submission),
        tuple(scales.meant(submission)),
        scales.forms.of(submission, None)[0] or scales.forms.likely(submission),
    )


def decide(desk: Desk, instance: str, decision: Decision) -> list[Weighed]:
    """Take a submission in as decided, and all others that the decision settles too.

    A form version once chosen holds for whatever is told like it from now on. Returns what was
    done, the one decided on first. Raises `RefusedError` where something is still to be decided;
    then nothing has changed.
    """
    held = collected.those(desk.db, ("held", "discarded"))
    kept = next((one for one in held if one.instance == instance), None)
    if kept is None:
        raise RefusedError("这份手机检查已经处理过了；请在检查列表中查看。")
    with write(desk.db):
        scales = Scales(desk, Nature(kept.nature))
        submission = from_value(kept.content)
        if decision.form and kept.hold in (Hold.FORM, Hold.VERSION):
            scales.forms.remember(submission, decision.form)
        done = scales.carry_out(kept.file_name, submission, decision)
        if done.outcome is Outcome.HELD:
            raise RefusedError(f"还不能导入：{done.text}；没有改动，请补选后再试。")
        others = [one for one in held if one.instance != instance and one.state == "held"]
        return [done, *_settled(scales, others)]


def _settled(scales: Scales, held: list[Collected]) -> list[Weighed]:
    """Take in those that need no decision any more."""
    settled = []
    for kept in held:
        scales.nature = Nature(kept.nature)
        submission = from_value(kept.content)
        if scales.weigh(kept.file_name, submission).outcome is not Outcome.HELD:
            settled.append(scales.carry_out(kept.file_name, submission))
    return settled


def leave_aside(desk: Desk, instance: str) -> Callable[[], None]:
    """Decide not to take a submission in; it stays in the list, and what is returned undoes it.

    Raises `RefusedError` where it does not wait.
    """
    if collected.states(desk.db).get(instance) not in ("held", "discarded"):
        raise RefusedError("没有这份等待决定的手机检查，没有改动；请在待决定列表中查看。")
    collected.set_state(desk.db, instance, "discarded")
    return lambda: collected.set_state(desk.db, instance, "held")
