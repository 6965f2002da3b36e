"""更多选项 of 上报, and handing the written files over."""

import email
import email.policy

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.errors import CannotWriteError, RefusedError
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.packages.sealed import is_sealed
from govmedia_desktop.usecases.exchange import handing_over
from tests.data.county import owner_name
from ui.pages.exchange import ExchangePage
from ui.parts import dialogs
from ui.theme import State

WORDS = "柳溪镇 2026 第四季度"


@pytest.fixture
def page(qtbot, session_at):
    made = ExchangePage(session_at())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sending(page):
    return page.sending


@pytest.fixture
def written(sending, tmp_path, file_at):
    """Writes the file and returns its place."""
    path = tmp_path / "上报.gmpack"
    file_at(path)

    def write():
        sending.write.trigger()
        return path

    return write


def manifest(path):
    with open_package(path) as package:
        return package.manifest


def test_the_usual_file_needs_no_option_and_they_are_folded(sending, written):
    assert sending.options.folded.isHidden()
    assert sending.options.turn.text() == "更多选项"
    told = manifest(written())
    assert (told.kind, told.period, told.limits.period) == (PackageKind.REPORT, "2026Q4", False)
    assert (told.light, told.sequence) == (False, 1)


def test_a_key_unfolds_the_options_and_what_is_chosen_is_named_when_they_are_folded(
    qtbot, page, sending
):
    qtbot.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert sending.options.folded.isVisible()
    assert sending.options.turn.text() == "收起选项"
    sending.options.light.setChecked(True)
    sending.options.sealed.setChecked(True)
    sending.options.turn.trigger()
    assert sending.options.turn.text() == "更多选项（已选：不含截图、加密）"


def test_only_one_quarter_is_reported_where_somebody_says_so(sending, written):
    before = sending.contents.text()
    sending.options.limited.setChecked(True)
    assert sending.contents.text() != before
    assert "其他周期的检查这次不报" in sending.contents.text()
    told = manifest(written())
    assert told.limits.period
    assert told.counts.records["inspection"] < 36


def test_a_light_file_is_written_without_pictures(sending, written):
    sending.options.light.setChecked(True)
    assert manifest(written()).light


def test_an_encrypted_file_needs_a_passphrase_that_is_long_enough(qtbot, sending, written):
    assert not sending.options.passphrase.isEnabled()
    sending.options.sealed.setChecked(True)
    assert sending.options.passphrase.isEnabled()
    sending.options.passphrase.setText(WORDS[:4])
    with qtbot.captureExceptions() as caught:
        path = written()
    assert issubclass(caught[0][0], RefusedError)
    assert not path.exists()
    sending.options.passphrase.setText(WORDS)
    assert is_sealed(written())
    sending.done.copy_body.trigger()
    assert "口令请另行电话告知" in sending.done._letter.body
    assert WORDS not in sending.done._letter.body


def choose(box, text):
    box.setCurrentIndex(box.findText(text))


def test_contact_data_are_offered_where_they_may_go_only(sending):
    options = sending.options
    assert options.personal.isEnabled()
    options.personal.setChecked(True)
    choose(sending.recipient, f"下发：{owner_name('柳溪镇')}")
    assert not options.personal.isEnabled()
    assert not options.personal.isChecked()
    choose(options.kind, "工作交接")
    assert options.personal.isEnabled()
    choose(options.kind, "整包备份")
    assert not options.personal.isEnabled()


def test_the_button_says_what_it_writes(sending):
    assert sending.write.text() == "生成上报文件"
    choose(sending.recipient, f"下发：{owner_name('柳溪镇')}")
    assert sending.write.text() == "生成下发文件"
    choose(sending.options.kind, "整包备份")
    assert sending.write.text() == "生成整包备份文件"
    assert not sending.recipient.isEnabled()


def test_what_goes_down_has_no_paper_to_stamp(sending, written):
    choose(sending.recipient, f"下发：{owner_name('柳溪镇')}")
    assert "盖章" not in sending.contents.text()
    path = written()
    assert manifest(path).kind is PackageKind.ISSUE
    assert not path.with_name("上报_盖章表.xlsx").exists()
    assert sending.done.told.words.text() == "已写出 1 个文件，还没有发出去：\n上报.gmpack"


def test_an_order_that_cannot_be_carried_out_is_said_not_tried(sending):
    choose(sending.options.kind, "更正")
    assert "还没有上报过，不用更正" in sending.contents.text()
    assert not sending.write.isEnabled()
    choose(sending.options.kind, "上报或下发")
    assert sending.write.isEnabled()


def test_the_size_of_a_part_goes_into_the_order(sending):
    assert sending._order().part_bytes == 20_000_000
    choose(sending.options.part_size, "不分")
    assert sending._order().part_bytes == 0


def test_a_draft_for_the_mail_program_stands_beside_the_file(sending, written, heard, shown_files):
    said = heard(sending._session)
    path = written()
    sending.done.mail.setText("123@qq.com")
    sending.done.draft.trigger()
    draft = path.with_suffix(".eml")
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    assert message["To"] == "123@qq.com"
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "上报.gmpack",
        "上报_盖章表.xlsx",
    ]
    said[-1].pressed()
    assert shown_files == [draft]


@pytest.fixture
def stick(tmp_path, monkeypatch):
    (tmp_path / "U盘").mkdir()
    monkeypatch.setattr(dialogs, "folder_to_write", lambda *_asked: tmp_path / "U盘")
    return tmp_path / "U盘"


def test_a_stick_may_be_pulled_when_the_files_were_read_back(sending, written, heard, stick):
    said = heard(sending._session)
    path = written()
    sending.done.to_stick.trigger()
    assert (stick / path.name).read_bytes() == path.read_bytes()
    assert said[-1].state is State.PASSED
    assert said[-1].text.endswith("读回核对无误，可以拔出U盘。")
    assert "2 个文件" in said[-1].text


@pytest.fixture
def said_and_stick(sending, heard, stick):
    return heard(sending._session)


def test_a_stick_that_lies_is_never_said_to_be_ready(
    qtbot, sending, written, said_and_stick, monkeypatch
):
    said = said_and_stick
    written()
    monkeypatch.setattr(handing_over, "fresh_bytes", lambda _path: iter([b"x"]))
    with qtbot.captureExceptions() as caught:
        sending.done.to_stick.trigger()
    assert issubclass(caught[0][0], CannotWriteError)
    assert not [message for message in said if "可以拔出" in message.text]


def test_nobody_is_asked_twice_for_a_stick(sending, written, monkeypatch, heard):
    said = heard(sending._session)
    written()
    monkeypatch.setattr(dialogs, "folder_to_write", lambda *_asked: None)
    sending.done.to_stick.trigger()
    assert not [message for message in said if "U盘" in message.text]


def test_a_draft_is_written_beside_the_window(sending, written, monkeypatch):
    """20 MB a file take a mail program's format long enough to hold the window up."""
    begun = []
    written()
    monkeypatch.setattr(sending._session.tasks, "run", lambda title, *_rest: begun.append(title))
    sending.done.draft.trigger()
    assert begun == ["正在写邮件草稿"]
