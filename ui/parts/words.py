"""Words on the screen, always as plain text: markup in data is shown, never read (R26)."""

import html
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import State

_JOINER, _FIRM_SPACE = "\u2060", "\u00a0"
"""No line is broken at them; the first has no width."""


class _HasToolTip(Protocol):
    def setToolTip(self, text: str, /) -> None: ...  # noqa: N802 — Qt's name


@lru_cache(512)
def unbroken_end(text: str) -> str:
    """Return the text so that none of its last lines, once wrapped, is one sign alone."""
    return "\n".join(map(_joined, text.split("\n")))


def _joined(line: str) -> str:
    """Join the last two letters of a line, with what stands between and behind them."""
    letters = [place for place, sign in enumerate(line) if sign.isalnum()][-2:]
    if len(letters) < 2 or letters[0] == 0:
        return line
    end = line[letters[0] :].replace(" ", _FIRM_SPACE)
    return line[: letters[0]] + _JOINER.join(end)


class Words(QLabel):
    """Plain text on as many lines as it needs, the last never one sign alone."""

    _given = ""

    def setText(self, text: str) -> None:  # noqa: N802 — Qt's name
        """Show another text."""
        if text != self._given:
            self._given = text
            super().setText(unbroken_end(text))

    def text(self) -> str:
        """Return the text as it was given."""
        return self._given


def plain_label(
    text: str = "", *, name: str = "", wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Return a label that shows `text` letter by letter; `name` selects its style."""
    label = Words(parent) if wrap else QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if name:
        label.setObjectName(name)
    return label


def paragraph(text: str, width: int, *, name: str = "") -> QLabel:
    """Return wrapped text of a fixed width that never loses a line in a crowded layout."""
    label = plain_label(text, name=name, wrap=True)
    label.ensurePolished()
    return _sized(label, width)


def centred_paragraph(text: str, widest: int, *, name: str = "") -> QLabel:
    """Return such a text in lines of about one length: none is left with a character or two.

    It takes no more lines than it would at the `widest`, in pixels.
    """
    label = plain_label(text, name=name, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.ensurePolished()
    height = label.heightForWidth(widest)
    widths = (w for w in range(widest // 2, widest) if label.heightForWidth(w) <= height)
    return _sized(label, next(widths, widest))


def _sized(label: QLabel, width: int) -> QLabel:
    label.setFixedWidth(width)
    label.setMinimumHeight(label.heightForWidth(width))
    return label


def page_title(text: str) -> QLabel:
    """Return a title of a page."""
    return plain_label(text, name="pageTitle")


def section_title(text: str) -> QLabel:
    """Return a title of a group of things."""
    return plain_label(text, name="sectionTitle")


def faint_label(text: str = "", *, wrap: bool = False) -> QLabel:
    """Return secondary text."""
    return plain_label(text, name="faint", wrap=wrap)


def fault_label() -> QLabel:
    """Return the place beside a field where its refusal will stand; hidden while empty."""
    label = plain_label(name="fault", wrap=True)
    label.setContentsMargins(0, 0, 0, 4)  # nearer to its field than to the next
    label.setVisible(False)
    return label


def show_tone(label: QLabel, state: State) -> None:
    """Give words the colour of a state, by the style sheet: they follow another palette."""
    if label.property("tone") != state.colour_name:
        label.setProperty("tone", state.colour_name)
        label.style().polish(label)


def show_fault(label: QLabel, text: str) -> None:
    """Show `text` with its sign in a fault label, or hide the label where there is none."""
    label.setText(State.FAILED.text(text) if text else "")
    label.setVisible(bool(text))


def show_words(label: QLabel, text: str) -> None:
    """Show `text` in a label, or hide the label where there is none."""
    label.setText(text)
    label.setVisible(bool(text))


def mark_wrong(field: QWidget, *, wrong: bool) -> None:
    """Mark a field whose text was not taken, or take the mark off."""
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        field.style().polish(field)


def buddy_label(text: str, field: QWidget) -> QLabel:
    """Return the label of an input and give the input its accessible name."""
    label = plain_label(text)
    label.setBuddy(field)
    field.setAccessibleName(text)
    return label


def escaped(text: str) -> str:
    """Return the text as Qt must be given it where it may take it for markup."""
    return html.escape(text)


def set_tip(target: _HasToolTip, text: str) -> None:
    """Give `target` a tooltip that shows `text` letter by letter."""
    target.setToolTip(escaped(text))
