"""检查表格 out to an office without the program and back."""

import hashlib
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from govmedia_desktop.domain.inspections import Answer, Nature, Source
from govmedia_desktop.domain.mailed_sheets import Prefilled, identity_of, read_identity
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.paths import TEMPLATES
from govmedia_desktop.store import drafts
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.accounts import (
    change_account,
    delete_account,
    find_account,
)
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.forms import find_form, publish
from govmedia_desktop.usecases.inspections import result_of
from govmedia_desktop.usecases.mailed_intake import State, take_in_sheets
from govmedia_desktop.usecases.mailed_marking import mark
from govmedia_desktop.usecases.mailed_sheets import (
    offices_with_accounts,
    send_out,
    send_out_all,
    sending_to,
)
from govmedia_desktop.usecases.maintenance import verify
from govmedia_desktop.usecases.offices import find_office
from govmedia_desktop.usecases.periods import (
    current_period,
    period_list,
    reference_date,
    set_reference_date,
)
from govmedia_desktop.usecases.recorded import asides
from govmedia_desktop.usecases.taking import Manner
from tests.data.mailed import JUDGED, PASSING, Clerk, fill_in
from tests.unit.desks import add, desk_of
from tests.unit.grids import Grid

TOWN = "示例镇人民政府"
NAMES = ("示例镇发布", "示例镇之声", "示例镇普法")
PASSES = {name: value for name, value in PASSING.items() if name != "app_unusable"}


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "data") as opened:
        for name in NAMES:
            add(opened, name, owner=TOWN, last_update="2026-11-01")
        yield opened


def sent(desk, path, form="national-2019", office=TOWN, day=None):
    send_out(desk, sending_to(desk, office, form, current_period(desk), day), path)
    return path


@contextmanager
def clerk_at(path):
    clerk = Clerk(path)
    yield clerk
    clerk.save()


def take_in(desk, *paths, nature=Nature.SELF):
    return take_in_sheets(desk, paths, nature)


def inspections(desk):
    return standing(desk.db, "inspection")


def refusal(desk, path):
    (returned,) = take_in(desk, path)
    assert returned.state is State.REFUSED
    assert inspections(desk) == []
    return returned.text


# out


def test_a_sheet_has_the_offices_accounts_and_nobody_elses(desk, tmp_path):
    add(desk, "示例教育", owner="示例县教育局")
    add(desk, "示例镇旧号", owner=TOWN, status="已注销")
    assert set(Clerk(sent(desk, tmp_path / "a.xlsx")).rows) == set(NAMES)


def test_an_office_answers_for_the_offices_below_it_but_the_own_one_only_for_itself(desk, tmp_path):
    school = find_office(desk, TOWN)
    add(desk, "示例站", owner="示例镇文化站")
    add(desk, "示例县发布", owner="示例县人民政府办公室")
    station = find_office(desk, "示例镇文化站")
    desk.record([Edit(station.id, "office", {"parent": school.id})])
    assert set(Clerk(sent(desk, tmp_path / "a.xlsx")).rows) == {*NAMES, "示例站"}
    own = sent(desk, tmp_path / "b.xlsx", office="示例县人民政府办公室")
    assert set(Clerk(own).rows) == {"示例县发布"}
    counts = {office.name: n for office, n in offices_with_accounts(desk, current_period(desk))}
    assert counts == {TOWN: 4, "示例镇文化站": 1, "示例县人民政府办公室": 1}


def test_an_office_without_accounts_to_be_checked_gets_no_sheet(desk, tmp_path):
    for name in NAMES:
        change_account(desk, find_account(desk, name).account.id, {"status": "已关停"})
    with pytest.raises(RefusedError, match="没有要检查的账号"):
        sent(desk, tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_what_the_register_knows_is_filled_in_and_judgement_never_is(desk, tmp_path):
    clerk = Clerk(sent(desk, tmp_path / "a.xlsx"))
    assert clerk.cell("示例镇发布", "last_update").value.date() == date(2026, 11, 1)
    assert all(clerk.cell(name, item).value is None for name in NAMES for item in JUDGED)


def test_what_is_asked_of_one_account_only_is_closed_for_the_others(desk, tmp_path):
    add(desk, "示例镇办事", platform="app", owner=TOWN)
    clerk = Clerk(sent(desk, tmp_path / "a.xlsx"))
    closed = {n for n in clerk.rows if clerk.cell(n, "app_unusable").protection.locked}
    assert closed == set(NAMES)


def test_sending_out_fixes_the_reference_date_of_the_period(desk, tmp_path):
    sent(desk, tmp_path / "a.xlsx")
    desk.clock = lambda: datetime.fromisoformat("2026-12-05T10:00:00+08:00")
    assert reference_date(desk, current_period(desk)) == date(2026, 11, 21)


def test_a_day_outside_of_the_period_is_refused(desk, tmp_path):
    with pytest.raises(RefusedError, match="不在2026年第四季度以内"):
        sent(desk, tmp_path / "a.xlsx", day=date(2026, 9, 30))


def test_one_workbook_an_office_is_written_over_nothing_that_is_there(desk, tmp_path):
    add(desk, "示例教育", owner="示例县教育局")
    period = current_period(desk)
    offices = [office.id for office, _ in offices_with_accounts(desk, period)]
    sendings = [sending_to(desk, office, "basic", period) for office in offices]
    first = send_out_all(desk, sendings, tmp_path)
    again = send_out_all(desk, sendings, tmp_path)
    assert sorted(s.path.name for s in first) == [
        "示例县教育局_2026年第四季度_检查表格.xlsx",
        "示例镇人民政府_2026年第四季度_检查表格.xlsx",
    ]
    assert {s.path for s in first}.isdisjoint(s.path for s in again)
    assert all(s.path.exists() for s in (*first, *again))


# back


def test_a_filled_sheet_becomes_the_offices_own_finished_checks(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "示例镇.xlsx"))
    (returned,) = take_in(desk, path)
    assert (returned.state, returned.office) == (State.TAKEN_IN, TOWN)
    assert (returned.inspections, returned.open, returned.faults) == (3, 0, ())
    found = inspections(desk)
    assert {row["office"] for row in found} == {find_office(desk, TOWN).id}
    assert {row["nature"] for row in found} == {"自查"}
    assert {row["reference_date"] for row in found} == {"2026-11-21"}
    assert drafts.drafts(desk.db) == []
    assert verify(desk, recompute=True) == []


def test_the_source_file_is_kept_and_named_by_its_hash(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "示例镇.xlsx"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    take_in(desk, path)
    sources = {result_of(desk, row["id"]).source for row in inspections(desk)}
    (source,) = sources
    assert (source.way, source.file, source.sha256) == ("电子表格报送", "示例镇.xlsx", digest)
    kept = evidence_path(desk.store.evidence, digest)
    assert kept.read_bytes() == path.read_bytes()
    kept.unlink()
    assert [fault.check for fault in verify(desk)] == ["evidence"]


def test_where_it_came_from_is_told_wherever_the_check_is_shown(desk, tmp_path):
    take_in(desk, fill_in(sent(desk, tmp_path / "示例镇.xlsx")))
    assert asides(desk, inspections(desk)[0]["id"])[-1] == "来源：电子表格报送（示例镇.xlsx）"
    path = fill_in(sent(desk, tmp_path / "本单位.xlsx"))
    take_in(desk, path, nature=Nature.QUARTERLY)
    listed = period_list(desk, current_period(desk)).rows
    assert {row.way for row in listed} == {""}  # the office's own check is not the county's


def test_a_check_of_the_own_office_that_came_by_excel_says_so_in_the_periods_list(desk, tmp_path):
    own = "示例县人民政府办公室"
    add(desk, "示例县发布", owner=own)
    take_in(desk, fill_in(sent(desk, tmp_path / "a.xlsx", office=own)), nature=Nature.QUARTERLY)
    listed = period_list(desk, current_period(desk)).rows
    assert {row.listed.account.name: row.way for row in listed if row.inspection} == {
        "示例县发布": "电子表格报送"
    }


def test_whoever_stops_a_batch_keeps_the_files_that_were_done(desk, tmp_path):
    paths = [fill_in(sent(desk, tmp_path / f"{n}.xlsx")) for n in range(3)]
    told = []

    def go_on(done, total):
        told.append((done, total))
        return done < 2

    found = take_in_sheets(desk, paths, Nature.SELF, go_on)
    assert [one.file for one in found] == ["0.xlsx", "1.xlsx"]
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert len(inspections(desk)) == 6


def test_who_filled_it_in_stands_behind_the_answers(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        clerk.sign("王五", "2026-11-20")
    take_in(desk, path)
    row = inspections(desk)[0]
    answers = result_of(desk, row["id"]).answers
    talked = next(a for path_, a in answers.items() if path_.endswith("/interaction"))
    assert (talked.confirmed_by, talked.source.value) == ("王五", "file")
    assert row["inspection_date"] == "2026-11-20"


@pytest.mark.parametrize(
    ("day", "why"), [("2026-11-22", "晚于今天"), ("昨天", "看不懂"), ("2026-13-01", "看不懂")]
)
def test_a_day_of_checking_that_cannot_be_stops_the_sheet(desk, tmp_path, day, why):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        clerk.sign("王五", day)
    assert why in refusal(desk, path)


def test_what_was_left_as_it_was_filled_in_is_unconfirmed_and_what_was_changed_is_typed(
    desk, tmp_path
):
    path = sent(desk, tmp_path / "a.xlsx")
    with clerk_at(path) as clerk:
        for name in NAMES:
            clerk.fill(name, **{k: v for k, v in PASSES.items() if k != "last_update"})
        clerk.fill("示例镇之声", last_update="2026-11-20")
        clerk.fill("示例镇普法", **{"gm:agreed": "是"})
        clerk.sign("李四")
    (returned,) = take_in(desk, path)
    assert returned.inspections == 3
    accounts = {find_account(desk, name).account.id: name for name in NAMES}
    told = {}
    for row in inspections(desk):
        result = result_of(desk, row["id"])
        answer = next(a for p, a in result.answers.items() if p.endswith("/last_update"))
        told[accounts[row["account"]]] = (answer.value, answer.source.value, answer.confirmed_by)
    assert told == {
        "示例镇发布": ("2026-11-01", "register", None),
        "示例镇之声": ("2026-11-20", "file", "李四"),
        "示例镇普法": ("2026-11-01", "register", "李四"),
    }


def test_what_the_office_never_saw_is_not_filled_in_afterwards(desk, tmp_path):
    add(desk, "示例镇新号", owner=TOWN)
    path = sent(desk, tmp_path / "a.xlsx")
    change_account(desk, find_account(desk, "示例镇新号").account.id, {"last_update": "2026-11-20"})
    with clerk_at(path) as clerk:
        clerk.fill("示例镇新号", **{k: v for k, v in PASSES.items() if k != "last_update"})
    (returned,) = take_in(desk, path)
    assert returned.inspections == 0
    assert "“最近一次更新是哪一天？”还没有填" in [
        f.text.partition("：")[2] for f in returned.faults
    ]


def test_a_prefilled_cell_that_was_emptied_is_open(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        clerk.cell("示例镇之声", "last_update").value = None
    (returned,) = take_in(desk, path)
    assert (returned.inspections, returned.open) == (2, 1)
    (fault,) = returned.faults
    assert fault.text == "示例镇之声：“最近一次更新是哪一天？”还没有填"


def test_what_the_form_does_not_take_is_told_by_cell_and_keeps_its_row_open(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        clerk.fill("示例镇之声", interaction="好像有", looked_at="十二", last_update="2026-12-31")
        cells = {
            clerk.cell("示例镇之声", name).coordinate
            for name in ("interaction", "looked_at", "last_update")
        }
    (returned,) = take_in(desk, path)
    assert (returned.inspections, returned.open) == (2, 1)
    assert {fault.cell for fault in returned.faults} == cells
    assert any("没有“好像有”这个选项" in fault.text for fault in returned.faults)


ODD = [
    {"interaction": "1", "looked_at": "3"},
    {"interaction": "YES", "looked_at": "0012"},
    {"interaction": "?", "looked_at": "-3"},
    {"interaction": "4", "looked_at": "3.5"},
    {"looked_from": "11-5", "looked_to": "11月6日"},
    {"looked_from": "13-5", "looked_to": "昨天"},
    {"leak": "发现", "app_unusable": "未发现"},
    {"last_update": "="},
    {"interaction": "="},
]


@pytest.mark.parametrize("texts", ODD)
def test_a_row_is_read_exactly_as_the_grid_reads_it(desk, tmp_path, texts):
    path = sent(desk, tmp_path / "a.xlsx")
    with clerk_at(path) as clerk:
        for name, text in texts.items():
            if name in clerk.columns:
                clerk.cell("示例镇发布", name).value = text
    (returned,) = take_in(desk, path)
    row = next(row for row in returned.rows if row.issued.name == "示例镇发布")
    grid = Grid(desk, nature=Nature.SELF)
    typed = {name: text for name, text in texts.items() if name in clerk.columns}
    grid.put("示例镇发布", Manner.PASTED, **typed)
    of_grid = grid.sheet.row(grid.row("示例镇发布"))
    assert row.refused == {path: r.reason for path, r in of_grid.refused.items()}
    items = {item.path: item.value for item in row.inspection.run.items()}
    assert items == {path: item.value for path, item in of_grid.items.items()}


def test_unchecked_is_no_answer_but_said_to_be_one_that_was_given(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"), leak="未检查")
    (returned,) = take_in(desk, path)
    assert (returned.inspections, returned.open) == (0, 3)
    assert all(fault.text.endswith("答的是未检查，还没有查完") for fault in returned.faults)


def test_a_sheet_on_which_nobody_wrote_anything_judges_nobody(desk, tmp_path):
    path = sent(desk, tmp_path / "a.xlsx")
    (returned,) = take_in(desk, path)
    assert (returned.inspections, returned.open) == (0, 3)
    assert {fault.text.partition("：")[2] for fault in returned.faults} == {"这一行还没有填"}
    assert inspections(desk) == []


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


# not ours


def test_a_sheet_of_another_county_is_refused(desk, tmp_path):
    with desk_of(tmp_path / "other", NewOffice("邻县人民政府办公室", Level.COUNTY)) as other:
        add(other, "邻镇发布", owner=TOWN)
        path = fill_in(sent(other, tmp_path / "a.xlsx"))
    assert "邻县人民政府办公室" in refusal(desk, path)


def test_practice_and_real_never_mix(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    desk.store = replace(desk.store, practice=True)
    assert "正式的" in refusal(desk, path)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda c: c.book["标识"]["A2"].__setattr__("value", "AAAA"), "被改动过"),
        (lambda c: c.book["标识"].delete_rows(3), "被改动过"),
        (lambda c: c.book.remove(c.book["标识"]), "不是本程序发出的"),
        (lambda c: c.sheet.delete_cols(6), "少了列"),
        (lambda c: c.sheet.cell(7, 1).__setattr__("value", "x"), "对不上"),
        (lambda c: c.sheet.cell(8, 1).__setattr__("value", c.sheet["A7"].value), "对不上"),
        (lambda c: (c.book.remove(c.sheet), c.book.create_sheet("空")), "没有了检查表格"),
        (lambda c: c.book.copy_worksheet(c.sheet), "不止一张"),
    ],
)
def test_what_was_altered_where_nobody_looks_is_refused_in_one_sentence(
    desk, tmp_path, change, why
):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        change(clerk)
    told = refusal(desk, path)
    assert why in told
    assert "没有接收其中任何内容" in told


def test_a_judgement_that_a_forged_sheet_calls_prefilled_is_open(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        rows = [[c.value for c in row if c.value] for row in clerk.book["标识"]]
        identity = read_identity(rows)
        (leak,) = [q for q in identity.questions if q.endswith("/leak")]
        told = Prefilled("未发现", Answer("none", Source.FILE, "谁", "2026-11-21T10:00:00+08:00"))
        accounts = [replace(a, prefilled={**a.prefilled, leak: told}) for a in identity.accounts]
        forged = identity_of(replace(identity, accounts=tuple(accounts)))
        for number, row in enumerate(forged, start=1):
            for column, text in enumerate(row, start=1):
                clerk.book["标识"].cell(number, column).value = text
    (returned,) = take_in(desk, path)
    assert (returned.inspections, returned.open) == (0, 3)


def test_a_forged_question_is_refused_and_keeps_no_other_file_out(desk, tmp_path):
    good = fill_in(sent(desk, tmp_path / "a.xlsx"))
    path = fill_in(sent(desk, tmp_path / "b.xlsx"))
    with clerk_at(path) as clerk:
        rows = [[c.value for c in row if c.value] for row in clerk.book["标识"]]
        identity = read_identity(rows)
        forged = replace(identity, questions=("/data/nowhere", *identity.questions))
        for number, row in enumerate(identity_of(forged), start=1):
            for column, text in enumerate(row, start=1):
                clerk.book["标识"].cell(number, column).value = text
        clerk.sheet.cell(1, 30).value = "/data/nowhere"
    first, second = take_in(desk, path, good)
    assert (first.state, second.state) == (State.REFUSED, State.TAKEN_IN)
    assert "对不上" in first.text


def test_a_row_copied_over_another_is_refused(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        for column in range(1, 5):
            clerk.sheet.cell(8, column).value = clerk.sheet.cell(7, column).value
    assert "不止一行" in refusal(desk, path)


# back again


def test_what_goes_back_comes_in_mended_as_the_same_sheet(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "示例镇.xlsx"))
    with clerk_at(path) as clerk:
        clerk.fill("示例镇之声", interaction="好像有")
        clerk.fill("示例镇普法", leak=None)
    (returned,) = take_in(desk, path)
    before = path.read_bytes()
    marked = mark(desk, returned, tmp_path / "退回")
    assert marked.name == "示例镇_退回修改.xlsx"
    assert path.read_bytes() == before
    clerk = Clerk(marked)
    wrong = clerk.cell("示例镇之声", "interaction")
    assert (wrong.value, wrong.fill.fgColor.rgb[-6:]) == ("好像有", "F4B6AE")
    assert "没有“好像有”这个选项" in clerk.cell("示例镇之声", "gm:problem").value
    assert clerk.cell("示例镇普法", "gm:problem").value.endswith("还没有填")
    assert clerk.cell("示例镇发布", "gm:problem").value == "已接收，不用再填"
    assert clerk.cell("示例镇发布", "interaction").protection.locked
    clerk.fill("示例镇之声", interaction="有")
    clerk.fill("示例镇普法", leak="未发现")
    clerk.save()
    (mended,) = take_in(desk, marked)
    assert (mended.state, mended.inspections, mended.open) == (State.TAKEN_IN, 2, 0)
    assert mended.faults == ()
    assert len(inspections(desk)) == 3
    sources = {result_of(desk, row["id"]).source.file for row in inspections(desk)}
    assert sources == {"示例镇.xlsx", "示例镇_退回修改.xlsx"}


def test_a_marked_sheet_never_replaces_a_file(desk, tmp_path):
    path = sent(desk, tmp_path / "示例镇_退回修改.xlsx")
    (returned,) = take_in(desk, path)
    assert mark(desk, returned, tmp_path).name == "示例镇_退回修改(2).xlsx"


def test_nothing_goes_back_where_nothing_is_open(desk, tmp_path):
    (returned,) = take_in(desk, fill_in(sent(desk, tmp_path / "a.xlsx")))
    with pytest.raises(RefusedError, match="没有要退回修改的内容"):
        mark(desk, returned, tmp_path)


def test_a_change_of_the_reference_date_does_not_move_sheets_that_are_out(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"), last_update="2026-11-10")
    set_reference_date(desk, current_period(desk), date(2026, 11, 20))
    take_in(desk, path)
    assert {row["reference_date"] for row in inspections(desk)} == {"2026-11-21"}
