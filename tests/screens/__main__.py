"""`python -m tests.screens OUT [PREFIX]`: draw all scenes at 1366×768, at 100 % and at 125 %.

At 125 % the same 1366×768 dots hold 1093×614 units: what a clerk with a scaled screen has.
"""

import importlib
import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QSize
from PySide6.QtWidgets import QApplication

import tests.screens
from tests.screens import SCENES, Scene, desks
from tests.screens.faults import faults
from ui import theme

SCREEN = (1366, 768)
SCALES = {"1.0": "", "1.25": "@125"}


def main() -> None:
    out = Path(sys.argv[1])
    prefix = sys.argv[2] if len(sys.argv) > 2 else ""
    if "QT_SCALE_FACTOR" in os.environ:
        draw_all(out, prefix, os.environ["QT_SCALE_FACTOR"])
        return
    out.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        environment = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "tests.screens", str(out), prefix]
        subprocess.run(command, env=environment, check=True)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")


def draw_all(out: Path, prefix: str, scale: str) -> None:
    app = QApplication([])
    for module in pkgutil.iter_modules(tests.screens.__path__):
        if module.name.startswith("scenes_"):
            importlib.import_module(f"tests.screens.{module.name}")
    with tempfile.TemporaryDirectory() as nothing_remembered:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, nothing_remembered)
        for scene in SCENES.values():
            if scene.name.startswith(prefix):
                draw(scene, out / f"{scene.name}{SCALES[scale]}.png", float(scale))
    app.quit()


def draw(scene: Scene, path: Path, scale: float) -> None:
    theme.apply(scene.font_size, high_contrast=scene.high_contrast)
    widget = scene.build()
    if scene.whole:
        widget.setFixedSize(QSize(round(SCREEN[0] / scale), round(SCREEN[1] / scale)))
    widget.show()
    settle()
    for fault in faults(widget):
        print(f"{path.stem}: {fault}")
    if not widget.grab().save(str(path)):
        raise OSError(path)
    widget.close()
    widget.deleteLater()
    settle()
    desks.put_away()


def settle() -> None:
    """Let layouts, queued signals and deferred deletions come to rest."""
    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main()
