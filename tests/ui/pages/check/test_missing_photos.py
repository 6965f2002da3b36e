"""缺照片: what has not come yet, brought in days later, as the person sees it."""

import pytest

from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.phones.missing_photos import missing_files
from tests.data.offices import TOWN_VOICE, office
from tests.ui.clerk import Clerk
from tests.unit.collected_photos.conftest import CHOICES, FORM, book, kobo_media
from tests.unit.collected_photos.test_late import ALL
from tests.unit.forms.workbooks import workbook
from ui.parts import dialogs


@pytest.fixture
def clerk(qtbot, tmp_path):
    with office(tmp_path / "数据", (TOWN_VOICE,)) as desk:
        publish(desk, workbook(FORM, CHOICES), "f.xlsx")
        yield Clerk(qtbot, desk)


def listed(page):
    model = page.panel.model
    return sorted(model.row_at(n).name for n in range(model.rowCount()))


@pytest.fixture
def first(clerk, tmp_path):
    """The tables came and were taken in; their photos did not."""
    clerk.page.read([book(tmp_path / "a.xlsx")])
    clerk.page.collection.confirm.trigger()
    (tmp_path / "a.xlsx").unlink()
    return clerk


def test_after_the_tables_alone_one_is_told_what_is_missing_and_led_there(first):
    message = first.said[-1]
    assert "还缺照片等文件 4 个，不影响检查。" in message.text
    assert message.button == "看缺哪些"
    message.pressed()
    page = first.page.missing
    assert first.page.currentWidget() is page
    assert listed(page) == sorted(ALL)


def test_the_key_leads_there_and_back(clerk):
    clerk.page.list.photos.trigger()
    page = clerk.page.missing
    assert clerk.page.currentWidget() is page
    assert page.empty.isVisible()
    assert not page.files.isVisible()
    page.back.trigger()
    assert clerk.page.currentWidget() is clerk.page.list


def test_photos_that_come_later_are_previewed_then_put_in(first, tmp_path, file_at):
    first.page.show_missing()
    file_at(kobo_media(tmp_path / "照片.zip", names=ALL))
    first.page.missing.files.trigger()
    preview = first.page.collection
    assert first.page.currentWidget() is preview
    (line,) = [preview.lines.model.row_at(0)]
    assert (line.word, line.account) == ("补照片", "示例镇之声")
    assert "补入4个文件" in line.weighed.text
    assert len(missing_files(first.desk)) == 4, "nothing is written before"
    preview.confirm.trigger()
    assert missing_files(first.desk) == []
    assert "补照片 1 份" in first.said[-1].text
    first.page.show_missing()
    assert first.page.missing.empty.isVisible()


def test_a_folder_is_brought_in_however_deep_the_photos_lie(first, tmp_path, monkeypatch):
    deep = tmp_path / "手机" / "Pictures" / "检查"
    deep.mkdir(parents=True)
    for name, content in ALL.items():
        (deep / name).write_bytes(content)
    monkeypatch.setattr(dialogs, "folder_to_write", lambda *_asked: tmp_path / "手机")
    first.page.show_missing()
    first.page.missing.folder.trigger()
    first.page.collection.confirm.trigger()
    assert missing_files(first.desk) == []


def test_photos_of_nobody_are_refused_in_words_and_the_list_stays(first, tmp_path, file_at, qtbot):
    first.page.show_missing()
    file_at(kobo_media(tmp_path / "照片.zip", names={"另一张.jpg": ALL["说.m4a"]}))
    with qtbot.captureExceptions() as raised:
        first.page.missing.files.trigger()
    assert first.page.currentWidget() is first.page.missing
    assert "没有还缺的照片" in str(raised[0][1])
