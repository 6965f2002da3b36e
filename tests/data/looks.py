"""Finished inspections by one person and by another, entered through the use cases."""

from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.inspections.second_looks import begin_second_look
from tests.unit.desks import NONE

USUAL = {**NONE, "interaction": "no", "last_update": "2024-04-28"}


def look(desk: Desk, account: str, staff: str = "张三", **answers: str) -> str:
    """Let one person check an account; return the record id."""
    desk.staff = staff
    inspection = begin(desk, Occasion(account, "national-2019"))
    answer_all(inspection, {**USUAL, **answers})
    return inspection.finish()


def look_again(desk: Desk, record: str, staff: str, **answers: str) -> str:
    """Let another person check the same; return the record id of the second inspection."""
    desk.staff = staff
    second = begin_second_look(desk, record)
    answer_all(second, {**USUAL, **answers})
    return second.finish()
