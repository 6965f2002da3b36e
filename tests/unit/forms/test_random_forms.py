"""Random forms and hostile answers: whatever order they come in, the answers decide alone."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.inspections import Absence, Answer, Source
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.verdicts import Severity
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.from_workbook import compile_workbook
from tests.unit.forms.scenario import GROUP_END, HINT, VETO
from tests.unit.forms.workbooks import compiled, row, run, workbook

CHOICES = [
    ("yn", "yes", "是", "1"),
    ("yn", "no", "否", "2"),
    ("yn", "unchecked", "未检查", "3"),
    ("项", "置顶", "置顶", "1"),
    ("项", "原创", "原创", "2"),
    ("项", "转载", "转载", "3"),
]
TYPED = {
    "integer": ["0", "3", "１４", "-2", "999999999999999", "", "abc"],
    "decimal": ["0.5", "-1.25", ".5", "1e5", ""],
    "date": ["2026-11-06", "2026年11月21日", "2024/2/29", "2026-02-30", ""],
    "text": ["示例", "𠮷㐀", "yes", "<&>'\"", " ", "NaN", "3"],
    "select_one yn": ["yes", "no", "unchecked", "", "maybe"],
    "select_multiple 项": ["置顶", "原创 转载", "转载 原创 置顶", ""],
}
KINDS = sorted(TYPED)
PARAMETER = Parameter("p", "o", "max_idle_days", Decimal(5), "本县规定", Severity.VETO)


def conditions(name):
    """Expressions that give a truth value out of an earlier question."""
    return st.sampled_from(
        [
            f"${{{name}}} = 'yes'",
            f"${{{name}}} > 2",
            f"selected(${{{name}}}, '原创')",
            f"not(${{{name}}} = '')",
            f"${{{name}}} <= today()",
            f"string-length(${{{name}}}) mod 2 = 0",
        ]
    )


def calculations(name, other):
    return st.sampled_from(
        [
            f"${{{name}}} + ${{{other}}}",
            f"if(${{{name}}} = '', '空', ${{{other}}})",
            f"coalesce(${{{name}}}, ${{{other}}})",
            f"count-selected(${{{name}}}) * 1000000000",
            f"concat(${{{name}}}, '、', ${{{other}}})",
            f"round(${{{name}}} div 3, 2)",
            f"today() - ${{{name}}}",
            f"once(${{{name}}})",
            f"max(${{{name}}}, ${{{other}}})",
            "14",
        ]
    )


@st.composite
def rows_after(draw, names):
    """One more row, whose expressions name earlier ones only."""
    name = f"题{len(names)}"
    earlier = st.sampled_from(names)
    if draw(st.integers(0, 3)) == 0:
        calculation = draw(calculations(draw(earlier), draw(earlier)))
        parameter = {"gm_parameter": "max_idle_days"} if calculation == "14" else {}
        return row("calculate", name, calculation=calculation, **parameter)
    columns = {
        column: draw(conditions(draw(earlier)))
        for column in ("relevant", "required", "readonly", "constraint")
        if draw(st.integers(0, 3)) == 0
    }
    kind = draw(st.sampled_from(KINDS))
    if draw(st.booleans()):
        columns["label"] = f"看${{{draw(earlier)}}}"
    if draw(st.integers(0, 3)) == 0:
        columns["default"] = draw(st.sampled_from(["yes", "3", "today()", f"${{{draw(earlier)}}}"]))
    if kind.startswith("select") and draw(st.booleans()):
        columns["choice_filter"] = f"extra != count-selected(${{{draw(earlier)}}})"
    if draw(st.booleans()):
        fails = draw(conditions(draw(earlier)))
        told = f"{{{draw(earlier)}}}不合要求"
        columns |= {"gm_fails": fails, "gm_explains": told, **draw(st.sampled_from([HINT, VETO]))}
    return row(kind, name, **columns)


@st.composite
def surveys(draw):
    """The rows of a form of up to nine questions, some of them in a group."""
    survey = [row(draw(st.sampled_from(KINDS)), "题0")]
    names = ["题0"]
    for _ in range(draw(st.integers(2, 8))):
        survey.append(draw(rows_after(names)))
        names.append(survey[-1]["name"])
    begin = draw(st.integers(1, len(survey)))
    end = draw(st.integers(begin, len(survey)))
    if end > begin:
        condition = draw(conditions(draw(st.sampled_from(names[:begin]))))
        survey.insert(end, GROUP_END)
        survey.insert(begin, row("begin group", "组", relevant=condition))
    return survey


@st.composite
def forms(draw):
    content = workbook(draw(surveys()), CHOICES)
    return compile_workbook(content, "随机.xlsx")


def typed(form):
    """What may be typed into the form's questions, one after another."""
    asked = [node for node in form.nodes if node.is_asked]
    texts = {kind.split()[0]: values for kind, values in TYPED.items()}
    pairs = [(node.path, text) for node in asked for text in texts[node.kind]]
    return st.lists(st.sampled_from(pairs), max_size=8)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_random_form_settles_after_every_answer_as_from_scratch(data):
    form = data.draw(forms())
    parameters = data.draw(st.sampled_from([(), (PARAMETER,)]))
    filled = run(form, parameters=parameters)
    for path, text in data.draw(typed(form)):
        filled.answer(path, text)
        scratch = run(form, parameters=parameters, answers=filled.answers())
        assert filled.items() == scratch.items()
        assert filled.verdict() == scratch.verdict()


STEPS = st.sampled_from(["answer", "answer", "note", "absent", "clear", "confirm"])


def step(filled, kind, path, text):
    """Do one thing that a person can do to a question."""
    if kind == "answer":
        filled.answer(path, text)
    elif kind == "note":
        filled.note(path, text)
    elif kind == "absent":
        filled.mark_absent(path, Absence.NOT_APPLICABLE, text)
    else:
        getattr(filled, kind)(path)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_shown_after_every_step_is_what_is_shown_afresh(data):
    form = data.draw(forms())
    filled = run(form)
    for path, text in data.draw(typed(form)):
        step(filled, data.draw(STEPS), path, text)
        scratch = run(form, answers=filled.answers())
        assert filled.sections == scratch.sections
        assert filled.verdict() == scratch.verdict()


ROWS = compiled(
    row("text", "外"),
    row("begin group", "组", relevant="${外} != 'x'"),
    row("begin repeat", "条", label="条 ${外}"),
    row("text", "甲", constraint=". != ${外}", constraint_message="同${外}"),
    row("integer", "乙", required="${甲} = 'x'"),
    row("select_one yn", "丙", gm_fails=". = 'no' and ${甲} = 'x'", **VETO),
    row("integer", "丁", gm_warns=". > count(${条})", gm_warning="多于{甲}"),
    row("end repeat", ""),
    GROUP_END,
)
SERIES = "/data/组/条"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_rows_that_come_and_go_are_shown_as_afresh(data):
    filled = run(ROWS)
    gone: list[tuple[str, int]] = []
    for _ in range(data.draw(st.integers(1, 10))):
        rows = [s.row.path for s in filled.sections if s.row and s.row.id]
        move = data.draw(st.sampled_from(["add", "remove", "restore", "step", "step", "step"]))
        if move == "add":
            filled.add_row(SERIES)
        elif move == "remove" and rows:
            path = data.draw(st.sampled_from(rows))
            gone.append((path, filled.remove_row(path)))
        elif move == "restore" and gone:
            path, place = gone.pop()
            filled.restore_row(path, min(place, len(rows)))
        elif move == "step":
            asked = [i.path for i in filled.items() if i.is_asked]
            path = data.draw(st.sampled_from(asked))
            text = data.draw(st.sampled_from(["x", "y", "2", "9", "no", "yes", ""]))
            step(filled, data.draw(STEPS), path, text)
        scratch = run(ROWS, answers=filled.answers())
        assert filled.sections == scratch.sections
        assert filled.verdict() == scratch.verdict()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_random_form_comes_back_from_its_text_and_decides_the_same(data):
    form = data.draw(forms())
    again = CompiledForm.from_text(form.to_text())
    assert (again, again.to_text()) == (form, form.to_text())
    one, other = run(form), run(again)
    for path, text in data.draw(typed(form)):
        assert one.answer(path, text) == other.answer(path, text)
    assert (one.items(), one.verdict()) == (other.items(), other.verdict())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_order_of_answers_to_a_random_form_does_not_matter(data):
    form = data.draw(forms())
    steps = dict(data.draw(typed(form)))
    kept = {path: Answer(text, Source.TYPED, "张三", "t") for path, text in steps.items()}
    turned = dict(reversed(kept.items()))
    one, other = run(form, answers=kept), run(form, answers=turned)
    assert (one.items(), one.verdict()) == (other.items(), other.verdict())


# hostile answers

EVERY = compiled(
    *(row(kind, f"题{n}") for n, kind in enumerate(KINDS)),
    row("calculate", "并", calculation="concat(${题0}, ${题1}, ${题2}, ${题3}, ${题4}, ${题5})"),
    row("calculate", "和", calculation="sum(/data/题0 | /data/题2)"),
    row(
        "note", "注", label="${题5}", gm_fails="contains(${题5}, '停')", gm_explains="{题5}", **VETO
    ),
    choices=CHOICES,
)
NASTY = [
    "长" * 1000,
    "𠮷" * 1000,
    "\x00\x01\x08\x0b\x1f\x7f",
    "停\x00更\ud800",
    "\u202e反向\u200b零宽\ufeff",
    "１２３４５６",
    "３．５",
    "10⁵",
    "①",
    "٣٤",
    "9" * 400,
    "-",
    "=1+1",
    "'; DROP TABLE 答案; --",
    "]]></data><!--",
    "&#0;&amp;<题0/>",
    "${题0} {题0} %s",
    "\r\n\t",
    "yes\x00",
    "unchecked",
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_hostile_answer_is_taken_or_refused_and_never_breaks_the_form(text):
    filled = run(EVERY)
    for node in EVERY.nodes:
        if node.is_asked:
            refusal = filled.answer(node.path, text)
            assert refusal is None or refusal.startswith(("这里要填", "没有“"))
    kept = {path: answer.value for path, answer in filled.answers().items()}
    assert json.loads(json.dumps(kept, ensure_ascii=False).encode()) == kept
    again = run(EVERY, answers=filled.answers())
    assert (again.items(), again.verdict()) == (filled.items(), filled.verdict())


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("integer", "１２３", "123"),
        ("integer", "－５", "-5"),
        ("integer", "10⁵", None),
        ("integer", "①", None),
        ("integer", "٣", None),
        ("integer", "1234567890123456", None),
        ("decimal", "３．５", "3.5"),
        ("decimal", "٣.٥", None),
        ("decimal", "½", None),
        ("decimal", "1e5", None),
        ("date", "２０２６年１１月６日", "2026-11-06"),
        ("date", "2026-11-06T08:00", None),
        ("date", "2026⁄11⁄06", None),
    ],
)
def test_only_full_width_digits_stand_for_digits(kind, text, kept):
    form = compiled(row(kind, "数"))
    filled = run(form)
    assert (filled.answer("/data/数", text) is None) is (kept is not None)
    assert filled.items()[0].value == (kept or "")


def test_a_thousand_characters_are_counted_cut_and_told_whole():
    form = compiled(
        row("text", "长文", gm_fails="string-length(.) > 999", gm_explains="{长文}", **VETO),
        row("calculate", "末", calculation="substr(${长文}, -2)"),
    )
    filled = run(form)
    filled.answer("/data/长文", "𠮷" * 999 + "完")
    assert filled.items()[1].value == "𠮷完"
    assert filled.findings()[0].explanation == "𠮷" * 999 + "完"
