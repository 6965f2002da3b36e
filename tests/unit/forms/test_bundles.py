"""Forms that take choices from files: published, sent and written out together with them."""

import zipfile
from io import BytesIO

import pytest

from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.forms.bundles import FORM, bundled, parted
from govmedia_desktop.forms.from_workbook import compile_workbook, outside_files
from govmedia_desktop.usecases.forms.known import open_form
from govmedia_desktop.usecases.forms.management import (
    check_file,
    export_workbook,
    publish_workbook,
)
from tests.unit.desks import desk_of
from tests.unit.forms.workbooks import row, run, workbook

TOWNS = "name,label,县\nzj,张集镇,濉溪\nbs,百善镇,濉溪\ngj,高岳街道,相山\n"
SURVEY = [
    row("text", "县"),
    row("select_one_from_file 乡镇.csv", "镇", choice_filter="县 = ${县}"),
    row("calculate", "镇名", calculation="pulldata('乡镇', 'label', 'name', ${镇})"),
]


@pytest.fixture
def form_file(tmp_path):
    folder = tmp_path / "县里的表"
    folder.mkdir()
    path = folder / "表.xlsx"
    path.write_bytes(workbook(SURVEY))
    (folder / "乡镇.csv").write_bytes(TOWNS.encode("gb18030"))
    return path


def test_the_files_a_form_uses_are_known(form_file):
    assert outside_files(form_file.read_bytes(), "表.xlsx") == ["乡镇.csv"]
    assert outside_files(workbook([row("text", "a")]), "表.xlsx") == []


def test_choices_and_lookups_come_from_the_file_beside_the_workbook(form_file):
    filled = run(check_file(form_file).form)
    filled.answer("/data/县", "濉溪")
    (item,) = [item for item in filled.items() if item.name == "镇"]
    assert [choice.label for choice in item.choices] == ["张集镇", "百善镇"]
    filled.answer("/data/镇", "bs")
    assert [item.value for item in filled.items() if item.name == "镇名"] == ["百善镇"]


def test_a_missing_file_is_named_at_the_cell_that_wants_it(form_file):
    form_file.with_name("乡镇.csv").unlink()
    checked = check_file(form_file)
    assert checked.form is None
    assert ("survey", "A3") in [(fault.sheet, fault.cell) for fault in checked.faults]
    assert all("乡镇.csv" in fault.text for fault in checked.faults)


def test_another_computer_needs_the_published_form_only(form_file, tmp_path):
    with desk_of(tmp_path / "数据") as desk:
        form = publish_workbook(desk, check_file(form_file)).form
        desk.db.conn.execute("UPDATE form_workbook SET compiled = NULL")
        form_file.with_name("乡镇.csv").unlink()
        filled = run(open_form(desk, form))
    filled.answer("/data/县", "相山")
    (item,) = [item for item in filled.items() if item.name == "镇"]
    assert [choice.name for choice in item.choices] == ["gj"]


def test_the_workbook_and_its_files_are_written_out_as_they_came(form_file, tmp_path):
    out = tmp_path / "写出"
    out.mkdir()
    with desk_of(tmp_path / "数据") as desk:
        form = publish_workbook(desk, check_file(form_file)).form
        written = export_workbook(desk, form, out / "再改.xlsx")
    assert written.read_bytes() == form_file.read_bytes()
    assert (out / "乡镇.csv").read_bytes() == TOWNS.encode("gb18030")


def test_another_file_of_that_name_is_never_overwritten(form_file, tmp_path):
    (tmp_path / "乡镇.csv").write_text("别的内容", encoding="utf-8")
    with desk_of(tmp_path / "数据") as desk:
        form = publish_workbook(desk, check_file(form_file)).form
        with pytest.raises(RefusedError, match="没有写出任何文件"):
            export_workbook(desk, form, tmp_path / "再改.xlsx")
    assert not (tmp_path / "再改.xlsx").exists()
    assert (tmp_path / "乡镇.csv").read_text(encoding="utf-8") == "别的内容"


def test_the_same_files_make_the_same_bundle():
    files = {"b.csv": b"2", "a.csv": b"1"}
    assert bundled(b"x", files) == bundled(b"x", dict(reversed(files.items())))
    assert parted(bundled(b"x", files), "f.xlsx") == (b"x", files)
    assert bundled(b"x", {}) == b"x"


def test_a_damaged_bundle_is_refused_in_one_sentence():
    content = bytearray(bundled(workbook([row("text", "a")]), {"a.csv": b"name\n" * 50}))
    place = content.index(b"name\nname")
    content[place : place + 4] = b"\0\0\0\0"
    with pytest.raises(CannotReadError, match="未采用"):
        compile_workbook(bytes(content), "f.xlsx")


def test_names_in_a_bundle_are_never_used_as_paths(tmp_path):
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(FORM, workbook([row("text", "a")]))
        archive.writestr("../外面.csv", "name\n1")
    assert compile_workbook(content.getvalue(), "f.xlsx").form_id == "f"
    assert not (tmp_path.parent / "外面.csv").exists()
