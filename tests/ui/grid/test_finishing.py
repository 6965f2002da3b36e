"""表格填 beside the guided form and what changes elsewhere; finishing."""

from PySide6.QtTest import QAbstractItemModelTester

from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.grid.rows import Mark
from govmedia_desktop.usecases.inspections.filling import LEAK_WARNING
from govmedia_desktop.usecases.register import accounts
from tests.ui.grid.conftest import CONTROL, JUSTICE, KEY, PHONE, TOWN
from tests.unit.forms.workbooks import row as survey_row
from tests.unit.forms.workbooks import workbook
from ui.window import _keys_of

JUDGED = ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement")
PASSED = {"last_update": "5-1", "interaction": "有", **dict.fromkeys(JUDGED, "未发现")}


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


def test_finishing_waits_until_every_account_was_read(clerk, monkeypatch):
    clerk.put(TOWN, **{**PASSED, "last_update": "5-1"}, looked_at="12")
    sheet = clerk.grid.model.sheet
    sheet.refresh()
    assert sheet.opened == 0
    stopped = lambda title, steps, rows, ended: (next(steps), ended())  # noqa: E731
    with monkeypatch.context() as patched:
        patched.setattr(clerk.session.tasks, "run_here", stopped)
        clerk.press(KEY.Key_S, modifier=CONTROL)
    assert not clerk.grid.finishing.bar.isVisible()
    clerk.press(KEY.Key_S, modifier=CONTROL)
    assert clerk.grid.finishing.bar.isVisible()
    assert sheet.opened == 3
