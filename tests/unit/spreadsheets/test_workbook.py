"""Workbooks are read as openpyxl reads them, with what is merged and hidden."""

import warnings
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.spreadsheets.sheets import Sheet, TooLargeError, letters, shown
from govmedia_desktop.spreadsheets.workbook import read_workbook
from tests.data.saved_by_wps import save_as_wps
from tests.unit.workbooks import parts_of, text_cell, write_parts

SAMPLE = Path(__file__).parents[2] / "data" / "register_published.xlsx"
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def as_openpyxl_reads(path):
    """Rows of each sheet by openpyxl's full mode, empty cells left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    return [(sheet.title, _cells_of(sheet)) for sheet in book.worksheets]


def _cells_of(sheet):
    rows = {}
    for row in sheet.iter_rows():
        cells = {cell.column: cell.value for cell in row if cell.value not in (None, "")}
        if cells:
            rows[row[0].row] = cells
    return rows


def as_we_read(path):
    return [
        (
            sheet.name,
            {
                row: kept
                for row, cells in sheet.rows.items()
                if (kept := {column: v for column, v in cells.items() if v != ""})
            },
        )
        for sheet in read_workbook(path)
    ]


def typed(read):
    return [
        (name, {row: {c: (type(v), v) for c, v in cells.items()} for row, cells in rows.items()})
        for name, rows in read
    ]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
VALUES = st.one_of(
    st.none(),
    TEXT.filter(lambda text: not text.startswith("=")),
    st.sampled_from(["示例发布 ", "𠮷㐀", "#N/A", "1.2万", " a\n b", "_x000D_", "０１"]),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1901, 1, 1), datetime(2150, 1, 1)).map(
        lambda d: d.replace(microsecond=0)
    ),
    st.dates(date(1901, 1, 1), date(2150, 1, 1)),
    st.times().map(lambda t: t.replace(microsecond=0)),
    st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda d: timedelta(seconds=d.seconds)),
)


@QUIET
@given(
    st.lists(st.lists(VALUES, max_size=6), max_size=8),
    st.lists(st.tuples(*[st.integers(1, 6)] * 4), max_size=2),
)
def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it(tmp_path, table, merges):
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    for top, left, height, width in merges:
        if not book.active.merged_cells.ranges:  # overlapping merges are no workbook's
            book.active.merge_cells(None, top, left, top + height - 1, left + width - 1)
    book.create_sheet("另一张").append(["甲"])
    path = tmp_path / "表.xlsx"
    book.save(path)
    assert typed(as_we_read(path)) == typed(as_openpyxl_reads(path))


RAW_TEXT = st.text("甲乙a1 &<>\n", max_size=5).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
SHARED = st.one_of(
    RAW_TEXT.map(lambda text: f"<t>{text}</t>"),
    st.tuples(RAW_TEXT, RAW_TEXT).map(
        lambda texts: f"<r><rPr><b/></rPr><t>{texts[0]}</t></r><r><t>{texts[1]}</t></r>"
    ),
    RAW_TEXT.map(lambda text: f'<t>{text}</t><rPh sb="0" eb="1"><t>ピン</t></rPh>'),
)
NUMBERS = st.one_of(
    st.integers(0, 80_000).map(str),
    st.floats(0, 80_000).map(repr),
    st.sampled_from(["1E+2", "1e-2", "-3", "0", "0.5", "60", "59", "99999999"]),
)
CELLS = st.one_of(
    st.tuples(st.integers(0, 5), NUMBERS).map(lambda c: f's="{c[0]}"><v>{c[1]}</v>'),
    st.integers(0, 2).map(lambda index: f't="s"><v>{index}</v>'),
    RAW_TEXT.map(lambda text: f't="str"><f>A1</f><v>{text}</v>'),
    st.sampled_from([">", 's="1">', "><f>1+1</f>", 't="s">', 't="inlineStr">']),
    st.sampled_from(['t="b"><v>1</v>', 't="b"><v>0</v>', 't="e"><v>#DIV/0!</v>']),
    st.sampled_from(['t="d"><v>2024-04-30</v>', 't="d"><v>2024-04-30T09:30:00</v>']),
    SHARED.map(lambda text: f't="inlineStr"><is>{text}</is>'),
)
ROWS = st.lists(st.lists(st.tuples(st.booleans(), CELLS), max_size=5), max_size=5)


@QUIET
@given(ROWS, st.lists(SHARED, min_size=3, max_size=3), st.booleans(), st.booleans())
def test_any_spelling_of_cells_is_read_as_openpyxl_reads_it(
    tmp_path, rows, strings, counted_from_1904, numbered
):
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f"<c {f'r={chr(34)}{letters(i)}{number}{chr(34)} ' if placed else ''}{rest}</c>"
            for i, (placed, rest) in enumerate(row, 1)
        )
        lines.append(f"<row{f' r={chr(34)}{number}{chr(34)}' if numbered else ''}>{cells}</row>")
    attributes = 'date1904="1"' if counted_from_1904 else ""
    parts = parts_of("".join(lines), strings=strings, book_attributes=attributes)
    path = write_parts(tmp_path / "表.xlsx", parts)
    assert typed(as_we_read(path)) == typed(as_openpyxl_reads(path))


def test_the_published_register_is_read_as_openpyxl_reads_it():
    assert typed(as_we_read(SAMPLE)) == typed(as_openpyxl_reads(SAMPLE))


def read_parts(tmp_path, parts) -> Sheet:
    return read_workbook(write_parts(tmp_path / "表.xlsx", parts))[0]


def test_merged_and_hidden_cells_are_known(tmp_path):
    sheet = read_parts(
        tmp_path,
        parts_of(
            f'<row r="1">{text_cell("A1", "甲")}{text_cell("B1", "乙")}</row>'
            f'<row r="2" hidden="1">{text_cell("B2", "丙")}</row>',
            '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>',
        ),
    )
    assert sheet.merged == {(2, 1): (1, 1)}
    assert sheet.hidden_rows == {2}


def test_hidden_columns_and_sheets_are_known(tmp_path):
    parts = parts_of("<row><c><v>1</v></c></row>")
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        "<sheetData>",
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols><sheetData>',
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("<sheet ", '<sheet state="hidden" ')
    sheet = read_parts(tmp_path, parts)
    assert sheet.hidden_columns == {2, 3}
    assert sheet.hidden


def test_a_formula_without_its_result_is_known(tmp_path):
    sheet = read_parts(tmp_path, parts_of('<row r="1"><c r="B1"><f>1+1</f></c></row>'))
    assert sheet.rows == {}
    assert sheet.uncalculated == {(1, 2)}


def test_a_prefixed_main_namespace_is_read(tmp_path):
    parts = parts_of("")
    parts["xl/worksheets/sheet1.xml"] = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="3"><x:c r="B3"><x:v>7</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    assert read_parts(tmp_path, parts).rows == {3: {2: 7}}


def test_dates_in_number_formats_of_chinese_excel_only_are_dates(tmp_path):
    styles = parts_of("")["xl/styles.xml"].replace('numFmtId="10"', 'numFmtId="31"')
    sheet = read_parts(tmp_path, parts_of('<row><c s="4"><v>45410</v></c></row>', styles=styles))
    assert sheet.rows == {1: {1: datetime(2024, 4, 28)}}


def test_a_lying_dimension_makes_no_difference(tmp_path):
    parts = parts_of("<row><c><v>1</v></c></row>")
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    assert read_parts(tmp_path, parts).rows == {1: {1: 1}}


def test_too_many_cells_or_rows_are_refused(tmp_path):
    with pytest.raises(TooLargeError):
        read_parts(tmp_path, parts_of(f"<row>{'<c/>' * 400_001}</row>"))
    with pytest.raises(TooLargeError):
        read_parts(tmp_path, parts_of("<row/>" * 100_001))


def test_merges_over_more_than_the_cells_that_are_read_are_refused(tmp_path):
    rows = '<row r="1"><c r="ZZ1"><v>1</v></c></row><row r="90000"><c><v>1</v></c></row>'
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    with pytest.raises(TooLargeError):
        read_parts(tmp_path, parts_of(rows, merge))


@pytest.mark.parametrize(
    ("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_their_letters(column, name):
    assert letters(column) == name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0.08, "0.08"),
        (True, "TRUE"),
        (datetime(2024, 4, 28), "2024-04-28"),
        (datetime(2024, 4, 28, 9, 30), "2024-04-28 09:30:00"),
        (time(9, 30), "09:30:00"),
        (1e300, "1e+300"),
    ],
)
def test_a_value_is_shown_as_text(value, text):
    assert shown(value) == text


def test_a_table_whose_rows_wps_gave_a_format_to_the_last_column_is_read(tmp_path):
    """Seen in a workbook of WPS: a whole row formatted leaves 16,384 cells that hold nothing."""
    book = openpyxl.Workbook()
    for number in range(30):
        book.active.append([number, f"示例{number}", "微信公众号"])
    book.save(tmp_path / "台账.xlsx")
    before = as_we_read(tmp_path / "台账.xlsx")
    assert as_we_read(save_as_wps(tmp_path / "台账.xlsx", whole_rows=True)) == before
    ((_, rows),) = before
    assert len(rows) == 30
