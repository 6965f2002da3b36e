"""The window is there before anything heavy is loaded."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from govmedia_desktop import settings as stored
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.settings import Settings
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.unit.desks import add, desk_of
from ui import main
from ui.errors import Troubles
from ui.main import Start
from ui.pages.first_start import FirstStart
from ui.window import Window

HEAVY = ("numpy", "pyqtgraph", "openpyxl", "lxml", "pyxform", "docx", "duckdb")

SHOW = """
import json, sys
from pathlib import Path
from govmedia_desktop import settings as stored
from ui.errors import Troubles
from ui.main import Start, application
place, documents = map(Path, sys.argv[1:])
app = application(["govmedia-desktop"], stored.load(place))
start = Start(place, documents, Troubles())
start.begin()
app.processEvents()
while start.shown.session.tasks.reading:
    app.processEvents()
figure = start.shown.stack.currentWidget().board.figures.shown["正常运行"][0].text()
print(json.dumps([figure, sorted(sys.modules)]))
start.shown.close()
start.close()
"""


def test_a_painted_workbench_has_loaded_none_of_the_heavy_libraries(tmp_path, place):
    with desk_of(tmp_path / "县") as desk:
        add(desk)
    stored.save(place, Settings(data_folder=str(tmp_path / "县"), staff="张三"))
    command = [sys.executable, "-c", SHOW, str(place), str(tmp_path)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    figure, modules = json.loads(run.stdout)
    assert figure == "1"
    assert [name for name in HEAVY if name in modules] == []


@pytest.fixture
def place(tmp_path):
    return tmp_path / "settings.json"


@pytest.fixture
def start(qtbot, place, tmp_path, monkeypatch):
    monkeypatch.setattr(main, "keep_log", lambda _folder: None)
    made = Start(place, tmp_path / "文档", Troubles())
    (tmp_path / "文档").mkdir()
    yield made
    if made.shown is not None:
        made.shown.close()
    made.close()


def fill(page: FirstStart) -> None:
    page.name.setText("示例县人民政府办公室")
    page.category.setCurrentText("政府")
    page.level.setCurrentText(Level.COUNTY.value)
    page.staff.setText("示例人")


def test_a_new_pc_is_asked_once_and_then_opens_its_folder(start, place):
    start.begin()
    assert isinstance(start.shown, FirstStart)
    fill(start.shown)
    start.shown.begin.trigger()
    assert isinstance(start.shown, Window)
    assert stored.load(place).staff == "示例人"
    start.shown.close()
    start.close()
    start.begin()
    assert isinstance(start.shown, Window)
    assert start.shown.session.office == "示例县人民政府办公室"
    assert not start.shown.session.practice


def practise(qtbot, start):
    start.begin()
    start.shown.practice.trigger()
    assert isinstance(start.shown, FirstStart)  # it stays until all is there
    assert start.shown.waiting.isVisible()
    qtbot.waitUntil(lambda: isinstance(start.shown, Window))


def test_practice_has_a_folder_of_its_own_and_is_not_remembered(qtbot, start, place, tmp_path):
    practise(qtbot, start)
    assert start.shown.session.practice
    assert stored.load(place).data_folder == ""
    start.close()
    folder = tmp_path / "文档" / "政务新媒体监管-练习"
    with open_desk(folder, writing=False) as desk:
        assert own_office(desk).name == "示例县人民政府办公室"


def test_a_practice_folder_is_opened_again_as_it_was_left(qtbot, start, tmp_path):
    practise(qtbot, start)
    add(start.shown.session.desk, name="自己试着加的")
    start.shown.close()
    start.close()
    practise(qtbot, start)
    assert "自己试着加的" in {a.account.name for a in list_accounts(start.shown.session.desk)}


def test_practising_that_cannot_be_prepared_is_said_on_the_first_page(qtbot, start, tmp_path):
    (tmp_path / "文档").rmdir()
    (tmp_path / "文档").write_text("这里是一个文件")
    start.begin()
    start.shown.practice.trigger()
    qtbot.waitUntil(lambda: bool(start.shown.refusal.text()))
    assert isinstance(start.shown, FirstStart)
    assert start.shown.name.isEnabled()


def test_a_folder_that_cannot_be_opened_is_named_and_can_be_tried_again(start, place, tmp_path):
    stored.save(place, replace(Settings(), data_folder=str(tmp_path / "没有")))
    start.begin()
    words = {label.text() for label in start.shown.findChildren(QLabel)}
    assert "数据文件夹打不开" in words
    assert any("没有" in word and word.endswith("。") for word in words)
    stored.save(place, Settings())
    start.shown.actions()[0].trigger()
    assert isinstance(start.shown, FirstStart)
