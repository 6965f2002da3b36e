"""Blank check sheets: what is printed for an account, numbered, and found again by its code."""

import re
from datetime import date

import pytest

from govmedia_desktop.domain.periods import quarter_of
from govmedia_desktop.domain.sheets import read_sheet_code
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.numbering import numbered
from govmedia_desktop.reports.checksheet import paper_of
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import find_form, publish
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.inspections.check_sheets import (
    check_sheet,
    find_sheet,
    print_sheets,
    sheet_for,
    sheets_for_period,
)
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.register.accounts import find_account
from tests.data.offices import APP, LAW, TOWN_VOICE, office
from tests.unit.forms.workbooks import row, workbook

EVIL = '<img src="file:///etc/passwd">&"\''


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据") as opened:
        yield opened


def sheet(desk, name="示例镇之声", form="national-2019"):
    return check_sheet(desk, find_form(desk, form), find_account(desk, name), desk.today())


def questions(printed):
    return [q for section in printed.sections for q in section.questions]


def test_a_sheet_names_account_form_and_day(desk):
    printed = sheet(desk)
    assert (printed.account, printed.platform) == ("示例镇之声", "微信公众号")
    assert printed.owner == "示例镇人民政府"
    assert printed.office == "示例县人民政府办公室"
    assert (printed.reference_date, printed.version) == ("2024-05-06", "2")


def test_questions_stand_in_the_forms_order_numbered_through(desk):
    found = questions(sheet(desk))
    assert [q.number for q in found] == list(range(1, 11))
    assert found[0].label == "最近一次更新是哪一天？"
    assert found[1].choices == ("有", "没有", "未检查")


def test_what_the_register_says_is_printed_beside_the_line_and_judgements_never(desk):
    found = questions(sheet(desk))
    assert found[0].known == "台账：2024-03-18"
    assert [q.known for q in found[1:]] == [""] * 9


def test_what_the_register_rules_out_is_left_off(desk):
    labels = [q.label for q in questions(sheet(desk))]
    of_the_app = [q.label for q in questions(sheet(desk, "示例掌上通"))]
    assert len(of_the_app) == len(labels) + 1
    assert "僵尸" in of_the_app[-1]


def test_what_depends_on_answers_is_printed_with_its_condition(desk):
    found = {q.label: q for q in questions(sheet(desk, form="basic"))}
    hot = next(q.number for label, q in found.items() if "热点事件" in label)
    assert found["是什么事件？"].only_if == (hot,)
    assert f"视第 {hot} 题" in paper_of(sheet(desk, form="basic")).html


def test_paper_says_of_an_item_what_it_rests_on_and_what_is_our_suggestion(desk):
    for form in ("county-score", "basic"):
        said = {q.label: q.clause for q in questions(sheet(desk, form=form))}
        assert all(re.search("依据：|没有条文|本程序建议", clause) for clause in said.values())
        ours = [clause for clause in said.values() if "本程序建议" in clause]
        assert len(ours) > 1
        assert ours[0] in paper_of(sheet(desk, form=form)).html


def test_numbers_are_those_of_the_blank_sheet_whatever_is_answered(desk):
    account = find_account(desk, "示例镇之声").account.id
    inspection = inspections.begin(desk, inspections.Occasion(account, "basic"))
    before = numbered(inspection.compiled, inspection.run)
    inspection.answer("/data/response/hot_response", "yes")
    assert numbered(inspection.compiled, inspection.run) == before
    printed = {q.number for q in questions(sheet(desk, form="basic"))}
    assert printed == set(before.values())


def test_printing_leaves_no_draft_behind(desk):
    sheet(desk)
    assert drafts.drafts(desk.db) == []


def test_a_sheet_is_blank_though_a_check_is_under_way(desk):
    account = find_account(desk, "示例镇之声").account.id
    inspection = inspections.begin(desk, inspections.Occasion(account, "national-2019"))
    inspection.answer("/data/update/last_update", "2024-05-05")
    assert questions(sheet(desk))[0].known == "台账：2024-03-18"


def test_rows_of_a_repeat_share_their_numbers_and_are_printed_once(desk):
    survey = [
        row("text", "before"),
        {"type": "begin repeat", "name": "posts", "label": "文章"},
        row("text", "title"),
        {"type": "end repeat", "name": "", "label": ""},
        row("text", "after"),
    ]
    publish(desk, workbook(survey), "f.xlsx")
    printed = sheet(desk, form="f")
    assert [q.number for q in questions(printed)] == [1, 2, 3]
    account = find_account(desk, "示例镇之声").account.id
    inspection = inspections.begin(desk, inspections.Occasion(account, "f"))
    inspection.add_row("/data/posts")
    inspection.add_row("/data/posts")
    assert list(numbered(inspection.compiled, inspection.run).values()) == [1, 2, 3]


def test_the_code_leads_back_to_account_and_form(desk):
    printed = sheet(desk, "示例普法", "basic")
    found = find_sheet(desk, printed.code, "national-2019")
    assert (found.account.account.name, found.form.form_id) == ("示例普法", "basic")
    code = read_sheet_code(printed.code)
    assert find_form(desk, "basic").workbook.startswith(code.workbook)


def test_a_code_of_another_workbook_of_that_name_is_not_taken_for_this_one(desk):
    code = sheet(desk).code
    workbook_hash = read_sheet_code(code).workbook
    with pytest.raises(RefusedError, match="本机没有"):
        find_sheet(desk, code.replace(workbook_hash, "00000000"), "basic")


def test_an_account_that_was_joined_is_found_by_its_old_code(desk):
    from govmedia_desktop.usecases.register.merging import ONE, merge_all  # noqa: PLC0415

    code = sheet(desk, "示例普法").code
    twin = accounts.add_account(desk, {"name": "示例普法2", "platform": "weibo"})
    merge_all(desk, [find_account(desk, "示例普法").account.id, twin], {}, ONE)
    assert find_sheet(desk, code, "").account.account.id in {
        a.account.id for a in accounts.list_accounts(desk)
    }


def test_the_period_gives_a_sheet_to_every_account_to_be_checked(desk):
    printing = sheets_for_period(desk, "national-2019", quarter_of(desk.today()))
    assert {a.account.name for a in printing.accounts} == {
        a["name"] for a in (TOWN_VOICE, LAW, APP)
    }
    printed = []
    path = print_sheets(
        desk, printing, desk.store.folder.parent / "a.pdf", lambda p, _: printed.extend(p)
    )
    assert (len(printed), path.name) == (3, "a.pdf")


def test_an_empty_register_has_nothing_to_print(tmp_path):
    with office(tmp_path / "空", ()) as desk, pytest.raises(RefusedError, match="没有要检查"):
        sheets_for_period(desk, "national-2019", quarter_of(desk.today()))


def test_nothing_is_printed_among_the_data(desk):
    printing = sheet_for(desk, "national-2019", "示例普法", None, date(2024, 5, 6))
    with pytest.raises(RefusedError, match="数据文件夹"):
        print_sheets(desk, printing, desk.store.folder / "a.pdf", lambda *_: None)


def test_words_from_data_are_no_markup_on_paper(desk):
    accounts.add_account(desk, {"name": EVIL, "platform": "wechat", "owner": EVIL})
    html = paper_of(sheet(desk, EVIL)).html
    assert re.findall(r"<img [^>]*>", html)[0].startswith('<img src="data:image/png;base64,')
    assert len(re.findall("<img", html)) == 1


def test_practice_sheets_say_so_at_head_and_foot(tmp_path):
    with office(tmp_path / "练习") as desk:
        printed = sheet(desk)
        from dataclasses import replace  # noqa: PLC0415

        paper = paper_of(replace(printed, practice=True))
    assert "【练习】" in paper.html
    assert paper.foot.startswith("【练习】")
    assert "【练习】" not in paper_of(printed).html
