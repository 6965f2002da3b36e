"""Lists of names and dates from anywhere: one account by its whole name, faults by line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.accounts import Account, AccountKind, Platform, Status
from govmedia_desktop.domain.told_dates import read_told_dates

TODAY = date(2026, 11, 21)


def account(id_, name, platform=Platform.WECHAT, last=None):
    return Account(
        id=id_,
        name=name,
        platform=platform,
        status=Status.RUNNING,
        kind=AccountKind.PUBLISHING,
        last_update=last,
    )


REGISTER = [
    account("a", "示例发布", last="2026-11-10"),
    account("b", "示例镇发布"),
    account("c", "示例公安"),
    account("d", "示例公安", Platform.WEIBO),
]


def read(text):
    return read_told_dates(text, REGISTER, TODAY)


def one(text):
    (told,) = read(text)
    return (told.account.id if told.account else None, str(told.day or ""), told.fault)


@pytest.mark.parametrize(
    "line",
    [
        "示例发布 11月20日",
        "示例发布\t2026-11-20",
        "1\t示例发布\t微信公众号\t2026/11/20",
        "示例发布：11.20",
        "示例发布11月20号",
        "“示例发布”最近更新 2026年11月20日 09:30",
        "示例发布更新于11-20",
        "昨天 示例发布",
        "示例发布 20261120",
        "示例发布（微信）最后更新时间：11/20",
    ],
)
def test_a_line_tells_its_account_and_day(line):
    assert one(line) == ("a", "2026-11-20", "")


def test_a_name_within_another_is_another_account():
    assert one("示例镇发布 11-20") == ("b", "2026-11-20", "")
    assert one("示例发布厅 11-20") == (None, "", "台账里没有这个账号名称")


def test_of_one_name_on_two_platforms_the_platform_decides():
    assert one("示例公安 新浪微博 11-20")[0] == "d"
    assert one("示例公安（微信公众号） 11-20")[0] == "c"
    assert "请写明平台" in one("示例公安 11-20")[2]


def test_what_cannot_be_taken_is_told_by_line():
    told = read("各位好\n张三 2026/11/21 10:02\n示例发布\n示例发布 11-01 11-20\n示例镇发布 12月1日")
    assert [(t.number, t.fault) for t in told] == [
        (2, "台账里没有这个账号名称"),
        (3, "没有日期"),
        (4, "有几个日期，分不清是哪一个"),
        (5, ""),
    ]
    assert str(told[-1].day) == "2025-12-01"  # the latest first of December that was


def test_a_day_to_come_and_a_day_that_is_none_are_faults():
    assert one("示例镇发布 2026-12-01")[2] == "晚于今天，不能算"
    assert "没有“2026-02-30”这一天" in one("示例镇发布 2026-02-30")[2]


def test_a_day_before_the_registers_is_never_taken():
    assert "比台账所记的2026-11-10早" in one("示例发布 11-09")[2]
    assert one("示例发布 11-10")[2] == ""


def test_of_several_lines_about_one_account_the_latest_day_is_taken():
    told = read("示例发布 11-18\n示例发布 11-20\n示例发布 11-19")
    assert [t.fault for t in told] == [
        "第2行也写了这个账号，按2026-11-20",
        "",
        "第2行也写了这个账号，按2026-11-20",
    ]


def test_two_accounts_in_one_line_are_not_guessed():
    assert one("示例发布、示例镇发布 11-20")[2].startswith("分不清是哪一个")


@given(st.text())
def test_any_text_is_read_and_takes_no_account_that_it_does_not_name(text):
    for told in read(text):
        assert told.fault or (told.account is not None and told.account.name in told.text)
