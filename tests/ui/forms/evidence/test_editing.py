"""What is made of a picture before it is kept."""

from PySide6.QtWidgets import QPushButton

from govmedia_desktop.usecases.inspections.evidence import picture_bytes
from tests.data.pictures import photograph
from tests.ui.drawings import NUMBER, as_file, dots, sheet, step, stripes
from tests.ui.forms.evidence.conftest import (
    CONTROL,
    KEY,
    at_editor,
    at_form,
    clipboard,
    editor,
    keep,
    paste,
    pieces,
    stored,
)
from ui.forms.evidence import gathering
from ui.forms.evidence.decoding import decoded
from ui.forms.evidence.edits import Tool
from ui.forms.evidence.gathering import NOT_KEPT
from ui.window import _keys_of

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
