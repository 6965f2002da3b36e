"""Scenes of each question type right, wrong and read-only, and of each standing of the verdict."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.offices import parameters
from govmedia_desktop.usecases.offices.parameters import NewParameter
from tests.data.all_types import all_types
from tests.data.offices import LAW
from tests.screens import scene
from tests.screens.scenes_check import LOOKED, answer, chosen_form, desk, filling, window
from tests.screens.scenes_types import go, open_at
from tests.unit.desks import NONE
from ui.pages.check import CheckPage
from ui.window import Window

SECTIONS = {
    "words": "文字与数字",
    "days": "日期与时间",
    "choices": "选择",
    "lists": "长的选项",
    "table": "列表表格",
    "seen": "确认",
}
RIGHT = {
    "title": "示例县政务服务大厅搬迁公告",
    "said": "七月一日起搬到示例路1号，周末照常开门",
    "number": "1234567890",
    "posts": "31",
    "share": "62.5",
    "score": "7",
    "tall": "2.5",
    "picked": "3",
    "last": "2024-04-28",
    "hour": "09:30",
    "moment": "2024-04-28 09:30",
    "open": "no",
    "forms": "text video",
    "content": "s3",
    "fast": "yes",
    "even": "live",
    "where": "p1",
    "short": "p2",
    "several": "p0 p3",
    "order": "video text live poll",
    "clear": "s3",
    "quick_reply": "s1",
    "useful": "s4",
    "read": "OK",
    "photo": "首页.png",
    "sound": "示例录音.m4a",
    "film": "示例录像.mp4",
    "paper": "示例文件.pdf",
    "code": "https://mp.weixin.qq.com/s/shili",
    "place": "31.86 117.28",
    "way": "31.86 117.28; 31.87 117.29",
    "area": "31.8 117.2; 31.9 117.2; 31.9 117.3; 31.8 117.2",
}
WRONG = {
    "posts": "很多",
    "share": "六成",
    "score": "70",
    "last": "13-40",
    "hour": "25:70",
    "moment": "昨天中午",
    "place": "县政府大院",
    "way": "从县里到镇里",
}


def opened(content: bytes) -> tuple[Window, CheckPage]:
    at = desk(LAW, forms=False)
    publish(at, content, "演示表.xlsx")
    made, page = window(at)
    page.list.open_current()
    QCoreApplication.processEvents()
    return made, page


def given(page: CheckPage, answers: dict[str, str]) -> None:
    """Answer without the inputs, which each have their own way."""
    inspection = page.filling.sheet.filling
    for section in inspection.sections:
        for item in section.items:
            if item.name in answers:
                inspection.take(item.path, answers[item.name])


def right(section: str, last: str = "") -> QWidget:
    made, page = opened(all_types())
    given(page, RIGHT)
    open_at(page, SECTIONS[section])
    if last:
        go(page, last)
    return made


def wrong(section: str, *names: str) -> QWidget:
    made, page = opened(all_types())
    open_at(page, SECTIONS[section])
    for name in names:
        go(page, name)
        question = page.filling.sheet.question(page.filling.sheet.path)
        question.field.line.setText(WRONG[name])
        question.commit()
    return made


def read_only(section: str) -> QWidget:
    made, page = opened(all_types(fixed=RIGHT))
    open_at(page, SECTIONS[section])
    return made


for _section in SECTIONS:
    scene(f"types-right-{_section}")(lambda section=_section: right(section))
    scene(f"types-fixed-{_section}")(lambda section=_section: read_only(section))


@scene("types-right-words-below")
def right_below() -> QWidget:
    return right("words", "picked")


@scene("types-right-choices-below")
def right_choices_below() -> QWidget:
    return right("choices", "even")


@scene("types-right-lists-below")
def right_lists_below() -> QWidget:
    return right("lists", "order")


@scene("types-right-seen-below")
def right_seen_below() -> QWidget:
    return right("seen", "area")


@scene("types-wrong-words")
def wrong_words() -> QWidget:
    return wrong("words", "posts", "share", "score")


@scene("types-wrong-words-large", font_size="特大")
def wrong_words_large() -> QWidget:
    return wrong_words()


@scene("types-wrong-days")
def wrong_days() -> QWidget:
    return wrong("days", "last", "hour", "moment")


@scene("types-wrong-places")
def wrong_places() -> QWidget:
    return wrong("seen", "place", "way")


# the verdict


def nearly_done(**how: str) -> tuple[Window, CheckPage]:
    made, page = filling(desk())
    answer(page, **{"interaction": "yes", **LOOKED, **NONE, **how})
    return made, page


@scene("verdict-open")
def verdict_open() -> QWidget:
    return filling(desk(), "示例普法")[0]


@scene("verdict-passed")
def verdict_passed() -> QWidget:
    return nearly_done(last_update="5-1")[0]


@scene("verdict-passed-with-hint")
def verdict_hint() -> QWidget:
    at = desk()
    parameters.set_parameter(at, NewParameter("max_idle_days", "3", "示例县政务新媒体管理办法"))
    made, page = filling(at)
    answer(page, last_update="5-1", interaction="yes", **LOOKED, **NONE)
    return made


@scene("verdict-failed")
def verdict_failed() -> QWidget:
    return nearly_done(last_update="3-18", interaction="no")[0]


@scene("verdict-failed-large", font_size="特大")
def verdict_failed_large() -> QWidget:
    return verdict_failed()


@scene("verdict-failed-contrast", high_contrast=True)
def verdict_failed_contrast() -> QWidget:
    return verdict_failed()


@scene("verdict-unconfirmed")
def verdict_unconfirmed() -> QWidget:
    return nearly_done()[0]


@scene("verdict-unconfirmed-large", font_size="特大")
def verdict_unconfirmed_large() -> QWidget:
    return verdict_unconfirmed()


@scene("verdict-scored")
def verdict_scored() -> QWidget:
    made, page = window(desk())
    chosen_form(page, "county-score")
    sheet = page.filling.sheet
    answer(page, **LOOKED, last_update="5-1", interaction="yes")
    sheet.filling.answer_group()
    good = ("yes", "none", "no", "na")
    while (found := next(iter(sheet.filling.verdict.open_items), None)) is not None:
        sheet.go_to(found.path)
        question = sheet.question(found.path)
        names = [choice.name for choice in question.item.choices]
        if names:
            question.field.choose(names.index(next(n for n in good if n in names)) + 1)
        else:
            question.field.line.setText("0")
            question.commit()
    return made


@scene("verdict-checked")
def verdict_checked() -> QWidget:
    made, page = window(desk())
    chosen_form(page, "closing")
    sheet = page.filling.sheet
    while (found := next(iter(sheet.filling.verdict.open_items), None)) is not None:
        sheet.go_to(found.path)
        sheet.question(found.path).field.choose(1)
    return made
