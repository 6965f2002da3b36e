"""Pictures are read and kept beside the window."""

from tests.data.offices import TOWN_VOICE, office
from tests.data.pictures import png
from tests.ui.clerk import Clerk
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


def test_pictures_are_read_and_kept_beside_the_window(qtbot, tmp_path, file_at):
    """With the pool of the window: nothing is read or written in the window's own thread."""
    (tmp_path / "大.png").write_bytes(png(2000, 1500))
    file_at(tmp_path / "大.png")
    with office(tmp_path / "数据", [TOWN_VOICE]) as desk:
        clerk = Clerk(qtbot, desk)
        clerk.session.tasks = Tasks(one_thread())
        clerk.check("示例镇之声")
        clerk.go("interaction")
        clerk.press(KEY.Key_2)
        clerk.press(KEY.Key_O, modifier=CONTROL)
        assert at_form(clerk), "the picture is still being read"
        qtbot.waitUntil(lambda: at_editor(clerk))
        clerk.press(KEY.Key_Return)
        assert not editor(clerk).save.isEnabled()
        qtbot.waitUntil(lambda: at_form(clerk))
        assert [p.name for p in pieces(clerk)] == ["大.png"]
        clerk.press(KEY.Key_Escape)
        clerk.session.tasks.close()


def test_a_second_picture_while_one_is_read_is_refused_in_words(qtbot, tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE]) as desk:
        clerk = Clerk(qtbot, desk)
        clerk.session.tasks = Tasks(one_thread())
        clerk.check("示例镇之声")
        clerk.go("interaction")
        clerk.press(KEY.Key_2)
        clipboard().setImage(sheet(2000, 1500))
        paste(clerk)
        paste(clerk)
        assert clerk.said[-1].text == gathering.READING
        qtbot.waitUntil(lambda: at_editor(clerk))
        clerk.press(KEY.Key_Escape)
        paste(clerk)
        qtbot.waitUntil(lambda: at_editor(clerk))
        clerk.session.tasks.close()


def test_after_a_reading_that_was_stopped_the_next_picture_is_taken(qtbot, tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE]) as desk:
        clerk = Clerk(qtbot, desk)
        clerk.session.tasks = Tasks(one_thread())
        clerk.session.tasks.started.connect(lambda task: task.cancel())
        clerk.check("示例镇之声")
        clerk.go("interaction")
        clerk.press(KEY.Key_2)
        clipboard().setImage(sheet())
        paste(clerk)
        qtbot.waitUntil(lambda: not clerk.session.tasks.busy)
        clerk.session.tasks = Tasks(InlinePool())
        paste(clerk)
        assert at_editor(clerk)


def test_leaving_while_a_picture_is_read_keeps_nothing_and_says_so(qtbot, tmp_path, file_at):
    (tmp_path / "大.png").write_bytes(png(2000, 1500))
    file_at(tmp_path / "大.png")
    with office(tmp_path / "数据", [TOWN_VOICE]) as desk:
        clerk = Clerk(qtbot, desk)
        clerk.session.tasks = Tasks(one_thread())
        clerk.check("示例镇之声")
        clerk.go("interaction")
        clerk.press(KEY.Key_2)
        clerk.press(KEY.Key_O, modifier=CONTROL)
        clerk.press(KEY.Key_Escape)
        qtbot.waitUntil(lambda: bool(clerk.said))
        assert clerk.said[-1].text == gathering.GONE
        assert clerk.listed
        assert stored(clerk) == []
        clerk.session.tasks.close()
