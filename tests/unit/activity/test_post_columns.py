"""Which column of a list of posts is what: told by a person, remembered of account and layout."""

import openpyxl
import pytest

from govmedia_desktop.domain.posted import REQUIRED
from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.usecases.activity.post_lists import read_post_file
from govmedia_desktop.usecases.activity.posts import posts_of, take_in_posts
from tests.unit.desks import add, desk_of

HEADER = ("发布时间", "标题", "摘要")
ROW = ("2026-11-02", "1102", "医保缴费指南")
AS_TITLE = {1: "day", 2: "", 3: "title"}


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def book(path, *sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(str(number))
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def titles(read):
    return [row.title for _, row in read.new]


def test_how_each_column_is_read_is_told(desk, tmp_path):
    read = read_post_file(desk, book(tmp_path / "a.xlsx", (HEADER, ROW)), add(desk))
    assert read.columns.titles == {1: "发布时间", 2: "标题", 3: "摘要"}
    assert read.columns.columns == {1: "day", 2: "title"}
    assert read.columns.samples[3] == "医保缴费指南"


@pytest.mark.parametrize("field", REQUIRED)
def test_a_list_that_names_only_one_of_day_and_title_is_asked_about(desk, tmp_path, field):
    known = {"day": ("发布时间", "2026-11-02"), "title": ("标题", "甲")}[field]
    path = book(tmp_path / "a.xlsx", ((known[0], "其他"), (known[1], "x")))
    read = read_post_file(desk, path, add(desk))
    assert read.new == ()
    assert "请在“哪一列是什么”里指定" in read.problems[0].text
    assert read.columns.columns == {1: field}


def test_columns_told_are_read_and_remembered_once_taken_in(desk, tmp_path):
    record = add(desk)
    path = book(tmp_path / "a.xlsx", (HEADER, ROW))
    told = read_post_file(desk, path, record, Wanted(columns=AS_TITLE))
    assert titles(told) == ["医保缴费指南"]
    assert titles(read_post_file(desk, path, record)) == ["1102"]
    take_in_posts(desk, told)
    assert [p.title for p in posts_of(desk, record)] == ["医保缴费指南"]
    later = book(tmp_path / "b.xlsx", (HEADER, ("2026-11-03", "1103", "停水通知")))
    assert titles(read_post_file(desk, later, record)) == ["停水通知"]


def test_each_account_keeps_its_own_columns_and_others_take_the_latest(desk, tmp_path):
    one, other, third = add(desk, "甲号"), add(desk, "乙号"), add(desk, "丙号")
    path = book(tmp_path / "a.xlsx", (HEADER, ROW))
    for account, columns in ((one, AS_TITLE), (other, {1: "day", 2: "title", 3: ""})):
        take_in_posts(desk, read_post_file(desk, path, account, Wanted(columns=columns)))
    later = book(tmp_path / "b.xlsx", (HEADER, ("2026-11-03", "1103", "停水通知")))
    read = [titles(read_post_file(desk, later, account)) for account in (one, other, third)]
    assert read == [["停水通知"], ["1103"], ["1103"]]


def test_a_sheet_with_other_headers_keeps_its_own_columns(desk, tmp_path):
    other = (("日期", "标题"), ("2026-11-04", "乙"))
    path = book(tmp_path / "a.xlsx", (HEADER, ROW), other)
    read = read_post_file(desk, path, add(desk), Wanted(columns=AS_TITLE))
    assert sorted(titles(read)) == ["乙", "医保缴费指南"]


def test_a_column_that_is_not_read_is_missing(desk, tmp_path):
    path = book(tmp_path / "a.xlsx", (HEADER, ROW))
    read = read_post_file(desk, path, add(desk), Wanted(columns={1: "day", 2: "", 3: ""}))
    assert (read.new, "哪一列是标题" in read.problems[0].text) == ((), True)


def test_a_list_with_neither_is_refused(desk, tmp_path):
    path = book(tmp_path / "a.xlsx", (("甲", "乙"), ("1", "2")))
    with pytest.raises(CannotReadError, match="没有找到写有“发布日期”或“标题”的表头"):
        read_post_file(desk, path, add(desk))
