"""`make bench`: every speed claim of the project in one run; writes `bench.json` in the root."""

import shutil
from datetime import date
from pathlib import Path

from govmedia_desktop.domain.offices import Level
from tests.bench.changing import forms_under_way
from tests.bench.comparing import near_duplicates_of_a_province
from tests.bench.exchanging import files_going_out
from tests.bench.filling import enter, new_desk
from tests.bench.holding import readings_hold_nobody_up
from tests.bench.importing import register_read
from tests.bench.listing import million_listed
from tests.bench.mailing import filled_sheets_read
from tests.bench.places import Shape
from tests.bench.printing import as_json, header, line
from tests.bench.receiving import files_taken_in
from tests.bench.saving import answer_saved
from tests.bench.showing import forms_on_the_screen
from tests.bench.starting import start_and_memory
from tests.bench.trending import trend_of_a_province

ROOT = Path(__file__).parents[2]
COUNTY = Shape(Level.COUNTY, accounts=300, quarters=14, until=date.today())
"""A county of 300 accounts, checked for three and a half years: some 5,000 inspections."""


def main() -> None:
    # on the disk that the project is on: a temporary folder may be memory
    folder = ROOT / "build" / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    county = folder / "county"
    with new_desk(county, COUNTY) as (desk, made):
        enter(desk, made)
    print(header(), flush=True)
    rows = []
    for measure, place in (
        (start_and_memory, county),
        (answer_saved, county),
        (register_read, folder),
        (trend_of_a_province, folder),
        (forms_on_the_screen, folder),
        (readings_hold_nobody_up, folder),
        (filled_sheets_read, folder),
        (files_taken_in, folder),
        (files_going_out, folder),
        (million_listed, folder),
    ):
        for row in measure(place):
            print(line(row), flush=True)
            rows.append(row)
    for row in (*near_duplicates_of_a_province(), *forms_under_way()):
        print(line(row), flush=True)
        rows.append(row)
    (ROOT / "bench.json").write_text(as_json(rows), encoding="utf-8")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
