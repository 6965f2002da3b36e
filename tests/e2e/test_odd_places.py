"""Places to write to, and days, that nobody should give but somebody will."""

import os

import pytest

from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.offices.parameters import list_parameters

SPAN = ["--from", "2024-04-01", "--to", "2024-06-30"]


@pytest.fixture
def county(office):
    return office()


@pytest.mark.parametrize(
    "command",
    [
        ["report", "problems", *SPAN, "-o"],
        ["package", "export", "-o"],
        ["trends", "--chart"],
    ],
)
def test_nothing_is_written_over_the_data(county, command):
    database = county.folder / "data.db"
    for place in (database, county.folder / "evidence" / "清单.xlsx"):
        assert "数据文件夹" in county.refused(*command, place)
    assert not (county.folder / "evidence" / "清单.xlsx").exists()
    assert county.tell("verify")["ok"]


@pytest.mark.parametrize("end", ["0001-03-31", "0002-03-31"])
def test_a_report_of_the_first_year_there_is_tells_what_is_known(county, end):
    told = county.tell("report", "overview", "--from", f"{end[:4]}-01-01", "--to", end)
    assert told["rate_last_year"] == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_demonstration_where_nothing_can_be_made_is_refused(county, tmp_path):
    tmp_path.chmod(0o500)
    assert "换一个" in county.refused("demo", tmp_path / "示例")


def test_a_demonstration_below_a_file_is_refused(county, tmp_path):
    (tmp_path / "文件").touch()
    assert "换一个" in county.refused("demo", tmp_path / "文件" / "示例")


@pytest.mark.parametrize(
    "odd",
    [{"value": "十"}, {"value": "NaN"}, {"value": "30"}, {"value": "-1"}, {"severity": "凶"}],
)
def test_a_parameter_that_no_office_could_have_set_holds_nowhere(county, odd):
    values = {"name": "max_idle_days", "value": "10", "severity": "veto", "basis": "规定"}
    with open_desk(county.folder, "张三") as desk:
        record = "01900000-0000-7000-8000-00000000abcd"
        desk.record([Edit(record, "parameter", {**values, "office": desk.office, **odd})])
        assert list_parameters(desk) == []
    county.tell("accounts", "add", "name=示例发布", "platform=wechat", "last_update=2024-04-24")
    told = county.tell(*county.inspect("示例发布", interaction="yes"))
    assert told["verdict"] == "合格"
