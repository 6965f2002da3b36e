"""更名, 合并, 撤销, 划转 from the menu to the disk, and by a file to the office above."""

import pytest
from PySide6.QtCore import Qt

from govmedia_desktop import settings as stored
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.domain.periods import quarters_back
from govmedia_desktop.domain.trends import Group
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import NewOffice, open_desk
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.offices.known import find_office, list_offices
from govmedia_desktop.usecases.oversight.timeline import timeline
from govmedia_desktop.usecases.periods.reports import problem_report
from govmedia_desktop.usecases.periods.trends import Question, trend
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.upkeep.folders import set_up
from govmedia_desktop.usecases.upkeep.maintenance import rebuild
from tests.e2e.test_window_story import ALT, CONTROL, page_of
from tests.unit.desks import NONE, add
from ui.parts import dialogs

CITY, COUNTY, TOWN = "示例市人民政府办公室", "示例县人民政府办公室", "示例镇人民政府"
OLD, OTHER = "示例县广电局", "示例县文旅局"
KINDS = {
    "更名": ("示例县文广局", "改称“示例县文广局”，不移动账号和下级单位。"),
    "合并": (OTHER, f"2 个账号、1 个下级单位归“{OTHER}”，0 项没有查完的检查接着查。"),
    "撤销": (OTHER, f"2 个账号、1 个下级单位归“{OTHER}”，0 项没有查完的检查接着查。"),
    "划转": (OTHER, f"“{OLD}”归“{OTHER}”主管，账号和下级单位跟着它，不另移动。"),
}


def past_end(desk):
    return quarters_back(desk.today(), 1).end


def check(desk, account, day):
    inspection = begin(desk, Occasion(account, "national-2019", reference_date=day))
    answer_all(inspection, {**NONE, "interaction": "yes", "last_update": f"{day.year}-01-01"})
    inspection.finish()


@pytest.fixture
def county(tmp_path):
    """示例县 with two bureaus; one has two accounts and a station below, checked last quarter."""
    folder = tmp_path / "县"
    set_up(folder, NewOffice(COUNTY, Level.COUNTY, parent=CITY), "张三")
    with open_desk(folder, "张三") as desk:
        ids = [add(desk, "示例广电", owner=OLD), add(desk, "示例视听", owner=OLD)]
        add(desk, "示例文旅", owner=OTHER)
        add(desk, "示例站讯", owner="示例县转播站")
        below = Edit(
            find_office(desk, "示例县转播站").id, "office", {"parent": find_office(desk, OLD).id}
        )
        desk.record([below])
        check(desk, ids[0], past_end(desk))
    return folder


def opened(qtbot, start, folder):
    stored.save(start._place, stored.Settings(data_folder=str(folder), staff="张三"))
    start.begin()
    with qtbot.waitActive(start.shown):
        start.shown.activateWindow()
    return start.shown


def change_in_the_window(qtbot, window, kind, to):
    """设置 → 管理单位 → 变更这个单位, by the keys that are shown; return what was said before."""
    qtbot.keyClick(window, Qt.Key.Key_7, ALT)
    place = page_of(window)
    place.settings.office.manage.trigger()
    page = place.offices
    page.list.choose(find_office(window.session.desk, OLD).id)
    qtbot.keyClick(page, Qt.Key.Key_E, CONTROL)
    wizard = page.changing
    assert page.currentWidget() is wizard
    wizard.kind.setCurrentText(kind)
    if wizard.new_name.isVisible():
        wizard.new_name.setText(to)
    else:
        wizard.target.setCurrentText(to)
    wizard.basis.setText("县委编办〔2026〕1号")
    told = wizard.told.words.text()
    qtbot.keyClick(wizard, Qt.Key.Key_Return, CONTROL)
    assert page.currentWidget() is page.list
    return told


def send_up(qtbot, window, monkeypatch, path):
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: path)
    qtbot.keyClick(window, Qt.Key.Key_6, ALT)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert path.stat().st_size > 0


def take_in(window, path):
    exchange = window.open("上报与接收")
    exchange.take_in([path])
    exchange.receiving.previewing.confirm.trigger()


def holds(desk, kind, to):
    """Assert what stands after a change, wherever its revisions are."""
    was = next(o for o in list_offices(desk) if OLD in (o.name, *o.former_names))
    account = find_account(desk, "示例广电")
    ended = kind in ("合并", "撤销")
    assert (account.owner_name, was.name) == {
        "更名": (to, to),
        "划转": (OLD, OLD),
    }.get(kind, (to, OLD))
    assert bool(was.valid_to) is ended
    offices = {o.id: o for o in list_offices(desk)}
    assert (offices[was.successor].name if was.successor else None) == (to if ended else None)
    station = find_office(desk, "示例县转播站")
    assert offices[station.parent].name == (to if ended else was.name)
    if kind == "划转":
        assert offices[was.parent].name == to
    story = " ".join(f"{h.title} {' '.join(h.lines)}" for h in timeline(desk, account.account.id))
    assert (f"{OLD}{kind}" in story) is ended


def called_in_the_past(desk):
    """Return what the offices of the past quarter are called in its figures."""
    past = quarters_back(desk.today(), 1)
    return {p.group for p in trend(desk, Question(Group.OFFICE)) if p.period_code == past.code}


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_shown_made_kept_sent_up_and_leaves_the_past_as_it_was(
    qtbot, start, monkeypatch, county, kind
):
    to, before = KINDS[kind]
    window = opened(qtbot, start, county)
    assert change_in_the_window(qtbot, window, kind, to) == f"{before}现在还没有写入。"
    desk = window.session.desk
    holds(desk, kind, to)
    assert called_in_the_past(desk) == {OLD}
    found = problem_report(desk, quarters_back(desk.today(), 1)).problems
    assert {problem.owner for problem in found} == {OLD}
    path = county.parent / "上报.gmpack"
    send_up(qtbot, window, monkeypatch, path)
    window.close()
    start.close()

    # as it stands on the disk, also when all is folded again
    with open_desk(county, "张三") as desk:
        assert rebuild(desk).differing == ()
        holds(desk, kind, to)

    # in the city, whose window takes the file in
    city = county.parent / "市"
    set_up(city, NewOffice(CITY, Level.CITY), "李四")
    window = opened(qtbot, start, city)
    take_in(window, path)
    holds(window.session.desk, kind, to)
    assert called_in_the_past(window.session.desk) == {OLD}
