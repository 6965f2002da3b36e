"""Blocks from the clipboard of WPS and Excel, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.spreadsheets.pasted import cells_of, text_of

CELLS = st.text(st.sampled_from('甲1" \t\n,，=') | st.characters(exclude_characters="\r"))
BLOCKS = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [[""]]),
        ("有", [["有"]]),
        ("有\t无\r\n1\t2\r\n", [["有", "无"], ["1", "2"]]),
        ("有\n无", [["有"], ["无"]]),
        ("有\r无\r", [["有"], ["无"]]),
        ("\t\n", [["", ""]]),
        ("甲\n\n乙\n", [["甲"], [""], ["乙"]]),
        ('"第一行\n第二行"\t乙\n', [["第一行\n第二行", "乙"]]),
        ('"第一行\r\n第二行"\r\n', [["第一行\n第二行"]]),
        ('"他说""好"""\t乙', [['他说"好"', "乙"]]),
        ('"含\t制表"\n', [["含\t制表"]]),
        ('"没有合上\t乙\n丙', [['"没有合上', "乙"], ["丙"]]),
        ('"引号"后面还有\t乙', [['"引号"后面还有', "乙"]]),
        ('一"二"三', [['一"二"三']]),
    ],
)
def test_a_block_is_read_as_wps_puts_it(text, rows):
    assert cells_of(text) == rows


@given(BLOCKS)
def test_what_is_copied_comes_back_as_it_was(rows):
    assert cells_of(text_of(rows)) == rows


@given(st.text(st.sampled_from('"\t\r\n甲a')))
def test_every_text_is_some_block(text):
    rows = cells_of(text)
    assert rows
    assert all(rows)
    ends = text.count("\n") + text.count("\r")
    assert len(rows) <= ends + 1
