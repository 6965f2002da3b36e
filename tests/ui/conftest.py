"""Real widgets, offscreen; what the window remembers goes to a folder of the test."""

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog

from ui import theme
from ui.parts import dialogs


def pytest_configure(config):
    # what the offscreen platform says of windows and tooltips as such
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.fixture(autouse=True)
def look(qapp, tmp_path):
    place = str(tmp_path / "remembered")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, place)
    theme.apply()


@pytest.fixture
def asked(monkeypatch):
    """Every dialog that would have been shown, in order; all are accepted."""
    shown: list[QDialog] = []

    def accept(dialog: QDialog) -> bool:
        shown.append(dialog)
        return True

    monkeypatch.setattr(dialogs, "ask", accept)
    return shown
