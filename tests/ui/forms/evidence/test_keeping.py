"""Evidence that is kept: shown, taken away and back, carried by the finished inspection."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases.inspections.evidence import evidence_of
from govmedia_desktop.usecases.inspections.inspections import result_of, resume
from tests.data.offices import NOON
from tests.ui.drawings import NUMBER, sheet, stripes
from tests.ui.forms.evidence.conftest import (
    KEY,
    at_editor,
    at_form,
    clipboard,
    editor,
    keep,
    paste,
    pieces,
    strip,
)
from ui.forms.evidence import gathering
from ui.forms.evidence.gathering import NO_PICTURE
from ui.window import _keys_of

# showing and taking away


def test_enter_shows_a_picture_large_and_escape_comes_back_to_it(town):
    keep(town, sheet(40, 30))
    keep(town, sheet(50, 20))
    button = strip(town).pictures.buttons[0]
    button.setFocus()
    town.press(KEY.Key_Return)
    view = town.page.evidence.view
    assert town.page.currentWidget() is view
    assert view.about.text() == "粘贴的图片.png · 1 KB · 2024-05-06 12:00"
    assert view.check.text().endswith(pieces(town)[0].sha256)
    town.press(KEY.Key_Right)
    assert view.shown == pieces(town)[1]
    town.press(KEY.Key_Right)
    assert view.shown == pieces(town)[1]
    town.press(KEY.Key_Escape)
    assert at_form(town)
    assert strip(town).pictures.buttons[1].hasFocus()


def test_the_host_of_a_link_is_told_and_the_link_is_copied_never_opened(town):
    clipboard().setImage(sheet())
    paste(town)
    editor(town).link.setText("https://mp.weixin.qq.com/s/a")
    editor(town).save.trigger()
    strip(town).pictures.buttons[0].click()
    view = town.page.evidence.view
    assert view.source.text() == "来源（mp.weixin.qq.com）：https://mp.weixin.qq.com/s/a"
    view.copy.trigger()
    assert clipboard().text() == "https://mp.weixin.qq.com/s/a"


def test_a_picture_is_taken_away_and_back_with_the_keyboard(town):
    for side in (10, 20, 30):
        keep(town, sheet(side, side))
    first, second, third = pieces(town)
    strip(town).pictures.buttons[1].setFocus()
    town.press(KEY.Key_Delete)
    assert pieces(town) == (first, third)
    assert QApplication.focusWidget().evidence == third
    message = town.said[-1]
    assert message.button == "撤销"
    message.pressed()
    assert pieces(town) == (first, second, third)
    assert [b.evidence for b in strip(town).pictures.buttons] == [first, second, third]


def test_after_the_last_picture_the_keyboard_is_at_the_ways_to_add_one(town):
    keep(town)
    strip(town).pictures.buttons[0].setFocus()
    town.press(KEY.Key_Delete)
    assert QApplication.focusWidget() is strip(town).buttons[0]


def test_taking_back_after_the_inspection_is_over_is_refused_in_words(town):
    keep(town)
    strip(town).pictures.buttons[0].deleted.emit()
    undo = town.said[-1].pressed
    town.page.filling.set_aside()
    with pytest.raises(Exception, match="已经完成或放弃"):
        undo()


def test_a_missing_picture_is_told_on_its_thumbnail_and_when_it_is_opened(town):
    keep(town)
    (piece,) = pieces(town)
    evidence_path(town.desk.store.evidence, piece.sha256).unlink()
    town.page.filling.leave()
    town.check("示例镇之声")
    town.go("interaction")
    (button,) = strip(town).pictures.buttons
    assert "图片缺失或被改动" in button.text()
    with town.qtbot.captureExceptions() as caught:
        button.click()
    assert "缺失或被改动" in str(caught[0][1])


def test_a_resumed_draft_shows_its_evidence(town):
    keep(town)
    town.page.filling.leave()
    town.check("示例镇之声")
    town.go("interaction")
    (button,) = strip(town).pictures.buttons
    assert button.evidence == pieces(town)[0]
    assert button.accessibleName().startswith("证据 粘贴的图片.png · 1 KB · 2024-05-06 12:00")


def test_focus_on_a_picture_makes_its_question_the_current_one(clerk):
    clerk.check("示例镇之声")
    clerk.go("serious_error")
    clerk.press(KEY.Key_2)
    keep(clerk)
    there = clerk.question()
    clerk.go("harmful_content")
    there.evidence.pictures.buttons[0].setFocus()
    assert clerk.at() == "serious_error"


def test_the_finished_inspection_carries_its_evidence(town):
    keep(town)
    piece = pieces(town)[0]
    town.go("serious_error")
    for _judged in range(5):
        town.press(KEY.Key_1, KEY.Key_Return)
    town.page.filling.finish()
    result = result_of(town.desk, town.row("示例镇之声").checked.inspection)
    assert list(result.evidence.values()) == [(piece,)]


# the screen


def test_a_captured_region_goes_to_the_item_in_focus(town, monkeypatch):
    asked = []
    monkeypatch.setattr(town.page.evidence.capture, "begin", asked.append)
    town.press(KEY.Key_F8)
    assert asked == [town.page.window()]
    town.page.evidence.capture.taken.emit(stripes(sheet(), NUMBER))
    assert at_editor(town)
    town.press(KEY.Key_Return)
    assert [p.name for p in pieces(town)] == ["屏幕截图.png"]


def test_where_the_screen_cannot_be_captured_it_is_said_above_the_page(town):
    town.page.evidence.capture.failed.emit("没有截到屏幕")
    assert town.said[-1].text == "没有截到屏幕"
    assert at_form(town)


def test_a_null_picture_on_the_clipboard_is_none(town):
    mime = QMimeData()
    mime.setImageData(QImage())
    clipboard().setMimeData(mime)
    paste(town)
    assert town.said[-1].text == NO_PICTURE


def test_the_keys_of_evidence_are_on_the_sheet_of_keys(town):
    keys = {text: key for key, text in _keys_of(town.page.filling)}
    assert keys["粘贴证据"] == "Ctrl+V"
    assert keys["选证据文件"] == "Ctrl+O"
    assert keys["截屏作证据"] == "F8"


def test_a_draft_on_which_nothing_but_evidence_was_given_stays(clerk):
    clerk.desk.clock = lambda: NOON + timedelta(days=60)
    clerk.open()
    clerk.check("示例普法")
    clerk.go("last_update")
    keep(clerk)
    draft = clerk.sheet.filling.inspection.draft.id
    clerk.press(KEY.Key_Escape)
    assert len(evidence_of(resume(clerk.desk, draft))) == 1


def test_pictures_are_asked_for_by_files_of_the_three_kinds():
    assert gathering.FILES == "图片 (*.png *.jpg *.jpeg *.webp)"
