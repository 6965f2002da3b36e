"""Questions answered with a file: chosen, pasted, dragged in; kept, seen, saved elsewhere."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain import attachments
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections import evidence as use
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.data.files import EXE, M4A, MP4, PDF
from tests.data.offices import TOWN_VOICE, office
from tests.data.pictures import png
from tests.ui.forms.clerk import Clerk
from tests.unit.forms.workbooks import row, workbook

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
FORM = [
    row("image", "front"),
    row("audio", "talk"),
    row("video", "film"),
    row("file", "paper"),
    row("select_one yn", "leak", gm_fails=". = 'found'", gm_severity="veto", gm_problem="泄密"),
]
LOOKS = [("yn", "none", "未发现"), ("yn", "found", "发现")]
FILES = {"front": png(), "talk": M4A, "film": MP4, "paper": PDF}
NAMES = {"front": "门口.png", "talk": "说.m4a", "film": "录像.mp4", "paper": "通知.pdf"}


@pytest.fixture
def clerk(qtbot, tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE], forms=False) as desk:
        publish(desk, workbook(FORM, LOOKS, form_id="files"), "f.xlsx")
        made = Clerk(qtbot, desk)
        made.open("示例镇之声", "files")
        yield made


@pytest.fixture
def given(tmp_path):
    paths = {name: tmp_path / NAMES[name] for name in FILES}
    for name, path in paths.items():
        path.write_bytes(FILES[name])
    return paths


def pieces(clerk, name):
    return clerk.sheet.filling.evidence.get(clerk.path(name), ())


def stored(clerk):
    return [path for path in clerk.desk.store.evidence.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", FILES)
def test_a_chosen_file_is_kept_byte_for_byte_and_goes_into_the_record(clerk, given, file_at, name):
    file_at(given[name])
    clerk.go(name)
    clerk.press(KEY.Key_O, modifier=CONTROL)
    assert clerk.answer(name).value == NAMES[name]
    (piece,) = pieces(clerk, name)
    assert evidence_path(clerk.desk.store.evidence, piece.sha256).read_bytes() == FILES[name]
    clerk.go("leak")
    clerk.press(KEY.Key_1)
    record = clerk.sheet.filling.finish()
    assert result_of(clerk.desk, record).evidence == {clerk.path(name): (piece,)}
    assert verify(clerk.desk) == []
    evidence_path(clerk.desk.store.evidence, piece.sha256).write_bytes(b"altered")
    assert verify(clerk.desk), "an altered recording is found like an altered picture"


def test_a_copied_file_is_pasted_and_shown_under_its_question(clerk, given):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(given["talk"]))])
    QGuiApplication.clipboard().setMimeData(content)
    question = clerk.go("talk")
    clerk.press(KEY.Key_V, modifier=CONTROL)
    (button,) = question.attached.buttons
    assert button.isVisible()
    assert "说.m4a" in button.text()
    assert "缺失" not in button.text()
    assert button.accessibleName().endswith("回车看详情，可以另存")


def test_a_screenshot_is_pasted_into_a_picture_question_without_any_finding(clerk):
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    clerk.go("front")
    clerk.press(KEY.Key_V, modifier=CONTROL)
    (piece,) = pieces(clerk, "front")
    assert (piece.media_type, clerk.answer("front").value) == ("image/png", piece.name)
    assert clerk.said == []


def test_a_file_dropped_on_its_question_answers_it(clerk, given):
    question = clerk.go("paper")
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(given["paper"]))])
    at = question.mapTo(clerk.page.filling, question.rect().center())
    drop = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    clerk.page.evidence.eventFilter(clerk.page.filling, drop)
    assert clerk.answer("paper").value == "通知.pdf"
    assert len(pieces(clerk, "paper")) == 1


UNFIT = {
    "talk": (PDF, "不是能认出的录音"),
    "film": (b"", "文件是空的"),
    "paper": (EXE, "这种文件不收"),
    "front": (M4A, "不是PNG、JPEG或WebP图片"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_does_not_fit_is_said_and_nothing_is_kept(clerk, tmp_path, file_at, name):
    content, told = UNFIT[name]
    path = tmp_path / "别的.bin"
    path.write_bytes(content)
    file_at(path)
    clerk.go(name)
    clerk.press(KEY.Key_O, modifier=CONTROL)
    assert told in clerk.said[-1].text
    assert clerk.answer(name) is None
    assert stored(clerk) == []


def test_a_file_beyond_the_limit_is_refused_and_a_full_disk_told(
    clerk, given, file_at, monkeypatch
):
    file_at(given["paper"])
    clerk.go("paper")
    with monkeypatch.context() as patch:
        patch.setattr(attachments, "MOST_BYTES", 20)
        clerk.press(KEY.Key_O, modifier=CONTROL)
    assert "50 MB" in clerk.said[-1].text

    def full(*_args):
        raise CannotWriteError("磁盘满了。")

    monkeypatch.setattr(use, "add_evidence", full)
    clerk.press(KEY.Key_O, modifier=CONTROL)
    assert clerk.said[-1].text == "磁盘满了。"
    assert clerk.answer("paper") is None


def test_while_a_leak_is_found_no_file_is_taken(clerk, given, file_at):
    clerk.go("leak")
    clerk.press(KEY.Key_2)
    file_at(given["paper"])
    clerk.go("paper")
    clerk.press(KEY.Key_O, modifier=CONTROL)
    assert "没有存入文件" in clerk.said[-1].text
    assert clerk.answer("paper") is None


def test_a_name_alone_says_that_no_file_is_there(clerk, given, file_at):
    question = clerk.go("talk")
    clerk.type("a.mp3")
    clerk.press(KEY.Key_Return)
    assert question.origin.text() == "只有名字，没有文件"
    file_at(given["talk"])
    clerk.go("talk")
    clerk.press(KEY.Key_O, modifier=CONTROL)
    assert question.origin.isHidden()


def test_another_file_takes_the_place_of_the_first_and_the_first_stays_on_the_disk(
    clerk, given, file_at, tmp_path
):
    file_at(given["talk"])
    clerk.go("talk")
    clerk.press(KEY.Key_O, modifier=CONTROL)
    other = tmp_path / "b" / NAMES["talk"]
    other.parent.mkdir()
    other.write_bytes(M4A + b"more")
    file_at(other)
    clerk.press(KEY.Key_O, modifier=CONTROL)
    (piece,) = pieces(clerk, "talk")
    assert piece.size == len(M4A) + 4
    assert len(stored(clerk)) == 2
    clerk.go("leak")
    clerk.press(KEY.Key_1)
    record = clerk.sheet.filling.finish()
    assert result_of(clerk.desk, record).evidence[clerk.path("talk")] == (piece,)


def opened(clerk, given, file_at, name="paper"):
    file_at(given[name])
    question = clerk.go(name)
    clerk.press(KEY.Key_O, modifier=CONTROL)
    (button,) = question.attached.buttons
    button.setFocus()
    QTest.keyClick(button, KEY.Key_Return)
    return clerk.page.evidence.view


def test_it_is_never_opened_only_told_of_and_saved_elsewhere(
    clerk, given, file_at, tmp_path, monkeypatch
):
    view = opened(clerk, given, file_at)
    assert clerk.page.currentWidget() is view
    assert not view.easel.isVisible()
    assert "程序不打开它" in view.unseen.text()
    target = tmp_path / "取出.pdf"
    offered = file_at(target)
    view.save.trigger()
    assert offered == ["通知.pdf"]
    assert target.read_bytes() == PDF
    assert clerk.said[-1].text == "已另存为“取出.pdf”。"
    view.back.trigger()
    assert clerk.page.currentWidget() is clerk.page.filling
    question = clerk.sheet.question(clerk.path("paper"))
    assert QApplication.focusWidget() is question.attached.buttons[0]


def test_a_picture_is_still_seen_large(clerk, given, file_at):
    view = opened(clerk, given, file_at, "front")
    assert view.easel.isVisible()
    assert not view.unseen.isVisible()


def test_one_that_is_missing_is_told_on_its_thumbnail(clerk, given, file_at, qtbot):
    file_at(given["talk"])
    clerk.go("talk")
    clerk.press(KEY.Key_O, modifier=CONTROL)
    (piece,) = pieces(clerk, "talk")
    evidence_path(clerk.desk.store.evidence, piece.sha256).unlink()
    clerk.open("示例镇之声", "files")
    question = clerk.sheet.question(clerk.path("talk"))
    assert "录音缺失或被改动" in question.attached.buttons[0].text()
