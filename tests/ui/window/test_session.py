"""A write is announced once it is done, a refused one not at all."""

import pytest

from govmedia_desktop.errors import RefusedError
from ui.parts.bars import Message
from ui.session import Session
from ui.tasks import InlinePool, Tasks
from ui.theme import State


@pytest.fixture
def session(qapp):
    return Session("desk", Tasks(InlinePool()), office="示例县")


def test_a_write_is_announced_after_it_is_done(qtbot, session):
    heard = []
    session.changed.connect(heard.append)
    with session.writing("accounts") as desk:
        assert desk == "desk"
        assert heard == []
    assert heard == ["accounts"]


def test_the_time_of_saving_carries_its_offset(qtbot, session):
    with qtbot.waitSignal(session.saved) as saved, session.writing("accounts"):
        pass
    assert saved.args[0].utcoffset() is not None


def test_a_refused_write_announces_nothing(qtbot, session):
    heard = []
    session.changed.connect(heard.append)
    session.saved.connect(heard.append)
    with pytest.raises(RefusedError), session.writing("accounts"):
        raise RefusedError("不行。")
    assert heard == []


def test_what_is_said_reaches_who_listens(qtbot, session):
    with qtbot.waitSignal(session.said) as said:
        session.say(Message(State.HINT, "看一下"))
    assert said.args[0].text == "看一下"
