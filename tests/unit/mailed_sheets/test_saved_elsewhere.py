"""A check sheet that was filled in and saved by WPS or LibreOffice is the same sheet."""

import shutil
import subprocess
from datetime import date

import pytest

from govmedia_desktop.spreadsheets.mailed import read_mailed
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.mailed.intake import State
from govmedia_desktop.usecases.mailed.marking import mark
from tests.data.mailed import fill_in
from tests.data.saved_by_wps import save_as_wps
from tests.unit.mailed_sheets.conftest import clerk_at, inspections, sent, take_in


def told(desk):
    found = [(row["account"], result_of(desk, row["id"])) for row in inspections(desk)]
    return {
        account: (result.conclusion, [f.problem for f in result.findings])
        for account, result in found
    }


@pytest.mark.parametrize("whole_rows", [False, True])
def test_a_sheet_that_wps_saved_says_what_was_filled_in(desk, tmp_path, whole_rows):
    path = fill_in(sent(desk, tmp_path / "示例镇.xlsx"), last_update="2026-10-01")
    before = read_mailed(path)
    save_as_wps(path, whole_rows=whole_rows)
    assert read_mailed(path) == before
    (returned,) = take_in(desk, path)
    assert (returned.state, returned.inspections) == (State.TAKEN_IN, 3)
    assert (returned.open, returned.faults) == (0, ())
    assert [problems for _, problems in told(desk).values()] == [["内容不更新"]] * 3


def test_a_day_that_wps_keeps_as_a_number_is_that_day(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "示例镇.xlsx"))
    with clerk_at(path) as clerk:
        clerk.fill("示例镇发布", last_update=date(2026, 10, 2))
    save_as_wps(path)
    rows = {row.cell: row for row in read_mailed(path).rows}
    days = [text.text for row in rows.values() for q, text in row.cells.items() if "last_up" in q]
    assert sorted(days) == ["2026-10-02", "2026-11-20", "2026-11-20"]
    assert take_in(desk, path)[0].faults == ()


def test_what_wps_saved_and_is_wrong_goes_back_marked_and_comes_in_mended(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "示例镇.xlsx"))
    with clerk_at(path) as clerk:
        clerk.fill("示例镇之声", interaction="好像有")
    (returned,) = take_in(desk, save_as_wps(path))
    assert returned.inspections == 2
    marked = mark(desk, returned, tmp_path / "退回")
    with clerk_at(marked) as clerk:
        clerk.fill("示例镇之声", interaction="有")
    (mended,) = take_in(desk, save_as_wps(marked))
    assert (mended.state, mended.inspections, mended.faults) == (State.TAKEN_IN, 1, ())
    assert len(inspections(desk)) == 3


def test_saved_by_wps_once_more_it_is_still_the_same_sheet_and_counts_once(desk, tmp_path):
    path = save_as_wps(fill_in(sent(desk, tmp_path / "示例镇.xlsx")))
    take_in(desk, path)
    again = tmp_path / "示例镇(1).xlsx"
    shutil.copy(path, again)
    (returned,) = take_in(desk, save_as_wps(again, days_typed_anew=False))
    assert returned.inspections == 0
    assert len(inspections(desk)) == 3


def office(*arguments, folder):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("kind", "ending"), [("xls:MS Excel 97", "xls"), ("xls", "et")])
def test_a_sheet_that_was_saved_in_the_old_kind_comes_in_too(desk, tmp_path, kind, ending):
    """WPS writes .et, and .xls, in the old container; whoever saves so has lost nothing."""
    path = fill_in(sent(desk, tmp_path / "示例镇.xlsx"))
    office("--convert-to", kind, "--outdir", tmp_path / "旧", path, folder=tmp_path)
    old = (tmp_path / "旧" / "示例镇.xls").rename(tmp_path / f"示例镇.{ending}")
    assert read_mailed(old) == read_mailed(path)
    (returned,) = take_in(desk, old)
    assert (returned.state, returned.inspections, returned.faults) == (State.TAKEN_IN, 3, ())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_sheet_that_libreoffice_saved_filled_comes_in(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "示例镇.xlsx"))
    office(
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "存过", path),
        folder=tmp_path,
    )
    (returned,) = take_in(desk, tmp_path / "存过" / "示例镇.xlsx")
    assert (returned.state, returned.inspections, returned.faults) == (State.TAKEN_IN, 3, ())
