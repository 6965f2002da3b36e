import json
from dataclasses import replace

import pytest

from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.packages import names
from govmedia_desktop.packages.errors import PackageError
from govmedia_desktop.packages.reader import open_package
from tests.data.packages import OFFICE, OTHER, REPLICA, Draft, revision_lines, sha256, zip_of

ALTERED, TOO_LARGE = "被改动", "超出"
FORM = b"PK form"


@pytest.fixture
def refused(tmp_path):
    def refuse(content, message):
        path = tmp_path / "x.gmpack"
        path.write_bytes(content)
        with pytest.raises(PackageError, match=message):
            open_package(path)

    return refuse


def lines_of(path):
    with open_package(path) as package:
        return list(package.revisions())


SPOILED_MANIFESTS = {
    "format": [0, "1", None, True, 1.0],
    "minimum_reader": [0, "1", None],
    "package": ["", "../x", 5],
    "kind": ["", "升级", None, []],
    "sender": [None, {}, {"replica": REPLICA}, {"replica": "x", "office": {}}],
    "recipient": ["", {}, {"id": "x", "name": "县"}, {"id": None, "name": ""}],
    "created": ["", "昨天", "2026-11-21T10:42:07", 5],
    "practice": [None, "", 0, 1],
    "period": ["", "2026Q5", "2026-10-01", "2026-12-31/2026-10-01", "2026-10-01/2026-12-31", 5],
    "scope": [None, {}, {"period": None, "below": None}, {"period": True, "below": None}],
    "sequence": [0, None, "1", True],
    "part": [
        {},
        {"series": OFFICE.id, "number": 1, "of": 1},
        {"series": OFFICE.id, "number": 3, "of": 2},
        {"series": "x", "number": 1, "of": 2},
    ],
    "light": [None, 1],
    "said": [-1, None, "1", True],
    "succeeds": [None, {}, ["x"], [REPLICA, 5]],
    "counts": [
        None,
        {"records": {}, "revisions": 4, "evidence": 0},
        {"records": {}, "revisions": 3, "evidence": 1},
        {"records": {"../x": 1}, "revisions": 3, "evidence": 0},
        {"records": {"account": -1}, "revisions": 3, "evidence": 0},
        {"records": {}, "revisions": "3", "evidence": 0},
    ],
    "key": ["", "x", 5, "ab" * 32, "AB" * 32],
    "ranges": [[], {"x": [1, 3, "ab" * 32]}, {REPLICA: [0, 3, "ab" * 32]}, {REPLICA: [3, 1, "ab"]}],
    "begins": [{}, {REPLICA: "ab" * 32}, {REPLICA: None}],
    "acknowledged": [[], {REPLICA: -1}, {REPLICA: "1"}, {"x": 1}],
    "lacking": [
        [],
        {"x": []},
        {REPLICA: [[0, 1]]},
        {REPLICA: [[2, 1]]},
        {REPLICA: [[1, 2], [2, 3]]},
        {REPLICA: [[1]]},
    ],
    "entries": [{}, [], [5], [{"name": "manifest.json", "size": 0, "sha256": "ab" * 32}]],
    "unheard_of": [1],
}


@pytest.mark.parametrize(
    ("key", "value"),
    [(key, value) for key, values in SPOILED_MANIFESTS.items() for value in values],
)
def test_a_manifest_with_one_wrong_value_is_refused(refused, key, value):
    refused(Draft.of().zip(**{key: value}), ALTERED)


@pytest.mark.parametrize("key", sorted(set(SPOILED_MANIFESTS) - {"unheard_of"}))
def test_a_manifest_that_lacks_a_key_is_refused(refused, key):
    draft = Draft.of()
    content = draft.manifest_content()
    del content[key]
    records, manifest = draft.raws()
    refused(zip_of([records, replace(manifest, content=canonical(content).encode())]), ALTERED)


def doubled_key(content):
    return canonical(content).replace("{", '{"format":1,', 1).encode()


@pytest.mark.parametrize(
    "encode",
    [
        doubled_key,
        lambda content: json.dumps(content).encode(),
        lambda content: canonical(content).encode() + b"\n",
        lambda content: canonical(content).encode("utf-16"),
        lambda content: b"\xef\xbb\xbf" + canonical(content).encode(),
        lambda content: canonical({**content, "created": "\ud800"}).encode(
            "utf-8", "surrogatepass"
        ),
        lambda _: b"[" * 1_000_000,
        lambda _: b'{"a":' * 500_000 + b"1" + b"}" * 500_000,
        lambda _: b"9" * 1_000_000,
        lambda _: b"NaN",
        lambda _: b"[]",
        lambda _: b"null",
        lambda _: b"",
        lambda _: b"\xff\xfe\x00",
    ],
)
def test_a_manifest_in_any_other_spelling_is_refused(refused, encode):
    draft = Draft.of()
    records, manifest = draft.raws()
    content = encode(draft.manifest_content())
    refused(zip_of([records, replace(manifest, content=content)]), ALTERED)


def test_a_manifest_over_five_megabytes_is_refused(refused):
    records, manifest = Draft.of().raws()
    refused(zip_of([records, replace(manifest, content=b" " * 5_300_000)]), TOO_LARGE)


def test_a_file_for_a_newer_program_names_what_it_needs(refused):
    newer = Draft.of().zip(format=9, minimum_reader=9, unheard_of={})
    refused(newer, "由更新版本的程序生成，需要能读第9版.*先升级")


def test_a_newer_file_that_this_program_can_still_read_is_taken(tmp_path):
    path = tmp_path / "newer.gmpack"
    path.write_bytes(Draft.of().zip(format=2, unheard_of={"a": 1}))
    assert lines_of(path) == Draft.of().lines


def test_a_file_of_an_earlier_program_says_nothing_of_what_came_later(tmp_path):
    path = tmp_path / "earlier.gmpack"
    earlier = {
        k: v for k, v in Draft.of().manifest_content().items() if k not in {"said", "succeeds"}
    }
    records, manifest = Draft.of().raws()
    encoded = canonical({**earlier, "minimum_reader": 4}).encode()
    path.write_bytes(zip_of([records, replace(manifest, content=encoded)]))
    with open_package(path) as package:
        assert (package.manifest.said, package.manifest.succeeds) == (0, ())


def spoiled_lines(change):
    draft = Draft.of()
    draft.lines = change(draft.lines)
    return draft


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:-1],
        lambda lines: lines[1:],
        lambda lines: lines[:1] + lines[2:],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: [*lines, revision_lines(REPLICA, [4])[0]],
        lambda lines: [*lines, revision_lines(OTHER, [1])[0]],
        lambda lines: [lines[0].replace("示例", "实例"), *lines[1:]],
        lambda lines: [lines[0] + " ", *lines[1:]],
        lambda lines: [*lines, ""],
        lambda lines: [],
        lambda lines: ["x" * 17_000_000, *lines],
        lambda lines: [lines[0].replace("示例", "\ud800"), *lines[1:]],
    ],
)
def test_revisions_that_are_not_those_of_the_manifest_are_refused(refused, change):
    refused(spoiled_lines(change).zip(), ALTERED)


def test_a_last_line_without_its_end_is_refused(refused):
    draft = Draft.of()
    draft.content = lambda: {"records/revisions-0001.jsonl": "\n".join(draft.lines).encode()}
    refused(draft.zip(), ALTERED)


def test_a_missing_number_among_the_files_of_revisions_is_refused(refused):
    draft = Draft.of()
    draft.content = lambda: {
        "records/revisions-0002.jsonl": "".join(f"{line}\n" for line in draft.lines).encode()
    }
    refused(draft.zip(), ALTERED)


def test_a_range_that_claims_more_than_any_file_holds_is_refused_at_once(refused):
    refused(Draft.of().zip(ranges={REPLICA: [1, 2**53, "ab" * 32]}), ALTERED)


def test_a_form_under_another_hash_is_refused(refused):
    draft = Draft.of()
    draft.files[names.form_name("ab" * 32)] = FORM
    refused(draft.zip(), ALTERED)


def test_an_entry_of_another_hash_than_listed_is_refused(refused):
    draft = Draft.of()
    draft.files[names.form_name(sha256(FORM))] = FORM
    raws = [replace(r, content=b"PK f0rm") if r.content == FORM else r for r in draft.raws()]
    refused(zip_of(raws), ALTERED)
