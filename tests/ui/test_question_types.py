"""Every question type of XLSForm, answered by keyboard alone and heard by a reader."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.usecases.forms import publish
from govmedia_desktop.usecases.inspections import Occasion, begin
from tests.data.all_types import PLACES, all_types
from tests.data.offices import LAW, office
from ui.forms.choosing import ChoiceField
from ui.forms.filling import Filling
from ui.forms.searching import SearchField
from ui.forms.sheet import Sheet
from ui.session import Session
from ui.tasks import InlinePool, Tasks

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(tmp_path, qapp):
    with office(tmp_path / "数据", [LAW], forms=False) as desk:
        yield Session(desk, Tasks(InlinePool()), office="示例县")


@pytest.fixture
def sheet(qtbot, session):
    form = publish(session.desk, all_types(), "演示表.xlsx")
    made = Sheet(Filling(session, begin(session.desk, Occasion("示例普法", form)), read_date))
    qtbot.addWidget(made)
    made.resize(1100, 620)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def press(qtbot):
    def pressed(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return pressed


@pytest.fixture
def write(qtbot):
    def written(text):
        line = QApplication.focusWidget()
        if text.isascii():
            qtbot.keyClicks(line, text)
        else:  # what an input method commits
            (getattr(line, "insertPlainText", None) or line.insert)(text)
            if hasattr(line, "textEdited"):
                line.textEdited.emit(text)

    return written


def path_of(sheet, name):
    return resolve(sheet.filling.inspection.compiled, name)


def at(sheet, name):
    sheet.go_to(path_of(sheet, name))
    return sheet.question(path_of(sheet, name))


def value(sheet, name):
    answer = sheet.filling.inspection.run.answers().get(path_of(sheet, name))
    return answer.value if answer else None


@pytest.mark.parametrize(
    "case",
    [
        ("title", "搬迁公告", "搬迁公告"),
        ("number", "0012", "0012"),
        ("posts", "31", "31"),
        ("share", "40.5", "40.5"),
        ("score", "7", "7"),
        ("tall", "2.5", "2.5"),
        ("picked", "7", "7"),
        ("last", "5-1", "2024-05-01"),
        ("hour", "9:30", "09:30:00"),
        ("moment", "5-1 9:30", "2024-05-01T09:30:00"),
        ("moment", "2024-05-01 09:30", "2024-05-01T09:30:00"),
        ("photo", "a/b.png", "a/b.png"),
        ("sound", "x.mp3", "x.mp3"),
        ("film", "x.mp4", "x.mp4"),
        ("paper", "x.pdf", "x.pdf"),
        ("code", "http://weixin/1", "http://weixin/1"),
        ("place", "31.86 117.28", "31.86 117.28 0 0"),
        ("way", "1 2; 3 4", "1 2 0 0; 3 4 0 0"),
        ("area", "1 2; 3 4; 5 6", "1 2 0 0; 3 4 0 0; 5 6 0 0"),
    ],
)
def test_what_is_typed_is_taken_by_enter(sheet, press, write, case):
    name, text, kept = case
    at(sheet, name)
    write(text)
    press(KEY.Key_Return)
    assert value(sheet, name) == kept
    assert sheet.path != path_of(sheet, name)


@pytest.mark.parametrize(
    "case",
    [
        ("hour", "25:00", "要填时间"),
        ("moment", "5-1 99", "要填日期和时间"),
        ("score", "11", "0到10之间"),
        ("tall", "2.3", "相差0.5"),
        ("place", "北京", "纬度和经度"),
        ("way", "1 2", "两个以上的点"),
        ("where", "没有的地方", "没有“没有的地方”这个选项"),
    ],
)
def test_what_cannot_stand_is_said_and_kept_for_mending(sheet, press, write, case):
    name, text, told = case
    question = at(sheet, name)
    write(text)
    press(KEY.Key_Return)
    assert told in question.fault.text()
    assert (question.field.line.text(), value(sheet, name)) == (text, None)
    assert sheet.path == path_of(sheet, name)


def test_a_text_of_several_lines_keeps_its_lines(sheet, press, write):
    paper = at(sheet, "said").field.paper
    write("第一行")
    press(KEY.Key_Return, modifier=SHIFT)
    write("第二行")
    press(KEY.Key_Up)
    assert paper.textCursor().blockNumber() == 0
    press(KEY.Key_Down, KEY.Key_Down)
    assert sheet.path == path_of(sheet, "number")
    assert value(sheet, "said") == "第一行\n第二行"
    at(sheet, "said")
    press(KEY.Key_Return)
    assert sheet.path == path_of(sheet, "number")


def test_a_slash_is_a_sign_of_a_text_and_opens_a_note_elsewhere(sheet, press, write):
    question = at(sheet, "title")
    write("a/b")
    assert (question.field.line.text(), question.note.isHidden()) == ("a/b", True)
    question = at(sheet, "posts")
    press(KEY.Key_Slash)
    assert not question.note.isHidden()


def test_a_range_goes_step_by_step(sheet, press):
    question = at(sheet, "score")
    press(KEY.Key_Plus, KEY.Key_Plus, KEY.Key_Plus, KEY.Key_Minus)
    assert (value(sheet, "score"), question.field.slider.value()) == ("1", 1)
    press(KEY.Key_Minus, KEY.Key_Minus)
    assert value(sheet, "score") == "0"


def test_a_slider_let_go_is_an_answer(sheet):
    field = at(sheet, "tall").field
    field.slider.setSliderDown(True)
    field.slider.setSliderPosition(3)
    assert field.line.text() == "1.5"
    field.slider.setSliderDown(False)
    assert value(sheet, "tall") == "1.5"
    assert field.slider.orientation() == Qt.Orientation.Vertical


def test_one_of_few_choices_is_chosen_by_its_number(sheet, press):
    at(sheet, "open")
    press(KEY.Key_1)
    assert value(sheet, "open") == "yes"
    press(KEY.Key_Delete)
    assert not value(sheet, "open")


def test_a_quick_choice_goes_on_at_once(sheet, press):
    at(sheet, "fast")
    press(KEY.Key_2)
    assert (value(sheet, "fast"), sheet.path) == ("no", path_of(sheet, "even"))


def test_likert_and_columns_are_as_wide_as_each_other(sheet):
    for name, row in (("content", None), ("even", 2)):
        buttons = at(sheet, name).field.buttons
        QApplication.processEvents()
        assert len({button.width() for button in buttons}) == 1
        top = [button for button in buttons if button.y() == buttons[0].y()]
        assert row is None or len(top) == row


def test_a_long_list_is_searched_and_chosen_by_enter(sheet, press, write):
    field = at(sheet, "where").field
    assert isinstance(field, SearchField)
    assert (len(field.offered), field.list.isHidden()) == (len(PLACES), False)
    write("街")
    assert field.offered == ["p11"]
    press(KEY.Key_Return)
    assert (value(sheet, "where"), field.line.text()) == ("p11", "示例街道")
    assert sheet.path == path_of(sheet, "short")


def test_a_folded_list_opens_by_typing_or_by_alt_down(sheet, press, write):
    field = at(sheet, "short").field
    assert field.list.isHidden()
    press(KEY.Key_Down, modifier=ALT)
    assert not field.list.isHidden()
    press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert value(sheet, "short") == "p1"
    assert field.list.isHidden()


def test_arrows_leave_a_folded_list_alone(sheet, press):
    at(sheet, "short")
    press(KEY.Key_Down)
    assert (value(sheet, "short"), sheet.path) == (None, path_of(sheet, "several"))


def test_an_emptied_search_takes_the_choice_back(sheet, press, write):
    at(sheet, "where")
    write("街")
    press(KEY.Key_Return)
    field = at(sheet, "where").field
    field.line.clear()
    press(KEY.Key_Return)
    assert not value(sheet, "where")


def test_several_of_a_long_list_are_marked_one_after_another(sheet, press, write):
    field = at(sheet, "several").field
    for text in ("街", "乡"):
        write(text)
        press(KEY.Key_Return)
    assert value(sheet, "several") == "p11 p10"
    assert field.told.text() == "已选：示例街道、示例乡"
    write("街")
    press(KEY.Key_Return)
    assert value(sheet, "several") == "p10"
    press(KEY.Key_Return)
    assert sheet.path == path_of(sheet, "order")


def test_every_input_begins_where_its_question_begins(sheet):
    shifted = []
    for number in range(len(sheet.filling.sections)):
        sheet.open_section(number)
        QApplication.processEvents()
        for path, question in sheet.view.questions.items():
            left = min(w.mapTo(question, w.rect().topLeft()).x() for w in question.field.inputs)
            in_table = "list-nolabel" in question.item.appearance
            if left != question.label.x() and not in_table and question.isVisible():
                shifted.append((path, left))
    assert shifted == []


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


def test_a_file_is_chosen_by_its_name(sheet, press, file_at, tmp_path):
    file_at(tmp_path / "首页.png")
    at(sheet, "photo")
    press(KEY.Key_O, modifier=CONTROL)
    assert value(sheet, "photo") == "首页.png"


def test_a_choice_of_file_thought_better_of_changes_nothing(sheet, press, file_at):
    file_at()
    at(sheet, "photo")
    press(KEY.Key_O, modifier=CONTROL)
    assert value(sheet, "photo") is None


def test_a_copied_file_is_pasted_by_its_name_and_text_as_text(sheet, press, tmp_path):
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
