"""Long work: results, failures, progress and 取消 all arrive in the window's thread."""

import threading

import pytest
from PySide6.QtCore import QThread

from govmedia_desktop.packages.errors import CancelledError
from ui.tasks import InlinePool, StoppedError, Task, Tasks, one_thread, watching


@pytest.fixture
def tasks(qapp):
    made = Tasks()
    yield made
    made.close()


def test_a_result_arrives_in_the_windows_thread_even_at_a_lambda(qtbot, qapp, tasks):
    seen = []
    worked_in = []

    def work(_progress):
        worked_in.append(threading.get_ident())
        return 42

    task = tasks.run("算", work, lambda result: seen.append((result, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, qapp.thread())]
    assert worked_in != [threading.get_ident()]
    qtbot.waitUntil(lambda: not tasks.busy)
    assert task.title == "算"


def test_tasks_run_one_after_the_other(qtbot, tasks):
    running, most, done = [0], [0], []

    def work(_progress):
        running[0] += 1
        most[0] = max(most[0], running[0])
        threading.Event().wait(0.01)
        running[0] -= 1

    for _ in range(5):
        tasks.run("算", work, done.append)
    qtbot.waitUntil(lambda: len(done) == 5)
    assert most == [1]


def test_progress_arrives_in_order(qtbot, tasks):
    moved = []

    def work(progress):
        for done in range(1, 4):
            progress(done, 3)

    task = Task("算", work)
    task.progressed.connect(lambda done, total: moved.append((done, total)))
    with qtbot.waitSignal(task.ended):
        pool = one_thread()
        pool.start(task.run)
    assert moved == [(0, 0), (1, 3), (2, 3), (3, 3)]
    pool.waitForDone()


def test_cancelled_work_stops_at_its_next_report_and_returns_nothing(qtbot):
    returned, failed = [], []

    def work(progress):
        task.cancel()
        progress(1, 2)
        return "late"

    task = Task("算", work)
    task.returned.connect(returned.append)
    task.failed.connect(failed.append)
    with qtbot.waitSignal(task.stopped):
        InlinePool().start(task.run)
    assert (returned, failed) == ([], [])


def test_work_cancelled_before_its_start_is_never_done(qtbot):
    done = []
    task = Task("算", lambda _progress: done.append(1))
    task.cancel()
    with qtbot.waitSignal(task.stopped):
        InlinePool().start(task.run)
    assert done == []


def test_a_failure_goes_the_way_of_every_error(qtbot):
    tasks = Tasks(InlinePool())
    with qtbot.captureExceptions() as caught:
        tasks.run("算", lambda _progress: 1 // 0, list)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert not tasks.busy


def test_closing_waits_for_what_runs(qtbot, tasks):
    ended = []

    def work(progress):
        for done in range(1000):
            threading.Event().wait(0.001)
            progress(done, 1000)

    task = tasks.run("算", work, list)
    task.ended.connect(lambda: ended.append(1))
    tasks.close()
    qtbot.waitUntil(lambda: ended == [1])
    assert not tasks.busy


def test_bytes_that_pass_move_the_progress_and_stopping_stops_them():
    moved = []
    watch = watching(lambda done, total: moved.append((done, total)))
    watch.expect(4096)
    for count in (1024, 2048, 4096):
        watch.let_pass(count)
    assert moved == [(1, 4), (3, 4), (4, 4)]  # never over the end

    def stopped(_done, _total):
        raise StoppedError

    with pytest.raises(CancelledError):
        watching(stopped).let_pass(1)
