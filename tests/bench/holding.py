"""How long the window's thread is held where a county of 5,000 accounts is read.

The window is the real one on a filled folder of some 20,000 inspections, its pages open. Each of
them is asked to read anew; measured is the longest stretch in which the window could not have
answered a key, until all of it is shown, in processor time: what other programs take meanwhile is
theirs. A search for garbage holds every thread, so that of a reader counts as the window's own.
The one longest stretch counts, of all readings and all rounds. 表格填 reads its accounts in the
window's own thread, a few between two events, and takes a pasted column so.
"""

import gc
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.offices import Level
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import add_account
from tests.bench.filling import enter, new_desk
from tests.bench.measuring import Measured
from tests.bench.places import Shape
from ui import theme
from ui.main import PLACES
from ui.session import Session
from ui.standing import Standing
from ui.sweeping import Sweeping, sweep
from ui.tasks import Tasks
from ui.window import Window

COUNTY = Shape(Level.COUNTY, accounts=5_000, quarters=4, until=date.today())
LIMIT = 0.1
PASTED = 500
ROUNDS = 5
STRETCH_MS = 1
"""No more events are begun in a turn that took longer."""
_ALL = QEventLoop.ProcessEventsFlag.AllEvents


def readings_hold_nobody_up(folder: Path) -> list[Measured]:
    """Measure it."""
    app = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    theme.apply()
    with new_desk(folder / "large", COUNTY) as (desk, made):
        enter(desk, made)
        session = Session(desk, Tasks(), office="示例县")
        window = Window(session, PLACES)
        window.show()
        Sweeping(app, session.tasks)
        readings = _readings(desk, session, window)
        sweep()  # as the window does once it has started
        held = [(_longest(session, readings[name]), name) for name in list(readings) * ROUNDS]
        window.close()
        longest, where = max(held)
        name = f"{COUNTY.accounts:,} accounts, longest hold of all ({where}) / 100 ms"
        return [Measured(name, 1, "s", (longest,), (LIMIT,))]


def _longest(session: Session, read: Callable[[], object]) -> float:
    with _searches() as elsewhere:
        begun = time.thread_time()
        read()
        stretches = [time.thread_time() - begun]
        while session.tasks.reading or session.tasks.busy or len(stretches) < 10:
            begun = time.thread_time()
            QApplication.processEvents(_ALL, STRETCH_MS)
            stretches.append(time.thread_time() - begun)
    return max(*stretches, *elsewhere)


@contextmanager
def _searches() -> Iterator[list[float]]:
    """Collect how long each search for garbage in another thread takes."""
    here, begun, took = threading.get_ident(), [0.0], [0.0]

    def note(phase: str, _told: object) -> None:
        if threading.get_ident() != here:
            if phase == "stop":
                took.append(time.thread_time() - begun[0])
            begun[0] = time.thread_time()

    gc.callbacks.append(note)
    yield took
    gc.callbacks.remove(note)


def _readings(desk: Desk, session: Session, window: Window) -> Mapping[str, Callable[[], object]]:
    """Return what reads on every page, all pages opened once."""
    pages: dict[str, Any] = {place.title: window.open(place.title) for place in PLACES}
    workbench, register, check = (pages[title] for title in ("工作台", "台账", "检查"))
    exchange, trends = pages["上报与接收"], pages["趋势"]
    standing, numbers = Standing(session, window), count()
    standing.stop()
    turns = {f"趋势 {view}": lambda view=view: _turn(trends.views, view) for view in range(1, 6)}
    return {
        "工作台": workbench.board.refresh,
        "foot": standing.reckon,
        "核对更新日期": workbench.dates.load,
        "粘贴名单": workbench.told.look,
        "台账": register.list.refresh,
        "台账核对": register.review.refresh,
        "互动": register.messages.refresh,
        "新增账号": lambda: _add(desk, next(numbers)),
        "检查": check.list.refresh,
        "待决定": check.waiting.refresh,
        "照单录入": lambda: _show(check, check.rekeying),
        **turns,
        "报告": pages["报告"].spans.changed.emit,
        "上报": exchange.sending.load,
        "接收": exchange.receiving.load,
        "报送情况": exchange.board.load,
        "发出检查表格": exchange.sheets_out.load,
        "收别的表格": exchange.foreign.load,
        "表格填": lambda: _open_grid(window),
        "表格填 粘贴": lambda: _paste(check.grid, next(numbers)),
    }


def _turn(box: Any, place: int) -> None:
    box.setCurrentIndex(0)
    box.setCurrentIndex(place)


def _show(stack: Any, page: Any) -> None:
    stack.setCurrentIndex(0)
    stack.setCurrentWidget(page)


def _open_grid(window: Window) -> None:
    page: Any = window.open("检查")
    page.list.open_grid()


def _paste(grid: Any, number: int) -> None:
    answer = ("有", "没有")[number % 2]
    QGuiApplication.clipboard().setText("\n".join([answer] * PASTED))
    grid.table.go_to(0, 1)
    grid.edits.paste()


def _add(desk: Desk, number: int) -> None:
    add_account(desk, {"name": f"新登记{number}", "platform": "wechat", "owner": "示例乡镇3局"})
