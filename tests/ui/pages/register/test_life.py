"""沿革: steps are entered where everything that happened to an account stands."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import take_in_posts
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.register.accounts import add_account, find_account
from govmedia_desktop.usecases.register.life import NewStep, add_step, steps_of
from tests.unit.desks import inspect


@pytest.fixture
def page(register_at):
    return register_at("沿革")


@pytest.fixture
def life(page):
    return page.list.details.life


@pytest.fixture
def record(page):
    return page.list.panel.current().id


@pytest.fixture
def desk(page):
    return page._session.desk


def enter(life, kind, **texts):
    life.begin.trigger()
    life.kind.show_text(kind)
    life.kind._give()
    for name, text in texts.items():
        life.fields[name].show_text(text)
    life.enter.trigger()


def test_a_step_is_entered_and_stands_first_in_what_happened(life, desk, record):
    enter(life, "关停", day="11-20", filed="2026-11-21", document="县办〔2026〕3号")
    (step,) = steps_of(desk, record)
    assert (step.day, step.filed, step.document) == ("2026-11-20", "2026-11-21", "县办〔2026〕3号")
    assert find_account(desk, record).account.status is Status.CLOSED
    text = life.timeline.toPlainText()
    assert "2026-11-20  关停\n文号：县办〔2026〕3号\n备案日期：2026-11-21" in text
    assert life.timeline.isVisible()


def test_a_step_without_a_day_happened_today(life, desk, record):
    enter(life, "备案", document="备7号")
    assert steps_of(desk, record)[0].day == str(desk.today())


def test_each_kind_asks_for_what_it_needs_only(life):
    life.begin.trigger()
    assert not life.fields["new_name"].input.isVisible()
    life.kind.show_text("变更")
    life.kind._give()
    assert life.fields["new_name"].input.isVisible()
    assert life.fields["filed"].input.isVisible()
    life.kind.show_text("停更公告")
    life.kind._give()
    assert not life.fields["filed"].input.isVisible()


def test_a_change_tells_old_and_new(life, desk, record):
    before = find_account(desk, record).account.name
    enter(life, "变更", new_name="示例新名")
    assert f"账号名称：{before} → 示例新名" in life.timeline.toPlainText()


def test_what_cannot_be_is_refused_beside_its_field_and_stays_typed(life, desk, record):
    enter(life, "关停", day="2027-01-01")
    assert "晚于今天" in life.fields["day"].fault.text()
    assert life.fields["day"].text == "2027-01-01"
    life.fields["day"].show_text("")
    life.kind.show_text("变更")
    life.enter.trigger()
    assert "要写明变更了什么" in life.refusal.text()
    life.leave.trigger()
    assert steps_of(desk, record) == []
    assert life.timeline.isVisible()


def test_inspections_posts_and_changes_stand_in_one_order(life, desk, record, page):
    take_up_shipped_forms(desk)
    inspect(desk, record, interaction="no", last_update="2026-11-20")
    take_in_posts(desk, read_pasted_posts(desk, "2026-10-08 甲\n2026-10-20 乙", record))
    add_step(desk, record, NewStep(StepKind.OPENED, date(2020, 5, 1)))
    life.show_account(record)
    text = life.timeline.toPlainText()
    places = [
        text.index(part) for part in ("未提供有效互动功能", "本月发布 2 条", "2020-05-01  运行")
    ]
    assert places == sorted(places)


def test_another_account_begins_with_its_own_story(life, desk, page, record):
    other = add_account(desk, {"name": "示例另号", "platform": "douyin"})
    life.begin.trigger()
    page.list.refresh()
    page.list.choose(other)
    assert life.timeline.isVisible()
    assert "示例另号" in life.timeline.toPlainText()


def test_the_entry_opens_by_its_key(qtbot, life, page):
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert life.kind.input.isVisible()
