"""Scenes of the charts."""

from PySide6.QtWidgets import QWidget

from tests.screens import invented, scene
from tests.screens.scenes_foundation import window_with
from ui.charts.bars import CountChart
from ui.charts.rates import PassRateChart
from ui.parts.page import Page, Panel


def charted(chart: QWidget) -> QWidget:
    page = Page("趋势")
    panel = Panel()
    panel.body.addWidget(chart)
    page.body.addWidget(panel)
    return window_with(page, "趋势")


@scene("chart-rate")
def rate() -> QWidget:
    chart = PassRateChart("合格率 · 全县", practice=True)
    chart.show_points(invented.trend())
    return charted(chart)


@scene("chart-rate-four-groups")
def four_groups() -> QWidget:
    chart = PassRateChart("合格率 · 按平台", practice=True)
    chart.show_points(invented.trend(invented.PLATFORMS[:4], taken=0))
    return charted(chart)


@scene("chart-rate-one-point")
def one_point() -> QWidget:
    chart = PassRateChart("合格率 · 全县", practice=True)
    chart.show_points(invented.trend(periods=1, gaps=(), taken=0))
    return charted(chart)


@scene("chart-rate-many-periods")
def many_periods() -> QWidget:
    chart = PassRateChart("合格率 · 全县", practice=True)
    chart.show_points(invented.trend(periods=30, gaps=(4, 5)))
    return charted(chart)


@scene("chart-problems")
def problems() -> QWidget:
    chart = CountChart("问题类型 · 2026年第四季度", "个", practice=True)
    chart.show_bars(
        [
            ("内容不更新", 12),
            ("未提供有效互动功能", 7),
            ("名称不规范", 5),
            ("未标明主办单位", 3),
            ("转载未注明来源", 1),
        ]
    )
    return charted(chart)
