"""One story through the real window, by keyboard: from the first start to the file that goes up."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.desk import NewOffice, open_desk
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.reporting import Declared, report_up
from govmedia_desktop.usecases.oversight.today import Freshness, today
from govmedia_desktop.usecases.periods.periods import current_period
from govmedia_desktop.usecases.register.accounts import list_accounts
from govmedia_desktop.usecases.upkeep.folders import set_up
from govmedia_desktop.usecases.upkeep.maintenance import rebuild
from tests.data.mailed import fill_in
from tests.unit import desks
from ui.main import PLACES
from ui.parts import dialogs
from ui.window import Window

DATA = Path(__file__).parent.parent / "data"
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def enter_account(qtbot, window, status=None, **texts):
    """台账: enter 示例镇之声 by keyboard and return the page."""
    page = window.open("台账")
    page.add()
    form = page.list.details.form
    form.fields["name"].input.setText("示例镇之声")
    form.fields["platform"].show_text("微信公众号")
    if status:
        form.fields["status"].show_text(status)
    for name, text in texts.items():
        form.fields[name].input.setText(text)
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    return page


def first_start(qtbot, start) -> Window:
    start.begin()
    page = start.shown
    with qtbot.waitActive(page):
        page.activateWindow()
    page.name.setText("示例县人民政府办公室")
    page.category.setCurrentText("政府")
    page.level.setCurrentText(Level.COUNTY.value)
    page.staff.setText("示例人")
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    window = start.shown
    assert isinstance(window, Window)
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def page_of(window: Window):
    return window.stack.currentWidget()


def title(window: Window) -> str:
    return window.navigation.currentItem().text()


def type_in(qtbot, text: str) -> None:
    table = QApplication.focusWidget()
    qtbot.keyClicks(table, text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_from_the_first_start_to_dates_looked_up(qtbot, start, monkeypatch):
    window = first_start(qtbot, start)
    desk = window.session.desk
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: DATA / "register_published.xlsx")

    # the empty 工作台 leads to the import
    assert title(window) == "工作台"
    qtbot.keyClick(window, Qt.Key.Key_I, CONTROL)
    assert title(window) == "台账"
    assert (
        page_of(window).preview.counts.words.text().startswith("共 30 行：新增 29 行，重复 1 行。")
    )
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    assert len(list_accounts(desk)) == 29
    assert window.messages.isVisible()
    assert page_of(window).list.panel.count.text() == "共 29 条"

    # back on the 工作台 every date waits to be looked up
    qtbot.keyClick(window, Qt.Key.Key_1, ALT)
    supervised = len(today(desk).updates)
    board = page_of(window).board
    assert board.list.buttons[0].text() == "开始核对"
    qtbot.keyClick(window, Qt.Key.Key_D, CONTROL)
    for _ in range(3):
        type_in(qtbot, f"{desk.today():%m%d}")
    assert page_of(window).dates.title.text() == f"核对更新日期 · 已核对 3/{supervised}"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert today(desk).count(Freshness.CURRENT) == 3
    assert board.figures.shown["待核实"][0].text() == str(supervised - 3)

    # every other place opens
    for number, place in enumerate(PLACES, start=1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert title(window) == place.title
        QApplication.processEvents()


def press(qtbot, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        QApplication.processEvents()


def check_first(qtbot, window):
    """检查: dates years old and not confirmed, so confirm one and answer the rest."""
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    check = page_of(window)
    check.list.panel.table.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert check.currentWidget() is check.filling
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_2, Qt.Key.Key_Return)
    press(qtbot, *[Qt.Key.Key_Return] * 3)
    for _judged in range(5):
        press(qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert check.currentWidget() is check.list
    assert check.list.done.text() == "已查 1/4"


def test_an_account_is_checked_reported_and_sent_up(qtbot, start, monkeypatch, tmp_path):
    window = first_start(qtbot, start)
    desk = window.session.desk
    register = window.open("台账")
    register.read(DATA / "register_gbk.csv")
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    check_first(qtbot, window)

    # its result stands in the register
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    model = page_of(window).list.panel.model
    results = [model.index(row, 5).data() for row in range(model.rowCount())]
    assert sorted(results) == [*["○ 未检查"] * 3, "✗ 不合格"]

    # 报告 and 上报
    problems, package = tmp_path / "问题清单.xlsx", tmp_path / "上报文件.gmpack"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: problems)
    qtbot.keyClick(window, Qt.Key.Key_5, ALT)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert problems.stat().st_size > 0
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: package)
    qtbot.keyClick(window, Qt.Key.Key_6, ALT)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert package.stat().st_size > 0
    assert today(desk).unsent == 0
    qtbot.keyClick(window, Qt.Key.Key_1, ALT)
    assert page_of(window).board.figures.shown["未上报"][0].text() == "0"


def test_a_draft_begun_in_a_check_is_gone_on_with_from_the_workbench(qtbot, start):
    window = first_start(qtbot, start)
    enter_account(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    page_of(window).list.begin.trigger()
    qtbot.keyClick(window, Qt.Key.Key_1, ALT)
    lines = page_of(window).board.list
    button = next(b for b in lines.buttons if b.text() == "继续")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert title(window) == "检查"
    check = page_of(window)
    assert check.currentWidget() is check.filling


def test_a_closed_account_is_looked_at_again_from_the_register(qtbot, start):
    window = first_start(qtbot, start)
    desk = window.session.desk
    page = enter_account(qtbot, window, status="已注销")

    # nothing is to be checked in the quarter, but its details offer what suits it
    tabs = page.list.details.tabs
    tabs.setFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert page.list.details.checks.offer.begin.text() == "做关停核查"
    press(qtbot, Qt.Key.Key_B, modifier=CONTROL)
    assert title(window) == "检查"
    filling = page_of(window).filling
    press(qtbot, Qt.Key.Key_2, Qt.Key.Key_Return)
    for _question in ("内容", "服务", "注销"):
        press(qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)

    # interrupted: what was answered is there when one comes back
    press(qtbot, Qt.Key.Key_Escape)
    assert title(window) == "台账"
    assert page.list.details.checks.offer.begin.text() == "继续关停核查"
    press(qtbot, Qt.Key.Key_B, modifier=CONTROL)
    assert filling.isVisible()
    press(qtbot, Qt.Key.Key_2, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_1, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_S, modifier=CONTROL)

    # back at the account, with its result; the quarter knows nothing of it
    assert title(window) == "台账"
    said = " ".join(label.text() for label in window.messages.findChildren(QLabel))
    assert "“示例镇之声”检查完成：已核查" in said
    checks = page.list.details.checks
    assert checks.table.rows.index(0, 1).data() == "日常监测"
    assert checks.table.rows.index(0, 2).data() == "已核查"
    assert "已注销账号重新上线" in checks.findings.text()
    assert drafts.drafts(desk.db) == []
    assert not today(desk).updates


def test_a_register_dropped_on_the_window_comes_as_a_preview(qtbot, start):
    window = first_start(qtbot, start)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(DATA / "register_gbk.csv"))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert title(window) == "台账"
    assert page_of(window).preview.title.text() == "导入台账 · register_gbk.csv"


def test_a_whole_quarter_is_pasted_from_wps_and_finished(qtbot, start):
    window = first_start(qtbot, start)
    desk = window.session.desk
    register = window.open("台账")
    register.read(DATA / "register_gbk.csv")
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)

    # 检查 opens as a grid; one block from WPS, in it one cell that cannot be taken
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    check = page_of(window)
    qtbot.keyClick(check.list, Qt.Key.Key_T, CONTROL)
    grid = check.grid
    assert check.currentWidget() is grid
    assert grid.model.rowCount() == 4
    day = f"{desk.today():%Y/%m/%d}"
    passed = [day, "有", "12", day, day, *["未发现"] * 5]
    block = [passed, [day, "没有", *passed[2:]], passed, ["13月1日", *passed[1:]]]
    QApplication.clipboard().setText("\r\n".join("\t".join(row) for row in block) + "\r\n")
    press(qtbot, Qt.Key.Key_V, modifier=CONTROL)
    assert grid.faults.count == 1
    assert len(drafts.drafts(desk.db)) == 4

    # what holds is finished, the rest stays with its reason
    press(qtbot, Qt.Key.Key_S, modifier=CONTROL)
    assert "将完成 3 个账号：合格 2 个、不合格 1 个" in grid.finishing.bar.words.text()
    assert "有 1 格没有被接受" in grid.finishing.bar.words.text()
    press(qtbot, Qt.Key.Key_S, modifier=CONTROL)
    assert len(drafts.drafts(desk.db)) == 1

    # mended by hand, finished too; the list and the register know
    grid.table.go_to(3, 0)
    type_in(qtbot, f"{desk.today():%m%d}")
    assert grid.faults.count == 0
    press(qtbot, Qt.Key.Key_S, modifier=CONTROL)
    press(qtbot, Qt.Key.Key_S, modifier=CONTROL)
    press(qtbot, Qt.Key.Key_Escape)
    assert check.currentWidget() is check.list
    assert check.list.done.text() == "已查 4/4"
    looked_up = {a.account.last_update for a in list_accounts(desk)}
    assert looked_up == {str(desk.today())}


def township_files(folder):
    """Yield the files of a township: its report, then its correction."""
    office = NewOffice("示例县示例镇人民政府", Level.TOWNSHIP, parent="示例县人民政府办公室")
    set_up(folder, office, "李四")
    with open_desk(folder, "李四") as desk:
        record = desks.add(desk, "示例镇发布", owner=office.name)
        for number, (note, interaction) in enumerate((("", "yes"), ("复查没有互动", "no"))):
            looked = {"interaction": interaction, "last_update": str(desk.today())}
            desks.inspect(desk, record, Nature.SELF, **looked)
            path = folder.parent / f"第{number}次.gmpack"
            report_up(desk, Order(period=current_period(desk)), path, None, Declared(note=note))
            yield path
            take_in(desk, [folder.parent / "下发.gmpack"])


def test_a_township_reports_is_accepted_and_corrects(qtbot, start, tmp_path):
    window = first_start(qtbot, start)
    desk = window.session.desk
    files = township_files(tmp_path / "镇")

    # the file comes in; the 工作台 leads to the report, one key accepts it
    window.open("上报与接收").take_in([next(files)])
    page_of(window).receiving.previewing.confirm.trigger()
    qtbot.keyClick(window, Qt.Key.Key_1, ALT)
    button = page_of(window).board.list.buttons[0]
    assert button.text() == "去接收"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    exchange = page_of(window)
    panel = exchange.board
    assert panel.isVisible()
    qtbot.keyClick(panel.table, Qt.Key.Key_Return, CONTROL)
    assert "自查无问题 100.0%（1/1 个账号）= 已接收的 1 个乡镇。" in panel.source.text()
    export(desk, tmp_path / "下发.gmpack", Order("示例县示例镇人民政府"))

    # its correction waits, and counts from when it is accepted
    exchange.take_in([next(files)])
    exchange.receiving.previewing.confirm.trigger()
    qtbot.keyClick(window, Qt.Key.Key_3, CONTROL)
    assert panel.isVisible()
    assert panel.table.rows.index(0, 1).data() == "● 更正，待接收"
    assert "自查无问题 100.0%（1/1 个账号）" in panel.source.text()
    qtbot.keyClick(panel.table, Qt.Key.Key_Return, CONTROL)
    assert "自查无问题 0.0%（0/1 个账号）" in panel.source.text()
    assert panel.table.rows.index(0, 1).data() == "✓ 已接收"
    assert rebuild(desk).differing == ()


def drop(window, path):
    """Let the file go over the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, none = QPointF(300, 300), Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, mime, button, none))


def test_an_office_without_the_program_is_sent_a_sheet_and_sends_it_back(
    qtbot, start, monkeypatch, tmp_path
):
    window = first_start(qtbot, start)
    enter_account(qtbot, window, owner="示例镇人民政府")

    # out: one office, one workbook
    monkeypatch.setattr(dialogs, "folder_to_fill", lambda *_: tmp_path)
    exchange = window.open("上报与接收")
    qtbot.keyClick(window, Qt.Key.Key_4, CONTROL)
    exchange.sheets_out.offices.setFocus()
    press(qtbot, Qt.Key.Key_Home, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_S, modifier=CONTROL)
    (sheet,) = tmp_path.glob("示例镇人民政府_*_检查表格.xlsx")

    # the township fills it in, the file is dropped on the window, wherever it is
    day = str(window.session.desk.today())
    fill_in(sheet, last_update=day, looked_from=day, looked_to=day)
    qtbot.keyClick(window, Qt.Key.Key_1, ALT)
    drop(window, sheet)
    assert title(window) == "上报与接收"
    assert exchange.sheets_back.isVisible()
    assert exchange.sheets_back.files.rows.index(0, 0).data() == "✓ 已接收"

    # its result stands in the register, with its source
    register = window.open("台账")
    register.list.details.tabs.setCurrentIndex(1)
    register.list.panel.table.selectRow(0)
    QApplication.processEvents()
    findings = register.list.details.checks.findings.text()
    assert f"来源：电子表格报送（{sheet.name}）" in findings
