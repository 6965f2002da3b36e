"""单位: the tree, a list taken in after its preview, a change shown before and told after."""

import openpyxl
import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.offices.known import find_office, list_offices, own_office
from govmedia_desktop.usecases.register.accounts import add_account, find_account
from ui.pages.settings import SettingsPlace
from ui.parts import dialogs
from ui.window import Window


@pytest.fixture
def place(qtbot, session, tmp_path):
    for platform in ("wechat", "weibo"):
        add_account(
            session.desk, {"name": "示例广电", "platform": platform, "owner": "示例县广电局"}
        )
    add_account(session.desk, {"name": "示例文旅", "platform": "wechat", "owner": "示例县文旅局"})
    made = SettingsPlace(session, tmp_path / "settings.json")
    qtbot.addWidget(made)
    made.show()
    made.settings.office.manage.trigger()
    return made


@pytest.fixture
def page(place):
    return place.offices


def choose(page, name):
    page.list.choose(find_office(page._session.desk, name).id)


def merging(page, basis="县委编办〔2026〕1号"):
    choose(page, "示例县广电局")
    page.list.change.trigger()
    wizard = page.changing
    wizard.kind.setCurrentText("合并")
    wizard.target.setCurrentText("示例县文旅局")
    wizard.basis.setText(basis)
    return wizard


def book(path, *rows):
    workbook = openpyxl.Workbook()
    for row in (("单位名称", "层级", "主管单位"), *rows):
        workbook.active.append(row)
    workbook.save(path)
    return path


def test_offices_stand_indented_under_their_supervisor(page, desk):
    texts = [page.list.panel.model.index(row, 0).data() for row in range(3)]
    assert texts == [own_office(desk).name, "　　示例县广电局", "　　示例县文旅局"]
    choose(page, "示例县广电局")
    assert "账号：2 个" in page.list.facts.text()


def test_what_will_move_is_shown_and_nothing_is_written(page, desk):
    wizard = merging(page)
    assert "2 个账号、0 个下级单位归“示例县文旅局”" in wizard.told.words.text()
    assert wizard.moving.text().count("示例广电") == 2
    assert wizard.confirm.text() == "确认合并"
    wizard.leave.trigger()
    assert find_office(desk, "示例县广电局").valid_to is None
    assert page.currentWidget() is page.list


def test_without_a_basis_a_day_or_a_successor_nothing_can_be_confirmed(page):
    wizard = merging(page, basis="")
    assert not wizard.confirm.isEnabled()
    assert "请写依据" in wizard.told.words.text()
    wizard.basis.setText("文")
    assert wizard.confirm.isEnabled()
    wizard.day.setText("2026-13-01")
    assert (wizard.confirm.isEnabled(), wizard.moving.text()) == (False, "")
    wizard.day.setText("2026-11-01")
    wizard.target.setCurrentIndex(0)
    assert not wizard.confirm.isEnabled()
    assert "请写明由哪个单位承接" in wizard.told.words.text()


def test_a_confirmed_change_is_made_at_once_and_leads_to_the_history(page, desk, session, said):
    wanted = []
    session.wanted.connect(lambda title, _errand: wanted.append(title))
    wizard = merging(page)
    wizard.confirm.trigger()
    assert find_account(desk, "示例广电", "weibo").owner_name == "示例县文旅局"
    assert find_office(desk, "示例县广电局").valid_to == "2026-11-20"
    assert said[-1].text.startswith("“示例县广电局”已合并，2026-11-21起生效。2 个账号已移交")
    said[-1].pressed()
    assert (said[-1].button, wanted) == ("看沿革", ["台账"])
    assert page.list.panel.current().office.name == "示例县广电局"
    assert "承接单位：示例县文旅局" in page.list.facts.text()
    assert not page.list.change.isEnabled()


def test_a_new_name_leaves_the_old_one_in_sight(page, desk):
    choose(page, "示例县广电局")
    page.list.change.trigger()
    page.changing.new_name.setText("示例县文广局")
    page.changing.basis.setText("文")
    page.changing.confirm.trigger()
    assert "曾用名：示例县广电局（到 2026-11-20）" in page.list.facts.text()


def test_what_was_typed_for_one_office_is_gone_for_the_next(page):
    merging(page).leave.trigger()
    choose(page, "示例县文旅局")
    page.list.change.trigger()
    assert (page.changing.basis.text(), page.changing.kind.currentText()) == ("", "更名")
    assert page.changing.new_name.text() == "示例县文旅局"


def test_a_list_shows_counts_and_doubts_by_cell_before_it_is_written(page, desk, tmp_path, said):
    before = len(list_offices(desk))
    page.read(book(tmp_path / "名册.xlsx", ("示例县司法局", "县级", ""), ("示例镇", "乡级x", "")))
    preview = page.preview
    assert page.currentWidget() is preview
    assert preview.counts.words.text().startswith("共读到 2 行，新增 2 行，更新 0 行")
    assert preview.doubts.model.index(0, 0).data().endswith("B3")
    assert len(list_offices(desk)) == before
    preview.confirm.trigger()
    assert len(list_offices(desk)) == before + 2
    assert said[-1].text == "已导入：新增 2 个，更新 0 个单位。"
    page.read(tmp_path / "名册.xlsx")
    assert not preview.confirm.isVisible()


def test_former_names_of_a_list_are_shown_before_and_stand_at_the_office_after(
    page, desk, tmp_path
):
    workbook = openpyxl.Workbook()
    for row in (("单位名称", "曾用名"), ("示例县融媒局", "示例县广电局（到2026-06-30）、甲局")):
        workbook.active.append(row)
    workbook.save(tmp_path / "名册.xlsx")
    page.read(tmp_path / "名册.xlsx")
    changes = page.preview.rows.model.index(0, 4).data()
    assert changes == (
        "单位名称：示例县广电局 → 示例县融媒局；曾用名：示例县广电局（到 2026-06-30）、甲局"
    )
    page.preview.confirm.trigger()
    choose(page, "示例县融媒局")
    assert "曾用名：甲局\n曾用名：示例县广电局（到 2026-06-30）" in page.list.facts.text()


def test_escape_goes_back_step_by_step(qtbot, place, page):
    merging(page)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.currentWidget() is page.list
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert place.currentWidget() is place.settings


def test_the_own_offices_new_name_stands_in_the_window_at_once(qtbot, page, desk, session):
    window = Window(session, [])
    qtbot.addWidget(window)
    choose(page, own_office(desk).name)
    page.list.change.trigger()
    page.changing.new_name.setText("示例市示例区人民政府办公室")
    page.changing.basis.setText("国函〔2026〕1号")
    page.changing.confirm.trigger()
    assert window.office.text() == "示例市示例区人民政府办公室"
    assert window.windowTitle() == "示例市示例区人民政府办公室 政务新媒体监管"


def changed_to(page, name, kind, target):
    choose(page, name)
    page.list.change.trigger()
    wizard = page.changing
    wizard.kind.setCurrentText(kind)
    wizard.target.setCurrentText(target)
    wizard.basis.setText("文")
    return wizard


def test_a_transfer_moves_the_office_and_says_that_nothing_else_moves(page, desk):
    wizard = changed_to(page, "示例县广电局", "划转", "示例县文旅局")
    assert "“示例县广电局”归“示例县文旅局”主管" in wizard.told.words.text()
    assert "账号和下级单位跟着它" in wizard.told.words.text()
    wizard.confirm.trigger()
    above = find_office(desk, "示例县文旅局").id
    assert find_office(desk, "示例县广电局").parent == above
    assert find_account(desk, "示例广电", "weibo").owner_name == "示例县广电局"


def test_what_a_merger_moves_names_offices_below_and_checks_under_way(
    page, desk, session, tmp_path
):
    take_up_shipped_forms(desk)
    page.read(book(tmp_path / "名册.xlsx", ("示例县广电局收听站", "乡镇", "示例县广电局")))
    page.preview.confirm.trigger()
    with session.writing("drafts"):
        account = find_account(desk, "示例广电", "weibo").account.id
        answer_all(begin(desk, Occasion(account, "national-2019")), {"leak": "none"})
    wizard = merging(page)
    assert "2 个账号、1 个下级单位归“示例县文旅局”，1 项没有查完的检查接着查。" in (
        wizard.told.words.text()
    )
    lines = wizard.moving.text().splitlines()
    assert lines[0] == "账号"
    assert "　示例县广电局收听站" in lines
    assert lines[-1] == "没有查完的检查 1 项，已答的都在"


def test_a_list_is_asked_for_and_none_chosen_changes_nothing(page, file_at, tmp_path, monkeypatch):
    path = book(tmp_path / "名册.xlsx", ("示例县司法局", "县级", ""))
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: None)
    page.list.fetch.trigger()
    assert page.currentWidget() is page.list
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: path)
    page.list.fetch.trigger()
    assert page.currentWidget() is page.preview
    assert page.list.fetch.isEnabled()
