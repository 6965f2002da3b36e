"""Answers without a value, notes, and warnings that an explanation lets pass."""

import pytest

from govmedia_desktop.domain.inspections import Absence, Answer, Source
from govmedia_desktop.domain.verdicts import Conclusion
from tests.unit.forms.scenario import HINT, VETO
from tests.unit.forms.test_compiling import fault_of
from tests.unit.forms.workbooks import YES_NO, compiled, row, run

NA, LOST = Absence.NOT_APPLICABLE, Absence.NOT_FOUND
WARNING = {"gm_warns": ". > 100", "gm_warning": "{few}篇，比平时多很多"}


@pytest.fixture(scope="module")
def form():
    return compiled(
        row("integer", "few", required="yes", constraint=". < 1000", **WARNING),
        row("select_one yn", "open", gm_fails=". = 'no'", **VETO),
        row("select_one yn", "leak", gm_judgement="yes", gm_fails=". = 'yes'", **VETO),
        row("date", "last"),
        row("calculate", "idle", calculation="today() - ${last}", gm_fails=". > 14", **HINT),
        row("text", "words", default="预填"),
    )


@pytest.fixture
def filled(form):
    begun = run(form)
    for path, value in {"few": "3", "open": "yes", "leak": "no", "last": "2026-11-20"}.items():
        assert begun.answer(f"/data/{path}", value) is None
    return begun


def item(begun, name):
    return next(i for i in begun.items() if i.name == name)


def test_a_question_without_a_value_is_answered_and_finds_nothing(form):
    begun = run(form)
    for name, value in {"few": "3", "leak": "no", "last": "2026-11-20"}.items():
        begun.answer(f"/data/{name}", value)
    assert begun.verdict().conclusion is Conclusion.OPEN
    assert begun.mark_absent("/data/open", NA, " 这类账号没有留言 ") is None
    assert (item(begun, "open").open, item(begun, "open").value) == (False, "")
    assert item(begun, "open").shown == "不适用（这类账号没有留言）"
    assert begun.verdict().conclusion is Conclusion.PASSED
    assert begun.record()["/data/open"].confirmed_by == "张三"


def test_what_rests_on_a_question_without_a_value_judges_nobody(filled):
    filled.answer("/data/last", "2026-10-01")
    assert [f.code for f in filled.findings()] == ["idle"]
    assert filled.mark_absent("/data/last", LOST, "平台查不到") is None
    assert filled.findings() == ()
    assert filled.verdict().conclusion is Conclusion.PASSED


def test_a_required_question_may_have_no_value_for_a_reason(filled):
    filled.mark_absent("/data/few", NA, "不计篇数")
    assert not item(filled, "few").open


@pytest.mark.parametrize(("absent", "word"), [(NA, "不适用"), (LOST, "查不到")])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_without_a_reason_it_is_refused_and_nothing_changes(filled, absent, word, reason):
    before = filled.answers()
    assert filled.mark_absent("/data/open", absent, reason) == f"答“{word}”要写明原因"
    assert filled.answers() == before


def test_what_nobody_looked_at_stays_unchecked(filled):
    assert "仍是未检查" in filled.mark_absent("/data/leak", LOST, "没看")
    assert filled.answers()["/data/leak"].value == "no"
    assert filled.mark_absent("/data/leak", NA, "没有内容") is None


def test_what_the_program_gives_is_neither_absent_nor_noted(filled):
    assert "程序给出" in filled.mark_absent("/data/idle", NA, "无")
    assert "程序给出" in filled.note("/data/idle", "无")


def test_another_answer_takes_the_place_of_none_with_its_reason(filled):
    filled.mark_absent("/data/open", NA, "没有留言")
    filled.answer("/data/open", "no")
    assert filled.answers()["/data/open"] == Answer(
        "no", Source.TYPED, "张三", "2026-11-22T09:00:00+08:00"
    )
    filled.mark_absent("/data/open", NA, "没有留言")
    filled.clear("/data/open")
    assert item(filled, "open").open
    assert item(filled, "open").note == ""


def test_the_reason_of_an_absence_cannot_be_emptied(filled):
    filled.mark_absent("/data/open", NA, "没有留言")
    assert "要写明原因" in filled.note("/data/open", "")
    assert filled.note("/data/open", "没有 留言区") is None
    assert item(filled, "open").shown == "不适用（没有 留言区）"


def test_a_note_stays_beside_whatever_is_answered_and_goes_into_the_record(filled):
    assert filled.note("/data/open", "截图\n已存") is None
    filled.answer("/data/open", "no")
    assert filled.record()["/data/open"].note == "截图 已存"
    filled.clear("/data/open")
    assert filled.record()["/data/open"].note == "截图 已存"


def test_a_note_leaves_a_prefilled_answer_unconfirmed(form):
    begun = run(form)
    begun.note("/data/words", "要问一下")
    answer = begun.answers()["/data/words"]
    assert (answer.value, answer.confirmed, answer.note) == ("预填", False, "要问一下")
    begun.confirm("/data/words")
    assert begun.answers()["/data/words"].note == "要问一下"
    assert set(begun.unsaved()) == {"/data/words"}


def test_a_warning_leaves_the_item_open_until_it_is_explained(filled):
    assert filled.answer("/data/few", "150") is None
    assert item(filled, "few").warning == "150篇，比平时多很多"
    assert [o.code for o in filled.open_items()] == ["few"]
    filled.note("/data/few", "当月有防汛")
    assert item(filled, "few").warning
    assert not item(filled, "few").open
    assert filled.verdict().conclusion is Conclusion.PASSED


def test_an_explanation_speaks_of_one_value_only(filled):
    filled.answer("/data/few", "150")
    filled.note("/data/few", "当月有防汛")
    filled.answer("/data/few", "150")
    assert not item(filled, "few").open
    filled.answer("/data/few", "900")
    assert item(filled, "few").open


def test_a_changed_answer_ends_the_warning(filled):
    filled.answer("/data/few", "150")
    filled.answer("/data/few", "15")
    assert (item(filled, "few").warning, item(filled, "few").open) == ("", False)


def test_a_constraint_cannot_be_explained_away(filled):
    filled.note("/data/few", "真有这么多")
    assert filled.answer("/data/few", "5000")
    assert item(filled, "few").value == "3"


def test_an_explained_warning_holds_when_the_record_is_evaluated_again(form, filled):
    filled.answer("/data/few", "150")
    filled.note("/data/few", "当月有防汛")
    filled.mark_absent("/data/open", NA, "没有留言")
    again = run(form, answers=filled.record())
    assert again.verdict() == filled.verdict()
    assert again.record() == filled.record()


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"gm_warns": ". > 1"}, "要在“bind::gm:warning”列写提醒的话"),
        ({"gm_warning": "多"}, "什么时候提醒"),
        ({"gm_warns": ". >", "gm_warning": "多"}, "没有写完"),
        ({"gm_warns": ". > 1", "gm_warning": "{nosuch}"}, "没有“nosuch”这道题"),
        ({"gm_warns": ". > 1", "gm_warning": "${a}"}, "请写{题目名}"),
    ],
)
def test_the_columns_of_warnings_are_checked(columns, told):
    assert told in fault_of(row("integer", "a", **columns))[1]


@pytest.mark.parametrize("kind", ["note", "calculate", "begin group"])
def test_a_warning_stands_only_where_somebody_answers(kind):
    columns = {"calculation": "1"} if kind == "calculate" else {}
    rows = [row(kind, "a", gm_warns="1 = 1", gm_warning="怪", **columns)]
    rows += [row("text", "t"), row("end group", "")] if kind == "begin group" else []
    assert "有人回答的题目" in fault_of(*rows)[1]


def test_choices_named_as_absences_are_ordinary_answers():
    form = compiled(row("select_one yn", "q"), choices=[*YES_NO, ("yn", "not_applicable", "无")])
    begun = run(form)
    begun.answer("/data/q", "not_applicable")
    assert item(begun, "q").absent is None
