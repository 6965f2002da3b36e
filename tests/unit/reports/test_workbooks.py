import errno
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from govmedia_desktop import files
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.reports.problems import write_problems
from govmedia_desktop.reports.stamped import write_stamped
from govmedia_desktop.reports.workbook import height_of
from tests.data.reports import HOSTILE_TEXTS, PROBLEM_REPORT, STALE, STAMPED_TABLE

HEADER = [
    "序号",
    "主办单位",
    "账号名称",
    "平台",
    "问题类型",
    "问题描述",
    "发现日期",
    "证据",
    "依据",
    "整改要求",
    "整改时限",
    "整改措施",
    "完成日期",
    "复查人",
    "复查日期",
    "复查结果",
    "整改销号日期",
]


@pytest.fixture
def both(tmp_path):
    return [
        write_problems(tmp_path / "问题清单.xlsx", PROBLEM_REPORT),
        write_stamped(tmp_path / "上报表.xlsx", STAMPED_TABLE),
    ]


def rows_of(path, sheet):
    workbook = openpyxl.load_workbook(path)
    rows = [list(row) for row in workbook[sheet].iter_rows(values_only=True)]
    workbook.close()
    return rows


def texts_of(path):
    workbook = openpyxl.load_workbook(path)
    return "\n".join(
        str(value)
        for sheet in workbook
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )


def test_the_three_sheets_stand_in_one_workbook(both):
    assert openpyxl.load_workbook(both[0]).sheetnames == ["问题清单", "待核实", "检查情况汇总"]


def test_each_problem_is_a_row_under_the_columns_of_the_field(both):
    title, below, header, first, *_rest = rows_of(both[0], "问题清单")
    assert title[0] == "2026年第四季度政务新媒体检查问题清单"
    assert "示例县人民政府办公室" in below[0]
    assert header == HEADER
    assert first[:5] == [1, STALE.owner, STALE.account, STALE.platform, STALE.problem]
    assert first[6:8] == [STALE.found_on, STALE.evidence]
    assert first[8:11] == [STALE.basis, STALE.remedy, STALE.due]


def test_what_nobody_confirmed_stands_apart_in_the_same_shape(tmp_path):
    report = replace(PROBLEM_REPORT, problems=(), unconfirmed=(STALE,))
    path = write_problems(tmp_path / "a.xlsx", report)
    rows = rows_of(path, "待核实")
    assert rows[2] == HEADER
    assert rows[3][2] == STALE.account
    assert rows_of(path, "问题清单")[3][0] == "本期未发现问题。"


def test_the_summary_counts_by_owner_and_by_platform_each_with_its_total(both):
    rows = rows_of(both[0], "检查情况汇总")
    counted = [row for row in rows if isinstance(row[1], int)]
    assert counted == [
        ["示例镇人民政府", 3, 2, 1, 1, "50.00%", 0, 1, 0],
        ["示例县教育局", 2, 1, 1, 0, "100.00%", 0, 0, 1],
        ["合计", 5, 3, 2, 1, "66.67%", 0, 1, 1],
        ["微信公众号", 4, 3, 2, 1, "66.67%", 0, 1, 0],
        ["抖音", 1, 0, 0, 0, None, 0, 0, 1],
        ["合计", 5, 3, 2, 1, "66.67%", 0, 1, 1],
    ]


def test_no_text_becomes_a_formula_an_error_or_a_number(both):
    for path in both:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                assert b"<f>" not in archive.read(name)
        found = {
            cell.value: cell
            for sheet in openpyxl.load_workbook(path)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value in HOSTILE_TEXTS
        }
        assert set(found) == set(HOSTILE_TEXTS)
        assert {(cell.data_type, cell.quotePrefix) for cell in found.values()} == {("s", True)}


def test_a_forced_text_stays_one_when_the_workbook_is_saved_again(both, tmp_path):
    workbook = openpyxl.load_workbook(both[0])
    workbook.save(tmp_path / "again.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "again.xlsx")["问题清单"]["B5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_text_that_no_workbook_holds_is_cleaned_and_what_is_too_long_is_said_to_be_cut(tmp_path):
    odd = replace(STALE, account="示\x00例\ud800\ufffe号", description="长" * 40_000)
    report = replace(PROBLEM_REPORT, problems=(odd,))
    row = rows_of(write_problems(tmp_path / "a.xlsx", report), "问题清单")[3]
    assert row[2] == "示例号"
    assert len(row[5]) == 32_767
    assert row[5].endswith("（原文过长，此处未全部列出）")


def test_every_sheet_prints_on_a4_landscape_with_its_header_repeated(both):
    for path in both:
        for sheet in openpyxl.load_workbook(path):
            assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
            if sheet.title != "检查情况汇总":
                assert sheet.print_title_rows == "$1:$3"
                assert sheet.freeze_panes == "A4"


def test_a_row_is_as_high_as_its_longest_text_needs(both):
    sheet = openpyxl.load_workbook(both[0])["问题清单"]
    assert sheet.row_dimensions[4].height > 2 * sheet.row_dimensions[8].height


def test_every_sheet_has_its_place_for_stamp_and_signatures(both):
    for path in both:
        for sheet in openpyxl.load_workbook(path).sheetnames:
            text = str(rows_of(path, sheet))
            for word in ("填报单位（盖章）：", "填报人：", "审核人：", "单位负责人：", "日期："):
                assert word in text
            assert "非涉密软件" in text


def test_the_stamped_table_lists_what_goes_up_and_names_the_file(both):
    rows = rows_of(both[1], "上报表")
    assert "报送：示例县人民政府办公室" in rows[1][0]
    assert f"账号：{len(STAMPED_TABLE.accounts)}个" in rows[1][0]
    assert rows[3][:4] == [1, "示例镇发布", "微信公众号", "示例镇人民政府"]
    assert "示例镇_2026年第四季度_上报_第1次.gmpack　　校验值：abababababababab" in texts_of(
        both[1]
    )


def test_a_stamped_table_without_a_file_names_none(tmp_path):
    path = write_stamped(tmp_path / "a.xlsx", replace(STAMPED_TABLE, file_name="", accounts=()))
    assert "校验值" not in texts_of(path)
    assert "本期没有账号。" in texts_of(path)


def test_practice_data_are_marked_in_every_title(tmp_path):
    problems = write_problems(tmp_path / "a.xlsx", replace(PROBLEM_REPORT, practice=True))
    stamped = write_stamped(tmp_path / "b.xlsx", replace(STAMPED_TABLE, practice=True))
    titles = [sheet["A1"].value for p in (problems, stamped) for sheet in openpyxl.load_workbook(p)]
    assert len(titles) == 4
    assert all(title.startswith("【练习】") for title in titles)


def test_nothing_is_ranked_by_what_the_public_clicks(both):
    for path in both:
        assert not re.search("排名|粉丝|阅读量|点赞|转发量", texts_of(path))


def test_a_full_disk_is_one_sentence_and_leaves_the_old_workbook(tmp_path, monkeypatch):
    path = tmp_path / "问题清单.xlsx"
    path.write_bytes(b"old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "x")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(CannotWriteError, match="磁盘空间不足"):
        write_problems(path, PROBLEM_REPORT)
    assert [p.name for p in tmp_path.iterdir()] == ["问题清单.xlsx"]
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_them_and_reads_the_same_texts(both, tmp_path):
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", out, *both],
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    assert "Error" not in done.stderr + done.stdout
    for path in both:
        assert texts_of(out / path.name) == texts_of(path)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("示例发布", 24, 1),
        ("示" * 12, 24, 2),
        ("号ABCDEFGHIJKLMNOPQRSTUVW", 24, 2),  # 23 letters keep together, so 号 stands alone
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 24, 2),
        (
            "政务新媒体账号一个特别特别长的名称ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789一个特别特别长",
            24,
            5,
        ),
        ("一\n二\n三", 24, 3),
        ("", 24, 1),
    ],
)
def test_a_row_is_as_high_as_its_text_needs_where_words_are_not_parted(text, width, lines):
    assert height_of([text], [width]) == 13.5 * lines + 4
