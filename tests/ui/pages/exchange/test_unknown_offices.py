"""接收 → 待核对的单位: who sent this, answered with one key and taken back."""

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange.unknown_offices import list_unknown
from govmedia_desktop.usecases.offices.known import find_office, list_offices
from tests.data.county import owner_name, township_file
from ui.pages.exchange import ExchangePage

CTRL = Qt.KeyboardModifier.ControlModifier
TOWN = "大溪镇人民政府"


@pytest.fixture
def receiving(qtbot, session_at, tmp_path):
    """The page after the file of 大溪镇 came, which the county lists as 柳溪镇, its name before."""
    session = session_at()
    known = find_office(session.desk, owner_name("柳溪镇"))
    values = {"name": "大溪街道", "former_names": {TOWN: "2026-06-30"}}
    session.desk.record([Edit(known.id, "office", values)])
    page = ExchangePage(session)
    qtbot.addWidget(page)
    page.show()
    page.take_in([township_file(tmp_path / "镇", "大溪镇")])
    page.receiving.previewing.confirm.trigger()
    return page.receiving


def texts(card):
    return [action.text() for action in (*card.same, card.new)]


def test_the_line_of_its_file_says_that_the_office_waits(receiving):
    (line,) = receiving.results.lines
    assert line.words.text().endswith("单位待核对，见下")


def test_the_card_tells_who_it_may_be_and_why(receiving):
    (card,) = receiving.unknown.cards
    assert receiving.unknown.title.text() == "待核对的单位 1 个"
    assert texts(card) == ["就是“大溪街道”", "是新的单位"]
    words = " ".join(label.text() for label in card.findChildren(type(receiving.unknown.title)))
    assert "曾用名相同，用到 2026-06-30" in words
    assert "发来文件的单位" in words


SAME = (Qt.Key.Key_J, "就是“大溪街道”，合在一起，只计一次", 1)
NEW = (Qt.Key.Key_N, "记为新的单位", 2)


@pytest.mark.parametrize("case", [SAME, NEW])
def test_one_key_decides_and_one_press_takes_it_back(qtbot, receiving, heard, case):
    key, told, standing = case
    desk, said = receiving._session.desk, heard(receiving._session)
    receiving.setFocus()
    qtbot.keyClick(receiving, key, CTRL)
    assert told in said[-1].text
    assert receiving.unknown.isHidden()
    assert len([o for o in list_offices(desk) if "大溪" in o.name]) == standing
    said[-1].pressed()
    assert len(receiving.unknown.cards) == 1
    assert len(list_unknown(desk)) == 1


def test_any_other_office_is_chosen_from_the_list_and_only_the_button_decides(receiving):
    (card,) = receiving.unknown.cards
    assert not card.take.isEnabled()
    card.others.setCurrentText(owner_name("石桥镇"))
    assert len(list_unknown(receiving._session.desk)) == 1
    card.take.trigger()
    assert list_unknown(receiving._session.desk) == []


def test_what_cannot_be_is_said_and_nothing_changes(receiving, heard):
    said = heard(receiving._session)
    (card,) = receiving.unknown.cards
    card.others.setCurrentText("示例县人民政府办公室")
    card.take.trigger()
    assert "上下级" in said[-1].text
    assert len(list_unknown(receiving._session.desk)) == 1


def test_many_that_are_like_nobody_are_new_at_one_press(receiving, tmp_path, heard):
    said = heard(receiving._session)
    towns = [f"新{n}镇" for n in "一二三四五六"]
    receiving.take_in([township_file(tmp_path / town, town) for town in towns])
    receiving.previewing.confirm.trigger()
    unknown = receiving.unknown
    assert unknown.title.text() == "待核对的单位 7 个"
    assert unknown.more.text() == "还有 2 个，核对完上面的就会出现"
    assert unknown.all_new.text() == "没有相近单位的 6 个都是新的单位"
    unknown.all_new.trigger()
    assert unknown.title.text() == "待核对的单位 1 个"
    assert not unknown.all_new.isVisible()
    said[-1].pressed()
    assert unknown.title.text() == "待核对的单位 7 个"
