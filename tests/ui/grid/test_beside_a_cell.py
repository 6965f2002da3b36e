"""Beside the cell one is at: whose it is, what may be typed, why a text was not taken."""

from tests.ui.grid.conftest import JUSTICE, KEY, ORDER, TOWN


def beside(clerk):
    return clerk.grid.detail


def at_verdict(clerk, account):
    clerk.table.go_to(ORDER.index(account), clerk.grid.model.columnCount() - 1)


def test_a_cell_says_whose_it_is_what_is_asked_and_what_may_be_typed(clerk):
    clerk.at(JUSTICE, "interaction")
    assert beside(clerk).asked.text().startswith(f"{JUSTICE} · ")
    assert "可填：1 " in beside(clerk).how.text()
    clerk.at(JUSTICE, "last_update")
    assert "可写 11-06" in beside(clerk).how.text()


def test_at_the_end_of_a_row_stands_its_conclusion_with_the_problems(clerk):
    clerk.put(TOWN, leak="1")
    at_verdict(clerk, TOWN)
    assert beside(clerk).asked.text().startswith(f"{TOWN} · 结论")
    clerk.put(TOWN, leak="2")
    at_verdict(clerk, TOWN)
    assert "：" in beside(clerk).asked.text()
    assert beside(clerk).how.text() == ""
    assert not beside(clerk).reason.isVisible()


def test_a_text_that_was_not_taken_is_told_with_what_still_stands(clerk):
    clerk.put(TOWN, interaction="1")
    before = clerk.text(TOWN, "interaction")
    clerk.put(TOWN, interaction="好像有")
    clerk.at(TOWN, "interaction")
    said = beside(clerk).reason.words.text()
    assert said.startswith("没有接受：")
    assert said.endswith("还在")
    clerk.grid.mending.trigger()
    assert clerk.grid.faults.count == 0
    assert clerk.text(TOWN, "interaction") == before
    assert not beside(clerk).reason.isVisible()


def test_a_digit_in_the_conclusion_answers_nothing(clerk):
    at_verdict(clerk, TOWN)
    clerk.press(KEY.Key_1)
    assert clerk.on_disk().get(TOWN, {}) == {}


def test_a_refused_text_that_is_emptied_leaves_what_stood_there_and_delete_again_clears_it(clerk):
    clerk.put(TOWN, interaction="1")
    clerk.put(TOWN, interaction="好像有")
    clerk.at(TOWN, "interaction")
    clerk.press(KEY.Key_Delete)
    assert clerk.text(TOWN, "interaction") == "有"
    assert clerk.on_disk()[TOWN]["interaction"] == "yes"
    clerk.press(KEY.Key_Delete)
    assert clerk.text(TOWN, "interaction") == ""
    assert not clerk.on_disk()[TOWN]["interaction"]


def test_where_nothing_stood_before_a_refused_text_leaves_nothing_behind(clerk):
    clerk.put(TOWN, interaction="好像有")
    assert clerk.grid.faults.count == 1
    clerk.grid.mending.trigger()
    assert clerk.grid.faults.count == 0
    assert clerk.text(TOWN, "interaction") == ""
    assert TOWN not in clerk.on_disk()
    clerk.grid.entering.history.undo()
    assert clerk.grid.faults.count == 1
