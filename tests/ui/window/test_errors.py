"""Nobody's data in a log, one box a bug, and the program goes on (R30, R31)."""

import subprocess
import sys
import threading

import pytest

from govmedia_desktop.errors import CannotWriteError, RefusedError
from govmedia_desktop.settings import load
from ui import errors
from ui.errors import Troubles, account_of

CANARY = "张三13800000000"


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001
        return caught


@pytest.fixture
def troubles(qapp):
    return Troubles()


def take(troubles: Troubles, error: BaseException) -> None:
    caught = raised(error)
    troubles.take(type(caught), caught, caught.__traceback__)


@pytest.mark.parametrize("kind", [RefusedError, CannotWriteError])
def test_a_refusal_is_told_in_its_own_words(qtbot, troubles, kind):
    with qtbot.waitSignal(troubles.refused) as refused:
        take(troubles, kind("没有写成，请换个地方。"))
    assert refused.args == ["没有写成，请换个地方。"]


def test_a_bug_is_told_once_a_place(qtbot, troubles):
    told = []
    troubles.failed.connect(told.append)
    for _ in range(3):
        take(troubles, KeyError(CANARY))
    take(troubles, ValueError(CANARY))
    qtbot.waitUntil(lambda: len(told) >= 2)
    qtbot.wait(20)
    assert len(told) == 2


def test_an_account_names_type_and_own_frames_and_nothing_of_the_data(tmp_path):
    try:
        load(CANARY)
    except AttributeError as error:
        account = account_of(error)
    assert "AttributeError" in account
    assert "govmedia_desktop/settings.py:" in account
    assert CANARY not in account
    assert __file__ not in account


def test_an_account_follows_the_cause():
    def fail():
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(CANARY) from error

    try:
        fail()
    except ValueError as error:
        account = account_of(error)
    assert account.index("ValueError") < account.index("KeyError")
    assert CANARY not in account


def test_an_exception_of_another_thread_is_told_in_the_windows_thread(qtbot, troubles, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    troubles.install()
    told_in = []
    troubles.refused.connect(lambda _text: told_in.append(threading.get_ident()))

    def fail():
        raise RefusedError("不行。")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told_in))
    assert told_in == [threading.get_ident()]


def test_ctrl_c_stays_ctrl_c(troubles, monkeypatch):
    passed_on = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_: passed_on.append(kind))
    take(troubles, KeyboardInterrupt())
    assert passed_on == [KeyboardInterrupt]


LOGGED = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.errors import Troubles, keep_log
app = QCoreApplication([])
troubles = Troubles()
troubles.install()
keep_log(Path(sys.argv[1]))
keep_log(Path(sys.argv[1]))
try:
    {"a": 1}[sys.argv[2]]
except KeyError as error:
    troubles.take(KeyError, error, error.__traceback__)
if "crash" in sys.argv:
    import faulthandler
    faulthandler._sigsegv()
"""


def test_the_log_holds_the_bug_once_and_nothing_of_the_data(tmp_path):
    subprocess.run([sys.executable, "-c", LOGGED, str(tmp_path / "logs"), CANARY], check=True)
    text = (tmp_path / "logs" / "govmedia.log").read_text(encoding="utf-8")
    assert text.count("KeyError") == 1
    assert CANARY not in text


def test_a_crash_of_a_library_leaves_its_trace(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", LOGGED, str(tmp_path), CANARY, "crash"], check=False
    )
    assert run.returncode != 0
    text = (tmp_path / "crash.log").read_text(encoding="utf-8")
    assert "Segmentation fault" in text
    assert CANARY not in text


def test_a_log_is_bounded(tmp_path):
    handler = errors.log_handler(tmp_path)
    assert handler.maxBytes * (handler.backupCount + 1) == 5_000_000
    handler.close()
