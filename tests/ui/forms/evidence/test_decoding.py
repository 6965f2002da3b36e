"""Pictures are decoded within the limits, as what they are, and encoded bare."""

import struct

import pytest
from PySide6.QtGui import QColor, QImage, QImageReader

from govmedia_desktop.domain import pictures
from govmedia_desktop.domain.pictures import (
    BROKEN,
    JPEG,
    OTHER_KIND,
    PNG,
    TOO_HEAVY,
    Picture,
    picture_of,
)
from govmedia_desktop.errors import CannotReadError
from tests.data.pictures import (
    GIF,
    SVG,
    WEBP,
    extended_webp,
    hollow_png,
    photograph,
    png,
    png_that_claims,
)
from tests.data.pictures import JPEG as SMALL_JPEG
from tests.ui.drawings import as_file, dots, sheet
from ui.forms.evidence import decoding
from ui.forms.evidence.decoding import check_decodes, decoded, editable, encoded, fitted


@pytest.mark.parametrize(
    ("content", "size"), [(png(7, 5), (7, 5)), (SMALL_JPEG, (12, 8)), (WEBP, (1, 1))]
)
def test_the_three_kinds_are_decoded(content, size):
    image = decoded(content)
    assert (image.width(), image.height()) == size
    assert image.depth() == 32


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空的"),
        (SVG, OTHER_KIND),
        (GIF, OTHER_KIND),
        (as_file(sheet(), "BMP"), OTHER_KIND),
        (hollow_png(), BROKEN),
        (extended_webp(9, 9), BROKEN),
        (png_that_claims(30_000, 30_000), "30000×30000"),
        (png_that_claims(60_000, 1), "60000×1"),
        (png(40, 30)[:-20], BROKEN),
    ],
)
def test_a_hostile_picture_is_refused_before_or_while_it_is_decoded(content, says):
    with pytest.raises(CannotReadError, match="没有加为证据") as refusal:
        check_decodes(content)
    assert says in str(refusal.value)


def test_memory_for_decoding_is_limited():
    QImageReader.setAllocationLimit(256)
    decoded(png())
    assert QImageReader.allocationLimit() == decoding.MOST_MEMORY_MB == 192


def test_a_photograph_is_shown_upright():
    """EXIF orientation 6: to be turned by a quarter."""
    tags = struct.pack(">HHHLHH", 1, 0x0112, 3, 1, 6, 0) + b"\0\0\0\0"
    noted = b"Exif\0\0MM\0*\0\0\0\x08" + tags
    segment = b"\xff\xe1" + struct.pack(">H", len(noted) + 2) + noted
    image = decoded(SMALL_JPEG[:2] + segment + SMALL_JPEG[2:])
    assert (image.width(), image.height()) == (8, 12)


@pytest.mark.parametrize("media_type", [PNG, JPEG])
def test_what_is_encoded_carries_nothing_but_its_dots(media_type):
    image = decoded(photograph())
    image.setText("Author", "某某")
    content = encoded(image, media_type)
    assert picture_of(content) == Picture(media_type, 12, 8, tells_more=False)
    assert b"Author" not in content


def test_dots_come_back_equal_from_png():
    image = sheet(30, 20, "#123456")
    image.setPixelColor(3, 4, QColor("#FEDCBA"))
    assert dots(decoded(encoded(image))) == dots(image)


def test_what_would_be_larger_than_evidence_may_be_is_refused(monkeypatch):
    monkeypatch.setattr(decoding, "MOST_BYTES", 50)
    with pytest.raises(CannotReadError) as refusal:
        encoded(sheet())
    assert str(refusal.value) == TOO_HEAVY
    assert pictures.MOST_BYTES == 50 * 1024**2


def test_a_screen_of_many_dots_a_unit_is_taken_dot_by_dot():
    image = sheet(40, 20)
    image.setDevicePixelRatio(2)
    assert editable(image).devicePixelRatio() == 1
    assert editable(image).width() == 40


def test_transparency_is_kept():
    image = QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(10, 20, 30, 40))
    assert editable(image).pixelColor(0, 0).alpha() == 40


def test_a_picture_is_made_smaller_to_fit_but_never_larger():
    assert fitted(sheet(400, 100), 100, 100).width() == 100
    assert fitted(sheet(40, 10), 100, 100).width() == 40
