"""Restoring from 设置: the window goes, the backup is restored, all pages come back fresh."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from govmedia_desktop import settings as stored
from govmedia_desktop.errors import DataFolderError
from govmedia_desktop.settings import Settings
from govmedia_desktop.usecases.upkeep.backups import back_up, list_backups
from tests.unit.desks import add, desk_of
from ui import main
from ui.errors import Troubles
from ui.main import Start
from ui.pages.settings import safekeeping
from ui.parts import dialogs
from ui.window import Window


@pytest.fixture
def start(qtbot, tmp_path, monkeypatch):
    """The program on a folder with one account in its backup and two in its data."""
    monkeypatch.setattr(main, "keep_log", lambda _folder: None)
    with desk_of(tmp_path / "县") as desk:
        add(desk)
        back_up(desk)
        add(desk, "示例普法")
    place = tmp_path / "settings.json"
    stored.save(place, replace(Settings(), data_folder=str(tmp_path / "县"), staff="张三"))
    made = Start(place, tmp_path, Troubles())
    made.begin()
    yield made
    if made.shown is not None:
        made.shown.close()
    made.close()


@pytest.fixture
def asked(monkeypatch):
    """What was asked, and answered with yes."""
    texts = []

    def ask(dialog):
        texts.append(dialog.words.text())
        return True

    monkeypatch.setattr(dialogs, "ask", ask)
    return texts


def settings_of(start):
    return start.shown.open("设置").settings.data


def names(window):
    page = window.open("台账")
    rows = page.list.panel.model
    return sorted(rows.row_at(n).name for n in range(rows.rowCount()))


def restore(start, qtbot, row=0):
    before = start.shown
    data = settings_of(start)
    data.table.selectRow(row)
    data.restore.trigger()
    qtbot.waitUntil(lambda: isinstance(start.shown, Window) and start.shown is not before)
    return start.shown


def test_the_window_comes_back_with_the_data_of_the_backup(start, qtbot, asked):
    assert names(start.shown) == ["示例发布", "示例普法"]
    window = restore(start, qtbot)
    assert names(window) == ["示例发布"]
    assert "1 条改动会看不到" in asked[0]
    assert "还原前" in asked[0]
    told = [b.why for b in list_backups(window.session.desk)]
    assert told == ["还原前", "手工"]


def test_what_was_done_is_told_with_the_way_back(start, qtbot, asked):
    window = restore(start, qtbot)
    text = window.messages.words.text()
    assert text.startswith("数据已还原到")
    assert "还原前_" in text
    assert names(restore(start, qtbot, 0)) == ["示例发布", "示例普法"]


def test_who_thinks_better_of_it_keeps_everything_as_it_is(start, qtbot, monkeypatch):
    monkeypatch.setattr(dialogs, "ask", lambda _dialog: False)
    window = start.shown
    data = settings_of(start)
    data.table.selectRow(0)
    data.restore.trigger()
    QApplication.processEvents()
    assert start.shown is window
    assert names(window) == ["示例发布", "示例普法"]


def test_without_a_chosen_backup_the_page_says_what_to_do(start, asked):
    settings_of(start).restore.trigger()
    assert "先在备份列表里选一份" in start.shown.messages.words.text()
    assert asked == []


def test_while_something_is_being_done_nothing_is_restored(start, asked, monkeypatch):
    data = settings_of(start)
    data.table.selectRow(0)
    monkeypatch.setattr(type(data._session.tasks), "busy", property(lambda _self: True))
    data.restore.trigger()
    assert start.shown.messages.words.text() == safekeeping.BUSY
    assert asked == []


def test_a_damaged_backup_is_refused_before_anything_is_closed(start, asked, qtbot):
    data = settings_of(start)
    path = list_backups(data._session.desk)[0].path
    path.write_bytes(path.read_bytes()[:-7])
    window = start.shown
    data.table.selectRow(0)
    with qtbot.captureExceptions() as caught:
        data.restore.trigger()
    assert "已损坏或被改动" in str(caught[0][1])
    assert start.shown is window
    assert asked == []


def test_a_backup_that_fails_later_leaves_the_data_and_says_why(start, asked, qtbot, monkeypatch):
    def spoil(dialog):
        path = list_backups(data._session.desk)[0].path
        path.write_bytes(path.read_bytes()[:-7])
        return True

    monkeypatch.setattr(dialogs, "ask", spoil)
    before, data = start.shown, settings_of(start)
    data.table.selectRow(0)
    data.restore.trigger()
    qtbot.waitUntil(lambda: isinstance(start.shown, Window) and start.shown is not before)
    assert "没有还原" in start.shown.messages.words.text()
    assert names(start.shown) == ["示例发布", "示例普法"]


def test_where_the_data_cannot_be_opened_again_that_is_said(start, asked, qtbot, monkeypatch):
    def held(*_given):
        raise DataFolderError("数据正由“李四”使用。")

    data = settings_of(start)
    data.table.selectRow(0)
    with monkeypatch.context() as locked:
        locked.setattr(main, "open_desk", held)
        data.restore.trigger()

        def told():
            return [label.text() for label in start.shown.findChildren(QLabel)]

        qtbot.waitUntil(lambda: "数据文件夹打不开" in told())
        assert "数据正由“李四”使用。" in told()
    start.shown.actions()[0].trigger()
    assert names(start.shown) == ["示例发布"]


def begun_on_damaged_data(start, content=b"damaged" * 1000):
    start.shown.close()
    start.close()
    (start._documents / "县" / "data.db").write_bytes(content)
    start.begin()
    return {action.text(): action for action in start.shown.actions()}


def test_data_that_are_damaged_are_restored_from_the_page_that_says_so(start, qtbot):
    actions = begun_on_damaged_data(start)
    told = " ".join(label.text() for label in start.shown.findChildren(QLabel))
    assert "最近一份完好的备份是" in told
    (first,) = (b for b in start.shown.findChildren(QAbstractButton) if b.property("primary"))
    assert first.defaultAction() is actions["用这份备份还原"]
    assert "Ctrl+R" in first.toolTip()
    actions["用这份备份还原"].trigger()
    qtbot.waitUntil(lambda: isinstance(start.shown, Window))
    assert names(start.shown) == ["示例发布"]
    assert "损坏的数据原样留作" in start.shown.messages.words.text()


def test_where_even_the_backup_fails_by_then_both_reasons_stand(start, qtbot):
    actions = begun_on_damaged_data(start)
    for path in (start._documents / "县" / "backups").glob("*.db"):
        path.write_bytes(path.read_bytes()[:-1])
    actions["用这份备份还原"].trigger()

    def told():
        return " ".join(label.text() for label in start.shown.findChildren(QLabel))

    qtbot.waitUntil(lambda: "没有还原" in told())
    assert "已损坏或不是本程序的数据" in told()


def test_without_an_intact_backup_none_is_offered(start):
    for path in (start._documents / "县" / "backups").glob("*.db"):
        path.write_bytes(path.read_bytes()[:-1])
    assert begun_on_damaged_data(start).keys() == {"再试一次"}


def test_a_folder_that_somebody_else_holds_is_not_offered_for_restoring(start, monkeypatch):
    monkeypatch.setattr(main, "is_damaged", lambda _folder: False)
    assert begun_on_damaged_data(start).keys() == {"再试一次"}
