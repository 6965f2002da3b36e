"""Text from data never reaches Qt as markup (R26), and no label is made outside the factory."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

import ui
from ui.parts.words import (
    buddy_label,
    centred_paragraph,
    fault_label,
    paragraph,
    plain_label,
    set_tip,
    show_fault,
)

FACTORY = Path("parts/words.py")
FORBIDDEN = {"QLabel", "setToolTip", "QMessageBox", "QErrorMessage", "setStatusTip", "setWhatsThis"}
EVIL = '<img src="file:///etc/passwd"><b>粗</b>'


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def offences(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node) in FORBIDDEN:
            found.append(f"{node.lineno}: {_name(node)}(")
        if isinstance(node, ast.ClassDef):
            found += [
                f"{node.lineno}: class of QLabel"
                for base in node.bases
                if "QLabel" in ast.dump(base)
            ]
    return found


def test_labels_and_tooltips_are_made_in_one_place_only():
    root = Path(ui.__file__).parent
    found = {
        str(path.relative_to(root)): offences(path.read_text(encoding="utf-8"))
        for path in root.rglob("*.py")
        if path.relative_to(root) != FACTORY
    }
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "source",
    [
        "QLabel('x')",
        "QtWidgets.QLabel()",
        "w.setToolTip(t)",
        "QMessageBox(p)",
        "class L(QLabel): pass",
    ],
)
def test_the_check_itself_sees_each_way_around_the_factory(source):
    assert offences(source)


def test_markup_in_a_label_is_shown_letter_by_letter(qtbot):
    label = plain_label(EVIL)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == EVIL


def test_markup_in_a_tooltip_is_escaped(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tip(widget, EVIL)
    assert "<" not in widget.toolTip()


def test_a_buddy_label_names_its_field_for_a_reader(qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    label = buddy_label("单位名称", field)
    qtbot.addWidget(label)
    assert label.buddy() is field
    assert field.accessibleName() == "单位名称"


def test_a_fault_shows_its_sign_and_leaves_no_gap_when_lifted(qtbot):
    label = fault_label()
    qtbot.addWidget(label)
    show_fault(label, "请写单位全称")
    assert label.text() == "✗ 请写单位全称"
    assert not label.isHidden()
    show_fault(label, "")
    assert label.isHidden()


def test_a_paragraph_keeps_all_its_lines(qtbot):
    text = paragraph("字" * 200, 200)
    qtbot.addWidget(text)
    assert text.minimumHeight() >= 10 * text.fontMetrics().height()


@pytest.mark.parametrize("length", [31, 60, 61, 63, 95])
def test_the_lines_of_a_centred_paragraph_are_about_equally_long(qtbot, length):
    plain, text = paragraph("字" * length, 420), centred_paragraph("字" * length, 420)
    for label in (plain, text):
        qtbot.addWidget(label)
    lines = text.minimumHeight() // text.fontMetrics().height()
    assert text.minimumHeight() == plain.minimumHeight()
    last = length - (lines - 1) * (text.width() // text.fontMetrics().horizontalAdvance("字"))
    assert last >= length / lines - lines
