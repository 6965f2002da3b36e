"""Going through an inspection by keyboard: sections, questions, what a reader hears."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.data.offices import LAW
from tests.ui.clerk import CONTROL, KEY, at_work

# going about


def test_sections_are_stepped_through_by_key(town):
    assert town.at() == "last_update"
    town.press(KEY.Key_Down, modifier=CONTROL)
    assert town.at() == "interaction"
    town.press(KEY.Key_Up, modifier=CONTROL)
    assert town.at() == "last_update"
    town.press(KEY.Key_Up, modifier=CONTROL)
    assert town.sheet.sections.currentRow() == 0


def test_arrow_keys_go_from_question_to_question_and_answer_nothing(town):
    town.go("serious_error")
    town.press(KEY.Key_Down)
    assert town.at() == "leak"
    town.press(KEY.Key_Up)
    assert town.at() == "serious_error"
    assert town.question().item.answer is None


def test_an_answer_is_taken_back_by_delete(town):
    town.go("interaction")
    town.press(KEY.Key_2)
    town.press(KEY.Key_Delete)
    assert town.question().field.chosen == []
    assert town.answers()["interaction"] == ""


def test_the_list_of_sections_tells_how_far_each_is(town):
    entry = town.sheet.sections.item(4)
    heard = Qt.ItemDataRole.AccessibleTextRole
    assert entry.data(heard) == "内容安全与弄虚作假，已答 0，共 5 项"
    town.go("leak")
    town.press(KEY.Key_1)
    assert entry.data(heard) == "内容安全与弄虚作假，已答 1，共 5 项"
    assert town.page.filling.total.text() == "1/7"


def test_an_app_is_asked_whether_it_works_others_are_not(qtbot, tmp_path):
    app = {"name": "示例掌上通", "platform": "移动客户端", "last_update": "2024-05-01"}
    with at_work(qtbot, tmp_path / "d", app, LAW) as clerk:
        clerk.check("示例掌上通")
        assert clerk.question("app_unusable").isVisible()
        clerk.press(KEY.Key_Escape)
        clerk.check("示例普法")
        clerk.go("leak")
        asked = clerk.sheet.stack.currentWidget().questions.values()
        assert [q.item.name for q in asked if q.isVisible()][-1] == "fake_engagement"


def test_keys_build_no_widgets_anew(town):
    town.go("serious_error")
    town.press(KEY.Key_2)
    before = set(town.page.filling.findChildren(QWidget))
    town.press(KEY.Key_1, KEY.Key_2, KEY.Key_1, KEY.Key_2)
    assert set(town.page.filling.findChildren(QWidget)) == before


def test_the_first_finding_builds_what_shows_it_and_nothing_for_other_questions(town):
    town.go("serious_error")
    before = set(town.page.filling.findChildren(QWidget))
    town.press(KEY.Key_2)
    new = set(town.page.filling.findChildren(QWidget)) - before
    question, panel = town.question("serious_error"), town.sheet.conclusion
    around = [w for w in new if not (question.isAncestorOf(w) or panel.isAncestorOf(w))]
    assert around == []
    assert len([w for w in new if w.objectName() == "finding"]) == 1
    others = [q for path, q in town.sheet.view.questions.items() if q is not question]
    assert not any({"found", "evidence", "note", "fault"} & vars(q).keys() for q in others)


# hearing


def test_every_input_has_its_name_value_and_message_for_a_reader(town):
    line = town.question("last_update").field.line
    assert line.accessibleName() == "最近一次更新是哪一天？"
    assert "台账带入，回车确认" in line.accessibleDescription()
    assert "共49天未更新" in line.accessibleDescription()
    town.go("interaction")
    town.press(KEY.Key_2)
    buttons = town.question().field.inputs
    assert [b.accessibleName() for b in buttons][:2] == [
        "有没有一种能用的互动方式？ 有",
        "有没有一种能用的互动方式？ 没有",
    ]
    assert [b.isChecked() for b in buttons] == [False, True, False]
    assert "没有找到能用的互动方式" in buttons[1].accessibleDescription()


def test_tab_stops_once_at_each_question_in_reading_order(town):
    town.go("serious_error")
    names = []
    for _stop in range(4):
        names.append(QApplication.focusWidget().accessibleName())
        town.press(KEY.Key_Tab)
    assert [name.rpartition(" ")[0][:8] for name in names] == [
        "有没有出现严重表",
        "有没有泄露国家秘",
        "有没有发布或者链",
        "有没有因为发布内",
    ]
