"""Scenes of 台账核对: findings, days left, advice; empty and many."""

from datetime import date

from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.accounts import add_account, confirm_last_updates, list_accounts
from govmedia_desktop.usecases.advice import account_advice, decide
from govmedia_desktop.usecases.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.register_checks import dismiss, register_findings
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
    window.stack.currentWidget().review.findings.no_problem.trigger()
    return window


@scene("review-many")
def many() -> QWidget:
    return page_at(faulty(200), 2)


@scene("review-merge")
def merge() -> QWidget:
    window = page_at(faulty())
    page = window.stack.currentWidget()
    one, other = (
        a
        for a in list_accounts(page._session.desk)
        if a.account.name.endswith("县普法") or a.account.name.endswith("縣普法")
    )
    page.review.merge_wanted.emit(one.account.id, other.account.id)
    return window
