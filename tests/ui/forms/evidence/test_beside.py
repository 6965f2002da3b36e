"""Pictures are read and kept beside the window."""

import pytest

from tests.data.pictures import png
from tests.ui.drawings import sheet
from tests.ui.forms.evidence.conftest import (
    CONTROL,
    KEY,
    at_editor,
    at_form,
    clipboard,
    editor,
    paste,
    pieces,
    stored,
)
from ui.forms.evidence import gathering
from ui.tasks import InlinePool, Tasks, one_thread


@pytest.fixture
def town(clerk):
    """示例镇之声 at a failing item, with the pool of the window."""
    clerk.session.tasks = Tasks(one_thread())
    clerk.check("示例镇之声")
    clerk.go("interaction")
    clerk.press(KEY.Key_2)
    return clerk


@pytest.fixture
def large(tmp_path, file_at):
    """A large picture, chosen in every dialog."""
    (tmp_path / "大.png").write_bytes(png(2000, 1500))
    file_at(tmp_path / "大.png")


@pytest.mark.usefixtures("large")
def test_pictures_are_read_and_kept_beside_the_window(qtbot, town):
    """With the pool of the window: nothing is read or written in the window's own thread."""
    town.press(KEY.Key_O, modifier=CONTROL)
    assert at_form(town), "the picture is still being read"
    qtbot.waitUntil(lambda: at_editor(town))
    town.press(KEY.Key_Return)
    assert not editor(town).save.isEnabled()
    qtbot.waitUntil(lambda: at_form(town))
    assert [p.name for p in pieces(town)] == ["大.png"]
    town.press(KEY.Key_Escape)
    town.session.tasks.close()


def test_a_second_picture_while_one_is_read_is_refused_in_words(qtbot, town):
    clipboard().setImage(sheet(2000, 1500))
    paste(town)
    paste(town)
    assert town.said[-1].text == gathering.READING
    qtbot.waitUntil(lambda: at_editor(town))
    town.press(KEY.Key_Escape)
    paste(town)
    qtbot.waitUntil(lambda: at_editor(town))
    town.session.tasks.close()


def test_after_a_reading_that_was_stopped_the_next_picture_is_taken(qtbot, town):
    town.session.tasks.started.connect(lambda task: task.cancel())
    clipboard().setImage(sheet())
    paste(town)
    qtbot.waitUntil(lambda: not town.session.tasks.busy)
    town.session.tasks = Tasks(InlinePool())
    paste(town)
    assert at_editor(town)


@pytest.mark.usefixtures("large")
def test_leaving_while_a_picture_is_read_keeps_nothing_and_says_so(qtbot, town):
    town.press(KEY.Key_O, modifier=CONTROL)
    town.press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: bool(town.said))
    assert town.said[-1].text == gathering.GONE
    assert town.listed
    assert stored(town) == []
    town.session.tasks.close()
