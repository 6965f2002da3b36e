"""表格填: cells taken or refused one by one, saved at once, taken back exactly."""

from datetime import timedelta

import pytest

from govmedia_desktop.domain.inspections import Answer, Nature, Source
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.grid import filling as grid_filling
from govmedia_desktop.usecases.grid.counts import Counts
from govmedia_desktop.usecases.grid.filling import Step
from govmedia_desktop.usecases.grid.rows import FINISHED, Mark
from govmedia_desktop.usecases.inspections.filling import begin_in_period
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin, resume
from govmedia_desktop.usecases.inspections.taking import NOT_ASKED, Manner
from govmedia_desktop.usecases.periods import periods
from tests.data.offices import APP, LAW, TOWN_VOICE, office
from tests.unit.forms.workbooks import row, workbook
from tests.unit.grids import LOOKED, PASSED, Grid

TOWN, JUSTICE, PHONE = "示例镇之声", "示例普法", "示例掌上通"


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE, LAW, APP]) as opened:
        yield opened


@pytest.fixture
def grid(desk):
    return Grid(desk)


def on_disk(desk):
    """Values of all drafts by account and question."""
    names = {listed.account.id: listed.account.name for listed in Grid(desk).sheet.accounts}
    return {
        names[d.account]: {
            path.rpartition("/")[2]: answer.value
            for path, answer in drafts.answers(desk.db, d.id).items()
        }
        for d in drafts.drafts(desk.db)
    }


# as the guided form


def test_looking_at_the_grid_leaves_nothing_behind(grid, desk):
    assert len(list(grid.sheet.lines())) == 3
    assert drafts.drafts(desk.db) == []
    assert grid.cell(TOWN, "last_update").mark is Mark.WAITING
    assert grid.cell(TOWN, "last_update").text == "2024-03-18"
    assert grid.cell(TOWN, "interaction").mark is Mark.OPEN
    assert grid.cell(TOWN, "looked_at").mark is Mark.OPTIONAL


def test_a_row_is_opened_when_it_is_asked_for(grid):
    assert grid.sheet.opened == 0
    grid.cell(TOWN, "interaction")
    assert grid.sheet.opened == 1


def test_a_cell_is_on_the_disk_at_once_and_the_guided_form_goes_on_with_it(grid, desk):
    step = grid.put(TOWN, interaction="2")
    assert (step.taken, step.refused) == (1, 0)
    assert on_disk(desk) == {TOWN: {"interaction": "no"}}
    period = periods.current_period(desk)
    guided = begin_in_period(desk, period, Occasion(TOWN, "national-2019"))
    assert guided.run.verdict().vetoes[0].problem == "内容不更新"
    answer_all(guided, {"leak": "none"})
    assert Grid(desk).shown(TOWN)["leak"] == "未发现"


def test_the_grid_goes_on_with_what_the_guided_form_began(desk):
    period = periods.current_period(desk)
    guided = begin_in_period(desk, period, Occasion(JUSTICE, "national-2019"))
    answer_all(guided, {"interaction": "yes"})
    grid = Grid(desk)
    assert grid.shown(JUSTICE)["interaction"] == "有"
    grid.put(JUSTICE, leak="1")
    assert resume(desk, guided.draft.id).run.verdict().open_items
    assert on_disk(desk) == {JUSTICE: {"interaction": "yes", "leak": "none"}}


def test_verdict_and_findings_are_those_of_the_guided_form(grid, desk):
    grid.put(TOWN, **{**PASSED, "last_update": "=", "interaction": "没有"})
    in_grid = grid.verdict(TOWN)
    guided = begin(desk, Occasion(TOWN, "national-2019"))
    assert in_grid == guided.run.verdict()
    assert [f.problem for f in in_grid.findings] == ["内容不更新", "未提供有效互动功能"]


def test_the_first_cell_of_a_period_fixes_its_reference_day(grid, desk):
    period = periods.current_period(desk)
    grid.put(TOWN, interaction="1")
    later = desk.clock() + timedelta(days=3)
    desk.clock = lambda: later
    assert str(periods.reference_date(desk, period)) == "2024-05-06"


# cell by cell


def test_each_cell_is_taken_or_refused_by_itself(grid, desk):
    step = grid.put(TOWN, last_update="2024-05-30", interaction="也许", leak="1", looked_at="十")
    assert (step.taken, step.refused) == (1, 3)
    assert on_disk(desk) == {TOWN: {"leak": "none"}}
    faults = {f.question[:4]: (f.account, f.text, f.reason) for f in grid.sheet.faults()}
    assert faults["最近一次"][:2] == (TOWN, "2024-05-30")
    assert "监测时间点" in faults["最近一次"][2]
    assert faults["有没有一"][2] == "没有“也许”这个选项；可填1 有、2 没有、3 未检查"
    assert faults["抽看了几"][2] == "这里要填整数"
    assert grid.cell(TOWN, "interaction").mark is Mark.REFUSED
    assert grid.cell(TOWN, "interaction").text == "也许"


def test_a_refused_text_stays_until_it_is_mended_or_cleared(grid, desk):
    grid.put(TOWN, interaction="也许", looked_at="十")
    grid.sheet.refresh()
    assert len(grid.sheet.faults()) == 0  # rows are opened again when they are seen
    assert grid.cell(TOWN, "interaction").text == "也许"
    grid.put(TOWN, interaction="有")
    grid.put(TOWN, looked_at="")
    assert grid.sheet.faults() == []
    assert grid.cell(TOWN, "interaction").text == "有"
    assert grid.cell(TOWN, "looked_at").text == ""


def test_refused_texts_go_on_to_another_sheet(grid, desk):
    grid.put(TOWN, interaction="也许")
    again = Grid(desk, refused=grid.sheet.refused())
    assert again.cell(TOWN, "interaction").text == "也许"


def test_a_refusal_leaves_the_answer_that_stands(grid, desk):
    grid.put(TOWN, interaction="有")
    grid.put(TOWN, interaction="也许")
    assert on_disk(desk)[TOWN] == {"interaction": "yes"}
    assert grid.cell(TOWN, "interaction").item.value == "yes"


def test_what_is_not_asked_of_an_account_takes_nothing(grid):
    assert grid.cell(TOWN, "app_unusable").mark is Mark.ASIDE
    assert grid.cell(PHONE, "app_unusable").mark is Mark.OPEN
    grid.put(TOWN, app_unusable="1")
    assert grid.cell(TOWN, "app_unusable").reason == NOT_ASKED
    grid.put(TOWN, app_unusable="")
    assert grid.cell(TOWN, "app_unusable").text == "不用填"


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_columns_makes_no_difference(desk, order):
    survey = [
        row("text", "event", relevant="${hot} = 'yes'"),
        row("select_one yn", "hot"),
        row("text", "why", relevant="${hot} = 'no'"),
    ]
    publish(desk, workbook(survey, form_id="late"), "late.xlsx")
    grid = Grid(desk, "late")
    texts = [("event", "防汛"), ("hot", "是"), ("why", "不会在")]
    step = grid.put(TOWN, **dict(texts[::order]))
    assert (step.taken, step.refused) == (2, 1)
    assert grid.shown(TOWN) == {"event": "防汛", "hot": "是", "why": "不会在"}
    assert grid.cell(TOWN, "why").reason == NOT_ASKED
    assert on_disk(desk) == {TOWN: {"event": "防汛", "hot": "yes"}}


def test_an_answer_made_needless_by_its_own_paste_is_refused(desk):
    survey = [
        row("select_one yn", "hot"),
        row("text", "event", relevant="${hot} != 'no'"),
    ]
    publish(desk, workbook(survey, form_id="early"), "early.xlsx")
    grid = Grid(desk, "early")
    grid.put(TOWN, event="防汛")
    grid.put(TOWN, event="抗旱", hot="否")
    assert grid.cell(TOWN, "event").reason == NOT_ASKED
    assert on_disk(desk) == {TOWN: {"event": "防汛", "hot": "no"}}


def test_a_prefilled_value_is_confirmed_by_the_sign_for_it(grid, desk):
    grid.put(JUSTICE, last_update="=")
    cell = grid.cell(JUSTICE, "last_update")
    assert (cell.mark, cell.item.answer.source) == (Mark.GIVEN, Source.REGISTER)
    assert cell.item.answer.confirmed_by == "张三"
    grid.put(PHONE, last_update="=")
    assert "没有预先填好的内容" in grid.cell(PHONE, "last_update").reason


def test_what_is_pasted_is_kept_as_come_from_a_file(grid):
    grid.put(TOWN, Manner.PASTED, interaction="有", leak="未发现")
    sources = {grid.cell(TOWN, n).item.answer.source for n in ("interaction", "leak")}
    assert sources == {Source.FILE}


# taking back


def test_taking_back_restores_answers_confirmations_and_refused_texts(grid, desk):
    grid.put(TOWN, interaction="有", looked_at="十")
    before = drafts.answers(desk.db, drafts.drafts(desk.db)[0].id), grid.shown(TOWN)
    step = grid.put(TOWN, interaction="没有", looked_at="12", last_update="=", leak="发现")
    assert grid.shown(TOWN)["leak"] == "发现"
    after = grid.shown(TOWN)
    grid.sheet.take_back(step)
    assert (drafts.answers(desk.db, drafts.drafts(desk.db)[0].id), grid.shown(TOWN)) == before
    assert grid.cell(TOWN, "last_update").mark is Mark.WAITING
    grid.sheet.put_again(step)
    assert grid.shown(TOWN) == after
    assert Grid(desk).shown(TOWN) == after


def test_taking_back_the_first_answer_leaves_no_draft(grid, desk):
    step = grid.put(TOWN, interaction="有")
    grid.sheet.take_back(step)
    assert drafts.drafts(desk.db) == []
    grid.sheet.put_again(step)
    assert on_disk(desk) == {TOWN: {"interaction": "yes"}}


def test_two_steps_are_taken_back_as_one(grid, desk):
    puts = ((TOWN, "有"), (TOWN, "没有"), (JUSTICE, "有"))
    both = Step.of([grid.put(account, interaction=text) for account, text in puts])
    assert both.taken == 3
    grid.sheet.take_back(both)
    assert drafts.drafts(desk.db) == []
    grid.sheet.put_again(both)
    assert on_disk(desk)[TOWN] == {"interaction": "no"}


def test_a_write_that_fails_leaves_disk_and_grid_as_they_were(grid, desk, monkeypatch):
    grid.put(TOWN, interaction="有")

    def fails(*_):
        raise CannotWriteError("磁盘已满，刚才的改动没有保存。")

    monkeypatch.setattr(grid_filling, "set_reference_date", fails)
    grid.sheet.refresh()
    with pytest.raises(CannotWriteError):
        grid.put(TOWN, interaction="没有")
    assert grid.shown(TOWN)["interaction"] == "有"
    assert on_disk(desk) == {TOWN: {"interaction": "yes"}}


# few rows held open


@pytest.fixture
def narrow(grid, monkeypatch):
    """A grid that holds one row open: every other is opened again when it is asked for."""
    monkeypatch.setattr(grid_filling, "OPEN_ROWS", 1)
    return grid


def test_a_row_that_is_not_held_open_any_more_is_known_by_its_line(narrow, desk):
    first = narrow.sheet.row(narrow.row(TOWN))
    narrow.put(TOWN, interaction="没有", looked_at="十", leak="发现")
    narrow.put(JUSTICE, interaction="有")
    assert narrow.sheet.row(narrow.row(TOWN)) is not first
    assert narrow.shown(TOWN)["interaction"] == "没有"
    assert narrow.cell(TOWN, "looked_at").mark is Mark.REFUSED
    narrow.cell(PHONE, "interaction")
    assert [fault.account for fault in narrow.sheet.faults()] == [TOWN]
    assert narrow.sheet.leaks() == [TOWN]
    assert narrow.sheet.opened == 3
    assert narrow.sheet.line(narrow.row(TOWN)).touched
    assert len(drafts.drafts(desk.db)) == 2


def test_a_row_opened_again_goes_on_with_its_own_draft(narrow, desk):
    unbegun = narrow.sheet.row(narrow.row(TOWN)).inspection.draft.id
    narrow.cell(JUSTICE, "interaction")
    assert narrow.sheet.row(narrow.row(TOWN)).inspection.draft.id == unbegun
    for text in ("有", "没有"):
        narrow.put(TOWN, interaction=text)
        narrow.cell(JUSTICE, "interaction")
    assert [draft.id for draft in drafts.drafts(desk.db)] == [unbegun]
    assert on_disk(desk) == {TOWN: {"interaction": "no"}}


def test_what_was_put_into_many_rows_is_taken_back_and_put_again_whichever_are_open(narrow, desk):
    puts = ((TOWN, "有"), (JUSTICE, "没有"), (PHONE, "也许"))
    step = Step.of([narrow.put(account, interaction=text) for account, text in puts])
    after = [narrow.shown(account) for account in (TOWN, JUSTICE, PHONE)]
    narrow.sheet.take_back(step)
    assert drafts.drafts(desk.db) == []
    assert narrow.sheet.faults() == []
    narrow.sheet.put_again(step)
    assert [narrow.shown(account) for account in (TOWN, JUSTICE, PHONE)] == after
    assert len(drafts.drafts(desk.db)) == 2


def test_a_write_that_fails_gives_back_a_row_begun_before_with_its_draft(grid, desk, monkeypatch):
    grid.put(TOWN, interaction="有")
    monkeypatch.setattr(grid_filling, "set_reference_date", _no_room)
    grid.sheet._day_stands = False
    with pytest.raises(CannotWriteError):
        grid.put(TOWN, interaction="没有")
    monkeypatch.undo()
    grid.put(TOWN, leak="未发现")
    assert on_disk(desk) == {TOWN: {"interaction": "yes", "leak": "none"}}
    assert len(drafts.drafts(desk.db)) == 1


def _no_room(*_):
    raise CannotWriteError("磁盘已满，刚才的改动没有保存。")


def test_the_tally_is_the_sum_of_all_rows_whatever_is_done(narrow):
    def counted_anew():
        return sum((line.counts for line in Grid(narrow.desk).sheet.lines()), Counts())

    assert sum((line.counts for line in narrow.sheet.lines()), Counts()) == narrow.sheet.tally
    step = narrow.put(TOWN, **PASSED)
    narrow.put(JUSTICE, interaction="有")
    assert narrow.sheet.tally == counted_anew()
    narrow.sheet.finish(narrow.row(TOWN))
    assert narrow.sheet.tally == counted_anew()
    narrow.put(JUSTICE, interaction="")
    assert narrow.sheet.tally == counted_anew()
    assert step.taken == len(PASSED)


# finished ones


def test_a_finished_account_shows_its_answers_and_takes_nothing(grid, desk):
    grid.put(TOWN, **PASSED)
    assert grid.sheet.finish(grid.row(TOWN)).conclusion is Conclusion.PASSED
    assert grid.sheet.row(grid.row(TOWN)).finished
    again = Grid(desk)
    assert again.shown(TOWN)["interaction"] == "有"
    assert again.verdict(TOWN).conclusion is Conclusion.PASSED
    again.put(TOWN, interaction="没有", leak="未发现")
    assert again.cell(TOWN, "interaction").reason == FINISHED
    assert again.cell(TOWN, "leak").mark is Mark.GIVEN  # the same as stands there
    assert on_disk(desk) == {}


def test_another_nature_is_another_grid(grid, desk):
    grid.put(TOWN, **PASSED)
    grid.sheet.finish(grid.row(TOWN))
    own = Grid(desk, nature=Nature.SELF)
    assert not own.sheet.row(own.row(TOWN)).finished
    assert Grid(desk, nature=Nature.SAMPLE).sheet.row(grid.row(TOWN)).finished


# counting


def test_cells_are_counted_by_where_their_answers_come_from(grid):
    grid.put(JUSTICE, last_update="=", interaction="有", leak="没发现过")
    grid.put(JUSTICE, Manner.PASTED, serious_error="1")
    counts = grid.sheet.counts(grid.row(JUSTICE))
    assert counts == Counts(typed=1, pasted=1, confirmed=1, open=4, refused=1)
    assert counts.answered == 3
    assert grid.sheet.counts(grid.row(TOWN)).waiting == 1


def test_a_leak_is_named_with_its_account(grid):
    assert grid.sheet.leaks() == []
    grid.put(TOWN, leak="发现", **LOOKED)
    assert grid.sheet.leaks() == [TOWN]


def test_answers_under_the_other_form_of_today_stand_marked(grid, desk):
    grid.put(TOWN, interaction="有")
    basic = Grid(desk, "basic")
    row_ = basic.sheet.row(basic.row(TOWN))
    cell = basic.cell(TOWN, "interaction")
    assert (cell.mark, cell.item.answer.source) == (Mark.GIVEN, Source.TODAY)
    assert "单项否决" in row_.origin(cell.item.path)
    assert basic.sheet.counts(basic.row(TOWN)).today == 1
    assert not row_.begun
    assert isinstance(cell.item.answer, Answer)
