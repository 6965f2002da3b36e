"""What a phone tells: which account, which day, who; and the code printed on a check sheet."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.accounts import Platform
from govmedia_desktop.domain.identifiers import collected_id
from govmedia_desktop.domain.sheets import SheetCode, read_sheet_code
from govmedia_desktop.domain.submissions import (
    Clue,
    KnownAccount,
    Submission,
    Told,
    accounts_meant,
    as_value,
    collector_of,
    day_of,
    differing,
    from_value,
    is_about_the_form,
    made,
    moment_of,
    stray_rows,
    tells_a_leak,
)

VOICE, LAW, THIRD = (f"0190a1b2-c3d4-7e5f-8a9b-{number:012x}" for number in (1, 2, 3))
FIRST, LATER = "0b5d2c1e-7f4a-4d7a-9a51-000000000001", "6f0e8a44-1c1b-4f0a-8a40-6c5e4b7d9f10"
KNOWN = [
    KnownAccount(VOICE, "示例镇之声", Platform.WECHAT, "gh_1a2b", "示例镇人民政府"),
    KnownAccount(LAW, "示例普法", Platform.WEIBO, None, "示例县司法局"),
    KnownAccount(THIRD, "示例普法", Platform.DOUYIN, None, "示例县司法局"),
]


def told(**values):
    return made(Submission("", tuple(Told(k, v, k) for k, v in values.items()), "第2行"))


def meant(text, platform=None, owner=""):
    return [a.id for a in accounts_meant(Clue(text, "", owner), platform, KNOWN)]


@pytest.mark.parametrize(
    "text", [VOICE, VOICE.upper(), "gh_1a2b", "GH_1A2B", "示例镇之声", " 示例镇 之声"]
)
def test_an_account_is_named_by_its_id_its_platform_id_or_its_name(text):
    assert meant(text) == [VOICE]


def test_an_account_is_named_by_the_code_of_its_check_sheet():
    code = SheetCode("national-2019", "1", "3fe2a09c", VOICE)
    assert meant(code.text) == [VOICE]
    assert meant(SheetCode("national-2019", "1", "3fe2a09c", FIRST).text) == []


def test_of_one_name_on_two_platforms_the_told_platform_decides():
    assert len(meant("示例普法")) == 2
    assert meant("示例普法", Platform.WEIBO) == [LAW]
    assert meant("示例普法", Platform.TOUTIAO) == []


def test_an_account_that_nothing_is_told_of_is_none():
    assert meant("") == []
    assert meant("不在台账里的账号") == []


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"today": "2024-05-03", "end": "2024-05-04T00:10:00.000+08:00"}, "2024-05-03"),
        ({"end": "2024-05-03T23:59:00.000+08:00"}, "2024-05-03"),
        ({"SubmissionDate": "2024-05-02T18:30:00.000Z"}, "2024-05-03"),
        ({"_submission_time": "2024-05-03 08:21:44"}, "2024-05-03"),
        ({"today": "不知道", "start": "2024-05-03T10:00:00"}, "2024-05-03"),
        ({"today": "2024/05/03"}, "2024-05-03"),
    ],
)
def test_the_day_is_that_of_the_phone_in_chinese_time(values, day):
    assert day_of(told(**values)) == date.fromisoformat(day)


def test_no_day_told_is_none():
    assert day_of(told(today="昨天")) is None
    assert moment_of(told(today="2024-05-03")) is None


def test_the_moment_of_filling_carries_its_offset():
    assert moment_of(told(end="2024-05-03T08:21:44Z")) == "2024-05-03T16:21:44+08:00"
    assert moment_of(told(end="2024-05-03T16:21:44")) == "2024-05-03T16:21:44+08:00"


def test_the_person_is_told_by_name_before_the_device():
    assert collector_of(told(username="李四", deviceid="collect:1")) == "李四"
    assert collector_of(told(deviceid="collect:1")) == "collect:1"


def test_an_edited_submission_keeps_the_id_it_had_first():
    """Servers give an edited one a new instanceID and keep the first beside it."""
    edited = {"meta/instanceID": f"uuid:{LATER.upper()}", "meta-instanceID": f"uuid:{LATER}"}
    assert told(**edited, KEY=f"uuid:{FIRST}").instance == FIRST
    assert told(**edited, **{"meta/rootUuid": f"uuid:{FIRST}"}).instance == FIRST
    assert told(**edited).instance == LATER


@given(st.integers(0, 35))
def test_an_id_that_was_cut_off_is_none(length):
    assert told(KEY=f"uuid:{FIRST[:length]}").instance == ""


def test_one_submission_has_one_inspection_id_whatever_tool_exported_it():
    kobo, central = told(_uuid=FIRST.upper()), told(KEY=f"uuid:{FIRST}")
    assert collected_id(kobo.instance) == collected_id(central.instance)
    assert collected_id(FIRST) != collected_id(LATER)


@pytest.mark.parametrize(
    "key", ["_uuid", "meta-instanceID", "FormVersion", "g/username", "_submission__id", "SET-OF-v"]
)
def test_columns_that_the_tools_add_are_no_questions(key):
    assert not is_about_the_form(key)


@pytest.mark.parametrize("key", ["update/last_update", "备注", "safety-leak", "phone_model"])
def test_other_columns_may_be_questions(key):
    assert is_about_the_form(key)


def test_only_values_of_the_form_count_as_told_differently():
    before = told(_uuid="1", leak="none", note="甲", _index="1")
    now = told(_uuid="1", leak="found", note="甲", more="乙", _index="9")
    assert differing(before, now) == 1


texts = st.text(max_size=20)
values = st.lists(st.builds(Told, texts, texts, texts), max_size=5).map(tuple)


@given(st.builds(Submission, texts, values, texts, texts, texts, st.just(("a", "b"))))
def test_a_submission_comes_back_as_it_was_kept(submission):
    assert from_value(as_value(submission)) == submission


ids = st.uuids().map(str)
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_.", min_size=1, max_size=20)


@given(words, words, words, ids)
def test_a_code_is_read_as_it_was_printed(form, version, workbook, account):
    code = SheetCode(form, version, workbook, account)
    assert read_sheet_code(code.text) == code
    assert read_sheet_code(f" {code.text.replace('|', '｜')}\n") == code


@pytest.mark.parametrize(
    "text", ["", "gm1", "示例镇之声", "gm2|a|1|b|c", "gm1|a|1|b|not-an-id", "gm1|a|b|" + VOICE]
)
def test_what_is_no_code_is_none(text):
    assert read_sheet_code(text) is None


@pytest.mark.parametrize("end", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+09:00", "昨天", ""])
def test_a_moment_that_no_calendar_holds_is_none_and_the_next_field_is_asked(end):
    one = told(end=end, start="2026-11-20T23:30:00Z")
    assert moment_of(one) == "2026-11-21T07:30:00+08:00"
    assert day_of(one) in (date(2026, 11, 21), date(1, 1, 1))
    assert moment_of(told(end=end)) is None


@given(st.text("0123456789-:TZ+/. ", max_size=30), st.text(max_size=30))
def test_no_text_in_place_of_a_moment_breaks_anything(one, other):
    for text in (one, other):
        submission = told(end=text, today=text, username=text, account=text)
        moment, day = moment_of(submission), day_of(submission)
        assert moment is None or moment.endswith("+08:00")
        assert day is None or isinstance(day, date)


def test_of_two_accounts_of_one_name_the_owner_that_was_told_decides():
    bureau = KnownAccount(LATER, "示例普法", Platform.KUAISHOU, None, "示例县教育局")
    known = [*KNOWN, bureau, replace(bureau, id=FIRST, owner_name=None)]

    def found(owner, platform=None):
        return [a.id for a in accounts_meant(Clue("示例普法", "", owner), platform, known)]

    assert found("示例县教育局") == [LATER]
    assert found("示例 县教育局") == [LATER]
    assert found("示例县司法局") == [LAW, THIRD]
    assert found("没有的局") == []
    assert found("") == [LAW, THIRD, LATER, FIRST]
    assert found("没有的局", Platform.WEIBO) == [LAW], "one is a match whatever its owner is called"


@pytest.mark.parametrize(
    ("key", "value", "leaks"),
    [
        ("leak", "found", True),
        ("safety/leak", "found", True),
        ("safety-leak", "发现", True),
        ("有没有泄露国家秘密？", "发现", True),
        ("leak", "none", False),
        ("leak", "未发现", False),
        ("leak", "", False),
        ("leaking", "found", False),
        ("serious_error", "found", False),
    ],
)
def test_a_leak_is_told_by_its_question_and_the_word_found(key, value, leaks):
    submission = Submission("", (Told("name", "found", "A2"), Told(key, value, "B2")), "第2行")
    assert tells_a_leak(submission) is leaks


def test_rows_whose_row_above_nobody_can_tell_are_named_once():
    stray = (Told("a", "1", "photos!B3"), Told("b", "2", "photos!C3"), Told("a", "3", "AB12"))
    assert stray_rows(Submission("", (), "第2行", stray=stray)) == ["photos 第3行", "第12行"]
