"""校验 with --recompute: a record that says otherwise than its answers is found and named."""

import json

import pytest

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.errors import DataFolderError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.register.accounts import add_account
from govmedia_desktop.usecases.upkeep.backups import (
    back_up,
    backups_in,
    changes_since,
    list_backups,
    newest_intact,
)
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.unit.desks import add, desk_of, inspect
from tests.unit.forms.test_further_shipped_forms import COUNTY

FRESH = {"last_update": "2026-11-20"}


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        add(opened, "示例发布")
        yield opened


def altered(desk, **changes):
    """Write an inspection's result anew with these parts changed; return its record id."""
    (row,) = desk.db.query("SELECT id, result FROM inspection")
    result = {**json.loads(row["result"]), **changes}
    desk.record([Edit(row["id"], "inspection", {"result": result})])
    return row["id"]


def told(desk):
    return [fault.text for fault in verify(desk, recompute=True)]


def test_a_sound_folder_has_no_fault_whatever_the_form(desk):
    inspect(desk, "示例发布", interaction="no", **FRESH)
    inspect(desk, "示例发布", form="county-score", **COUNTY)
    assert told(desk) == []


def test_a_finding_that_was_taken_out_and_its_verdict_are_both_named(desk):
    inspect(desk, "示例发布", interaction="no", **FRESH)
    record = altered(desk, findings=[], conclusion="合格")
    first, second = told(desk)
    assert first == f"检查{record}：当时合格，重算不合格"
    assert second.startswith(f"检查{record}：")
    assert second.endswith("(veto)当时没有、重算有")


def test_a_finding_that_nothing_answers_for_is_named(desk):
    inspect(desk, "示例发布", interaction="no", **FRESH)
    (row,) = desk.db.query("SELECT result FROM inspection")
    (finding,) = json.loads(row["result"])["findings"]
    record = altered(desk, findings=[finding, {**finding, "path": "/data/made_up"}])
    assert told(desk) == [f"检查{record}：/data/made_up(veto)当时有、重算没有"]


def test_a_score_that_the_answers_do_not_give_is_named_with_both(desk):
    inspect(desk, "示例发布", form="county-score", **{**COUNTY, "typos": "1"})
    (row,) = desk.db.query("SELECT result FROM inspection")
    was = json.loads(row["result"])["score"]
    record = altered(desk, score="100")
    assert told(desk) == [f"检查{record}：当时得分100，重算{was}"]
    altered(desk, score=None)
    assert told(desk) == [f"检查{record}：当时得分无，重算{was}"]


def test_a_result_that_nobody_can_read_is_named_and_judges_nobody(desk):
    inspect(desk, "示例发布", **FRESH)
    record = altered(desk, answers="没有了")
    assert told(desk) == [f"检查{record}：记录的结果不完整"]


def test_an_inspection_whose_form_is_not_here_is_named_and_the_others_are_still_weighed(desk):
    inspect(desk, "示例发布", **FRESH)
    record = altered(desk)
    desk.record([Edit(record, "inspection", {"form": new_id()})])
    add(desk, "示例之声")
    inspect(desk, "示例之声", **FRESH)
    (only,) = told(desk)
    assert only.startswith(f"检查{record}：")
    assert verify(desk) == [], "without recomputing no form is needed"


class TestBackups:
    """Which copy is offered where the data are lost."""

    def test_a_damaged_newest_backup_is_passed_over(self, desk):
        kept = back_up(desk)
        add(desk, "后来的")
        newest = back_up(desk)
        assert [b.path for b in list_backups(desk)[:2]] == [newest, kept]
        assert newest_intact(desk.store.folder).path == newest
        newest.write_bytes(newest.read_bytes()[:-1])
        assert newest_intact(desk.store.folder).path == kept
        for backup in list_backups(desk):
            backup.path.write_bytes(b"")
        assert newest_intact(desk.store.folder) is None

    def test_what_would_be_lost_by_restoring_is_counted(self, desk):
        back_up(desk)
        (backup, *_) = list_backups(desk)
        assert changes_since(desk, backup) == 0
        add_account(desk, {"name": "后来的", "platform": "weibo"})
        assert changes_since(desk, backup) == 1
        backup.path.write_bytes(b"damaged")
        with pytest.raises(DataFolderError):
            changes_since(desk, backup)

    def test_a_folder_that_is_none_is_named(self, tmp_path):
        with pytest.raises(DataFolderError, match="没有“不在”这个文件夹"):
            backups_in(tmp_path / "不在")
