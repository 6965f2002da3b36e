"""A practice folder (练习): its own place, marked everywhere, with invented accounts to try on."""

from pathlib import Path

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.paths import SAMPLE
from govmedia_desktop.usecases.desk import NewOffice, open_desk
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from govmedia_desktop.usecases.upkeep.folders import set_up

OFFICE = NewOffice("示例县人民政府办公室", Level.COUNTY, Category.GOVERNMENT)
STAFF = "练习"


def set_up_practice(folder: Path) -> None:
    """Make a practice folder whose register holds the sample's 示例… accounts.

    Raises `DataFolderError` where one cannot be made here.
    """
    set_up(folder, OFFICE, STAFF, practice=True)
    with open_desk(folder, STAFF) as desk:
        take_in_register(desk, read_register(desk, SAMPLE / "register_gbk.csv"))
