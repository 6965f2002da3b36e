"""Tests need no screen, and leave none behind."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_configure(config):
    # what the offscreen platform says of windows and tooltips as such
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.fixture(autouse=True)
def cleared_screen():
    """No window outlives its test: each one left would be styled anew in every later test.

    What was closed waits for an event loop that a test may never run, so it is sent here.
    """
    yield
    qt = sys.modules.get("PySide6.QtWidgets")  # most tests need none
    if qt is None or qt.QApplication.instance() is None:
        return
    for widget in qt.QApplication.topLevelWidgets():
        if widget.parent() is None:
            widget.deleteLater()
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
