"""上报与接收: its tabs, the quarter's steps, the files that go up."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from govmedia_desktop.forms.run import resolve
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.evidence import Offered, attach, keep
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.data.county import township_file
from tests.data.pictures import png
from tests.unit.desks import NONE
from ui.remembered import remembered
from ui.theme import State


@pytest.fixture
def sending(page):
    return page.sending


def test_a_key_turns_to_each_tab(qtbot, page):
    assert page.sending.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert page.receiving.isVisible()
    assert not page.sending.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert page.sending.isVisible()


def test_a_file_that_comes_in_brings_its_tab_to_the_front(page, tmp_path):
    page.take_in([township_file(tmp_path / "镇")])
    assert page.receiving.isVisible()


def test_each_step_says_its_state_and_its_count(sending):
    told = [label.text() for label in sending.steps.counts]
    words = [pill.word.text() for pill in sending.steps.states]
    assert told[0] == "12 个账号，更新日期都已核实"
    assert told[1].startswith("已查 ")
    assert told[1].endswith("/12")
    assert told[2].endswith("条修改，还没有生成过文件")
    assert words == ["已核对", "未查完", "未生成"]


def test_another_quarter_has_its_own_count(sending):
    sending.quarter.setCurrentText("2026年第三季度")
    assert sending.steps.counts[1].text() == "已查 12/12"


def test_the_recipient_is_the_office_above(sending):
    assert sending.recipient.currentText() == "示例市人民政府办公室"


def test_generating_writes_the_file_and_its_paper_and_tells_both(
    sending, tmp_path, file_at, shown_files
):
    offered = file_at(tmp_path / "上报.gmpack")
    sending.write.trigger()
    assert offered[0].endswith("示例县人民政府办公室_2026年第四季度_上报_第1次.gmpack")
    with open_package(tmp_path / "上报.gmpack") as package:
        assert package.manifest.recipient.name == "示例市人民政府办公室"
        sheet = openpyxl.load_workbook(tmp_path / "上报_盖章表.xlsx").active
        texts = " ".join(str(cell.value) for row in sheet for cell in row)
        assert "上报.gmpack" in texts
        assert package.sha256[:16] in texts
    assert "上报.gmpack\n上报_盖章表.xlsx" in sending.done.told.words.text()
    assert sending.steps.states[2].word.text() == "已生成"
    sending.done.show_files.trigger()
    assert shown_files == [tmp_path / "上报.gmpack"]


def test_lost_pictures_of_evidence_are_told_beside_the_files(sending, tmp_path, file_at):
    desk = sending._session.desk
    take_up_shipped_forms(desk)
    inspection = begin(desk, Occasion(list_accounts(desk)[0].account.id, "national-2019"))
    answer_all(inspection, {**NONE, "interaction": "no", "last_update": "2026-11-20"})
    piece = keep(desk, Offered(png(), "截图.png", desk.stamp()))
    attach(inspection, resolve(inspection.compiled, "interaction"), piece)
    inspection.finish()
    evidence_path(desk.store.evidence, piece.sha256).unlink()
    file_at(tmp_path / "上报.gmpack")
    sending.write.trigger()
    assert "有 1 张证据图片缺失或被改动，没有带上" in sending.done.told.words.text()
    evidence_path(desk.store.evidence, piece.sha256).write_bytes(png())
    sending.options.full.setChecked(True)
    sending.write.trigger()
    assert "证据" not in sending.done.told.words.text()
    with open_package(tmp_path / "上报.gmpack") as package:
        assert [sha256 for sha256, _size, _content in package.evidence()] == [piece.sha256]


def test_nothing_is_told_before_a_file_is_written(sending, file_at):
    file_at()
    sending.write.trigger()
    assert sending.done.isHidden()


def test_the_words_of_the_mail_are_ready_to_paste(sending, tmp_path, file_at):
    file_at(tmp_path / "上报.gmpack")
    sending.write.trigger()
    sending.done.copy_subject.trigger()
    subject = QGuiApplication.clipboard().text()
    assert subject == "【练习】示例县人民政府办公室2026年第四季度政务新媒体检查情况"
    sending.done.copy_body.trigger()
    body = QGuiApplication.clipboard().text()
    assert "示例市人民政府办公室" in body
    assert "上报.gmpack" in body
    assert "上报_盖章表.xlsx" in body


def test_the_recipients_mail_is_asked_for_once_and_remembered(sending, tmp_path, file_at, heard):
    said = heard(sending._session)
    file_at(tmp_path / "上报.gmpack")
    sending.write.trigger()
    sending.done.copy_mail.trigger()
    assert said[-1].state is State.HINT
    sending.done.mail.setText("123@qq.com")
    sending.done.mail.editingFinished.emit()
    sending.done.copy_mail.trigger()
    assert QGuiApplication.clipboard().text() == "123@qq.com"
    assert remembered().value("mail/示例市人民政府办公室") == "123@qq.com"
