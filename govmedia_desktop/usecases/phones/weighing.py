"""What becomes of one submission of a phone: its form, account and day, its answers, its verdict.

What is complete becomes a finished inspection, what is not a draft; what nobody can place without
a person waits. The same `instanceID` is one inspection, wherever it is taken in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.identifiers import collected_id
from govmedia_desktop.domain.inspections import Nature, Source
from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.domain.submissions import (
    Hold,
    KnownAccount,
    Submission,
    accounts_meant,
    as_value,
    clue_of,
    collector_of,
    day_of,
    differing,
    from_value,
    moment_of,
    stray_rows,
)
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.forms.collected import Given, as_names, given
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.photos import kinds_of_files
from govmedia_desktop.forms.rows import plan_of
from govmedia_desktop.forms.run import FormRun
from govmedia_desktop.store import collected, drafts
from govmedia_desktop.store.collected import Collected
from govmedia_desktop.store.inspections import known_ids
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.collected_forms import FormsKnown, source_of
from govmedia_desktop.usecases.forms.known import ListedForm
from govmedia_desktop.usecases.inspections.inspections import Looker, prepare
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.phones.collected_photos import Photos
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts

if TYPE_CHECKING:
    from govmedia_desktop.spreadsheets.collected_media import Media

UNKNOWN_PERSON = "手机检查人"
"""Stands behind the answers where neither a name nor a device was told."""


class Outcome(StrEnum):
    """What becomes of a submission."""

    FINISHED = "finished"
    DRAFT = "draft"
    HELD = "held"
    LATE = "late"
    """Taken in before; a photo or recording that it lacked comes now."""
    ALREADY = "already"
    DISCARDED = "discarded"
    REFUSED = "refused"


_CHANGING = (Outcome.FINISHED, Outcome.DRAFT, Outcome.HELD, Outcome.LATE)


@dataclass(frozen=True)
class Weighed:
    """What becomes of one submission; `text` says why where that needs saying."""

    file: str
    submission: Submission
    outcome: Outcome
    text: str = ""
    hold: Hold | None = None
    account: ListedAccount | None = None
    form: ListedForm | None = None
    conclusion: Conclusion | None = None
    refused: tuple[Problem, ...] = ()
    """Answers that the form does not take, by the file's cell or element."""
    waits_already: bool = False
    """It was held before, for the same reason, and no new photo came with it."""
    photos: int = 0
    """Files that came with it."""

    @property
    def changes_anything(self) -> bool:
        """Whether carrying it out writes something."""
        return self.outcome in _CHANGING and not self.waits_already


@dataclass(frozen=True)
class Decision:
    """What a person says of a submission that waits; None leaves it as it was told."""

    account: str | None = None
    form: str | None = None
    """Record id of a form version."""
    day: date | None = None


@dataclass
class Scales:
    """Weighs submissions and stores what becomes of them, one after the other."""

    desk: Desk
    nature: Nature
    media: "Media | None" = None
    """The files that came with the submissions."""
    remarks: list[Problem] = field(default_factory=list)
    """What of the submissions weighed so far the forms have no place for, and missing photos."""

    def __post_init__(self) -> None:
        self.photos = Photos(self.desk, self.media, self.remarks)
        self.forms = FormsKnown(self.desk)
        self._accounts = {a.account.id: a for a in list_accounts(self.desk)}
        joined = _joined(roots(self.desk.db))
        self._known = [_known(a, joined.get(id_, ())) for id_, a in self._accounts.items()]
        self._states = collected.states(self.desk.db)
        self._drafts = {draft.id for draft in drafts.drafts(self.desk.db)}

    def weigh(self, file: str, submission: Submission, decision: Decision | None = None) -> Weighed:
        """Return what becomes of a submission; nothing is stored."""
        return self._weigh(file, submission, decision or Decision())[0]

    def carry_out(
        self, file: str, submission: Submission, decision: Decision | None = None
    ) -> Weighed:
        """Store what becomes of a submission, and return that."""
        weighed, inspection = self._weigh(file, submission, decision or Decision())
        if weighed.outcome is Outcome.HELD:
            self._keep(weighed, "held", {})
        elif weighed.outcome is Outcome.ALREADY:
            collected.set_state(self.desk.db, submission.instance, "taken_in")
        elif inspection is not None:
            kinds = kinds_of_files(inspection.compiled, inspection.run.answers())
            kept = self._keep(weighed, "taken_in", kinds)
            self._store(inspection, weighed.outcome, kept)
        return weighed

    def _store(self, inspection: Inspection, outcome: Outcome, kept: Collected) -> None:
        submission = from_value(kept.content)
        inspection.collected = source_of(kept)
        if outcome is Outcome.DRAFT or submission.media:
            inspection.keep()
            self.photos.attach(inspection, submission)
        if outcome is Outcome.FINISHED:
            inspection.looked_on = date.fromisoformat(inspection.draft.reference_date)
            inspection.finish()

    def meant(self, submission: Submission) -> list[ListedAccount]:
        """Return the accounts that a submission may be about, as it tells."""
        from govmedia_desktop.spreadsheets.words import platform_of  # noqa: PLC0415 (openpyxl)

        clue = clue_of(submission)
        platform = platform_of(clue.platform) if clue.platform else None
        return [self._accounts[a.id] for a in accounts_meant(clue, platform, self._known)]

    def _keep(
        self, weighed: Weighed, state: collected.State, kinds: Mapping[str, str]
    ) -> Collected:
        submission = self.photos.kept_with(weighed.file, weighed.submission, kinds)
        kept = Collected(
            submission.instance,
            collected_id(submission.instance),
            state,
            weighed.hold.value if weighed.hold else "",
            self.nature.value,
            weighed.file,
            self.desk.stamp(),
            self.desk.staff,
            as_value(submission),
        )
        collected.put(self.desk.db, kept)
        return kept

    def _weigh(
        self, file: str, submission: Submission, decision: Decision
    ) -> tuple[Weighed, Inspection | None]:
        plain = Weighed(file, submission, Outcome.REFUSED)
        if not submission.instance:
            return replace(
                plain, text="没有编号（instanceID）或编号不完整，分不清是不是同一份，未读入"
            ), None
        record = collected_id(submission.instance)
        if known_ids(self.desk.db, [record]) or record in self._drafts:
            return replace(plain, outcome=Outcome.ALREADY, text=self._already(submission)), None
        if self._states.get(submission.instance) == "discarded" and decision == Decision():
            return replace(plain, outcome=Outcome.DISCARDED, text="以前已决定不采用"), None
        return self._placed(plain, decision)

    def _already(self, submission: Submission) -> str:
        record = collected_id(submission.instance)
        text = "以前已导入，草稿还没有查完" if record in self._drafts else "以前已导入"
        kept = collected.of_inspection(self.desk.db, record)
        count = differing(from_value(kept.content), submission) if kept else 0
        return f"{text}；这次有{count}处与当时不同，没有覆盖" if count else text

    def _placed(self, plain: Weighed, decision: Decision) -> tuple[Weighed, Inspection | None]:
        """Place a submission under form, account and day, or say what a person must decide."""
        submission = plain.submission
        form, hold = self.forms.of(submission, decision.form)
        accounts = self._decided(decision.account) or self.meant(submission)
        account = accounts[0] if len(accounts) == 1 else None
        day = decision.day or day_of(submission)
        if day is None or day > self.desk.today():
            hold = hold or Hold.DAY
        if account is None:
            hold = hold or (Hold.SEVERAL_ACCOUNTS if accounts else Hold.ACCOUNT)
        if submission.stray and decision == Decision():
            hold = hold or Hold.ROWS
        coming = len(self.photos.coming(submission))
        placed = replace(plain, account=account, form=form, photos=coming)
        if hold is None and form is not None and account is not None and day is not None:
            return self._filled(placed, account, form, day)
        hold = hold or Hold.FORM
        held = replace(placed, outcome=Outcome.HELD, hold=hold, text=_why(hold, submission))
        waits = self._states.get(submission.instance) == "held"
        return replace(held, waits_already=waits and not coming), None

    def _decided(self, account: str | None) -> list[ListedAccount]:
        return [self._accounts[account]] if account in self._accounts else []

    def _filled(
        self, weighed: Weighed, account: ListedAccount, form: ListedForm, day: date
    ) -> tuple[Weighed, Inspection]:
        submission, stamp = weighed.submission, self.desk.stamp()
        about = (account.account.id, form.id, self.nature.value, str(day))
        draft = Draft(collected_id(submission.instance), *about, self.desk.staff, stamp, stamp)
        person = collector_of(submission) or UNKNOWN_PERSON
        looker = Looker(person, moment_of(submission) or str(day))
        inspection = prepare(self.desk, draft, account, form, looker)
        refused = self._answered(inspection, weighed)
        verdict = inspection.run.verdict()
        finished = verdict.conclusion is not Conclusion.OPEN and not refused
        found = replace(
            weighed,
            outcome=Outcome.FINISHED if finished else Outcome.DRAFT,
            text="" if finished else _what_is_open(len(verdict.open_items), len(refused)),
            conclusion=verdict.conclusion,
            refused=refused,
        )
        return found, inspection

    def _answered(self, inspection: Inspection, weighed: Weighed) -> tuple[Problem, ...]:
        """Give the form all answers; return those it does not take."""
        form, submission, refused = inspection.compiled, weighed.submission, []
        columns = self.forms.columns(form, submission)
        self._remark(weighed.file, submission, columns.unknown)
        for answer in given(form, columns, submission):
            refusal = _answer(inspection.run, form, answer)
            if refusal is not None:
                refused.append(Problem(weighed.file, answer.place, refusal, answer.value))
        self.photos.miss(inspection, weighed.file, submission)
        return tuple(refused)

    def _remark(self, file: str, submission: Submission, unknown: Sequence[str]) -> None:
        places = {t.key: t.place for t in reversed(submission.values)}
        for key in unknown:
            text = f"检查表里没有“{key}”这一题，没有采用；原文随来源保留"
            known = any(r.sheet == file and r.text == text for r in self.remarks)
            if key in places and not known:
                self.remarks.append(Problem(file, places[key], text))


def _answer(run: FormRun, form: CompiledForm, answer: Given) -> str | None:
    """Give the form one answer, in its row; return why it is not taken."""
    path = _place_of(run, form, answer)
    if path is None:
        return f"第{answer.rows[-1]}条超出检查表允许的条数，没有采用"
    item = run.item(path)
    value = _spelled(item.kind, as_names(item.kind, item.choices, answer.value))
    refusal = run.answer(path, value, Source.FILE)
    return refusal and f"“{item.label}”填“{answer.value}”不能接受：{refusal}"


def _place_of(run: FormRun, form: CompiledForm, answer: Given) -> str | None:
    """Return the path of the question in its row, which is added where there are too few."""
    row = ""
    around = [series for series in form.repeats if answer.path.startswith(f"{series}/")]
    for plan, number in zip(around, answer.rows, strict=True):
        series = row + plan[len(plan_of(row)) :]
        try:
            while len(run.rows(series)) < number:
                run.add_row(series)
        except (KeyError, ValueError):
            return None
        row = run.rows(series)[number - 1]
    return row + answer.path[len(plan_of(row)) :]


def _joined(root_of: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for id_, root in root_of.items():
        found.setdefault(root, []).append(id_)
    return found


def _known(listed: ListedAccount, joined: Sequence[str]) -> KnownAccount:
    account = listed.account
    about = (account.name, account.platform, account.platform_id, listed.owner_name)
    return KnownAccount(account.id, *about, frozenset(joined))


def _why(hold: Hold, submission: Submission) -> str:
    clue = clue_of(submission).text
    told = {
        Hold.FORM: submission.form_id,
        Hold.VERSION: submission.version or "没有写",
        Hold.ACCOUNT: clue or "没有填",
        Hold.SEVERAL_ACCOUNTS: clue,
        Hold.ROWS: "、".join(stray_rows(submission)[:3]),
    }.get(hold, "")
    return f"{hold.label}（{told}）" if told else hold.label


def _spelled(kind: str, value: str) -> str:
    """Spreadsheets make a moment of a date, and a fraction of a whole number."""
    if kind == "date" and value[10:11] in ("T", " "):
        return value[:10]
    return value.removesuffix(".0") if kind == "integer" else value


def _what_is_open(open_items: int, refused: int) -> str:
    parts = [f"还有{open_items}项未答"] if open_items else []
    parts += [f"有{refused}个回答不能接受"] if refused else []
    return "，".join(parts) + "，存为草稿"
