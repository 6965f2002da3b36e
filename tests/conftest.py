"""Tests need no screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
