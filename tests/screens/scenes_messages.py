"""Scenes of 台账 → 互动."""

from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.activity.messages import add_message
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.screens import desks, scene
from ui.pages.register import RegisterPage

TOLD = (
    {"content": "异地就医怎么备案", "asked": "2026-11-09", "theme": "医保"},
    {"content": "小区供热什么时候开始", "asked": "2026-11-19", "nature": "诉求", "theme": "供热"},
    {"content": "户口迁移要带什么材料", "asked": "2026-11-10", "answered": "2026-11-12"},
    {
        "content": "公交改线有没有公告",
        "asked": "2026-10-12",
        "answered": "2026-10-30",
        "quality": "答非所问",
        "theme": "交通",
    },
)


def page_at(told=TOLD) -> tuple[QWidget, RegisterPage]:
    session = desks.session()
    if told:
        set_parameter(session.desk, NewParameter("reply_days", "5", "示例县规定"))
    for listed, given in zip(list_accounts(session.desk), told, strict=False):
        add_message(session.desk, listed.account.id, given)
    window = desks.opened(session, "台账", RegisterPage)
    window.show()
    page = window.stack.currentWidget()
    page.list.messages.trigger()
    return window, page


@scene("messages-none")
def none() -> QWidget:
    return page_at(())[0]


@scene("messages")
def some() -> QWidget:
    return page_at()[0]


@scene("messages-large", font_size="特大")
def large() -> QWidget:
    return some()


@scene("messages-new")
def new() -> QWidget:
    window, page = page_at()
    page.messages.add.trigger()
    page.messages.details.enter.trigger()
    return window


@scene("messages-feedback")
def feedback() -> QWidget:
    window, page = page_at()
    page.messages.tabs.setCurrentIndex(1)
    return window
