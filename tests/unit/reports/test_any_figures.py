"""Reports over any figures and any cells: totals, rates and differences that a reader can redo."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.rates import printed_rate
from govmedia_desktop.domain.registers import MARK_HEADER
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.reports.marked import MarkedSheet, write_marked
from govmedia_desktop.reports.overview import Overview, overview_text
from govmedia_desktop.reports.problems import AccountScore, Problem, Summary, write_problems
from govmedia_desktop.spreadsheets.sheets import address
from govmedia_desktop.spreadsheets.workbook import read_workbook
from tests.data.reports import PROBLEM_REPORT

QUIET = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

# the paragraph

few = st.integers(0, 300)
known = st.none() | few
rates = st.sampled_from(["", "不详", "95.7%", "100%", "0.00%", "83.33％", " 66.7 % "])
named = st.lists(st.sampled_from(["示例普法", "示例发布", "示例文旅"]), unique=True)


@st.composite
def overviews(draw):
    total, checked, failed = sorted(draw(st.tuples(few, few, few)), reverse=True)
    counts = {"total": total, "checked": checked, "failed": failed}
    unknown = draw(st.sets(st.sampled_from(sorted(counts))))
    return Overview(
        "2026年第四季度",
        date(2026, 12, 31),
        **{name: None if name in unknown else count for name, count in counts.items()},
        rate_last_quarter=draw(rates),
        rate_last_year=draw(rates),
        opened=draw(known),
        closed=draw(known),
        last_problems=draw(known),
        rechecked=draw(known),
        put_right=draw(known),
        unconfirmed=draw(st.none() | named),
        suspended=draw(st.none() | named),
    )


def figure(pattern, text):
    found = re.search(pattern, text)
    return found and found[1]


@given(overviews())
def test_the_figures_of_the_paragraph_agree_with_each_other_whatever_is_known(overview):
    text = overview_text(overview)
    assert "None" not in text
    assert text == "" or text.endswith("。")
    checked, passed = figure(r"共检查(\d+)个", text), figure(r"，合格(\d+)个", text)
    failed, rate = figure(r"不合格(\d+)个", text), figure(r"合格率([\d.]+%)", text)
    if passed is not None:
        assert int(checked) == int(passed) + int(failed)
        assert rate == printed_rate(int(checked), int(failed))
    share = figure(r"检查比例([\d.]+)%", text)
    if share is not None:
        assert Decimal(share) == round(Decimal(overview.checked * 100) / overview.total, 2)


@given(overviews())
def test_what_changed_since_is_what_subtracting_the_two_printed_rates_gives(overview):
    text = overview_text(overview)
    now = figure(r"合格率([\d.]+)%", text)
    for then, change, points in re.findall(
        r"（\s*([\d.]+)\s*[%％]\s*）相比，合格率(持平|上升|下降)([\d.]*)", text
    ):
        difference = Decimal(now) - Decimal(then)
        word = "持平" if not difference else "上升" if difference > 0 else "下降"
        assert (change, Decimal(points or 0)) == (word, abs(difference))


# the workbook

counts = st.integers(0, 40)
scores = st.lists(st.integers(0, 1300).map(lambda tenths: Decimal(tenths) / 10), max_size=3)
summaries = st.lists(
    st.builds(
        Summary,
        st.sampled_from(["示例镇", "示例局", "=1+1"]),
        *(st.just(0), counts, counts, counts, counts, counts),
        scores.map(tuple),
    ).map(
        lambda s: replace(
            s, accounts=s.passed + s.failed + s.unchecked + s.unconfirmed + s.suspended
        )
    ),
    max_size=4,
)


SCORED = (AccountScore("示例镇", "示例镇发布", "微信公众号", "合格", "88.5", "100-11.5"),)


def summary_rows(path):
    book = openpyxl.load_workbook(path)
    rows = [list(row) for row in book["检查情况汇总"].iter_rows(values_only=True)]
    book.close()
    return [row for row in rows if isinstance(row[1], int)]


@QUIET
@given(summaries)
def test_every_total_is_the_sum_of_its_column_and_its_rate_that_of_the_sums(tmp_path, by_owner):
    scored = replace(PROBLEM_REPORT, by_owner=by_owner, by_platform=(), scores=SCORED, problems=())
    *rows, total, empty = summary_rows(write_problems(tmp_path / "a.xlsx", scored))
    assert len(rows) == len(by_owner)
    for column in (1, 2, 3, 4, 6, 7, 8):
        assert total[column] == sum(row[column] for row in rows)
    for row in (*rows, total):
        assert row[2] == row[3] + row[4]
        assert row[1] == row[2] + sum(row[6:9])
        assert (row[5] or "") == printed_rate(row[2], row[4])
    assert empty == ["合计", 0, 0, 0, 0, None, 0, 0, 0, None]
    each = [score for summary in by_owner for score in summary.scores]
    assert bool(total[9]) == bool(each)
    if each:  # over accounts: not the average of the offices' averages
        assert abs(Decimal(total[9]) * len(each) - sum(each)) <= Decimal("0.005") * len(each)


texts = st.text(max_size=12) | st.sampled_from(["=1+1", "@a", "甲\n乙", " 空 ", "0012"])


@QUIET
@given(st.lists(st.lists(texts, min_size=16, max_size=16), max_size=3))
def test_any_words_of_a_problem_stand_in_its_row_as_they_are(tmp_path, rows):
    report = replace(PROBLEM_REPORT, problems=[Problem(*row) for row in rows])
    path = write_problems(tmp_path / "a.xlsx", report)
    sheet = read_workbook(path)[0]
    for number, row in enumerate(rows, 1):
        cells = sheet.rows[number + 3]
        assert cells[1] == number
        for column, text in enumerate(row, 2):
            assert cells.get(column, "") == clean_text(text)


# a sender's workbook, marked

WORDS = st.text("甲乙丙ab12 ", min_size=1, max_size=6).filter(str.strip)
CONTENT = st.one_of(
    WORDS,
    st.sampled_from(["=1+1", "0012", "#N/A"]),
    st.integers(-(10**9), 10**9),
    st.integers(-(10**9), 10**9).map(lambda thousandths: thousandths / 1000),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(
        lambda m: m.replace(microsecond=0)
    ),
)


@st.composite
def marked_sheets(draw):
    width, height = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    rows = {1: {column: f"列{column}" for column in range(1, width + 1)}}
    for row in range(2, height + 2):
        filled = draw(st.sets(st.integers(1, width), min_size=1))
        rows[row] = {column: draw(CONTENT) for column in sorted(filled)}
    places = st.tuples(st.integers(2, height + 1), st.integers(1, width)).map(lambda p: address(*p))
    doubts = draw(st.dictionaries(places, st.lists(WORDS, min_size=1, max_size=2), max_size=4))
    hidden = draw(st.sets(st.integers(2, height + 1), max_size=2))
    return MarkedSheet("表", rows, (), {1: 20.0}, frozenset(hidden), frozenset(), False, doubts, 1)


@QUIET
@given(marked_sheets())
def test_a_marked_workbook_holds_every_cell_as_it_was_and_every_doubt_in_its_row(tmp_path, marked):
    (sheet,) = read_workbook(write_marked(tmp_path / "a.xlsx", [marked]))
    column = len(marked.rows[1]) + 1
    assert sheet.rows[1][column] == MARK_HEADER
    for row, cells in marked.rows.items():
        kept = {c: value for c, value in sheet.rows[row].items() if c != column}
        assert {c: comparable(v) for c, v in kept.items()} == {
            c: comparable(v) for c, v in cells.items()
        }
    told = {row: str(cells.get(column, "")) for row, cells in sheet.rows.items() if row > 1}
    lines = [line for text in told.values() for line in text.split("\n") if line]
    expected = [f"{place}：{'；'.join(words)}" for place, words in marked.doubts.items()]
    assert sorted(lines) == sorted(expected)
    assert all(f"{place}：" in told[int(place[1:])] for place in marked.doubts)
    assert sheet.hidden_rows == marked.hidden_rows & marked.rows.keys()


@QUIET
@given(marked_sheets())
def test_marked_anew_without_doubts_nothing_but_the_mark_goes(tmp_path, marked):
    (once,) = read_workbook(write_marked(tmp_path / "a.xlsx", [marked]))
    anew = replace(marked, rows=once.rows, doubts={})
    (twice,) = read_workbook(write_marked(tmp_path / "b.xlsx", [anew]))
    column = len(marked.rows[1]) + 1
    assert {row for row, cells in twice.rows.items() if column in cells} == {1}
    assert max(c for cells in twice.rows.values() for c in cells) == column
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert not [cell for row in book.active.iter_rows() for cell in row if cell.comment]
    book.close()


def comparable(value):
    """A day without a time is read as a moment."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value
