"""What the desktop around the window does for us: show folders and files, say where to put one."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from ui.remembered import remembered


def show_folder(folder: Path) -> None:
    """Open a folder in the desktop's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def show_file(path: Path) -> None:
    """Open the folder of a file, on Windows with the file selected."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    else:
        show_folder(path.parent)


def suggested_place(name: str) -> str:
    """Return where a new file of that name is offered to stand: where the last one was put."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(str(remembered().value("files/folder", documents)))
    return str((folder if folder.is_dir() else Path(documents)) / name)


def remember_place(path: Path) -> None:
    """Offer the folder of this file next time."""
    remembered().setValue("files/folder", str(path.parent))
