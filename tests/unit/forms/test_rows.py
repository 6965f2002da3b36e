"""Repeats: rows with ids that stay, evaluated each for itself."""

import pytest

from govmedia_desktop.forms.compiled import CompiledForm
from tests.unit.forms.scenario import GROUP_END, VETO
from tests.unit.forms.workbooks import compiled, row, run

END = row("end repeat", "")
POSTS = (
    row("text", "单位"),
    row("begin repeat", "文章"),
    row("text", "标题"),
    row("integer", "阅读"),
    row("calculate", "序号", calculation="position(..)"),
    row("calculate", "累计", calculation="sum(../../文章/阅读)"),
    END,
    row("calculate", "总数", calculation="sum(${阅读})"),
    row("calculate", "篇数", calculation="count(${文章})"),
)


def posts():
    form = compiled(*POSTS)
    return run(form, answers=None), form


def values(filled, name):
    return [item.value for item in filled.items() if item.name == name]


def read(filled, *numbers):
    """Give the rows these numbers, adding rows as needed."""
    rows = [section.row.path for section in filled.sections if section.row]
    while len(rows) < len(numbers):
        rows.append(filled.add_row(root(filled)))
    for path, number in zip(rows, numbers, strict=True):
        assert filled.answer(f"{path}/阅读", str(number)) is None


def root(filled):
    return next(section.row.series for section in filled.sections if section.row)


def test_a_repeat_begins_with_one_row():
    filled, _ = posts()
    assert values(filled, "序号") == ["1"]
    assert values(filled, "篇数") == ["1"]


def test_each_row_counts_for_itself_and_all_together_for_the_form():
    filled, _ = posts()
    read(filled, 3, 4, 5)
    assert values(filled, "序号") == ["1", "2", "3"]
    assert values(filled, "累计") == ["12", "12", "12"]
    assert values(filled, "总数") == ["12"]


def test_a_row_taken_out_is_counted_no_more_and_the_others_keep_their_ids():
    filled, _ = posts()
    read(filled, 3, 4, 5)
    series = root(filled)
    filled.remove_row(f"{series}[#2]")
    assert values(filled, "总数") == ["8"]
    assert values(filled, "序号") == ["1", "2"]
    assert f"{series}[#3]/阅读" in filled.record()


def test_a_row_put_back_stands_where_it_stood_with_its_answers():
    filled, _ = posts()
    read(filled, 3, 4, 5)
    series = root(filled)
    place = filled.remove_row(f"{series}[#2]")
    filled.restore_row(f"{series}[#2]", place)
    assert [i.value for i in filled.items() if i.name == "阅读"] == ["3", "4", "5"]


def test_the_answers_of_a_row_taken_out_stay_in_the_draft_and_not_in_the_record():
    filled, _ = posts()
    read(filled, 3, 4)
    series = root(filled)
    filled.remove_row(f"{series}[#1]")
    assert f"{series}[#1]/阅读" in filled.answers()
    assert f"{series}[#1]/阅读" not in filled.record()


def test_the_id_of_a_row_is_never_used_again():
    filled, _ = posts()
    read(filled, 3, 4)
    series = root(filled)
    filled.remove_row(f"{series}[#2]")
    assert filled.add_row(series) == f"{series}[#3]"


def test_all_rows_may_go_and_the_record_remembers_that_there_are_none():
    filled, form = posts()
    series = root(filled)
    filled.remove_row(f"{series}[#1]")
    assert values(filled, "篇数") == ["0"]
    (empty,) = [section for section in filled.sections if section.row]
    assert (empty.items, empty.row.count) == ((), 0)
    assert values(run(form, answers=filled.record()), "篇数") == ["0"]


def test_a_draft_opened_again_has_the_same_rows_in_the_same_order():
    filled, form = posts()
    read(filled, 3, 4, 5)
    series = root(filled)
    place = filled.remove_row(f"{series}[#1]")
    filled.restore_row(f"{series}[#1]", place + 1)
    again = run(CompiledForm.from_text(form.to_text()), answers=filled.answers())
    assert values(again, "阅读") == values(filled, "阅读") == ["4", "3", "5"]


def test_sections_of_rows_are_numbered():
    filled, _ = posts()
    read(filled, 1, 2)
    assert [s.label for s in filled.sections if s.row] == ["文章 第1条", "文章 第2条"]
    assert [s.row.count for s in filled.sections if s.row] == [2, 2]


COUNTED = (
    row("integer", "几"),
    row("begin repeat", "户", repeat_count="${几}"),
    row("text", "名", default="某户"),
    END,
)


def test_counted_rows_come_and_go_with_the_count_and_their_answers_come_back():
    form = compiled(*COUNTED)
    filled = run(form)
    assert values(filled, "名") == []
    filled.answer("/data/几", "3")
    filled.answer("/data/户[#2]/名", "张村")
    filled.answer("/data/几", "1")
    assert values(filled, "名") == ["某户"]
    filled.answer("/data/几", "2")
    assert values(filled, "名") == ["某户", "张村"]


@pytest.mark.parametrize(("count", "rows"), [("-4", 0), ("", 0), ("999999999", 2000)])
def test_a_count_that_cannot_be_is_kept_within_bounds(count, rows):
    filled = run(compiled(*COUNTED))
    filled.answer("/data/几", count)
    assert len(values(filled, "名")) == rows


def test_people_add_no_rows_where_they_are_counted():
    filled = run(compiled(*COUNTED))
    filled.answer("/data/几", "1")
    assert not next(s.row for s in filled.sections if s.row).may_change
    with pytest.raises(ValueError, match="户"):
        filled.add_row("/data/户")


NESTED = (
    row("begin repeat", "县"),
    row("text", "县名"),
    row("begin repeat", "镇"),
    row("integer", "账号"),
    row("text", "备注", relevant="${账号} > 5"),
    row("calculate", "在哪", calculation="concat(${县名}, position(../..), '-', position(..))"),
    END,
    row("calculate", "小计", calculation="sum(${账号})"),
    row("calculate", "镇数", calculation="count(${镇})"),
    END,
    row("calculate", "合计", calculation="sum(${小计})"),
    row("calculate", "二一", calculation="indexed-repeat(${账号}, ${县}, 2, ${镇}, 1)"),
)


def nested():
    filled = run(compiled(*NESTED))
    second = filled.add_row("/data/县")
    filled.add_row(f"{second}/镇")
    filled.answer("/data/县[#1]/县名", "甲")
    filled.answer(f"{second}/县名", "乙")
    filled.answer("/data/县[#1]/镇[#1]/账号", "2")
    filled.answer(f"{second}/镇[#1]/账号", "7")
    filled.answer(f"{second}/镇[#2]/账号", "10")
    return filled


def test_rows_within_rows_are_summed_where_they_belong():
    filled = nested()
    assert values(filled, "小计") == ["2", "17"]
    assert values(filled, "镇数") == ["1", "2"]
    assert values(filled, "合计") == ["19"]


def test_a_row_within_a_row_knows_both_places():
    assert values(nested(), "在哪") == ["甲1-1", "乙2-1", "乙2-2"]


def test_a_numbered_row_is_found_through_both_repeats():
    filled = nested()
    assert values(filled, "二一") == ["7"]
    filled.remove_row("/data/县[#2]/镇[#1]")
    assert values(filled, "二一") == ["10"]


def test_a_condition_holds_in_its_own_row_only():
    shown = [item.relevant for item in nested().items() if item.name == "备注"]
    assert shown == [False, True, True]


def test_taking_out_an_outer_row_takes_its_inner_rows_along():
    filled = nested()
    filled.remove_row("/data/县[#2]")
    assert values(filled, "合计") == ["2"]
    assert values(filled, "在哪") == ["甲1-1"]


def test_an_item_in_a_row_fails_there_and_tells_of_its_own_row():
    form = compiled(
        row("begin repeat", "账号"),
        row("text", "名称"),
        row(
            "integer",
            "天数",
            gm_fails=". > 14",
            gm_explains="{名称}已{天数}天未更新",
            **VETO,
        ),
        END,
    )
    filled = run(form)
    filled.add_row("/data/账号")
    for number, (name, days) in enumerate([("甲", "3"), ("乙", "20")], 1):
        filled.answer(f"/data/账号[#{number}]/名称", name)
        filled.answer(f"/data/账号[#{number}]/天数", days)
    (finding,) = filled.findings()
    assert finding.path == "/data/账号[#2]/天数"
    assert finding.explanation == "乙已20天未更新"


def test_a_required_question_in_one_row_keeps_the_inspection_open():
    form = compiled(row("begin repeat", "r"), row("text", "名", required="yes"), END)
    filled = run(form)
    second = filled.add_row("/data/r")
    filled.answer("/data/r[#1]/名", "甲")
    assert [item.path for item in filled.open_items()] == [f"{second}/名"]


def test_rows_of_a_repeat_that_is_not_relevant_count_for_nothing_and_are_kept():
    form = compiled(
        row("select_one yn", "有"),
        row("begin repeat", "r", relevant="${有} = 'yes'"),
        row("integer", "数"),
        END,
        row("calculate", "和", calculation="sum(${数})"),
        row("calculate", "几", calculation="count(${r})"),
    )
    filled = run(form)
    filled.answer("/data/有", "yes")
    filled.answer("/data/r[#1]/数", "5")
    assert values(filled, "和") + values(filled, "几") == ["5", "1"]
    filled.answer("/data/有", "no")
    assert values(filled, "和") + values(filled, "几") == ["0", "0"]
    filled.answer("/data/有", "yes")
    assert values(filled, "和") == ["5"]


def test_choices_are_the_rows_of_a_repeat():
    form = compiled(
        row("begin repeat", "号"),
        row("text", "名"),
        END,
        row("select_one ${名}", "主账号"),
    )
    filled = run(form)
    filled.answer("/data/号[#1]/名", "示例发布")
    item = next(i for i in filled.items() if i.name == "主账号")
    assert [choice.label for choice in item.choices] == ["示例发布"]


def test_an_answer_sets_what_it_triggers_in_its_own_row():
    form = compiled(
        row("begin repeat", "r"),
        row("text", "甲"),
        row("text", "乙", calculation="concat(${甲}, '！')", trigger="${甲}"),
        END,
    )
    filled = run(form)
    filled.add_row("/data/r")
    filled.answer("/data/r[#2]/甲", "好")
    assert values(filled, "乙") == ["", "好！"]
    filled.answer("/data/r[#2]/乙", "改过")
    assert values(filled, "乙") == ["", "改过"]


def test_a_group_around_rows_takes_them_out_of_sight():
    form = compiled(
        row("select_one yn", "有"),
        row("begin group", "g", relevant="${有} = 'yes'"),
        row("begin repeat", "r"),
        row("text", "名", required="yes"),
        END,
        GROUP_END,
    )
    filled = run(form)
    assert [section.relevant for section in filled.sections if section.row] == [False]
    assert filled.open_items() == ()


def test_no_answer_is_taken_in_a_row_that_is_not_there():
    filled, _ = posts()
    with pytest.raises(KeyError):
        filled.answer(f"{root(filled)}[#9]/阅读", "1")
