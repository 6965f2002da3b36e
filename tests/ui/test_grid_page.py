"""表格填 with real widgets on a real data folder: typed, pasted, filled down, finished."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from govmedia_desktop.store import drafts
from govmedia_desktop.usecases import accounts
from govmedia_desktop.usecases.filling import LEAK_WARNING
from govmedia_desktop.usecases.forms import publish
from govmedia_desktop.usecases.grid_rows import Mark
from tests.data.offices import APP, LAW, TOWN_VOICE, office
from tests.unit.forms.workbooks import row as survey_row
from tests.unit.forms.workbooks import workbook
from ui import theme
from ui.grid import entering
from ui.grid.look import HEAD_HEIGHT
from ui.grid.model import MARK_ROLE
from ui.pages.check import CheckPage
from ui.session import Session
from ui.tables.edge import cut_row
from ui.tasks import InlinePool, Tasks
from ui.window import _keys_of

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TOWN, JUSTICE, PHONE = "示例镇之声", "示例普法", "示例掌上通"
ORDER = (PHONE, JUSTICE, TOWN)
"""As the list has them: by owner."""
LOOKED = {"looked_at": "12", "looked_from": "4-1", "looked_to": "5-6"}
JUDGED = ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement")
PASSED = {"last_update": "5-1", "interaction": "有", **dict.fromkeys(JUDGED, "未发现")}


class Clerk:
    """The person at the grid."""

    def __init__(self, qtbot, desk):
        self.qtbot, self.desk = qtbot, desk
        self.session = Session(desk, Tasks(InlinePool()), office="示例县人民政府办公室")
        self.said = []
        self.session.said.connect(self.said.append)
        self.page = CheckPage(self.session)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 640)
        self.page.show()
        with qtbot.waitActive(self.page):
            self.page.activateWindow()
        self.open()

    def open(self, form=0):
        self.page.list.form.setCurrentIndex(form)
        self.qtbot.keyClick(self.page.list, KEY.Key_T, CONTROL)
        assert self.page.currentWidget() is self.page.grid

    @property
    def grid(self):
        return self.page.grid

    @property
    def table(self):
        return self.page.grid.table

    @property
    def names(self):
        return [question.name for question in self.grid.model.sheet.questions]

    def at(self, account, name):
        self.table.go_to(ORDER.index(account), self.names.index(name))

    def here(self):
        index = self.table.currentIndex()
        return ORDER[index.row()], self.names[index.column()]

    def text(self, account, name):
        return self.grid.model.index(ORDER.index(account), self.names.index(name)).data()

    def mark(self, account, name):
        index = self.grid.model.index(ORDER.index(account), self.names.index(name))
        return index.data(MARK_ROLE)

    def verdict(self, account):
        model = self.grid.model
        return model.index(ORDER.index(account), model.columnCount() - 1).data()

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)
            QApplication.processEvents()

    def type(self, text):
        """Type into the current cell and press Enter, as a person does."""
        self.qtbot.keyClicks(self.table, text[0])
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        self.qtbot.keyClicks(editor, text[1:])
        self.press(KEY.Key_Return)

    def put(self, account, **texts):
        for name, text in texts.items():
            self.at(account, name)
            self.grid.model.setData(self.table.currentIndex(), text)

    def choose(self, name, *rows):
        self.at(rows[0], name)
        selection = self.table.selectionModel()
        for row in rows:
            index = self.grid.model.index(ORDER.index(row), self.names.index(name))
            selection.select(index, QItemSelectionModel.SelectionFlag.Select)

    def paste(self, text):
        QGuiApplication.clipboard().setText(text)
        self.press(KEY.Key_V, modifier=CONTROL)

    def on_disk(self):
        listed = {a.account.id: a.account.name for a in accounts.list_accounts(self.desk)}
        return {
            listed[d.account]: {
                path.rpartition("/")[2]: answer.value
                for path, answer in drafts.answers(self.desk.db, d.id).items()
            }
            for d in drafts.drafts(self.desk.db)
        }


@contextmanager
def at_work(qtbot, folder):
    with office(folder, [TOWN_VOICE, LAW, APP]) as desk:
        yield Clerk(qtbot, desk)


@pytest.fixture
def clerk(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "数据 文件夹") as person:
        yield person


# typing


def test_the_grid_opens_over_the_list_as_it_is_filtered(clerk):
    assert clerk.grid.model.rowCount() == 3
    clerk.press(KEY.Key_Escape)
    assert clerk.page.currentWidget() is clerk.page.list
    clerk.page.list.panel.search.setText("普法")
    clerk.open()
    assert clerk.grid.model.rowCount() == 1
    assert clerk.grid.model.headerData(0, Qt.Orientation.Vertical) == "示例普法 · 新浪微博"
    assert clerk.on_disk() == {}


def test_a_column_is_typed_down_and_saved_cell_by_cell(clerk):
    clerk.at(PHONE, "last_update")
    for text in ("5-1", "0430", "="):
        clerk.type(text)
    assert clerk.here() == (TOWN, "last_update")
    saved = {name: answers["last_update"] for name, answers in clerk.on_disk().items()}
    assert saved == {PHONE: "2024-05-01", JUSTICE: "2024-04-30", TOWN: "2024-03-18"}
    assert "带入已确认 1" in clerk.grid.count.text()


def test_a_digit_chooses_at_once_and_enter_goes_down(clerk):
    clerk.at(PHONE, "interaction")
    clerk.press(KEY.Key_2)
    assert clerk.text(PHONE, "interaction") == "✗ 没有"
    assert clerk.here() == (PHONE, "interaction")
    clerk.press(KEY.Key_Return, KEY.Key_1, KEY.Key_Return)
    assert clerk.here() == (TOWN, "interaction")
    assert clerk.on_disk()[JUSTICE] == {"interaction": "yes"}
    assert clerk.verdict(PHONE) == "✗ 不合格 · 未答 7 项"
    assert clerk.verdict(JUSTICE) == "○ 未检查完 5 项"


def test_a_digit_that_is_no_choice_is_typed(clerk):
    clerk.at(PHONE, "interaction")
    clerk.type("9")
    assert clerk.mark(PHONE, "interaction") is Mark.REFUSED


def test_a_refused_text_stays_with_its_reason_and_enter_stays_too(clerk):
    clerk.at(JUSTICE, "last_update")
    clerk.type("13-1")
    assert clerk.here() == (JUSTICE, "last_update")
    assert clerk.text(JUSTICE, "last_update") == "✗ 13-1"
    assert "没有“13-1”这一天" in clerk.grid.detail.reason.words.text()
    faults = clerk.grid.faults
    assert faults.isVisible()
    assert faults.list.item(0).text().startswith("示例普法 · 最近一次更新是哪一天？“13-1”：没有")
    clerk.at(PHONE, "interaction")
    faults.list.setFocus()
    faults.list.itemActivated.emit(faults.list.item(0))
    assert clerk.here() == (JUSTICE, "last_update")
    clerk.type("4-30")
    assert not faults.isVisible()


def test_one_key_goes_from_one_refused_text_to_the_next(clerk):
    clerk.put(JUSTICE, last_update="13-1", looked_at="十")
    clerk.at(PHONE, "interaction")
    places = []
    for _ in range(3):
        clerk.press(KEY.Key_F8)
        places.append(clerk.here())
    assert places == [(JUSTICE, "last_update"), (JUSTICE, "looked_at"), (JUSTICE, "last_update")]


def test_a_low_screen_leaves_the_table_its_room(clerk):
    clerk.put(JUSTICE, looked_at="十")
    clerk.grid.resize(1000, 420)
    assert not clerk.grid.ways.isVisible()
    assert not clerk.grid.faults.list.isVisible()
    assert clerk.grid.faults.head.isVisible()
    clerk.grid.resize(1000, 640)
    assert clerk.grid.faults.list.isVisible()


@pytest.mark.parametrize("height", [70, 90, 100, 110])
def test_the_grid_shows_no_half_row_at_its_lower_edge(clerk, height):
    table = clerk.grid.table
    table.setFixedHeight(theme.length(HEAD_HEIGHT) + height)
    QApplication.processEvents()
    cut = cut_row(table)
    assert cut is not None
    paper = QColor(theme.palette().paper)
    for sheet in (table.viewport(), table.verticalHeader().viewport()):
        image = sheet.grab().toImage()
        across = range(0, image.width(), 3)
        below = range(cut.top(), image.height())
        assert all(image.pixelColor(x, y) == paper for x in across for y in below)


def test_opening_an_editor_and_leaving_it_changes_nothing(clerk):
    for name in ("last_update", "interaction"):
        clerk.at(TOWN, name)
        clerk.press(KEY.Key_F2)
        assert isinstance(QApplication.focusWidget(), QLineEdit)
        clerk.press(KEY.Key_Return)
    assert clerk.on_disk() == {}
    assert clerk.mark(TOWN, "last_update") is Mark.WAITING


def test_escape_leaves_the_cell_as_it_was_and_the_grid_where_it_is(clerk):
    clerk.at(TOWN, "last_update")
    clerk.qtbot.keyClicks(clerk.table, "5")
    clerk.press(KEY.Key_Escape)
    assert clerk.page.currentWidget() is clerk.grid
    assert clerk.on_disk() == {}


@pytest.mark.parametrize("key", [KEY.Key_S, KEY.Key_B])
def test_what_is_typed_but_not_entered_is_taken_before_going_on(clerk, key):
    clerk.at(TOWN, "last_update")
    clerk.qtbot.keyClicks(clerk.table, "5")
    clerk.qtbot.keyClicks(QApplication.focusWidget(), "-1")
    clerk.press(key, modifier=CONTROL)
    assert clerk.on_disk()[TOWN]["last_update"] == "2024-05-01"


def test_a_change_elsewhere_leaves_what_is_being_typed(clerk):
    clerk.at(TOWN, "last_update")
    clerk.qtbot.keyClicks(clerk.table, "5")
    clerk.session.announce("accounts")
    clerk.qtbot.keyClicks(QApplication.focusWidget(), "-1")
    clerk.press(KEY.Key_Return)
    assert clerk.on_disk()[TOWN]["last_update"] == "2024-05-01"


def test_an_editor_begins_with_the_value_alone(clerk):
    clerk.at(TOWN, "last_update")
    clerk.press(KEY.Key_F2)
    assert QApplication.focusWidget().text() == "2024-03-18"


def test_the_cell_tells_what_it_asks_and_where_its_value_comes_from(clerk):
    clerk.at(TOWN, "last_update")
    detail = clerk.grid.detail
    assert detail.asked.text() == "示例镇之声 · 最近一次更新是哪一天？"
    assert detail.how.text().startswith("台账带入，按 = 确认")
    assert clerk.text(JUSTICE, "last_update") == "○ 2024-04-30 待确认"
    clerk.at(TOWN, "leak")
    assert "1 未发现  2 发现  3 未检查" in detail.how.text()
    clerk.at(TOWN, "app_unusable")
    assert clerk.text(TOWN, "app_unusable") == "不用填"
    assert "不用填" in detail.how.text()


def test_delete_clears_and_undo_brings_back(clerk):
    clerk.put(TOWN, interaction="没有")
    clerk.press(KEY.Key_Delete)
    assert clerk.text(TOWN, "interaction") == ""
    assert clerk.on_disk()[TOWN] == {"interaction": ""}
    clerk.press(KEY.Key_Z, modifier=CONTROL)
    assert clerk.text(TOWN, "interaction") == "✗ 没有"
    clerk.press(KEY.Key_Z, modifier=CONTROL)
    assert clerk.on_disk() == {}
    clerk.press(KEY.Key_Y, modifier=CONTROL)
    assert clerk.on_disk()[TOWN] == {"interaction": "no"}


# blocks


def test_a_block_from_wps_lands_at_the_cell(clerk):
    clerk.at(PHONE, "last_update")
    clerk.paste('5-1\t有\n"13\n-1"\t也许\n4-30\t没有\n')
    assert clerk.text(TOWN, "interaction") == "✗ 没有"
    assert clerk.grid.faults.count == 2
    assert clerk.grid.outcome.words.text() == "粘贴：填入 4 格，2 格没有接受（Ctrl+Z 撤销）"
    clerk.press(KEY.Key_Z, modifier=CONTROL)
    assert clerk.on_disk() == {}
    assert clerk.grid.faults.count == 0


def test_what_lies_outside_is_told(clerk):
    clerk.at(TOWN, "interaction")
    clerk.paste("有\n没有\n")
    assert "1 格超出表格，没有填入" in clerk.grid.outcome.words.text()


def test_a_large_paste_is_one_step_to_take_back(clerk, monkeypatch):
    monkeypatch.setattr(entering, "AT_ONCE", 1)
    monkeypatch.setattr(entering, "ROWS_A_STEP", 1)
    monkeypatch.setattr(entering, "ROWS_AT_ONCE", 1)
    clerk.at(PHONE, "last_update")
    clerk.paste("5-1\t有\n4-30\t没有\n4-29\t有\n")
    assert len(clerk.on_disk()) == 3
    assert clerk.table.isEnabled()
    clerk.press(KEY.Key_Z, modifier=CONTROL)
    assert clerk.on_disk() == {}
    clerk.press(KEY.Key_Y, modifier=CONTROL)
    assert clerk.on_disk()[TOWN] == {"last_update": "2024-04-29", "interaction": "yes"}
    assert clerk.table.hasFocus()


def test_a_block_is_copied_as_it_can_be_pasted(clerk):
    clerk.put(PHONE, interaction="有", looked_at="12")
    clerk.put(JUSTICE, interaction="没有")
    first = clerk.grid.model.index(0, clerk.names.index("last_update"))
    last = clerk.grid.model.index(2, clerk.names.index("looked_at"))
    clerk.at(PHONE, "last_update")
    clerk.table.selectionModel().select(
        QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    clerk.press(KEY.Key_C, modifier=CONTROL)
    expected = "\t有\t12\n2024-04-30\t没有\t\n2024-03-18\t\t\n"
    assert QGuiApplication.clipboard().text() == expected


def test_filling_down_a_chosen_column(clerk):
    clerk.put(PHONE, interaction="有")
    clerk.choose("interaction", *ORDER)
    clerk.press(KEY.Key_D, modifier=CONTROL)
    assert [clerk.text(a, "interaction") for a in ORDER] == ["有"] * 3
    assert clerk.grid.outcome.words.text() == "向下填充：填入 2 格（Ctrl+Z 撤销）"


def test_a_judgement_is_not_filled_down_without_a_word_of_what_was_looked_at(clerk):
    clerk.put(PHONE, leak="未发现")
    clerk.put(JUSTICE, **LOOKED)
    clerk.choose("leak", *ORDER)
    clerk.press(KEY.Key_D, modifier=CONTROL)
    assert clerk.text(JUSTICE, "leak") == "未发现"
    assert clerk.mark(TOWN, "leak") is Mark.REFUSED
    assert clerk.text(TOWN, "leak") == "✗ 未发现"
    clerk.grid.mending.trigger()
    assert clerk.text(TOWN, "leak") == ""


def test_there_is_nothing_to_fill_down(clerk):
    clerk.choose("interaction", *ORDER)
    clerk.press(KEY.Key_D, modifier=CONTROL)
    assert "没有答案，没有往下填" in clerk.grid.outcome.words.text()


def test_the_chosen_values_are_confirmed_by_key(clerk):
    clerk.choose("last_update", *ORDER)
    clerk.press(KEY.Key_K, modifier=CONTROL)
    assert [clerk.mark(a, "last_update") for a in (JUSTICE, TOWN)] == [Mark.GIVEN] * 2
    assert "带入待确认" not in clerk.grid.count.text()


# going about


def test_the_guided_form_goes_on_with_an_account_and_the_grid_with_what_it_did(clerk):
    clerk.put(TOWN, interaction="没有")
    clerk.at(TOWN, "interaction")
    clerk.press(KEY.Key_B, modifier=CONTROL)
    assert clerk.page.currentWidget() is clerk.page.filling
    filling = clerk.page.filling.sheet.filling
    paths = {i.name: i.path for s in filling.sections for i in s.items}
    assert filling.take(paths["leak"], "none") is None
    clerk.page.filling.leave()
    clerk.open()
    assert clerk.text(TOWN, "leak") == "未发现"


def test_refused_texts_stand_there_again_after_going_away(clerk):
    clerk.put(TOWN, interaction="也许")
    clerk.press(KEY.Key_Escape)
    clerk.open()
    assert clerk.text(TOWN, "interaction") == "✗ 也许"
    assert clerk.grid.faults.isVisible()


def test_what_is_changed_elsewhere_is_read_again(clerk):
    clerk.put(TOWN, interaction="也许")
    clerk.page.hide()
    with clerk.session.writing("accounts") as desk:
        accounts.change_account(
            desk, clerk.grid.model.sheet.accounts[0].account.id, {"remark": "无"}
        )
    clerk.page.show()
    assert clerk.text(TOWN, "interaction") == "✗ 也许"
    assert not clerk.grid.undo.isEnabled()


def test_another_form_shows_what_was_answered_today(clerk):
    clerk.put(TOWN, interaction="没有")
    clerk.press(KEY.Key_Escape)
    clerk.open(form=clerk.page.list.form.findText("政务新媒体日常检查"))
    clerk.at(TOWN, "interaction")
    assert clerk.text(TOWN, "interaction") == "✗ 没有"
    assert "今日已答（政务新媒体单项否决检查，张三）" in clerk.grid.detail.how.text()
    assert "今日已答 1" in clerk.grid.count.text()


def test_questions_asked_several_times_and_files_are_named_as_left_out(clerk):
    survey = [
        survey_row("begin repeat", "posts"),
        survey_row("text", "title"),
        survey_row("end repeat", ""),
        survey_row("image", "picture"),
        survey_row("select_one yn", "ok"),
    ]
    publish(clerk.desk, workbook(survey, form_id="aaa", form_title="甲"), "aaa.xlsx")
    clerk.press(KEY.Key_Escape)
    clerk.page.list.refresh()
    clerk.open(form=clerk.page.list.form.findText("甲"))
    assert clerk.names == ["ok"]
    assert "还有 2 题（要填几遍的、要附文件的）不在表格里" in clerk.grid.elsewhere.text()
    assert clerk.grid.elsewhere.isVisible()
    clerk.put(TOWN, ok="是")
    assert clerk.on_disk()[TOWN]["ok"] == "yes"


def test_a_leak_shows_the_fixed_warning_with_the_account(clerk):
    clerk.put(TOWN, leak="发现")
    assert clerk.grid.warning.words.text() == f"示例镇之声：{LEAK_WARNING}"
    clerk.put(TOWN, leak="未发现")
    assert clerk.grid.warning.isHidden()


# finishing


def test_finishing_tells_in_numbers_first_and_then_does_it(clerk):
    clerk.put(JUSTICE, **PASSED)
    clerk.put(TOWN, **PASSED | {"interaction": "没有"})
    clerk.put(PHONE, interaction="有")
    clerk.press(KEY.Key_S, modifier=CONTROL)
    told = clerk.grid.finishing.bar.words.text()
    assert told.startswith("将完成 2 个账号：合格 1 个、不合格 1 个；1 个还不能完成。")
    assert "示例掌上通：还有 7 项未答：最近一次更新是哪一天、" in told
    assert clerk.grid.done.text() == "完成这 2 个"
    assert len(clerk.on_disk()) == 3
    clerk.press(KEY.Key_S, modifier=CONTROL)
    assert list(clerk.on_disk()) == [PHONE]
    assert clerk.said[-1].text == "已完成 2 个账号：合格 1 个、不合格 1 个。"
    assert clerk.verdict(TOWN) == "✗ 不合格 · 已完成"
    assert clerk.grid.done.text() == "完成"
    assert not clerk.grid.undo.isEnabled()
    clerk.press(KEY.Key_Escape)
    assert clerk.page.list.done.text() == "已查 2/3"


def test_an_answer_after_the_telling_asks_again(clerk):
    clerk.put(JUSTICE, **PASSED)
    clerk.press(KEY.Key_S, modifier=CONTROL)
    clerk.put(JUSTICE, leak="?")
    assert clerk.grid.finishing.bar.isHidden()
    clerk.press(KEY.Key_S, modifier=CONTROL)
    assert "现在没有可以完成的账号" in clerk.grid.finishing.bar.words.text()
    clerk.press(KEY.Key_S, modifier=CONTROL)
    assert len(clerk.on_disk()) == 1
    clerk.grid.not_yet.trigger()
    assert clerk.grid.finishing.bar.isHidden()


def test_a_finished_account_takes_nothing_more(clerk):
    clerk.put(JUSTICE, **PASSED)
    clerk.press(KEY.Key_S, modifier=CONTROL)
    clerk.press(KEY.Key_S, modifier=CONTROL)
    clerk.put(JUSTICE, interaction="没有")
    assert clerk.mark(JUSTICE, "interaction") is Mark.REFUSED
    assert "已查完" in clerk.grid.faults.list.item(0).text()
    assert clerk.on_disk() == {}


# the house's rules


def test_the_model_keeps_its_word(clerk):
    tester = QAbstractItemModelTester(
        clerk.grid.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    clerk.put(JUSTICE, **PASSED, looked_at="十")
    clerk.grid.model.show_sheet(clerk.grid.model.sheet)
    assert tester.model() is clerk.grid.model


def test_every_key_is_on_the_sheet_of_keys_once(clerk):
    keys = [key for key, _meaning in _keys_of(clerk.grid)]
    assert {"Ctrl+S", "Esc", "Ctrl+D", "Ctrl+V", "Ctrl+C", "Ctrl+Z", "Ctrl+K", "Del"} <= set(keys)
    assert len(keys) == len(set(keys))


def test_a_hundred_letters_in_a_cell_are_shown_as_they_are(clerk, qtbot):
    survey = [survey_row("text", "words"), survey_row("select_one yn", "ok")]
    publish(clerk.desk, workbook(survey, form_id="aaa", form_title="甲"), "aaa.xlsx")
    clerk.press(KEY.Key_Escape)
    clerk.page.list.refresh()
    clerk.open(form=clerk.page.list.form.findText("甲"))
    text = "<b>很长</b>" * 20
    clerk.put(TOWN, words=text)
    assert clerk.text(TOWN, "words") == text
