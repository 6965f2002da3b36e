"""`search()` in an appearance takes the rows of a .csv file, as ODK Collect does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.faults import FormFaultsError
from govmedia_desktop.forms.from_workbook import compile_workbook, outside_files
from tests.unit.forms.workbooks import row, run, workbook

TOWNS = (
    "代码,名称,县,Pinyin,sortby\n"
    "zj,张集镇,濉溪,Zhangji,2\n"
    "bs,百善镇,濉溪,Baishan,1\n"
    "gj,高岳街道,相山,Gaoyue,3\n"
    "𠮷,𠮷祥镇,相山,Jixiang,4\n"
)
NAMED = [("镇", "代码", "名称", "")]
KEPT = [*NAMED, ("镇", "99", "其他", "")]


def form(appearance, *before, choices=NAMED, kind="select_one 镇", files=None, after=()):
    asked = row(kind, "t", appearance=appearance)
    survey = [*before, asked, *after]
    headers = {header: "" for line in survey for header in line}
    content = workbook([headers | line for line in survey], choices)
    given = {"乡镇.csv": TOWNS.encode("gb18030")} if files is None else files
    return compile_workbook(content, "表.xlsx", given)


def offered(filled, path="/data/t"):
    return [(choice.name, choice.label) for choice in filled.item(path).choices]


def names(filled, path="/data/t"):
    return [name for name, _ in offered(filled, path)]


def faults(*given, **how):
    with pytest.raises(FormFaultsError) as raised:
        form(*given, **how)
    return [(fault.cell, fault.text) for fault in raised.value.faults]


def test_all_rows_are_offered_with_the_columns_that_the_choice_names():
    filled = run(form("search('乡镇')"))
    assert offered(filled) == [
        ("bs", "百善镇"), ("zj", "张集镇"), ("gj", "高岳街道"), ("𠮷", "𠮷祥镇"),
    ]  # fmt: skip
    assert filled.answer("/data/t", "𠮷") is None
    assert filled.item("/data/t").shown == "𠮷祥镇"
    assert filled.answer("/data/t", "代码") is not None, "the row of the sheet is no choice"


def test_several_label_columns_are_shown_together_and_found_in_either_case():
    filled = run(form("search('乡镇.csv')", choices=[("镇", "代码", "名称,PINYIN", "")]))
    assert offered(filled)[0] == ("bs", "百善镇 Baishan")


def test_a_choice_whose_name_is_an_integer_stands_as_it_is():
    filled = run(form("search('乡镇', 'contains', '县', '濉溪')", choices=KEPT))
    assert offered(filled) == [("bs", "百善镇"), ("zj", "张集镇"), ("99", "其他")]


@pytest.mark.parametrize(
    ("way", "column", "text", "found"),
    [
        ("contains", "名称", "善", ["bs"]),
        ("contains", "Pinyin", "JI", ["zj", "𠮷"]),
        ("contains", "县,名称", "山", ["gj", "𠮷"]),
        ("startswith", "名称", "张", ["zj"]),
        ("startswith", "pinyin", "zh", ["zj"]),
        ("endswith", "名称", "镇", ["bs", "zj", "𠮷"]),
        ("matches", "县", "濉溪", ["bs", "zj"]),
        ("matches", "县", "濉", []),
        ("contains", "名称", "", ["bs", "zj", "gj", "𠮷"]),
    ],
)
def test_rows_are_searched_by_what_was_answered(way, column, text, found):
    filled = run(form(f"search('乡镇', '{way}', '{column}', ${{问}})", row("text", "问")))
    filled.answer("/data/问", text)
    assert names(filled) == found


def test_a_further_column_narrows_what_was_found():
    searching = "search('乡镇', 'endswith', '名称', '镇', '县', ${县})"
    filled = run(form(searching, row("text", "县")))
    assert names(filled) == []
    filled.answer("/data/县", "相山")
    assert names(filled) == ["𠮷"]


def test_an_answer_that_is_found_no_more_stays_and_is_named():
    filled = run(form("search('乡镇', 'matches', '县', ${县})", row("text", "县")))
    filled.answer("/data/县", "相山")
    filled.answer("/data/t", "gj")
    filled.answer("/data/县", "濉溪")
    assert "gj" in filled.item("/data/t").problem
    assert filled.item("/data/t").open


def test_rows_of_a_repeat_search_by_their_own_answers():
    before = (row("begin repeat", "r"), row("text", "县"))
    searching = "search('乡镇', 'matches', '县', ${县})"
    filled = run(form(searching, *before, after=(row("end repeat", ""),)))
    filled.add_row("/data/r")
    filled.answer("/data/r[#1]/县", "濉溪")
    filled.answer("/data/r[#2]/县", "相山")
    assert names(filled, "/data/r[#1]/t") == ["bs", "zj"]
    assert names(filled, "/data/r[#2]/t") == ["gj", "𠮷"]


def test_rows_that_come_to_the_same_choice_are_offered_once():
    filled = run(form("search('乡镇')", choices=[("镇", "县", "县", "")]))
    assert offered(filled) == [("濉溪", "濉溪"), ("相山", "相山")]


def test_what_else_the_appearance_says_still_holds_and_several_may_be_chosen():
    made = form("minimal search('乡镇')", kind="select_multiple 镇")
    filled = run(made)
    assert filled.item("/data/t").appearance == "minimal"
    assert filled.answer("/data/t", "bs zj") is None


def test_a_compiled_form_needs_the_file_no_more():
    again = CompiledForm.from_text(form("search('乡镇')").to_text())
    assert names(run(again)) == ["bs", "zj", "gj", "𠮷"]


def test_the_file_is_named_and_refused_with_its_row_where_it_is_missing():
    content = workbook([row("select_one 镇", "t", appearance="search('乡镇')")], NAMED)
    assert outside_files(content, "表.xlsx") == ["乡镇.csv"]
    ((cell, text),) = faults("search('乡镇')", files={})
    assert cell == "A2"
    assert "乡镇.csv" in text


@pytest.mark.parametrize(
    ("appearance", "told"),
    [
        ("search('乡镇', 'contains')", "search()写法不对"),
        ("search(${问})", "search()写法不对"),
        ("search('乡镇', 'like', '名称', '镇')", "“like”不认识"),
        ("search('乡镇', 'contains', '邮编', '2')", "没有“邮编”这一列"),
        ("search('乡镇'", "search()写法不对"),
    ],
)
def test_a_search_that_cannot_be_is_refused_at_its_cell(appearance, told):
    ((cell, text),) = faults(appearance, row("text", "问"))
    assert cell[1:] == "3"
    assert told in text


def test_a_choice_row_that_names_no_column_is_refused():
    ((_, text),) = faults("search('乡镇')", choices=[("镇", "编号", "名称", "")])
    assert "没有“编号”这一列" in text


# the same found once more in Python

ODD = ["Ab", "aB c", "甲'乙", "甲乙", "ａｂ", "b", "ÄB", "%", "a.b", "0", "00", "乙ab"]
FOUND_BY = {
    "contains": lambda cell, text: text in cell,
    "startswith": lambda cell, text: cell.startswith(text),
    "endswith": lambda cell, text: cell.endswith(text),
    "matches": lambda cell, text: cell == text,
}
LISTED = "代码,名称,县\n" + "".join(
    f"{number},{name},{'东西'[number % 2]}\n" for number, name in enumerate(ODD)
)
EVERY_WAY = compile_workbook(
    workbook(
        [
            row("text", "q", appearance=""),
            row("text", "where", appearance=""),
            *(
                row("select_one 镇", way, appearance=f"search('表', '{way}', '名称', ${{q}})")
                for way in FOUND_BY
            ),
            row(
                "select_one 镇",
                "both",
                appearance="search('表', 'contains', '名称,代码', ${q}, '县', ${where})",
            ),
        ],
        NAMED,
    ),
    "f.xlsx",
    {"表.csv": LISTED.encode()},
)


def lowered(text):
    """Letters in either case are one, those of ASCII only (as in SQLite, which Collect asks)."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(ODD).flatmap(
        lambda word: st.tuples(st.integers(0, len(word)), st.integers(0, len(word))).map(
            lambda ends: word[min(ends) : max(ends)]
        )
    )
    | st.text("aAbB甲乙 '%.0", max_size=3),
    st.sampled_from(["东", "西", "北"]),
    st.booleans(),
)
def test_rows_are_found_as_looking_through_them_one_by_one_finds_them(text, where, upper):
    filled = run(EVERY_WAY)
    typed = text.upper() if upper else text
    assert filled.answer("/data/q", typed) is None
    assert filled.answer("/data/where", where) is None
    sought = lowered(typed.strip())
    for way, fits in FOUND_BY.items():
        found = [str(n) for n, name in enumerate(ODD) if fits(lowered(name), sought)]
        assert names(filled, f"/data/{way}") == found, way
    both = [
        str(number)
        for number, name in enumerate(ODD)
        if (sought in lowered(name) or sought in str(number)) and "东西"[number % 2] == where
    ]
    assert names(filled, "/data/both") == both
