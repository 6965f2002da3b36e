"""Records, fields and values of every kind as people read them."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from govmedia_desktop.domain import parameters
from govmedia_desktop.domain.accounts import PLATFORM_LABELS, Platform, as_shown
from govmedia_desktop.domain.findings import Severity
from govmedia_desktop.domain.labels import KIND_LABELS, label_of
from govmedia_desktop.domain.records import KINDS, Value
from govmedia_desktop.store import standing
from govmedia_desktop.store.disagreements import DELETION
from govmedia_desktop.usecases.desk import Desk

_UNNAMED = "（未填名称）"
_ABOUT_ACCOUNTS = {
    "inspection": ("reference_date", "nature"),
    "suspension": ("valid_from", "reason"),
    "step": ("day", "kind"),
    "post": ("day", "title"),
    "message": ("asked", "theme"),
    "clue": ("found_on", "problem"),
    "response": ("day", "title"),
}
_ABOUT_OFFICES = {
    "plan": ("period",),
    "signing_key": (),
    "report": ("period_start", "period_end", "way"),
    "review": ("decision",),
}
_NAMED_BY = {"form": ("title",), "published": ("place", "period"), "decision": ("day", "decision")}
_RECORDS = ("report", "event")
"""References to records that have a title of their own."""


class Wording:
    """Words for what stands at a desk; names are read once and then remembered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def _offices(self) -> dict[str, str]:
        return standing.names(self._desk.db, "office")

    @cached_property
    def _accounts(self) -> dict[str, tuple[str, str]]:
        return standing.named_accounts(self._desk.db)

    @cached_property
    def _forms(self) -> dict[str, str]:
        return standing.form_titles(self._desk.db)

    def office(self, record: str) -> str:
        """Return an office's name, or that it is not known here."""
        return self._offices.get(record) or "未知单位"

    def title_of(self, record: str) -> str:
        """Return what people call a record that is here, a deleted one too."""
        found = standing.raw_row(self._desk.db, record)
        return self.title(*found) if found else "一条还没有收到的记录"

    def title(self, kind: str, row: Mapping[str, Any]) -> str:
        """Return what people call a record with that row."""
        if kind == "account":
            return _account_title(row["name"], row["platform"])
        if kind in _ABOUT_ACCOUNTS:
            about = _account_title(*self._accounts.get(row["account"] or "", ("", "")))
            words = (row[name] or "" for name in _ABOUT_ACCOUNTS[kind])
            return " ".join(filter(None, (about, *words)))
        if kind == "parameter":
            return parameters.label_of(row["name"] or _UNNAMED)
        if kind in _ABOUT_OFFICES:
            words = (row[name] or "" for name in _ABOUT_OFFICES[kind])
            return " ".join(filter(None, (self.office(row["office"] or ""), *words)))
        named = (str(row[name]) for name in _NAMED_BY.get(kind, ("name",)) if row[name])
        return " ".join(named) or _UNNAMED

    def unseen(self, kind: str, row: Mapping[str, Any]) -> str:
        """Return what people call a record of which only that row has come so far."""
        return self.title(kind, row).replace(_UNNAMED, f"名称还没有收到的{KIND_LABELS[kind]}")

    def value(self, kind: str, field: str, value: Value) -> str:
        """Return a field's value as people read it, empty where nothing is entered."""
        if value is None or value == "":
            return ""
        if KINDS[kind].fields[field] == "reference":
            return self._named(field, str(value))
        if isinstance(value, dict):
            known = {"result": _result, "covers": _covered, "accounts": _counted}
            return known.get(field, _pairs)(value)
        return as_shown(field, value) if kind == "account" else _coded(field, str(value))

    def field(self, kind: str, field: str) -> str:
        """Return what people call a field, or the standing of a record that was deleted."""
        return "是否保留" if field == DELETION else label_of(kind, field)

    def opinion(self, kind: str, field: str, value: Value) -> str:
        """Return a value that stands in a disagreement, in words, an empty one too."""
        if field == DELETION:
            return "保留" if value else "删除"
        return self.value(kind, field, value) or "（空）"

    def listed(self, kind: str, field: str, value: Value) -> Value:
        """Return a value as lists of records tell it: an office by its name, a code as it is."""
        if field == DELETION:
            return self.opinion(kind, field, value)
        if KINDS[kind].fields[field] in ("reference", "object"):
            return self.value(kind, field, value) or None
        return value

    def _named(self, field: str, record: str) -> str:
        if field == "same_as":
            return "与另一条是同一个"
        if field == "form":
            return self._forms.get(record) or "一份还没有收到的检查表"
        if field in _RECORDS:
            return self.title_of(record)
        if field in ("account", "main_account"):
            return _account_title(*self._accounts.get(record, ("", "")))
        return self.office(record)


def parsed(kind: str, field: str, stored: Any) -> Value:
    """Return a value of a row as revisions carry it: whole objects are kept there as text."""
    whole = KINDS[kind].fields[field] == "object" and isinstance(stored, str)
    value: Value = json.loads(stored) if whole else stored
    return value


def _account_title(name: str | None, platform: str | None) -> str:
    known = PLATFORM_LABELS[Platform(platform)] if platform in set(Platform) else ""
    return f"{name or _UNNAMED}（{known}）" if known else name or _UNNAMED


def _coded(field: str, text: str) -> str:
    if field == "severity" and text in set(Severity):
        return Severity(text).label
    if field == "name":
        return parameters.label_of(text)
    return f"文件 {text[:8]}" if field == "workbook" else text


def _pairs(value: Mapping[str, Value]) -> str:
    return "、".join(f"{name} {told}" for name, told in value.items())


def _counted(value: Mapping[str, Value]) -> str:
    ids = value.get("ids")
    return f"{len(ids) if isinstance(ids, list) else 0}个账号"


def _covered(value: Mapping[str, Value]) -> str:
    figures = value.get("own")
    checked = figures.get("checked") if isinstance(figures, dict) else None
    return "报送时的内容" if checked is None else f"报送时的内容，检查{checked}个账号"


def _result(value: Mapping[str, Value]) -> str:
    findings = value.get("findings")
    count = len(findings) if isinstance(findings, list) else 0
    return f"{value.get('conclusion') or '结论不明'}" + (f"，{count}项问题" if count else "")
