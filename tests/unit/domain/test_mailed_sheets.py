import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.identifiers import mailed_id
from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.mailed_sheets import (
    KIND,
    LONGEST_PIECE,
    AlteredError,
    IssuedAccount,
    MailedSheet,
    Prefilled,
    TooNewError,
    identity_of,
    read_identity,
)

TEXTS = st.text(max_size=30).map(lambda text: text.encode("utf-8", "ignore").decode())
ANSWERS = st.builds(
    Answer, TEXTS, st.sampled_from(Source), st.none() | TEXTS, st.none() | TEXTS, TEXTS
)
ACCOUNTS = st.builds(
    IssuedAccount,
    TEXTS,
    TEXTS,
    TEXTS,
    st.dictionaries(TEXTS, st.builds(Prefilled, TEXTS, ANSWERS), max_size=3),
)
DAYS = st.dates().map(str)
SHEETS = st.builds(
    MailedSheet,
    *([TEXTS] * 10),
    DAYS,
    st.booleans(),
    st.lists(TEXTS, min_size=1, max_size=4).map(tuple),
    st.lists(ACCOUNTS, max_size=3).map(tuple),
)
SHEET = MailedSheet(
    "8b0c",
    "县",
    "示例县人民政府办公室",
    "镇",
    "示例镇人民政府",
    "f",
    "national-2019",
    "1",
    "ab",
    "2026Q4",
    "2026-11-21",
    practice=False,
    questions=("/data/a",),
    accounts=(
        IssuedAccount(
            "1", "示例镇发布", "抖音", {"/data/a": Prefilled("有", Answer("yes", Source.REGISTER))}
        ),
    ),
)


@given(SHEETS)
def test_what_is_hidden_in_a_workbook_is_read_back_to_the_letter(sheet):
    assert read_identity(identity_of(sheet)) == sheet


@given(SHEETS)
def test_no_piece_is_long_or_could_be_taken_for_anything_but_a_word(sheet):
    pieces = [piece for row in identity_of(sheet)[1:] for piece in row]
    assert all(0 < len(piece) <= LONGEST_PIECE and piece.isascii() for piece in pieces)
    assert not any(piece[0] in "=+-@" and len(piece) > 1 and piece[1:2] == "(" for piece in pieces)


@given(st.data())
def test_a_changed_letter_anywhere_is_found_out(data):
    rows = identity_of(SHEET)
    row = data.draw(st.integers(1, len(rows) - 1))
    piece = rows[row][0]
    body = base64.b64decode(piece)
    at = data.draw(st.integers(0, len(body) - 1))
    changed = body[:at] + bytes([body[at] ^ data.draw(st.integers(1, 255))]) + body[at + 1 :]
    rows[row][0] = base64.b64encode(changed).decode()
    with pytest.raises(AlteredError):
        read_identity(rows)


@pytest.mark.parametrize(
    "damage",
    [
        lambda rows: [],
        lambda rows: rows[:1],
        lambda rows: rows[:-1],
        lambda rows: [*rows, rows[-1]],
        lambda rows: [rows[0], rows[2], rows[1]],
        lambda rows: [[KIND, "1", "0" * 64], *rows[1:]],
        lambda rows: [["another", *rows[0][1:]], *rows[1:]],
        lambda rows: [[KIND, "one", rows[0][2]], *rows[1:]],
        lambda rows: [rows[0], ["不是"], *rows[2:]],
    ],
)
def test_rows_lost_doubled_or_of_another_kind_are_no_identity(damage):
    with pytest.raises(AlteredError):
        read_identity(damage(identity_of(SHEET)))


def test_a_sheet_of_a_later_program_is_told_apart_from_an_altered_one():
    head, *rest = identity_of(SHEET)
    with pytest.raises(TooNewError):
        read_identity([[KIND, "2", head[2]], *rest])


def test_an_account_of_a_sheet_is_one_inspection_wherever_it_is_taken_in():
    assert mailed_id("s", "a") == mailed_id("s", "a")
    assert len({mailed_id("s", "a"), mailed_id("s", "b"), mailed_id("t", "a")}) == 3


@pytest.mark.parametrize(
    "forged",
    [
        {"day": "2026-13-01"},
        {"day": 5},
        {"questions": ()},
        {"questions": (1,)},
        {"office": None},
        {"form": ["x"]},
        {"accounts": (IssuedAccount(1, "a", "b", {}),)},
        {"accounts": (IssuedAccount("1", "a", None, {}),)},
        {
            "accounts": (
                IssuedAccount("1", "a", "b", {"/q": Prefilled(3, Answer("x", Source.FILE))}),
            )
        },
        {
            "accounts": (
                IssuedAccount("1", "a", "b", {"/q": Prefilled("3", Answer(4, Source.FILE))}),
            )
        },
    ],
)
def test_a_forged_identity_of_another_shape_is_an_altered_one_though_its_seal_is_right(forged):
    with pytest.raises(AlteredError):
        read_identity(identity_of(replace(SHEET, **forged)))
