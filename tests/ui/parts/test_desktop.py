"""Folders are shown by the desktop; where the last file was put is offered again."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtGui import QDesktopServices

from ui.parts import desktop


@pytest.fixture
def opened(monkeypatch):
    seen = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toLocalFile()))
    monkeypatch.setattr(QProcess, "startDetached", lambda *command: seen.append(command))
    return seen


def test_a_files_folder_is_opened(opened, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    desktop.show_file(tmp_path / "清单.xlsx")
    assert opened == [str(tmp_path)]


def test_on_windows_the_file_is_selected_in_its_folder(opened, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "win32")
    desktop.show_file(tmp_path / "清单.xlsx")
    assert opened == [("explorer", ["/select,", str(tmp_path / "清单.xlsx")])]


def test_the_next_file_is_offered_where_the_last_one_was_put(qapp, tmp_path):
    desktop.remember_place(tmp_path / "一.xlsx")
    assert desktop.suggested_place("二.xlsx") == str(tmp_path / "二.xlsx")


def test_a_folder_that_is_gone_is_not_offered(qapp, tmp_path):
    desktop.remember_place(tmp_path / "没有了" / "一.xlsx")
    assert Path(desktop.suggested_place("二.xlsx")).parent != tmp_path / "没有了"
