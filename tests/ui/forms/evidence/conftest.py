"""A clerk at an inspection in which an item fails, and what she does with pictures."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from govmedia_desktop.usecases.inspections.evidence import evidence_of
from tests.data.offices import LAW, TOWN_VOICE, office
from tests.ui.clerk import Clerk
from tests.ui.drawings import sheet

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clerk(qtbot, tmp_path):
    with office(tmp_path / "数据 文件夹", [TOWN_VOICE, LAW]) as desk:
        person = Clerk(qtbot, desk)
        yield person
        QGuiApplication.clipboard().clear()


@pytest.fixture
def town(clerk):
    """示例镇之声 with no way to interact, the keyboard at that question."""
    clerk.check("示例镇之声")
    clerk.go("interaction")
    clerk.press(KEY.Key_2)
    return clerk


def clipboard():
    return QGuiApplication.clipboard()


def paste(clerk):
    clerk.press(KEY.Key_V, modifier=CONTROL)


def editor(clerk):
    return clerk.page.evidence.editor


def at_editor(clerk):
    return clerk.page.currentWidget() is editor(clerk)


def at_form(clerk):
    return clerk.page.currentWidget() is clerk.page.filling


def pieces(clerk):
    filling = clerk.sheet.filling
    found = evidence_of(filling.inspection)
    assert found == filling.evidence
    return found.get(clerk.sheet.path, ())


def strip(clerk):
    return clerk.question().evidence


def stored(clerk):
    return [p for p in clerk.desk.store.evidence.rglob("*") if p.is_file()]


def keep(clerk, image=None):
    """Paste a picture and keep it as it is."""
    clipboard().setImage(image or sheet())
    paste(clerk)
    clerk.press(KEY.Key_Return)
    assert at_form(clerk)
