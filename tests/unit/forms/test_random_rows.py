"""Random forms with repeats: after every step all stands there that follows from the answers."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.forms.from_workbook import compile_workbook
from tests.unit.forms.scenario import END, GROUP_END, HINT, VETO
from tests.unit.forms.workbooks import row, run, workbook

CHOICES = [
    ("yn", "yes", "是", "1"),
    ("yn", "no", "否", "2"),
    ("yn", "unchecked", "未检查", "3"),
]
TYPED = {
    "integer": ["0", "1", "3", "-2", ""],
    "text": ["甲", "乙", "3", ""],
    "select_one": ["yes", "no", "unchecked", ""],
}
WITHIN = ["count(${外})", "count(${内})", "position(..)", "sum(${内数})", "count(../../内)"]
"""Calculations that are right in the rows of the inner repeat."""


def expressions(draw, numbers):
    """Return an expression over some of the numbers that stand before it."""
    one, other = (f"${{{draw(st.sampled_from(numbers))}}}" for _ in range(2))
    return draw(
        st.sampled_from(
            [
                f"sum({one})",
                f"count({one})",
                f"coalesce(sum({one}), 0) + count({other})",
                f"if({one} = '', '空', {other})",
                f"max({one}, {other})",
                f"join('、', {one})",
                f"once({one})",
                "position(..)",
            ]
        )
    )


@st.composite
def rows_with(draw, name, numbers):
    """A few questions and calculations whose expressions rest on what stands before them."""
    survey = [row("integer", f"{name}数", **_default(draw))]
    numbers.append(f"{name}数")
    if draw(st.booleans()):
        fails = draw(st.sampled_from([". = 'no'", f"${{{name}数}} > 2"]))
        told = {"gm_fails": fails, "gm_explains": f"{{{name}数}}不对", **draw(_SEVERITY)}
        survey.append(row("select_one yn", f"{name}选", **told))
    if draw(st.booleans()):
        condition = f"${{{draw(st.sampled_from(numbers))}}} > 0"
        survey.append(row("begin group", f"{name}组", relevant=condition))
        survey.append(row("text", f"{name}文", required=f"${{{name}数}} = 1"))
        survey.append(GROUP_END)
    if draw(st.booleans()):
        survey.append(row("calculate", f"{name}算", calculation=expressions(draw, numbers)))
    return survey


_SEVERITY = st.sampled_from([HINT, VETO])


def _default(draw):
    default = draw(st.sampled_from(["", "2", "position(..)", "1 + 1"]))
    return {"default": default} if default else {}


@st.composite
def forms(draw):
    """A form with a repeat in a repeat, either of them counted or not."""
    numbers = []
    survey = draw(rows_with("首", numbers))
    outer = draw(st.sampled_from([{}, {}, {"repeat_count": "${首数}"}]))
    if draw(st.booleans()):
        outer["relevant"] = "${首数} != 3"
    survey.append(row("begin repeat", "外", **outer))
    survey += draw(rows_with("外", numbers))
    inner = draw(st.sampled_from([{}, {}, {"repeat_count": "${外数}"}]))
    survey.append(row("begin repeat", "内", **inner))
    survey += draw(rows_with("内", numbers))
    survey += [row("calculate", "在", calculation=draw(st.sampled_from(WITHIN))), END]
    survey += [row("calculate", "小计", calculation="sum(${内数})"), END]
    survey += draw(rows_with("末", numbers))
    survey.append(row("select_one ${外数}", "哪个"))
    return compile_workbook(workbook(survey, CHOICES), "随机.xlsx")


def step(data, filled, removed):
    """Do one thing that a person can do."""
    rows = list(dict.fromkeys(s.row for s in filled.sections if s.row and s.row.may_change))
    asked = [item for item in filled.items() if item.is_asked and item.kind in TYPED]
    kinds = ["answer"] * 3 + ["add", "remove"] * bool(rows) + ["restore"] * bool(removed)
    kind = data.draw(st.sampled_from(kinds))
    if kind == "answer":
        item = data.draw(st.sampled_from(asked))
        filled.answer(item.path, data.draw(st.sampled_from(TYPED[item.kind])))
    elif kind == "restore":
        path, place = removed.pop()
        if path.rpartition("[#")[0] in {r.series for r in rows}:
            filled.restore_row(path, place)
    else:
        chosen = data.draw(st.sampled_from(rows))
        if kind == "add":
            filled.add_row(chosen.series)
        elif chosen.count:
            removed.append((chosen.path, filled.remove_row(chosen.path)))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_form_with_rows_settles_after_every_step_as_from_scratch(data):
    form = data.draw(forms())
    filled, removed = run(form), []
    for _ in range(data.draw(st.integers(1, 8))):
        step(data, filled, removed)
        scratch = run(form, answers=filled.answers())
        assert filled.items() == scratch.items()
        assert filled.sections == scratch.sections
        assert filled.verdict() == scratch.verdict()
        assert filled.answers() == scratch.answers()
    again = run(form, answers=filled.record())
    assert again.verdict() == filled.verdict()
    assert again.record() == filled.record()
