"""Pasting, filling down, clearing, confirming and finishing in the grid."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.spreadsheets.pasted import text_of
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.grid import plans as grid_plans
from govmedia_desktop.usecases.grid.finishing import finish, look_ahead
from govmedia_desktop.usecases.grid.plans import Block
from govmedia_desktop.usecases.grid.rows import Mark
from govmedia_desktop.usecases.inspections.taking import FOUND_ONE_BY_ONE, Manner
from govmedia_desktop.usecases.periods import periods
from tests.data.offices import APP, LAW, TOWN_VOICE, office
from tests.unit.forms.workbooks import row, workbook
from tests.unit.grids import LOOKED, PASSED, Grid

TOWN, JUSTICE, PHONE = "示例镇之声", "示例普法", "示例掌上通"
ALL = (TOWN, JUSTICE, PHONE)


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE, LAW, APP]) as opened:
        yield opened


@pytest.fixture
def grid(desk):
    return Grid(desk)


def places(grid, name, accounts=ALL):
    return [grid.place(account, name) for account in accounts]


def paste(grid, account, name, block):
    planned = grid_plans.pasted(grid.sheet, grid.place(account, name), text_of(block))
    return planned, grid.carry_out(planned, Manner.PASTED)


def fill(grid, name, accounts=None):
    ordered = sorted(accounts or ALL, key=grid.row)
    planned = grid_plans.filled_down(grid.sheet, places(grid, name, ordered))
    return planned, grid.carry_out(planned, Manner.FILLED)


def why_not(grid, name, accounts=ALL):
    """Return why nothing is filled down, once it is seen that nothing would be."""
    at = places(grid, name, sorted(accounts, key=grid.row))
    assert grid_plans.filled_down(grid.sheet, at).cells == 0
    return grid_plans.refusal(grid.sheet, [one(*place) for place in at])


def one(row_, column):
    return Block(range(row_, row_ + 1), range(column, column + 1))


def top(grid):
    return grid.sheet.accounts[0].account.name


def values(grid, name):
    return [grid.cell(account, name).text for account in sorted(ALL, key=grid.row)]


# pasting


def test_a_block_lands_at_the_cell_and_every_cell_is_judged_by_itself(grid):
    block = [["5-1", "有"], ["13-1", "没有"], ["4-30", "可能"]]
    planned, step = paste(grid, top(grid), "last_update", block)
    assert (planned.cells, step.taken, step.refused) == (6, 4, 2)
    assert values(grid, "last_update") == ["2024-05-01", "13-1", "2024-04-30"]
    assert values(grid, "interaction") == ["有", "没有", "可能"]
    assert [f.text for f in grid.sheet.faults()] == ["13-1", "可能"]
    grid.sheet.take_back(step)
    assert grid.sheet.faults() == []
    assert drafts.drafts(grid.desk.db) == []


def test_empty_cells_of_a_block_leave_alone_what_stands(grid):
    grid.put(top(grid), interaction="有")
    paste(grid, top(grid), "interaction", [["", "12"], [" ", ""]])
    assert grid.cell(top(grid), "interaction").text == "有"
    assert grid.cell(top(grid), "looked_at").text == "12"


def test_what_lies_outside_of_the_grid_is_counted(grid):
    last = len(grid.sheet.questions) - 1
    at = (len(ALL) - 1, last)
    planned = grid_plans.pasted(grid.sheet, at, text_of([["?", "多"], ["多", ""]]))
    assert (planned.cells, planned.left) == (1, 2)


BLOCK = st.lists(
    st.lists(
        st.sampled_from(["", "1", "2", "有", "未发现", "?", "=", "4-28", "2024-05-30", "也许"])
        | st.text(max_size=6),
        min_size=1,
        max_size=12,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BLOCK, st.tuples(st.integers(0, 2), st.integers(0, 10)))
def test_whatever_is_pasted_nothing_is_lost_and_the_disk_holds_what_the_grid_shows(desk, block, at):
    grid = Grid(desk)
    before = [grid.shown(account) for account in ALL]
    planned = grid_plans.pasted(grid.sheet, at, text_of(block))
    step = grid.carry_out(planned, Manner.PASTED)
    assert step.taken + step.refused == planned.cells
    assert len(grid.sheet.faults()) == step.refused
    for number, texts in planned.texts.items():
        for path, text in texts.items():
            cell = grid.sheet.row(number).cell(path)
            if cell.mark is Mark.REFUSED:
                assert cell.text == text
                assert cell.reason
            else:
                assert cell.item.answer.confirmed
    again = Grid(desk, refused=grid.sheet.refused())
    assert [again.shown(account) for account in ALL] == [grid.shown(account) for account in ALL]
    assert [again.verdict(a) for a in ALL] == [grid.verdict(a) for a in ALL]
    grid.sheet.take_back(step)
    assert [grid.shown(account) for account in ALL] == before
    assert drafts.drafts(desk.db) == []


# filling down


def test_filling_down_gives_the_topmost_answer_to_the_cells_below(grid):
    grid.put(top(grid), interaction="没有")
    planned, step = fill(grid, "interaction")
    assert (planned.cells, step.taken) == (2, 2)
    assert values(grid, "interaction") == ["没有"] * 3
    assert {grid.cell(a, "interaction").item.answer.source for a in ALL} == {Source.TYPED}
    grid.sheet.take_back(step)
    assert values(grid, "interaction") == ["没有", "", ""]


def test_a_single_cell_takes_what_stands_above_it(grid):
    grid.put(top(grid), interaction="有")
    second = grid.sheet.accounts[1].account.name
    planned, _step = fill(grid, "interaction", [second])
    assert planned.cells == 1
    assert values(grid, "interaction") == ["有", "有", ""]


def test_nothing_stands_above_the_first_row(grid):
    assert "没有可以往下填的一格" in why_not(grid, "interaction", [top(grid)])


def test_an_empty_cell_or_an_unconfirmed_value_is_not_filled_down(grid):
    assert "最上面一格没有答案" in why_not(grid, "interaction")
    known = sorted((TOWN, JUSTICE), key=grid.row)
    assert "还没有确认" in why_not(grid, "last_update", known)
    grid.put(known[0], last_update="=")
    planned, _step = fill(grid, "last_update", known)
    assert planned.cells == 1


def test_cells_that_take_nothing_are_passed_over(grid, desk):
    rows = sorted(ALL, key=grid.row)
    grid.put(PHONE, app_unusable="?")
    planned, _step = fill(grid, "app_unusable", rows[rows.index(PHONE) :])
    assert planned.cells == 0
    assert planned.left == len(rows) - rows.index(PHONE) - 1
    grid.put(rows[-1], **PASSED | ({"app_unusable": "1"} if rows[-1] == PHONE else {}))
    grid.sheet.finish(grid.row(rows[-1]))
    grid.put(rows[0], interaction="有")
    planned, _step = fill(grid, "interaction")
    assert (planned.cells, planned.left) == (1, 1)


def test_a_judgement_is_filled_down_only_where_it_is_said_what_was_looked_at(grid):
    rows = sorted(ALL, key=grid.row)
    grid.put(rows[0], leak="未发现")
    grid.put(rows[1], **LOOKED)
    _planned, step = fill(grid, "leak")
    assert (step.taken, step.refused) == (1, 1)
    assert grid.cell(rows[1], "leak").text == "未发现"
    assert grid.cell(rows[2], "leak").mark is Mark.REFUSED
    assert "还没有填抽看篇数、起始日期、截止日期" in grid.cell(rows[2], "leak").reason


def test_a_judgement_that_accuses_is_never_filled_down(grid, desk):
    rows = sorted(ALL, key=grid.row)
    for account in rows:
        grid.put(account, **LOOKED)
    grid.put(rows[0], leak="发现")
    fill(grid, "leak")
    assert [grid.cell(a, "leak").reason for a in rows[1:]] == [FOUND_ONE_BY_ONE] * 2
    assert [grid.cell(a, "leak").item.value for a in rows] == ["found", "", ""]


def test_unchecked_may_be_filled_down_without_having_looked(grid):
    grid.put(top(grid), leak="?")
    _planned, step = fill(grid, "leak")
    assert (step.taken, values(grid, "leak")) == (2, ["未检查"] * 3)


def test_a_judgement_already_made_stays_as_it_is(grid):
    rows = sorted(ALL, key=grid.row)
    for account in rows:
        grid.put(account, **LOOKED)
    grid.put(rows[0], leak="未发现")
    grid.put(rows[1], leak="发现")
    planned, _step = fill(grid, "leak")
    assert (planned.cells, planned.left) == (1, 1)
    assert values(grid, "leak") == ["未发现", "发现", "未发现"]


def test_a_form_that_asks_not_what_was_looked_at_is_answered_one_by_one(grid, desk):
    survey = [row("select_one yn", "judged", gm_judgement="yes")]
    publish(desk, workbook(survey, form_id="bare"), "bare.xlsx")
    bare = Grid(desk, "bare")
    bare.put(top(bare), judged="是")
    fill(bare, "judged")
    assert "请逐项回答" in bare.sheet.faults()[0].reason


# clearing and confirming


def test_clearing_takes_answers_and_refused_texts_alike(grid):
    grid.put(TOWN, interaction="有", looked_at="十")
    columns = [grid.place(TOWN, n) for n in ("interaction", "looked_at", "leak", "app_unusable")]
    planned = grid_plans.cleared(grid.sheet, columns)
    assert planned.cells == 2
    grid.carry_out(planned)
    assert (grid.shown(TOWN)["interaction"], grid.shown(TOWN)["looked_at"]) == ("", "")


def test_only_what_was_filled_in_beforehand_is_confirmed(grid):
    grid.put(TOWN, interaction="有")
    both = [grid.place(a, n) for a in ALL for n in ("last_update", "interaction")]
    planned = grid_plans.confirmed(grid.sheet, both)
    assert planned.cells == 2
    grid.carry_out(planned)
    assert sum(grid.sheet.counts(n).confirmed for n in range(3)) == 2


# a few rows at a time

PLANNERS = (grid_plans.filled_down, grid_plans.cleared, grid_plans.confirmed)


RANGES = st.tuples(st.integers(0, 9), st.integers(1, 6)).map(lambda p: range(p[0], sum(p)))


@given(blocks=st.lists(st.builds(Block, RANGES, RANGES), min_size=1), rows=st.integers(1, 5))
def test_parts_hold_every_cell_and_the_topmost_of_each_column_first(blocks, rows):
    chosen = {(row_, column) for b in blocks for row_ in b.rows for column in b.columns}
    tops = {column: min(r for r, c in chosen if c == column) for _row, column in chosen}
    parts = list(grid_plans.in_parts(blocks, rows))
    assert {place for part, _count in parts for place in part} == chosen
    assert sum(count for _part, count in parts) == len({row_ for row_, _column in chosen})
    for part, count in parts:
        assert count <= rows
        assert len(part) == len(set(part))
        for column in {column for _row, column in part}:
            assert min(r for r, c in part if c == column) == tops[column]


@pytest.mark.parametrize("planner", PLANNERS)
def test_what_is_put_part_by_part_is_what_would_be_put_at_once(grid, tmp_path, planner):
    with office(tmp_path / "另一个", [TOWN_VOICE, LAW, APP]) as other:
        twin = Grid(other)
        for each in (grid, twin):
            each.put(top(each), interaction="没有", looked_at="12")
            each.put(each.sheet.accounts[1].account.name, looked_at="十", interaction="有")
        every = [Block(range(3), range(len(grid.sheet.questions) - 1))]
        ((places_, _rows),) = grid_plans.in_parts(every, 3)
        whole = planner(twin.sheet, places_)
        twin.carry_out(whole)
        left = 0
        for part, _count in grid_plans.in_parts(every, 1):
            planned = planner(grid.sheet, part)
            grid.carry_out(planned)
            left += planned.left
        assert [grid.shown(a) for a in ALL] == [twin.shown(a) for a in ALL]
        assert left == whole.left


# finishing


def test_finishing_is_told_in_numbers_first_and_then_done_one_by_one(grid, desk):
    grid.put(TOWN, **PASSED | {"last_update": "=", "interaction": "没有"})
    grid.put(JUSTICE, **PASSED)
    outlook = look_ahead(grid.sheet)
    assert outlook.passing == (grid.row(JUSTICE),)
    assert outlook.failing == (grid.row(TOWN),)
    assert (outlook.untouched, outlook.finished, outlook.staying) == (1, 0, ())
    told = dict(finish(grid.sheet, outlook))
    assert {name: str(v.conclusion) for name, v in told.items()} == {
        TOWN: "不合格",
        JUSTICE: "合格",
    }
    assert drafts.drafts(desk.db) == []
    after = look_ahead(grid.sheet)
    assert (after.ready, after.finished, after.untouched) == ((), 2, 1)
    listed = periods.period_list(desk, periods.current_period(desk))
    assert listed.done == 2


def test_whoever_stops_has_finished_those_before(grid):
    for account in (TOWN, JUSTICE):
        grid.put(account, **PASSED)
    steps = finish(grid.sheet, look_ahead(grid.sheet))
    next(steps)
    steps.close()
    assert len(look_ahead(grid.sheet).ready) == 1


def test_what_stays_is_named_with_the_reason(grid):
    grid.put(TOWN, interaction="有", looked_at="十")
    grid.put(JUSTICE, **PASSED, app_unusable="1")
    grid.put(PHONE, **PASSED)
    staying = {s.account: s.why for s in look_ahead(grid.sheet).staying}
    assert staying[TOWN].startswith("有 1 格没有被接受；还有 5 项未答：有没有出现严重表述错误、")
    assert staying[TOWN].endswith("有没有泄露国家秘密等")
    assert staying[JUSTICE] == "有 1 格没有被接受"
    assert staying[PHONE].startswith("还有 1 项未答：有没有无法下载")
    assert look_ahead(grid.sheet).ready == ()


def test_failing_by_what_nobody_confirmed_is_told_apart(grid):
    answers = {k: v for k, v in PASSED.items() if k != "last_update"}
    grid.put(TOWN, **answers)
    outlook = look_ahead(grid.sheet)
    assert outlook.doubtful == (grid.row(TOWN),)
    assert outlook.waiting == 1


def test_an_account_is_not_finished_by_prefilled_values_alone(desk):
    survey = [row("select_one yn", "known", default="yes", required="yes"), row("text", "words")]
    publish(desk, workbook(survey, form_id="given"), "given.xlsx")
    given_ = Grid(desk, "given")
    given_.put(TOWN, words="随手写的")
    given_.put(TOWN, words="")
    assert given_.verdict(TOWN).conclusion is Conclusion.PASSED
    outlook = look_ahead(given_.sheet)
    assert outlook.ready == ()
    assert "还没有人填写或确认过" in outlook.staying[0].why
    given_.put(TOWN, known="=")
    assert look_ahead(given_.sheet).ready == (given_.row(TOWN),)
