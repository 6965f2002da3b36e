"""Pages are read beside the window: only what was asked for last is shown, and nobody waits."""

import threading
from pkgutil import resolve_name

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import take_in_posts
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.register.accounts import find_account
from tests.unit.desks import add, desk_of
from ui import tasks as tasks_module
from ui.pages.check.period import PeriodPage
from ui.pages.exchange.board import ReportBoard
from ui.pages.exchange.doubts import Doubts
from ui.pages.register import RegisterPage
from ui.pages.register.details import TABS
from ui.pages.trends import TrendsPage
from ui.pages.workbench.board import Board
from ui.parts.page import EmptyState
from ui.reading import Reading
from ui.session import Session
from ui.tasks import InlinePool, Tasks
from ui.window import Place, Window


@pytest.fixture
def session(qapp, tmp_path):
    with desk_of(tmp_path / "县") as desk:
        made = Session(desk, Tasks(), office="示例县")
        yield made
        made.tasks.close()


@pytest.fixture
def reading(session):
    return Reading(session, "正在读取")


@pytest.fixture
def gate():
    """Holds a reading up until the test lets it go on."""
    return threading.Event()


def settled(session):
    return lambda: not session.tasks.reading


def test_what_is_read_comes_from_another_thread_with_a_desk_of_its_own(
    qtbot, qapp, session, reading
):
    read_in, shown = [], []

    def read(desk):
        read_in.append((threading.get_ident(), desk.db is session.desk.db))
        return own_office(desk).name

    reading.ask(read, lambda name: shown.append((name, QThread.currentThread())))
    qtbot.waitUntil(settled(session))
    assert shown == [(own_office(session.desk).name, qapp.thread())]
    assert read_in[0] != threading.get_ident()
    assert not read_in[0][1]


def test_only_what_was_asked_for_last_is_shown(qtbot, session, reading, gate):
    shown = []

    def first(_desk):
        gate.wait(5)
        return "第一次"

    reading.ask(first, shown.append)
    reading.ask(lambda _desk: "第二次", shown.append)
    reading.ask(lambda _desk: "第三次", shown.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(shown) and not session.tasks.reading)
    assert shown == ["第三次"]


def test_a_reading_asked_for_while_one_is_shown_follows_it(qtbot, session, reading):
    shown = []

    def show_and_ask(found):
        shown.append(found)
        reading.ask(lambda _desk: "后来的", shown.append)

    reading.ask(lambda _desk: "先来的", show_and_ask)
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown == ["先来的", "后来的"]


def test_after_a_reading_that_failed_the_next_one_is_shown(qtbot, session, reading, gate):
    shown = []

    def refused(_desk):
        gate.wait(5)
        raise RefusedError("没有读到。")

    with qtbot.captureExceptions() as raised:
        reading.ask(refused, shown.append)
        gate.set()
        qtbot.waitUntil(settled(session))
    assert [str(error) for _, error, _ in raised] == ["没有读到。"]
    reading.ask(lambda _desk: "读到了", shown.append)
    qtbot.waitUntil(lambda: shown == ["读到了"])


def test_pages_are_read_while_long_work_runs(qtbot, session, reading, gate):
    shown, done = [], []
    session.tasks.run("正在导出", lambda _progress: gate.wait(5), done.append)
    reading.ask(lambda _desk: "读到了", shown.append)
    qtbot.waitUntil(lambda: shown == ["读到了"])
    assert session.tasks.busy
    gate.set()
    qtbot.waitUntil(lambda: done == [True])


def test_closing_waits_for_a_reading_and_shows_nothing_of_it(qtbot, qapp, session, reading, gate):
    shown = []
    reading.ask(lambda _desk: gate.wait(0.05), shown.append)
    session.tasks.close()
    qapp.processEvents()
    assert shown == []


def test_what_was_read_but_not_shown_yet_is_dropped_by_closing(qapp, session, reading):
    shown, read = [], threading.Event()
    reading.ask(lambda _desk: read.set(), shown.append)
    assert read.wait(5)
    session.tasks.close()
    qapp.processEvents()
    assert shown == []


@pytest.fixture
def window(qtbot, session, monkeypatch):
    monkeypatch.setattr(tasks_module, "MOMENT_MS", 20)
    made = Window(session, [Place("检查", "check", lambda: lambda _session: QWidget())])
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_reading_that_takes_longer_is_told_of_and_can_be_stopped(
    qtbot, session, window, reading, gate
):
    shown = []
    reading.ask(lambda _desk: gate.wait(5), shown.append)
    qtbot.waitUntil(lambda: window.status.job.text() == "正在读取")
    window.status.cancel.trigger()
    gate.set()
    qtbot.waitUntil(settled(session))
    assert shown == []
    assert not window.status.job.isVisible()


def test_a_reading_over_in_a_moment_is_not_told_of(qtbot, session, window, reading, monkeypatch):
    monkeypatch.setattr(tasks_module, "MOMENT_MS", 500)
    reading.ask(lambda _desk: 1, lambda _found: None)
    qtbot.waitUntil(settled(session))
    qtbot.wait(550)
    assert window.status.job.text() == ""


def test_the_end_of_a_reading_leaves_the_work_that_is_told_of(
    qtbot, session, window, reading, gate
):
    exporting = threading.Event()
    reading.ask(lambda _desk: gate.wait(5), lambda _found: None)
    qtbot.waitUntil(lambda: window.status.job.text() == "正在读取")
    session.tasks.run("正在导出", lambda _progress: exporting.wait(5), lambda _done: None)
    gate.set()
    qtbot.waitUntil(settled(session))
    assert window.status.job.isVisible()
    assert window.status.job.text() == "正在导出"
    exporting.set()
    qtbot.waitUntil(lambda: not window.status.job.isVisible())


class Held(InlinePool):
    """Keeps what is to run until it is let go."""

    def __init__(self):
        self.held = []

    def start(self, work):
        self.held.append(work)

    def let_go(self):
        while self.held:
            self.held.pop(0)()


@pytest.fixture
def pool():
    return Held()


@pytest.fixture
def slow(qapp, tmp_path, pool):
    with desk_of(tmp_path / "慢") as desk:
        add(desk, "示例发布", last_update="2026-11-20")
        yield Session(desk, Tasks(pool), office="示例县")


def test_doubts_are_hidden_until_there_are_some(qtbot, slow, pool):
    made = Doubts(slow)
    qtbot.addWidget(made)
    made.load()
    assert made.isHidden()


@pytest.mark.parametrize(
    ("page", "says_so"), [(Board, False), (TrendsPage, True), (ReportBoard, True)]
)
def test_no_page_says_that_there_is_nothing_before_it_has_read(qtbot, slow, pool, page, says_so):
    made = page(slow)
    qtbot.addWidget(made)
    made.show()
    empty = made.findChild(EmptyState)
    assert not empty.isVisible()
    pool.let_go()
    assert empty.isVisible() is says_so


def test_the_periods_list_shows_what_was_there_until_the_new_one_is_read(qtbot, slow, pool):
    page = PeriodPage(slow)
    qtbot.addWidget(page)
    page.show()
    pool.let_go()
    with slow.writing("accounts") as desk:
        add(desk, "示例融媒", last_update="2026-11-20")
    assert page.panel.model.rowCount() == 1
    pool.let_go()
    assert page.panel.model.rowCount() == 2


@pytest.mark.parametrize(
    "shown", [("发布", "posts.posts_seen"), ("沿革", "life.timeline")], ids=["发布", "沿革"]
)
def test_thousands_of_posts_are_read_beside_the_window_and_none_stand_under_another_account(
    qtbot, session, gate, monkeypatch, shown
):
    tab, reader = shown
    records = {name: add(session.desk, name) for name in ("示例甲", "示例乙")}
    read = read_pasted_posts(session.desk, f"{session.desk.today()} 甲的一条", records["示例甲"])
    take_in_posts(session.desk, read)
    page = RegisterPage(session)
    qtbot.addWidget(page)
    details = page.list.details
    details.show_account(find_account(session.desk, records["示例甲"]))
    details.tabs.setCurrentIndex(TABS.index(tab))
    qtbot.waitUntil(settled(session))
    assert told(details)
    read_in = held_up(monkeypatch, f"ui.pages.register.{reader}", gate)
    details.show_account(find_account(session.desk, records["示例乙"]))
    assert not told(details)
    gate.set()
    qtbot.waitUntil(settled(session))
    assert read_in
    assert threading.get_ident() not in read_in


def told(details):
    """Whether a post of 示例甲 is told of, in its list or its timeline."""
    listed = details.posts.table.rows.rowCount() + len(details.posts.figures.text())
    return bool(listed or "本月发布" in details.life.timeline.toPlainText())


def held_up(monkeypatch, name, gate):
    """Hold a reader up by the gate; return in which threads it reads, as it goes."""
    read_in, real = [], resolve_name(name)

    def read(*given):
        read_in.append(threading.get_ident())
        gate.wait(10)
        return real(*given)

    monkeypatch.setattr(name, read)
    return read_in
