"""What takes a while is begun once: its button waits for it, and comes back however it ended."""

import shutil

import pytest

from govmedia_desktop import settings as stored
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from tests.data.collected import filled, kobo_xlsx
from ui.errors import Troubles
from ui.main import PLACES, open_window
from ui.parts import dialogs
from ui.session import Session
from ui.tasks import InlinePool, Tasks

REGISTER, NOTICES = "register_gbk.csv", "published_notices.csv"
OFFICES = "单位名称,层级,主管单位\n示例县示例镇人民政府,乡镇,示例县人民政府办公室\n"


class Gate(InlinePool):
    """Runs work at once while it is open; closed, it keeps what comes."""

    def __init__(self):
        self.closed, self.kept = False, []

    def start(self, work):
        if self.closed:
            self.kept.append(work)
        else:
            work()

    def let_through(self):
        self.closed = False
        for work in self.kept:
            work()


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def window(qtbot, session_at, gate, tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "usual_place", lambda: tmp_path / "settings.json")
    desk = session_at(accounts=6, quarters=1).desk
    take_up_shipped_forms(desk)
    made = open_window(Session(desk, Tasks(gate), office="示例县"), PLACES, Troubles())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    return made


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Answers every question for a file or a folder with one that is there."""
    folder = tmp_path / "桌面"
    folder.mkdir()
    for name in (REGISTER, NOTICES):
        shutil.copy(f"tests/data/{name}", folder)
    (folder / "名册.csv").write_text(OFFICES, encoding="utf-8")
    kobo_xlsx(folder / "手机.xlsx", filled("没有的账号"))
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: folder / "写出.xlsx")
    monkeypatch.setattr(dialogs, "folder_to_fill", lambda *_: folder)

    def offer(name):
        monkeypatch.setattr(dialogs, "file_to_read", lambda *_: folder / name)
        monkeypatch.setattr(dialogs, "files_to_read", lambda *_: [folder / name])
        return folder / name

    return offer


def export(window):
    page = window.open("台账")
    page.list.export.trigger()
    return page.export.write


def offices(window):
    place = window.open("设置")
    place.show_offices()
    return place.offices.list.fetch


def sheets(window):
    page = window.open("上报与接收")
    page.show_tab(page.sheets_out)
    page.sheets_out.all.trigger()
    return page.sheets_out.write


READERS = {
    "导入台账": (REGISTER, lambda window: window.open("台账").list.fetch),
    "导入手机检查": ("手机.xlsx", lambda window: window.open("检查").list.collect),
    "补录历史通报": (NOTICES, lambda window: window.open("趋势").take_over),
    "导入名册": ("名册.csv", offices),
}
WRITERS = {
    "导出台账": export,
    "写出问题清单": lambda window: window.open("报告").write,
    "生成上报文件": lambda window: window.open("上报与接收").sending.write,
    "发出检查表格": sheets,
    "立即备份": lambda window: window.open("设置").settings.data.back_up,
    "校验数据": lambda window: window.open("设置").settings.data.verify,
    "按新标准重算": lambda window: window.open("设置").settings.reassessing.start,
}
BEGUN = {**{title: action for title, (_name, action) in READERS.items()}, **WRITERS}


@pytest.mark.parametrize("title", BEGUN)
def test_a_button_cannot_be_pressed_again_until_what_it_began_is_done(window, gate, files, title):
    if title in READERS:
        files(READERS[title][0])
    action = BEGUN[title](window)
    assert action.isEnabled()
    gate.closed = True
    action.trigger()
    assert not action.isEnabled()
    begun = len(gate.kept)
    action.trigger()
    assert len(gate.kept) == begun == 1
    assert window.status.job.text()
    gate.let_through()
    assert not window.session.tasks.busy


@pytest.mark.parametrize("title", [t for t in BEGUN if t != "生成上报文件"])
def test_a_button_is_back_once_what_it_began_is_done(window, files, title):
    if title in READERS:
        files(READERS[title][0])
    action = BEGUN[title](window)
    action.trigger()
    assert action.isEnabled()


def test_a_report_that_is_written_says_what_to_do_with_it(window, files):
    action = BEGUN["生成上报文件"](window)
    action.trigger()
    assert window.open("上报与接收").sending.done.isVisible()
    assert action.isVisible()


@pytest.mark.parametrize("title", READERS)
def test_a_file_that_is_gone_when_it_is_read_gives_the_button_back(
    window, gate, files, title, monkeypatch
):
    refused = []
    monkeypatch.setattr("ui.tasks._raise", refused.append)
    name, action_of = READERS[title]
    path, action = files(name), action_of(window)
    gate.closed = True
    action.trigger()
    path.unlink()
    gate.let_through()
    assert action.isEnabled()
    assert [str(refusal)[-1] for refusal in refused] == ["。"]


def test_an_import_is_confirmed_once_and_leaves_its_preview_when_it_is_done(window, gate, files):
    files(REGISTER)
    page = window.open("台账")
    before = page.list.panel.model.total
    page.list.fetch.trigger()
    confirm = page.preview.confirm
    gate.closed = True
    confirm.trigger()
    confirm.trigger()
    assert not confirm.isEnabled()
    assert len(gate.kept) == 1
    assert page.currentWidget() is page.preview
    gate.let_through()
    assert page.currentWidget() is page.list
    assert page.list.panel.model.total > before


def test_a_preview_left_while_it_is_read_does_not_come_back(window, gate, files):
    files(REGISTER)
    page = window.open("台账")
    page.list.fetch.trigger()
    page.preview.left.emit()
    assert page.currentWidget() is page.list
    page.preview.confirm.trigger()
    assert page.currentWidget() is page.list
    assert page.list.fetch.isEnabled()


def test_what_phones_brought_is_announced_to_every_page(window, files, heard_subjects):
    files("手机.xlsx")
    page = window.open("检查")
    page.list.collect.trigger()
    page.collection.confirm.trigger()
    assert "inspections" in heard_subjects
    assert page.currentWidget() is page.list
    assert page.list.isVisible()


@pytest.fixture
def heard_subjects(window):
    heard = []
    window.session.changed.connect(heard.append)
    return heard


def test_two_windows_of_work_end_in_the_order_they_were_begun(window, gate, files):
    gate.closed = True
    data = window.open("设置").settings.data
    data.back_up.trigger()
    first = window.status.job.text()
    data.verify.trigger()
    assert window.status.job.text() != first
    gate.let_through()
    assert data.back_up.isEnabled()
    assert data.verify.isEnabled()
    assert not window.status.progress.isVisible()
