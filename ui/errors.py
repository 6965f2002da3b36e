"""What happens to an exception nobody caught: a refusal becomes a bar, a bug a log line and a box.

Logs hold times, exception types and our own frames; never a message, a value or a path of a
person, because those quote names and telephone numbers (hardening R30, R31).
"""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Qt, Signal

import govmedia_desktop
from govmedia_desktop.errors import RefusedError

_OURS = tuple(
    Path(module).resolve().parent for module in (govmedia_desktop.__file__, __file__) if module
)
_LOG = logging.getLogger("govmedia")


class Troubles(QObject):
    """Takes uncaught exceptions of every thread and hands them to the window's thread.

    `refused(text)`: the person can act. `failed(account)`: a bug, told once per place in the
    program, as the text that may be copied.
    """

    refused = Signal(str)
    failed = Signal(str)
    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._told: set[str] = set()
        # queued: a box must not open in the middle of a paint or of another thread
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of the interpreter."""
        sys.excepthook = self.take
        threading.excepthook = lambda args: self.take(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Deal with one exception; callable from any thread."""
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if not isinstance(error, RefusedError):
            _LOG.error("%s", account_of(error))
        self._arrived.emit(error)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, RefusedError):
            self.refused.emit(str(error))
            return
        account = account_of(error)
        if account not in self._told:
            self._told.add(account)
            self.failed.emit(account)


def account_of(error: BaseException) -> str:
    """Return versions, exception types and own frames, one a line; nothing from the data."""
    version = f"Python {platform.python_version()} · Qt {PySide6.__version__} · {sys.platform}"
    lines = [version]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__qualname__)
        lines += _own_frames(cause.__traceback__)
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _own_frames(trace: TracebackType | None) -> list[str]:
    frames = []
    for frame in traceback.extract_tb(trace):
        for folder in _OURS:
            if Path(frame.filename).is_relative_to(folder):
                place = Path(frame.filename).relative_to(folder.parent).as_posix()
                frames.append(f"  {place}:{frame.lineno} {frame.name}")
    return frames


def log_handler(folder: Path) -> RotatingFileHandler:
    """Return what writes `govmedia.log` in `folder`: five files of 1 MB at most."""
    handler = RotatingFileHandler(
        folder / "govmedia.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    return handler


def keep_log(folder: Path) -> None:
    """Write bugs and crashes into `folder` from now on.

    Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in list(_LOG.handlers):
        _LOG.removeHandler(old)
        old.close()
    _LOG.addHandler(log_handler(folder))
    _LOG.propagate = False
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
