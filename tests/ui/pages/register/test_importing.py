"""Taking a register file in: nothing is written before 导入; a broken file is one sentence."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.domain.registers import Result
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.register.imported import (
    compare_again,
    read_register,
    take_in_register,
)
from tests.unit.desks import add
from ui.pages.register import remarks as told
from ui.pages.register.details import TABS
from ui.pages.register.remarks import changes_anything, counted, read_rows, remarks
from ui.parts import dialogs
from ui.tasks import StoppedError

DATA = Path(__file__).parents[3] / "data"
PUBLISHED = DATA / "register_published.xlsx"
GBK = DATA / "register_gbk.csv"
CONTROL = Qt.KeyboardModifier.ControlModifier


def write_csv(path, *rows):
    path.write_text("\n".join(("账号名称,平台,主办单位,粉丝数,联系电话", *rows)), "utf-8")
    return path


# what is told


def test_every_doubt_and_every_fix_is_told_once_the_doubts_first(desk):
    read = read_register(desk, PUBLISHED)
    found = remarks(read)
    assert [r.doubtful for r in found] == sorted((r.doubtful for r in found), reverse=True)
    doubts = [r for r in found if r.doubtful]
    assert len(doubts) == len(read.problems)
    told = {(r.sheet, r.cell) for r in found}
    assert told == {(x.sheet, x.cell) for x in (*read.problems, *read.fixes)}
    cells = {r.cell for r in doubts}
    assert {"G14", "G20", "G35", "E31", "E34", "B33"} <= cells


def test_a_doubt_shows_the_cell_as_it_came_and_as_it_was_read(desk):
    found = {r.cell: r for r in remarks(read_register(desk, PUBLISHED))}
    assert (found["E31"].came, found["E31"].read) == ("12000", "12000 人")
    assert (found["E34"].came, found["E34"].read) == ("—", "（空）")
    assert (found["G14"].came, found["G14"].read) == ("（空）", "（空）")
    assert (found["C6"].came, found["C6"].read) == ("微信", "微信公众号")
    assert found["C6"].place == "统计表 C6"


def test_personal_data_are_not_shown(desk, tmp_path):
    path = write_csv(tmp_path / "1.csv", "示例发布,微信,示例镇,1200,０００１２３４５６７")
    found = remarks(read_register(desk, path))
    assert "1234567" not in str(found)


def test_what_is_not_taken_as_it_stands_comes_before_the_rest(desk, tmp_path):
    add(desk, "示例甲", owner="示例镇", followers="5")
    path = write_csv(
        tmp_path / "1.csv",
        "示例乙,微信,示例镇,7,",
        "示例甲,微信,示例镇,9,",
        "示例乙,微信,示例镇,7,",
    )
    read = read_register(desk, path)
    rows = read_rows(read)
    assert [(row.place, row.result) for row in rows] == [
        ("第4行", Result.DUPLICATE),
        ("第3行", Result.UPDATED),
        ("第2行", Result.ADDED),
    ]
    assert rows[1].changes == "粉丝量 5 人 → 9 人"
    assert counted(read) == "共 3 行：新增 1 行，更新 1 行，重复 1 行"


def test_an_account_added_meanwhile_is_seen_when_compared_again(desk, tmp_path):
    path = write_csv(tmp_path / "1.csv", "示例甲,微信,示例镇,,")
    read = read_register(desk, path)
    assert changes_anything(read)
    add(desk, "示例甲", owner="示例镇")
    again = compare_again(desk, read)
    assert again.counts["unchanged"] == 1
    assert not changes_anything(again)


# what is done


def test_nothing_is_written_until_it_is_confirmed(qtbot, desk, page, said):
    page.read(PUBLISHED)
    assert page.currentWidget() is page.preview
    assert page.preview.counts.words.text().startswith("共 30 行：新增 29 行，重复 1 行。")
    assert accounts.list_accounts(desk) == []
    assert list(desk.store.backups.iterdir()) == []
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    assert len(accounts.list_accounts(desk)) == 29
    assert page.currentWidget() is page.list
    assert page.list.panel.count.text() == "共 29 条"
    assert "新增 29 个" in said[-1].text
    assert "自动备份" in said[-1].text
    assert said[-1].button == ""
    assert len(list(desk.store.backups.glob("*.db"))) == 1


def test_esc_leaves_the_register_as_it_was(qtbot, desk, page):
    page.read(PUBLISHED)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.currentWidget() is page.list
    assert accounts.list_accounts(desk) == []
    assert page.list.stack.currentIndex() == 0


def test_the_same_file_again_has_nothing_to_take_in(desk, page):
    take_in_register(desk, read_register(desk, GBK))
    page.read(GBK)
    assert not page.preview.confirm.isEnabled()
    assert "没有要导入的内容" in page.preview.counts.words.text()
    assert page.preview.leave.text() == "回到台账"


def test_a_change_on_another_page_is_compared_before_anything_is_written(
    desk, session, page, tmp_path
):
    page.read(write_csv(tmp_path / "1.csv", "示例甲,微信,示例镇,,"))
    assert page.preview.confirm.isEnabled()
    with session.writing("accounts"):
        add(desk, "示例甲", owner="示例镇")
    assert not page.preview.confirm.isEnabled()


def test_the_file_is_asked_for_by_key(qtbot, monkeypatch, desk, page):
    asked = []

    def choose(_parent, title, kinds):
        asked.append((title, kinds))
        return GBK

    monkeypatch.setattr(dialogs, "file_to_read", choose)
    qtbot.keyClick(page, Qt.Key.Key_I, CONTROL)
    assert asked == [("选择台账", "台账 (*.xlsx *.xls *.et *.csv)")]
    assert page.preview.title.text() == "导入台账 · register_gbk.csv"
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: None)
    page.preview.left.emit()
    qtbot.keyClick(page, Qt.Key.Key_I, CONTROL)
    assert page.currentWidget() is page.list


def test_a_broken_file_raises_its_sentence_and_changes_nothing(
    qtbot, desk, session, page, tmp_path
):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(PUBLISHED.read_bytes()[:2000])
    with qtbot.captureExceptions() as caught:
        page.read(broken)
    assert [kind for kind, _, _ in caught] == [CannotReadError]
    assert str(caught[0][1]).endswith("。")
    assert page.currentWidget() is page.list
    assert page.list.first[0].isEnabled()
    assert not session.tasks.busy


@pytest.mark.parametrize("name", ["protected.xlsx", "protected.xls"])
def test_a_workbook_with_a_password_is_said_to_have_one_at_each_way_in(qtbot, page, name):
    record = add(page._session.desk, "示例发布")
    page.list.details.show_account(accounts.find_account(page._session.desk, record))
    page.list.details.tabs.setCurrentIndex(TABS.index("发布"))
    ways = (page.read, page.list.details.posts.read, page.clue_list.read)
    for read in ways:
        with qtbot.captureExceptions() as caught:
            read(DATA / name)
        (told,) = [str(error) for _, error, _ in caught]
        assert "设有打开密码" in told
        assert "另存为.xlsx再导入；没有读入任何内容。" in told
    assert page.currentWidget() is page.list


def test_reading_can_be_stopped(desk, session, page):
    class Later:
        def start(self, work):
            self.work = work

    pool = Later()
    session.tasks._pool = pool
    tasks = []
    session.tasks.started.connect(tasks.append)
    page.read(PUBLISHED)
    assert not page.list.first[0].isEnabled()
    assert tasks[0].title == "正在读取台账"
    tasks[0].cancel()
    pool.work()
    assert page.currentWidget() is page.list
    assert page.list.first[0].isEnabled()


def test_progress_is_told_while_reading(desk):
    told = []
    read_register(desk, PUBLISHED, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] >= 30

    def stop(_done, _total):
        raise StoppedError

    with pytest.raises(StoppedError):
        read_register(desk, PUBLISHED, progress=stop)


def test_a_long_table_is_made_ready_beside_the_window(page, tmp_path, monkeypatch):
    """Showing ten thousand rows held the window's thread three times as long as it may."""
    rows = (f"示例{n}号,微信,示例局,{n},0561-{n}" for n in range(300))
    path = write_csv(tmp_path / "台账.csv", *rows)
    page.read(path)
    _, preview = page._read

    def anew(*_args):
        raise AssertionError("made in the window's thread")

    for module, name in ((told, "remarks"), (told, "read_rows")):
        monkeypatch.setattr(module, name, anew)
    page.preview.show_import(path, preview)
    assert page.preview.rows.model.rowCount() == 300
    assert len(preview.remarks) > 300


def test_a_preview_that_was_left_while_it_was_compared_stays_left(page, tmp_path):
    page.read(write_csv(tmp_path / "台账.csv", "甲,微信,甲局,1,"))
    _, preview = page._read
    page.preview.leave.trigger()
    page._keep(preview)
    assert page._read is None
