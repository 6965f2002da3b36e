"""Files as answers: kept with their question, whatever else of the inspection there is."""

import pytest

from govmedia_desktop.errors import CannotReadError, CannotWriteError, RefusedError
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.evidence import (
    Offered,
    add_file,
    answer_with,
    check_kept,
    evidence_of,
    keep,
    save_elsewhere,
)
from govmedia_desktop.usecases.inspections.filling import LEAK_WARNING
from govmedia_desktop.usecases.inspections.inspections import (
    Occasion,
    begin,
    discard,
    result_of,
    resume,
)
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.data.files import M4A, PDF
from tests.data.offices import NOON, TOWN_VOICE, office
from tests.unit.forms.workbooks import row, workbook

LOOKS = [("yn", "none", "未发现"), ("yn", "found", "发现")]
LEAK = row("select_one yn", "leak", gm_fails=". = 'found'", gm_severity="veto", gm_problem="泄密")
SPOTS = [row("begin repeat", "spots"), row("audio", "said"), row("end repeat", "")]


@pytest.fixture
def inspection(tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE], forms=False) as desk:
        survey = [row("file", "paper"), *SPOTS, LEAK]
        publish(desk, workbook(survey, LOOKS, form_id="files"), "f.xlsx")
        yield begin(desk, Occasion("示例镇之声", "files"))


def kept(inspection, content=PDF, name="通知.pdf", kind="file"):
    return keep(inspection.desk, Offered(content, name, NOON.isoformat()), kind=kind)


def unseen(_content):
    raise AssertionError("a file that is no picture is never decoded")


def test_the_command_line_answers_a_file_question_with_a_file(inspection, tmp_path):
    (tmp_path / "通知.pdf").write_bytes(PDF)
    piece = add_file(inspection, "paper", tmp_path / "通知.pdf", unseen)
    assert (piece.name, piece.media_type, piece.size) == ("通知.pdf", "application/pdf", len(PDF))
    inspection.answer("/data/leak", "none")
    record = inspection.finish()
    assert result_of(inspection.desk, record).evidence == {"/data/paper": (piece,)}


def test_answer_and_file_are_there_when_the_draft_is_opened_again(inspection):
    answer_with(inspection, "/data/paper", kept(inspection))
    again = resume(inspection.desk, inspection.draft.id)
    assert again.run.answers()["/data/paper"].value == "通知.pdf"
    assert [piece.name for piece in evidence_of(again)["/data/paper"]] == ["通知.pdf"]
    assert verify(inspection.desk) == []


def test_in_a_repeat_each_row_has_its_own(inspection):
    rows = [inspection.add_row("/data/spots") for _ in range(2)]
    for number, path in enumerate(rows):
        piece = kept(inspection, M4A + bytes([number]), "说.m4a", "audio")
        assert answer_with(inspection, f"{path}/said", piece) is None
    inspection.answer("/data/leak", "none")
    record = inspection.finish()
    assert [
        piece.size for pieces in result_of(inspection.desk, record).evidence.values()
        for piece in pieces
    ] == [len(M4A) + 1] * 2  # fmt: skip


@pytest.mark.parametrize("answer", ["", "另一份.pdf"])
def test_an_answer_that_names_another_file_leaves_the_first_out_of_the_record(inspection, answer):
    answer_with(inspection, "/data/paper", kept(inspection))
    inspection.answer("/data/paper", answer)
    inspection.answer("/data/leak", "none")
    record = inspection.finish()
    assert result_of(inspection.desk, record).evidence == {}


def test_while_a_leak_is_found_no_file_answers_anything(inspection, tmp_path):
    inspection.answer("/data/leak", "found")
    assert answer_with(inspection, "/data/paper", kept(inspection)).startswith(LEAK_WARNING)
    (tmp_path / "a.pdf").write_bytes(PDF)
    with pytest.raises(RefusedError, match="没有存入"):
        add_file(inspection, "paper", tmp_path / "a.pdf", unseen)
    assert evidence_of(inspection) == {}


def test_an_inspection_given_up_meanwhile_takes_nothing_and_is_not_brought_back(inspection):
    piece = kept(inspection)
    discard(inspection.desk, inspection.draft.id)
    with pytest.raises(RefusedError, match="已经完成或放弃"):
        answer_with(inspection, "/data/paper", piece)
    assert inspection.desk.db.conn.execute("SELECT count(*) FROM draft").fetchone() == (0,)


def test_saved_elsewhere_it_is_byte_for_byte_the_same_or_refused(inspection, tmp_path):
    piece = kept(inspection)
    assert save_elsewhere(inspection.desk, piece, tmp_path / "b.pdf").read_bytes() == PDF
    with pytest.raises(CannotWriteError):
        save_elsewhere(inspection.desk, piece, tmp_path / "没有" / "b.pdf")
    evidence_path(inspection.desk.store.evidence, piece.sha256).write_bytes(b"others")
    with pytest.raises(CannotReadError, match="缺失或被改动"):
        save_elsewhere(inspection.desk, piece, tmp_path / "c.pdf")
    with pytest.raises(CannotReadError, match="缺失或被改动"):
        check_kept(inspection.desk, piece)
    assert not (tmp_path / "c.pdf").exists()
