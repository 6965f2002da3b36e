"""The look: contrast, sizes, icons."""

import re
from itertools import product

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QWidget

from govmedia_desktop import paths
from govmedia_desktop.settings import FONT_SIZES
from ui import theme
from ui.theme import HIGH_CONTRAST, NORMAL, State

TEXT = ("ink", "faint", "accent", "passed", "failed", "hint", "unchecked")


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("palette", "name"), list(product((NORMAL, HIGH_CONTRAST), TEXT)))
def test_every_text_colour_reaches_the_contrast_on_paper(palette, name):
    assert contrast(getattr(palette, name), palette.paper) >= 4.5


@pytest.mark.parametrize("name", ["passed", "failed", "hint"])
def test_a_state_is_readable_on_its_own_ground(name):
    assert contrast(getattr(NORMAL, name), getattr(NORMAL, f"{name}_ground")) >= 4.4


@pytest.mark.parametrize("name", ["ink", "accent", "passed", "failed"])
def test_high_contrast_is_higher_than_the_usual_look(name):
    usual = contrast(getattr(NORMAL, name), NORMAL.paper)
    assert contrast(getattr(HIGH_CONTRAST, name), HIGH_CONTRAST.paper) > max(usual, 7)


def test_states_differ_in_sign_and_word_not_in_colour_alone():
    assert len({state.sign for state in State}) == len(State)
    assert len({state.word for state in State}) == len(State)
    assert len({state.icon_name for state in State}) == len(State)


@pytest.mark.parametrize("size", FONT_SIZES)
def test_each_type_size_of_the_settings_has_its_points(qapp, size):
    theme.apply(size)
    assert QApplication.font().pointSizeF() == theme.BODY_POINTS[size]


def test_lengths_grow_with_the_type(qapp):
    theme.apply("特大")
    assert theme.length(30) == 40


def test_the_style_sheet_leaves_no_name_unfilled(qapp):
    theme.apply(high_contrast=True)
    assert "$" not in qapp.styleSheet()
    assert HIGH_CONTRAST.accent in qapp.styleSheet()


@pytest.mark.parametrize("path", sorted(paths.ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_something_in_the_colour_asked_for(qapp, path):
    image = theme.picture(path.stem, "#FF0000", size=40, ratio=1).toImage()
    drawn = {image.pixelColor(x, y).name() for x in range(40) for y in range(40)}
    fixed = set(re.findall(r'(?:fill|stroke)="(#\w{6})"', path.read_text(encoding="utf-8")))
    assert ({"#ff0000"} | {colour.lower() for colour in fixed}) & drawn


def test_a_fixed_size_follows_the_type_size_at_once(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    theme.fix(widget, width=300, height=30)
    assert (widget.width(), widget.height()) == (300, 30)
    theme.apply("特大")
    assert (widget.width(), widget.height()) == (400, 40)


def test_a_size_left_open_stays_open(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    theme.fix(widget, width=300)
    widget.resize(300, 77)
    theme.apply("特大")
    assert (widget.width(), widget.height()) == (400, 77)


def test_the_icon_of_a_disabled_primary_button_is_seen_on_its_grey(qapp):
    disabled = theme.icon("add", theme.palette().paper).pixmap(20, QIcon.Mode.Disabled).toImage()
    colours = {disabled.pixelColor(x, y).name() for x in range(20) for y in range(20)}
    assert theme.palette().paper.lower() in colours
    assert theme.palette().edge.lower() not in colours


def test_a_disabled_icon_is_paler(qapp):
    icon = theme.icon("add")
    usual = icon.pixmap(20, QIcon.Mode.Normal).toImage()
    assert icon.pixmap(20, QIcon.Mode.Disabled).toImage() != usual


@pytest.mark.parametrize("button", [QRadioButton, QCheckBox])
def test_what_is_chosen_and_cannot_be_changed_has_its_mark_not_a_tint_alone(qtbot, button):
    theme.apply()
    chosen, other = button("否"), button("否")
    for one, checked in ((chosen, True), (other, False)):
        qtbot.addWidget(one)
        one.setChecked(checked)
        one.setEnabled(False)
        one.show()
    edge = QColor(theme.palette().edge)

    def marked(one):
        image = one.grab().toImage()
        width = theme.length(14)
        dots = ((x, y) for x in range(width) for y in range(image.height()))
        return sum(image.pixelColor(x, y) == edge for x, y in dots)

    assert marked(other) == 0
    assert marked(chosen) > 20
