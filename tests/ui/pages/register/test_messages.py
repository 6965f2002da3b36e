"""互动: what waits stands first, questions and answers are put down, figures follow by quarter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from govmedia_desktop.usecases.activity.messages import add_message, list_messages
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from tests.unit.desks import add
from ui.pages.register import RegisterPage


@pytest.fixture
def desk_with(session):
    for name, owner in (("示例发布", "县政府办"), ("示例公安", "县公安局")):
        add(session.desk, name, owner=owner)
    return session.desk


@pytest.fixture
def page(qtbot, session, desk_with):
    made = RegisterPage(session)
    qtbot.addWidget(made)
    made.resize(1200, 720)
    made.show()
    return made


@pytest.fixture
def messages(page):
    page.list.messages.trigger()
    return page.messages


def asked(desk, content, account="示例发布", **others):
    return add_message(desk, account, {"content": content, "asked": "2026-11-02", **others})


def shown(messages):
    model = messages.panel.model
    return [(model.index(r, 0).data(), model.index(r, 1).data()) for r in range(model.rowCount())]


def give(field, text):
    field.show_text(text)
    field._give()


def test_an_empty_page_says_what_it_is_for_and_begins_a_question(messages, session):
    assert messages.listing.currentIndex() == 0
    assert not messages.fold.isVisible()
    messages.add.trigger()
    details = messages.details
    buttons = messages.findChildren(QAbstractButton)
    assert [b.text() for b in buttons if b.property("primary") and b.isVisible()] == ["登记"]
    details.account.show_text("示例公安")
    details.fields["content"].show_text("医保怎么缴")
    details.fields["asked"].show_text("11-20")
    details.enter.trigger()
    (told,) = list_messages(session.desk)
    assert (told.message.content, told.message.asked) == ("医保怎么缴", "2026-11-20")
    assert told.listed.account.name == "示例公安"
    assert shown(messages)[0][1] == "医保怎么缴"
    assert messages.tabs.tabText(0) == "留言与答复 1"


def test_accounts_of_one_name_are_told_apart_where_one_is_chosen(messages, session):
    add(session.desk, "示例公安", platform="weibo", owner="县公安局")
    messages.add.trigger()
    box = messages.details.account.input
    assert [box.itemText(n) for n in range(box.count())] == [
        "示例公安 · 微信公众号 · 县公安局",
        "示例公安 · 新浪微博 · 县公安局",
        "示例发布",
    ]


def test_what_waits_longest_over_its_term_stands_first(messages, session):
    set_parameter(session.desk, NewParameter("reply_days", "5", "县规定"))
    asked(session.desk, "已答", answered="2026-11-03")
    asked(session.desk, "超期")
    asked(session.desk, "还早", due="2026-11-30")
    messages.refresh()
    assert [row[1] for row in shown(messages)] == ["超期", "还早", "已答"]
    assert shown(messages)[0][0].endswith("超期未答复")


def test_without_a_term_nothing_is_late(messages, session):
    asked(session.desk, "医保")
    messages.refresh()
    assert shown(messages)[0][0].endswith("待答复")


def test_an_answer_is_saved_as_its_fields_are_left(messages, session):
    asked(session.desk, "医保")
    messages.refresh()
    give(messages.details.fields["answered"], "11-05")
    give(messages.details.fields["quality"], "答非所问")
    (told,) = list_messages(session.desk)
    assert (told.message.answered, told.message.days) == ("2026-11-05", 3)
    assert told.message.quality.value == "答非所问"


def test_enter_leads_to_the_answer_where_there_is_no_room_for_it(qtbot, page, messages, session):
    asked(session.desk, "医保")
    page.resize(700, 500)
    messages.refresh()
    assert not messages.details.isVisible()
    qtbot.keyClick(messages.panel.table, Qt.Key.Key_Return)
    assert messages.details.fields["answered"].input.isVisible()
    messages.fold.trigger()
    assert not messages.details.isVisible()


def test_what_cannot_be_is_refused_beside_its_field_and_stays_typed(messages, session):
    asked(session.desk, "医保")
    messages.refresh()
    field = messages.details.fields["answered"]
    give(field, "2026-11-01")
    assert "没有保存" in field.fault.text()
    assert field.text == "2026-11-01"
    give(field, "2026-12-01")
    assert "晚于今天" in field.fault.text()
    assert list_messages(session.desk)[0].message.answered is None


def test_a_question_without_words_is_not_entered(messages, session):
    messages.add.trigger()
    messages.details.enter.trigger()
    assert messages.details.fields["content"].fault.text().endswith("请写明问了什么")
    assert list_messages(session.desk) == []


def test_escape_leaves_the_question_first_and_then_the_page(qtbot, page, messages):
    messages.add.trigger()
    qtbot.keyClick(messages, Qt.Key.Key_Escape)
    assert not messages.details.is_new
    assert page.currentWidget() is messages
    qtbot.keyClick(messages, Qt.Key.Key_Escape)
    assert page.currentWidget() is page.list


def test_figures_stand_by_unit_and_theme_quarter_by_quarter(messages, session):
    asked(session.desk, "甲", answered="2026-11-03", theme="医保", quality="生硬冷漠")
    asked(session.desk, "乙", theme="医保")
    add_message(session.desk, "示例公安", {"content": "丙", "asked": "2026-08-03"})
    messages.tabs.setCurrentIndex(1)
    messages.refresh()
    model = messages.feedback.panel.model

    def rows():
        return [[model.index(r, c).data() for c in range(7)] for r in range(model.rowCount())]

    assert rows() == [
        ["2026年第四季度", "县政府办", "2 条", "1 条", "1 条", "1 条", "1.0 个工作日"],
        ["2026年第三季度", "县公安局", "1 条", "0 条", "0 条", "0 条", ""],
    ]
    messages.feedback.group.setCurrentText("按主题")
    assert [row[1] for row in rows()] == ["医保", "未分类"]
