"""设置: everything is saved as it is set; what is refused stands beside its field."""

import os

import pytest

from govmedia_desktop import settings as stored
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.store.files import add_evidence, evidence_path
from govmedia_desktop.usecases.offices.known import list_offices, own_office
from govmedia_desktop.usecases.offices.parameters import list_parameters
from govmedia_desktop.usecases.upkeep.backups import list_backups
from govmedia_desktop.usecases.upkeep.maintenance import Fault
from tests.data.pictures import png
from ui import theme
from ui.pages.settings import NOT_FOR_SECRETS, SettingsPage
from ui.parts import dialogs


@pytest.fixture
def place(tmp_path):
    return tmp_path / "settings.json"


@pytest.fixture
def page(qtbot, session_at, place):
    made = SettingsPage(session_at(accounts=3, quarters=1), place)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def desk(page):
    return page.office._session.desk


def test_another_type_size_is_seen_at_once_and_kept(qapp, page, place):
    page.look.font_size.setCurrentText("特大")
    assert not page.updatesEnabled()  # nothing is drawn half dressed
    qapp.processEvents()
    assert page.updatesEnabled()
    assert qapp.font().pointSizeF() == theme.BODY_POINTS["特大"]
    assert f"{theme.BODY_POINTS['特大'] * 16 / 10.5:.1f}pt" in qapp.styleSheet()
    assert stored.load(place).font_size == "特大"


def test_high_contrast_is_seen_at_once_and_kept(qapp, page, place):
    page.look.contrast.setChecked(True)
    qapp.processEvents()
    assert theme.palette() is theme.HIGH_CONTRAST
    assert stored.load(place).high_contrast


def test_two_changes_between_two_events_leave_the_last_one(qapp, page, place):
    page.look.font_size.setCurrentText("特大")
    page.look.contrast.setChecked(True)
    page.look.font_size.setCurrentText("大")
    qapp.processEvents()
    assert (qapp.font().pointSizeF(), page.updatesEnabled()) == (theme.BODY_POINTS["大"], True)
    assert theme.palette() is theme.HIGH_CONTRAST


def test_what_is_set_already_is_shown(qtbot, session_at, place):
    stored.save(place, stored.Settings(font_size="大", high_contrast=True))
    page = SettingsPage(session_at(accounts=0), place)
    qtbot.addWidget(page)
    assert (page.look.font_size.currentText(), page.look.contrast.isChecked()) == ("大", True)


def test_the_own_office_is_shown_and_its_level_can_be_set(page, desk):
    assert page.office.parent_office.text() == "示例市人民政府办公室"
    page.office.level.setCurrentText("乡镇")
    assert own_office(desk).level is Level.TOWNSHIP


def test_leaving_a_field_as_it_was_saves_nothing(qtbot, page):
    with qtbot.assertNotEmitted(page.office._session.saved):
        page.office.parent_office.editingFinished.emit()


def test_another_office_above_becomes_known(page, desk):
    page.office.parent_office.setText("另一市人民政府办公室")
    page.office.parent_office.editingFinished.emit()
    above = next(o for o in list_offices(desk) if o.id == own_office(desk).parent)
    assert above.name == "另一市人民政府办公室"


def test_an_office_below_cannot_be_above(page, desk):
    before = own_office(desk)
    page.office.parent_office.setText("柳溪镇人民政府")
    page.office.parent_office.editingFinished.emit()
    assert "不能作主管单位" in page.office.fault.text()
    assert own_office(desk) == before


def test_a_new_clerk_writes_under_the_new_name(page, desk):
    page.office.staff.setText("王五")
    page.office.staff.editingFinished.emit()
    assert desk.staff == "王五"


def test_nobody_is_no_name(page, desk):
    page.office.staff.setText(" ")
    page.office.staff.editingFinished.emit()
    assert desk.staff == "张三"
    assert not page.office.fault.isHidden()


def test_a_practising_clerk_is_not_remembered_for_the_real_folder(qtbot, session_at, place):
    session = session_at(accounts=0)
    session.practice = True
    page = SettingsPage(session, place)
    qtbot.addWidget(page)
    page.office.staff.setText("练习者")
    page.office.staff.editingFinished.emit()
    assert stored.load(place).staff == ""


def set_parameter(page, value, basis="示例县管理办法"):
    page.parameters.value.setText(value)
    page.parameters.basis.setText(basis)
    page.parameters.put.trigger()


def test_a_stricter_limit_is_set_and_listed(page, desk):
    set_parameter(page, "10")
    (parameter,) = list_parameters(desk)
    assert (parameter.value, parameter.basis) == (10, "示例县管理办法")
    assert page.parameters.model.row_at(0) == parameter
    assert page.parameters.fault.isHidden()


@pytest.mark.parametrize(
    ("value", "basis", "why"),
    [("30", "某文", "地方标准只能更严"), ("10", " ", "依据"), ("十", "某文", "不是数")],
)
def test_what_is_refused_is_told_beside_the_field(page, desk, value, basis, why):
    set_parameter(page, value, basis)
    assert why in page.parameters.fault.text()
    assert list_parameters(desk) == []


def test_a_day_that_is_none_is_told_and_nothing_is_set(page, desk):
    page.parameters.start.setText("明天")
    set_parameter(page, "10")
    assert "日期" in page.parameters.fault.text()
    assert list_parameters(desk) == []


def test_a_limit_may_hold_for_some_time_only(page, desk):
    page.parameters.start.setText("2026-10-01")
    page.parameters.end.setText("2026-12-31")
    set_parameter(page, "10")
    (parameter,) = list_parameters(desk)
    assert (parameter.valid_from, parameter.valid_to) == ("2026-10-01", "2026-12-31")


def test_a_backup_is_made_and_listed(page, desk, heard, shown_files):
    said = heard(page.data._session)
    page.data.back_up.trigger()
    (backup,) = list_backups(desk)
    assert backup.why == "手工"
    assert page.data.backups.row_at(0) == backup
    said[-1].pressed()
    assert shown_files == [backup.path]
    assert page.data.back_up.isEnabled()


def test_sound_data_are_said_to_be_sound(page):
    page.data.verify.trigger()
    assert page.data.verdict.words.text().startswith("数据完好")


def test_a_fault_is_told_in_words(page, desk):
    digest = add_evidence(desk.store.evidence, b"picture")
    next(path for path in desk.store.evidence.rglob(f"{digest}*")).write_bytes(b"other")
    page.data.verify.trigger()
    assert "发现 1 处问题" in page.data.verdict.words.text()
    assert f"证据{digest[:12]}…缺失或被改动" in page.data.verdict.words.text()


def test_of_many_faults_the_first_are_told_and_the_count(page):
    page.data._tell_faults([Fault("chain", f"第{n}处") for n in range(40)])
    assert "……共 40 处" in page.data.verdict.words.text()


def test_the_folder_can_be_opened(page, desk, shown_files):
    page.data.show_folder.trigger()
    assert shown_files == [desk.store.folder]


def test_the_page_says_what_the_program_may_not_be_used_for(page):
    texts = [label.text() for label in page.findChildren(type(page.title))]
    assert NOT_FOR_SECRETS in texts


def old_picture(desk, shade=1):
    digest = add_evidence(desk.store.evidence, png(shade=shade))
    path = evidence_path(desk.store.evidence, digest)
    os.utime(path, (0, 0))
    return path


def test_evidence_that_nothing_needs_is_counted_and_swept_when_a_person_says_so(
    page, desk, heard, monkeypatch
):
    said = heard(page.data._session)
    pictures = [old_picture(desk, shade) for shade in (1, 2)]
    page.data.evidence.hide()
    page.data.evidence.show()
    words = page.data.evidence.words.text()
    assert "2 张（不到 0.1 MB）" in words
    assert page.data.evidence.sweep.isVisible()
    asked = []
    monkeypatch.setattr(dialogs, "ask", lambda dialog: asked.append(dialog.words.text()))
    page.data.evidence.sweep.trigger()
    assert "将删除 2 张" in asked[0]
    assert all(path.exists() for path in pictures)
    monkeypatch.setattr(dialogs, "ask", lambda _dialog: True)
    page.data.evidence.sweep.trigger()
    assert not any(path.exists() for path in pictures)
    assert said[-1].text == "已清理 2 张（不到 0.1 MB）。"
    assert not page.data.evidence.sweep.isVisible()


def test_without_such_evidence_the_line_says_so_and_offers_nothing(page):
    assert "没有可以清理的" in page.data.evidence.words.text()
    assert not page.data.evidence.sweep.isVisible()


def test_a_backup_that_cannot_say_what_it_needs_is_named_in_the_line(page, desk):
    old_picture(desk)
    page.data.back_up.trigger()
    (backup,) = list_backups(desk)
    backup.path.write_bytes(b"damaged")
    page.data.evidence.hide()
    page.data.evidence.show()
    assert backup.path.name in page.data.evidence.words.text()
    assert not page.data.evidence.sweep.isVisible()
