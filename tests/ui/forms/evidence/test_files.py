"""Evidence from files: chosen, dragged in, bad ones told, a full disk."""

import errno
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.pictures import BROKEN
from govmedia_desktop.errors import CannotWriteError
from tests.data.pictures import SVG, hollow_png, png
from tests.ui.drawings import sheet
from tests.ui.forms.evidence.conftest import (
    CONTROL,
    KEY,
    at_editor,
    at_form,
    clipboard,
    paste,
    pieces,
    stored,
    strip,
)
from ui.theme import State

NONE = Qt.KeyboardModifier.NoModifier


# files and dragging


def test_files_are_chosen_by_button_or_key(town, file_at, tmp_path):
    (tmp_path / "截图.png").write_bytes(png())
    file_at(tmp_path / "截图.png")
    town.press(KEY.Key_O, modifier=CONTROL)
    town.press(KEY.Key_Return)
    strip(town).buttons[1].click()
    assert at_editor(town)
    town.press(KEY.Key_Escape)
    assert [p.name for p in pieces(town)] == ["截图.png"]


def drop_event(kind, at, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText(str(paths[0]))  # as file managers do
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = kind(at, action, mime, button, NONE)
    event.mime = mime  # the event does not own it
    return event


def drop(target, at, *paths):
    entered = drop_event(QDragEnterEvent, at, *paths)
    QApplication.sendEvent(target, entered)
    if not entered.isAccepted():
        return False
    QApplication.sendEvent(target, drop_event(QDropEvent, QPointF(at), *paths))
    return True


def test_a_file_dragged_on_the_page_goes_to_the_item_in_focus(town, tmp_path):
    (tmp_path / "截图.png").write_bytes(png())
    assert drop(town.page.filling, QPoint(5, 5), tmp_path / "截图.png")
    assert at_editor(town)
    town.press(KEY.Key_Return)
    assert [p.name for p in pieces(town)] == ["截图.png"]


def test_a_file_dragged_on_another_failing_question_goes_there(clerk, tmp_path):
    (tmp_path / "截图.png").write_bytes(png())
    clerk.check("示例镇之声")
    clerk.go("serious_error")
    clerk.press(KEY.Key_2)
    there = clerk.question()
    clerk.go("harmful_content")
    at = there.mapTo(clerk.page.filling, QPoint(20, 20))
    assert drop(clerk.page.filling, at, tmp_path / "截图.png")
    clerk.press(KEY.Key_Return)
    assert [p.name for p in clerk.sheet.filling.evidence[there.item.path]] == ["截图.png"]


def test_a_line_of_text_takes_no_dragged_file_as_text(clerk, tmp_path):
    (tmp_path / "截图.png").write_bytes(png())
    clerk.check("示例镇之声")
    line = clerk.question("last_update").field.line
    assert drop(line, QPoint(3, 3), tmp_path / "截图.png")
    assert at_editor(clerk), "the page takes it"
    assert line.text() == "2024-03-18"


@pytest.mark.parametrize("name", ["上报.gmpack", "台账.xlsx", "台账.csv", "上报.zip"])
def test_files_for_the_window_are_left_to_it(town, tmp_path, name):
    assert not drop(town.page.filling, QPoint(5, 5), tmp_path / name)


# bad input


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "图片是空的"),
        (SVG, "不是PNG、JPEG或WebP"),
        (hollow_png(), BROKEN),
        (png()[:30], BROKEN),
    ],
)
def test_a_bad_picture_is_told_by_name_and_the_others_go_on(town, file_at, tmp_path, content, says):
    (tmp_path / "坏.png").write_bytes(content)
    (tmp_path / "好.png").write_bytes(png())
    file_at(tmp_path / "坏.png", tmp_path / "好.png")
    town.press(KEY.Key_O, modifier=CONTROL)
    assert town.said[-1].state is State.FAILED
    assert town.said[-1].text.startswith("“坏.png”：")
    assert says in town.said[-1].text
    assert at_editor(town)
    town.press(KEY.Key_Return)
    assert [p.name for p in pieces(town)] == ["好.png"]
    assert len(stored(town)) == 1


def test_several_bad_pictures_are_told_together(town, file_at, tmp_path):
    (tmp_path / "a.svg").write_bytes(SVG)
    (tmp_path / "b\u202egnp.png").write_bytes(png())
    file_at(tmp_path / "a.svg", tmp_path / "b\u202egnp.png", tmp_path / "没有.png")
    town.press(KEY.Key_O, modifier=CONTROL)
    first, second, third = town.said[-1].text.splitlines()
    assert "不是PNG" in first
    assert "控制字符" in second
    assert "读不出来" in third
    assert at_form(town)
    assert stored(town) == []


def test_a_full_disk_leaves_the_picture_in_the_editor(town, monkeypatch):
    clipboard().setImage(sheet())
    paste(town)

    def full(*_args, **_how):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", full)
    with town.qtbot.captureExceptions() as caught:
        town.press(KEY.Key_Return)
    assert [kind for kind, _, _ in caught] == [CannotWriteError]
    assert at_editor(town)
    assert stored(town) == []
    monkeypatch.undo()
    town.press(KEY.Key_Return)
    assert len(pieces(town)) == 1
