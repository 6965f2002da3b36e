"""发出检查表格 and 收回检查表格: the real page, real workbooks, real folders."""

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.forms.management import retire
from tests.data.mailed import Clerk, fill_in
from ui.main import lead_files
from ui.pages.exchange import ExchangePage
from ui.parts import dialogs
from ui.theme import State


@pytest.fixture
def session(session_at):
    made = session_at()
    take_up_shipped_forms(made.desk)
    return made


@pytest.fixture
def page(qtbot, session):
    made = ExchangePage(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder that is chosen wherever one is asked for."""
    chosen = tmp_path / "发出"
    chosen.mkdir()
    monkeypatch.setattr(dialogs, "folder_to_fill", lambda *_: chosen)
    return chosen


@pytest.fixture
def out(page):
    page.show_tab(page.sheets_out)
    return page.sheets_out


@pytest.fixture
def back(page):
    page.show_tab(page.sheets_back)
    return page.sheets_back


@pytest.fixture
def sent(out, folder):
    out.all.trigger()
    out.write.trigger()
    return sorted(folder.iterdir())


def inspections(session):
    return [r for r in standing(session.desk.db, "inspection") if r["nature"] == "自查"]


def filled(session, path):
    day = str(session.desk.today())
    return fill_in(path, last_update=day, looked_from=day, looked_to=day)


def words(table, column=0):
    return [table.rows.index(n, column).data() for n in range(table.rows.rowCount())]


# out


def test_offices_are_ticked_by_space_and_counted_with_their_accounts(qtbot, out):
    assert not out.write.isEnabled()
    out.offices.setFocus()
    out.offices.setCurrentRow(0)
    qtbot.keyClick(out.offices, Qt.Key.Key_Space)
    assert out.chosen.text().startswith("已选 1 个单位，")
    assert out.write.isEnabled()
    out.all.trigger()
    assert len(out.ticked()) == out.offices.count()
    out.none.trigger()
    assert out.ticked() == []


def test_all_are_ticked_and_unticked_at_once_and_counted_once(out, monkeypatch):
    counted = []
    monkeypatch.setattr(out.write, "setEnabled", counted.append)
    out.all.trigger()
    assert len(out.ticked()) == out.offices.count() > 1
    assert out.chosen.text().startswith(f"已选 {out.offices.count()} 个单位")
    out.none.trigger()
    assert out.ticked() == []
    assert out.chosen.text().startswith("已选 0 个单位")
    assert counted == [True, False]


def test_one_workbook_an_office_is_written_and_the_way_to_it_is_offered(
    out, folder, session, heard
):
    said = heard(session)
    out.all.trigger()
    out.write.trigger()
    names = [path.name for path in folder.iterdir()]
    assert len(names) == out.offices.count()
    assert all(name.endswith("_2026年第四季度_检查表格.xlsx") for name in names)
    assert said[-1].button == "打开所在文件夹"
    assert f"已写出 {len(names)} 张检查表格（12 个账号）" in said[-1].text


def test_whoever_thinks_better_of_it_writes_nothing(out, monkeypatch):
    monkeypatch.setattr(dialogs, "folder_to_fill", lambda *_: None)
    out.all.trigger()
    out.write.trigger()
    assert out.write.isEnabled()


def test_the_offices_ticked_last_time_are_ticked_again(qtbot, out, folder, session):
    out.offices.item(1).setCheckState(Qt.CheckState.Checked)
    chosen = [office.id for office in out.ticked()]
    out.write.trigger()
    again = ExchangePage(session)
    qtbot.addWidget(again)
    assert [office.id for office in again.sheets_out.ticked()] == chosen


def test_without_accounts_it_says_what_to_do_first(qtbot, session_at):
    session = session_at(accounts=0)
    page = ExchangePage(session)
    qtbot.addWidget(page)
    page.show()
    page.show_tab(page.sheets_out)
    out = page.sheets_out
    assert out.empty.isVisible()
    assert not out.write.isEnabled()
    for useless in (out.offices, out.chosen, out.all, out.none, out.write):
        assert not useless.isVisible()
    with qtbot.waitSignal(session.wanted) as gone:
        out.fetch.trigger()
    assert gone.args[0] == "台账"


def test_a_key_turns_to_each_tab(qtbot, page):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page, Qt.Key.Key_4, control)
    assert page.sheets_out.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_5, control)
    assert page.sheets_back.isVisible()


# back


def test_before_anything_came_back_it_says_what_will_stand_here(back):
    assert back.nothing.isVisible()
    assert not back.files.isVisible()
    assert not back.send_back.isVisible()


def test_a_batch_shows_a_row_for_each_file_what_needs_a_look_first(session, sent, back, tmp_path):
    for path in sent:
        filled(session, path)
    clerk = Clerk(sent[1])
    clerk.fill(next(iter(clerk.rows)), interaction="好像有")
    clerk.save()
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK" + bytes(60))
    back.take_in([*sent, broken])
    assert words(back.files)[:3] == ["✗ 没有接收", "△ 还没查完", "✓ 已接收"]
    assert "坏的.xlsx" in back.why.text()
    assert "1 个文件没有接收" in back.told.words.text()
    back.files.selectRow(1)
    assert "没有“好像有”这个选项" in words(back.faults, 1)[0]
    assert len(inspections(session)) == 11


@pytest.mark.parametrize("ending", [".xlsx", ".et", ".xls"])
def test_files_that_are_dropped_are_taken_in(session, sent, back, ending):
    filled(session, sent[0])
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sent[0].rename(sent[0].with_suffix(ending))))])
    place, none = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    back.drop.dropEvent(QDropEvent(place, action, mime, button, none))
    assert words(back.files) == ["✓ 已接收"]
    assert back.told.property("tone") == State.PASSED.colour_name


def test_offices_whose_sheets_are_whole_are_noted_as_reported_by_one_key(
    session, sent, back, page, heard
):
    for path in sent[:3]:
        filled(session, path)
    clerk = Clerk(sent[2])
    clerk.fill(next(iter(clerk.rows)), leak=None)
    clerk.save()
    said = heard(session)
    back.take_in(sent[:3])
    assert back.report.text() == "登记 2 个单位已报送"
    assert back.report.toolTip() == "登记 2 个单位已报送（Ctrl+D）"
    back.report.trigger()
    assert not back.report.isVisible()
    rows = page.board.table.rows
    page.show_tab(page.board)
    ways = [rows.row_at(n).standing.newest for n in range(rows.rowCount())]
    assert [newest.way for newest in ways if newest] == ["电子表格", "电子表格"]
    assert "用电子表格报送" in said[-1].text
    said[-1].pressed()
    page.show_tab(page.sheets_back)
    assert back.report.text() == "登记 2 个单位已报送"


def test_noting_an_office_by_hand_offers_the_way_in_which_its_checks_came(
    session, sent, back, page
):
    filled(session, sent[0])
    back.take_in(sent[:1])
    (came,) = {row["office"] for row in inspections(session)}
    page.show_tab(page.board)
    board, rows = page.board, page.board.table.rows
    offices = [rows.row_at(n).id for n in range(rows.rowCount())]
    for office in (came, *(o for o in offices if o != came)):
        board._choose(office)
        board.note.trigger()
        expected = "电子表格" if office == came else "纸质"
        assert board.noted.first.currentText() == expected


def test_what_is_not_finished_is_written_to_be_sent_back(session, sent, back, folder, heard):
    filled(session, sent[0])
    clerk = Clerk(sent[0])
    clerk.fill(next(iter(clerk.rows)), leak=None)
    clerk.save()
    back.take_in([sent[0]])
    said = heard(session)
    back.send_back.trigger()
    (marked,) = folder.glob("*_退回修改.xlsx")
    assert "已写出 1 张退回修改的表格" in said[-1].text
    clerk = Clerk(marked)
    clerk.fill(next(iter(clerk.rows)), leak="未发现")
    clerk.save()
    back.take_in([marked])
    assert words(back.files) == ["✓ 已接收"]
    assert not back.send_back.isVisible()


def test_the_same_file_twice_says_so_and_changes_nothing(session, sent, back):
    filled(session, sent[0])
    back.take_in([sent[0]])
    before = inspections(session)
    back.take_in([sent[0]])
    assert words(back.files) == ["● 以前已接收"]
    assert inspections(session) == before


def test_a_sheet_dropped_anywhere_comes_to_its_tab_and_a_register_does_not(session, sent, tmp_path):
    went = []
    session.wanted.connect(lambda title, _errand: went.append(title))
    lead_files(session, [sent[0]])
    other = tmp_path / "台账.xlsx"
    Workbook().save(other)
    lead_files(session, [other])
    assert went == ["上报与接收", "台账"]


def test_a_form_that_was_withdrawn_is_offered_no_more(out, session):
    form = out.form.currentData()
    with session.writing("forms") as desk:
        retire(desk, form.id)
    offered = [out.form.itemData(n).id for n in range(out.form.count())]
    assert form.id not in offered


def test_files_are_chosen_by_key_and_none_chosen_takes_nothing_in(
    qtbot, session, sent, back, file_at
):
    filled(session, sent[0])
    file_at()
    back.choose.trigger()
    assert back.nothing.isVisible()
    file_at(sent[0])
    back.choose.trigger()
    assert words(back.files) == ["✓ 已接收"]


def test_a_second_batch_waits_until_the_first_is_taken_in(session, sent, back, heard, monkeypatch):
    said, begun = heard(session), []
    monkeypatch.setattr(session.tasks._pool, "start", begun.append)
    back.take_in(sent[:1])
    back.take_in(sent[1:2])
    assert len(begun) == 1
    assert said[-1].text == "正在收检查表格，请等这一批收完。"
    begun[0]()
    monkeypatch.undo()
    assert back.files.rows.rowCount() == 1
    back.take_in(sent[1:2])
    assert back.files.rows.rowCount() == 1


def test_a_batch_can_be_stopped_and_then_nothing_is_said_to_have_come(
    session, sent, back, monkeypatch
):
    begun = []
    filled(session, sent[0])
    monkeypatch.setattr(session.tasks._pool, "start", begun.append)
    back.take_in(sent[:1])
    back.cancel.trigger()
    begun[0]()
    assert inspections(session) == []
    assert back.nothing.isVisible()
    assert not session.tasks.busy
