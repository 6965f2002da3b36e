"""Rankings, files, tables and notes by keyboard; what a reader hears of every type."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from tests.data.files import MP3
from tests.data.pictures import png
from tests.ui.forms.question_types.conftest import ALT, KEY, at, path_of, value
from ui.forms.choosing import ChoiceField
from ui.forms.filling import Filling
from ui.forms.searching import SearchField
from ui.forms.sheet import Sheet

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_choices_are_ranked_by_alt_arrows_and_digits(sheet, press):
    field = at(sheet, "order").field
    assert "还没有排序" in field.told.text()
    press(KEY.Key_Return)
    assert value(sheet, "order") is None
    at(sheet, "order")
    press(KEY.Key_Down, modifier=ALT)
    assert value(sheet, "order") == "video text live poll"
    press(KEY.Key_4)
    assert value(sheet, "order") == "video live poll text"
    press(KEY.Key_Up)
    press(KEY.Key_1)
    assert value(sheet, "order") == "poll video live text"
    press(KEY.Key_Up, modifier=ALT)
    assert value(sheet, "order") == "poll video live text"


def test_an_order_is_taken_as_it_stands_by_space_and_back_by_delete(sheet, press):
    at(sheet, "order")
    press(KEY.Key_Space)
    assert value(sheet, "order") == "text video live poll"
    press(KEY.Key_Delete)
    assert not value(sheet, "order")


def test_the_words_below_a_ranking_have_room_for_all_their_lines(sheet):
    field = at(sheet, "order").field
    QApplication.processEvents()
    assert field.told.geometry().top() > field.list.geometry().bottom()
    assert field.told.height() >= field.told.heightForWidth(field.told.width())


def test_arrows_leave_a_ranking_at_its_ends(sheet, press):
    at(sheet, "order")
    press(*[KEY.Key_Down] * 4)
    assert sheet.path == path_of(sheet, "clear")


def test_an_acknowledgement_is_given_and_taken_back_by_its_number(sheet, press):
    at(sheet, "read")
    press(KEY.Key_1)
    assert value(sheet, "read") == "OK"
    press(KEY.Key_1)
    assert not value(sheet, "read")


def test_a_file_is_chosen_and_kept_under_its_name(sheet, press, file_at, tmp_path):
    (tmp_path / "首页.png").write_bytes(png())
    file_at(tmp_path / "首页.png")
    at(sheet, "photo")
    press(KEY.Key_O, modifier=CONTROL)
    assert value(sheet, "photo") == "首页.png"
    (piece,) = sheet.filling.evidence[path_of(sheet, "photo")]
    assert (piece.name, piece.size) == ("首页.png", len(png()))


def test_a_choice_of_file_thought_better_of_changes_nothing(sheet, press, file_at):
    file_at()
    at(sheet, "photo")
    press(KEY.Key_O, modifier=CONTROL)
    assert value(sheet, "photo") is None


def test_a_copied_file_is_kept_and_text_stays_a_name(sheet, press, tmp_path):
    (tmp_path / "录音.mp3").write_bytes(MP3)
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path / "录音.mp3"))])
    QGuiApplication.clipboard().setMimeData(content)
    at(sheet, "sound")
    press(KEY.Key_V, modifier=CONTROL)
    assert value(sheet, "sound") == "录音.mp3"
    QGuiApplication.clipboard().setText("另一个.mp4")
    at(sheet, "film")
    press(KEY.Key_V, modifier=CONTROL)
    press(KEY.Key_Return)
    assert value(sheet, "film") == "另一个.mp4"
    assert path_of(sheet, "film") not in sheet.filling.evidence


def test_a_table_has_its_choices_in_columns_under_one_head(sheet, press):
    question = at(sheet, "clear")
    QApplication.processEvents()
    assert sheet.view.title.text() == "列表表格"
    rows = [sheet.question(path_of(sheet, n)) for n in ("clear", "quick_reply", "useful")]
    places = [
        [button.mapTo(sheet, button.rect().topLeft()).x() for button in row.field.buttons]
        for row in rows
    ]
    assert places[0] == places[1] == places[2]
    assert [button.text() for button in question.field.buttons] == ["1", "2", "3", "4", "5"]
    press(KEY.Key_4, KEY.Key_Return, KEY.Key_2)
    assert (value(sheet, "clear"), value(sheet, "quick_reply")) == ("s3", "s1")


def test_a_note_is_read_and_not_stopped_at(sheet, press):
    at(sheet, "useful")
    press(KEY.Key_Return)
    assert sheet.path == path_of(sheet, "read")


def test_the_whole_form_is_gone_through_by_enter_and_every_type_keeps_the_keyboard(sheet, press):
    asked = [i.path for s in sheet.filling.sections for i in s.items if i.is_asked]
    seen = []
    sheet.go_to(asked[0])
    while not seen or sheet.path != seen[-1]:
        seen.append(sheet.path)
        press(KEY.Key_Return)
    table_head = [p for p in asked if p not in seen]
    assert seen == [p for p in asked if p not in table_head]
    assert [p.rpartition("/")[2][:8] for p in table_head] == ["reserved"]


NAMES = [
    "title", "said", "posts", "score", "picked", "last", "hour", "moment", "open", "forms",
    "where", "short", "order", "clear", "read", "photo", "code", "place",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_hears_name_and_hint_of_every_type(sheet, name):
    question = at(sheet, name)
    for widget in question.field.inputs:
        heard = QAccessible.queryAccessibleInterface(widget)
        assert question.item.label in heard.text(QAccessible.Text.Name)
        assert question.item.hint in heard.text(QAccessible.Text.Description)


@pytest.mark.parametrize("case", [("hour", "99", "要填时间"), ("title", "", "照原样抄写")])
def test_a_reader_hears_refusal_and_value(sheet, press, write, case):
    name, text, told = case
    question = at(sheet, name)
    write(text)
    press(KEY.Key_Return)
    heard = QAccessible.queryAccessibleInterface(question.field.inputs[0])
    assert told in heard.text(QAccessible.Text.Description)
    assert heard.text(QAccessible.Text.Value) == text


def test_choices_that_become_many_are_searched(qtbot, session):
    from tests.unit.forms.workbooks import row, workbook  # noqa: PLC0415

    choices = [("group", "few", "少"), ("group", "many", "多")]
    choices += [("item", f"x{n}", f"项{n}", "few" if n < 3 else "many") for n in range(20)]
    survey = [
        row("select_one group", "g"),
        row("select_one item", "i", choice_filter="extra = ${g}"),
    ]
    form = publish(session.desk, workbook(survey, choices), "f.xlsx")
    sheet = Sheet(Filling(session, begin(session.desk, Occasion("示例普法", form)), read_date))
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.filling.take(path_of(sheet, "g"), "few")
    assert isinstance(at(sheet, "i").field, ChoiceField)
    sheet.filling.take(path_of(sheet, "g"), "many")
    field = at(sheet, "i").field
    assert isinstance(field, SearchField)
    assert len(field.offered) == 17
