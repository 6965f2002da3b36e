"""检查: exports of phones previewed, taken in and, where nobody could place them, decided on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.phones.held import list_waiting
from tests.data.collected import Filled, filled, kobo_xlsx
from tests.data.offices import APP, LAW, TOWN_VOICE, office
from tests.ui.clerk import Clerk
from tests.unit.desks import add
from ui import theme
from ui.tasks import InlinePool
from ui.theme import State

KEY = Qt.Key


@pytest.fixture
def clerk(qtbot, tmp_path):
    with office(tmp_path / "数据", (TOWN_VOICE, LAW, APP)) as desk:
        yield Clerk(qtbot, desk)


@pytest.fixture
def phone(clerk, tmp_path, file_at):
    """Brings exports through the file dialog to the preview."""

    def brought(*forms, **how):
        path = kobo_xlsx(tmp_path / f"手机{len(list(tmp_path.iterdir()))}.xlsx", *forms, **how)
        file_at(path)
        clerk.page.list.collect.trigger()
        return clerk.page.collection

    return brought


def rows(panel):
    return [panel.model.row_at(n) for n in range(panel.model.rowCount())]


def records(clerk):
    return standing(clerk.desk.db, "inspection")


def test_the_preview_shows_faults_first_and_writes_nothing(clerk, phone):
    preview = phone(filled("示例镇之声", 1), filled("没有的", 2), filled("示例掌上通", 3))
    assert clerk.page.currentWidget() is preview
    assert [line.word for line in rows(preview.lines)] == ["待决定", "存为草稿", "检查完成·合格"]
    assert [line.place for line in rows(preview.lines)] == ["第3行", "第4行", "第2行"]
    assert "现在还没有写入" in preview.counts.words.text()
    assert records(clerk) == []
    assert clerk.saved == []


def test_taking_in_writes_and_says_what_was_done(clerk, phone):
    preview = phone(filled("示例镇之声", 1), filled("示例普法", 2, leak="found"))
    assert [line.state for line in rows(preview.lines)] == [State.PASSED, State.FAILED]
    preview.confirm.trigger()
    assert clerk.listed
    assert len(records(clerk)) == 2
    assert "检查完成 2 份" in clerk.said[-1].text
    assert clerk.row("示例镇之声").state is State.PASSED
    assert clerk.page.list.done.text() == "已查 2/3"


def test_leaving_the_preview_leaves_everything_as_it_is(clerk, phone):
    phone(filled("示例镇之声")).leave.trigger()
    assert clerk.listed
    assert records(clerk) == []


def test_the_same_export_again_offers_nothing_to_take_in(clerk, phone):
    phone(filled("示例镇之声")).confirm.trigger()
    preview = phone(filled("示例镇之声"))
    assert not preview.confirm.isVisible()
    assert "没有要导入的内容" in preview.counts.words.text()
    assert rows(preview.lines)[0].weighed.text == "以前已导入"


def test_doubts_are_told_by_cell(clerk, phone):
    preview = phone(filled("示例镇之声", looked_at="很多"))
    (problem,) = rows(preview.problems)
    assert problem.cell.endswith("!I2")
    assert preview.tabs.tabText(1) == "疑问 1"


def test_a_file_that_cannot_be_used_leaves_the_list_as_it_is(clerk, tmp_path, file_at, monkeypatch):
    refused = []
    monkeypatch.setattr("ui.tasks._raise", refused.append)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    file_at(tmp_path / "坏.xlsx")
    clerk.session.tasks._pool = InlinePool()
    clerk.page.list.collect.trigger()
    assert clerk.listed
    assert clerk.page.list.collect.isEnabled()
    assert "没有读入任何内容" in str(refused[0])


def test_the_nature_is_that_of_the_list(clerk, phone):
    clerk.page.list.nature.setCurrentText("抽查")
    preview = phone(filled("示例镇之声"))
    assert "“抽查”" in preview.counts.words.text()
    preview.confirm.trigger()
    assert records(clerk)[0]["nature"] == "抽查"


def test_what_waits_is_offered_after_taking_in_and_stays_on_the_list(clerk, phone):
    assert not clerk.page.list.decide.isVisible()
    phone(filled("没有的")).confirm.trigger()
    assert clerk.page.list.decide.text() == "手机检查待决定 1 份"
    assert clerk.page.list.decide.isVisible()
    clerk.said[-1].pressed()
    assert clerk.page.currentWidget() is clerk.page.waiting


@pytest.fixture
def waiting(clerk, phone):
    """The page of what waits, with these forms on it."""

    def page(*forms):
        phone(*forms).confirm.trigger()
        clerk.page.list.decide.trigger()
        return clerk.page.waiting

    return page


def test_an_account_is_found_by_part_of_its_name_and_the_submission_taken_in(clerk, waiting):
    page = waiting(filled("镇里的官微"))
    assert "账号：镇里的官微" in page.decision.told.text()
    completions = page.decision.account.completer()
    completions.setCompletionPrefix("普法")
    assert completions.completionCount() == 1
    page.decision.account.setEditText(completions.currentCompletion())
    page.take.trigger()
    assert list_waiting(clerk.desk) == []
    assert len(records(clerk)) == 1
    assert "“示例普法”已导入：合格" in clerk.said[-1].text
    assert page.empty.isVisible()


def test_an_owner_is_named_only_where_the_name_alone_leaves_doubt(clerk, waiting):
    add(clerk.desk, "示例普法", platform="weibo", owner="示例乡人民政府")
    box = waiting(filled("镇里的官微")).decision.account
    named = [box.itemText(n) for n in range(box.count())]
    assert [name for name in named if "示例镇之声" in name] == ["示例镇之声（微信公众号）"]
    owners = {name.split(" · ")[1] for name in named if "示例普法" in name}
    assert len(owners) == 2
    assert "示例乡人民政府" in owners


def test_a_chosen_name_longer_than_the_box_shows_its_beginning(clerk, waiting):
    page = waiting(Filled("示例镇之声", 1, "v9"))
    assert page.decision.account.lineEdit().cursorPosition() == 0


def test_nothing_is_guessed_where_the_account_is_open(clerk, waiting):
    page = waiting(filled("镇里的官微"))
    assert page.decision.account.currentText() == ""
    page.take.trigger()
    assert "选定一个账号" in page.decision.fault.text()
    assert len(list_waiting(clerk.desk)) == 1


def test_the_likely_form_is_offered_and_once_confirmed_settles_the_rest(clerk, waiting):
    page = waiting(Filled("示例镇之声", 1, "v9"), Filled("示例普法", 2, "v9"))
    national = find_form(clerk.desk, "national-2019").id
    assert page.decision.form.currentData() == national
    assert page.decision.account.currentText().startswith("示例镇之声")
    page.take.trigger()
    assert list_waiting(clerk.desk) == []
    assert "另外 1 份也一并导入" in clerk.said[-1].text


def test_a_day_that_is_none_is_refused_beside_the_field(clerk, waiting):
    page = waiting(Filled("示例镇之声", day="2031-01-01"))
    page.decision.day.setText("哪天")
    page.take.trigger()
    assert "检查日期" in page.decision.fault.text()
    page.decision.day.setText("5-4")
    page.take.trigger()
    assert records(clerk)[0]["reference_date"] == "2024-05-04"


def test_one_left_aside_can_be_brought_back(clerk, waiting):
    page = waiting(filled("镇里的官微"))
    page.aside.trigger()
    assert [w.discarded for w in rows(page.panel)] == [True]
    assert page.aside.text() == "恢复"
    clerk.said[-1].pressed()
    assert [w.discarded for w in rows(page.panel)] == [False]
    page.aside.trigger()
    page.aside.trigger()
    assert [w.discarded for w in rows(page.panel)] == [False]


def test_nothing_waiting_teaches_what_the_page_is_for(clerk):
    clerk.page.show_waiting()
    assert clerk.page.waiting.empty.isVisible()
    assert not clerk.page.waiting.take.isVisible()
    clerk.page.waiting.back.trigger()
    assert clerk.listed


def test_the_decision_stands_beside_the_list_on_the_smallest_screen_too(clerk, waiting):
    theme.apply("特大")
    page = waiting(filled("镇里的官微"))
    clerk.page.resize(858, 560)
    QApplication.processEvents()
    assert page.decision.account.isVisible()
    assert page.panel.table.horizontalScrollBar().maximum() == 0


def test_the_place_of_a_doubt_is_told_without_its_sheet(clerk, phone):
    page = phone(filled("示例普法", looked_at="十几篇"))
    table = page.problems.model
    places = [table.index(n, 1).data() for n in range(table.rowCount())]
    assert places
    assert not any("!" in place for place in places)
