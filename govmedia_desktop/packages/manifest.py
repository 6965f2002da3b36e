"""The manifest of an exchange file: who sends what to whom, and the hash of every entry.

It is canonical JSON (domain.revisions). A manifest of this format has exactly the keys below; one
of a later format that still names this reader as sufficient may have more, which are not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from govmedia_desktop.domain.offices import Category, Level, Office
from govmedia_desktop.domain.revisions import canonical

FORMAT = 1
READER = 5
"""The newest `minimum_reader` that this program satisfies; what it writes asks for no less.

1: the first. 2: knows reports and the decisions on them. 3: knows
`drafts.json`. 4: knows evidence that is no picture. 5: knows plans, `said` and `succeeds`.
"""


class PackageKind(StrEnum):
    """What an exchange file is sent for."""

    REPORT = "上报"
    ISSUE = "下发"
    CORRECTION = "更正"
    BACKUP = "整包备份"
    HANDOVER = "工作交接"


@dataclass(frozen=True)
class Range:
    """One replica's revisions in the file, without gaps, and its chain before and after them."""

    first: int
    last: int
    before: str
    """Link of the chain before `first`; where that is 1, `first_link(replica)`."""
    link: str
    """Link of the chain after `last`."""


@dataclass(frozen=True)
class Recipient:
    """Whom the file is meant for; the id is None where only the name is known."""

    id: str | None
    name: str


@dataclass(frozen=True)
class Limits:
    """What of the chains the file carries whole: of a period, of an office below, else all."""

    period: bool = False
    """Only inspections of the manifest's `period`, and all records of other kinds."""
    below: str | None = None
    """Record id of the office whose records go, beside what concerns everybody."""


@dataclass(frozen=True)
class Part:
    """The how-maniest of how many files, in one series, that a large sending was split into."""

    series: str
    number: int
    of: int


@dataclass(frozen=True)
class Counts:
    """What is in the file: records by kind, revisions carried whole, pieces of evidence."""

    records: Mapping[str, int] = field(default_factory=dict)
    revisions: int = 0
    evidence: int = 0


@dataclass(frozen=True)
class Entry:
    """One entry of the file: its name, size in bytes and SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an exchange file says of itself. `created` is ISO with offset and decides nothing."""

    package: str
    kind: PackageKind
    replica: str
    """The sending replica."""
    office: Office
    """The sending office: id, name, level, category, code."""
    recipient: Recipient | None
    created: str
    ranges: Mapping[str, Range]
    acknowledged: Mapping[str, int]
    """By replica, the counter up to which the sender knows the chain."""
    lacking: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Of it, the runs of counters of which the sender has the hashes only."""
    said: int = 0
    """How many files the sender had written before: it tells which word is later."""
    succeeds: tuple[str, ...] = ()
    """Replicas that this data folder was before it was restored, and is no more."""
    practice: bool = False
    """练习 data, which a real data folder refuses (and the other way round)."""
    period: str | None = None
    """Code of the period that the file is about."""
    limits: Limits = Limits()
    sequence: int = 1
    """It is the n-th of this kind and period to this recipient."""
    part: Part | None = None
    light: bool = False
    """不含截图: evidence was left out."""
    counts: Counts = Counts()
    key: str | None = None
    """Public key (hex) of `manifest.sig`; None where the file is not signed."""
    entries: tuple[Entry, ...] = ()


def manifest_text(manifest: Manifest) -> str:
    """Return the manifest's canonical JSON."""
    office, recipient = manifest.office, manifest.recipient
    content: dict[str, Any] = {
        "format": FORMAT,
        "minimum_reader": READER,
        "package": manifest.package,
        "kind": manifest.kind.value,
        "sender": {
            "replica": manifest.replica,
            "office": {key: getattr(office, key) for key in OFFICE_KEYS},
        },
        "recipient": recipient and {"id": recipient.id, "name": recipient.name},
        "created": manifest.created,
        "practice": manifest.practice,
        "period": manifest.period,
        "scope": vars(manifest.limits),
        "sequence": manifest.sequence,
        "part": manifest.part and vars(manifest.part),
        "light": manifest.light,
        "counts": {**vars(manifest.counts), "records": dict(manifest.counts.records)},
        "key": manifest.key,
        "ranges": {key: [r.first, r.last, r.link] for key, r in manifest.ranges.items()},
        "begins": {key: r.before for key, r in manifest.ranges.items()},
        "acknowledged": dict(manifest.acknowledged),
        "lacking": {key: [list(run) for run in runs] for key, runs in manifest.lacking.items()},
        "said": manifest.said,
        "succeeds": list(manifest.succeeds),
        "entries": [{"name": e.name, "size": e.size, "sha256": e.sha256} for e in manifest.entries],
    }
    return canonical(content)


LATER_KEYS: Mapping[str, Any] = {"said": 0, "succeeds": []}
"""Keys that files for readers before `SINCE` lack, and what stands for them."""
SINCE = 5

OFFICE_KEYS = ("id", "name", "level", "category", "code")


def manifest_from(content: Mapping[str, Any]) -> Manifest:
    """Return the manifest of checked content (`schema.fits`)."""
    sender, recipient = content["sender"], content["recipient"]
    office = sender["office"]
    return Manifest(
        package=content["package"],
        kind=PackageKind(content["kind"]),
        replica=sender["replica"],
        office=Office(
            id=office["id"],
            name=office["name"],
            level=office["level"] and Level(office["level"]),
            category=office["category"] and Category(office["category"]),
            code=office["code"],
        ),
        recipient=recipient and Recipient(recipient["id"], recipient["name"]),
        created=content["created"],
        practice=content["practice"],
        period=content["period"],
        limits=Limits(**content["scope"]),
        sequence=content["sequence"],
        part=content["part"] and Part(**content["part"]),
        light=content["light"],
        counts=Counts(**content["counts"]),
        key=content["key"],
        ranges={
            replica: Range(first, last, content["begins"][replica], link)
            for replica, (first, last, link) in content["ranges"].items()
        },
        acknowledged=content["acknowledged"],
        lacking={key: tuple((a, b) for a, b in runs) for key, runs in content["lacking"].items()},
        said=content["said"],
        succeeds=tuple(content["succeeds"]),
        entries=tuple(Entry(e["name"], e["size"], e["sha256"]) for e in content["entries"]),
    )
