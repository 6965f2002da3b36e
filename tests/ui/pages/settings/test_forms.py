"""设置 → 检查表: import, faults by cell, try out, compare, publish, withdraw, write out."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import SHIPPED, find_form, list_forms, offered_forms
from govmedia_desktop.usecases.forms.management import check_workbook, publish_workbook
from govmedia_desktop.usecases.forms.versions import form_history
from tests.unit.forms.workbooks import row, workbook
from ui import theme
from ui.pages.check import PeriodPage
from ui.pages.settings import SettingsPlace
from ui.parts import dialogs
from ui.theme import State

ITEM = {"gm_fails": ". = 'no'", "gm_severity": "hint", "gm_problem": "p"}
GOOD = [row("select_one yn", "q", label="甲", **ITEM)]
LIKES = [row("integer", "likes", **{**ITEM, "label": "点赞量", "gm_fails": ". < 9"})]


@pytest.fixture
def settings(qtbot, session, tmp_path):
    page = SettingsPlace(session, tmp_path / "settings.json")
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(settings):
    settings.settings.forms.manage.trigger()
    assert settings.currentWidget() is settings.forms
    return settings.forms


@pytest.fixture
def file(tmp_path):
    def write(*survey, name="f.xlsx", **named):
        path = tmp_path / name
        path.write_bytes(workbook(survey or GOOD, **named))
        return path

    return write


def add(desk, *survey, **named):
    checked = check_workbook(workbook(survey or GOOD, form_title="试验表", **named), "f.xlsx")
    return publish_workbook(desk, checked).form


def cells(model):
    return [
        tuple(model.index(r, c).data() for c in range(model.columnCount()))
        for r in range(model.rowCount())
    ]


# the list


def test_settings_tell_which_forms_are_offered_and_lead_to_them(settings, session):
    told = settings.settings.forms.counts
    assert told.text().startswith(f"使用中 {len(SHIPPED)} 张：")
    add(session.desk)
    session.announce("forms")
    assert "试验表（第1版）" in told.text()


def test_escape_leads_back_to_the_settings(qtbot, settings, page):
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert settings.currentWidget() is settings.settings


def test_versions_are_listed_newest_first_with_how_they_stand(page, session):
    for version in ("9", "10"):
        add(session.desk, version=version)
    session.announce("forms")
    rows = [r[:3] for r in cells(page.list.panel.model) if r[0] == "试验表"]
    assert rows == [("试验表", "第10版", "✓ 使用中"), ("试验表", "第9版", "○ 已有新版")]


def test_a_version_tells_what_it_is_and_what_was_done_with_it(page, session):
    form = add(session.desk)
    session.announce("forms")
    page.list.choose(form.id)
    details = page.list.details
    assert details.title.text() == "试验表"
    assert details.about.text() == "编号 f · 第1版"
    assert details.steps.text() == "2026-11-21 张三 发布"


def test_a_form_is_withdrawn_restored_and_the_step_undone(page, session, said):
    form = add(session.desk)
    session.announce("forms")
    page.list.choose(form.id)
    page.list.switch.trigger()
    assert find_form(session.desk, form.id).retired
    assert page.list.switch.text() == "恢复使用"
    assert "已有的检查和草稿不受影响" in said[-1].text
    said[-1].pressed()
    assert not find_form(session.desk, form.id).retired
    page.list.switch.trigger()
    page.list.switch.trigger()
    assert form in offered_forms(session.desk)


def test_a_superseded_version_is_not_withdrawn(page, session):
    old = add(session.desk)
    add(session.desk, version="2")
    session.announce("forms")
    page.list.choose(old.id)
    assert not page.list.switch.isVisible()


def test_a_withdrawn_form_is_not_offered_on_the_check_page(qtbot, page, session):
    page.list.choose(find_form(session.desk, "basic").id)
    page.list.switch.trigger()
    checks = PeriodPage(session)
    qtbot.addWidget(checks)
    checks.refresh()
    offered = {checks.form.itemData(n) for n in range(checks.form.count())}
    assert find_form(session.desk, "basic").id not in offered
    assert len(offered) == len(SHIPPED) - 1


def test_without_a_form_the_page_says_what_one_is(page):
    page.list.show_rows([])
    assert page.list.stack.currentIndex() == 0
    assert not page.list.fetch.isVisible()
    assert page.list.first.isEnabled()


# reading a workbook


def test_a_wrong_workbook_shows_every_fault_with_its_cell_and_what_stands_there(page, file):
    page.read(file(row("colour", "a"), row("text", "b", relevant="${zz}"), row("text", "")))
    assert page.currentWidget() is page.checked
    shown = cells(page.checked.faults.model)
    assert [r[:3] for r in shown] == [
        ("survey", "A2", "colour"),
        ("survey", "D3", "${zz}"),
        ("survey", "B4", ""),
        ("survey", "C4", ""),
    ]
    assert "不认识的题型“colour”" in shown[0][3]
    assert "有 4 处要改" in page.checked.notice.words.text()
    assert not page.checked.confirm.isVisible()
    assert not page.checked.try_out.isVisible()


def standing_out(page):
    buttons = page.checked.findChildren(QAbstractButton)
    return [b.text() for b in buttons if b.property("primary") and b.isVisible()]


def test_a_workbook_put_right_is_read_again_by_its_key(qtbot, page, file):
    page.read(file(row("colour", "a")))
    assert standing_out(page) == ["重新读取"]
    file(*GOOD)
    qtbot.keyClick(page, Qt.Key.Key_F5)
    assert page.checked.confirm.isVisible()
    assert standing_out(page) == ["发布"]
    assert page.checked.reread.isVisible()
    assert "以前没有这张检查表" in page.checked.notice.words.text()


def test_a_form_without_a_version_can_be_tried_but_not_published(page, file):
    page.read(file(version=""))
    assert [r[1] for r in cells(page.checked.faults.model)] == ["B2"]
    assert page.checked.try_out.isVisible()
    assert not page.checked.confirm.isVisible()


def test_the_file_dialog_leads_to_the_same(page, file, monkeypatch):
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: file())
    page.list.fetch.trigger()
    assert page.currentWidget() is page.checked
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: None)
    page.checked.leave.trigger()
    page.list.fetch.trigger()
    assert page.currentWidget() is page.list


def test_a_file_that_is_no_workbook_is_refused_and_the_page_stays(qtbot, page, tmp_path):
    (tmp_path / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with qtbot.captureExceptions() as raised:
        page.read(tmp_path / "旧.xls")
    ((kind, error, _),) = raised
    assert kind is not RefusedError
    assert issubclass(kind, RefusedError)
    assert "另存为.xlsx" in str(error)
    assert page.currentWidget() is page.list
    assert page.list.fetch.isEnabled()


def event_with(kind, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    place = QPointF(5, 5)
    where = place if kind is QDropEvent else place.toPoint()
    return kind(where, *keys, Qt.KeyboardModifier.NoModifier), data


def test_a_workbook_is_dropped_on_the_page(page, file):
    entering, _kept = event_with(QDragEnterEvent, file())
    page.dragEnterEvent(entering)
    assert entering.isAccepted()
    dropped, _kept = event_with(QDropEvent, file())
    page.dropEvent(dropped)
    assert page.currentWidget() is page.checked


def test_other_files_are_not_welcome(page, file, tmp_path):
    for paths in ((tmp_path / "x.docx",), (file(), file(name="g.xlsx"))):
        dropped, _kept = event_with(QDropEvent, *paths)
        page.dropEvent(dropped)
        assert page.currentWidget() is page.list


# publishing


def test_a_right_workbook_is_published_and_offered(qtbot, page, file, session, said):
    page.read(file())
    assert "共1题要答" in page.checked.burden.counts.text()
    assert "没有发现加重基层负担" in page.checked.burden.verdict.words.text()
    assert not page.checked.burden.reason.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "f" in {form.form_id for form in offered_forms(session.desk)}
    assert page.currentWidget() is page.list
    assert page.list.panel.current().form.form_id == "f"
    assert "发布后不能改动" in said[-1].text


def test_what_burdens_is_named_with_its_rule_and_asks_for_a_reason(page, file, session):
    page.read(file(*LIKES))
    burden = page.checked.burden
    assert "下面 1 处加重基层负担" in burden.verdict.words.text()
    (line,) = burden.lines
    told = [label.text() for label in line.children() if hasattr(label, "text")]
    assert told[0] == "“点赞量”把点赞作为指标（likes）"
    assert "不得以点赞量" in told[1]
    page.checked.confirm.trigger()
    assert "请写明确需发布的理由" in burden.fault.text()
    assert burden.reason.hasFocus()
    assert "f" not in {form.form_id for form in list_forms(session.desk)}
    burden.reason.setText("上级统一布置")
    page.checked.confirm.trigger()
    (step,) = form_history(session.desk, find_form(session.desk, "f").id)
    assert step.reason == "上级统一布置"


def test_a_newer_version_shows_its_differences_before_it_is_published(page, file, session):
    add(session.desk)
    veto = row("select_one yn", "q", label="甲", **{**ITEM, "gm_severity": "veto"})
    page.read(file(veto, version="2"))
    checked = page.checked
    assert "新的检查改用第2版" in checked.notice.words.text()
    assert checked.tabs.tabText(1) == "与第1版的不同 1 处"
    checked.tabs.setCurrentIndex(1)
    assert checked.changes.isVisible()
    assert cells(checked.changes.model) == [("△ 改动", "甲", "性质", "提示", "单项否决")]


@pytest.mark.parametrize(
    ("survey", "state", "told"),
    [(GOOD, State.STARTED, "已经发布过"), (LIKES, State.FAILED, "version改成2")],
)
def test_a_version_that_is_there_cannot_be_published_again(
    page, file, session, *, survey, state, told
):
    path = file()
    publish_workbook(session.desk, check_workbook(path.read_bytes(), "f.xlsx"))
    page.read(path if survey is GOOD else file(*survey))
    notice = page.checked.notice
    assert told in notice.words.text()
    assert notice.property("tone") == state.colour_name
    assert not page.checked.confirm.isVisible()


# trying out


def test_a_workbook_is_tried_without_anything_being_saved(qtbot, page, file, session):
    saved = []
    session.saved.connect(saved.append)
    page.read(file())
    page.checked.try_out.trigger()
    trial = page.trial
    assert page.currentWidget() is trial
    assert trial.title.text() == "试填，不保存"
    question = trial.sheet.question("/data/q")
    question.field.choose(2)
    assert trial.sheet.filling.verdict.findings
    assert trial.sheet.conclusion.counts.text() == "提示 1 项"
    assert (saved, drafts.drafts(session.desk.db)) == ([], [])
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.currentWidget() is page.checked
    assert trial.sheet is None


def test_a_trial_takes_no_evidence_and_says_so(page, file, session, said):
    page.read(file())
    page.checked.try_out.trigger()
    page.trial.sheet.filling.evidence_wanted.emit("/data/q", "file")
    assert "试填时不收证据" in said[-1].text


def test_a_published_form_is_tried_from_the_list_and_left_to_it(page, session):
    page.list.choose(find_form(session.desk, "national-2019").id)
    page.list.try_out.trigger()
    assert page.trial.about.text().startswith("政务新媒体单项否决检查")
    page.trial.after.trigger()
    page.trial.before.trigger()
    page.trial.back.trigger()
    assert page.currentWidget() is page.list


# comparing


def test_two_versions_stand_side_by_side(page, session):
    add(session.desk)
    more = row("text", "more", label="乙")
    form = add(session.desk, row("select_one yn", "q", label="丙", **ITEM), more, version="2")
    session.announce("forms")
    page.list.choose(form.id)
    page.list.compare.trigger()
    comparing = page.comparing
    assert page.currentWidget() is comparing
    assert (comparing.older.currentText(), comparing.newer.currentText()) == ("第1版", "第2版")
    assert cells(comparing.panel.model) == [
        ("△ 改动", "丙", "题目文字", "甲", "丙"),
        ("✓ 新增", "乙", "整题", "（空）", "乙"),
    ]
    assert comparing.notice.words.text() == "新增 1 题，有改动 1 题。"
    comparing.older.setCurrentIndex(1)
    comparing.older.activated.emit(1)
    assert comparing.notice.words.text() == "两版的题目完全相同。"
    comparing.back.trigger()
    assert page.currentWidget() is page.list


def test_a_form_of_one_version_has_nothing_to_be_compared_with(page, session):
    page.list.choose(find_form(session.desk, "basic").id)
    assert not page.list.compare.isEnabled()


# writing out


def test_a_workbook_is_written_out_to_the_byte(
    page, file, session, said, *, file_at, shown_files, tmp_path
):
    path = file()
    form = publish_workbook(session.desk, check_workbook(path.read_bytes(), "f.xlsx")).form
    session.announce("forms")
    page.list.choose(form.id)
    offered = file_at(tmp_path / "出.xlsx")
    page.list.write.trigger()
    assert offered[0].endswith("表-第1版.xlsx")
    assert (tmp_path / "出.xlsx").read_bytes() == path.read_bytes()
    said[-1].pressed()
    assert shown_files == [tmp_path / "出.xlsx"]


def test_thinking_better_of_writing_out_writes_nothing(page, said, file_at):
    file_at()
    page.list.write.trigger()
    assert said == []


@pytest.mark.parametrize("size", list(theme.BODY_POINTS))
def test_the_reason_is_whole_in_sight_on_the_smallest_screen(qtbot, settings, page, file, size):
    theme.apply(size)
    settings.setFixedSize(858, 560)
    page.read(file(*LIKES))
    page.checked.confirm.trigger()
    for _ in range(4):
        QApplication.processEvents()
    burden = page.checked.burden
    for widget in (burden.reason, burden.fault):
        assert widget.isVisible()
        assert burden.rect().contains(widget.geometry().translated(burden._asked.pos()))
    assert burden.reason.property("wrong")
