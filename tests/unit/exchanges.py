"""Three offices of one county for tests of what passes between them: a county and two towns."""

from contextlib import ExitStack, contextmanager
from datetime import date

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.domain.periods import parse_period
from govmedia_desktop.store.projection import rows
from govmedia_desktop.store.schema import PROJECTIONS
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from tests.unit.desks import COUNTY, NONE, add, desk_of

Q3, Q4 = parse_period("2026Q3"), parse_period("2026Q4")
TOWNS = ("示例县甲镇人民政府", "示例县乙镇人民政府")


@contextmanager
def places(folder):
    """Yield the county's desk and those of two towns, each with an account of its own."""
    with ExitStack() as opened:
        county = opened.enter_context(desk_of(folder / "县", COUNTY))
        towns = [
            opened.enter_context(
                desk_of(
                    folder / name,
                    NewOffice(name, Level.TOWNSHIP, Category.TOWNSHIP, parent=COUNTY.name),
                )
            )
            for name in TOWNS
        ]
        for town, name in zip(towns, TOWNS, strict=True):
            add(town, f"{name}发布", owner=name)
        yield county, *towns


def checked(desk, account, day, nature=Nature.SELF):
    """Finish an inspection that finds nothing, for that day; return its record id."""
    inspection = begin(desk, Occasion(account, "national-2019", nature, date.fromisoformat(day)))
    answer_all(inspection, {**NONE, "interaction": "yes", "last_update": day})
    inspection.finish()
    return inspection.draft.id


def send(sender, receiver, folder, order=None):
    """Write a file and take it in; return both."""
    written = export(sender, folder / f"{sender.store.replica}.gmpack", order)
    return written, take_in(receiver, written.paths)


def records(desk, kind):
    return {id_ for (id_,) in desk.db.conn.execute(f"SELECT id FROM {kind} WHERE NOT deleted")}


def state(desk):
    return {table: rows(desk.db, table) for table in PROJECTIONS}
