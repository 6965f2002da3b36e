"""Work of the window's own thread in slices: told of, stopped, and going on after an error."""

import pytest
from PySide6.QtCore import QCoreApplication

from ui import tasks as tasks_module
from ui.tasks import InlinePool, Slices, Tasks


class Pool:
    """Runs nothing: work done here must not come to it."""

    def start(self, work) -> None:
        raise AssertionError(work)


@pytest.fixture
def tasks(qapp, monkeypatch):
    monkeypatch.setattr(tasks_module, "SLICE_S", -1.0)  # every step is a slice
    return Tasks(Pool())


def rest(until):
    for _ in range(200):
        QCoreApplication.processEvents()
        if until():
            return
    raise AssertionError("it never came to an end")


def steps(done, count):
    for number in range(count):
        done.append(number)
        yield


def test_before_the_first_slice_and_between_two_the_window_lives(tasks):
    done, ended, seen = [], [], []
    tasks.started.connect(lambda work: work.progressed.connect(lambda n, of: seen.append((n, of))))
    tasks.run_here("正在读取", steps(done, 3), 3, lambda: ended.append(True))
    assert done == []
    assert tasks.busy
    rest(lambda: ended)
    assert (done, seen) == ([0, 1, 2], [(1, 3), (2, 3), (3, 3)])
    assert not tasks.busy


def test_what_is_stopped_keeps_what_was_done(tasks):
    done, ended = [], []
    tasks.started.connect(lambda work: work.progressed.connect(lambda *_: work.cancel()))
    tasks.run_here("正在粘贴", steps(done, 9), 9, lambda: ended.append(True))
    rest(lambda: ended)
    assert done == [0]


def test_what_is_stopped_before_it_begins_does_nothing_and_ends(tasks):
    done, ended = [], []
    tasks.started.connect(lambda work: work.cancel())
    tasks.run_here("正在粘贴", steps(done, 9), 9, lambda: ended.append(True))
    rest(lambda: ended)
    assert done == []
    assert not tasks.busy


def test_an_error_ends_the_work_and_goes_the_way_of_every_error(qapp):
    def fails():
        yield
        raise ValueError("磁盘已满")

    ended = []
    work = Slices("正在完成", fails(), 2)
    work.ended.connect(lambda: ended.append(True))
    with pytest.raises(ValueError, match="磁盘已满"):
        work.run(at_once=True)
    assert ended == [True]


def test_with_an_inline_pool_it_is_done_at_once(qapp):
    done, ended = [], []
    Tasks(InlinePool()).run_here("正在读取", steps(done, 50), 50, lambda: ended.append(True))
    assert (len(done), ended) == (50, [True])
