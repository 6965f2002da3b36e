"""Chance in a form: shuffled as ODK shuffles, and the same again from the same seed."""

import re
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from govmedia_desktop.forms.extensions import EXTENSIONS
from govmedia_desktop.forms.functions import Kind
from govmedia_desktop.forms.parser import ExpressionError
from tests.unit.forms.expressions import evaluated, holds
from tests.unit.forms.scenario import Scenario
from tests.unit.forms.workbooks import compiled, row, run

LETTERS = [("buchstaben", letter, letter.upper()) for letter in "abcdefgh"]


def shuffled(letters, seed):
    """Return the letters as randomize() puts them."""
    root = etree.Element("root")
    for letter in letters:
        etree.SubElement(root, "item").text = letter
    return "".join(node.text for node in EXTENSIONS["randomize"](None, list(root), seed))


# randomize()


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (42.0, "AFCBDE"),
        ("42", "AFCBDE"),
        (-42.0, "EDAFBC"),
        (1.0, "BFEACD"),
        (1.1, "BFEACD"),
        (11111111.0, "ACDBFE"),
        (0.0, "CBEAFD"),
        (float("nan"), "CBEAFD"),
        ("", "CBEAFD"),
        (5989458117437254.0, "ACBEDF"),
        ("mirror", "ACBEDF"),
    ],
)
def test_six_letters_are_shuffled_as_in_odk_web_forms(seed, expected):
    assert shuffled("ABCDEF", seed) == expected


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (1234.0, "gfedahbc"),
        ("1234", "gfedahbc"),
        ("foo", "eadbhgcf"),
        ("somestring", "ebcgdafh"),
        ("-6.8137120026589315 39.29392995851879", "hbdfagce"),
        (0.0, "cbhafdge"),
        ("", "cbhafdge"),
    ],
)
def test_eight_letters_are_shuffled_as_in_javarosa(seed, expected):
    assert shuffled("abcdefgh", seed) == expected


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=9), st.floats() | st.text(max_size=5))
def test_shuffling_loses_and_adds_nothing_whatever_the_seed(letters, seed):
    once = shuffled(letters, seed)
    assert sorted(once) == sorted(letters)
    assert shuffled(letters, seed) == once


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("join('', randomize(instance('buchstaben')/root/item/label, 1234))", "GFEDAHBC"),
        ("join('', randomize(instance('buchstaben')/root/item, 'foo')/name)", "eadbhgcf"),
        ("randomize(instance('buchstaben')/root/item, 1234)[2]/name", "f"),
        ("count(randomize(instance('buchstaben')/root/item, 1234))", "8"),
        ("randomize(instance('buchstaben')/root/item[name = 'c'], 7)/label", "C"),
        (
            "join('', randomize(instance('buchstaben')/root/item, 1234)[position() <= 3]/name)",
            "gfe",
        ),
    ],
)
def test_shuffled_choices_are_used_within_an_expression(expression, expected):
    survey = (row("select_one buchstaben", "b"), row("calculate", "c", calculation=expression))
    assert Scenario(*survey, choices=LETTERS).value("c") == expected


def test_a_question_offers_its_choices_shuffled_by_the_seed_of_the_form():
    question = row("select_one buchstaben", "b", parameters="randomize=true, seed=1234")
    form = Scenario(question, row("note", "n", label="${b}"), choices=LETTERS)
    assert "".join(form.offered("b")) == "gfedahbc"
    assert form.type(b="c").item("b").shown == "C"


def test_a_shuffled_choice_is_known_by_its_label_too():
    form = Scenario(
        row("select_one buchstaben", "b", parameters="randomize=true, seed=1234"),
        row("calculate", "c", calculation="jr:choice-name(${b}, '${b}')"),
        choices=LETTERS,
    )
    assert form.type(b="c").value("c") == "C"


def test_choices_are_shuffled_anew_when_the_seed_is_another_answer():
    form = Scenario(
        row("text", "seed"),
        row("select_one buchstaben", "b", parameters="randomize=true, seed=${seed}"),
        choices=LETTERS,
    )
    assert "".join(form.type(seed="foo").offered("b")) == "eadbhgcf"
    assert "".join(form.type(seed="1234").offered("b")) == "gfedahbc"


def test_without_a_seed_choices_are_shuffled_by_that_of_the_inspection():
    form = compiled(row("select_one buchstaben", "b", parameters="randomize=true"), choices=LETTERS)

    def offered(seed):
        (item,) = run(form, seed=seed).items()
        return "".join(choice.name for choice in item.choices)

    orders = {offered(f"检查{n}") for n in range(20)}
    assert len(orders) > 10
    assert {"".join(sorted(order)) for order in orders} == {"abcdefgh"}
    assert offered("检查1") == offered("检查1")


def test_a_condition_behind_randomize_may_not_lead_out_of_the_shuffled_copies():
    for expression in (
        "randomize(instance('yn')/root/item)[name = /data/here]",
        "randomize(instance('yn')/root/item)/name[. = /data/here]",
        "randomize(instance('yn')/root/item, 3)[1][since < today()]",
    ):
        with pytest.raises(ExpressionError, match="randomize\\(\\)后面的条件不能引用题目"):
            evaluated(expression)
    within = "randomize(instance('yn')/root/item[name = /data/here], 3)/label"
    assert evaluated(within, here=("text", "no")) == "没有"
    behind = "randomize(instance('yn')/root/item, 3)[name = current()]/label"
    assert evaluated(behind, here=("text", "no")) == "没有"


# random() and uuid()


@given(st.uuids())
@settings(max_examples=60, deadline=None)
def test_chance_lies_between_nought_and_one_and_comes_again_from_the_same_seed(draft):
    drawn = evaluated("random()", Kind.NUMBER, drawn_from=str(draft))
    assert 0 <= drawn < 1
    assert evaluated("random()", Kind.NUMBER, drawn_from=str(draft)) == drawn


def test_other_seeds_other_calls_and_other_questions_draw_otherwise():
    drawn = {evaluated("random()", Kind.NUMBER, drawn_from=f"检查{n}") for n in range(50)}
    assert len(drawn) == 50
    assert 0.3 < sum(drawn) / 50 < 0.7
    assert not holds("random() = random()")
    assert not holds("uuid() = uuid()")
    form = compiled(
        row("calculate", "甲", calculation="random()"),
        row("calculate", "乙", calculation="random()"),
    )
    first, second = (item.value for item in run(form, seed="一").items())
    assert first != second


def test_within_a_condition_every_node_draws_for_itself():
    counts = {
        evaluated("count(instance('yn')/root/item[random() < 0.5])", Kind.NUMBER, drawn_from=str(n))
        for n in range(30)
    }
    assert counts == {0, 1, 2}


def test_a_uuid_is_one_of_version_4_and_a_number_asks_for_so_many_characters():
    assert uuid.UUID(evaluated("uuid()", drawn_from="检查")).version == 4
    for wanted, length in {"6": 6, "0": 0, "'x'": 0, "-3": 0, "2.9": 2, "1 div 0": 1000}.items():
        assert re.fullmatch(f"[0-9A-Z]{{{length}}}", evaluated(f"uuid({wanted})"))
    assert len({evaluated("uuid(12)", drawn_from=str(n)) for n in range(50)}) == 50


def test_a_default_of_chance_is_kept_as_an_answer_and_taken_over_not_drawn_again():
    form = compiled(row("text", "抽样号", default="uuid(8)"), row("text", "备注"))
    first = run(form, seed="甲")
    kept = first.record()
    again = run(form, seed="乙", answers=kept)
    assert len(kept["/data/抽样号"].value) == 8
    assert again.record() == kept


def test_once_of_chance_stays_while_other_questions_are_answered():
    form = Scenario(
        row("text", "备注"),
        row("calculate", "号", calculation="once(random())"),
        row("calculate", "和", calculation="concat(${备注}, ${号})"),
        seed="检查",
    )
    before = form.value("号")
    assert form.type(备注="一").value("号") == before
    assert form.type(备注="二").value("和") == f"二{before}"


# texts of other languages


def test_itext_gives_the_chinese_text_with_its_values():
    form = Scenario(
        row("text", "县", label="", **{"label::中文": "县名", "label::English": "County"}),
        row(
            "note", "n", label="", **{"label::中文": "“${县}”的 'x'", "label::English": "of ${县}"}
        ),
        row("calculate", "c", calculation="jr:itext('/data/县:label')"),
        row("calculate", "d", calculation="concat(jr:itext('/data/n:label'), '。')"),
    )
    assert form.type(县="示例县").values("c", "d") == ["县名", "“示例县”的 'x'。"]


def test_a_text_that_does_not_exist_is_a_fault_of_the_form():
    with pytest.raises(ExpressionError, match="没有编号为“/data/x:label”的文字"):
        evaluated("jr:itext('/data/x:label')")
    with pytest.raises(ExpressionError, match="没有编号为“”的文字"):
        evaluated("jr:itext(/data/here)")


# rows of a repeat

POSTS = (
    row("begin repeat", "帖"),
    row("select_one yn", "看过"),
    row("calculate", "号", calculation="uuid(8)"),
    row("end repeat", ""),
    row("calculate", "够数", calculation="checklist(2, -1, ${看过})"),
)


def drawn(under_way):
    return {item.path: item.value for item in under_way.items() if item.name == "号"}


def test_every_row_draws_for_itself_and_keeps_what_it_drew_when_others_go():
    under_way = run(compiled(*POSTS), seed="检查")
    first, *_ = [under_way.add_row("/data/帖") for _ in range(3)]
    before = drawn(under_way)
    assert len(set(before.values())) == len(before) >= 3
    under_way.remove_row(first)
    left = {path: value for path, value in before.items() if not path.startswith(first)}
    assert drawn(under_way) == left != before


def test_a_checklist_counts_the_rows_in_which_something_is_answered():
    under_way = run(compiled(*POSTS), seed="检查")
    rows = [under_way.add_row("/data/帖") for _ in range(3)]
    enough = []
    for place in rows:
        assert under_way.answer(f"{place}/看过", "yes") is None
        enough.append(next(i.value for i in under_way.items() if i.name == "够数"))
    assert enough == ["false", "true", "true"]
