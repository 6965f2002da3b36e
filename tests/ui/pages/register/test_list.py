"""台账: the list, its filters, and the details that fold."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from tests.ui.pages.register.conftest import CONTROL, choose, field, fill, names
from tests.unit.desks import add, inspect

# the list


def test_an_empty_register_says_what_it_is_for_and_what_to_do_first(qtbot, open_page):
    page = open_page()
    assert page.list.stack.currentIndex() == 0
    shown = [a.text() for a in page.list.first if a.isVisible()]
    assert shown == ["导入台账", "新增账号"]
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    assert page.list.details.is_new
    assert page.list.stack.currentIndex() == 1


def test_the_list_shows_what_is_known_of_each_account(desk, open_page):
    record = add(desk, owner="示例镇", last_update="2026-11-20", comments="开放")
    inspect(desk, record, last_update="2026-11-20")
    page = open_page()
    cells = [page.list.panel.model.index(0, n).data() for n in range(8)]
    assert cells == [
        "示例发布",
        "微信公众号",
        "示例镇",
        "正常运行",
        "2026-11-20",
        "✓ 合格",
        "开放",
        "发布类",
    ]


def test_words_and_filters_narrow_the_list_and_the_count_says_so(qtbot, desk, open_page):
    add(desk, "示例甲")
    add(desk, "示例乙", platform="weibo")
    add(desk, "示例丙", status="拟关停")
    page = open_page()
    qtbot.keyClick(page.list.panel.table, Qt.Key.Key_F, CONTROL)
    page.list.panel.search.setText("微博")
    assert names(page) == ["示例乙"]
    assert page.list.panel.count.text() == "共 3 条，已筛选 1 条"
    page.list.panel.search.clear()
    boxes = {b.accessibleName(): b for b in page.list.panel.findChildren(QComboBox)}
    boxes["状态"].setCurrentText("拟关停")
    assert names(page) == ["示例丙"]
    boxes["平台"].setCurrentText("新浪微博")
    assert names(page) == []


def test_the_details_can_be_folded_away(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    assert page.list.details.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert not page.list.details.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert page.list.details.isVisible()


def narrow(page):
    page.resize(700, 560)
    QApplication.processEvents()


def test_in_a_narrow_window_the_details_fold_and_one_key_opens_them(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    narrow(page)
    assert not page.list.details.isVisible()
    assert page.list.fold.text() == "展开详情"
    qtbot.keyClick(page, Qt.Key.Key_F4)
    assert page.list.details.isVisible()
    assert page.list.fold.text() == "收起详情"
    assert page.list.panel.table.horizontalScrollBar().maximum() == 0


def test_enter_on_an_account_opens_its_folded_details(qtbot, desk, open_page):
    add(desk)
    page = open_page()
    narrow(page)
    qtbot.keyClick(page.list.panel.table, Qt.Key.Key_Return)
    assert field(page, "name").input.hasFocus()


def test_a_new_account_opens_the_folded_details_until_it_is_entered(qtbot, desk, said, open_page):
    add(desk)
    page = open_page()
    narrow(page)
    page.list.add.trigger()
    assert field(page, "name").input.hasFocus()
    fill(qtbot, page, "name", "示例新号")
    choose(page, "platform", "微信公众号")
    page.list.details.enter.trigger()
    assert said[-1].text == "已登记“示例新号”。"
    assert not page.list.details.isVisible()
