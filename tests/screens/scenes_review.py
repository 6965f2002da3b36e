"""Scenes of 台账核对: findings, days left, advice; empty and many."""

from datetime import date

import openpyxl
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.usecases.activity.clue_lists import read_clue_file, take_in_clues
from govmedia_desktop.usecases.activity.clues import confirm_clue, list_clues
from govmedia_desktop.usecases.activity.events import Word, add_event, respond
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.oversight.advice import account_advice, decide
from govmedia_desktop.usecases.oversight.register_checks import dismiss, register_findings
from govmedia_desktop.usecases.register.accounts import (
    add_account,
    confirm_last_updates,
    list_accounts,
)
from govmedia_desktop.usecases.register.life import NewStep, add_step
from govmedia_desktop.usecases.register.matrix import set_main_account
from tests.screens import desks, scene
from ui.pages.register import RegisterPage

FAULTY = (
    ("示例县普法", "wechat", "示例县司法局", {"verified_body": "某某文化传媒有限公司"}),
    ("示例縣普法", "wechat", "示例县司法局", {}),
    ("示例司法在线", "weibo", "示例县司法局", {}),
    ("示例县文旅★", "wechat", "示例县文化和旅游局", {"service": "重大民生"}),
    ("示例县旧站", "wechat", "示例县档案馆", {"status": "已关停"}),
)


def page_at(session, tab: int = 0) -> QWidget:
    window = desks.opened(session, "台账", RegisterPage)
    page = window.stack.currentWidget()
    page.list.review.trigger()
    page.review.tabs.setCurrentIndex(tab)
    return window


def faulty(accounts: int = 12):
    session = desks.session(accounts, 1)
    desk = session.desk
    set_parameter(desk, NewParameter("zombie_days", "90", "省级抽查通报"))
    for name, platform, owner, others in FAULTY:
        add_account(desk, {"name": name, "platform": platform, "owner": owner, **others})
    dead = next(a for a in list_accounts(desk) if a.account.name == "示例县文旅★")
    confirm_last_updates(desk, {dead.account.id: date(2026, 3, 2)}, desk.today())
    return session


@scene("review-findings")
def findings() -> QWidget:
    session = faulty()
    dismiss(session.desk, register_findings(session.desk)[2].key, "受托认证，已核实")
    return page_at(session)


@scene("review-findings-large", font_size="特大")
def findings_large() -> QWidget:
    return page_at(faulty())


@scene("review-nothing")
def nothing() -> QWidget:
    return page_at(desks.session(0, 0))


@scene("review-countdown")
def countdown() -> QWidget:
    return page_at(faulty(), 1)


@scene("review-advice")
def advice() -> QWidget:
    session = faulty()
    first = account_advice(session.desk)[1]
    decide(session.desk, first.id, first.advice.deed, "县政府办会议纪要〔2026〕12号")
    return page_at(session, 2)


@scene("review-refused")
def refused() -> QWidget:
    window = page_at(faulty())
    window.show()  # what is read when the page is first seen is there
    window.stack.currentWidget().review.findings.no_problem.trigger()
    return window


@scene("review-many")
def many() -> QWidget:
    return page_at(faulty(200), 2)


@scene("review-merge")
def merge() -> QWidget:
    window = page_at(faulty())
    page = window.stack.currentWidget()
    doubled = ("示例县普法", "示例縣普法")
    one, other = (a for a in list_accounts(page._session.desk) if a.account.name in doubled)
    page.review.merge_wanted.emit(one.account.id, other.account.id)
    return window


@scene("review-merge-chosen", font_size="特大")
def merge_chosen() -> QWidget:
    window = merge()
    merging = window.stack.currentWidget().merging
    merging.panel.table.selectAll()
    merging.other.trigger()
    return window


def bought(path):
    book = openpyxl.Workbook()
    for row in (
        ("序号", "账号名称", "平台", "问题类型", "问题描述", "监测时间", "链接"),
        (
            1,
            "示例县普法",
            "微信",
            "错别字",
            "标题“示列县”疑为“示例县”",
            "2026-11-10",
            "https://mp.example/s/1",
        ),
        (2, "示例司法在线", "微博", "内容不更新", "监测时间点前两周内无更新", "2026-11-12", ""),
        (3, "示例县旧站", "微信", "存在商业广告", "文末有培训班广告", "2026-11-13", ""),
        (4, "某某之窗", "抖音", "疑似假冒", "名称含本县名，未见备案", "2026-11-14", ""),
    ):
        book.active.append(row)
    book.save(path)
    return path


@scene("review-clues")
def clues() -> QWidget:
    session = faulty()
    read = read_clue_file(session.desk, bought(desks.folder() / "舆情监测周报.xlsx"))
    take_in_clues(session.desk, read)
    confirm_clue(session.desk, list_clues(session.desk)[2].id)
    return page_at(session, 3)


def previewed():
    window = page_at(faulty(), 3)
    path = bought(desks.folder() / "舆情监测周报.xlsx")
    book = openpyxl.load_workbook(path)
    for row in (
        (5, "示例县普发", "微信", "更新不及时", "间隔已达13天", "2026-11-15", ""),
        (6, "示例县普法", "微信", "链接无法访问", "三处错链", "上周五", ""),
    ):
        book.active.append(row)
    book.save(path)
    page = window.stack.currentWidget()
    page.clue_list.read(path)
    return window, page.clue_list


@scene("clue-list")
def clue_list() -> QWidget:
    return previewed()[0]


@scene("clue-list-large", font_size="特大")
def clue_list_large() -> QWidget:
    return previewed()[0]


@scene("clue-list-columns")
def clue_list_columns() -> QWidget:
    window, page = previewed()
    page.tabs.setCurrentIndex(1)
    return window


@scene("review-clues-none")
def no_clues() -> QWidget:
    return page_at(faulty(), 3)


@scene("review-matrix")
def matrix() -> QWidget:
    session = faulty()
    first, *others = (a.account.id for a in list_accounts(session.desk))
    for record in others[:3]:
        set_main_account(session.desk, record, first)
    return page_at(session, 4)


@scene("review-matrix-large", font_size="特大")
def matrix_large() -> QWidget:
    return page_at(faulty(), 4)


@scene("review-events")
def events() -> QWidget:
    session = faulty()
    desk = session.desk
    event = add_event(desk, "11月10日强降雨", date(2026, 11, 10), "县气象局")
    for number, listed in enumerate(list_accounts(desk)[:5]):
        word = Word(date(2026, 11, 10 + number), "强降雨应对情况通报") if number < 3 else Word()
        respond(desk, event, listed.account.id, word)
    return page_at(session, 5)


@scene("review-events-large", font_size="特大")
def events_large() -> QWidget:
    return page_at(faulty(), 5)


def to_file():
    session = faulty()
    desk = session.desk
    set_parameter(desk, NewParameter("filing_days", "5", "本省政务新媒体管理办法第十二条"))
    first, second, third = list_accounts(desk)[:3]
    add_step(desk, first.account.id, NewStep(StepKind.CLOSED, date(2026, 11, 9)))
    add_step(desk, second.account.id, NewStep(StepKind.OPENED, date(2026, 11, 16)))
    renamed = {"name": f"{third.account.name}发布"}
    add_step(desk, third.account.id, NewStep(StepKind.CHANGED, date(2026, 11, 20), changes=renamed))
    return session


@scene("review-filings")
def filings() -> QWidget:
    return page_at(to_file(), 6)


@scene("review-filings-large", font_size="特大")
def filings_large() -> QWidget:
    return page_at(to_file(), 6)


@scene("review-filings-none")
def no_filings() -> QWidget:
    return page_at(faulty(), 6)
