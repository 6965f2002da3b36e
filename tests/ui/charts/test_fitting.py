"""Charts stay within their paper: titles are broken, names stay below the top, bars are picked."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from tests.screens import invented
from ui.charts.bars import CountChart
from ui.charts.chart import broken, joined
from ui.charts.rates import PassRateChart
from ui.charts.series import spread


@given(st.lists(st.text(min_size=1).filter(lambda t: "·" not in t), min_size=1), st.integers(0, 60))
def test_a_title_is_broken_at_its_dots_and_nothing_is_lost(parts, width):
    title = " · ".join(parts)
    lines = broken(title, width, len)
    assert " · ".join(lines) == title
    assert all(len(line) <= width or " · " not in line for line in lines)


def test_a_title_that_fits_is_one_line():
    assert broken("合格率 · 全县 · 练习数据", 100, len) == ["合格率 · 全县 · 练习数据"]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.floats(0.1, 10))
def test_names_stay_below_the_top_in_their_order(wanted, gap):
    placed = spread(wanted, gap, 100)
    assert max(placed) <= 100
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    for below, above in pairwise(order):
        assert placed[above] - placed[below] >= gap * 0.999


@pytest.fixture
def chart(qtbot):
    made = CountChart("问题 · 按类型 · <b>县</b>", "个")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_bars([("内容不更新", 12), ("未提供有效互动功能", 7)])
    made.show()
    made.grab()
    return made


def test_long_names_at_the_left_do_not_push_the_title_off_the_paper(chart):
    chart.show_bars([("未提供有效互动功能或者互动功能不能使用", 7), ("内容不更新", 4)])
    chart.resize(420, 300)
    chart.grab()
    title = chart.plot.titleLabel.sceneBoundingRect()
    box = chart.plot.getViewBox().sceneBoundingRect()
    assert 0 <= title.left() < title.right() <= chart.view.width()
    assert box.right() <= chart.view.width()


@given(st.lists(st.text(min_size=1, max_size=9), min_size=1), st.integers(0, 40))
def test_parts_are_joined_on_as_few_lines_as_fit(parts, width):
    lines = joined(parts, width, len)
    assert "".join(lines) == "".join(parts)
    assert all(len(line) <= width or line in parts for line in lines)


def axis_name(chart):
    return chart.plot.getAxis("bottom").label.toPlainText()


def test_the_axis_says_what_the_points_show_and_no_more(qtbot):
    made = PassRateChart("合格率")
    qtbot.addWidget(made)
    made.resize(900, 400)
    for points, name in (
        (invented.trend(taken=0), "检查周期（点旁为合格数/检查数）"),
        (invented.trend(taken=2), "检查周期（点旁为合格数/检查数，空心点为历史通报补录）"),
        (invented.trend(invented.PLATFORMS[:3], taken=0), "检查周期"),
        (invented.trend(invented.PLATFORMS[:3], taken=1), "检查周期（空心点为历史通报补录）"),
    ):
        made.show_points(points)
        assert axis_name(made).strip() == name


def test_a_long_axis_name_is_broken_where_the_chart_is_narrow(qtbot):
    made = PassRateChart("合格率")
    qtbot.addWidget(made)
    made.show_points(invented.trend(taken=2))
    made.resize(330, 300)
    made.show()
    made.grab()
    lines = axis_name(made).strip().splitlines()
    assert lines == ["检查周期（点旁为合格数/检查数，", "空心点为历史通报补录）"]


def test_markup_in_a_title_is_shown_letter_by_letter(chart):
    assert "<b>县</b>" in chart.plot.titleLabel.item.toPlainText()


def test_a_place_on_a_bar_is_that_bar_and_beside_it_none(chart):
    box = chart.plot.getViewBox()
    assert chart.bar_at(box.mapViewToScene(QPointF(3, 1))) == 1
    assert chart.bar_at(box.mapViewToScene(QPointF(9, 1))) is None
    assert chart.bar_at(box.mapViewToScene(QPointF(9, 0))) == 0


def test_the_lines_of_a_broken_title_stand_under_each_others_middle(chart):
    chart.resize(200, 300)
    chart.grab()
    item = chart.plot.titleLabel.item
    layouts = _lines(item.document())
    assert len(layouts) > 1
    middles = {round(line.naturalTextRect().center().x()) for line in layouts}
    assert max(middles) - min(middles) <= 1


def _lines(document):
    layout = document.firstBlock().layout()
    return [layout.lineAt(number) for number in range(layout.lineCount())]
