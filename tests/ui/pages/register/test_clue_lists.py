"""导入监测线索: a bought list is looked at before anything is written."""

import openpyxl
import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.usecases.activity.clues import list_clues
from govmedia_desktop.usecases.register.accounts import add_account
from ui.parts import dialogs

HEADER = ("账号名称", "平台", "问题", "时间")
CONTROL = Qt.KeyboardModifier.ControlModifier


def write(path, *rows, header=HEADER):
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def page(open_page, session):
    for name, platform in (("示例县普法", "wechat"), ("示例政务", "weibo")):
        add_account(session.desk, {"name": name, "platform": platform, "owner": "示例县司法局"})
    made = open_page()
    made.list.review.trigger()
    return made


@pytest.fixture
def listed(page, tmp_path, monkeypatch):
    path = write(
        tmp_path / "周报.xlsx",
        ("示例政务", "微博", "不更新", "2026-11-10"),
        ("示例縣普法", "微信", "错别字", "2026-11-10"),
        ("示例縣普法", "微信", "广告", "上周三"),
        ("没有的号", "抖音", "广告", "2026-11-09"),
        ("", "抖音", "广告", "2026-11-09"),
    )
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: path)
    page.review.clues.fetch.trigger()
    return page.clue_list


def shown(listed, column=0):
    model = listed.panel.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def clues(page):
    told = list_clues(page._session.desk)
    return {(t.clue.named, t.clue.problem): t.listed and t.listed.account.name for t in told}


def choose(listed, text):
    listed.meant.setCurrentText(text)
    listed.meant.activated.emit(listed.meant.currentIndex())


def test_what_has_to_be_decided_comes_first_and_nothing_is_written(page, listed):
    assert page.currentWidget() is listed
    assert shown(listed) == [
        "△ 名称相近",
        "△ 名称相近",
        "△ 存疑",
        "△ 存疑",
        "○ 台账里没有",
        "✓ 已对上",
    ]
    assert shown(listed, 1)[2].endswith(" 单元格")
    assert "名称相近 2 条" in listed.counts.words.text()
    assert listed.confirm.text() == "导入 4 条"
    assert clues(page) == {}
    listed.leave.trigger()
    assert (page.currentWidget(), clues(page)) == (page.review, {})


def test_the_chosen_row_says_what_it_may_be_and_why(listed):
    assert listed.panel.current().read.row.named == "示例縣普法"
    assert "示例县普法（微信公众号）：名称只差繁简、全半角或符号" in listed.about.text()
    assert [listed.meant.itemText(n) for n in range(listed.meant.count())] == [
        "还没有定",
        "示例县普法（微信公众号）",
        "都不是",
    ]
    listed.panel.table.selectRow(5)
    assert not listed._asked.isVisible()


def test_one_decision_is_for_every_row_of_that_name(qtbot, page, listed):
    choose(listed, "示例县普法（微信公众号）")
    assert shown(listed).count("✓ 已对上") == 3
    assert "示例县普法（微信公众号）" in shown(listed, 2)
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    assert clues(page) == {
        ("示例政务", "不更新"): "示例政务",
        ("示例縣普法", "错别字"): "示例县普法",
        ("示例縣普法", "广告"): "示例县普法",
        ("没有的号", "广告"): None,
    }
    assert page.currentWidget() is page.review


def test_none_of_them_is_a_decision_too_and_can_be_taken_back(listed):
    choose(listed, "都不是")
    assert shown(listed).count("○ 台账里没有") == 3
    assert "请定是" not in listed.counts.words.text()
    row = next(r for r, name in enumerate(shown(listed, 1)) if name == "示例縣普法")
    listed.panel.table.selectRow(row)
    assert listed.meant.currentText() == "都不是"
    choose(listed, "还没有定")
    assert shown(listed).count("△ 名称相近") == 2


def test_the_same_list_again_has_nothing_to_take_in(page, listed, tmp_path):
    listed.confirm.trigger()
    listed.read(tmp_path / "周报.xlsx")
    assert not listed.confirm.isEnabled()
    assert "没有新的线索要导入" in listed.counts.words.text()


def test_a_list_that_names_no_problem_asks_for_the_column_first(page, tmp_path):
    path = write(tmp_path / "预警.xlsx", ("示例政务", "红色"), header=("账号", "预警级别"))
    listed = page.clue_list
    listed.read(path)
    assert listed.tabs.currentIndex() == 1
    assert not listed.confirm.isEnabled()
    box = listed.mapping.boxes[2]
    box.setCurrentIndex(box.findData("problem"))
    box.activated.emit(box.currentIndex())
    assert listed.confirm.text() == "导入 1 条"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert not listed.confirm.isEnabled()
    assert listed.counts.words.text() == "还没有指定哪一列是问题，不能导入；请先指定。"


def test_columns_are_remembered_of_the_firm_that_is_named(page, tmp_path):
    path = write(tmp_path / "预警.xlsx", ("示例政务", "红色"), header=("账号", "预警级别"))
    listed = page.clue_list
    listed.read(path)
    box = listed.mapping.boxes[2]
    box.setCurrentIndex(box.findData("problem"))
    box.activated.emit(box.currentIndex())
    listed.source.setText("某舆情公司")
    listed.source.editingFinished.emit()
    listed.confirm.trigger()
    (told,) = list_clues(page._session.desk)
    assert told.clue.source == "某舆情公司"
    listed.read(path)
    assert listed.panel.model.index(0, 0).data() == "已经导入过"
