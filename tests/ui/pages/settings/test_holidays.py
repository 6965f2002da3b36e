"""放假安排 in 设置: the next year is pasted from its notice, refused beside it, taken back."""

import pytest

from govmedia_desktop.usecases.offices.holidays import calendar
from ui.pages.settings.holidays import Holidays

NOTICE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日上班。"


@pytest.fixture
def panel(qtbot, session):
    made = Holidays(session)
    qtbot.addWidget(made)
    made.show()
    return made


def years(panel):
    return dict(calendar(panel._session.desk).years)


def test_only_years_that_are_not_kept_are_offered(panel):
    offered = [panel.year.itemData(n) for n in range(panel.year.count())]
    assert offered
    assert f"程序已收录到{min(offered) - 1}年" in panel.known.text()


def test_a_notice_is_entered_told_and_taken_back_by_the_message(panel, heard):
    said = heard(panel._session)
    year = panel.year.currentData()
    panel.notice.setPlainText(NOTICE)
    panel.enter.trigger()
    assert said[-1].text == f"已登记{year}年：放假3天，调休上班1天。"
    assert f"{year}年登记了放假3天、调休上班1天" in panel.known.text()
    assert (list(years(panel)), panel.notice.toPlainText()) == ([year], "")
    said[-1].pressed()
    assert years(panel) == {}
    assert "登记了" not in panel.known.text()


def test_an_unclear_notice_is_refused_beside_it_and_what_was_pasted_stays(panel):
    panel.notice.setPlainText("1月1日至3日放假，共4天。")
    panel.enter.trigger()
    assert "写明4天，读出3天，请核对。没有登记。" in panel.fault.text()
    assert panel.notice.toPlainText() == "1月1日至3日放假，共4天。"
    assert years(panel) == {}
