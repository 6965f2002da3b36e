"""Tests need no screen and leave none behind; their folders lie in memory where there is some."""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
DISK = tempfile.gettempdir()
MEMORY = Path("/dev/shm")  # noqa: S108  (whoever makes a folder in it makes one of its own)
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2 << 30:
    tempfile.tempdir = str(MEMORY)

# what is imported and collected stays: looking it through for rubbish is a third of the time
gc.disable()

import pytest  # noqa: E402  (it takes the folder up when it is imported)
from hypothesis import settings  # noqa: E402

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_configure(config):
    # what the offscreen platform says of windows and tooltips as such
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")
    config.addinivalue_line("markers", "real_disk: its folder lies on a disk, not in memory")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_collection_modifyitems(items):
    """Begin with those that wait longest, for disks and killed programs: none comes last."""
    items.sort(key=lambda item: item.get_closest_marker("real_disk") is None)


@pytest.fixture
def tmp_path(request, tmp_path):
    if request.node.get_closest_marker("real_disk") is None:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=DISK) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def cleared_screen():
    """No window outlives its test: each one left would be styled anew in every later test.

    Nor does a session or a model: a connection holds what it calls, which holds the session again,
    and Qt walks all connections for every widget that goes. What was closed waits for an event
    loop that a test may never run, so it is sent here.
    """
    yield
    qt = sys.modules.get("PySide6.QtWidgets")  # most tests need none
    if qt is None or qt.QApplication.instance() is None:
        return
    for widget in qt.QApplication.topLevelWidgets():
        if widget.parent() is None:
            widget.deleteLater()
    core = sys.modules["PySide6.QtCore"]
    for made in sys.modules["shiboken6"].getAllValidWrappers():
        ours = isinstance(made, core.QObject) and type(made).__module__.startswith("ui.")
        if ours and core.QObject.parent(made) is None:
            made.deleteLater()
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
