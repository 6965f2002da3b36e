"""监测线索 and 矩阵 in 台账核对: judged by a person, a main account chosen from a list."""

import openpyxl
import pytest

from govmedia_desktop.domain.clues import ClueState
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity.clues import list_clues
from govmedia_desktop.usecases.register.accounts import add_account, find_account
from ui.pages.register import RegisterPage

CLUES, MATRIX = 3, 4


@pytest.fixture
def page(qtbot, session):
    for name, platform in (("示例发布", "wechat"), ("示例政务", "weibo"), ("示例文旅", "douyin")):
        add_account(session.desk, {"name": name, "platform": platform, "owner": "示例县政府办"})
    made = RegisterPage(session)
    qtbot.addWidget(made)
    made.show()
    made.list.review.trigger()
    return made


@pytest.fixture
def clues(page, tmp_path):
    page.review.tabs.setCurrentIndex(CLUES)
    book = openpyxl.Workbook()
    for row in (
        ("账号名称", "平台", "问题", "时间"),
        ("示例发布", "微信", "错别字", "2026-11-10"),
        ("没有的号", "抖音", "商业广告", "2026-11-09"),
    ):
        book.active.append(row)
    book.save(tmp_path / "周报.xlsx")
    page.clue_list.read(tmp_path / "周报.xlsx")
    page.clue_list.confirm.trigger()
    return page.review.clues


def choose(panel, text):
    model = panel.panel.model
    for row in range(model.rowCount()):
        if any(text in (model.index(row, n).data() or "") for n in range(2)):
            panel.panel.table.selectRow(row)
            return
    raise AssertionError(text)


def states(page):
    return {t.clue.named: t.clue.state for t in list_clues(page._session.desk)}


def test_an_empty_tab_says_what_it_is_for_and_how_to_begin(page):
    page.review.tabs.setCurrentIndex(CLUES)
    assert page.review.clues._stack.currentIndex() == 0
    assert page.review.clues.first.isVisible()
    assert "不影响合格率" in page.review.about.text()


def test_a_list_that_was_confirmed_comes_in_waiting(page, said, clues):
    assert page.currentWidget() is page.review
    assert said[-1].text.startswith("已导入 2 条监测线索，都待核实")
    assert page.review.tabs.tabText(CLUES) == "监测线索 2"
    assert set(states(page).values()) == {ClueState.WAITING}


def test_a_list_is_taken_back_from_its_message(page, said, clues):
    assert said[-1].button == "撤回"
    said[-1].pressed()
    assert states(page) == {}
    assert said[-1].text.startswith("已撤回")
    assert "2 条（周报.xlsx）" in said[-1].text
    assert (clues._stack.currentIndex(), page.review.tabs.tabText(CLUES)) == (0, "监测线索")


def test_a_list_is_taken_back_later_unless_somebody_has_judged_of_it(page, clues):
    undo = clues.taking_back.action
    assert undo.isVisible()
    assert undo.text().endswith("记下的 2 条")
    choose(clues, "示例发布")
    clues.confirm.trigger()
    with pytest.raises(RefusedError, match="错别字”又有改动"):
        clues.taking_back.now()
    assert len(states(page)) == 2


def test_a_clue_is_confirmed_and_taken_back(page, clues):
    choose(clues, "示例发布")
    clues.confirm.trigger()
    assert states(page)["示例发布"] is ClueState.CONFIRMED
    assert page.review.tabs.tabText(CLUES) == "监测线索 1"
    choose(clues, "示例发布")
    assert (clues.confirm.isVisible(), clues.again.isVisible()) == (False, True)
    clues.again.trigger()
    assert states(page)["示例发布"] is ClueState.WAITING


def test_rejecting_asks_for_the_reason_and_keeps_it(page, clues):
    choose(clues, "示例发布")
    clues.reject.trigger()
    assert "请写明为什么不属实" in clues.reason.refusal.text()
    clues.reason.line.setText("误报")
    clues.reject.trigger()
    choose(clues, "示例发布")
    assert (states(page)["示例发布"], clues.reason.text) == (ClueState.REJECTED, "误报")


def test_an_account_that_is_not_in_the_register_is_refused_beside_the_line(page, clues):
    choose(clues, "没有的号")
    assert not clues.look.isEnabled()
    clues.confirm.trigger()
    assert "请先把账号登记到台账" in clues.reason.refusal.text()


def test_a_main_account_is_chosen_and_the_tree_follows(page):
    desk, panel = page._session.desk, page.review.matrix
    page.review.tabs.setCurrentIndex(MATRIX)
    choose(panel, "示例政务")
    panel.main.setCurrentText("示例发布（微信公众号）")
    panel.main.activated.emit(panel.main.currentIndex())
    main = find_account(desk, "示例发布").account.id
    assert find_account(desk, "示例政务").account.main_account == main
    model = panel.panel.model
    assert [model.index(n, 0).data() for n in range(3)] == ["示例发布", "　　示例政务", "示例文旅"]
    assert model.index(0, 3).data() == "主账号，共 2 个"
    assert panel.panel.current().listed.account.name == "示例政务"


def test_a_ring_is_refused_beside_the_chooser_and_nothing_changes(page):
    desk, panel = page._session.desk, page.review.matrix
    page.review.tabs.setCurrentIndex(MATRIX)
    choose(panel, "示例发布")
    panel.main.setCurrentText("示例发布（微信公众号）")
    panel.main.activated.emit(panel.main.currentIndex())
    assert "不能是它自己" in panel.refusal.text()
    assert panel.main.currentIndex() == 0
    assert find_account(desk, "示例发布").account.main_account is None
