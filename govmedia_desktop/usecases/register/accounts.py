"""The register (台账): list, add and change accounts, confirm when they were last updated."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from govmedia_desktop.domain.accounts import (
    CHOICES,
    DATES,
    FIELD_LABELS,
    PLATFORM_LABELS,
    Account,
    AccountKind,
    Platform,
    Status,
)
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.records import KINDS, Value, day_of
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import personal, register_pages
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, members, names, referring, standing, standing_of
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import owners

PERSONAL_FIELDS = {
    "contact": "联系人",
    "phone": "联系电话",
    "administrator": "管理员",
    "leader": "分管负责人",
}


_MOST_DIGITS = 10
"""As a register is read: no account has ten thousand million followers."""


@dataclass(frozen=True)
class ListedAccount:
    """An account and its owner's name, as lists show it."""

    account: Account
    owner_name: str | None


def list_accounts(desk: Desk) -> list[ListedAccount]:
    """Return every account once, joined twins as one, by id."""
    offices = {row["id"]: row["name"] for row in standing(desk.db, "office")}
    return [
        ListedAccount(_account(row), offices.get(row["owner"]))
        for row in standing(desk.db, "account")
        if row["name"]
    ]


def account_standing(desk: Desk, record: str) -> ListedAccount | None:
    """Return the account of that id, or that it was joined into; None where there is none."""
    for row in standing_of(desk.db, "account", record):
        if row["name"]:
            owner = row["owner"] and _office_name(desk, row["owner"])
            return ListedAccount(_account(row), owner)
    return None


def accounts_of(desk: Desk, office: str) -> list[ListedAccount]:
    """Return the accounts that an office owns, by id."""
    name = _office_name(desk, office)
    rows = referring(desk.db, "account", "owner", office)
    return [ListedAccount(_account(row), name) for row in rows if row["name"]]


def _office_name(desk: Desk, office: str) -> str | None:
    return next((row["name"] for row in standing_of(desk.db, "office", office)), None)


def find_account(desk: Desk, name: str, platform: str | None = None) -> ListedAccount:
    """Return the account of that id or name, on that platform where it is given.

    The id may be one that was joined with another: then it is the account they are now.
    Raises `RefusedError` where there is none or more than one.
    """
    wanted = platform_code(platform) if platform else None
    known = account_standing(desk, name)
    found = (
        [known]
        if known
        else [a for a in _named(desk, name) if wanted in (None, a.account.platform)]
    )
    if not found:
        raise RefusedError(f"台账里没有名为“{name}”的账号；请核对名称，或先录入台账。")
    if len(found) > 1:
        listed = "、".join(f"{a.account.platform.label}（{a.owner_name or '未填'}）" for a in found)
        raise RefusedError(
            f"名为“{name}”的账号有{len(found)}个：{listed}；请同时指定平台或用编号。"
        )
    return found[0]


def _named(desk: Desk, name: str) -> Iterator[ListedAccount]:
    for record in register_pages.named(desk.db, name):
        if listed := account_standing(desk, record):
            yield listed


def account_named(desk: Desk, name: str, platform: str) -> str | None:
    """Return the id of the one account that a list means, None for none or more than one.

    `platform` is its name as people write it, empty where the list says none.
    """
    on = clean_name(platform)
    found = [
        listed.account.id
        for listed in (_named(desk, name) if clean_name(name) else ())
        if on in ("", clean_name(listed.account.platform.label))
    ]
    return found[0] if len(found) == 1 else None


def add_account(desk: Desk, given: Mapping[str, str]) -> str:
    """Enter a new account and return its id.

    `given`: texts by field of `Account`, the owner by name. Raises `RefusedError` for an unknown
    field or value, and where the account is in the register already.
    """
    values = _read(desk, given)
    _refuse_order(values.get("last_update"), values.get("last_update_verified"))
    if not values.get("name") or not values.get("platform"):
        raise RefusedError("新增账号至少要填账号名称和注册平台；没有保存。")
    _refuse_known(desk, values)
    record = new_id()
    _write(desk, record, {"status": Status.RUNNING, "kind": AccountKind.PUBLISHING, **values}, "")
    return record


def change_account(desk: Desk, record: str, given: Mapping[str, str], reason: str = "") -> bool:
    """Change an account's fields, an empty text clearing one; return whether anything changed.

    Raises `RefusedError` for an unknown account, field or value.
    """
    account = find_account(desk, record).account
    values = _read(desk, given)
    if values.get("last_update", account.last_update) != account.last_update:
        values.setdefault("last_update_verified", None)  # nobody has said who looked it up
    if values.get("last_update_verified"):
        last = values.get("last_update", account.last_update)
        _refuse_order(last, values["last_update_verified"])
    for name, value in values.items():
        refuse_empty(name, value)
    return _write(desk, account.id, values, reason)


def refuse_empty(name: str, value: Value) -> None:
    """Refuse that a field be cleared which every account has."""
    if not value and name in ("name", "platform", "status", "kind"):
        raise RefusedError(f"{FIELD_LABELS[name]}不能为空；没有保存。")


def confirm_last_updates(desk: Desk, looked_up: Mapping[str, date], day: date) -> int:
    """Note for accounts (by id) when each was last updated, looked up on that day (核实日期).

    Returns how many changed. Raises `RefusedError` where a date lies after the day.
    """
    late = [d for d in looked_up.values() if d > day]
    if late:
        raise RefusedError(f"最近更新日期{late[0]}晚于核实日期{day}，没有保存；请核对。")
    edits = [
        Edit(record, "account", {"last_update": str(d), "last_update_verified": str(day)})
        for record, d in looked_up.items()
    ]
    return desk.record(edits)


def delete_account(desk: Desk, record: str, reason: str) -> list[str]:
    """Take an account out of the register; its history stays. Return the records taken out."""
    account = find_account(desk, record).account
    records = members(desk.db, account.id)
    desk.delete(records, reason)
    return records


def restore_account(desk: Desk, records: Sequence[str]) -> None:
    """Put the records of a deleted account back into the register, with everything they had."""
    known = names(desk.db, "account")
    desk.record(
        [
            Edit(record, "account", {"name": known[record]}, reason="撤销删除", anew=True)
            for record in records
        ]
    )


def suspend(desk: Desk, record: str, given: Mapping[str, str]) -> str:
    """Enter a 暂停更新(经批准) with reason, approved_by, document, valid_from, valid_to.

    Raises `RefusedError` where the reason, the approving office or the first day is missing, or
    where it would end before it begins: it would hold on no day.
    """
    told = {name: clean_text(text).strip() for name, text in given.items()}
    if not all(told.get(name) for name in ("reason", "approved_by", "valid_from")):
        raise RefusedError("暂停更新要填事由、批准单位和起始日期；没有保存。")
    account = find_account(desk, record).account
    dates = {k: _date(told[k]) for k in ("valid_from", "valid_to") if told.get(k)}
    if dates.get("valid_to", dates["valid_from"]) < dates["valid_from"]:
        raise RefusedError("暂停更新的结束日期早于起始日期，没有保存；请核对。")
    values = {name: text or None for name, text in told.items()}
    record_id = new_id()
    desk.record([Edit(record_id, "suspension", {**values, **dates, "account": account.id})])
    return record_id


@dataclass(frozen=True)
class Suspension:
    """One 暂停更新(经批准); dates are ISO, `valid_to` is None while no end is set."""

    id: str
    reason: str
    approved_by: str
    document: str | None
    valid_from: str
    valid_to: str | None


def suspensions_of(desk: Desk, record: str) -> list[Suspension]:
    """Return an account's suspensions, the latest first."""
    found = [
        Suspension(**{f.name: row[f.name] for f in fields(Suspension)})
        for row in standing(desk.db, "suspension")
        if row["account"] == record
    ]
    return sorted(found, key=lambda s: s.valid_from, reverse=True)


def suspended(desk: Desk, day: date) -> set[str]:
    """Return the accounts whose updates are suspended with approval on that day."""
    return {
        row["account"]
        for row in standing(desk.db, "suspension")
        if (row["valid_from"] or "") <= str(day) <= (row["valid_to"] or "9999")
    }


def personal_data(desk: Desk, record: str) -> Mapping[str, str]:
    """Return an account's contact persons by field of `PERSONAL_FIELDS`."""
    return personal.of(desk.db, record)


def set_personal_data(desk: Desk, record: str, given: Mapping[str, str]) -> None:
    """Enter or, with an empty text, erase contact persons."""
    unknown = set(given) - set(PERSONAL_FIELDS)
    if unknown:
        raise RefusedError(f"没有名为“{min(unknown)}”的联系信息；没有保存。")
    personal.put(desk.db, [(record, field, value) for field, value in given.items()])


def platform_code(text: str) -> Platform:
    """Return the platform of a code or a name. Raises `RefusedError` for another text."""
    by_name = {label: code for code, label in PLATFORM_LABELS.items()}
    if text in set(Platform):
        return Platform(text)
    if text in by_name:
        return by_name[text]
    raise RefusedError(f"“{text}”不是已知的平台；可以填：{'、'.join(by_name)}。")


def _write(desk: Desk, record: str, values: dict[str, Value], reason: str) -> bool:
    edits: list[Edit] = []
    if owner := values.get("owner"):
        ids, edits = owners(desk, [str(owner)])
        values["owner"] = ids[str(owner)]
    return desk.record([*edits, Edit(record, "account", values, reason=reason)]) > 0


def _refuse_known(desk: Desk, values: Mapping[str, Value]) -> None:
    owner = clean_name(str(values.get("owner") or ""))
    for known in _named(desk, str(values["name"])):
        same_owner = clean_name(known.owner_name or "") == owner
        if same_owner and known.account.platform == values["platform"]:
            raise RefusedError(
                f"台账里已有{known.account.platform.label}“{known.account.name}”"
                f"（{known.owner_name or '主办单位未填'}），没有重复新增；请直接修改它。"
            )


def _refuse_order(last: Value, looked_up: Value) -> None:
    if last and looked_up and str(looked_up) < str(last):
        raise RefusedError(f"核实日期{looked_up}早于最近更新日期{last}，没有保存；请核对。")


def _read(desk: Desk, given: Mapping[str, str]) -> dict[str, Value]:
    values = {name: read_field(name, text) for name, text in given.items()}
    refuse_to_come(desk, values)
    return values


def refuse_to_come(desk: Desk, values: Mapping[str, Value]) -> None:
    """Refuse a day of the register that has not come yet: it would judge nobody for ever."""
    for name in DATES:
        if str(values.get(name) or "") > str(desk.today()):
            raise RefusedError(
                f"{FIELD_LABELS[name]}{values[name]}还没有到，没有保存；"
                "请核对日期，或看看电脑的日期对不对。"
            )


def read_field(name: str, text: str) -> Value:
    """Return a field's value as it would be stored. Raises `RefusedError` where it cannot be."""
    text = clean_text(text).strip()
    if name not in KINDS["account"].fields or name in ("same_as", "main_account"):
        raise RefusedError(f"账号没有名为“{name}”的栏目；没有保存。")
    if not clean_name(text):  # nothing that anybody would see
        return None
    read: Callable[[str], Value] = _READERS.get(name, str)
    return read(text)


def _date(text: str) -> str:
    try:
        return str(date.fromisoformat(text))
    except ValueError as error:
        raise RefusedError(
            f"“{text}”不是有效的日期，请写成 2026-11-21 的样子；没有保存。"
        ) from error


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise RefusedError(f"粉丝量“{text}”不是整数或过大（单位：人）；没有保存。")
    return int(text)


def _one_of(*allowed: str) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        if text not in allowed:
            raise RefusedError(f"“{text}”不能填在这里；可以填：{'、'.join(allowed)}。")
        return text

    return read


_READERS: dict[str, Callable[[str], Value]] = {
    "platform": platform_code,
    **{name: _one_of(*values) for name, values in CHOICES.items() if name != "platform"},
    "followers": _count,
    **dict.fromkeys(DATES, _date),
}


_KNOWN = frozenset(f.name for f in fields(Account))
_PLATFORMS = {platform.value: platform for platform in Platform}
_STATUSES = {status.value: status for status in Status}
_ACCOUNT_KINDS = {kind.value: kind for kind in AccountKind}


def _account(row: Row) -> Account:
    values = {name: value for name, value in row.items() if name in _KNOWN and value is not None}
    # values of a newer program read as the plainest one
    values["platform"] = _PLATFORMS.get(row["platform"], Platform.OTHER)
    values["status"] = _STATUSES.get(row["status"], Status.RUNNING)
    values["kind"] = _ACCOUNT_KINDS.get(row["kind"], AccountKind.PUBLISHING)
    values |= {name: None for name in DATES if day_of(values.get(name)) is None}
    return Account(**values)


def as_listed(listed: ListedAccount) -> dict[str, Value]:
    """Return the account as `accounts list` tells it: fields by name, the owner as a name."""
    values: dict[str, Value] = {f.name: getattr(listed.account, f.name) for f in fields(Account)}
    return {**values, "owner": listed.owner_name}


def accounts_as_listed(accounts: Sequence[ListedAccount]) -> list[dict[str, Value]]:
    """Return all accounts as `accounts list` tells them."""
    return [as_listed(listed) for listed in accounts]
