"""What is typed or pasted into a cell, read as an answer."""

from datetime import date

import pytest

from govmedia_desktop.usecases.inspections.typed_answers import read_answer
from tests.unit.forms.workbooks import compiled, row, run

DAY, TODAY = date(2024, 5, 6), date(2024, 5, 8)
CHOICES = [
    ("look", "none", "未发现"),
    ("look", "found", "发现"),
    ("look", "unchecked", "未检查"),
    ("level", "c", "3"),
    ("level", "b", "2"),
    ("level", "a", "1"),
    ("ways", "mail", "咨询信箱"),
    ("ways", "chat", "私信，含群聊"),
    ("ways", "menu", "菜单 入口"),
]


@pytest.fixture(scope="module")
def items():
    form = compiled(
        row("select_one look", "judged"),
        row("select_one level", "level"),
        row("select_multiple ways", "ways"),
        row("date", "day"),
        row("integer", "count"),
        row("text", "words"),
        choices=CHOICES,
    )
    return {item.name: item for item in run(form, str(DAY)).items()}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("judged", "1", "none"),
        ("judged", " ２ ", "found"),
        ("judged", "未发现", "none"),
        ("judged", "Found", "found"),
        ("judged", "?", "unchecked"),
        ("judged", "？", "unchecked"),
        ("level", "1", "a"),
        ("level", "c", "c"),
        ("ways", "1、3", "mail menu"),
        ("ways", "菜单 入口", "menu"),
        ("ways", "私信，含群聊", "chat"),
        ("ways", "咨询信箱；chat；1", "mail chat"),
        ("day", "4-28", "2024-04-28"),
        ("day", "昨天", "2024-05-07"),
        ("day", "0430", "2024-04-30"),
        ("day", "以后再说", "以后再说"),
        ("count", "12", "12"),
        ("words", " 有，但是没人管 ", " 有，但是没人管 "),
    ],
)
def test_a_text_is_read_as_it_was_meant(items, name, text, value):
    day = DAY if text != "昨天" else TODAY
    reading = read_answer(items[name], text, day, TODAY)
    assert (reading.value, reading.refusal) == (value, "")


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("judged", "4", "没有“4”这个选项；可填1 未发现、2 发现、3 未检查"),
        ("judged", "0", "没有“0”这个选项"),
        ("judged", "没发现", "没有“没发现”这个选项"),
        ("ways", "电话、1", "没有“电话”这个选项"),
        ("level", "?", "没有“未检查”可选"),
        ("day", "？", "没有“未检查”可选"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_can(items, name, text, why):
    assert why in read_answer(items[name], text, DAY, TODAY).refusal


def test_a_date_that_cannot_be_read_goes_to_the_form_with_the_reason(items):
    assert "没有“2-30”这一天" in read_answer(items["day"], "2-30", DAY, TODAY).doubt
    assert "晚于监测时间点" in read_answer(items["day"], "2024-05-07", DAY, TODAY).doubt
