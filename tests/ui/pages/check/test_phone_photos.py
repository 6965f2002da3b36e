"""检查: photos and broken rows of phones, as the person sees them."""

import pytest

from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import publish
from tests.data.collected import xlsx
from tests.data.offices import TOWN_VOICE, office
from tests.data.pictures import GIF
from tests.ui.clerk import Clerk
from tests.unit.collected_photos.conftest import CHOICES, FORM, UUID, book, kobo_media, main_rows
from tests.unit.forms.workbooks import workbook


@pytest.fixture
def clerk(qtbot, tmp_path):
    with office(tmp_path / "数据", (TOWN_VOICE,)) as desk:
        publish(desk, workbook(FORM, CHOICES), "f.xlsx")
        yield Clerk(qtbot, desk)


def test_the_preview_tells_how_many_photos_come_along_and_which_are_missing(clerk, tmp_path):
    clerk.page.read([book(tmp_path / "a.xlsx"), kobo_media(tmp_path / "m.zip")])
    preview = clerk.page.collection
    assert "照片、录音等文件 3 个一并存入。" in preview.counts.words.text()
    (missing,) = [preview.problems.model.row_at(0)]
    assert (missing.cell, missing.was) == ("表!F2", "说.m4a")


def test_a_photo_that_is_none_is_named_when_it_was_not_taken_in(clerk, tmp_path):
    media = kobo_media(tmp_path / "m.zip", names={"1714724500.jpg": GIF})
    clerk.page.read([book(tmp_path / "a.xlsx"), media])
    clerk.page.collection.confirm.trigger()
    assert "有 1 个文件没有带入：“1714724500.jpg”" in clerk.said[-1].text


def test_a_photo_stands_under_the_question_that_it_answers(clerk, tmp_path):
    clerk.page.read([book(tmp_path / "a.xlsx", reply=None), kobo_media(tmp_path / "m.zip")])
    clerk.page.collection.confirm.trigger()
    (draft,) = drafts.drafts(clerk.desk.db)
    clerk.page.resume(draft.id)
    question = clerk.page.filling.sheet.question("/data/front")
    assert [b.evidence.name for b in question.attached.buttons] == ["1714724500.jpg"]
    assert question.attached.isVisible()
    question.field.line.setText("另一张.jpg")
    question.commit()
    assert question.attached.buttons == []


def test_one_with_broken_rows_says_which_and_what_taking_it_in_does(clerk, tmp_path):
    spots = [["shot", "_index", "_parent_table_name", "_parent_index"], ["1.png", 1, "表", 9]]
    path = xlsx(tmp_path / "a.xlsx", {"表": main_rows(), "spots": spots})
    clerk.page.read([path])
    clerk.page.collection.confirm.trigger()
    clerk.page.show_waiting()
    panel = clerk.page.waiting.decision
    assert panel.reason.text() == "分条内容有行对不上"
    assert "对不上的行：spots 第2行" in panel.told.text()
    assert "位置：a.xlsx 表 第2行" in panel.told.text()
    assert "按此导入时不带这些行" in panel.told.text()
    clerk.page.waiting.take.trigger()
    ids = [r[0] for r in clerk.desk.db.conn.execute("SELECT instance FROM collected")]
    assert ids == [UUID]
    assert clerk.desk.db.conn.execute("SELECT state FROM collected").fetchone() == ("taken_in",)
