"""Tabs over panels of which one is shown."""

from collections.abc import Iterable

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget


def tab_bar(name: str) -> QTabBar:
    """Return a row of tabs without a line below; `name` is read out for it."""
    tabs = QTabBar()
    tabs.setDrawBase(False)
    tabs.setExpanding(False)
    tabs.setAccessibleName(name)
    return tabs


def stack_under(tabs: QTabBar, panels: Iterable[QWidget]) -> QStackedWidget:
    """Give each panel a tab, still without words, and return them as one: the chosen one shows."""
    stack = QStackedWidget()
    for panel in panels:
        stack.addWidget(panel)
        tabs.addTab("")
    tabs.currentChanged.connect(stack.setCurrentIndex)
    return stack
