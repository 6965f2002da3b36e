"""A page opened for the first time is loaded beside the window, which lives on meanwhile."""

from threading import Event, get_ident

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from ui.session import Session
from ui.tasks import Tasks
from ui.window import Place, Window


class Loader:
    """Loads only once it is let, and notes which thread did."""

    def __init__(self) -> None:
        self.may = Event()
        self.threads = []
        self.made = []
        self.fault = None

    def __call__(self):
        self.threads.append(get_ident())
        assert self.may.wait(5)
        if self.fault:
            raise self.fault
        return self.make

    def make(self, _session):
        self.made.append(get_ident())
        return QLabel("台账在此")


@pytest.fixture
def loader():
    made = Loader()
    yield made
    made.may.set()


@pytest.fixture
def window(qtbot, loader):
    places = [Place("工作台", "workbench", lambda: lambda _s: QWidget())]
    places.append(Place("台账", "register", loader))
    made = Window(Session(None, Tasks(), office="示例县"), places)
    qtbot.addWidget(made)
    made.open("工作台")
    made.show()
    return made


def settled(qtbot, window):
    qtbot.waitUntil(lambda: not window.session.tasks.reading)


def go(window, number):
    window.navigation.setCurrentRow(number)


def shown(window):
    return window.stack.currentWidget()


def test_until_the_page_is_there_the_window_says_that_it_is_being_opened(qtbot, window, loader):
    go(window, 1)
    assert shown(window) is window.opening
    assert "正在打开" in {label.text() for label in window.opening.findChildren(QLabel)}
    loader.may.set()
    qtbot.waitUntil(lambda: isinstance(shown(window), QLabel))
    assert loader.threads != [get_ident()]
    assert loader.made == [get_ident()]  # a widget belongs to the window's thread


def test_somebody_who_goes_on_meanwhile_is_not_fetched_back(qtbot, window, loader):
    workbench = shown(window)
    go(window, 1)
    go(window, 0)
    loader.may.set()
    settled(qtbot, window)
    assert shown(window) is workbench
    go(window, 1)
    assert isinstance(shown(window), QLabel)
    assert len(loader.threads) == 1


def test_asked_for_twice_it_is_made_once(qtbot, window, loader):
    for number in (1, 0, 1):
        go(window, number)
    loader.may.set()
    settled(qtbot, window)
    assert len(loader.made) == 1
    assert isinstance(shown(window), QLabel)


def test_what_is_wanted_of_a_page_is_done_in_order_once_it_is_there(qtbot, window, loader):
    done = []
    window.session.go("台账", lambda page: done.append(("一", page.text())))
    window.session.go("台账", lambda page: done.append(("二", page.text())))
    assert done == []
    loader.may.set()
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == [("一", "台账在此"), ("二", "台账在此")]
    window.session.go("台账", lambda page: done.append(("三", page.text())))
    assert done[2:] == [("三", "台账在此")]


def test_a_page_wanted_at_once_does_not_wait_for_the_one_being_loaded(qtbot, window, loader):
    go(window, 1)
    loader.may.set()
    page = window.open("台账")
    settled(qtbot, window)
    assert shown(window) is page
    assert len(loader.made) == 1


def test_a_page_that_cannot_be_loaded_is_told_and_tried_again(qtbot, window, loader):
    loader.fault = ImportError("缺少文件")
    loader.may.set()
    with qtbot.captureExceptions() as errors:
        go(window, 1)
        qtbot.waitUntil(lambda: bool(errors))
    assert shown(window) is window.opening
    loader.fault = None
    go(window, 0)
    go(window, 1)
    qtbot.waitUntil(lambda: isinstance(shown(window), QLabel))


def test_a_page_is_loaded_while_others_are_still_reading(qtbot, window, loader):
    reads = Event()
    window.session.tasks.read("读", lambda: reads.wait(5), lambda _found: None, lambda: None)
    loader.may.set()
    go(window, 1)
    qtbot.waitUntil(lambda: isinstance(shown(window), QLabel))
    reads.set()
    settled(qtbot, window)
