"""The foot of the window and the numbers of the navigation follow the data."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.exchange import incoming
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.upkeep.backups import back_up
from tests.data.county import township_file
from tests.unit.desks import add, desk_of, inspect
from ui import standing as standing_module
from ui.session import Session
from ui.standing import Standing
from ui.tasks import InlinePool, Tasks
from ui.window import Place, Window

TITLES = ("工作台", "台账", "检查", "上报与接收")


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.fixture
def window(qtbot, monkeypatch, desk):
    monkeypatch.setattr(standing_module, "PATIENCE_MS", 0)
    session = Session(desk, Tasks(InlinePool()), office="示例县")
    made = Window(
        session, [Place(title, "check", lambda: lambda _s: QWidget()) for title in TITLES]
    )
    qtbot.addWidget(made)
    made.standing = Standing(session, made)
    yield made
    made.standing.stop()


def waiting(window):
    navigation = window.navigation
    spoken = [
        navigation.item(n).data(Qt.ItemDataRole.AccessibleTextRole)
        for n in range(navigation.count())
    ]
    return dict(text.split("，") for text in spoken if text and "，" in text)


def test_what_waits_is_counted_where_it_waits(window, desk):
    inspect(desk, add(desk, "示例甲", last_update="2026-11-20"), last_update="2026-11-20")
    add(desk, "示例乙")
    window.standing.reckon()
    assert waiting(window) == {"工作台": "1 项待办", "检查": "1 项待办"}


def test_an_office_to_be_decided_on_waits_where_files_come_in(window, desk, tmp_path):
    incoming.take_in(desk, [township_file(tmp_path / "镇", practice=False)])
    window.standing.reckon()
    assert waiting(window)["上报与接收"] == "1 项待办"


def test_the_foot_tells_what_is_unsent_and_when_it_was_backed_up(window, desk):
    window.standing.reckon()
    assert window.status.words.text().endswith("还没有备份")
    back_up(desk)
    add(desk)
    window.standing.reckon()
    words = window.status.words.text()
    assert words.startswith("未上报 ")
    assert "最近备份 " in words


def test_the_time_of_saving_is_shown_at_once_and_the_counts_follow(qtbot, window, desk):
    record = add(desk, last_update="2026-11-20")
    window.standing.reckon()
    assert "检查" in waiting(window)
    with window.session.writing("accounts"):
        accounts.change_account(desk, record, {"status": "已注销"})
    assert window.status.words.text().startswith("已保存 ")
    qtbot.waitUntil(lambda: waiting(window) == {})


def test_stopped_it_counts_no_more(qtbot, window, desk):
    window.standing.reckon()
    window.session.changed.emit("accounts")
    window.standing.stop()
    record = add(desk)
    accounts.confirm_last_updates(desk, {record: date(2026, 11, 20)}, desk.today())
    qtbot.wait(50)
    assert waiting(window) == {}
