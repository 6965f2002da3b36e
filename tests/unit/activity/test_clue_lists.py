"""A bought list before anything is written: matched, alike, unmatched, known; columns put right."""

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.near_duplicates import Lookalikes, NamedAccount, near_duplicates
from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.usecases.activity.clue_lists import Fate, read_clue_file, take_in_clues
from govmedia_desktop.usecases.activity.clues import confirm_clue, list_clues
from tests.unit.desks import add, desk_of

HEADER = ("账号名称", "平台", "问题", "问题描述", "时间")


def book(path, *rows, header=HEADER):
    workbook = openpyxl.Workbook()
    for row in (header, *rows):
        workbook.active.append(row)
    workbook.save(path)
    return path


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        add(opened, "示例县普法", owner="示例县司法局")
        add(opened, "示例政务", platform="weibo")
        yield opened


def read(desk, tmp_path, *rows, name="周报.xlsx", **more):
    return read_clue_file(desk, book(tmp_path / name, *rows), **more)


def fates(found):
    return [clue.fate for clue in found.rows]


def test_every_row_says_what_it_is_to_the_register_and_nothing_is_written(desk, tmp_path):
    take_in_clues(desk, read(desk, tmp_path, ("示例政务", "微博", "不更新", "", "2026-11-01")))
    found = read(
        desk,
        tmp_path,
        ("示例县普法", "微信", "错别字", "甲", "2026-11-10"),
        ("示例縣普法", "微信", "错别字", "乙", "2026-11-10"),
        ("没有的号", "抖音", "广告", "丙", "2026-11-10"),
        ("示例政务", "微博", "不更新", "", "2026-11-01"),
        ("示例县普法", "微信", "错别字", "甲", "2026-11-10"),
    )
    assert fates(found) == [Fate.MATCHED, Fate.NEAR, Fate.UNMATCHED, Fate.KNOWN, Fate.DOUBLE]
    ((listed, why),) = found.rows[1].near
    assert (listed.account.name, why) == ("示例县普法", "名称只差繁简、全半角或符号")
    assert found.counts["added"] == 3
    assert [p.cell for p in found.problems] == ["A3", "A4"]
    assert len(list_clues(desk)) == 1


def test_what_is_only_alike_is_of_no_account_until_a_person_says_so(desk, tmp_path):
    found = read(desk, tmp_path, ("示例縣普法", "微信", "错别字", "", ""))
    take_in_clues(desk, found)
    (told,) = list_clues(desk)
    assert (told.listed, told.clue.named) == (None, "示例縣普法")
    assert confirm_clue(desk, told.id, "示例县普法").listed.account.name == "示例县普法"


def test_what_a_person_decides_is_written_with_the_clue(desk, tmp_path):
    found = read(
        desk, tmp_path, ("示例縣普法", "微信", "错别字", "", ""), ("示例縣普法", "", "广告", "", "")
    )
    (listed, _), *_ = found.rows[0].near
    decided = {found.rows[0].id: listed.account.id, found.rows[1].id: ""}
    take_in_clues(desk, found, decided)
    told = {t.clue.problem: t.listed and t.listed.account.name for t in list_clues(desk)}
    assert told == {"错别字": "示例县普法", "广告": None}
    again = read(desk, tmp_path, ("示例縣普法", "微信", "新问题", "", ""))
    with pytest.raises(RefusedError, match="台账里没有"):
        take_in_clues(desk, again, {again.rows[0].id: "无此编号"})


def test_a_name_on_several_platforms_is_open_until_the_platform_is_said(desk, tmp_path):
    add(desk, "示例政务", platform="douyin")
    found = read(desk, tmp_path, ("示例政务", "", "不更新", "", ""))
    assert fates(found) == [Fate.NEAR]
    assert {why for _, why in found.rows[0].near} == {"名称相同，没有写平台"}
    found = read(desk, tmp_path, ("示例政务", "快手", "不更新", "", ""))
    assert {why for _, why in found.rows[0].near} == {"名称相同，平台不同"}


CUSTOM = ("媒体名称", "渠道", "预警级别", "摘要")
ROW = ("示例县普法", "微信", "红色", "三周未更新")


def test_a_list_whose_problem_no_header_names_is_read_once_somebody_tells_the_column(
    desk, tmp_path
):
    path = book(tmp_path / "预警.xlsx", ROW, header=CUSTOM)
    found = read_clue_file(desk, path)
    assert (found.rows, found.columns.columns) == ((), {1: "named", 2: "platform"})
    assert "没有认出哪一列是问题" in found.problems[0].text
    told = {1: "named", 2: "platform", 3: "", 4: "problem"}
    found = read_clue_file(desk, path, wanted=Wanted(columns=told))
    assert [(c.row.problem, c.fate) for c in found.rows] == [("三周未更新", Fate.MATCHED)]


def test_columns_are_remembered_of_the_firm_and_of_the_layout(desk, tmp_path):
    path = book(tmp_path / "a.xlsx", ROW, header=CUSTOM)
    for firm, columns in (
        ("甲公司", {1: "named", 2: "platform", 4: "problem"}),
        ("乙公司", {1: "named", 2: "platform", 3: "problem", 4: "description"}),
    ):
        take_in_clues(desk, read_clue_file(desk, path, firm, Wanted(columns=columns)))
    problems = {
        firm: read_clue_file(desk, path, firm).rows[0].row.problem
        for firm in ("甲公司", "乙公司", "丙公司")
    }
    assert problems == {"甲公司": "三周未更新", "乙公司": "红色", "丙公司": "红色"}


def test_a_column_that_is_not_read_stays_among_the_columns_and_is_remembered_so(desk, tmp_path):
    rows = ("示例县普法", "微信", "错别字", "内部批注", "2026-11-10")
    columns = {1: "named", 2: "platform", 3: "problem", 4: "", 5: "found_on"}
    found = read(desk, tmp_path, rows, source="甲", wanted=Wanted(columns=columns))
    assert found.columns.titles == dict(enumerate(HEADER, 1))
    take_in_clues(desk, found)
    again = read(desk, tmp_path, rows, name="b.xlsx", source="甲")
    assert again.rows[0].row.description == ""
    assert again.count(Fate.KNOWN) == 1


def test_what_was_only_looked_at_is_not_remembered(desk, tmp_path):
    path = book(tmp_path / "a.xlsx", ROW, header=CUSTOM)
    read_clue_file(desk, path, "甲", Wanted(columns={1: "named", 4: "problem"}))
    assert read_clue_file(desk, path, "甲").wanted.columns is None


def test_a_list_without_account_names_is_refused(desk, tmp_path):
    with pytest.raises(CannotReadError, match="没有找到写有“账号名称”的表头"):
        read_clue_file(desk, book(tmp_path / "x.xlsx", (1, 2), header=("甲", "乙")))


NAMES = st.text("示例县縣普法司ａa1", min_size=1, max_size=6)


@given(NAMES, st.lists(NAMES, max_size=6), st.sampled_from(["", "微信公众号", "抖音"]))
def test_a_name_has_itself_among_its_lookalikes_and_what_is_alike_is_alike_both_ways(
    name, others, platform
):
    accounts = [NamedAccount(str(n), "微信公众号", other, None) for n, other in enumerate(others)]
    found = {near.account for near in Lookalikes(accounts).of(name, platform)}
    for account in accounts:
        back = Lookalikes([NamedAccount("x", "微信公众号", name, None)]).of(account.name)
        assert (account.id in found) == bool(back)
    if name in others:
        assert str(others.index(name)) in found


@given(NAMES, NAMES)
def test_lists_and_the_register_call_the_same_names_alike(one, other):
    pair = [NamedAccount("1", "微信", one, "甲局"), NamedAccount("2", "微信", other, "甲局")]
    found = [near.why for near in Lookalikes(pair[:1]).of(other, "微信")]
    alike = [like.why for like in near_duplicates(pair)]
    assert alike == [why for why in found if why != "名称相同"]
