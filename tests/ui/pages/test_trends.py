"""趋势: chart and table show the same points; what is left out is listed."""

import subprocess
import sys

import pytest

from govmedia_desktop import paths
from govmedia_desktop.domain.trends import Group
from govmedia_desktop.usecases.periods import trends as cases
from govmedia_desktop.usecases.periods.history import import_history
from govmedia_desktop.usecases.periods.periods import quarters_with_results
from govmedia_desktop.usecases.periods.trends import Question
from ui.charts.bars import CountChart
from ui.charts.rates import PassRateChart
from ui.charts.trend import MOST_LINES, largest_groups
from ui.pages.trends import VIEWS, TrendsPage
from ui.tables import trend_rows

NOTICES = paths.SAMPLE / "published_notices.csv"


@pytest.fixture
def page(qtbot, session_at):
    made = TrendsPage(session_at(accounts=24, quarters=3))
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    return made


def look(page, name):
    page.views.setCurrentIndex([view.name for view in VIEWS].index(name))


def shown(page):
    return [page.rows.row_at(n) for n in range(page.rows.rowCount())]


def test_charts_are_loaded_only_when_the_page_is_opened():
    heavy = "{'pyqtgraph', 'numpy'} & set(sys.modules)"
    code = f"import sys, ui.main; sys.exit(bool({heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_results_only_taking_over_is_offered(qtbot, session_at):
    page = TrendsPage(session_at(accounts=0))
    qtbot.addWidget(page)
    assert page.chart is None
    assert not page.save_png.isEnabled()
    assert page.take_over.isEnabled()


def test_the_table_holds_the_points_latest_first(page):
    points = cases.trend(page._session.desk)
    assert shown(page) == points[::-1]
    assert isinstance(page.chart, PassRateChart)


@pytest.mark.parametrize("group", [Group.PLATFORM, Group.LEVEL, Group.OFFICE, Group.PROBLEM])
def test_each_way_of_grouping_shows_its_points(page, group):
    names = {
        Group.PLATFORM: "合格率 · 按平台",
        Group.LEVEL: "合格率 · 按层级",
        Group.OFFICE: "合格率 · 按单位",
        Group.PROBLEM: "问题 · 按类型",
    }
    look(page, names[group])
    assert sorted(shown(page), key=str) == sorted(
        cases.trend(page._session.desk, Question(group)), key=str
    )
    assert not page.table.isColumnHidden(trend_rows.GROUP)


def test_accounts_by_platform_are_bars_of_the_register(page):
    look(page, "账号数 · 按平台")
    assert isinstance(page.chart, CountChart)
    assert sum(point.total for point in shown(page)) == 24
    assert page.table.isColumnHidden(trend_rows.RATE)


def test_bars_are_of_the_chosen_row_and_of_the_latest_period_before(page):
    look(page, "问题 · 按类型")
    assert "2026年第四季度" in page.chart.shown_title
    before = next(n for n, p in enumerate(shown(page)) if p.period_code == "2026Q2")
    page.table.selectRow(before)
    assert "2026年第二季度" in page.chart.shown_title


def test_a_clicked_point_selects_its_row(page):
    point = page.points[1]
    page.chart.picked.emit(point)
    assert page.rows.row_at(page.table.currentIndex().row()) == point


def test_a_clicked_bar_selects_its_row(page):
    look(page, "账号数 · 按平台")
    page.chart.picked.emit("新浪微博")
    assert page.rows.row_at(page.table.currentIndex().row()).group == "新浪微博"


def test_accounts_left_out_are_counted_and_named(page):
    desk = page._session.desk
    told = 0
    for row, quarter in enumerate(quarters_with_results(desk)):
        page.table.selectRow(row)
        left = cases.left_out(desk, quarter)
        told += len(left)
        assert page.left_out.isHidden() == (not left)
        if left:
            assert f"{quarter.label}待核实 {len(left)} 个未计入：" in page.left_out.text()
            assert all(listed.account.name in page.left_out.text() for listed in left)
    assert told


def test_a_free_span_is_one_point(page):
    page.spans.box.setCurrentIndex(1)
    page.spans.start.setText("2026-07-01")
    page.spans.end.setText("2026-11-30")
    page.spans.end.editingFinished.emit()
    assert [point.period_label for point in shown(page)] == ["2026-07-01至2026-11-30"]


def test_notices_are_taken_over_and_their_contradictions_listed(page, file_at, heard):
    said = heard(page._session)
    file_at(NOTICES)
    page.take_over.trigger()
    assert said[-1].text == "通报共 19 行，补录 19 行。"
    assert "闽侯县 2025年第一季度" in page.flagged.words.text()
    assert not page.flagged.isHidden()
    assert page.take_over.isEnabled()
    page.take_over.trigger()
    assert said[-1].text == "通报共 19 行，补录 0 行，其余 19 行以前补录过。"


def test_a_place_of_the_notices_has_its_own_series(page):
    import_history(page._session.desk, NOTICES)
    page._session.announce("published")
    page.places.setCurrentText("抚州市")
    assert {point.taken_over for point in shown(page)} == {True}
    first = next(point for point in shown(page) if point.period_code == "2019Q3")
    assert (first.checked, first.unqualified, first.pass_rate_printed) == (314, 55, "82.48%")
    assert page.left_out.isHidden()


@pytest.mark.parametrize(("action", "ending"), [("save_png", ".png"), ("save_svg", ".svg")])
def test_the_picture_is_saved_under_a_good_name(page, tmp_path, file_at, action, ending):
    offered = file_at(tmp_path / "图")
    getattr(page, action).trigger()
    assert (tmp_path / f"图{ending}").stat().st_size > 1000
    assert offered[0].endswith(f"合格率_示例县人民政府办公室{ending}")


def test_the_saved_picture_can_be_shown_in_its_folder(page, tmp_path, file_at, heard, shown_files):
    said = heard(page._session)
    file_at(tmp_path / "图.png")
    page.save_png.trigger()
    said[-1].pressed()
    assert shown_files == [tmp_path / "图.png"]


def test_of_many_groups_the_largest_are_drawn_and_the_chosen_one(page):
    look(page, "合格率 · 按单位")
    groups = {point.series for point in page.points}
    assert len(groups) > MOST_LINES
    drawn = largest_groups(page.points, None)
    other = next(point for point in page.points if point.series not in drawn)
    assert len(drawn) == MOST_LINES
    assert other.series in largest_groups(page.points, other)


def test_every_input_has_a_name_for_a_reader(page):
    names = [widget.accessibleName() for widget in (page.views, page.places, page.table)]
    assert names == ["分组", "范围", "各期数据"]
