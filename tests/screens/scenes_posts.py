"""Scenes of 台账 → 发布: nothing known, figures over the posts, what was pasted."""

from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import take_in_posts
from tests.screens import desks, scene
from ui.pages.register import RegisterPage
from ui.pages.register.details import TABS

POSTS = (
    "2026-10-08\t城乡居民医保缴费指南\t原创\t办事服务\n"
    "2026-10-21\t示例县城区部分路段停水通知\t原创\t民生信息\n"
    "2026-11-05\t国务院办公厅关于进一步优化政务服务的通知（转自中国政府网）\t转载\t转载权威信息\n"
    "2026-11-19\t一图读懂：失业保险怎么领\t原创\t政策解读\n"
)
PASTED = (
    "2026-11-20 冬季取暖用电安全提示 https://mp.weixin.qq.com/s/example\n"
    "11月18日 示例县图书馆周末开放时间调整\n阅读 300\n2026-11-19 一图读懂：失业保险怎么领\n"
)


def page_at(*, filled: bool = True) -> tuple[QWidget, RegisterPage]:
    session = desks.session()
    window = desks.opened(session, "台账", RegisterPage)
    window.show()
    page = window.stack.currentWidget()
    if filled:
        record = page.list.panel.current().id
        take_in_posts(session.desk, read_pasted_posts(session.desk, POSTS, record))
        page.list.refresh()
    page.list.panel.want_details(shown=True)
    page.list.details.tabs.setCurrentIndex(TABS.index("发布"))
    return window, page


@scene("posts-none")
def none() -> QWidget:
    return page_at(filled=False)[0]


@scene("posts")
def some() -> QWidget:
    return page_at()[0]


@scene("posts-large", font_size="特大")
def large() -> QWidget:
    return some()


@scene("posts-pasted")
def pasted() -> QWidget:
    window, page = page_at()
    posts = page.list.details.posts
    posts.paste.trigger()
    posts.entry.text.setPlainText(PASTED)
    posts.entry._look()
    return window


def _columns() -> QWidget:
    window, page = page_at()
    path = desks.folder() / "公众号后台数据.csv"
    path.write_text(
        "推文,发布时间,阅读次数,内容url,是否原创\n"
        "冬季取暖用电安全提示,2026-11-20,300,https://mp.weixin.qq.com/s/example,原创\n"
    )
    page.list.details.posts.read(path)
    return window


@scene("posts-columns")
def columns() -> QWidget:
    return _columns()


@scene("posts-columns-large", font_size="特大")
def columns_large() -> QWidget:
    return _columns()
