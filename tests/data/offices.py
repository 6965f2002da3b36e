"""A small office with its register and the shipped forms, as a real data folder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.usecases import desk as desks
from govmedia_desktop.usecases.desk import Desk, NewOffice
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.register.accounts import add_account
from tests.data.folders import begin_alike

NOON = datetime(2024, 5, 6, 12, 0, tzinfo=UTC)
TOWN_VOICE = {
    "name": "示例镇之声",
    "platform": "微信公众号",
    "owner": "示例镇人民政府",
    "last_update": "2024-03-18",
}
LAW = {
    "name": "示例普法",
    "platform": "新浪微博",
    "owner": "示例县司法局",
    "last_update": "2024-04-30",
}
APP = {"name": "示例掌上通", "platform": "移动客户端", "owner": "示例县人民政府办公室"}


@contextmanager
def office(
    folder: Path,
    accounts: Sequence[dict[str, str]] = (TOWN_VOICE, LAW, APP),
    *,
    forms: bool = True,
    level: Level = Level.COUNTY,
) -> Iterator[Desk]:
    """Open a new folder of 示例县 at noon of 2024-05-06, with these accounts in its register."""
    new = NewOffice("示例县人民政府办公室", level, Category.GOVERNMENT)

    def make(place: Path) -> None:
        with desks.create(place, new, "张三"):
            pass
        with _opened(place) as desk:
            if forms:
                take_up_shipped_forms(desk)
            for account in accounts:
                add_account(desk, account)

    register = tuple(tuple(account.items()) for account in accounts)
    begin_alike(folder, (new, register, forms), make)
    with _opened(folder) as desk:
        yield desk


@contextmanager
def _opened(folder: Path) -> Iterator[Desk]:
    with desks.open_desk(folder, "张三") as desk:
        desk.clock = lambda: NOON
        yield desk
