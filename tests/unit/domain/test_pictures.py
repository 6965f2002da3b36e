"""What is a picture of ours and what is not, told without decoding (hardening R25)."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain import pictures
from govmedia_desktop.domain.pictures import (
    BROKEN,
    EMPTY,
    MOVING,
    OTHER_KIND,
    TOO_HEAVY,
    Picture,
    picture_of,
)
from tests.data.pictures import (
    GIF,
    JPEG,
    SVG,
    WEBP,
    chunk,
    extended_webp,
    photograph,
    png,
    png_that_claims,
    webp,
)


@pytest.mark.parametrize(
    ("content", "picture"),
    [
        (png(640, 3), Picture("image/png", 640, 3)),
        (JPEG, Picture("image/jpeg", 12, 8)),
        (WEBP, Picture("image/webp", 1, 1)),
        (extended_webp(1080, 2400), Picture("image/webp", 1080, 2400)),
        (
            webp(b"VP8L", b"\x2f" + struct.pack("<L", 99 | 49 << 14)),
            Picture("image/webp", 100, 50),
        ),
    ],
)
def test_kind_and_size_are_read_from_the_first_bytes(content, picture):
    assert picture_of(content) == picture


@pytest.mark.parametrize(
    "content",
    [
        photograph(),
        png(4, 3, chunk(b"eXIf", b"MM\0*")),
        png(4, 3, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>")),
        extended_webp(9, 9, 0x08),
    ],
)
def test_what_a_camera_noted_is_told(content):
    assert picture_of(content).tells_more


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", EMPTY),
        (SVG, OTHER_KIND),
        (GIF, OTHER_KIND),
        (b"II*\0\x08\0\0\0", OTHER_KIND),
        (b"\0\0\x01\0\x01\0\x10\x10", OTHER_KIND),
        (b"RIFF\x10\0\0\0WAVEfmt ", OTHER_KIND),
        (b"\xff\xd8", OTHER_KIND),
        (png()[:8], BROKEN),
        (png().replace(b"IDAT", b"IDOT"), BROKEN),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), BROKEN),
        (JPEG[:-2], BROKEN),
        (b"\xff\xd8\xff\xd9", BROKEN),
        (WEBP[:-1], BROKEN),
        (webp(b"EXIF", b"MM"), BROKEN),
        (extended_webp(9, 9, 0x02), MOVING),
        (png(4, 3, chunk(b"acTL", b"\0" * 8)), MOVING),
        (png_that_claims(0, 9), BROKEN),
        (b"\xff\xd8\xff" + b"\0" * pictures.MOST_BYTES, TOO_HEAVY),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_in_one_sentence(content, fault):
    assert picture_of(content) == fault


@pytest.mark.parametrize("size", [(30_000, 30_000), (60_000, 1), (1, 60_000), (2**31, 2**31)])
def test_a_picture_too_large_to_decode_is_told_by_its_header(size):
    fault = picture_of(png_that_claims(*size))
    assert f"{size[0]}×{size[1]}" in fault
    assert "没有加为证据" in fault


@pytest.mark.parametrize("size", [(8000, 5000), (32_767, 1)])
def test_a_picture_just_within_the_limits_is_taken(size):
    assert isinstance(picture_of(png_that_claims(*size)), Picture)


@pytest.mark.parametrize("content", [png(40, 30), JPEG, WEBP, photograph()])
def test_a_picture_cut_off_anywhere_is_never_taken(content):
    assert all(isinstance(picture_of(content[:end]), str) for end in range(len(content)))


@pytest.mark.parametrize("content", [png(4, 3), photograph()])
def test_a_file_of_countless_parts_is_given_up(content, monkeypatch):
    monkeypatch.setattr(pictures, "_MOST_PARTS", 1)
    assert picture_of(content) == BROKEN


BEGINNINGS = st.sampled_from([b"", png()[:8], png()[:33], JPEG[:3], JPEG[:200], WEBP[:16]])


@given(BEGINNINGS, st.binary(max_size=200))
def test_no_bytes_break_the_reader(begins, rest):
    found = picture_of(begins + rest)
    assert isinstance(found, Picture) or found.endswith("。")


@given(st.sampled_from([png(9, 9), JPEG, WEBP]), st.data())
def test_a_flipped_bit_is_refused_or_leaves_a_size_within_the_limits(content, data):
    place = data.draw(st.integers(0, len(content) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    found = picture_of(content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])
    if isinstance(found, Picture):
        assert 0 < found.width * found.height <= pictures.MOST_DOTS
