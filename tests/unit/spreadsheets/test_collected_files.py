"""Exports of phones, read: every tool's shape, and what is damaged, hostile or something else."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets import openrosa as limits
from govmedia_desktop.spreadsheets.collected import read_collected
from tests.data.collected import (
    as_csv,
    briefcase_zip,
    central_csv,
    central_rows,
    filled,
    kobo_rows,
    kobo_xlsx,
    openrosa,
    openrosa_xml,
    xlsx,
    zipped,
)
from tests.unit.workbooks import parts_of, rows_of, text_cell, write_parts

FORMS = [filled("示例镇之声", 1), filled("示例普法", 2, leak="found")]


def values(submission):
    return {t.key.replace("-", "/").rpartition("/")[2]: t.value for t in submission.values}


def refusal(path):
    with pytest.raises(CannotReadError) as raised:
        read_collected(path)
    return str(raised.value)


MAKERS = {
    "kobo": lambda p: kobo_xlsx(p / "a.xlsx", *FORMS),
    "kobo-names": lambda p: kobo_xlsx(p / "a.xlsx", *FORMS, groups=False),
    "central": lambda p: central_csv(p / "a.csv", *FORMS),
    "bom": lambda p: central_csv(p / "a.csv", *FORMS, encoding="utf-8-sig"),
    "gb18030": lambda p: central_csv(p / "a.csv", *FORMS, encoding="gb18030"),
    "semicolons": lambda p: central_csv(p / "a.csv", *FORMS, delimiter=";"),
    "central-zip": lambda p: zipped(p / "a.zip", {"检查.csv": as_csv(central_rows(FORMS))}),
    "briefcase": lambda p: briefcase_zip(p / "a.zip", *FORMS),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_every_tools_export_tells_the_same(tmp_path, maker):
    found = read_collected(MAKERS[maker](tmp_path))
    assert found.problems == []
    assert [s.instance for s in found.submissions] == [form.uuid for form in FORMS]
    for submission, form in zip(found.submissions, FORMS, strict=True):
        told = values(submission)
        assert form.answers.items() <= told.items()
        assert (told["account"], told["username"]) == (form.account, "李四")
        assert submission.version == "2"


def test_an_openrosa_file_of_a_phone_tells_its_form(tmp_path):
    (submission,) = read_collected(openrosa_xml(tmp_path / "检查.xml", FORMS[1])).submissions
    assert (submission.form_id, submission.version) == ("national-2019", "2")
    assert submission.instance == FORMS[1].uuid
    assert next(t for t in submission.values if t.value == "found").place == "safety/leak"


def test_many_submissions_in_one_document_are_all_read(tmp_path):
    inside = "".join(openrosa(form).partition("?>")[2] for form in FORMS)
    path = tmp_path / "all.xml"
    path.write_text(f"<root><count>2</count><results>{inside}</results></root>", encoding="utf-8")
    assert [s.instance for s in read_collected(path).submissions] == [f.uuid for f in FORMS]


def test_a_download_of_a_server_tells_its_instance_as_an_attribute(tmp_path):
    path = tmp_path / "submission.xml"
    path.write_text(
        '<submission xmlns="http://opendatakit.org/submissions"><data>'
        f'<data id="national-2019" version="2" instanceID="uuid:{FORMS[0].uuid}"'
        ' submissionDate="2024-05-03T08:00:00.000Z"><safety><leak>none</leak></safety></data>'
        "</data></submission>",
        encoding="utf-8",
    )
    (submission,) = read_collected(path).submissions
    assert submission.instance == FORMS[0].uuid
    assert submission.told(["SubmissionDate"]) == "2024-05-03T08:00:00.000Z"


def test_repeats_of_xml_are_told_apart(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(
        '<data id="f" instanceID="a"><v><t>1</t></v><v><t>2</t></v><v><t>3</t></v></data>',
        encoding="utf-8",
    )
    (submission,) = read_collected(path).submissions
    assert [t.key for t in submission.values][1:] == ["v/t", "v[2]/t", "v[3]/t"]


def test_repeats_of_kobo_are_found_on_their_sheet(tmp_path):
    visits = [
        ["visits/when", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"],
        ["2024-05-01", 1, "检查", 2, FORMS[1].uuid],
        ["2024-05-02", 2, "检查", 2, FORMS[1].uuid],
    ]
    path = xlsx(tmp_path / "a.xlsx", {"检查": kobo_rows(FORMS), "visits": visits})
    first, second = read_collected(path).submissions
    assert "visits" not in str([t.key for t in first.values])
    told = {t.key: (t.value, t.place) for t in second.values if t.key.startswith("visits")}
    assert told == {
        "visits[1]/when": ("2024-05-01", "visits!A2"),
        "visits[2]/when": ("2024-05-02", "visits!A3"),
    }


def test_repeats_of_central_are_found_in_their_own_table(tmp_path):
    key = f"uuid:{FORMS[0].uuid}"
    visits = [["when", "PARENT_KEY", "KEY"], ["2024-05-01", key, f"{key}/visits[1]"]]
    tables = {"f.csv": as_csv(central_rows(FORMS)), "f-visits.csv": as_csv(visits)}
    first, _ = read_collected(zipped(tmp_path / "a.zip", tables)).submissions
    assert ("visits[1]/when", "2024-05-01") in [(t.key, t.value) for t in first.values]


@pytest.mark.parametrize("ending", ["csv", "CSV"])
def test_repeats_of_central_are_found_beside_the_table_that_was_unpacked(tmp_path, ending):
    key = f"uuid:{FORMS[0].uuid}"
    visits = [["when", "PARENT_KEY", "KEY"], ["2024-05-01", key, f"{key}/visits[1]"]]
    main = tmp_path / f"f.{ending}"
    main.write_bytes(as_csv(central_rows(FORMS)))
    (tmp_path / "f-visits.csv").write_bytes(as_csv(visits))
    (tmp_path / "f2-visits.csv").write_bytes(as_csv([["x"], ["别的表"]]))
    found = read_collected(main)
    assert found.problems == []
    visited = [[t.value for t in s.values if t.key == "visits[1]/when"] for s in found.submissions]
    assert visited == [["2024-05-01"], []]


def test_exports_in_a_folder_are_read_whatever_the_case_of_their_endings(tmp_path):
    kobo_xlsx(tmp_path / "甲.XLSX", FORMS[0])
    openrosa_xml(tmp_path / "乙.Xml", FORMS[1])
    found = read_collected(tmp_path)
    assert {s.instance for s in found.submissions} == {form.uuid for form in FORMS}
    central_csv(tmp_path / "丙.CSV", filled("示例发布", 3))
    assert len(read_collected(tmp_path).submissions) == 3


def test_a_row_of_tags_is_no_submission(tmp_path):
    header, *rows = kobo_rows(FORMS)
    tags = ["#date" if name in ("start", "end") else "" for name in header]
    path = xlsx(tmp_path / "a.xlsx", {"检查": [header, tags, *rows]})
    assert len(read_collected(path).submissions) == 2


def test_a_further_sheet_without_ids_is_reported_not_silently_left_out(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", {"检查": kobo_rows(FORMS), "说明": [["本表说明"], ["略"]]})
    found = read_collected(path)
    assert [(p.sheet, p.cell) for p in found.problems] == [("说明", "A1")]


def test_a_formula_without_its_result_is_reported_by_cell(tmp_path):
    header = rows_of([["_uuid", "safety/leak"]])
    row = f'<row r="2">{text_cell("A2", "abc")}<c r="B2"><f>1+1</f></c></row>'
    found = read_collected(write_parts(tmp_path / "a.xlsx", parts_of(header + row)))
    assert [(p.sheet, p.cell) for p in found.problems] == [("表", "B2")]
    assert len(found.submissions) == 1


def test_a_formula_of_a_csv_is_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([["KEY", "note"], ["uuid:abc", "=HYPERLINK(1)"]]))
    (submission,) = read_collected(path).submissions
    assert values(submission)["note"] == "=HYPERLINK(1)"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><data id="f"><x>&b;</x></data>'
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><data id="f"><x>&x;</x></data>'


@pytest.mark.parametrize("hostile", [BOMB, OUTSIDE])
@pytest.mark.parametrize("packed", [False, True])
def test_xml_with_entities_is_refused_as_hostile(tmp_path, hostile, packed):
    path = tmp_path / "a.xml"
    path.write_text(hostile, encoding="utf-8")
    if packed:
        path = zipped(tmp_path / "a.zip", {"uuid1/submission.xml": hostile})
    assert "可能是恶意文件" in refusal(path)


def test_xml_nested_too_deep_is_refused(tmp_path):
    path = tmp_path / "a.xml"
    deep = "<a>" * limits.GREATEST_DEPTH + "</a>" * limits.GREATEST_DEPTH
    path.write_text(f'<data id="f" instanceID="a">{deep}</data>', encoding="utf-8")
    assert "嵌套太深" in refusal(path)


def test_xml_of_too_many_elements_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("govmedia_desktop.spreadsheets.parts.GREATEST_ELEMENTS", 100)
    path = tmp_path / "a.xml"
    path.write_text(f'<data id="f" instanceID="a">{"<q/>" * 101}</data>', encoding="utf-8")
    assert "超出可读取的大小" in refusal(path)


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"KEY\n" + b"0" * 80_000_000})
    assert "超出可读取的大小" in refusal(path)


def test_names_that_leave_the_zip_are_refused(tmp_path):
    assert "损坏" in refusal(zipped(tmp_path / "a.zip", {"../a.csv": b"KEY\n1"}))


def test_an_encrypted_submission_says_what_to_do(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text('<data id="f" encrypted="yes"><base64EncryptedKey/></data>', encoding="utf-8")
    assert "解密" in refusal(path)


def test_a_form_in_place_of_data_says_so(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model><instance>'
        '<data id="f"/></instance></model></h:head></h:html>',
        encoding="utf-8",
    )
    assert "是检查表本身" in refusal(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "账号名称,平台\n示例,微信\n".encode()),
        ("a.xml", b"<root/>"),
        ("a.csv", b"KEY,a\n"),
    ],
)
def test_files_of_something_else_are_refused_with_what_is_wanted(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert "没有手机检查的数据" in refusal(tmp_path / name)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "不存在" in refusal(tmp_path / "a.xlsx")


def cuts(content):
    return [content[:n] for n in range(0, len(content), max(1, len(content) // 40))]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xml", "a.zip"])
def test_a_cut_off_file_is_refused_whole(tmp_path, name):
    make = {"a.xlsx": kobo_xlsx, "a.zip": briefcase_zip, "a.xml": openrosa_xml}[name]
    whole = make(tmp_path / f"ganz-{name}", FORMS[0]).read_bytes()
    for cut in cuts(whole):
        (tmp_path / name).write_bytes(cut)
        assert refusal(tmp_path / name)


def test_a_cut_off_csv_gives_whole_values_or_a_refusal(tmp_path):
    """Text has no end mark, but an id that is cut off is no other submission's."""
    whole = central_csv(tmp_path / "ganz.csv", *FORMS).read_bytes()
    for cut in cuts(whole):
        (tmp_path / "a.csv").write_bytes(cut)
        try:
            found = read_collected(tmp_path / "a.csv").submissions
        except CannotReadError:
            continue
        assert {s.instance for s in found} <= {"", *(f.uuid for f in FORMS)}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), name=st.data())
def test_a_changed_byte_gives_a_reading_or_a_refusal(tmp_path, place, byte, name):
    kind = name.draw(st.sampled_from(["a.xlsx", "a.csv", "a.xml", "a.zip"]))
    make = {
        "a.xlsx": kobo_xlsx,
        "a.csv": central_csv,
        "a.xml": openrosa_xml,
        "a.zip": briefcase_zip,
    }[kind]
    content = bytearray(make(Path(tmp_path) / kind, FORMS[0]).read_bytes())
    content[int(place * len(content))] = byte
    (tmp_path / kind).write_bytes(content)
    try:
        found = read_collected(tmp_path / kind).submissions
    except CannotReadError:
        return
    assert found


@pytest.mark.parametrize("byte", [b"\0", b"k"])
def test_a_directory_that_names_an_entry_otherwise_is_refused(tmp_path, byte):
    """Passed over by its name, the submission would be lost beside its picture."""
    path = briefcase_zip(tmp_path / "a.zip", FORMS[0])
    content = bytearray(path.read_bytes())
    place = content.rindex(b"submission.xml") + len(b"submission.x")
    content[place : place + 1] = byte
    path.write_bytes(content)
    assert "损坏" in refusal(path)


def test_a_password_zip_is_refused(tmp_path):
    path = briefcase_zip(tmp_path / "a.zip", FORMS[0])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        offset = file.start_dir
    content[offset + 8] |= 1
    path.write_bytes(content)
    assert "损坏" in refusal(path)
