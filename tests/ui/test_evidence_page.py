"""Evidence while an inspection is filled in: taken in, edited, kept, shown, taken away."""

import errno
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QPushButton

from govmedia_desktop.domain.pictures import BROKEN
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases.evidence import NOT_FAILING, evidence_of, picture_bytes
from govmedia_desktop.usecases.filling import LEAK_WARNING
from govmedia_desktop.usecases.inspections import result_of, resume
from tests.data.offices import LAW, NOON, TOWN_VOICE, office
from tests.data.pictures import JPEG, SVG, hollow_png, photograph, png
from tests.ui.drawings import NUMBER, as_file, dots, sheet, step, stripes
from tests.ui.test_check_page import Clerk
from ui.forms.evidence import gathering
from ui.forms.evidence.decoding import decoded
from ui.forms.evidence.edits import Tool
from ui.forms.evidence.gathering import NO_PICTURE, NOT_KEPT
from ui.tasks import InlinePool, Tasks, one_thread
from ui.theme import State
from ui.window import _keys_of

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def clerk(qtbot, tmp_path):
    with office(tmp_path / "数据 文件夹", [TOWN_VOICE, LAW]) as desk:
        person = Clerk(qtbot, desk)
        yield person
        QGuiApplication.clipboard().clear()


@pytest.fixture
def town(clerk):
    """示例镇之声 with no way to interact, the keyboard at that question."""
    clerk.check("示例镇之声")
    clerk.go("interaction")
    clerk.press(KEY.Key_2)
    return clerk


def clipboard():
    return QGuiApplication.clipboard()


def paste(clerk):
    clerk.press(KEY.Key_V, modifier=CONTROL)


def editor(clerk):
    return clerk.page.evidence.editor


def at_editor(clerk):
    return clerk.page.currentWidget() is editor(clerk)


def at_form(clerk):
    return clerk.page.currentWidget() is clerk.page.filling


def pieces(clerk):
    filling = clerk.sheet.filling
    found = evidence_of(filling.inspection)
    assert found == filling.evidence
    return found.get(clerk.sheet.path, ())


def strip(clerk):
    return clerk.question().evidence


def stored(clerk):
    return [p for p in clerk.desk.store.evidence.rglob("*") if p.is_file()]


def keep(clerk, image=None):
    """Paste a picture and keep it as it is."""
    clipboard().setImage(image or sheet())
    paste(clerk)
    clerk.press(KEY.Key_Return)
    assert at_form(clerk)


# asked for only where something fails


def test_evidence_is_asked_for_only_where_an_item_fails(clerk):
    clerk.check("示例普法")
    question = clerk.question("interaction")
    assert not question.evidence.isVisible()
    clerk.press(KEY.Key_2)
    assert question.evidence.isVisible()
    clerk.press(KEY.Key_1)
    assert not question.evidence.isVisible()
    assert "evidence" not in vars(clerk.question("looked_at"))


def test_ctrl_v_on_an_item_that_passes_says_that_none_is_needed(clerk):
    clerk.check("示例普法")
    clerk.go("interaction")
    clerk.press(KEY.Key_1)
    clipboard().setImage(sheet())
    paste(clerk)
    assert clerk.said[-1].text == NOT_FAILING
    assert at_form(clerk)


def test_nothing_can_be_added_once_a_leak_is_found(town):
    keep(town)
    town.go("leak")
    town.press(KEY.Key_2)
    assert not town.question().evidence.isVisible()
    paste(town)
    assert town.said[-1].text.startswith(LEAK_WARNING)
    town.go("interaction")
    assert not strip(town)._ways.isVisible()
    assert len(strip(town).pictures.buttons) == 1
    paste(town)
    assert town.said[-1].text.startswith(LEAK_WARNING)


def test_evidence_of_an_item_that_passes_again_is_said_to_be_kept_aside(town):
    keep(town)
    town.press(KEY.Key_1)
    assert strip(town).aside.text().startswith("这一题现在没有问题：先前贴的 1 张证据")
    assert not strip(town).pictures.isVisible()
    town.press(KEY.Key_2)
    assert strip(town).pictures.isVisible()
    assert not strip(town).aside.isVisible()


def test_while_a_text_is_refused_the_evidence_stays_as_it_stood(clerk):
    clerk.check("示例镇之声")
    clerk.go("last_update")
    keep(clerk)
    clerk.type("2024-05-30")
    clerk.press(KEY.Key_Return)
    assert clerk.question().fault.isVisible()
    assert strip(clerk).pictures.isVisible()
    assert not strip(clerk).aside.isVisible()


# pasting


def test_a_picture_from_the_clipboard_is_kept_with_two_keys(town):
    image = stripes(sheet(), NUMBER)
    clipboard().setImage(image)
    paste(town)
    assert at_editor(town)
    assert "互动" in editor(town).title.text()
    town.press(KEY.Key_Return)
    assert at_form(town)
    (piece,) = pieces(town)
    assert (piece.media_type, piece.name) == ("image/png", "粘贴的图片.png")
    assert piece.taken_at == "2024-05-06T12:00:00+00:00"
    assert dots(decoded(picture_bytes(town.desk, piece))) == dots(image)
    assert town.at() == "interaction"
    assert len(town.saved) > 1


def test_the_keyboard_goes_on_with_the_form_after_a_picture(town):
    keep(town)
    town.press(KEY.Key_Return)
    assert town.at() == "looked_at"


def test_text_is_still_pasted_as_text_in_a_line(clerk):
    clerk.check("示例镇之声")
    clerk.go("last_update")
    mime = QMimeData()
    mime.setText("2024-03-20")
    mime.setImageData(sheet())
    clipboard().setMimeData(mime)
    line = QApplication.focusWidget()
    line.selectAll()
    paste(clerk)
    assert line.text() == "2024-03-20"
    assert at_form(clerk)


def test_a_picture_pasted_in_a_line_of_text_is_taken_as_evidence(clerk):
    clerk.check("示例镇之声")
    clerk.go("last_update")
    clipboard().setImage(sheet())
    before = QApplication.focusWidget().text()
    paste(clerk)
    assert at_editor(clerk)
    clerk.press(KEY.Key_Return)
    assert clerk.at() == "last_update"
    assert len(pieces(clerk)) == 1
    assert clerk.question().field.line.text() == before


def test_what_is_typed_counts_before_the_picture_is_asked_for(clerk):
    clerk.check("示例普法")
    clerk.go("last_update")
    clerk.type("2024-03-01")
    clipboard().setImage(sheet())
    paste(clerk)
    assert at_editor(clerk)


def test_with_nothing_to_paste_the_way_to_a_picture_is_told(town):
    for fill in (clipboard().clear, lambda: clipboard().setText("某某")):
        fill()
        paste(town)
        assert town.said[-1].text == NO_PICTURE
        assert at_form(town)


def test_png_on_the_clipboard_is_stored_as_the_bytes_it_came_in(town):
    content = png(40, 30)
    mime = QMimeData()
    mime.setData("image/png", content)
    clipboard().setMimeData(mime)
    paste(town)
    town.press(KEY.Key_Return)
    assert picture_bytes(town.desk, pieces(town)[0]) == content


def test_copied_files_are_pasted_one_after_the_other_as_they_are(town, tmp_path):
    (tmp_path / "一.png").write_bytes(png(40, 30))
    (tmp_path / "二.jpg").write_bytes(JPEG)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("一.png", "二.jpg")])
    clipboard().setMimeData(mime)
    paste(town)
    assert editor(town).title.text().endswith("（第 1 张，共 2 张）")
    town.press(KEY.Key_Return)
    assert editor(town).title.text().endswith("（第 2 张，共 2 张）")
    town.press(KEY.Key_Return)
    assert at_form(town)
    assert [p.name for p in pieces(town)] == ["一.png", "二.jpg"]
    assert [picture_bytes(town.desk, p) for p in pieces(town)] == [png(40, 30), JPEG]


def test_the_same_picture_twice_is_kept_once(town):
    keep(town)
    keep(town)
    assert len(pieces(town)) == 1
    assert "没有重复添加" in town.said[-1].text


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


# editing


def test_what_is_kept_is_what_was_made_of_the_picture_and_no_other_bytes_touch_the_disk(town):
    image = stripes(sheet(400, 200), NUMBER)
    clipboard().setImage(image)
    paste(town)
    page = editor(town)
    page.canvas.drawn.emit(step(Tool.MOSAIC, 20, 40, 140, 60))
    page.canvas.drawn.emit(step(Tool.CROP, 0, 0, 300, 150))
    town.press(KEY.Key_Return)
    (piece,) = pieces(town)
    shown = decoded(picture_bytes(town.desk, piece))
    assert (shown.width(), shown.height()) == (300, 150)
    assert dots(shown, NUMBER) != dots(image, NUMBER)
    assert [p.name for p in stored(town)] == [piece.sha256]


def test_an_edited_photograph_stays_a_photograph_without_its_notes(town, file_at, tmp_path):
    image = stripes(sheet(400, 200), NUMBER)
    (tmp_path / "手机.jpg").write_bytes(as_file(image, "JPEG"))
    file_at(tmp_path / "手机.jpg")
    town.press(KEY.Key_O, modifier=CONTROL)
    editor(town).canvas.drawn.emit(step(Tool.ARROW, 20, 40, 140, 60))
    town.press(KEY.Key_Return)
    (piece,) = pieces(town)
    assert (piece.media_type, piece.name) == ("image/jpeg", "手机.jpg")
    assert picture_bytes(town.desk, piece) != (tmp_path / "手机.jpg").read_bytes()


def test_the_notes_of_a_camera_are_told_and_taken_out_when_wished(town, file_at, tmp_path):
    (tmp_path / "手机.jpg").write_bytes(photograph())
    file_at(tmp_path / "手机.jpg")
    town.press(KEY.Key_O, modifier=CONTROL)
    assert editor(town).noted.isVisible()
    editor(town).strip.trigger()
    assert not editor(town).noted.isVisible()
    town.press(KEY.Key_Return)
    assert b"Exif" not in picture_bytes(town.desk, pieces(town)[0])
    town.press(KEY.Key_O, modifier=CONTROL)
    town.press(KEY.Key_Return)
    assert b"Exif" in picture_bytes(town.desk, pieces(town)[1])


def test_every_tool_works_from_the_keyboard_and_is_undone(town):
    clipboard().setImage(stripes(sheet(), NUMBER))
    paste(town)
    page = editor(town)
    before = page._edits.image
    for key in (KEY.Key_F3, KEY.Key_F4, KEY.Key_F2):
        town.press(key, KEY.Key_Right, KEY.Key_Return)
    assert page._edits.image.width() == 100
    for _ in range(3):
        town.press(KEY.Key_Z, modifier=CONTROL)
    assert page._edits.image == before
    assert not page.undo.isEnabled()


def test_escape_puts_the_tool_away_first_then_leaves_the_picture(town):
    clipboard().setImage(sheet())
    paste(town)
    town.press(KEY.Key_F4, KEY.Key_Escape)
    assert at_editor(town)
    assert editor(town).canvas.tool is None
    town.press(KEY.Key_Escape)
    assert at_form(town)
    assert stored(town) == []
    assert town.said[-1].text == NOT_KEPT
    town.said[-1].pressed()
    assert at_editor(town)
    town.press(KEY.Key_Return)
    assert len(pieces(town)) == 1


def test_a_picture_brought_back_after_its_inspection_was_left_is_not_kept_elsewhere(town):
    clipboard().setImage(sheet())
    paste(town)
    town.press(KEY.Key_Escape)
    bring_back = town.said[-1].pressed
    town.press(KEY.Key_Escape)
    town.check("示例普法")
    town.go("interaction")
    town.press(KEY.Key_2)
    bring_back()
    town.press(KEY.Key_Return)
    assert "已经离开那次检查" in town.said[-1].text
    assert town.sheet.filling.evidence == {}


def test_another_inspection_opened_from_elsewhere_tells_of_the_picture_not_kept(town):
    draft = town.sheet.filling.inspection.draft.id
    clipboard().setImage(sheet())
    paste(town)
    town.page.resume(draft)
    assert at_form(town)
    assert town.said[-1].text == gathering.GONE
    assert stored(town) == []


def test_a_link_is_kept_with_the_picture_and_a_wrong_one_is_told_beside_it(town):
    clipboard().setImage(sheet())
    paste(town)
    page = editor(town)
    page.link.setText("示例镇之声 3月18日")
    page.save.trigger()
    assert page.fault.isVisible()
    assert page.link.hasFocus()
    assert stored(town) == []
    page.link.setText(" https://mp.weixin.qq.com/s/a ")
    page.save.trigger()
    assert pieces(town)[0].source == "https://mp.weixin.qq.com/s/a"
    keep(town, sheet(9, 9))
    assert pieces(town)[1].source == "", "the link of one picture is not that of the next"


def test_the_full_size_can_be_looked_at_while_editing(town):
    clipboard().setImage(sheet(4000, 3000))
    paste(town)
    town.press(KEY.Key_F5)
    assert not editor(town).canvas.whole
    town.press(KEY.Key_F5)
    assert editor(town).canvas.whole


def test_the_page_of_a_picture_has_one_primary_button_and_tells_its_keys(town):
    clipboard().setImage(sheet())
    paste(town)
    keys = {text: key for key, text in _keys_of(editor(town))}
    assert keys["打码"] == "F4"
    assert keys["保存证据"] == "Ctrl+Return"
    assert not editor(town).findChildren(QPushButton)


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
