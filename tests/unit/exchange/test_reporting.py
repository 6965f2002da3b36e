"""Reporting up: two files, the words that go with them, and how far it is."""

import zipfile

import openpyxl
import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.ledger import received_files
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.reporting import (
    file_name,
    letter,
    report_up,
    standing_of_reports,
)
from govmedia_desktop.usecases.periods.periods import current_period, quarters_with_results
from govmedia_desktop.usecases.periods.reports import overview, problem_report, write_problem_list
from govmedia_desktop.usecases.register.accounts import add_account
from tests.data.county import county, township_file
from tests.unit.desks import TOWN, add, desk_of, inspect


@pytest.fixture
def desk(tmp_path):
    with county(tmp_path / "data", accounts=8, quarters=3) as made:
        yield made


@pytest.fixture
def report(desk):
    return Order(period=current_period(desk))


def test_both_files_are_written_and_the_paper_names_the_file(desk, report, tmp_path):
    done = report_up(desk, report, tmp_path / "上报.gmpack")
    assert done.exported.recipient == "示例市人民政府办公室"
    with open_package(done.exported.path) as package:
        sheet = openpyxl.load_workbook(done.table).active
        texts = [str(cell.value) for row in sheet for cell in row if cell.value]
        assert any("上报.gmpack" in t and package.sha256[:16] in t for t in texts)
    assert done.table == tmp_path / "上报_盖章表.xlsx"


def test_a_table_that_another_program_holds_open_is_written_under_another_name(
    desk, report, tmp_path
):
    (tmp_path / "上报_盖章表.xlsx").mkdir()  # stands for what cannot be replaced
    done = report_up(desk, report, tmp_path / "上报.gmpack")
    assert done.table == tmp_path / "上报_盖章表（另一份）.xlsx"
    assert done.table.name in letter(desk, report, done).body


def test_a_report_whose_table_alone_fails_says_that_the_file_can_be_sent(desk, report, tmp_path):
    for ending in ("", "（另一份）"):
        (tmp_path / f"上报_盖章表{ending}.xlsx").mkdir()
    with pytest.raises(CannotWriteError) as refused:
        report_up(desk, report, tmp_path / "上报.gmpack")
    assert str(refused.value).startswith("数据文件“上报.gmpack”已经写好，算作上报，可以先发出；")
    assert standing_of_reports(desk).unsent == 0
    again = report_up(desk, report, tmp_path / "再报.gmpack")
    assert [path.name for path in again.paths] == ["再报.gmpack", "再报_盖章表.xlsx"]


def test_the_letter_names_period_and_files(desk, report, tmp_path):
    done = report_up(desk, report, tmp_path / "上报.gmpack")
    words = letter(desk, report, done)
    assert words.subject == "【练习】示例县人民政府办公室2026年第四季度政务新媒体检查情况"
    for told in ("示例市人民政府办公室：", "上报.gmpack", "上报_盖章表.xlsx", "2026-11-21"):
        assert told in words.body


def test_changes_since_the_last_file_are_counted(desk, report, tmp_path):
    assert standing_of_reports(desk).last_sent is None
    assert standing_of_reports(desk).unsent > 0
    report_up(desk, report, tmp_path / "上报.gmpack")
    standing = standing_of_reports(desk)
    assert (standing.unsent, standing.last_sent) == (0, "2026-11-21T10:42:07+08:00")
    add_account(desk, {"name": "示例县应急", "platform": "weibo", "owner": "柳溪镇人民政府"})
    assert standing_of_reports(desk).unsent == 1


def test_a_file_name_tells_office_period_and_what_and_practice(desk, report):
    name = file_name(desk, report.period, "问题清单", ".xlsx")
    assert name == "练习_示例县人民政府办公室_2026年第四季度_问题清单.xlsx"


def test_received_files_are_listed_with_their_sender_and_counts(desk, tmp_path):
    (taken,) = take_in(desk, [township_file(tmp_path / "镇")])
    (entry,) = received_files(desk)
    assert (entry.sender, entry.withdrawn) == ("柳溪镇人民政府", False)
    assert (entry.new, entry.changed, entry.same) == (taken.new, taken.changed, taken.same)


def test_quarters_with_results_run_from_the_latest_back(desk):
    codes = [quarter.code for quarter in quarters_with_results(desk)]
    assert codes == ["2026Q4", "2026Q3", "2026Q2"]


def test_a_folder_without_inspections_has_no_quarter(tmp_path):
    with county(tmp_path / "empty", accounts=0) as desk:
        assert quarters_with_results(desk) == []


def test_the_workbook_holds_what_the_report_says(desk, tmp_path):
    for quarter in quarters_with_results(desk):
        told = problem_report(desk, quarter)
        path = write_problem_list(desk, quarter, tmp_path / f"{quarter.code}.xlsx")
        sheet = openpyxl.load_workbook(path).worksheets[0]
        names = [cell.value for column in sheet.columns for cell in column]
        assert all(problem.account in names for problem in told.problems)


def test_a_running_quarter_is_told_up_to_today(desk):
    latest, before = quarters_with_results(desk)[:2]
    assert str(overview(desk, latest).cutoff) == "2026-11-21"
    assert overview(desk, before).cutoff == before.end


def rows_on_paper(path):
    head, *rows = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(path).active if row[1].value
    ]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_paper_and_summary_tell_what_was_looked_at_and_on_which_day(tmp_path):
    """What a leader signs: the day of the check, not the quarter's last; 自查 judges nobody."""
    with desk_of(tmp_path / "镇", TOWN) as town:
        for name, interaction in (("示例镇发布", "no"), ("示例镇普法", "yes")):
            add(town, name, owner=TOWN.name)
            inspect(town, name, Nature.SELF, last_update="2026-11-20", interaction=interaction)
        add(town, "没查的", owner=TOWN.name)
        inspect(town, "没查的", Nature.QUARTERLY, last_update="2026-11-20")  # no 自查
        done = report_up(town, Order(period=current_period(town)), tmp_path / "上报.gmpack")
    told = {
        row["账号名称"]: (row["检查性质"], row["监测时间点"], row["检查结论"])
        for row in rows_on_paper(done.table)
    }
    assert told == {
        "示例镇发布": ("自查", "2026-11-21", "自查发现问题"),
        "示例镇普法": ("自查", "2026-11-21", "自查未发现问题"),
        "没查的": (None, None, "未检查"),
    }
    with zipfile.ZipFile(done.exported.path) as file:
        summary = file.read("summary.html").decode()
    assert '<td>自查</td><td>2026-11-21</td><td class="fail">✗ 自查发现问题</td>' in summary
    assert "<dt>自查未发现问题</dt><dd>1 个</dd>" in summary
