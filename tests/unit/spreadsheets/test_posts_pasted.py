"""Pasted posts: lines of any kind of date, cells with and without headers, faults by line."""

from datetime import date

import pytest

from govmedia_desktop.domain.posts import Origin, PostKind
from govmedia_desktop.spreadsheets.posts import read_pasted

TODAY = date(2026, 11, 21)


def read(text):
    found = read_pasted(text, TODAY)
    return [(r.day, r.title) for r in found.rows], [(p.cell, p.text) for p in found.problems]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2026-11-20 停水通知", "2026-11-20"),
        ("2026年11月3日，停水通知", "2026-11-03"),
        ("2026.1.5 09:30 停水通知", "2026-01-05"),
        ("11月20日：停水通知", "2026-11-20"),
        ("12-30 停水通知", "2025-12-30"),
        ("昨天 停水通知", "2026-11-20"),
    ],
)
def test_a_line_begins_with_its_day(line, day):
    assert read(line) == ([(day, "停水通知")], [])


@pytest.mark.parametrize(
    "line", ["停水通知", "3.5 万人参保", "2026-11-20", "2026-11-20 https://a.b"]
)
def test_a_line_without_day_or_title_is_told_by_its_number(line):
    assert read(f"\n{line}") == ([], [("第2行", f"看不出日期和标题：“{line}”")])


def test_days_that_are_none_and_days_to_come_are_no_posts():
    rows, problems = read("2026-02-30 甲\n2026-12-01 乙")
    assert rows == []
    assert [text for _, text in problems] == [
        "没有“2026-02-30”这一天，请再看一下，未读入",
        "晚于今天，不能算，未读入",
    ]


def test_cells_with_headers_are_read_by_them():
    header = "内容标题\t阅读次数\t发表时间\t是否原创\n"
    found = read_pasted(f"{header}甲\t300\t2026-11-02 09:30:00\t原创\n乙\t2\t\t\n", TODAY)
    assert [(r.cell, r.day, r.title, r.origin) for r in found.rows] == [
        ("第2行", "2026-11-02", "甲", Origin.ORIGINAL)
    ]
    assert [p.cell for p in found.problems] == ["第3行"]


def test_cells_without_headers_are_read_by_what_they_hold():
    found = read_pasted("甲\t2026-11-02\t1,200\t转载\t政策解读\thttps://a.b/c\n", TODAY)
    (row,) = found.rows
    assert (row.day, row.title, row.link) == ("2026-11-02", "甲", "https://a.b/c")
    assert (row.origin, row.kind) == (Origin.REPRINT, PostKind.POLICY)


def test_nothing_pasted_is_nothing_read():
    assert read("") == ([], [])
    assert read("\n \n") == ([], [])
