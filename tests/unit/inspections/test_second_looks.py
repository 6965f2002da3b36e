"""Second looks over a real data folder."""

from datetime import date

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store.inspections import finished
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.grid.filling import Sheet, Work
from govmedia_desktop.usecases.inspections.inspections import (
    Occasion,
    answer_all,
    begin,
    resume,
)
from govmedia_desktop.usecases.inspections.second_looks import (
    SamePersonError,
    begin_second_look,
    second_looks,
)
from govmedia_desktop.usecases.periods.periods import current_period, set_reference_date
from govmedia_desktop.usecases.periods.trends import Question, own_trend
from govmedia_desktop.usecases.register.accounts import find_account
from tests.unit.desks import NONE, add, desk_of, inspect
from tests.unit.forms.workbooks import row, workbook

SPAN = (date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def checked(desk, **answers):
    """Let 张三 check an account; return the inspection's id."""
    account = add(desk, last_update="2026-11-20")
    inspect(desk, account, last_update="2026-11-20", **answers)
    (record,) = [entry.id for entry in finished(desk.db)]
    return record


def look_again(desk, record, **answers):
    desk.staff = "李四"
    second = begin_second_look(desk, record)
    answer_all(second, {**NONE, "interaction": "yes", "last_update": "2026-11-20", **answers})
    second.finish()
    return second


def test_what_the_second_person_answers_differently_is_shown_in_words(desk):
    look_again(desk, checked(desk), serious_error="found")
    (pair,) = second_looks(desk, *SPAN).pairs
    assert (pair.first_person, pair.second_person) == ("张三", "李四")
    (difference,) = pair.differences
    assert (difference.first, difference.second) == ("未发现", "发现")
    assert pair.compared > 5


def test_the_items_least_agreed_on_come_first(desk):
    look_again(desk, checked(desk), leak="found")
    items = second_looks(desk, *SPAN).items
    assert (items[0].agreement.compared, items[0].agreement.same) == (1, 0)
    assert "密" in items[0].label
    assert all(item.agreement.same == 1 for item in items[1:])


def test_the_same_person_cannot_look_a_second_time(desk):
    record = checked(desk)
    with pytest.raises(SamePersonError, match="另一个人"):
        begin_second_look(desk, record)


def test_an_unknown_inspection_is_refused(desk):
    with pytest.raises(RefusedError, match="没有这次检查"):
        begin_second_look(desk, "nosuch")


def test_the_second_look_never_enters_the_rate(desk):
    record = checked(desk)
    before = own_trend(desk, Question())
    second = look_again(desk, record, serious_error="found")
    assert second.draft.nature == Nature.MONITORING.value
    assert own_trend(desk, Question()) == before


def test_the_second_person_does_not_see_what_the_first_answered(desk):
    form = workbook([row("text", "评语", gm_carry="yes")], form_id="carry", version="1")
    publish(desk, form, "carry.xlsx")
    account = add(desk, name="示例镇之声")
    first = begin(desk, Occasion(account, "carry"))
    answer_all(first, {"评语": "写得好"})
    record = first.finish()
    desk.staff = "李四"
    second = begin_second_look(desk, record)
    path = resolve(second.compiled, "评语")
    assert second.run.answers().get(path) is None


LEAK = "国办秘函〔2019〕19号 检查指标第一部分（单项否决）：泄露国家秘密（文字待核对原文）"


def publish_county_form(desk):
    """A form of the county that asks one item of the national form again."""
    leak = row("select_one look", "leak", gm_basis=LEAK, gm_judgement="yes")
    leak |= {"bind::gm:fails": ". = 'found'", "bind::gm:severity": "veto", "bind::gm:problem": "x"}
    looks = [("look", "none", "未发现"), ("look", "found", "发现"), ("look", "unchecked", "未检查")]
    publish(desk, workbook([leak], looks, form_id="county", version="1"), "county.xlsx")


def value_of(inspection, name):
    return next((item.value for item in inspection.run.items() if item.name == name), None)


@pytest.mark.parametrize("finished_too", [True, False])
def test_the_second_person_sees_nothing_that_the_first_answered_under_another_form(
    desk, finished_too
):
    publish_county_form(desk)
    record = checked(desk)
    other = begin(desk, Occasion("示例发布", "county"))
    answer_all(other, {"leak": "found"})
    if finished_too:
        other.finish()
    desk.staff = "李四"
    second = begin_second_look(desk, record)
    assert value_of(second, "leak") == ""
    assert (second.told, second.origins) == ({}, {})
    answer_all(second, {"interaction": "yes"})
    again = begin_second_look(desk, record)
    assert value_of(again, "leak") == ""


def test_what_the_second_person_answered_under_another_form_is_not_asked_again(desk):
    publish_county_form(desk)
    record = checked(desk)
    desk.staff = "李四"
    answer_all(begin(desk, Occasion("示例发布", "county")), {"leak": "none"})
    assert value_of(begin_second_look(desk, record), "leak") == "none"


def test_a_first_look_still_takes_what_was_answered_under_another_form(desk):
    publish_county_form(desk)
    add(desk)
    answer_all(begin(desk, Occasion("示例发布", "county")), {"leak": "none"})
    desk.staff = "李四"
    assert value_of(begin(desk, Occasion("示例发布", "national-2019")), "leak") == "none"


def test_the_last_update_that_the_first_person_wrote_into_the_register_is_not_prefilled(desk):
    account = add(desk, last_update="2026-10-01")
    inspect(desk, account, last_update="2026-11-20")
    (record,) = [entry.id for entry in finished(desk.db)]
    assert find_account(desk, account).account.last_update == "2026-11-20"
    desk.staff = "李四"
    assert value_of(begin_second_look(desk, record), "last_update") == ""


def test_the_grid_hides_from_a_second_look_what_the_guided_form_hides(desk):
    publish_county_form(desk)
    record = checked(desk)
    answer_all(begin(desk, Occasion("示例发布", "county")), {"leak": "found"})
    desk.staff = "李四"
    second = begin_second_look(desk, record)
    work = Work(current_period(desk), second.form, Nature.MONITORING)
    sheet = Sheet(desk, work, [second.account])
    shown = {q.name: sheet.cell(0, column).text for column, q in enumerate(sheet.questions)}
    assert (shown["leak"], shown["last_update"]) == ("", "")


def test_the_record_last_saved_under_the_form_is_not_told_to_a_second_look(desk):
    survey = [row("text", "评语", required="yes", default="${last-saved#评语}")]
    publish(desk, workbook(survey, form_id="saved", version="1"), "saved.xlsx")
    account = add(desk, name="示例镇之声")
    first = begin(desk, Occasion(account, "saved"))
    answer_all(first, {"评语": "写得好"})
    record = first.finish()
    desk.staff = "李四"
    assert value_of(begin_second_look(desk, record), "评语") == ""
    other = add(desk, name="示例普法")
    assert value_of(begin(desk, Occasion(other, "saved")), "评语") == "写得好"


def test_a_moved_reference_date_leaves_a_second_look_beside_the_first(desk):
    """Else the two would be looks at different days: not compared, and not unseen any more."""
    record = checked(desk)
    set_reference_date(desk, current_period(desk), date(2026, 11, 21))
    other = begin(desk, Occasion(add(desk, "示例之声"), "national-2019"))
    answer_all(other, {"leak": "none"})
    desk.staff = "李四"
    second = begin_second_look(desk, record)
    answer_all(second, {"leak": "none"})
    set_reference_date(desk, current_period(desk), date(2026, 11, 20))
    again = resume(desk, second.draft.id)
    assert again.draft.reference_date == "2026-11-21"
    assert resume(desk, other.draft.id).draft.reference_date == "2026-11-20"
    assert next(i for i in again.run.items() if i.name == "last_update").value == ""
    answer_all(again, {**NONE, "interaction": "no", "last_update": "2026-11-20"})
    again.finish()
    assert len(second_looks(desk, *SPAN).pairs) == 1


def test_without_second_looks_there_is_nothing_to_show(desk):
    checked(desk)
    found = second_looks(desk, *SPAN)
    assert (found.pairs, found.items) == ((), ())


def test_nobody_goes_on_with_the_second_look_that_another_has_begun(desk):
    record = checked(desk)
    desk.staff = "李四"
    answer_all(begin_second_look(desk, record), {"leak": "found"})
    desk.staff = "王五"
    with pytest.raises(RefusedError, match="李四已经开始"):
        begin_second_look(desk, record)
    desk.staff = "李四"
    found = begin_second_look(desk, record).run.answers()
    assert any(answer.value == "found" for answer in found.values())


def test_a_pair_is_known_by_its_two_inspections_and_another_account_is_no_part_of_it(desk):
    first = checked(desk)
    inspect(desk, add(desk, name="示例普法"), last_update="2026-11-20")
    second = look_again(desk, first)
    (pair,) = second_looks(desk, *SPAN).pairs
    assert set(pair.id) == {first, second.draft.id}


def test_second_looks_outside_of_the_span_are_left_out(desk):
    look_again(desk, checked(desk))
    assert second_looks(desk, date(2026, 7, 1), date(2026, 9, 30)).pairs == ()


def test_an_item_is_called_vague_in_words_from_five_comparisons_on(desk):
    for number in range(5):
        desk.staff = "张三"
        account = add(desk, name=f"示例发布{number}", last_update="2026-11-20")
        inspect(desk, account, last_update="2026-11-20")
        record = max(entry.id for entry in finished(desk.db))
        look_again(desk, record, leak="found" if number < 2 else "none")
        items = second_looks(desk, *SPAN).items
        assert ("建议" in items[0].words) == (number == 4)
    assert items[0].words == "5 次中 3 次一致，建议把题目写得更明确"
    assert items[1].words == "5 次中 5 次一致"
