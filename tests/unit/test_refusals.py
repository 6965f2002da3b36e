"""Every refusal in the source is a sentence for people: Chinese, whole, and about their data."""

import ast
import re
from pathlib import Path

import pytest

import govmedia_desktop
import ui
from govmedia_desktop import errors

ROOTS = [Path(package.__file__).parent for package in (govmedia_desktop, ui)]
REFUSALS = {name for name in dir(errors) if name.endswith("Error")} | {"PackageError"}
WITHIN_A_LINE = {"spreadsheets/collected_media.py"}
"""Told within a list of doubts, whose lines end without a sign."""
JARGON = re.compile(r"None|null|SQL|JSON|UTF|Exception|Traceback|regex|hash|token", re.ASCII)


def literal(node):
    """Return the text of a literal, `{}` for what is filled in; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
        return "".join(parts)
    return None


def refusals():
    """Yield place and text of every refusal that is made of a literal."""
    for root in ROOTS:
        for path in root.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = getattr(node.func, "id", "")
                text = literal(node.args[0]) if name in REFUSALS else None
                if text is not None and text.strip("“”{}，。："):
                    yield f"{path.relative_to(root).as_posix()}:{node.lineno}", text


TOLD = dict(refusals())


def test_there_are_refusals_to_look_at():
    assert len(TOLD) > 150


def test_a_refusal_is_a_whole_sentence():
    ends = {
        place: text
        for place, text in TOLD.items()
        if not text.endswith(("。", "{}")) and place.partition(":")[0] not in WITHIN_A_LINE
    }
    assert ends == {}


def test_a_refusal_is_chinese_with_chinese_signs():
    written = {place: re.sub(r"\{[^}]*\}|--\w+", "", text) for place, text in TOLD.items()}
    assert {p: t for p, t in written.items() if not re.search(r"[\u4e00-\u9fff]", t)} == {}
    assert {p: t for p, t in written.items() if re.search(r"[\u4e00-\u9fff][,;:?!]", t)} == {}


def test_a_refusal_says_no_word_of_computers():
    assert {place: text for place, text in TOLD.items() if JARGON.search(text)} == {}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("RefusedError('没有保存。')", "没有保存。"),
        ("RefusedError(f'“{name}”没有。')", "“{}”没有。"),
        ("RefusedError(text)", None),
    ],
)
def test_what_is_a_literal_is_seen(source, text):
    call = ast.parse(source).body[0].value
    assert literal(call.args[0]) == text
