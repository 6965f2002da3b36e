import json
import random
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from govmedia_desktop.packages import names
from govmedia_desktop.packages.drafts import Unfinished, drafts_json
from govmedia_desktop.packages.errors import PackageError
from govmedia_desktop.packages.personal import personal_json
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.packages.signing import SigningKey
from govmedia_desktop.packages.writer import Content, write_package
from tests.data.packages import (
    OFFICE,
    OTHER,
    REPLICA,
    Draft,
    Raw,
    revision_lines,
    sha256,
    span,
    zip_of,
)

INCOMPLETE, ALTERED, NOT_OURS, TOO_LARGE = "文件不完整，请重新拷贝", "被改动", "不是本程序", "超出"
KEY = SigningKey(bytes(range(32)))


@pytest.fixture
def refused(tmp_path):
    def refuse(content, message):
        path = tmp_path / "x.gmpack"
        path.write_bytes(content)
        with pytest.raises(PackageError, match=message):
            open_package(path)

    return refuse


@pytest.fixture
def sound(tmp_path):
    """The bytes of a signed package with all that one may hold, a form and evidence being ZIPs."""
    first, second = revision_lines(REPLICA, range(1, 4)), revision_lines(OTHER, range(1, 3))
    draft = Draft.of()
    manifest = replace(
        draft.manifest, ranges={REPLICA: span(REPLICA, first), OTHER: span(OTHER, second)}
    )
    inner = zip_of([Raw(b"xl/workbook.xml", b"<workbook/>")])
    (tmp_path / "e").write_bytes(inner)
    content = Content(
        first + second,
        [(sha256(inner), inner)],
        [(sha256(inner), tmp_path / "e")],
        revision_lines("f" * 16, [2, 5]),
        [
            ("summary.html", b"<p>"),
            ("personal.json", personal_json([(OFFICE.id, "phone", "1")])),
            ("drafts.json", drafts_json(Unfinished((), (), {"2026Q4": "2026-11-21"}))),
        ],
    )
    path = tmp_path / "sound.gmpack"
    return write_package(path, manifest, content, key=KEY).path.read_bytes()


def content_of(path):
    with open_package(path) as package:
        return (
            package.manifest,
            list(package.revisions()),
            list(package.late()),
            package.personal(),
            package.unfinished(),
            list(package.forms()),
            [(sha, b"".join(content())) for sha, _size, content in package.evidence()],
        )


def test_the_draft_of_these_tests_is_itself_taken(tmp_path):
    (tmp_path / "x").write_bytes(Draft.of().zip())
    assert content_of(tmp_path / "x")[1] == Draft.of().lines


def test_every_truncation_is_refused_as_incomplete(tmp_path, sound):
    path = tmp_path / "cut.gmpack"
    for length in range(len(sound)):
        put(path, sound[:length])
        with pytest.raises(PackageError, match=INCOMPLETE):
            open_package(path)


def test_a_copy_whose_end_never_reached_the_stick_is_incomplete(refused, sound):
    refused(sound[:-300] + bytes(300), INCOMPLETE)


def put(path, content):
    path.unlink(missing_ok=True)  # a file cut to nothing and written again waits for the disk
    path.write_bytes(content)


def mutated(content, chance):
    spoiled = bytearray(content)
    place = chance.randrange(len(spoiled))
    match chance.randrange(5):
        case 0:
            spoiled[place] ^= 1 << chance.randrange(8)
        case 1:
            spoiled[place] = chance.randrange(256)
        case 2:
            del spoiled[place : place + chance.randrange(1, 40)]
        case 3:
            spoiled[place:place] = chance.randbytes(chance.randrange(1, 40))
        case 4:
            other = chance.randrange(len(spoiled))
            spoiled[place : place + 8] = spoiled[other : other + 8]
    return bytes(spoiled)


def test_of_10000_mutations_each_is_refused_or_identical(tmp_path, sound):
    path = tmp_path / "mutated.gmpack"
    path.write_bytes(sound)
    original = content_of(path)
    chance = random.Random(19)  # noqa: S311
    refusals = 0
    for _ in range(10_000):
        put(path, mutated(sound, chance))
        try:
            assert content_of(path) == original
        except PackageError:
            refusals += 1
    assert refusals > 7_500


def test_every_altered_byte_of_a_signed_file_is_refused_or_changes_nothing(tmp_path, sound):
    path = tmp_path / "altered.gmpack"
    path.write_bytes(sound)
    original = content_of(path)
    passed = 0
    for place in range(len(sound)):
        put(path, sound[:place] + bytes([sound[place] ^ 0x11]) + sound[place + 1 :])
        try:
            assert content_of(path) == original
            passed += 1
        except PackageError:
            continue
    # dates, versions and attributes in the two headers of each entry mean nothing to us
    assert passed < 45 * sound.count(b"PK\x01\x02")


def test_any_altered_bit_of_records_or_manifest_is_named_as_altered(refused):
    plain = Draft.of(1).zip()
    end = plain.index(b"PK\x01\x02")
    headers = range(30)
    for place in range(35, end, 7):
        if place not in headers and b"PK\x03\x04" not in plain[place - 60 : place + 60]:
            refused(plain[:place] + bytes([plain[place] ^ 4]) + plain[place + 1 :], ALTERED)


HOSTILE_NAMES = json.loads(
    (Path(__file__).parents[2] / "data" / "hostile_names.json").read_text("ascii")
)


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=ascii)
def test_a_hostile_name_is_refused(refused, name):
    assert not names.is_entry_name(name)
    raws = [*Draft.of().raws(), Raw(name.encode(), b"x", flags=0x800)]
    refused(zip_of(raws), f"{ALTERED}|{TOO_LARGE}")


def test_the_corpus_of_hostile_names_is_large():
    assert len(set(HOSTILE_NAMES)) > 60


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda r: [*r, r[0]], ALTERED),
        (lambda r: [*r, replace(r[0], name=r[0].name.upper())], ALTERED),
        (lambda r: [replace(r[0], flags=1), *r[1:]], ALTERED),
        (lambda r: [replace(r[0], flags=0x40), *r[1:]], ALTERED),
        (lambda r: [replace(r[0], flags=8), *r[1:]], ALTERED),
        (lambda r: [replace(r[0], mode=0o120777), *r[1:]], ALTERED),
        (lambda r: [replace(r[0], mode=0o040755), *r[1:]], ALTERED),
        (lambda r: [replace(r[0], method=12, packed=b"BZh"), *r[1:]], ALTERED),
        (lambda r: [replace(r[0], method=8, packed=b"\xff\xff"), *r[1:]], ALTERED),
        (lambda r: [replace(r[0], size=10), *r[1:]], ALTERED),
        (lambda r: [replace(r[0], size=len(r[0].content) + 1), *r[1:]], ALTERED),
        (lambda r: [replace(r[0], local_name=b"x" * len(r[0].name)), *r[1:]], ALTERED),
        (lambda r: r[1:], ALTERED),
        (lambda r: r[:-1], NOT_OURS),
        (lambda r: [*r, Raw(b"summary.html", b"<script>")], ALTERED),
        (lambda r: [Raw(b"records/", b""), *r], ALTERED),
    ],
    ids=[
        "doubled",
        "doubled by case",
        "encrypted",
        "strongly encrypted",
        "size behind",
        "symlink",
        "folder",
        "other method",
        "not deflated",
        "size too small",
        "size too large",
        "two names",
        "entry missing",
        "no manifest",
        "unlisted entry",
        "folder entry",
    ],
)
def test_a_zip_with_one_thing_wrong_is_refused(refused, spoil, message):
    refused(zip_of(spoil(Draft.of().raws())), message)


def test_entries_that_overlap_are_refused(refused):
    raws = Draft.of().raws()
    refused(
        zip_of([*raws, Raw(b"summary.html", b"x")], [0, len(zip_of(raws[:1])) - 76, 0]), ALTERED
    )


@pytest.mark.parametrize("put", ["before", "between", "after", "comment"])
def test_nothing_may_stand_beside_the_entries(refused, put):
    sound = Draft.of().zip()
    hidden = b"hidden"
    directory = sound.index(b"PK\x01\x02")
    moved = struct.pack("<L", directory + len(hidden))
    spoiled = {
        "before": hidden + sound,
        "between": sound[:directory] + hidden + sound[directory:-6] + moved + sound[-2:],
        "after": sound + hidden,
        "comment": sound[:-2] + struct.pack("<H", len(hidden)) + hidden,
    }
    refused(spoiled[put], f"{ALTERED}|{INCOMPLETE}|{NOT_OURS}")


@pytest.mark.parametrize("declared", [None, 500])
def test_a_bomb_is_refused_before_it_is_unpacked(refused, declared):
    bomb = Raw(b"summary.html", bytes(50_000_000), method=8, size=declared)
    draft = Draft.of()
    draft.files["summary.html"] = bytes(declared or 50_000_000)
    refused(
        zip_of([*[r for r in draft.raws() if b"summary" not in r.name], bomb]),
        f"{TOO_LARGE}|{ALTERED}",
    )


def test_too_many_entries_are_refused(refused):
    many = [Raw(b"evidence/%064x" % n, b"") for n in range(names.MOST_ENTRIES)]
    refused(zip_of([*Draft.of().raws(), *many]), TOO_LARGE)


def test_sizes_that_only_claim_to_be_enormous_are_refused(refused):
    raws = [replace(raw, size=2**32 - 2) for raw in Draft.of().raws()]
    refused(zip_of(raws), TOO_LARGE)


@pytest.mark.parametrize("content", [b"", b"P", b"PK\x03"])
def test_the_first_bytes_alone_are_incomplete(refused, content):
    refused(content, INCOMPLETE)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n" + bytes(99), b"{}", "文本".encode() * 99])
def test_another_kind_of_file_is_named_as_such(refused, content):
    refused(content, NOT_OURS)


def test_a_foreign_zip_is_named_as_such(refused, tmp_path):
    with zipfile.ZipFile(tmp_path / "foreign", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        archive.mkdir("media")
    refused((tmp_path / "foreign").read_bytes(), NOT_OURS)
