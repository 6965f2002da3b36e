"""工作台: the figures, what is to be done and where each button leads, the grid by keyboard."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from govmedia_desktop.store.sent import unsent
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from govmedia_desktop.usecases.oversight.today import today
from govmedia_desktop.usecases.periods.periods import current_period, period_list
from govmedia_desktop.usecases.register import accounts
from tests.unit.desks import add, inspect
from ui.pages.workbench import WorkbenchPage
from ui.pages.workbench.duties import Deed, duties
from ui.theme import State

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_page(qtbot, session):
    def show() -> WorkbenchPage:
        made = WorkbenchPage(session)
        qtbot.addWidget(made)
        made.resize(1100, 640)
        made.show()
        with qtbot.waitActive(made):
            made.activateWindow()
        return made

    return show


@pytest.fixture
def led(session):
    """Where the page sent the person, with the errand."""
    heard = []
    session.wanted.connect(lambda title, errand: heard.append((title, errand)))
    return heard


def looked_up(desk, record, last, on="2026-11-20"):
    accounts.change_account(desk, record, {"last_update": last, "last_update_verified": on or ""})


def told(desk):
    found = duties(today(desk), period_list(desk, current_period(desk)))
    return [(duty.state, duty.text, duty.deed) for duty in found]


def test_an_empty_register_leads_to_the_import_or_a_new_account(open_page, led):
    page = open_page()
    assert page.board.stack.currentIndex() == 0
    texts = {action.text(): action for action in page.board.actions()}
    texts["导入台账"].trigger()
    texts["新增账号"].trigger()
    assert [title for title, _ in led] == ["台账", "台账"]
    done = []

    class Register:
        def fetch(self):
            done.append("fetch")

        def add(self):
            done.append("add")

    for _, errand in led:
        errand(Register())
    assert done == ["fetch", "add"]


def test_the_most_urgent_stands_first(desk):
    stale, overdue, soon = add(desk, "示例甲"), add(desk, "示例乙"), add(desk, "示例丙")
    looked_up(desk, stale, "2026-10-01", None)
    looked_up(desk, overdue, "2026-11-01")
    looked_up(desk, soon, "2026-11-08")
    begin(desk, Occasion(stale, "national-2019"))
    inspect(desk, overdue, last_update="2026-11-01")
    count = unsent(desk.db, desk.store.replica)
    assert told(desk) == [
        (State.UNCHECKED, "核对更新日期：1 个账号待核实", Deed.LOOK_UP),
        (State.FAILED, "1 个账号已超期未更新", Deed.LOOK_UP),
        (State.HINT, "1 个账号临近超期", Deed.LOOK_UP),
        (State.STARTED, "“示例甲”没检查完", Deed.RESUME),
        (State.UNCHECKED, "本季度还有 1 个账号没有检查", Deed.CHECK),
        (State.HINT, f"{count} 条改动还没有上报", Deed.REPORT),
    ]


def test_names_stand_with_their_idle_days_the_longest_first(desk):
    for number in range(4):
        looked_up(desk, add(desk, f"示例{number}"), f"2026-11-0{number + 1}")
    overdue = duties(today(desk), period_list(desk, current_period(desk)))[0]
    assert overdue.why == "示例0 20 天、示例1 19 天、示例2 18 天 等 4 个"


def test_many_drafts_are_three_lines_and_one_for_the_rest(desk):
    for number in range(5):
        record = add(desk, f"示例{number}", last_update="2026-11-20")
        begin(desk, Occasion(record, "national-2019"))
    drafts = [text for _, text, deed in told(desk) if deed in (Deed.RESUME, Deed.CHECK)]
    assert len(drafts) == 4
    assert drafts[-1] == "另有 2 个账号没检查完"


def test_the_figures_count_what_they_say(desk, open_page):
    add(desk, "示例甲", last_update="2026-11-08", last_update_verified="2026-11-20")
    add(desk, "示例乙")
    add(desk, "示例丙", status="拟关停", last_update="2026-11-20")
    add(desk, "示例丁", status="已注销")
    page = open_page()
    figures = page.board.figures.shown
    numbers = {title: number.text() for title, (number, _) in figures.items()}
    count = str(unsent(desk.db, desk.store.replica))
    assert numbers == {"正常运行": "2", "待核实": "1", "临近超期": "1", "未上报": count}
    assert figures["正常运行"][1].text() == "另有拟关停 1 个"


def test_each_button_leads_to_its_page(desk, open_page, led):
    record = add(desk, last_update="2026-11-20")
    draft = begin(desk, Occasion(record, "national-2019")).draft.id
    add(desk, "示例乙", last_update="2026-11-20")
    page = open_page()
    for button in list(page.board.list.buttons):
        button.click()
    assert [title for title, _ in led] == ["检查", "检查", "上报与接收"]
    resumed = []

    class Check:
        def resume(self, wanted):
            resumed.append(wanted)

    led[0][1](Check())
    assert resumed == [draft]
    assert led[1][1] is None


def test_a_change_elsewhere_is_shown_at_once(desk, session, open_page):
    add(desk)
    page = open_page()
    assert page.board.list.buttons[0].text() == "开始核对"
    with session.writing("accounts"):
        record = accounts.find_account(desk, "示例发布").account.id
        accounts.confirm_last_updates(desk, {record: date(2026, 11, 20)}, desk.today())
    assert "开始核对" not in [button.text() for button in page.board.list.buttons]


def test_results_of_quarters_are_told_beside_the_line(desk, open_page):
    inspect(desk, add(desk, last_update="2026-11-20"), last_update="2026-11-20")
    page = open_page()
    assert page.board.rate.text() == "2026年第四季度：检查 1 个，不合格 0 个，合格率 100.00%"


# the grid


def type_in(qtbot, page, text: str) -> None:
    qtbot.keyClicks(page.dates.grid.table, text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def stored(desk, record):
    account = accounts.find_account(desk, record).account
    return account.last_update, account.last_update_verified


@pytest.fixture
def three(desk):
    """Accounts in the order in which the grid shows them."""
    records = [add(desk, "示例甲"), add(desk, "示例乙"), add(desk, "示例丙")]
    looked_up(desk, records[0], "2026-09-01", None)
    looked_up(desk, records[1], "2026-11-01")
    looked_up(desk, records[2], "2026-11-19")
    return records


def test_typing_down_the_grid_saves_each_date_with_the_day_of_looking(
    qtbot, desk, three, open_page
):
    page = open_page()
    qtbot.keyClick(page, Qt.Key.Key_D, CONTROL)
    assert page.currentWidget() is page.dates
    assert [page.dates.grid.model.row_at(n).id for n in range(3)] == three
    type_in(qtbot, page, "11-20")
    type_in(qtbot, page, "1118")
    qtbot.keyClick(page.dates.grid.table, Qt.Key.Key_Return)
    assert [stored(desk, record) for record in three] == [
        ("2026-11-20", "2026-11-21"),
        ("2026-11-18", "2026-11-21"),
        ("2026-11-19", "2026-11-20"),
    ]
    assert page.dates.title.text() == "核对更新日期 · 已核对 2/3"


def test_a_date_later_than_today_is_refused_beside_it_and_not_saved(qtbot, desk, three, open_page):
    page = open_page()
    page.open_dates()
    type_in(qtbot, page, "2026-11-22")
    assert stored(desk, three[0]) == ("2026-09-01", None)
    assert page.dates.grid.model.index(0, 6).data() == "✗ 晚于今天，不能算"


def test_undo_brings_back_what_the_register_said_before(qtbot, desk, three, open_page):
    page = open_page()
    page.open_dates()
    type_in(qtbot, page, "11-20")
    type_in(qtbot, page, "11-18")
    for _ in range(2):
        qtbot.keyClick(page.dates.grid.table, Qt.Key.Key_Z, CONTROL)
    assert stored(desk, three[0]) == ("2026-09-01", None)
    assert stored(desk, three[1]) == ("2026-11-01", "2026-11-20")
    qtbot.keyClick(page.dates.grid.table, Qt.Key.Key_Y, CONTROL)
    assert stored(desk, three[0]) == ("2026-11-20", "2026-11-21")


def test_esc_leads_back_to_the_board_with_the_new_figures(qtbot, desk, three, open_page):
    page = open_page()
    page.board.list.buttons[0].click()
    assert page.dates.grid.model.rowCount() == 1
    type_in(qtbot, page, "11-20")
    qtbot.keyClick(page.dates.grid.table, Qt.Key.Key_Escape)
    assert page.currentWidget() is page.board
    assert page.board.figures.shown["待核实"][0].text() == "0"


def test_esc_in_an_open_cell_leaves_the_cell_only(qtbot, three, open_page):
    page = open_page()
    page.open_dates()
    qtbot.keyClicks(page.dates.grid.table, "1")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.currentWidget() is page.dates


def test_nothing_is_required_of_an_account_that_only_serves(desk, open_page):
    add(desk, "示例办事", kind="服务类")
    page = open_page()
    page.open_dates()
    model = page.dates.grid.model
    assert (model.index(0, 5).data(), model.index(0, 6).data()) == ("", "不要求")


def test_a_draft_says_when_it_was_left_in_the_words_of_today(desk):
    begin(desk, Occasion(add(desk, "示例甲"), "national-2019"))
    saved, today_words = desk.clock(), []
    for later in (0, 3, 60):
        desk.clock = lambda days=later: saved + timedelta(days)
        board = today(desk)
        draft = duties(board, period_list(desk, current_period(desk)))
        today_words += [duty.why.split("上次做到 ")[1] for duty in draft if "上次" in duty.why]
    assert [words.replace("\N{NO-BREAK SPACE}", " ")[:-5] for words in today_words] == [
        "今天 ",
        "11月21日 ",
        "2026-11-21 ",
    ]
