"""关停核查 and 开设核查: offered by the account's status, begun once, gone on with later."""

from datetime import datetime

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import find_form, fixed_nature, take_up_shipped_forms
from govmedia_desktop.usecases.forms.management import retire
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.inspections.life_checks import begin_offered, offered_check
from govmedia_desktop.usecases.inspections.recorded import form_title
from govmedia_desktop.usecases.periods.periods import current_period, period_list
from govmedia_desktop.usecases.register.account_history import inspections_of
from govmedia_desktop.usecases.register.accounts import change_account, find_account
from tests.unit.desks import add, desk_of, inspect, last_inspections

CLOSED = {
    "closing_notice": "yes",
    "content_moved": "na",
    "services_moved": "yes",
    "cancelled": "yes",
    "closing_filed": "yes",
}


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        take_up_shipped_forms(opened)
        yield opened


def listed(desk, status, name="示例发布"):
    return find_account(desk, add(desk, name, status=status))


@pytest.mark.parametrize(
    ("status", "form"),
    [("拟关停", "closing"), ("已关停", "closing"), ("已注销", "closing"), ("未备案", "opening")],
)
def test_what_is_offered_is_begun_today_as_monitoring(desk, status, form):
    account = listed(desk, status)
    offered = offered_check(desk, account)
    assert (offered.form, offered.nature) == (find_form(desk, form).id, Nature.MONITORING)
    inspection = begin_offered(desk, account)
    assert inspection.form.form_id == form
    assert inspection.draft.nature == "日常监测"
    assert inspection.draft.reference_date == "2026-11-21"


@pytest.mark.parametrize("status", ["正常运行", "疑似假冒"])
def test_where_nothing_suits_nothing_is_offered_or_begun(desk, status):
    account = listed(desk, status)
    assert offered_check(desk, account) is None
    with pytest.raises(RefusedError, match=f"状态是{status}.*没有开始核查"):
        begin_offered(desk, account)
    assert drafts.drafts(desk.db) == []


def test_one_under_way_is_gone_on_with_on_another_day(desk):
    account = listed(desk, "已关停")
    first = begin_offered(desk, account)
    answer_all(first, {"closing_notice": "yes"})
    desk.clock = lambda: datetime.fromisoformat("2026-12-03T10:00:00+08:00")
    assert offered_check(desk, account).draft == first.draft.id
    assert begin_offered(desk, account).draft.id == first.draft.id
    assert len(drafts.drafts(desk.db)) == 1


def test_drafts_of_other_accounts_and_other_forms_are_left_alone(desk):
    mine, other = listed(desk, "拟关停"), listed(desk, "拟关停", "示例乙")
    begin_offered(desk, other)
    begin(desk, Occasion(mine.account.id, "national-2019"))
    assert offered_check(desk, mine).draft is None


def test_a_form_that_is_withdrawn_is_not_offered_but_its_draft_is_gone_on_with(desk):
    begun, fresh = listed(desk, "拟关停"), listed(desk, "拟关停", "示例乙")
    draft = begin_offered(desk, begun).draft.id
    retire(desk, find_form(desk, "closing").id)
    assert offered_check(desk, fresh) is None
    with pytest.raises(RefusedError, match="是不是停用了"):
        begin_offered(desk, fresh)
    assert begin_offered(desk, begun).draft.id == draft


def test_the_offer_follows_the_status(desk):
    account = listed(desk, "未备案")
    assert offered_check(desk, account).check == "opening"
    change_account(desk, account.account.id, {"status": "正常运行"})
    assert offered_check(desk, find_account(desk, account.account.id)) is None


def test_a_finished_one_stands_in_the_history_and_is_no_check_of_the_quarter(desk):
    account = listed(desk, "拟关停")
    inspection = begin_offered(desk, account)
    answer_all(inspection, CLOSED)
    record = inspection.finish()
    (past,) = inspections_of(desk, account.account.id)
    assert (past.id, past.nature, past.decides) == (record, "日常监测", False)
    assert form_title(desk, record) == find_form(desk, "closing").title
    assert offered_check(desk, account).draft is None
    assert period_list(desk, current_period(desk)).done == 0


def test_a_closing_check_hides_no_verdict_and_is_none_itself(desk):
    failed, never = listed(desk, "拟关停"), listed(desk, "已关停", "示例乙")
    inspect(desk, failed.account.id, last_update="2026-10-01")
    for account in (failed, never):
        inspection = begin_offered(desk, account)
        answer_all(inspection, CLOSED)
        inspection.finish()
    assert [past.decides for past in inspections_of(desk, failed.account.id)].count(False) == 1
    last = last_inspections(desk)
    assert last[failed.account.id].conclusion == "不合格"
    assert never.account.id not in last


def test_a_form_tells_the_nature_it_names(desk):
    assert fixed_nature(desk, "opening") is Nature.MONITORING
    assert fixed_nature(desk, "national-2019") is None
    assert fixed_nature(desk, "没有这张表") is None


def test_an_inspection_that_is_not_here_has_no_form_title(desk):
    assert form_title(desk, "没有这次检查") == ""
