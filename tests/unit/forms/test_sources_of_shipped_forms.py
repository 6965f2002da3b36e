"""What each item of a shipped form rests on: a published rule, or it says that it does not."""

import re

import pytest
from openpyxl import load_workbook

from govmedia_desktop.paths import TEMPLATES
from govmedia_desktop.usecases.forms.known import SHIPPED

UNASKED = ("begin group", "end group", "calculate", "hidden", "note")
PUBLISHED = (
    "国办秘函〔2019〕19号",
    "国办发〔2018〕123号",
    "国办函〔2026〕12号",
    "《关于防治“指尖上的形式主义”的若干意见》",
    "2023年国办公开办专项行动",
)
OURS = ("本程序建议", "没有条文", "地方做法", "地方规定")


def asked():
    """Yield (form, row) of every question that somebody is to answer."""
    for name in SHIPPED:
        book = load_workbook(TEMPLATES / name, read_only=True)
        header, *rows = book["survey"].iter_rows(values_only=True)
        book.close()
        for cells in rows:
            row = {h: str(text) for h, text in zip(header, cells, strict=False) if text}
            if row["type"] not in UNASKED:
                yield name, row


QUESTIONS = [pytest.param(row, id=f"{name}:{row['name']}") for name, row in asked()]


def said(row):
    texts = (row.get(column, "") for column in ("hint", "guidance_hint", "bind::gm:basis"))
    return "\n".join(texts)


@pytest.mark.parametrize("row", QUESTIONS)
def test_an_item_names_the_published_rule_or_says_that_there_is_none(row):
    assert any(word in row.get("bind::gm:basis", "") for word in PUBLISHED) or any(
        word in said(row) for word in OURS
    )


@pytest.mark.parametrize("row", QUESTIONS)
def test_a_finding_without_a_published_rule_or_local_one_is_called_our_suggestion(row):
    basis = row.get("bind::gm:basis")
    if basis and not any(word in basis for word in PUBLISHED):
        assert re.search("本程序建议|地方做法|地方规定", basis)


@pytest.mark.parametrize("row", QUESTIONS)
def test_a_clause_whose_wording_nobody_has_read_says_so_wherever_it_is_printed(row):
    """The indicators of 2019 are known by their wording in notices only (domain.md §1.2)."""
    basis = row.get("bind::gm:basis", "")
    assert basis.endswith("（文字待核对原文）") == basis.startswith("国办秘函〔2019〕19号")


@pytest.mark.parametrize("row", QUESTIONS)
def test_whoever_answers_reads_that_the_wording_is_not_verified(row):
    """While a question is answered its guidance stands below it, or else its clause."""
    if row.get("bind::gm:basis", "").startswith("国办秘函〔2019〕19号"):
        assert "待核对原文" in row.get("guidance_hint", row["bind::gm:basis"])


@pytest.mark.parametrize("row", QUESTIONS)
def test_what_is_known_from_the_press_only_says_so_to_whoever_answers(row):
    press = ("国办函〔2026〕12号", "《关于防治", "2023年国办公开办专项行动")
    if any(word in row.get("bind::gm:basis", "") for word in press):
        assert "待核对原文" in said(row)


@pytest.mark.parametrize(
    ("form", "question", "told"),
    [
        ("basic.xlsx", "final_review", "由本单位终审为本程序建议"),
        ("basic.xlsx", "closing_notice", "条文说的是主办单位发生变化时要公告"),
        ("closing.xlsx", "closing_notice", "条文说的是主办单位发生变化时要公告"),
        ("opening.xlsx", "agreed", "开设以前先报同意是地方做法"),
        ("county-score.xlsx", "reviewed", "留有记录是各地做法"),
    ],
)
def test_where_an_item_asks_more_than_its_clause_the_clerk_is_told(form, question, told):
    (row,) = (row for name, row in asked() if (name, row["name"]) == (form, question))
    assert told in row["guidance_hint"]
