"""Scenes of 检查: what phones collected, what waits for a decision, paper keyed in."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import find_form, publish
from govmedia_desktop.usecases.inspections.check_sheets import ToPrint, check_sheet
from govmedia_desktop.usecases.register.accounts import find_account
from tests.data.collected import Filled, filled, kobo_xlsx, xlsx, zipped
from tests.data.offices import APP, LAW, TOWN_VOICE
from tests.data.pictures import png
from tests.screens import scene
from tests.screens.paper_sheets import PaperSheet
from tests.screens.scenes_check import desk, window
from tests.unit.forms.workbooks import row, workbook

PHOTOS = [
    {
        **row("select_one yn", "reply", gm_fails=". = 'no'", gm_severity="veto"),
        "label": "能不能互动",
        "bind::gm:problem": "未提供有效互动功能",
        "bind::gm:basis": "本县办法第三条",
    },
    {**row("image", "reply_photo", relevant="${reply} = 'no'"), "label": "互动截图"},
    {**row("image", "front"), "label": "门口照片"},
    {"type": "begin repeat", "name": "spots", "label": "点位"},
    {**row("image", "shot"), "label": "点位照片"},
    {"type": "end repeat", "name": "", "label": ""},
]
TWIN = {**LAW, "platform": "抖音"}


def export(*forms):
    folder = Path(tempfile.mkdtemp())
    path = folder / "政务新媒体单项否决检查 - all versions - 2024-05-06.xlsx"
    return kobo_xlsx(path, *forms, labels=True)


def many():
    forms = [
        filled("示例镇之声", 1),
        filled("示例普法", 2, serious_error="found"),
        filled("镇里的官微", 3),
        filled("示例掌上通", 4, looked_at="十几篇"),
        Filled("示例镇之声", 5, version="vGj7kT2qLx"),
        filled("示例普法", 6),
    ]
    forms[1].more["platform"] = "新浪微博"
    forms[0].more["phone_model"] = "X1"
    return forms


def previewed(*forms):
    made, page = window(desk(TOWN_VOICE, LAW, TWIN, APP))
    page.read([export(*forms)])
    QCoreApplication.processEvents()
    return made, page


@scene("phone-preview")
def preview() -> QWidget:
    return previewed(*many())[0]


@scene("phone-preview-large", font_size="特大")
def preview_large() -> QWidget:
    return previewed(*many())[0]


@scene("phone-preview-doubts")
def doubts() -> QWidget:
    made, page = previewed(*many())
    page.collection.tabs.setCurrentIndex(1)
    return made


@scene("phone-preview-known")
def known() -> QWidget:
    made, page = previewed(filled("示例镇之声", 1))
    page.collection.confirm.trigger()
    page.read([export(filled("示例镇之声", 1, leak="found"))])
    return made


@scene("phone-taken-in")
def taken_in() -> QWidget:
    made, page = previewed(*many())
    page.collection.confirm.trigger()
    return made


def waiting_page():
    made, page = previewed(*many())
    page.collection.confirm.trigger()
    page.show_waiting()
    QCoreApplication.processEvents()
    return made, page


@scene("phone-waiting")
def waiting() -> QWidget:
    return waiting_page()[0]


@scene("phone-waiting-large", font_size="特大")
def waiting_large() -> QWidget:
    return waiting_page()[0]


@scene("phone-waiting-refused")
def waiting_refused() -> QWidget:
    made, page = waiting_page()
    page.waiting.take.trigger()
    return made


@scene("phone-waiting-aside")
def waiting_aside() -> QWidget:
    made, page = waiting_page()
    page.waiting.aside.trigger()
    return made


def photo_export(*uuids, broken=False, photos=True):
    """Kobo's workbook of a form with photos in a repeat, and its media zip."""
    folder = Path(tempfile.mkdtemp())
    head = ["account", "today", "reply", "reply_photo", "front", "__version__", "_uuid", "_index"]
    told = ["示例镇之声", "2024-05-03", "no", "互动截图.jpg", "门口.jpg", "1"]
    spots = [["shot", "_index", "_parent_table_name", "_parent_index"]]
    spots += [[f"点位{n}.jpg", n, "检查", 9 if broken and n == 2 else 1] for n in (1, 2, 3)]
    main = [head, *([*told, uuid, number] for number, uuid in enumerate(uuids, 1))]
    book = xlsx(folder / "现场检查 - 2024-05-06.xlsx", {"检查": main, "spots": spots})
    names = {
        "互动截图.jpg": png(shade=1),
        "门口.jpg": b"\x00\x00\x00\x18ftypheic",
        "点位1.jpg": png(),
    }
    inside = {f"zhen/attachments/ab12/{uuids[0]}/{name}": data for name, data in names.items()}
    return [book, *([zipped(folder / "照片.zip", inside)] if photos else [])]


def with_photos(**how):
    at = desk(TOWN_VOICE, LAW, APP)
    publish(at, workbook(PHOTOS, [("yn", "yes", "能"), ("yn", "no", "不能")]), "f.xlsx")
    made, page = window(at)
    page.read(photo_export(filled("").uuid, **how))
    QCoreApplication.processEvents()
    return made, page


@scene("phone-photos")
def photos() -> QWidget:
    return with_photos()[0]


@scene("phone-photos-missing")
def photos_missing() -> QWidget:
    made, page = with_photos()
    page.collection.tabs.setCurrentIndex(1)
    return made


@scene("phone-photos-taken-in")
def photos_taken_in() -> QWidget:
    made, page = with_photos()
    page.collection.confirm.trigger()
    return made


def lacking_photos():
    at = desk(TOWN_VOICE, LAW, APP)
    publish(at, workbook(PHOTOS, [("yn", "yes", "能"), ("yn", "no", "不能")]), "f.xlsx")
    made, page = window(at)
    uuid = filled("").uuid
    (book,) = photo_export(uuid, filled("", 2).uuid, photos=False)
    page.read([book])
    page.collection.confirm.trigger()
    QCoreApplication.processEvents()
    return made, page, photo_export(uuid)[1]


@scene("phone-photos-lacking")
def photos_lacking() -> QWidget:
    return lacking_photos()[0]


@scene("phone-photos-lacking-list")
def photos_lacking_list() -> QWidget:
    made, page, _ = lacking_photos()
    page.show_missing()
    QCoreApplication.processEvents()
    return made


@scene("phone-photos-lacking-list-large", font_size="特大")
def photos_lacking_list_large() -> QWidget:
    return photos_lacking_list()


@scene("phone-photos-late")
def photos_late() -> QWidget:
    made, page, late = lacking_photos()
    page.read([late])
    QCoreApplication.processEvents()
    return made


@scene("phone-photos-lacking-none")
def photos_lacking_none() -> QWidget:
    made, page = window(desk())
    page.show_missing()
    QCoreApplication.processEvents()
    return made


@scene("phone-photos-draft")
def photos_draft() -> QWidget:
    at = desk(TOWN_VOICE)
    survey = [*PHOTOS, {**row("text", "more", required="yes"), "label": "补充说明"}]
    publish(at, workbook(survey, [("yn", "yes", "能"), ("yn", "no", "不能")]), "f.xlsx")
    made, page = window(at)
    page.read(photo_export(filled("").uuid))
    page.collection.confirm.trigger()
    (draft,) = drafts.drafts(at.db)
    page.resume(draft.id)
    QCoreApplication.processEvents()
    return made


@scene("phone-rows-broken")
def rows_broken() -> QWidget:
    made, page = with_photos(broken=True)
    page.collection.tabs.setCurrentIndex(1)
    return made


@scene("phone-rows-waiting")
def rows_waiting() -> QWidget:
    made, page = with_photos(broken=True)
    page.collection.confirm.trigger()
    page.show_waiting()
    QCoreApplication.processEvents()
    return made


@scene("phone-waiting-none")
def waiting_none() -> QWidget:
    made, page = window(desk())
    page.show_waiting()
    return made


def keyed_in(form="national-2019", **given):
    at = desk()
    made, page = window(at)
    page.list.rekey.trigger()
    account = find_account(at, "示例镇之声")
    sheet = check_sheet(at, find_form(at, form), account, at.today())
    page.rekeying.code.setText(sheet.code)
    page.rekeying.open_code()
    QCoreApplication.processEvents()
    paths = {i.name: i.path for s in page.rekeying.sheet.filling.sections for i in s.items}
    for name, value in given.items():
        page.rekeying.sheet.go_to(paths[name])
        question = page.rekeying.sheet.question(paths[name])
        if question.item.choices:
            names = [choice.name for choice in question.item.choices]
            question.field.choose(names.index(value) + 1)
        else:
            question.field.line.setText(value)
        question.go_on()
    return made


@scene("paper-rekeying-empty")
def rekeying_empty() -> QWidget:
    made, page = window(desk())
    page.list.rekey.trigger()
    return made


@scene("paper-rekeying-unknown")
def rekeying_unknown() -> QWidget:
    made, page = window(desk())
    page.list.rekey.trigger()
    page.rekeying.code.setText("gm1|national-2019|1")
    page.rekeying.open_code()
    return made


@scene("paper-rekeying")
def rekeying() -> QWidget:
    return keyed_in(last_update="4-28", interaction="yes", looked_at="12", serious_error="found")


@scene("paper-rekeying-basic")
def rekeying_basic() -> QWidget:
    return keyed_in("basic", last_update="3-28", interaction="no", hot_response="yes")


@scene("paper-rekeying-large", font_size="特大")
def rekeying_large() -> QWidget:
    return keyed_in(last_update="4-28", interaction="yes")


def printed(form, name="示例镇之声"):
    at = desk()
    account = find_account(at, name)
    printing = ToPrint(find_form(at, form), (account,), at.today())
    return PaperSheet([check_sheet(at, printing.form, account, printing.day)])


@scene("paper-sheet-national", whole=False)
def paper_national() -> QWidget:
    return printed("national-2019")


@scene("paper-sheet-basic", whole=False)
def paper_basic() -> QWidget:
    return printed("basic")


@scene("paper-rekeyed")
def rekeyed() -> QWidget:
    """Another office's paper: whose, and its scan."""
    at = desk()
    made, page = window(at)
    page.list.rekey.trigger()
    page.rekeying.on_paper.ticked.setChecked(True)
    page.rekeying.on_paper._show_scan(Path("示例镇_纸质检查表_扫描.jpg"))
    return made
