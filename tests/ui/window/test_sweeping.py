"""Memory is searched while the person is elsewhere, and what has come is set aside from it."""

import gc
import sys
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from govmedia_desktop.domain import near_duplicates
from ui import sweeping
from ui.sweeping import Sweeping
from ui.tasks import InlinePool, Tasks

ACTIVE = Qt.ApplicationState.ApplicationActive
INACTIVE = Qt.ApplicationState.ApplicationInactive


class App(QObject):
    """Tells that another program came to the front, as Qt does."""

    applicationStateChanged = Signal(Qt.ApplicationState)  # noqa: N815 (Qt's own name)


class Held:
    """Holds itself: only a search finds it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def alone():
    """What windows of other tests have left behind is not to search here."""
    others, gc.callbacks[:] = list(gc.callbacks), []
    yield
    gc.callbacks[:] = others


@pytest.fixture
def tasks(qapp):
    return Tasks(InlinePool())


@pytest.fixture
def app(tasks, monkeypatch):
    monkeypatch.setattr(sweeping, "AWAY_MS", 1)
    made = App()
    Sweeping(made, tasks)
    yield made
    gc.unfreeze()


def garbage():
    return weakref.ref(Held())


def read(tasks, brought):
    tasks.read("读", lambda: brought, lambda _found: None, lambda: None)


def test_what_a_reading_brought_is_not_walked_again(app, tasks):
    gc.unfreeze()
    read(tasks, [[] for _ in range(1_000)])
    assert gc.get_freeze_count() > 1_000


def test_what_is_set_aside_and_holds_itself_goes_once_the_person_is_elsewhere(app, tasks, qtbot):
    left = garbage()
    read(tasks, None)
    gc.collect()
    assert left() is not None
    app.applicationStateChanged.emit(INACTIVE)
    qtbot.waitUntil(lambda: left() is None)
    assert gc.get_freeze_count() > 0


def test_nothing_is_searched_for_somebody_who_is_back_at_once(app, tasks, qtbot):
    left = garbage()
    read(tasks, None)
    app.applicationStateChanged.emit(INACTIVE)
    app.applicationStateChanged.emit(ACTIVE)
    qtbot.wait(20)
    assert left() is not None


def test_what_work_brought_is_set_aside_before_it_is_shown(app, tasks):
    gc.unfreeze()
    seen = []
    tasks.run("做", lambda _progress: None, lambda _done: seen.append(gc.get_freeze_count()))
    assert seen[0] > 0


def test_a_search_within_a_reading_sets_aside_what_it_has_walked(app, tasks):
    seen = []

    def work():
        gc.unfreeze()
        gc.collect()
        seen.append(gc.get_freeze_count())

    tasks.read("读", work, lambda _found: None, lambda: None)
    assert seen[0] > 0


def test_a_search_within_an_import_leaves_what_it_holds_to_the_next(app, tasks):
    seen = []

    def work(_progress):
        gc.unfreeze()
        gc.collect()
        seen.append(gc.get_freeze_count())

    tasks.run("导入", work, lambda _done: None)
    assert seen == [0]


def test_nothing_is_done_for_a_window_that_is_gone(qapp):
    before = list(gc.callbacks)
    tasks = Tasks(InlinePool())
    Sweeping(App(), tasks)
    assert len(gc.callbacks) == len(before) + 1
    shiboken6.delete(tasks)
    assert gc.callbacks == before


def test_while_other_work_still_runs_nothing_is_set_aside(app, tasks):
    gc.unfreeze()
    seen = []

    def work(_progress):
        read(tasks, None)
        seen.append(gc.get_freeze_count())

    tasks.run("做", work, lambda _done: None)
    assert seen == [0]
    assert gc.get_freeze_count() > 0


def test_the_dictionaries_of_pinyin_are_read_without_a_search_and_set_aside(monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "pypinyin"]:
        monkeypatch.delitem(sys.modules, name)
    near_duplicates._reader.cache_clear()
    gc.unfreeze()
    searches = []
    gc.callbacks.append(lambda phase, _told: searches.append(phase))
    read_aloud = near_duplicates._reader()
    gc.callbacks.pop()
    assert searches == []
    assert gc.get_freeze_count() > 100_000
    assert gc.isenabled()
    assert read_aloud("示例") == ["shi", "li"]
    gc.unfreeze()
    near_duplicates._reader.cache_clear()
