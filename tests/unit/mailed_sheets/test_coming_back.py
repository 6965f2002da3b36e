"""What the filled sheets say becomes the office's own checks."""

import hashlib

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.store import drafts
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.inspections.recorded import asides
from govmedia_desktop.usecases.inspections.taking import Manner
from govmedia_desktop.usecases.mailed.intake import State, take_in_sheets
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.periods import (
    current_period,
    period_list,
)
from govmedia_desktop.usecases.register.accounts import (
    change_account,
    find_account,
)
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.data.mailed import fill_in
from tests.unit.desks import add
from tests.unit.grids import Grid
from tests.unit.mailed_sheets.conftest import (
    NAMES,
    PASSES,
    TOWN,
    clerk_at,
    inspections,
    refusal,
    sent,
    take_in,
)

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
