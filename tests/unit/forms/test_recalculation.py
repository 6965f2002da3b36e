"""Settling after one change equals evaluating everything from scratch."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.forms import model
from tests.unit.forms.workbooks import compiled, row, run

FORM = compiled(
    row("select_one yn", "s", gm_fails=". = 'no'", gm_severity="veto", gm_problem="p"),
    row("begin group", "g", relevant="${s} = 'yes' or ${n} > 5"),
    row("integer", "a", constraint=". < 50"),
    row("begin group", "h", relevant="${a} mod 2 = 0"),
    row("integer", "b", relevant="${d} <= today()"),
    row("end group", ""),
    row("end group", ""),
    row("integer", "n", default="2", gm_fails="${rest} > 3", gm_severity="hint", gm_problem="q"),
    row("date", "d", gm_register="last_update"),
    row("calculate", "sum", calculation="${a} + coalesce(${b}, 1)"),
    row("calculate", "rest", calculation="if(${sum} > ${n}, ${sum} - ${n}, '')"),
    row("calculate", "day", calculation="date(${d} + ${n})"),
    row("calculate", "days", calculation="${day} - ${d}"),
    row("select_multiple yn", "m", choice_filter="name != ${s}", relevant="${rest} != ''"),
    row("text", "t", required="${days} > 3", readonly="${s} = 'unchecked'"),
)
TYPED = {
    "/data/s": ["yes", "no", "unchecked", ""],
    "/data/g/a": ["1", "2", "48", "99", ""],
    "/data/g/h/b": ["7", "0", ""],
    "/data/n": ["0", "3", "9", ""],
    "/data/d": ["2026-11-01", "2026-12-01", ""],
    "/data/m": ["yes", "yes no", ""],
    "/data/t": ["说明", ""],
}
changes = st.sampled_from([(path, text) for path, texts in TYPED.items() for text in texts])


@settings(max_examples=150, deadline=None)
@given(st.lists(changes, max_size=14))
def test_any_order_of_answers_equals_a_recalculation_from_scratch(steps):
    filled = run(FORM, register={"last_update": "2026-11-05"})
    for path, text in steps:
        filled.answer(path, text)
        scratch = run(FORM, answers=filled.answers())
        assert filled.items() == scratch.items()
        assert filled.verdict() == scratch.verdict()
        assert filled.record() == scratch.record()


def test_one_change_evaluates_what_depends_on_it_once_and_nothing_else(monkeypatch):
    filled = run(FORM)
    for path, text in {"/data/s": "yes", "/data/g/a": "2", "/data/d": "2026-11-01"}.items():
        filled.answer(path, text)
    evaluated = []
    found = model.Model._found
    monkeypatch.setattr(
        model.Model, "_found", lambda self, *v: (evaluated.append(v), found(self, *v))[1]
    )
    filled.answer("/data/g/h/b", "7")
    assert set(evaluated) >= {("/data/sum", "value"), ("/data/rest", "value")}
    assert ("/data/days", "value") not in evaluated
    assert len(evaluated) == len(set(evaluated))
