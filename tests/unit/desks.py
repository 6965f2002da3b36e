"""Data folders for tests of the use cases: a county, its clock standing on one day."""

from contextlib import contextmanager
from datetime import datetime

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.usecases.desk import NewOffice, open_desk
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.register.account_history import inspections_of
from govmedia_desktop.usecases.register.accounts import add_account, list_accounts
from govmedia_desktop.usecases.upkeep.folders import set_up
from tests.data.folders import begin_alike

COUNTY = NewOffice("示例县人民政府办公室", Level.COUNTY, Category.GOVERNMENT)
TOWN = NewOffice(
    "示例县示例镇人民政府", Level.TOWNSHIP, Category.TOWNSHIP, parent="示例县人民政府办公室"
)
NONE = dict.fromkeys(
    ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement"), "none"
)


@contextmanager
def desk_of(folder, office=COUNTY, day="2026-11-21"):
    """Open a new data folder whose clock stands at ten o'clock of that day."""
    begin_alike(folder, office, lambda place: set_up(place, office, "张三"))
    with open_desk(folder, "张三") as desk:
        desk.clock = lambda: datetime.fromisoformat(f"{day}T10:00:00+08:00")
        yield desk


def add(desk, name="示例发布", **fields):
    """Enter an account and return its id."""
    return add_account(desk, {"name": name, "platform": "wechat", **fields})


def inspect(desk, account, nature=None, form="national-2019", **answers):
    """Inspect with every judgement item `none` and return the conclusion."""
    occasion = Occasion(account, form, nature) if nature else Occasion(account, form)
    inspection = begin(desk, occasion)
    answer_all(inspection, {**NONE, "interaction": "yes", **answers})
    conclusion = inspection.run.verdict().conclusion
    inspection.finish()
    return conclusion


def last_inspections(desk):
    """Return the latest inspection that decides of each account that has one, told one by one."""
    past = {a.account.id: inspections_of(desk, a.account.id) for a in list_accounts(desk)}
    found = {id_: next((p for p in of if p.decides), None) for id_, of in past.items()}
    return {id_: last for id_, last in found.items() if last}
