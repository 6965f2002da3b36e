"""The signature over the manifest: made when written, checked whenever read."""

import zipfile
from dataclasses import replace

import pytest

from govmedia_desktop.domain.trust import Trust, check_code, trust_of
from govmedia_desktop.packages.errors import PackageError
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.packages.signing import SigningKey, is_signed_by, new_key
from govmedia_desktop.packages.writer import Content, write_package
from tests.data.packages import Draft, Raw, zip_of

KEY = SigningKey(bytes(range(32)))


@pytest.fixture
def signed(tmp_path):
    draft = Draft.of()
    path = tmp_path / "示例镇.gmpack"
    write_package(path, draft.manifest, Content(draft.lines), key=KEY)
    return path


def raws(path):
    with zipfile.ZipFile(path) as archive:
        return [Raw(name.encode(), archive.read(name)) for name in archive.namelist()]


def respelled(path, **contents):
    """Write the file again with other contents; None leaves the entry out."""
    names = {name.replace("_", "."): content for name, content in contents.items()}
    kept = [
        replace(raw, content=names.get(raw.name.decode(), raw.content))
        for raw in raws(path)
        if names.get(raw.name.decode(), b"") is not None
    ]
    path.write_bytes(zip_of(kept))


def refused(path):
    with pytest.raises(PackageError, match="文件损坏或被改动，未接收任何内容"):
        open_package(path)


def test_a_signed_file_names_its_key_and_opens(signed):
    with open_package(signed) as package:
        assert package.manifest.key == KEY.public
        assert list(package.revisions()) == Draft.of().lines


def test_every_altered_bit_of_the_signature_is_found(signed):
    signature = {raw.name: raw.content for raw in raws(signed)}[b"manifest.sig"]
    for place in range(len(signature) * 8):
        spoiled = bytearray(signature)
        spoiled[place // 8] ^= 1 << place % 8
        respelled(signed, manifest_sig=bytes(spoiled))
        refused(signed)


@pytest.mark.parametrize("signature", [None, b"", b"\x01" * 64, bytes(63), bytes(65)])
def test_a_file_that_names_a_key_must_be_signed_with_it(signed, signature):
    respelled(signed, manifest_sig=signature)
    refused(signed)


def test_a_manifest_that_somebody_else_wrote_does_not_fit_the_signature(signed):
    manifest = {raw.name: raw.content for raw in raws(signed)}[b"manifest.json"]
    respelled(signed, manifest_json=manifest.replace("示例镇".encode(), "示例乡".encode()))
    refused(signed)


def test_another_key_in_the_manifest_does_not_fit_the_signature(signed):
    manifest = {raw.name: raw.content for raw in raws(signed)}[b"manifest.json"]
    other = new_key().public.encode()
    respelled(signed, manifest_json=manifest.replace(KEY.public.encode(), other))
    refused(signed)


def test_a_signature_without_a_key_is_refused_and_neither_is_no_signature(tmp_path):
    path = tmp_path / "x.gmpack"
    path.write_bytes(zip_of([*Draft.of().raws(), Raw(b"manifest.sig", KEY.sign(b""))]))
    refused(path)
    path.write_bytes(Draft.of().zip())
    with open_package(path) as package:
        assert package.manifest.key is None


def test_keys_are_random_and_their_seeds_are_not_shown():
    one, other = new_key(), new_key()
    assert one.public != other.public
    assert one.seed.hex() not in repr(one)
    assert SigningKey(one.seed).public == one.public


@pytest.mark.parametrize("public", ["", "zz" * 32, "00" * 31, "ff" * 32])
def test_what_is_no_key_has_signed_nothing(public):
    assert not is_signed_by(public, b"x", bytes(64))


@pytest.mark.parametrize(
    ("key", "known", "trust"),
    [
        (None, set(), Trust.UNSIGNED),
        (None, {"a"}, Trust.UNSIGNED),
        ("a", set(), Trust.FIRST),
        ("a", {"a", "b"}, Trust.KNOWN),
        ("c", {"a", "b"}, Trust.CHANGED),
    ],
)
def test_what_a_file_is_worth_rests_on_the_keys_known_of_its_sender(key, known, trust):
    assert trust_of(key, known) is trust
    assert trust.needs_a_person == (trust in {Trust.CHANGED, Trust.UNSIGNED})


def test_a_check_code_is_ten_digits_and_another_for_each_key():
    codes = {check_code(new_key().public) for _ in range(5)}
    assert len(codes) == 5
    assert all(len(code) == 11 and code.replace(" ", "").isdecimal() for code in codes)
    assert check_code(KEY.public) == check_code(KEY.public)
