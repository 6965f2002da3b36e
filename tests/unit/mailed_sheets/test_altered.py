"""Sheets of somebody else, altered or forged; what goes back to be mended."""

from dataclasses import replace
from datetime import date

import pytest

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.mailed_sheets import Prefilled, identity_of, read_identity
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.mailed.intake import State
from govmedia_desktop.usecases.mailed.marking import mark
from govmedia_desktop.usecases.periods.periods import (
    current_period,
    set_reference_date,
)
from tests.data.mailed import Clerk, fill_in
from tests.unit.desks import add, desk_of
from tests.unit.mailed_sheets.conftest import TOWN, clerk_at, inspections, refusal, sent, take_in

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
