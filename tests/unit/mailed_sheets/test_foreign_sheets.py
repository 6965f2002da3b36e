"""A table in any layout that an office mailed: columns guessed, corrected, remembered; taken in."""

import pytest
from openpyxl import Workbook

from govmedia_desktop.domain.column_mapping import Target, guess, layout_of
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.store import drafts
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.inspections.inspections import answer_all, result_of, resume
from govmedia_desktop.usecases.mailed.foreign_sheets import (
    Outcome,
    map_again,
    read_foreign_sheet,
    take_in_foreign,
)
from govmedia_desktop.usecases.mailed.sheets import sending_to
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.periods import current_period
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.unit.desks import add, desk_of

TOWN = "示例镇人民政府"
HEADER = [
    "序号",
    "公众号名称",
    "平台类型",
    "最后更新时间",
    "有无互动方式",
    "抽看篇数",
    "抽看开始",
    "抽看结束",
    "严重表述错误",
    "泄露国家秘密",
    "反动暴力色情内容",
    "负面舆情",
    "购买粉丝等弄虚作假",
    "经办人意见",
]
JUDGED = ["未发现"] * 5
TITLES = dict(enumerate(HEADER[3:13]))
NAMED = {
    "抽看开始": "looked_from",
    "抽看结束": "looked_to",
    "有无互动方式": "interaction",
    "抽看篇数": "looked_at",
    "最后更新时间": "last_update",
    "严重表述错误": "serious_error",
    "泄露国家秘密": "leak",
    "反动暴力色情内容": "harmful_content",
    "负面舆情": "adverse_opinion",
    "购买粉丝等弄虚作假": "fake_engagement",
}


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "data") as opened:
        for name in ("示例镇发布", "示例镇之声"):
            add(opened, name, owner=TOWN)
        add(opened, "示例镇之声", platform="weibo", owner=TOWN)
        add(opened, "示例教育", owner="示例县教育局")
        yield opened


def row(name="示例镇发布", platform="微信公众号", talk="有", updated="2026-11-20", judged=JUDGED):
    return [1, name, platform, updated, talk, 12, "2026-11-01", "2026-11-20", *judged, "同意"]


def table(path, *rows, header=HEADER, above=("示例镇检查情况表",)):
    book = Workbook()
    for line in (*([text] for text in above), header, *rows):
        book.active.append(line)
    book.save(path)
    return path


def read(desk, path, office=TOWN):
    return read_foreign_sheet(
        desk, path, sending_to(desk, office, "national-2019", current_period(desk))
    )


def mapped(desk, found, **changes):
    """Map columns by title to questions by name, as a person corrects the guess."""
    by_name = {target.key.rpartition("/")[2]: target.key for target in found.targets}
    columns = {title: column for column, title in found.titles.items()}
    given = {**NAMED, **changes}
    mapping = {columns[t]: by_name.get(n, n) for t, n in given.items() if t in columns}
    fields = {c: k for c, k in found.mapping.items() if k in ("name", "platform")}
    return map_again(desk, found, {**fields, **mapping})


def test_account_and_platform_are_recognised_and_the_plain_questions_guessed(desk, tmp_path):
    found = read(desk, table(tmp_path / "来.xlsx", row()))
    guessed = {found.titles[c]: key.rpartition("/")[2] for c, key in found.mapping.items()}
    assert (guessed["公众号名称"], guessed["平台类型"]) == ("name", "platform")
    wrong = {title: name for title, name in NAMED.items() if guessed.get(title, name) != name}
    assert wrong == {}
    assert len(guessed) >= 10
    assert "经办人意见" not in guessed
    assert not found.remembered


def test_a_complete_row_becomes_the_offices_own_finished_check(desk, tmp_path):
    path = table(tmp_path / "来.xlsx", row())
    found = take_in_foreign(desk, mapped(desk, read(desk, path)))
    assert [r.outcome for r in found.rows] == [Outcome.FINISHED]
    (inspection,) = standing(desk.db, "inspection")
    assert (inspection["office"], inspection["nature"]) == (find_office(desk, TOWN).id, "自查")
    source = result_of(desk, inspection["id"]).source
    assert (source.told, source.sha256) == ("电子表格报送（来.xlsx）", found.sha256)
    assert verify(desk, recompute=True) == []


def test_an_incomplete_row_becomes_a_draft_of_that_office_to_be_gone_on_with(desk, tmp_path):
    path = table(tmp_path / "来.xlsx", row(judged=["未发现"] * 4 + [None]))
    take_in_foreign(desk, mapped(desk, read(desk, path)))
    assert standing(desk.db, "inspection") == []
    (draft,) = drafts.drafts(desk.db)
    inspection = resume(desk, draft.id)
    assert inspection.office == find_office(desk, TOWN).id
    assert inspection.source.told == "电子表格报送（来.xlsx）"
    answer_all(inspection, {"fake_engagement": "none"})
    record = inspection.finish()
    assert result_of(desk, record).source.file == "来.xlsx"


def test_the_same_file_twice_is_one(desk, tmp_path):
    path = table(tmp_path / "来.xlsx", row(), row("示例镇之声", talk=None))
    take_in_foreign(desk, mapped(desk, read(desk, path)))
    again = mapped(desk, read(desk, path))
    assert [r.outcome for r in again.rows] == [Outcome.ALREADY, Outcome.ALREADY]
    take_in_foreign(desk, again)
    assert len(standing(desk.db, "inspection")) == 1
    assert len(drafts.drafts(desk.db)) == 1


def test_nothing_is_written_before_it_is_taken_in(desk, tmp_path):
    mapped(desk, read(desk, table(tmp_path / "来.xlsx", row())))
    assert standing(desk.db, "inspection") == []
    assert drafts.drafts(desk.db) == []
    assert not list(desk.store.evidence.rglob("*/*"))


def test_a_corrected_mapping_is_remembered_of_sender_and_layout(desk, tmp_path):
    first = mapped(desk, read(desk, table(tmp_path / "一.xlsx", row())))
    take_in_foreign(desk, first)
    above = ("示例镇", "第四季度")
    again = read(desk, table(tmp_path / "二.xlsx", row("示例镇之声"), above=above))
    assert again.remembered
    assert again.mapping == first.mapping
    other = read(desk, table(tmp_path / "三.xlsx", row(), header=[*HEADER[:-1], "备注"]))
    assert not other.remembered
    assert not read(desk, table(tmp_path / "四.xlsx", row("示例教育")), "示例县教育局").remembered


def test_accounts_of_other_offices_unknown_ones_and_second_rows_are_told_and_left(desk, tmp_path):
    rows = (row(), row("示例教育"), row("没有的号"), row(), row("示例镇之声", platform=None))
    found = mapped(desk, read(desk, table(tmp_path / "来.xlsx", *rows)))
    assert [r.outcome.value for r in found.rows] == ["finished", *["refused"] * 4]
    whys = [r.why for r in found.rows[1:]]
    assert [("没有叫" in w, "前面已有" in w, "不止一个" in w) for w in whys] == [
        (True, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_the_platform_tells_accounts_of_one_name_apart(desk, tmp_path):
    found = mapped(
        desk, read(desk, table(tmp_path / "来.xlsx", row("示例镇之声", platform="微博")))
    )
    weibo = find_account(desk, "示例镇之声", "weibo")
    assert found.rows[0].account == weibo


def test_what_the_form_does_not_take_is_told_by_cell(desk, tmp_path):
    found = mapped(desk, read(desk, table(tmp_path / "来.xlsx", row(talk="尚可"))))
    (fault,) = found.rows[0].faults
    assert fault.cell == "E3"
    assert "没有“尚可”这个选项" in fault.text
    assert found.rows[0].outcome is Outcome.DRAFT


def test_a_table_without_account_names_is_refused(desk, tmp_path):
    with pytest.raises(CannotReadError, match="账号名称"):
        read(desk, table(tmp_path / "来.xlsx", ["1", "2"], header=["甲", "乙"]))


def test_a_header_that_names_no_account_is_found_by_the_names_below_it(desk, tmp_path):
    header = ["", "单位号", "在哪", *HEADER[3:]]
    found = read(desk, table(tmp_path / "来.xlsx", row(), row("示例镇之声"), header=header))
    assert found.titles[2] == "单位号"
    assert found.mapping[2] == "name"
    assert [r.name.text for r in found.rows] == ["示例镇发布", "示例镇之声"]
    platform = {**found.mapping, 3: "platform"}
    assert mapped(desk, map_again(desk, found, platform)).count(Outcome.FINISHED) == 2
    take_in_foreign(desk, mapped(desk, map_again(desk, found, platform)))
    again = read(desk, table(tmp_path / "又来.xlsx", row(updated="2026-11-19"), header=header))
    assert again.remembered
    assert again.mapping[3] == "platform"


def test_two_columns_for_one_item_or_none_for_the_name_are_refused(desk, tmp_path):
    found = read(desk, table(tmp_path / "来.xlsx", row()))
    with pytest.raises(RefusedError, match="哪一列是账号名称"):
        map_again(desk, found, {})
    with pytest.raises(RefusedError, match="两列对应了同一项"):
        map_again(desk, found, {2: "name", 3: "name"})


def test_a_file_changed_since_it_was_read_is_not_taken_in(desk, tmp_path):
    path = table(tmp_path / "来.xlsx", row())
    found = mapped(desk, read(desk, path))
    table(path, row(talk="没有"))
    with pytest.raises(RefusedError, match="刚才被改动过"):
        take_in_foreign(desk, found)
    assert standing(desk.db, "inspection") == []


def test_a_column_is_guessed_for_one_item_only_the_likest_first():
    targets = [Target("a", ("更新日期",)), Target("b", ("更新日期说明",))]
    assert guess({1: "更新日期说明", 2: "更新日期", 3: "更新日期", 4: ""}, targets) == {
        1: "b",
        2: "a",
    }


def test_a_layout_is_its_header_however_it_is_spelled():
    assert layout_of(["账号名称", "平台 "]) == layout_of(["账号名称", "平台"])
    assert layout_of(["账号名称", "平台"]) != layout_of(["平台", "账号名称"])
