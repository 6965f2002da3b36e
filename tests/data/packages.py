"""Makes exchange files for tests: right ones, and ZIPs with any single thing wrong."""

import hashlib
import json
import struct
import zlib
from dataclasses import dataclass, replace

from govmedia_desktop.domain.offices import Category, Level, Office
from govmedia_desktop.domain.revisions import (
    Change,
    Revision,
    body_of,
    canonical,
    chain,
    first_link,
)
from govmedia_desktop.packages.manifest import (
    Counts,
    Entry,
    Manifest,
    PackageKind,
    Range,
    Recipient,
    manifest_text,
)

OFFICE = Office(
    "01900000-0000-7000-8000-000000000002", "示例镇", Level.TOWNSHIP, Category.TOWNSHIP, code="3601"
)
REPLICA = "0123456789abcdef"
OTHER = "fedcba9876543210"
MANIFEST = Manifest(
    package="01900000-0000-7000-8000-0000000000aa",
    kind=PackageKind.REPORT,
    replica=REPLICA,
    office=OFFICE,
    recipient=Recipient(None, "示例县人民政府办公室"),
    created="2026-11-21T10:42:07+08:00",
    ranges={},
    acknowledged={OTHER: 7},
    lacking={OTHER: ((2, 3), (5, 5))},
)


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def revision_lines(replica, counters, text="示例县发布😀"):
    return [
        body_of(
            Revision(
                replica=replica,
                counter=counter,
                record=f"01900000-0000-7000-8000-{counter:012x}",
                kind="account",
                home=OFFICE.id,
                office=OFFICE.id,
                staff="张三",
                at="2026-11-21T10:42:07+08:00",
                changes={"name": Change(f"{text}{counter}")},
            )
        )
        for counter in counters
    ]


def span(replica, lines, first=1, before=None):
    before = before or first_link(replica)
    return Range(first, first + len(lines) - 1, before, chain(before, lines))


@dataclass(frozen=True)
class Raw:
    """One ZIP entry of which everything may lie."""

    name: bytes
    content: bytes
    method: int = 0
    flags: int = 0
    mode: int = 0
    size: int | None = None
    packed: bytes | None = None
    local_name: bytes | None = None


def zip_of(entries, offsets=None):
    """Return a ZIP of the entries; `offsets` replaces where the directory says an entry is."""
    body, directory = bytearray(), bytearray()
    for number, raw in enumerate(entries):
        packed = raw.packed
        if packed is None:
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            packed = packer.compress(raw.content) + packer.flush() if raw.method else raw.content
        size = len(raw.content) if raw.size is None else raw.size
        crc = zlib.crc32(raw.content)
        place = len(body) if offsets is None else offsets[number]
        common = struct.pack("<5H3L", 20, raw.flags, raw.method, 0, 33, crc, len(packed), size)
        local = raw.name if raw.local_name is None else raw.local_name
        body += b"PK\x03\x04" + common + struct.pack("<2H", len(local), 0) + local + packed
        directory += (
            b"PK\x01\x02"
            + struct.pack("<H", 0x0314)
            + common
            + struct.pack("<5H2L", len(raw.name), 0, 0, 0, 0, raw.mode << 16, place)
            + raw.name
        )
    count = len(entries)
    return (
        body
        + directory
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    )


@dataclass
class Draft:
    """A right exchange file in pieces, to spoil one of them before it is put together."""

    lines: list[str]
    manifest: Manifest
    files: dict[str, bytes]

    @classmethod
    def of(cls, count=3):
        lines = revision_lines(REPLICA, range(1, count + 1))
        return cls(lines, replace(MANIFEST, ranges={REPLICA: span(REPLICA, lines)}), {})

    def content(self):
        records = "".join(line + "\n" for line in self.lines).encode("utf-8", "surrogatepass")
        return {"records/revisions-0001.jsonl": records, **self.files}

    def manifest_content(self):
        entries = tuple(Entry(n, len(c), sha256(c)) for n, c in self.content().items())
        pictures = sum(entry.name.startswith("evidence/") for entry in entries)
        counts = Counts({"account": len(self.lines)}, len(self.lines), pictures)
        return json.loads(manifest_text(replace(self.manifest, entries=entries, counts=counts)))

    def raws(self, **changes):
        manifest = canonical({**self.manifest_content(), **changes}).encode()
        files = {**self.content(), "manifest.json": manifest}
        return [Raw(name.encode(), content) for name, content in files.items()]

    def zip(self, **changes):
        return zip_of(self.raws(**changes))
