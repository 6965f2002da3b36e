"""Encrypted files: only the right passphrase opens them, and nothing altered passes."""

import errno
import itertools
import random

import pytest

from govmedia_desktop.errors import CannotWriteError, RefusedError
from govmedia_desktop.packages import sealed
from govmedia_desktop.packages.errors import CancelledError, PackageError
from govmedia_desktop.packages.sealed import (
    MAGIC,
    PassphraseError,
    check_passphrase,
    is_sealed,
    unseal,
    write_sealed,
)
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.opening import opened
from tests.unit.exchanges import places

WORDS = "柳溪镇 2026 第四季度"


@pytest.fixture
def quick(monkeypatch):
    """Keys that are derived once: what is tested here is the file."""
    made = {}

    def of(cls, passphrase, salt):
        if (passphrase, salt) not in made:
            made[passphrase, salt] = derive(passphrase, salt)
        return made[passphrase, salt]

    derive = sealed._Keys.of
    monkeypatch.setattr(sealed._Keys, "of", classmethod(of))


@pytest.fixture
def closed(tmp_path, quick):
    """A file of three chunks, encrypted."""
    inner = tmp_path / "inner"
    inner.write_bytes(random.Random(3).randbytes(150_000))  # noqa: S311
    return write_sealed(inner, tmp_path / "closed.gmpack", WORDS, Watch())


def content(path, passphrase=WORDS):
    target = path.with_name("out")
    unseal(path, target, passphrase, Watch())
    return target.read_bytes()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_what_was_encrypted_comes_out_equal(tmp_path, quick, size):
    inner = tmp_path / "inner"
    inner.write_bytes(bytes(range(256)) * (size // 256) + bytes(size % 256))
    path = write_sealed(inner, tmp_path / "closed", WORDS, Watch())
    assert is_sealed(path)
    assert not is_sealed(inner)
    assert content(path) == inner.read_bytes()


def test_nothing_of_the_content_stands_in_the_clear(tmp_path, quick):
    (tmp_path / "inner").write_bytes(b"PK manifest.json" * 1_000)
    path = write_sealed(tmp_path / "inner", tmp_path / "closed", WORDS, Watch())
    assert b"manifest" not in path.read_bytes()
    again = write_sealed(tmp_path / "inner", tmp_path / "again", WORDS, Watch())
    assert path.read_bytes()[8:] != again.read_bytes()[8:]


@pytest.mark.parametrize("words", ["柳溪镇 2026 第三季度", WORDS.upper() + "x", "x" * 100])
def test_a_wrong_passphrase_is_told_apart_from_an_altered_file(closed, words):
    with pytest.raises(PassphraseError, match="口令不对"):
        content(closed, words)
    assert not closed.with_name("out").exists()


def test_the_passphrase_may_be_spelled_with_other_code_points_and_blanks_around(tmp_path):
    (tmp_path / "inner").write_bytes(b"x")
    path = write_sealed(tmp_path / "inner", tmp_path / "closed", "café2026", Watch())
    assert content(path, " cafe\u03012026 ") == b"x"


def test_an_encrypted_file_asks_for_its_passphrase(closed):
    with pytest.raises(PassphraseError, match="已加密"):
        content(closed, "")


def test_every_truncation_is_refused(closed):
    whole = closed.read_bytes()
    chunk = 65_536 + 17
    near = {n * chunk + 96 + d for n, d in itertools.product(range(3), range(-3, 4))}
    lengths = {*range(300), *range(0, len(whole), 997), *near, *range(len(whole) - 40, len(whole))}
    for length in sorted(length for length in lengths if 0 <= length < len(whole)):
        closed.write_bytes(whole[:length])
        with pytest.raises(PackageError, match=r"不完整|不是本程序"):
            content(closed)


def test_every_altered_bit_of_the_head_is_named_as_altered(closed):
    whole = closed.read_bytes()
    for bit in range(len(MAGIC) * 8, 96 * 8):
        spoiled = bytearray(whole)
        spoiled[bit // 8] ^= 1 << bit % 8
        closed.write_bytes(spoiled)
        with pytest.raises(PackageError, match="损坏或被改动"):
            content(closed)


def test_an_altered_bit_anywhere_behind_the_head_is_refused(closed):
    whole = closed.read_bytes()
    chance = random.Random(5)  # noqa: S311
    for place in [96, len(whole) - 1, *(chance.randrange(96, len(whole)) for _ in range(300))]:
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << chance.randrange(8)
        closed.write_bytes(spoiled)
        with pytest.raises(PackageError, match="被改动"):
            content(closed)


def test_chunks_that_are_doubled_swapped_or_left_out_are_refused(closed):
    whole = closed.read_bytes()
    head, size = whole[:96], 65_536 + 17
    chunks = [whole[96:][n : n + size] for n in range(0, len(whole) - 96, size)]
    assert len(chunks) == 3
    for order in ([1, 0, 2], [0, 0, 1, 2], [0, 2], [0, 1, 2, 2], [2], [0, 1]):
        closed.write_bytes(head + b"".join(chunks[n] for n in order))
        with pytest.raises(PackageError):
            content(closed)
    closed.write_bytes(whole + b"x")
    with pytest.raises(PackageError):
        content(closed)


def test_a_short_passphrase_is_refused():
    check_passphrase("12345678")
    for words in ("", "1234567", "1234567 "):
        with pytest.raises(RefusedError, match="至少要8个字符"):
            check_passphrase(words)


@pytest.mark.parametrize("after", [0, 1, 3, 5])
def test_stopping_leaves_what_stood_there(tmp_path, closed, after):
    asked = iter([False] * after + [True] * 9)
    before = closed.read_bytes()
    with pytest.raises(CancelledError):
        write_sealed(tmp_path / "inner", closed, WORDS, Watch(cancelled=lambda: next(asked)))
    assert closed.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"inner", "closed.gmpack"}


def test_stopping_while_decrypting_leaves_nothing(closed):
    with pytest.raises(CancelledError):
        unseal(closed, closed.with_name("out"), WORDS, Watch(cancelled=lambda: True))
    assert not closed.with_name("out").exists()


def test_a_disk_that_keeps_something_else_is_found_out(tmp_path, quick, monkeypatch):
    def spoiled(source, target, keys, watch):
        encrypt(source, target, keys, watch)
        return bytes(32)

    encrypt = sealed._encrypt
    monkeypatch.setattr(sealed, "_encrypt", spoiled)
    (tmp_path / "inner").write_bytes(b"x")
    with pytest.raises(CannotWriteError, match="读回"):
        write_sealed(tmp_path / "inner", tmp_path / "closed", WORDS, Watch())
    assert not (tmp_path / "closed").exists()


def test_a_file_that_cannot_be_read_is_told_as_such(tmp_path):
    with pytest.raises(PackageError, match="读不出来"):
        is_sealed(tmp_path / "none")


@pytest.fixture
def offices(tmp_path):
    with places(tmp_path) as made:
        yield made


def test_an_encrypted_report_opens_with_its_passphrase_and_leaves_no_trace(offices, tmp_path):
    county, town, _ = offices
    path = export(town, tmp_path / "密.gmpack", Order(passphrase=WORDS)).path
    assert is_sealed(path)
    with opened(county, path, WORDS) as package:
        assert package.manifest.office.id == town.office
        assert list(county.store.tmp.iterdir()) != []
    for wrong in ("", "x" * 9):
        with pytest.raises(PassphraseError), opened(county, path, wrong):
            pass
    for desk in (county, town):
        assert list(desk.store.tmp.iterdir()) == []
    with pytest.raises(PackageError):
        take_in(county, [path])


def test_an_open_report_needs_no_passphrase(offices, tmp_path):
    county, town, _ = offices
    path = export(town, tmp_path / "x.gmpack").path
    with opened(county, path, "whatever it is") as package:
        assert package.manifest.office.id == town.office


def test_a_short_passphrase_writes_nothing(offices, tmp_path):
    with pytest.raises(RefusedError, match="口令"):
        export(offices[1], tmp_path / "密.gmpack", Order(passphrase=WORDS[:4]))
    assert not list(tmp_path.glob("*.gmpack"))


def test_a_full_disk_while_encrypting_leaves_nothing(offices, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(sealed, "_encrypt", full)
    with pytest.raises(CannotWriteError, match="磁盘空间不足"):
        export(offices[1], tmp_path / "密.gmpack", Order(passphrase=WORDS))
    assert not list(tmp_path.glob("*.gmpack"))
    assert list(offices[1].store.tmp.iterdir()) == []
