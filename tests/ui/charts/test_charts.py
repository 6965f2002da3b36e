"""Charts: gaps stay gaps, labels do not crowd, pictures can be taken along."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage

from govmedia_desktop.errors import CannotWriteError, RefusedError
from tests.screens import invented
from tests.screens.invented import point
from ui.charts.bars import CountChart, count_step
from ui.charts.chart import PRACTICE_MARK
from ui.charts.rates import PassRateChart, describe
from ui.charts.render import render_chart
from ui.charts.series import (
    counts_text,
    lines_of,
    periods_of,
    rate_text,
    rate_ticks,
    spread,
    thinned,
)
from ui.charts.sparkline import Sparkline

KNOWN = point("2026年第一季度", "全县", (60, 3))
UNKNOWN = point("2026年第二季度", "全县", None)
OLD = point("2026年第三季度", "全县", None, rate=Fraction(8248, 10000), taken_over=True)


def test_a_missing_rate_is_a_gap_never_zero():
    after = point("2026年第四季度", "全县", (10, 1))
    (line,) = lines_of([KNOWN, UNKNOWN, OLD, after])
    assert line.runs() == [[(0, 95.0)], [(2, pytest.approx(82.48)), (3, 90.0)]]


def test_groups_become_lines_over_common_periods():
    other = point("2026年第三季度", "抖音", (5, 0))
    lines = lines_of([KNOWN, OLD, other])
    assert [line.group for line in lines] == ["全县", "抖音"]
    assert lines[1].points == ((1, other),)
    assert periods_of([KNOWN, OLD, other]) == ["2026年第一季度", "2026年第三季度"]


def test_counts_and_rates_are_told_only_where_known():
    assert (counts_text(KNOWN), rate_text(KNOWN)) == ("57/60", "95.00%")
    assert (counts_text(OLD), rate_text(UNKNOWN)) == ("", "无数据")
    assert describe(KNOWN) == "2026年第一季度 全县\n合格率 95.00%（合格 57/60 个）"
    assert describe(OLD).endswith("合格率 82.48%\n历史通报补录")


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8))
def test_ticks_hold_every_rate_and_stay_few(rates):
    ticks = rate_ticks(rates)
    assert ticks[0] <= min(rates)
    assert ticks[-1] == 100
    assert 4 <= len(ticks) <= 7
    assert len({after - before for before, after in pairwise(ticks)}) == 1


@given(st.integers(1, 200), st.integers(0, 30))
def test_first_and_last_label_are_always_shown(count, fitting):
    kept = thinned(count, fitting)
    assert (kept[0], kept[-1]) == (0, count - 1)
    assert len(kept) <= max(fitting, 2)
    assert kept == sorted(set(kept))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.floats(0.1, 10))
def test_names_at_the_line_ends_do_not_overlap_nor_change_order(wanted, gap):
    placed = spread(wanted, gap)
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    for below, above in pairwise(order):
        assert placed[above] - placed[below] >= gap * 0.999


@given(st.integers(1, 1_000_000))
def test_bars_are_measured_in_whole_steps(largest):
    assert 1 <= largest / count_step(largest) <= 6 or count_step(largest) == 1


@pytest.fixture
def chart(qtbot):
    made = PassRateChart("合格率 · 全县", practice=True)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_points([KNOWN, UNKNOWN, OLD])
    qtbot.waitExposed(made)
    made.grab()
    return made


def place_of(chart: PassRateChart, x: float, y: float) -> QPointF:
    return chart.plot.getViewBox().mapViewToScene(QPointF(x, y))


def test_hovering_tells_the_values_and_leaving_hides_them(chart):
    chart.view.scene().sigMouseMoved.emit(place_of(chart, 0, 95))
    assert chart.told.isVisible()
    assert chart.told.toPlainText() == describe(KNOWN)
    chart.view.scene().sigMouseMoved.emit(place_of(chart, 1, 90))
    assert not chart.told.isVisible()


def test_a_click_on_a_point_picks_it(qtbot, chart):
    spot = chart.view.mapFromScene(place_of(chart, 2, 82.48))
    with qtbot.waitSignal(chart.picked) as picked:
        qtbot.mouseClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert picked.args == [OLD]


def test_a_missing_rate_cannot_be_picked(chart):
    assert chart.point_near(place_of(chart, 1, 0)) is None
    assert len(chart._points) == 2


def test_other_points_replace_the_ones_before(chart):
    chart.show_points([])
    assert chart._points == []
    chart.show_points(invented.trend(invented.PLATFORMS, periods=12))
    assert len(chart._lines) == 5


def test_a_png_shows_the_chart_at_twice_the_screens_size(chart, tmp_path):
    path = tmp_path / "合格率.png"
    chart.save_png(path)
    image = QImage(str(path))
    assert image.size() == chart.view.size() * 2
    colours = {image.pixelColor(x, y).name() for x in range(0, 1800, 3) for y in range(0, 1000, 3)}
    assert "#1f5fa8" in colours
    assert image.pixelColor(2, 2).name() == "#ffffff"
    assert [file.name for file in tmp_path.iterdir()] == ["合格率.png"]


def test_an_svg_holds_its_words_and_the_practice_mark(chart, tmp_path):
    path = tmp_path / "合格率.svg"
    chart.save_svg(path)
    text = "".join(ET.parse(path).getroot().itertext())  # noqa: S314 — our own file
    assert PRACTICE_MARK in text
    assert "57/60" in text
    assert "合格率" in text


@pytest.mark.parametrize("save", ["save_png", "save_svg"])
def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(chart, tmp_path, save):
    with pytest.raises(CannotWriteError, match="没有写成"):
        getattr(chart, save)(tmp_path / "没有的文件夹" / "图.png")


def test_copying_puts_the_picture_on_the_clipboard(chart):
    chart.copy()
    assert QGuiApplication.clipboard().image().size() == chart.view.size() * 2


def test_bars_stand_from_the_largest_down_with_their_numbers(qtbot):
    chart = CountChart("问题类型", "个")
    qtbot.addWidget(chart)
    chart.resize(800, 400)
    chart.show_bars([("名称不规范", 2), ("内容不更新", 9)])
    chart.grab()
    assert chart.plot.getAxis("left")._tickLevels == [[(0, "内容不更新"), (1, "名称不规范")]]
    chart.view.scene().sigMouseMoved.emit(chart.plot.getViewBox().mapViewToScene(QPointF(1, 0)))
    assert chart.told.toPlainText() == "内容不更新 9 个"
    chart.show_bars([])
    assert chart._drawn == []


def test_the_sparkline_reads_its_last_eight_periods_aloud(qtbot):
    line = Sparkline()
    qtbot.addWidget(line)
    line.show_rates([(f"第{n}期", None if n == 5 else n / 10) for n in range(10)])
    heard = line.accessibleDescription().split("，")
    assert (len(heard), heard[0], heard[3], heard[-1]) == (
        8,
        "第2期 20.0%",
        "第5期 无数据",
        "第9期 90.0%",
    )


@pytest.mark.parametrize("rates", [[], [("一", None)], [("一", 1.0)], [("一", 0.5), ("二", 0.5)]])
def test_the_sparkline_draws_few_points_without_fault(qtbot, rates):
    line = Sparkline()
    qtbot.addWidget(line)
    line.show_rates(rates)
    assert not line.grab().isNull()


HEADLESS = """
import sys
from pathlib import Path
from ui.charts.render import render_chart
from tests.screens import invented
render_chart(invented.trend(), Path(sys.argv[1]))
"""


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_chart_is_drawn_without_a_window_or_screen(tmp_path, ending, monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    path = tmp_path / f"图.{ending}"
    run = subprocess.run(
        [sys.executable, "-c", HEADLESS, str(path)], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert path.stat().st_size > 5000


def test_another_kind_of_picture_is_refused(tmp_path):
    with pytest.raises(RefusedError, match=r"\.png 或 \.svg"):
        render_chart([KNOWN], tmp_path / "图.pdf")


@pytest.fixture
def bars(qtbot):
    made = CountChart("问题类型", "个")
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show_bars([("名称不规范", 2), ("内容不更新", 9)])
    made.show()
    made.grab()
    return made


def scene_place(chart, x, y):
    return chart.plot.getViewBox().mapViewToScene(QPointF(x, y))


def test_off_the_bars_nothing_is_told_and_nothing_is_picked(bars):
    move = bars.view.scene().sigMouseMoved.emit
    move(scene_place(bars, 1, 1))
    assert bars.told.isVisible()
    move(scene_place(bars, 8, 1))
    assert not bars.told.isVisible()
    assert bars.bar_at(scene_place(bars, 1, 5)) is None
    assert bars.bar_at(scene_place(bars, 3, 0)) == 0


def test_a_click_on_a_bar_picks_its_problem(qtbot, bars):
    picked = []
    bars.picked.connect(picked.append)
    for place, button in (((1, 1), "LeftButton"), ((8, 1), "LeftButton"), ((1, 0), "RightButton")):
        view = bars.view
        point = view.mapFromScene(scene_place(bars, *place))
        qtbot.mouseClick(view.viewport(), getattr(Qt.MouseButton, button), pos=point)
    assert picked == ["名称不规范"]
