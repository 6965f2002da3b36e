"""Reading published notices."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from govmedia_desktop.domain.history import contradictions
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.history import read_published

NOTICES = Path(__file__).parents[2] / "data" / "published_notices.csv"


def written(tmp_path, text):
    path = tmp_path / "通报.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_exactly_one_of_the_published_rows_contradicts_itself():
    rows = read_published(NOTICES)
    assert len(rows) == 19
    flagged = [(row.place, row.period) for row in rows if contradictions(row)]
    assert flagged == [("闽侯县", "2025Q1")]


def test_counts_rates_and_labels_stand_as_they_were_printed():
    first = read_published(NOTICES)[0]
    assert (first.place, first.period) == ("抚州市", "2019Q3")
    assert (first.total, first.checked, first.unqualified) == (314, 314, 55)
    assert [first.pass_rate_printed] == ["82.48%"]
    assert first.by_platform["新浪微博"] == 67
    assert first.by_owner["微信公众号/市直"] == 53
    assert sum(first.by_owner.values()) == 314


def test_what_was_not_printed_is_none():
    rows = {(row.place, row.period): row for row in read_published(NOTICES)}
    assert rows["宝鸡市", "2024Q3"].total is None
    assert rows["宝鸡市", "2024Q3"].by_platform == {}
    assert rows["淮北市", "2024-04"].checked is None
    assert rows["中卫市", "2024Q1"].pass_rate_printed is None


def test_the_same_rows_are_read_from_a_workbook(tmp_path):

    book = openpyxl.Workbook()
    book.active.append(["通报汇总"])
    book.active.append(["地区", "周期", "开始日期", "账号总数", "合格率", "按平台"])
    book.active.append(["示例县", "2025Q1", date(2025, 1, 1), 30, 0.9667, "微信：22；微博：8"])
    path = tmp_path / "通报.xlsx"
    book.save(path)
    (row,) = read_published(path)
    assert (row.place, row.period_start, row.total) == ("示例县", "2025-01-01", 30)
    assert [row.pass_rate_printed] == ["96.67%"]
    assert row.by_platform == {"微信": 22, "微博": 8}


@pytest.mark.parametrize(
    ("field", "content", "cell"),
    [
        ("total", "三百", "C2"),
        ("total", "12.5", "C2"),
        ("period_start", "4月30日", "C2"),
        ("period_start", "1月1日", "C2"),
        ("by_platform", "微信22", "C2"),
        ("period", "", "B2"),
    ],
)
def test_a_cell_that_is_not_what_its_column_needs_is_refused_by_name(
    tmp_path, field, content, cell
):
    if field == "period":
        text = f"place,period\n示例县,{content}\n"
    else:
        text = f"place,period,{field}\n示例县,2025Q1,{content}\n"
    with pytest.raises(CannotReadError, match=cell):
        read_published(written(tmp_path, text))


def test_a_table_without_place_and_period_is_refused(tmp_path):
    with pytest.raises(CannotReadError, match="place（地区）"):
        read_published(written(tmp_path, "甲,乙\n1,2\n"))


@pytest.mark.parametrize(
    ("split", "counts"),
    [
        ("微信 : 22； 微博：8", {"微信": 22, "微博": 8}),
        ("微信:22;微信:3", {"微信": 25}),
        ("；微信：22；", {"微信": 22}),
        ("", {}),
    ],
)
def test_a_split_is_read_however_it_is_parted_and_one_label_twice_adds_up(tmp_path, split, counts):
    (row,) = read_published(written(tmp_path, f"place,period,by_platform\n县,2025Q1,{split}\n"))
    assert row.by_platform == counts


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.9567, "95.67%"),
        (1, "100%"),
        (0, "0%"),
        (0.07, "7%"),
        (1 / 8, "12.5%"),
        ("９５．７％", "95.7%"),
        ("约95%", "约95%"),
        (95.7, "95.7"),
    ],
)
def test_a_rate_stands_as_a_reader_of_the_notice_saw_it(tmp_path, value, printed):
    book = openpyxl.Workbook()
    book.active.append(["地区", "周期", "合格率"])
    book.active.append(["县", "2025Q1", value])
    book.save(tmp_path / "表.xlsx")
    (row,) = read_published(tmp_path / "表.xlsx")
    assert row.pass_rate_printed == printed
