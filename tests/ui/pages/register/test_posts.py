"""发布: posts are put down beside the account, told in figures, and taken back."""

from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts, read_post_file
from govmedia_desktop.usecases.activity.posts import posts_of, take_in_posts
from govmedia_desktop.usecases.register.accounts import confirm_last_updates, find_account
from ui.parts import dialogs

ORIGINALS = "2026-10-08\t医保缴费指南\t原创\t办事服务\n2026-11-18\t县委常委会召开\t转载\t工作动态\n"


@pytest.fixture
def page(register_at):
    return register_at("发布")


@pytest.fixture
def posts(page):
    return page.list.details.posts


@pytest.fixture
def record(page):
    return page.list.panel.current().id


@pytest.fixture
def desk(page):
    return page._session.desk


@pytest.fixture
def said(page, heard):
    return heard(page._session)


def type_in(posts, text):
    posts.paste.trigger()
    posts.entry.text.setPlainText(text)
    posts.entry._look()


def preview(posts):
    model = posts.entry.table.rows
    return [model.row_at(n).text for n in range(model.rowCount())]


def workbook(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_an_account_without_posts_is_told_what_to_do_and_nothing_of_its_updates(posts):
    assert posts.figures.text() == ""
    assert posts.basis.text().startswith("还没有登记这个账号的发布记录")
    assert not posts.delete.isVisible()
    assert not posts.table.isVisible()


def test_pasted_cells_are_previewed_and_nothing_is_written_before(posts, desk, record):
    type_in(posts, ORIGINALS + "阅读 300")
    assert preview(posts) == ["看不出日期和标题：“阅读 300”", "医保缴费指南", "县委常委会召开"]
    assert posts.entry.counts.text() == "新的 2 条，不是发布记录 1 行"
    assert posts.entry.confirm.text() == "记下 2 条"
    assert posts_of(desk, record) == []


def test_what_was_confirmed_is_told_in_figures_with_their_units(posts, said):
    type_in(posts, ORIGINALS)
    posts.entry.confirm.trigger()
    assert [m.text for m in said] == ["已记下 2 条发布记录。"]
    assert posts.figures.text().splitlines() == [
        "发布 2 条，平均每周 0.3 条",
        "最近一条 2026-11-18，距今 3 天",
        "从2026-10-08起（之前没有登记）最长 40 天没有发布，超过 14 天的部分 26 天",
        "原创占 50%（2 条中 1 条）",
        "政策、办事、民生类占 50%（2 条中 1 条）",
    ]
    assert posts.table.rows.rowCount() == 2


def test_what_nobody_said_of_the_posts_is_not_told(posts):
    type_in(posts, "2026-11-20 医保缴费指南")
    posts.entry.confirm.trigger()
    assert "占" not in posts.figures.text()


def test_a_quarter_that_nobody_looked_at_is_not_judged(posts):
    type_in(posts, "2026-11-20 医保缴费指南")
    posts.entry.confirm.trigger()
    posts.period.setCurrentIndex(1)
    assert "最长" not in posts.figures.text()
    assert posts.table.rows.rowCount() == 0


def test_days_after_the_last_look_are_not_counted_as_days_without_posts(posts, desk, record, page):
    confirm_last_updates(desk, {record: date(2026, 11, 20)}, desk.today())
    take_in_posts(desk, read_pasted_posts(desk, "2026-10-01 甲\n2026-10-03 乙", record))
    page.list.refresh()
    assert "最长 1 天没有发布" in posts.figures.text()
    assert posts.basis.text() == "按已登记的发布记录，算到2026-10-03。"


def test_a_later_post_is_the_last_update_in_the_register(posts, desk, record):
    type_in(posts, "2026-11-21 医保缴费指南")
    posts.entry.confirm.trigger()
    account = find_account(desk, record).account
    assert (account.last_update, account.last_update_verified) == ("2026-11-21", "2026-11-21")


def test_a_file_is_previewed_and_taken_in(posts, desk, record, tmp_path, monkeypatch):
    rows = (("内容标题", "发表时间", "阅读次数"), ("甲", "2026-11-02", 1200), ("", "2026-11-03", 1))
    path = workbook(tmp_path / "后台.xlsx", *rows)
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_asked: path)
    posts.fetch.trigger()
    assert "后台.xlsx" in posts.entry.about.text()
    assert preview(posts) == ["没有标题，第3行未读入", "甲"]
    posts.entry.confirm.trigger()
    assert [p.title for p in posts_of(desk, record)] == ["甲"]


def test_a_files_rows_of_another_account_are_named_in_the_preview(posts, desk, page, tmp_path):
    other = page.list.panel.model.row_at(1)
    rows = (
        ("标题", "日期", "账号名称"),
        ("甲", "2026-11-02", other.name),
        ("乙", "2026-11-03", ""),
    )
    posts.read(workbook(tmp_path / "后台.xlsx", *rows))
    assert preview(posts) == [f"〔{other.name}〕甲", "乙"]
    posts.entry.confirm.trigger()
    assert [p.title for p in posts_of(desk, other.id)] == ["甲"]


def test_a_file_that_is_read_while_another_account_is_chosen_is_not_shown_there(
    posts, page, record, tmp_path
):
    path = workbook(tmp_path / "后台.xlsx", ("标题", "日期"), ("甲", "2026-11-02"))
    first = posts._listed
    page.list.panel.table.selectRow(1)
    posts._path = path
    posts._show_file(first, read_post_file(page._session.desk, path, record))
    assert posts.period.isVisible()


def told(posts, column, field):
    box = posts.entry.mapping.boxes[column]
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())


def test_a_file_whose_title_no_header_names_asks_for_that_column_and_keeps_it(
    posts, desk, record, tmp_path
):
    path = workbook(tmp_path / "后台.xlsx", ("推文", "发布时间"), ("甲", "2026-11-02"))
    posts.read(path)
    assert posts.entry.tabs.currentIndex() == 1
    assert not posts.entry.confirm.isEnabled()
    told(posts, 1, "title")
    assert posts.entry.confirm.text() == "记下 1 条"
    posts.entry.confirm.trigger()
    assert [p.title for p in posts_of(desk, record)] == ["甲"]
    posts.read(workbook(path, ("推文", "发布时间"), ("乙", "2026-11-03")))
    assert (posts.entry.tabs.currentIndex(), preview(posts)) == (0, ["乙"])


def test_a_column_that_was_taken_for_another_is_put_right(posts, tmp_path):
    rows = (("标题", "摘要", "日期"), ("1102", "医保缴费指南", "2026-11-02"))
    posts.read(workbook(tmp_path / "a.xlsx", *rows))
    assert (posts.entry.tabs.isVisible(), preview(posts)) == (True, ["1102"])
    told(posts, 2, "title")
    assert preview(posts) == ["医保缴费指南"]
    told(posts, 2, "")
    assert not posts.entry.confirm.isEnabled()
    assert posts.entry.counts.text() == "还没有指定哪一列是标题，不能记下；请先指定。"


def test_pasted_lines_have_no_columns_to_tell(posts, tmp_path):
    posts.read(workbook(tmp_path / "a.xlsx", ("推文", "日期"), ("甲", "2026-11-02")))
    type_in(posts, ORIGINALS)
    assert not posts.entry.tabs.isVisible()
    assert posts.entry.table.isVisible()


def test_posts_are_removed_and_brought_back_as_they_were(posts, desk, record, said):
    type_in(posts, ORIGINALS)
    posts.entry.confirm.trigger()
    before = posts_of(desk, record)
    posts.table.selectAll()
    posts.delete.trigger()
    assert posts_of(desk, record) == []
    assert said[-1].text.startswith("已删除 2 条发布记录；台账的最近更新日期没有改动")
    said[-1].pressed()
    assert posts_of(desk, record) == before


def test_the_entry_opens_by_its_key_and_escape_leaves_it(qtbot, posts, page):
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert posts.entry.text.isVisible()
    assert not posts.entry.confirm.isEnabled()
    qtbot.keyClick(posts.entry.text, Qt.Key.Key_Escape)
    assert posts.period.isVisible()


def test_what_is_typed_is_read_after_a_pause(qtbot, posts):
    posts.paste.trigger()
    qtbot.keyClicks(posts.entry.text, "11-20 IPv6")
    qtbot.waitUntil(lambda: preview(posts) == ["IPv6"])


def test_another_account_begins_without_what_was_typed(posts, page):
    type_in(posts, ORIGINALS)
    page.list.panel.table.selectRow(1)
    assert posts.period.isVisible()
    posts.paste.trigger()
    assert posts.entry.text.toPlainText() == ""


def test_what_was_put_down_is_taken_back_by_the_message_or_later_by_its_button(
    posts, desk, record, said
):
    before = find_account(desk, record).account.last_update
    type_in(posts, "2026-11-20 停水通知")
    posts.entry.confirm.trigger()
    said[-1].pressed()
    assert posts_of(desk, record) == []
    assert find_account(desk, record).account.last_update == before
    assert not posts.undo.isVisible()
    type_in(posts, "2026-11-20 停水通知\n2026-11-19 医保缴费指南")
    posts.entry.confirm.trigger()
    assert posts.undo.text().endswith("记下的 2 条")
    posts.undo.trigger()
    assert posts_of(desk, record) == []
    assert "历史记录里都还在" in said[-1].text


def test_the_button_names_the_file_that_was_put_down(posts, desk, record, tmp_path):
    path = tmp_path / "后台数据.csv"
    path.write_text("标题,发布时间\n甲,2026-11-12\n", "utf-8")
    posts.read(path)
    posts.entry.confirm.trigger()
    assert posts.undo.text() == "撤回 11-21 记下的 1 条"
    assert "后台数据.csv" in posts.undo.toolTip()


def test_what_later_work_rests_on_is_not_taken_back_and_the_sentence_says_why(
    posts, desk, record, said
):
    type_in(posts, "2026-11-20 停水通知")
    posts.entry.confirm.trigger()
    confirm_last_updates(desk, {record: date(2026, 11, 21)}, desk.today())
    with pytest.raises(RefusedError, match="不能撤回：记下以后"):
        posts.taking_back.now()
    assert len(posts_of(desk, record)) == 1
