"""What an edit does to the dots of a picture, and that it can be taken back step by step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from tests.ui.drawings import NUMBER, dots, frame, sheet, step, stripes
from ui.forms.evidence.edits import Edits, Tool, arrow_width

OVER = (NUMBER.left(), NUMBER.top(), NUMBER.right() + 1, NUMBER.bottom() + 1)


def test_a_crop_keeps_the_framed_dots_and_no_others():
    image = stripes(sheet(), NUMBER)
    edits = Edits(image)
    edits.do(step(Tool.CROP, *OVER))
    assert edits.image == image.copy(NUMBER)


def test_a_crop_is_the_same_from_whichever_corner_it_is_drawn():
    left, top, right, bottom = OVER
    forth, back = Edits(sheet()), Edits(sheet())
    forth.do(step(Tool.CROP, left, top, right, bottom))
    back.do(step(Tool.CROP, right, bottom, left, top))
    assert forth.image == back.image


@pytest.mark.parametrize("corners", [(0, 0, 3, 90), (500, 500, 600, 600)])
def test_a_crop_that_would_leave_next_to_nothing_changes_nothing(corners):
    edits = Edits(sheet())
    edits.do(step(Tool.CROP, *corners))
    assert not edits.edited


def test_a_mosaic_leaves_what_is_outside_as_it_was():
    image = stripes(sheet(), QRect(0, 0, 200, 100))
    edits = Edits(image)
    edits.do(step(Tool.MOSAIC, *OVER))
    for rect in (QRect(0, 0, 200, 40), QRect(0, 60, 200, 40), QRect(0, 40, 20, 20)):
        assert dots(edits.image, rect) == dots(image, rect)


@given(st.integers(0, 3), st.sampled_from([1, 2, 4]))
def test_different_numbers_of_one_darkness_come_out_as_the_same_mosaic(shift, width):
    """Nothing of the letters is left, only how dark they are on the whole."""
    one, other = Edits(stripes(sheet(), NUMBER)), sheet()
    other = Edits(stripes(other, NUMBER, width=width, shift=shift % width))
    one.do(step(Tool.MOSAIC, *OVER))
    other.do(step(Tool.MOSAIC, *OVER))
    assert dots(one.image, NUMBER) == dots(other.image, NUMBER)


def test_a_mosaic_of_noise_keeps_a_few_shades_only():
    image = sheet()
    for x in range(NUMBER.left(), NUMBER.right() + 1):
        for y in range(NUMBER.top(), NUMBER.bottom() + 1):
            image.setPixelColor(x, y, QColor(x * 7 % 256, y * 11 % 256, x * y % 256))
    edits = Edits(image)
    edits.do(step(Tool.MOSAIC, *OVER))
    squares = -(-NUMBER.width() // 24)
    assert len(set(dots(edits.image, NUMBER))) <= 2 * squares


def test_a_mosaic_covers_what_was_transparent_too():
    image = QImage(200, 100, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    stripes(image, NUMBER, "#40000000")
    edits = Edits(image)
    edits.do(step(Tool.MOSAIC, *OVER))
    assert {edits.image.pixelColor(x, 50).alpha() for x in range(20, 140)} == {255}


def test_a_mosaic_reaching_over_the_edge_covers_what_there_is():
    edits = Edits(sheet())
    edits.do(step(Tool.MOSAIC, 150, 50, 500, 500))
    assert edits.image.pixel(199, 99) != sheet().pixel(199, 99)
    assert edits.image.size() == sheet().size()


def test_an_arrow_is_red_at_its_head_and_spares_the_rest():
    edits = Edits(sheet())
    edits.do(step(Tool.ARROW, 20, 50, 150, 50))
    head = edits.image.pixelColor(144, 50)
    assert head.red() > 180
    assert head.green() < 60
    assert dots(edits.image, QRect(0, 0, 200, 20)) == dots(sheet(), QRect(0, 0, 200, 20))


def test_an_arrow_is_thicker_on_a_larger_picture():
    assert arrow_width(sheet(4000, 20)) > arrow_width(sheet(200, 100))


def test_steps_are_taken_back_one_by_one_down_to_the_original():
    image = stripes(sheet(), NUMBER)
    edits = Edits(image)
    seen = [edits.image]
    for tool, corners in (
        (Tool.MOSAIC, OVER),
        (Tool.CROP, (10, 10, 190, 90)),
        (Tool.ARROW, (5, 5, 60, 60)),
    ):
        edits.do(step(tool, *corners))
        seen.append(edits.image)
    for before in reversed(seen[:-1]):
        edits.undo()
        assert edits.image == before
    assert not edits.edited
    edits.undo()
    assert edits.image == image


def test_the_original_is_never_drawn_on():
    image = sheet()
    edits = Edits(image)
    edits.do(step(Tool.MOSAIC, *OVER))
    edits.do(step(Tool.ARROW, *OVER))
    assert dots(image) == dots(sheet())


@pytest.mark.parametrize(("corners", "slip"), [((5, 5, 9, 9), True), ((5, 5, 5, 40), False)])
def test_a_slip_of_the_hand_is_told_from_a_frame(corners, slip):
    assert frame(*corners).is_slip is slip
