"""A township looks at its own accounts: it finds, and judges nobody (domain.md §8)."""

import pytest

from govmedia_desktop.domain.offices import Level
from tests.data.offices import LAW, TOWN_VOICE
from tests.ui.clerk import KEY, at_work, finish_looking


@pytest.fixture
def township(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "数据", TOWN_VOICE, LAW, level=Level.TOWNSHIP) as person:
        person.check("示例镇之声")
        yield person


def standing(clerk, name):
    return clerk.row(name).word


def test_what_fails_is_called_a_problem_found_as_soon_as_it_is_there(township):
    assert township.sheet.conclusion.pill.word.text() == "自查发现问题·待核实"
    township.press(KEY.Key_Return)
    assert township.sheet.conclusion.pill.word.text() == "自查发现问题"


def test_the_list_and_the_message_say_so_too(township):
    township.press(KEY.Key_Return)
    finish_looking(township)
    assert "检查完成：自查发现问题" in township.said[-1].text
    assert standing(township, "示例镇之声") == "自查发现问题"


def test_nothing_found_is_not_called_passed(township):
    township.type("2024-05-01")
    township.press(KEY.Key_Return)
    finish_looking(township)
    assert "检查完成：自查未发现问题" in township.said[-1].text
    assert standing(township, "示例镇之声") == "自查未发现问题"
