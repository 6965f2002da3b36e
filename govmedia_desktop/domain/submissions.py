"""Inspections collected on a phone: what a file tells of one, and which account it is about.

Names of fields are those of ODK Central, KoboToolbox and the OpenRosa metadata block.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

from govmedia_desktop.domain.accounts import Platform
from govmedia_desktop.domain.evidence import LEAK, Evidence, evidence_as_value, evidence_from
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.sheets import read_sheet_code

_HERE = timezone(timedelta(hours=8))
"""China has one time zone; servers tell theirs."""
_SEPARATORS = ("/", "-", ":", ".")
_WHOLE = {False: 32, True: 36}
"""Characters of a UUID, written without or with its hyphens."""
_INSTANCE = ("KEY", "rootUuid", "_uuid", "instanceID")
"""The first that is told: the first three stay the same when a submission is edited later."""
_VERSION = ("__version__", "FormVersion", "_version_")
_DAY = ("today", "end", "SubmissionDate", "_submission_time", "start")
_MOMENT = ("end", "SubmissionDate", "_submission_time", "start")
_COLLECTOR = ("username", "_submitted_by", "SubmitterName", "检查人", "deviceid")
_ACCOUNT = ("account", "account_id", "账号", "账号ID", "account_name", "账号名称", "name")
_PLATFORM = ("platform", "注册平台", "平台")
_OWNER = ("owner", "owner_name", "主办单位")
_OF_THE_TOOLS = """
    _id _status _notes _tags _index _parent_index _parent_table_name _validation_status
    _geolocation _attachments _xform_id_string _bamboo_dataset_id SubmitterID AttachmentsPresent
    AttachmentsExpected Status ReviewState Edits PARENT_KEY instanceName deprecatedID phonenumber
    simserial subscriberid email audit formhub/uuid background-audio
"""
_PHONE_FILE = re.compile(
    r"[^/\\<>|?*\x00-\x1f]{1,250}"
    r"\.(jpe?g|png|webp|heic|gif|bmp|mp4|3gpp?|mov|m4a|mp3|amr|wav|aac|ogg)",
    re.IGNORECASE,
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FOUND, _LEAK_LABEL = ("found", "发现"), "泄露国家秘密"
_META = (
    *(*_INSTANCE, *_VERSION, *_DAY, *_COLLECTOR, *_ACCOUNT, *_OWNER),
    *_OF_THE_TOOLS.split(),
)


@dataclass(frozen=True)
class Told:
    """One value as the file has it. `key`: column header, or path below the submission's root.

    Within a repeat the group carries its number from the second on: `visits[2]/when`.
    """

    key: str
    value: str
    place: str
    """Where it stands: `Sheet!B3`, `B3` in csv, the element's path in XML."""


@dataclass(frozen=True)
class Submission:
    """One filled form. `form_id` is empty where the file does not say (tables do not)."""

    instance: str
    values: tuple[Told, ...]
    place: str
    form_id: str = ""
    version: str = ""
    columns: tuple[str, ...] = ()
    """All keys that the file has a place for, filled or not."""
    stray: tuple[Told, ...] = ()
    """Values of rows that may be its own, but whose row above nobody can tell: not taken in."""
    media: Mapping[str, Evidence] = field(default_factory=dict)
    """Pictures that came with it and are stored, by the names that its values tell."""

    def told(self, names: Iterable[str]) -> str:
        """Return the value of the first of these fields that holds one, empty if none does."""
        return next((value for name in names if (value := self._named(name))), "")

    def _named(self, name: str) -> str:
        return next((t.value for t in self.values if is_named(t.key, name) and t.value), "")


def is_named(key: str, name: str) -> bool:
    """Whether a column or path is of the field of that name, whatever groups are around it."""
    key, name = key.casefold(), name.casefold()
    return key == name or key.endswith(tuple(mark + name for mark in _SEPARATORS))


def is_about_the_form(key: str) -> bool:
    """Whether a column may be a question's: those that the tools add are not."""
    added = key.startswith(("_submission_", "formhub/", "SET-OF-"))
    return not added and not any(is_named(key, name) for name in _META)


def made(submission: Submission) -> Submission:
    """Return the submission with the instance id and version that its values tell.

    An id that was cut off, as at the end of a file that did not arrive whole, is none.
    """
    instance = submission.told(_INSTANCE).strip().removeprefix("uuid:").casefold()
    if len(instance) < _WHOLE["-" in instance]:
        instance = ""
    version = submission.version or submission.told(_VERSION)
    return replace(submission, instance=instance, version=version)


def tells_an_instance(keys: Iterable[str]) -> bool:
    """Whether one of these columns can hold a submission's instance id."""
    return any(is_named(key, name) for key in keys for name in _INSTANCE)


def names_a_phone_file(value: str) -> bool:
    """Whether a value is the name of a photo or recording as phones make them."""
    return _PHONE_FILE.fullmatch(value) is not None


def day_of(submission: Submission) -> date | None:
    """Return the day somebody looked, as the phone told it, None where it told none."""
    for name in _DAY:
        day = _day(submission.told([name]))
        if day is not None:
            return day
    return None


def _day(text: str) -> date | None:
    try:
        moment = datetime.fromisoformat(text.strip().replace("/", "-"))
        local = moment.astimezone(_HERE) if moment.utcoffset() == timedelta(0) else moment
    except (ValueError, OverflowError):
        return None
    return local.date()


def moment_of(submission: Submission) -> str | None:
    """Return when the form was filled, ISO with offset, None where no time was told."""
    for name in _MOMENT:
        text = submission.told([name]).strip()
        try:
            moment = datetime.fromisoformat(text)
            zoned = moment.astimezone(_HERE) if moment.tzinfo else moment.replace(tzinfo=_HERE)
        except (ValueError, OverflowError):
            continue
        return zoned.isoformat(timespec="seconds")
    return None


def collector_of(submission: Submission) -> str:
    """Return who filled the form, as the phone told it (a name, else its device), or empty."""
    return submission.told(_COLLECTOR).strip()


@dataclass(frozen=True)
class Clue:
    """What a submission tells of its account: an id, 账号ID or name, and what narrows it down."""

    text: str
    platform: str = ""
    owner: str = ""


def clue_of(submission: Submission) -> Clue:
    """Return what the submission tells of its account, all empty where it tells nothing."""
    return Clue(
        submission.told(_ACCOUNT).strip(),
        submission.told(_PLATFORM).strip(),
        submission.told(_OWNER).strip(),
    )


@dataclass(frozen=True)
class KnownAccount:
    """An account of the register, by all that a clue may name it by."""

    id: str
    name: str
    platform: Platform
    platform_id: str | None
    owner_name: str | None
    joined: frozenset[str] = frozenset()
    """Ids of the records that were joined with it: printed codes may still name them."""


def accounts_meant(
    clue: Clue, platform: Platform | None, known: Sequence[KnownAccount]
) -> list[KnownAccount]:
    """Return the accounts that a clue names: by printed code, id, 账号ID, else by name.

    Platform and owner, where told, leave out those that differ. One is a match; none or several
    are for a person to decide.
    """
    code = read_sheet_code(clue.text)
    if not clue.text:
        return []
    id_ = code.account if code else clue.text.casefold()
    by_id = [a for a in known if a.id == id_ or id_ in a.joined]
    if by_id or code:
        return by_id
    text = clean_name(clue.text)
    named = [a for a in known if a.platform_id and clean_name(a.platform_id) == text]
    named = named or [a for a in known if clean_name(a.name) == text]
    if platform is not None:
        named = [a for a in named if a.platform is platform]
    if clue.owner and len(named) > 1:
        named = [a for a in named if clean_name(a.owner_name or "") == clean_name(clue.owner)]
    return named


class Hold(StrEnum):
    """Why a submission waits for a person."""

    FORM = "form"
    VERSION = "version"
    ACCOUNT = "account"
    SEVERAL_ACCOUNTS = "several_accounts"
    DAY = "day"
    ROWS = "rows"

    @property
    def label(self) -> str:
        """The reason in words of the trade."""
        return _HOLDS[self]


_HOLDS = {
    Hold.FORM: "不是本机有的检查表",
    Hold.VERSION: "检查表的版本没见过",
    Hold.ACCOUNT: "台账里没有对上的账号",
    Hold.SEVERAL_ACCOUNTS: "对上的账号不止一个",
    Hold.DAY: "没有检查日期，或者晚于今天",
    Hold.ROWS: "分条内容有行对不上",
}


def as_value(submission: Submission) -> dict[str, Any]:
    """Return the submission as it is kept, for `from_value`."""
    return {
        "instance": submission.instance,
        "place": submission.place,
        "form_id": submission.form_id,
        "version": submission.version,
        "columns": list(submission.columns),
        "values": [[t.key, t.value, t.place] for t in submission.values],
        "stray": [[t.key, t.value, t.place] for t in submission.stray],
        "media": {name: evidence_as_value(piece) for name, piece in submission.media.items()},
    }


def from_value(value: Mapping[str, Any]) -> Submission:
    """Return the submission of `as_value`."""
    told = tuple(Told(*entry) for entry in value["values"])
    stray = tuple(Told(*entry) for entry in value.get("stray", ()))
    media = {name: evidence_from(piece) for name, piece in value.get("media", {}).items()}
    more = {"columns": tuple(value["columns"]), "stray": stray, "media": media}
    return Submission(**{**value, "values": told, **more})


def stray_rows(submission: Submission) -> list[str]:
    """Return where the rows stand whose row above nobody can tell: `photos 第3行`."""
    parts = (told.place.rpartition("!") for told in submission.stray)
    rows = (f"{sheet} 第{cell.lstrip(_LETTERS)}行".strip() for sheet, _, cell in parts)
    return list(dict.fromkeys(rows))


def tells_a_leak(submission: Submission) -> bool:
    """Whether 泄密 is answered 发现: then nothing beside the answers is taken in (domain.md §8)."""
    return any(
        told.value in _FOUND and (is_named(told.key, LEAK) or _LEAK_LABEL in told.key)
        for told in submission.values
    )


def differing(one: Submission, other: Submission) -> int:
    """Return how many values of the form two readings of one submission tell differently.

    Only what both name alike is compared: another tool's export names it otherwise.
    """
    before = {t.key: t.value for t in one.values if is_about_the_form(t.key)}
    now = {t.key: t.value for t in other.values if is_about_the_form(t.key)}
    return sum(now[key] != value for key, value in before.items() if key in now)
