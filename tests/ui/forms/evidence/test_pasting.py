"""When evidence is asked for, and pictures that are pasted."""

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication

from govmedia_desktop.usecases.inspections.evidence import NOT_FAILING, picture_bytes
from govmedia_desktop.usecases.inspections.filling import LEAK_WARNING
from tests.data.pictures import JPEG, png
from tests.ui.drawings import NUMBER, dots, sheet, stripes
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
from ui.forms.evidence.decoding import decoded
from ui.forms.evidence.gathering import NO_PICTURE

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
