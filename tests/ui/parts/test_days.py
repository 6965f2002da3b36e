"""Days and spans as people type and choose them."""

from datetime import date

import pytest

from govmedia_desktop.domain.periods import Period, quarter_of
from ui.parts.days import OWN_SPAN, DayField, SpanChooser

Q4 = quarter_of(date(2026, 11, 21))
Q3 = quarter_of(date(2026, 8, 1))


@pytest.mark.parametrize(
    "text", ["2026-10-01", "2026/10/1", "2026年10月1日", "20261001", " 2026.10.01 "]
)
def test_a_day_is_read_as_people_write_it(qtbot, text):
    field = DayField("起始日期")
    qtbot.addWidget(field)
    field.setText(text)
    assert field.day == date(2026, 10, 1)
    assert not field.wrong


@pytest.mark.parametrize("text", ["10-01", "2026-02-30", "明天", "2026-1"])
def test_what_is_no_day_is_shown_as_wrong(qtbot, text):
    field = DayField("起始日期")
    qtbot.addWidget(field)
    field.setText(text)
    field.editingFinished.emit()
    assert field.day is None
    assert field.property("wrong") is True


def test_an_empty_field_is_not_wrong(qtbot):
    field = DayField("起始日期")
    qtbot.addWidget(field)
    assert (field.day, field.wrong, field.accessibleName()) == (None, False, "起始日期")


@pytest.fixture
def chooser(qtbot):
    made = SpanChooser()
    qtbot.addWidget(made)
    made.offer([(Q4.label, Q4), (Q3.label, Q3)])
    made.show()
    return made


@pytest.fixture
def changes(chooser):
    seen = []
    chooser.changed.connect(lambda: seen.append(chooser.span))
    return seen


def type_days(chooser, start, end):
    chooser.box.setCurrentText(OWN_SPAN)
    for field, text in ((chooser.start, start), (chooser.end, end)):
        field.setText(text)
        field.editingFinished.emit()


def test_the_first_span_is_chosen_and_another_can_be(chooser, changes):
    assert chooser.span == Q4
    chooser.box.setCurrentIndex(1)
    assert changes == [Q3]


def test_two_days_make_a_span_once_both_are_typed(chooser, changes):
    type_days(chooser, "2026-04-01", "2026-06-15")
    assert changes == [Period(date(2026, 4, 1), date(2026, 6, 15))]
    assert chooser.fault.isHidden()


def test_days_the_wrong_way_round_are_told_beside_them_and_change_nothing(chooser, changes):
    type_days(chooser, "2026-06-15", "2026-04-01")
    assert changes == []
    assert chooser.fault.text() == "✗ 起始日期晚于截止日期，请改一个；下面还是改之前的结果。"


def test_another_offer_keeps_what_was_chosen_where_it_is_still_there(chooser):
    chooser.box.setCurrentIndex(1)
    chooser.offer([("全部", None), (Q3.label, Q3)])
    assert chooser.span == Q3
    chooser.offer([("全部", None)])
    assert chooser.span is None
    assert chooser.complete
