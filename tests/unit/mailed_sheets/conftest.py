"""A county that sends 检查表格, and a clerk who fills them in."""

from contextlib import contextmanager

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.mailed.intake import State, take_in_sheets
from govmedia_desktop.usecases.mailed.sheets import (
    send_out,
    sending_to,
)
from govmedia_desktop.usecases.periods.periods import (
    current_period,
)
from tests.data.mailed import PASSING, Clerk
from tests.unit.desks import add, desk_of

TOWN = "示例镇人民政府"
NAMES = ("示例镇发布", "示例镇之声", "示例镇普法")
PASSES = {name: value for name, value in PASSING.items() if name != "app_unusable"}


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "data") as opened:
        for name in NAMES:
            add(opened, name, owner=TOWN, last_update="2026-11-01")
        yield opened


def sent(desk, path, form="national-2019", office=TOWN, day=None):
    send_out(desk, sending_to(desk, office, form, current_period(desk), day), path)
    return path


@contextmanager
def clerk_at(path):
    clerk = Clerk(path)
    yield clerk
    clerk.save()


def take_in(desk, *paths, nature=Nature.SELF):
    return take_in_sheets(desk, paths, nature)


def inspections(desk):
    return standing(desk.db, "inspection")


def refusal(desk, path):
    (returned,) = take_in(desk, path)
    assert returned.state is State.REFUSED
    assert inspections(desk) == []
    return returned.text
