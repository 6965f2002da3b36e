"""报告: what will be in it is seen first, then written beside the window."""

import openpyxl
import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QGuiApplication

from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.usecases.periods import reports as cases
from govmedia_desktop.usecases.periods.periods import quarters_with_results
from tests.data.county import county
from ui.pages.reports import ReportsPage
from ui.session import Session
from ui.tasks import Tasks, one_thread


@pytest.fixture
def page(qtbot, session_at):
    made = ReportsPage(session_at())
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_results_the_page_leads_to_the_checks(qtbot, session_at):
    session = session_at(accounts=0)
    page = ReportsPage(session)
    qtbot.addWidget(page)
    assert not page.write.isEnabled()
    with qtbot.waitSignal(session.wanted) as wanted:
        next(
            action for action in page.findChildren(type(page.write)) if action.text() == "去检查"
        ).trigger()
    assert wanted.args == ["检查", None]


def test_the_quarters_with_results_are_offered_latest_first(page):
    offered = [page.spans.box.itemText(n) for n in range(page.spans.box.count())]
    assert offered == ["2026年第四季度", "2026年第三季度", "2026年第二季度", "自选起止"]


def test_the_page_shows_what_the_workbook_will_hold(page):
    desk = page._session.desk
    for number, quarter in enumerate(quarters_with_results(desk)):
        page.spans.box.setCurrentIndex(number)
        report = cases.problem_report(desk, quarter)
        assert page.problems.total == len(report.problems) + len(report.unconfirmed)
        assert page.figures.shown["问题"].text() == f"{len(report.problems)} 条"
        assert page.overview.toPlainText() == cases.overview_paragraph(desk, quarter)


def test_the_paragraph_is_read_only_and_can_be_copied(page, heard):
    said = heard(page._session)
    assert page.overview.isReadOnly()
    page.copy.trigger()
    assert QGuiApplication.clipboard().text() == page.overview.toPlainText()
    assert "已复制" in said[-1].text


def test_writing_offers_a_good_name_and_leads_to_the_folder(
    page, tmp_path, file_at, heard, shown_files
):
    said = heard(page._session)
    offered = file_at(tmp_path / "清单.xlsx")
    page.write.trigger()
    assert offered[0].endswith("练习_示例县人民政府办公室_2026年第四季度_问题清单.xlsx")
    assert "问题清单" in openpyxl.load_workbook(tmp_path / "清单.xlsx").sheetnames[0]
    assert said[-1].text == "已写出“清单.xlsx”。"
    assert said[-1].icon == "folder"
    said[-1].pressed()
    assert shown_files == [tmp_path / "清单.xlsx"]
    assert page.write.isEnabled()


def test_thinking_better_of_it_writes_nothing(page, file_at, heard):
    said = heard(page._session)
    file_at()
    page.write.trigger()
    assert said == []


def test_a_file_that_cannot_be_written_is_refused_and_the_button_comes_back(
    qtbot, page, tmp_path, file_at
):
    file_at(tmp_path / "没有的文件夹" / "清单.xlsx")
    with qtbot.captureExceptions() as caught:
        page.write.trigger()
    assert [kind for kind, _, _ in caught] == [CannotWriteError]
    assert page.write.isEnabled()


def test_half_typed_days_write_nothing_and_say_why(page, file_at, heard):
    said = heard(page._session)
    offered = file_at()
    page.spans.box.setCurrentText("自选起止")
    page.write.trigger()
    assert offered == []
    assert "起止日期" in said[-1].text


def test_the_work_is_done_in_another_thread_with_its_own_connection(qtbot, tmp_path, file_at):
    with county(tmp_path / "data", accounts=6, quarters=2) as desk:
        pool: QThreadPool = one_thread()
        session = Session(desk, Tasks(pool), office="示例县")
        page = ReportsPage(session)
        qtbot.addWidget(page)
        file_at(tmp_path / "清单.xlsx")
        page.write.trigger()
        assert not page.write.isEnabled()
        qtbot.waitUntil(page.write.isEnabled, timeout=20_000)
        assert (tmp_path / "清单.xlsx").exists()
        pool.waitForDone()


def test_every_input_has_a_name_for_a_reader(page):
    assert page.overview.accessibleName() == "总体情况"
    assert page.spans.box.accessibleName() == "周期"


def test_the_two_panels_begin_at_one_height(qtbot, page):
    page.resize(1100, 600)
    page.grab()
    tops = [
        widget.mapTo(page, widget.rect().topLeft()).y() for widget in (page.table, page.overview)
    ]
    assert tops[0] == tops[1]
