"""发布记录: read from what platforms write out, each post once, and what follows from them."""

from datetime import date

import openpyxl
import pytest

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.posts import Origin, PostKind
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts, read_post_file
from govmedia_desktop.usecases.activity.posts import (
    delete_posts,
    post_figures,
    posts_of,
    restore_posts,
    take_in_posts,
)
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.oversight.today import updates
from govmedia_desktop.usecases.register.accounts import confirm_last_updates, find_account
from tests.unit.desks import add, desk_of

SPAN = Period(date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def backend(path, *rows, header=("内容标题", "发表时间", "阅读次数", "内容url", "是否原创")):
    """As the back end of 微信公众平台 writes it out, one sheet a month."""
    workbook = openpyxl.Workbook()
    for number, part in enumerate((rows[::2], rows[1::2]), 1):
        sheet = workbook.create_sheet(f"{number}月")
        for row in (header, *part):
            sheet.append(row)
    workbook.remove(workbook.worksheets[0])
    workbook.save(path)
    return path


def test_every_sheet_of_a_platforms_export_is_read_and_reads_are_left_aside(desk, tmp_path):
    record = add(desk)
    path = backend(
        tmp_path / "数据.xlsx",
        ("医保缴费指南", "2026-11-02 09:30:00", 1200, "https://mp.weixin.qq.com/s/a", "原创"),
        ("县委常委会召开", "2026年11月5日", 300, "", "转载"),
    )
    read = read_post_file(desk, path, "示例发布")
    assert read.counts == {"rows": 2, "added": 2, "unchanged": 0, "duplicates": 0, "rejected": 0}
    assert take_in_posts(desk, read) == 2
    one, other = posts_of(desk, record)
    assert (one.day, one.title, one.origin) == ("2026-11-05", "县委常委会召开", Origin.REPRINT)
    assert other.link == "https://mp.weixin.qq.com/s/a"
    assert "1200" not in str(desk.db.execute("SELECT * FROM post").fetchall())


def test_the_same_file_again_changes_nothing(desk, tmp_path):
    record = add(desk)
    path = backend(tmp_path / "数据.xlsx", ("甲", "2026-11-02", 1, "", ""), ("甲", "2026-11-02"))
    read = read_post_file(desk, path, record)
    assert (read.counts["added"], read.counts["duplicates"]) == (1, 1)
    take_in_posts(desk, read)
    again = read_post_file(desk, path, record)
    assert (again.counts["added"], again.counts["unchanged"]) == (0, 1)


def test_rows_find_their_account_by_name_and_platform(desk, tmp_path):
    add(desk, "示例发布")
    weibo = add(desk, "示例发布", platform="weibo")
    header = ("标题", "日期", "账号名称", "平台", "内容类型")
    path = backend(
        tmp_path / "数据.xlsx",
        ("甲", "2026-11-02", "示例发布", "新浪微博", "政策解读"),
        ("乙", "2026-11-03", "示例发布", "", ""),
        ("丙", "2026-11-04", "别的号", "", ""),
        ("丁", "2026-11-04", "", "", ""),
        header=header,
    )
    read = read_post_file(desk, path)
    assert read.counts["rejected"] == 3
    assert {p.text for p in read.problems} == {
        "台账里没有（或不止一个）“示例发布”，未读入",
        "台账里没有（或不止一个）“别的号”，未读入",
        "没有写是哪个账号的，未读入；请选定账号再导入",
    }
    take_in_posts(desk, read)
    assert [p.kind for p in posts_of(desk, weibo)] == [PostKind.POLICY]


def test_a_row_that_names_an_account_is_that_ones_whatever_account_was_chosen(desk, tmp_path):
    chosen, other = add(desk, "示例发布"), add(desk, "示例公安")
    path = backend(
        tmp_path / "数据.xlsx",
        ("甲", "2026-11-02", "示例公安"),
        ("乙", "2026-11-03", ""),
        ("丙", "2026-11-04", "没有的号"),
        header=("标题", "日期", "账号名称"),
    )
    read = read_post_file(desk, path, chosen)
    take_in_posts(desk, read)
    assert [p.title for p in posts_of(desk, other)] == ["甲"]
    assert [p.title for p in posts_of(desk, chosen)] == ["乙"]
    assert [p.text for p in read.problems] == ["台账里没有（或不止一个）“没有的号”，未读入"]


def test_rows_without_title_or_with_impossible_days_are_told_by_cell(desk, tmp_path):
    path = backend(
        tmp_path / "数据.xlsx",
        ("", "2026-11-02", 1),
        ("甲", "2026-02-30", 1),
        ("乙", "2027-01-01", 1),
        ("丙", None, 1),
    )
    read = read_post_file(desk, path, add(desk))
    assert read.counts["rejected"] == 4
    assert {(p.sheet, p.cell) for p in read.problems} == {
        ("1月", "A2"),
        ("2月", "B2"),
        ("1月", "B3"),
        ("2月", "B3"),
    }


def test_a_file_without_days_and_titles_is_refused(desk, tmp_path):
    path = backend(tmp_path / "x.xlsx", ("a", "b"), header=("姓名", "电话"))
    with pytest.raises(CannotReadError, match="没有认出发布记录"):
        read_post_file(desk, path)
    with pytest.raises(RefusedError, match="没有名为"):
        read_post_file(desk, backend(tmp_path / "y.xlsx", ("甲", "2026-11-02")), "没有的号")


def test_pasted_lines_are_posts_and_others_are_told(desk):
    record = add(desk)
    lines = (
        "2026-11-20 医保缴费指南 https://mp.weixin.qq.com/s/a",
        "2026年11月3日，县城停水通知",
        "阅读 300",
    )
    read = read_pasted_posts(desk, "\n".join(lines), record)
    assert [p.text for p in read.problems] == ["看不出日期和标题：“阅读 300”"]
    take_in_posts(desk, read)
    assert [(p.day, p.title, p.link) for p in posts_of(desk, record)] == [
        ("2026-11-20", "医保缴费指南", "https://mp.weixin.qq.com/s/a"),
        ("2026-11-03", "县城停水通知", ""),
    ]


def test_a_later_post_is_a_last_update_that_somebody_looked_up(desk):
    record = add(desk)
    confirm_last_updates(desk, {record: date(2026, 11, 10)}, date(2026, 11, 11))
    take_in_posts(desk, read_pasted_posts(desk, "2026-11-02 甲", record))
    account = find_account(desk, record).account
    assert (account.last_update, account.last_update_verified) == ("2026-11-10", "2026-11-11")
    take_in_posts(desk, read_pasted_posts(desk, "2026-11-20 乙", record))
    account = find_account(desk, record).account
    assert (account.last_update, account.last_update_verified) == ("2026-11-20", "2026-11-21")


@pytest.mark.parametrize(
    ("last", "limit", "stands"),
    [
        ("2026-11-20", "14", ("2026-11-21", Freshness.CURRENT)),
        ("2026-11-07", "14", ("2026-11-21", Freshness.SOON)),
        ("2026-11-06", "14", ("2026-11-06", Freshness.UNKNOWN)),
        ("2026-11-13", "7", ("2026-11-13", Freshness.UNKNOWN)),
    ],
)
def test_a_file_of_which_nobody_knows_the_day_calls_no_account_overdue(
    desk, tmp_path, last, limit, stands
):
    """It may have been written out weeks ago; what came since stands in the platform."""
    record = add(desk)
    set_parameter(desk, NewParameter("max_idle_days", limit, "县规定"))
    path = backend(tmp_path / "数据.xlsx", ("旧闻", "2026-10-02"), ("近闻", last))
    take_in_posts(desk, read_post_file(desk, path, "示例发布"), path.name)
    account = find_account(desk, record).account
    (update,) = updates(desk)
    assert account.last_update == last
    assert (account.last_update_verified, update.freshness) == stands


def test_what_somebody_pastes_today_was_looked_at_today(desk):
    record = add(desk)
    take_in_posts(desk, read_pasted_posts(desk, "2026-10-20 甲", record))
    assert find_account(desk, record).account.last_update_verified == "2026-11-21"
    assert updates(desk)[0].freshness is Freshness.OVERDUE


def test_a_deleted_post_is_put_back_as_it_was(desk):
    record = add(desk)
    take_in_posts(desk, read_pasted_posts(desk, "2026-11-02 甲\n2026-11-03 乙", record))
    before = posts_of(desk, record)
    delete_posts(desk, before[:1])
    assert posts_of(desk, record) == before[1:]
    restore_posts(desk, before[:1])
    assert posts_of(desk, record) == before


def test_a_post_of_tomorrow_is_told_and_left(desk):
    record = add(desk)
    read = read_pasted_posts(desk, "2026-11-02 甲\n2026-11-22 乙", record)
    assert read.counts == {"rows": 2, "added": 1, "unchanged": 0, "duplicates": 0, "rejected": 1}
    assert [problem.text for problem in read.problems] == ["晚于今天，不能算，未读入"]
    take_in_posts(desk, read)
    assert [post.title for post in posts_of(desk, record)] == ["甲"]


def test_figures_follow_the_limit_of_the_office_and_end_today(desk):
    record = add(desk)
    add(desk, "没有记录的号")
    take_in_posts(desk, read_pasted_posts(desk, "2026-10-01 甲\n2026-11-20 乙", record))
    (found,) = post_figures(desk, SPAN)
    assert (found.figures.count, found.figures.longest_gap, found.figures.days_over) == (2, 49, 35)
    assert float(found.figures.per_week) == pytest.approx(2 / (52 / 7))


def test_nothing_is_said_of_a_span_that_nobody_looked_at(desk):
    record = add(desk)
    take_in_posts(desk, read_pasted_posts(desk, "2026-09-01 甲", record))
    confirm_last_updates(desk, {record: date(2026, 11, 20)}, date(2026, 11, 21))
    assert post_figures(desk, SPAN) == []


def test_figures_end_on_the_last_look_where_it_found_nothing_new(desk):
    record = add(desk)
    take_in_posts(desk, read_pasted_posts(desk, "2026-10-01 甲", record))
    confirm_last_updates(desk, {record: date(2026, 10, 1)}, date(2026, 10, 20))
    (found,) = post_figures(desk, SPAN)
    assert (found.until, found.figures.longest_gap) == ("2026-10-20", 19)


def test_a_post_entered_by_mistake_is_cleared_and_its_history_stays(desk):
    record = add(desk)
    take_in_posts(desk, read_pasted_posts(desk, "2026-11-20 乙", record))
    delete_posts(desk, posts_of(desk, record))
    assert posts_of(desk, record) == []
    assert post_figures(desk, SPAN) == []
    take_in_posts(desk, read_pasted_posts(desk, "2026-11-20 乙", record))
    assert [p.title for p in posts_of(desk, record)] == ["乙"]
