"""Sheets sorted, sent twice, changed since or of another version."""

import shutil

from openpyxl import load_workbook

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.paths import TEMPLATES
from govmedia_desktop.usecases.forms.known import find_form, publish
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.mailed.intake import State
from govmedia_desktop.usecases.register.accounts import (
    delete_account,
    find_account,
)
from tests.data.mailed import fill_in
from tests.unit.mailed_sheets.conftest import clerk_at, inspections, refusal, sent, take_in


def test_rows_sorted_moved_or_deleted_still_find_their_accounts(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        clerk.fill("示例镇之声", interaction="没有")
        sheet = clerk.sheet
        top, *_, bottom = sorted(clerk.rows.values())
        for column in range(1, sheet.max_column + 1):
            one, other = sheet.cell(top, column), sheet.cell(bottom, column)
            one.value, other.value = other.value, one.value
        gone = next(r for n, r in clerk.rows.items() if r not in (top, bottom))
        name = sheet.cell(gone, clerk.columns["gm:name"]).value
        sheet.delete_rows(gone)
    (returned,) = take_in(desk, path)
    assert (returned.inspections, returned.open) == (2, 1)
    assert [f.text for f in returned.faults] == [f"{name}：发回的表里没有这一行，请补填"]
    voice = find_account(desk, "示例镇之声").account.id
    failed = {
        row["account"]
        for row in inspections(desk)
        if result_of(desk, row["id"]).conclusion.value == "不合格"
    }
    assert failed == ({voice} if name != "示例镇之声" else set())


def test_an_account_that_nobody_sent_out_is_told_and_left(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        row = max(clerk.rows.values()) + 1
        clerk.sheet.cell(row, clerk.columns["gm:name"]).value = "示例镇新号"
    (returned,) = take_in(desk, path)
    assert (returned.inspections, returned.open) == (3, 0)
    assert returned.faults[0].text.startswith("这一行不是发出的表里的账号")


def test_an_account_deleted_since_is_told_and_the_others_come_in(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    delete_account(desk, find_account(desk, "示例镇普法").account.id, "重复")
    (returned,) = take_in(desk, path)
    assert (returned.inspections, returned.open) == (2, 1)
    assert "台账里已经没有这个账号" in returned.faults[0].text


def test_the_same_sheet_twice_is_one_and_makes_no_backup(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    take_in(desk, path)
    before = list(desk.store.folder.rglob("*接收检查表格前*"))
    copied = shutil.copy(path, tmp_path / "a(1).xlsx")
    (again,) = take_in(desk, copied)
    assert (again.state, again.inspections, again.open, again.faults) == (State.ALREADY, 0, 0, ())
    assert len(inspections(desk)) == 3
    assert list(desk.store.folder.rglob("*接收检查表格前*")) == before != []


def test_a_sheet_changed_after_it_was_taken_in_overwrites_nothing_and_says_so(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    take_in(desk, path)
    with clerk_at(path) as clerk:
        clerk.fill("示例镇之声", interaction="没有", looked_at="十二")
    (again,) = take_in(desk, path)
    assert again.state is State.ALREADY
    assert [f.text for f in again.faults] == ["示例镇之声：以前已经接收，这次有 2 处不同，没有覆盖"]
    assert {result_of(desk, r["id"]).conclusion.value for r in inspections(desk)} == {"合格"}


def test_one_broken_file_of_many_keeps_no_other_out(desk, tmp_path):
    good = fill_in(sent(desk, tmp_path / "a.xlsx"))
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(good.read_bytes()[:2000])
    other = fill_in(sent(desk, tmp_path / "c.xlsx", "basic"), comments_open="开放并有回复")
    missing = tmp_path / "d.xlsx"
    states = [one.state for one in take_in(desk, broken, good, missing, other)]
    assert states[:3] == [State.REFUSED, State.TAKEN_IN, State.REFUSED]
    assert states[3] is not State.REFUSED
    assert len(inspections(desk)) >= 3


def test_the_nature_may_be_told_to_be_another(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    take_in(desk, path, nature=Nature.MONITORING)
    assert {row["nature"] for row in inspections(desk)} == {"日常监测"}


def test_a_sheet_of_an_old_version_comes_in_under_that_version(desk, tmp_path):
    old = find_form(desk, "national-2019")
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    book = load_workbook(TEMPLATES / "national-2019.xlsx")
    settings = book["settings"]
    (version,) = [c for c in settings[1] if c.value == "version"]
    settings.cell(2, version.column).value = "99"
    book.save(tmp_path / "newer.xlsx")
    publish(desk, (tmp_path / "newer.xlsx").read_bytes(), "newer.xlsx")
    assert find_form(desk, "national-2019").id != old.id
    (returned,) = take_in(desk, path)
    assert returned.inspections == 3
    assert {row["form"] for row in inspections(desk)} == {old.id}


def test_a_form_version_that_is_not_here_is_named(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    desk.db.conn.execute(
        "UPDATE form SET workbook = ? WHERE form_id = 'national-2019'", ("0" * 64,)
    )
    assert "本机没有" in refusal(desk, path)
