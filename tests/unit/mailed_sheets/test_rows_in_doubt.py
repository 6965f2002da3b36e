"""Rows and files of which something is missing: nobody is judged by them, nothing is lost."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.errors import CannotReadError, CannotWriteError, RefusedError
from govmedia_desktop.usecases.forms.known import find_form, publish
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.mailed.checking import looked_on
from govmedia_desktop.usecases.mailed.intake import State, kept_source
from govmedia_desktop.usecases.mailed.marking import mark
from govmedia_desktop.usecases.mailed.sheets import send_out_all, sending_to
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.periods import current_period
from govmedia_desktop.usecases.register.accounts import delete_account, find_account
from tests.data.mailed import Clerk, fill_in
from tests.unit.forms.workbooks import row, workbook
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


def without(path, account):
    """Delete an account's row from the sheet."""
    with clerk_at(path) as clerk:
        clerk.sheet.delete_rows(clerk.rows[account])


def test_a_row_that_was_taken_in_may_be_missing_when_the_sheet_comes_again(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    take_in(desk, path)
    without(path, "示例镇之声")
    (again,) = take_in(desk, path)
    assert (again.state, again.open, again.faults) == (State.ALREADY, 0, ())
    assert len(inspections(desk)) == 3


def test_an_account_deleted_after_its_row_was_taken_in_is_asked_for_no_more(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    with clerk_at(path) as clerk:
        clerk.fill("示例镇普法", leak=None)
    take_in(desk, path)
    delete_account(desk, find_account(desk, "示例镇之声").account.id, "重复")
    (again,) = take_in(desk, path)
    assert [f.text.partition("：")[0] for f in again.faults] == ["示例镇普法"]
    assert (again.open, again.inspections) == (1, 0)


def test_a_missing_row_goes_back_with_what_was_filled_in_beforehand(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    without(path, "示例镇之声")
    (returned,) = take_in(desk, path)
    assert (returned.inspections, returned.open) == (2, 1)
    marked = mark(desk, returned, tmp_path / "退回")
    clerk = Clerk(marked)
    assert set(clerk.rows) == set(NAMES)
    assert clerk.cell("示例镇之声", "last_update").value == datetime(2026, 11, 1)
    assert "发回的表里没有这一行" in clerk.cell("示例镇之声", "gm:problem").value
    clerk.fill("示例镇之声", **PASSES)
    clerk.save()
    (mended,) = take_in(desk, marked)
    assert (mended.inspections, mended.open) == (1, 0)


def test_the_sheet_of_an_office_that_is_gone_judges_nobody(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    desk.delete([find_office(desk, TOWN).id], "撤销")
    assert f"单位名录里已经没有“{TOWN}”" in refusal(desk, path)


def test_a_folder_that_cannot_be_made_takes_no_marked_sheet(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    without(path, "示例镇之声")
    (returned,) = take_in(desk, path)
    (tmp_path / "挡").write_text("")
    with pytest.raises(CannotWriteError):
        mark(desk, returned, tmp_path / "挡" / "退回")
    with pytest.raises(RefusedError, match="在数据文件夹里"):
        mark(desk, returned, desk.store.folder)


def test_a_sheet_that_is_gone_when_it_is_to_be_kept_is_named(desk, tmp_path):
    with pytest.raises(CannotReadError, match=r"文件“没有.xlsx”打不开了"):
        kept_source(desk, tmp_path / "没有.xlsx")
    assert list(desk.store.evidence.glob("??/*")) == []


class TestWhatStandsThere:
    """A cell that still says what was filled in: seen by nobody unless somebody says so."""

    def answers(self, desk):
        (record,) = inspections(desk)
        found = result_of(desk, record["id"]).answers
        return {path.rpartition("/")[2]: answer for path, answer in found.items()}

    def one(self, desk, tmp_path, said=None, *, agreed=False):
        """One account's row filled in, with what its prefilled date says."""
        path = sent(desk, tmp_path / "a.xlsx")
        with clerk_at(path) as clerk:
            clerk.fill("示例镇之声", **{k: v for k, v in PASSES.items() if k != "last_update"})
            if said is not None:
                clerk.cell("示例镇之声", "last_update").value = said
            if agreed:
                clerk.cell("示例镇之声", "gm:agreed").value = "是"
        return take_in(desk, path)[0]

    def test_left_as_it_was_it_is_confirmed_by_nobody(self, desk, tmp_path):
        assert self.one(desk, tmp_path).inspections == 1
        answer = self.answers(desk)["last_update"]
        assert (answer.value, answer.source) == ("2026-11-01", Source.REGISTER)
        assert answer.confirmed_by is None

    @pytest.mark.parametrize("said", ["=", " = ", "2026-11-01"])
    def test_said_to_hold_it_is_confirmed_the_same_text_alone_is_not(self, desk, tmp_path, said):
        assert self.one(desk, tmp_path, said).inspections == 1
        answer = self.answers(desk)["last_update"]
        assert answer.value == "2026-11-01"
        assert (answer.confirmed_by is not None) is (said.strip() == "=")

    def test_agreed_for_the_whole_row_it_is_confirmed(self, desk, tmp_path):
        assert self.one(desk, tmp_path, agreed=True).inspections == 1
        assert self.answers(desk)["last_update"].confirmed_by == f"{TOWN}填报人"

    def test_another_day_is_typed_by_whoever_filled_it_in(self, desk, tmp_path):
        assert self.one(desk, tmp_path, "2026-11-19").inspections == 1
        answer = self.answers(desk)["last_update"]
        assert (answer.value, answer.source) == ("2026-11-19", Source.FILE)
        assert answer.confirmed_by == f"{TOWN}填报人"


class TestTheDayOfChecking:
    """检查日期 as the sheet tells it."""

    @pytest.mark.parametrize(
        ("text", "day"), [("", None), (" ", None), (" 2026-11-21 ", date(2026, 11, 21))]
    )
    def test_today_is_a_day_and_nothing_is_none(self, text, day):
        assert looked_on(told(text), date(2026, 11, 21)) == day

    @pytest.mark.parametrize(
        ("text", "why"), [("2026-11-22", "晚于今天（2026-11-21）"), ("昨天", "看不懂")]
    )
    def test_a_day_to_come_or_no_day_is_named_with_its_cell(self, text, why):
        with pytest.raises(RefusedError, match="没有接收其中任何内容") as refused:
            looked_on(told(text), date(2026, 11, 21))
        assert f"（D3）“{text}”{why}" in str(refused.value)


def told(text):
    return SimpleNamespace(filled_on=SimpleNamespace(text=text, cell="D3"))


def test_stopped_between_two_offices_the_first_sheet_stays(desk, tmp_path):
    sendings = [
        sending_to(desk, TOWN, form, current_period(desk)) for form in ("national-2019", "basic")
    ]
    seen = []

    def go_on(done, total):
        seen.append((done, total))
        return done < 1

    (only,) = send_out_all(desk, sendings, tmp_path, go_on)
    assert seen == [(0, 2), (1, 2)]
    assert list(tmp_path.glob("*.xlsx")) == [only.path]


def test_a_form_without_a_question_for_a_table_is_not_sent(desk, tmp_path):
    publish(desk, workbook([row("image", "shot")], form_id="shots"), "shots.xlsx")
    form = find_form(desk, "shots")
    with pytest.raises(RefusedError, match=f"检查表“{form.title}”没有可以在表格里填的题"):
        sent(desk, tmp_path / "a.xlsx", "shots")
    assert not (tmp_path / "a.xlsx").exists()


def test_a_sheet_filled_in_next_quarter_still_tells_of_its_own_day(desk, tmp_path):
    path = fill_in(sent(desk, tmp_path / "a.xlsx"))
    desk.clock = lambda: datetime.fromisoformat("2027-01-05T10:00:00+08:00")
    assert take_in(desk, path)[0].inspections == 3
    assert {r["reference_date"] for r in inspections(desk)} == {"2026-11-21"}
    assert {r["inspection_date"] for r in inspections(desk)} == {"2027-01-05"}
