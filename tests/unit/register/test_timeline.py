"""沿革: everything that ever happened to an account stands there, each in its own words."""

from datetime import date, datetime

import pytest

from govmedia_desktop.domain.advice import Deed
from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.domain.office_changes import OfficeChange, OfficeChangeKind
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.activity.clue_lists import read_clue_file, take_in_clues
from govmedia_desktop.usecases.activity.clues import confirm_clue, list_clues
from govmedia_desktop.usecases.activity.messages import add_message
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import take_in_posts
from govmedia_desktop.usecases.oversight.advice import decide
from govmedia_desktop.usecases.oversight.timeline import timeline
from govmedia_desktop.usecases.register.accounts import change_account, find_account
from govmedia_desktop.usecases.register.life import NewStep, add_step
from govmedia_desktop.usecases.register.merging import ONE, merge_all
from govmedia_desktop.usecases.register.office_changes import change_office
from tests.unit.desks import add, desk_of, inspect


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def told(desk, account):
    return {(h.day, h.title): h.lines for h in timeline(desk, account)}


def renamed(desk, old, new, day):
    office = next(i for (i,) in desk.db.execute("SELECT id FROM office WHERE name = ?", [old]))
    kind = OfficeChangeKind.RENAMED
    change_office(desk, OfficeChange(kind, office, date.fromisoformat(day), "县编〔2026〕3号", new))


def test_names_owners_inspections_findings_posts_notices_and_clues_all_stand_there(desk, tmp_path):
    record = add(desk, "示例普法", owner="示例县司法局", opened="2020-05-01")
    changed = NewStep(StepKind.CHANGED, date(2026, 10, 9), changes={"name": "示例县普法"})
    add_step(desk, record, changed)
    change_account(desk, record, {"owner": "示例县法学会"}, "职能划转")
    inspect(desk, record, last_update="2026-10-02")
    take_in_posts(desk, read_pasted_posts(desk, "2026-11-02 医保指南\n2026-11-09 停水", record))
    path = tmp_path / "周报.csv"
    path.write_text("账号名称,平台,问题,时间\n示例县普法,微信,错别字,2026-11-01\n", "utf-8")
    take_in_clues(desk, read_clue_file(desk, path))
    confirm_clue(desk, list_clues(desk)[0].id)
    add_message(desk, record, {"nature": "诉求", "asked": "2026-11-03", "content": "怎么办？"})
    notice = NewStep(StepKind.NOTICE, date(2026, 11, 20), texts={"link": "https://a.example/n"})
    add_step(desk, record, notice)
    lines = told(desk, record)
    assert lines["2026-10-09", "变更"] == ("账号名称：示例普法 → 示例县普法",)
    assert lines["2026-11-21", "季度检查：不合格"] == ("内容不更新",)
    assert ("2026-11-09", "本月发布 2 条") in lines
    assert ("2026-11-01", "监测线索（已核实）：错别字") in lines
    assert "怎么办？" in lines["2026-11-03", "诉求"]
    assert lines["2026-11-20", "停更公告"] == ("链接：https://a.example/n",)
    owner = "主办单位：示例县司法局 → 示例县法学会"
    assert any((owner, "事由：职能划转") == h.lines for h in timeline(desk, record))


def test_every_decision_stands_there_with_its_reason_and_who_made_it(desk):
    record = add(desk)
    decide(desk, record, Deed.KEEP, "群众常用")
    desk.staff = "李四"
    desk.clock = lambda: datetime.fromisoformat("2026-11-22T10:00:00+08:00")
    decide(desk, record, Deed.CLOSE, "已有县级账号")
    decided = [h for h in timeline(desk, record) if h.title.startswith("处置决定")]
    assert [(h.day, h.title, h.lines) for h in decided] == [
        ("2026-11-22", "处置决定：关停", ("理由：已有县级账号",)),
        ("2026-11-21", "处置决定：保留", ("理由：群众常用",)),
    ]
    assert decided[0].who == "李四 · 示例县人民政府办公室"


def test_a_new_name_of_the_owner_is_told_since_the_account_is_its_own(desk):
    record = add(desk, owner="示例县法学会", opened="2026-03-01")
    renamed(desk, "示例县法学会", "示例县法学研究会", "2026-02-01")
    renamed(desk, "示例县法学研究会", "示例县法学联合会", "2026-11-10")
    lines = told(desk, record)
    found = {key: value for key, value in lines.items() if key[1] == "主办单位更名"}
    line = "主办单位：示例县法学研究会 → 示例县法学联合会"
    assert found == {("2026-11-10", "主办单位更名"): (line,)}


def test_what_another_program_wrote_as_a_day_of_a_name_hinders_nothing(desk):
    record = add(desk, owner="示例县法学会")
    owner = find_account(desk, record).account.owner
    desk.record([Edit(owner, "office", {"former_names": {"旧名": "从前", "更旧": "9999-12-31"}})])
    assert [h for h in timeline(desk, record) if "更名" in h.title] == []


def test_joined_entries_have_one_life(desk):
    one, other = add(desk, "甲", owner="甲局"), add(desk, "甲号", owner="甲局")
    decide(desk, other, Deed.KEEP, "群众常用")
    take_in_posts(desk, read_pasted_posts(desk, "2026-11-02 医保指南", other))
    merge_all(desk, [one, other], {}, ONE)
    lines = told(desk, one)
    assert ("2026-11-02", "本月发布 1 条") in lines
    assert ("2026-11-21", "处置决定：保留") in lines
