"""The core stands without Qt: every module of it imports with Qt and pyqtgraph blocked."""

import subprocess
import sys

BLOCKED_IMPORT = """
import importlib, pkgutil, sys
for name in ("PySide6", "shiboken6", "pyqtgraph"):
    sys.modules[name] = None
import govmedia_desktop
names = [m.name for m in pkgutil.walk_packages(govmedia_desktop.__path__, "govmedia_desktop.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_the_core_imports_with_qt_blocked():
    run = subprocess.run(
        [sys.executable, "-c", BLOCKED_IMPORT], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 10
