"""Tests need no screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_configure(config):
    # what the offscreen platform says of windows and tooltips as such
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")
